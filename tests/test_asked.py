"""What a long message asks."""

from __future__ import annotations

import pytest

from bot.asked import LONGEST_QUESTION, split_questions


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
    (asked,) = split_questions(text)
    assert asked in text
    assert 0 < len(asked) <= LONGEST_QUESTION


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("boats " * 200, ("boats " * 100).strip()),
        (
            "boats " * 200 + "sank. Who reopened the harbour?",
            ("boats " * 94).strip() + " sank. Who reopened the harbour?",
        ),
        ("Who reopened the harbour? " + "boats " * 200, "Who reopened the harbour?"),
        ("x" * 700, "x" * 600),
        ("x" * 700 + "?", "x" * 599 + "?"),
    ],
)
def test_of_a_long_text_the_question_is_read(text: str, asked: str) -> None:
    """What leads to it as far as there is room, what follows it not at all; a text that asks nothing from its start."""
    assert split_questions(text) == (asked,)
    assert split_questions(asked) == (asked,)
