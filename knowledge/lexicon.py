"""How common an English word is, what it can be, and what is derived from it: look-ups in `data/english.tsv`.

The table (58,000 lines, sorted) is searched as bytes, line by line, by halves: nothing is parsed at start, and a
word costs about ten microseconds once. It is made by `tests/learning/make_lexicon.py`.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from knowledge.english import FAMILIES
from knowledge.shipped import line_of, lines_of, shipped
from knowledge.values import dataclass

if TYPE_CHECKING:
    from mmap import mmap

MOST_DIGITS = 5
RAREST = 1.5
"""The Zipf frequency (log10 of uses per billion words) supposed of a word that the table does not have."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the table says of one word."""

    zipf: float
    """log10 of uses per billion words: 'the' 7.7, 'soldier' 4.5, 'repulse' 2.5."""
    parts: str
    """Parts of speech, most frequent first: n v a r, N for a name; empty where unknown."""
    kind: str
    """WordNet's lexicographer file of the first noun sense (person, location, time, …); may be empty."""
    derived: tuple[str, ...]
    synonyms: tuple[str, ...]


UNKNOWN = Entry(RAREST, "", "", (), ())


@cache
def _table() -> bytes | mmap:
    return shipped("english.tsv")


@cache
def _families() -> dict[str, tuple[str, ...]]:
    return {word: tuple(o for o in group if o != word) for group in FAMILIES for word in group}


@lru_cache(maxsize=65536)
def look_up(word: str) -> Entry:
    """Return what is known of `word` (lower case); UNKNOWN where it is not in the table.

    >>> look_up("soldier").kind
    'person'
    """
    if not word.isascii() or not word.isalpha():
        return UNKNOWN
    line = line_of(_table(), word.encode() + b"\t")
    if line:
        return _entry(word, line.decode("ascii"))
    family = _families().get(word)
    return Entry(RAREST, "", "", family, ()) if family else UNKNOWN


def words_with(head: str, among: tuple[int, int] | None = None) -> tuple[int, int] | None:
    """Return where the words of the table that begin with `head` (lower case) stand; None where none does.

    `among` is what was returned for a shorter `head`: the longer the head, the fewer lines are looked at.

    >>> words_with("consult") is None, words_with("konsult") is None
    (False, True)
    """
    if not head.isascii() or not head.isalpha():
        return None
    start, end = lines_of(_table(), head.encode(), among)
    return (start, end) if start < end else None


def _entry(word: str, line: str) -> Entry:
    zipf, parts, kind, derived, synonyms = line.split("\t")
    family = _families().get(word, ())
    return Entry(int(zipf) / 100, parts, kind, (*family, *derived.split()), tuple(synonyms.split()))


def all_words() -> tuple[str, ...]:
    """Return the words of the table, sorted: 58,000 of them, in 10 milliseconds."""
    return tuple(line.partition(b"\t")[0].decode("ascii") for line in _table()[:].splitlines())


def rarity(word: str) -> float:
    """Return how much a word tells by being there: the negative log10 of its share of English text.

    A number tells the more the more digits it has (2.5 for "1", 5.5 for "1550"): the table has no numbers.
    0.3 for "the", about 4.5 for "soldier", 7.5 for a word the table does not have. (Background idf: BASELINES,
    "how rare the word is in English, not in the article".)
    """
    if word[:1].isdigit():
        return RAREST + min(len(word), MOST_DIGITS)
    return max(0.3, 9.0 - look_up(word).zipf)
