"""What goes wrong in a year, against the strict server: each fault, and that the questions around it are answered.

Faults that have a test elsewhere are not tested again; `tests.benchmarks.faults` lists them all and runs them.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import sqlite3
import sys
from pathlib import Path

import pytest

from bot.state import State
from tests.benchmarks.faults import FAULTS
from tests.bot_api import BotApi, Chats
from tests.bot_api.articles import COST, WHO
from tests.bot_api.refusal import BLOCKED, Breakage, Broken, Refusal, flood
from tests.bot_api.running import running
from tests.test_operation import free_port, log_of
from tests.test_telegram_process import complaints, ended, process

ERRORS = pytest.mark.parametrize(
    "fault",
    [
        Refusal(500, "Internal Server Error"),
        Refusal(502, "Bad Gateway"),
        Broken(Breakage.CUT),
        Broken(Breakage.CUT_IN_THE_MIDDLE),
        Broken(Breakage.PAGE),
        Broken(Breakage.GATEWAY),
    ],
    ids=lambda fault: fault.how.name if isinstance(fault, Broken) else str(fault.code),
)


@ERRORS
async def test_an_answer_that_telegram_fails_to_take_is_reported_and_the_next_one_arrives(
    fault: Refusal | Broken, caplog: pytest.LogCaptureFixture
) -> None:
    """It may have arrived, so it is not sent again; one line of level ERROR says so, without the question."""
    async with running() as bot:
        bot.api.refuse("sendMessage", fault)
        bot.people.write(WHO)
        await bot.api.quiet()
        bot.people.write(COST)
        assert "90 million" in (await bot.api.next_sent())["text"]
        await bot.api.quiet()
        assert len(bot.api.called("sendMessage")) == 2
    errors = [record.getMessage() for record in caplog.records if record.name.startswith("bot.")]
    assert len(errors) == 1
    assert re.match(r"message \d+ not handled: ", errors[0])
    assert "reopened" not in errors[0]


@pytest.mark.parametrize("how", [Breakage.CUT, Breakage.CUT_IN_THE_MIDDLE, Breakage.GATEWAY])
async def test_an_answer_that_arrived_is_not_sent_twice_though_its_confirmation_was_lost(how: Breakage) -> None:
    """The connection broke after Telegram had sent the message on."""
    async with running() as bot:
        bot.api.refuse("sendMessage", Broken(how, carried_out=True))
        bot.people.write(WHO)
        await bot.api.quiet()
        assert len(bot.api.sent()) == 1
        bot.people.write(COST)
        await bot.api.next_sent(2)


@ERRORS
async def test_polling_goes_on_after_an_answer_to_it_has_failed(fault: Refusal | Broken) -> None:
    """The question that waited meanwhile is answered once."""
    async with running() as bot:
        await bot.api.until(lambda: bot.api.polls)
        bot.api.refuse("getUpdates", fault)
        bot.people.write(WHO)
        assert "Astrid Falk" in (await bot.api.next_sent())["text"]
        bot.people.write(COST)
        await bot.api.next_sent(2)
        await bot.api.quiet()
        assert len(bot.api.sent()) == 2


async def test_updates_whose_confirmation_was_lost_are_not_handled_twice() -> None:
    """Telegram handed them out and the connection broke: it hands them out again."""
    async with running() as bot:
        await bot.api.until(lambda: bot.api.polls)
        bot.api.refuse("getUpdates", Broken(Breakage.CUT_IN_THE_MIDDLE, carried_out=True), times=2)
        bot.people.write(WHO)
        await bot.api.next_sent()
        await bot.api.quiet()
        assert len(bot.api.sent()) == 1


async def test_a_silent_telegram_costs_its_own_answer_and_no_other() -> None:
    """A request that is never answered is given up; another chat's answer comes meanwhile."""
    async with running() as bot:
        bot.api.refuse("sendMessage", Broken(Breakage.SILENCE))
        bot.people.write(WHO, bot.people.private(8))
        await bot.api.until(lambda: bot.api.refused)
        bot.people.write(COST, bot.people.private(9))
        assert "90 million" in (await bot.api.next_sent(1, 9))["text"]
        assert vars(bot.app.update_queue)["under_way"], "the silent one is still waited for"
        await bot.api.until(lambda: not vars(bot.app.update_queue)["under_way"])
        assert bot.api.sent(8) == []


async def test_everything_at_once_and_every_question_answered_or_reported(caplog: pytest.LogCaptureFixture) -> None:
    """Sixty chats, every third answer hindered in some way: each chat has its answer or a line in the log, none two."""
    hindrances: list[Refusal | Broken] = [
        flood(1),
        Refusal(500, "Internal Server Error"),
        Broken(Breakage.GATEWAY),
        BLOCKED,
    ]
    async with running() as bot:
        for number in range(20):
            bot.api.refuse("sendMessage", hindrances[number % 4])
        for number in range(60):
            bot.people.write(WHO, bot.people.private(1000 + number))
        await bot.api.quiet()
        answers = [len(bot.api.sent(1000 + number)) for number in range(60)]
    reported = [record for record in caplog.records if "not handled" in record.getMessage()]
    assert set(answers) == {0, 1}
    assert (answers.count(0), len(reported)) == (15, 10), "five have blocked the bot, which is nobody's fault"


def books(state: Path) -> list[tuple[int, int | None]]:
    """List the updates that are noted as not done."""
    with sqlite3.connect(state) as database:
        rows = database.execute("SELECT id, chat FROM taken WHERE NOT done").fetchall()
    database.close()
    return rows


async def test_killed_again_and_again_no_question_is_answered_twice_or_lost(
    harbour: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three kills, amid answers and amid telling: each question has one answer, or a word that something went wrong."""
    monkeypatch.setattr("tests.bot_api.server.PATIENCE", 30.0)  # for four starts of a process on a busy machine
    state, asked = tmp_path / "s", 40
    async with BotApi() as api:
        people = Chats(api)
        for number in range(asked):
            people.write(WHO, people.private(1000 + number))
        for kill in range(3):
            async with process(harbour, state, api.url) as bot:
                await api.until(lambda wanted=4 + 9 * kill: len(api.sent()) >= wanted)  # type: ignore[misc]
                bot.send_signal(signal.SIGKILL)
                await bot.wait()
        async with process(harbour, state, api.url) as bot:
            await api.until(lambda: all(api.sent(1000 + number) for number in range(asked)))
            await api.quiet()
            bot.terminate()
            assert (await ended(bot))[0] == 0
        texts = [[message["text"] for message in api.sent(1000 + number)] for number in range(asked)]
    assert books(state) == []
    answers = [sum("Astrid Falk" in text for text in of_chat) for of_chat in texts]
    told = [sum("went wrong" in text for text in of_chat) for of_chat in texts]
    assert max(answers) == 1
    assert sum(max(one - 1, 0) for one in told) <= 3, "a word twice where the kill came between it and its note"
    assert all(one or other for one, other in zip(answers, told, strict=True))


async def test_a_library_that_breaks_underneath_is_answered_from_as_it_was(harbour: Path, tmp_path: Path) -> None:
    """Its files vanish or turn to rubbish while the bot runs: the last good one serves on, and a line says what."""
    async with BotApi() as api, process(harbour, tmp_path / "s", api.url) as bot:
        people = Chats(api)
        people.write(WHO)
        await api.next_sent()
        (harbour / "harbour.cards.yaml").write_bytes(b"\xff\xfe\0cards: [")
        (harbour / "harbour.txt").unlink()
        assert bot.stderr
        while b"library" not in (line := await asyncio.wait_for(bot.stderr.readline(), 20)):
            continue
        people.write(WHO)
        assert "Astrid Falk" in (await api.next_sent(2))["text"]
        bot.terminate()
        status, _ = await ended(bot)
    assert status == 0
    assert json.loads(line)["level"] in {"WARNING", "ERROR"}


async def test_a_state_that_breaks_underneath_costs_no_answer(harbour: Path, tmp_path: Path) -> None:
    """Overwritten while the bot runs, the file is put aside and a new one begun; questions are answered throughout."""
    state = tmp_path / "s"
    async with BotApi() as api, process(harbour, state, api.url) as bot:
        people = Chats(api)
        people.write(WHO)
        await api.next_sent()
        await api.quiet()
        with sqlite3.connect(state) as other:
            other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        other.close()
        with state.open("r+b") as file:
            file.seek(4096)
            file.write(os.urandom(max(state.stat().st_size - 4096, 0)))
        for number in range(5):
            people.write(WHO, people.private(50 + number))
        await api.until(lambda: all(api.sent(50 + number) for number in range(5)))
        bot.terminate()
        status, log = await ended(bot)
    assert (status, "Traceback" in log) == (0, False)


async def test_a_clock_that_is_set_back_and_forth_changes_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither what is remembered nor what is taken once goes by the wall clock."""
    now = [1_800_000_000.0]
    monkeypatch.setattr("time.time", lambda: now[0])
    async with running(state=State(None)) as bot:
        for jump in (0.0, -400 * 86_400.0, 800 * 86_400.0):
            now[0] += jump
            bot.people.write(WHO)
            bot.people.write("And who pays for the repairs?")
        await bot.api.next_sent(6)
        await bot.api.quiet()
        assert len(bot.api.sent()) == 6
        bot.state.close()


async def test_telegram_away_for_a_while_is_waited_out_while_running(harbour: Path, tmp_path: Path) -> None:
    """The server is gone and comes back: what was asked meanwhile is answered once."""
    port = free_port()
    async with process(harbour, tmp_path / "s", f"http://127.0.0.1:{port}") as bot:
        async with BotApi(port) as api:
            Chats(api).write(WHO)
            await api.next_sent()
            await api.quiet()
        assert bot.stderr
        while b"no updates for now" not in await asyncio.wait_for(bot.stderr.readline(), 20):
            continue
        async with BotApi(port) as api:
            Chats(api).write(WHO)
            assert "Astrid Falk" in (await api.next_sent())["text"]
            await api.quiet()
            assert len(api.sent()) == 1
            bot.terminate()
            status, log = await ended(bot)
    assert (status, complaints(log)) == (0, [])
    assert all(entry["level"] in {"INFO", "WARNING"} for entry in log_of(log))


def test_the_table_names_tests_that_exist() -> None:
    """Every fault in the table has its tests, and every test here stands in the table."""
    tests = Path(__file__).parent
    named = {name for fault in FAULTS for name in fault.tests}
    for name in named:
        file, _, function = name.partition("::")
        assert re.search(rf"^(?:async )?def {function}\(", (tests / file).read_text("utf-8"), re.MULTILINE), name
    here = re.findall(r"^async def (test_\w+)\(", Path(__file__).read_text("utf-8"), re.MULTILINE)
    assert {f"test_faults.py::{name}" for name in here} <= named
    assert sys.modules["tests.benchmarks.faults"].__doc__
