"""Copies of the state file: one made while the bot runs, and one put back while it does not.

SQLite's own backup copies a consistent state whatever is written meanwhile. Either way the file appears at once under
its name or not at all, readable by its owner only.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING

from bot.errors import BotError
from bot.hold import HeldError, hold
from bot.ownership import give
from bot.schema import StateError, fault_of, inspect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class BackupError(BotError):
    """A copy cannot be made or put back; the message is one line with the remedy."""


def back_up(state: Path, copy: Path) -> None:
    """Write what `state` holds now to `copy`, over an earlier copy. Raises BotError; then `copy` is as it was."""
    if not state.exists():
        raise BackupError(f"{state}: there is no state file yet, nothing to copy; quoth telegram makes it")
    inspect(state)
    if copy.exists():
        if copy.is_dir():
            raise BackupError(f"{copy} is a folder; name the file to write in it")
        if copy.samefile(state):
            raise BackupError(f"{copy} is the state file itself; name another file")
        try:
            inspect(copy)
        except StateError as other:
            raise BackupError(f"{copy}: there is a file that is no copy of a state; name another file") from other
    with _beside(copy) as made:
        _copy(state, made)
        inspect(made)
        _put(made, copy)


def put_back(copy: Path, state: Path) -> Path | None:
    """Put `copy` in the place of `state`; return where the state that stood there is kept, None where there was none.

    Raises BotError where `copy` is none of ours, is too new or damaged, or where a bot runs; then nothing has changed.
    """
    if not copy.exists():
        raise BackupError(f"{copy}: there is no such file; name one that quoth backup has written")
    try:
        inspect(copy)
    except StateError as fault:
        raise BackupError(f"cannot restore {fault.lines[0].partition('; ')[0]}; name another copy") from fault
    try:
        with hold(state), _beside(state) as made:
            _copy(copy, made)
            inspect(made)
            give(made, state if state.exists() else state.parent)
            kept = _set_aside(state)
            _put(made, state)
    except HeldError as held:
        raise BackupError(f"{state}: a bot runs on this state file; stop it, restore, and start it again") from held
    return kept


def _copy(source: Path, target: Path) -> None:
    """Copy one database into another file, in one piece: what stands in the source's log is in the copy."""
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=rw", uri=True, timeout=30.0)) as reader,
            closing(sqlite3.connect(target, isolation_level=None)) as writer,
        ):
            reader.backup(writer)
            writer.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
    except sqlite3.Error as error:
        raise BackupError(f"cannot copy {source} to {target.parent}: {error}; see to the disk and try again") from error


@contextlib.contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """Make an empty file beside `path`, for its owner only; whatever is left of it in the end is removed."""
    made = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        made.touch(mode=0o600, exist_ok=False)
    except OSError as error:
        raise BackupError(f"cannot write {path}: {error.strerror}; name a file in a folder you may write") from error
    try:
        yield made
    finally:
        for end in ("", "-journal", "-wal", "-shm"):
            made.with_name(made.name + end).unlink(missing_ok=True)


def _put(made: Path, path: Path) -> None:
    """Give `made` its name, once all of it is on the disk."""
    try:
        with made.open("rb+") as file:
            os.fsync(file.fileno())
        made.replace(path)
    except OSError as error:
        raise BackupError(f"cannot write {path}: {error.strerror}; name a file in a folder you may write") from error


def _set_aside(state: Path) -> Path | None:
    """Rename a state file together with its log, which would otherwise be read into the file that comes after it."""
    if not state.exists():
        return None
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    kept = state.with_name(f"{state.name}.before-restore-{stamp}")
    try:
        for end in ("-wal", "-shm", ""):
            part = state.with_name(state.name + end)
            if part.exists():
                part.rename(kept.with_name(kept.name + end))
    except OSError as error:
        raise fault_of(state, error) from error
    return kept
