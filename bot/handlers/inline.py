"""Answers in chats where the bot is no member: inline mode (`@bot question`) and guest queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import (
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden

from bot.answer import Answer, Outcome
from bot.callbacks import digest
from bot.handlers.addressing import question_for, quoted_question
from bot.handlers.desk import texts_of
from bot.handlers.keyboards import inline_keyboard
from bot.render.markup import Markup, shortened, words
from bot.render.telegram_html import answer_message
from bot.render.telegram_pages import card_evidence, card_page, facts_in_order
from bot.taking import note_outcome
from bot.wordings import wording_of

if TYPE_CHECKING:
    from telegram import User

    from bot.handlers.desk import Context, Desk
    from bot.messages import Texts
    from knowledge import Evidence, FactCard

PER_PAGE = 20
"""Telegram takes 50; a telephone shows four at a time."""
CACHED = 300
"""Seconds that Telegram may repeat an answer: the same question has the same answer until the library changes. It is
repeated to the same reader only, since another's may be in another language."""
CACHED_REFUSAL = 30
TITLE_LIMIT = 80
DESCRIPTION_LIMIT = 160


async def on_inline(update: Update, context: Context) -> None:
    """Offer the answer to what is typed; the facts where nothing is; our private chat where nothing is found."""
    query = update.inline_query
    if query is None:
        return
    desk, texts, me = context.bot_data, texts_of(update, context), context.bot.bot
    if not query.query.strip():
        await _offer_facts(query, desk, texts, me)
        return
    found, _ = await desk.ask_aside(query.query.strip(), "", None, texts.language)
    note_outcome(found.outcome)
    if found.outcome is not Outcome.ANSWERED or not found.evidence:
        button = InlineQueryResultsButton(texts.button_private, start_parameter="ask")
        await _offer(query, [], cached=CACHED_REFUSAL, button=button)
        return
    await _offer(query, [_result(found, texts, me, desk.site)], cached=CACHED)


async def on_guest(update: Update, context: Context) -> None:
    """Answer a message that calls the bot into a chat where it is no member (Bot API 10.0)."""
    message = update.guest_message
    if message is None or not message.guest_query_id:
        return
    me, texts, desk = context.bot.bot, texts_of(update, context), context.bot_data
    question = question_for(message, me)
    question = (question if question is not None else message.text or "") or quoted_question(message, me)
    if question:
        found, _ = await desk.ask_aside(question, "", None, texts.language)
        note_outcome(found.outcome)
        result = _result(found, texts, me, desk.site)
        if found.outcome is Outcome.NOT_FOUND:
            desk.state.unanswered(question)
    else:
        result = _article("hint", texts.button_private, "", words(texts.group_hint), None)
    try:
        await context.bot.answer_guest_query(message.guest_query_id, result)
    except (BadRequest, Forbidden) as refusal:
        if not _stale(refusal):
            raise


async def _offer_facts(query: InlineQuery, desk: Desk, texts: Texts, me: User) -> None:
    cards = facts_in_order(desk.library)
    first = int(query.offset) if query.offset.isascii() and query.offset.isdigit() and len(query.offset) < 7 else 0
    results = [_card_result(card, desk, texts, me) for card in cards[first : first + PER_PAGE]]
    following = str(first + PER_PAGE) if first + PER_PAGE < len(cards) else None
    await _offer(query, results, cached=CACHED, following=following)


async def _offer(
    query: InlineQuery,
    results: list[InlineQueryResultArticle],
    *,
    cached: int,
    following: str | None = None,  # not "": with Defaults, the library (22.8) sends it as []
    button: InlineQueryResultsButton | None = None,
) -> None:
    try:
        await query.answer(results, cache_time=cached, is_personal=True, next_offset=following, button=button)
    except BadRequest as refusal:
        if not _stale(refusal):  # the reader has typed on: nobody waits for this answer any more
            raise


def _result(answer: Answer, texts: Texts, me: User, site: str | None) -> InlineQueryResultArticle:
    text = answer_message(answer, texts, site=site)
    if answer.outcome is not Outcome.ANSWERED or not answer.evidence:
        return _article("refusal", shortened(answer.text, TITLE_LIMIT), "", text, None)
    first = answer.evidence[0]
    return _article(
        _name(first), answer.short or first.quote.text, first.quote.text, text, inline_keyboard(first, texts, me)
    )


def _card_result(card: FactCard, desk: Desk, texts: Texts, me: User) -> InlineQueryResultArticle:
    article = desk.library.article(card.article)
    wording = wording_of(card, texts.language)
    title = wording.text if wording else card.answer
    keyboard = inline_keyboard(card_evidence(card, article), texts, me)
    text = card_page(card, article, texts, site=desk.site)
    return _article(f"c{digest(card.id)}", title, card.answer, text, keyboard)


def _name(evidence: Evidence) -> str:
    """Name a result by the place it shows: at most 64 bytes, as Telegram asks."""
    quote = evidence.quote
    return f"s{digest(evidence.article.id)}-{quote.paragraph.number}-{quote.span.start}-{quote.span.end}"


def _article(
    name: str, title: str, description: str, text: Markup, keyboard: InlineKeyboardMarkup | None
) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(
        name,
        shortened(title, TITLE_LIMIT),
        InputTextMessageContent(text.html, parse_mode=ParseMode.HTML),
        description=shortened(description, DESCRIPTION_LIMIT) or None,
        reply_markup=keyboard,
    )


def _stale(refusal: BadRequest | Forbidden) -> bool:
    return any(
        word in refusal.message.lower() for word in ("query is too old", "query_id_invalid", "query id is invalid")
    )
