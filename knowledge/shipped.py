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


def line_from(lines: bytes | mmap.mmap, key: bytes, low: int = 0, high: int | None = None) -> int:
    """Return where the first line that does not stand before `key` begins, of lines sorted as bytes.

    Their length where each stands before it; only the lines that are compared are looked at. Of them only those from
    `low` to `high`, where lines begin, where these are given.

    >>> line_from(b"boat\\t1\\nharbour\\t2\\nstorm\\t3\\n", b"harbour\\t")
    7
    """
    high = len(lines) if high is None else high
    while low < high:
        start = lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
        if lines[start : start + len(key)] < key:
            low = lines.find(b"\n", start) + 1 or len(lines)
        else:
            high = start
    return low
