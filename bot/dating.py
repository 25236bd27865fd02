"""When an article was published, in words, and what that means for its answer: "as of", "a newer article says …"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge import is_newer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge import Article, Evidence

_MONTHS = "January February March April May June July August September October November December".split()
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def date_of(article: Article) -> str | None:
    """Return when an article was published, as it is said, or None where its metadata do not tell.

    An ISO 8601 date of a day, a month or a year: "6 January 2025", "January 2025", "2025".
    """
    found = _DATE.match(article.metadata.published or "")
    if not found:
        return None
    year, month, day = found.groups()
    named = [_MONTHS[int(month) - 1]] if month and 1 <= int(month) <= 12 else []
    return " ".join([*([str(int(day))] if day and named else []), *named, year])


def with_its_date(said: str, first: Evidence, others: Iterable[Evidence]) -> str:
    """Return who says it with what its date means: a figure's is said, and whether a newer article has another."""
    date = date_of(first.article)
    parts = [said]
    if date and first.short and any(c.isdigit() for c in first.short):
        parts.append(f"As of {date}.")
    newer = next((other.article for other in others if is_newer(other.article, first.article)), None)
    if newer:
        parts.append(f"A newer article, of {date_of(newer)}, says otherwise.")
    return " ".join(parts)
