"""Questions in, answers out: in private, in groups, in channels; new and edited ones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from telegram import ForceReply, Message, Update

from bot.answer import Outcome
from bot.asked import MOST_QUESTIONS, split_questions
from bot.handlers.addressing import question_for, quoted_question, replies_to
from bot.handlers.desk import is_private, language_code, texts_of
from bot.handlers.sending import Edited, edit, in_reply, remove, reply, send
from bot.render.markup import words
from bot.state import Remembered
from bot.taking import note_outcome
from bot.wordings import wording_of
from bot.written import Wanted

if TYPE_CHECKING:
    from bot.handlers.desk import Context
    from bot.state import Chat

EXAMPLE = "…"


async def on_message(update: Update, context: Context) -> None:
    """Answer a message that is meant for the bot; say nothing to any other."""
    message = update.effective_message
    if message is None:
        return
    question = question_for(message, context.bot.bot)
    if question is None:
        return
    if question and await _takes_reason(update, context, message, question):
        return
    question = question or quoted_question(message, context.bot.bot)
    if not question:
        await _ask_for_question(update, context, message)
        return
    asked = split_questions(question)
    for one in asked[:MOST_QUESTIONS]:
        await answer(update, context, message, one, quoted=len(asked) > 1 or not is_private(message.chat))
    if len(asked) > MOST_QUESTIONS:
        note = texts_of(update, context).too_many_questions.format(count=MOST_QUESTIONS)
        await send(context, reply(message, words(note)))


async def on_edited(update: Update, context: Context) -> None:
    """Bring the answers in line with the edited message, each in its place.

    A question more is answered anew, the answer to one that is gone is taken back.
    """
    message = update.effective_message
    if message is None:
        return
    earlier = context.bot_data.state.answers_to(message.chat.id, message.message_id)
    question = question_for(message, context.bot.bot)
    if question is None and earlier:  # no longer addressed, yet it was answered
        question = message.text or message.caption
    if not question or (not earlier and await _takes_reason(update, context, message, question)):
        return
    asked = split_questions(question)[:MOST_QUESTIONS]
    before = earlier[0].before if earlier else None
    for one, held in zip(asked, earlier, strict=False):
        if (one, before) != (held.question, held.before):
            before = await _revise(update, context, message, replace(held, question=one, before=before or ""))
        else:
            before = held.after  # Telegram calls it an edit too when a link preview or a button changes
    for one in asked[len(earlier) :]:
        before = await answer(update, context, message, one, quoted=True, before=before)
    for held in earlier[len(asked) :]:
        context.bot_data.state.lose(message.chat.id, held.message)
        taken_back = words(texts_of(update, context).taken_back)
        await remove(context, message.chat.id, held.message, taken_back)
    if len(earlier) > len(asked):
        context.bot_data.state.go_on_from_latest(message.chat.id)


async def _revise(update: Update, context: Context, message: Message, held: Remembered) -> str:
    """Let the message that `held` names answer its question anew; return the context after it."""
    state = context.bot_data.state
    newest = state.latest(message.chat.id)
    current = newest is not None and newest.message == held.message
    language = language_code(update, state.chat(message.chat.id))
    wanted = Wanted(held.question, held.before, held.article, language)
    found = await context.bot_data.written(wanted, context.bot.bot)
    note_outcome(found.outcome)
    if await edit(context, message.chat.id, held.message, found.text, found.buttons) is Edited.GONE:
        state.lose(message.chat.id, held.message)
        sent = await send(context, in_reply(message, found, held.question))
        if sent is None:
            return found.after
        held = replace(held, message=sent.message_id)
    state.remember(message.chat.id, replace(held, after=found.after), current=current)
    if found.outcome is Outcome.NOT_FOUND:
        state.unanswered(held.question)
    return found.after


async def answer(  # noqa: PLR0913 - where, what and how it was asked
    update: Update,
    context: Context,
    message: Message,
    question: str,
    *,
    quoted: bool,
    shown: bool = False,
    before: str | None = None,
    asked_in: int | None = None,
) -> str:
    """Answer `question` where `message` stands and remember it; return the context after it.

    `quoted` makes it a reply to the message; `shown` writes the question on top. `before` is the context, by default
    that of the answer replied to or of the private chat; `asked_in` the message that asks, by default `message`.
    """
    desk, remembered = context.bot_data, context.bot_data.state.chat(message.chat.id)
    article = desk.still_there(remembered.article)
    before = _context(context, message, remembered) if before is None else before
    wanted = Wanted(question, before, article, language_code(update, remembered), shown)
    found = await desk.written(wanted, context.bot.bot)
    note_outcome(found.outcome)
    sent = await send(
        context, in_reply(message, found, question) if quoted else reply(message, found.text, found.buttons)
    )
    if found.outcome is Outcome.NOT_FOUND:
        desk.state.unanswered(question)
    if sent is not None:
        asked = message.message_id if asked_in is None else asked_in
        held = Remembered(sent.message_id, question, asked, article, before, found.after)
        desk.state.remember(sent.chat.id, held)
    return found.after


async def on_other(update: Update, context: Context) -> None:
    """Say in private that only text is read; pictures of one album count once, by the caption that one of them has."""
    message = update.effective_message
    if message and is_private(message.chat) and not message.media_group_id and not message.via_bot:
        await send(context, reply(message, words(texts_of(update, context).text_only)))


def _context(context: Context, message: Message, remembered: Chat) -> str:
    """Return what a follow-up question in `message` goes on from."""
    state, chat = context.bot_data.state, message.chat
    if message.reply_to_message and replies_to(message, context.bot.bot):
        earlier = state.answer(chat.id, message.reply_to_message.message_id)
        if earlier:
            return earlier.after
    return remembered.conversation if is_private(chat) else ""


async def _takes_reason(update: Update, context: Context, message: Message, text: str) -> bool:
    """Store `text` where it replies to our "what was wrong?"; say whether it did."""
    target, user = message.reply_to_message, update.effective_user
    if not target or not user or not replies_to(message, context.bot.bot):
        return False
    if not context.bot_data.state.explain(message.chat.id, target.message_id, user.id, text):
        return False
    await send(context, reply(message, words(texts_of(update, context).why_thanks)))
    return True


async def _ask_for_question(update: Update, context: Context, message: Message) -> None:
    texts = texts_of(update, context)
    if not is_private(message.chat):
        asking = reply(message, words(texts.group_hint), ForceReply(selective=True))
        await send(context, replace(asking, reply_to=message.message_id))
    elif message.text:
        cards = context.bot_data.library.cards
        wording = wording_of(cards[0], texts.language) if cards else None
        example = wording.text if wording else EXAMPLE
        await send(context, reply(message, words(texts.ask_usage.format(example=example)), ForceReply()))
    else:
        await send(context, reply(message, words(texts.text_only)))
