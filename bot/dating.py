"""When an article was published, in words, and what that means for its answer: "as of", "a newer article says …"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.language import ENGLISH
from knowledge import is_newer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.language import Language
    from knowledge import Article, Evidence

_MONTHS = "January February March April May June July August September October November December".split()
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def date_of(article: Article, language: Language = ENGLISH) -> str | None:
    """Return when an article was published, as it is said, or None where its metadata do not tell.

    An ISO 8601 date of a day, a month or a year: "6 January 2025", "January 2025", "2025".
    """
    found = _DATE.match(article.metadata.published or "")
    if not found:
        return None
    year, month, day = found.groups()
    if not (month and 1 <= int(month) <= 12):
        return language.say_in("a date", "{year}").format(year=year)
    name = _MONTHS[int(month) - 1]
    if not day:
        name = language.say_in("the name of a month alone", name)
        return language.say_in("a date", "{month} {year}").format(month=name, year=year)
    name = language.say_in("the name of a month after the day", name)
    return language.say_in("a date", "{day} {month} {year}").format(day=int(day), month=name, year=year)


def published_on(article: Article, language: Language = ENGLISH) -> str | None:
    """Return when an article was published, for a list of what is known of it: in English as its file says."""
    return article.metadata.published if language.code == ENGLISH.code else date_of(article, language)


def with_its_date(said: str, first: Evidence, others: Iterable[Evidence], language: Language = ENGLISH) -> str:
    """Return who says it with what its date means: a figure's is said, and whether a newer article has another."""
    date = date_of(first.article, language)
    parts = [said]
    if date and first.short and any(c.isdigit() for c in first.short):
        parts.append(language.say("As of {date}.", date=date))
    newer = next((other.article for other in others if is_newer(other.article, first.article)), None)
    if newer:
        parts.append(language.say("A newer article, of {date}, says otherwise.", date=date_of(newer, language)))
    return " ".join(parts)
