"""What is worth an editor's look though it is no fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import review_library
from knowledge.library import survey
from knowledge.wording_pairs import near_pairs

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE = """Harbour Reopens

Mayor Astrid Falk reopened the harbour of Lindesund on 3 May.

\tThe storm sank 40 boats, and the insurer Nordvakt paid for 12 of them.

Photograph: the harbour.
"""
REOPENED = '{quote: "Mayor Astrid Falk reopened the harbour of Lindesund on 3 May."}'
SANK = '{quote: "The storm sank 40 boats"}'


def library(folder: Path, *cards: tuple[str, str, str]) -> Path:
    """Write the article and cards of (id, evidence, questions)."""
    (folder / "harbour.txt").write_text(ARTICLE, encoding="utf-8")
    parts = [
        f"- id: {name}\n  answer: so\n  status: fact\n  evidence: [{evidence}]\n  questions: [{questions}]\n"
        for name, evidence, questions in cards
    ]
    (folder / "harbour.cards.yaml").write_text("cards:\n" + "".join(parts), encoding="utf-8")
    return folder


def warnings(folder: Path) -> list[str]:
    review = review_library(folder)
    assert review.faults == ()
    return [str(warning).removeprefix(f"{folder}/") for warning in review.warnings]


def test_a_paragraph_that_no_card_covers_is_told_at_its_place(tmp_path: Path) -> None:
    """Line and column of its first letter; a caption is too short to be missed."""
    assert warnings(library(tmp_path, ("a", REOPENED, "Who reopened the harbour?"))) == [
        "harbour.txt:5:2: no card covers paragraph 2: 'The storm sank 40 boats, and the insurer Nordvakt paid for …'; "
        "add a card that quotes it, if readers will ask"
    ]


def test_where_all_is_covered_and_all_questions_differ_there_is_no_warning(tmp_path: Path) -> None:
    """Nor for an article without cards: its editor wants none."""
    folder = library(tmp_path, ("a", REOPENED, "Who reopened the harbour?"), ("b", SANK, "How many boats sank?"))
    (folder / "other.txt").write_text(ARTICLE, encoding="utf-8")
    assert warnings(folder) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Which mayor reopened the harbour of Lindesund?", "Which mayor re-opened the harbour of Lindesund?"),
        ("How many boats sank in the big storm?", "How many boats sank in the big storms?"),
        ("Who paid for the lost boats of Lindesund?", "Who paid for lost boats of Lindesund"),
    ],
)
def test_questions_of_two_cards_that_are_nearly_the_same_are_told_once(tmp_path: Path, first: str, second: str) -> None:
    """At the later one, with the place of the first."""
    folder = library(tmp_path, ("a", REOPENED, f"{first}, Unlike?"), ("b", SANK, f'Where?, "{second}"'))
    (told,) = [line for line in warnings(folder) if "nearly" in line]
    assert told.startswith(
        f"harbour.cards.yaml:11:23: the question {second!r} is nearly the card a's {first!r} (line 6); "
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("How many boats sank in 2019 in Lindesund?", "How many boats sank in 2020 in Lindesund?"),
        ("Who reopened the harbour of Lindesund?", "When was the harbour of Lindesund reopened?"),
        ("Did Russia attack Ukraine first?", "Did Ukraine attack Russia first?"),
        ("How many Russian soldiers were lost?", "How many Ukrainian soldiers were lost?"),
        ("How many boats sank?", "How many boats sank in May?"),
    ],
)
def test_another_number_name_question_word_or_order_is_another_question(
    tmp_path: Path, first: str, second: str
) -> None:
    """However much the rest is alike."""
    folder = library(tmp_path, ("a", REOPENED, first), ("b", SANK, second))
    assert [line for line in warnings(folder) if "nearly" in line] == []


def test_one_cards_own_questions_may_be_as_alike_as_its_editor_likes(tmp_path: Path) -> None:
    """Misspelt wordings are there on purpose."""
    folder = library(tmp_path, ("a", f"{REOPENED}, {SANK}", "Who reopened the harbour?, Who re-opened the harbour?"))
    assert warnings(folder) == []


def test_a_question_that_another_card_answers_is_told(tmp_path: Path) -> None:
    """A mayor's card that asks for boats: whoever asks so is told of the boats."""
    folder = library(
        tmp_path,
        ("a", REOPENED, "How many boats sank in the big storm?"),
        ("b", SANK, '"In the big storm, how many boats sank?", How many boats the big storm sank?'),
    )
    told = [line for line in warnings(folder) if "nearly" not in line]
    assert told == [
        "harbour.cards.yaml:6:15: the question 'How many boats sank in the big storm?' of the card a is answered with "
        "the card b; say in it what sets the two apart, or move it there",
    ]


def test_faults_come_first(tmp_path: Path) -> None:
    """Where the cards have one there are no warnings: a quote that is none would leave its paragraph uncovered."""
    folder = library(tmp_path, ("a", '{quote: "50 boats"}', "Who?"), ("b", REOPENED, "Who reopened it?"))
    review = review_library(folder)
    assert (len(review.faults), review.warnings) == (1, ())


WORDS = st.lists(st.sampled_from("harbour boat storm mayor union crate 40 Lindesund".split()), max_size=5)


@given(st.lists(WORDS, min_size=2, max_size=8))
def test_the_pairs_are_those_that_comparing_each_with_each_finds(
    tmp_path_factory: pytest.TempPathFactory, wordings: list[list[str]]
) -> None:
    """The shortcut over the rarest words loses none."""
    folder = tmp_path_factory.mktemp("pairs")
    cards = [(f"c{n}", REOPENED, f'"{" ".join([*words, "x" * (n + 2)])}"') for n, words in enumerate(wordings)]
    marked = survey(library(folder, *cards)).cards
    asked = [(card, mark, frozenset(mark.text.casefold().split())) for card in marked for mark in card.questions]
    expected = {
        (first[1].line, second[1].line)
        for n, second in enumerate(asked)
        for first in asked[:n]
        if 2 * len(first[2] & second[2]) >= len(first[2] | second[2])
    }
    assert {(pair.first.mark.line, pair.second.mark.line) for pair in near_pairs(marked)} == expected


def test_rivals_that_point_to_other_cards_are_asked_too(tmp_path: Path) -> None:
    """What a card's `see_also` leads to need not be among those that are asked."""
    folder = library(
        tmp_path,
        ("a", REOPENED, "How many boats sank in the big storm?"),
        ("b", SANK, '"In the big storm, how many boats sank?", How many boats the big storm sank?'),
        ("c", REOPENED, "Who reopened the harbour?"),
    )
    file = folder / "harbour.cards.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("- id: b\n", "- id: b\n  see_also: [c]\n"), encoding="utf-8"
    )
    assert [line for line in warnings(folder) if "is answered with the card b" in line] != []
