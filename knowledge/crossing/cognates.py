"""International words: "консультация" is "consultation", though no table has it.

What both languages took from Greek, Latin or French is spelt letter by letter in a few ways, and ends in one of a few
pairs of endings ("-ация", "-ation"). All spellings that begin an English word are followed, and the commonest English
word that is spelt so to its end is the one that is meant. No word of other roots is met but by chance: five letters
have to agree besides the ending.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from knowledge.lexicon import look_up, words_with

SHORTEST = 5
"""Letters before the ending that have to agree; four where there is a pair of endings."""
LONG = 8
LEAST = 2.2
"""Zipf frequency of an English word of LONG letters that may be meant: of rarer ones one is met by chance too often."""
LEAST_SHORT = 3.0
"""The same of a shorter one."""

_SPELT = {
    "а": "a", "б": "b bb", "в": "v w u", "г": "g h gg", "д": "d dd", "е": "e ae he ye", "ж": "g j s", "з": "s z",
    "и": "i y e hi ie", "й": "i y", "к": "c k ch ck q cc", "л": "l ll", "м": "m mm", "н": "n nn", "о": "o oa au",
    "п": "p pp", "р": "r rr rh", "с": "s c ss sc", "т": "t th tt", "у": "u oo ou w", "ф": "f ph ff th", "х": "h ch kh",
    "ц": "c z t", "ч": "ch c", "ш": "sh sch ch", "ы": "y i", "э": "e ae he", "ю": "u iu", "я": "ia a ya", "і": "i y",
    "ї": "i", "є": "e", "щ": "sch", "ъ": "", "ь": "",
}  # fmt: skip
_SPELT_TOGETHER = {"кс": ("x", "cc", "ks"), "кз": ("x",), "дж": ("j", "g", "dg"), "кв": ("qu", "kv"),
                   "ей": ("ey", "ei"), "уа": ("ua", "oi"), "ау": ("au", "ow")}  # fmt: skip


class Meant(NamedTuple):
    """An English word that a loan word is."""

    english: str
    kind: str
    """A letter of the table."""


_INFLECTED = {
    "uk": "ами ями ого ому ими ої ою ій ий ім их ів ам ям ах ях ем ом ею єю ей ью а я у ю і ї и е о ь й".split(),
    "ru": "ами ями ого его ому ему ыми ими ой ый ий ая ое ее ые ие ую юю ых их ым им ов ев ам ям ах ях ом ем ою "
    "ею ей ью а я у ю е ы и о ь й".split(),
}
_PAIRS: tuple[tuple[tuple[str, ...], tuple[str, ...], str], ...] = (
    (("изаци", "изац", "ізаці", "ізац"), ("ization",), "n"),
    (("аци", "аці", "ац", "яци", "яці", "иаци", "іаці"), ("ation", "iation"), "n"),
    (("кци", "кці", "кц"), ("ction", "xion"), "n"),
    (("ици", "иці", "ици", "еци"), ("ition",), "n"),
    (("ци", "ці", "ц"), ("tion", "cy", "ce"), "n"),
    (("сси", "сі", "си", "зи", "зі"), ("ssion", "sion", "sy", "sia"), "n"),
    (("изировать", "изирова", "изиру", "ізува", "ізу"), ("ize",), "v"),
    (("ировать", "ирова", "иру", "ирован", "ювати", "ювал", "ува", "ував", "увал", "ован", "ює", "ирующ"),
     ("ate", "e", "", "ize", "y", "ify"), "v"),
    (("ическ", "ичн", "ічн", "ическ", "ичеськ"), ("ic", "ical"), "a"),
    (("ональн",), ("onal",), "a"),
    (("иальн", "іальн", "иярн"), ("ial",), "a"),
    (("альн", "уальн"), ("al", "ual"), "a"),
    (("арн", "ярн"), ("ary", "ar"), "a"),
    (("ивн",), ("ive",), "a"),
    (("абельн", "ибельн"), ("able", "ible"), "a"),
    (("озн",), ("ous", "otic"), "a"),
    (("ичност", "ичніст"), ("icity",), "n"),
    (("альност", "альніст"), ("ality",), "n"),
    (("ивност", "ивніст"), ("ivity", "iveness"), "n"),
    (("ност", "ніст"), ("ity", "ness", "cy"), "n"),
    (("изм", "ізм"), ("ism",), "n"),
    (("истк", "іст", "ист"), ("ist",), "n"),
    (("истическ", "істичн", "истичн"), ("istic", "ist"), "a"),
    (("итет", "ітет"), ("ity",), "n"),
    (("ик", "ік"), ("ic", "ics", "ique", "ician"), "n"),
    (("ер", "ёр"), ("er", "re", "eur", "or"), "n"),
    (("тор",), ("tor", "ter"), "n"),
    (("ур",), ("ure",), "n"),
    (("ент",), ("ent",), "n"),
    (("аж",), ("age",), "n"),
    (("и", "і", "ії", "й"), ("y", "ia", "ies", "e", ""), "n"),
    (("н", "ськ", "ск"), ("", "e", "ic", "al", "ous", "ian", "ean", "ar"), "a"),
    (("ов",), ("", "e", "al"), "a"),
    (("к",), ("", "e", "a", "ette"), "n"),
    (("",), ("", "e", "a", "us", "um", "is", "y", "s", "on", "o"), "n"),
)  # fmt: skip
"""Endings without those of case and person → what English has for them, and the kind of word."""


@lru_cache(maxsize=4096)
def cognate(word: str, language: str) -> Meant | None:
    """Return the English word that a plain `word` is, or None.

    >>> cognate("консультации", "ru"), cognate("гіпотезою", "uk"), cognate("город", "ru")
    (Meant(english='consultation', kind='n'), Meant(english='hypothesis', kind='n'), None)
    """
    spellings = _spellings(word)
    for base in _bases(word, language):
        best: tuple[float, Meant] | None = None
        for theirs, ours, kind in _PAIRS:
            ending = next((e for e in theirs if base.endswith(e)), None)
            if ending is None or len(base) - len(ending) < SHORTEST - (len(ending) > 1):
                continue
            for spelt in spellings[len(base) - len(ending)]:
                for put in ours:
                    zipf = look_up(spelt + put).zipf
                    if zipf >= (LEAST if len(spelt + put) >= LONG else LEAST_SHORT) and (
                        best is None or zipf > best[0]
                    ):
                        best = (zipf, Meant(spelt + put, kind))
            if best is not None and ending:
                break
        if best is not None:
            return best[1]
    return None


def _bases(word: str, language: str) -> list[str]:
    """Return a word, and what is left of it without what may be its ending of case or person, the most first."""
    bare = [word[: -len(e)] for e in _INFLECTED[language] if word.endswith(e) and len(word) - len(e) >= SHORTEST]
    return [word, *sorted(bare, key=len, reverse=True)]


def _spellings(word: str) -> list[dict[str, tuple[int, int] | None]]:
    """Return the ways to spell the first letters of `word`, none to all of them, that English words begin with.

    Each with where these words stand in the table.
    """
    found: list[dict[str, tuple[int, int] | None]] = [{"": None}, *({} for _ in word)]
    for at in range(len(word)):
        for spelt, among in found[at].items():
            pair = word[at : at + 2]
            ways = [(put, 2) for put in _SPELT_TOGETHER.get(pair, ())]
            ways += [(put, 2) for put in _doubled(pair)]
            ways += [(put, 1) for put in _SPELT.get(word[at], "").split() or [""]]
            for put, size in ways:
                longer = spelt + put
                known = found[at + size]
                if longer not in known and (fewer := words_with(longer, among)):
                    known[longer] = fewer
    return found


def _doubled(pair: str) -> list[str]:
    """Return how a double letter is spelt: in English mostly single or double alike."""
    return _SPELT.get(pair[0], "").split() if len(pair) == 2 and pair[0] == pair[1] else []
