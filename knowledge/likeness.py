"""How like a question is to the ways in which a card is asked for, and to questions noted as unanswered.

Likeness is the harmonic mean of the shares of words in common, by their rarity. It knows nothing of what either is
about: two questions that share all but the name that decides are most alike (`card_matching` says which is meant).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from knowledge.contrast import belonging
from knowledge.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.facts import Facts, PreparedWording
    from knowledge.index import Index
    from knowledge.question import QueryTerm, Question
    from knowledge.vocabulary import Vocabulary

NEAREST: Final = 24
"""Wordings compared: the right card is among the first ten by BM25 for all shipped cards."""
OTHER_KIND: Final = 0.8
"""What is left of the likeness of two questions that expect different kinds of answer."""
MET: Final = 0.5
"""How well a variant has to meet a word to count as having it."""


@dataclass(frozen=True, slots=True)
class Probe:
    """A question as it is compared; terms of it are given by their places among all."""

    variants: dict[str, tuple[int, float, float]]
    """Term → which of the question's terms it meets best, how well, and how much of the question that is."""
    words: list[tuple[str, ...]]
    """For each of its terms the variants that no other before it has."""
    weights: list[float]
    total: float
    meant: frozenset[str]
    """The variants that meet a term well enough to count as having it."""
    names: list[int]
    verbs: list[int]
    nouns: list[int]
    """Those that are no names."""
    focus: list[int]
    pairs: tuple[tuple[QueryTerm, QueryTerm], ...]
    """contrast.belonging of the question."""


def probe_of(question: Question) -> Probe:
    """Return a question as it is compared: found once and kept with it."""
    if not question.compared:
        question.compared.append(_probed(question))
    probe: Probe = question.compared[0]
    return probe


def _probed(question: Question) -> Probe:
    variants: dict[str, tuple[int, float, float]] = {}
    words, weights = [], []
    names, verbs, nouns, focus = [], [], [], []
    for i, term in enumerate(question.terms):
        words.append(tuple([v for v in term.variants if v not in variants]))
        weights.append(term.weight)
        for variant, strength in term.variants.items():
            if variant not in variants or strength > variants[variant][1]:
                variants[variant] = (i, strength, term.weight * strength)
        if term.name:
            names.append(i)
        elif term.part in "NA":
            nouns.append(i)
        if term.part in "VG":
            verbs.append(i)
        if term.word == question.focus:
            focus.append(i)
    meant = frozenset([v for v, (_, strength, _) in variants.items() if strength > MET])
    pairs = belonging(question)
    return Probe(variants, words, weights, sum(weights) or 1.0, meant, names, verbs, nouns, focus, pairs)


def compare(
    question: Question,
    wordings: Sequence[PreparedWording],
    index: Index,
    vocabulary: Vocabulary,
    leave_out: PreparedWording | None,
) -> list[tuple[float, PreparedWording]]:
    """Return the nearest wordings, each with its likeness: the harmonic mean of the shares of their words in common.

    Words count by their rarity; two questions that expect different kinds of answer are less alike (OTHER_KIND).
    """
    probe = probe_of(question)
    variants, total, expect = probe.variants, probe.total, question.expect
    found = []
    for number, _ in index.top_of_words(probe.words, NEAREST):
        wording = wordings[number]
        if wording is leave_out:
            continue
        met: dict[int, float] = {}
        back = 0.0
        # in the wording's order: a set's differs from run to run, and with it the last digit of the sum
        weights = wording.weights
        for term in weights:
            if term in variants:
                i, strength, share = variants[term]
                if i not in met or share > met[i]:
                    met[i] = share
                back += weights[term] * strength
        asked = sum(met.values()) / total
        worded = back / wording.total
        like = 2 * asked * worded / (asked + worded) if asked + worded else 0.0
        if like > 0.3 and wording.expect(vocabulary) is not expect:
            like *= OTHER_KIND
        found.append((like, wording))
    return found


def likeness_to_unanswered(question: Question, facts: Facts, *, leave_out: PreparedWording | None = None) -> float:
    """Return how like `question` is to the likest question that the editor noted as unanswered, 0 to 1."""
    compared = compare(question, facts.unanswered, facts.unanswered_index, facts.vocabulary, leave_out)
    return max((like for like, _ in compared), default=0.0)
