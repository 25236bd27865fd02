"""`quoth test --update`: what is found becomes what is expected, and all else in the file stays as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.cli import main
from bot.errors import BotError
from bot.testing.acceptance import accept
from bot.testing.running import run_tests
from bot.testing.yaml_edit import Value, rewrite
from knowledge.marked_edits import edited

if TYPE_CHECKING:
    from pathlib import Path

BEFORE = """\
# Tests of the harbour.
- question: Who reopened the harbour of Lindesund on 3 May?   # keep me
  kind: direct
  expect: {paragraph: 2, contains: [union]}   # a note

- question: How many boats were lost in the storm?
  expect:
    # above
    paragraph: 1   # which
    contains:
    - 14 fishing boats
    card: harbour-reopened
- {question: What is the capital of Australia?, expect: {no_answer: true}}
- question: "Who pays for the repairs?"
  expect: {no_answer: true}
- question: Which violin did Anna lose?
  expect:
    paragraph: 1
    contains: [harbour]   # gone
    # below
- question: What is it all about?
  expect: {article: harbour, paragraph: 2}
"""
AFTER = """\
# Tests of the harbour.
- question: Who reopened the harbour of Lindesund on 3 May?   # keep me
  kind: direct
  expect: {paragraph: 1, contains: ["Astrid Falk"]}   # a note

- question: How many boats were lost in the storm?
  expect:
    # above
    paragraph: 2   # which
    contains:
    - "40"
    card: boats-lost
- {question: What is the capital of Australia?, expect: {no_answer: true}}
- question: "Who pays for the repairs?"
  expect: {paragraph: 2, contains: ["Nordvakt"]}
- question: Which violin did Anna lose?
  expect:
    no_answer: true
    # below
- question: What is it all about?
  expect: {article: harbour, paragraph: 1}
"""


@pytest.fixture
def tests(harbour: Path) -> Path:
    """The tests file of the small library."""
    path = harbour / "harbour.tests.yaml"
    path.write_text(BEFORE, encoding="utf-8")
    return path


def test_what_is_found_is_expected_from_now_on_and_the_rest_stays(
    tests: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Layout, comments and the tests that passed stay; each change is told; all pass then, without another run."""
    assert main(["test", "--library", str(tests.parent), "--update"]) == 0
    assert tests.read_text(encoding="utf-8") == AFTER
    told = [line.removeprefix(str(tests)) for line in capsys.readouterr().out.splitlines()]
    assert told[:5] == [
        ":2: “Who reopened the harbour of Lindesund on 3 May?”: paragraph 2, “union” → paragraph 1, “Astrid Falk”",
        ":6: “How many boats were lost in the storm?”: paragraph 1, “14 fishing boats”, card harbour-reopened → "
        "paragraph 2, “40”, card boats-lost",
        ":14: “Who pays for the repairs?”: no answer → paragraph 2, “Nordvakt”",
        ":16: “Which violin did Anna lose?”: paragraph 1, “harbour” → no answer",
        ":21: “What is it all about?”: paragraph 2 → paragraph 1",
    ]
    assert told[-1] == "6 tests, none failed"
    assert main(["test", "--library", str(tests.parent)]) == 0


def test_what_passes_already_is_not_touched(tests: Path) -> None:
    """A second update writes nothing, not even the same."""
    main(["test", "--library", str(tests.parent), "--update"])
    tests.chmod(0o444)
    written = tests.stat()
    assert main(["test", "--library", str(tests.parent), "--update"]) == 0
    assert tests.stat() == written


def test_only_selected_tests_are_updated(tests: Path) -> None:
    """`-k` says which expectations are accepted."""
    assert main(["test", "--library", str(tests.parent), "--update", "-k", "repairs"]) == 0
    changed = [now for old, now in zip(BEFORE.splitlines(), tests.read_text().splitlines(), strict=True) if old != now]
    assert changed == ['  expect: {paragraph: 2, contains: ["Nordvakt"]}']


def test_small_talk_cannot_be_accepted(tests: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It stays a failure, with its remedy, and the file stays as it is."""
    tests.write_text("- question: Hello\n  expect: {paragraph: 1}\n", encoding="utf-8")
    assert main(["test", "--library", str(tests.parent), "--update"]) == 1
    assert capsys.readouterr().out.splitlines()[0] == (
        f"{tests}:1: “Hello”: small talk cannot be expected; delete the test, or word it as a question"
    )
    assert tests.read_text(encoding="utf-8") == "- question: Hello\n  expect: {paragraph: 1}\n"


def test_line_ends_byte_order_mark_and_permissions_stay(tests: Path) -> None:
    """A file from another system comes back as it was; a link stays a link."""
    tests.write_bytes(("\ufeff" + BEFORE.replace("\n", "\r\n")).encode())
    tests.chmod(0o640)
    real = tests.parent.parent / "elsewhere.yaml"
    tests.rename(real)
    tests.symlink_to(real)
    assert main(["test", "--library", str(tests.parent), "--update"]) == 0
    assert tests.is_symlink()
    assert real.read_bytes() == ("\ufeff" + AFTER.replace("\n", "\r\n")).encode()
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_file_that_changed_meanwhile_is_left_alone(tests: Path) -> None:
    """What was written while the tests ran is not lost."""
    run = run_tests(tests.parent)
    newer = BEFORE.replace("Who reopened", "Who then reopened")
    tests.write_text(newer, encoding="utf-8")
    with pytest.raises(BotError, match="the file changed while the tests ran"):
        accept(run)
    assert tests.read_text(encoding="utf-8") == newer


def test_a_question_that_stands_twice_is_updated_twice(tests: Path) -> None:
    """Both of two equal tests, each in its place."""
    double = '- {question: "Who pays for the repairs?", expect: {no_answer: true}}\n'
    tests.write_text(double * 2, encoding="utf-8")
    assert main(["test", "--library", str(tests.parent), "--update"]) == 0
    assert tests.read_text(encoding="utf-8").count('{paragraph: 2, contains: ["Nordvakt"]}') == 2


LAYOUTS = (
    "{paragraph: 1, contains: [a], card: x1}",
    "{  paragraph: 1 ,contains: ['a' , b]  ,  # why\n     card: x1}",
    "{card: x1}",
    "{no_answer: true}",
    "{contains: [a],}",
    "\n    paragraph: 1  # one\n    contains: [a]\n    card: x1\n",
    "\n    card: x1\n    # between\n    contains:\n      - a   # item\n      - b\n    paragraph: 1",
    "\n      contains:\n      - a\n",
    "\n    no_answer: true   # never\n\n    # end\n",
    "\n    card: >-\n      x1\n    paragraph: 1\n",
)
VALUES: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "paragraph": st.integers(0, 99),
        "contains": st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=6), min_size=1, max_size=3).map(
            tuple
        ),
        "card": st.sampled_from(["x1", "boats-lost", "no", "12", "1e3", "null", "2025-01-01"]),
        "article": st.sampled_from(["harbour", "true"]),
    },
).filter(bool) | st.just({"no_answer": True})


@given(layout=st.sampled_from(LAYOUTS), values=VALUES, ends=st.sampled_from(["\n", "\r\n"]))
def test_a_mapping_of_any_layout_says_what_was_meant_and_its_neighbours_what_they_said(
    layout: str, values: dict[str, Value], ends: str
) -> None:
    """Hostile words, ids that look like numbers and dates, lists in either style, comments everywhere."""
    text = f"# top\n- question: a\n  expect: {layout}\n- question: b # tail\n  expect: {{paragraph: 7}}\n"
    text = text.replace("\n", ends)
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    assert isinstance(root, yaml.SequenceNode)
    node = next(value for key, value in root.value[0].value if key.value == "expect")
    first, second = yaml.load(edited(text, rewrite(text, node, values)), Loader=yaml.BaseLoader)
    assert second == {"question": "b", "expect": {"paragraph": "7"}}
    said = {k: list(v) if isinstance(v, tuple) else str(v).replace("True", "true") for k, v in values.items()}
    assert first == {"question": "a", "expect": said}
    for comment in ("# top", "# tail", "# between", "# end"):
        assert (comment in text) == (comment in edited(text, rewrite(text, node, values)))
