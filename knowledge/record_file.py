"""A file of records that is written as a stream and read one by one, mapped; each record is checked when it is read.

    quoth records FORMAT
    for each record: its checksum, then its bytes
    where each record ends, 8 bytes each; how many there are, where that table begins, a checksum of these two

The checksum is of the record and its place: a damaged table of ends leads to what has another place's checksum. To open
a file reads its last bytes alone, however many records it has.
"""

from __future__ import annotations

import mmap
import os
import struct
import sys
from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING
from zlib import crc32

from knowledge.kept import Damaged

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from types import TracebackType
    from typing import Self

_HEAD = b"quoth records 1\n"
_END = struct.Struct("<QQI")
_SUM = struct.Struct("<I")


class RecordWriter:
    """A file being written; complete after `finish` only, and no such file before."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("xb")
        self._file.write(_HEAD)
        self._at = len(_HEAD)
        self._ends = array("Q")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._ends)

    def add(self, record: bytes) -> None:
        """Write one more record."""
        self._file.write(_checksum(len(self._ends), record))
        self._file.write(record)
        self._at += _SUM.size + len(record)
        self._ends.append(self._at)

    def add_all(self, records: Iterable[bytes]) -> None:
        """Write some more records at once."""
        parts: list[bytes] = []
        at, ends = self._at, self._ends
        for record in records:
            parts += (_SUM.pack(crc32(record, len(ends) & 0xFFFFFFFF)), record)
            at += _SUM.size + len(record)
            ends.append(at)
        self._file.write(b"".join(parts))
        self._at = at

    def finish(self) -> None:
        """Write what makes a file of it."""
        if sys.byteorder != "little":
            self._ends.byteswap()
        start = self._at + -self._at % 8
        end = struct.pack("<QQ", len(self._ends), start)
        self._file.write(bytes(start - self._at) + self._ends.tobytes() + end + _SUM.pack(crc32(end)))
        self._file.close()


class RecordFile:
    """An open file of records."""

    __slots__ = ("_data", "_ends", "_map", "_name", "_size")

    def __init__(self, path: Path) -> None:
        """Map the file at `path`; raise Damaged where it is no such file or was cut short, OSError as `open` does."""
        self._name = path.name
        with path.open("rb") as file:
            length = os.fstat(file.fileno()).st_size
            if length < len(_HEAD) + _END.size or sys.byteorder != "little":
                raise Damaged(f"{self._name} was cut short")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._data = memoryview(self._map)
        size, start, checksum = _END.unpack(self._data[-_END.size :])
        self._size: int = size
        if self._data[: len(_HEAD)] != _HEAD or crc32(self._data[-_END.size : -_SUM.size]) != checksum:
            raise Damaged(f"{self._name} is damaged")
        if start + 8 * self._size + _END.size != length:
            raise Damaged(f"{self._name} was cut short")
        self._ends = self._data[start : start + 8 * self._size].cast("Q")

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, place: int) -> bytes:
        """Return a record; raise Damaged where it is not what was written."""
        start, end = self._start(place), self._start(place + 1)
        record = bytes(self._data[start + _SUM.size : end])
        if end - start < _SUM.size or bytes(self._data[start : start + _SUM.size]) != _checksum(place, record):
            raise Damaged(f"record {place} of {self._name} is damaged")
        return record

    def _start(self, place: int) -> int:
        return int(self._ends[place - 1]) if place else len(_HEAD)

    def places(self, part: bytes) -> list[int]:
        """Return the records in which `part` stands, each once."""
        found: list[int] = []
        at = self._map.find(part)
        while at >= 0:
            place = bisect_right(self._ends, at)
            if place >= self._size:
                break
            found.append(place)
            at = self._map.find(part, self._start(place + 1))
        return found


def _checksum(place: int, record: bytes) -> bytes:
    return _SUM.pack(crc32(record, place & 0xFFFFFFFF))
