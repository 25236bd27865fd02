"""`quoth test --add QUESTION`: what is found for a question now becomes a retrieval test in NAME.tests.yaml.

The test goes to the article that the answer stands in; where there is none, to the article of the nearest passage. The
file keeps its layout, and is replaced only by one that holds all of its tests and the new one.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from bot.cache import find_cache
from bot.errors import BotError, UsageError
from bot.render.screen import safe
from bot.testing.yaml_edit import written
from bot.whole_file import write_whole
from knowledge import Chat, Found, NotFound, Smalltalk, ask, load_tests, open_library
from knowledge.folder import TESTS_SUFFIX
from knowledge.marked_edits import quoted
from knowledge.marked_lists import with_items
from knowledge.tokenizer import tokenize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from knowledge import Evidence, Reading, RetrievalTest


@dataclass(frozen=True, slots=True)
class Proposal:
    """A test that could be added."""

    file: Path
    question: str
    expect: str
    """The expectation, as YAML on one line."""
    found: str
    """What was found, in one line."""

    @property
    def item(self) -> str:
        """The test as an item of the file's list."""
        return f"- question: {quoted(self.question)}\n  expect: {self.expect}"


def propose(folder: Path, question: str) -> Proposal:
    """Ask the library in `folder` and return what is found as a test.

    Raises UsageError where that is no question, BotError where it is tested already, LibraryError where the library or
    its tests have faults.
    """
    question = question.strip()
    if not question or not question.isprintable():
        raise UsageError('no question to add, or one with signs that are no text; write quoth test --add "Who is …?"')
    collection = open_library(folder, find_cache(os.environ, Path()))
    library = collection.library
    same = _same(question, load_tests(folder, library))
    if same is not None:
        raise BotError(f"the question is tested already, {same.file}:{same.line}; change that test, or see --update")
    reading = ask(collection, question)
    expect, first = _expectation(reading)
    article = first.article.id if first else library.articles[0].id
    return Proposal(folder / f"{article}{TESTS_SUFFIX}", question, expect, _told(reading, first))


def add(proposal: Proposal) -> int:
    """Write the test to the end of its file, which need not exist; return its line.

    Raises BotError where the file's layout has no place for it, or it cannot be written.
    """
    content = proposal.file.read_bytes() if proposal.file.exists() else b""
    text = with_items(content.decode("utf-8"), [proposal.item])
    if text is None:
        raise BotError(
            f"the tests are not a list of '- question: …' lines, {proposal.file}; write it so, and try again"
        )
    write_whole(proposal.file, text.encode("utf-8"))
    return text[: text.rindex(proposal.item.partition("\n")[0])].count("\n") + 1


def run_add(folder: Path, question: str, say: Callable[[str], None], confirm: Callable[[str], bool] | None) -> int:
    """Propose a test, have it confirmed where somebody can be asked, add it, and say where; return the exit status."""
    proposal = propose(folder, question)
    say(safe(proposal.found))
    shown = [f"  {safe(line)}" for line in proposal.item.split("\n")]
    if confirm is not None:
        for line in shown:
            say(line)
        if not confirm(f"Add this to {safe(str(proposal.file))}? [Y/n] "):
            say("Nothing was added.")
            return 1
    say(f"{safe(str(proposal.file))}:{add(proposal)}: added")
    if confirm is None:
        for line in shown:
            say(line)
    return 0


def _same(question: str, tests: Iterable[RetrievalTest]) -> RetrievalTest | None:
    words = [token.word for token in tokenize(question)]
    return next((test for test in tests if [token.word for token in tokenize(test.question)] == words), None)


def _expectation(reading: Reading) -> tuple[str, Evidence | None]:
    """Return what is to be expected, as YAML, and the evidence by which the test's file is chosen."""
    match reading:
        case Found(evidence=(first, *_)):
            paragraph = first.quote.paragraph.number
            parts = [f"paragraph: {paragraph}"]
            if first.short:
                parts.append(f"contains: {written((first.short,))}")
            card = first.card
            if card is not None and paragraph in {quote.paragraph.number for quote in card.evidence}:
                parts.append(f"card: {written(card.id)}")
            return f"{{{', '.join(parts)}}}", first
        case Found() | NotFound() | Smalltalk(kind=Chat.EMPTY):
            nearest = reading.nearest if isinstance(reading, NotFound) else ()
            return "{no_answer: true}", next(iter(nearest), None)
        case Smalltalk(kind=kind):
            raise UsageError(f"that is small talk ({kind}), for which nothing is looked up; add a question")
        case _:
            assert_never(reading)


def _told(reading: Reading, first: Evidence | None) -> str:
    if not isinstance(reading, Found) or first is None:
        nearest = f" The nearest: {_place(first)}" if first else ""
        return f"Not answered, and expected to stay so.{nearest}"
    return f"Answered from {_place(first)}"


def _place(evidence: Evidence) -> str:
    paragraph = evidence.quote.paragraph
    card = f", card {evidence.card.id}" if evidence.card else ""
    return f"{paragraph.article}, paragraph {paragraph.number}{card}: “{' '.join(evidence.quote.text.split())}”"
