"""Batches of articles read on several cores, in order and in bounded memory; a small library is read in this process.

A process keeps its `Reader` from one batch to the next, and hands packets back. Processes are spawned, not forked, for
the caller may have threads.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from itertools import chain
from multiprocessing import get_context
from typing import TYPE_CHECKING, Final

from knowledge.archive_reading import Given, Packet, Reader, Wanted
from knowledge.errors import KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

BATCH: Final = 1_000_000
"""Bytes of files that a process is given at once."""
AHEAD: Final = 3
"""Batches given to each process ahead of what is taken back."""
WORTH: Final = 2_000_000
"""Bytes of files from which processes are started: they take half a second."""


def read_articles(
    wanted: Iterable[Wanted | Given], pieces: Path, earlier: Path | None, workers: int
) -> Iterator[Packet]:
    """Yield what became of the articles, in order; `pieces` is the list of the commonest pieces of their text.

    `earlier` is the folder of the archive that has those known.

    Raises KnowledgeError where a process is ended from outside.
    """
    batches = _batches(wanted)
    first: list[list[Wanted | Given]] = []
    while sum(map(_size, chain.from_iterable(first))) < WORTH and (batch := next(batches, None)):
        first.append(batch)
    ours = cache(lambda: Reader(pieces, earlier))
    if workers < 2 or sum(map(_size, chain.from_iterable(first))) < WORTH:
        for batch in chain(first, batches):
            yield ours().read(batch)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        pending: deque[Future[Packet] | Packet] = deque()
        try:
            for batch in chain(first, batches):
                # what was read here is read on here: to hand it over would cost more than it saves
                given = isinstance(batch[0], Given)
                pending.append(ours().read(batch) if given else pool.submit(_read_elsewhere, batch, pieces, earlier))
                if len(pending) > AHEAD * workers:
                    yield _packet_of(pending.popleft())
            while pending:
                yield _packet_of(pending.popleft())
        except BrokenProcessPool as error:
            raise KnowledgeError("a process that read articles was ended from outside; start again") from error
        finally:
            for future in pending:
                if isinstance(future, Future):
                    future.cancel()


def _packet_of(pending: Future[Packet] | Packet) -> Packet:
    return pending.result() if isinstance(pending, Future) else pending


def _batches(wanted: Iterable[Wanted | Given]) -> Iterator[list[Wanted | Given]]:
    """Yield articles together, up to BATCH bytes; those that are given apart from the others."""
    batch: list[Wanted | Given] = []
    size = 0
    for article in wanted:
        if batch and (size >= BATCH or isinstance(article, Given) != isinstance(batch[0], Given)):
            yield batch
            batch, size = [], 0
        batch.append(article)
        size += 2000 + _size(article)  # to open a file is work too
    if batch:
        yield batch


def _size(article: Wanted | Given) -> int:
    return article.size if isinstance(article, Wanted) else 0


@cache
def _reader(pieces: Path, earlier: Path | None) -> Reader:
    return Reader(pieces, earlier)


def _read_elsewhere(batch: Sequence[Wanted | Given], pieces: Path, earlier: Path | None) -> Packet:
    return _reader(pieces, earlier).read(batch)
