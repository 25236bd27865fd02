"""What is mechanical to mend in a card file: paragraph numbers, and the look-alikes in quotes. Text in, text out.

A quote that differs from the article in nothing but whitespace, quotation marks, dashes and signs that nobody sees is
made verbatim; a paragraph number that is wrong or left out is written where the quote stands in one paragraph only.
Whatever could be meant otherwise stays a fault. All else of the file stays as its editor wrote it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path  # noqa: TC003 - dataclass field, read at runtime by tools
from typing import TYPE_CHECKING, Any

from knowledge.errors import Fault
from knowledge.files import read_source
from knowledge.folder import CARDS_SUFFIX, list_files
from knowledge.library import LARGEST_YAML, read_article
from knowledge.marked_edits import Edit, edited, end_of_line, line_break_of, places_of, rewritten
from knowledge.marked_yaml import Listing, Node, Scalar, Table, parse_yaml, shown
from knowledge.quotation import QuoteFinder
from knowledge.types import Span

if TYPE_CHECKING:
    from knowledge.marked_edits import Places
    from knowledge.types import Article


@dataclass(frozen=True, slots=True)
class Mend:
    """One thing that was mended, and where it stood before."""

    file: Path
    line: int
    column: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.what}"


@dataclass(frozen=True, slots=True)
class Mended:
    """A card file before and after."""

    file: Path
    before: str
    after: str
    edits: tuple[Edit, ...]
    mends: tuple[Mend, ...]


def mend_library(folder: Path) -> tuple[Mended, ...]:
    """Return each card file of `folder` in which something can be mended; nothing is written.

    What cannot be read is passed over: `check_library` says why.
    """
    files = list_files(folder)
    articles = {path.stem: path for path in files.articles}
    found = []
    for path in files.cards:
        article = read_article(articles[path.name.removesuffix(CARDS_SUFFIX)], [])
        text = read_source(path, limit=LARGEST_YAML)
        if article is not None and not isinstance(text, Fault):
            found.append(mend_cards(text, path, article))
    return tuple(mended for mended in found if mended.mends)


def mend_cards(text: str, path: Path, article: Article) -> Mended:
    """Mend the card file `path` of `article`, whose text is `text`."""
    parsed = parse_yaml(text, path)
    if parsed.broken or parsed.root is None:
        return Mended(path, text, text, (), ())
    mender = _Mender(text, path, QuoteFinder(article))
    for evidence in _evidence(parsed.root):
        mender.mend(evidence)
    if not mender.mends:
        return Mended(path, text, text, (), ())
    after = edited(text, mender.edits)
    again = parse_yaml(after, path)
    if again.root is None or _plain(again.root) != _plain(parsed.root, mender.values, mender.numbers):
        return Mended(path, text, text, (), ())  # an oddity of YAML that was not foreseen: better nothing than that
    return Mended(path, text, after, tuple(mender.edits), tuple(mender.mends))


def _evidence(root: Node) -> list[Table]:
    """Return every piece of evidence that has the expected shape."""
    cards = _value(root, "cards")
    lists = [_value(card, "evidence") for card in cards.items] if isinstance(cards, Listing) else []
    items = [item for found in lists if isinstance(found, Listing) for item in found.items]
    return [item for item in items if isinstance(item, Table)]


def _value(node: Node, key: str) -> Node | None:
    entries = node.entries if isinstance(node, Table) else ()
    return next((value for name, value in entries if name.text == key), None)


class _Mender:
    """Gathers the edits of one file."""

    def __init__(self, text: str, path: Path, finder: QuoteFinder) -> None:
        self.text = text
        self.path = path
        self.finder = finder
        self.edits: list[Edit] = []
        self.mends: list[Mend] = []
        self.values: dict[tuple[int, int], str] = {}
        """Where a scalar stands → what it reads as afterwards."""
        self.numbers: dict[tuple[int, int], str] = {}
        """Where a piece of evidence stands → the paragraph number that it gets."""
        self._places: Places | None = None

    @property
    def places(self) -> Places:
        if self._places is None:
            self._places = places_of(self.text)
        return self._places

    def mend(self, evidence: Table) -> None:
        quote, number = _value(evidence, "quote"), _value(evidence, "paragraph")
        if not isinstance(quote, Scalar) or not (number is None or isinstance(number, Scalar)):
            return
        given = None if number is None or number.is_null else number.text
        if given is not None and not (given.isascii() and given.isdigit()):
            return
        words = quote.text.strip()
        meant = self.finder.meant(words, int(given) if given else None)
        if meant is None:
            return
        if meant.text != words and not self._reword(quote, words, meant.text):
            return
        where = str(meant.paragraph.number)
        if given is None:
            self._add_number(evidence, quote, number, where)
        elif int(given) != meant.paragraph.number and number is not None:
            self._edit(number, where)
            self._note(number, f"paragraph {given} is now {where}")

    def _reword(self, quote: Scalar, words: str, new: str) -> bool:
        span = self.places.scalars.get((quote.line, quote.column))
        source = rewritten(span.of(self.text), quote.text, new) if span else None
        if span is None or source is None:
            return False
        self.edits.append(Edit(span, source))
        self.values[quote.line, quote.column] = new
        self._note(quote, f"the quote is now word for word: {_difference(words, new)}")
        return True

    def _edit(self, scalar: Scalar, new: str) -> None:
        span = self.places.scalars[scalar.line, scalar.column]
        self.edits.append(Edit(span, span.of(self.text).replace(scalar.text, new)))
        self.values[scalar.line, scalar.column] = new

    def _add_number(self, evidence: Table, quote: Scalar, number: Scalar | None, where: str) -> None:
        self._note(quote, f"paragraph: {where} is added")
        if number is not None:  # the key is there, and nothing behind it
            span = self.places.scalars[number.line, number.column]
            self.edits.append(Edit(span, where if span.end > span.start else f" {where}"))
            self.values[number.line, number.column] = where
            return
        end = self.places.scalars[quote.line, quote.column].end
        self.numbers[evidence.line, evidence.column] = where
        if (evidence.line, evidence.column) in self.places.flows:
            self.edits.append(Edit(Span(end, end), f", paragraph: {where}"))
            return
        key = next(name for name, value in evidence.entries if value is quote)
        end = end_of_line(self.text, end)
        line = f"{line_break_of(self.text)}{' ' * (key.column - 1)}paragraph: {where}"
        self.edits.append(Edit(Span(end, end), line))

    def _note(self, node: Node, what: str) -> None:
        self.mends.append(Mend(self.path, node.line, node.column, what))


def _difference(old: str, new: str) -> str:
    """Say where two texts differ first.

    >>> print(_difference("a - b", "a – b"))
    'a – b' for 'a - b'
    """
    at = next((n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), min(len(old), len(new)))
    start = max(0, at - 12)
    return f"{shown(new[start : at + 12])} for {shown(old[start : at + 12])}"


def _plain(
    node: Node,
    values: dict[tuple[int, int], str] | None = None,
    numbers: dict[tuple[int, int], str] | None = None,
) -> Any:
    """Return what `node` holds, without places, as it reads after `values` and `numbers` were written."""
    values, numbers = values or {}, numbers or {}
    match node:
        case Scalar():
            return values.get((node.line, node.column), node.text).strip()
        case Listing():
            return [_plain(item, values, numbers) for item in node.items]
        case Table():
            held = {name.text: _plain(value, values, numbers) for name, value in node.entries}
            if number := numbers.get((node.line, node.column)):
                held["paragraph"] = number
            return held
