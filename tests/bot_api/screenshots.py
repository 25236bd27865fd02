"""What readers see on Telegram, in words: chats with a real bot through the server, as Markdown for the README.

Nothing is made up: the questions are put before the bot as Telegram would, and what it sends is written down with its
markup and its buttons. GitHub takes `<ins>` for underlined and knows no quotation that opens.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from tests.bot_api.running import running

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from knowledge import Collection
    from tests.bot_api.running import Running

Json = dict[str, Any]
Line = tuple[str, str]
"""Who, and what as Markdown."""

NAME = "yourbot"
IN_PRIVATE = (
    "How many Russian soldiers were killed in a day?",
    "Who says so?",
    "What is the capital of Australia?",
)
TALK = "I wonder where Kellogg is going."
MENTION = f"@{NAME} In which cities is Kellogg arranging meetings?"
FOLLOW_UP = "When was his trip postponed until?"
TYPED = "When does Trump take office?"

_MARKS = (("<u>", "<ins>"), ("</u>", "</ins>"), ("<blockquote expandable>", "<blockquote>"))


async def screenshot(kind: str, collection: Collection) -> str:
    """Return the chat of this kind ("private", "group" or "inline") with a bot that answers from `collection`."""
    async with running(collection, username=NAME) as bot:
        lines = await CHATS[kind](bot)
    rows = "".join(f"<tr><td><b>{who}</b></td><td>\n{what}\n</td></tr>\n" for who, what in lines)
    return f"<table>\n{rows}</table>\n\n"


async def _private(bot: Running) -> list[Line]:
    lines = []
    for number, question in enumerate(IN_PRIVATE, 1):
        bot.people.write(question)
        sent = await bot.api.next_sent(number)
        lines += [("You", html.escape(question)), ("Quoth", _written(bot, number, sent))]
        await bot.api.quiet()
    return lines


async def _group(bot: Running) -> list[Line]:
    group = bot.people.group()
    lines = []
    sent: Json | None = None
    for who, text in (("Ada", TALK), ("Ben", MENTION), ("Ada", FOLLOW_UP)):
        reply = {"reply_to_message": sent} if sent else {}
        bot.people.write(text, group, **reply)
        await bot.api.quiet()
        lines.append((who, (f"<i>in reply to Quoth</i><br>\n{text}" if sent else text)))
        if len(bot.api.sent()) > (1 if sent else 0):
            sent = bot.api.sent()[-1]
            lines.append(("Quoth", f"<i>in reply to {who}</i><br>\n" + _written(bot, len(bot.api.sent()), sent)))
    return lines


async def _inline(bot: Running) -> list[Line]:
    bot.people.type(TYPED)
    await bot.api.until(lambda: bot.api.called("answerInlineQuery"))
    (result,) = bot.api.called("answerInlineQuery")[0]["results"]
    offered = f"<b>{html.escape(result['title'])}</b><br>\n{html.escape(result['description'])}"
    content = _markdown(result["input_message_content"]["message_text"])
    sent = f"<i>via @{NAME}</i><br>\n{content}{_buttons(result['reply_markup'])}"
    return [("Ada types", f"@{NAME} {TYPED}"), ("Quoth offers", offered), ("Ada, with one tap", sent)]


def _written(bot: Running, number: int, sent: Json) -> str:
    """Write down the bot's message `number`: the markup that it sent, which Telegram took."""
    return _markdown(bot.api.called("sendMessage")[number - 1]["text"]) + _buttons(sent.get("reply_markup"))


def _markdown(text: str) -> str:
    for ours, theirs in _MARKS:
        text = text.replace(ours, theirs)
    text = re.sub(r"\n*(</?blockquote>)\n*", r"\1", text)
    return (
        text.replace("\n", "<br>\n")
        .replace("<blockquote>", "\n<blockquote>")
        .replace("</blockquote>", "</blockquote>\n")
    )


def _buttons(keyboard: Json | None) -> str:
    rows = keyboard["inline_keyboard"] if keyboard else []
    return "".join("<br>\n" + " ".join(f"<kbd>{html.escape(button['text'])}</kbd>" for button in row) for row in rows)


CHATS: dict[str, Callable[[Running], Awaitable[list[Line]]]] = {
    "private": _private,
    "group": _group,
    "inline": _inline,
}
"""Every kind of chat."""
