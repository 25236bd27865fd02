"""How fast the bot answers: one question on an idle machine, and a burst of 500 from 100 chats beside a bare echo bot.

    python -m tests.benchmarks.telegram_burst

Both bots run in this process with the server, so the figures compare; they are no promise for a real network.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from typing import Any

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters
from tests.bot_api import TOKEN, BotApi, Chats
from tests.bot_api.articles import COST, OFF_TOPIC, WHO
from tests.bot_api.running import running

CHATS, EACH = 100, 5


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


async def echo_burst() -> float:
    """Measure a bot that only repeats."""

    async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message:
            await update.message.reply_text(update.message.text or "")

    async with BotApi() as api:
        app: Application[Any, Any, Any, Any, Any, Any] = (
            Application.builder().token(TOKEN).base_url(f"{api.url}/bot").concurrent_updates(True).build()  # noqa: FBT003
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
    rates = []
    for _ in range(3):
        async with running() as bot:
            ours = await burst(bot.api)
        echo = await echo_burst()
        rates.append(ours / echo)
        print(f"burst of {CHATS * EACH}: {ours:.0f} answers/s, echo bot {echo:.0f}/s")
    print(f"share of the echo bot's: median {statistics.median(rates):.0%}")


if __name__ == "__main__":
    asyncio.run(main())
