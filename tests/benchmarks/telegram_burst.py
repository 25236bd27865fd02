"""How fast the bot answers: one question on an idle machine, and a burst of 500 from 100 chats beside bare echo bots.

    python -m tests.benchmarks.telegram_burst [--rounds N] [--apart]

The burst is asked twice: three questions over and over, and 500 different ones of the shipped article. All bots run in
this process with the server, or with --apart each in one of its own, as they do in life, and take turns, so that the
figures compare; they are no promise for a real network. A busy machine distorts the answers a second; what an answer
costs the processor it distorts little. The processes that think for Quoth count to what its answers cost.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from contextlib import asynccontextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from telegram.ext import Application, ContextTypes, MessageHandler, filters

from bot.application import CONNECTIONS, build
from bot.asked import split_questions
from bot.cache import find_cache
from bot.edition import edition
from bot.handlers import ALLOWED_UPDATES
from bot.handlers.desk import Desk
from bot.language import ENGLISH
from bot.settings import Settings
from bot.state import State
from bot.thinker import Name
from bot.thinking import Thinkers, how_many
from bot.written import Wanted, write
from knowledge import load_library, load_tests, prepare
from tests.bot_api import TOKEN, BotApi, Chats
from tests.bot_api.articles import COST, OFF_TOPIC, WHO, collection

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from contextlib import AbstractAsyncContextManager

    from telegram import Update

    from knowledge import Collection

SEEDS = Path("seeds")
CHATS, EACH = 100, 5
LONGEST = 200
"""Characters of the longest question asked: the hostile ones are another matter."""
OURS = "Quoth (answers kept in order per chat)"
ECHOES: dict[str, bool | int] = {
    "echo bot, one update at a time (the library's default)": False,
    "echo bot, 8 at once": 8,
    "echo bot, 64 at once": 64,
    "echo bot, `concurrent_updates(True)` (256 at once)": True,
}
ROUNDS = 5
ME = Name("quoth_test_bot", supports_inline_queries=True)
TICKS = os.sysconf("SC_CLK_TCK")


class Measured(NamedTuple):
    """A burst, or the median of several."""

    rate: float
    """Answers a second."""
    cost: float
    """Milliseconds of the processor an answer, the server's part among them where it is in the bot's process."""


class Asked(NamedTuple):
    """What a burst asks."""

    name: str
    questions: Sequence[str]
    of: Collection
    folder: Path | None
    """Where the library is, for the processes that think; None where the few answers are soon all kept."""


def recurring() -> Asked:
    """Return three questions to two short articles, each a hundred times in a row."""
    questions = [question for question in (WHO, COST, OFF_TOPIC) for _ in range(CHATS)]
    return Asked("Three questions over and over", questions, collection(), None)


def different() -> Asked:
    """Return the shipped article and questions to it: its tests', then its cards' wordings, no two the same."""
    library = load_library(SEEDS)
    tests = [test.question for test in load_tests(SEEDS, library)]
    wordings = [wording.text for place in range(50) for card in library.cards for wording in card.questions[place:][:1]]
    fitting = dict.fromkeys(
        text.strip()
        for text in (*tests, *wordings)
        if text.strip() and len(text) <= LONGEST and len(split_questions(text)) == 1 and not text.startswith("/")
    )
    questions = list(islice(fitting, CHATS * EACH))
    return Asked(f"{len(questions)} different questions", questions, prepare(library), SEEDS)


ASKED: dict[str, Callable[[], Asked]] = {"recurring": recurring, "different": different}


async def burst(api: BotApi, questions: Sequence[str], processes: Sequence[int]) -> Measured:
    """Put every question before the bot at once; wait until all are answered."""
    people = Chats(api)
    chats = [people.private(1000 + n) for n in range(CHATS)]
    started, used = time.perf_counter(), spent(processes)
    for n in range(EACH):
        for m, chat in enumerate(chats):
            people.write(questions[(n * CHATS + m) % len(questions)], chat)
    while len(api.called("sendMessage")) < CHATS * EACH:
        await asyncio.sleep(0.005)
    took, cost = time.perf_counter() - started, spent(processes) - used
    in_order(api)
    return Measured(CHATS * EACH / took, 1000 * cost / (CHATS * EACH))


def spent(processes: Sequence[int]) -> float:
    """Return the seconds of the processor that `processes` have used, and those that they have started."""
    return sum(_spent(process) for process in processes)


def _spent(process: int) -> float:
    if process == os.getpid():
        own = time.process_time()
    else:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        own = (int(fields[11]) + int(fields[12])) / TICKS
    tasks = Path(f"/proc/{process}/task").iterdir()
    return own + sum(_spent(int(child)) for task in tasks for child in (task / "children").read_text().split())


def in_order(api: BotApi) -> None:
    """Say so where a chat's answers are not as many as its questions."""
    for chat in range(1000, 1000 + CHATS):
        if sum(str(call["chat_id"]) == str(chat) for call in api.called("sendMessage")) != EACH:
            raise AssertionError(f"chat {chat} was not answered {EACH} times")


@asynccontextmanager
async def polling(app: Application[Any, Any, Any, Any, Any, Any], **more: Any) -> AsyncIterator[None]:
    """Let a bot run."""
    async with app:
        if app.updater:
            await app.updater.start_polling(timeout=5, **more)
        await app.start()
        yield
        if app.updater:
            await app.updater.stop()
        await app.stop()


async def warm(desk: Desk, question: str) -> None:
    """Think about a question as if before the start: a bot that has run for a while knows its words, as ours will."""
    wanted = Wanted(question, "", None, ENGLISH.code)
    if desk.thinkers is None or await desk.thinkers.write(wanted, ME) is None:
        write(desk.collection, wanted, None, ME)


@asynccontextmanager
async def quoth(url: str, asked: Asked) -> AsyncIterator[None]:
    """Run our bot with a state file and with the processes that think, as it runs for readers."""
    with tempfile.TemporaryDirectory() as folder:
        state = State(Path(folder) / "state.sqlite")
        thinkers = Thinkers(asked.folder or SEEDS, find_cache(os.environ, Path.cwd()), None, how_many())
        desk = Desk(asked.of, state, thinkers=thinkers)
        desk.rehearse()  # as before a run
        if asked.folder:
            thinkers.turn_to(partial(edition, asked.of.library))
            while thinkers.ready < how_many():
                await asyncio.sleep(0.05)
        await asyncio.gather(*(warm(desk, question) for question in set(asked.questions)))
        settings = Settings(library=Path(), state=Path(), token=TOKEN, api_url=url)
        async with polling(build(settings, desk), allowed_updates=list(ALLOWED_UPDATES)):
            yield
        await thinkers.close()
        state.close()


@asynccontextmanager
async def echo(url: str, at_once: bool | int) -> AsyncIterator[None]:
    """Run a bot that only repeats, with as many connections as ours."""

    async def repeat(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message:
            await update.message.reply_text(update.message.text or "")

    app: Application[Any, Any, Any, Any, Any, Any] = (
        Application.builder()
        .token(TOKEN)
        .base_url(f"{url}/bot")
        .connection_pool_size(CONNECTIONS)
        .concurrent_updates(at_once)
        .build()
    )
    app.add_handler(MessageHandler(filters.TEXT, repeat))
    async with polling(app):
        yield


def named(name: str, url: str, asked: Asked) -> AbstractAsyncContextManager[None]:
    """Return the bot of that name, to be run."""
    return quoth(url, asked) if name == OURS else echo(url, ECHOES[name])


@asynccontextmanager
async def apart(name: str, url: str, kind: str) -> AsyncIterator[int]:
    """Run the bot of that name in a process of its own; yield its number."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.benchmarks.telegram_burst", "--be", name, url, kind),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    if process.stdin is None or process.stdout is None:
        raise OSError("no pipes")
    await process.stdout.readline()
    yield process.pid
    process.stdin.close()
    await process.wait()


async def be(name: str, url: str, kind: str) -> None:
    """Be the bot of that name until standard input ends."""
    async with named(name, url, ASKED[kind]()):
        print("running", flush=True)
        await asyncio.to_thread(sys.stdin.read)


async def latency() -> list[tuple[float, float]]:
    """Measure forty single questions, in milliseconds from the update to the sent answer: time, the processor's."""
    took = []
    asked = different()
    async with BotApi() as api, quoth(api.url, asked):
        people = Chats(api)
        for n in range(40):
            started, used = time.perf_counter(), time.process_time()
            people.write(asked.questions[n])
            while len(api.called("sendMessage")) <= n:
                await asyncio.sleep(0)
            took.append((1000 * (time.perf_counter() - started), 1000 * (time.process_time() - used)))
            await asyncio.sleep(0.02)
    return took


async def measured(name: str, asked: Asked, kind: str, *, alone: bool) -> Measured:
    """Measure one burst."""
    async with BotApi() as api:
        if alone:
            async with apart(name, api.url, kind) as process:
                return await burst(api, asked.questions, [process])
        async with named(name, api.url, asked):
            return await burst(api, asked.questions, [os.getpid()])


async def compare(kind: str, rounds: int, *, alone: bool) -> None:
    """Print one table."""
    asked = ASKED[kind]()
    print(f"\n{asked.name}:\n")
    each: dict[str, list[Measured]] = {name: [] for name in (OURS, *ECHOES)}
    for _ in range(rounds):
        for name, bursts in each.items():
            bursts.append(await measured(name, asked, kind, alone=alone))
    ours = median(each[OURS])
    print("| | answers/s (least to most) | Quoth is at | ms of the processor an answer | Quoth is at |")
    print("|---|---|---|---|---|")
    for name, bursts in each.items():
        one, rates = median(bursts), sorted(m.rate for m in bursts)
        shown = f"{one.rate:.0f} ({rates[0]:.0f} to {rates[-1]:.0f})"
        print(f"| {name} | {shown} | {ours.rate / one.rate:.0%} | {one.cost:.2f} | {one.cost / ours.cost:.0%} |")


def median(each: Sequence[Measured]) -> Measured:
    """Return the middle of every figure."""
    return Measured(statistics.median(m.rate for m in each), statistics.median(m.cost for m in each))


async def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="N")
    parser.add_argument("--apart", action="store_true", help="each bot in a process of its own")
    parser.add_argument("--be", nargs=3, metavar=("NAME", "URL", "KIND"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.be:
        await be(*given.be)
        return
    took = await latency()
    for name, each in zip(("time", "the processor's time"), zip(*took, strict=True), strict=True):
        shown = f"median {statistics.median(each):.1f} ms, worst of {len(each)} {max(each):.1f} ms"
        print(f"one answer, {name}: {shown}")
    for kind in ASKED:
        await compare(kind, given.rounds, alone=given.apart)


if __name__ == "__main__":
    asyncio.run(main())
