"""In which language a text is written: by its script and its commonest words, and where these do not tell by a library.

English is what a text is taken for until something speaks against it, so that a headline or a name is no other
language. Nothing is loaded for an English text. Of languages without a table the library py3langid (an extra) knows
which they are; without it they are read by their words alone, as what their script may be.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from knowledge.english import STOP_WORDS
from knowledge.languages import ENGLISH
from knowledge.languages.analysis import TABLES, analysis_of
from knowledge.languages.frequency import RAREST, zipf
from knowledge.languages.spelling import normalise
from knowledge.lexicon import UNKNOWN as UNKNOWN_WORD
from knowledge.lexicon import look_up

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from knowledge.languages.analysis import Analysis
    from knowledge.tokenizer import Token

READ = 4000
"""Characters of a text that are looked at: the language of a longer one is plain by then."""
_WORD = re.compile(r"[^\W\d_][\w\u0300-\u036f]*(?:['’ʼ][^\W\d_]+)*")
ENGLISH_SHARE = 0.2
"""Share of English stop words from which a text is English: English has 45 % of them, German and Dutch 8 %."""
ENGLISH_WORDS = 0.65
"""Share of words that the English table has from which a text without stop words is English: others have 20 to 57 %."""
LEAST_WORDS = 12
"""Words of Latin letters below which a text in no known language is taken for English: a name, a headline."""
LEAST_SHARE = 0.15
"""Share of a language's stop words from which a text is in it; the right one has 35 to 50 %."""
STOP_WORD = 6.5
"""Zipf frequency of a stop word; the tables of frequencies have most of them, but not each form."""
UNKNOWN = "und"
"""ISO 639-2's code of an undetermined language."""

_SCRIPTS = {
    "cyrillic": "\u0400-\u052f", "greek": "\u0370-\u03ff\u1f00-\u1fff", "armenian": "\u0530-\u058f",
    "hebrew": "\u0590-\u05ff", "arabic": "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff", "devanagari": "\u0900-\u097f",
    "georgian": "\u10a0-\u10ff", "hangul": "\u1100-\u11ff\uac00-\ud7af",
    "unspaced": "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff",
}  # fmt: skip
"""Script → its letters; `unspaced` are those that set no spaces between words."""
_PATTERNS = {name: re.compile(f"[{letters}]") for name, letters in _SCRIPTS.items()}
_OF_SCRIPT = {"greek": "el", "armenian": "hy", "hebrew": "he", "arabic": "ar", "devanagari": "hi", "georgian": "ka",
              "hangul": "ko"}  # fmt: skip
"""The language that a script is most likely of, where no library says."""
_CYRILLIC_TABLES = ("ru", "uk")
_OWN_LETTERS = {"uk": "іїєґ", "ru": "ыэъё"}
"""Letters that one language has and its neighbour has not."""


def script_of(text: str) -> str:
    """Return the script of most letters of `text`: latin, cyrillic, …, `unspaced`; latin where it has no letters.

    >>> script_of("Де Сили?"), script_of("東京"), script_of("1550")
    ('cyrillic', 'unspaced', 'latin')
    """
    if text.isascii():
        return "latin"
    letters = sum(c.isalpha() for c in text)
    counts = {name: len(pattern.findall(text)) for name, pattern in _PATTERNS.items()}
    most = max(counts, key=lambda name: counts[name])
    return most if 2 * counts[most] > letters or (most == "unspaced" and 3 * counts[most] > letters) else "latin"


def language_of(text: str) -> str:
    """Return the language that an article's `text` is written in (ISO 639-1); `und` where nothing tells.

    >>> language_of("War ends"), language_of("Сили оборони просунулися на кілька кілометрів.")
    ('en', 'uk')
    """
    text = text[:READ]
    script = script_of(text)
    if script == "latin":
        return _latin(text)
    if script == "cyrillic":
        return _cyrillic(text) or _by_library(text) or UNKNOWN
    if script == "unspaced":
        return UNKNOWN
    return _by_library(text) or _OF_SCRIPT[script]


def language_asked(text: str, among: frozenset[str]) -> str:
    """Return which of the languages `among` a short text, a question, is written in; its own where it is none of them.

    A question is short, so the words of each language are weighed by how common they are in it. English is what is
    left where none of them speaks for another.
    """
    script = script_of(text)
    if script == "cyrillic" or _asks_in_cyrillic(text):
        found = _cyrillic(text, sure=False)
        fitting = sorted(c for c in among if c in _CYRILLIC_TABLES)
        return found or (fitting[0] if fitting else "ru")
    if script != "latin":
        return _OF_SCRIPT.get(script, UNKNOWN)
    if "¿" in text and "es" in among:
        return "es"
    words = [normalise(w) for w in _WORD.findall(text)]
    commonness = {ENGLISH: _mean(max(RAREST, look_up(word.partition("'")[0]).zipf) for word in words)}
    for code in sorted(among):
        if code in TABLES and code not in _CYRILLIC_TABLES:
            commonness[code] = _mean(_common(token, analysis_of(code)) for token in analysis_of(code).tokenize(text))
    return max(commonness, key=lambda code: (commonness[code], code == ENGLISH))


def _common(token: Token, analysis: Analysis) -> float:
    if token.word in analysis.stop_words:
        return STOP_WORD
    return RAREST if token.term[len(analysis.prefix) :][:1].isdigit() else zipf(token.term)


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / (len(found) or 1)


def _asks_in_cyrillic(text: str) -> bool:
    """Say whether Cyrillic words make a question of Latin names ("Кто основал McKinsey & Company?")."""
    if text.isascii():
        return False
    words = {normalise(w) for w in _WORD.findall(text)}
    return any(words & analysis_of(code).stop_words for code in _CYRILLIC_TABLES)


def _latin(text: str) -> str:
    words = [normalise(w) for w in _WORD.findall(text)]
    own = _share(words, STOP_WORDS)
    if own >= ENGLISH_SHARE or len(words) < LEAST_WORDS:
        return ENGLISH
    shares = {
        code: _share([*words, *_elided(words)], analysis_of(code).stop_words)
        for code in TABLES
        if code not in _CYRILLIC_TABLES
    }
    best = max(shares, key=lambda code: shares[code])
    if shares[best] >= LEAST_SHARE and shares[best] > 1.5 * own:
        found = _by_library(text) if shares[best] < 2 * LEAST_SHARE else None  # Portuguese looks much like Spanish
        return found or best
    if sum(look_up(word) is not UNKNOWN_WORD for word in words) >= ENGLISH_WORDS * len(words):
        return ENGLISH  # a list, a table: English words without English grammar
    return _by_library(text) or ENGLISH


def _cyrillic(text: str, *, sure: bool = True) -> str | None:
    """Return Ukrainian or Russian, whichever fits; None where it is as likely another language, if that is asked."""
    counts = Counter(text.casefold())
    letters = {code: sum(counts[c] for c in own) for code, own in _OWN_LETTERS.items()}
    words = [normalise(w) for w in _WORD.findall(text)]
    shares = {code: _share(words, analysis_of(code).stop_words) for code in _CYRILLIC_TABLES}
    best = max(_CYRILLIC_TABLES, key=lambda code: (letters[code], shares[code]))
    if not sure and letters["uk"] == letters["ru"]:
        best = max(_CYRILLIC_TABLES, key=lambda code: shares[code])
        return best if shares["uk"] != shares["ru"] else None
    if sure and len(words) >= LEAST_WORDS and max(shares.values()) < LEAST_SHARE:
        return None
    return best


def _share(words: list[str], stop_words: frozenset[str]) -> float:
    return sum(word in stop_words for word in words) / (len(words) or 1)


def _elided(words: list[str]) -> list[str]:
    """Return what an apostrophe ties to the next word ("l" of "l'eau"): common in French, no stop word otherwise."""
    return [word.partition("'")[0] for word in words if "'" in word]


def _by_library(text: str) -> str | None:
    """Return the language that py3langid finds; None where it is not installed."""
    identify = _library()
    if identify is None:
        return None
    return str(identify(text)[0])


@cache
def _library() -> Callable[[str], tuple[str, float]] | None:
    try:
        from py3langid import classify  # noqa: PLC0415 - an extra, and numpy with it
    except ImportError:
        return None
    identify: Callable[[str], tuple[str, float]] = classify
    return identify
