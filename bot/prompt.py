"""Typed lines in a terminal: history, completion, Ctrl-C and Ctrl-D as in every shell.

The only room that knows prompt_toolkit; it is loaded for a terminal only.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import Completer, Completion
from prompt_toolkit.history import FileHistory, History, InMemoryHistory

from bot.language import all_languages
from bot.talk import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document

    from knowledge import Library

MOST_COMPLETIONS = 30


class PromptedLines:
    """The lines that somebody types at a prompt."""

    def __init__(self, history: Path) -> None:
        self._file = history
        self._completer: LibraryCompleter | None = None
        self.session = self._new_session(open_history(history))

    def read(self, prompt: str) -> str | None:
        """Return the next line; None at Ctrl-D. Ctrl-C gives the line up and starts a new one."""
        while True:
            try:
                return self.session.prompt(prompt)
            except KeyboardInterrupt:
                continue
            except EOFError:
                return None

    def forget(self) -> None:
        """Forget the lines typed so far, those of earlier days too."""
        self._file.unlink(missing_ok=True)
        self.session = self._new_session(open_history(self._file))

    def complete_from(self, library: Library) -> None:
        """Complete from `library` from now on."""
        self._completer = LibraryCompleter(library)
        self.session.completer = self._completer

    def _new_session(self, history: History) -> PromptSession[str]:
        return PromptSession(
            history=history,
            completer=self._completer,
            complete_while_typing=False,  # the arrow keys stay with the history
            auto_suggest=AutoSuggestFromHistory(),
        )


class LibraryCompleter(Completer):
    """Completes commands, the ids of articles, and the questions that fact cards answer."""

    def __init__(self, library: Library) -> None:
        self._articles = [article.id for article in library.articles]
        self._questions = [wording.text for card in library.cards if not card.draft for wording in card.questions]

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:  # noqa: ARG002
        """Yield what may stand in place of the line before the cursor."""
        typed = document.text_before_cursor.lstrip()
        for whole in self.complete(typed):
            yield Completion(whole, start_position=-len(typed))

    def complete(self, typed: str) -> list[str]:
        """Return the lines that `typed` may become: those that begin with it, then those that hold all its words."""
        return list(self._candidates(typed))[:MOST_COMPLETIONS]

    def _candidates(self, typed: str) -> Iterator[str]:
        command, space, argument = typed.partition(" ")
        if typed.startswith("/"):
            if command == "/article" and space:
                yield from (f"/article {name}" for name in self._articles if name.startswith(argument))
            elif command == "/language" and space:
                codes = [language.code for language in all_languages()]
                yield from (f"/language {code}" for code in codes if code.startswith(argument))
            elif not space:
                yield from (f"/{name}" for name in COMMANDS if f"/{name}".startswith(command))
            return
        folded = typed.casefold()
        words = folded.split()
        if words:
            first = [question for question in self._questions if question.casefold().startswith(folded)]
            yield from first
            seen = set(first)
            yield from (q for q in self._questions if q not in seen and all(w in q.casefold() for w in words))


class _PrivateHistory(FileHistory):
    """A file that only its owner may read; a disk that is full costs the history, not the conversation."""

    def store_string(self, string: str) -> None:
        """Keep one typed line."""
        try:
            super().store_string(string.encode("utf-8", "replace").decode("utf-8"))
        except OSError:
            return


def open_history(path: Path) -> History:
    """Open the history in `path`, made where there is none, for its owner's eyes; in memory where it cannot be."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        path.chmod(0o600)
    except OSError:
        return InMemoryHistory()
    return _PrivateHistory(str(path))
