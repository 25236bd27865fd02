"""The bot that `tests.benchmarks.soak` runs: `run_telegram`, which at each SIGUSR1 prints a line about itself.

Memory (RSS, and what Python holds by parts), tasks, threads, open files; counted after a collection, so that what
only waits for it does not look like a leak.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
import sys
import threading
import tracemalloc
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.application import run_telegram
from bot.settings import Address, Settings

if TYPE_CHECKING:
    from types import FrameType

PARTS = ("knowledge", "bot", "telegram", "httpx", "httpcore", "anyio", "asyncio", "prometheus_client", "tornado")


def part_of(file: str) -> str:
    """Name the part of the program that a file belongs to."""
    folders = Path(file).parts
    return next((part for part in PARTS if part in folders), "other")


def account() -> dict[str, object]:
    """Count what the process holds."""
    gc.collect()
    held: Counter[str] = Counter()
    if tracemalloc.is_tracing():
        for statistic in tracemalloc.take_snapshot().statistics("filename"):
            held[part_of(statistic.traceback[0].filename)] += statistic.size
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines() if ":" in line)
    return {
        "rss": int(status["VmRSS"].split()[0]) * 1024,
        "held": dict(held),
        "tasks": len(asyncio.all_tasks()),
        "threads": threading.active_count(),
        "files": len(os.listdir("/proc/self/fd")),  # noqa: PTH208 - as few objects as can be
    }


def show(_: int, __: FrameType | None) -> None:
    """Print the account; in the main thread, between two steps of the loop's."""
    print(json.dumps(account()), flush=True)


if __name__ == "__main__":
    library, state, token, url, port, traced = sys.argv[1:7]
    if traced == "traced":
        tracemalloc.start(1)
    signal.signal(signal.SIGUSR1, show)
    settings = Settings(library=Path(library), state=Path(state), token=token, api_url=url)
    sys.exit(run_telegram(replace(settings, metrics=Address("127.0.0.1", int(port)))))
