"""Who asks more than is fair is told so, in words, once in a while. Who that is decides `bot.taking`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.desk import texts_of
from bot.handlers.sending import reply, send, toast
from bot.render.markup import words

if TYPE_CHECKING:
    from bot.handlers.desk import Context
    from bot.taking import Refused


async def on_refused(refused: Refused, context: Context) -> None:
    """Ask for patience where the question was asked; who types an inline query has nowhere to read it."""
    update = refused.update
    text = texts_of(update, context).too_fast
    message = update.message or update.edited_message or update.channel_post
    if update.callback_query:
        await toast(update.callback_query, text, alert=True)
    elif message:
        note = reply(message, words(text))
        await send(context, note)
