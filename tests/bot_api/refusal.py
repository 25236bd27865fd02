"""What Telegram answers where it does not do what it is asked; and what the wire makes of its answers."""

from __future__ import annotations

from enum import Enum, auto
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


class Breakage(Enum):
    """How an answer comes to nothing on its way."""

    CUT = auto()
    """The connection ends before a byte of it."""
    CUT_IN_THE_MIDDLE = auto()
    """The connection ends in the middle of its body."""
    PAGE = auto()
    """A page comes in its place, with status 200."""
    GATEWAY = auto()
    """A gateway's page comes in its place, with status 502."""
    SILENCE = auto()
    """Nothing comes."""


class Broken(Exception):  # noqa: N818 - what happens to an answer, no fault of a program
    """An answer that does not arrive; `carried_out` where what was asked for has been done all the same."""

    def __init__(self, how: Breakage, *, carried_out: bool = False) -> None:
        super().__init__(how.name)
        self.how = how
        self.carried_out = carried_out


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
