"""The account of a reading: the same answer as readers get, and what else was weighed."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import Collection, NotFound, Smalltalk, ask, explain, load_library, load_tests, prepare

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture
def collection(harbour: Path) -> Collection:
    """The small library, ready."""
    return prepare(load_library(harbour))


def test_the_account_of_every_shipped_test_is_of_the_answer_that_readers_get() -> None:
    """Whatever is asked, hostile or not."""
    library = load_library(SEEDS)
    shipped = prepare(library)
    for test in load_tests(SEEDS, library):
        assert explain(shipped, test.question).reading == ask(shipped, test.question)


def test_what_was_weighed_is_told_best_first(collection: Collection) -> None:
    """Paragraphs by their best sentence, each once; cards by their probability; both against the threshold."""
    account = explain(collection, "How many boats were lost in the storm?")
    assert [ranked.paragraph.number for ranked in account.paragraphs] == [2, 1, 0]
    scores = [ranked.score or 0.0 for ranked in account.paragraphs]
    assert scores == sorted(scores, reverse=True)
    assert account.cards[0].card.id == "boats-lost"
    assert account.odds
    assert account.odds.card == account.odds.likeliest > account.odds.enough
    assert not isinstance(account.reading, NotFound | Smalltalk)
    assert account.reading.confidence == account.odds.card


@pytest.mark.parametrize("text", ["Hello!", "", "What is it all about?", "Ποιος είναι ο Κέλογκ;"])
def test_where_nothing_is_weighed_there_are_no_odds(collection: Collection, text: str) -> None:
    """Small talk, an overview, another script: still the answer that readers get."""
    account = explain(collection, text)
    assert account.odds is None
    assert account.cards == ()
    assert account.reading == ask(collection, text)


def test_a_question_in_ukrainian_is_explained_as_it_is_answered(collection: Collection) -> None:
    """With the odds of what was weighed, and the missing words as they were written."""
    account = explain(collection, "Хто такий Келлог?")
    assert account.odds is not None
    assert account.reading == ask(collection, "Хто такий Келлог?")


def test_one_article_alone_is_asked_as_readers_can(collection: Collection) -> None:
    """The article goes the same way."""
    question = "Who pays for the repairs?"
    assert explain(collection, question, article="harbour").reading == ask(collection, question, article="harbour")
