"""Every fault of a library at once: its articles, its cards, its retrieval tests; and, apart, the warnings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.library import sorted_by_place, survey
from knowledge.retrieval_tests import read_tests

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.errors import Fault
    from knowledge.library import Survey


@dataclass(frozen=True, slots=True)
class Review:
    """What is wrong with a library, what is worth a look, and what it holds."""

    faults: tuple[Fault, ...]
    """Sorted by place."""
    warnings: tuple[Fault, ...]
    """Sorted by place; none where the articles or cards have faults: mended first, they may leave other warnings."""
    articles: int
    cards: int


def check_library(folder: Path) -> tuple[Fault, ...]:
    """Return every fault of the library in `folder`, sorted by place; empty where it is sound."""
    return _faults(survey(folder))


def review_library(folder: Path) -> Review:
    """Return every fault of the library in `folder`, and every warning where its articles and cards have none."""
    from knowledge.review import warnings_of  # noqa: PLC0415 - rapidfuzz, which a question need not wait for

    found = survey(folder)
    warnings = [] if found.faults else warnings_of(found)
    library = found.library
    return Review(_faults(found), sorted_by_place(warnings), len(library.articles), len(library.cards))


def _faults(found: Survey) -> tuple[Fault, ...]:
    faults = [*found.faults, *found.files.stray_tests]
    known = found.card_ids if found.all_read else None
    for path in found.files.tests:
        read_tests(path, found.library, faults, card_ids=known)
    return sorted_by_place(faults)
