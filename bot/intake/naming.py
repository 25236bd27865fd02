"""From a title or a file's name to an article's id: a-z, 0-9 and -, not too long, not taken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

LONGEST_ID = 50
"""Characters: a deep link on Telegram has 64, and ends in a paragraph's number."""

NO_ARTICLES = frozenset({"readme", "license", "licence", "copying", "notice", "changelog", "contributing"})
"""Names of files that a library passes over."""
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))})
"""Names that Windows keeps for itself."""


def make_id(words: str) -> str:
    """Return the id that `words` make, "article" where they hold no letter and no figure.

    >>> make_id("Курск: what we know – so far"), make_id("CON"), make_id("…")
    ('kursk-what-we-know-so-far', 'article-con', 'article')
    """
    from anyascii import anyascii  # noqa: PLC0415 - of the extra

    plain = re.sub("['’]", "", words[: 4 * LONGEST_ID])
    slug = re.sub("[^a-z0-9]+", "-", anyascii(plain).lower()).strip("-")
    if len(slug) > LONGEST_ID:
        cut = slug[: LONGEST_ID + 1].rpartition("-")[0]
        slug = cut if len(cut) > LONGEST_ID // 2 else slug[:LONGEST_ID]
    return f"article-{slug}" if slug in NO_ARTICLES | _DEVICES else slug or "article"


def free_id(wanted: str, taken: Collection[str]) -> str:
    """Return `wanted`, or where it is taken the first of wanted-2, wanted-3 … that is not.

    >>> free_id("war", {"war", "war-2"})
    'war-3'
    """
    number, found = 1, wanted
    while found in taken:
        number += 1
        ending = f"-{number}"
        found = wanted[: LONGEST_ID - len(ending)].rstrip("-") + ending
    return found
