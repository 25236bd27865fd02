"""The table of words, `data/crossing.tsv`: from Ukrainian and Russian to the English of the news.

A row has an English word or phrase, its kind and the words that it stands for in both languages; a star at a word's end
stands for any ending. It is looked up in `data/crossing.words.tsv`, the same sorted (`tests/learning/make_crossing`).
The longest phrase is met first, then the language that the question is in, then the longest piece of the word:
"наступного" (next) is not "наступ*" (offensive). A word of one language in a question of the other is met too, for many
write both at once.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from knowledge.crossing.language import by_letters, is_common, words_of
from knowledge.crossing.letters import stem
from knowledge.shipped import line_from, shipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from mmap import mmap

LONGEST_WORD = 40
LONGEST_ENDING = 7
"""Letters that a star may stand for."""
SHORTEST_MENDED = 6
"""Letters of the shortest piece of a word that a slip is mended in."""
LAST = 2
"""Letters of a piece in which a slip of a common word may be."""
HEAD = 3
"""Letters by which entries are looked up together; shorter words are looked up as they are."""
MARKS = 3
"""Letters that say the language and kind of an entry; a star may follow."""
LANGUAGES = ("uk", "ru")
_CHANGED = {"ці": "ка", "зі": "га", "сі": "ха"}
"""How a Ukrainian word ends in the dative and locative → in the nominative."""


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


@lru_cache(maxsize=4096)
def beginning(head: str) -> Mapping[str, Sequence[Entry]]:
    """Return the entries whose first word, or first piece of it, begins with `head`, by that piece.

    Those of a tab at its end have exactly that piece. The table is sorted and searched as bytes: what no question asks
    for is never parsed.
    """
    lines, key = _lines(), head.encode("utf-8", "surrogatepass")
    at = line_from(lines, key)
    found: dict[str, list[Entry]] = {}
    while lines[at : at + len(key)] == key and at < len(lines):
        end = lines.find(b"\n", at)
        piece, marks, english, *others = lines[at:end].decode().split("\t")
        words = [(piece, len(marks) > MARKS)]
        words += [(word.rstrip("*"), word.endswith("*")) for other in others for word in other.split()]
        found.setdefault(piece, []).append(Entry(english, marks[2], marks[:2], tuple(words)))
        at = end + 1
    return found


@cache
def _lines() -> bytes | mmap:
    return shipped("crossing.words.tsv")


def _met_by(word: str) -> Iterator[tuple[int, Entry]]:
    """Yield the entries that the beginning of `word` is the first piece of, with its letters, the longest first."""
    entries = beginning(word[:HEAD]) if len(word) >= HEAD else {}
    for size in range(min(len(word), LONGEST_WORD), 0, -1):
        piece = word[:size]
        for entry in entries.get(piece, ()) if size >= HEAD else beginning(f"{piece}\t").get(piece, ()):
            yield size, entry


def look_up(words: Sequence[str], at: int, language: str) -> Met | None:
    """Return the entry that the plain `words` from `at` on are best met by, or None."""
    best: tuple[tuple[int, bool, int, bool], Entry] | None = None
    for size, entry in _met_by(words[at]):
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


def by_changed_stem(word: str, language: str) -> Entry | None:
    """Return the entry of a Ukrainian word whose last consonant its case has changed ("атаці" is of "атака")."""
    unchanged = _CHANGED.get(word[-2:]) if language == "uk" else None
    met = look_up((word[:-2] + unchanged,), 0, language) if unchanged and len(word) > HEAD else None
    return met.entry if met and met.entry.language == language else None


def by_stem(word: str, language: str) -> Entry | None:
    """Return the entry of a word that the table has with another ending."""
    meant = stem(word, language)
    for entries in beginning(meant[:HEAD]).values() if len(meant) >= HEAD else ():
        for entry in entries:
            (piece, starred), *others = entry.words
            own = entry.kind in "nav" and entry.language == language
            if own and not others and not starred and stem(piece, language) == meant:
                return entry
    return None


def mend(word: str, language: str) -> Entry | None:
    """Return the entry that `word` is one slip away from: a letter too many, missing, wrong, or swapped.

    Its first letter has to be right, and the longest piece of a word that is met so is taken. A common word is no slip
    of another one, but at its end, where its own forms differ.
    """
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - only where a word is unknown

    best: Entry | None = None
    common = is_common(word, language)
    for entry in _mendable(language, word[:1]):
        piece, starred = entry.words[0]
        if best is not None and len(piece) <= len(best.words[0][0]):
            continue
        endings = range(-1, 2) if starred else (0,)
        heads = {word[: len(piece) + more] if starred else word for more in endings}
        if starred and len(word) - len(piece) > LONGEST_ENDING:
            continue
        if common and not word.startswith(piece[:-LAST]):
            continue
        if any(OSA.distance(head, piece, score_cutoff=1) <= 1 for head in heads):
            best = entry
    return best


@lru_cache(maxsize=128)
def _mendable(language: str, letter: str) -> Sequence[Entry]:
    """Return the entries of one long word with this first letter: a slip makes another word of a shorter one."""
    entries = beginning(letter).values() if letter else ()
    return [
        entry
        for several in entries
        for entry in several
        if len(entry.words) == 1 and len(entry.words[0][0]) >= SHORTEST_MENDED and entry.language == language
    ]


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
    for size, entry in _met_by(word):
        if entry.language == language and _meets(entry, (word,), 0):
            return size + (size == len(word))
    return 0
