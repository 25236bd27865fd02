"""Every fault of a library at once: its articles, its cards, its retrieval tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.library import sorted_by_place, survey
from knowledge.retrieval_tests import read_tests

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.errors import Fault


def check_library(folder: Path) -> tuple[Fault, ...]:
    """Return every fault of the library in `folder`, sorted by place; empty where it is sound."""
    found = survey(folder)
    faults = [*found.faults, *found.files.stray_tests]
    known = found.card_ids if found.all_read else None
    for path in found.files.tests:
        read_tests(path, found.library, faults, card_ids=known)
    return sorted_by_place(faults)
