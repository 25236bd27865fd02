"""A short name for what a library says: the same articles, cards and aliases have the same, anything else another."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge import Library

DIGITS = 12


def edition(library: Library) -> str:
    """Return the library's edition: twelve hexadecimal digits, the same on every machine.

    It is a digest of the values as Python writes them, in their own order, which loading makes the same everywhere.
    """
    return sha256(repr(library).encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]
