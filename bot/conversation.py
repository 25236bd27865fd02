"""What "it", "he", "and in August?" refer to. STUB until the conversation lands; the signatures stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answer import Answer, format_answer
from knowledge import ask

if TYPE_CHECKING:
    from knowledge import Collection


@dataclass(frozen=True, slots=True)
class Conversation:
    """What is remembered of a conversation between two questions. Small, and readable as JSON."""

    question: str = ""
    """The last question, with its references resolved."""

    def to_json(self) -> str:
        """Write the conversation as one line of JSON."""
        raise NotImplementedError

    @classmethod
    def from_json(cls, text: str) -> Conversation:
        """Read what `to_json` wrote; anything else is an empty conversation."""
        raise NotImplementedError


def converse(
    collection: Collection, text: str, conversation: Conversation, *, article: str | None = None
) -> tuple[Answer, Conversation]:
    """Answer `text` as the next question of `conversation`; every surface asks through here.

    Raises UnknownArticleError where `article` is not in the library.
    """
    return format_answer(text, ask(collection, text, article=article), collection), conversation
