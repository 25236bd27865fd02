"""What a question asks for: kind, noun, and the gap that the answer fills."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.expectation import Expect, Slot, expected
from knowledge.gap import Role
from knowledge.tagging import tag
from knowledge.tokenizer import tokenize


def slot(question: str) -> Slot:
    tokens = tokenize(question)
    return expected([t.word for t in tokens], tag(question, tokens))


def statement(question: str) -> str:
    """Return the question as the statement with a gap that it was read as."""
    words, gap = [t.word for t in tokenize(question)], slot(question).gap
    return " ".join([*(words[i] for i in gap.left), "___", *(words[i] for i in gap.right)])


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who reopened the harbour?", Expect.PERSON),
        ("Which player scored?", Expect.PERSON),
        ("What poet wrote the hymn?", Expect.PERSON),
        ("Who is Keith Kellogg?", Expect.DEFINITION),
        ("Who is the mayor of Lindesund?", Expect.PERSON),
        ("What is Pokrovsk?", Expect.DEFINITION),
        ("What is the capital of Norway?", Expect.PLACE),
        ("When does Trump take office?", Expect.DATE),
        ("What year did Tesla die?", Expect.DATE),
        ("Where is Kurakhove?", Expect.PLACE),
        ("What city did they take?", Expect.PLACE),
        ("Which company built it?", Expect.ORGANISATION),
        ("How many soldiers were killed?", Expect.NUMBER),
        ("What was the population of Fresno?", Expect.NUMBER),
        ("How many years did it last?", Expect.DURATION),
        ("How long did it last?", Expect.DURATION),
        ("How far is Bolshoye Soldatskoye from Kursk city?", Expect.DISTANCE),
        ("How many kilometers of road were built?", Expect.DISTANCE),
        ("How much did the bridge cost?", Expect.MONEY),
        ("How much money was paid?", Expect.MONEY),
        ("What percentage of the forest is left?", Expect.SHARE),
        ("Why was the trip postponed?", Expect.REASON),
        ("What was the reason for the delay?", Expect.REASON),
        ("How was it repulsed?", Expect.MANNER),
        ("What did the union build?", Expect.THING),
        ("Did the union win?", Expect.YES_NO),
        ("Do you know who won?", Expect.YES_NO),
        ("harbour storm", Expect.KEYWORDS),
        ("", Expect.KEYWORDS),
    ],
)
def test_the_kind_of_answer_is_read_from_the_asking_words(question: str, kind: Expect) -> None:
    """The word that asks, the noun behind it, the unit that is counted."""
    assert slot(question).expect is kind


@pytest.mark.parametrize(
    ("question", "focus"),
    [
        ("What kind of forest is it?", "forest"),
        ("What court case ended it?", "case"),
        ("Which of the teams won?", "teams"),
        ("What group of scientists measures it?", "group"),
        ("What is the name of the player who scored?", "player"),
        ("What was the goal of the bequest?", "goal"),
        ("How many Danish boats sank?", "boats"),
        ("What did the union build?", ""),
        ("What are the attacks causing?", ""),
        ("Who won?", ""),
    ],
)
def test_the_noun_that_is_asked_for_is_the_head_of_its_phrase(question: str, focus: str) -> None:
    """Behind "what" and "how many", behind "what is", inside "the name of"."""
    assert slot(question).focus == focus


def test_a_kind_may_be_answered_by_an_attribute() -> None:
    """ "What kind of forest" is answered by "tropical" too, "what forest" is not."""
    assert slot("What kind of forest is it?").kind_of
    assert not slot("What forest is it?").kind_of


@pytest.mark.parametrize(
    ("question", "expected_statement"),
    [
        ("Who reopened the harbour?", "___ reopened the harbour"),
        ("Who is going to lead the negotiations?", "___ lead the negotiations"),
        ("What did Lady Gaga sing at the game?", "lady gaga sing ___ at the game"),
        ("What was the movement based on?", "the movement based ___"),
        ("The bridge was built by whom?", "the bridge was built by ___"),
        ("In what year did Falk resign?", "in falk resign ___"),
        ("At the time what was in demand?", "at the time ___ in demand"),
        ("What is the capital of Norway?", "the capital of norway ___"),
        ("What was the name of the school the union runs?", "the name of the school the union runs ___"),
    ],
)
def test_a_question_is_a_statement_with_a_gap(question: str, expected_statement: str) -> None:
    """Subject and object, a preposition left behind, the asking word where the answer would be."""
    assert statement(question) == expected_statement


@pytest.mark.parametrize(
    ("question", "role"),
    [
        ("Who reopened the harbour?", Role.SUBJECT),
        ("What was built in 1920?", Role.SUBJECT),
        ("Which player had the most goals?", Role.SUBJECT),
        ("What did the union build?", Role.OBJECT),
        ("What was the movement based on?", Role.OBLIQUE),
        ("In what year did Falk resign?", Role.OBLIQUE),
        ("Who was the director of the museum?", Role.PREDICATE),
        ("When was the harbour opened?", Role.ADJUNCT),
    ],
)
def test_the_role_of_the_answer_is_what_it_is_to_the_verb(question: str, role: Role) -> None:
    """Before it, after it, behind a preposition, beside "is", anywhere."""
    assert slot(question).gap.role is role


def test_the_preposition_that_the_answer_follows_is_kept() -> None:
    """Whether it stands before the asking word or at the end."""
    assert slot("In what year did Falk resign?").gap.preposition == "in"
    assert slot("What was the movement based on?").gap.preposition == "on"
    assert slot("What did the union build?").gap.preposition == ""


def test_a_passive_is_told_from_an_active_verb() -> None:
    """ "Was built" has its builder elsewhere."""
    assert slot("What was built in 1920?").gap.passive
    assert not slot("Who built the bridge?").gap.passive


@given(
    st.lists(
        st.sampled_from("what who how many much of is did the a in union build was which when kind".split()),
        max_size=12,
    )
)
def test_any_order_of_words_has_a_slot_whose_places_are_words(words: list[str]) -> None:
    """However little sense it makes."""
    asked = slot(" ".join(words))
    places = (*asked.gap.left, *asked.gap.right, asked.gap.verb, asked.gap.head)
    assert all(-1 <= place < len(words) for place in places)


@pytest.mark.parametrize("piece", ["what ", "who did the ", "of ", "how many ", "? ", "the name of "])
def test_a_question_of_4096_characters_is_read_at_once(piece: str) -> None:
    """No loop in a loop."""
    start = time.process_time()
    slot((piece * 4096)[:4096])
    assert time.process_time() - start < 1
