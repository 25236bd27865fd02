"""What a long message asks."""

from __future__ import annotations

import pytest

from bot.asked import split_questions


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("Who is she?", ("Who is she?",)),
        ("no mark at all", ("no mark at all",)),
        ("Who is the mayor? What does it cost?", ("Who is the mayor?", "What does it cost?")),
        ("Hello there. Who is the mayor? Well. What does it cost?!", ("Who is the mayor?", "What does it cost?")),
        ("Who is the mayor?\nWhat does it cost?", ("Who is the mayor?", "What does it cost?")),
        ("Kursk? What happened there?", ("Kursk? What happened there?",)),
        ("Is it true? Really?", ("Is it true? Really?",)),
        ("???", ("???",)),
        ("", ("",)),
    ],
)
def test_several_questions_are_told_apart(text: str, questions: tuple[str, ...]) -> None:
    """Each is a verbatim part of the message; a fragment is not torn from its question."""
    assert split_questions(text) == questions
    assert all(question in text for question in questions)
