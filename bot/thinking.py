"""Thinking in other processes, so that it uses the other cores and holds up nobody who is answered from memory.

Hands out what is wanted, line by line, to processes of `bot.thinker`, and starts them anew where one ends. Promises no
answer: where no process is there, or all are busy with slow questions, `write` says so, and the caller thinks itself.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot import child
from bot.written import Written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.render.deep_links import Me
    from bot.written import Wanted

log = logging.getLogger(__name__)

MOST = 2
"""Processes, some 70 MB each: one alone thinks out four hundred answers a second, and Telegram takes thirty. The second
is there for who asks while the first has a slow question."""
AT_HAND = 8
"""Questions that a process is given at once: what it thinks out while the bot reads a hundred updates (some 20 ms)."""
SLOW = 0.1
"""Seconds with one question, at most twice as many, after which nobody else waits for that process."""
HOPELESS = 300
"""So many times `SLOW` with one question, and the process is given up."""
LONGEST_PAUSE = 60.0
"""Seconds before a process that keeps ending is started anew; they begin with one and double."""
FAREWELL_SECONDS = 0.5
LONGEST_LINE = 1 << 20

_COMMAND = ("-m", "bot.thinker")


@dataclass(slots=True, eq=False)
class _Asked:
    line: bytes
    answer: asyncio.Future[Written | None]

    def settle(self, written: Written | None) -> None:
        if not self.answer.done():
            self.answer.set_result(written)


@dataclass(slots=True, eq=False)
class _Thinker:
    """One process that has opened the library."""

    process: asyncio.subprocess.Process
    at_hand: deque[_Asked] = field(default_factory=deque)
    seen: _Asked | None = None
    """What it was busy with when it was last looked at."""
    times: int = 0
    """How often it was still busy with the same."""
    watched: bool = False

    @property
    def free(self) -> bool:
        return len(self.at_hand) < AT_HAND and not self.times


def how_many() -> int:
    """Return how many processes this machine has cores for; none where it has but one."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, MOST) if cores > 1 and sys.executable else 0


class Thinkers:
    """Processes that answer from the library in a folder, as long as it is of the edition that is wanted."""

    def __init__(self, library: Path, cache: Path | None, site: str | None, count: int) -> None:
        paths = {"library": str(library.absolute()), "cache": str(cache.absolute()) if cache else None}
        self._task = json.dumps({**paths, "site": site}).encode() + b"\n"
        self._count = count
        self._over = asyncio.Event()
        """Set where the edition that is answered from is so no more; each edition has its own."""
        self._keepers: set[asyncio.Task[None]] = set()
        self._thinkers: list[_Thinker] = []
        """Those that have opened the library and take questions."""
        self._waiting: deque[_Asked] = deque()

    @property
    def ready(self) -> int:
        """How many processes take questions."""
        return len(self._thinkers)

    def turn_to(self, edition: Callable[[], str]) -> None:
        """Answer from this edition of the library from now on; what is at hand is thought out by who asked.

        Its name takes tens of milliseconds to find out, and is asked for in a thread.
        """
        self._retire()
        self._over = asyncio.Event()
        named = asyncio.create_task(asyncio.to_thread(edition))
        for _ in range(self._count):
            keeper = asyncio.create_task(self._keep(named, self._over))
            self._keepers.add(keeper)
            keeper.add_done_callback(self._keepers.discard)

    async def close(self) -> None:
        """End every process."""
        self._retire()
        await asyncio.gather(*self._keepers)

    def _retire(self) -> None:
        self._over.set()
        self._thinkers.clear()
        self._give_back()

    async def write(self, wanted: Wanted, me: Me) -> Written | None:
        """Return what is wanted, or None where the caller is quicker by itself."""
        if all(thinker.times for thinker in self._thinkers):  # or there are none
            return None
        line = json.dumps((wanted, me.username, me.supports_inline_queries)).encode() + b"\n"
        asked = _Asked(line, asyncio.get_running_loop().create_future())
        self._waiting.append(asked)
        self._hand_out()
        return await asked.answer

    def _hand_out(self) -> None:
        while self._waiting:
            thinker = min(self._thinkers, key=lambda one: (not one.free, len(one.at_hand)), default=None)
            if thinker is None or not thinker.free:
                return
            asked = self._waiting.popleft()
            if asked.answer.done():  # who asked has gone
                continue
            thinker.at_hand.append(asked)
            if not thinker.watched:
                self._look_later(thinker)
            if thinker.process.stdin:
                thinker.process.stdin.write(asked.line)

    def _look_later(self, thinker: _Thinker) -> None:
        thinker.watched, thinker.seen = True, thinker.at_hand[0]
        asyncio.get_running_loop().call_later(SLOW, self._look, thinker)

    def _look(self, thinker: _Thinker) -> None:
        """Let nobody wait for a process that has been busy with the same question since it was last looked at."""
        thinker.watched = False
        if not thinker.at_hand:
            return
        if thinker.at_hand[0] is thinker.seen:
            thinker.times += 1
            for behind in list(thinker.at_hand)[1:]:
                behind.settle(None)
            if all(one.times for one in self._thinkers):
                self._give_back()
        if thinker.times >= HOPELESS:
            child.kill(thinker.process)
        self._look_later(thinker)

    def _give_back(self) -> None:
        while self._waiting:
            self._waiting.popleft().settle(None)

    async def _keep(self, named: asyncio.Task[str], over: asyncio.Event) -> None:
        """Keep one process until all is `over`, whatever it ends of. Never cancelled: one would be left behind."""
        pause, edition = 1.0, await named
        while not over.is_set():
            thought = False
            try:
                thought = await self._serve(edition, over)
            except (OSError, ValueError) as fault:
                log.warning("no process to think in (%s); this one thinks meanwhile", type(fault).__name__)
            pause = 1.0 if thought else pause
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await over.wait()
            pause = min(2 * pause, LONGEST_PAUSE)

    async def _serve(self, edition: str, over: asyncio.Event) -> bool:
        """Start a process, and take what it thinks until it ends; say whether it thought anything."""
        process = await child.start(*_COMMAND, longest_line=LONGEST_LINE)
        thinker = _Thinker(process)
        farewell = asyncio.create_task(self._bid_farewell(thinker, over))
        try:
            if process.stdin is None or process.stdout is None:
                raise OSError("no pipes")
            process.stdin.write(self._task)
            opened = await process.stdout.readline()
            if over.is_set():
                return False
            if not opened:
                raise ChildProcessError("ended before it began")
            if json.loads(opened) != edition:
                return False  # the library is just being changed
            self._thinkers.append(thinker)
            thought = False
            while line := await process.stdout.readline():
                thought, thinker.times = True, 0
                if over.is_set():
                    continue
                written = Written.from_json(line) if line != b"null\n" else None
                thinker.at_hand.popleft().settle(written)
                self._hand_out()
            if not over.is_set():
                log.warning("a process that thought has ended; this one thinks until there is another")
            return thought
        finally:
            farewell.cancel()
            self._part_from(thinker)
            await child.ended(process, FAREWELL_SECONDS)

    async def _bid_farewell(self, thinker: _Thinker, over: asyncio.Event) -> None:
        """Let a process end when all is over."""
        await over.wait()
        self._part_from(thinker)
        if thinker.process.stdin:
            thinker.process.stdin.close()
        await asyncio.sleep(FAREWELL_SECONDS)
        child.kill(thinker.process)

    def _part_from(self, thinker: _Thinker) -> None:
        """Take no more from a process; what it has at hand is thought out here."""
        if thinker in self._thinkers:
            self._thinkers.remove(thinker)
        while thinker.at_hand:
            thinker.at_hand.popleft().settle(None)
        if not self._thinkers:
            self._give_back()
