"""The stem of a Ukrainian word: Snowball has no Ukrainian, and a dictionary weighs fifteen megabytes.

Endings are cut off in four steps, the longest that fits, as long as a syllable is left: the reflexive (-ся), the
ending of a participle, adjective, verb or noun, the softness that stays behind it, and the suffix of a derived
word. Two words of one meaning come out alike more often than not; a stem is for comparing and no word to read.
Consonants and vowels that alternate are made one: рука, руці; Київ, Києва; ніч, ночі.
"""

from __future__ import annotations

import re

_VOWELS = "аеиіоуюяєї"
_SYLLABLE = re.compile(f"[{_VOWELS}]")
_REFLEXIVE = re.compile("(?:ся|сь)$")
_ENDINGS = tuple(
    sorted(
        """
        ими іми ього ого ому ьому ій ої им ім их іх ою ею єю ий ая яя ое єє уж юю ій
        увавши авши ивши івши ували увала увало ував увати ювати ують уєте уєш ує уємо
        ають яють ає яє аєш аємо аєте еш емо ете еть ють уть ить ять ать иш имо ите ишь
        ала ало али яла яло яли ила ило или іла іло іли ав яв ив ів їв
        ами ями ях ах ям ам ові еві єві ев єв ем єм ом ею єю ією ію ією ії ія їв ок
        іть іє іїв ій ей єю а я у ю о е є и і ї ь й
        """.split(),
        key=lambda ending: -len(ending),
    )
)
_DERIVED = re.compile("(?:ськ|зьк|цьк|ійськ|іянин|іян|янин|ість|ост|енн|анн|янн|уван|юван|ов|ев|єв|ів|їв|йов|ец|ц)$")
_OF_PLURAL = ("ів", "їв", "ев", "єв", "ові", "еві", "єві")
"""Endings that may as well belong to the stem of a short word: Київ, Львів."""
_SOFT = str.maketrans({"ґ": "г", "і": "о", "є": "е", "ї": "е", "ё": "е"})
_HARD = (("дж", "д"), ("зц", "з"), ("ж", "г"), ("ч", "к"), ("ш", "х"), ("щ", "ст"), ("ц", "к"))


def stem(word: str) -> str:
    """Return the stem of a normalised word; words that are short or not Cyrillic stay.

    >>> stem("солдатів") == stem("солдати"), stem("українського") == stem("українська"), stem("руці") == stem("рука")
    (True, True, True)
    """
    word = word.replace("'", "")
    if len(word) < 3 or not ("а" <= word[0] <= "я" or word[0] in "єії"):
        return word
    out = word
    shorter = _REFLEXIVE.sub("", out)
    if len(shorter) > 3 and _keeps(shorter):
        out = shorter
    for ending in _ENDINGS if len(word) > 3 else ():
        rest = out.removesuffix(ending)
        if rest != out and _keeps(rest) and (ending not in _OF_PLURAL or len(rest) >= 3):
            out = rest
            break
    out = out.rstrip("ьй'") or out
    if word.endswith("ень") and len(out) > 4:
        out = out[:-2] + "н"  # вересень, вересня
    cut = _DERIVED.sub("", out)
    of_people = out.endswith(("ійськ", "іян", "іянин"))  # російський, росіян: as Росія
    if cut != out and len(cut) >= (3 if of_people else 4) and _keeps(cut):
        out = cut.rstrip("ьйі") if _keeps(cut.rstrip("ьйі")) and len(cut) > 3 else cut
    if len(out) > 2 and out[-1] == out[-2]:
        out = out[:-1]
    return _alternated(out)


def _keeps(rest: str) -> bool:
    """Say whether what is left of a word is enough to know it by."""
    return len(rest) >= 2 and _SYLLABLE.search(rest) is not None


def _alternated(out: str) -> str:
    """Return a stem with the last consonant and the vowels that change from form to form written one way."""
    for soft, hard in _HARD:
        if out.endswith(soft) and len(out) > len(soft) + 1:
            out = out[: -len(soft)] + hard
            break
    return out[0] + out[1:].translate(_SOFT)
