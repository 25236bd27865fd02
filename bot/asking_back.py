"""Yes or no from whoever sits at the terminal. Where nobody does, nothing is asked."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_NO = frozenset({"n", "no"})


def confirmation() -> Callable[[str], bool] | None:
    """Return what asks a question to which Enter says yes; None where input or output is no terminal."""
    return _asked if sys.stdin.isatty() and sys.stdout.isatty() else None


def _asked(question: str) -> bool:
    try:
        return input(question).strip().casefold() not in _NO
    except EOFError:
        print()
        return False
