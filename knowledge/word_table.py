"""The words and terms of a large library in a file: how often each stands there, looked up without loading the others.

A record of the file is a bucket of a hash table, some eight entries; an entry is a string with its numbers. What was
looked up lately is remembered.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING
from zlib import crc32

from knowledge.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.integer]

_ENTRY = struct.Struct("<HIIB")
PER_BUCKET = 8
REMEMBERED = 1 << 15
"""Entries that are remembered; a longer list is begun anew."""
IS_TERM, IS_NAME = 1, 2


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
            size, words, sentences, flags = _ENTRY.unpack_from(record, at)
            at += _ENTRY.size
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
    heads = np.zeros(len(encoded), np.dtype([("size", "<u2"), ("words", "<u4"), ("sentences", "<u4"), ("flags", "u1")]))
    sizes = np.array([len(string) for string in encoded], np.int64)
    heads["size"], heads["words"], heads["sentences"], heads["flags"] = sizes, words, sentences, flags
    # those that are longer than two bytes can count are left out
    order = np.argsort(own, kind="stable")
    order = order[sizes[order] < 1 << 16]
    packed = heads[order].tobytes()
    entries = [
        packed[at : at + _ENTRY.size] + encoded[n]
        for at, n in zip(range(0, len(packed), _ENTRY.size), order.tolist(), strict=True)
    ]
    start = 0
    for end in np.cumsum(np.bincount(own[order], minlength=buckets)).tolist():
        yield b"".join(entries[start:end])
        start = end
