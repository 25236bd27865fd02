"""What the terms of a mapped index hold, as numpy's arrays: their shares of given passages' scores, and the scores.

Shares are float32, a few calls for all passages and terms at once; they are for leaving passages out. `scores` are
rank_bm25's own, each operation in float64 as the package has it.

It knows nothing of which passages are worth looking at: that is `array_search`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from knowledge.index import DELTA, K1
from knowledge.index_layout import BLOCK, REMEMBERED, blocks_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from knowledge.index_file import IndexFile
    from knowledge.index_layout import Term

    Floats = NDArray[np.float32]
    Scores = NDArray[np.float64]
    Numbers = NDArray[np.uint32]
    Passages = NDArray[np.intp]
    Counts = NDArray[np.unsignedinteger]

KEPT: Final = 1 << 23
"""Shares in rows of dense terms that are kept, 32 MB of them; more, and it is begun anew."""
COUNTS: Final[dict[int, type[np.unsignedinteger]]] = {1: np.uint8, 2: np.uint16, 4: np.uint32}


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Some of a sparse term's postings: those with the largest shares, the others, or all of them."""

    number: int
    """The term's."""
    passages: Numbers
    """In order."""
    shares: Floats
    gain: float
    """The largest share, less what the term's other part may add anyway: a passage is in one of the two."""
    flatness: float
    """Postings for each unit of the largest share: the smaller, the more is known for having read them."""
    start: int
    """Its first posting in the file."""
    but_last: Numbers
    """All its passages but one: who looks for a passage here finds the only posting that may be its own."""


def weighted(shares: Floats, times: int) -> Floats:
    """Return the shares of a term that is asked for so many times."""
    return shares if times == 1 else shares * np.float32(times)


class Postings:
    """The arrays of one mapped file; nothing in it is written after it was read."""

    def __init__(self, file: IndexFile) -> None:
        self.size = file.header.size
        self.blocks = blocks_of(self.size)
        file.check("norms", 0, 8 * self.size)
        self._norms: Scores = np.frombuffer(file.section("norms"), np.dtype("<f8"))
        self._rough = self._norms.astype(np.float32)
        counts = COUNTS[file.header.width]
        self._passages = np.frombuffer(file.section("passages"), np.dtype("<u4"))
        self._counts = np.frombuffer(file.section("counts"), counts)
        self._shares = np.frombuffer(file.section("shares"), np.dtype("<f4"))
        self._rows = np.frombuffer(file.section("rows"), counts).reshape(file.header.dense, self.size)
        self._bests = np.frombuffer(file.section("blocks"), np.dtype("<f4")).reshape(file.header.dense, self.blocks)
        self._known: dict[int, Sequence[Part]] = {}
        self._whole: dict[int, Floats] = {}

    def parts(self, terms: Iterable[Term]) -> list[Part]:
        """Return the parts of all sparse `terms`, of each term the one with the largest shares first."""
        known = self._known
        return [part for term in terms for part in known.get(term.number) or self._read(term)]

    def _read(self, term: Term) -> Sequence[Part]:
        if term.dense:
            return ()
        first, middle, end = term.start, term.start + term.highs, term.start + term.frequency
        parts = [self._part(term.number, middle, end, term.low_ceiling, 0.0)]
        if term.highs:
            parts.insert(0, self._part(term.number, first, middle, term.ceiling, term.low_ceiling))
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        self._known[term.number] = parts
        return parts

    def _part(self, number: int, start: int, end: int, ceiling: float, otherwise: float) -> Part:
        passages, shares = self._passages[start:end], self._shares[start:end]
        return Part(number, passages, shares, ceiling - otherwise, len(passages) / ceiling, start, passages[:-1])

    def shares(self, part: Part, passages: Passages) -> Floats:
        """Return a part's shares of the scores of `passages`."""
        numbers = passages.astype(np.uint32)
        at = part.but_last.searchsorted(numbers)
        shares: Floats = part.shares[at] * (part.passages[at] == numbers)
        return shares

    def row(self, term: Term) -> Floats:
        """Return what a dense term adds to the score of every passage."""
        row = self._whole.get(term.number)
        if row is None:
            counts = self._rows[term.start].astype(np.float32)
            row = np.zeros(self.blocks * BLOCK, np.float32)
            np.divide(counts * np.float32(term.idf * (K1 + 1)), self._rough + counts, out=row[: self.size])
            if (len(self._whole) + 1) * len(row) > KEPT:
                self._whole.clear()
            self._whole[term.number] = row
        return row

    def dense_shares(self, terms: Sequence[Term], times: Mapping[int, int], passages: Passages) -> Floats:
        """Return what dense terms, each weighted, add to the scores of `passages`."""
        counts = np.array([self._rows[term.start][passages] for term in terms]).astype(np.float32)
        below = counts + self._rough[passages]
        factors = [times[term.number] * term.idf * (K1 + 1) for term in terms]
        counts *= np.array(factors, np.float32)[:, None]
        counts /= below
        shares: Floats = counts.sum(axis=0)
        return shares

    def bounds(self, terms: Sequence[Term], times: Mapping[int, int]) -> Floats:
        """Return what dense terms, each weighted, add to a passage of each block at most."""
        bounds = np.zeros(self.blocks, np.float32)
        for term in terms:
            bounds += weighted(self._bests[term.start], times[term.number])
        return bounds

    def of_blocks(self, blocks: Passages) -> Passages:
        """Return the passages of `blocks`."""
        passages: Passages = (blocks[:, None] * BLOCK + np.arange(BLOCK)).ravel()
        return passages[passages < self.size]

    def scores(self, asked: Sequence[Term], parts: Sequence[Part], passages: Passages) -> Scores:
        """Return the rank_bm25 scores of `passages`, each operation as `BM25Plus.get_scores` has it.

        `parts` are those of the sparse terms among `asked`, in the same order.
        """
        rows = {part.number: row for row, part in enumerate(parts)}
        found = np.empty((0, len(passages)), self._counts.dtype)
        if parts:
            numbers = passages.astype(np.uint32)
            at = np.array([part.but_last.searchsorted(numbers) for part in parts])
            at += np.array([[part.start] for part in parts])
            found = self._counts[at] * (self._passages[at] == numbers)
            if len(rows) < len(parts):
                for row, part in enumerate(parts):
                    # a passage is in one of a term's two parts
                    if rows[part.number] != row:
                        found[rows[part.number]] += found[row]
        as_asked = len(rows) == len(parts) == len(asked)
        dense = [term for term in asked if term.dense]
        if dense:
            rows.update((term.number, row) for row, term in enumerate(dense, len(parts)))
            found = np.concatenate((found, [self._rows[term.start][passages] for term in dense]))
        if not as_asked:
            found = found[[rows[term.number] for term in asked]]
        count = found.astype(np.float64)
        below = self._norms[passages] + count
        count *= K1 + 1
        count /= below
        count += DELTA
        count *= np.array([[term.idf] for term in asked])
        # accumulate adds one after the other, where sum may add in pairs
        scores: Scores = np.add.accumulate(count)[-1]
        return scores
