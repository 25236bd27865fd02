"""The best passages of a mapped index without numpy: for one question in a process that has not loaded it.

The same way as `array_search` (rare terms first, no new passages once the rest cannot lift them, blocks of dense terms
last), with dictionaries in place of arrays. Shares are added up as Python's floats, so that only their own rounding to
float32 in the file needs room.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from heapq import nlargest
from typing import TYPE_CHECKING, Final

from knowledge.errors import IndexFileError
from knowledge.index import DELTA, K1
from knowledge.index_layout import BLOCK, SEEN, blocks_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.index_file import IndexFile
    from knowledge.index_layout import Term

COUNTS: Final = {1: "B", 2: "H", 4: "I"}
ROOM: Final = 2.0**-20
"""Of a sum of shares, each off by at most 2^-24 of itself: sixteen times what is needed."""


class PlainSearch:
    """Searches one mapped file."""

    def __init__(self, file: IndexFile) -> None:
        self._file = file
        self._size = file.header.size
        counts = COUNTS[file.header.width]
        self._norms = file.section("norms").cast("d")
        self._passages = file.section("passages").cast("I")
        self._counts: memoryview[int] = file.section("counts").cast(counts)  # type: ignore[call-overload]
        self._shares = file.section("shares").cast("f")
        self._rows: memoryview[int] = file.section("rows").cast(counts)  # type: ignore[call-overload]
        self._blocks = file.section("blocks").cast("f")

    def top(self, asked: Sequence[Term], count: int) -> list[tuple[int, float]]:
        """Return the `count` best (passage, score), best first, ties by position."""
        times = Counter(term.number for term in asked)
        terms = sorted({term.number: term for term in asked}.values(), key=lambda term: term.frequency)
        weights = [times[term.number] for term in terms]
        rests = [sum(w * t.ceiling for w, t in zip(weights[n:], terms[n:], strict=True)) for n in range(len(terms) + 1)]
        # scores are compared with the floor that every passage gets: what float64 loses by it is room as well
        rounding = len(asked) * 2.0**-49 * (rests[0] + sum(term.idf for term in asked) * DELTA)
        sums: dict[int, float] = {}
        bar = max(w * t.sixteenth for w, t in zip(weights, terms, strict=True)) if count <= SEEN else 0.0
        for number, (term, weight) in enumerate(zip(terms, weights, strict=True)):
            open_ended = rests[number] >= _least(bar, rounding)
            if term.dense and open_ended:
                self._add_dense(sums, terms[number:], weights[number:], max(bar, _nth(sums.values(), count)), rounding)
                break
            if open_ended:
                self._add(sums, term, weight)
            else:
                least = _least(bar, rounding) - rests[number] * (1 + ROOM)
                sums = {p: s + weight * self._share(term, p) for p, s in sums.items() if s >= least}
            bar = max(bar, _nth(sums.values(), count))
        least = _least(_nth(sums.values(), count), rounding)
        scored = [(-self._score(asked, p), p) for p, share in sums.items() if share >= least]
        return [(passage, -score) for score, passage in sorted(scored)[:count]]

    def _add(self, sums: dict[int, float], term: Term, weight: int) -> None:
        end = term.start + term.frequency
        known = sums.get
        for passage, share in zip(self._passages[term.start : end], self._shares[term.start : end], strict=True):
            sums[passage] = known(passage, 0.0) + weight * share

    def _add_dense(
        self, sums: dict[int, float], terms: Sequence[Term], weights: Sequence[int], bar: float, rounding: float
    ) -> None:
        """Add dense terms to what is known, and the passages that they alone may bring among the best."""
        for passage in sums:
            sums[passage] += sum(w * self._share(t, passage) for w, t in zip(weights, terms, strict=True))
        blocks = blocks_of(self._size)
        columns = [self._blocks[blocks * term.start : blocks * (term.start + 1)] for term in terms]
        bounds = [sum(w * b for w, b in zip(weights, best, strict=True)) for best in zip(*columns, strict=True)]
        least = _least(bar, rounding)
        for block, bound in enumerate(bounds):
            if bound < least:
                continue
            for passage in range(block * BLOCK, min((block + 1) * BLOCK, self._size)):
                if passage not in sums:
                    share = sum(w * self._share(t, passage) for w, t in zip(weights, terms, strict=True))
                    if share > 0 and share >= least:
                        sums[passage] = share

    def _count(self, term: Term, passage: int) -> int:
        """Return how often a term stands in a passage."""
        if term.dense:
            return self._rows[self._size * term.start + passage]
        first, middle, end = term.start, term.start + term.highs, term.start + term.frequency
        for low, high in ((first, middle), (middle, end)):
            at = bisect_left(self._passages, passage, low, high)
            if at < high and self._passages[at] == passage:
                return self._counts[at]
        return 0

    def _share(self, term: Term, passage: int) -> float:
        count = self._count(term, passage)
        return term.idf * (count * (K1 + 1) / (self._norm(passage) + count)) if count else 0.0

    def _score(self, asked: Iterable[Term], passage: int) -> float:
        """Return rank_bm25's score, each operation as `BM25Plus.get_scores` has it."""
        norm, score = self._norm(passage), 0.0
        for term in asked:
            count = self._count(term, passage)
            score += term.idf * (DELTA + (count * (K1 + 1)) / (norm + count))
        return score

    def _norm(self, passage: int) -> float:
        if not 0 <= passage < self._size:
            raise IndexFileError(self._file.path, "is damaged (a passage that it does not have)")
        self._file.check("norms", 8 * passage, 8 * passage + 8)
        return self._norms[passage]


def _nth(shares: Iterable[float], count: int) -> float:
    """Return the `count`th largest of `shares`, 0 where there are fewer."""
    best = nlargest(count, shares)
    return best[-1] if len(best) == count else 0.0


def _least(bar: float, rounding: float) -> float:
    return (bar - rounding) * (1 - 2 * ROOM)
