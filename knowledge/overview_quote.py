"""Whole sentences as evidence: what can be quoted, and who says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.attribution import attribute
from knowledge.types import Attribution, Evidence, Quote, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from knowledge.passages import PreparedParagraph

MOST = 5
"""Evidence of one answer (the public contract)."""
LONGEST = 600
"""Characters of the longest quote (the public contract)."""


def quotable(paragraphs: Iterable[PreparedParagraph]) -> Iterator[tuple[PreparedParagraph, int]]:
    """Yield the places of the sentences that can be quoted, headlines left out."""
    for home in paragraphs:
        for k, sentence in enumerate(home.sentences if home.paragraph.number else ()):
            if sentence.span.end - sentence.span.start <= LONGEST:
                yield home, k


def quote(
    home: PreparedParagraph, position: int, mark: Span | None = None, *, attribution: Attribution | None = None
) -> Evidence:
    """Return a sentence as evidence; where nothing says who says it, the clause around `mark` does."""
    quote = Quote(home.paragraph, home.sentences[position].span)
    focus = mark.shifted(home.sentences[position].span.start) if mark else None
    said = attribution or attribute(home, position, position, focus)
    return Evidence(home.article, quote, said, 0.0, mark)
