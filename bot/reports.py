"""What `quoth check` and `quoth test` print. They find nothing themselves: `knowledge` does."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from knowledge import check_library, load_library

if TYPE_CHECKING:
    from pathlib import Path


def report_check(folder: Path) -> tuple[str, bool]:
    """Return one line for every fault of the library in `folder` and a summary; and whether there is none."""
    faults = check_library(folder)
    if faults:
        files = len(Counter(fault.file for fault in faults))
        lines = [" ".join(str(fault).splitlines()) for fault in faults]
        return "\n".join([*lines, f"{count(len(faults), 'fault')} in {count(files, 'file')}"]), False
    library = load_library(folder)
    return f"{folder}: {count(len(library.articles), 'article')}, {count(len(library.cards), 'card')}, no faults", True


def count(number: int, thing: str) -> str:
    """Write a number of things.

    >>> count(2, "fault")
    '2 faults'
    """
    return f"{number} {thing}" + ("" if number == 1 else "s")
