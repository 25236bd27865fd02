"""Who runs on a state file: one bot at a time, and nobody puts another file in its place meanwhile.

The lock is SQLite's own, on a file beside the state, so that it works on every system and ends with the process,
however that ends. The state itself stays open to readers.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.ownership import make_private
from bot.schema import StateError, fault_of, is_hindrance

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class HeldError(StateError):
    """A bot runs on this state file."""


@contextmanager
def hold(state: Path) -> Iterator[None]:
    """Hold `state` for the time of the block; raise HeldError where another process does."""
    path = _lock_file(state)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        make_private(path, state if state.exists() else state.parent)
        lock = sqlite3.connect(path, isolation_level=None, timeout=0.0)
    except (OSError, sqlite3.Error) as error:
        raise fault_of(state, error) from error
    try:
        try:
            lock.execute("PRAGMA journal_mode = MEMORY")
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            if error.sqlite_errorcode in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise HeldError(
                    f"{state}: another quoth telegram runs on this state file; stop that one, or set QUOTH_STATE to"
                    " another file"
                ) from error
            raise fault_of(state, error) from error
        yield
    finally:
        lock.close()


def is_held(state: Path) -> bool:
    """Say whether a bot runs on `state`; nothing is made for the question."""
    path = _lock_file(state)
    if not path.exists():
        return False
    try:
        lock = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=0.0)
        try:
            lock.execute("SELECT name FROM sqlite_master").fetchall()
        finally:
            lock.close()
    except sqlite3.Error as error:
        return is_hindrance(error)
    return False


def _lock_file(state: Path) -> Path:
    return state.with_name(f"{state.name}.lock")
