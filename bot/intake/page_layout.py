"""From the lines of printed pages to paragraphs and a title. Knows places and sizes, no file format."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MARGIN = 0.09
"""Share of a page's height, at its top and bottom, in which running heads and page numbers stand."""
WIDE_GAP = 1.35
"""Distance of base lines, in those usual in the document, from which a new paragraph begins."""
INDENT = 0.6
"""Of a first line, in font sizes, at least; wider than INDENT_MOST it is another column or a centred line."""
INDENT_MOST = 5.0
SHORT_LINE = 0.85
"""Share of the column's width below which a line that ends a sentence ends its paragraph."""
_NUMBERS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:page |p\. ?|[-–—] ?)?(?:\d{1,4}|[ivxlc]{1,6})(?: ?(?:of|/) ?\d{1,4}| ?[-–—])?", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line; places in points from the page's top left corner."""

    text: str
    left: float
    right: float
    base: float
    size: float
    """Of its letters, in points."""
    page_height: float
    shouts: bool = False
    """Whether most of its letters are capitals."""


def title_of(lines: Sequence[Line]) -> str:
    """Return the lines of the largest letters on the first page, where they are larger than the rest; else ""."""
    if not lines:
        return ""
    sizes = Counter[float]()
    for line in lines:
        sizes[line.size] += len(line.text)
    usual = sizes.most_common(1)[0][0]
    upper = [line for line in lines if line.base < 0.6 * line.page_height and len(line.text) > 1]
    largest = max((line.size for line in upper if sum(c.isalpha() for c in line.text) > 3), default=0)
    if largest <= 0 or largest < 1.1 * usual:
        return ""
    start = next(number for number, line in enumerate(lines) if line.size == largest and line in upper)
    title: list[str] = []
    for line in lines[start:]:
        if abs(line.size - largest) > 0.3:
            break
        title.append(line.text)
    return " ".join(title)


def paragraphs_of(pages: Sequence[Sequence[Line]]) -> list[str]:
    """Return the paragraphs of `pages`, their line breaks kept, without what repeats in the margins."""
    lines = _without_margins(pages)
    if not lines:
        return []
    step = _usual_step(lines)
    edges = _right_edges(lines)
    paragraphs = [[lines[0]]]
    for before, line in pairwise(lines):
        if _begins(before, line, step, edges, paragraphs[-1]):
            paragraphs.append([])
        paragraphs[-1].append(line)
    return ["\n".join(line.text for line in paragraph) for paragraph in paragraphs]


def _begins(before: Line, line: Line, step: float, edges: dict[int, float], paragraph: list[Line]) -> bool:
    """Say whether `line` begins a new paragraph after `before`, the last of `paragraph`."""
    down = line.base - before.base
    full = _is_full(before, edges)
    ended = _SENTENCE_END.search(before.text) is not None
    if abs(line.size - before.size) > 0.12 * max(line.size, before.size):
        return True
    if down < -step or abs(down) > 12 * step:  # the next column or page
        return ended or before.shouts != line.shouts or not (line.text[:1].islower() or full)
    if abs(down) < 0.5 * step:  # on one line: parts of a table, or of justified text
        return False
    indent = (line.left - min(part.left for part in paragraph[-2:])) / (line.size or 1)
    return (
        down > WIDE_GAP * max(step, before.size)
        or (INDENT < indent < INDENT_MOST and (ended or len(paragraph) > 1))
        or (ended and not full and not line.text[:1].islower())
    )


def _is_full(line: Line, edges: dict[int, float]) -> bool:
    """Say whether `line` reaches the right edge of its column."""
    edge = edges.get(round(line.left / 20), line.right)
    return line.right - line.left >= SHORT_LINE * (edge - line.left)


def _right_edges(lines: Iterable[Line]) -> dict[int, float]:
    """Return where the lines end that begin at about the same place, the widest tenth left out."""
    ends: dict[int, list[float]] = {}
    for line in lines:
        ends.setdefault(round(line.left / 20), []).append(line.right)
    return {left: sorted(rights)[int(0.9 * (len(rights) - 1))] for left, rights in ends.items()}


def _usual_step(lines: Sequence[Line]) -> float:
    """Return the usual distance between base lines, weighed by the lines' lengths."""
    steps = Counter[float]()
    for before, line in pairwise(lines):
        down = line.base - before.base
        if 0.5 * line.size < down < 4 * (line.size or 12):
            steps[round(2 * down) / 2] += len(line.text)
    return steps.most_common(1)[0][0] if steps else median(line.size for line in lines) * 1.2 or 12.0


def _without_margins(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """Return all lines but page numbers, and what stands in the margins of three pages or more."""
    pattern = Counter(
        _pattern(line) for page in pages for line in {_pattern(x): x for x in page if _in_margin(x)}.values()
    )
    often = max(3, len(pages) // 4)
    return [
        line
        for page in pages
        for line in page
        if line.text
        and not (_in_margin(line) and (_PAGE_NUMBER.fullmatch(line.text) or pattern[_pattern(line)] >= often))
    ]


def _in_margin(line: Line) -> bool:
    return not MARGIN * line.page_height < line.base < (1 - MARGIN) * line.page_height


def _pattern(line: Line) -> str:
    return _NUMBERS.sub("#", line.text)
