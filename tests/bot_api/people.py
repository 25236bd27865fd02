"""What people do, as the updates that Telegram makes of it."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.bot_api.server import BotApi

Json = dict[str, Any]

_COMMAND = re.compile(r"/\w+(?:@\w+)?")
_MENTION = re.compile(r"(?<!\w)@\w{5,}")


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def entities_of(text: str) -> list[Json]:
    """Mark what Telegram marks by itself: commands and mentions, in UTF-16 units."""
    marks = [("bot_command", match) for match in _COMMAND.finditer(text) if match.start() == 0]
    marks += [("mention", match) for match in _MENTION.finditer(text)]
    return [
        {"type": kind, "offset": _units(text[: match.start()]), "length": _units(match[0])}
        for kind, match in marks
        if not (kind == "mention" and text.startswith("/") and match.start() < (_COMMAND.match(text) or match).end())
    ]


class Chats:
    """People and chats. Every method puts one update before the bot and returns the message or update it made."""

    def __init__(self, api: BotApi) -> None:
        self.api = api
        self.numbers = itertools.count(1000)

    def user(self, number: int = 7, **more: Any) -> Json:
        return {"id": number, "is_bot": False, "first_name": f"Person{number}", "language_code": "en", **more}

    def private(self, number: int = 7) -> Json:
        return self.api.chat({"id": number, "type": "private", "first_name": f"Person{number}"})

    def group(self, number: int = -100200, **more: Any) -> Json:
        return self.api.chat({"id": number, "type": "supergroup", "title": "Readers", **more})

    def message(self, text: str | None, chat: Json | None = None, **more: Any) -> Json:
        """Make a message without sending it."""
        chat = chat or self.private()
        made: Json = {"message_id": self.api.next_message_id(chat["id"]), "date": 1_700_000_000, "chat": chat}
        made["from"] = self.user(chat["id"] if chat["type"] == "private" else 7)
        if text is not None:
            made |= {"text": text, "entities": entities_of(text)}
        made |= more
        self.api.keep(made)
        return {key: value for key, value in made.items() if value is not None}

    def write(self, text: str | None, chat: Json | None = None, **more: Any) -> Json:
        made = self.message(text, chat, **more)
        self.api.push({"message": made})
        return made

    def edit(self, message: Json, text: str, **more: Any) -> Json:
        edited = {**message, "text": text, "entities": entities_of(text), "edit_date": 1_700_000_100, **more}
        self.api.keep(edited)
        self.api.push({"edited_message": edited})
        return edited

    def press(self, message: Json, label: str, user: int | None = None) -> Json:
        """Press the button whose words hold `label` under a message of the bot."""
        rows = message["reply_markup"]["inline_keyboard"]
        button = next(b for row in rows for b in row if label in b["text"])
        return self.press_data(message, button["callback_data"], user)

    def press_data(self, message: Json, data: str, user: int | None = None) -> Json:
        number = str(next(self.numbers))
        self.api.queries.add(number)
        person = self.user(user or (message["chat"]["id"] if message["chat"]["type"] == "private" else 7))
        query = {"id": number, "from": person, "chat_instance": "1", "message": message, "data": data}
        self.api.push({"callback_query": query})
        return query

    def type(self, query: str, offset: str = "") -> Json:
        """Type `@bot query` in some chat."""
        number = str(next(self.numbers))
        self.api.queries.add(number)
        made = {"id": number, "from": self.user(), "query": query, "offset": offset, "chat_type": "private"}
        self.api.push({"inline_query": made})
        return made
