"""What `quoth check` and `quoth test` print, to the letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli import main
from bot.reports import report_check, write_evaluation
from knowledge import Chat, NotFound, Reading, Smalltalk
from knowledge.evaluation import evaluate
from knowledge.retrieval_tests import Expectation, RetrievalTest

FILE = Path("harbour.tests.yaml")


def expected(question: str, line: int, *, kind: str | None = None, paragraph: int | None = None) -> RetrievalTest:
    expect = None if paragraph is None else Expectation(paragraph=paragraph, article="harbour")
    return RetrievalTest(question, expect, kind, "harbour", FILE, line)


def refuse(question: str) -> Reading:
    return NotFound((), (), 0.1)


def test_a_sound_library_is_counted(harbour: Path) -> None:
    """One line, and true."""
    assert report_check(harbour) == (f"{harbour}: 1 article, 2 cards, no faults", True)


def test_every_fault_of_a_library_is_a_line_and_the_summary_the_last(
    harbour: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """File, line, what and remedy of each; exit status 1, nothing on stderr."""
    cards = harbour / "harbour.cards.yaml"
    text = cards.read_text(encoding="utf-8").replace("status: fact", "status: fat").replace("answer:", "anser:")
    cards.write_text(text, encoding="utf-8")
    assert main(["check", "--library", str(harbour)]) == 1
    shown = capsys.readouterr()
    *lines, summary = shown.out.splitlines()
    assert shown.err == ""
    assert len(lines) >= 3
    assert [line for line in lines if not line.startswith(f"{cards}:") or "; " not in line] == []
    assert summary == f"{len(lines)} faults in 1 file"


def test_failures_come_first_then_the_metrics_by_kind_then_the_summary() -> None:
    """A share of nothing is a dash; a question cannot forge a line."""
    tests = (
        expected("Who?", 1, kind="direct", paragraph=2),
        expected("Which\nviolin\x1b[2J?", 9, kind="off topic"),
    )
    lines = write_evaluation(evaluate(tests, refuse))
    assert lines == [
        "harbour.tests.yaml:1: “Who?”: expected paragraph 2; found no answer",
        "",
        "                passed   answered      refused   recall@1   recall@5    MRR",
        "direct       0/1 0.0 %  0/1 0.0 %            –  0/1 0.0 %  0/1 0.0 %  0.000",
        "off topic  1/1 100.0 %          –  1/1 100.0 %          –          –      –",
        "all         1/2 50.0 %  0/1 0.0 %  1/1 100.0 %  0/1 0.0 %  0/1 0.0 %  0.000",
        "",
        "2 tests, 1 failed",
    ]
    hostile = write_evaluation(evaluate(tests[1:], lambda _: Smalltalk(Chat.GREETING)))
    assert hostile[0].startswith("harbour.tests.yaml:9: “Which violin␛[2J?”: expected no answer, found small talk")


def test_one_kind_needs_no_table_of_kinds() -> None:
    """Where all passed there are the metrics and the summary only."""
    lines = write_evaluation(evaluate([expected("Which violin?", 1)], refuse))
    assert [line.split(maxsplit=1)[0] for line in lines if line] == ["passed", "all", "1"]
    assert lines[-1] == "1 test, none failed"


@pytest.mark.parametrize(
    ("expect", "status", "summary"),
    [("{paragraph: 1, contains: [Falk]}", 0, "1 test, none failed"), ("{no_answer: true}", 1, "1 test, 1 failed")],
)
def test_the_command_runs_the_tests_beside_the_article(
    harbour: Path, capsys: pytest.CaptureFixture[str], expect: str, status: int, summary: str
) -> None:
    """Exit status 0 where all pass, 1 where one does not."""
    question = "Who reopened the harbour of Lindesund on 3 May?"
    (harbour / "harbour.tests.yaml").write_text(f"- question: {question}\n  expect: {expect}\n", encoding="utf-8")
    assert main(["test", "--library", str(harbour)]) == status
    assert capsys.readouterr().out.splitlines()[-1] == summary


def test_a_library_without_tests_has_not_passed(harbour: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing tested is a fault with its remedy."""
    assert main(["test", "--library", str(harbour)]) == 2
    assert capsys.readouterr().err == (
        f"quoth: no retrieval tests, {harbour}; write them into NAME.tests.yaml beside the article\n"
    )
