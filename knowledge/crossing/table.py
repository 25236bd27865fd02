"""The table of words, `data/crossing.tsv`: from Ukrainian and Russian to the English of the news.

A row has an English word or phrase, its kind and the words that it stands for in both languages; a star at a word's end
stands for any ending. The longest phrase is met first, then the language that the question is in, then the longest
piece of the word: "наступного" (next) is not "наступ*" (offensive). A word of one language in a question of the other is
met too, for many write both at once.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from knowledge.crossing.language import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LONGEST_ENDING = 7
"""Letters that a star may stand for."""
LONGEST_PHRASE = 4
LANGUAGES = ("uk", "ru")
_COLUMNS = 4


class Entry(NamedTuple):
    """One way to say a thing."""

    english: str
    kind: str
    """A letter of the table: q, f, n, a, v, m, t, p."""
    language: str
    words: tuple[tuple[str, bool], ...]
    """Plain words, each with whether any ending may follow."""


class Met(NamedTuple):
    """An entry, and how many words of the question it stands for."""

    entry: Entry
    size: int


@cache
def table() -> Mapping[str, Sequence[Entry]]:
    """Return the entries by the first word, or first piece of it, that they begin with."""
    found: dict[str, list[Entry]] = {}
    text = files("knowledge").joinpath("data/crossing.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        english, kind, *columns = line.split("\t")
        for language, column in zip(LANGUAGES, columns, strict=True):
            for phrase in column.split():
                words = tuple((plain(word.rstrip("*")), word.endswith("*")) for word in phrase.split("_"))
                put = "" if english == "-" else english.replace("_", " ")
                found.setdefault(words[0][0], []).append(Entry(put, kind, language, words))
    return found


def look_up(words: Sequence[str], at: int, language: str) -> Met | None:
    """Return the entry that the plain `words` from `at` on are best met by, or None."""
    best: tuple[tuple[int, bool, int, bool], Entry] | None = None
    word, entries = words[at], table()
    for size in range(len(word), 0, -1):
        for entry in entries.get(word[:size], ()):
            if _meets(entry, words, at):
                exact = not entry.words[0][1]
                rank = (len(entry.words), entry.language == language, size, exact)
                if best is None or rank > best[0]:
                    best = (rank, entry)
    return Met(best[1], len(best[1].words)) if best else None


def _meets(entry: Entry, words: Sequence[str], at: int) -> bool:
    if at + len(entry.words) > len(words):
        return False
    return all(
        word.startswith(piece) and len(word) - len(piece) <= (LONGEST_ENDING if starred else 0)
        for (piece, starred), word in zip(entry.words, words[at:], strict=False)
    )


def mend(word: str, language: str) -> Met | None:
    """Return the entry of a word that differs from `word` by one slip: a letter too many, missing, wrong, or swapped."""
    if len(word) < 6:  # noqa: PLR2004 - a slip makes another word of a shorter one
        return None
    letters = "абвгдежзийклмнопрстуфхцчшщьюяіїєыэ"
    cuts = [(word[:i], word[i:]) for i in range(1, len(word) + 1)]
    slips = [a + b[1:] for a, b in cuts if b] + [a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1]
    slips += [a + c + b[1:] for a, b in cuts if b for c in letters] + [a + c + b for a, b in cuts for c in letters]
    best: Met | None = None
    for slip in slips:
        met = look_up((slip,), 0, language)
        if met and len(met.entry.words[0][0]) >= 5 and met.entry.language == language:  # noqa: PLR2004 - as above
            if best is None or len(met.entry.words[0][0]) > len(best.entry.words[0][0]):
                best = met
    return best
