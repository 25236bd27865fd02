"""A library of several articles: the newest speaks first, the older is heard, a question may name its article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.answer import Answer, Outcome, format_answer
from bot.dating import date_of
from bot.render.terminal import render_terminal
from knowledge import Article, Collection, Library, Metadata, ask, load_library, prepare
from knowledge.named_article import named_article
from knowledge.recency import is_newer

if TYPE_CHECKING:
    from pathlib import Path

STORM = "The storm of Oslo\n\nThe storm sank {boats} boats in the harbour of Oslo.\n\nMayor Falk thanked the sailors.\n"


def article(folder: Path, name: str, text: str, published: str | None = None) -> None:
    front = f"---\npublished: {published}\n---\n" if published else ""
    title, _, rest = text.partition("\n")
    (folder / f"{name}.md").write_text(f"{front}# {title}\n{rest}", encoding="utf-8")


@pytest.fixture
def storms(tmp_path: Path) -> Collection:
    """Two dated articles with two figures for one thing, and one about something else."""
    article(tmp_path, "a-first-report", STORM.format(boats=14), "2025-01-06")
    article(tmp_path, "b-second-report", STORM.format(boats=21), "2025-03-01")
    article(tmp_path, "bridge", "A bridge for Bergen\n\nThe bridge of Bergen cost 9 million euros.\n")
    return prepare(load_library(tmp_path))


def answered(collection: Collection, question: str, **scope: str) -> Answer:
    return format_answer(question, ask(collection, question, **scope), collection)


def test_of_articles_that_answer_alike_the_newest_is_quoted(storms: Collection) -> None:
    """And the older one's figure stands beside it, each with its own date."""
    answer = answered(storms, "How many boats did the storm sink?")
    assert answer.outcome is Outcome.ANSWERED
    assert answer.short is not None
    assert "21" in answer.short
    assert [side.article.id for side in answer.other_sides] == ["a-first-report"]
    assert "As of 1 March 2025." in (answer.said or "")
    assert "newer" not in (answer.said or "")
    shown = render_terminal(answer)
    assert "b-second-report, paragraph 1 · 1 March 2025" in shown
    assert "a-first-report, paragraph 1 · 6 January 2025" in shown
    assert answer.text.endswith("[b-second-report, paragraph 1, 1 March 2025]")


def test_that_two_articles_agree_makes_neither_less_likely(storms: Collection) -> None:
    """Which of them was meant is no doubt."""
    alone = answered(storms, "Whom did Mayor Falk thank?", article="b-second-report")
    both = answered(storms, "Whom did Mayor Falk thank?")
    assert both.evidence[0].article.id == "b-second-report"
    assert both.confidence > 0.8 * alone.confidence


def test_an_older_article_that_was_asked_for_says_that_a_newer_one_says_otherwise(tmp_path: Path) -> None:
    """Where the older one fits the question better, it is the answer, with the warning."""
    first = "Boats sink in Oslo\n\nThe storm sank 14 boats in the harbour of Oslo.\n"
    later = "A new count\n\nMore was found out, and divers say what the storm sank: 21 boats in the harbour of Oslo.\n"
    article(tmp_path, "first", first, "2025-01-06")
    article(tmp_path, "second", later, "2025-03-01")
    answer = answered(prepare(load_library(tmp_path)), "How many boats did the storm sink in the harbour of Oslo?")
    assert answer.evidence[0].article.id == "first"
    assert "As of 6 January 2025. A newer article, of 1 March 2025, says otherwise." in (answer.said or "")


@pytest.mark.parametrize(
    ("question", "boats", "id_"),
    [
        ("How many boats sank in the first report article?", "14", "a-first-report"),
        ("According to the second report story, how many boats sank?", "21", "b-second-report"),
    ],
)
def test_a_question_may_name_its_article(storms: Collection, question: str, boats: str, id_: str) -> None:
    """By words of its id or headline; only it is asked."""
    answer = answered(storms, question)
    assert answer.evidence[0].article.id == id_
    assert boats in (answer.short or "")


LIBRARY = Library(
    (Article("kursk-war", Metadata("Fighting in Kursk"), ()), Article("oslo", Metadata("Snow", "NRK"), ()))
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("How many died in the Kursk article?", ("kursk-war", "How many died?")),
        ("According to the article on snow, who slipped?", ("oslo", "who slipped?")),
        ("Who died in the snow in the Kursk article?", ("kursk-war", "Who died in the snow?")),
        ("Who slipped in the NRK piece?", ("oslo", "Who slipped?")),
        ("Who slipped in the article “Snow”?", (None, "Who slipped in the article “Snow”?")),
        ("Who died in the Berlin article?", (None, "Who died in the Berlin article?")),
        ("Who died in Kursk?", (None, "Who died in Kursk?")),
        ("Who wrote the article?", (None, "Who wrote the article?")),
        ("", (None, "")),
        ("in the " * 5000, (None, "in the " * 5000)),
    ],
)
def test_words_that_fit_one_article_choose_it(text: str, expected: tuple[str | None, str]) -> None:
    """Others choose nothing and stay where they are."""
    assert named_article(LIBRARY, text) == expected


@pytest.mark.parametrize(
    ("published", "said"),
    [
        ("2025-01-06", "6 January 2025"),
        ("2025-01-06T10:00:00Z", "6 January 2025"),
        ("2025-03", "March 2025"),
        ("2025", "2025"),
        ("2025-13-01", "2025"),
        (None, None),
    ],
)
def test_a_date_is_said_as_far_as_it_is_known(published: str | None, said: str | None) -> None:
    """Nothing is made up."""
    assert date_of(Article("a", Metadata("A", published=published), ())) == said


@pytest.mark.parametrize(
    ("one", "other", "newer"),
    [
        ("2025-03-01", "2025-01-06", True),
        ("2025-01-06", "2025-03-01", False),
        ("2025-01", "2025-01-06", False),
        ("2025-01-06", "2025-01", False),
        ("2026", "2025-12-31", True),
        (None, "2025", False),
        ("2025", None, False),
    ],
)
def test_newer_is_what_is_known_to_be_newer(one: str | None, other: str | None, *, newer: bool) -> None:
    """A month is neither before nor after its days; what has no date is not newer than anything."""
    made = [Article("a", Metadata("A", published=published), ()) for published in (one, other)]
    assert is_newer(made[0], made[1]) is newer
