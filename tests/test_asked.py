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
        ("When does Trump take office? And Kellogg?", ("When does Trump take office?", "And Kellogg?")),
        ("When does Trump take office? what about him?", ("When does Trump take office?", "what about him?")),
        ("Kursk? What happened there? Who is he?", ("Kursk? What happened there?", "Who is he?")),
        ("Who is he? Why? Where is Sudzha exactly?", ("Who is he? Why?", "Where is Sudzha exactly?")),
        ("Kursk? Sudzha? What is it like?", ("Kursk? Sudzha? What is it like?",)),
        ("And Kellogg?", ("And Kellogg?",)),
        ("And? Or?", ("And? Or?",)),
        ("Is it true? Really?", ("Is it true? Really?",)),
        ("???", ("???",)),
        ("", ("",)),
    ],
)
def test_several_questions_are_told_apart(text: str, questions: tuple[str, ...]) -> None:
    """Each is a verbatim part of the message; a fragment is not torn from its question; no piece falls apart again."""
    assert split_questions(text) == questions
    assert all(question in text for question in questions)
    assert all(split_questions(question) == (question,) for question in questions)


@pytest.mark.parametrize(
    "text", ["a " * 500_000, "a: " * 300_000 + "?", "?" * 1_000_000, "a? " * 300_000 + "a " * 300_000]
)
def test_a_text_of_a_million_characters_is_split_in_one_go(text: str) -> None:
    """A line of batch may be as long; where every place were tried as a beginning, this would take hours."""
    assert split_questions(text) == (text.strip(),)
