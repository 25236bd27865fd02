"""A file of named sections that is read in parts, each part with its checksum: what a prepared library is kept in.

A section is one text of JSON, or a row of records that are read one by one. Plain bytes and JSON: to read one runs
nothing, whatever stands in it. What a section means is the matter of `keeping`.

    quoth kept FORMAT KEY CHECKSUM LENGTH of the table
    the table: {"section": [start, length, checksum], …}
    the sections

A row of records has two sections more: where each record ends, and the checksum of each. Everything that is read is
checked when it is read first; what is not asked for costs nothing. Where a part is damaged, `mend` is called for the
whole file anew.
"""

from __future__ import annotations

import json
from array import array
from typing import TYPE_CHECKING, Any
from zlib import crc32

from knowledge.errors import KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

FORMAT = 1
"""Raised with every change of what the sections hold."""
_MAGIC = b"quoth kept"
_LONGEST_HEAD = 200


class Damaged(Exception):  # noqa: N818 - a state, not the caller's mistake
    """What was read is not what was written; the text says which part."""


def pack(key: str, texts: Mapping[str, Any], rows: Mapping[str, Iterable[bytes]]) -> bytes:
    """Return the file: `texts` are values that JSON has, `rows` rows of records."""
    body = bytearray()
    table: dict[str, tuple[int, int, int]] = {}

    def add(name: str, data: bytes) -> None:
        table[name] = (len(body), len(data), crc32(data))
        body.extend(data)

    for name, value in texts.items():
        add(name, dumped(value))
    for name, records in rows.items():
        ends, sums, row = array("Q"), array("I"), bytearray()
        for record in records:
            row += record
            ends.append(len(row))
            sums.append(crc32(record))
        add(name + " ends", ends.tobytes())
        add(name + " sums", sums.tobytes())
        add(name, bytes(row))
    written = dumped(table)
    return b"%s %d %s %d %d\n%s%s" % (_MAGIC, FORMAT, key.encode(), crc32(written), len(written), written, body)


def dumped(value: Any) -> bytes:
    """Return `value` as JSON, as short as it can be; lone surrogates, which no encoding has, are escaped."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode()


class Kept:
    """An open file."""

    def __init__(self, data: memoryview, key: str, mend: Callable[[str], bytes]) -> None:
        """Open `data`; raise Damaged where it is no such file, is of another key or format, or was cut short.

        `mend` is called with what is wrong where a part turns out damaged later, and returns the file made anew.
        """
        self._key = key
        self._mend = mend
        self._open(data)

    def _open(self, data: memoryview) -> None:
        head, newline, _ = bytes(data[:_LONGEST_HEAD]).partition(b"\n")
        words = head.split(b" ")
        if not newline or b" ".join(words[:2]) != _MAGIC or len(words) != 6:
            raise Damaged("it is no kept library")
        if words[2] != b"%d" % FORMAT:
            raise Damaged("it is of another format")
        if words[3] != self._key.encode():
            raise Damaged("it is of another state of the library, or of Quoth")
        start = len(head) + 1
        try:
            end = start + int(words[5])
            written = bytes(data[start:end])
            if crc32(written) != int(words[4]):
                raise Damaged("its table is damaged")
        except ValueError as error:
            raise Damaged("its head is damaged") from error
        table: dict[str, list[int]] = json.loads(written)
        if len(data) != end + sum(length for _, length, _ in table.values()):
            raise Damaged("it was cut short")
        self._data, self._start, self._table = data, end, table

    def text(self, name: str) -> Any:
        """Return the value of a section of JSON."""
        return json.loads(bytes(self.section(name)))

    def row(self, name: str) -> Row:
        """Return a row of records."""
        return Row(self, name)

    def section(self, name: str) -> memoryview:
        """Return the bytes of a section, checked."""
        _, _, checksum = self._table[name]
        data = self.unchecked(name)
        if crc32(data) != checksum:
            self.mend(f"the section {name!r} is damaged")
            data = self.unchecked(name)
        return data

    def unchecked(self, name: str) -> memoryview:
        """Return the bytes of a section whose parts are checked by who reads them."""
        start, length, _ = self._table[name]
        return self._data[self._start + start : self._start + start + length]

    def mend(self, what: str) -> None:
        """Take the file made anew in the place of this one."""
        anew = memoryview(self._mend(what))
        try:
            self._open(anew)
        except Damaged as error:
            raise KnowledgeError("the library was changed while it was read; ask again") from error


class Row:
    """A section of records, each read and checked when it is asked for."""

    __slots__ = ("_ends", "_kept", "_name", "_sums")

    def __init__(self, kept: Kept, name: str) -> None:
        self._kept, self._name = kept, name
        self._ends = self._sums = memoryview(b"")

    def _ready(self) -> memoryview:
        if not self._ends:
            self._sums = self._kept.section(self._name + " sums").cast("I")
            self._ends = self._kept.section(self._name + " ends").cast("Q")
        return self._ends

    def __len__(self) -> int:
        return len(self._ready())

    def __getitem__(self, place: int) -> bytes:
        record = self._read(place)
        if crc32(record) != self._sums[place]:
            self._kept.mend(f"record {place} of {self._name!r} is damaged")
            self._ends = memoryview(b"")
            record = self._read(place)
        return record

    def _read(self, place: int) -> bytes:
        ends = self._ready()
        row = self._kept.unchecked(self._name)
        return bytes(row[ends[place - 1] if place else 0 : ends[place]])
