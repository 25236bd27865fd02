"""What happens to the chat itself: it becomes a supergroup, it shuts the bot out. And faults, noted in one line."""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from telegram import Update
from telegram.constants import ChatMemberStatus
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.handlers.desk import is_private, texts_of
from bot.handlers.sending import reply, send, toast
from bot.render.markup import words

if TYPE_CHECKING:
    from bot.handlers.desk import Context

log = logging.getLogger(__name__)


async def on_migration(update: Update, context: Context) -> None:
    """Take what is stored for a group along to the supergroup that it has become."""
    message = update.effective_message
    if message and message.migrate_to_chat_id:
        context.bot_data.state.move(message.chat.id, message.migrate_to_chat_id)
    elif message and message.migrate_from_chat_id:
        context.bot_data.state.move(message.migrate_from_chat_id, message.chat.id)


async def on_membership(update: Update, context: Context) -> None:
    """Delete what is stored for a chat that has shut the bot out."""
    change = update.my_chat_member
    if change and change.new_chat_member.status in (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED):
        context.bot_data.state.forget(change.chat.id)


async def on_fault(update: object, context: Context) -> None:
    """Note a fault in one line, without a word of what was asked, and tell who asked in private that it is ours."""
    fault = context.error
    if isinstance(fault, TelegramError) and not isinstance(update, Update):
        if not isinstance(fault, (Conflict, InvalidToken)):  # those end the bot, with a line of their own
            log.warning("no updates for now: %s", fault.message)
        return
    kind = next(iter(update.to_dict().keys() - {"update_id"}), "update") if isinstance(update, Update) else "job"
    number = update.update_id if isinstance(update, Update) else 0
    text = fault.message if isinstance(fault, TelegramError) else type(fault).__name__
    log.error("%s %s not handled: %s", kind, number, text, exc_info=fault)
    if isinstance(fault, TelegramError) or not isinstance(update, Update):
        return
    with suppress(Exception):  # it is noted; where it cannot be told as well, so be it
        texts = texts_of(update, context)
        if update.callback_query:
            await toast(update.callback_query, texts.fault, alert=True)
        elif update.message and is_private(update.message.chat):
            await send(context, reply(update.message, words(texts.fault)))
