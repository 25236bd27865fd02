"""What `quoth check` prints. It finds nothing itself: `knowledge` does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.render.screen import safe
from knowledge import check_library, load_library

if TYPE_CHECKING:
    from pathlib import Path


def report_check(folder: Path) -> tuple[str, bool]:
    """Return one line for every fault of the library in `folder` and a summary; and whether there is none."""
    faults = check_library(folder)
    if faults:
        files = len({fault.file for fault in faults})
        summary = f"{_count(len(faults), 'fault')} in {_count(files, 'file')}"
        return "\n".join([*(safe(str(fault)) for fault in faults), summary]), False
    library = load_library(folder)
    held = f"{_count(len(library.articles), 'article')}, {_count(len(library.cards), 'card')}"
    return f"{safe(str(folder))}: {held}, no faults", True


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" + ("" if number == 1 else "s")
