"""Text in a language with a table: its tokens, their terms, its sentences. English has `knowledge.tokenizer`.

A term carries its language ("ru:солдат"): one index holds articles in any number of languages, and a word of one is
never met by a word of another that is written alike.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING
from unicodedata import decimal

from knowledge.languages import base
from knowledge.languages.spelling import normalise, plain
from knowledge.languages.table import Language
from knowledge.tokenizer import Token
from knowledge.types import Span

if TYPE_CHECKING:
    from collections.abc import Callable

TABLES = ("de", "es", "fr", "pl", "ru", "uk")
"""The languages that have a table; a new one is named here."""
_SNOWBALL = {
    "ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "cs": "czech", "da": "danish", "nl": "dutch",
    "et": "estonian", "fi": "finnish", "el": "greek", "hi": "hindi", "hu": "hungarian", "id": "indonesian",
    "ga": "irish", "it": "italian", "lt": "lithuanian", "ne": "nepali", "no": "norwegian", "nb": "norwegian",
    "nn": "norwegian", "fa": "persian", "pt": "portuguese", "ro": "romanian", "sr": "serbian", "sv": "swedish",
    "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
"""Languages without a table whose endings Snowball knows."""
SHORTEST = 4
"""Letters from which a word of a language without a table is searched for."""

_WITHIN = "\u00ad\u0300-\u036f\u200b-\u200d\u2060"
"""Signs within a word that are no letters: soft hyphens, accents of their own, spaces and joiners of no width."""
_TOKEN = re.compile(
    r"(?P<acronym>(?<!\w)(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?)"
    r"|(?P<number>\d{1,3}(?:[\u00a0\u202f\u2009 ]\d{3})+(?:,\d+)?(?!\w)|\d+(?:[.,]\d+)*(?!\w))"
    rf"|(?P<word>[^\W_\u00ad][\w{_WITHIN}]*(?:['’ʼ`‘´](?=[^\W\d_])[\w{_WITHIN}]+)*)"
)
_GROUPED = re.compile(r"\d{1,3}(?:[.,\s]\d{3})+(?:[.,]\d+)?")
_ELISION = re.compile(r"([^\W\d_]+)['’ʼ`‘´]")
_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…؟।]++[\"”’')\]»“]*+(?=\s|$)|\n{2,}")
_NEXT = re.compile(r"\S")
_OPENING = "\"“‘'([«„–—-"


class Analysis:
    """The reading of one language, built once of its table."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.prefix = f"{language.code}:"
        self._stem = _stemmer(language.stemmer)
        self.numbers = _numbers(language.numbers)
        self.stop_words = frozenset(normalise(word) for word in language.stop_words.split())
        if not self.stop_words:
            self.stop_words = _Short()
        self.abbreviations = frozenset(normalise(word) for word in language.abbreviations.split())
        self.closing = frozenset(normalise(word) for word in language.closing.split())
        self.elisions = frozenset(language.elisions.split())
        self.stem = lru_cache(maxsize=65536)(self._stem_of)
        self.terms = lru_cache(maxsize=256)(self._terms_of)

    def _stem_of(self, word: str) -> str:
        return self.numbers.get(word) or plain(self._stem(word)) or word

    def term(self, word: str) -> str:
        """Return the term of a normalised word."""
        return self.prefix + self.stem(word)

    def _terms_of(self, words: str) -> frozenset[str]:
        """Return the terms of the words of a table's field."""
        return frozenset(self.term(normalise(word)) for word in words.split() if "_" not in word)

    def tokenize(self, text: str) -> tuple[Token, ...]:
        """Return the tokens of `text` in order, their offsets in code points."""
        return tuple(token for match in _TOKEN.finditer(text) for token in self._tokens(match))

    def _tokens(self, match: re.Match[str]) -> tuple[Token, ...]:
        start, end = match.span()
        written = match.group()
        if match.lastgroup == "number":
            digits = _digits(written if written.isascii() else _western(written))
            return (Token(start, end, digits, self.prefix + digits),)
        if match.lastgroup == "acronym":
            written = written.replace(".", "")
        elided = _ELISION.match(written) if self.elisions else None
        if elided and elided[1].casefold() in self.elisions:
            at = start + elided.end()
            first = normalise(elided[1])
            word = normalise(written[elided.end() :])
            return (Token(start, at, first, self.prefix + first), Token(at, end, word, self.term(word)))
        word = normalise(written)
        return (Token(start, end, word, self.term(word)),)

    def sentences(self, text: str) -> tuple[Span, ...]:
        """Return the sentences of `text` in order, without the spaces around them; together they cover all words."""
        spans: list[Span] = []
        start = 0
        for match in _SENTENCE_END.finditer(text):
            if match.group().startswith("\n") or self._ends(text, start, match):
                _add(spans, text, start, match.end())
                start = match.end()
        _add(spans, text, start, len(text))
        return tuple(spans)

    def _ends(self, text: str, start: int, match: re.Match[str]) -> bool:  # noqa: PLR0911 - a table in words
        following = _NEXT.search(text, match.end())
        if following is None:
            return True
        after = following.group()
        if match.group()[0] != "." or match.group().startswith(".."):
            return not after.islower()
        if after.islower() or after in ",;:":
            return False
        words = text[max(start, match.start() - 24) : match.start()].split()
        last = normalise(words[-1].lstrip(_OPENING)) if words else ""
        if last in self.closing and (len(last) > 1 or (words[-2:-1] and words[-2][-1:].isdigit())):
            return after.isupper() or after in _OPENING  # "in 1999 г. Москва …", but "из г. Москва"
        if len(last) == 1 and last.isalpha():
            return False
        if last.isdigit() and self.language.ordinals and len(last) <= 2:
            return False
        return last not in self.abbreviations


class _Short(frozenset[str]):
    """The stop words of a language that has no table: its short words, which carry the grammar in most."""

    __slots__ = ()

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and len(word) < SHORTEST and word.isalpha()


@cache
def analysis_of(code: str) -> Analysis:
    """Return the reading of a language; without a table it is by words, with Snowball's stems where it has any."""
    code = base(code)
    if code in TABLES:
        language: Language = import_module(f"knowledge.languages.{code}").LANGUAGE
        return Analysis(language)
    return Analysis(Language(code, code, _SNOWBALL.get(code, "")))


def _stemmer(name: str) -> Callable[[str], str]:
    if not name:
        return str
    if name == "ukrainian":
        from knowledge.languages.ukrainian_stems import stem as ukrainian  # noqa: PLC0415 - for Ukrainian only

        return ukrainian
    import Stemmer  # noqa: PLC0415 - only when the first word is met

    try:
        stem: Callable[[str], str] = Stemmer.Stemmer(name, 0).stemWord
    except KeyError:  # an older Snowball: the words themselves still match
        return str
    return stem


def _numbers(table: str) -> dict[str, str]:
    """Return number word → digits."""
    rows = (row.split() for row in table.split(";"))
    return {normalise(word): digits for digits, *words in filter(None, rows) for word in words}


def _digits(written: str) -> str:
    """Return a number without what groups its digits, its fraction behind a full stop.

    >>> _digits("1 550,5"), _digits("1.550"), _digits("3,5")
    ('1550.5', '1550', '3.5')
    """
    if _GROUPED.fullmatch(written):
        whole, mark, rest = written.rpartition(",") if re.search(r"[.\s].*,", written) else written.rpartition("\0")
        whole, rest = (whole, rest) if mark else (rest, "")
        digits = "".join(c for c in whole if c.isdigit())
        return f"{digits}.{rest}" if rest else digits
    return written.replace(",", ".")


def _western(written: str) -> str:
    """Return a number with the digits 0 to 9 for those of another script.

    >>> _western("١٢"), _western("4\xa0200")
    ('12', '4\xa0200')
    """
    return "".join(str(decimal(c)) if c.isdecimal() else c for c in written)


def _add(spans: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    if piece.strip():
        spans.append(Span(start + left, start + len(piece.rstrip())))
