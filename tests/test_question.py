"""What is asked: the words of matter, mended and in the article's spelling, who is to have said it, what is denied.

The kind of answer that is expected is tested elsewhere.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.question import QueryTerm, Question, understand
from knowledge.tokenizer import tokenize
from knowledge.types import Ask
from knowledge.vocabulary import build_vocabulary

TEXTS = (
    "Mayor Astrid Falk reopened the harbour of Lindesund.",
    "The storm sank 14 boats, and the insurer Nordvakt of Oslo reported a loss in Ukraine.",
)
ALIASES = {"Lindesund": ("Lindesunn", "Linden Town"), "Astrid Falk": ("AF",)}
VOCABULARY = build_vocabulary(((text, tokenize(text)) for text in TEXTS), ALIASES, ())


def read(text: str) -> Question:
    return understand(text, VOCABULARY)


def term(text: str, word: str) -> QueryTerm:
    return next(t for t in read(text).terms if t.word == word)


def words(text: str) -> list[str]:
    return [t.word for t in read(text).terms]


def speaker(text: str) -> list[str]:
    question = read(text)
    return [question.words[place] for place in question.speaker]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who reopened the harbour of Lindesund?", ["reopened", "harbour", "lindesund"]),
        ("how many boats sank", ["boats", "sank"]),
        ("Please tell me what happened to the 14 boats", ["14", "boats"]),
        ("HARBOUR!!!", ["harbour"]),
        ("Is it so?", []),
        ("?!", []),
        ("", []),
    ],
)
def test_a_question_is_searched_by_its_words_of_matter(text: str, expected: list[str]) -> None:
    """Grammar, politeness and punctuation are not searched for."""
    assert words(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Who didn't sink?",
        "Who didn’t sink?",
        "Isn't it that they'll sink?",
        "What's what they've had sink?",
        "They're to sink, I'd say: he'd sink",
        "Couldn’t we, shouldn't you, won't he sink?",
    ],
)
def test_a_contraction_is_grammar(text: str) -> None:
    """ "Didn't" is no more searched for, and no more missed in the articles, than "did not"."""
    assert set(words(text)) == {"sink"}


def test_every_word_stays_where_it_was_asked() -> None:
    """A term knows which word of the question it is and how the reader wrote it."""
    question = read("Did the STORM sink 14 boats?")
    assert question.words == ("did", "the", "storm", "sink", "14", "boats")
    assert [(t.place, t.text) for t in question.terms] == [(2, "STORM"), (3, "sink"), (4, "14"), (5, "boats")]


def test_a_misspelt_word_is_mended_before_anything_else_looks_at_it() -> None:
    """The term is the library's; what was written and what it was taken for are told."""
    question = read("Who reopend Lindesnud?")
    assert question.mended == (("reopend", "reopened"), ("Lindesnud", "lindesund"))
    assert [(t.text, t.word, t.known) for t in question.terms] == [
        ("reopend", "reopened", True),
        ("Lindesnud", "lindesund", True),
    ]
    assert question.words == read("Who reopened Lindesund?").words


def test_words_that_are_right_are_not_mended() -> None:
    """Nothing is told of a question without a misspelling."""
    assert read("Who reopened the harbour of Lindesund after the volcano?").mended == ()


@pytest.mark.parametrize("name", ["Lindesunn", "Linden Town", "linden town"])
def test_a_readers_name_for_something_is_asked_as_the_articles(name: str) -> None:
    """The alias is replaced, and its term still shows what the reader wrote."""
    question = read(f"Who governs {name} now?")
    assert question.words == ("who", "governs", "lindesund", "now")
    assert term(f"Who governs {name} now?", "lindesund").text == name


def test_a_word_may_become_several() -> None:
    """Each word of the article's name is a term of the question."""
    assert words("Who is AF?") == ["astrid", "falk"]


def test_a_word_is_met_by_itself_fully_and_by_its_relatives_less() -> None:
    """The word's own stem counts one; a derivation less, a synonym less still."""
    lose = term("How much did it lose?", "lose").variants
    assert lose["lose"] == 1
    assert 0.5 < lose["loss"] < 1
    boat = term("Which boat?", "boat").variants
    assert [v for v, strength in boat.items() if strength == 1] == ["boat"]
    assert all(0 < strength <= 1 for strength in (*lose.values(), *boat.values()))


@pytest.mark.parametrize(
    ("text", "word", "known"),
    [
        ("Who lost?", "lost", True),
        ("Who met Ukrainian sailors?", "ukrainian", True),
        ("Who met the volcano?", "volcano", False),
        ("Were there 15?", "15", False),
        ("Were there fourteen?", "fourteen", True),
    ],
)
def test_a_word_is_known_where_the_library_has_it_or_a_derivation(text: str, word: str, *, known: bool) -> None:
    """By stem, by derivation, a number by its value."""
    assert term(text, word).known is known


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Who is Falk?", "falk", True),
        ("who is falk?", "falk", True),
        ("who came to nordvakt?", "nordvakt", True),
        ("Which of the 14 boats?", "14", True),
        ("Which of the five boats?", "five", True),
        ("What sank in may or june?", "june", True),
        ("Who met John Smithers?", "smithers", True),
        ("Which boats?", "boats", False),
        ("What is the loss?", "loss", False),
    ],
)
def test_names_and_numbers_are_told_from_other_words(text: str, word: str, *, name: bool) -> None:
    """A name of the library is one in small letters too; a capitalised stranger, a month and a number are names."""
    assert term(text, word).name is name


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    """What a word tells is how rare it is in English, whatever the library."""
    question = "Which people reopened Nordvakt?"
    assert term(question, "people").weight < term(question, "reopened").weight < term(question, "nordvakt").weight


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What did Falk say about the boats?", ["falk"]),
        ("What does Mayor Falk think of it?", ["mayor", "falk"]),
        ("Why has the insurer Nordvakt warned Oslo?", ["insurer", "nordvakt"]),
        ("How many boats sank according to Nordvakt?", ["nordvakt"]),
        ("According to Falk, who lost boats?", ["falk"]),
        ("According to Falk did Nordvakt pay?", ["falk"]),
        ("What did the storm sink?", []),
        ("Who said that Falk lost?", []),
        ("What did he say?", []),
        ("What does the article say about Falk?", []),
        ("What was said of Falk?", []),
        ("According to whom?", []),
        ("according to", []),
        ("say", []),
    ],
)
def test_whose_saying_is_asked_for_is_known(text: str, expected: list[str]) -> None:
    """The speaker's own words and no others; neither a pronoun nor the article is a speaker to look for."""
    assert speaker(text) == expected


@pytest.mark.parametrize(
    "text", ["Did Falk not pay?", "Who never paid?", "Who didn’t pay?", "Isn't it so?", "Are there no boats?"]
)
def test_a_question_with_a_negation_is_negated(text: str) -> None:
    """Not, never, no and every contraction of not."""
    assert read(text).negated


@pytest.mark.parametrize(
    "text", ["Did Falk pay?", "Is it known?", "Is the north calm?", "notable boats", "Who knows Nora?", "ant"]
)
def test_a_question_without_a_negation_is_not_negated(text: str) -> None:
    """Words that only look like one deny nothing."""
    assert not read(text).negated


def test_only_a_question_that_wants_a_yes_is_one() -> None:
    """The kind of request that the answer's words depend on."""
    assert read("Did Falk pay?").ask is Ask.YES_NO
    assert read("What did Falk pay?").ask is Ask.FACT
    assert read("boats").ask is Ask.FACT


PIECES = st.sampled_from(
    (
        "who",
        "what",
        "did",
        "say",
        "according to",
        "Falk",
        "Linden Town",
        "AF",
        "lindesnud",
        "14",
        "not",
        "didn’t",
        "ﾞ",
        "½",
        "é",
        "U.S.",
        "?",
        ",",
        "’s",
    )
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.text(max_size=6), max_size=12).map(" ".join))
def test_any_text_is_understood_and_its_parts_lead_back_to_it(text: str) -> None:
    """The terms stand in the text, in order, among its words; a second reading is the same."""
    question = read(text)
    assert question == read(text)
    assert question.text == text
    assert all(t.text in text for t in question.terms)
    assert all(question.words[t.place] == t.word for t in question.terms)
    places = [t.place for t in question.terms]
    assert places == sorted(set(places))
    assert set(question.speaker) <= set(range(len(question.words)))
    assert all(list(t.variants.values()) == sorted(t.variants.values(), reverse=True) for t in question.terms)
    assert all(t.weight > 0 and t.variants[t.main] == 1 for t in question.terms)
    assert all(written in text for written, _ in question.mended)
