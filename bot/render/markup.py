"""Texts with Telegram's HTML markup: the one place where HTML is escaped.

A `Markup` carries the same words twice, marked up and plain, so that the length that Telegram counts (UTF-16 units
after the entities are parsed) is known before sending, and so that the plain words are at hand where Telegram
refuses the markup. It knows nothing of answers and articles.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MESSAGE_LIMIT = 4096
"""UTF-16 units that a message may have after its entities are parsed (Bot API, sendMessage)."""

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\u2028\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What Telegram strips, and the marks that would turn the reading direction of the rest of the message."""


@dataclass(frozen=True, slots=True)
class Markup:
    """Words with markup and the same words without."""

    html: str
    text: str

    def __add__(self, other: Markup) -> Markup:
        return Markup(self.html + other.html, self.text + other.text)

    def __bool__(self) -> bool:
        return bool(self.text)

    def __len__(self) -> int:
        """The length that Telegram counts: UTF-16 units without the tags."""
        return utf16_length(self.text)


NOTHING = Markup("", "")


def utf16_length(text: str) -> int:
    """Count the UTF-16 units of `text`, as Telegram does.

    >>> utf16_length("a😀")
    3
    """
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def words(text: str) -> Markup:
    """Take plain `text`, whatever it holds.

    >>> words("a < b").html
    'a &lt; b'
    """
    clean = _CONTROLS.sub("", text)
    return Markup(html.escape(clean, quote=False), clean)


def bold(inner: Markup | str) -> Markup:
    """Set `inner` in bold."""
    return _tagged("b", inner)


def italic(inner: Markup | str) -> Markup:
    """Set `inner` in italics."""
    return _tagged("i", inner)


def underlined(inner: Markup | str) -> Markup:
    """Underline `inner`."""
    return _tagged("u", inner)


def code(inner: Markup | str) -> Markup:
    """Set `inner` in a fixed-width type; a tap copies it."""
    return _tagged("code", inner)


def quotation(inner: Markup | str) -> Markup:
    """Set `inner` as a block quotation that opens on a tap where it is long."""
    marked = _marked(inner)
    return Markup(f"<blockquote expandable>{marked.html}</blockquote>", marked.text) if marked else NOTHING


def link(inner: Markup | str, url: str) -> Markup:
    """Make `inner` a link to `url`."""
    marked = _marked(inner)
    return Markup(f'<a href="{html.escape(url)}">{marked.html}</a>', marked.text) if marked else NOTHING


def joined(separator: str, parts: Iterable[Markup]) -> Markup:
    """Put the parts that are not empty in a row."""
    whole = NOTHING
    for part in parts:
        if part:
            whole = whole + words(separator) + part if whole else part
    return whole


def shortened(text: str, limit: int) -> str:
    """Cut plain `text` to at most `limit` UTF-16 units, between words where it can, and say so with an ellipsis.

    >>> shortened("one two three", 9)
    'one two…'
    """
    if utf16_length(text) <= limit:
        return text
    room, end = limit - 1, 0
    for end, ch in enumerate(text):  # noqa: B007 - the offset where the room ends is what is wanted
        room -= 2 if ch > "\uffff" else 1
        if room < 0:
            break
    cut = text[:end]
    space = cut.rfind(" ")
    return (cut[:space] if space > end // 2 and not text[end].isspace() else cut).rstrip() + "…"


def _marked(inner: Markup | str) -> Markup:
    return words(inner) if isinstance(inner, str) else inner


def _tagged(tag: str, inner: Markup | str) -> Markup:
    marked = _marked(inner)
    return Markup(f"<{tag}>{marked.html}</{tag}>", marked.text) if marked else NOTHING
