"""Draft cards are their editor's: no reader on Telegram sees one."""

from __future__ import annotations

from dataclasses import replace

from bot.messages import ENGLISH
from knowledge import Library, prepare
from tests.bot_api.articles import library
from tests.bot_api.running import running


def with_draft(everything: Library) -> Library:
    """The library with its first card as a draft."""
    first, *others = everything.cards
    return replace(everything, cards=(replace(first, draft=True), *others))


async def test_a_draft_is_neither_listed_nor_proposed_nor_linked_to() -> None:
    """Not in /facts, not among the examples of /start, /help and /ask, not by a link from when it was none."""
    drafted = with_draft(library())
    draft = drafted.cards[0]
    async with running(prepare(drafted)) as bot:
        for number, command in enumerate(("/facts", "/start", "/help", "/ask", f"/start {draft.id}"), 1):
            bot.people.write(command)
            shown = await bot.api.next_sent(number)
            assert draft.answer not in shown["text"]
            assert draft.questions[0].text not in str(shown)
        assert shown["text"] == ENGLISH.stale_link


async def test_without_drafts_all_is_listed() -> None:
    """What is no draft is shown, as before."""
    async with running(prepare(library())) as bot:
        bot.people.write("/facts")
        assert library().cards[0].answer in (await bot.api.next_sent())["text"]
