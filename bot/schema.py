"""The state file itself: opening it, its tables, bringing an older one up to date. What stands in it is `bot.state`'s.

Every change of the tables is a migration; a file written by a newer Quoth is refused and left alone.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from bot.errors import BotError

if TYPE_CHECKING:
    from pathlib import Path

MIGRATIONS = (
    """
    CREATE TABLE secret (value BLOB NOT NULL);
    CREATE TABLE chat (id INTEGER PRIMARY KEY, article TEXT, language TEXT, conversation TEXT, at REAL NOT NULL);
    CREATE TABLE answer (
        chat INTEGER NOT NULL, message INTEGER NOT NULL, asked_in INTEGER, question TEXT NOT NULL,
        article TEXT, before TEXT NOT NULL, after TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (chat, message)
    );
    CREATE INDEX answer_asked_in ON answer (chat, asked_in);
    CREATE INDEX answer_at ON answer (at);
    CREATE TABLE vote (
        chat INTEGER NOT NULL, message INTEGER NOT NULL, voter BLOB NOT NULL, good INTEGER NOT NULL, why TEXT,
        at REAL NOT NULL, PRIMARY KEY (chat, message, voter)
    );
    CREATE TABLE prompt (chat INTEGER NOT NULL, message INTEGER NOT NULL, answer INTEGER NOT NULL, at REAL NOT NULL,
        PRIMARY KEY (chat, message));
    CREATE TABLE unanswered (key TEXT PRIMARY KEY, question TEXT NOT NULL, count INTEGER NOT NULL, at REAL NOT NULL);
    """,
)
"""Each brings the file one version further; `PRAGMA user_version` counts them. Append, never change."""


class StateError(BotError):
    """The state file cannot be used; the message is one line with the remedy."""


def open_database(path: Path | None) -> sqlite3.Connection:
    """Open the file at `path`, or one in memory for None, at the newest version. Raises StateError."""
    try:
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)  # conversations are nobody else's business
        database = sqlite3.connect(path or ":memory:", isolation_level=None, timeout=5.0)
    except (OSError, sqlite3.Error) as error:
        raise _fault(path, error) from error
    try:
        _prepare(database, path)
    except sqlite3.Error as error:
        database.close()
        raise _fault(path, error) from error
    except StateError:
        database.close()
        raise
    return database


def _prepare(database: sqlite3.Connection, path: Path | None) -> None:
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")  # safe with WAL; a power cut loses the last answers only
    database.execute("PRAGMA secure_delete = ON")  # what /forget deletes is overwritten, not only unlinked
    database.execute("BEGIN IMMEDIATE")  # two processes that start at once migrate one after the other
    version = database.execute("PRAGMA user_version").fetchone()[0]
    if version > len(MIGRATIONS):
        raise StateError(
            f"{path}: written by a newer Quoth (version {version}, this one knows {len(MIGRATIONS)});"
            " update Quoth or set QUOTH_STATE to another file"
        )
    for script in MIGRATIONS[version:]:
        for statement in filter(str.strip, script.split(";")):
            database.execute(statement)
    database.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    database.execute("COMMIT")


def _fault(path: Path | None, error: Exception) -> StateError:
    return StateError(f"{path}: cannot use it as the state file: {error}; set QUOTH_STATE to another file")
