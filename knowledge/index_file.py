"""One file that holds an index: named sections of plain numbers, mapped into memory, every page checked before use.

A file begins with a header (what it is, its version, how many passages and terms, where each section lies) and ends
with a CRC-32 for each page of 16 KiB. The header and the table of pages are checked when the file is opened; a page is
checked before its first use and never again, so that opening costs the same for a thousand passages and a million, and
nothing damaged is ever used. What is not such a file, is of another version, is cut short or is damaged raises
IndexFileError.

It knows nothing of what the numbers mean, never writes into a mapped file, and needs no numpy to read one.
"""

from __future__ import annotations

import mmap
import struct
import sys
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from knowledge.errors import IndexFileError

if TYPE_CHECKING:
    from pathlib import Path

MAGIC: Final = b"QuothIdx"
VERSION: Final = 1
"""Raised whenever the meaning of a file's bytes changes; a file of another version is built anew, never converted."""
PAGE: Final = 1 << 14
"""Bytes that one checksum covers: 16 KiB are checked in about 10 µs, and a million passages need 150 KB of sums."""
ALIGNMENT: Final = 64
SECTIONS: Final = (
    "norms",
    "buckets",
    "name_ends",
    "names",
    "frequencies",
    "starts",
    "ceilings",
    "sixteenths",
    "highs",
    "low_ceilings",
    "passages",
    "counts",
    "shares",
    "rows",
    "blocks",
)
_START = struct.Struct("<8sIIQQQII" + "QQ" * (len(SECTIONS) + 1))
_SUM = struct.Struct("<I")
HEADER: Final = _START.size + _SUM.size


@dataclass(frozen=True, slots=True)
class Header:
    """What a file says about itself."""

    size: int
    """Passages."""
    terms: int
    tokens: int
    """Terms of all passages, each as often as it stands there."""
    dense: int
    """Terms so frequent that they have a count for every passage."""
    width: int
    """Bytes of a count."""
    sections: tuple[tuple[int, int], ...]
    """Offset and length in bytes of each of SECTIONS, and last of the table of pages."""

    def pack(self, table: bytes) -> bytes:
        """Return the bytes of the header of a file whose table of pages is `table`."""
        places = [number for place in self.sections for number in place]
        start = _START.pack(
            MAGIC, VERSION, self.width, self.size, self.terms, self.tokens, self.dense, zlib.crc32(table), *places
        )
        return start + _SUM.pack(zlib.crc32(start))


class IndexFile:
    """A mapped file; reads what it is asked for, checked. Made with `IndexFile.open`."""

    __slots__ = ("_checked", "_map", "_sums", "header", "path", "view")

    def __init__(self, path: Path, mapped: mmap.mmap, header: Header) -> None:
        self.path = path
        self.header = header
        self._map = mapped
        self.view = memoryview(mapped)
        offset, length = header.sections[-1]
        self._sums = self.view[offset : offset + length].cast("I")
        self._checked = bytearray(len(self._sums))

    @classmethod
    def open(cls, path: Path) -> IndexFile:
        """Map the file at `path`.

        Raises IndexFileError: it cannot be read, is no such file, or its header or table of pages is damaged.
        """
        if sys.byteorder != "little":
            raise IndexFileError(path, "was written for a little-endian machine")
        try:
            with path.open("rb") as file:
                mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except OSError as error:
            raise IndexFileError(path, f"cannot be read ({error.strerror or type(error).__name__})") from error
        except ValueError as error:
            raise IndexFileError(path, "is empty") from error
        try:
            return cls(path, mapped, _header(path, mapped))
        except IndexFileError:
            mapped.close()
            raise

    def section(self, name: str) -> memoryview:
        """Return the bytes of a section, not checked: `check` what is used of it."""
        offset, length = self.header.sections[SECTIONS.index(name)]
        return self.view[offset : offset + length]

    def check(self, name: str, start: int, end: int) -> None:
        """Check the pages that hold the bytes from `start` to `end` of a section.

        Raises IndexFileError where they lie outside it or are not what was written.
        """
        offset, length = self.header.sections[SECTIONS.index(name)]
        if not 0 <= start <= end <= length:
            raise IndexFileError(self.path, f"is damaged (its {name} lead outside of themselves)")
        if start == end:
            return
        for page in range((offset + start) // PAGE, (offset + end - 1) // PAGE + 1):
            if not self._checked[page]:
                if zlib.crc32(self._page(page)) != self._sums[page]:
                    raise IndexFileError(self.path, f"is damaged (page {page})")
                self._checked[page] = 1

    def check_all(self) -> None:
        """Check every page of the file; a second for every gigabyte.

        Raises IndexFileError.
        """
        for name, (_, length) in zip(SECTIONS, self.header.sections, strict=False):
            self.check(name, 0, length)

    def close(self) -> None:
        """Give the memory back once nothing refers to it any more."""
        self._sums.release()
        self.view.release()
        self._map.close()

    def _page(self, number: int) -> memoryview:
        last = self.header.sections[-1][0]
        # the header has a sum of its own; the table of pages ends what pages cover
        return self.view[max(number * PAGE, HEADER) : min((number + 1) * PAGE, last)]


def page_sums(view: memoryview) -> bytes:
    """Return the table of pages of a file whose bytes before the table are `view`."""
    starts = range(0, len(view), PAGE)
    return b"".join(_SUM.pack(zlib.crc32(view[max(s, HEADER) : s + PAGE])) for s in starts)


def lay_out(lengths: dict[str, int]) -> tuple[tuple[int, int], ...]:
    """Return where each of SECTIONS lies, given their lengths in bytes, and the table of pages after them."""
    at, places = HEADER, []
    for name in SECTIONS:
        at += -at % ALIGNMENT
        places.append((at, lengths[name]))
        at += lengths[name]
    at += -at % ALIGNMENT
    return (*places, (at, _SUM.size * -(-at // PAGE)))


def _header(path: Path, mapped: mmap.mmap) -> Header:
    """Return the header of a mapped file, or raise IndexFileError."""
    start = mapped[:HEADER]
    if start[: len(MAGIC)] != MAGIC:
        raise IndexFileError(path, "is no index")
    if len(start) < HEADER:
        raise IndexFileError(path, "is cut short")
    _, version, width, size, terms, tokens, dense, table, *places = _START.unpack_from(start)
    if version != VERSION:
        raise IndexFileError(path, f"has format {version}, not {VERSION}")
    if _SUM.unpack_from(start, _START.size)[0] != zlib.crc32(start[: _START.size]):
        raise IndexFileError(path, "is damaged (header)")
    sections = tuple(zip(places[::2], places[1::2], strict=True))
    offset, length = sections[-1]
    if len(mapped) != offset + length:
        raise IndexFileError(path, f"has {len(mapped)} bytes, not {offset + length}")
    if zlib.crc32(mapped[offset:]) != table:
        raise IndexFileError(path, "is damaged (table of pages)")
    return Header(size, terms, tokens, dense, width, sections)
