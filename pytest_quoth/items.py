"""Retrieval tests as pytest's items: a file is a collector, a question a test; failures in `quoth test`'s words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from bot.render.screen import safe
from bot.testing.words import expected_scores, failure_lines, found_scores
from knowledge import (
    UNTAGGED,
    Account,
    Library,
    LibraryError,
    evaluate,
    explain,
    load_library,
    prepare,
    read_tests,
)
from knowledge.folder import TESTS_SUFFIX, list_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from knowledge import Fault, Result, RetrievalTest

_LONGEST_NAME = 100
Opened = tuple[Library, "Callable[[str], Account]"]
_OPENED = pytest.StashKey[dict["Path", Opened]]()
"""The libraries of a run, each loaded and made ready once."""


class MissedError(Exception):
    """A test did not find what it expects."""

    def __init__(self, result: Result) -> None:
        self.result = result
        super().__init__(result.reason)


class Question(pytest.Item):
    """One retrieval test."""

    def __init__(self, *, test: RetrievalTest, read: Callable[[str], Account], **rest: Any) -> None:
        super().__init__(**rest)
        self.test = test
        self.read = read
        kind = test.kind or UNTAGGED
        self.extra_keyword_matches.add(kind)
        self.user_properties.append(("kind", safe(kind)))

    def runtest(self) -> None:
        """Ask, and raise MissedError where something else is found."""
        (result,) = evaluate([self.test], self.read).results
        self.user_properties.append(("confidence", f"{result.confidence:.4f}"))
        for name, scores in (("expected", expected_scores(result)), ("found", found_scores(result))):
            if scores:
                self.user_properties.append((name, safe(scores)))
        if not result.passed:
            raise MissedError(result)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Tell a failure as `quoth test` does; what else went wrong, as pytest does."""
        if isinstance(excinfo.value, MissedError):
            return "\n".join(failure_lines(excinfo.value.result))
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Name the place of the test as an editor opens it."""
        return self.path, self.test.line - 1, self.name


class TestsFile(pytest.File):
    """A NAME.tests.yaml."""

    __test__ = False

    def collect(self) -> Iterable[Question]:
        """Return the tests; a library or a file with faults is one error that lists them all."""
        try:
            library, read = self._opened()
        except LibraryError as error:
            raise self.CollectError(_listed(error.faults)) from None
        article = self.path.name.removesuffix(TESTS_SUFFIX)
        stray = all(item.id != article for item in library.articles)
        faults = list(list_files(self.path.parent).stray_tests) if stray else []
        ids = frozenset(card.id for card in library.cards)
        tests = read_tests(self.path, library, faults, card_ids=ids)
        if faults:
            raise self.CollectError(_listed(faults))
        names: dict[str, int] = {}
        for test in tests:
            name = _name(test.question)
            names[name] = names.get(name, 0) + 1
            if names[name] > 1:
                name += f" (line {test.line})"
            yield Question.from_parent(self, name=name, test=test, read=read)

    def _opened(self) -> Opened:
        """Return the library, loaded for the first file that asks for it."""
        opened = self.session.stash.setdefault(_OPENED, {})
        folder = self.path.parent
        if folder not in opened:
            library = load_library(folder)
            opened[folder] = (library, partial(explain, prepare(library)))
        return opened[folder]


def _name(question: str) -> str:
    """Return a question as the name of a test: one line, without the `::` that parts pytest's names."""
    text = " ".join(safe(question).replace("::", ":").split())
    if not text:
        return "(no words)"
    return text if len(text) <= _LONGEST_NAME else text[: _LONGEST_NAME - 1] + "…"


def _listed(faults: Iterable[Fault]) -> str:
    return "\n".join(safe(str(fault)) for fault in faults)
