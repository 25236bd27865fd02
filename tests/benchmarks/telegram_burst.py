"""How fast the bot answers: one question on an idle machine, and a burst of 500 from 100 chats beside bare echo bots.

    python -m tests.benchmarks.telegram_burst [--rounds N]

The burst is asked twice: three questions over and over, and 500 different ones of the shipped article. All bots run in
this process with the server, and take turns, so that the figures compare; they are no promise for a real network. A
busy machine distorts the answers a second; what an answer costs the processor it distorts little.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from contextlib import asynccontextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from telegram.ext import Application, ContextTypes, MessageHandler, filters

from bot.application import CONNECTIONS
from bot.asked import split_questions
from bot.state import State
from knowledge import load_library, load_tests, prepare
from tests.bot_api import TOKEN, BotApi, Chats
from tests.bot_api.articles import COST, OFF_TOPIC, WHO, collection
from tests.bot_api.running import running

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from telegram import Update

    from knowledge import Collection

SEEDS = Path("seeds")
CHATS, EACH = 100, 5
LONGEST = 200
"""Characters of the longest question asked: the hostile ones are another matter."""
ECHOES: dict[str, bool | int] = {
    "echo bot, one update at a time (the library's default)": False,
    "echo bot, 8 at once": 8,
    "echo bot, 64 at once": 64,
    "echo bot, `concurrent_updates(True)` (256 at once)": True,
}
ROUNDS = 5


class Measured(NamedTuple):
    """A burst, or the median of several."""

    rate: float
    """Answers a second."""
    cost: float
    """Milliseconds of the processor an answer, the server's part among them."""


def different() -> tuple[Collection, list[str]]:
    """Return the shipped article and questions to it: its tests', then its cards' wordings, no two the same."""
    library = load_library(SEEDS)
    tests = [test.question for test in load_tests(SEEDS, library)]
    wordings = [wording.text for place in range(50) for card in library.cards for wording in card.questions[place:][:1]]
    fitting = dict.fromkeys(
        text.strip()
        for text in (*tests, *wordings)
        if text.strip() and len(text) <= LONGEST and len(split_questions(text)) == 1 and not text.startswith("/")
    )
    return prepare(library), list(islice(fitting, CHATS * EACH))


async def burst(api: BotApi, questions: Sequence[str]) -> Measured:
    """Put every question before the bot at once; wait until all are answered."""
    people = Chats(api)
    chats = [people.private(1000 + n) for n in range(CHATS)]
    started, used = time.perf_counter(), time.process_time()
    for n in range(EACH):
        for m, chat in enumerate(chats):
            people.write(questions[(n * CHATS + m) % len(questions)], chat)
    while len(api.called("sendMessage")) < CHATS * EACH:
        await asyncio.sleep(0.005)
    in_order(api)
    took, cost = time.perf_counter() - started, time.process_time() - used
    return Measured(CHATS * EACH / took, 1000 * cost / (CHATS * EACH))


def in_order(api: BotApi) -> None:
    """Say so where a chat's answers are not as many as its questions."""
    for chat in range(1000, 1000 + CHATS):
        if sum(str(call["chat_id"]) == str(chat) for call in api.called("sendMessage")) != EACH:
            raise AssertionError(f"chat {chat} was not answered {EACH} times")


@asynccontextmanager
async def quoth(of: Collection) -> AsyncIterator[BotApi]:
    """Run our bot with a state file, as it runs for readers."""
    with tempfile.TemporaryDirectory() as folder:
        state = State(Path(folder) / "state.sqlite")
        async with running(of, state=state) as bot:
            bot.app.bot_data.rehearse()  # as before a run
            yield bot.api
        state.close()


@asynccontextmanager
async def echo(at_once: bool | int) -> AsyncIterator[BotApi]:
    """Run a bot that only repeats, with as many connections as ours."""

    async def repeat(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message:
            await update.message.reply_text(update.message.text or "")

    async with BotApi() as api:
        app: Application[Any, Any, Any, Any, Any, Any] = (
            Application.builder()
            .token(TOKEN)
            .base_url(f"{api.url}/bot")
            .connection_pool_size(CONNECTIONS)
            .concurrent_updates(at_once)
            .build()
        )
        app.add_handler(MessageHandler(filters.TEXT, repeat))
        async with app:
            if app.updater:
                await app.updater.start_polling(timeout=5)
            await app.start()
            yield api
            if app.updater:
                await app.updater.stop()
            await app.stop()


async def latency() -> list[tuple[float, float]]:
    """Measure forty single questions, in milliseconds from the update to the sent answer: time, the processor's."""
    took = []
    shipped, questions = different()
    async with quoth(shipped) as api:
        people = Chats(api)
        for n in range(40):
            started, used = time.perf_counter(), time.process_time()
            people.write(questions[n])
            while len(api.called("sendMessage")) <= n:
                await asyncio.sleep(0)
            took.append((1000 * (time.perf_counter() - started), 1000 * (time.process_time() - used)))
            await api.quiet()
    return took


async def compare(of: Collection, questions: Sequence[str], rounds: int) -> None:
    """Print one table."""
    measured: dict[str, list[Measured]] = {"Quoth": [], **{name: [] for name in ECHOES}}
    for _ in range(rounds):
        async with quoth(of) as api:
            measured["Quoth"].append(await burst(api, questions))
        for name, at_once in ECHOES.items():
            async with echo(at_once) as api:
                measured[name].append(await burst(api, questions))
    ours = median(measured["Quoth"])
    print("| | answers/s (least to most) | Quoth is at | ms of the processor an answer | Quoth is at |")
    print("|---|---|---|---|---|")
    for name, each in measured.items():
        one, rates = median(each), sorted(m.rate for m in each)
        shown = f"{one.rate:.0f} ({rates[0]:.0f} to {rates[-1]:.0f})"
        print(f"| {name} | {shown} | {ours.rate / one.rate:.0%} | {one.cost:.2f} | {one.cost / ours.cost:.0%} |")


def median(each: Sequence[Measured]) -> Measured:
    """Return the middle of every figure."""
    return Measured(statistics.median(m.rate for m in each), statistics.median(m.cost for m in each))


async def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="N")
    rounds: int = parser.parse_args().rounds
    took = await latency()
    for name, each in zip(("time", "the processor's time"), zip(*took, strict=True), strict=True):
        shown = f"median {statistics.median(each):.1f} ms, worst of {len(each)} {max(each):.1f} ms"
        print(f"one answer, {name}: {shown}")
    print("\nThree questions over and over:\n")
    await compare(collection(), [question for question in (WHO, COST, OFF_TOPIC) for _ in range(CHATS)], rounds)
    shipped, questions = different()
    print(f"\n{len(questions)} different questions:\n")
    await compare(shipped, questions, rounds)


if __name__ == "__main__":
    asyncio.run(main())
