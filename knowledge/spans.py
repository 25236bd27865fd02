"""The short answer in a sentence: which of its phrases is what was asked for.

The sum of the weights of a phrase's features (`phrase_features`) is its score; a score compares phrases under one
question, also those of different sentences. What a phrase's form brings is kept for all questions that expect an answer
of one form; what it has by its ends is added up once for each place; what is its own is not looked at where it could
not make it the best.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Final

from knowledge.bearings import Bearings
from knowledge.ground import Ground, survey
from knowledge.phrase_features import (
    APART,
    ECHO_QUESTION,
    MEASURED,
    NEAR,
    WIDE,
    describe,
    describe_all,
    most_of_own,
    of_form,
    of_own,
    of_unit,
    with_own,
)
from knowledge.values import dataclass

if TYPE_CHECKING:
    from knowledge.question import Question
    from knowledge.sketch import Phrase

__all__ = ["Ground", "best_scored", "describe", "describe_all", "score_phrases", "score_some", "survey"]

_ONCE: Final = ("verb_beside_any", "verb_beside_good", "verb_beside_bad", "linked_p", "linked_o")
"""What a phrase has once, if it has it at both of its ends."""
_ROUNDING: Final = 1e-9
"""More than sums of the same numbers in another order can differ by."""


def score_phrases(question: Question, ground: Ground, weights: Mapping[str, float]) -> list[tuple[float, Phrase]]:
    """Return every phrase of a sentence with its score, in the order in which they stand.

    A score is the sum of the weights of `describe`'s features, in their order.
    """
    phrases = ground.sentence.layout.phrases
    return list(zip(score_some(question, ground, weights, range(len(phrases))), phrases, strict=True))


def score_some(question: Question, ground: Ground, weights: Mapping[str, float], numbers: Sequence[int]) -> list[float]:
    """Return the scores of some phrases of a sentence, by their numbers in `layout.phrases`."""
    sums = _sums(question, ground, weights)
    shared, own = sums.shared, sums.own
    return [_with_own(sums, number, weights) if number in own else shared[number] for number in numbers]


def best_scored(question: Question, ground: Ground, weights: Mapping[str, float]) -> tuple[float, Phrase] | None:
    """Return the phrase that scores best, of several the first, with its score; None where there is no phrase."""
    sums = _sums(question, ground, weights)
    if not sums.shared:
        return None
    scores = sums.shared[:]
    for number in sums.own:
        scores[number] = -math.inf
    best = max(scores)
    most = most_of_own(sums.view, weights) + _ROUNDING if sums.own else 0.0
    for weight, *_ in sums.twice:
        most += max(0.0, -weight)
    hopeless = weights.get(ECHO_QUESTION, 0.0)
    for number in sorted(sums.own, key=sums.shared.__getitem__, reverse=True):
        if sums.shared[number] + most < best and hopeless < best:
            break
        scores[number] = _with_own(sums, number, weights)
        best = max(best, scores[number])
    return best, ground.sentence.layout.phrases[scores.index(best)]


@dataclass(slots=True)
class _Sums:
    """What the phrases of a sentence score under one question, by their number in `layout.phrases`."""

    view: Bearings
    shared: list[float]
    """What each scores by its form and its ends."""
    own: AbstractSet[int]
    """The phrases that may have something of their own beside, or say nothing new."""
    twice: Sequence[tuple[float, Mapping[int, float], Mapping[int, float]]]
    """What counts once though both ends may have it: its weight, and the places of either."""


def _sums(question: Question, ground: Ground, weights: Mapping[str, float]) -> _Sums:
    """Return what a sentence's phrases score but for what is their own; added up once and kept."""
    if not ground.scored or ground.scored[0] is not weights:
        ground.scored[:] = weights, _add_up(Bearings(question, ground), weights)
    sums: _Sums = ground.scored[1]
    return sums


def _add_up(view: Bearings, weights: Mapping[str, float]) -> _Sums:
    get, ports, apart = weights.get, view.ports, view.apart
    before, behind = view.nearness(get(NEAR, 0.0), get(WIDE, 0.0))
    for sums, columns in ((before, view.begins), (behind, view.ends)):
        for name, column in columns.items():
            weight = get(name, 0.0)
            for place, value in column.items():
                sums[place] += weight * value
    away = get(APART, 0.0)
    gone = [away * min(apart[one], apart[other]) for one, other in ports.stretches]
    parts = zip(_starts(view, weights), ports.begins, ports.ends, ports.stretch, strict=True)
    shared = [start + before[first] + behind[last] + gone[stretch] for start, first, last, stretch in parts]
    own = with_own(view)
    twice = [(get(n, 0.0), view.begins[n], view.ends[n]) for n in _ONCE if n in view.begins and n in view.ends]
    for _, begins, ends in twice:
        own.update([n for n, first in enumerate(ports.begins) if first in begins and ports.ends[n] in ends])
    if view.wish.slot.expect in MEASURED:
        for number, phrase in enumerate(view.layout.phrases):
            if number not in own:
                shared[number] += get(of_unit(view, phrase), 0.0)
    return _Sums(view, shared, own, twice)


def _with_own(sums: _Sums, number: int, weights: Mapping[str, float]) -> float:
    """Return a phrase's score."""
    first, last = sums.view.ports.begins[number], sums.view.ports.ends[number]
    if sums.view.stale(first, last):
        return weights.get(ECHO_QUESTION, 0.0)
    score = sums.shared[number]
    for name, value in of_own(sums.view, number).items():
        score += weights.get(name, 0.0) * value
    for weight, begins, ends in sums.twice:
        if first in begins and last in ends:
            score -= weight
    return score


def _starts(view: Bearings, weights: Mapping[str, float]) -> list[float]:
    """Return what each phrase's form brings: the same for all questions that expect an answer of one form."""
    kept = view.layout.starts
    if not kept or kept[0] is not weights:
        kept[:] = weights, {}
    by_form: dict[tuple[str, str], list[float]] = kept[1]
    form = view.wish.family, view.wish.shapes
    starts = by_form.get(form)
    if starts is None:
        starts = []
        for trait in view.layout.traits:
            start = 0.0
            for name, value in of_form(view, trait).items():
                start += weights.get(name, 0.0) * value
            starts.append(start)
        by_form[form] = starts  # whole: another thread may ask of the same sentence
    return starts
