"""How fast the bot answers: one question on an idle machine, and a burst of 500 from 100 chats beside a bare echo bot.

    python -m tests.benchmarks.telegram_burst

Both bots run in this process with the server, so the figures compare; they are no promise for a real network.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from typing import TYPE_CHECKING, Any

from telegram.ext import Application, ContextTypes, MessageHandler, filters

from bot.application import CONNECTIONS
from tests.bot_api import TOKEN, BotApi, Chats
from tests.bot_api.articles import COST, OFF_TOPIC, WHO
from tests.bot_api.running import running

if TYPE_CHECKING:
    from telegram import Update

CHATS, EACH = 100, 5
ECHOES: dict[str, bool | int] = {
    "echo bot, one update at a time (the library's default)": False,
    "echo bot, 8 at once": 8,
    "echo bot, 64 at once": 64,
    "echo bot, concurrent_updates(True)": True,
}
ROUNDS = 5
"""The two bots take turns, so that what else the machine does meets both."""


async def burst(api: BotApi) -> float:
    """Put every question before the bot at once; return the answers a second."""
    people = Chats(api)
    chats = [people.private(1000 + n) for n in range(CHATS)]
    started = time.perf_counter()
    for n in range(EACH):
        for chat in chats:
            people.write((WHO, COST, OFF_TOPIC)[n % 3], chat)
    while len(api.called("sendMessage")) < CHATS * EACH:
        await asyncio.sleep(0.005)
    return CHATS * EACH / (time.perf_counter() - started)


async def echo_burst(at_once: bool | int) -> float:
    """Measure a bot that only repeats, with as many connections as ours."""

    async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
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
        app.add_handler(MessageHandler(filters.TEXT, echo))
        async with app:
            if app.updater:
                await app.updater.start_polling(timeout=5)
            await app.start()
            rate = await burst(api)
            if app.updater:
                await app.updater.stop()
            await app.stop()
    return rate


async def latency() -> list[float]:
    """Measure forty single questions, in milliseconds from the update to the sent answer."""
    took = []
    async with running() as bot:
        for n in range(40):
            started = time.perf_counter()
            bot.people.write((WHO, COST)[n % 2])
            while len(bot.api.called("sendMessage")) <= n:
                await asyncio.sleep(0)
            took.append(1000 * (time.perf_counter() - started))
            await bot.api.quiet()
    return took


async def main() -> None:
    """Print the figures."""
    took = await latency()
    print(f"one answer: median {statistics.median(took):.1f} ms, worst {max(took):.1f} ms")
    rates: dict[str, list[float]] = {"Quoth": [], **{name: [] for name in ECHOES}}
    for _ in range(ROUNDS):
        async with running() as bot:
            rates["Quoth"].append(await burst(bot.api))
        for name, at_once in ECHOES.items():
            rates[name].append(await echo_burst(at_once))
    ours = statistics.median(rates["Quoth"])
    for name, measured in rates.items():
        rate = statistics.median(measured)
        print(
            f"{name}: {rate:.0f} answers/s ({min(measured):.0f} to {max(measured):.0f}), Quoth {ours / rate:.0%} of it"
        )


if __name__ == "__main__":
    asyncio.run(main())
