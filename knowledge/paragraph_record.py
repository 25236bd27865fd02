"""A paragraph of an archive as bytes, and back: its sentences and its text.

Most paragraphs are pieces with one space between two, and are kept as the codes of their pieces (`piece_codes`):

    how many sentences there are (1 byte), how many bytes the codes take (2)
    how many pieces each sentence has (1 byte each), the codes, and what is spelled, with spaces between

Any other is kept as it is: a nought, then 4 bytes that are twice how many offsets there are, and one more where these
have 4 bytes each (those of a shorter text have 2), where sentences begin and end in turn, and the text. What checks
that the bytes are those that were written is `record_file`.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from knowledge.piece_codes import code_of, read_codes
from knowledge.types import Paragraph, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_HEAD = struct.Struct("<BH")
_PLAIN = struct.Struct("<BI")
SHORT: Final = 1 << 16
"""Code points of a text from which offsets have 4 bytes."""
LARGEST: Final = 255
"""Sentences, and pieces of a sentence, that one byte counts."""
PIECES: Final = 20_000
"""Pieces of which the codes are never too long for two bytes to count."""


def coded_record(counts: bytes, codes: bytes, spelled: bytes) -> bytes:
    """Return a paragraph as bytes: how many pieces each sentence has, the pieces' codes, and those that are spelled."""
    return _HEAD.pack(len(counts), len(codes)) + counts + codes + spelled


def plain_record(text: str, sentences: Sequence[Span]) -> bytes:
    """Return any paragraph as bytes."""
    places = [place for span in sentences for place in (span.start, span.end)]
    wide = len(text) >= SHORT
    head = _PLAIN.pack(0, 2 * len(places) + wide) + struct.pack(f"<{len(places)}{'I' if wide else 'H'}", *places)
    return head + text.encode("utf-8", "surrogatepass")


def record_of(paragraph: Paragraph, numbers: Mapping[bytes, int]) -> bytes:
    """Return `paragraph` as bytes; `numbers` are those of the pieces that have one."""
    text, pieces = paragraph.text, paragraph.text.split(" ")
    sentences = [span.of(text) for span in paragraph.sentences]
    counts = [1 + sentence.count(" ") for sentence in sentences]
    if (
        pieces != text.split()
        or " ".join(sentences) != text
        or max(len(counts), *counts) > LARGEST
        or len(pieces) > PIECES
        or any(sign < " " for sign in text)
    ):
        return plain_record(text, paragraph.sentences)
    contents = [piece.encode("utf-8", "surrogatepass") for piece in pieces]
    own = [numbers.get(content, 0) for content in contents]
    spelled = [content for content, number in zip(contents, own, strict=True) if not number]
    return coded_record(bytes(counts), b"".join(map(code_of, own)), b" ".join(spelled))


def is_coded(record: bytes) -> bool:
    """Say whether a paragraph is kept as the codes of its pieces."""
    return record[0] > 0


def coded_parts(record: bytes) -> tuple[bytes, bytes, bytes]:
    """Return what `coded_record` was given."""
    count, size = _HEAD.unpack_from(record)
    start = _HEAD.size + count
    return record[_HEAD.size : start], record[start : start + size], record[start + size :]


def paragraph_of(record: bytes, article: str, number: int, pieces: Mapping[int, str]) -> Paragraph:
    """Return the paragraph of a record; `pieces` are those that have a number."""
    if not is_coded(record):
        return _plain(record, article, number)
    counts, codes, rest = coded_parts(record)
    words = read_codes(codes, pieces)
    place = -1
    for word in rest.decode("utf-8", "surrogatepass").split(" ") if rest else ():
        place = words.index("", place + 1)
        words[place] = word
    spans, sentences, at, first = [], [], 0, 0
    for count in counts:
        sentence = " ".join(words[first : first + count])
        spans.append(Span(at, at + len(sentence)))
        sentences.append(sentence)
        at += len(sentence) + 1
        first += count
    return Paragraph(article, number, " ".join(sentences), tuple(spans))


def _plain(record: bytes, article: str, number: int) -> Paragraph:
    _, head = _PLAIN.unpack_from(record)
    kind, size = ("I", 4) if head & 1 else ("H", 2)
    count = head >> 1
    places: Sequence[int] = struct.unpack_from(f"<{count}{kind}", record, _PLAIN.size)
    text = record[_PLAIN.size + size * count :].decode("utf-8", "surrogatepass")
    spans = tuple([Span(start, end) for start, end in zip(places[::2], places[1::2], strict=True)])
    return Paragraph(article, number, text, spans)
