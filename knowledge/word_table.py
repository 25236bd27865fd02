"""The words and terms of a large library in a file: how often each stands there, looked up without loading the others.

A record of the file is a bucket of a hash table, some eight entries; an entry is a string with its numbers, which take
one byte each where they are small, as most are. What was looked up lately is remembered.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING
from zlib import crc32

from knowledge.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.integer]

_SMALL, _LARGE = struct.Struct("<BBBB"), struct.Struct("<BHII")
"""Flags, bytes of the string, how often it stands there as a word, in how many sentences it is a content term."""
PER_BUCKET = 8
REMEMBERED = 1 << 15
"""Entries that are remembered; a longer list is begun anew."""
IS_TERM, IS_NAME, _IS_LARGE = 1, 2, 4


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of a string."""

    words: int
    """How often it stands in the library as a word."""
    sentences: int
    """How many sentences have it as a content term."""
    is_term: bool
    is_name: bool
    """Whether it is a term that the library writes with a capital where no sentence begins."""


NOTHING = Entry(0, 0, is_term=False, is_name=False)


class WordTable:
    """The entries, by string."""

    __slots__ = ("_buckets", "_known", "_read")

    def __init__(self, read: Callable[[int], bytes], buckets: int) -> None:
        """`read` returns a record of the file, which has `buckets`."""
        self._read = read
        self._buckets = buckets
        self._known: dict[str, Entry] = {}

    def find(self, string: str) -> Entry:
        """Return what is known of `string`; NOTHING where the library does not have it."""
        known = self._known.get(string)
        if known is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            known = self._known[string] = self._look_up(string.encode("utf-8", "surrogatepass"))
        return known

    def _look_up(self, string: bytes) -> Entry:
        if not self._buckets:
            return NOTHING
        record, at = self._read(crc32(string) % self._buckets), 0
        while at < len(record):
            head = _LARGE if record[at] & _IS_LARGE else _SMALL
            flags, size, words, sentences = head.unpack_from(record, at)
            at += head.size
            if size == len(string) and record[at : at + size] == string:
                return Entry(words, sentences, is_term=bool(flags & IS_TERM), is_name=bool(flags & IS_NAME))
            at += size
        return NOTHING


def table_records(strings: Iterable[str], words: Numbers, sentences: Numbers, flags: Numbers) -> Iterable[bytes]:
    """Yield the records of a table of `strings`, each of which has a number in the others."""
    import numpy as np  # noqa: PLC0415 - for building only

    encoded = [string.encode("utf-8", "surrogatepass") for string in strings]
    buckets = -(-len(encoded) // PER_BUCKET)
    if not buckets:
        return
    own = np.array([crc32(string) for string in encoded], np.int64) % buckets
    sizes = np.array([len(string) for string in encoded], np.int64)
    large = (sizes > 255) | (words > 255) | (sentences > 255)
    columns = (flags | np.where(large, _IS_LARGE, 0), sizes, words, sentences)
    small, wide = (_packed(kinds, columns) for kinds in (("u1", "u1", "u1", "u1"), ("u1", "<u2", "<u4", "<u4")))
    # those that are longer than two bytes can count are left out
    order = np.argsort(own, kind="stable")
    order = order[sizes[order] < 1 << 16]
    entries = [
        (wide[n * _LARGE.size : (n + 1) * _LARGE.size] if is_large else small[n * _SMALL.size : (n + 1) * _SMALL.size])
        + encoded[n]
        for n, is_large in zip(order.tolist(), large[order].tolist(), strict=True)
    ]
    start = 0
    for end in np.cumsum(np.bincount(own[order], minlength=buckets)).tolist():
        yield b"".join(entries[start:end])
        start = end


def _packed(kinds: Sequence[str], columns: Sequence[Numbers]) -> bytes:
    """Return rows of numbers of these kinds; of numbers that are too large some bits are lost."""
    import numpy as np  # noqa: PLC0415 - for building only

    rows = np.zeros(len(columns[0]), np.dtype([(f"f{n}", kind) for n, kind in enumerate(kinds)]))
    for n, column in enumerate(columns):
        rows[f"f{n}"] = column
    return rows.tobytes()
