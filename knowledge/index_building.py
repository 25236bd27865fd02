"""Build an index file from passages of any number: beside the old one, which serves until the new one is whole.

The work is done in a folder of its own beside the file (`NAME.building`), and the finished file is renamed over the old
one. Whoever has the old one open keeps it. A build that is killed leaves at most that folder, which the next build
empties; two builds of one file take turns. The bytes of the file depend on the passages alone.
"""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from knowledge.errors import KnowledgeError

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows: two builds of one file at once are then for the caller to prevent
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from knowledge.index_runs import Runs

    Progress = Callable[[str, int, int | None], None]
    """Called with what is done ("reading", "writing"), how many passages, and of how many where that is known."""
    Analyse = Callable[[str], Sequence[str]]


def build_packed(passages: Iterable[Sequence[str]], path: Path, *, progress: Progress | None = None) -> None:
    """Write an index of `passages`, each given as its terms, to `path`; they are read once, and not kept.

    Raises OSError where there is no room or no permission; `path` is then as it was.
    """

    def take(runs: Runs) -> None:
        for done in runs.add(passages):
            if progress:
                progress("reading", done, None)

    _build(take, path, progress)


def build_packed_from_texts(
    texts: Iterable[str], analyse: Analyse, path: Path, *, workers: int = 2, progress: Progress | None = None
) -> None:
    """Write an index of `texts` to `path`; each is made into terms by `analyse`, in `workers` processes.

    `analyse` must be a function of a module: the processes import it. Raises as `build_packed` does, what `analyse`
    raises, and KnowledgeError where a process is ended from outside.
    """

    def take(runs: Runs) -> None:
        from knowledge.index_analysis import analysed  # noqa: PLC0415 - processes are loaded where they are needed

        for names, terms, lengths in analysed(texts, analyse, workers):
            runs.add_numbered(names, terms, lengths)
            if progress:
                progress("reading", runs.size, None)

    _build(take, path, progress)


def build_packed_numbered(
    chunks: Iterable[tuple[Iterable[str], bytes, bytes]], path: Path, *, progress: Progress | None = None
) -> None:
    """Write an index of the passages in `chunks` to `path`; raises as `build_packed` does.

    Terms are numbered as they first come in all chunks. A chunk is the terms that no earlier one has, its passages'
    terms as numbers of 4 bytes, and how many each passage has, 4 bytes each; it has fewer than 2^15 passages.
    """

    def take(runs: Runs) -> None:
        for new, terms, lengths in chunks:
            runs.add_known(new, terms, lengths)

    _build(take, path, progress)


def refuse_to_wait_for_itself() -> None:
    """Raise KnowledgeError in a process that was started to read and is running its program's own lines once more.

    It would wait until the build is over that waits for it.
    """
    from multiprocessing import current_process  # noqa: PLC0415 - for building only

    if getattr(current_process(), "_inheriting", False):  # what multiprocessing itself asks before it starts another
        raise KnowledgeError(
            "a program that builds an index or opens a large library is run by the processes that read, too; "
            'put what it does under `if __name__ == "__main__":`'
        )


def _build(take: Callable[[Runs], None], path: Path, progress: Progress | None) -> None:
    from knowledge.index_runs import Runs  # noqa: PLC0415 - numpy is not needed to search a small collection
    from knowledge.index_writing import write_index  # noqa: PLC0415

    refuse_to_wait_for_itself()
    with _workshop(path) as folder:
        with Runs(folder) as runs:
            take(runs)
            for done, total in write_index(runs, folder / "index"):
                if progress:
                    progress("writing", done, total)
        (folder / "index").replace(path)
        _settle(path.parent)


@contextmanager
def _workshop(path: Path) -> Iterator[Path]:
    """Give an empty folder beside `path` that no other build of it has."""
    folder = path.with_name(f"{path.name}.building")
    lock = _locked(folder)
    try:
        for left in folder.iterdir():
            left.unlink()
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def _locked(folder: Path) -> int | None:
    """Make `folder` if need be and wait until no other process builds in it; return what holds the lock."""
    while True:
        folder.mkdir(exist_ok=True)
        if fcntl is None:  # pragma: no cover - Windows
            return None
        try:
            lock = os.open(folder, os.O_RDONLY)
        except FileNotFoundError:
            continue
        fcntl.flock(lock, fcntl.LOCK_EX)
        # the build that was waited for has removed its folder: a lock on what is gone holds nothing
        try:
            if os.path.samestat(folder.stat(), os.fstat(lock)):
                return lock
        except FileNotFoundError:
            pass
        os.close(lock)


def _settle(folder: Path) -> None:
    """Have the renaming itself reach the disk, where folders can be flushed."""
    if fcntl is None:  # pragma: no cover - Windows
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
