"""JSON Lines in, JSON Lines out: each line for itself."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

import bot.batch
from bot.answer import Answer, Outcome
from bot.batch import LONGEST_LINE, Contexts, read_lines, run_batch
from bot.conversation import Conversation
from knowledge import Article, Collection, Library, Metadata, Paragraph, Span, prepare

if TYPE_CHECKING:
    from pathlib import Path

    from bot.language import Language
    from tests.conftest import Quoth

QUESTION = "How many fishing boats had the storm sunk?"


def article(name: str, text: str) -> Article:
    return Article(name, Metadata(name), (Paragraph(name, 1, text, (Span(0, len(text)),)),))


@pytest.fixture(scope="module")
def collection() -> Collection:
    """Two articles of one sentence each."""
    boats = article("boats", "The storm had sunk 14 fishing boats.")
    return prepare(Library((boats, article("bridge", "The bridge of Lindesund opened in June."))))


def batch(collection: Collection, *lines: bytes | str) -> tuple[list[dict[str, Any]], bool]:
    written: list[str] = []
    raw = b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines)
    good = run_batch(collection, io.BytesIO(raw), written.append)
    assert not [line for line in written if "\n" in line]
    return [json.loads(line) for line in written], good


def test_answers_come_in_order_with_their_ids_and_blank_lines_are_skipped(collection: Collection) -> None:
    """One line out for every line in that is not blank; equal ids are no fault."""
    lines = (
        '{"id": 1, "question": "When did the bridge of Lindesund open?"}',
        "",
        "  \r",
        f'{{"id": 1, "question": "{QUESTION}"}}',
    )
    answers, good = batch(collection, *lines)
    assert good
    assert [(a["id"], a["evidence"][0]["article"]) for a in answers] == [(1, "bridge"), (1, "boats")]
    assert list(answers[0])[:2] == ["id", "question"]


@pytest.mark.parametrize("id", ["7", '"seven"', "null", "true", "[1, {}]", '{"a": "\\ud800"}', "1.5", '""'])
def test_an_id_of_any_kind_comes_back(collection: Collection, id: str) -> None:  # noqa: A002
    """Answers and errors carry it alike."""
    answers, _ = batch(collection, f'{{"id": {id}, "question": "{QUESTION}"}}', f'{{"id": {id}}}')
    assert [a["id"] for a in answers] == [json.loads(id)] * 2


def test_without_an_id_none_is_made_up(collection: Collection) -> None:
    """No id in, no id out."""
    answers, _ = batch(collection, f'{{"question": "{QUESTION}"}}', "{}")
    assert [("id" in a) for a in answers] == [False, False]


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("nonsense", "not JSON (Expecting value, column 1); write one object a line"),
        ('{"question": "x"', "not JSON (Expecting ',' delimiter, column 17); write one object a line"),
        ("[]", 'the line is no JSON object; write {"question": "…"}'),
        ('"Who?"', 'the line is no JSON object; write {"question": "…"}'),
        ("{}", 'no "question"; add one'),
        ('{"question": 7}', '"question" is no text; write it as a string'),
        ('{"question": null}', '"question" is no text; write it as a string'),
        ('{"question": " "}', '"question" is empty; write it as a string'),
        ('{"question": "x", "articel": "a"}', 'unknown key "articel"; known are id, question, article, conversation'),
        ('{"question": "x", "article": 3}', '"article" is no text; name an article\'s id'),
        ('{"question": "x", "article": "c"}', "no article 'c' in the library; there are: boats, bridge"),
        ('{"question": "x", "conversation": []}', '"conversation" is neither text nor a whole number; name it so'),
        ('{"question": "x", "conversation": true}', '"conversation" is neither text nor a whole number; name it so'),
        ('{"question": "x", "question": "y"}', "not usable JSON (a key stands there twice); write one object a line"),
        ('{"id": NaN, "question": "x"}', "not usable JSON (NaN is no JSON number); write one object a line"),
        ('{"id": 1e999, "question": "x"}', '"id" holds a number that is too large; write it as text'),
        (b'{"question": "\xff"}', "the line is not UTF-8; encode it so"),
        (f'{{"question": "{"x" * LONGEST_LINE}"}}', f"the line is longer than {LONGEST_LINE} bytes; split it"),
        ("[" * 100_000, "the line is nested too deep; it needs no nesting"),
    ],
    ids=range(19),
)
def test_a_bad_line_says_what_and_the_remedy_and_the_run_goes_on(
    collection: Collection, line: str | bytes, error: str
) -> None:
    """The error stands in the bad line's place; the good line after it is answered; the run was not good."""
    answers, good = batch(collection, line, f'{{"question": "{QUESTION}"}}')
    assert answers[0] == {"error": error} | ({"id": answers[0]["id"]} if "id" in answers[0] else {})
    assert answers[1]["outcome"] == "answered"
    assert not good


def test_an_error_keeps_the_id_where_it_can_be_read(collection: Collection) -> None:
    """A program can tell which of its questions was bad."""
    answers, _ = batch(collection, '{"id": "q7", "question": "x", "article": "c"}')
    assert list(answers[0]) == ["id", "error"]
    assert answers[0]["id"] == "q7"


def test_an_integer_of_five_thousand_digits_is_an_error(collection: Collection) -> None:
    """Python's own limit on digits is a bad line, not a crash."""
    answers, _ = batch(collection, f'{{"id": {"9" * 5000}, "question": "x"}}')
    assert answers[0]["error"].startswith("not usable JSON (Exceeds the limit")


def test_the_first_line_may_begin_with_a_byte_order_mark(collection: Collection) -> None:
    """Some editors write one."""
    answers, good = batch(collection, b"\xef\xbb\xbf" + f'{{"question": "{QUESTION}"}}'.encode())
    assert (answers[0]["outcome"], good) == ("answered", True)


def test_article_restricts_the_search(collection: Collection) -> None:
    """Nothing is quoted from another article; null restricts nothing."""
    lines = (f'{{"question": "{QUESTION}", "article": "bridge"}}', f'{{"question": "{QUESTION}", "article": null}}')
    answers, _ = batch(collection, *lines)
    assert {e["article"] for e in answers[0]["evidence"]} <= {"bridge"}
    assert answers[1]["evidence"][0]["article"] == "boats"


def test_lines_of_one_conversation_share_a_context_and_others_do_not(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each question meets the context that its own conversation left; a line without one starts afresh."""
    met: list[tuple[str, str]] = []

    def converse(
        collection: Collection, text: str, conversation: Conversation, *, article: str | None, language: Language
    ) -> tuple[Answer, Conversation]:
        met.append((text, conversation.question))
        return Answer(text, Outcome.CHAT, None, "", 1.0, ()), Conversation(question=text)

    monkeypatch.setattr(bot.batch, "converse", converse)
    talks = [
        ("1", '"a"'),
        ("2", '"b"'),
        ("3", '"a"'),
        ("4", "null"),
        ("5", "7"),
        ("6", "7"),
        ("7", '"7"'),
        ("8", '"b"'),
    ]
    batch(collection, *(f'{{"question": "{q}", "conversation": {c}}}' for q, c in talks))
    assert met == [("1", ""), ("2", ""), ("3", "1"), ("4", ""), ("5", ""), ("6", "5"), ("7", ""), ("8", "2")]


def test_the_conversation_used_longest_ago_is_forgotten_first() -> None:
    """A run of any length remembers a bounded number of conversations."""
    contexts = Contexts(most=2)
    for name in ("a", "b", "a", "c"):
        contexts.keep(name, Conversation(question=name))
    assert [contexts.get(name).question for name in ("a", "b", "c")] == ["a", "", "c"]


def test_a_defect_costs_one_line(
    collection: Collection, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The line says so with its id, without a word of the question; the traceback is for --debug."""

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a question")

    monkeypatch.setattr(bot.batch, "converse", broken)
    answers, good = batch(collection, '{"id": 1, "question": "x"}')
    assert answers[0]["id"] == 1
    assert answers[0]["error"].startswith("this is a defect (ZeroDivisionError)")
    assert not good
    assert capsys.readouterr().err == ""
    run_batch(collection, io.BytesIO(b'{"question": "x"}'), lambda _: None, debug=True)
    assert "Traceback" in capsys.readouterr().err


def test_a_line_that_is_too_long_is_passed_over_without_being_kept() -> None:
    """The lines around it are whole, and the longest line allowed is allowed."""
    longest = b"y" * LONGEST_LINE
    source = io.BytesIO(
        b"a\n" + b"x" * (3 * LONGEST_LINE) + b"\nb\r\n" + longest + b"\r\n" + longest + b"z\n" + longest
    )
    assert list(read_lines(source)) == [b"a", None, b"b", longest, None, longest]


def test_the_command_ends_with_2_where_a_line_was_bad(quoth: Quoth, harbour: Path) -> None:
    """0 where all lines were good, whether the articles answer or not."""
    good = quoth("batch", "--library", str(harbour), stdin=b'{"question": "Who was Napoleon?"}\n')
    assert (good.returncode, good.stderr) == (0, b"")
    bad = quoth("batch", "--library", str(harbour), stdin=b'x\n{"question": "Who was Napoleon?"}\n')
    assert (bad.returncode, bad.stderr, len(bad.stdout.splitlines())) == (2, b"", 2)


def test_each_line_is_answered_before_the_next_is_written(harbour: Path) -> None:
    """A program may wait for an answer before it asks on."""
    command = [sys.executable, "-m", "bot.cli", "--library", str(harbour), "batch"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        for name in (b"1", b"2"):
            process.stdin.write(b'{"id": ' + name + b', "question": "Who reopened the harbour?"}\n')
            process.stdin.flush()
            assert process.stdout.readline().startswith(b'{"id": ' + name)
        process.stdin.close()
        assert process.wait(timeout=30) == 0


def test_the_output_is_utf_8_whatever_the_locale(quoth: Quoth, harbour: Path) -> None:
    """Curly quotes arrive where the terminal has ASCII only."""
    line = b'{"question": "How many boats did the fishermen\xe2\x80\x99s union claim were lost in the storm?"}\n'
    done = quoth("batch", "--library", str(harbour), stdin=line, environ={"PYTHONIOENCODING": "ascii"})
    assert "fishermen’s union" in json.loads(done.stdout)["question"]
    assert "’".encode() in done.stdout
