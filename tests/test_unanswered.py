"""Unanswered questions, counted together where they ask the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.cli import main
from bot.schema import StateError
from bot.state import State, Unanswered
from bot.unanswered import Group, grouped, report_unanswered

if TYPE_CHECKING:
    from pathlib import Path


def test_the_same_question_in_other_words_is_one_group() -> None:
    """Order, case and filler words do not matter; another question stays apart; the most asked group is first."""
    asked = (
        Unanswered("Who commands the brigade?", 3),
        Unanswered("How many died?", 2),
        Unanswered("how many died exactly", 2),
        Unanswered("the brigade, who commands it?", 1),
    )
    assert grouped(asked) == (
        Group("Who commands the brigade?", ("Who commands the brigade?", "the brigade, who commands it?"), 4),
        Group("How many died?", ("How many died?", "how many died exactly"), 4),
    )


def test_nothing_is_no_group() -> None:
    """An empty list and a question without letters are no error."""
    assert grouped(()) == ()
    assert grouped((Unanswered("…", 1),)) == (Group("…", ("…",), 1),)


def asked(file: Path, *questions: str) -> None:
    """Write a state file as the bot does."""
    state = State(file)
    for question in questions:
        state.unanswered(question)
    state.close()


def test_the_command_lists_what_was_not_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Most asked first, other wordings below; a token that is none is nothing to this command."""
    file = tmp_path / "state.sqlite3"
    asked(file, *["Who won?"] * 10, "Where is Oslo?", "where is Oslo exactly", "\x1b[2JHow?")
    monkeypatch.setenv("QUOTH_STATE", str(file))
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "none")
    monkeypatch.chdir(tmp_path)
    assert main(["unanswered"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "10  Who won?",
        " 2  Where is Oslo?",
        "    also: where is Oslo exactly",
        " 1  ␛[2JHow?",
    ]


def test_while_the_bot_runs_the_list_can_be_read(tmp_path: Path) -> None:
    """Both have the file open; neither waits for the other."""
    file = tmp_path / "state.sqlite3"
    running = State(file)
    running.unanswered("Who won?")
    assert report_unanswered(file) == "1  Who won?"
    running.unanswered("Who won?")
    running.close()
    assert report_unanswered(file) == "2  Who won?"


def test_nothing_unanswered_is_said_and_no_file_is_made(tmp_path: Path) -> None:
    """Neither an empty file nor a missing one is a fault."""
    file = tmp_path / "state.sqlite3"
    assert report_unanswered(file).startswith("no unanswered questions: there is no state file")
    assert not file.exists()
    asked(file)
    assert report_unanswered(file) == "no unanswered questions"


def test_a_file_that_is_no_state_file_is_named_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit status 2, the remedy on standard error, the file as it was."""
    file = tmp_path / "diary.txt"
    file.write_text("not a database, and longer than a header of one hundred bytes " * 3)
    with pytest.raises(StateError):
        report_unanswered(file)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUOTH_STATE", str(file))
    assert main(["unanswered"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "QUOTH_STATE" in line
    assert file.read_text().startswith("not a database")


def test_a_setting_that_names_no_file_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As every other setting."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUOTH_STATE", "~nobody-of-this-name/state")
    assert main(["unanswered"]) == 2
    assert "QUOTH_STATE" in capsys.readouterr().err
