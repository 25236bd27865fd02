"""Updates in: each is taken once, counted, timed, and noted as done. What they say is `bot.handlers`' business.

Who asks more than is fair is refused here, before anything is looked up, written or queued for it; what is too much
for all together stays with Telegram until there is room.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.constants import ChatType

from bot.fair_use import FairUse, Verdict
from bot.metrics import Surface
from bot.traffic import InOrderPerChat, chat_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection

    from bot.answer import Outcome
    from bot.fair_use import Payer
    from bot.ledger import Ledger
    from bot.metrics import Metrics

log = logging.getLogger(__name__)

_outcomes: ContextVar[list[Outcome] | None] = ContextVar("outcomes", default=None)
"""What became of the questions in the update that is handled in this context."""


MOST_UNDER_WAY = 2_000
"""Updates taken and not done: some 20 MB, and what half a minute answers. Telegram keeps the others for a day."""
MOST_OF_A_CHAT = 64
"""Of them, of one chat. They wait for one another, so more of them would take places that others could use."""


@dataclass(frozen=True, slots=True)
class Refused:
    """An update that is not answered because its sender asks too much; they are to be told so."""

    update: Update


def _nobody(_: Update) -> tuple[Payer, ...]:
    return ()


class Intake(asyncio.Queue[object]):
    """The library's queue of updates: lets none in twice, none of who asks too much, and knows which are under way."""

    def __init__(
        self,
        ledger: Ledger,
        fair_use: FairUse | None = None,
        payers: Callable[[Update], Collection[Payer]] = _nobody,
        refused: Callable[[], None] = lambda: None,
    ) -> None:
        """`payers` says whom an update is counted to, nobody where it asks nothing; `refused` is called at each no."""
        super().__init__()
        self.ledger = ledger
        self._fair_use = fair_use or FairUse()
        self._payers = payers
        self._refused = refused
        self.under_way: dict[int, float] = {}
        """Update → when it was taken, on the monotonic clock."""
        self._chats: dict[int, int] = {}
        """Update → its chat, while it is under way."""
        self._of_chat: Counter[int] = Counter()
        self._room = asyncio.Event()

    async def put(self, item: object) -> None:
        """Take an update when there is room; pass it over where it was taken before or its sender asks too much."""
        if not isinstance(item, Update):
            await super().put(item)
            return
        verdict = self._judge(item)
        if verdict is not Verdict.ADMITTED:
            self._refused()
            if verdict is Verdict.REFUSED_AND_TOLD:
                await super().put(Refused(item))
            return
        while len(self.under_way) >= MOST_UNDER_WAY:
            self._room.clear()
            await self._room.wait()
        if not self.ledger.take(item.update_id, _chat_to_tell(item)):
            log.info("update %s passed over, it was taken before", item.update_id)
            return
        self.under_way[item.update_id] = time.monotonic()
        if (chat := chat_of(item)) is not None:
            self._chats[item.update_id] = chat
            self._of_chat[chat] += 1
        await super().put(item)

    def done(self, update: int) -> float:
        """Note that nothing is left to do about `update`; return how many seconds it took."""
        self.ledger.done(update)
        chat = self._chats.pop(update, None)
        if chat is not None:
            self._of_chat[chat] -= 1
            if not self._of_chat[chat]:
                del self._of_chat[chat]
        self._room.set()
        return time.monotonic() - self.under_way.pop(update, time.monotonic())

    def _judge(self, update: Update) -> Verdict:
        chat = chat_of(update)
        if chat is not None and self._of_chat[chat] >= MOST_OF_A_CHAT and not _is_of_the_chat_itself(update):
            return Verdict.REFUSED
        payers = self._payers(update)
        return self._fair_use.judge(payers) if payers else Verdict.ADMITTED


def _is_of_the_chat_itself(update: Update) -> bool:
    """Say whether `update` tells what has become of its chat, which is never passed over."""
    message = update.message
    return bool(update.my_chat_member or (message and (message.migrate_to_chat_id or message.migrate_from_chat_id)))


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
