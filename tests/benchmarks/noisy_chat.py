"""Does one noisy chat delay the others? Their answer time with it beside the same without it, in turns.

    python -m tests.benchmarks.noisy_chat

Ten readers ask one question after the other. Meanwhile, in every second round, one chat writes a hundred messages a
second: questions, questions of Telegram's greatest length, words that nobody knows, commands. Bot and server share this
process, so what the noise costs includes making it up. `--unfair` lets everybody ask without end, for comparison.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import sys
import time
from contextlib import suppress

from bot.fair_use import Allowance
from bot.handlers import addressing
from tests.bot_api.articles import COST, OFF_TOPIC, WHO
from tests.bot_api.running import Running, running

READERS, EACH, ROUNDS = 10, 20, 4
PER_SECOND = 100
"""Messages of the noisy chat: three times what Telegram lets a whole bot send."""
LONG = " ".join(random.Random(3).choices(["Lindesund", "harbuor", "xqzw", "boats?", "rygk", "stormm", "14"], k=600))[
    :4096
]
NOISE = (WHO, LONG, OFF_TOPIC, "/facts", "<b>" * 1300, "слово " * 680)


async def reader(bot: Running, chat: int, took: list[float]) -> None:
    """Ask and wait for the answer, some times; keep the seconds."""
    for number in range(EACH):
        before = len(bot.api.sent(chat))
        began = time.perf_counter()
        bot.people.write((WHO, COST, OFF_TOPIC)[number % 3], bot.people.private(chat))
        while len(bot.api.sent(chat)) <= before:
            await asyncio.sleep(0.002)
        took.append(time.perf_counter() - began)
        await asyncio.sleep(0.05)


async def noise(bot: Running) -> None:
    """Write without end."""
    began, number = time.perf_counter(), 0
    while True:
        while number < PER_SECOND * (time.perf_counter() - began):
            bot.people.write(NOISE[number % len(NOISE)], bot.people.private(666))
            number += 1
        await asyncio.sleep(0.01)


async def measured(*, noisy: bool) -> tuple[list[float], int]:
    """Return the readers' seconds, and how many messages the noisy chat wrote."""
    took: list[float] = []
    async with running() as bot:
        await bot.api.until(lambda: bot.api.polls)
        making = asyncio.create_task(noise(bot)) if noisy else None
        await asyncio.gather(*(reader(bot, 100 + number, took) for number in range(READERS)))
        written = bot.api.next_message_id(666) if noisy else 0
        if making:
            making.cancel()
            with suppress(asyncio.CancelledError):
                await making
    return took, written


async def main() -> None:
    """Print the figures."""
    if "--unfair" in sys.argv:
        for name in ("PERSON", "CHAT", "TYPING"):
            setattr(addressing, name, Allowance(10**9, 1.0))
    alone: list[float] = []
    beside: list[float] = []
    ratios, written = [], 0
    for _ in range(ROUNDS):
        quiet, _ = await measured(noisy=False)
        loud, messages = await measured(noisy=True)
        alone, beside, written = alone + quiet, beside + loud, written + messages
        ratios.append(statistics.median(loud) / statistics.median(quiet))
    print(f"{len(alone)} answers of {READERS} readers without the noisy chat: {described(alone)}")
    print(f"{len(beside)} answers beside it ({written:,} messages of its own): {described(beside)}")
    print(f"ratio of the medians, by round: {', '.join(f'{ratio:.2f}' for ratio in ratios)}")


def described(seconds: list[float]) -> str:
    """Say the median, the 95th percentile and the worst."""
    ordered = sorted(1000 * one for one in seconds)
    middle, most = statistics.median(ordered), ordered[int(0.95 * len(ordered))]
    return f"median {middle:.1f} ms, p95 {most:.1f} ms, worst {ordered[-1]:.0f} ms"


if __name__ == "__main__":
    asyncio.run(main())
