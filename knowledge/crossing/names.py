"""The names of a library, found in Cyrillic: by its aliases, whatever their endings, else by how they sound.

"Зеленського" is the alias "Зеленський" with another ending; "Келлогом" sounds like the article's Kellogg. A name is met
by its sound where it begins with a capital and has four letters at least; beyond five, one sound may be wrong; the
vowels may be other ones where four consonants agree. Names of persons that the articles do not have stay unknown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from knowledge.crossing.language import in_cyrillic, words_of
from knowledge.crossing.letters import frame, sound, stem
from knowledge.lexicon import look_up
from knowledge.values import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.collection import Collection
    from knowledge.crossing.language import Word

MOST_NAMES = 20_000
"""Names of a large library that are looked at, the most frequent ones."""
SHORTEST_SOUND = 4
SHORTEST_FRAME = 4
ONE_WRONG = 5
"""Sounds from which one may be wrong."""

_OF_NAMES = ("ійськ", "ийск", "івськ", "овск", "інськ", "инск", "анськ", "анск", "ськ", "ск")
"""What makes an adjective of a name."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a library, made ready to be found."""

    aliases: Mapping[str, Mapping[str, Sequence[tuple[tuple[str, ...], str]]]]
    """Language → first stem of aliases → the other stems of each and how the article writes it, the longest first."""
    sounds: Mapping[str, str]
    """Sound → the name that sounds so."""
    frames: Mapping[str, str]
    _by_letter: dict[str, list[str]] = field(default_factory=dict, init=False, compare=False, repr=False)
    """First letter → the sounds that may have one wrong."""

    def __post_init__(self) -> None:
        for said in self.sounds:
            if len(said) >= ONE_WRONG:
                self._by_letter.setdefault(said[0], []).append(said)

    def find(self, words: Sequence[Word], at: int, language: str, *, exactly: bool = False) -> tuple[str, int] | None:
        """Return the name that the words from `at` on are, and how many they are; None where they are none.

        `exactly`: no sound may be another one. Berlin, which the table knows, is no misspelt Berdin.
        """
        for known in dict.fromkeys((language, *self.aliases)):
            for others, meant in self.aliases[known].get(stem(words[at].plain, known), ()):
                size = 1 + len(others)
                if not others or others == tuple(stem(word.plain, known) for word in words[at + 1 : at + size]):
                    return meant, size
        heard = self.hear(words[at], language, exactly=exactly)
        return (heard, 1) if heard else None

    def hear(self, word: Word, language: str, *, exactly: bool = False) -> str | None:
        """Return the name that a word with a capital sounds like, or None."""
        return self._heard(word, language, exactly=exactly) if word.text[:1].isupper() else None

    def misheard(self, word: Word, language: str, *, exactly: bool = False) -> str | None:
        """Return the name that a word of small letters, which nobody knows, sounds like, or None."""
        return self._heard(word, language, exactly=exactly)

    def _heard(self, word: Word, language: str, *, exactly: bool) -> str | None:
        for spelt in dict.fromkeys((stem(word.plain, language), word.plain)):
            said = sound(spelt)
            if len(said) < SHORTEST_SOUND:
                continue
            if said in self.sounds:
                return self.sounds[said]
            if exactly:
                continue
            bare = frame(said)
            if len(bare) >= SHORTEST_FRAME and bare in self.frames:
                return self.frames[bare]
            near = self._near(said)
            if near:
                return near
        return None

    def behind(self, word: Word, language: str) -> str | None:
        """Return the name that an adjective is made of ("ньюкаслський": Newcastle), or None."""
        made = stem(word.plain, language)
        for suffix in _OF_NAMES:
            if made.endswith(suffix):
                said = sound(made.removesuffix(suffix))
                if len(said) >= SHORTEST_SOUND and said in self.sounds:
                    return self.sounds[said]
        return None

    def _near(self, said: str) -> str | None:
        if len(said) < ONE_WRONG:
            return None
        from rapidfuzz.distance import OSA  # noqa: PLC0415 - only where nothing else is met

        for other in self._by_letter.get(said[0], ()):
            if OSA.distance(said, other, score_cutoff=1) <= 1:
                return self.sounds[other]
        return None


def names_of(collection: Collection) -> Names:
    """Return the names of the articles, with the Cyrillic aliases of the library."""
    aliases: dict[str, dict[tuple[str, ...], str]] = {"uk": {}, "ru": {}}
    for meant, spellings in collection.library.aliases.items():
        for spelling in spellings:
            if in_cyrillic(spelling):
                for language, found in aliases.items():
                    found.setdefault(tuple(stem(word.plain, language) for word in words_of(spelling)), meant)
    sounds: dict[str, str] = {}
    frames: dict[str, str] = {}
    for written in _written(collection):
        said = sound(written)
        if len(said) >= SHORTEST_SOUND:
            sounds.setdefault(said, written)
            frames.setdefault(frame(said), written)
    for language, found in aliases.items():
        for key, meant in found.items():
            if len(key) == 1 and len(said := sound(stem(key[0], language))) >= SHORTEST_SOUND:
                sounds.setdefault(said, meant)
    return Names({language: _by_first(found) for language, found in aliases.items()}, sounds, frames)


def _by_first(aliases: Mapping[tuple[str, ...], str]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Return the aliases by their first stems, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for (first, *others), meant in sorted(aliases.items(), key=lambda alias: len(alias[0]), reverse=True):
        found.setdefault(first, []).append((tuple(others), meant))
    return found


def _written(collection: Collection) -> Iterator[str]:
    """Yield the names of the articles as they are written; of an archive the most frequent ones."""
    if collection.archive:
        yield from collection.archive.frequent_names(collection.vocabulary, MOST_NAMES)
        return
    for homes in collection.articles.values():
        for home in homes:
            for sentence in home.sentences:
                for token in sentence.tokens:
                    written = sentence.text[token.start : token.end].split("’")[0].split("'")[0]
                    if not written[:1].isupper() or not written.isalpha():
                        continue
                    if collection.vocabulary.is_name(token.term) or _is_no_word(token.word):
                        yield written


def _is_no_word(word: str) -> bool:
    """Say whether English has no such word but as a name: what begins a sentence may have a capital for that alone."""
    return look_up(word).parts[:1] in ("", "N")
