"""What `quoth check` prints and mends. It finds nothing itself: `knowledge` does.

Every line begins with file:line:column, as editors and compilers have it, so that an editor can jump there.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import BotError
from bot.render.screen import count_of, safe
from bot.unified_diff import unified_diff
from bot.whole_file import write_whole
from knowledge import mend_library, review_library

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from knowledge import Fault, Mend, Review


@dataclass(frozen=True, slots=True)
class Report:
    """What is printed, and what it means."""

    lines: tuple[str, ...]
    faults: int
    warnings: int


def report_check(folder: Path, *, as_json: bool = False) -> Report:
    """Check the library in `folder`: a line for every fault, then for every warning, then a summary.

    As JSON, a line is an object with `severity` (fault, warning), `file`, `line`, `column` (both from 1; null where
    the folder is meant), `what` and `remedy`; there is no summary.
    """
    review = review_library(folder)
    noted = [*(("fault", fault) for fault in review.faults), *(("warning", fault) for fault in review.warnings)]
    if as_json:
        lines = [_as_json(severity, fault, folder) for severity, fault in noted]
    else:
        lines = [_as_text(severity, fault, folder) for severity, fault in noted]
        lines.append(_summary(review, folder))
    return Report(tuple(lines), len(review.faults), len(review.warnings))


def fix(folder: Path, *, as_json: bool = False) -> tuple[str, ...]:
    """Mend what is mechanical in the library in `folder`; return a line for everything mended.

    Raises BotError where a file cannot be written, or has changed meanwhile; each file is mended whole or not at all.
    """
    lines: list[str] = []
    for mended in mend_library(folder):
        if mended.file.read_bytes() != mended.before.encode("utf-8"):
            raise BotError(f"the file has changed meanwhile, {mended.file}; save it and run quoth check --fix again")
        write_whole(mended.file, mended.after.encode("utf-8"))
        lines += _mend_lines(mended.mends, as_json=as_json)
    return tuple(lines)


def dry_fix(folder: Path, *, as_json: bool = False) -> tuple[str, ...]:
    """Return what `fix` would change, as unified diffs (as JSON: what it would say); nothing is written."""
    found = mend_library(folder)
    if as_json:
        return tuple(line for mended in found for line in _mend_lines(mended.mends, as_json=True))
    return tuple(unified_diff(_name(mended.file), mended.before, mended.edits) for mended in found)


def _mend_lines(mends: Iterable[Mend], *, as_json: bool) -> list[str]:
    if not as_json:
        return [safe(f"{mend.file}:{mend.line}:{mend.column}: fixed: {mend.what}") for mend in mends]
    return [
        _object(severity="fixed", file=_name(mend.file), line=mend.line, column=mend.column, what=mend.what, remedy="")
        for mend in mends
    ]


def _as_text(severity: str, fault: Fault, folder: Path) -> str:
    line, column = _place(fault, folder)
    place = f"{fault.file}:{line}:{column}" if line else str(fault.file)
    mark = "warning: " if severity == "warning" else ""
    return safe(f"{place}: {mark}{fault.what}; {fault.remedy}")


def _as_json(severity: str, fault: Fault, folder: Path) -> str:
    line, column = _place(fault, folder)
    return _object(
        severity=severity, file=_name(fault.file), line=line, column=column, what=fault.what, remedy=fault.remedy
    )


def _object(**values: str | int | None) -> str:
    return json.dumps(values, ensure_ascii=False)


def _name(path: Path) -> str:
    """Return the path as text; bytes of it that are no text cannot stand in UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")


def _place(fault: Fault, folder: Path) -> tuple[int | None, int | None]:
    """Return line and column; a fault of a whole file stands at its beginning, one of the folder nowhere."""
    if fault.file == folder:
        return None, None
    return max(fault.line, 1), max(fault.column, 1)


def _summary(review: Review, folder: Path) -> str:
    warned = f", {count_of(len(review.warnings), 'warning')}" if review.warnings else ""
    if review.faults:
        files = len({fault.file for fault in review.faults})
        return f"{count_of(len(review.faults), 'fault')} in {count_of(files, 'file')}{warned}"
    held = f"{count_of(review.articles, 'article')}, {count_of(review.cards, 'card')}"
    return f"{safe(str(folder))}: {held}, no faults{warned}"
