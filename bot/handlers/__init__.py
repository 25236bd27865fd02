"""Telegram updates in, answers out. No answering logic: every answer comes from `bot.conversation`.

`register` is the visible list of what is handled, first match wins; every other update is deliberately ignored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import Update
from telegram.ext import (
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.handlers import commands, inline, membership, moderation, presses, questions
from bot.taking import Refused

if TYPE_CHECKING:
    from bot.handlers.desk import App

ALLOWED_UPDATES = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CHANNEL_POST,
    Update.EDITED_CHANNEL_POST,
    Update.INLINE_QUERY,
    Update.CALLBACK_QUERY,
    Update.MY_CHAT_MEMBER,
    Update.GUEST_MESSAGE,
)
"""What Telegram is asked to send. Everything else (polls, payments, boosts, reactions, business chats …) is ignored."""

NEW = filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST
EDITED = filters.UpdateType.EDITED_MESSAGE | filters.UpdateType.EDITED_CHANNEL_POST
WORDS = filters.TEXT | filters.CAPTION
UNREADABLE = filters.UpdateType.MESSAGE & ~filters.StatusUpdate.ALL & filters.ChatType.PRIVATE
"""Text filters also let edited, business and guest messages through: every filter here names its update type."""


def register(application: App) -> None:
    """Add every handler to `application`."""
    named = {
        "start": commands.start,
        "help": commands.help_,
        "articles": commands.articles,
        "facts": commands.facts,
        "sources": commands.sources,
        "privacy": commands.privacy,
        "forget": commands.forget,
        "language": commands.language,
        "unanswered": commands.unanswered,
    }
    application.add_handlers(
        [
            MessageHandler(NEW & filters.StatusUpdate.MIGRATE, membership.on_migration),
            *(CommandHandler(name, callback, filters=NEW) for name, callback in named.items()),
            CommandHandler("ask", questions.on_message, filters=NEW),
            MessageHandler(filters.COMMAND & UNREADABLE, commands.unknown),  # the cheap question first
            MessageHandler(NEW & WORDS, questions.on_message),
            MessageHandler(EDITED & WORDS, questions.on_edited),
            MessageHandler(UNREADABLE, questions.on_other),
            MessageHandler(filters.UpdateType.GUEST_MESSAGE, inline.on_guest),
            CallbackQueryHandler(presses.on_press),
            InlineQueryHandler(inline.on_inline),
            ChatMemberHandler(membership.on_membership, ChatMemberHandler.MY_CHAT_MEMBER),
            TypeHandler(Refused, moderation.on_refused),
        ]
    )
    application.add_error_handler(membership.on_fault)
