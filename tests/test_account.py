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


def test_two_articles_on_one_thing_are_accounted_for_as_they_are_answered(tmp_path: Path) -> None:
    """The newer one's card is in front of the likelier one, and sentences of either may be near: the answer is one."""
    card = """\
unanswered: [Why did the boats sink{2}?]
cards:
  - id: {0}
    answer: The storm sank {1} boats.
    status: claim
    attributed_to: The union
    evidence: [{{quote: "The union said that the storm sank {1} boats."}}]
    questions: [How many boats sank{2}?, Boats sunk{2}, The number of boats that sank{2}, Did boats sink{2}?]
"""
    for name, boats, more in (("may", 14, ""), ("june", 40, " of June")):
        day = f"---\ndate: 2024-06-0{boats // 10}\n---\n"
        text = f"{day}Storm Sinks Boats\n\nThe union said that the storm sank "
        (tmp_path / f"{name}.txt").write_text(f"{text}{boats} boats. Snow fell in the night.\n", encoding="utf-8")
        (tmp_path / f"{name}.cards.yaml").write_text(card.format(name, boats, more), encoding="utf-8")
    both = prepare(load_library(tmp_path))
    asked = [w.text for c in both.library.cards for w in c.questions]
    asked += ["Did snow fall?", "Why did the boats sink?", "How many ships sank in May?", "When did the boats sink?"]
    readings = [ask(both, question) for question in asked]
    assert [explain(both, question).reading for question in asked] == readings
    assert {type(reading) for reading in readings} > {NotFound}
