"""Retrieval tests run: what passes, why the rest fails, and the figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import (
    Article,
    Attribution,
    Chat,
    Evidence,
    FactCard,
    Found,
    Metadata,
    NotFound,
    Paragraph,
    Quote,
    Reading,
    Smalltalk,
    Span,
    Status,
)
from knowledge.account import account_of
from knowledge.evaluation import Metrics, Rate, Result, evaluate
from knowledge.evaluation import judge as judge_account
from knowledge.retrieval_tests import Expectation, RetrievalTest

TEXTS = ("Harbour Reopens", "Mayor Falk reopened the harbour.", "The storm sank 40 boats. It lasted two days.")
PARAGRAPHS = tuple(Paragraph("harbour", n, text, ()) for n, text in enumerate(TEXTS))
ARTICLE = Article("harbour", Metadata(TEXTS[0]), PARAGRAPHS)


def evidence(number: int, words: str, card: str | None = None) -> Evidence:
    """Build evidence that quotes `words` of paragraph `number`, by way of `card`."""
    start = TEXTS[number].index(words)
    quote = Quote(PARAGRAPHS[number], Span(start, start + len(words)))
    fact = FactCard(card, "harbour", "", Status.FACT, None, (quote,), ()) if card else None
    return Evidence(ARTICLE, quote, Attribution(Status.FACT), 1.0, card=fact)


BOATS = evidence(2, "The storm sank 40 boats.")
DAYS = evidence(2, "It lasted two days.")
FALK = evidence(1, "Mayor Falk reopened the harbour.", "falk")


def judge(test: RetrievalTest, reading: Reading) -> Result:
    """Judge a reading of which no more is known."""
    return judge_account(test, account_of(reading))


def a_test(expect: Expectation | None, kind: str | None = None, question: str = "How many boats?") -> RetrievalTest:
    return RetrievalTest(question, expect, kind, "harbour", Path("harbour.tests.yaml"), 1)


@pytest.mark.parametrize(
    "expect",
    [
        Expectation(paragraph=2, article="harbour"),
        Expectation(contains=("40", "boats")),
        Expectation(article="harbour"),
        Expectation(2, ("storm",), None, "harbour"),
    ],
)
def test_a_test_passes_where_the_first_evidence_fulfils_all_it_expects(expect: Expectation) -> None:
    result = judge(a_test(expect), Found((BOATS, FALK), 0.9))
    assert (result.passed, result.reason, result.rank) == (True, "", 1)


def test_a_card_is_expected_by_its_id() -> None:
    assert judge(a_test(Expectation(card="falk")), Found((FALK,), 0.9)).passed
    assert judge(a_test(Expectation(card="falk")), Found((BOATS, FALK), 0.9)).reason == (
        "expected card falk; found harbour paragraph 2: “The storm sank 40 boats.”"
    )


@pytest.mark.parametrize(
    ("expect", "reading", "reason", "rank"),
    [
        (
            Expectation(paragraph=1, article="harbour"),
            Found((BOATS, DAYS, FALK), 0.9),
            "expected paragraph 1; found harbour paragraph 2: “The storm sank 40 boats.”",
            2,
        ),
        (
            Expectation(paragraph=2, contains=("40 boats",)),
            Found((DAYS,), 0.9),
            "expected “40 boats”; found harbour paragraph 2: “It lasted two days.”",
            1,
        ),
        (
            Expectation(paragraph=2, article="war"),
            Found((BOATS,), 0.9),
            "expected article war; found harbour paragraph 2: “The storm sank 40 boats.”",
            0,
        ),
        (
            Expectation(2, ("40",), "boats-lost", "harbour"),
            NotFound((FALK, BOATS), (), 0.1),
            "expected paragraph 2, “40”, card boats-lost; found no answer (nearest: harbour paragraph 1, card falk: "
            "“Mayor Falk reopened the harbour.”)",
            2,
        ),
        (Expectation(contains=("40",)), NotFound((), ("boats",), 0.1), "expected “40”; found no answer", 0),
        (Expectation(article="harbour"), Smalltalk(Chat.HELP), "expected article harbour; found small talk (help)", 0),
    ],
)
def test_a_failure_says_what_was_expected_and_what_was_found(
    expect: Expectation, reading: Reading, reason: str, rank: int
) -> None:
    result = judge(a_test(expect), reading)
    assert (result.passed, result.reason, result.rank) == (False, reason, rank)


@pytest.mark.parametrize(
    ("reading", "reason"),
    [
        (NotFound((BOATS,), (), 0.1), ""),
        (Smalltalk(Chat.EMPTY), ""),
        (Smalltalk(Chat.GREETING), "expected no answer, found small talk (greeting)"),
        (Found((BOATS,), 0.9), "expected no answer, found harbour paragraph 2: “The storm sank 40 boats.”"),
    ],
)
def test_no_answer_is_met_by_a_refusal_or_by_nothing_to_answer(reading: Reading, reason: str) -> None:
    result = judge(a_test(None), reading)
    assert (result.passed, result.reason) == (not reason, reason)


def test_a_long_quote_of_several_lines_is_shown_as_the_head_of_one() -> None:
    text = "Boats\nsank. " * 20
    quote = Quote(Paragraph("harbour", 1, text, ()), Span(0, len(text)))
    found = Found((Evidence(ARTICLE, quote, Attribution(Status.FACT), 1.0),), 0.9)
    shown = judge(a_test(None), found).reason.partition("“")[2]
    assert shown == ("Boats sank. " * 20)[:79] + "…”"


def test_the_figures_tell_ranking_from_daring_and_go_by_kind() -> None:
    readings: dict[str, Reading] = {
        "right": Found((BOATS,), 0.9),
        "second": Found((FALK, BOATS), 0.9),
        "refused": NotFound((BOATS,), (), 0.1),
        "lost": Found((FALK,), 0.9),
        "invented": Found((FALK,), 0.9),
        "unknown": NotFound((), (), 0.1),
    }
    boats = Expectation(paragraph=2, article="harbour")
    tests = [a_test(boats, "direct", name) for name in ("right", "second")]
    tests += [a_test(boats, None, name) for name in ("refused", "lost")]
    tests += [a_test(None, "off-topic", name) for name in ("invented", "unknown")]
    evaluation = evaluate(tests, lambda question: account_of(readings[question]))
    assert evaluation.metrics == Metrics(
        passed=Rate(2, 6),
        answered=Rate(3, 4),
        refused=Rate(1, 2),
        recall_at_1=Rate(2, 4),
        recall_at_5=Rate(3, 4),
        mrr=Rate(2.5, 4),
    )
    assert [(kind, figures.passed) for kind, figures in evaluation.by_kind] == [
        ("direct", Rate(1, 2)),
        ("untagged", Rate(0, 2)),
        ("off-topic", Rate(1, 2)),
    ]
    assert [result.test.question for result in evaluation.failures] == ["second", "refused", "lost", "invented"]
    assert evaluation.metrics.mrr.value == 0.625


def test_no_tests_make_no_figures_and_no_fault() -> None:
    evaluation = evaluate([], lambda _: account_of(Smalltalk(Chat.EMPTY)))
    assert evaluation.metrics.passed == Rate(0, 0)
    assert evaluation.metrics.passed.value == 0.0
