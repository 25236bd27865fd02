"""What `quoth test` prints, to the letter; its exit status; which tests it runs; the thresholds of `quoth.yaml`."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli import main
from bot.errors import SettingsError, UsageError
from bot.testing.running import Selection, run_tests
from bot.testing.thresholds import ALL_PASS, Threshold, met, read_thresholds
from bot.testing.told import tell
from knowledge import Account, Chat, Evaluation, NotFound, Rate, Smalltalk, account_of, evaluate
from knowledge.retrieval_tests import Expectation, RetrievalTest

FILE = Path("harbour.tests.yaml")
TESTS = """\
- question: Who reopened the harbour of Lindesund on 3 May?
  kind: direct
  expect: {paragraph: 2, contains: [union]}
- question: How many boats were lost in the storm?
  kind: direct
  expect: {paragraph: 2, card: boats-lost}
- question: What is the capital of Australia?
  kind: off-topic
  expect: {no_answer: true}
- question: Who pays for the repairs?
  expect: {no_answer: true}
"""


@pytest.fixture
def tested(harbour: Path) -> Path:
    """The small library with four tests, of which two fail."""
    (harbour / "harbour.tests.yaml").write_text(TESTS, encoding="utf-8")
    return harbour


def expected(question: str, line: int, *, kind: str | None = None, paragraph: int | None = None) -> RetrievalTest:
    expect = None if paragraph is None else Expectation(paragraph=paragraph, article="harbour")
    return RetrievalTest(question, expect, kind, "harbour", FILE, line)


def refuse(question: str) -> Account:
    return account_of(NotFound((), (), 0.1))


def evaluated(*tests: RetrievalTest) -> Evaluation:
    return evaluate(tests, refuse)


def test_failures_come_first_then_the_metrics_by_kind_then_the_summary() -> None:
    """A share of nothing is a dash."""
    lines = tell(
        evaluated(expected("Who?", 1, kind="direct", paragraph=2), expected("Which?", 9, kind="off topic")),
        (ALL_PASS,),
    )
    assert lines == [
        "harbour.tests.yaml:1: “Who?”",
        "    expected  paragraph 2",
        "    found     no answer",
        "    why       most of its letters are of a script that is not read, and no card has that wording",
        "",
        "                passed   answered      refused   recall@1   recall@5    MRR",
        "direct       0/1 0.0 %  0/1 0.0 %            –  0/1 0.0 %  0/1 0.0 %  0.000",
        "off topic  1/1 100.0 %          –  1/1 100.0 %          –          –      –",
        "all         1/2 50.0 %  0/1 0.0 %  1/1 100.0 %  0/1 0.0 %  0/1 0.0 %  0.000",
        "",
        "2 tests, 1 failed",
    ]


def test_a_question_cannot_forge_a_line() -> None:
    """Line breaks and escape sequences are shown, not obeyed."""
    evaluation = evaluate([expected("Which\nviolin\x1b[2J?", 9)], lambda _: account_of(Smalltalk(Chat.GREETING)))
    assert tell(evaluation, (ALL_PASS,))[:4] == [
        "harbour.tests.yaml:9: “Which violin␛[2J?”",
        "    expected  no answer",
        "    found     small talk (greeting)",
        "    why       it was taken for small talk (greeting), and nothing was weighed",
    ]


def test_one_kind_needs_no_table_of_kinds() -> None:
    """Where all passed there are the metrics and the summary only."""
    lines = tell(evaluated(expected("Which violin?", 1)), (ALL_PASS,))
    assert [line.split(maxsplit=1)[0] for line in lines if line] == ["passed", "all", "1"]
    assert lines[-1] == "1 test, none failed"


def test_a_failure_tells_the_scores_of_what_was_expected_and_found_and_the_threshold(
    tested: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """At a glance: both ranks, both scores, the confidence and what it is made of."""
    assert main(["test", "--library", str(tested)]) == 1
    first, second = capsys.readouterr().out.split("\n\n")[:2]
    place = tested / "harbour.tests.yaml"
    lines = first.splitlines()
    assert lines[0] == f"{place}:1: “Who reopened the harbour of Lindesund on 3 May?”"
    assert lines[1].split(maxsplit=1) == ["expected", "paragraph 2, “union”"]
    assert "paragraph ranked 2nd, score " in lines[2] or lines[2].strip() == "paragraph not among those that were read"
    assert lines[3].split(maxsplit=1)[1] == (
        "harbour paragraph 1, card harbour-reopened: “Mayor Astrid Falk reopened the harbour of Lindesund on 3 May.”"
    )
    assert "paragraph ranked 1st, score " in lines[4]
    assert "; card ranked 1st, 0." in lines[4]
    assert "confidence 0." in lines[5]
    assert "best sentences 0." in lines[5]
    assert second.splitlines()[-1].split("; ")[1].startswith("it would have to be under 0.")


@pytest.mark.parametrize(
    ("arguments", "status", "summary"),
    [
        ([], 1, "4 tests, 2 failed"),
        (["--kind", "off-topic"], 0, "1 test, none failed"),
        (["--kind", "off-topic", "--kind", "untagged"], 1, "2 tests, 1 failed"),
        (["-k", "boats|AUSTRALIA"], 0, "2 tests, none failed"),
        (["-k", "boats-lost"], 0, "1 test, none failed"),
        (["-k", "harbour", "--kind", "direct"], 1, "2 tests, 1 failed"),
    ],
)
def test_tests_are_selected_by_kind_and_by_pattern(
    tested: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], status: int, summary: str
) -> None:
    """A pattern is looked for in the question, the article, the kind and the expected card, in any case."""
    assert main(["test", "--library", str(tested), *arguments]) == status
    assert capsys.readouterr().out.splitlines()[-1] == summary


@pytest.mark.parametrize(
    ("selection", "fault"),
    [
        (Selection(("dircet",)), "no tests of the kind 'dircet'; there are: direct, off-topic, untagged"),
        (Selection((), "zebra"), "none of the 4 tests is selected; try another -k or --kind"),
    ],
)
def test_a_selection_of_nothing_has_not_passed(tested: Path, selection: Selection, fault: str) -> None:
    """It is a usage error with its remedy."""
    with pytest.raises(UsageError, match=r"^") as caught:
        run_tests(tested, selection)
    assert str(caught.value) == fault


def test_a_pattern_that_is_none_is_one_line() -> None:
    """The reason of the regular expression's reader, and the remedy."""
    with pytest.raises(UsageError, match=r"^-k '\(' is no regular expression \(.+\); write words of the question"):
        Selection((), "(")


def test_a_library_without_tests_has_not_passed(harbour: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing tested is a fault with its remedy."""
    assert main(["test", "--library", str(harbour)]) == 2
    assert capsys.readouterr().err == (
        f"quoth: no retrieval tests, {harbour}; write them into NAME.tests.yaml beside the article\n"
    )


def test_thresholds_are_read_and_passed_is_all_where_it_is_not_said(tmp_path: Path) -> None:
    """Shares as numbers or in percent; no section, no thresholds but that all pass."""
    assert read_thresholds(tmp_path) == (ALL_PASS,)
    (tmp_path / "quoth.yaml").write_text("library: x\ntest:\n", encoding="utf-8")
    assert read_thresholds(tmp_path) == (ALL_PASS,)
    (tmp_path / "quoth.yaml").write_text("test:\n  refused: 90 %\n  recall@5: .5\n  mrr: 1\n", encoding="utf-8")
    assert read_thresholds(tmp_path) == (
        ALL_PASS,
        Threshold("refused", 0.9, "in quoth.yaml:2"),
        Threshold("recall@5", 0.5, "in quoth.yaml:3"),
        Threshold("mrr", 1.0, "in quoth.yaml:4"),
    )
    (tmp_path / "quoth.yaml").write_text("test: {passed: 0.95}\n", encoding="utf-8")
    assert read_thresholds(tmp_path) == (Threshold("passed", 0.95, "in quoth.yaml:1"),)


@pytest.mark.parametrize(
    ("section", "faults"),
    [
        (
            "test:\n  pased: 1\n  recall@0: 1\n  answered: 1.5\n  mrr: -1\n  refused: nan\n",
            [
                "unknown key 'pased' in test, quoth.yaml:2; did you mean 'passed'?",
                "unknown key 'recall@0' in test, quoth.yaml:3; did you mean 'recall@5'?",
                "answered is '1.5', not a share, quoth.yaml:4; write a number from 0 to 1, as in answered: 0.95",
                "mrr is '-1', not a share, quoth.yaml:5; write a number from 0 to 1, as in mrr: 0.95",
                "refused is 'nan', not a share, quoth.yaml:6; write a number from 0 to 1, as in refused: 0.95",
            ],
        ),
        ("test: 1\n", ["key 'test' holds no keys, quoth.yaml:1; write it once, with lines of the form key: value"]),
        ("test: {zzzz: 1}\n", ["unknown key 'zzzz' in test, quoth.yaml:1; known are passed, answered, refused, mrr"]),
        (
            "test:\n  mrr: {a: b}\n  passed: 1\n  passed: 1\n",
            [
                "key 'mrr' in test holds no single value, quoth.yaml:2; write it on one line",
                "key 'passed' stands in test twice, quoth.yaml:4; keep one of them",
            ],
        ),
        (
            "test: {mrr: 1}\ntest: {mrr: 1}\n",
            ["key 'test' stands there twice, quoth.yaml:2; write it once, with lines of the form key: value"],
        ),
    ],
)
def test_every_fault_of_the_thresholds_is_named_with_its_line(tmp_path: Path, section: str, faults: list[str]) -> None:
    """A slip gets a suggestion; a share is between 0 and 1."""
    (tmp_path / "quoth.yaml").write_text(section, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        read_thresholds(tmp_path)
    said = [line.replace(", in quoth.yaml", ", quoth.yaml") for line in caught.value.lines]
    assert [line[: len(fault)] for line, fault in zip(said, faults, strict=True)] == faults


@pytest.mark.parametrize(
    ("yaml", "status", "said"),
    [
        ("test: {passed: 0.5}", 0, "4 tests, 2 failed, as passed: 0.5 allows"),
        ("test: {passed: 0.75}", 1, "passed is 0.500 (2 of 4), under 0.75, in quoth.yaml:1"),
        ("test: {passed: 0, refused: 0.9}", 1, "refused is 0.500 (1 of 2), under 0.9, in quoth.yaml:1"),
        ("test: {passed: 0, recall@2: 0.5}", 0, "4 tests, 2 failed, as passed: 0 allows"),
        ("test: {passed: 0, recall@1: 1}", 1, "recall@1 is 0.500 (1 of 2), under 1, in quoth.yaml:1"),
    ],
)
def test_thresholds_decide_the_exit_status(  # noqa: PLR0917 - fixtures
    tested: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    yaml: str,
    status: int,
    said: str,
) -> None:
    """What is allowed is no failure of the run; what is not met is named."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "quoth.yaml").write_text(yaml, encoding="utf-8")
    assert main(["test", "--library", str(tested)]) == status
    assert said in capsys.readouterr().out.splitlines()


def test_a_threshold_holds_where_it_is_just_met_and_where_there_is_nothing_to_take_a_share_of() -> None:
    """A tenth of ten is not missed by binary arithmetic."""
    evaluation = evaluated(*(expected(f"{n}?", n, paragraph=2 if n else None) for n in range(10)))
    assert evaluation.metrics.passed == Rate(1, 10)
    assert met((Threshold("passed", 0.1, "here"),), evaluation)
    assert not met((Threshold("passed", 0.1001, "here"),), evaluation)
    assert met((Threshold("refused", 1.0, "here"),), evaluated(expected("Who?", 1)))
    assert met((Threshold("answered", 1.0, "here"),), evaluated(expected("Who?", 1)))
