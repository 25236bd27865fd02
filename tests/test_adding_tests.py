"""A question that was asked becomes a retrieval test with what is found for it now."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from bot.adding_tests import add, propose, run_add
from bot.cli import main
from bot.errors import BotError
from knowledge import Expectation, check_library, load_library, load_tests

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Quoth

WHO = "Who reopened the harbour of Lindesund?"
REFUSED = "What is the capital of Australia?"


def kept_in(harbour: Path) -> list[tuple[str, Expectation | None]]:
    return [(test.question, test.expect) for test in load_tests(harbour, load_library(harbour))]


def test_an_answer_becomes_paragraph_words_and_card(harbour: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a new file; the library stays without a fault and passes the test."""
    assert main(["test", "--library", str(harbour), "--add", WHO]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    assert shown.out.splitlines() == [
        "Answered from harbour, paragraph 1, card harbour-reopened: "
        "“Mayor Astrid Falk reopened the harbour of Lindesund on 3 May.”",
        f"{harbour / 'harbour.tests.yaml'}:1: added",
        '  - question: "Who reopened the harbour of Lindesund?"',
        '    expect: {paragraph: 1, contains: ["Astrid Falk"], card: harbour-reopened}',
    ]
    assert kept_in(harbour) == [(WHO, Expectation(1, ("Astrid Falk",), "harbour-reopened", "harbour"))]
    assert check_library(harbour) == ()
    assert main(["test", "--library", str(harbour)]) == 0


def test_a_refusal_is_expected_to_stay_one(harbour: Path) -> None:
    """No answer is something to test too."""
    said: list[str] = []
    assert run_add(harbour, REFUSED, said.append, None) == 0
    assert said[0].startswith("Not answered, and expected to stay so.")
    assert kept_in(harbour) == [(REFUSED, None)]


def test_the_tests_that_are_there_keep_their_layout(harbour: Path) -> None:
    """Comments, blank lines, indentation; the new one comes last, with its line."""
    file = harbour / "harbour.tests.yaml"
    before = "# by hand\n\n  - question: Who?   # one\n    expect: {no_answer: true}\n\n  # two\n  - question: 'Why?'\n"
    before += "    expect:\n      no_answer: true   # so far\n# the end\n"
    file.write_bytes(before.replace("\n", "\r\n").encode())
    assert add(propose(harbour, WHO)) == 11
    after = file.read_bytes().decode().replace("\r\n", "\n")
    added = (
        f'\n  - question: "{WHO}"\n    expect: {{paragraph: 1, contains: ["Astrid Falk"], card: harbour-reopened}}\n'
    )
    assert after == before.replace("# the end\n", "") + added + "# the end\n"


def test_a_question_goes_to_the_article_that_answers_it(harbour: Path) -> None:
    """Each article has its own file of tests."""
    (harbour / "bridge.txt").write_text("Bridge Opens\n\nThe bridge of Storvik cost 12 million crowns.\n")
    add(propose(harbour, "How much did the bridge of Storvik cost?"))
    add(propose(harbour, WHO))
    assert sorted(path.name for path in harbour.glob("*.tests.yaml")) == ["bridge.tests.yaml", "harbour.tests.yaml"]
    assert check_library(harbour) == ()


def test_a_question_is_added_once(harbour: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Capitals and punctuation make no other question; the line says where it stands."""
    add(propose(harbour, WHO))
    before = (harbour / "harbour.tests.yaml").read_bytes()
    assert main(["test", "--library", str(harbour), "--add", "who reopened the Harbour of Lindesund"]) == 2
    place = f"{harbour / 'harbour.tests.yaml'}:1"
    told = f"quoth: the question is tested already, {place}; change that test, or see --update\n"
    assert capsys.readouterr().err == told
    assert (harbour / "harbour.tests.yaml").read_bytes() == before


@pytest.mark.parametrize("question", ["", " ", "hello", "Who\x00?", "Who\nwas it?", "thank you!", "\udc80?"])
def test_what_is_no_question_is_one_line_and_no_file(
    harbour: Path, capsys: pytest.CaptureFixture[str], question: str
) -> None:
    """Exit status 2, nothing written."""
    assert main(["test", "--library", str(harbour), "--add", question]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not (harbour / "harbour.tests.yaml").exists()


@pytest.mark.parametrize(
    "question",
    [
        'Who said "we won\'t"?',
        "- [x] {a: b} #c & *d !e | > % @ `?",
        "Wer öffnete den Hafen – « wirklich »?",
        "a: b",
        "😀?",
    ],
)
def test_whatever_is_asked_is_read_back_as_it_was_asked(harbour: Path, question: str) -> None:
    """Signs that mean something to YAML mean nothing here."""
    add(propose(harbour, question))
    assert [asked for asked, _ in kept_in(harbour)] == [question]


@pytest.mark.parametrize(
    "text",
    ["[{question: Who?, expect: {no_answer: true}}]\n", "# none\n[ {question: Who?, expect: {no_answer: true}} ]"],
)
def test_a_list_in_brackets_is_left_to_its_editor(harbour: Path, text: str) -> None:
    """One line with the file; it stays as it is."""
    file = harbour / "harbour.tests.yaml"
    file.write_text(text)
    with pytest.raises(BotError, match=re.escape("harbour.tests.yaml")):
        add(propose(harbour, WHO))
    assert file.read_text() == text


def test_who_sits_at_a_terminal_is_asked_first(harbour: Path) -> None:
    """No is no; yes adds it."""
    said: list[str] = []
    asked: list[str] = []

    def answer(question: str) -> bool:
        asked.append(question)
        return len(asked) > 1

    assert run_add(harbour, WHO, said.append, answer) == 1
    assert not (harbour / "harbour.tests.yaml").exists()
    assert said[-1] == "Nothing was added."
    assert run_add(harbour, WHO, said.append, answer) == 0
    assert asked == [f"Add this to {harbour / 'harbour.tests.yaml'}? [Y/n] "] * 2
    assert len(kept_in(harbour)) == 1


def test_in_a_pipe_nothing_is_asked(harbour: Path, quoth: Quoth) -> None:
    """Whatever stands in the input."""
    done = quoth("test", "--library", str(harbour), "--add", WHO, stdin=b"n\n")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"[Y/n]" not in done.stdout
    assert len(kept_in(harbour)) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize(("typed", "status", "count"), [(b"\n", 0, 1), (b"No\n", 1, 0), (b"\x04", 1, 0)])
def test_a_terminal_is_asked(harbour: Path, typed: bytes, status: int, count: int) -> None:
    """Enter says yes, no says no, and so does the end of input."""
    terminal, its_end = os.openpty()
    arguments = [sys.executable, "-m", "bot.cli", "test", "--library", str(harbour), "--add", WHO]
    with subprocess.Popen(arguments, stdin=its_end, stdout=its_end, stderr=its_end) as process:
        os.close(its_end)
        seen = b""
        while b"[Y/n]" not in seen:
            seen += os.read(terminal, 4096)
        os.write(terminal, typed)
        with suppress(OSError):  # the other end is closed
            while os.read(terminal, 4096):
                pass
        assert process.wait(20) == status
    os.close(terminal)
    assert (harbour / "harbour.tests.yaml").exists() == bool(count)
