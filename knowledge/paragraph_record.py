"""A paragraph of an archive as bytes, and back: where its sentences begin and end, and its text.

The first number of 4 bytes is twice how many sentences there are, and one more where offsets have 4 bytes each; those
of a shorter text have 2. What checks that the bytes are those that were written is `record_file`.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from knowledge.types import Paragraph, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEAD = struct.Struct("<I")
SHORT: Final = 1 << 16
"""Code points of a text from which offsets have 4 bytes."""


def paragraph_record(text: bytes, length: int, places: Sequence[int]) -> bytes:
    """Return a paragraph as bytes: a text of `length` code points, and where its sentences begin and end in turn."""
    wide = length >= SHORT
    return struct.pack(f"<I{len(places)}{'I' if wide else 'H'}", len(places) + wide, *places) + text


def record_of(paragraph: Paragraph) -> bytes:
    """Return `paragraph` as bytes."""
    text = paragraph.text
    places = [place for span in paragraph.sentences for place in (span.start, span.end)]
    return paragraph_record(text.encode("utf-8", "surrogatepass"), len(text), places)


def paragraph_of(record: bytes, article: str, number: int) -> Paragraph:
    """Return the paragraph of a record."""
    (head,) = _HEAD.unpack_from(record)
    kind, size = ("I", 4) if head & 1 else ("H", 2)
    count = head & ~1
    places: Sequence[int] = struct.unpack_from(f"<{count}{kind}", record, _HEAD.size)
    text = record[_HEAD.size + size * count :].decode("utf-8", "surrogatepass")
    spans = tuple([Span(start, end) for start, end in zip(places[::2], places[1::2], strict=True)])
    return Paragraph(article, number, text, spans)
