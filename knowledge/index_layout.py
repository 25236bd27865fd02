"""How postings are laid out in an index's file: what who writes it and who searches it have to agree on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

DENSE: Final = 8
"""A term in more than one passage of eight has a count for every passage: 9 bytes for each posting would take more."""
BLOCK: Final = 32
"""Passages of which a dense term keeps the best share together."""
SEEN: Final = 16
"""Which best share of each term is kept, the 16th: as many passages are read at most (retriever.PARAGRAPHS)."""
SPLIT: Final = 8192
"""Postings from which a term's best eighth stands before the others: what the others can add is then about half."""
BEST: Final = 8
REMEMBERED: Final = 1 << 16
"""Terms whose place is remembered; a longer list is begun anew."""


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """A term of an index and where its postings are."""

    number: int
    frequency: int
    """Passages that hold it."""
    idf: float
    ceiling: float
    """The largest share of a score that it has in any passage."""
    sixteenth: float
    """Its sixteenth largest share (SEEN); 0 where fewer passages hold it."""
    start: int
    """Its first posting, or the number of its row where it is dense."""
    highs: int
    """How many postings stand first, by passage, that have larger shares than all others; 0 where they are not told."""
    low_ceiling: float
    """The largest share among the others."""
    dense: bool


def blocks_of(size: int) -> int:
    """Return the number of blocks that `size` passages make."""
    return -(-size // BLOCK)
