"""Every fault of a library at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.errors import Fault


def check_library(folder: Path) -> tuple[Fault, ...]:
    """Return every fault of the library in `folder`, sorted by place; empty where it is sound."""
    raise NotImplementedError
