"""How a word is written, made one: accents, apostrophes, ё and ґ, letters of a wrong script that look right.

A Latin "o" in a Cyrillic word is how a keyboard, a scan or a trick writes it; a reader sees no difference, so neither
does the search. The article's own text is never altered.
"""

from __future__ import annotations

import re
import unicodedata

_ALIKE_LATIN = "aceopxyijhkmtb"
_ALIKE_CYRILLIC = "асеорхуіјһкмтв"
_TO_CYRILLIC = str.maketrans(_ALIKE_LATIN, _ALIKE_CYRILLIC)
_TO_LATIN = str.maketrans(_ALIKE_CYRILLIC, _ALIKE_LATIN)
_LATIN = re.compile(r"[a-z]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_SAME = str.maketrans(
    {"ё": "е", "ґ": "г", "’": "'", "ʼ": "'", "`": "'", "‘": "'", "´": "'"}
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060", "")
)
_STRESS = "\u0300\u0301"


def normalise(text: str) -> str:
    """Return a word in the form in which words of other languages are compared; accents of Latin letters stay.

    >>> normalise("Ґанок"), normalise("П’ять"), normalise("М\u043e\u0301сква"), normalise("cол\u044c")
    ('ганок', "п'ять", 'москва', 'соль')
    """
    word = unicodedata.normalize("NFC", text.casefold()).translate(_SAME)
    if word.isascii() or not _CYRILLIC.search(word):
        return word
    if any(mark in word for mark in _STRESS):
        word = "".join(c for c in word if c not in _STRESS)
    return _one_script(word) if _LATIN.search(word) else word


def _one_script(word: str) -> str:
    """Return a word of two scripts in the one that most of its letters are of, where all the others look alike."""
    cyrillic, latin = len(_CYRILLIC.findall(word)), len(_LATIN.findall(word))
    mended = word.translate(_TO_CYRILLIC if cyrillic >= latin else _TO_LATIN)
    return word if _LATIN.search(mended) and _CYRILLIC.search(mended) else mended


def plain(word: str) -> str:
    """Return a word without its accents; the letters of other scripts than Latin stay as they are.

    >>> plain("después"), plain("łódź"), plain("київ")
    ('despues', 'lodz', 'київ')
    """
    if word.isascii() or _CYRILLIC.search(word):
        return word
    apart = unicodedata.normalize("NFKD", word.replace("ł", "l").replace("ß", "ss").replace("ø", "o"))
    return "".join(c for c in apart if not unicodedata.combining(c)) or word
