"""Copies of the state: whole while the bot runs, put back only where that is safe, never half of one."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from pathlib import Path

import pytest

from bot import backup as module
from bot.backup import BackupError, back_up, put_back
from bot.cli import main
from bot.errors import BotError
from bot.hold import hold, is_held
from bot.schema import APPLICATION, MIGRATIONS, inspect
from bot.state import Remembered, State

DATA = Path(__file__).parent / "data"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A state file with one answer in chat 1."""
    path = tmp_path / "state.sqlite3"
    write(path, 11)
    return path


def write(path: Path, *messages: int) -> None:
    state = State(path)
    for message in messages:
        state.remember(1, Remembered(message, "Who?", None, None, "", "after"))
    state.close()


def messages(path: Path) -> list[int]:
    with sqlite3.connect(path) as database:
        found = [number for (number,) in database.execute("SELECT message FROM answer ORDER BY message")]
    database.close()
    return found


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_copy_brings_back_what_the_state_held(file: Path, tmp_path: Path) -> None:
    """For the owner only, in one file, and at the newest version; what stood in its place is kept."""
    copy = tmp_path / "new" / "copy.sqlite3"
    back_up(file, copy)
    write(file, 12)
    assert (messages(copy), messages(file)) == ([11], [11, 12])
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert names(copy.parent) == ["copy.sqlite3"]
    kept = put_back(copy, file)
    assert kept is not None
    assert (messages(file), messages(kept)) == ([11], [11, 12])
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert inspect(file) == len(MIGRATIONS)


def test_a_later_copy_replaces_an_earlier_one(file: Path, tmp_path: Path) -> None:
    """Every night the same command."""
    copy = tmp_path / "copy.sqlite3"
    back_up(file, copy)
    write(file, 12)
    back_up(file, copy)
    assert messages(copy) == [11, 12]


def test_a_copy_made_while_the_bot_writes_is_of_one_moment(file: Path, tmp_path: Path) -> None:
    """Of two rows that are always written together there are never more of the one than of the other."""
    state, stop = State(file), threading.Event()
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False, timeout=30)

    def write_pairs() -> None:
        number = 100
        while not stop.is_set():
            number += 1
            other.execute("BEGIN IMMEDIATE")
            other.execute("INSERT INTO prompt VALUES (1, ?, 1, 4e9)", (number,))
            other.execute("INSERT INTO vote VALUES (1, ?, x'00', 1, NULL, 4e9)", (number,))
            other.execute("COMMIT")

    writer = threading.Thread(target=write_pairs)
    writer.start()
    try:
        for turn in range(5):
            copy = tmp_path / f"copy{turn}"
            back_up(file, copy)
            with sqlite3.connect(copy) as database:
                counts = [database.execute(f"SELECT count(*) FROM {name}").fetchone() for name in ("prompt", "vote")]
            database.close()
            assert counts[0] == counts[1]
    finally:
        stop.set()
        writer.join()
        other.close()
        state.close()


def test_while_a_bot_holds_the_state_it_can_be_copied_and_not_replaced(file: Path, tmp_path: Path) -> None:
    """The bot would go on writing into a file that is no longer there."""
    copy = tmp_path / "copy"
    with hold(file):
        assert is_held(file)
        back_up(file, copy)
        with pytest.raises(BackupError, match="stop it, restore, and start it again"):
            put_back(copy, file)
        with pytest.raises(BotError, match="another quoth telegram runs"), hold(file):
            pass
    assert not is_held(file)
    assert put_back(copy, file) is not None


def database(path: Path, script: str) -> None:
    opened = sqlite3.connect(path)
    opened.executescript(script)
    opened.close()


NEWER = (DATA / "state_v1.sql").read_text(encoding="utf-8") + (
    f"PRAGMA user_version = 99; PRAGMA application_id = {APPLICATION};"
)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("CREATE TABLE bookmarks (url);", "another program's database"),
        (NEWER, "written by a newer Quoth (version 99"),
        (b"my diary, longer than the header of a database would be " * 5, "file is not a database"),
        (b"SQLite format 3\0" + b"\xff" * 8000, "is damaged"),
        (None, "there is no such file"),
    ],
    ids=["foreign", "newer", "no database", "damaged", "missing"],
)
def test_what_is_no_copy_of_ours_is_not_put_back(file: Path, tmp_path: Path, content: object, fault: str) -> None:
    """One line; the state and the file stay as they were, and nothing is left lying about."""
    copy = tmp_path / "copy"
    if isinstance(content, str):
        database(copy, content)
    elif isinstance(content, bytes):
        copy.write_bytes(content)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(BackupError) as raised:
        put_back(copy, file)
    assert fault in str(raised.value)
    assert len(str(raised.value).splitlines()) == 1
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_copy_overwrites_nothing_but_a_copy(file: Path, tmp_path: Path) -> None:
    """Not a letter, not a folder, not the state itself; and there must be a state."""
    letter = tmp_path / "letter"
    letter.write_text("dear")
    before = letter.read_bytes(), file.read_bytes()
    for target, fault in (
        (letter, "no copy of a state"),
        (tmp_path, "is a folder"),
        (file, "the state file itself"),
        (letter / "below", "cannot write"),
    ):
        with pytest.raises(BackupError, match=fault):
            back_up(file, target)
    with pytest.raises(BackupError, match="no state file yet"):
        back_up(tmp_path / "nothing", tmp_path / "copy")
    assert (letter.read_bytes(), file.read_bytes()) == before
    assert names(tmp_path) == ["letter", "state.sqlite3"]


def test_a_copy_that_breaks_off_leaves_nothing(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The earlier copy stays, the state stays, no half of a file stands beside them."""
    copy = tmp_path / "copy"
    back_up(file, copy)
    write(file, 12)

    def fail(_: Path, made: Path) -> None:
        made.write_bytes(b"half")
        raise BackupError("the disk is full")

    monkeypatch.setattr(module, "_copy", fail)
    with pytest.raises(BackupError):
        back_up(file, copy)
    with pytest.raises(BackupError):
        put_back(copy, file)
    monkeypatch.undo()
    assert (messages(copy), messages(file)) == ([11], [11, 12])
    assert [name for name in names(tmp_path) if name.startswith(".")] == []


def test_a_log_of_the_replaced_file_does_not_leak_into_the_new_one(file: Path, tmp_path: Path) -> None:
    """What a killed bot left unmerged beside its file belongs to that file."""
    copy = tmp_path / "copy"
    back_up(file, copy)
    killed = sqlite3.connect(file, isolation_level=None)
    killed.execute("PRAGMA wal_autocheckpoint = 0")
    killed.execute("INSERT INTO answer SELECT chat, 99, asked_in, question, article, before, after, at FROM answer")
    saved = {end: Path(f"{file}{end}").read_bytes() for end in ("", "-wal", "-shm")}
    killed.close()
    for end, content in saved.items():
        Path(f"{file}{end}").write_bytes(content)
    kept = put_back(copy, file)
    assert kept is not None
    assert messages(file) == [11]
    assert messages(kept) == [11, 99]


def test_a_copy_of_an_earlier_version_is_put_back_and_brought_up_to_date(tmp_path: Path) -> None:
    """By the next one that opens it."""
    copy, file = tmp_path / "copy", tmp_path / "new" / "state"
    database(copy, (DATA / "state_v1.sql").read_text(encoding="utf-8"))
    assert put_back(copy, file) is None
    state = State(file)
    assert state.answer(7, 12) is not None
    state.close()
    assert inspect(copy) == 1


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_what_root_puts_back_belongs_to_the_bot(file: Path, tmp_path: Path) -> None:
    """State and lock are the service's, whose user root stands in for; a state that was not there is the folder's."""
    copy, service = tmp_path / "copy", 12345
    back_up(file, copy)
    os.chown(file, service, service)
    put_back(copy, file)
    lock = file.with_name(f"{file.name}.lock")
    assert [path.stat().st_uid for path in (file, lock, copy)] == [service, service, 0]
    folder = tmp_path / "var"
    folder.mkdir()
    os.chown(folder, service, service)
    put_back(copy, folder / "state")
    State(folder / "other").close()
    assert {path.stat().st_uid for path in folder.iterdir()} == {service}


def test_the_two_commands_say_what_they_did(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 0 and the names; status 2 and one line where it cannot be done."""
    monkeypatch.setenv("QUOTH_STATE", str(file))
    monkeypatch.chdir(tmp_path)
    assert main(["backup", "copy"]) == 0
    assert main(["restore", "copy"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["the state is copied to copy", f"the state is restored to {file}"]
    assert lines[2].startswith(f"what stood there is kept as {file}.before-restore-")
    assert main(["restore", "elsewhere"]) == 2
    assert capsys.readouterr().err.startswith("quoth: elsewhere: there is no such file; ")
