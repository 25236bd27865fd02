"""What `quoth test` writes for programs, JSON and JUnit XML, and what it compares runs with."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from bot.cli import main
from bot.testing.comparison import compare, comparison_lines
from bot.testing.record import Outcome, written
from bot.whole_file import write_whole

if TYPE_CHECKING:
    from pathlib import Path

TESTS = """\
- question: Who reopened the harbour of Lindesund on 3 May?
  kind: direct
  expect: {paragraph: 2, contains: [union]}
- question: How many boats were lost in the storm?
  kind: direct
  expect: {paragraph: 2, card: boats-lost}
- question: "What is <b>&amp;\\x1b\\uffff the capital]]> of Australia?"
  kind: off-topic
  expect: {no_answer: true}
- question: "Who pays for \\"the repairs\\" & <x>?"
  expect: {no_answer: true}
"""


@pytest.fixture
def tested(harbour: Path) -> Path:
    """The small library with four tests, two of which fail; two are hostile."""
    (harbour / "harbour.tests.yaml").write_text(TESTS, encoding="utf-8")
    return harbour


def outcome(question: str, *, passed: bool, found: str = "a paragraph 1", rank: int = 1, kind: str = "k") -> Outcome:
    return Outcome(question, "a", kind, None, True, "paragraph 1", passed, "the reason", "answered", rank, found)


def test_the_results_as_json_hold_what_was_asked_expected_and_found_with_the_scores(
    tested: Path, tmp_path: Path
) -> None:
    """And the metrics; the same run writes the same file."""
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    for file in (first, second):
        assert main(["test", "--library", str(tested), "--json", str(file)]) == 1
    assert first.read_bytes() == second.read_bytes()
    record = json.loads(first.read_bytes())
    assert record["library"] == "library"
    assert record["metrics"]["all"]["passed"] == {"value": 0.5, "of": 4}
    assert list(record["metrics"]["kinds"]) == ["direct", "off-topic", "untagged"]
    failed, passed, hostile, _ = record["tests"]
    assert failed["reason"].startswith("expected paragraph 2, “union”; found harbour paragraph 1")
    assert (failed["line"], failed["file"], failed["kind"]) == (1, "harbour.tests.yaml", "direct")
    assert failed["expect"] == {"article": "harbour", "contains": ["union"], "paragraph": 2}
    assert passed["found"]["card"] == "boats-lost"
    assert passed["found"]["card_probability"] > 0.5
    assert passed["confidence"] > passed["threshold"]
    assert passed["expected"]["rank"] == passed["found"]["rank"] == passed["rank"] == 1
    assert hostile["question"] == "What is <b>&amp;\x1b\uffff the capital]]> of Australia?"


def test_a_lone_surrogate_does_not_stop_the_results() -> None:
    """It is written as its escape."""
    assert json.loads(written({"question": "a\ud800"})) == {"question": "a\ud800"}
    assert "ü" in written({"question": "ü"}).decode()


def test_junit_counts_and_names_every_test_and_escapes_what_is_hostile(tested: Path, tmp_path: Path) -> None:
    """A suite a file, a case a test, its failure in the words of `quoth test`; well-formed whatever is asked."""
    file = tmp_path / "junit.xml"
    assert main(["test", "--library", str(tested), "--junit", str(file)]) == 1
    root = ElementTree.fromstring(file.read_bytes())
    (suite,) = root
    assert root.tag == "testsuites"
    for part in (root, suite):
        assert {name: part.get(name) for name in ("tests", "failures", "errors")} == {
            "tests": "4",
            "failures": "2",
            "errors": "0",
        }
    assert suite.get("name") == "harbour.tests.yaml"
    assert [(case.get("classname"), case.get("name")) for case in suite] == [
        ("harbour.direct", "Who reopened the harbour of Lindesund on 3 May?"),
        ("harbour.direct", "How many boats were lost in the storm?"),
        ("harbour.off-topic", "What is <b>&amp;�� the capital]]> of Australia?"),
        ("harbour.untagged", 'Who pays for "the repairs" & <x>?'),
    ]
    said = [case.findtext("system-out", "").splitlines() for case in suite]
    assert [lines[0] for lines in said] == [f"place: {tested / 'harbour.tests.yaml'}:{n}" for n in (1, 4, 7, 10)]
    assert said[1][2].startswith("found: harbour paragraph 2, card boats-lost: “The fishermen’s union")
    assert "; paragraph ranked 1st, score " in said[1][2]
    failures = suite.findall("testcase/failure")
    assert [failure.get("message") for failure in failures] == [
        "expected paragraph 2, “union”; found harbour paragraph 1, card harbour-reopened: "
        "“Mayor Astrid Falk reopened the harbour of Lindesund on 3 May.”",
        "expected no answer, found harbour paragraph 2: “The insurer Nordvakt pays for the repairs.”",
    ]
    assert re.search(r"^    why +the expected paragraph .+; confidence 0\.", failures[0].text or "", re.MULTILINE)


@pytest.mark.parametrize("option", ["--json", "--junit"])
def test_a_file_that_cannot_be_written_is_one_line(
    tested: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    """What, where, remedy; a folder is not written over."""
    for target in (tmp_path / "nowhere" / "file", tested):
        assert main(["test", "--library", str(tested), option, str(target)]) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert str(target) in line
        assert "; name a file" in line


def test_a_file_is_replaced_whole_and_keeps_its_permissions(tmp_path: Path) -> None:
    """Nothing is left beside it."""
    file = tmp_path / "file"
    file.write_bytes(b"old")
    file.chmod(0o604)
    write_whole(file, b"new")
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"new", 0o604)
    assert list(tmp_path.iterdir()) == [file]


def test_a_comparison_names_what_changed_worst_first_and_counts_what_only_one_has() -> None:
    """Unchanged tests are counted only; the metrics are of the tests that both have."""
    before = [
        outcome("mended", passed=False, rank=0),
        outcome("broken", passed=True),
        outcome("same", passed=True),
        outcome("moved", passed=True, rank=2),
        outcome("elsewhere", passed=True),
        outcome("otherwise", passed=False, found="a paragraph 3", rank=0),
        outcome("gone", passed=False),
    ]
    now = [
        outcome("mended", passed=True),
        outcome("broken", passed=False, found="a paragraph 2", rank=3),
        outcome("same", passed=True),
        outcome("moved", passed=True, rank=1),
        outcome("elsewhere", passed=True, found="a paragraph 1, card x"),
        outcome("otherwise", passed=False, found="a paragraph 4", rank=0),
        outcome("new", passed=True),
    ]
    assert comparison_lines(compare(before, now), "old.json") == [
        "compared with old.json: 5 tests changed, 1 did not, 1 only here, 1 only there",
        "  now fails: a: “broken”: the reason",
        "  fails otherwise: a: “otherwise”: the reason",
        "  now passes: a: “mended”: rank of the expected paragraph – → 1",
        "  still passes: a: “moved”: rank of the expected paragraph 2 → 1",
        "  still passes: a: “elsewhere”: a paragraph 1 → a paragraph 1, card x",
        "",
        "              before      now  change",
        "passed        66.6 %   66.6 %",
        "answered     100.0 %  100.0 %",
        "refused            –        –",
        "recall@1      50.0 %   66.6 %   +16.7",
        "recall@5      66.6 %   83.3 %   +16.7",
        "MRR            0.583    0.722  +0.139",
        "k: recall@1   50.0 %   66.6 %   +16.7",
        "k: recall@5   66.6 %   83.3 %   +16.7",
        "k: MRR         0.583    0.722  +0.139",
    ]


def test_runs_with_nothing_in_common_are_counted_only() -> None:
    """There are no metrics to compare."""
    lines = comparison_lines(compare([outcome("a", passed=True)], [outcome("b", passed=True)]), "other")
    assert lines == ["compared with other: 0 tests changed, 0 did not, 1 only here, 1 only there"]


def test_a_run_is_compared_with_another_library_earlier_results_and_an_earlier_revision(
    tested: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All three say the same of the same change, and the selection holds for both sides."""
    git = ["git", "-C", str(tmp_path), "-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    subprocess.run([*git, "init", "--quiet"], check=True)
    subprocess.run([*git, "add", "library"], check=True)
    subprocess.run([*git, "commit", "--quiet", "-m", "before"], check=True)
    shutil.copytree(tested, tmp_path / "copy")
    results = tmp_path / "results.json"
    main(["test", "--library", str(tested), "--json", str(results)])
    tests = tested / "harbour.tests.yaml"
    tests.write_text(TESTS.replace("{paragraph: 2, contains: [union]}", "{paragraph: 1}"), encoding="utf-8")
    capsys.readouterr()
    told = []
    for other in (str(tmp_path / "copy"), str(results), "HEAD"):
        assert main(["test", "--library", str(tested), "--compare", other, "--kind", "direct"]) == 0
        out = capsys.readouterr().out
        told.append(out[out.index(": 1 test changed") :])
    assert told[0] == told[1] == told[2]
    assert told[0].splitlines()[:2] == [
        ": 1 test changed, 1 did not",
        "  now passes: harbour: “Who reopened the harbour of Lindesund on 3 May?”: "
        "expected paragraph 2, “union”, now paragraph 1",
    ]


def test_new_tests_and_an_earlier_revision_that_was_faulty_are_told(
    tested: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the other side has not is counted; a fault of it names the revision and no temporary folder."""
    git = ["git", "-C", str(tested), "-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    tests = tested / "harbour.tests.yaml"
    for content, name in (("- question: Who?\n", "faulty"), (TESTS, "sound")):
        tests.write_text(content, encoding="utf-8")
        for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", name], ["tag", name]):
            subprocess.run([*git, *command], check=True)
    tests.write_text(TESTS + "- {question: Boats?, kind: new, expect: {paragraph: 1}}\n", encoding="utf-8")
    main(["test", "--library", str(tested), "--compare", "sound", "--kind", "new"])
    assert "compared with sound: 0 tests changed, 0 did not, 1 only here" in capsys.readouterr().out.splitlines()
    assert main(["test", "--library", str(tested), "--compare", "faulty"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("quoth: faulty/harbour.tests.yaml:1:3: the test has no expect; ")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"{", "not the results of a run, "),
        (b"[]", "not the results of a run, "),
        (b"[" * 99999, "not the results of a run, "),
        (b"\xff", "not the results of a run, "),
        (b'{"format": 1, "library": 1, "quoth": 2, "tests": [{}]}', "not the results of a run, "),
        (b'{"format": 1, "library": 1, "quoth": 2, "tests": 7}', "not the results of a run, "),
        (b'{"format": 99}', "results of another format (99), "),
    ],
)
def test_a_file_that_holds_no_results_is_one_line(
    tested: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, fault: str
) -> None:
    """Never a traceback."""
    other = tmp_path / "other.json"
    other.write_bytes(content)
    assert main(["test", "--library", str(tested), "--compare", str(other)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"quoth: {fault}{other}; ")


@pytest.mark.parametrize("other", ["no-such-thing", "--all", ""])
def test_what_is_neither_a_folder_nor_results_nor_a_revision_is_one_line(
    tested: Path, capsys: pytest.CaptureFixture[str], other: str
) -> None:
    """An option for git is none."""
    assert main(["test", "--library", str(tested), f"--compare={other}"]) == 2
    assert capsys.readouterr().err == (
        f"quoth: nothing to compare with, {other!r}; name a library folder, a file that quoth test --json wrote, "
        "or a git revision of the library\n"
    )
