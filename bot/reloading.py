"""A changed library is taken without a restart: read, checked and prepared beside the answers, then put in their place.

A faulty one is refused with a line in the log, and the earlier one serves on. What answers come from is exchanged
between two of them, never within one. Nothing here knows what Telegram sends.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, TypeVar

from watchfiles import awatch

from knowledge import LibraryError, ask, open_library

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from knowledge import Collection

T = TypeVar("T")
log = logging.getLogger(__name__)

SETTLED_MS = 300
"""A change is looked at once this long nothing else has changed: an editor saves, git pulls, several files at once."""
PATIENCE_MS = 3_000
"""… and after this long anyway."""
ROUND_MS = 10_000
"""Without a word from the system the folder is looked at this often: network folders do not tell, nor does one that
was moved away and put back."""
SUFFIXES = (".txt", ".md", ".yaml")
UNREAD = ".tests.yaml"
"""Retrieval tests are `quoth test`'s; no answer comes from them."""

Marks = tuple[tuple[str, int, int, int], ...]
"""Name, inode, size and time of change of each file that answers may come from."""


class Watched:
    """A library folder whose changes are followed from when it is first read."""

    def __init__(
        self, folder: Path, *, cache: Path | None = None, settled_ms: int = SETTLED_MS, round_ms: int = ROUND_MS
    ) -> None:
        self.folder = folder
        self._cache = cache
        self._settled_ms = settled_ms
        self._round_ms = round_ms
        self._marks = marks_of(folder)

    def open(self) -> Collection:
        """Read, check and prepare the library as it is now; raise LibraryError where it is not sound."""
        self._marks = marks_of(self.folder)  # before it is read: what changes meanwhile is a change
        collection = open_library(self.folder, self._cache, log.debug)
        ask(collection, collection.library.articles[0].title)  # builds what is else built for the first question
        return collection

    @asynccontextmanager
    async def followed(self, take: Callable[[Collection], None]) -> AsyncIterator[None]:
        """Hand each sound new version of the library to `take`, in this loop, until the block is left."""
        task = asyncio.create_task(self._follow(take))
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _follow(self, take: Callable[[Collection], None]) -> None:
        logging.getLogger("watchfiles").setLevel(logging.WARNING)  # it counts changes aloud
        while True:
            home = await self._seen(_home)
            try:
                async for _ in awatch(
                    self.folder,
                    watch_filter=None,  # the marks tell what matters
                    debounce=PATIENCE_MS,
                    step=self._settled_ms,
                    rust_timeout=self._round_ms,
                    yield_on_timeout=True,
                    recursive=False,
                ):
                    await self._look(take)
                    if await self._seen(_home) != home:
                        break  # another folder stands there now, which nobody watches
            except (OSError, RuntimeError):  # no such folder; no watches left
                await self._look(take)
                await asyncio.sleep(self._round_ms / 1000)

    async def _seen(self, look: Callable[[Path], T]) -> T:
        """Return what a look at the folder tells: it may have many files, or lie on a slow network."""
        return await _beside(lambda: look(self.folder))

    async def _look(self, take: Callable[[Collection], None]) -> None:
        if await self._seen(marks_of) == self._marks:
            return
        try:
            collection = await _beside(self.open)
        except LibraryError as error:
            count = len(error.faults)
            log.warning(
                "the library has changed and is not taken, %s: %s; the earlier one serves on",
                "1 fault" if count == 1 else f"{count} faults, the first",
                error.faults[0],
            )
        except Exception as error:
            log.exception(
                "the library has changed and cannot be read (%s); the earlier one serves on", type(error).__name__
            )
        else:
            take(collection)
            library = collection.library
            articles, cards = len(library.articles), len(library.cards)
            log.info("the library has changed and is taken: articles %d, cards %d", articles, cards)


def marks_of(folder: Path) -> Marks:
    """Return what tells one version of the library in `folder` from the next, without reading a file."""
    marks = []
    with suppress(OSError):
        for path in sorted(folder.iterdir()):
            if path.name.startswith(".") or not path.name.endswith(SUFFIXES) or path.name.endswith(UNREAD):
                continue
            try:
                status = path.stat()  # of the file that a link leads to
            except OSError:
                marks.append((path.name, 0, 0, 0))
            else:
                marks.append((path.name, status.st_ino, status.st_size, status.st_mtime_ns))
    return tuple(marks)


def _home(folder: Path) -> tuple[int, int] | None:
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


async def _beside(work: Callable[[], T]) -> T:
    """Do `work` in a thread that nobody waits for at the end of the run: a large library takes seconds."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: BaseException | None) -> None:
        if done.cancelled():
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(result)  # type: ignore[arg-type]

    def run() -> None:
        result, error = None, None
        try:
            result = work()
        except BaseException as fault:
            error = fault
        with suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(settle, result, error)

    threading.Thread(target=run, name="quoth-library", daemon=True).start()
    return await done
