"""From a library folder to its tests judged: all of them, or those that are selected."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cache import find_cache
from bot.errors import BotError, UsageError
from knowledge import UNTAGGED, evaluate, explain, load_tests, open_library

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge import Evaluation, Library, RetrievalTest


@dataclass(frozen=True, slots=True)
class Selection:
    """Which tests are meant; without a kind and a pattern all are."""

    kinds: tuple[str, ...] = ()
    pattern: str = ""
    """A regular expression, in any case, that the question, the article, the kind or the expected card has."""

    def __post_init__(self) -> None:
        try:
            re.compile(self.pattern)
        except re.error as error:
            what = f"-k {self.pattern!r} is no regular expression ({error})"
            raise UsageError(f"{what}; write words of the question, or \\ before a sign") from None

    def takes(self, question: str, kind: str | None, article: str, card: str | None) -> bool:
        """Say whether a test is meant."""
        if self.kinds and (kind or UNTAGGED) not in self.kinds:
            return False
        texts = (question, article, kind or UNTAGGED, card or "")
        return any(re.search(self.pattern, text, re.IGNORECASE) for text in texts)


@dataclass(frozen=True, slots=True)
class Run:
    """A library and what became of its tests."""

    folder: Path
    library: Library
    evaluation: Evaluation


def run_tests(folder: Path, selection: Selection | None = None) -> Run:
    """Run the retrieval tests in `folder` that are selected.

    Raises LibraryError with every fault, BotError where there is nothing to test: nothing tested is not passed.
    """
    collection = open_library(folder, find_cache(os.environ, Path()))
    library = collection.library
    tests = load_tests(folder, library)
    if not tests:
        raise BotError(f"no retrieval tests, {folder}; write them into NAME.tests.yaml beside the article")
    meant = select(tests, selection or Selection())
    return Run(folder, library, evaluate(meant, partial(explain, collection)))


def select(tests: Sequence[RetrievalTest], selection: Selection) -> tuple[RetrievalTest, ...]:
    """Return the tests that are selected; raise UsageError where a kind is not there or none is left."""
    known = tuple(dict.fromkeys(test.kind or UNTAGGED for test in tests))
    for kind in selection.kinds:
        if kind not in known:
            raise UsageError(f"no tests of the kind {kind!r}; there are: {', '.join(known)}")
    meant = tuple(test for test in tests if _takes(selection, test))
    if not meant:
        raise UsageError(f"none of the {len(tests)} tests is selected; try another -k or --kind")
    return meant


def distinct(results: Iterable[tuple[str, str]]) -> list[tuple[str, str, int]]:
    """Number what occurs several times: a question may stand twice in a file.

    >>> distinct([("a", "Who?"), ("a", "Who?")])
    [('a', 'Who?', 0), ('a', 'Who?', 1)]
    """
    seen: dict[tuple[str, str], int] = {}
    numbered = []
    for item in results:
        seen[item] = seen.get(item, -1) + 1
        numbered.append((*item, seen[item]))
    return numbered


def _takes(selection: Selection, test: RetrievalTest) -> bool:
    return selection.takes(test.question, test.kind, test.article, test.expect.card if test.expect else None)
