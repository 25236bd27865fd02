"""The short answer in a sentence: which of its phrases is what was asked for.

Each phrase is described by named features: its form against the expected kind of answer, how near it is to the
question's words and how much it only echoes them, on which side of the question's verb it stands, what it is linked
to, how it is cut out of its surroundings (`traits`). The sum of their weights is its score; a score compares phrases
under one question, also those of different sentences.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from knowledge.bearings import NAMED, Bearings, cross
from knowledge.expectation import Expect
from knowledge.ground import Ground, survey
from knowledge.sketch import Kind, Phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowledge.question import Question
    from knowledge.traits import Trait

__all__ = ["Ground", "describe", "describe_all", "score_phrases", "survey"]

_MEASURED = {
    Expect.DISTANCE: ("distance", "area"),
    Expect.MONEY: ("money",),
    Expect.SHARE: ("share",),
    Expect.DURATION: ("duration",),
}
_COUNTED: Final = frozenset((Kind.NUMBER, Kind.DATE))
_NEAR: Final = ("near", "wide", "apart")
_ONCE = ("verb_beside_any", "verb_beside_good", "verb_beside_bad", "linked_p", "linked_o")
"""What a phrase has once, if it has it at both of its ends."""


def describe_all(question: Question, ground: Ground) -> list[dict[str, float]]:
    """Return the features of every phrase of a sentence, in the order of `layout.phrases`."""
    view = Bearings(question, ground)
    layout = view.layout
    return [_features(view, p, t) for p, t in zip(layout.phrases, layout.traits, strict=True)]


def describe(question: Question, ground: Ground, phrase: Phrase) -> dict[str, float]:
    """Return the features of one phrase."""
    layout = ground.sentence.layout
    return _features(Bearings(question, ground), phrase, layout.traits[layout.phrases.index(phrase)])


def score_phrases(question: Question, ground: Ground, weights: Mapping[str, float]) -> list[tuple[float, Phrase]]:
    """Return every phrase of a sentence with its score, in the order in which they stand; scored once and kept.

    A score is the sum of the weights of `describe`'s features, in their order; what is the same whatever is asked, is
    added up once for a sentence.
    """
    if not ground.scored or ground.scored[0] is not weights:
        ground.scored[:] = weights, _score(Bearings(question, ground), weights)
    scores: list[tuple[float, Phrase]] = ground.scored[1]
    return scores


def _score(view: Bearings, weights: Mapping[str, float]) -> list[tuple[float, Phrase]]:
    get, layout, apart = weights.get, view.layout, view.apart
    fresh, touched, kin = view.fresh, view.touched, view.kin
    near, wide, away = [get(name, 0.0) for name in _NEAR]
    before = [near * n + wide * w for n, w in view.left]
    behind = [0.0, *[near * n + wide * w for n, w in view.right]]
    for sums, columns in ((before, view.begins), (behind, view.ends)):
        for name, column in columns.items():
            weight = get(name, 0.0)
            for place, value in column.items():
                sums[place] += weight * value
    twice = [(get(n, 0.0), view.begins[n], view.ends[n]) for n in _ONCE if n in view.begins and n in view.ends]
    hopeless = get("echo_question", 0.0)
    every = view.naming or view.slot.expect in _MEASURED
    scored = []
    for phrase, trait, start in zip(layout.phrases, layout.traits, _starts(view, weights), strict=True):
        first, last = phrase.first, phrase.last
        if fresh[last] == fresh[first]:
            scored.append((hopeless, phrase))
            continue
        score = start + before[first] + behind[last] + away * min(apart[first], apart[last - 1])
        if every or touched[last] != touched[first] or phrase.kind in _COUNTED or phrase.head in kin:
            features: dict[str, float] = {}
            _add_own(view, phrase, trait, features)
            for name, value in features.items():
                score += get(name, 0.0) * value
        for weight, begins, ends in twice:
            if first in begins and last in ends:
                score -= weight
        scored.append((score, phrase))
    return scored


def _starts(view: Bearings, weights: Mapping[str, float]) -> list[float]:
    """Return what each phrase's form brings: the same for all questions that expect an answer of one form."""
    kept = view.layout.starts
    if not kept or kept[0] is not weights:
        kept[:] = weights, {}
    by_form: dict[tuple[str, str], list[float]] = kept[1]
    form = view.family, view.shapes
    if form not in by_form:
        by_form[form] = [_start(view, trait, weights) for trait in view.layout.traits]
    return by_form[form]


def _start(view: Bearings, trait: Trait, weights: Mapping[str, float]) -> float:
    features = dict.fromkeys(trait.fixed, 1.0)
    features["size"] = trait.size
    _form(view, trait, features)
    score = 0.0
    for name, value in features.items():
        score += weights.get(name, 0.0) * value
    return score


def _features(view: Bearings, phrase: Phrase, trait: Trait) -> dict[str, float]:
    first, last = phrase.first, phrase.last
    if view.fresh[last] == view.fresh[first]:
        return {"echo_question": 1.0}  # nothing that the question has not said: hopeless, and not looked at further
    out = dict.fromkeys(trait.fixed, 1.0)
    out["size"] = trait.size
    _form(view, trait, out)
    out.update(zip(_NEAR, view.near(first, last), strict=True))
    for columns, place in ((view.begins, first), (view.ends, last)):
        out.update((name, column[place]) for name, column in columns.items() if place in column)
    _add_own(view, phrase, trait, out)
    return out


def _add_own(view: Bearings, phrase: Phrase, trait: Trait, out: dict[str, float]) -> None:
    """Add what a phrase has by what is in it: what it says, holds and measures."""
    first, last = phrase.first, phrase.last
    if view.echoed[last] != view.echoed[first]:
        _echo(view, phrase, out)
    if any(first <= place < last for place, _ in view.ground.anchors):
        out["holds_verb"] = 1.0
    if view.naming and "named" in trait.fixed:
        out["naming"] = 1.0
    if view.slot.focus:
        _focus(view, phrase, out)
    if view.numeric or phrase.kind in _COUNTED:
        _figure(view, phrase, trait, out)


def _form(view: Bearings, trait: Trait, out: dict[str, float]) -> None:
    """Add what a phrase's form is to the kind of answer that is expected."""
    shape = trait.shape
    out[cross(view.shapes, "/", shape)] = 1.0
    if view.wanted:
        out["typed" if shape == view.wanted else "untyped"] = 1.0
    if trait.names and view.clash:
        if trait.names == view.clash[0]:
            out["name_fits"] = 1.0
        elif trait.names == view.clash[1]:
            out["name_clashes"] = 1.0
    if trait.capitals:
        out[cross(view.family, "~", str(trait.capitals))] = 1.0
        if trait.common:
            out[cross(view.family, "~", "common")] = trait.common


def _echo(view: Bearings, phrase: Phrase, out: dict[str, float]) -> None:
    """Add how much a phrase only says what the question has said."""
    met, echoed = view.ground.met, view.echoed[phrase.last] - view.echoed[phrase.first]
    content = view.layout.content[phrase.last] - view.layout.content[phrase.first]
    out["echo"] = min(1.0, echoed / (content or 1))
    if echoed >= content:
        out["echo_all"] = 1.0
    if phrase.head in met:
        out["echo_head"] = 1.0
    if phrase.first in met:
        out["echo_first"] = 1.0


def _focus(view: Bearings, phrase: Phrase, out: dict[str, float]) -> None:
    """Add where the noun that says what is wanted stands: in the phrase, behind it, before it."""
    first, last, focus = phrase.first, phrase.last, view.ground.focus
    mark = "_n" if view.numeric else ""
    if not focus:
        pass
    elif any(first <= p < last for p in focus):
        out["has_focus" + mark] = 1.0
        if phrase.head in focus:
            out["head_focus" + mark] = 1.0
            if view.slot.kind_of:
                out["head_focus_kind"] = 1.0
    elif last in focus or last + 1 in focus:
        out["focus_next" + mark] = 1.0
        if view.slot.kind_of:
            out["focus_next_kind"] = 1.0
    elif first - 1 in focus or first - 2 in focus:
        out["focus_before" + mark] = 1.0
    if phrase.head in view.kin and phrase.kind in NAMED:
        out["same_kind"] = 1.0


def _figure(view: Bearings, phrase: Phrase, trait: Trait, out: dict[str, float]) -> None:
    """Add what a number or date measures, against what was asked."""
    kind, expect = phrase.kind, view.slot.expect
    measured = _MEASURED.get(expect)
    if measured:
        out["unit_right" if phrase.unit in measured else "unit_wrong"] = 1.0
    elif kind is Kind.NUMBER and phrase.unit and view.numeric:
        out[cross(view.family, "#", phrase.unit)] = 1.0
    if kind is Kind.NUMBER and view.numeric:
        tags, head = view.layout.tags, phrase.head
        bare = all(letter == "#" for letter in tags[phrase.first : phrase.last])
        out["num_bare" if bare else "num_unit" if tags[phrase.first] == "#" else "num_about"] = 1.0
        status = view.status[head] if head < len(tags) else ""
        if status == "focus":
            out["num_counts"] = 1.0
        elif status:
            out["num_counts_met"] = 1.0
        elif tags[head] == "N":
            out["num_counts_other"] = 1.0
    if kind is Kind.DATE:
        if view.wanted in ("date", "number"):
            out[cross(view.family, "@", phrase.unit)] = 1.0
        if view.year:
            out["year_right" if phrase.unit in ("year", "years") else "year_wrong"] = 1.0
        elif phrase.unit == view.slot.focus:
            out["year_right"] = 1.0
        elif trait.part:
            out["date_part"] = 1.0
