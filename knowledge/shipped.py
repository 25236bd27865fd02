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
