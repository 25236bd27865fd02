"""Messages out: what Telegram refuses is sent again in a simpler form, and what cannot arrive is no error."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from telegram import CallbackQuery, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.render.markup import utf16_length

if TYPE_CHECKING:
    from telegram import ForceReply, InlineKeyboardMarkup

    from bot.handlers.desk import Context
    from bot.render.markup import Markup
    from bot.written import Written

    Keyboard = InlineKeyboardMarkup | ForceReply | str
    """One as the library has it, or as Telegram takes it: JSON, written before."""

log = logging.getLogger(__name__)

LONG_MESSAGE = 300
"""A message of more UTF-16 units may hold more than the question: the answer then quotes what it answers."""

_UNWELCOME = (
    "not enough rights",
    "have no rights",
    "chat not found",
    "topic_closed",
    "chat_write_forbidden",
    "chat_restricted",
    "need administrator rights",
    "user_is_blocked",
    "peer_id_invalid",
)
"""Refusals that mean: no word of ours is wanted here. Compared in lower case: the library capitalises them."""


_UNREADABLE = (TypeError, KeyError, ValueError, OverflowError)
"""What the library makes of an answer with other fields than Telegram's, as some servers for tests give."""


_NO_PREVIEW = {"link_preview_options": json.dumps({"is_disabled": True})}
"""As `Defaults` has it, which the library would write anew for each message."""


class Edited(Enum):
    """What became of an edit."""

    DONE = auto()
    """The message shows it, now or already before."""
    GONE = auto()
    """There is no such message any more, or it can no longer be edited."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to be sent."""

    chat: int
    text: Markup
    keyboard: Keyboard | None = None
    topic: int | None = None
    reply_to: int | None = None
    quote: str | None = None
    """The part of the message replied to that is answered."""
    marked_up: bool = True


def reply(message: Message, text: Markup, keyboard: Keyboard | None = None) -> Outgoing:
    """Address `text` to where `message` was written, in its topic."""
    topic = message.message_thread_id if message.is_topic_message else None
    return Outgoing(message.chat.id, text, keyboard, topic)


def in_reply(message: Message, answer: Written, question: str) -> Outgoing:
    """Address `answer` as a reply to `message`, quoting the question where it is part of a long message."""
    written = message.text or message.caption or ""
    quote = question if utf16_length(written) > LONG_MESSAGE and question in written and question != written else None
    if quote and utf16_length(quote) > 1024:
        quote = None
    return replace(reply(message, answer.text, answer.buttons), reply_to=message.message_id, quote=quote)


async def send(context: Context, out: Outgoing) -> Message | None:
    """Send `out`, in a simpler form where Telegram refuses it.

    None where nothing of ours is welcome, or where it has gone out and the library cannot read what came back.
    """
    while True:
        try:
            return await _send(context, out)
        except ChatMigrated as moved:
            context.bot_data.state.move(out.chat, moved.new_chat_id)
            out = replace(out, chat=moved.new_chat_id, reply_to=None, quote=None)
        except Forbidden as refusal:
            log.info("not allowed to write: %s", refusal.message)
            return None
        except BadRequest as refusal:
            simpler = _simpler(out, refusal.message.lower())
            if simpler is None:
                log.info("not allowed to write: %s", refusal.message)
                return None
            if simpler == out:
                raise
            log.warning("sent in a simpler form: %s", refusal.message)
            out = simpler
        except _UNREADABLE as fault:
            log.warning("sent, but what came back cannot be read: %s", type(fault).__name__)
            return None


async def edit(
    context: Context, chat: int, message: int, text: Markup, keyboard: InlineKeyboardMarkup | str | None
) -> Edited:
    """Let a message show `text` instead; the same text again is no error."""
    marked_up = True
    while True:
        try:
            await context.bot.edit_message_text(
                text.html if marked_up else text.text,
                chat_id=chat,
                message_id=message,
                parse_mode=ParseMode.HTML if marked_up else None,
                reply_markup=keyboard if not isinstance(keyboard, str) else None,
                api_kwargs=_as_written(keyboard),
            )
        except ChatMigrated as moved:
            context.bot_data.state.move(chat, moved.new_chat_id)
            return Edited.GONE
        except Forbidden:
            return Edited.GONE
        except BadRequest as refusal:
            reason = refusal.message.lower()
            if "not modified" in reason:
                return Edited.DONE
            if "can't parse entities" in reason and marked_up:
                marked_up = False
                continue
            if any(word in reason for word in ("message to edit not found", "can't be edited", "message_id_invalid")):
                return Edited.GONE
            if any(word in reason for word in _UNWELCOME):
                return Edited.GONE
            raise
        return Edited.DONE


async def remove(context: Context, chat: int, message: int, instead: Markup) -> None:
    """Delete a message of the bot's own; one too old for that shows `instead`."""
    try:
        await context.bot.delete_message(chat, message)
    except Forbidden:
        return
    except BadRequest as refusal:
        if "not found" not in refusal.message.lower():
            await edit(context, chat, message, instead, None)


async def toast(query: CallbackQuery, text: str | None = None, *, alert: bool = False) -> None:
    """Tell the presser something, or only that the press arrived; a press from long ago is no error."""
    try:
        await query.answer(text[:200] if text else None, show_alert=alert)
    except BadRequest as refusal:
        if "query is too old" not in refusal.message.lower() and "query_id_invalid" not in refusal.message.lower():
            raise
    except Forbidden:
        return


async def _send(context: Context, out: Outgoing) -> Message:
    target = None
    if out.reply_to is not None:
        target = ReplyParameters(out.reply_to, allow_sending_without_reply=True, quote=out.quote)
    return await context.bot.send_message(
        out.chat,
        out.text.html if out.marked_up else out.text.text,
        parse_mode=ParseMode.HTML if out.marked_up else None,
        reply_markup=out.keyboard if not isinstance(out.keyboard, str) else None,
        message_thread_id=out.topic,
        reply_parameters=target,
        api_kwargs=_as_written(out.keyboard),
    )


def _as_written(keyboard: Keyboard | None) -> dict[str, str]:
    """Return what goes out as it is: the library would make objects of it and write them anew each time."""
    return {**_NO_PREVIEW, "reply_markup": keyboard} if isinstance(keyboard, str) else _NO_PREVIEW


def _simpler(out: Outgoing, reason: str) -> Outgoing | None:  # noqa: PLR0911 - one return a refusal
    """Leave out what was refused; None where the whole message is unwelcome, the same where nothing helps."""
    if any(word in reason for word in _UNWELCOME):
        return None
    if "can't parse entities" in reason:
        return replace(out, marked_up=False)
    if "quote" in reason:
        return replace(out, quote=None)
    if "thread not found" in reason:
        return replace(out, topic=None)
    if "repl" in reason and "markup" not in reason:
        return replace(out, reply_to=None, quote=None)
    if "button" in reason or "markup" in reason or "inline" in reason:
        return replace(out, keyboard=None)
    return out
