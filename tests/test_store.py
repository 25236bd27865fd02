"""What happens to the state file: every earlier version, damage, locks, a full disk, files that are not ours."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot import store as module
from bot.schema import APPLICATION, MIGRATIONS, DamagedError, StateError, inspect
from bot.state import Chat, Remembered, State
from bot.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parent / "data"


def execute(path: Path, script: str) -> None:
    database = sqlite3.connect(path)
    database.executescript(script)
    database.close()


def said(message: int) -> Remembered:
    return Remembered(message, "Who?", message - 1, None, "", "after")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A state file with one answer."""
    path = tmp_path / "state"
    state = State(path)
    state.remember(1, said(11))
    state.close()
    return path


def spoil(path: Path) -> None:
    """Overwrite everything behind the first page, as a failing disk does."""
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)
    path.write_bytes(data)


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS) + 1))
def test_a_file_of_every_version_is_brought_up_to_date_with_all_that_it_holds(tmp_path: Path, version: int) -> None:
    """The files are as that version wrote them; afterwards they are marked as ours and pass SQLite's own check."""
    path = tmp_path / "state"
    execute(path, (DATA / f"state_v{version}.sql").read_text(encoding="utf-8"))
    state = State(path)
    held = state.answer(7, 12)
    assert held is not None
    assert (held.question, held.asked_in, held.article) == ("Who reopened the harbour of Lindesund?", 11, "harbour")
    assert state.chat(7) == Chat("harbour", None, held.after)
    assert state.chat(-100200).language == "en"
    assert state.votes(7, 12) == (0, 1)
    assert state.reasons() == (("Who reopened the harbour of Lindesund?", "too short"),)
    assert [(item.question, item.count) for item in state.most_unanswered()] == [
        ("What is the capital of Australia?", 2)
    ]
    state.vote(7, 12, 7, good=True)
    assert state.votes(7, 12) == (1, 0), "the key that scrambles voters' numbers is the old one"
    state.close()
    assert inspect(path) == len(MIGRATIONS)
    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA application_id").fetchone() == (APPLICATION,)
    database.close()


def test_a_file_of_every_version_is_at_hand() -> None:
    """Whoever adds a migration adds the file that it starts from."""
    assert sorted(path.name for path in DATA.glob("state_v*.sql")) == [
        f"state_v{number}.sql" for number in range(1, len(MIGRATIONS) + 1)
    ]


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        ("CREATE TABLE bookmarks (url);", "another program's database"),
        ("CREATE TABLE bookmarks (url); PRAGMA user_version = 1;", "another program's database"),
        ("CREATE TABLE secret (x); PRAGMA application_id = 7;", "another program's database"),
        ((DATA / "state_v1.sql").read_text(encoding="utf-8") + "PRAGMA user_version = 99;", "another program's"),
        (
            (DATA / "state_v1.sql").read_text(encoding="utf-8")
            + f"PRAGMA user_version = 99; PRAGMA application_id = {APPLICATION};",
            "written by a newer Quoth (version 99",
        ),
    ],
)
@pytest.mark.parametrize("steadfast", [False, True])
def test_a_file_that_is_not_ours_is_refused_and_not_changed(
    tmp_path: Path, script: str, fault: str, *, steadfast: bool
) -> None:
    """Not by a byte, not even where the bot would go on after damage."""
    path = tmp_path / "state"
    execute(path, script)
    before = path.read_bytes()
    for use in (lambda: Store(path, steadfast=steadfast), lambda: inspect(path)):
        with pytest.raises(StateError) as raised:
            use()
        assert fault in str(raised.value)
    assert path.read_bytes() == before
    assert [other.name for other in tmp_path.iterdir()] == ["state"]


def test_a_damaged_file_is_moved_aside_when_the_bot_starts(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    """It is kept, the log says where, and the bot remembers in a new one; any other command only says so."""
    spoil(file)
    broken = file.read_bytes()
    with pytest.raises(DamagedError, match="quoth restore"):
        inspect(file)
    state = State(file, steadfast=True)
    assert state.answer(1, 11) is None
    state.remember(1, said(21))
    assert state.answer(1, 21) == said(21)
    state.close()
    (aside,) = file.parent.glob("state.damaged-*")
    assert aside.read_bytes() == broken
    assert str(aside) in caplog.text


@pytest.mark.parametrize("content", [b"\0" * 8192, b"SQLite format 3\0" + b"\xff" * 8192], ids=["zeros", "noise"])
def test_a_file_without_its_beginning_is_damaged_too(tmp_path: Path, content: bytes) -> None:
    """What a power cut leaves."""
    file = tmp_path / "state"
    file.write_bytes(content)
    with pytest.raises(DamagedError):
        Store(file)
    store = Store(file, steadfast=True)
    assert store.read("SELECT count(*) FROM answer") == [(0,)]
    store.close()
    assert len(list(tmp_path.glob("state.damaged-*"))) == 1


def test_a_file_that_breaks_while_the_bot_runs_is_moved_aside(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The statement that met the damage is carried out on the new file."""
    state = State(file, steadfast=True)
    execute(file, "PRAGMA wal_checkpoint(TRUNCATE);")
    spoil(file)
    state.store.read("SELECT 1")
    state.remember(1, said(21))
    assert state.answer(1, 21) == said(21)
    assert state.answer(1, 11) is None
    state.close()
    assert "was damaged" in caplog.text
    assert len(list(file.parent.glob("state.damaged-????????T??????Z"))) == 1
    assert inspect(file) == len(MIGRATIONS)


class Hindrances:
    """What is in the way of writing, each put up and taken away."""

    def __init__(self, file: Path, state: State) -> None:
        self.state = state
        self.other = sqlite3.connect(file, isolation_level=None)

    def put_up(self, kind: str) -> None:
        match kind:
            case "locked":
                self.other.execute("BEGIN IMMEDIATE")
            case "full":
                (pages,) = self.state.store.read("PRAGMA page_count")[0]
                self.state.store.read(f"PRAGMA max_page_count = {pages}")
            case _:
                self.state.store.read("PRAGMA query_only = ON")

    def take_away(self) -> None:
        if self.other.in_transaction:
            self.other.execute("ROLLBACK")
        self.state.store.read("PRAGMA max_page_count = 1000000")
        self.state.store.read("PRAGMA query_only = OFF")


@pytest.fixture
def hindered(file: Path) -> Iterator[Hindrances]:
    state = State(file, steadfast=True)
    hindrances = Hindrances(file, state)
    yield hindrances
    hindrances.other.close()
    state.close()


@pytest.mark.parametrize("kind", ["locked", "full", "read-only"])
def test_while_something_is_in_the_way_answers_go_on(
    hindered: Hindrances, kind: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is raised, one line says what is wrong, what was there can be read; afterwards it remembers again."""
    state, big = hindered.state, "x" * 900
    hindered.put_up(kind)
    for number in range(20, 60):
        state.remember(1, Remembered(number, big, None, None, big, big))
    state.vote(1, 11, 7, good=True)
    state.move(1, 2)
    assert state.answer(1, 11) is not None or state.answer(2, 11) is not None
    lines = [record.getMessage() for record in caplog.records]
    assert len(lines) == 1
    assert lines[0].startswith("answers go on, but are not remembered: ")
    hindered.take_away()
    monkeypatch.setattr(module, "QUIET", 0.0)
    state.remember(1, said(70))
    assert state.answer(1, 70) == said(70)
    assert caplog.records[-1].getMessage() == "the state file can be used again"


@pytest.mark.parametrize("kind", ["locked", "read-only"])
def test_nobody_is_told_that_something_was_deleted_that_was_not(hindered: Hindrances, kind: str) -> None:
    """/forget fails aloud."""
    hindered.put_up(kind)
    with pytest.raises(StateError):
        hindered.state.forget(1)
    hindered.take_away()
    assert hindered.state.forget(1) == (1, 0)


def test_a_hindrance_that_stays_is_told_again_now_and_then(
    hindered: Hindrances, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not with every question."""
    hindered.put_up("read-only")
    for _ in range(3):
        hindered.state.unanswered("Why?")
    assert len(caplog.records) == 1
    monkeypatch.setattr(module, "REMIND_EVERY", 0.0)
    hindered.state.unanswered("Why?")
    assert len(caplog.records) == 2


def test_any_other_command_stops_where_something_is_in_the_way(file: Path) -> None:
    """One line with the remedy that fits."""
    store = Store(file)
    store.read("PRAGMA query_only = ON")
    with pytest.raises(StateError, match="let this user write the file") as raised:
        store.write(("DELETE FROM answer", ()))
    assert len(raised.value.lines) == 1
    store.close()


def test_a_defect_is_no_hindrance(file: Path) -> None:
    """A statement that is wrong is not passed over in silence."""
    store = Store(file, steadfast=True)
    with pytest.raises(sqlite3.OperationalError):
        store.read("SELECT nothing FROM nowhere")
    store.close()


def test_a_transaction_is_done_whole_or_not_at_all(file: Path) -> None:
    """The first step is taken back where the second fails."""
    store = Store(file, steadfast=True)
    with pytest.raises(sqlite3.IntegrityError):
        store.write(("DELETE FROM answer", ()), ("INSERT INTO answer (chat) VALUES (NULL)", ()))
    assert store.read("SELECT count(*) FROM answer") == [(1,)]
    store.close()


def test_a_clock_that_jumps_deletes_nothing(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A year forward in a second is no year; summer time is nothing to speak of."""
    now: dict[str, Any] = {"clock": 1_000_000.0, "uptime": 50.0}
    state = State(file, lambda: now["clock"], uptime=lambda: now["uptime"])
    state.remember(1, said(21))
    now["clock"] += 365 * 86_400
    state.prune()
    assert state.answer(1, 21) == said(21)
    assert "the clock was set" in caplog.text
    now["uptime"] += 365 * 86_400
    state.prune()
    assert state.answer(1, 21) is None
    state.close()
