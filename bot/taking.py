"""Updates in: each is taken once, counted, timed, and noted as done. What they say is `bot.handlers`' business."""

from __future__ import annotations

import asyncio
import logging
import time
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.constants import ChatType

from bot.metrics import Surface
from bot.traffic import InOrderPerChat

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from bot.answer import Outcome
    from bot.ledger import Ledger
    from bot.metrics import Metrics

log = logging.getLogger(__name__)

_outcomes: ContextVar[list[Outcome] | None] = ContextVar("outcomes", default=None)
"""What became of the questions in the update that is handled in this context."""


class Intake(asyncio.Queue[object]):
    """The library's queue of updates, which lets no update in twice and knows which are under way."""

    def __init__(self, ledger: Ledger) -> None:
        super().__init__()
        self.ledger = ledger
        self.under_way: dict[int, float] = {}
        """Update → when it was taken, on the monotonic clock."""

    async def put(self, item: object) -> None:
        """Take an update, or pass it over where it was taken before."""
        if isinstance(item, Update):
            if not self.ledger.take(item.update_id, _chat_to_tell(item)):
                log.info("update %s passed over, it was taken before", item.update_id)
                return
            self.under_way[item.update_id] = time.monotonic()
        await super().put(item)

    def done(self, update: int) -> float:
        """Note that nothing is left to do about `update`; return how many seconds it took."""
        self.ledger.done(update)
        return time.monotonic() - self.under_way.pop(update, time.monotonic())


class Accounting(InOrderPerChat):
    """Handles updates in the order of their chats, and gives account of each: done, how many questions, how long."""

    def __init__(self, intake: Intake, metrics: Metrics) -> None:
        super().__init__()
        self._intake = intake
        self._metrics = metrics

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Await `coroutine`; what is broken off is not done, and is told at the next start."""
        outcomes: list[Outcome] = []
        _outcomes.set(outcomes)
        try:
            await super().do_process_update(update, coroutine)
        except Exception:
            if isinstance(update, Update):
                self._intake.done(update.update_id)
            raise
        if not isinstance(update, Update):
            return
        seconds = self._intake.done(update.update_id)
        if outcomes:
            surface = surface_of(update)
            self._metrics.answered(surface, seconds)
            for outcome in outcomes:
                self._metrics.asked(outcome, surface)


def note_outcome(outcome: Outcome) -> None:
    """Note what became of a question in the update that is being handled; without one it is nobody's business."""
    outcomes = _outcomes.get()
    if outcomes is not None:
        outcomes.append(outcome)


def surface_of(update: Update) -> Surface:
    """Say where `update` was written."""
    if update.inline_query:
        return Surface.INLINE
    if update.guest_message:
        return Surface.GUEST
    if update.callback_query:
        return Surface.BUTTON
    kind = update.effective_chat.type if update.effective_chat else None
    if kind == ChatType.PRIVATE:
        return Surface.PRIVATE
    return Surface.CHANNEL if kind == ChatType.CHANNEL else Surface.GROUP


def _chat_to_tell(update: Update) -> int | None:
    """Return the chat that is told where the update comes to nothing: a private one, where every text is a question."""
    message = update.message or update.edited_message
    return message.chat.id if message and message.chat.type == ChatType.PRIVATE else None
