"""Answers ready to be sent: the latest are kept as they were written, and what several wait for is written once.

Where an answer comes from is its caller's business; nothing is thought out and nothing is sent here.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.written import Wanted, Written


class Ready:
    """Written answers, the latest of them kept; what several wait for is written once. For one event loop."""

    def __init__(self, most: int) -> None:
        """Keep `most` answers."""
        self._most = most
        self._kept: dict[Wanted, Written] = {}
        """The one used last at the end."""
        self._under_way: dict[Wanted, asyncio.Task[Written]] = {}

    def __len__(self) -> int:
        """How many are kept."""
        return len(self._kept)

    def forget(self) -> None:
        """Keep nothing of what was wanted so far, not even once it is written."""
        self._kept.clear()
        self._under_way.clear()

    async def get(self, wanted: Wanted, write: Callable[[Wanted], Awaitable[Written]]) -> Written:
        """Return what is wanted, from `write` where it is not kept."""
        kept = self._kept.pop(wanted, None)
        if kept is not None:
            self._kept[wanted] = kept
            return kept
        writing = self._under_way.get(wanted)
        if writing is None:
            writing = self._under_way[wanted] = asyncio.ensure_future(write(wanted))
            writing.add_done_callback(lambda task: self._settle(wanted, task))
        return await asyncio.shield(writing)  # who leaves does not take it from those who wait on

    def _settle(self, wanted: Wanted, task: asyncio.Task[Written]) -> None:
        current = self._under_way.get(wanted) is task
        if current:
            del self._under_way[wanted]
        if task.cancelled() or task.exception() is not None or not current:
            return
        self._kept[wanted] = task.result()
        if len(self._kept) > self._most:
            del self._kept[next(iter(self._kept))]
