"""Answers ready to be sent: the words and the buttons of each are written once, however often it is asked for.

Writes what `bot.render` renders and `keyboards` offers, and keeps it as Telegram takes it. Where an answer comes from
is its caller's business; nothing is sent here.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from bot.conversation import Conversation, converse
from bot.handlers.keyboards import answer_keyboard
from bot.language import language_for
from bot.messages import texts_for
from bot.render.telegram_html import answer_message

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import User

    from bot.answer import Answer, Outcome
    from bot.language import Language
    from bot.render.markup import Markup
    from knowledge import Collection


class Wanted(NamedTuple):
    """All that a written answer depends on besides the library and the bot: wanted again, it is the same."""

    question: str
    before: str
    """The context, as JSON."""
    article: str | None
    language: str
    """The code of the interface's language."""
    shown: bool = False
    """The question is written on top."""


@dataclass(frozen=True, slots=True)
class Written:
    """An answer as it is sent."""

    outcome: Outcome
    text: Markup
    buttons: str | None
    """`reply_markup` as Telegram takes it, JSON; None where there are no buttons."""
    after: str
    """The context after it, as JSON."""


def think(
    collection: Collection, text: str, before: str, article: str | None, language: Language
) -> tuple[Answer, str]:
    """Answer `text` in the context `before`; return the answer and the context after it."""
    context = Conversation.from_json(before) if before else Conversation()
    answer, after = converse(collection, text, context, article=article, language=language)
    return answer, after.to_json()


def write(collection: Collection, wanted: Wanted, site: str | None, me: User) -> Written:
    """Think out what is wanted and write it down, with links to `site` and to the bot `me`."""
    language = language_for(wanted.language)
    texts = texts_for(wanted.language)
    answer, after = think(collection, wanted.question, wanted.before, wanted.article, language)
    text = answer_message(answer, texts, asked=wanted.question if wanted.shown else None, site=site)
    keyboard = answer_keyboard(answer, texts, me)
    return Written(answer.outcome, text, keyboard.to_json() if keyboard else None, after)


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
