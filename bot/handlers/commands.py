"""The commands, and the deep links that /start brings."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.callbacks import ShowSource, digest
from bot.handlers.desk import DAYS_KEPT, is_private, may_govern, texts_of
from bot.handlers.keyboards import (
    articles_keyboard,
    card_keyboard,
    facts_keyboard,
    languages_keyboard,
    source_keyboard,
    suggestions_keyboard,
)
from bot.handlers.sending import reply, send
from bot.language import ENGLISH
from bot.render.deep_links import card_link
from bot.render.markup import MESSAGE_LIMIT, bold, joined, shortened, words
from bot.render.telegram_pages import articles_page, card_page, facts_page, source_page, sources_page
from bot.unanswered import grouped
from bot.wordings import in_language

if TYPE_CHECKING:
    from telegram import InlineKeyboardMarkup, Update, User

    from bot.handlers.desk import Context, Desk
    from bot.language import Language
    from bot.messages import Texts
    from bot.render.markup import Markup

Page = tuple["Markup", "InlineKeyboardMarkup | None"]

_PARAGRAPH_LINK = re.compile(r"(?:_(?P<digest>[0-9a-f]{10})|(?P<article>[a-z0-9-]+))_p(?P<number>[0-9]{1,6})", re.ASCII)


async def start(update: Update, context: Context) -> None:
    """Greet, or show what a deep link leads to."""
    texts, desk = texts_of(update, context), context.bot_data
    payload = context.args[0] if context.args else ""
    page = _linked(payload, desk, texts, context.bot.bot) if payload and payload != "ask" else None
    if payload and payload != "ask" and page is None:
        await _say(
            update, context, (words(texts.stale_link), suggestions_keyboard(example_questions(desk, texts.language)))
        )
        return
    await _say(update, context, page or _welcome(desk, texts))


async def help_(update: Update, context: Context) -> None:
    """Say how to ask, with questions to press."""
    texts = texts_of(update, context)
    text = joined("\n\n", (words(texts.help.format(bot=context.bot.username)), words(texts.help_examples)))
    await _say(update, context, (text, suggestions_keyboard(example_questions(context.bot_data, texts.language))))


async def articles(update: Update, context: Context) -> None:
    """Show the articles to choose from."""
    chat = update.effective_chat
    if chat:
        await _say(update, context, articles_view(context.bot_data, chat.id, 0, texts_of(update, context)))


async def facts(update: Update, context: Context) -> None:
    """Show the facts, page by page."""
    await _say(update, context, facts_view(context, 0, texts_of(update, context)))


async def sources(update: Update, context: Context) -> None:
    """Show where the answers come from."""
    await _say(update, context, (sources_page(context.bot_data.library, texts_of(update, context)), None))


async def privacy(update: Update, context: Context) -> None:
    """Say what is stored, why, and how long."""
    texts = texts_of(update, context)
    days = texts.language.say_count("{number} day", "{number} days", DAYS_KEPT)
    await _say(update, context, (words(texts.privacy.format(days=days)), None))


async def forget(update: Update, context: Context) -> None:
    """Delete what is stored for the chat, and say so."""
    chat, user, texts = update.effective_chat, update.effective_user, texts_of(update, context)
    if chat is None:
        return
    if not await may_govern(chat, user.id if user else None, update.effective_message, context):
        await _say(update, context, (words(texts.forget_admins), None))
        return
    context.bot_data.forget_answers()
    answers, votes = context.bot_data.state.forget(chat.id, user.id if user and is_private(chat) else None)
    counted = {
        "answers": texts.language.say_count("{number} answer", "{number} answers", answers),
        "votes": texts.language.say_count("{number} vote", "{number} votes", votes),
    }
    await _say(update, context, (words(texts.forgotten.format(**counted)), None))


async def language(update: Update, context: Context) -> None:
    """Show the languages to choose from."""
    texts = texts_of(update, context)
    await _say(update, context, (words(texts.language_heading), languages_keyboard(texts)))


async def unanswered(update: Update, context: Context) -> None:
    """Show an editor the questions that were not answered; to anybody else this command does not exist."""
    user, chat, texts = update.effective_user, update.effective_chat, texts_of(update, context)
    if not user or user.id not in context.bot_data.admins or not chat or not is_private(chat):
        await unknown(update, context)
        return
    groups = grouped(context.bot_data.state.most_unanswered())
    lines = [words(f"{group.count} × {shortened(group.question, 300)}") for group in groups]
    if not lines:
        await _say(update, context, (words(texts.unanswered_none), None))
        return
    page = bold(texts.unanswered_heading)
    for line in lines:
        longer = page + words("\n") + line
        if len(longer) > MESSAGE_LIMIT:
            break
        page = longer
    await _say(update, context, (page, None))


async def unknown(update: Update, context: Context) -> None:
    """Say in private that there is no such command."""
    if update.effective_chat and is_private(update.effective_chat):
        await _say(update, context, (words(texts_of(update, context).unknown_command), None))


def articles_view(desk: Desk, chat: int, page: int, texts: Texts) -> Page:
    """Return a page of the articles and its buttons."""
    text, shown, pages = articles_page(desk.library, page, texts)
    number = min(max(page, 0), pages - 1)
    return text, articles_keyboard(shown, number, pages, desk.article_of(chat), texts)


def facts_view(context: Context, page: int, texts: Texts) -> Page:
    """Return a page of the facts and its buttons."""
    me = context.bot.bot
    text, pages = facts_page(context.bot_data.library, page, texts, lambda card: card_link(card, me))
    return text, facts_keyboard(min(max(page, 0), max(pages - 1, 0)), pages)


def example_questions(desk: Desk, language: Language = ENGLISH) -> tuple[str, ...]:
    """Choose questions that the articles answer, in `language` where they can: of cards spread over the library."""
    cards = [card for card in desk.library.cards if card.questions]
    step = max(len(cards) // 3, 1)
    return in_language(desk.library, [card.questions[0].text for card in cards[::step]][:3], language)


def _welcome(desk: Desk, texts: Texts) -> Page:
    titles = [texts.language.quoted(shortened(article.title, 200)) for article in desk.library.articles[:3]]
    more = ", …" if len(desk.library.articles) > len(titles) else ""
    return words(texts.start.format(articles=", ".join(titles) + more)), suggestions_keyboard(
        example_questions(desk, texts.language)
    )


def _linked(payload: str, desk: Desk, texts: Texts, me: User) -> Page | None:
    """Return what a deep link's `payload` names; None where the library does not have it."""
    card = next((card for card in desk.library.cards if card.id == payload), None)
    if card:
        text = card_page(card, desk.library.article(card.article), texts, site=desk.site)
        return text, card_keyboard(card, texts, me)
    form = _PARAGRAPH_LINK.fullmatch(payload)
    if not form:
        return None
    article = desk.article_named(form["digest"] or digest(form["article"]))
    number = int(form["number"])
    if article is None or number >= len(article.paragraphs):
        return None
    place = ShowSource(digest(article.id), number)
    keyboard = source_keyboard(article, place, texts, answered=False)
    return source_page(article, article.paragraphs[number], None, texts, site=desk.site), keyboard


async def _say(update: Update, context: Context, page: Page) -> None:
    message = update.effective_message
    if message:
        out = reply(message, *page)
        await send(context, out if is_private(message.chat) else replace(out, reply_to=message.message_id))
