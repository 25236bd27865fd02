"""Whether a sentence holds an answer of the kind that is asked for, besides what the question itself has said."""

from __future__ import annotations

import pytest

from knowledge.answerable import answerable
from knowledge.passages import PreparedParagraph, prepare_paragraph
from knowledge.question import understand
from knowledge.spans import survey
from knowledge.tokenizer import split_sentences
from knowledge.types import Article, Metadata, Paragraph
from knowledge.vocabulary import build_vocabulary

VOCABULARY = build_vocabulary([], {}, ())


def prepared(text: str) -> PreparedParagraph:
    paragraph = Paragraph("a", 1, text, split_sentences(text))
    return prepare_paragraph(Article("a", Metadata("A"), (paragraph,)), paragraph)


def holds(question: str, text: str) -> float:
    asked = understand(question, VOCABULARY)
    return answerable(asked, survey(asked, prepared(text).sentences[0]))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When was the harbour reopened?", "Mayor Falk reopened the harbour on 3 May."),
        ("When was the harbour reopened?", "The harbour was reopened soon after."),
        ("How many boats sank?", "The storm sank 14 boats."),
        ("How far is the harbour?", "The harbour lies 30 kilometers south."),
        ("Why was the harbour closed?", "The harbour was closed because of the storm."),
        ("Why was the harbour closed?", "The harbour was closed to protect the boats."),
        ("How was the harbour closed?", "The harbour was closed by a chain."),
        ("Who reopened the harbour?", "Mayor Astrid Falk reopened the harbour."),
        ("Where did the boats sink?", "The boats sank near Oslo."),
    ],
)
def test_a_sentence_with_an_answer_of_the_kind_holds_one(question: str, text: str) -> None:
    """A date, a number, a distance, a reason, a means, a person, a place."""
    assert holds(question, text) == 1


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When was the harbour reopened?", "Mayor Falk reopened the harbour."),
        ("How many boats sank?", "The storm sank boats."),
        ("Why was the harbour closed?", "The harbour was closed."),
        ("How was the harbour closed?", "The harbour was closed."),
        ("Who reopened the harbour?", "The harbour was reopened."),
        ("Who met Falk?", "Falk was met."),
        ("Where did the boats sink?", "The boats sank."),
        ("When did the storm of 2024 end?", "The storm of 2024 ended."),
    ],
)
def test_a_sentence_without_one_or_with_the_questions_own_words_only_holds_none(question: str, text: str) -> None:
    """An echo of the question is no answer."""
    assert holds(question, text) == 0


@pytest.mark.parametrize("question", ["What sank?", "harbour storm", "Did the storm sink boats?", "What is a harbour?"])
def test_where_anything_could_be_the_answer_one_half_stands_for_it(question: str) -> None:
    """No kind is expected that could be missing."""
    assert holds(question, "The storm sank 14 boats in the harbour.") == 0.5


@pytest.mark.parametrize("text", ["***", "x", "14", "ﾞ"])
def test_a_sentence_of_nothing_much_can_be_looked_at(text: str) -> None:
    """Signs only, a letter, a number, a letter of accents alone."""
    for question in ("Who sank?", "When did it sink?", "How many?", "Where?", "Why?", "How?", "", "ﾞ"):
        assert holds(question, text) in {0, 0.5, 1}
