"""What Telegram answers where it does not do what it is asked."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):  # noqa: N818 - Telegram's answer, no fault of a program
    """A refusal: the status, Telegram's words, and what it adds for programs."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_json(self) -> dict[str, Any]:
        added = {"parameters": self.parameters} if self.parameters else {}
        return {"ok": False, "error_code": self.code, "description": self.description, **added}


def bad(description: str) -> Refusal:
    """Refuse a request as wrong."""
    return Refusal(400, f"Bad Request: {description}")


BLOCKED = Refusal(403, "Forbidden: bot was blocked by the user")
NO_RIGHTS = bad("not enough rights to send text messages to the chat")
BAD_ENTITIES = bad('can\'t parse entities: Unsupported start tag "x" at byte offset 0')


def flood(seconds: int) -> Refusal:
    """Ask for patience."""
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def migrated(chat: int) -> Refusal:
    """Say that the group has become a supergroup."""
    return Refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat)
