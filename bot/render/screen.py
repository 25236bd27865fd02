"""Text on a terminal: what may be shown at all, how wide it is, where a line breaks, and how marks are coloured.

Nothing that comes from an article or a reader reaches the terminal raw: control characters and marks that turn the
reading direction are shown as pictures or left out, so no text can move the cursor or forge a line. Widths are those
of Unicode's East Asian Width; sequences that a terminal joins to one glyph (emoji families) count as their parts.
"""

from __future__ import annotations

import os
import unicodedata
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from knowledge import Span
from knowledge.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TextIO

WIDEST = 100
"""Columns of text at most: longer lines are hard to read (Bringhurst gives 45 to 75 for a page, 90 is usual here)."""
NARROWEST = 20
_JOINERS = "\u200c\u200d"
"""Zero-width (non-)joiners: they shape Persian, Hindi and emoji, and move nothing."""
_UNSEEN = "\u00ad\u200b\u200e\u200f\u2060\ufeff"
"""Soft hyphen, zero-width space, direction marks, word joiner, byte order mark: harmless, and shown as nothing."""


class Style(StrEnum):
    """How words are set, as the parameters of ANSI's SGR sequence."""

    PLAIN = ""
    BOLD = "1"
    DIM = "2"


@dataclass(frozen=True, slots=True)
class Look:
    """What the terminal can show."""

    colour: bool = False
    width: int | None = None
    """Columns; None where lines are not to be broken, as in a pipe."""
    links: bool = False
    """Whether words can be links (OSC 8); a terminal that knows none shows the words alone."""
    site: str | None = None
    """Root of the reader's site that sources link to; None where there is none."""


def look_of(stream: TextIO, environ: Mapping[str, str], site: str | None = None) -> Look:
    """Find out what `stream` can show: https://no-color.org and https://force-color.org, then TERM, then a terminal.

    A width given in COLUMNS holds for a pipe too.
    """
    terminal = stream.isatty()
    if environ.get("NO_COLOR"):
        colour = False
    elif environ.get("FORCE_COLOR"):
        colour = True
    else:
        colour = terminal and environ.get("TERM") != "dumb"
    given = environ.get("COLUMNS", "")
    if given.isascii() and given.isdigit() and int(given) > 0:
        columns: int | None = int(given)
    else:
        columns = _columns(stream) if terminal else None
    width = None if columns is None else max(NARROWEST, min(columns, WIDEST))
    return Look(colour, width, terminal and environ.get("TERM") not in ("dumb", "linux"), site)


def safe(text: str) -> str:
    r"""Return `text` as it may be shown on one line.

    >>> safe("a\x1b[31mb\nc")
    'a␛[31mb c'
    """
    return text if text.isascii() and text.isprintable() else "".join(map(_shown, text))


def width_of(text: str) -> int:
    """Count the columns that `text` takes once it is safe.

    >>> width_of("Київ 北京")
    9
    """
    return len(text) if text.isascii() else sum(_columns_of(ch) for ch in text)


def wrap(text: str, width: int | None) -> list[Span]:
    """Break `text` into lines of at most `width` columns, at spaces where it can; the breaking spaces are left out.

    A word wider than a line is broken anywhere; a character wider than a line stands alone.
    """
    if width is None or width_of(text) <= width:
        return [Span(0, len(text))]
    lines: list[Span] = []
    start = used = 0
    space = -1
    for here, ch in enumerate(text):
        used += width_of(ch)
        if ch.isspace():
            space = here
        elif used > width and here > start:
            end = space if space > start else here
            lines.append(Span(start, start + len(text[start:end].rstrip())))
            start = end + (end == space)
            used = width_of(text[start : here + 1])
            if used > width and here > start:  # the word after the space was a line already, and a wide letter ends it
                lines.append(Span(start, here))
                start = here
                used = width_of(ch)
    return [*lines, Span(start, start + len(text[start:].rstrip()))]


def set_lines(
    text: str, look: Look, *, indent: str = "", style: Style = Style.PLAIN, marks: Sequence[tuple[Span, Style]] = ()
) -> list[str]:
    """Set `text` in lines behind `indent`, in `style`, with `marks` in styles of their own; earlier marks win."""
    room = None if look.width is None else max(1, look.width - len(indent))
    return [
        indent + "".join(_paint(piece.of(text), kind, look) for piece, kind in _pieces(line, style, marks))
        for line in wrap(text, room)
    ]


def linked(lines: Sequence[str], address: str, indent: str = "") -> list[str]:
    """Make what follows the `indent` of each line a link to `address` (OSC 8, "Hyperlinks in terminal emulators")."""
    opening = f"\x1b]8;;{safe(address)}\x1b\\"
    return [f"{indent}{opening}{line.removeprefix(indent)}\x1b]8;;\x1b\\" for line in lines]


def _pieces(line: Span, style: Style, marks: Sequence[tuple[Span, Style]]) -> list[tuple[Span, Style]]:
    edges = {line.start, line.end}
    edges |= {edge for mark, _ in marks for edge in (mark.start, mark.end) if line.start < edge < line.end}
    ordered = sorted(edges)
    pieces = [Span(a, b) for a, b in pairwise(ordered)]
    return [(piece, next((kind for mark, kind in marks if piece.within(mark)), style)) for piece in pieces]


def _paint(text: str, style: Style, look: Look) -> str:
    shown = safe(text)
    return f"\x1b[{style}m{shown}\x1b[0m" if look.colour and style and shown else shown


def _columns(stream: TextIO) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except (OSError, ValueError):
        import shutil  # noqa: PLC0415 - compression with it, and for a terminal only

        return shutil.get_terminal_size().columns


def _shown(ch: str) -> str:
    if ch.isprintable() or ch in _JOINERS:
        return ch
    if ch.isspace():
        return " "
    if ch < " " or ch == "\x7f":
        return "␡" if ch == "\x7f" else chr(0x2400 + ord(ch))
    return "" if ch in _UNSEEN else "\ufffd"


def _columns_of(ch: str) -> int:
    if " " <= ch < "\x7f":
        return 1
    if not ch.isprintable():
        return 0 if ch in _UNSEEN or ch in _JOINERS else 1
    if unicodedata.category(ch) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(ch) in "WF" else 1


def count_of(number: int, thing: str) -> str:
    """Return a number of things, in English.

    >>> count_of(1, "draft"), count_of(2, "draft")
    ('1 draft', '2 drafts')
    """
    return f"{number} {thing}" + ("" if number == 1 else "s")
