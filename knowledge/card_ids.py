"""Ids for cards to be: of the words that matter, and not taken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.english import STOP_WORDS
from knowledge.tokenizer import tokenize

if TYPE_CHECKING:
    from collections.abc import Collection

LONGEST_ID = 40
"""Characters of the longest id (the public contract)."""
LONGEST_NAME = LONGEST_ID - 4
"""The same without the number that may follow."""
_NO_ID = re.compile("[^a-z0-9]+")


def id_parts(text: str) -> list[str]:
    """Return the content words of `text`, each as it may stand in an id.

    >>> id_parts("Who is the mayor of Lindesund?")
    ['mayor', 'lindesund']
    """
    words = (token.word for token in tokenize(text) if token.word not in STOP_WORDS)
    return [part for word in words if (part := _NO_ID.sub("-", word).strip("-"))]


def free_id(name: str, taken: Collection[str]) -> str:
    """Return `name`, with the first number from 2 on behind it where it is taken.

    >>> free_id("mayor-lindesund", {"mayor-lindesund"})
    'mayor-lindesund-2'
    """
    number = 1
    while (free := name if number == 1 else f"{name}-{number}") in taken:
        number += 1
    return free
