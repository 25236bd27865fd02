"""Is a message meant for the bot, what does it ask, and whom is that counted to? Reads messages, sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import Message, MessageEntity

from bot.fair_use import Allowance, Payer
from bot.handlers.desk import is_private

if TYPE_CHECKING:
    from telegram import Update, User

ASK = "/ask"

PERSON = Allowance(40, 2.0)
"""Nobody reads faster; and in time it is less than Telegram sends to one chat, a message a second."""
CHAT = Allowance(40, 3.0)
"""For a group or channel: Telegram takes twenty messages a minute of a bot there."""
TYPING = Allowance(120, 0.5)
"""Inline: each pause while somebody types is a query."""


def question_for(message: Message, me: User) -> str | None:
    """Return what `message` asks the bot `me`: "" where it is addressed without a question, None where it is not.

    In private every text is a question; in a group what starts with /ask, mentions the bot or replies to it.
    """
    if _automatic(message):
        return None
    text, entities = _text_and_entities(message)
    commanded, addressed, gaps = False, is_private(message.chat), []
    for entity in entities:
        piece = _cut(text, entity.offset, entity.offset + entity.length)
        if entity.type == MessageEntity.BOT_COMMAND and entity.offset == 0:
            name, _, whom = piece.lower().partition("@")
            if name != ASK or whom not in ("", (me.username or "").lower()):
                return None
            commanded = True
            gaps.append(entity)
        elif _names(entity, piece, me):
            addressed = True
            gaps.append(entity)
    if not (commanded or addressed or replies_to(message, me)):
        return None
    return _without(text, gaps)


def replies_to(message: Message, me: User) -> bool:
    """Say whether `message` replies to one of the bot's own (a topic that the bot opened is none)."""
    target = message.reply_to_message
    return bool(target and target.from_user and target.from_user.id == me.id and not target.forum_topic_created)


def quoted_question(message: Message, me: User) -> str:
    """Return the text that `message` points to with its reply, where somebody else wrote it; else ""."""
    target = message.reply_to_message
    if not target or replies_to(message, me) or target.forum_topic_created:
        return ""
    if message.quote and not message.quote.is_manual:
        return message.quote.text
    return (message.quote.text if message.quote else "") or target.text or target.caption or ""


def payers(update: Update, me: User) -> tuple[Payer, ...]:
    """Return whom `update` is counted to: its person, its group or channel; nobody where it asks the bot nothing."""
    if update.inline_query:
        return (Payer(("typing", update.inline_query.from_user.id), TYPING),)
    if update.callback_query:
        return (Payer(update.callback_query.from_user.id, PERSON),)
    message = update.effective_message
    if not message or not (update.guest_message or _is_for(message, me)):
        return ()
    person = (Payer(message.from_user.id, PERSON),) if message.from_user and not message.sender_chat else ()
    return person if is_private(message.chat) else (*person, Payer(message.chat.id, CHAT))


def _is_for(message: Message, me: User) -> bool:
    """Say whether `message` makes the bot do something: in a group a command or what addresses it."""
    text, entities = _text_and_entities(message)
    command = bool(entities) and entities[0].type == MessageEntity.BOT_COMMAND and entities[0].offset == 0
    ours = command and _cut(text, 0, entities[0].length).lower().partition("@")[2] in ("", (me.username or "").lower())
    return is_private(message.chat) or ours or question_for(message, me) is not None


def _automatic(message: Message) -> bool:
    """Say whether no person wrote this: another bot, a post copied from the channel, our own inline answer."""
    writer = message.from_user
    other_bot = bool(writer and writer.is_bot and not message.sender_chat)
    return other_bot or bool(message.via_bot) or bool(message.is_automatic_forward)


def _text_and_entities(message: Message) -> tuple[str, tuple[MessageEntity, ...]]:
    if message.text is not None:
        return message.text, tuple(message.entities)
    return message.caption or "", tuple(message.caption_entities)


def _names(entity: MessageEntity, piece: str, me: User) -> bool:
    if entity.type == MessageEntity.MENTION:
        return bool(me.username) and piece.lower() == f"@{me.username}".lower()
    return entity.type == MessageEntity.TEXT_MENTION and bool(entity.user) and entity.user == me


def _cut(text: str, start: int, end: int) -> str:
    """Slice `text` by UTF-16 offsets, as Telegram counts them."""
    return text.encode("utf-16-le", "surrogatepass")[2 * start : 2 * end].decode("utf-16-le", "replace")


def _without(text: str, gaps: list[MessageEntity]) -> str:
    rest, at = "", 0
    for gap in sorted(gaps, key=lambda entity: entity.offset):
        rest += _cut(text, at, gap.offset)
        at = gap.offset + gap.length
    return (rest + _cut(text, at, len(text) * 2)).strip().strip(",:").strip()
