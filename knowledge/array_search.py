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
from knowledge.index_layout import BLOCK, REMEMBERED, SEEN, blocks_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from knowledge.index_file import IndexFile
    from knowledge.index_layout import Term

    Floats = NDArray[np.float32]
    Scores = NDArray[np.float64]
    Numbers = NDArray[np.uint32]
    Counts = NDArray[np.unsignedinteger]

FEW: Final = 128
"""Passages that are scored exactly at once, rather than looked up in one more term to leave some out."""
ADDED: Final = 4
"""A part is added to all sums, rather than looked into, if it has not this many times the postings read before."""
SCANNED: Final = 16
"""All sums are looked through where more than one of so many was touched."""
PROMISING: Final = 4
"""Passages, for each that is wanted, that are looked up in all terms to know early how good the best are."""
LEAD: Final = 32
"""Blocks that are read first to know how good the best are."""
GATHERED: Final = 16
"""All passages are gone through where more than one block of so many has to be: it is the faster way by so much."""
CHUNK: Final = 1 << 16
"""Passages that are scored in one go, which bounds the memory of a question that all passages match."""
COUNTS: Final[dict[int, type[np.unsignedinteger]]] = {1: np.uint8, 2: np.uint16, 4: np.uint32}


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """Some of a term's postings as arrays: those with the largest shares, the others, all of them, or a dense row."""

    term: Term
    passages: Numbers
    """In order; empty for a dense row."""
    counts: Counts
    shares: Floats
    """By posting; of a dense row the largest in each block."""
    ceiling: float
    """The largest share."""
    start: int
    """Where in the file it begins, counted in postings."""


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
                better.partition(len(better) - count)
                self.raise_to(float(better[len(better) - count]))

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
        self._known: dict[int, tuple[_Part, ...]] = {}
        self._sums: list[Floats] = []

    def top(self, asked: Sequence[Term], count: int) -> list[tuple[int, float]]:
        """Return the `count` best (passage, score), best first, ties by position."""
        times = Counter(term.number for term in asked)
        terms = {term.number: term for term in asked}
        bar = _Bar(len(asked), sum(term.ceiling + term.idf * DELTA for term in asked))
        if count <= SEEN:
            bar.raise_to(max(times[number] * term.sixteenth for number, term in terms.items()))
        parts = [part for term in terms.values() for part in self._parts(term)]
        # what a part can take from the bound, for each posting that has to be read: rare and high ones first
        parts.sort(key=lambda part: (part.term.dense, -part.ceiling / max(len(part.passages), 1)))
        weights = [times[part.term.number] for part in parts]
        query = _Query(parts, weights, _rests(parts, weights), bar, count)
        return self._ranked(asked, parts, self._best(query), count)

    def _best(self, query: _Query) -> Numbers:
        """Return the passages that may be among the best, each once."""
        parts, rests, bar = query.parts, query.rests, query.bar
        sparse = sum(not part.term.dense for part in parts)
        passages, shares, taken = self._rare(query, sparse)
        open_ended = taken == sparse < len(parts) and not bar.beats(rests[sparse])
        passages, shares = self._looked_up(query, passages, shares, taken, 0 if open_ended else FEW)
        if open_ended and not bar.beats(rests[sparse]):
            frequent = self._frequent(query, sparse)
            passages = np.union1d(passages, frequent) if len(passages) else frequent
        return passages

    def _rare(self, query: _Query, sparse: int) -> tuple[Numbers, Floats, int]:
        """Return passages that hold a rare term and may be among the best, their shares, and how many parts gave them.

        A sum for every passage is kept ready, and set back to 0 wherever it was touched.
        """
        parts, weights, rests, bar = query.parts, query.weights, query.rests, query.bar
        needed = 0
        while needed < sparse and not bar.beats(rests[needed]):
            needed += 1
        if not needed:
            return np.empty(0, np.uint32), np.empty(0, np.float32), 0
        if needed == 1:
            shares = parts[0].shares if weights[0] == 1 else parts[0].shares * np.float32(weights[0])
            bar.raise_by(shares, query.count)
            kept = (shares >= bar.least(rests[1])).nonzero()[0]
            return parts[0].passages[kept], shares[kept], 1
        read = sum(len(part.passages) for part in parts[:needed])
        taken, touched = needed, read
        # to add a part to all sums is cheaper than to look a few passages up in it
        while taken < sparse and len(parts[taken].passages) < ADDED * read:
            touched += len(parts[taken].passages)
            taken += 1
        sums = self._sums.pop() if self._sums else np.zeros(self._size, np.float32)
        places = [part.passages.astype(np.intp) for part in parts[:taken]]
        for place, part, weight in zip(places, parts, weights[:taken], strict=False):
            np.add.at(sums, place, part.shares if weight == 1 else part.shares * np.float32(weight))
        if touched * SCANNED > self._size:
            found = (sums >= bar.least(rests[taken])).nonzero()[0]
            shares = sums[found]
            sums.fill(0)
            bar.raise_by(shares, query.count)
        else:
            found = np.concatenate(places[:needed])
            shares = sums.take(found)
            for place in places:
                sums[place] = 0
            kept = (shares >= bar.least(rests[taken])).nonzero()[0]
            # a passage stands here once for each part that it is in
            found, first = np.unique(found[kept], return_index=True)
            shares = shares[kept[first]]
            bar.raise_by(shares, query.count)
        self._sums.append(sums)
        kept = (shares >= bar.least(rests[taken])).nonzero()[0]
        return found[kept].astype(np.uint32), shares[kept], taken

    def _complete(self, query: _Query, passages: Numbers, shares: Floats, taken: int) -> None:
        """Raise the bar by what the most promising of `passages` reach with the parts not yet taken."""
        lead = PROMISING * query.count
        if len(passages) > lead:
            kept = (shares >= np.partition(shares, len(shares) - lead)[len(shares) - lead]).nonzero()[0][: 2 * lead]
            passages, shares = passages[kept], shares[kept]
        for part, weight in zip(query.parts[taken:], query.weights[taken:], strict=True):
            shares = shares + self._share(part, passages) * np.float32(weight)
        query.bar.raise_by(shares, query.count)

    def _looked_up(
        self, query: _Query, passages: Numbers, shares: Floats, taken: int, few: int
    ) -> tuple[Numbers, Floats]:
        """Return those of `passages` that may still be among the best; all terms are looked up, or until few remain."""
        bar = query.bar
        if len(passages) > max(few, FEW) and taken < len(query.parts):
            self._complete(query, passages, shares, taken)
            kept = shares >= bar.least(query.rests[taken])
            passages, shares = passages[kept], shares[kept]
        for number in range(taken, len(query.parts)):
            if len(passages) <= few:
                break
            shares = shares + self._share(query.parts[number], passages) * np.float32(query.weights[number])
            bar.raise_by(shares, query.count)
            kept = shares >= bar.least(query.rests[number + 1])
            passages, shares = passages[kept], shares[kept]
        return passages, shares

    def _frequent(self, query: _Query, sparse: int) -> Numbers:
        """Return the passages that may be among the best for what they hold of the dense terms."""
        parts, weights, bar = query.parts[sparse:], query.weights[sparse:], query.bar
        bounds = np.zeros(blocks_of(self._size), np.float32)
        for part, weight in zip(parts, weights, strict=True):
            bounds += part.shares * np.float32(weight)
        lead = min(LEAD + query.count // BLOCK, len(bounds))
        first = np.argpartition(bounds, len(bounds) - lead)[len(bounds) - lead :]
        bar.raise_by(self._dense_shares(parts, weights, self._of_blocks(first)), query.count)
        blocks = (bounds >= bar.least(0)).nonzero()[0]
        if len(blocks) * GATHERED > len(bounds):
            return self._scanned(query, parts, weights)
        blocks = blocks[np.argsort(-bounds[blocks], kind="stable")]
        found: list[Numbers] = []
        for start in range(0, len(blocks), CHUNK // BLOCK):
            chunk = blocks[start : start + CHUNK // BLOCK]
            if bounds[chunk[0]] < bar.least(0):
                break
            passages = self._of_blocks(chunk)
            shares = self._dense_shares(parts, weights, passages)
            bar.raise_by(shares, query.count)
            found.append(passages[shares >= bar.least(0)])
        return np.concatenate(found) if found else np.empty(0, np.uint32)

    def _scanned(self, query: _Query, parts: Sequence[_Part], weights: Sequence[int]) -> Numbers:
        """Return the same by going through all passages."""
        found = [np.empty(0, np.uint32)]
        for start in range(0, self._size, CHUNK):
            shares = self._dense_shares(parts, weights, slice(start, min(start + CHUNK, self._size)))
            kept = (shares >= query.bar.least(0)).nonzero()[0]
            query.bar.raise_by(shares[kept], query.count)
            found.append((kept + start).astype(np.uint32))
        return np.concatenate(found)

    def _of_blocks(self, blocks: NDArray[np.intp]) -> Numbers:
        passages = blocks[:, None] * BLOCK + np.arange(BLOCK)
        return passages[passages < self._size].astype(np.uint32)

    def _dense_shares(self, parts: Sequence[_Part], weights: Sequence[int], passages: Numbers | slice) -> Floats:
        norms = self._rough[passages]
        shares = np.zeros(len(norms), np.float32)
        for part, weight in zip(parts, weights, strict=True):
            shares += _dense_share(part, passages, norms) * np.float32(weight)
        return shares

    def _share(self, part: _Part, passages: Numbers) -> Floats:
        """Return a part's shares of the scores of `passages`."""
        if not part.term.dense:
            at = part.passages.searchsorted(passages)
            shares: Floats = part.shares.take(at, mode="clip") * (part.passages.take(at, mode="clip") == passages)
            return shares
        return _dense_share(part, passages, self._rough[passages])

    def _ranked(
        self, asked: Sequence[Term], parts: Sequence[_Part], passages: Numbers, count: int
    ) -> list[tuple[int, float]]:
        """Return the `count` best of `passages` by rank_bm25's score, ties by position."""
        if len(passages) <= CHUNK:
            scores = self._scores(asked, parts, passages)
        else:
            chunks = [passages[start : start + CHUNK] for start in range(0, len(passages), CHUNK)]
            scores = np.concatenate([self._scores(asked, parts, chunk) for chunk in chunks])
        if len(scores) > max(count, FEW):
            kept = scores >= np.partition(scores, len(scores) - count)[len(scores) - count]
            passages, scores = passages[kept], scores[kept]
        order = np.lexsort((passages, -scores))[:count]
        return list(zip(passages[order].tolist(), scores[order].tolist(), strict=True))

    def _scores(self, asked: Sequence[Term], parts: Sequence[_Part], passages: Numbers) -> Scores:
        """Return rank_bm25's scores, each operation as `BM25Plus.get_scores` has it."""
        rows = {number: row for row, number in enumerate(dict.fromkeys(term.number for term in asked))}
        counts = np.zeros((len(rows), len(passages)))
        sparse = [part for part in parts if not part.term.dense]
        if sparse:
            # all parts are looked into at once but for the search itself: a call takes longer than a few passages
            at = np.array([part.passages.searchsorted(passages) for part in sparse])
            within = np.array([(part.start, len(part.passages) - 1) for part in sparse])
            at = within[:, :1] + np.minimum(at, within[:, 1:])
            found = self._counts[at] * (self._passages[at] == passages)
            for part, row in zip(sparse, found, strict=True):
                counts[rows[part.term.number]] += row
        for part in parts[len(sparse) :]:
            counts[rows[part.term.number]] = part.counts[passages]
        idf = np.array([term.idf for term in {term.number: term for term in asked}.values()])[:, None]
        gains = idf * (DELTA + (counts * (K1 + 1)) / (self._norms[passages] + counts))
        scores: Scores = np.zeros(len(passages))
        for term in asked:
            scores += gains[rows[term.number]]
        return scores

    def _parts(self, term: Term) -> tuple[_Part, ...]:
        known = self._known.get(term.number)
        if known is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            known = self._known[term.number] = self._read(term)
        return known

    def _read(self, term: Term) -> tuple[_Part, ...]:
        if term.dense:
            size, blocks = self._size, blocks_of(self._size)
            row = self._rows[size * term.start : size * (term.start + 1)]
            best = self._blocks[blocks * term.start : blocks * (term.start + 1)]
            return (_Part(term, np.empty(0, np.uint32), row, best, term.ceiling, 0),)
        first, middle, end = term.start, term.start + term.highs, term.start + term.frequency
        low = self._part(term, middle, end, term.low_ceiling)
        return (self._part(term, first, middle, term.ceiling), low) if term.highs else (low,)

    def _part(self, term: Term, start: int, end: int, ceiling: float) -> _Part:
        here = slice(start, end)
        return _Part(term, self._passages[here], self._counts[here], self._shares[here], ceiling, start)


@dataclass(frozen=True, slots=True, eq=False)
class _Query:
    """What a question's terms have to offer, the most for the least first, and what has to be reached."""

    parts: Sequence[_Part]
    weights: Sequence[int]
    """How often the term of each is asked for."""
    rests: Sequence[float]
    """What the parts from each on can add to a share at most; 0 after the last."""
    bar: _Bar
    count: int


def _dense_share(part: _Part, passages: Numbers | slice, norms: Floats) -> Floats:
    """Return a dense term's shares of the scores of `passages`, whose norms are `norms`."""
    counts = part.counts[passages].astype(np.float32)
    below = norms + counts
    counts *= np.float32(part.term.idf * (K1 + 1))
    counts /= below
    return counts


def _rests(parts: Sequence[_Part], weights: Sequence[int]) -> list[float]:
    """Return what the parts from each on can add to the share of a passage, which is in one part of a term at most."""
    best: dict[int, float] = {}
    rest, rests = 0.0, [0.0]
    for part, weight in zip(reversed(parts), reversed(weights), strict=True):
        known, here = best.get(part.term.number, 0.0), weight * part.ceiling
        if here > known:
            best[part.term.number] = here
            rest += here - known
        rests.append(rest)
    rests.reverse()
    return rests
