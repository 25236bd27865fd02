"""Texts → terms on several cores, in order and in bounded memory: most of the time of any build goes there.

A process returns a chunk's own vocabulary once and numbers into it, which is a tenth of the work of sending words.
"""

from __future__ import annotations

from array import array
from collections import defaultdict, deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING, Final

from knowledge.errors import KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Analyse = Callable[[str], Sequence[str]]
    Analysed = tuple[list[str], bytes, bytes]
    """The terms of a chunk as they first come, each passage's as numbers of 4 bytes into these, its length likewise."""

CHUNK: Final = 2000
"""Texts that a process is given at once."""
AHEAD: Final = 2
"""Chunks given to each process ahead of what is taken back."""


def analysed(texts: Iterable[str], analyse: Analyse, workers: int) -> Iterator[Analysed]:
    """Yield `texts` made into terms by `analyse`, chunk by chunk, in order.

    With fewer than two `workers`, or no more than one chunk, no process is started. Raises what `analyse` raises, and
    KnowledgeError where a process is ended from outside.
    """
    remaining = iter(texts)
    chunks = iter(lambda: list(islice(remaining, CHUNK)), [])
    first = next(chunks, None)
    if first is None:
        return
    if workers < 2 or len(first) < CHUNK:
        yield number(first, analyse)
        for chunk in chunks:
            yield number(chunk, analyse)
        return
    # spawned, not forked: the caller may have threads
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        pending: deque[Future[Analysed]] = deque([pool.submit(number, first, analyse)])
        try:
            for chunk in chunks:
                pending.append(pool.submit(number, chunk, analyse))
                if len(pending) > AHEAD * workers:
                    yield pending.popleft().result()
            while pending:
                yield pending.popleft().result()
        except BrokenProcessPool as error:
            raise KnowledgeError(
                "a process that read the texts was ended from outside; build the index again"
            ) from error
        finally:
            for future in pending:
                future.cancel()


def number(texts: Sequence[str], analyse: Analyse) -> Analysed:
    """Return a chunk of texts as numbers into its own vocabulary."""
    ids: defaultdict[str, int] = defaultdict()
    ids.default_factory = ids.__len__
    terms, lengths = array("I"), array("I")
    for text in texts:
        before = len(terms)
        terms.extend(map(ids.__getitem__, analyse(text)))
        lengths.append(len(terms) - before)
    return list(ids), terms.tobytes(), lengths.tobytes()
