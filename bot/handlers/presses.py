"""Buttons: what a press shows, counts or chooses. A press twice, or from before a restart, is never an error."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from telegram import CallbackQuery, ForceReply, Message, Update

from bot.callbacks import (
    ArticlesPage,
    AskAgain,
    Back,
    ChooseArticle,
    ChooseLanguage,
    FactsPage,
    Nothing,
    Press,
    ShowCard,
    ShowSource,
    Sides,
    Vote,
    digest,
    parse,
)
from bot.handlers.commands import articles_view, facts_view
from bot.handlers.desk import is_private, may_govern, texts_of
from bot.handlers.keyboards import card_keyboard, languages_keyboard, sides_keyboard, source_keyboard
from bot.handlers.questions import answer
from bot.handlers.sending import edit, reply, send, toast
from bot.messages import catalogue
from bot.render.markup import shortened, words
from bot.render.telegram_html import sides_message
from bot.render.telegram_pages import ARTICLES_PER_PAGE, card_page, source_page
from bot.written import Wanted
from knowledge import Span

if TYPE_CHECKING:
    from telegram import InlineKeyboardMarkup

    from bot.handlers.desk import Context
    from bot.messages import Texts
    from bot.render.markup import Markup
    from bot.state import Remembered


async def on_press(update: Update, context: Context) -> None:
    """Do what the pressed button says."""
    query = update.callback_query
    if query is None:
        return
    texts = texts_of(update, context)
    press = parse(query.data)
    if press is None or query.message is None:
        await toast(query, texts.unknown_button)
        return
    pressed = _Pressed(update, context, query, query.message.chat.id, query.message.message_id, texts)
    await _do(press, pressed)


async def _do(press: Press, pressed: _Pressed) -> None:
    match press:
        case ShowSource():
            await _show_source(press, pressed)
        case ShowCard(card):
            await _show_card(card, pressed)
        case Back():
            await _back(pressed)
        case Sides():
            await _show_sides(pressed)
        case AskAgain(question):
            await _ask_again(question, pressed)
        case Vote(good):
            await _vote(pressed, good=good)
        case FactsPage(page):
            await pressed.show(*facts_view(pressed.context, page, pressed.texts))
        case ArticlesPage(page):
            await pressed.show(*articles_view(pressed.context.bot_data, pressed.chat, page, pressed.texts))
        case ChooseArticle(article):
            await _choose_article(article, pressed)
        case ChooseLanguage(code):
            await _choose_language(code, pressed)
        case Nothing():
            await toast(pressed.query)
        case _:
            assert_never(press)


@dataclass(frozen=True, slots=True)
class _Pressed:
    """One press: where it happened, and how to change what is shown there."""

    update: Update
    context: Context
    query: CallbackQuery
    chat: int
    message: int
    texts: Texts

    async def show(self, text: Markup, keyboard: InlineKeyboardMarkup | str | None, note: str | None = None) -> None:
        """Let the message show `text`; a press on what it already shows changes nothing."""
        await toast(self.query, note)
        await edit(self.context, self.chat, self.message, text, keyboard)

    async def refuse(self, text: str) -> None:
        """Say why nothing happens."""
        await toast(self.query, text, alert=True)


async def _show_source(place: ShowSource, pressed: _Pressed) -> None:
    desk = pressed.context.bot_data
    article = desk.article_named(place.article)
    if article is None or place.paragraph >= len(article.paragraphs):
        await pressed.refuse(pressed.texts.gone_source)
        return
    paragraph = article.paragraphs[place.paragraph]
    fits = place.start < place.end <= len(paragraph.text)
    quote = Span(place.start, place.end) if fits else None
    text = source_page(article, paragraph, quote, pressed.texts, site=desk.site)
    answered = desk.state.answer(pressed.chat, pressed.message) is not None
    await pressed.show(text, source_keyboard(article, place, pressed.texts, answered=answered))


async def _show_card(name: str, pressed: _Pressed) -> None:
    desk = pressed.context.bot_data
    card = desk.card_named(name)
    if card is None:
        await pressed.refuse(pressed.texts.gone_source)
        return
    text = card_page(card, desk.library.article(card.article), pressed.texts, site=desk.site)
    await pressed.show(text, card_keyboard(card, pressed.texts, pressed.context.bot.bot))


async def _back(pressed: _Pressed) -> None:
    earlier = await _earlier(pressed)
    if earlier:
        wanted = Wanted(earlier.question, earlier.before, earlier.article, pressed.texts.language.code)
        found = await pressed.context.bot_data.written(wanted, pressed.context.bot.bot)
        await pressed.show(found.text, found.buttons)


async def _show_sides(pressed: _Pressed) -> None:
    desk, earlier = pressed.context.bot_data, await _earlier(pressed)
    if earlier is None:
        return
    found, _ = await desk.ask_aside(earlier.question, earlier.before, earlier.article, pressed.texts.language)
    if found.other_sides:
        text = sides_message(found, pressed.texts, site=desk.site)
        await pressed.show(text, sides_keyboard(found, pressed.texts))
    else:
        await pressed.refuse(pressed.texts.gone_source)


async def _earlier(pressed: _Pressed) -> Remembered | None:
    """Return the answer that the message holds or held; say so where it is forgotten."""
    earlier = pressed.context.bot_data.state.answer(pressed.chat, pressed.message)
    if earlier is None:
        await pressed.refuse(pressed.texts.gone_answer)
    return earlier


async def _ask_again(name: str, pressed: _Pressed) -> None:
    question = _words_on_button(pressed) or _known_question(name, pressed.context)
    message = pressed.query.message
    if not question or digest(question) != name or not isinstance(message, Message):
        await pressed.refuse(pressed.texts.gone_question)
        return
    await toast(pressed.query)
    earlier = pressed.context.bot_data.state.answer(pressed.chat, pressed.message)
    await answer(
        pressed.update,
        pressed.context,
        message,
        question,
        quoted=not is_private(message.chat),
        shown=True,
        before=earlier.after if earlier else "",
    )


def _words_on_button(pressed: _Pressed) -> str | None:
    """Read the question off the pressed button itself: it outlives restarts and libraries."""
    message = pressed.query.message
    if not isinstance(message, Message) or not message.reply_markup:
        return None
    rows = message.reply_markup.inline_keyboard
    return next((b.text for row in rows for b in row if b.callback_data == pressed.query.data), None)


def _known_question(name: str, context: Context) -> str | None:
    cards = context.bot_data.library.cards
    return next((q.text for card in cards for q in card.questions if digest(q.text) == name), None)


async def _vote(pressed: _Pressed, *, good: bool) -> None:
    state, texts, message = pressed.context.bot_data.state, pressed.texts, pressed.query.message
    if state.answer(pressed.chat, pressed.message) is None:
        await pressed.refuse(texts.gone_answer)
        return
    state.vote(pressed.chat, pressed.message, pressed.query.from_user.id, good=good)
    await toast(pressed.query, texts.thanks_up if good else texts.thanks_down)
    asks_why = not good and isinstance(message, Message) and is_private(message.chat)
    if asks_why and isinstance(message, Message) and not state.was_prompted(pressed.chat, pressed.message):
        prompt = reply(message, words(texts.why), ForceReply(input_field_placeholder=texts.why_placeholder))
        sent = await send(pressed.context, prompt)
        if sent:
            state.prompted(pressed.chat, sent.message_id, pressed.message)


async def _choose_article(name: str, pressed: _Pressed) -> None:
    desk, query, texts = pressed.context.bot_data, pressed.query, pressed.texts
    article = desk.article_named(name) if name else None
    if name and article is None:
        await pressed.refuse(texts.gone_source)
        return
    chat = query.message.chat if query.message else None
    if chat is None or not await may_govern(chat, query.from_user.id, None, pressed.context):
        await pressed.refuse(texts.articles_admins)
        return
    desk.state.choose_article(pressed.chat, article.id if article else None)
    chosen = texts.article_chosen.format(title=shortened(article.title, 120)) if article else texts.articles_chosen_all
    page = desk.library.articles.index(article) // ARTICLES_PER_PAGE if article else 0
    text, keyboard = articles_view(desk, pressed.chat, page, texts)
    await pressed.show(text, keyboard, chosen)


async def _choose_language(code: str, pressed: _Pressed) -> None:
    texts, query = catalogue().get(code), pressed.query
    chat = query.message.chat if query.message else None
    if texts is None or chat is None:
        await pressed.refuse(pressed.texts.unknown_button)
        return
    if not await may_govern(chat, query.from_user.id, None, pressed.context):
        await pressed.refuse(pressed.texts.articles_admins)
        return
    pressed.context.bot_data.state.choose_language(pressed.chat, code)
    await pressed.show(words(texts.language_heading), languages_keyboard(texts), texts.language_chosen)
