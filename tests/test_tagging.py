"""One letter a token: what a word is in its sentence."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.tagging import gaps, tag
from knowledge.tokenizer import tokenize
from knowledge.word_classes import can_be_name, is_base_verb, is_past, is_plural

LETTERS = set("DANM#VGPTCBXORQ")


def tags(text: str) -> str:
    return tag(text, tokenize(text))


def between(text: str) -> str:
    return gaps(text, tokenize(text))


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Mayor Astrid Falk reopened the harbour.", "NMMVDN"),
        ("The storm sank five Danish boats.", "DNV#MN"),
        ("The union wrote to the mayor.", "DNVTDN"),
        ("She has been elected twice.", "OXXVR"),
        ("The harbour’s old crane", "DNQAN"),
        ("a state-owned railway", "DNAN"),
        ("The mayor spoke in the IT department.", "DNVPDMN"),
        ("They left in May 2024.", "OVPM#"),
        ("They may leave.", "OXV"),
        ("It did not follow his will.", "OXRVDN"),
    ],
)
def test_a_word_is_read_in_its_place(text: str, letters: str) -> None:
    """Names, past forms, participles behind a hyphen, months that are also auxiliaries."""
    assert tags(text) == letters


@pytest.mark.parametrize(
    ("question", "verb"),
    [
        ("Who did the union defeat?", 4),
        ("What does the plan state?", 4),
        ("What report came out?", 2),
        ("Who repulsed the attack?", 1),
    ],
)
def test_the_verb_of_a_question_is_found_behind_its_auxiliary(question: str, verb: int) -> None:
    """ "Defeat" and "state" are nouns elsewhere; "report" is one here."""
    assert tags(question).index("V") == verb


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("John C. Messenger", "|  "),
        ("The U.S. lost", "|  "),
        ("red, green and blue", "|,  "),
        ("north-west", "|-"),
        ("It ended. He left", "| | "),
        ("a “new” song", "|''"),
        ("it cost (about) $5", "| ||"),
        ("", ""),
    ],
)
def test_what_stands_before_a_token_is_one_letter(text: str, letters: str) -> None:
    """A full stop behind an initial does not part a name; one at a sentence's end does."""
    assert between(text) == letters


def test_past_forms_are_known_by_their_ending_or_by_heart() -> None:
    """Regular, irregular, and irregular behind a prefix; a base form is none, nor is a noun in -eed."""
    assert all(is_past(word) for word in ("walked", "wrote", "rebuilt", "overcame"))
    assert not any(is_past(word) for word in ("walk", "write", "speed", "red", ""))


def test_base_verbs_and_plurals_are_told_by_their_ending() -> None:
    """ "Discuss" ends in s and is a base form; "boats" is a plural, "bus" is not."""
    assert [is_base_verb(word) for word in ("win", "discuss", "wins", "won", "boat")] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert [is_plural(word) for word in ("boats", "bus", "class", "axis", "boat")] == [True, False, False, False, False]


def test_the_first_word_of_a_sentence_is_a_name_if_it_can_be_nothing_else_or_another_capital_follows() -> None:
    """A profession before a name is no part of it."""
    assert can_be_name("hutton", capital_follows=False)
    assert can_be_name("brookhaven", capital_follows=False)
    assert can_be_name("harbour", capital_follows=True)
    assert not can_be_name("harbour", capital_follows=False)
    assert not can_be_name("economist", capital_follows=True)
    assert not can_be_name("thronged", capital_follows=False)


@given(st.text(max_size=200))
def test_any_text_gets_one_known_letter_a_token(text: str) -> None:
    """Whatever it is made of."""
    tokens = tokenize(text)
    letters = tag(text, tokens)
    assert len(letters) == len(gaps(text, tokens)) == len(tokens)
    assert set(letters) <= LETTERS


@pytest.mark.parametrize("piece", ["A ", "did ", "what ", "x'", "1.", "“", "(a", "É", "a-", "ﬁ"])
def test_a_text_of_4096_characters_of_one_kind_is_tagged_at_once(piece: str) -> None:
    """No pattern explodes."""
    text = (piece * 4096)[:4096]
    start = time.process_time()
    tags(text)
    assert time.process_time() - start < 1
