"""BM25 over passages: rank_bm25's own formula and scores, from postings instead of its loop over every passage.

`BM25Plus` is the variant (Lv & Zhai 2011, "Lower-Bounding Term Frequency Normalization", as rank_bm25 0.2.2 has it):
its idf, log((N + 1) / df), stays positive in a collection of one, two or six paragraphs, where `BM25Okapi` gives
zero or negative weights and a floor that makes "the" outweigh a name. On all sets measured the variants rank alike.
A test holds our scores against the package's own on the same tokens.

What it does not do: it does not decide whether something was found. BM25Plus adds its delta to passages that do not
match at all, so `score > 0` means nothing; `matching` therefore returns only passages that hold a term asked for.
It is for a few thousand passages, in Python's lists and without numpy; `packed_index` answers the same over a million.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from heapq import heapify, heapreplace
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Final, Protocol

from knowledge.values import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

K1: Final = 1.5
B: Final = 0.75
DELTA: Final = 1
"""rank_bm25's defaults for BM25Plus: the choice hardly matters (BASELINES, pitfalls)."""
ROUNDING: Final = 1e-9
"""What differs by less may be the same once the floor is added, and is left to the sorting."""
WORDS: Final = 512
"""Words whose postings are kept laid over each other: few are asked for much more often than the others."""


class Ranking(Protocol):
    """What ranks passages for a question, wherever its postings are."""

    def idf(self, term: str) -> float:
        """Return the weight of `term` in this collection."""

    def top(self, terms: Iterable[str], count: int) -> list[tuple[int, float]]:
        """Return the `count` best (passage, score), best first, ties by position."""


@dataclass(frozen=True, slots=True)
class Laid:
    """The postings of the terms that one word may be met by, laid over each other."""

    shares: dict[int, float]
    """Passage → what it has of all of them."""
    again: dict[int, float]
    """The same of those passages that hold two of them."""
    held: list[tuple[dict[int, float], float]]
    """The postings of each that stands anywhere, and the largest share among them."""
    floors: list[float]
    """What each of these adds to the floor."""


@dataclass(frozen=True, slots=True)
class Index:
    """Postings over passages numbered from 0; built once, never changed."""

    size: int
    postings: Mapping[str, tuple[tuple[int, float], ...]]
    """Term → (passage, its share of the score above the delta that every passage gets), by passage."""
    shares: dict[str, dict[int, float]] = field(default_factory=dict, init=False, compare=False, repr=False)
    """The postings of the terms that were asked for, laid out to be looked up."""
    laid: dict[tuple[str, ...], Laid] = field(default_factory=dict, init=False, compare=False, repr=False)
    """The words that were asked for, by the terms that each may be met by; at most WORDS."""

    def idf(self, term: str) -> float:
        """Return the weight of `term` in this collection; that of a term seen in no passage is the largest."""
        return math.log((self.size + 1) / max(1, len(self.postings.get(term, ()))))

    def matching(self, terms: Iterable[str]) -> dict[int, float]:
        """Return passage → rank_bm25's BM25Plus score, for the passages that hold at least one of `terms`.

        A term that is given twice counts twice, as in the package.
        """
        scores, floor = self._earned(terms)
        return {passage: score + floor for passage, score in scores.items()}

    def _earned(self, terms: Iterable[str]) -> tuple[dict[int, float], float]:
        """Return what each passage has above the floor that all of them share, and that floor."""
        held = self._held(terms)
        return _lay(held)[0], self._floor(held)

    def _held(self, terms: Iterable[str]) -> list[dict[int, float]]:
        """Return the postings of those of `terms` that stand anywhere."""
        held = []
        for term in terms:
            shares = self.shares.get(term)
            if shares is None:
                if term not in self.postings:
                    continue
                shares = self.shares[term] = dict(self.postings[term])
            held.append(shares)
        return held

    def _floor(self, held: Iterable[dict[int, float]]) -> float:
        floor = 0.0
        for shares in held:
            floor += math.log((self.size + 1) / len(shares)) * DELTA
        return floor

    def top(self, terms: Iterable[str], count: int) -> list[tuple[int, float]]:
        """Return the `count` best (passage, score), best first, ties by position."""
        scores, floor = self._earned(terms)
        return _best(scores, floor, count)

    def top_of_words(self, words: Iterable[tuple[str, ...]], count: int) -> list[tuple[int, float]]:
        """Return `top` of all the terms of `words`, each given as the terms it may be met by, and no term in two.

        Words come again from question to question: the postings of each are laid over each other once. The best
        passages hold two of the terms, or one that few hold; the many with one frequent term are not looked at.
        """
        laid = [found for found in map(self._laid, words) if found.held]
        scores: dict[int, float] = {}
        again: dict[int, float] = {}
        floor = 0.0
        for word in laid:
            for share in word.floors:
                floor += share
            both = _together(scores, word)
            again.update(word.again)
            again.update(both)
            if word is not laid[-1]:
                scores.update(word.shares)
                scores.update(both)
        if not 0 < count <= len(again):
            if laid:
                scores.update(laid[-1].shares)
            scores.update(again)
            return _best(scores, floor, count)
        least = _nth_largest(again.values(), count) - ROUNDING
        found = [(passage, score + floor) for passage, score in again.items() if score >= least]
        for word in laid:
            for shares, most in word.held:
                if most >= least:
                    found += [(p, share + floor) for p, share in shares.items() if share >= least and p not in again]
        return _in_order(found)[:count]

    def _laid(self, word: tuple[str, ...]) -> Laid:
        laid = self.laid.get(word)
        if laid is None:
            held = self._held(word)
            shares, again = _lay(held) if len(held) != 1 else (held[0], {})
            if len(self.laid) >= WORDS:
                self.laid.clear()
            most = [(shares, max(shares.values())) for shares in held]
            laid = self.laid[word] = Laid(shares, again, most, [self._floor([shares]) for shares in held])
        return laid


def _lay(held: Iterable[dict[int, float]]) -> tuple[dict[int, float], dict[int, float]]:
    """Return what passages have of these postings together, and the same of those that stand in two of them.

    Whole postings are laid over each other; only what two of them share is added up one by one.
    """
    scores: dict[int, float] = {}
    again: dict[int, float] = {}
    for shares in held:
        both = {passage: scores[passage] + shares[passage] for passage in scores.keys() & shares.keys()}
        scores.update(shares)
        scores.update(both)
        again.update(both)
    return scores, again


def _together(scores: dict[int, float], word: Laid) -> dict[int, float]:
    """Return what the passages of `scores` that hold a word as well have of both."""
    shares = word.shares
    both = {passage: scores[passage] + shares[passage] for passage in scores.keys() & shares.keys()}
    if word.again:
        for passage in both.keys() & word.again.keys():
            score = scores[passage]
            for term, _ in word.held:  # one by one: the last digit of a sum depends on its order
                score += term.get(passage, 0.0)
            both[passage] = score
    return both


def _best(scores: dict[int, float], floor: float, count: int) -> list[tuple[int, float]]:
    least = -math.inf
    if count < len(scores):
        least = _nth_largest(scores.values(), count) - ROUNDING if count > 0 else math.inf
    return _in_order([(passage, score + floor) for passage, score in scores.items() if score >= least])[:count]


def _in_order(found: list[tuple[int, float]]) -> list[tuple[int, float]]:
    """Return the best first, ties by position: two sorts, the second of which leaves ties as they were."""
    found.sort()
    found.sort(key=itemgetter(1), reverse=True)
    return found


def _nth_largest(values: Iterable[float], n: int) -> float:
    """Return the `n`th largest of at least `n` values: in half of heapq.nlargest's time, which sorts pairs."""
    rest = iter(values)
    largest = list(islice(rest, n))
    heapify(largest)
    least = largest[0]
    for value in rest:
        if value > least:
            heapreplace(largest, value)
            least = largest[0]
    return least


def build_index(passages: Sequence[Sequence[str]]) -> Index:
    """Index passages, each given as its terms.

    >>> build_index([["kursk", "attack"], ["trump"]]).top(["kursk"], 5)[0][0]
    0
    """
    size = len(passages)
    average = sum(len(p) for p in passages) / size if size else 0.0
    counted: dict[str, list[tuple[int, int]]] = {}
    for number, passage in enumerate(passages):
        for term, count in Counter(passage).items():
            counted.setdefault(term, []).append((number, count))
    lengths = [1 - B + B * len(p) / average if average else 1.0 for p in passages]
    postings = {}
    for term, places in counted.items():
        idf = math.log((size + 1) / len(places))
        postings[term] = tuple((n, idf * (count * (K1 + 1)) / (K1 * lengths[n] + count)) for n, count in places)
    return Index(size, postings)
