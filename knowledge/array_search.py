"""The best passages of a mapped index, with numpy: rare terms first, frequent ones only while they can still matter.

A term adds to a passage's score at most its ceiling. Terms are taken from the rarest on. As soon as the terms not yet
taken cannot, all together, lift a passage that holds no other to the `count`th best so far, no new passage is looked
at (MaxScore: Turtle & Flood 1995, "Query Evaluation: Strategies and Optimizations"); the passages found until then are
looked up in what remains, and dropped as they fall behind. Only where the question has next to nothing but dense terms
are passages looked for in these, block by block, best block first (Ding & Suel 2011, "Faster Top-k Document Retrieval
Using Block-Max Indexes"). What is left is scored with rank_bm25's own formula, in its order of operations.

Shares of the score are compared as float32. `_Bar` has the room that this needs, so that no passage is dropped which
exhaustive scoring would have returned.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from knowledge.index import DELTA, K1
from knowledge.packed_index import BLOCK, REMEMBERED, SEEN, blocks_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from knowledge.index_file import IndexFile
    from knowledge.packed_index import Term

    Floats = NDArray[np.float32]
    Scores = NDArray[np.float64]
    Numbers = NDArray[np.uint32]
    Counts = NDArray[np.unsignedinteger]

FEW: Final = 128
"""Passages that are scored exactly at once, rather than looked up in one more term to leave some out."""
PROMISING: Final = 4
"""Passages, for each that is wanted, that are looked up in all terms to know early how good the best are."""
LEAD: Final = 32
"""Blocks that are read first to know how good the best are."""
CHUNK: Final = 1 << 16
"""Passages that are scored in one go, which bounds the memory of a question that all passages match."""
COUNTS: Final[dict[int, type[np.unsignedinteger]]] = {1: np.uint8, 2: np.uint16, 4: np.uint32}


@dataclass(frozen=True, slots=True, eq=False)
class _List:
    """A term's postings as arrays: of a sparse term passages, counts and shares, of a dense one a row and blocks."""

    term: Term
    passages: Numbers
    counts: Counts
    shares: Floats
    """By posting; of a dense term the largest in each block."""


class _Bar:
    """What a passage's share of the score has to reach to be among the best, as far as is known.

    With n terms a float32 sum of shares, each rounded once, is off by less than (n + 2) 2^-24 of itself; scores are
    compared in the end as float64 with the floor that BM25Plus gives every passage, off by less than n 2^-50 of the
    largest score. Four times the one and all of the other are left as room.
    """

    __slots__ = ("_room", "_rounding", "reached")

    def __init__(self, terms: int, largest: float) -> None:
        self._room = (terms + 8) * 2.0**-22
        self._rounding = terms * 2.0**-49 * largest
        self.reached = 0.0

    def raise_to(self, share: float) -> None:
        """Note that as many passages as are wanted have a float32 share of at least `share`."""
        self.reached = max(self.reached, share * (1 - self._room))

    def raise_by(self, shares: Floats, count: int) -> None:
        """Note the shares of different passages, of which `count` are wanted."""
        if len(shares) >= count:
            better = shares[shares > self.reached]
            if len(better) >= count:
                self.raise_to(float(np.partition(better, len(better) - count)[len(better) - count]))

    def least(self, rest: float) -> float:
        """Return what a float32 share must be at least, where other terms can add `rest`; always above 0."""
        return max((self.reached - self._rounding) * (1 - self._room) - rest * (1 + self._room), 1e-37)

    def beats(self, rest: float) -> bool:
        """Say whether passages that hold only terms which add up to `rest` cannot be among the best."""
        return (self.reached - self._rounding) * (1 - self._room) > rest * (1 + self._room)


class ArraySearch:
    """Searches one mapped file; any number of threads may ask it at once."""

    def __init__(self, file: IndexFile) -> None:
        self._size = file.header.size
        self._width = file.header.width
        file.check("norms", 0, 8 * self._size)
        self._norms: Scores = np.frombuffer(file.section("norms"), np.dtype("<f8"))
        self._rough = self._norms.astype(np.float32)
        counts = COUNTS[self._width]
        self._passages = np.frombuffer(file.section("passages"), np.dtype("<u4"))
        self._counts = np.frombuffer(file.section("counts"), counts)
        self._shares = np.frombuffer(file.section("shares"), np.dtype("<f4"))
        self._rows = np.frombuffer(file.section("rows"), counts)
        self._blocks = np.frombuffer(file.section("blocks"), np.dtype("<f4"))
        self._lists: dict[int, _List] = {}
        self._sums: list[Floats] = []

    def top(self, asked: Sequence[Term], count: int) -> list[tuple[int, float]]:
        """Return the `count` best (passage, score), best first, ties by position."""
        times = Counter(term.number for term in asked)
        lists = [self._list(term) for term in {term.number: term for term in asked}.values()]
        lists.sort(key=lambda one: one.term.frequency)
        weights = [times[one.term.number] for one in lists]
        rests = [0.0]
        for one, weight in zip(reversed(lists), reversed(weights), strict=True):
            rests.append(rests[-1] + weight * one.term.ceiling)
        rests.reverse()
        bar = _Bar(len(asked), rests[0] + sum(term.idf for term in asked) * DELTA)
        if count <= SEEN:
            bar.raise_to(max(weight * one.term.sixteenth for one, weight in zip(lists, weights, strict=True)))
        query = _Query(lists, weights, rests, bar, count)
        passages = self._best(query)
        return self._ranked(asked, lists, passages, count)

    def _best(self, query: _Query) -> Numbers:
        """Return the passages that may be among the best, each once."""
        lists, rests, bar = query.lists, query.rests, query.bar
        sparse = sum(not one.term.dense for one in lists)
        passages, shares, taken = self._rare(query, sparse)
        open_ended = taken == sparse < len(lists) and not bar.beats(rests[sparse])
        passages, shares = self._looked_up(query, passages, shares, taken, 0 if open_ended else FEW)
        if open_ended and not bar.beats(rests[sparse]):
            frequent = self._frequent(query, sparse)
            passages = np.union1d(passages, frequent) if len(passages) else frequent
        return passages

    def _rare(self, query: _Query, sparse: int) -> tuple[Numbers, Floats, int]:
        """Return passages that hold a rare term and may be among the best, their shares, and how many terms gave them.

        A dense sum for all passages is kept, but only its touched places are read and set back.
        """
        lists, weights, rests, bar, count = query.lists, query.weights, query.rests, query.bar, query.count
        places: list[NDArray[np.intp]] = []
        sums: Floats | None = None
        last = np.empty(0, np.float32)
        taken = 0
        while taken < sparse and not bar.beats(rests[taken]):
            shares = lists[taken].shares if weights[taken] == 1 else lists[taken].shares * np.float32(weights[taken])
            places.append(lists[taken].passages.astype(np.intp))
            if taken:
                if sums is None:
                    sums = self._sums.pop() if self._sums else np.zeros(self._size, np.float32)
                    sums[places[0]] = last
                shares = sums.take(places[-1]) + shares
                sums[places[-1]] = shares
            last = shares
            taken += 1
            self._complete(query, lists[taken - 1].passages, last, taken)
        least = bar.least(rests[taken])
        found: list[Numbers] = []
        found_shares: list[Floats] = []
        for number in reversed(range(taken)):
            here = last
            if sums is not None:
                if number < taken - 1:
                    here = sums.take(places[number])
                # set back to 0, so that a passage is taken once and the sum can be used again
                sums[places[number]] = 0
            kept = np.flatnonzero(here >= least)
            found.append(lists[number].passages[kept])
            found_shares.append(here[kept])
        if sums is not None:
            self._sums.append(sums)
        if not found:
            return np.empty(0, np.uint32), np.empty(0, np.float32), taken
        return np.concatenate(found), np.concatenate(found_shares), taken

    def _complete(self, query: _Query, passages: Numbers, shares: Floats, taken: int) -> None:
        """Raise the bar by what the most promising of `passages` reach with the terms not yet taken."""
        lead = PROMISING * query.count
        if len(passages) > lead:
            kept = np.flatnonzero(shares >= np.partition(shares, len(shares) - lead)[len(shares) - lead])[: 2 * lead]
            passages, shares = passages[kept], shares[kept]
        for number in range(taken, len(query.lists)):
            shares = shares + self._share(query.lists[number], passages) * np.float32(query.weights[number])
        query.bar.raise_by(shares, query.count)

    def _looked_up(
        self, query: _Query, passages: Numbers, shares: Floats, taken: int, few: int
    ) -> tuple[Numbers, Floats]:
        """Return those of `passages` that may still be among the best; all terms are looked up, or until few remain."""
        bar = query.bar
        for number in range(taken, len(query.lists) + 1):
            if len(passages) > few:
                bar.raise_by(shares, query.count)
                kept = shares >= bar.least(query.rests[number])
                passages, shares = passages[kept], shares[kept]
            if len(passages) <= few or number == len(query.lists):
                break
            one = query.lists[number]
            shares = shares + self._share(one, passages) * np.float32(query.weights[number])
        return passages, shares

    def _frequent(self, query: _Query, sparse: int) -> Numbers:
        """Return the passages that may be among the best for what they hold of the dense terms."""
        lists, weights, bar = query.lists[sparse:], query.weights[sparse:], query.bar
        bounds = np.zeros(blocks_of(self._size), np.float32)
        for one, weight in zip(lists, weights, strict=True):
            bounds += one.shares * np.float32(weight)
        lead = min(LEAD + query.count // BLOCK, len(bounds))
        first = np.argpartition(bounds, len(bounds) - lead)[len(bounds) - lead :]
        bar.raise_by(self._dense_shares(lists, weights, self._of_blocks(first)), query.count)
        blocks = np.flatnonzero(bounds >= bar.least(0))
        blocks = blocks[np.argsort(-bounds[blocks], kind="stable")]
        found: list[Numbers] = []
        for start in range(0, len(blocks), CHUNK // BLOCK):
            chunk = blocks[start : start + CHUNK // BLOCK]
            if bounds[chunk[0]] < bar.least(0):
                break
            passages = self._of_blocks(chunk)
            shares = self._dense_shares(lists, weights, passages)
            bar.raise_by(shares, query.count)
            found.append(passages[shares >= bar.least(0)])
        return np.concatenate(found) if found else np.empty(0, np.uint32)

    def _of_blocks(self, blocks: NDArray[np.intp]) -> Numbers:
        passages = blocks[:, None] * BLOCK + np.arange(BLOCK)
        return passages[passages < self._size].astype(np.uint32)

    def _dense_shares(self, lists: Sequence[_List], weights: Sequence[int], passages: Numbers) -> Floats:
        shares = np.zeros(len(passages), np.float32)
        for one, weight in zip(lists, weights, strict=True):
            shares += self._share(one, passages) * np.float32(weight)
        return shares

    def _share(self, one: _List, passages: Numbers) -> Floats:
        """Return a term's share of the score of each of `passages`."""
        if not one.term.dense:
            at = one.passages.searchsorted(passages)
            share: Floats = one.shares.take(at, mode="clip") * (one.passages.take(at, mode="clip") == passages)
            return share
        counts = one.counts[passages].astype(np.float32)
        return np.float32(one.term.idf * (K1 + 1)) * counts / (self._rough[passages] + counts)

    def _count(self, one: _List, passages: Numbers) -> Counts:
        """Return how often a term stands in each of `passages`."""
        if one.term.dense:
            return one.counts[passages]
        at = one.passages.searchsorted(passages)
        counts: Counts = one.counts.take(at, mode="clip") * (one.passages.take(at, mode="clip") == passages)
        return counts

    def _ranked(
        self, asked: Sequence[Term], lists: Sequence[_List], passages: Numbers, count: int
    ) -> list[tuple[int, float]]:
        """Return the `count` best of `passages` by rank_bm25's score, ties by position."""
        chunks = [passages[start : start + CHUNK] for start in range(0, len(passages), CHUNK)]
        scores = np.concatenate([self._scores(asked, lists, chunk) for chunk in chunks] or [np.empty(0)])
        if len(scores) > max(count, FEW):
            kept = scores >= np.partition(scores, len(scores) - count)[len(scores) - count]
            passages, scores = passages[kept], scores[kept]
        order = np.lexsort((passages, -scores))[:count]
        return list(zip(passages[order].tolist(), scores[order].tolist(), strict=True))

    def _scores(self, asked: Sequence[Term], lists: Sequence[_List], passages: Numbers) -> Scores:
        """Return rank_bm25's scores, each operation as `BM25Plus.get_scores` has it."""
        norms = self._norms[passages]
        gains: dict[int, Scores] = {}
        for one in lists:
            counts = self._count(one, passages)
            gains[one.term.number] = one.term.idf * (DELTA + (counts * (K1 + 1)) / (norms + counts))
        scores: Scores = np.zeros(len(passages))
        for term in asked:
            scores += gains[term.number]
        return scores

    def _list(self, term: Term) -> _List:
        known = self._lists.get(term.number)
        if known is None:
            if len(self._lists) >= REMEMBERED:
                self._lists.clear()
            known = self._lists[term.number] = self._read(term)
        return known

    def _read(self, term: Term) -> _List:
        start, end = term.start, term.start + term.frequency
        if not term.dense:
            return _List(term, self._passages[start:end], self._counts[start:end], self._shares[start:end])
        size, blocks = self._size, blocks_of(self._size)
        row = self._rows[size * start : size * (start + 1)]
        return _List(term, np.empty(0, np.uint32), row, self._blocks[blocks * start : blocks * (start + 1)])


@dataclass(frozen=True, slots=True, eq=False)
class _Query:
    """A question's terms, rarest first, and what has to be reached."""

    lists: Sequence[_List]
    weights: Sequence[int]
    """How often each is asked for."""
    rests: Sequence[float]
    """What the terms from each on can add to a share at most; 0 after the last."""
    bar: _Bar
    count: int
