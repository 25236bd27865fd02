"""What no answer can do without: each rule bars what lacks it, and lets pass what has it."""

from __future__ import annotations

import pytest

from knowledge.lacking import lacks
from knowledge.passages import PreparedSentence, prepare_paragraph
from knowledge.question import understand
from knowledge.tokenizer import split_sentences
from knowledge.types import Article, Metadata, Paragraph
from knowledge.vocabulary import build_vocabulary

PASSAGES = (
    "Mayor Astrid Falk reopened the harbour on 3 May.",
    "The harbour of Oslo lies 30 kilometers south.",
    "The storm sank 14 boats.",
    "Falk said that Lind was right.",
    "Captain Olsen is 61 years old.",
    "The opening was attended by 2000 guests.",
    "Dozens of guests attended the dinner.",
    "He assured the fishermen that the storm was over.",
    "The town has 4,000 inhabitants.",
)
VOCABULARY = build_vocabulary(
    ((s.text, s.tokens) for text in PASSAGES for s in prepare_paragraph(
        Article("a", Metadata("A"), ()), Paragraph("a", 1, text, split_sentences(text))
    ).sentences), {}, ()
)  # fmt: skip


def sentences(text: str) -> tuple[PreparedSentence, ...]:
    paragraph = Paragraph("a", 1, text, split_sentences(text))
    return prepare_paragraph(Article("a", Metadata("A"), (paragraph,)), paragraph).sentences


def barred(question: str, text: str, told: frozenset[str] = frozenset()) -> bool:
    return lacks(understand(question, VOCABULARY), sentences(text), told)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How far is the harbour?", "The storm sank 14 boats."),
        ("When was the harbour reopened?", "Mayor Astrid Falk reopened the harbour."),
        ("How many boats does Oslo have?", "The harbour of Oslo lies 30 kilometers south."),
        ("How many tanks sank?", "The storm sank 14 boats."),
        ("How many boats sank in October?", "The storm sank 14 boats."),
        ("How many boats sank on Friday?", "The storm sank 14 boats."),
        ("What is the population of Oslo?", "Most of the population of Oslo fled."),
        ("How old is Astrid Falk?", "Mayor Astrid Falk reopened the harbour on 3 May."),
        ("Did the boats burn?", "The storm sank 14 boats."),
        ("What did Lind say about the harbour?", "Mayor Astrid Falk reopened the harbour on 3 May."),
        ("What did Falk say about Olsen?", "Falk said that Lind was right."),
        ("Who is the captain of Oslo?", "Mayor Astrid Falk reopened the harbour of Oslo."),
        ("Should Falk close the harbour?", "Mayor Astrid Falk reopened the harbour on 3 May."),
        ("What was Falk before she was mayor?", "Mayor Astrid Falk reopened the harbour."),
        ("How is the name Falk pronounced?", "Mayor Astrid Falk reopened the harbour."),
        ("Is Falk a good dancer?", "Mayor Astrid Falk reopened the harbour."),
        ("Why was the harbour closed?", "The harbour was closed."),
    ],
)
def test_what_lacks_what_was_asked_for_is_barred(question: str, text: str) -> None:
    """However many words it shares with the question."""
    assert barred(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How far is the harbour?", "The harbour of Oslo lies 30 kilometers south."),
        ("When was the harbour reopened?", "Mayor Astrid Falk reopened the harbour on 3 May."),
        ("When did the harbour reopen?", "The harbour reopened after the storm."),
        ("How many boats sank?", "The storm sank 14 boats."),
        ("How many guests came?", "The opening was attended by 2000 guests."),
        ("How many guests came?", "Dozens of guests attended the dinner."),
        ("How many people live in the town?", "The town has 4,000 inhabitants."),
        ("How many kilometers is it to the harbour?", "The harbour of Oslo lies 30 kilometers south."),
        ("How many boats sank in May?", "The storm sank 14 boats. It came in May."),
        ("What is the population of the town?", "The town has 4,000 inhabitants."),
        ("How old is Olsen?", "Captain Olsen is 61 years old."),
        ("Did the boats sink?", "The storm sank 14 boats."),
        ("What did Falk say about Lind?", "Falk said that Lind was right."),
        ("What did Falk say about the storm?", "He assured the fishermen that the storm was over."),
        ("Who is the captain?", "Captain Olsen is 61 years old."),
        ("Should Falk close the harbour?", "Falk must close the harbour, says Lind."),
        ("What was Falk before she was mayor?", "Mayor Astrid Falk, formerly a sailor, reopened the harbour."),
        ("What does the name Oslo mean?", "The name Oslo means a meadow of gods."),
        ("Is Falk a mayor?", "Mayor Astrid Falk reopened the harbour."),
        ("What sank?", "The storm sank 14 boats."),
        ("When it storms, what sinks in the harbour of Oslo?", "The storm sank 14 boats."),
    ],
)
def test_what_has_it_passes(question: str, text: str) -> None:
    """Whether it is the right answer is for the probabilities to say."""
    assert not barred(question, text)


def test_what_a_card_tells_besides_counts_as_there() -> None:
    """The editor's own wordings know what the quote is called by readers."""
    assert barred("How many smacks sank?", "The storm sank 14 boats.")
    assert not barred("How many smacks sank?", "The storm sank 14 boats.", frozenset({"smack"}))
