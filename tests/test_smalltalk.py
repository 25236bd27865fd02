"""Small talk: recognised where a message is nothing else, and taken off a question."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.courtesy import strip_courtesy
from knowledge.smalltalk import smalltalk, strip_greeting
from knowledge.types import Chat

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("hi", Chat.GREETING),
        ("Hello there!", Chat.GREETING),
        ("heyyyyy", Chat.GREETING),
        ("Good morning, dear bot", Chat.GREETING),
        ("How are you doing today?", Chat.GREETING),
        ("What’s up?", Chat.GREETING),
        ("Привіт!", Chat.GREETING),
        ("Добрий день", Chat.GREETING),
        ("здравствуйте", Chat.GREETING),
        ("thanks", Chat.THANKS),
        ("Thank you so much 🙏", Chat.THANKS),
        ("ok, got it", Chat.THANKS),
        ("Дуже дякую!", Chat.THANKS),
        ("большое спасибо", Chat.THANKS),
        ("Hello and thank you", Chat.THANKS),
        ("help", Chat.HELP),
        ("Hi, what can you do?", Chat.HELP),
        ("who are you", Chat.HELP),
        ("Що ти вмієш?", Chat.HELP),
        ("bye!", Chat.GOODBYE),
        ("Thanks, see you later", Chat.GOODBYE),
        ("до побачення", Chat.GOODBYE),
        ("", Chat.EMPTY),
        ("   \n", Chat.EMPTY),
        ("?!?!...", Chat.EMPTY),
        ("😂😂🔥", Chat.EMPTY),
        ("\u202e\u200b\ufeff", Chat.EMPTY),
        ("\x07\x1b\x00", Chat.EMPTY),
    ],
)
def test_what_is_no_question_is_recognised(text: str, kind: Chat) -> None:
    """A greeting, thanks, a call for help, a goodbye and nothing at all are told apart."""
    assert smalltalk(text) is kind


@pytest.mark.parametrize(
    "text",
    [
        "hello, who is Kellogg?",
        "Thanks to whom did the talks begin?",
        "How does this help Ukraine?",
        "Who said “good news”?",
        "good news",
        "Who are they?",
        "What can Ukraine do?",
        "thanks Kellogg envoy",
        "hi " * 40 + "x",
        "42",
        "why?",
        "more",
        "the",
        "今日",
    ],
)
def test_a_question_is_never_small_talk(text: str) -> None:
    """One word that is in no phrase makes a question of the message."""
    assert smalltalk(text) is None


def test_no_test_question_of_the_shipped_article_is_small_talk_or_loses_a_word() -> None:
    """Questions that hold a letter or a digit go on to the articles, whole."""
    questions = [row["question"] for row in yaml.safe_load((SEEDS / "kursk-offensive.tests.yaml").read_text("utf-8"))]
    asked = [question for question in questions if smalltalk(question) is not Chat.EMPTY]
    assert len(asked) > 190
    assert [(q, smalltalk(q)) for q in asked if smalltalk(q) is not None] == []
    assert [
        (q, strip_greeting(q)) for q in asked if strip_greeting(q) not in {q.strip(), strip_courtesy(q.strip())}
    ] == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("hello, who is Kellogg?", "who is Kellogg?"),
        ("Hello who is Kellogg?", "who is Kellogg?"),
        ("Hi there! Good morning. Where is Sudzha?", "Where is Sudzha?"),
        ("hey bot tell me about Sudzha", "tell me about Sudzha"),
        ("Thanks! And when does Trump take office?", "And when does Trump take office?"),
        ("Who is Kellogg? Thanks!", "Who is Kellogg?"),
        ("Hello, “Sudzha”?", "“Sudzha”?"),
        ("Привіт, хто такий Келлог?", "хто такий Келлог?"),
        ("Здравствуйте! Кто такой Келлог?", "Кто такой Келлог?"),
        ("Hello, Kellogg", "Kellogg"),
        ("Who is Kellogg?", "Who is Kellogg?"),
        ("Thanks to whom did the talks begin?", "Thanks to whom did the talks begin?"),
        ("Hello Kitty sales", "Hello Kitty sales"),
        ("good news from Kursk", "good news from Kursk"),
        ("Who said “thank you”?", "Who said “thank you”?"),
        ("hello", "hello"),
        ("hello, thanks", "hello, thanks"),
        ("", ""),
    ],
)
def test_a_greeting_is_taken_off_the_question(text: str, left: str) -> None:
    """What is left is the question as it was written; words that could belong to it stay."""
    assert strip_greeting(text) == left


@given(st.text(max_size=200))
def test_any_text_is_taken(text: str) -> None:
    """Whatever is typed, nothing is raised, and what is left was in the text."""
    smalltalk(text)
    assert strip_greeting(text) in text
