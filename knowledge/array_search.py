"""The best passages of a mapped index, with numpy: rare terms first, frequent ones only while they can still matter.

A term adds to a passage's score at most its ceiling. Terms are taken from the rarest on, until the terms not yet taken
cannot, all together, lift a passage that holds no other to the `count`th best so far (MaxScore: Turtle & Flood 1995,
"Query Evaluation: Strategies and Optimizations"). How good these are is known early, from the passages of the rarest
term. What dense terms add is added for all passages at once where there are not too many of these. Where there are, the
largest share that a dense term has in each block of passages (Ding & Suel 2011, "Faster Top-k Document Retrieval Using
Block-Max Indexes") leaves out most of what the other terms have found without a look at it. What is left is scored with
rank_bm25's own formula.

Shares of the score are compared as float32. `_Bar` has the room that this needs, so that no passage is dropped which
exhaustive scoring would have returned.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from math import log
from operator import attrgetter
from typing import TYPE_CHECKING, Final

import numpy as np

from knowledge.array_postings import Postings, weighted
from knowledge.index import DELTA, K1
from knowledge.index_layout import BLOCK, SEEN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.array_postings import Floats, Part, Passages
    from knowledge.index_file import IndexFile
    from knowledge.index_layout import Term

FEW: Final = 128
"""Passages that are scored exactly at once, rather than looked up in more terms to leave some out."""
ADDED: Final = 4
"""A part is added to all sums, rather than looked into, if it has not this many times the postings read before."""
WHOLE: Final = 1 << 18
"""Passages up to which dense terms are added to all sums. With more of them this takes longer than to look into these
terms for what the others have found, and more memory."""
SLACK: Final = 0.25
"""Of the bar: terms that come to no more, all together, are not added up, for few more passages have to be scored."""
SCANNED: Final = 16
"""All sums are looked through where one of so many would have to be looked at in any case …"""
SORTED: Final = 64
"""… or one of so many would have to be sorted."""
PROMISING: Final = 4
"""Passages, for each that is wanted, that are looked up in all terms to know early how good the best are."""
LEAD: Final = 32
"""Blocks that are looked into for the same, where no sparse term is asked for."""
CHUNK: Final = 1 << 16
"""Passages that are looked up in one go, which bounds the memory of a question that all passages match."""
_FLATNESS: Final = attrgetter("flatness")


class _Bar:
    """What a passage's share of the score has to reach to be among the best, as far as is known.

    With n terms a float32 sum of shares, each rounded once, is off by less than (n + 2) 2^-24 of itself; scores are
    compared in the end as float64 with the floor that BM25Plus gives every passage, off by less than n 2^-50 of the
    largest score. Four times the one and all of the other are left as room.
    """

    __slots__ = ("_room", "_rounding", "reached", "room")

    def __init__(self, terms: int, size: int) -> None:
        self._room = (terms + 8) * 2.0**-22
        largest = terms * log(size + 1) * (DELTA + K1 + 1)
        self._rounding = terms * 2.0**-49 * largest
        self.room = 1 + self._room
        """What ceilings are multiplied by before they are compared with `reached`."""
        self.reached = 0.0
        """What a float32 share has to come to, together with the ceilings of what is not in it yet."""

    def raise_to(self, share: float) -> None:
        """Note that as many passages as are wanted have a float32 share of at least `share`."""
        self.reached = max(self.reached, (share * (1 - self._room) - self._rounding) * (1 - self._room))

    def raise_by(self, shares: Floats, count: int) -> None:
        """Note the shares of different passages, of which `count` are wanted."""
        if len(shares) >= count:
            self.raise_to(float(np.partition(shares, len(shares) - count)[len(shares) - count]))

    def least(self, rest: float) -> float:
        """Return what a float32 share must be at least, where what is not in it can add `rest`; always above 0."""
        return max(self.reached - rest, 1e-37)


@dataclass(frozen=True, slots=True, eq=False)
class _Offer:
    """Terms of a question and what they can add to a passage's share."""

    parts: Sequence[Part]
    """Of the sparse terms, those that tell most for the least reading first."""
    dense: Sequence[Term]
    """Those that can add most first."""
    times: Mapping[int, int]
    """Term's number → how often it is asked for."""
    rests: Sequence[float]
    """What the parts from each on and the dense terms can add at most, with room; last what the dense alone can."""

    def needed(self, reached: float) -> int:
        """Return how many parts hold all passages that may reach this share, if dense terms alone bring none there."""
        for number, rest in enumerate(self.rests):
            if reached > rest:
                return number
        return len(self.parts)

    def without(self, parts: int, dense: int, room: float) -> _Offer:
        """Return what is left of it when so many of its parts and of its dense terms are taken away."""
        if parts == len(self.parts) and dense == len(self.dense):
            return NOTHING
        return _offer(self.parts[parts:], self.dense[dense:], self.times, room)


NOTHING: Final = _Offer((), (), {}, (0.0,))


def _offer(parts: Sequence[Part], dense: Sequence[Term], times: Mapping[int, int], room: float) -> _Offer:
    rest = sum([times[term.number] * term.ceiling for term in dense]) * room
    rests = [rest]
    for part in reversed(parts):
        rest += times[part.number] * part.gain * room
        rests.append(rest)
    rests.reverse()
    return _Offer(parts, dense, times, rests)


def _each_once(places: Passages) -> Passages:
    """Return what `numpy.unique` does, in two thirds of its time for a few."""
    places = np.sort(places)
    new = np.ones(len(places), np.bool_)
    np.not_equal(places[1:], places[:-1], out=new[1:])
    return places[new]


class ArraySearch:
    """Searches one mapped file; any number of threads may ask it at once."""

    def __init__(self, file: IndexFile) -> None:
        self._postings = Postings(file)
        self._sums: list[Floats] = []

    def top(self, asked: Sequence[Term], count: int) -> list[tuple[int, float]]:
        """Return the `count` best (passage, score), best first, ties by position."""
        terms = {term.number: term for term in asked}
        times = dict.fromkeys(terms, 1) if len(terms) == len(asked) else Counter([term.number for term in asked])
        bar = _Bar(len(asked), self._postings.size)
        if count <= SEEN:
            bar.raise_to(max([times[number] * term.sixteenth for number, term in terms.items()]))
        parts = self._postings.parts(terms.values())
        dense = [term for term in terms.values() if term.dense]
        dense.sort(key=lambda term: -times[term.number] * term.ceiling)
        passages = self._best(_offer(sorted(parts, key=_FLATNESS), dense, times, bar.room), bar, count)
        return self._ranked(asked, parts, passages, count)

    def _best(self, offer: _Offer, bar: _Bar, count: int) -> Passages:
        """Return the passages that may be among the `count` best, in order."""
        sums = self._sums.pop() if self._sums else np.empty(self._postings.blocks * BLOCK, np.float32)
        rows = self._begin(offer, sums, bar)
        places, ends = self._add(offer, sums, bar)
        left = offer.without(len(ends), rows, bar.room)
        ahead = self._rarest(places, ends, PROMISING * count) if ends else self._densest(offer, count)
        reached = sums.take(ahead)
        if left.rests[0] > SLACK * bar.reached:
            reached = self._completed(left, ahead, reached, PROMISING * count if ends else len(ahead))
        bar.raise_by(reached, count)
        least, few = bar.least(left.rests[0]), FEW
        if left.dense and bar.reached <= left.rests[-1]:
            found, few = self._anywhere(left, sums, bar), 0
        elif bar.reached <= offer.rests[-1]:
            found = (sums >= least).nonzero()[0]
        else:
            found = self._held(sums, places[: ends[offer.needed(bar.reached) - 1]], least)
        if len(found) > few:
            shares = sums.take(found)
            chunks = [slice(start, start + CHUNK) for start in range(0, len(found), CHUNK)]
            found = np.concatenate([self._narrowed(left, found[here], shares[here], bar, count) for here in chunks])
        self._sums.append(sums)
        return found

    def _begin(self, offer: _Offer, sums: Floats, bar: _Bar) -> int:
        """Set `sums` to what dense terms add, if there are not too many passages; return how many terms these are."""
        if not offer.dense or self._postings.size > WHOLE:
            sums.fill(0)
            return 0
        added, rest = 0, offer.rests[-1]
        while added < len(offer.dense) and rest > SLACK * bar.reached:
            rest -= offer.times[offer.dense[added].number] * offer.dense[added].ceiling
            added += 1
        rows = [weighted(self._postings.row(term), offer.times[term.number]) for term in offer.dense[:added]]
        if len(rows) < 2:
            sums[:] = rows[0] if rows else 0
        else:
            np.add(rows[0], rows[1], out=sums)
        for row in rows[2:]:
            sums += row
        return added

    def _add(self, offer: _Offer, sums: Floats, bar: _Bar) -> tuple[Passages, list[int]]:
        """Add rare parts to `sums`; return the passages touched, part after part, and where each part ends."""
        ends = list(accumulate([len(part.passages) for part in offer.parts]))
        taken = offer.needed(bar.reached)
        if not taken:
            return np.empty(0, np.intp), []
        # to add a part to all sums is cheaper than to look a few passages up in it
        enough = (1 + ADDED) * ends[taken - 1]
        little = offer.rests[-1] + SLACK * bar.reached
        while taken < len(ends) and ends[taken] < enough and offer.rests[taken] > little:
            taken += 1
        parts = offer.parts[:taken]
        places = np.concatenate([part.passages for part in parts], dtype=np.intp)
        np.add.at(sums, places, np.concatenate([weighted(part.shares, offer.times[part.number]) for part in parts]))
        return places, ends[:taken]

    def _rarest(self, places: Passages, ends: Sequence[int], lead: int) -> Passages:
        """Return the passages of the rarest part, or of so many parts that there are `lead` of them."""
        if ends[0] >= lead:
            return places[: ends[0]]
        return _each_once(places[: next((end for end in ends if end >= lead), ends[-1])])

    def _densest(self, offer: _Offer, count: int) -> Passages:
        """Return the passages of the blocks in which the dense terms can add most."""
        bounds = self._postings.bounds(offer.dense, offer.times)
        lead = min(LEAD + count // BLOCK, len(bounds))
        return self._postings.of_blocks(bounds.argpartition(len(bounds) - lead)[len(bounds) - lead :])

    def _completed(self, left: _Offer, passages: Passages, shares: Floats, lead: int) -> Floats:
        """Return the shares of the `lead` best of `passages` with what is left, given `shares` without."""
        if len(passages) > lead:
            best = shares.argpartition(len(shares) - lead)[len(shares) - lead :]
            passages, shares = passages[best], shares[best]
        for part in left.parts:
            shares = shares + weighted(self._postings.shares(part, passages), left.times[part.number])
        return shares + self._postings.dense_shares(left.dense, left.times, passages) if left.dense else shares

    def _anywhere(self, left: _Offer, sums: Floats, bar: _Bar) -> Passages:
        """Return the passages that may be among the best, where the dense terms alone may bring one there."""
        bounds = self._postings.bounds(left.dense, left.times)
        least = bar.least(0) - bounds * np.float32(bar.room)
        found = (sums.reshape(-1, BLOCK) >= least[:, None]).ravel().nonzero()[0]
        return found[: found.searchsorted(self._postings.size)]

    def _held(self, sums: Floats, places: Passages, least: float) -> Passages:
        """Return the passages whose sum is at least `least`, in order; `places` hold them all, some more than once."""
        if len(places) * SCANNED <= len(sums):
            places = places[(sums.take(places) >= least).nonzero()[0]]
            if len(places) * SORTED <= len(sums):
                return _each_once(places)
        return (sums >= least).nonzero()[0]

    def _narrowed(self, left: _Offer, passages: Passages, shares: Floats, bar: _Bar, count: int) -> Passages:
        """Return those of `passages` that may still be among the best, looked up in what is left."""
        if left.dense:
            bounds = self._postings.bounds(left.dense, left.times)[passages // BLOCK] * np.float32(bar.room)
            kept = (shares + bounds >= bar.least(left.rests[0] - left.rests[-1])).nonzero()[0]
            passages, shares = passages[kept], shares[kept]
        for part, rest in zip(left.parts, left.rests[1:], strict=True):
            shares = shares + weighted(self._postings.shares(part, passages), left.times[part.number])
            bar.raise_by(shares, count)
            kept = (shares >= bar.least(rest)).nonzero()[0]
            passages, shares = passages[kept], shares[kept]
        if left.dense:
            shares = shares + self._postings.dense_shares(left.dense, left.times, passages)
        bar.raise_by(shares, count)
        return passages[(shares >= bar.least(0)).nonzero()[0]]

    def _ranked(
        self, asked: Sequence[Term], parts: Sequence[Part], passages: Passages, count: int
    ) -> list[tuple[int, float]]:
        """Return the `count` best of `passages`, which are in order, by rank_bm25's score, ties by position."""
        if len(passages) <= CHUNK:
            scores = self._postings.scores(asked, parts, passages)
        else:
            chunks = [passages[start : start + CHUNK] for start in range(0, len(passages), CHUNK)]
            scores = np.concatenate([self._postings.scores(asked, parts, chunk) for chunk in chunks])
        if len(scores) > max(count, FEW):
            kept = scores >= np.partition(scores, len(scores) - count)[len(scores) - count]
            passages, scores = passages[kept], scores[kept]
        order = (-scores).argsort(kind="stable")[:count]
        return list(zip(passages[order].tolist(), scores[order].tolist(), strict=True))
