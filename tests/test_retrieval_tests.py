"""From NAME.tests.yaml to retrieval tests, each held against the library."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import LibraryError, load_library
from knowledge.retrieval_tests import Expectation, RetrievalTest, load_tests

SEEDS = Path(__file__).parent.parent / "seeds"
HARBOUR = "Harbour Reopens\n\nMayor Falk reopened the harbour on 3 May.\nThe storm sank 40 boats on 1 May.\n"
CARDS = """\
cards:
  - {id: boats-lost, answer: 40 boats., status: fact, evidence: [{quote: 40 boats, paragraph: 2}]}
"""


def load(folder: Path, tests: str) -> tuple[RetrievalTest, ...]:
    """Load `tests` of a library of two articles and one card."""
    (folder / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    (folder / "harbour.cards.yaml").write_text(CARDS, encoding="utf-8")
    (folder / "war.txt").write_text("War ends", encoding="utf-8")
    (folder / "harbour.tests.yaml").write_text(tests, encoding="utf-8")
    return load_tests(folder, load_library(folder))


def complaints(folder: Path, tests: str) -> list[str]:
    with pytest.raises(LibraryError) as caught:
        load(folder, tests)
    return [str(fault).removeprefix(f"{folder}/harbour.tests.yaml:") for fault in caught.value.faults]


def test_expectations_are_read_with_the_place_of_their_question(tmp_path: Path) -> None:
    tests = load(
        tmp_path,
        "- question: How many boats?\n"
        "  kind: direct\n"
        "  expect: {paragraph: 2, contains: [40, boats], card: boats-lost}\n"
        "- question: ''\n"
        "  expect: {no_answer: true}\n"
        "- {question: War?, expect: {article: war}}\n"
        "- {question: May?, expect: {contains: [May], no_answer: false}}\n",
    )
    file = tmp_path / "harbour.tests.yaml"
    assert tests == (
        RetrievalTest(
            "How many boats?",
            Expectation(2, ("40", "boats"), "boats-lost", "harbour"),
            "direct",
            "harbour",
            file,
            1,
        ),
        RetrievalTest("", None, None, "harbour", file, 4),
        RetrievalTest("War?", Expectation(article="war"), None, "harbour", file, 6),
        RetrievalTest("May?", Expectation(contains=("May",)), None, "harbour", file, 7),
    )


def test_the_shipped_tests_are_sound_and_many() -> None:
    tests = load_tests(SEEDS, load_library(SEEDS))
    assert len(tests) >= 150
    assert any(test.expect is None for test in tests)


def test_a_library_without_tests_has_none(tmp_path: Path) -> None:
    (tmp_path / "war.txt").write_text("War ends", encoding="utf-8")
    assert load_tests(tmp_path, load_library(tmp_path)) == ()


@pytest.mark.parametrize(
    ("test", "complaint"),
    [
        ("{expect: {paragraph: 1}}", "1:3: the test has no question; add question: to it"),
        ("{question: , expect: {paragraph: 1}}", "1:3: the test has no question; add question: to it"),
        ("{question: Who?}", "1:3: the test has no expect; add expect: to it"),
        ("{question: Who?, expect: {}}", "1:28: expect is empty; add paragraph:, contains:, card: or no_answer: true"),
        (
            "{question: Who?, expect: {no_answer: false}}",
            "1:40: expect is empty; say what the answer holds, or no_answer: true",
        ),
        (
            "{question: Who?, expect: {no_answer: true, paragraph: 1}}",
            "1:40: expect says no_answer: true and what the answer is; keep one of the two",
        ),
        (
            "{question: Who?, expect: {no_answer: maybe}}",
            "1:40: no_answer is 'maybe', not true or false; write no_answer: true",
        ),
        (
            "{question: Who?, expect: {paragraph: 9}}",
            "1:40: there is no paragraph 9: harbour has paragraphs 0 to 2; correct the number",
        ),
        (
            "{question: Who?, expect: {paragraph: -1}}",
            "1:40: paragraph is '-1', not a whole number; write paragraph: 4",
        ),
        (
            "{question: Who?, expect: {paragraph: 1, contains: [40 boats]}}",
            "1:54: '40 boats' is not in paragraph 1; it stands in paragraph 2: correct one of the two",
        ),
        (
            "{question: Who?, expect: {contains: [41 boats]}}",
            "1:40: '41 boats' is not in the article harbour; copy it from the article",
        ),
        (
            "{question: Who?, expect: {contains: [Falk, 40]}}",
            "1:40: no one paragraph holds all that contains asks for; ask for words of one sentence",
        ),
        (
            "{question: Who?, expect: {contains: []}}",
            "1:39: contains is empty; name words of the quote, or delete the key",
        ),
        (
            "{question: Who?, expect: {contains: May}}",
            "1:39: contains is 'May', not a list; write [one, two] or one '- item' a line",
        ),
        ("{question: Who?, expect: {card: boat-lost}}", "1:35: there is no card 'boat-lost'; did you mean boats-lost?"),
        (
            "{question: Who?, expect: {card: boats-lost, paragraph: 1}}",
            "1:35: the card boats-lost has its evidence in paragraph 2, not in 1; correct one of the two",
        ),
        (
            "{question: Who?, expect: {card: boats-lost, article: war}}",
            "1:35: the card boats-lost is of the article harbour, not of war; correct one of the two",
        ),
        (
            "{question: Who?, expect: {article: wars}}",
            "1:38: there is no article 'wars' in the library; did you mean war?",
        ),
        (
            "{question: Who?, expects: {paragraph: 1}, expect: {paragraph: 1}}",
            "1:20: unknown key 'expects' in a test; did you mean expect?",
        ),
        ("Who?", "1:3: a test is 'Who?', not a mapping; write it as key: value with question, expect, kind"),
    ],
)
def test_a_test_that_could_never_pass_is_a_fault_of_the_test(tmp_path: Path, test: str, complaint: str) -> None:
    assert complaints(tmp_path, f"- {test}\n") == [complaint]


def test_a_tests_file_of_no_article_is_refused(tmp_path: Path) -> None:
    (tmp_path / "peace.tests.yaml").write_text("[]", encoding="utf-8")
    with pytest.raises(LibraryError, match=r"'peace\.tests\.yaml' belongs to no article"):
        load(tmp_path, "[]")
