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
from typing import TYPE_CHECKING, Final, Protocol

from knowledge.values import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

K1: Final = 1.5
B: Final = 0.75
DELTA: Final = 1
"""rank_bm25's defaults for BM25Plus: the choice hardly matters (BASELINES, pitfalls)."""


class Ranking(Protocol):
    """What ranks passages for a question, wherever its postings are."""

    def idf(self, term: str) -> float:
        """Return the weight of `term` in this collection."""

    def top(self, terms: Iterable[str], count: int) -> list[tuple[int, float]]:
        """Return the `count` best (passage, score), best first, ties by position."""


@dataclass(frozen=True, slots=True)
class Index:
    """Postings over passages numbered from 0; built once, never changed."""

    size: int
    postings: Mapping[str, tuple[tuple[int, float], ...]]
    """Term → (passage, its share of the score above the delta that every passage gets), by passage."""
    shares: dict[str, dict[int, float]] = field(default_factory=dict, init=False, compare=False, repr=False)
    """The postings of the terms that were asked for, laid out to be looked up."""

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
        """Return what each passage has above the floor that all of them share, and that floor.

        Whole postings are laid over each other; only what two terms share is added up one by one.
        """
        scores: dict[int, float] = {}
        floor = 0.0
        for term in terms:
            if term not in self.postings:
                continue
            shares = self.shares.get(term)
            if shares is None:
                shares = self.shares[term] = dict(self.postings[term])
            floor += math.log((self.size + 1) / len(shares)) * DELTA
            both = [(passage, scores[passage] + shares[passage]) for passage in scores.keys() & shares.keys()]
            scores.update(shares)
            scores.update(both)
        return scores, floor

    def top(self, terms: Iterable[str], count: int) -> list[tuple[int, float]]:
        """Return the `count` best (passage, score), best first, ties by position."""
        scores, floor = self._earned(terms)
        least = -math.inf
        if count < len(scores):
            # what differs by less than the floor's own rounding is left to the sorting
            least = _nth_largest(scores.values(), count) - 1e-9 if count > 0 else math.inf
        found = [(passage, score + floor) for passage, score in scores.items() if score >= least]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:count]


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
