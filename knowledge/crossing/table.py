"""The table of words, `data/crossing.tsv`: from Ukrainian and Russian to the English of the news.

A row has an English word or phrase, its kind and the words that it stands for in both languages; a star at a word's end
stands for any ending. The longest phrase is met first, then the language that the question is in, then the longest
piece of the word: "наступного" (next) is not "наступ*" (offensive). A word of one language in a question of the other
is met too, for many write both at once.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from knowledge.crossing.language import by_letters, plain, words_of
from knowledge.crossing.letters import stem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LONGEST_WORD = 40
LONGEST_ENDING = 7
"""Letters that a star may stand for."""
SHORTEST_MENDED = 6
"""Letters of the shortest piece of a word that a slip is mended in."""
LANGUAGES = ("uk", "ru")


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
    for size in range(min(len(word), LONGEST_WORD), 0, -1):
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


def by_stem(word: str, language: str) -> Entry | None:
    """Return the entry of a word that the table has with another ending."""
    return _stems(language).get(stem(word, language))


@cache
def _stems(language: str) -> Mapping[str, Entry]:
    found: dict[str, Entry] = {}
    for entries in table().values():
        for entry in entries:
            word, starred = entry.words[0]
            if entry.language == language and len(entry.words) == 1 and not starred and entry.kind in "nav":
                found.setdefault(stem(word, language), entry)
    return found


def mend(word: str, language: str) -> Entry | None:
    """Return the entry that `word` is one slip away from: a letter too many, missing, wrong, or swapped.

    Its first letter has to be right, and the longest piece of a word that is met so is taken.
    """
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - only where a word is unknown

    best: Entry | None = None
    for entry in _mendable(language).get(word[:1], ()):
        piece, starred = entry.words[0]
        if best is not None and len(piece) <= len(best.words[0][0]):
            continue
        endings = range(-1, 2) if starred else (0,)
        heads = {word[: len(piece) + more] if starred else word for more in endings}
        if starred and len(word) - len(piece) > LONGEST_ENDING:
            continue
        if any(OSA.distance(head, piece, score_cutoff=1) <= 1 for head in heads):
            best = entry
    return best


@cache
def _mendable(language: str) -> Mapping[str, Sequence[Entry]]:
    """Return the entries of one long word, by its first letter: a slip makes another word of a shorter one."""
    found: dict[str, list[Entry]] = {}
    for entries in table().values():
        for entry in entries:
            long = len(entry.words) == 1 and len(entry.words[0][0]) >= SHORTEST_MENDED
            if long and entry.language == language:
                found.setdefault(entry.words[0][0][0], []).append(entry)
    return found


def language_of(text: str) -> str:
    """Return "uk" or "ru" for a question in Cyrillic letters: by its letters, else by whose words it has.

    >>> language_of("Хто такий Келлог?"), language_of("Кто такой Келлог?"), language_of("Курск")
    ('uk', 'ru', 'ru')
    """
    told = by_letters(text)
    if told is not None:
        return told
    words = [word.plain for word in words_of(text)]
    return max(LANGUAGES, key=lambda language: sum(_own(word, language) for word in words))


def _own(word: str, language: str) -> int:
    """Return how many letters of `word` the table has in this language: all of them where it is there as it stands."""
    entries = table()
    for size in range(min(len(word), LONGEST_WORD), 0, -1):
        for entry in entries.get(word[:size], ()):
            if entry.language == language and _meets(entry, (word,), 0):
                return size + (size == len(word))
    return 0
