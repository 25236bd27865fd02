"""How common a word is in its language: look-ups in `data/languages/CODE.tsv`, by stem (lexicon.py has English).

The table is sorted and searched as bytes, by halves. A language without one has every word alike.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from knowledge.lexicon import MOST_DIGITS
from knowledge.lexicon import RAREST as RAREST_NUMBER
from knowledge.shipped import shipped

if TYPE_CHECKING:
    from mmap import mmap

RAREST = 2.7
"""Zipf frequency supposed of a stem that a table has not."""
MIDDLING = 4.5
"""Of every word of a language without a table."""


@cache
def _table(code: str) -> bytes | mmap:
    try:
        return shipped(f"languages/{code}.tsv")
    except OSError:
        return b""


@lru_cache(maxsize=65536)
def zipf(term: str) -> float:
    """Return the Zipf frequency (log10 of uses per billion words) of a term that carries its language ("ru:солдат")."""
    code, _, stem = term.partition(":")
    table, key = _table(code), stem.encode("utf-8", "surrogatepass")
    low, high = 0, len(table)
    while low < high:
        middle = (low + high) // 2
        start = table.rfind(b"\n", low, middle) + 1 or low
        end = table.find(b"\n", middle)
        found = table[start : table.find(b"\t", start)]
        if found == key:
            return int(table[start + len(key) + 1 : end]) / 100
        if found < key:
            low = end + 1
        else:
            high = start
    return RAREST if len(table) else MIDDLING


def rarity(term: str) -> float:
    """Return how much a term tells by being there, as `lexicon.rarity` does for English words.

    >>> rarity("ru:1550") > rarity("ru:12"), rarity("ru:год") < rarity("ru:курск")
    (True, True)
    """
    stem = term.partition(":")[2]
    if stem[:1].isdigit():
        return RAREST_NUMBER + min(len(stem), MOST_DIGITS)
    return max(0.3, 9.0 - zipf(term))
