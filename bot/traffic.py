"""Traffic in and out: one chat's updates in order, different chats at once; a flood limit delays its own chat only."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.error import NetworkError, RetryAfter
from telegram.ext import BaseRateLimiter, BaseUpdateProcessor

from bot.lean_request import UNREACHED

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

log = logging.getLogger(__name__)

AT_ONCE = 2_048
"""Updates under way at once, those that wait for their chat's turn included: more than `bot.taking` ever lets in."""
LONGEST_WAIT = 60.0
"""Seconds that a message may be held back by a flood limit; past that nobody waits for it any more."""
REQUESTS_AT_ONCE = 8
"""Requests under way at once; at a tenth of a second each, twice what Telegram takes of a bot. Where httpx makes
them, it looks through all under way or waiting at every step of each: a hundred at once cost half the speed."""
TURN = 0.01
"""Seconds of thought after which the network is heard before another update begins."""
MOST_TRIES = 3
PAUSE = 0.5
"""Seconds before a request is tried again that never reached the server; doubled each time."""


class InOrderPerChat(BaseUpdateProcessor):
    """Handles the updates of one chat one after the other and those of different chats at the same time."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        super().__init__(at_once)
        self._turns: dict[int, asyncio.Lock] = {}
        self._waiting: defaultdict[int, int] = defaultdict(int)
        self._beginning = asyncio.Lock()
        self._heard = 0.0

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Await `coroutine` when it is the turn of the update's chat (asyncio's locks are first come, first served)."""
        chat = chat_of(update)
        if chat is None:
            await self._begin()
            await coroutine
            return
        turn = self._turns.setdefault(chat, asyncio.Lock())
        self._waiting[chat] += 1
        try:
            async with turn:
                await self._begin()
                await coroutine
        finally:
            self._waiting[chat] -= 1
            if not self._waiting[chat]:
                del self._waiting[chat], self._turns[chat]

    async def _begin(self) -> None:
        """Wait for another turn of the loop where the updates before this one have used up the present one.

        To think holds up the loop. Where a hundred chats ask at once and all are thought about in one turn, connections
        that are being opened meanwhile come to their time's end unheard.
        """
        clock = asyncio.get_running_loop().time
        async with self._beginning:
            if clock() - self._heard >= TURN:
                await asyncio.sleep(0)
                self._heard = clock()

    async def initialize(self) -> None:
        """Need nothing."""

    async def shutdown(self) -> None:
        """Leave nothing behind."""


class Patience(BaseRateLimiter[None]):
    """Sends at once and, where Telegram says "retry after", waits as long as it says.

    The library's AIORateLimiter instead throttles beforehand to its own guess of the limits and, once one chat is
    limited, halts every other chat too. A request that did not reach the server is tried again as well. Who waits to
    try again holds up nobody else.
    """

    def __init__(self, at_once: int = REQUESTS_AT_ONCE) -> None:
        self._under_way = asyncio.Semaphore(at_once)

    async def initialize(self) -> None:
        """Need nothing."""

    async def shutdown(self) -> None:
        """Leave nothing behind."""

    async def process_request(  # noqa: PLR0913, PLR0917 - the library's signature
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,  # noqa: ARG002
    ) -> Any:
        """Make the request, again where that makes sense."""
        waited = 0.0
        for attempt in range(MOST_TRIES):
            last = attempt == MOST_TRIES - 1
            try:
                async with self._under_way:
                    return await callback(*args, **kwargs)
            except RetryAfter as limit:
                pause = _seconds(limit) + 0.1
                if last or waited + pause > LONGEST_WAIT:
                    raise
                log.info("%s: flood limit, waiting %.1f s", endpoint, pause)
            except NetworkError as fault:
                pause = PAUSE * 2**attempt
                if last or "chat_id" not in data or not isinstance(fault.__cause__, UNREACHED):
                    raise
                log.info("%s: no connection, trying again", endpoint)
            waited += pause
            await asyncio.sleep(pause)
        raise AssertionError("the last attempt returns or raises")


def chat_of(update: object) -> int | None:
    """Return the chat whose turn `update` waits for: its own, a person's where it has none, None where nobody's."""
    if not isinstance(update, Update):
        return None
    if update.effective_chat:
        return update.effective_chat.id
    return update.effective_user.id if update.effective_user else None


def _seconds(limit: RetryAfter) -> float:
    wait = limit.retry_after
    return float(wait) if isinstance(wait, int) else wait.total_seconds()
