"""The conversation in a terminal: lines in, turns out, until the reader leaves. What a turn is, `bot.talk` knows.

In a pipe it reads questions line by line and prints the answers, without a prompt; in a terminal `bot.prompt` reads
the lines, with history and completion.
"""

from __future__ import annotations

import os
import sys
import traceback
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from bot.errors import defect_line
from bot.language import ENGLISH
from bot.render.screen import Look, look_of, safe, set_lines
from bot.talk import Talk, take_turn
from knowledge import KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

    from bot.language import Language
    from knowledge import Collection, Library


class Lines(Protocol):
    """Where the typed lines come from."""

    def read(self, prompt: str) -> str | None:
        """Return the next line, or None at the end."""

    def forget(self) -> None:
        """Forget the lines read so far."""


class PipedLines:
    """The lines of a pipe or a file: no prompt, nothing remembered."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def read(self, prompt: str) -> str | None:  # noqa: ARG002 - a pipe shows no prompt
        """Return the next line, or None at the end."""
        return self._stream.readline() or None

    def forget(self) -> None:
        """Do nothing: nothing is kept."""


def run_console(
    open_: Callable[[], Collection], *, site: str | None = None, language: Language = ENGLISH, debug: bool = False
) -> int:
    """Hold the conversation on standard input and output; return the exit status. Sources link to `site`.

    `open_` opens the library: now, and whenever the reader wants it read anew.
    """

    def look() -> Look:
        return look_of(sys.stdout, os.environ, site)

    if sys.stdin.isatty() and sys.stdout.isatty():
        from bot.prompt import PromptedLines  # noqa: PLC0415 - prompt_toolkit is for terminals only
        from bot.settings import state_folder  # noqa: PLC0415

        lines = PromptedLines(state_folder() / "history")

        def open_and_greet() -> Collection:
            collection = open_()
            lines.complete_from(collection.library)
            _show_apart("\n".join(set_lines(welcome(collection.library, language), look())))
            return collection

        hold(open_and_greet, lines, _show_apart, look, language=language, debug=debug)
        return 0
    sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]
    hold(open_, PipedLines(sys.stdin), _show_apart, look, language=language, debug=debug)
    return 0


def hold(  # noqa: PLR0913 - the seams of a conversation, and what it begins with
    open_: Callable[[], Collection],
    lines: Lines,
    show: Callable[[str], None],
    look: Callable[[], Look],
    *,
    language: Language = ENGLISH,
    debug: bool = False,
) -> None:
    """Take turns until the lines end or the reader leaves; Ctrl-C breaks off an answer, not the conversation."""
    collection, talk = open_(), Talk(language=language)
    while (line := lines.read(f"{safe(talk.article or 'quoth')}> ")) is not None:
        try:
            turn = take_turn(collection, talk, line, look())
            if turn.reload:
                collection = open_()
                turn = replace(turn, talk=_still_there(turn.talk, collection))
        except KeyboardInterrupt:
            show(talk.language.say("Broken off."))
            continue
        except KnowledgeError as fault:
            show("\n".join(set_lines(f"{fault}; the library as it was is asked on", look())))
            continue
        except Exception as error:
            if debug:
                traceback.print_exc()
            show(defect_line(error))
            continue
        talk = turn.talk
        if turn.forget:
            lines.forget()
        if turn.leave:
            return
        if turn.text:
            show(turn.text)


def _still_there(talk: Talk, collection: Collection) -> Talk:
    """Return `talk`; where the one article that is asked has gone, all are asked."""
    there = any(article.id == talk.article for article in collection.library.articles)
    return talk if there else replace(talk, article=None)


def welcome(library: Library, language: Language = ENGLISH) -> str:
    """Say what can be asked, and how to leave."""
    count = len(library.articles)
    if count == 1:
        what = language.quoted(library.articles[0].title)
    else:
        what = language.say_count("{number} article", "{number} articles", count)
    return language.say("Quoth answers from {articles}. Ask, or type /help; Ctrl-D leaves.", articles=what)


def _show_apart(text: str) -> None:
    print(f"{text}\n", flush=True)
