"""A Python process of the bot's own at the end of two pipes: begun without its secrets, ended with nothing left."""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncio.subprocess import Process

_SECRET = ("TELEGRAM_", "QUOTH_")
"""How the names begin that are the bot's alone: its token, its webhook's secret, where its state is."""
_CHUNK = 1 << 16


async def start(*command: str, longest_line: int) -> Process:
    """Run Python with `command`; raise OSError where that cannot be.

    Modules come from where this process has them, never from the working directory, which is whoever's. What is
    written to standard error is dropped: a traceback may show what was asked.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_SECRET)}
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", *command),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        limit=longest_line,
        env={**kept, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )


async def ended(process: Process, seconds: float) -> None:
    """Let a process end, and its pipes with it; kill it where it takes longer than `seconds`."""
    if process.stdin:
        process.stdin.close()
    try:
        async with asyncio.timeout(seconds):
            await _read_out(process)
    except TimeoutError:
        kill(process)
        await _read_out(process)


def kill(process: Process) -> None:
    """End a process at once; one that has ended is no error."""
    with suppress(ProcessLookupError):
        process.kill()


async def _read_out(process: Process) -> None:
    while process.stdout and await process.stdout.read(_CHUNK):
        continue
    await process.wait()
