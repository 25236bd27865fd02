"""What every handler has at hand: the collection, the state, the texts; typed, and the same for all updates."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError
from telegram.ext import Application, CallbackContext, ExtBot

from bot.callbacks import digest
from bot.language import ENGLISH
from bot.messages import texts_for
from bot.ready import Ready
from bot.state import RETENTION, State
from bot.written import rehearse, think, write

if TYPE_CHECKING:
    from functools import _lru_cache_wrapper

    from telegram import Chat, Message, Update, User

    from bot.answer import Answer
    from bot.language import Language
    from bot.messages import Texts
    from bot.state import Chat as Remembered
    from bot.thinking import Thinkers
    from bot.written import Wanted, Written
    from knowledge import Article, Collection, FactCard, Library

DAYS_KEPT = RETENTION // 86_400
MOST_ANSWERS = 1_000
"""Answers kept ready in memory, a few kB each: what is asked again as it was, by a button too, needs no thought."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What the bot answers from and what it remembers."""

    collection: Collection
    state: State
    admins: frozenset[int] = frozenset()
    """User ids that may use the editors' commands."""
    site: str | None = None
    """Root of the reader's site that sources link to; None where there is none."""
    thinkers: Thinkers | None = None
    """Who thinks in other processes; None where all is thought out in this one."""

    library: Library = field(init=False)
    """The articles and the finished cards: a draft is its editor's, and no reader's."""
    _answer: _lru_cache_wrapper[tuple[Answer, str]] = field(init=False, repr=False, compare=False)
    """Answers anew, or as before: an answer depends on nothing but what it is asked with."""
    _written: Ready = field(init=False, repr=False, compare=False)
    """The same answers as they were sent."""

    def __post_init__(self) -> None:
        """Leave the drafts out, and remember no answer of an earlier library."""
        whole = self.collection.library
        finished = tuple(card for card in whole.cards if not card.draft)
        object.__setattr__(self, "library", whole if finished == whole.cards else replace(whole, cards=finished))
        object.__setattr__(self, "_answer", lru_cache(MOST_ANSWERS)(partial(think, self.collection)))
        object.__setattr__(self, "_written", Ready(MOST_ANSWERS))

    def ask(self, text: str, before: str, article: str | None, language: Language = ENGLISH) -> tuple[Answer, str]:
        """Answer `text` in the context `before`, from `article` alone if the library still has it.

        The words around the quotes are of `language`. Returns the answer and the context after it; both contexts are
        JSON.
        """
        return self._answer(text, before, self.still_there(article), language)

    def rehearse(self) -> None:
        """Answer before anybody asks: what is loaded when it is first needed is loaded, and no reader waits for it."""
        rehearse(self.collection)

    @property
    def ready(self) -> int:
        """How many answers are kept ready in memory."""
        return self._answer.cache_info().currsize + len(self._written)

    def forget_answers(self) -> None:
        """Forget every answer that is kept ready in memory: whose question it was is not known."""
        self._answer.cache_clear()
        self._written.forget()

    async def ask_aside(
        self, text: str, before: str, article: str | None, language: Language = ENGLISH
    ) -> tuple[Answer, str]:
        """Do what `ask` does in a thread: a slow question holds up nobody else's."""
        return await asyncio.to_thread(self.ask, text, before, article, language)

    async def written(self, wanted: Wanted, me: User) -> Written:
        """Return an answer ready to be sent by the bot `me`: as before, or thought out aside.

        In another process where there is one to do it, else in a thread: a slow question holds up nobody else's.
        """

        async def anew(one: Wanted) -> Written:
            found = await self.thinkers.write(one, me) if self.thinkers else None
            if found is None:
                found = await asyncio.to_thread(write, self.collection, one, self.site, me)
            return found

        return await self._written.get(wanted._replace(article=self.still_there(wanted.article)), anew)

    def article_of(self, chat: int) -> str | None:
        """Return the article that `chat` chose, if the library still has it."""
        return self.still_there(self.state.chat(chat).article)

    def still_there(self, name: str | None) -> str | None:
        """Return `name` where an article of the library has it; None where none has."""
        return name if name in self.collection.articles else None

    def article_named(self, name: str) -> Article | None:
        """Find an article by its digest."""
        return next((article for article in self.library.articles if digest(article.id) == name), None)

    def card_named(self, name: str) -> FactCard | None:
        """Find a fact card by its digest."""
        return next((card for card in self.library.cards if digest(card.id) == name), None)


Bot = ExtBot[None]
Context = CallbackContext[Bot, dict[Any, Any], dict[Any, Any], Desk]
App = Application[Bot, Context, dict[Any, Any], dict[Any, Any], Desk, None]


def texts_of(update: Update, context: Context) -> Texts:
    """Choose the interface language: what the chat chose, else the user's own."""
    chosen = context.bot_data.state.chat(update.effective_chat.id).language if update.effective_chat else None
    return texts_for(chosen, _own_language(update))


def language_code(update: Update, remembered: Remembered) -> str:
    """Return the code of the interface language, as `texts_of` chooses it, from what is remembered of the chat."""
    return texts_for(remembered.language, _own_language(update)).language.code


def _own_language(update: Update) -> str | None:
    return update.effective_user.language_code if update.effective_user else None


def is_private(chat: Chat) -> bool:
    """Say whether only one person reads `chat`."""
    return chat.type == ChatType.PRIVATE


async def may_govern(chat: Chat, user: int | None, message: Message | None, context: Context) -> bool:
    """Say whether the sender may decide for `chat`: anybody for a private chat, else its administrators.

    Only they post in a channel, so a `message` there needs no asking; a button (no message) any subscriber can press.
    """
    if is_private(chat) or (message and chat.type == ChatType.CHANNEL):
        return True
    if message and message.sender_chat and message.sender_chat.id == chat.id:
        return True  # an anonymous administrator speaks as the group itself
    if user is None:
        return False
    try:
        member = await context.bot.get_chat_member(chat.id, user)
    except TelegramError:
        return False
    return member.status in (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)
