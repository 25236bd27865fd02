"""Words that belong together in a question and are torn apart by another name or number in a text."""

from __future__ import annotations

import pytest

from knowledge.contrast import another_peoples, belonging, torn, torn_in_question
from knowledge.english import STOP_WORDS
from knowledge.passages import prepare_paragraph
from knowledge.question import understand
from knowledge.tokenizer import split_sentences, tokenize
from knowledge.types import Article, Metadata, Paragraph
from knowledge.vocabulary import build_vocabulary

VOCABULARY = build_vocabulary([], {}, ())


def pairs(question: str) -> list[tuple[str, str]]:
    return [(name.word, noun.word) for name, noun in belonging(understand(question, VOCABULARY))]


def tearing(question: str, text: str) -> float:
    tokens = tokenize(text)
    places: dict[str, list[int]] = {}
    for n, token in enumerate(tokens):
        places.setdefault(token.term, []).append(n)

    def named(n: int) -> bool:
        word = tokens[n].word
        return word[0].isdigit() or (text[tokens[n].start].isupper() and word not in STOP_WORDS)

    return torn(belonging(understand(question, VOCABULARY)), places, [t.term for t in tokens], named)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many Danish boats sank?", [("danish", "boats")]),
        ("Did 14 boats meet 40 sailors?", [("14", "boats"), ("40", "sailors")]),
        ("Which Danish and Finnish are boats?", []),
        ("Which boats of Denmark sank?", [("denmark", "sank")]),
        ("How many boats sank?", []),
        ("Who is Astrid Falk?", []),
        ("", []),
    ],
)
def test_a_name_or_number_belongs_to_the_word_right_after_it(question: str, expected: list[tuple[str, str]]) -> None:
    """A word of grammar between the two parts them, and two names are no pair."""
    assert pairs(question) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The storm sank five Finnish boats.",
        "Finnish fishing boats sank.",
        "The Danish union sent many Finnish boats.",
        "The storm sank 14 boats.",
    ],
)
def test_another_name_or_number_before_the_noun_tears_them_apart(text: str) -> None:
    """Danish boats were asked for, and boats of others are told of."""
    assert tearing("How many Danish boats sank?", text) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The storm sank Danish boats.",
        "The storm sank 14 Danish fishing boats.",
        "Boats from Denmark sank.",
        "Finnish boats sank, and Danish boats too.",
        "The boats sank.",
        "The Danish mourn.",
        "",
    ],
)
def test_a_noun_beside_its_own_name_or_beside_none_is_not_torn(text: str) -> None:
    """In the same sentence once is enough; a noun without any name before it may be anybody's."""
    assert tearing("How many Danish boats sank?", text) == 0


def test_the_share_of_torn_pairs_is_told() -> None:
    """One of two pairs is one half."""
    assert tearing("Did 14 boats meet 40 sailors?", "There 14 boats met 50 sailors.") == 0.5


@pytest.mark.parametrize(
    ("other", "share"),
    [
        ("Did 14 boats meet 50 sailors?", 0.5),
        ("Did 15 boats meet 50 sailors?", 1),
        ("Did 14 boats meet 40 sailors?", 0),
        ("Did the boats and sailors meet?", 0),
        ("Which sailors were on 14 boats?", 0),
        ("Who drowned?", 0),
    ],
)
def test_the_words_of_another_question_tear_pairs_too(other: str, share: float) -> None:
    """A noun stands beside another number there, and not beside its own."""
    asked = belonging(understand("Did 14 boats meet 40 sailors?", VOCABULARY))
    assert torn_in_question(asked, understand(other, VOCABULARY)) == share


def test_nothing_is_torn_where_nothing_belongs_together() -> None:
    """A question without a pair, whatever the text says."""
    assert tearing("How many boats sank?", "Five Finnish boats sank.") == 0


@pytest.mark.parametrize(
    ("question", "text", "others"),
    [
        ("What were Ukraine's own losses?", "The staff announced heavy Russian losses.", True),
        ("What are Ukrainian losses?", "The staff announced heavy Russian losses.", True),
        ("What were Ukraine's own losses?", "The staff announced heavy Ukrainian losses.", False),
        ("What were Ukraine's own losses?", "Russian losses and Ukrainian losses are not known.", False),
        ("What were Ukraine's own losses?", "The staff announced heavy losses.", False),
        ("What were the losses?", "The staff announced heavy Russian losses.", False),
    ],
)
def test_what_is_one_countrys_is_not_anothers(question: str, text: str, *, others: bool) -> None:
    """A thing that no country's name stands before may be anybody's."""
    paragraph = Paragraph("a", 1, text, split_sentences(text))
    sentences = prepare_paragraph(Article("a", Metadata("A"), (paragraph,)), paragraph).sentences
    assert another_peoples(understand(question, VOCABULARY), sentences) is others
