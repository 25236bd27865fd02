"""A running bot takes a changed library without a restart, and no faulty one."""

from __future__ import annotations

import asyncio
import logging
import shutil
import signal
import threading
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot import reloading
from bot.messages import ENGLISH
from bot.reloading import Watched, marks_of
from knowledge import Collection, LibraryError, open_library
from tests.bot_api import BotApi, Chats
from tests.bot_api.running import Running, running
from tests.test_telegram_process import ended, process

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from knowledge import Collection

WHO = "Who reopened the harbour of Lindesund?"
SAID = "Mayor Astrid Falk reopened the harbour of Lindesund on 3 May."
PATIENCE = 20.0


class Taken:
    """The versions that were handed over, and the newest at work in the bot."""

    def __init__(self, bot: Running) -> None:
        self.bot = bot
        self.count = 0
        self.come = asyncio.Event()

    def __call__(self, collection: Collection) -> None:
        self.bot.app.bot_data = replace(self.bot.app.bot_data, collection=collection)
        self.count += 1
        self.come.set()

    async def next(self) -> None:
        await asyncio.wait_for(self.come.wait(), PATIENCE)
        self.come.clear()


@asynccontextmanager
async def following(folder: Path) -> AsyncIterator[tuple[Running, Taken]]:
    """Run a bot on the library in `folder` and follow its changes."""
    watched = Watched(folder, settled_ms=50, round_ms=250)
    async with running(watched.open()) as bot:
        taken = Taken(bot)
        async with watched.followed(taken):
            yield bot, taken


async def until(holds: Callable[[], bool]) -> None:
    """Wait for it, not for ever."""
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await asyncio.sleep(0.02)


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


async def answer_to(bot: Running, question: str) -> str:
    before = len(bot.api.sent())
    bot.people.write(question)
    return str((await bot.api.next_sent(before + 1))["text"])


async def test_a_changed_library_answers_without_a_restart(harbour: Path) -> None:
    """Article and cards change together, a new article comes, one goes."""
    async with following(harbour) as (bot, taken):
        assert SAID in await answer_to(bot, WHO)
        change(harbour / "harbour.txt", "Astrid Falk", "Birgit Dahl")
        change(harbour / "harbour.cards.yaml", "Astrid Falk", "Birgit Dahl")
        await taken.next()
        assert "Birgit Dahl reopened" in await answer_to(bot, WHO)
        (harbour / "bridge.txt").write_text("Bridge Opens\n\nThe bridge of Storvik cost 12 million crowns.\n")
        await taken.next()
        assert "12 million crowns" in await answer_to(bot, "How much did the bridge of Storvik cost?")
        (harbour / "bridge.txt").unlink()
        await taken.next()
        assert "12 million crowns" not in await answer_to(bot, "How much did the bridge of Storvik cost?")


async def test_a_faulty_library_is_refused_with_its_first_fault_and_the_earlier_one_serves_on(
    harbour: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """One line in the log with the place and the count; once mended it is taken."""
    cards = harbour / "harbour.cards.yaml"
    async with following(harbour) as (bot, taken):
        change(cards, "status: fact", "status: fat")
        await until(lambda: "not taken" in caplog.text)
        assert SAID in await answer_to(bot, WHO)
        cards.write_text(cards.read_text(encoding="utf-8") + "colour: red\n", encoding="utf-8")
        await until(lambda: "2 faults" in caplog.text)
        assert taken.count == 0
        change(cards, "colour: red\n", "")
        change(cards, "status: fat", "status: fact")
        await taken.next()
    told = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    first = f"{cards}:4:13: the status 'fat' is none; did you mean fact?; the earlier one serves on"
    assert told[0] == f"the library has changed and is not taken, 1 fault: {first}"
    assert told[1] == f"the library has changed and is not taken, 2 faults, the first: {first}"


async def test_buttons_from_before_are_no_error_afterwards(harbour: Path, caplog: pytest.LogCaptureFixture) -> None:
    """What still stands is shown; what is gone is said to be gone."""
    async with following(harbour) as (bot, taken):
        bot.people.write(WHO)
        answer = await bot.api.next_sent()
        await bot.api.quiet()
        (harbour / "bridge.txt").write_text("Bridge Opens\n\nThe bridge of Storvik cost 12 million crowns.\n")
        await taken.next()
        bot.people.press(answer, ENGLISH.button_source)
        await bot.api.until(lambda: "paragraph 1" in bot.api.sent()[0]["text"])
        (harbour / "harbour.cards.yaml").unlink()
        (harbour / "harbour.txt").unlink()
        await taken.next()
        bot.people.press(answer, ENGLISH.button_source)
        calls = await bot.api.until(lambda: [c for c in bot.api.called("answerCallbackQuery") if c.get("text")])
        assert calls[-1]["text"] == ENGLISH.gone_source
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


async def test_nobody_waits_while_a_library_is_read(harbour: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers come from the earlier one meanwhile; and the end of the run waits for nothing."""
    reading, goes_on = threading.Event(), threading.Event()

    def slow(folder: Path, *_: object) -> Collection:
        if threading.current_thread() is not threading.main_thread():
            reading.set()
            goes_on.wait(PATIENCE)
        return open_library(folder, None)

    monkeypatch.setattr(reloading, "open_library", slow)
    async with following(harbour) as (bot, taken):
        (harbour / "bridge.txt").write_text("Bridge Opens\n\nThe bridge of Storvik cost 12 million crowns.\n")
        await until(reading.is_set)
        assert SAID in await answer_to(bot, WHO)
        assert taken.count == 0
        goes_on.set()
        await taken.next()
        goes_on.clear()
        reading.clear()
        (harbour / "bridge.txt").unlink()
        await until(reading.is_set)
    assert taken.count == 1
    goes_on.set()


async def test_nobody_waits_while_the_folder_is_looked_at(harbour: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of many files, or one on a slow network, takes its time: answers come meanwhile."""
    looking, goes_on, looked_at = threading.Event(), threading.Event(), threading.Event()

    def slow(look: Callable[[Path], object]) -> Callable[[Path], object]:
        def looked(folder: Path) -> object:
            looking.set()
            goes_on.wait(3)
            looked_at.set()
            return look(folder)

        return looked

    async with following(harbour) as (bot, taken):
        for name in ("marks_of", "_home"):
            looking.clear()
            monkeypatch.setattr(reloading, name, slow(getattr(reloading, name)))
            await until(looking.is_set)
            assert SAID in await answer_to(bot, WHO)
            assert not looked_at.is_set()
            monkeypatch.undo()
            goes_on.set()
            await until(looked_at.is_set)
            goes_on.clear()
            looked_at.clear()
        change(harbour / "harbour.txt", "14 fishing boats", "15 fishing boats")
        await taken.next()


async def test_a_folder_that_is_moved_away_and_put_back_is_followed_on(
    harbour: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """As version control and deployment do it: another folder of the same name."""
    async with following(harbour) as (bot, taken):
        copy = tmp_path / "copy"
        shutil.copytree(harbour, copy)
        change(copy / "harbour.txt", "14 fishing boats", "15 fishing boats")
        harbour.rename(tmp_path / "away")
        await until(lambda: "there is no such folder" in caplog.text)
        assert SAID in await answer_to(bot, WHO)
        copy.rename(harbour)
        await taken.next()
        await asyncio.sleep(0.5)
        change(harbour / "harbour.txt", "15 fishing boats", "16 fishing boats")
        await taken.next()
        assert "16 fishing boats" in bot.app.bot_data.library.articles[0].paragraphs[1].text


async def test_a_library_behind_a_link_that_is_turned_is_followed(harbour: Path, tmp_path: Path) -> None:
    """As clusters mount configuration: each file a link through `..data`, turned to the new version at once."""
    mounted = tmp_path / "mounted"
    new = mounted / "..2026"
    shutil.copytree(harbour, mounted / "..2025")
    shutil.copytree(harbour, new)
    change(new / "harbour.txt", "14 fishing boats", "15 fishing boats")
    (mounted / "..data").symlink_to("..2025")
    for name in ("harbour.txt", "harbour.cards.yaml"):
        (mounted / name).symlink_to(f"..data/{name}")
    async with following(mounted) as (bot, taken):
        (mounted / "..turned").symlink_to("..2026")
        (mounted / "..turned").rename(mounted / "..data")
        await taken.next()
        assert "15 fishing boats" in bot.app.bot_data.library.articles[0].paragraphs[1].text


async def test_what_changed_while_the_library_was_first_read_is_taken_too(harbour: Path) -> None:
    """Between reading and following nothing is lost."""
    watched = Watched(harbour, settled_ms=50, round_ms=250)
    async with running(watched.open()) as bot:
        change(harbour / "harbour.txt", "14 fishing boats", "15 fishing boats")
        taken = Taken(bot)
        async with watched.followed(taken):
            await taken.next()


async def test_a_fault_of_our_own_is_told_and_the_bot_serves_on(
    harbour: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The next change is looked at all the same."""
    async with following(harbour) as (_, taken):
        monkeypatch.setattr(reloading, "open_library", lambda *_: 1 / 0)
        change(harbour / "harbour.txt", "14 fishing boats", "15 fishing boats")
        await until(lambda: "ZeroDivisionError" in caplog.text)
        monkeypatch.setattr(reloading, "open_library", open_library)
        change(harbour / "harbour.txt", "15 fishing boats", "16 fishing boats")
        await taken.next()


def test_only_what_answers_come_from_makes_another_version(harbour: Path) -> None:
    """An editor's own files, tests and hidden files do not; a file's content, name and going do."""
    before = marks_of(harbour)
    for name in (".harbour.txt.swp", "harbour.tests.yaml", "harbour.txt~", "notes.odt"):
        (harbour / name).write_text("x")
    assert marks_of(harbour) == before
    seen = {before}
    (harbour / "harbour.txt").write_text("Harbour\n\nShort.\n")
    seen.add(marks_of(harbour))
    (harbour / "bridge.md").write_text("# Bridge\n\nShort.\n")
    seen.add(marks_of(harbour))
    (harbour / "harbour.cards.yaml").unlink()
    seen.add(marks_of(harbour))
    (harbour / "dangling.txt").symlink_to(harbour / "nowhere")
    seen.add(marks_of(harbour))
    assert len(seen) == 5
    assert marks_of(harbour / "nowhere") == ()


def test_a_faulty_library_is_not_begun_with(harbour: Path) -> None:
    """The first reading tells what is wrong, as every command does."""
    change(harbour / "harbour.cards.yaml", "status: fact", "status: fat")
    with pytest.raises(LibraryError, match="did you mean fact"):
        Watched(harbour).open()


async def test_the_bot_as_it_is_run_follows_its_library(harbour: Path, tmp_path: Path) -> None:
    """In a process of its own, with the line in its log."""
    async with BotApi() as api, process(harbour, tmp_path / "state.sqlite3", api.url) as run:
        await api.until(lambda: api.polls)
        change(harbour / "harbour.txt", "14 fishing boats", "15 fishing boats")
        assert run.stderr is not None
        while b"is taken: articles 1, cards 2" not in (line := await asyncio.wait_for(run.stderr.readline(), PATIENCE)):
            assert line, "the process ended"
        Chats(api).write("How many fishing boats had the storm sunk?")
        assert "15 fishing boats" in (await api.next_sent())["text"]
        run.send_signal(signal.SIGTERM)
        status, _ = await ended(run)
    assert status == 0
