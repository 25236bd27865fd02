"""A file of records that is written as a stream and read one by one, mapped; each record is checked when it is read.

    quoth records FORMAT
    the records, one after the other, and noughts up to a multiple of 8
    where each record ends: 4 bytes each in a file of less than 4 GB, else 8
    the checksum of each record, 4 bytes
    how many there are, where the first table begins, a checksum of these two

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
from itertools import accumulate
from typing import TYPE_CHECKING, Final
from zlib import crc32

from knowledge.kept import Damaged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from types import TracebackType
    from typing import Self

_HEAD = b"quoth records 2\n"
_END = struct.Struct("<QQI")
_SUM = struct.Struct("<I")
_PLACE: Final = (1 << 32) - 1
"""Of a record's place as many bits as a checksum can begin with."""
_NARROW: Final = 1 << 32
"""Bytes of a file from which ends have 8 bytes each."""


class RecordWriter:
    """A file being written; complete after `finish` only, and no such file before."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("xb")
        self._file.write(_HEAD)
        self._at = len(_HEAD)
        self._ends = array("Q")
        self._sums = array("I")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._ends)

    def add(self, record: bytes) -> None:
        """Write one more record."""
        self.add_all((record,))

    def add_all(self, records: Iterable[bytes]) -> None:
        """Write some more records at once."""
        records = tuple(records)
        self._file.write(b"".join(records))
        self._sums.extend([crc32(record, place & _PLACE) for place, record in enumerate(records, len(self._ends))])
        ends = accumulate(map(len, records), initial=self._at)
        next(ends)
        self._ends.extend(ends)
        if records:
            self._at = self._ends[-1]

    def finish(self) -> None:
        """Write what makes a file of it."""
        start = self._at + -self._at % 8
        ends = array("I", self._ends) if start < _NARROW else self._ends
        if sys.byteorder != "little":
            ends.byteswap()
            self._sums.byteswap()
        end = struct.pack("<QQ", len(ends), start)
        tables = ends.tobytes() + self._sums.tobytes()
        self._file.write(bytes(start - self._at) + tables + end + _SUM.pack(crc32(end)))
        self._file.close()


class RecordFile:
    """An open file of records."""

    __slots__ = ("_data", "_ends", "_map", "_name", "_size", "_sums")

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
        width = 4 if start < _NARROW else 8
        sums = start + width * size
        if sums + _SUM.size * size + _END.size != length:
            raise Damaged(f"{self._name} was cut short")
        self._ends = self._data[start:sums].cast("I" if width == 4 else "Q")
        self._sums = self._data[sums : length - _END.size].cast("I")

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, place: int) -> bytes:
        """Return a record; raise Damaged where it is not what was written."""
        start, end = self._start(place), int(self._ends[place])
        record = self._map[start:end]
        if crc32(record, place & _PLACE) != self._sums[place]:
            raise Damaged(f"record {place} of {self._name} is damaged")
        return record

    def _start(self, place: int) -> int:
        return int(self._ends[place - 1]) if place else len(_HEAD)

    def places(self, part: bytes) -> Iterator[int]:
        """Yield the records in which `part` stands, each once, in order."""
        at = self._map.find(part)
        while at >= 0:
            place = bisect_right(self._ends, at)
            if place >= self._size:
                return
            end = int(self._ends[place])
            if at + len(part) <= end:
                yield place
                at = self._map.find(part, end)
            else:
                at = self._map.find(part, at + 1)
