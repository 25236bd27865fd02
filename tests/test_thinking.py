"""Thinking in other processes: the same answers, and nobody waits for a process that is slow, ends, or never begins."""

from __future__ import annotations

import asyncio
import io
import json
import os
import signal
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from bot import thinking
from bot.answer import Outcome
from bot.edition import edition
from bot.handlers.desk import Desk
from bot.render.markup import Markup
from bot.state import State
from bot.thinker import Name, serve
from bot.thinking import Thinkers
from bot.written import Wanted, Written, write
from knowledge import load_library, prepare

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

ME = Name("quoth_test_bot", supports_inline_queries=True)
REOPENED, LOST = "Who reopened the harbour of Lindesund?", "How many boats were lost in the storm?"
PATIENCE = 20.0

FAKE = """
import json, os, sys, time
from pathlib import Path
task = json.loads(sys.stdin.readline())
folder = Path(task["library"])
(folder / f"pid-{os.getpid()}").write_text(json.dumps(dict(os.environ)))
print(json.dumps("edition"), flush=True)
for line in sys.stdin:
    question = json.loads(line)[0][0]
    if question == "end":
        sys.exit(3)
    if question == "nonsense":
        print("[]", flush=True)
        continue
    while question == "slow" and not (folder / "go on").exists():
        time.sleep(0.005)
    print(json.dumps(["answered", question, question, None, str(os.getpid())]), flush=True)
"""
"""Answers with the question itself, except where the question tells it otherwise."""


def wanted(question: str) -> Wanted:
    return Wanted(question, "", None, "en")


async def until(holds: Callable[[], Any]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await asyncio.sleep(0.01)


@asynccontextmanager
async def running(library: Path, of: str, count: int = 1) -> AsyncIterator[Thinkers]:
    """Run `count` processes until the block is left."""
    thinkers = Thinkers(library, library / "cache", None, count)
    thinkers.turn_to(lambda: of)
    try:
        await until(lambda: thinkers.ready == count)
        yield thinkers
    finally:
        await thinkers.close()


@pytest.fixture
def fakes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Processes that think nothing; the folder where they leave their numbers."""
    monkeypatch.setattr(thinking, "_COMMAND", ("-c", FAKE))
    monkeypatch.setattr(thinking, "SLOW", 0.02)
    return tmp_path


async def heard(thinkers: Thinkers, question: str) -> str | None:
    """Ask, and return what the fake says."""
    async with asyncio.timeout(PATIENCE):
        found = await thinkers.write(wanted(question), ME)
    return found.text.text if found else None


def test_what_is_written_passes_as_a_line() -> None:
    """Whatever it holds: line breaks, half a surrogate pair, no buttons."""
    for buttons in (None, '{"inline_keyboard": []}'):
        one = Written(Outcome.NOT_FOUND, Markup("a &lt;\n\ud800", "a <\n\ud800"), buttons, "{}")
        assert one.to_json().count(b"\n") == 1
        assert Written.from_json(one.to_json()) == one


def test_a_thinker_answers_line_by_line_as_this_process_does(harbour: Path, tmp_path: Path) -> None:
    """Its edition first; a question that it fails at is given back, and it goes on."""
    of = prepare(load_library(harbour))
    asked = [wanted(REOPENED), wanted(LOST)._replace(language="uk", shown=True), wanted("?")._replace(article="gone")]
    task = {"library": str(harbour), "cache": str(tmp_path / "cache"), "site": "https://a.example"}
    lines = [json.dumps(task), *(json.dumps((one, *ME)) for one in (*asked, asked[0]))]
    out = io.BytesIO()
    serve(io.BytesIO("\n".join(lines).encode()), out)
    opened, *found = out.getvalue().splitlines()
    assert json.loads(opened) == edition(of.library)
    expected = [write(of, one, "https://a.example", ME) for one in asked[:2]]
    assert [json.loads(line) and Written.from_json(line) for line in found] == [*expected, None, expected[0]]


async def test_another_process_answers_as_this_one(harbour: Path) -> None:
    """Question by question, each with its own answer, and an edited library once it is told of it."""
    of = prepare(load_library(harbour))
    async with running(harbour, edition(of.library)) as thinkers:
        found = await asyncio.gather(*(thinkers.write(wanted(question), ME) for question in (REOPENED, LOST, "hello")))
        assert found == [write(of, wanted(question), None, ME) for question in (REOPENED, LOST, "hello")]
        (harbour / "bridge.txt").write_text("A bridge\n\nThe bridge of Ormsk was opened by Vera Lind on 3 May.\n")
        new = prepare(load_library(harbour))
        thinkers.turn_to(lambda: edition(new.library))
        await until(lambda: thinkers.ready)
        opened = wanted("Who opened the bridge of Ormsk?")
        assert await thinkers.write(opened, ME) == write(new, opened, None, ME)


async def test_a_library_of_another_edition_is_not_asked(fakes: Path) -> None:
    """Who asks meanwhile thinks by himself, and does not wait."""
    thinkers = Thinkers(fakes, None, None, 1)
    thinkers.turn_to(lambda: "another")
    await until(lambda: list(fakes.glob("pid-*")))
    assert await heard(thinkers, "a") is None
    assert thinkers.ready == 0
    await thinkers.close()


async def test_many_questions_are_shared_out(fakes: Path) -> None:
    """Both processes have some, each of the answers is its question's."""
    async with running(fakes, "edition", 2) as thinkers:
        found = await asyncio.gather(*(thinkers.write(wanted(str(number)), ME) for number in range(50)))
    assert [one and one.text.text for one in found] == [str(number) for number in range(50)]
    assert len({one.after for one in found if one}) == 2


async def test_nobody_waits_for_a_slow_question(fakes: Path) -> None:
    """Neither who is behind it nor who comes later; it is answered in the end, and then the others are again."""
    async with running(fakes, "edition") as thinkers:
        slow = asyncio.create_task(heard(thinkers, "slow"))
        await asyncio.sleep(0)
        assert await asyncio.gather(*(heard(thinkers, str(number)) for number in range(5))) == [None] * 5
        assert await heard(thinkers, "later") is None
        assert not slow.done()
        (fakes / "go on").touch()
        assert await slow == "slow"
        await until(lambda: not any(thinker.at_hand for thinker in thinkers._thinkers))
        assert await heard(thinkers, "after") == "after"


async def test_beside_a_slow_question_the_other_process_answers(fakes: Path) -> None:
    """All that is asked while one of the two is busy."""
    async with running(fakes, "edition", 2) as thinkers:
        slow = asyncio.create_task(heard(thinkers, "slow"))
        await until(lambda: any(thinker.times for thinker in thinkers._thinkers))
        assert await asyncio.gather(*(heard(thinkers, str(number)) for number in range(9))) == list("012345678")
        (fakes / "go on").touch()
        assert await slow == "slow"


@pytest.mark.parametrize("last", ["end", "nonsense"])
async def test_where_a_process_ends_nobody_is_left_waiting_and_another_begins(
    fakes: Path, last: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Or where it talks nonsense. One line in the log, without what was asked."""
    async with running(fakes, "edition") as thinkers:
        found = await asyncio.gather(*(heard(thinkers, question) for question in ("a", last, "b", "c", "d")))
        assert found == ["a", None, None, None, None]
        await until(lambda: thinkers.ready)
        assert await heard(thinkers, "e") == "e"
    assert len(list(fakes.glob("pid-*"))) == 2
    (line,) = caplog.messages
    assert "this one thinks" in line


async def test_a_process_that_is_killed_is_missed_for_a_moment_only(harbour: Path, tmp_path: Path) -> None:
    """The reader has the answer all the same: it is thought out here."""
    of = prepare(load_library(harbour))
    async with running(harbour, edition(of.library)) as thinkers:
        desk = Desk(of, State(None), thinkers=thinkers)
        asked = asyncio.create_task(desk.written(wanted(REOPENED), ME))  # type: ignore[arg-type]
        os.kill(thinkers._thinkers[0].process.pid, signal.SIGKILL)
        assert await asked == write(of, wanted(REOPENED), None, ME)
        desk.state.close()


async def test_a_process_is_told_no_secret_and_ends_with_the_bot(fakes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has neither the token nor where the state is."""
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:token")
    monkeypatch.setenv("QUOTH_WEBHOOK_SECRET", "token")
    async with running(fakes, "edition"):
        (started,) = fakes.glob("pid-*")
        environment = json.loads(started.read_text())
        number = int(started.name.removeprefix("pid-"))
    assert not {"TELEGRAM_BOT_TOKEN", "QUOTH_WEBHOOK_SECRET"} & environment.keys()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


@pytest.mark.parametrize(
    ("executable", "fault"), [("/nowhere/python", "FileNotFoundError"), (sys.executable, "ChildProcessError")]
)
async def test_where_no_process_can_be_started_nobody_waits(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture, executable: str, fault: str
) -> None:
    """Or where it ends before it has begun. The log says so once a while; the bot thinks by itself."""
    monkeypatch.setattr("sys.executable", executable)
    monkeypatch.setattr(thinking, "_COMMAND", ("-c", "raise SystemExit(3)"))
    thinkers = Thinkers(tmp_path, None, None, 1)
    thinkers.turn_to(lambda: "edition")
    await until(lambda: caplog.messages)
    assert await heard(thinkers, "a") is None
    await thinkers.close()
    assert caplog.messages == [f"no process to think in ({fault}); this one thinks meanwhile"]
