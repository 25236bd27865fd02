"""What a file says of an article besides its text: the keys of front matter and of `article:` in a card file."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from knowledge.marked_yaml import Scalar, Table

if TYPE_CHECKING:
    from knowledge.marked_yaml import Node
    from knowledge.sheet import Sheet
    from knowledge.types import Metadata

_KEYS = ("title", "publisher", "author", "published", "url", "language")
_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_COARSE_DATE = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?")
_URL = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def amended(metadata: Metadata, sheet: Sheet, node: Node, *, strangers: bool = False) -> Metadata:
    """Return `metadata` with what the mapping `node` says put over it.

    `strangers` lets keys of other programs stand in the mapping, as front matter has them (`tags`, `layout`).
    """
    values: dict[str, str] = {}
    for key, value in sheet.table(node, "article", _KEYS, strangers=strangers).items():
        scalar = sheet.text(value, key)
        if scalar is None:
            continue
        text = _checked(sheet, key, scalar)
        if text is not None:
            values[key] = text
    return replace(metadata, **values)


def _checked(sheet: Sheet, key: str, scalar: Scalar) -> str | None:
    text: str | None = scalar.text
    if key == "published":
        text = iso_date(scalar.text)
        if text is None:
            sheet.note(scalar, f"published {scalar.text!r} is not an ISO 8601 date", "write it as 2025-01-06")
    elif key == "url" and not _URL.fullmatch(scalar.text):
        sheet.note(scalar, f"url {scalar.text!r} is not a web address", "write it in full, from https:// on")
        return None
    elif key == "language" and not is_language(scalar.text):
        sheet.note(scalar, f"language {scalar.text!r} is not a language code", "write it as en, uk or pt-BR")
        return None
    return text


def stated_language(root: Node) -> str | None:
    """Return the language that the `article:` of a card file states; None where it states none, or nonsense."""
    node: Node | None = root
    for key in ("article", "language"):
        entries = node.entries if isinstance(node, Table) else ()
        node = next((value for name, value in entries if name.text == key), None)
    return node.text if isinstance(node, Scalar) and is_language(node.text) else None


def iso_date(text: str) -> str | None:
    """Return the ISO 8601 date (or date and time, year and month, year) that `text` is, None where it is none.

    >>> iso_date("2025-1-6"), iso_date("2025-01"), iso_date("6 January")
    ('2025-01-06', '2025-01', None)
    """
    if _COARSE_DATE.fullmatch(text):
        return text
    try:
        if day := _DAY.fullmatch(text):
            return date(int(day[1]), int(day[2]), int(day[3])).isoformat()
        datetime.fromisoformat(text)
    except ValueError:
        return None
    return text


def is_language(text: str) -> bool:
    """Say whether `text` looks like a language code.

    >>> is_language("uk"), is_language("pt-BR"), is_language("Who")
    (True, True, False)
    """
    return _LANGUAGE.fullmatch(text) is not None
