"""Retrieval tests: what a question is expected to find. From NAME.tests.yaml to values; `evaluation` runs them.

Every expectation is held against the library when it is read, so a test that could never pass is a fault of the
test and not of the answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path  # noqa: TC003 - dataclass field, read at runtime by tools
from typing import TYPE_CHECKING

from knowledge.errors import Fault, LibraryError
from knowledge.files import read_source
from knowledge.folder import TESTS_SUFFIX, list_files
from knowledge.library import LARGEST_YAML, sorted_by_place
from knowledge.marked_yaml import Node, Scalar, Table, parse_yaml, shown
from knowledge.sheet import Sheet, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from knowledge.types import Article, Library

_TEST_KEYS = ("question", "expect", "kind")
_EXPECT_KEYS = ("paragraph", "contains", "card", "article", "no_answer")


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the first evidence must be; what is None or empty is not asked for."""

    paragraph: int | None = None
    contains: tuple[str, ...] = ()
    """Strings that all stand in the quote."""
    card: str | None = None
    article: str | None = None
    """The article's id; that of the tests file where a paragraph is expected."""


@dataclass(frozen=True, slots=True)
class RetrievalTest:
    """One question and what it is expected to find."""

    question: str
    """As the file has it: it may be hostile."""
    expect: Expectation | None
    """None: the articles do not answer, and the question must be refused."""
    kind: str | None
    """The editor's own grouping: direct, reworded, misspelt …"""
    article: str
    """The article whose file has the test."""
    file: Path
    line: int


def load_tests(folder: Path, library: Library) -> tuple[RetrievalTest, ...]:
    """Return the retrieval tests in `folder`, whose library is `library`; raise LibraryError with every fault."""
    files = list_files(folder)
    faults = list(files.stray_tests if files.articles else files.faults)
    ids = frozenset(card.id for card in library.cards)
    tests = tuple(test for path in files.tests for test in read_tests(path, library, faults, card_ids=ids))
    if faults:
        raise LibraryError(sorted_by_place(faults))
    return tests


def read_tests(
    path: Path, library: Library, faults: list[Fault], *, card_ids: AbstractSet[str] | None
) -> tuple[RetrievalTest, ...]:
    """Return the sound tests of the file `path` and add what is wrong with the others to `faults`.

    `card_ids` are the cards there are; None where that is not known, as some could not be read.
    """
    text = read_source(path, limit=LARGEST_YAML)
    if isinstance(text, Fault):
        faults.append(text)
        return ()
    parsed = parse_yaml(text, path)
    faults.extend(parsed.faults)
    if parsed.root is None:
        return ()
    sheet = Sheet(path, faults)
    reader = _TestReader(sheet, library, path.name.removesuffix(TESTS_SUFFIX), card_ids)
    tests = [reader.read(node) for node in sheet.listing(parsed.root, "the tests file")]
    return tuple(test for test in tests if test is not None)


class _TestReader:
    """Reads the tests of one file."""

    def __init__(self, sheet: Sheet, library: Library, article: str, card_ids: AbstractSet[str] | None) -> None:
        self.sheet = sheet
        self.articles = {item.id: item for item in library.articles}
        self.cards = {card.id: card for card in library.cards}
        self.article = article
        self.card_ids = card_ids

    def read(self, node: Node) -> RetrievalTest | None:
        sheet = self.sheet
        before = len(sheet.faults)
        parts = sheet.table(node, "a test", _TEST_KEYS)
        for key in ("question", "expect"):
            if isinstance(node, Table) and key not in parts:
                sheet.note(node, f"the test has no {key}", f"add {key}: to it")
        question = sheet.scalar(parts["question"], "question") if "question" in parts else None
        kind = sheet.text(parts["kind"], "kind") if "kind" in parts else None
        expect = self._expectation(parts["expect"]) if "expect" in parts else None
        if question is None or len(sheet.faults) > before:
            return None
        return RetrievalTest(
            question.text, expect, kind.text if kind else None, self.article, sheet.path, question.line
        )

    def _expectation(self, node: Node) -> Expectation | None:
        sheet = self.sheet
        before = len(sheet.faults)
        parts = sheet.table(node, "expect", _EXPECT_KEYS)
        if len(sheet.faults) == before and not parts:
            sheet.note(node, "expect is empty", "add paragraph:, contains:, card: or no_answer: true")
        if "no_answer" in parts and sheet.truth(parts["no_answer"], "no_answer") is not None:
            refused = sheet.truth(parts["no_answer"], "no_answer")
            if refused and len(parts) > 1:
                what = "expect says no_answer: true and what the answer is"
                sheet.note(parts["no_answer"], what, "keep one of the two")
            elif not refused and len(parts) == 1:
                sheet.note(parts["no_answer"], "expect is empty", "say what the answer holds, or no_answer: true")
        article = self._article(parts)
        paragraph = sheet.number(parts["paragraph"], "paragraph") if "paragraph" in parts else None
        if article and paragraph is not None and paragraph >= len(article.paragraphs):
            what = f"there is no paragraph {paragraph}: {article.id} has paragraphs 0 to {len(article.paragraphs) - 1}"
            sheet.note(parts["paragraph"], what, "correct the number")
        contains = self._contains(parts)
        if "contains" in parts and len(sheet.faults) == before and article:
            self._check_contains(article, paragraph, contains)
        card = sheet.text(parts["card"], "card") if "card" in parts else None
        if card:
            self._check_card(card, article, parts, paragraph)
        if len(sheet.faults) > before or not set(parts) - {"no_answer"}:
            return None
        named = article.id if article and ("article" in parts or paragraph is not None) else None
        return Expectation(paragraph, tuple(mark.text for mark in contains), card.text if card else None, named)

    def _article(self, parts: dict[str, Node]) -> Article | None:
        """Return the article that is meant; None where it is unknown or could not be read."""
        if "article" not in parts:
            return self.articles.get(self.article)
        name = self.sheet.text(parts["article"], "article")
        if name and name.text not in self.articles:
            near = did_you_mean(name.text, tuple(self.articles))
            remedy = f"did you mean {near}?" if near else "correct the id"
            self.sheet.note(name, f"there is no article {shown(name.text)} in the library", remedy)
        return self.articles.get(name.text) if name else None

    def _contains(self, parts: dict[str, Node]) -> tuple[Scalar, ...]:
        if "contains" not in parts:
            return ()
        items = self.sheet.listing(parts["contains"], "contains")
        if not items and not isinstance(parts["contains"], Scalar | Table):
            self.sheet.note(parts["contains"], "contains is empty", "name words of the quote, or delete the key")
        found = [self.sheet.scalar(item, "an item of contains") for item in items]
        return tuple(mark for mark in found if mark is not None and mark.text)

    def _check_contains(self, article: Article, paragraph: int | None, contains: tuple[Scalar, ...]) -> None:
        wanted = [mark.text for mark in contains]
        for mark in contains:
            numbers = [part.number for part in article.paragraphs if mark.text in part.text]
            if not numbers:
                what, remedy = f"{shown(mark.text)} is not in the article {article.id}", "copy it from the article"
            elif paragraph is not None and paragraph not in numbers:
                what = f"{shown(mark.text)} is not in paragraph {paragraph}"
                remedy = f"it stands in paragraph {', '.join(map(str, numbers[:5]))}: correct one of the two"
            else:
                continue
            self.sheet.note(mark, what, remedy)
            return
        if paragraph is None and not any(all(text in part.text for text in wanted) for part in article.paragraphs):
            what = "no one paragraph holds all that contains asks for"
            self.sheet.note(contains[0], what, "ask for words of one sentence")

    def _check_card(self, card: Scalar, article: Article | None, parts: dict[str, Node], paragraph: int | None) -> None:
        if self.card_ids is not None and card.text not in self.card_ids:
            near = did_you_mean(card.text, tuple(sorted(self.card_ids)))
            remedy = f"did you mean {near}?" if near else "correct the id"
            self.sheet.note(card, f"there is no card {shown(card.text)}", remedy)
        known = self.cards.get(card.text)
        if known is None:
            return
        if article and ("article" in parts or paragraph is not None) and known.article != article.id:
            what = f"the card {card.text} is of the article {known.article}, not of {article.id}"
            self.sheet.note(card, what, "correct one of the two")
        elif paragraph is not None and paragraph not in {quote.paragraph.number for quote in known.evidence}:
            numbers = ", ".join(str(quote.paragraph.number) for quote in known.evidence)
            what = f"the card {card.text} has its evidence in paragraph {numbers}, not in {paragraph}"
            self.sheet.note(card, what, "correct one of the two")
