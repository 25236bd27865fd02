"""Which updates were taken, and which of them are done: none is handled twice, none is lost without a word.

Telegram delivers an update again where it cannot know that it arrived: after a cut connection, after a bot that was
killed. Numbers are kept for `KEPT`; a chat's number beside one only while its question is under way.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.store import Store

KEPT = 3 * 86_400.0
"""Seconds that a number is kept. Telegram delivers an update for a day; after a quiet week it numbers anew."""
SWEEP_EVERY = 1_000
"""Updates between two sweeps of old numbers."""


class Ledger:
    """The updates of one bot, by their numbers. Not for several threads at once."""

    def __init__(self, store: Store, bot: int, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._bot = bot
        self._clock = clock
        self._taken = 0

    def take(self, update: int, chat: int | None = None) -> bool:
        """Note that `update` is under way; say whether it is new. `chat` is told where it comes to nothing."""
        if self._taken % SWEEP_EVERY == 0:
            self._store.write(("DELETE FROM taken WHERE done AND at < ?", (self._clock() - KEPT,)))
        self._taken += 1
        counts = self._store.write(
            ("INSERT OR IGNORE INTO taken VALUES (?, ?, ?, 0, ?)", (self._bot, update, chat, self._clock()))
        )
        return counts != [0]  # where nothing can be written, everything is new

    def done(self, update: int) -> None:
        """Note that nothing is left to do about `update`."""
        self._store.write(("UPDATE taken SET done = 1, chat = NULL WHERE bot = ? AND id = ?", (self._bot, update)))

    def left_over(self) -> tuple[tuple[int, int | None], ...]:
        """List what an earlier run took and did not finish, each with the chat to tell; `done` when that is told."""
        rows = self._store.read("SELECT id, chat FROM taken WHERE bot = ? AND NOT done ORDER BY id", self._bot)
        return tuple((update, chat) for update, chat in rows)
