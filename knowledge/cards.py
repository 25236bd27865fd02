"""From a card file's tree to fact cards, each fault noted at its place. One file; knows nothing of the other files.

A card with a fault is kept with what could be read of it (its id, its references), so that one mistake does not bring
a train of others; only a faultless card becomes a FactCard.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.marked_yaml import Listing, Node, Scalar, Table, shown
from knowledge.metadata import amended, is_language
from knowledge.proofreading import Proofreader
from knowledge.quotation import Misquote, QuoteFinder
from knowledge.sheet import did_you_mean
from knowledge.types import FactCard, Status, Unanswered, Wording

if TYPE_CHECKING:
    from knowledge.sheet import Sheet
    from knowledge.types import Article, Metadata, Quote

LONGEST_ANSWER = 600
"""Code points; the contract's bound on what a person is shown."""

_FILE_KEYS = ("article", "aliases", "cards", "unanswered")
_CARD_KEYS = ("id", "answer", "status", "attributed_to", "evidence", "questions", "see_also", "draft")
_REQUIRED = ("id", "answer", "status", "evidence")
_EVIDENCE_KEYS = ("quote", "paragraph")
_STATUSES = tuple(status.value for status in Status)
NEED_SPEAKER = frozenset({Status.CLAIM, Status.DENIAL, Status.OPINION})
"""What a card can only say by naming who says it."""
_ID = re.compile("[a-z0-9-]{1,40}")


@dataclass(frozen=True, slots=True)
class MarkedCard:
    """A card and where its parts stand, for the checks that look across cards."""

    sheet: Sheet
    id: Scalar | None
    questions: tuple[Scalar, ...]
    see_also: tuple[Scalar, ...]
    card: FactCard | None
    """None where the card has a fault."""


@dataclass(frozen=True, slots=True)
class MarkedAlias:
    """How an article writes a name, and how readers do."""

    sheet: Sheet
    name: Scalar
    spellings: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class MarkedQuestion:
    """A question that the article does not answer, and where it stands."""

    sheet: Sheet
    mark: Scalar
    unanswered: Unanswered


@dataclass(frozen=True, slots=True)
class CardFile:
    """What one card file holds."""

    article: str
    """The article's id."""
    metadata: Metadata
    aliases: tuple[MarkedAlias, ...]
    cards: tuple[MarkedCard, ...]
    unanswered: tuple[MarkedQuestion, ...] = ()


def read_cards(sheet: Sheet, root: Node, article: Article) -> CardFile:
    """Take metadata, aliases and cards of `article` out of the card file's `root`; note faults in `sheet`."""
    parts = sheet.table(root, "the card file", _FILE_KEYS)
    metadata = amended(article.metadata, sheet, parts["article"]) if "article" in parts else article.metadata
    aliases = _aliases(sheet, parts["aliases"]) if "aliases" in parts else ()
    nodes = sheet.listing(parts["cards"], "cards") if "cards" in parts else ()
    reader = _CardReader(sheet, article, metadata.language)
    return CardFile(
        article.id, metadata, aliases, tuple(reader.read(node) for node in nodes), _unanswered(sheet, parts, reader)
    )


def _aliases(sheet: Sheet, node: Node) -> tuple[MarkedAlias, ...]:
    if not isinstance(node, Table):
        sheet.note(node, "aliases is not a mapping", "write a line Name: [how, readers, write it] for each name")
        return ()
    found = []
    for name, value in node.entries:
        key = sheet.text(name, "a name in aliases")
        if key is not None:
            found.append(MarkedAlias(sheet, key, sheet.texts(value, f"aliases of {shown(key.text)}")))
    return tuple(found)


def _unanswered(sheet: Sheet, parts: dict[str, Node], reader: _CardReader) -> tuple[MarkedQuestion, ...]:
    if "unanswered" not in parts:
        return ()
    marks, wordings = reader.questions(parts["unanswered"], "unanswered")
    article = reader.article.id
    return tuple(MarkedQuestion(sheet, m, Unanswered(article, w)) for m, w in zip(marks, wordings, strict=True))


class _CardReader:
    """Reads the cards of one article, for which it is made ready once."""

    def __init__(self, sheet: Sheet, article: Article, language: str) -> None:
        self.sheet = sheet
        self.article = article
        self.language = language
        self.finder = QuoteFinder(article)
        self.proofreader = Proofreader(article)

    def read(self, node: Node) -> MarkedCard:
        sheet = self.sheet
        before = len(sheet.faults)
        parts = sheet.table(node, "a card", _CARD_KEYS)
        for key in _REQUIRED:
            if isinstance(node, Table) and key not in parts:
                sheet.note(node, f"the card has no {key}", f"add {key}: to it")
        id_ = self._id(parts)
        status = self._status(parts)
        speaker = sheet.text(parts["attributed_to"], "attributed_to") if "attributed_to" in parts else None
        if status in NEED_SPEAKER and "attributed_to" not in parts:
            sheet.note(parts["status"], f"a {status} without attributed_to", "add attributed_to: who says it")
        answer = self._answer(parts)
        quotes = self._evidence(parts)
        if answer and quotes and None not in quotes:
            words = self.proofreader.unsupported(answer.text, [quote.text for quote in quotes if quote])
            for word in words:
                kind = "number" if any(letter.isdigit() for letter in word) else "name or number"
                what = f"the {kind} {shown(word)} of the answer stands in none of its quotes"
                sheet.note(answer, what, "add the quote that has it, or keep to the quotes")
        marks, wordings = self.questions(parts["questions"], "questions") if "questions" in parts else ((), ())
        see_also = sheet.texts(parts["see_also"], "see_also") if "see_also" in parts else ()
        draft = bool(sheet.truth(parts["draft"], "draft")) if "draft" in parts else False
        card = None
        if len(sheet.faults) == before and id_ and answer and status:
            evidence = tuple(quote for quote in quotes if quote is not None)
            others = tuple(dict.fromkeys(mark.text for mark in see_also))
            said_by = speaker.text if speaker else None
            id_text, article = id_.text, self.article.id
            card = FactCard(id_text, article, answer.text, status, said_by, evidence, wordings, others, draft)
        return MarkedCard(sheet, id_, marks, see_also, card)

    def _id(self, parts: dict[str, Node]) -> Scalar | None:
        id_ = self.sheet.text(parts["id"], "id") if "id" in parts else None
        if id_ and not _ID.fullmatch(id_.text):
            what = f"the id {shown(id_.text)} is not made of at most 40 of a-z, 0-9 and -"
            proposal = re.sub("[^a-z0-9]+", "-", id_.text.lower()).strip("-")[:40].strip("-")
            self.sheet.note(id_, what, f"write {proposal}" if proposal else "give it one like losses-in-a-day")
        return id_

    def _status(self, parts: dict[str, Node]) -> Status | None:
        scalar = self.sheet.text(parts["status"], "status") if "status" in parts else None
        if scalar is None:
            return None
        if scalar.text in _STATUSES:
            return Status(scalar.text)
        near = did_you_mean(scalar.text, _STATUSES)
        remedy = f"did you mean {near}?" if near else f"write one of: {', '.join(_STATUSES)}"
        self.sheet.note(scalar, f"the status {shown(scalar.text)} is none", remedy)
        return None

    def _answer(self, parts: dict[str, Node]) -> Scalar | None:
        answer = self.sheet.text(parts["answer"], "answer") if "answer" in parts else None
        if answer and len(answer.text) > LONGEST_ANSWER:
            what = f"the answer is {len(answer.text)} characters long, more than {LONGEST_ANSWER}"
            self.sheet.note(answer, what, "say it in one or two sentences")
            return None
        return answer

    def _evidence(self, parts: dict[str, Node]) -> list[Quote | None]:
        """Return the quotes; None for one that is none."""
        if "evidence" not in parts:
            return []
        nodes = self.sheet.listing(parts["evidence"], "evidence")
        if not nodes and isinstance(parts["evidence"], Listing):
            self.sheet.note(parts["evidence"], "evidence is empty", 'add {quote: "…"}')
        return [self._quote(node) for node in nodes]

    def _quote(self, node: Node) -> Quote | None:
        parts = self.sheet.table(node, "a piece of evidence", _EVIDENCE_KEYS)
        if "quote" not in parts:
            if isinstance(node, Table):
                self.sheet.note(node, "a piece of evidence has no quote", 'write {quote: "…"}')
            return None
        words = self.sheet.scalar(parts["quote"], "quote")
        number = self.sheet.number(parts["paragraph"], "paragraph") if "paragraph" in parts else None
        if words is None or ("paragraph" in parts and number is None):
            return None
        found = self.finder.find(words.text.strip(), number)
        if isinstance(found, Misquote):
            self.sheet.note(words, found.what, found.remedy)
            return None
        return found

    def questions(self, listed: Node, name: str) -> tuple[tuple[Scalar, ...], tuple[Wording, ...]]:
        """Return the questions of a list, each with its mark: a text, or {language: text}."""
        marks: list[Scalar] = []
        wordings: list[Wording] = []
        for node in self.sheet.listing(listed, name):
            entries = node.entries if isinstance(node, Table) else ((None, node),)
            for key, value in entries:
                language = key.text if key else self.language
                if key and not is_language(language):
                    what = f"{shown(language)} is not a language code"
                    self.sheet.note(key, what, "write {uk: the question}, or the question in quotation marks")
                elif mark := self.sheet.text(value, "a question"):
                    marks.append(mark)
                    wordings.append(Wording(mark.text, language))
        return tuple(marks), tuple(wordings)
