"""The first half of building an index: passages → counted terms in sorted runs on disk, in bounded memory.

Passages are taken in batches; what a batch's terms come to is sorted and counted by a thread of its own while the next
batch is read (numpy lets go of the interpreter), so that both cores work. What stays in memory is the vocabulary, the
lengths of the passages, and two or three batches.
"""

from __future__ import annotations

from array import array
from collections import defaultdict, deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

BATCH_TOKENS: Final = 1 << 21
"""Terms of a batch: 8 bytes each to sort, and a few copies of that."""
BATCH_PASSAGES: Final = 1 << 16
"""Passages of a batch at most, so that a passage's number in it has 16 bits."""
WAITING: Final = 2
"""Batches read that wait to be sorted."""


@dataclass(frozen=True, slots=True)
class Run:
    """A batch's terms, counted: postings by term and within it by passage, in a file of their own."""

    path: Path
    first: int
    """Number of the batch's first passage."""
    postings: int
    largest: int
    """The largest count."""

    def read(self) -> tuple[NDArray[np.uint32], NDArray[np.uint16], NDArray[np.uint32]]:
        """Return terms, passages (counted from `first`) and counts."""
        with self.path.open("rb") as file:
            terms = np.fromfile(file, np.uint32, self.postings)
            passages = np.fromfile(file, np.uint16, self.postings)
            counts = np.fromfile(file, np.uint32 if self.largest > 255 else np.uint8, self.postings)
        return terms, passages, counts.astype(np.uint32)


class Runs:
    """Passages taken in, counted and sorted; a term's number is when it first came, a passage's likewise."""

    def __init__(self, folder: Path) -> None:
        self.runs: list[Run] = []
        self.lengths = array("I")
        self._folder = folder
        self._ids: defaultdict[str, int] = defaultdict()
        self._ids.default_factory = self._ids.__len__
        self._batch = array("I")
        self._first = 0
        self._frequencies = np.zeros(0, np.int64)
        self._thread = ThreadPoolExecutor(1, "index-runs")
        self._pending: deque[Future[tuple[Run, NDArray[np.int64]]]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._thread.shutdown(wait=True, cancel_futures=True)

    @property
    def size(self) -> int:
        """Passages taken so far."""
        return len(self.lengths)

    def add(self, passages: Iterable[Sequence[str]]) -> Iterator[int]:
        """Take passages, each given as its terms; yield how many there are now, after each batch."""
        number, lengths, batch = self._ids.__getitem__, self.lengths, self._batch
        for passage in passages:
            before = len(batch)
            batch.extend(map(number, passage))
            lengths.append(len(batch) - before)
            if len(batch) >= BATCH_TOKENS or len(lengths) - self._first >= BATCH_PASSAGES:
                self._spill()
                batch = self._batch
                yield len(lengths)

    def add_numbered(self, names: Sequence[str], terms: bytes, lengths: bytes) -> None:
        """Take passages whose terms are numbers (of 4 bytes) into `names`, which lists them as they first come."""
        numbers = np.fromiter(map(self._ids.__getitem__, names), np.uint32, len(names))
        self._batch.frombytes(numbers[np.frombuffer(terms, np.uint32)].tobytes())
        self.lengths.frombytes(lengths)
        # a chunk of the analysis is far smaller than a batch: it never has more than 2^16 passages
        if len(self._batch) >= BATCH_TOKENS or len(self.lengths) - self._first >= BATCH_PASSAGES // 2:
            self._spill()

    def add_known(self, new: Iterable[str], terms: bytes, lengths: bytes) -> None:
        """Take passages whose terms are numbers (of 4 bytes) as they first come among all; `new` are the next ones."""
        for name in new:
            self._ids[name] = len(self._ids)
        self._batch.frombytes(terms)
        self.lengths.frombytes(lengths)
        if len(self._batch) >= BATCH_TOKENS or len(self.lengths) - self._first >= BATCH_PASSAGES // 2:
            self._spill()

    def finish(self) -> tuple[list[str], NDArray[np.int64]]:
        """Return the terms in the order of their numbers, and how many passages hold each."""
        self._spill()
        while self._pending:
            self._collect()
        return list(self._ids), self._frequencies

    def _spill(self) -> None:
        if len(self.lengths) == self._first:
            return
        lengths = self.lengths[self._first :]
        path = self._folder / f"run-{len(self.runs) + len(self._pending)}"
        self._pending.append(self._thread.submit(_sort, self._batch, lengths, self._first, path))
        self._first, self._batch = len(self.lengths), array("I")
        while len(self._pending) > WAITING:
            self._collect()

    def _collect(self) -> None:
        run, frequencies = self._pending.popleft().result()
        self.runs.append(run)
        if len(frequencies) > len(self._frequencies):
            self._frequencies = np.concatenate(
                [self._frequencies, np.zeros(len(frequencies) - len(self._frequencies), np.int64)]
            )
        self._frequencies[: len(frequencies)] += frequencies


def _sort(terms: array[int], lengths: array[int], first: int, path: Path) -> tuple[Run, NDArray[np.int64]]:
    """Count and sort a batch into a file; return it, and in how many of the batch's passages each term stands."""
    keys = np.frombuffer(terms, np.uint32).astype(np.uint64)
    keys <<= np.uint64(16)
    keys |= np.repeat(np.arange(len(lengths), dtype=np.uint64), np.frombuffer(lengths, np.uint32))
    keys.sort()
    begins = np.flatnonzero(np.concatenate([np.ones(min(len(keys), 1), bool), keys[1:] != keys[:-1]]))
    counts = np.diff(begins, append=len(keys))
    keys = keys[begins]
    numbers = (keys >> np.uint64(16)).astype(np.uint32)
    largest = int(counts.max(initial=0))
    with path.open("wb") as file:
        numbers.tofile(file)
        keys.astype(np.uint16).tofile(file)
        counts.astype(np.uint32 if largest > 255 else np.uint8).tofile(file)
    return Run(path, first, len(keys), largest), np.bincount(numbers)
