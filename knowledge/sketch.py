"""A sentence being searched for phrases: its tags and chunks, and what was found so far. Knows no pattern itself."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from knowledge.tagging import gaps, tag
from knowledge.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.tokenizer import Token

LONGEST = 14
"""Tokens in the longest phrase: beyond that the sentence itself is the better answer."""
READ = 160
"""Tokens of a sentence that are looked at: 99.9 % of sentences are shorter."""


class Kind(StrEnum):
    """What a phrase is, by its form."""

    NAME = "name"
    NUMBER = "number"
    DATE = "date"
    NOUN = "noun"
    LIST = "list"
    ACTION = "action"
    CLAUSE = "clause"
    WORD = "word"
    QUOTED = "quoted"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `first` to `last` (exclusive) of a sentence, and what they are."""

    first: int
    last: int
    kind: Kind
    unit: str = ""
    """What a number measures: distance, money, share, duration, …; of a date: year, day, month, …; empty if unknown."""
    head: int = -1
    """The token that says what it is: the last noun before a preposition; of a number the noun that it counts."""


class Sketch:
    """One sentence, and the phrases found in it so far."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.tokens = tokens[:READ]
        self.words = [t.word for t in self.tokens]
        self.between = gaps(text, self.tokens)
        self.tags = tag(text, self.tokens, self.between)
        self.size = len(self.tokens)
        self.chunks = _chunks(self.tags, self.between)
        self.chunk_of = [-1] * self.size
        for n, (first, last) in enumerate(self.chunks):
            self.chunk_of[first:last] = [n] * (last - first)
        self.found: dict[tuple[int, int], Phrase] = {}

    def add(self, first: int, last: int, kind: Kind, unit: str = "", head: int = -1) -> None:
        """Note a phrase; what was noted first of the same tokens stays."""
        if 0 < last - first <= LONGEST and last <= self.size and (first, last) not in self.found:
            self.found[first, last] = Phrase(first, last, kind, unit, head if head >= 0 else last - 1)

    def before(self, token: int) -> str:
        """Return what stands in the text between the token before and this one."""
        return self.text[self.tokens[token - 1].end if token else 0 : self.tokens[token].start]

    def after(self, token: int) -> str:
        """Return what stands in the text behind this token, up to the next."""
        end = self.tokens[token].end
        return self.text[end : self.tokens[token + 1].start if token + 1 < self.size else end + 4]


def _chunks(tags: str, between: str) -> list[tuple[int, int]]:
    """Return the base noun phrases: runs of determiners, adjectives, numbers and nouns that end in a noun."""
    chunks = []
    i, size = 0, len(tags)
    while i < size:
        if tags[i] not in "DA#NMG" or (tags[i] == "G" and (i + 1 >= size or tags[i + 1] not in "NM")):
            i += 1
            continue
        j = i + 1
        while (
            j < size
            and tags[j] in "DA#NMQG"
            and between[j] in " -'"
            and not (tags[j] == "G" and tags[j - 1] in "NM")
            and not (tags[j] == "D" and tags[j - 1] != "D")
        ):
            j += 1
        end = j
        while end > i and tags[end - 1] not in "NM#A":
            end -= 1
        if end > i:
            chunks.append((i, end))
        i = j
    return chunks
