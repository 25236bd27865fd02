"""Cyrillic names in Latin letters, and one sound for all the ways in which a name is written.

`romanise` follows the table of the Ukrainian government (resolution 55 of 2010) for Ukrainian and the common one
(BGN/PCGN without diacritics) for Russian. `sound` is what "Zelenskiy", "Zelensky" and "Зеленського" have in common:
letters that the systems disagree on are one, double letters are single, endings are gone. It knows no language's
pronunciation beyond that.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_UKRAINIAN = dict(
    zip(
        "абвгґдежзиіклмнопрстуфхцчшщьєїйюя",
        "a b v h g d e zh z y i k l m n o p r s t u f kh ts ch sh shch - ie i i iu ia".split(),
        strict=True,
    )
)
_UKRAINIAN_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_RUSSIAN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya".split(),
        strict=True,
    )
)
_RUSSIAN_FIRST = {"е": "ye"}
"""At the beginning, and after a vowel."""
_VOWELS = "аеёиіїєоуыэюя"

_CYRILLIC_SOUNDS = dict(
    zip(
        "абвгґдежзиіклмнопрстуфхцчшщьєїйюяыэъё",
        "a b v g g d e Z z i i k l m n o p r s t u f g Q C S S - e i i u a i e - e".split(),
        strict=True,
    )
)
_LATIN_SOUNDS = (
    ("shch", "S"), ("dzh", "J"), ("sch", "S"), ("kh", "g"), ("zh", "Z"), ("sh", "S"), ("ch", "C"), ("ts", "Q"),
    ("tz", "Q"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("ye", "e"), ("ie", "e"), ("yo", "e"), ("yu", "u"),
    ("iu", "u"), ("ya", "a"), ("ia", "a"), ("stle", "sle"), ("ew", "u"), ("oo", "u"), ("ee", "i"), ("ou", "u"),
    ("x", "ks"), ("qu", "kv"), ("c", "k"), ("q", "k"), ("w", "v"), ("h", "g"), ("y", "i"), ("j", "J"), ("'", ""),
    ("’", ""),
)  # fmt: skip
_ENDINGS = {
    "uk": frozenset(
        """ами ями ові еві єві ого ому ими іми ий ій ої ою ею єю ів їв ей ам ям ах ях ом ем єм им ім их іх
        ював увати ються ється ають яють ують ити ати яти али или ала ило ала ив ав ість ості сть ти ть ли ла ло
        ння нні нню нням а я о е є и і ї у ю й ь""".split()
    ),
    "ru": frozenset(
        """ами ями ого его ому ему ыми ими ый ий ой ая яя ое ее ые ие ую юю ою ею ов ев ей ам ям ах ях ом ем
        ым им ых их иям иях ует уют ают яют ется ются ить ать ять али или ала ило ил ал ость ости сть ть ли ла ло
        ние ния нию нием нии а я о е ы и у ю й ь""".split()
    ),
}
_LONGEST_ENDING = max(len(ending) for endings in _ENDINGS.values() for ending in endings)
_SHORTEST = 3
"""Letters that have to stay."""


def romanise(word: str, language: str) -> str:
    """Return a Cyrillic word in Latin letters.

    >>> romanise("Згорани", "uk"), romanise("Большое", "ru"), romanise("Єнакієве", "uk")
    ('Zghorany', 'Bolshoye', 'Yenakiieve')
    """
    letters, first = (_RUSSIAN, _RUSSIAN_FIRST) if language == "ru" else (_UKRAINIAN, _UKRAINIAN_FIRST)
    out: list[str] = []
    before = ""
    for letter in word.casefold():
        opens = not before or (language == "ru" and before in _VOWELS)
        put = first[letter] if opens and letter in first else letters.get(letter, _other(letter))
        if language == "uk" and before == "з" and letter == "г":
            put = "gh"
        out.append("" if put == "-" else put)
        before = letter
    latin = "".join(out)
    return latin[:1].upper() + latin[1:] if word[:1].isupper() else latin


def _other(letter: str) -> str:
    """Return a letter that neither language has: as it is, or its name's where it is Cyrillic ("ў": short u)."""
    if not "\u0400" <= letter <= "\u052f":
        return letter
    name = unicodedata.name(letter, "x").rpartition(" ")[2].casefold()
    return name if name.isascii() and name.isalpha() else "x"


@lru_cache(maxsize=8192)
def stem(word: str, language: str) -> str:
    """Return a plain word without its ending: one of the longest that leave three letters.

    >>> stem("зеленського", "uk"), stem("кураховом", "ru"), stem("суджі", "uk")
    ('зеленськ', 'курахов', 'судж')
    """
    if len(word) > _SHORTEST + 2 and word.endswith(("ся", "сь")) and language == "ru":
        word = word[:-2]
    for size in range(min(_LONGEST_ENDING, len(word) - _SHORTEST), 0, -1):
        if word[-size:] in _ENDINGS[language]:
            return word[:-size]
    return word


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """Return what the spellings of a name have in common; endings are the caller's matter in Cyrillic.

    >>> sound("Zelenskiy"), sound("Zelensky"), sound("зеленськ"), sound("Kellogg"), sound("келлог")
    ('zelensk', 'zelensk', 'zelensk', 'kelog', 'kelog')
    """
    lowered = word.casefold()
    if any("\u0400" <= c <= "\u04ff" for c in lowered):
        joined = lowered.replace("дж", "J").replace("тс", "ц")
        said = "".join(_CYRILLIC_SOUNDS.get(c, c) for c in joined).replace("-", "")
    else:
        said = lowered
        for spelt, heard in _LATIN_SOUNDS:
            said = said.replace(spelt, heard)
        bare = said.rstrip("aeiou")
        said = bare if len(bare) >= _SHORTEST else said
    return "".join(c for i, c in enumerate(said) if i == 0 or c != said[i - 1])


def frame(said: str) -> str:
    """Return a sound without its vowels: what "Трамп" has in common with "Trump"."""
    return "".join(c for i, c in enumerate(said) if c not in "aeiou" or i == 0)
