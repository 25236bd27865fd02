"""Which language a question in Cyrillic letters is in, and its words in the form in which they are compared.

Look-alikes are put right (a Latin "o" in a Cyrillic word, a Cyrillic "е" in a Latin one), stress marks and apostrophes
dropped, ё is е and ґ is г. Ukrainian and Russian are told apart by the letters that only one has; where that tells
nothing, the table of words does (`table.language_of`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

WORD = re.compile(r"\d+(?:[.,\u00a0 ]\d{3})+(?!\d)|\d+(?:[.,]\d+)*|[^\W\d_](?:['’ʼ`´\u0301-]?\w)*|[²³]")
"""A word, with hyphens and apostrophes inside, or a number, its thousands parted by a space or not."""
LONGEST_KEPT = 40
"""Letters of the longest word that is remembered as it was read: what strangers type would fill any memory."""
_ONLY_UKRAINIAN = frozenset("іїєґ")
_ONLY_RUSSIAN = frozenset("ыэъё")
_ALIKE = str.maketrans("aceopxyiABCEHIKMOPTXYkmt", "асеорхуіАВСЕНІКМОРТХУкмт")
"""Latin → the Cyrillic letter that looks like it."""
_ALIKE_BACK = str.maketrans("асеорхуіАВСЕНІКМОРТХУ", "aceopxyiABCEHIKMOPTXY")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[a-zA-Z]")
_APOSTROPHES = re.compile(r"['’ʼ`´]")


class Word(NamedTuple):
    """A word of a question, as it stands there."""

    start: int
    end: int
    text: str
    """With look-alikes put right."""
    plain: str
    """In the form in which words are compared."""


def in_cyrillic(text: str) -> bool:
    """Say whether `text` is written in Cyrillic letters: most of its words, or most letters of as many of both.

    >>> in_cyrillic("Що пише Reuters?"), in_cyrillic("Who is Зеленський?"), in_cyrillic("Курськ ISW")
    (True, False, True)
    """
    if not _CYRILLIC.search(text):
        return False
    words = [word for word in WORD.findall(text) if word[:1].isalpha()]
    cyrillic = [word for word in words if "\u0400" <= word[0] <= "\u04ff"]
    if len(cyrillic) * 2 != len(words):
        return len(cyrillic) * 2 > len(words)
    return sum(map(len, cyrillic)) * 2 > sum(map(len, words))


def by_letters(text: str) -> str | None:
    """Return "uk" or "ru" by the letters that only one of them has; None where there are none, or as many of both.

    >>> by_letters("Що сталося її силами?"), by_letters("Кто мы?"), by_letters("Хто це?")
    ('uk', 'ru', None)
    """
    lowered = text.casefold()
    ukrainian, russian = (sum([letter in lowered for letter in own]) for own in (_ONLY_UKRAINIAN, _ONLY_RUSSIAN))
    if ukrainian == russian:
        return None
    return "uk" if ukrainian > russian else "ru"


def plain(word: str) -> str:
    """Return `word` in the form in which words are compared.

    >>> plain("П’ЯТЬ"), plain("Ёлка"), plain("Ґанок")
    ('пять', 'елка', 'ганок')
    """
    composed = unicodedata.normalize("NFC", word).replace("\u0301", "").casefold()
    return _APOSTROPHES.sub("", composed).replace("ё", "е").replace("ґ", "г")


def is_common(word: str, language: str) -> bool:
    """Say whether a plain `word` is one of the commonest of its language, whatever its ending.

    >>> is_common("оказался", "ru"), is_common("солдти", "uk")
    (True, False)
    """
    from knowledge.languages.analysis import analysis_of  # noqa: PLC0415 - for words that nothing is known of
    from knowledge.languages.frequency import RAREST, zipf  # noqa: PLC0415 - likewise

    analysis = analysis_of(language)
    return zipf(f"{language}:{analysis.stem(word)}") > RAREST


def words_of(text: str) -> Iterator[Word]:
    """Yield the words and numbers of `text`."""
    for match in WORD.finditer(text):
        written = match.group()
        read = _read_short(written) if len(written) <= LONGEST_KEPT else _read(written)
        yield Word(match.start(), match.end(), *read)


def _read(written: str) -> tuple[str, str]:
    """Return a word in one script, and in the form in which it is compared."""
    word = _one_script(written)
    return word, plain(word)


@lru_cache(maxsize=4096)
def _read_short(written: str) -> tuple[str, str]:
    """Return the same, remembered: a question is read for its language and for its words, and readers use the same."""
    return _read(written)


def _one_script(word: str) -> str:
    """Return a word of both scripts in the one that most of its letters are of."""
    if not _LATIN.search(word) or not _CYRILLIC.search(word) or "-" in word:
        return word
    cyrillic, latin = len(_CYRILLIC.findall(word)), len(_LATIN.findall(word))
    if cyrillic >= latin:
        mended = word.translate(_ALIKE)
        return mended.replace("і", "и") if set(mended.casefold()) & _ONLY_RUSSIAN else mended
    return word.translate(_ALIKE_BACK)
