"""The conversation in a terminal, from lines that a test types."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest

import bot.console
from bot.console import PipedLines, hold, run_console, welcome
from bot.render.screen import Look
from bot.talk import Talk, Turn, take_turn
from knowledge import Article, Collection, Library, Metadata, Paragraph, Span, load_library, prepare

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Quoth

TEXT = "The storm had sunk 14 fishing boats."


@pytest.fixture(scope="module")
def collection() -> Collection:
    texts = ("Boats Sink", TEXT)
    paragraphs = tuple(Paragraph("boats", n, text, (Span(0, len(text)),)) for n, text in enumerate(texts))
    return prepare(Library((Article("boats", Metadata("Boats Sink"), paragraphs),)))


class TypedLines:
    """Lines typed beforehand; remembers the prompts it showed and whether it was told to forget."""

    def __init__(self, *lines: str) -> None:
        self.lines = list(lines)
        self.prompts: list[str] = []
        self.forgotten = 0

    def read(self, prompt: str) -> str | None:
        self.prompts.append(prompt)
        return self.lines.pop(0) if self.lines else None

    def forget(self) -> None:
        self.forgotten += 1


def held(collection: Collection, lines: TypedLines, *, debug: bool = False) -> list[str]:
    shown: list[str] = []
    hold(lambda: collection, lines, shown.append, Look, debug=debug)
    return shown


def test_it_answers_line_by_line_and_ends_with_the_lines(collection: Collection) -> None:
    """Ctrl-D is an end like any other; empty lines show nothing."""
    shown = held(collection, TypedLines("How many fishing boats had the storm sunk?", "", "/article boats"))
    assert len(shown) == 2
    assert TEXT in shown[0]
    assert shown[1].startswith("Only boats is asked now")


def test_quit_leaves_the_lines_that_follow_unread(collection: Collection) -> None:
    """What is typed after /quit is not for the console."""
    lines = TypedLines("/quit", "/help")
    assert held(collection, lines) == []
    assert lines.lines == ["/help"]


def test_the_prompt_says_which_article_alone_is_asked(collection: Collection) -> None:
    """Nobody wonders why the other articles are silent."""
    lines = TypedLines("/article boats", "/article")
    held(collection, lines)
    assert lines.prompts == ["quoth> ", "boats> ", "quoth> "]


def test_reload_reads_the_library_anew(harbour: Path) -> None:
    """A changed article is answered from; a faulty one is refused with its first fault."""
    article = harbour / "harbour.txt"
    text = article.read_text(encoding="utf-8")
    question = "How many fishing boats had the storm sunk?"

    class Editing(TypedLines):
        def read(self, prompt: str) -> str | None:
            if "/reload" in self.lines[:1]:
                article.write_text(texts.pop(0), encoding="utf-8")
            return super().read(prompt)

    texts = [text.replace("14 fishing boats", "15 fishing boats"), "", text]
    lines = Editing(question, "/reload", question, "/reload", question, "/article harbour", "/reload", question)
    shown: list[str] = []
    hold(lambda: prepare(load_library(harbour)), lines, shown.append, Look)
    first, second, fault, third, _, fourth = shown
    assert "14 fishing boats" in first
    assert "15 fishing boats" in second
    assert fault.startswith(f"{article}: holds no text; ")
    assert fault.endswith("; the library as it was is asked on")
    assert third == second
    assert "14 fishing boats" in fourth
    assert lines.prompts[-1] == "harbour> "


def test_an_article_that_went_is_not_asked_after_a_reload(harbour: Path) -> None:
    """All articles are asked again, as the prompt says."""
    (harbour / "bridge.txt").write_text("Bridge Opens\n\nThe bridge of Storvik cost 12 million crowns.\n")

    class Editing(TypedLines):
        def read(self, prompt: str) -> str | None:
            if self.lines[:1] == ["/reload"]:
                (harbour / "bridge.txt").unlink()
            return super().read(prompt)

    lines = Editing("/article bridge", "/reload", "Who reopened the harbour of Lindesund?")
    shown: list[str] = []
    hold(lambda: prepare(load_library(harbour)), lines, shown.append, Look)
    assert lines.prompts == ["quoth> ", "bridge> ", "quoth> ", "quoth> "]
    assert "Astrid Falk" in shown[-1]


def test_forget_reaches_the_history(collection: Collection) -> None:
    """What was typed goes with the conversation."""
    lines = TypedLines("/forget")
    held(collection, lines)
    assert lines.forgotten == 1


def test_ctrl_c_breaks_off_an_answer_and_a_defect_is_one_line(
    collection: Collection, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither ends the conversation; the traceback is for --debug."""

    def turn(collection: Collection, talk: Talk, line: str, look: Look) -> Turn:
        if line == "slow":
            raise KeyboardInterrupt
        if line == "broken":
            raise ZeroDivisionError("secret question")
        return take_turn(collection, talk, line, look)

    monkeypatch.setattr(bot.console, "take_turn", turn)
    shown = held(collection, TypedLines("slow", "broken", "/article boats"))
    assert shown[0] == "Broken off."
    assert shown[1] == ("this is a defect (ZeroDivisionError); run it with --debug for the traceback, and report that")
    assert shown[2].startswith("Only boats")
    assert capsys.readouterr().err == ""
    held(collection, TypedLines("broken"), debug=True)
    assert "ZeroDivisionError: secret question" in capsys.readouterr().err


def test_a_pipe_has_neither_prompt_nor_welcome(
    collection: Collection, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its output is answers only, plain and unwrapped, with an empty line after each."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"/article boats\n/article"), "utf-8"))
    assert run_console(lambda: collection) == 0
    assert capsys.readouterr().out == (
        "Only boats is asked now; /article alone asks all again.\n\nAll articles are asked now.\n\n"
    )


def test_piped_lines_that_are_not_utf_8_are_questions_all_the_same(quoth: Quoth) -> None:
    """Bytes that are no text become a replacement character, not a traceback."""
    done = quoth(stdin=b"\xff\xfe Qu\xe9?\n/quit\n")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout


def test_piped_lines_end(collection: Collection) -> None:
    """The last line needs no newline, and there is nothing to forget."""
    lines = PipedLines(io.StringIO("a\nb"))
    assert [lines.read("> "), lines.read("> "), lines.read("> ")] == ["a\n", "b", None]
    lines.forget()


def test_the_welcome_names_what_can_be_asked(collection: Collection) -> None:
    """One article by its title, several by their number."""
    one = collection.library
    assert welcome(one) == "Quoth answers from “Boats Sink”. Ask, or type /help; Ctrl-D leaves."
    assert welcome(Library((*one.articles, *one.articles))).startswith("Quoth answers from 2 articles.")
