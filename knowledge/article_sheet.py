"""What is kept of one article's analysis: its paragraphs to be read, its terms to be indexed, its words counted.

A sheet is made of an article once, and again only when its text changes; the index of a whole library and the counts of
its words are put together from sheets. Offsets and terms of single words are not kept: the few paragraphs that a
question reads are sooner tokenized again than a million are stored with them.
"""

from __future__ import annotations

import json
import struct
from array import array
from collections import Counter
from typing import TYPE_CHECKING

from knowledge.kept import Damaged, dumped
from knowledge.passages import prepare_paragraph
from knowledge.types import Article, Metadata, Paragraph, Span
from knowledge.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

_PART = struct.Struct("<I")


@dataclass(frozen=True, slots=True)
class ArticleSheet:
    """One article, analysed. Arrays of counts go with `strings`."""

    metadata: Metadata
    paragraphs: tuple[bytes, ...]
    """See `paragraph_record`."""
    sentences: int
    length: int
    """Content tokens."""
    strings: tuple[str, ...]
    """Its terms and words, each once, content terms first."""
    content: int
    """How many of them are content terms."""
    terms: bytes
    """The content terms of its paragraphs one after the other, numbers of 4 bytes into `strings`."""
    lengths: bytes
    """How many each paragraph has, 4 bytes each."""
    words: bytes
    """How often each string stands there as a word; 4 bytes each, as in what follows."""
    held: bytes
    """In how many sentences as a content term."""
    capital: bytes
    """How often as a term with a capital where no sentence begins, …"""
    small: bytes
    """… without one, …"""
    used: bytes
    """… and anywhere."""

    def packed(self) -> bytes:
        """Return the sheet as bytes, the same for the same article."""
        head = dumped(
            [
                [getattr(self.metadata, name) for name in Metadata.__slots__],
                [len(paragraph) for paragraph in self.paragraphs],
                self.sentences,
                self.length,
                self.content,
            ]
        )
        strings = "\n".join(self.strings).encode("utf-8", "surrogatepass")
        parts = (head, b"".join(self.paragraphs), strings, *map(_narrow, self._columns()))
        return b"".join(part for content in parts for part in (_PART.pack(len(content)), content))

    def _columns(self) -> tuple[bytes, ...]:
        return (self.terms, self.lengths, self.words, self.held, self.capital, self.small, self.used)

    @classmethod
    def unpacked(cls, data: bytes) -> ArticleSheet:
        """Return the sheet that was packed; raise Damaged where it is none."""
        try:
            parts, at = [], 0
            while at < len(data):
                (size,) = _PART.unpack_from(data, at)
                if at + _PART.size + size > len(data):
                    raise ValueError("cut short")
                parts.append(data[at + _PART.size : at + _PART.size + size])
                at += _PART.size + size
            metadata, sizes, sentences, length, content = json.loads(parts[0])
            paragraphs, at = [], 0
            for size in sizes:
                paragraphs.append(parts[1][at : at + size])
                at += size
            strings = tuple(parts[2].decode("utf-8", "surrogatepass").split("\n")) if parts[2] else ()
            columns = tuple(map(_wide, parts[3:10]))
        except (ValueError, IndexError, struct.error) as error:
            raise Damaged("an article's sheet is damaged") from error
        return cls(Metadata(*metadata), tuple(paragraphs), sentences, length, strings, content, *columns)


def analyse_article(article: Article) -> ArticleSheet:
    """Return the sheet of `article`."""
    content: dict[str, int] = {}
    terms, lengths = array("I"), array("I")
    words: Counter[str] = Counter()
    held: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    used: Counter[str] = Counter()
    sentences = length = 0
    records = []
    for paragraph in article.paragraphs:
        home = prepare_paragraph(article, paragraph)
        terms.extend([content.setdefault(term, len(content)) for term in home.terms])
        lengths.append(len(home.terms))
        records.append(paragraph_record(paragraph))
        sentences += len(home.sentences)
        for sentence in home.sentences:
            text = sentence.text
            length += sentence.length
            held.update(sentence.places.keys())
            words.update([token.word for token in sentence.tokens])
            used.update([token.term for token in sentence.tokens])
            for token in sentence.tokens[1:]:
                (capital if text[token.start].isupper() else small)[token.term] += 1
    strings = tuple(dict.fromkeys((*content, *used, *words)))

    def column(counts: Counter[str]) -> bytes:
        return array("I", [counts[string] for string in strings]).tobytes()

    return ArticleSheet(
        article.metadata, tuple(records), sentences, length, strings, len(content), terms.tobytes(), lengths.tobytes(),
        column(words), column(held), column(capital), column(small), column(used),
    )  # fmt: skip


def paragraph_record(paragraph: Paragraph) -> bytes:
    """Return a paragraph as bytes: how many sentences, where they begin and end, the text."""
    places = [place for span in paragraph.sentences for place in (span.start, span.end)]
    text = paragraph.text.encode("utf-8", "surrogatepass")
    return struct.pack(f"<I{len(places)}I", len(paragraph.sentences), *places) + text


def paragraph_of(record: bytes, article: str, number: int) -> Paragraph:
    """Return the paragraph of a record."""
    (count,) = _PART.unpack_from(record)
    places: Sequence[int] = struct.unpack_from(f"<{2 * count}I", record, _PART.size)
    text = record[_PART.size * (1 + 2 * count) :].decode("utf-8", "surrogatepass")
    spans = tuple([Span(start, end) for start, end in zip(places[::2], places[1::2], strict=True)])
    return Paragraph(article, number, text, spans)


def _narrow(column: bytes) -> bytes:
    """Return numbers of 4 bytes in as few as the largest needs, behind how many that are."""
    numbers = memoryview(column).cast("I")
    largest = max(numbers, default=0)
    kind = "B" if largest < 1 << 8 else "H" if largest < 1 << 16 else "I"
    return kind.encode() + array(kind, numbers).tobytes()


def _wide(column: bytes) -> bytes:
    kind = column[:1].decode()
    if kind not in "BHI":
        raise ValueError(kind)
    return array("I", memoryview(column)[1:].cast(kind)).tobytes()  # type: ignore[call-overload]
