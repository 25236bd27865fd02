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
from knowledge.shipped import lines_of, shipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from mmap import mmap

    from knowledge.crossing.language import Word

LONGEST_WORD = 40
"""Letters of the longest word that is looked up: the longest piece in the table has 19."""
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
def _rows(head: str) -> Mapping[str, Sequence[str]]:
    """Return what stands behind the first words, or first pieces of them, that begin with `head`, by these.

    Those of a tab at its end have exactly that piece. The table is sorted and searched as bytes, and a row is parsed
    when a word meets it: what no question asks for never is.
    """
    table, key = _table(), head.encode("utf-8", "surrogatepass")
    start, end = lines_of(table, key)
    found: dict[str, list[str]] = {}
    for line in table[start:end].decode().split("\n")[:-1]:
        piece, _, row = line.partition("\t")
        found.setdefault(piece, []).append(row)
    return found


@cache
def _table() -> bytes | mmap:
    return shipped("crossing.words.tsv")


def _entry(piece: str, row: str) -> Entry:
    marks, english, *others = row.split("\t")
    words = [(piece, len(marks) > MARKS)]
    words += [(word.rstrip("*"), word.endswith("*")) for other in others for word in other.split()]
    return Entry(english, marks[2], marks[:2], tuple(words))


def all_entries() -> Iterator[Entry]:
    """Yield every entry of the table, sorted by its first piece."""
    return (_entry(piece, row) for piece, rows in _rows("").items() for row in rows)


@lru_cache(maxsize=4096)
def _met_by(word: str) -> tuple[Entry, ...]:
    """Return the entries whose first word a plain `word` is, the longest piece first."""
    by_piece = _rows(word[:HEAD]) if len(word) >= HEAD else {}
    found = []
    for size in range(len(word), 0, -1):
        piece = word[:size]
        rows = by_piece.get(piece) if size >= HEAD else _rows(f"{piece}\t").get(piece)
        if rows:
            more = len(word) - size
            found += [_entry(piece, row) for row in rows if more <= (LONGEST_ENDING if row[MARKS] == "*" else 0)]
    return tuple(found)


@lru_cache(maxsize=4096)
def _ways_on(word: str, language: str) -> dict[str, tuple[Met, ...]]:
    """Return the entries that a plain `word` begins, by the first letter of their second word, the best first.

    Under none is the one of this word alone that is best.
    """

    def rank(entry: Entry) -> tuple[int, bool, int, bool]:
        piece, starred = entry.words[0]
        return len(entry.words), entry.language == language, len(piece), not starred

    found: dict[str, tuple[Met, ...]] = {}
    for entry in sorted(_met_by(word), key=rank, reverse=True):  # ties stay in order
        size = len(entry.words)
        letter = entry.words[1][0][:1] if size > 1 else ""
        if letter or not found.get(letter):
            found[letter] = (*found.get(letter, ()), Met(entry, size))
    return found


def look_up(words: Sequence[str], at: int, language: str) -> Met | None:
    """Return the entry that the plain `words` from `at` on are best met by, or None."""
    if len(words[at]) > LONGEST_WORD:
        return None
    ways = _ways_on(words[at], language)
    if at + 1 < len(words):
        for met in ways.get(words[at + 1][:1], ()):
            if _goes_on(met.entry, words[at + 1 : at + met.size]):
                return met
    alone = ways.get("")
    return alone[0] if alone else None


def _goes_on(entry: Entry, words: Sequence[str]) -> bool:
    """Say whether `words` are those of an entry after its first."""
    if len(words) < len(entry.words) - 1:
        return False
    for (piece, starred), word in zip(entry.words[1:], words, strict=True):
        if not word.startswith(piece) or len(word) - len(piece) > (LONGEST_ENDING if starred else 0):
            return False
    return True


def by_changed_stem(word: str, language: str) -> Entry | None:
    """Return the entry of a Ukrainian word whose last consonant its case has changed ("атаці" is of "атака")."""
    unchanged = _CHANGED.get(word[-2:]) if language == "uk" else None
    met = look_up((word[:-2] + unchanged,), 0, language) if unchanged and len(word) > HEAD else None
    return met.entry if met and met.entry.language == language else None


def by_stem(word: str, language: str) -> Entry | None:
    """Return the entry of a word that the table has with another ending."""
    meant = stem(word, language)
    for piece, rows in _rows(meant[:HEAD]).items() if len(meant) >= HEAD else ():
        for row in rows:
            inflected = row[MARKS - 1] in "nav" and row[MARKS] != "*"
            if inflected and _is_one_word(row, language) and stem(piece, language) == meant:
                return _entry(piece, row)
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
        more = len(word) - len(piece)
        if more < -1 or more > (LONGEST_ENDING if starred else 1):
            continue
        if best is not None and len(piece) <= len(best.words[0][0]):
            continue
        if common and not word.startswith(piece[:-LAST]):
            continue
        half = len(piece) // 2
        if not word.startswith(piece[:half]) and piece[half + 1 :] not in word:  # one slip leaves either as it is
            continue
        heads = {word[: len(piece) + by] for by in range(-1, 2)} if starred else (word,)
        if any(OSA.distance(head, piece, score_cutoff=1) <= 1 for head in heads):
            best = entry
    return best


@lru_cache(maxsize=128)
def _mendable(language: str, letter: str) -> Sequence[Entry]:
    """Return the entries of one long word with this first letter: a slip makes another word of a shorter one."""
    return [
        _entry(piece, row)
        for piece, rows in (_rows(letter).items() if letter else ())
        if len(piece) >= SHORTEST_MENDED
        for row in rows
        if _is_one_word(row, language)
    ]


def _is_one_word(row: str, language: str) -> bool:
    return row.startswith(language) and row.count("\t") == 1


def language_of(text: str) -> str:
    """Return "uk" or "ru" for a question in Cyrillic letters: by its letters, else by whose words it has.

    >>> language_of("Хто такий Келлог?"), language_of("Кто такой Келлог?"), language_of("Курск")
    ('uk', 'ru', 'ru')
    """
    return by_letters(text) or by_words(words_of(text))


def by_words(words: Iterable[Word]) -> str:
    """Return "uk" or "ru" by whose words the table has: by their letters, for longer words are a language's own."""
    plain = [word.plain for word in words if len(word.plain) <= LONGEST_WORD]
    return max(LANGUAGES, key=lambda language: sum([_own(word, language) for word in plain]))


@lru_cache(maxsize=4096)
def _own(word: str, language: str) -> int:
    """Return how many letters of `word` the table has in this language: all of them where it is there as it stands."""
    for entry in _met_by(word):
        if entry.language == language and len(entry.words) == 1:
            size = len(entry.words[0][0])
            return size + (size == len(word))
    return 0
