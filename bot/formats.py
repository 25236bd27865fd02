"""The versions of what Quoth reads and writes, for `--version`: which files go with which Quoth."""

from __future__ import annotations

from bot.schema import MIGRATIONS
from knowledge.index_file import VERSION as INDEX

LIBRARY = 1
"""Raised when a library that was sound for an earlier Quoth no longer is; what is only added leaves it as it is."""


def formats() -> str:
    """Return the versions in one line.

    >>> formats().split()[:2]
    ['library', '1,']
    """
    return f"library {LIBRARY}, index {INDEX}, state {len(MIGRATIONS)}"
