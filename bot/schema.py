"""The state file itself: opening it, its tables, bringing an older one up to date. What stands in it is `bot.state`'s.

Every change of the tables is a migration. A file written by a newer Quoth or by another program is refused and left
alone. Which fault of SQLite means what is told here; what is done about it is `bot.store`'s business.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from bot.errors import BotError
from bot.ownership import make_private

if TYPE_CHECKING:
    from pathlib import Path

APPLICATION = 0x51756F74
"""SQLite's application_id of our files, "Quot", from version 2 on."""
_TABLES = frozenset({"secret", "chat", "answer", "vote", "prompt", "unanswered"})
"""What every version has; by them a file of version 1 is known."""

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
    f"""
    PRAGMA application_id = {APPLICATION};
    CREATE TABLE taken (bot INTEGER NOT NULL, id INTEGER NOT NULL, chat INTEGER, done INTEGER NOT NULL,
        at REAL NOT NULL, PRIMARY KEY (bot, id)) WITHOUT ROWID;
    CREATE TABLE webhook (secret TEXT NOT NULL);
    """,
)
"""Each brings the file one version further; `PRAGMA user_version` counts them. Append, never change."""


class StateError(BotError):
    """The state file cannot be used; the message is one line with the remedy."""


class DamagedError(StateError):
    """The file is one of SQLite's and broken."""


def open_database(path: Path | None, *, patience: float = 5.0) -> sqlite3.Connection:
    """Open the file at `path`, or one in memory for None, at the newest version.

    `patience` is how many seconds to wait for another process that writes. Raises StateError.
    """
    try:
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
            make_private(path, path.parent)  # conversations are nobody else's business
        database = sqlite3.connect(path or ":memory:", isolation_level=None, timeout=patience)
    except (OSError, sqlite3.Error) as error:
        raise fault_of(path, error) from error
    try:
        _prepare(database, path)
    except sqlite3.Error as error:
        database.close()
        raise fault_of(path, error) from error
    except StateError:
        database.close()
        raise
    return database


def version_of(database: sqlite3.Connection, path: Path | None) -> int:
    """Return the version of an open file, 0 for an empty one; raise StateError where it is not ours or too new."""
    version: int = database.execute("PRAGMA user_version").fetchone()[0]
    application = database.execute("PRAGMA application_id").fetchone()[0]
    tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    ours = application == APPLICATION or (application == 0 and version == 1)
    if (tables or application) and not (ours and tables >= _TABLES):
        raise StateError(f"{path}: another program's database, no state file; set QUOTH_STATE to another file")
    if version > len(MIGRATIONS):
        raise StateError(
            f"{path}: written by a newer Quoth (version {version}, this one knows {len(MIGRATIONS)});"
            " update Quoth or set QUOTH_STATE to another file"
        )
    return version


def inspect(path: Path) -> int:
    """Return the version of the file at `path` without changing it; raise StateError with what is wrong with it.

    Every page is looked at: about a second for each 500 MB.
    """
    try:
        with path.open("rb"):
            pass
        uri = f"{path.absolute().as_uri()}?mode=rw"
        with closing(sqlite3.connect(uri, uri=True, isolation_level=None, timeout=1.0)) as database:
            version = version_of(database, path)
            found = database.execute("PRAGMA quick_check(1)").fetchone()[0]
    except (OSError, sqlite3.Error) as error:
        raise fault_of(path, error) from error
    if found != "ok":
        raise DamagedError(_DAMAGED.format(path=path))
    return version


def fault_of(path: Path | None, error: Exception) -> StateError:
    """Return what `error` says of the file at `path`, in one line with the remedy."""
    if is_damage(error) and path and _was_a_database(path):
        return DamagedError(_DAMAGED.format(path=path))
    code = _code(error)
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    remedy = _REMEDIES.get(code, "set QUOTH_STATE to another file") if code else "set QUOTH_STATE to another file"
    return StateError(f"{path}: cannot use it as the state file: {reason}; {remedy}")


def is_damage(error: Exception) -> bool:
    """Say whether `error` means that the file is broken, and not that something is in the way."""
    return _code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def is_hindrance(error: Exception) -> bool:
    """Say whether `error` means that something is in the way: a lock, a full disk, a file that may not be written."""
    return _code(error) in _REMEDIES


_DAMAGED = "{path}: the state file is damaged; quoth restore FILE brings a backup back, quoth telegram starts a new one"
_REMEDIES = {
    sqlite3.SQLITE_BUSY: "another program is writing it: wait for it or stop it, or set QUOTH_STATE to another file",
    sqlite3.SQLITE_LOCKED: "another program is writing it: wait for it or stop it, or set QUOTH_STATE to another file",
    sqlite3.SQLITE_READONLY: "let this user write the file and its folder, or set QUOTH_STATE to another file",
    sqlite3.SQLITE_PERM: "let this user write the file and its folder, or set QUOTH_STATE to another file",
    sqlite3.SQLITE_CANTOPEN: "let this user write the file and its folder, or set QUOTH_STATE to another file",
    sqlite3.SQLITE_FULL: "free space on that disk, or set QUOTH_STATE to a file on another",
    sqlite3.SQLITE_IOERR: "see to that disk, or set QUOTH_STATE to a file on another",
}


def _code(error: Exception) -> int:
    """Return SQLite's primary result code, 0 where the error is none of SQLite's."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _was_a_database(path: Path) -> bool:
    """Tell a broken file of SQLite's from one that never was any: its mark, or nothing but zeros after a power cut."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError:
        return False
    return len(head) == 100 and (head.startswith(b"SQLite format 3\0") or not any(head))


def _prepare(database: sqlite3.Connection, path: Path | None) -> None:
    version_of(database, path)  # before anything of a foreign file is changed
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")  # safe with WAL; a power cut loses the last answers only
    database.execute("PRAGMA secure_delete = ON")  # what /forget deletes is overwritten, not only unlinked
    if version_of(database, path) == len(MIGRATIONS):
        return
    database.execute("BEGIN IMMEDIATE")  # two processes that start at once migrate one after the other
    for script in MIGRATIONS[version_of(database, path) :]:
        for statement in filter(str.strip, script.split(";")):
            database.execute(statement)
    database.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    database.execute("COMMIT")
