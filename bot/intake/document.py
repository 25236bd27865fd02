"""What a reader finds in a source: the words of one article and what the source says of it. Nothing is guessed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from bot.errors import BotError

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_VALUE = 300
"""Characters of a title or a name; longer ones are no title, whatever the source calls them."""

UNTITLED = "Untitled"
"""The title where neither the source nor its name has a word of one."""

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_LANGUAGE = re.compile(r"([a-z]{2,3})((?:-[A-Za-z0-9]{2,8})*)")
_URL = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)


class SourceError(BotError):
    """A source that no article can be made of: what is wrong with it, and the remedy."""

    def __init__(self, what: str, remedy: str) -> None:
        self.what = what
        self.remedy = remedy
        super().__init__(f"{what}; {remedy}")


@dataclass(frozen=True, slots=True)
class Document:
    """An article as its source has it; build it with `make_document`."""

    title: str
    paragraphs: tuple[str, ...]
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    """ISO 8601 date."""
    url: str | None = None
    """The canonical address."""
    language: str | None = None


def make_document(title: str, paragraphs: tuple[str, ...], **values: str | None) -> Document:
    """Return the document with those values that can stand in front matter; the others are left out."""
    known = {name: tidy(value) for name, value in values.items() if value}
    checked: dict[str, str | None] = {
        "publisher": known.get("publisher"),
        "author": known.get("author"),
        "published": known.get("published") if _is_day(known.get("published")) else None,
        "url": known.get("url") if known.get("url") and _URL.fullmatch(known["url"] or "") else None,
        "language": _language(known.get("language")),
    }
    return Document(tidy(title) or tidy(title[:LONGEST_VALUE]) or UNTITLED, paragraphs, **checked)


def tidy(text: str | None) -> str | None:
    r"""Return `text` as one readable line, None where nothing of it is left or it is too long for a name.

    >>> tidy("The\u00ad  sea\n")
    'The sea'
    """
    seen = "".join(
        c if c.isspace() or unicodedata.category(c) not in _UNSEEN else "" for c in (text or "")[: 4 * LONGEST_VALUE]
    )
    line = " ".join(seen.split())
    return line if line and len(line) <= LONGEST_VALUE else None


def to_json(document: Document) -> dict[str, Any]:
    """Return the document as values that JSON has."""
    return asdict(document)


def from_json(values: Mapping[str, Any]) -> Document:
    """Return the document that `to_json` took apart."""
    return Document(**{**values, "paragraphs": tuple(values["paragraphs"])})


def _is_day(text: str | None) -> bool:
    from datetime import date  # noqa: PLC0415 - for its check of the calendar

    found = _DAY.fullmatch(text or "")
    if not found:
        return False
    try:
        date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return False
    return True


def _language(text: str | None) -> str | None:
    """Return the language code; `en_GB` and `EN` are ways to write one."""
    first, dash, rest = (text or "").replace("_", "-").partition("-")
    code = first.lower() + dash + rest
    return code if _LANGUAGE.fullmatch(code) else None
