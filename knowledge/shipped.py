"""The data that the package ships with, as bytes: from a file, mapped, or from wherever the package was loaded."""

from __future__ import annotations

import mmap
import os


def shipped(name: str) -> bytes | mmap.mmap:
    """Return the data file `name`; of a file only what is looked at is read."""
    path = os.path.join(os.path.dirname(__file__), "data", name)
    try:
        with open(path, "rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except OSError:
        from pkgutil import get_data  # noqa: PLC0415 - for a package in an archive only

        data = get_data("knowledge", f"data/{name}")
        if data is None:
            raise
        return data


def lines_of(lines: bytes | mmap.mmap, key: bytes, among: tuple[int, int] | None = None) -> tuple[int, int]:
    """Return where the lines that begin with `key`, text in UTF-8, begin and end, of lines sorted as bytes.

    Both are the same where there are none; only the lines that are compared are looked at. `among` is what was returned
    for a beginning of `key`: then it is looked for there.

    >>> lines_of(b"boat\\t1\\nharbour\\t2\\nharp\\t3\\nstorm\\t4\\n", b"har")
    (7, 24)
    """
    low, high = among or (0, len(lines))
    start = _line_from(lines, key, low, high)
    if lines[start : start + len(key)] != key:
        return start, start
    return start, _line_from(lines, key + b"\xff", start, high)


def line_of(lines: bytes | mmap.mmap, key: bytes) -> bytes:
    """Return what stands behind `key` in the line that begins with it, of lines sorted as bytes; empty where none does.

    >>> line_of(b"boat\\t1\\nharbour\\t2\\nstorm\\t3\\n", b"harbour\\t")
    b'2'
    """
    start = _line_from(lines, key, 0, len(lines))
    if lines[start : start + len(key)] != key:
        return b""
    return lines[start + len(key) : lines.find(b"\n", start)]


def _line_from(lines: bytes | mmap.mmap, key: bytes, low: int, high: int) -> int:
    """Return where the first line from `low` to `high` that does not stand before `key` begins, else `high`."""
    while low < high:
        start = lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
        if lines[start : start + len(key)] < key:
            low = lines.find(b"\n", start) + 1 or high
        else:
            high = start
    return low
