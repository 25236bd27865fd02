"""The second half of building an index: sorted runs → the sections of an index file, written where they belong.

How often each term stands and how long passages are is known by now, so every posting's place and share are too: runs
are read one after the other and put there, on two threads. Nothing is merged or sorted again.
"""

from __future__ import annotations

import mmap
import os
import zlib
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from knowledge.index import DELTA, K1, B  # noqa: F401
from knowledge.index_file import SECTIONS, Header, lay_out, page_sums
from knowledge.index_layout import BEST, BLOCK, DENSE, SEEN, SPLIT, blocks_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from knowledge.index_runs import Run, Runs

THREADS: Final = 2
DENSE_CHUNK: Final = 1 << 18
"""Passages of a dense row whose shares are reckoned at once."""


@dataclass(frozen=True, slots=True, eq=False)
class _Plan:
    """Where everything goes; arrays by the number that a term had in the runs, unless said otherwise."""

    size: int
    norms: NDArray[np.float64]
    idf: NDArray[np.float64]
    dense: NDArray[np.bool_]
    order: NDArray[np.intp]
    """Rank in the file → number in the runs: by bucket, then by when a term first came."""
    free: NDArray[np.int64]
    """The first posting's place, or of a dense term its row's."""


def write_index(runs: Runs, path: Path) -> Iterator[tuple[int, int]]:
    """Write the file at `path` from finished runs; yield how many of how many passages are written."""
    names, frequencies = runs.finish()
    encoded = [name.encode("utf-8", "surrogatepass") for name in names]
    del names
    size, lengths = runs.size, np.frombuffer(runs.lengths, np.uint32).astype(np.int64)
    tokens = int(lengths.sum())
    # one bucket for each term, rounded up to a power of two
    mask = (1 << max(len(encoded) - 1, 0).bit_length()) - 1
    bucket = np.fromiter((zlib.crc32(name) & mask for name in encoded), np.int64, len(encoded))
    order = np.argsort(bucket, kind="stable")
    dense = frequencies * DENSE > size
    in_order = frequencies[order]
    dense_in_order = dense[order]
    starts = np.where(
        dense_in_order,
        np.cumsum(dense_in_order) - 1,
        np.cumsum(np.where(dense_in_order, 0, in_order)) - np.where(dense_in_order, 0, in_order),
    )
    free = np.empty(len(encoded), np.int64)
    free[order] = starts
    plan = _Plan(size, _norms(lengths, tokens), _idf(frequencies, size), dense, order, free)
    postings, rows = int(in_order[~dense_in_order].sum()), int(dense_in_order.sum())
    width = _width(max((run.largest for run in runs.runs), default=0))
    ends = np.cumsum(np.fromiter((len(encoded[n]) for n in order), np.int64, len(order)))
    given: dict[str, NDArray[np.generic]] = {
        "norms": plan.norms.astype("<f8"),
        "buckets": np.concatenate([[0], np.cumsum(np.bincount(bucket, minlength=mask + 1))]).astype("<u4"),
        "name_ends": ends.astype("<u8"),
        "frequencies": in_order.astype("<u4"),
        "starts": starts.astype("<u8"),
    }
    lengths_in_bytes = {name: array.nbytes for name, array in given.items()} | {
        "names": int(ends[-1]) if len(ends) else 0,
        "ceilings": 4 * len(encoded),
        "sixteenths": 4 * len(encoded),
        "highs": 4 * len(encoded),
        "low_ceilings": 4 * len(encoded),
        "passages": 4 * postings,
        "counts": width * postings,
        "shares": 4 * postings,
        "rows": width * size * rows,
        "blocks": 4 * blocks_of(size) * rows,
    }
    places = lay_out(lengths_in_bytes)
    with _Output(path, places) as output:
        for name, array in given.items():
            output.array(name, array.dtype.str)[:] = array
        output.raw("names")[:] = b"".join([encoded[n] for n in order])
        del encoded
        yield from _place(runs.runs, plan, output, width)
        _bound_sparse(output, in_order, dense_in_order)
        _part(output, in_order, dense_in_order, width)
        _bound_dense(output, plan, width)
        output.finish(Header(size, len(order), tokens, rows, width, places))


class _Output:
    """A file being written through a mapping."""

    def __init__(self, path: Path, places: tuple[tuple[int, int], ...]) -> None:
        self._places = places
        self._file = path.open("w+b")
        offset, length = places[-1]
        self._length = offset + length
        # what cannot be reserved now would end the process later, when a mapped page finds no room on the disk
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(self._file.fileno(), 0, self._length)
        else:
            self._file.truncate(self._length)
        self._map = mmap.mmap(self._file.fileno(), self._length)

    def __enter__(self) -> _Output:
        return self

    def __exit__(self, *exception: object) -> None:
        self._file.close()

    def raw(self, name: str) -> memoryview:
        offset, length = self._places[SECTIONS.index(name)]
        return memoryview(self._map)[offset : offset + length]

    def array(self, name: str, kind: str) -> NDArray[np.generic]:
        return np.frombuffer(self.raw(name), np.dtype(kind))

    def finish(self, header: Header) -> None:
        offset = self._places[-1][0]
        view = memoryview(self._map)
        table = page_sums(view[:offset])
        view[offset:] = table
        packed = header.pack(table)
        view[: len(packed)] = packed
        self._map.flush()
        os.fsync(self._file.fileno())


def _norms(lengths: NDArray[np.int64], tokens: int) -> NDArray[np.float64]:
    """Return what rank_bm25 adds to a count below the line, in its order of operations."""
    if not tokens:
        return np.ones(len(lengths))
    average = tokens / len(lengths)
    return np.asarray(K1 * (1 - B + B * lengths / average), np.float64)


def _idf(frequencies: NDArray[np.int64], size: int) -> NDArray[np.float64]:
    return np.asarray(np.log((size + 1) / np.maximum(frequencies, 1)), np.float64)


def _width(largest: int) -> int:
    return 1 if largest < 1 << 8 else 2 if largest < 1 << 16 else 4


def _shares(idf: object, counts: NDArray[np.generic], norms: NDArray[np.float64]) -> NDArray[np.float32]:
    counted = counts.astype(np.float64)
    shares: NDArray[np.float32] = (idf * (counted * (K1 + 1) / (norms + counted))).astype(np.float32)  # type: ignore[operator]
    return shares


def _place(runs: list[Run], plan: _Plan, output: _Output, width: int) -> Iterator[tuple[int, int]]:
    """Put every posting in its place."""
    kind = f"<u{width}"
    passages, counts = output.array("passages", "<u4"), output.array("counts", kind)
    shares, rows = output.array("shares", "<f4"), output.array("rows", kind)

    def put(run: Run, terms: NDArray[np.uint32], here: NDArray[np.uint16], count: NDArray[np.uint32],
            at: NDArray[np.int64]) -> int:  # fmt: skip
        passage = here.astype(np.int64) + run.first
        dense = plan.dense[terms]
        in_row = np.flatnonzero(dense)
        rows[at[in_row] * plan.size + passage[in_row]] = count[in_row]
        sparse = np.flatnonzero(~dense)
        terms, passage, count, at = terms[sparse], passage[sparse], count[sparse], at[sparse]
        passages[at], counts[at] = passage, count
        shares[at] = _shares(plan.idf[terms], count, plan.norms[passage])
        return run.first

    with ThreadPoolExecutor(THREADS, "index-writing") as threads:
        pending: list[Future[int]] = []
        for run in runs:
            terms, here, count = run.read()
            begins = np.flatnonzero(np.concatenate([np.ones(min(len(terms), 1), bool), terms[1:] != terms[:-1]]))
            numbers = np.diff(begins, append=len(terms))
            distinct = terms[begins]
            at = np.repeat(plan.free[distinct] - begins, numbers) + np.arange(len(terms))
            dense = plan.dense[distinct]
            # a dense posting's place is its row, which stays
            if dense.any():
                inside = plan.dense[terms]
                at[inside] = plan.free[terms[inside]]
            plan.free[distinct] += np.where(dense, 0, numbers)
            pending.append(threads.submit(put, run, terms, here, count, at))
            run.path.unlink()
            while len(pending) > THREADS:
                yield pending.pop(0).result(), plan.size
        for future in pending:
            future.result()
        yield plan.size, plan.size


def _bound_sparse(output: _Output, frequencies: NDArray[np.int64], dense: NDArray[np.bool_]) -> None:
    """Write the largest and the sixteenth largest share of every sparse term."""
    shares = output.array("shares", "<f4")
    ceilings, sixteenths = output.array("ceilings", "<f4"), output.array("sixteenths", "<f4")
    sparse = np.flatnonzero(~dense)
    if not len(sparse):
        return
    held = frequencies[sparse]
    starts = np.cumsum(held) - held
    ceilings[sparse] = np.maximum.reduceat(shares, starts)
    for number in np.flatnonzero(held >= SEEN).tolist():
        start, end = int(starts[number]), int(starts[number] + held[number])
        sixteenths[sparse[number]] = np.partition(shares[start:end], end - start - SEEN)[end - start - SEEN]


def _part(output: _Output, frequencies: NDArray[np.int64], dense: NDArray[np.bool_], width: int) -> None:
    """Put the best postings of every long list before the others, both by passage."""
    passages, counts = output.array("passages", "<u4"), output.array("counts", f"<u{width}")
    shares = output.array("shares", "<f4")
    highs, low_ceilings = output.array("highs", "<u4"), output.array("low_ceilings", "<f4")
    ends = np.cumsum(np.where(dense, 0, frequencies))
    low_ceilings[:] = output.array("ceilings", "<f4")
    for number in np.flatnonzero((frequencies >= SPLIT) & ~dense).tolist():
        here = slice(int(ends[number] - frequencies[number]), int(ends[number]))
        share = shares[here]
        least = np.partition(share, len(share) - len(share) // BEST)[len(share) - len(share) // BEST]
        high = share > least
        order = np.concatenate([np.flatnonzero(high), np.flatnonzero(~high)])
        highs[number] = np.count_nonzero(high)
        low_ceilings[number] = least
        passages[here], counts[here], shares[here] = passages[here][order], counts[here][order], share[order]


def _bound_dense(output: _Output, plan: _Plan, width: int) -> None:
    """Write the largest share of every block for the dense terms, their largest and their sixteenth largest."""
    size, blocks = plan.size, blocks_of(plan.size)
    rows, best = output.array("rows", f"<u{width}"), output.array("blocks", "<f4")
    ceilings, sixteenths = output.array("ceilings", "<f4"), output.array("sixteenths", "<f4")
    row = 0
    for rank, number in enumerate(plan.order.tolist()):
        if not plan.dense[number]:
            continue
        shares = np.zeros(blocks * BLOCK, np.float32)
        for start in range(0, size, DENSE_CHUNK):
            end = min(start + DENSE_CHUNK, size)
            counts = rows[row * size + start : row * size + end]
            shares[start:end] = _shares(plan.idf[number], counts, plan.norms[start:end])
        best[row * blocks : (row + 1) * blocks] = shares.reshape(blocks, BLOCK).max(axis=1)
        ceilings[rank] = shares.max()
        if size >= SEEN:
            sixteenths[rank] = np.partition(shares, len(shares) - SEEN)[len(shares) - SEEN]
        row += 1
