"""Typing at the prompt: keys go in through prompt_toolkit's own pipe."""

from __future__ import annotations

import stat
import threading
from typing import TYPE_CHECKING

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot.prompt import LibraryCompleter, PromptedLines, open_history
from knowledge import Article, FactCard, Library, Metadata, Status, Wording

if TYPE_CHECKING:
    from pathlib import Path

    from prompt_toolkit.buffer import Buffer

QUESTIONS = ("How many boats sank?", "When did the boats sink?")
LIBRARY = Library(
    (Article("boats", Metadata("Boats Sink"), ()), Article("bridge", Metadata("Bridge Opens"), ())),
    (
        FactCard("sunk", "boats", "14 boats sank.", Status.FACT, None, (), tuple(Wording(q) for q in QUESTIONS)),
        FactCard("draft", "boats", "?", Status.FACT, None, (), (Wording("How many drafts?"),), draft=True),
    ),
)


def typed(keys: str, history: Path, *, reads: int = 1) -> list[str | None]:
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text(keys)
        lines = PromptedLines(history)
        lines.complete_from(LIBRARY)
        return [lines.read("quoth> ") for _ in range(reads)]


@pytest.mark.parametrize(
    ("keys", "lines"),
    [
        ("Who?\r", ["Who?"]),
        ("half a line\x03Who?\r", ["Who?"]),
        ("\x04", [None]),
        ("a\rb\r\x04", ["a", "b", None]),
    ],
)
def test_keys_do_what_they_do_in_every_shell(keys: str, lines: list[str | None], tmp_path: Path) -> None:
    """Return sends, Ctrl-C gives the line up, Ctrl-D leaves."""
    assert typed(keys, tmp_path / "history", reads=len(lines)) == lines


@pytest.mark.parametrize(
    ("start", "whole"),
    [("/hel", "/help"), ("/article br", "/article bridge"), ("when di", "When did the boats sink?")],
)
def test_tab_completes_the_line(start: str, whole: str, tmp_path: Path) -> None:
    """The completed line is what Return sends; without a completion it stays as typed."""
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text(f"{start}\t")
        lines = PromptedLines(tmp_path / "history")
        lines.complete_from(LIBRARY)
        patience = threading.Timer(10, lambda: pipe.send_text("\r"))
        patience.start()

        def send_when_complete(buffer: Buffer) -> None:
            if buffer.text == whole:
                pipe.send_text("\r")

        lines.session.default_buffer.on_text_changed += send_when_complete
        read = lines.read("quoth> ")
        patience.cancel()
    assert read == whole


def test_the_history_is_there_the_next_day_and_only_for_its_owner(tmp_path: Path) -> None:
    """The arrow up brings back what was typed in an earlier run; others cannot read it."""
    file = tmp_path / "state" / "quoth" / "history"
    typed("Who is Falk?\r", file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert typed("\x1b[A\r", file) == ["Who is Falk?"]


def test_a_history_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    """A file from elsewhere gets the same permissions."""
    file = tmp_path / "history"
    file.touch(0o644)
    typed("Who?\r", file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_forgetting_empties_the_history_at_once_and_on_disk(tmp_path: Path) -> None:
    """The arrow up finds nothing any more."""
    file = tmp_path / "history"
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        lines = PromptedLines(file)
        lines.complete_from(LIBRARY)
        pipe.send_text("secret\r")
        assert lines.read("> ") == "secret"
        lines.forget()
        assert "secret" not in file.read_text(encoding="utf-8")
        pipe.send_text("\x1b[Anew\r")
        assert lines.read("> ") == "new"


def test_without_a_place_for_the_history_the_session_goes_on(tmp_path: Path) -> None:
    """A file where the folder should be costs the history only."""
    (tmp_path / "state").touch()
    assert isinstance(open_history(tmp_path / "state" / "history"), InMemoryHistory)
    assert typed("Who?\r", tmp_path / "state" / "history") == ["Who?"]


def test_a_history_that_can_no_longer_be_written_costs_nothing_else(tmp_path: Path) -> None:
    """Writing fails, the lines are read all the same."""
    file = tmp_path / "history"
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        lines = PromptedLines(file)
        lines.complete_from(LIBRARY)
        pipe.send_text("One?\r")
        assert lines.read("> ") == "One?"
        file.unlink()
        file.mkdir()
        pipe.send_text("Two?\r")
        assert lines.read("> ") == "Two?"


@pytest.mark.parametrize(
    ("start", "wholes"),
    [
        ("/so", ["/sources", "/source"]),
        ("/language ", ["/language en", "/language ru", "/language uk"]),
        ("/article ", ["/article boats", "/article bridge"]),
        ("/article x", []),
        ("/help x", []),
        ("HOW", ["How many boats sank?"]),
        ("boats", ["How many boats sank?", "When did the boats sink?"]),
        ("", []),
    ],
)
def test_completion_offers_commands_ids_and_answerable_questions(start: str, wholes: list[str]) -> None:
    """Questions that begin so first, then those with all the words; drafts never."""
    assert LibraryCompleter(LIBRARY).complete(start) == wholes
