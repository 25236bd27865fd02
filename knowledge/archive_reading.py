"""Article files → their sheets, on several cores, in order and in bounded memory; what is known is not made again.

Each file comes with what is known of it: the digest of the text that its kept sheet was made of. A file of that digest
still is not analysed; of one that has changed the new digest and sheet are returned.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from hashlib import blake2b
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Final

from knowledge.article_sheet import analyse_article
from knowledge.errors import KnowledgeError
from knowledge.files import decode_source, read_bytes
from knowledge.library import LARGEST_ARTICLE, parse_article
from knowledge.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from knowledge.errors import Fault

BATCH: Final = 500_000
"""Bytes of files that a process is given at once."""
AHEAD: Final = 3
"""Batches given to each process ahead of what is taken back."""
WORTH: Final = 2_000_000
"""Bytes of files from which processes are started: they take half a second."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that is to be read."""

    path: str
    size: int
    digest: str | None
    """Of the text that its sheet is known of."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file."""

    digest: str
    sheet: bytes | None
    """None where it is the one that is known, or where there are faults."""
    faults: tuple[Fault, ...] = ()


def read_files(wanted: Iterable[Wanted], workers: int) -> Iterator[Taken]:
    """Yield what became of each file, in order.

    Raises KnowledgeError where a process is ended from outside.
    """
    batches = _batches(wanted)
    first = list(islice(batches, 1 + WORTH // BATCH))
    if workers < 2 or len(first) <= WORTH // BATCH:
        for batch in chain(first, batches):
            yield from read_batch(batch)
        return
    # spawned, not forked: the caller may have threads
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        pending: deque[Future[list[Taken]]] = deque()
        try:
            for batch in chain(first, batches):
                pending.append(pool.submit(read_batch, batch))
                if len(pending) > AHEAD * workers:
                    yield from pending.popleft().result()
            while pending:
                yield from pending.popleft().result()
        except BrokenProcessPool as error:
            raise KnowledgeError("a process that read articles was ended from outside; start again") from error
        finally:
            for future in pending:
                future.cancel()


def _batches(wanted: Iterable[Wanted]) -> Iterator[list[Wanted]]:
    batch: list[Wanted] = []
    size = 0
    for file in wanted:
        batch.append(file)
        size += file.size + 2000  # to open a file is work too
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def read_batch(batch: Sequence[Wanted]) -> list[Taken]:
    """Read files and analyse those that have changed."""
    return [_read(file) for file in batch]


def _read(file: Wanted) -> Taken:
    path = Path(file.path)
    content = read_bytes(path, limit=LARGEST_ARTICLE)
    if not isinstance(content, bytes):
        return Taken("", None, (content,))
    digest = digest_of(content)
    if digest == file.digest:
        return Taken(digest, None)
    text = decode_source(path, content)
    faults: list[Fault] = []
    if not isinstance(text, str):
        return Taken(digest, None, (text,))
    article = parse_article(path, text, faults)
    if article is None or faults:
        return Taken(digest, None, tuple(faults))
    return Taken(digest, analyse_article(article).packed())


def digest_of(*contents: bytes) -> str:
    """Return a digest of the content of files."""
    digest = blake2b(digest_size=16)
    for content in contents:
        digest.update(b"%d " % len(content))
        digest.update(content)
    return digest.hexdigest()
