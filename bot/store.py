"""The state file while the bot runs: every statement goes through here, and what happens to the file is met here.

A steadfast store goes on: a damaged file is moved aside and a new one begun, and where something is in the way (a
lock, a full disk, a file that may not be written) the statement is given up, once in a while with a line in the log.
Any other store raises StateError. Nothing here knows what is stored.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from typing import TYPE_CHECKING, Any, TypeVar

from bot.schema import DamagedError, StateError, fault_of, is_damage, is_hindrance, open_database

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

log = logging.getLogger(__name__)

T = TypeVar("T")
Row = tuple[Any, ...]
Step = tuple[str, tuple[object, ...]]

PATIENCE = 0.25
"""Seconds that a running bot waits for another process to finish writing: all chats wait with it."""
REMIND_EVERY = 60.0
"""Seconds between two lines in the log about a hindrance."""
QUIET = 10.0
"""Seconds without a hindrance after which there is none: on a full disk small writes succeed between large ones."""


class Store:
    """An open state file. Not for several threads at once."""

    def __init__(self, path: Path | None, *, steadfast: bool = False) -> None:
        """Open the file at `path`, or one in memory for None. Raises StateError where it cannot be used."""
        self._path = path
        self._steadfast = steadfast
        self._hindered: float | None = None
        """When a statement was last given up; None where none was of late."""
        self._told = -REMIND_EVERY
        """When that was last logged."""
        self._db = self._open()

    def close(self) -> None:
        """Close the file; closing twice is no error."""
        self._db.close()

    def read(self, statement: str, *values: object) -> list[Row]:
        """Return the rows that `statement` finds; none where a steadfast store cannot read."""
        return self._attempt(lambda: self._db.execute(statement, values).fetchall()) or []

    def write(self, *steps: Step, must: bool = False) -> list[int]:
        """Run all `steps` or none; return how many rows each changed.

        Empty where a steadfast store cannot write; with `must` that is a StateError too.
        """
        done = self._attempt(lambda: self._transaction(steps), must=must)
        return [] if done is None else done

    def _transaction(self, steps: tuple[Step, ...]) -> list[int]:
        if len(steps) == 1:
            return [self._db.execute(*steps[0]).rowcount]
        self._db.execute("BEGIN IMMEDIATE")
        try:
            counts = [self._db.execute(*step).rowcount for step in steps]
            self._db.execute("COMMIT")
        except sqlite3.Error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise
        return counts

    def _attempt(self, action: Callable[[], T], *, must: bool = False, anew: bool = False) -> T | None:
        try:
            result = action()
        except sqlite3.DatabaseError as error:
            if not self._steadfast or anew:
                raise fault_of(self._path, error) from error
            if is_damage(error):
                self._begin_anew()
                return self._attempt(action, must=must, anew=True)
            if not is_hindrance(error):
                raise
            self._give_up(error)
            if must:
                raise fault_of(self._path, error) from error
            return None
        if self._hindered is not None and time.monotonic() - self._hindered >= QUIET:
            self._hindered = None
            self._db.execute(f"PRAGMA busy_timeout = {_milliseconds(PATIENCE)}")
            log.warning("the state file can be used again")
        return result

    def _give_up(self, error: Exception) -> None:
        now = time.monotonic()
        if self._hindered is None:
            self._db.execute("PRAGMA busy_timeout = 0")  # the next ones need not wait to find the same
        self._hindered = now
        if now - self._told >= REMIND_EVERY:
            self._told = now
            log.error("answers go on, but are not remembered: %s", fault_of(self._path, error))

    def _open(self) -> sqlite3.Connection:
        try:
            database = open_database(self._path)
            if self._steadfast and self._path:
                found = database.execute("PRAGMA quick_check(1)").fetchone()[0]
                database.execute(f"PRAGMA busy_timeout = {_milliseconds(PATIENCE)}")
                if found != "ok":
                    database.close()
                    raise DamagedError(str(found))
        except DamagedError:
            if not self._steadfast:
                raise
        except sqlite3.DatabaseError as error:
            if not (self._steadfast and is_damage(error)):
                raise fault_of(self._path, error) from error
        else:
            return database
        self._put_aside()
        return open_database(self._path)

    def _begin_anew(self) -> None:
        self._db.close()
        self._put_aside()
        self._db = open_database(self._path, patience=PATIENCE)

    def _put_aside(self) -> None:
        """Rename the broken file and what SQLite keeps beside it, so that it can still be looked into."""
        if self._path is None:
            raise StateError("the state in memory is damaged; start again")
        stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
        aside = self._path.with_name(f"{self._path.name}.damaged-{stamp}")
        try:
            for end in ("", "-wal", "-shm"):
                part = self._path.with_name(self._path.name + end)
                if part.exists():
                    part.rename(aside.with_name(aside.name + end))
        except OSError as error:
            raise fault_of(self._path, error) from error
        log.error("the state file was damaged; it is kept as %s and a new one is begun", aside)


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)
