"""How long from starting `quoth telegram` until a waiting question is answered, beside importing the Telegram library.

    python -m tests.benchmarks.first_answer

On the shipped library, with a cache folder that is empty (the first start ever) and with one that is not (every other).
The three take turns; medians, on the clock.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.bot_api import TOKEN, BotApi, Chats

ROUNDS = 5
QUESTION = "Who is Keith Kellogg?"


async def first_answer(cache: Path, folder: Path) -> float:
    """Start the bot with a question waiting; return the milliseconds until its answer arrives."""
    async with BotApi() as api:
        Chats(api).write(QUESTION)
        environ = {
            **compiled(folder),
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": api.url,
            "QUOTH_STATE": str(folder / f"state-{time.monotonic_ns()}"),
            "QUOTH_CACHE": str(cache),
        }
        began = time.perf_counter()
        bot = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.cli", "telegram"), stderr=asyncio.subprocess.DEVNULL, env=environ
        )
        while not api.sent():
            await asyncio.sleep(0.002)
        took = 1000 * (time.perf_counter() - began)
        bot.terminate()
        await bot.wait()
    return took


def compiled(folder: Path) -> dict[str, str]:
    """Return the environment, with modules compiled once and kept in `folder`, as those of an installed Quoth are."""
    environ = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    return environ


async def import_alone(folder: Path) -> float:
    """Import the library the bot stands on; return the milliseconds of the process."""
    began = time.perf_counter()
    command = sys.executable, "-c", "import telegram.ext"
    done = await asyncio.create_subprocess_exec(*command, env=compiled(folder))
    await done.wait()
    return 1000 * (time.perf_counter() - began)


async def main() -> None:
    """Print the medians and their ratios."""
    took: dict[str, list[float]] = {"import": [], "first": [], "later": []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        await first_answer(folder / "before", folder)  # compiles what is not compiled yet
        for number in range(ROUNDS):
            took["first"].append(await first_answer(folder / f"cache{number}", folder))
            took["later"].append(await first_answer(folder / f"cache{number}", folder))
            took["import"].append(await import_alone(folder))
    alone, first, later = (statistics.median(took[name]) for name in ("import", "first", "later"))
    print(f"import telegram.ext alone: {alone:.0f} ms")
    print(f"the first start ever, to the first answer: {first:.0f} ms, {first / alone:.1f} ×")
    print(f"every other start: {later:.0f} ms, {later / alone:.1f} ×")


if __name__ == "__main__":
    asyncio.run(main())
