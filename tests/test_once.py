"""A message on its own is answered as a conversation's first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.conversation import Conversation, converse
from bot.once import ask_once
from knowledge import load_library, prepare

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "text",
    [
        "Who reopened the harbour of Lindesund?",
        "  hello, who reopened the harbour of Lindesund  ",
        "Who says so?",
        "Why?",
        "and in May?",
        "more",
        "What did he say about it?",
        "hello",
        "summary",
        "?",
        "How heavy is a violin of Stradivari?",
        "Who reopened the harbour of Lindesund? How many boats were lost in the storm? And who is he?",
    ],
)
def test_the_answer_is_the_conversations(harbour: Path, text: str) -> None:
    """Follow-ups that follow nothing, small talk, several questions at once: the same words to the letter."""
    collection = prepare(load_library(harbour))
    assert ask_once(collection, text) == converse(collection, text, Conversation())[0]
