"""From text to tokens and sentences, with offsets in code points.

A token is a word or a number. Matching sees its `term`: lower case, without accents, soft hyphens, possessive or
inflection ("Zelenskiy’s" and "zelenskiy" are one term, "fought" and "fight", "five" and "5"). The text itself is
never altered: `start` and `end` lead back to it. English; other languages are a later matter.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from knowledge.english import ABBREVIATIONS, IRREGULAR, NUMBER_WORDS, STOP_WORDS
from knowledge.types import Span

if TYPE_CHECKING:
    from collections.abc import Callable

_TOKEN = re.compile(
    r"(?P<acronym>(?<!\w)(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?)"
    r"|(?P<number>\d+(?:[.,]\d+)*(?!\w))"
    r"|(?P<word>[^\W_\u00ad][\w\u00ad\u0300-\u036f]*(?:['’ʼ](?!s\b)[^\W\d_]+)*)"
)
# a run is taken whole or not at all: tried again from each of its signs, 50,000 of them take a minute
SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]++[\"”’')\]»]*+(?=\s|$)|\n{2,}")
SHORT = 120
"""Characters of the longest text whose tokens are remembered: a question or a wording, no paragraph."""
LONGEST_PIECE = 40
"""Characters of the longest run without a space whose tokens are remembered: a word, no text without spaces."""
_NEXT = re.compile(r"\S")
_WORDS_TOO = frozenset({"sat", "sun", "wed", "mar"})
"""Abbreviations that in lower case are words: "on Sat. evening", but "in the sun. It rained."."""
_MAY_CLOSE = frozenset({"etc", "inc", "co", "corp", "ltd"})
"""Abbreviations that often stand last: a capital letter after them begins a sentence."""


class Token(NamedTuple):
    """A word or number of a text."""

    start: int
    end: int
    word: str
    """Normalised: lower case, without accents and soft hyphens."""
    term: str
    """What is matched: the word's stem, or a number's digits."""


@cache
def _stemmer() -> Callable[[str], str]:
    import Stemmer  # noqa: PLC0415 - only when the first word is met

    stem: Callable[[str], str] = Stemmer.Stemmer("english", 0).stemWord
    return stem


def stemmer_version() -> str:
    """Return which stemmer makes the terms: what another one made is not to be searched by this one's."""
    import Stemmer  # noqa: PLC0415 - only when it is needed

    return str(Stemmer.version())


def normalise(text: str) -> str:
    """Return `text` in the form in which words are compared.

    >>> normalise("Zürich’s")
    "zurich's"
    """
    lowered = text.casefold().replace("\u00ad", "")
    if lowered.isascii():
        return lowered
    plain = unicodedata.normalize("NFKD", lowered.replace("’", "'").replace("ʼ", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)) or lowered


@lru_cache(maxsize=65536)
def term_of(word: str) -> str:
    """Return the term of a normalised word.

    >>> term_of("fought"), term_of("soldiers"), term_of("five")
    ('fight', 'soldier', '5')
    """
    if word in NUMBER_WORDS:
        return NUMBER_WORDS[word]
    return _stemmer()(IRREGULAR.get(word, word))


def _token(match: re.Match[str]) -> Token:
    text = match.group()
    start, end = match.span()
    if match.lastgroup == "number":
        text = normalise(text)
        digits = text.replace(",", "") if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text) else text
        return Token(start, end, digits, digits)
    if match.lastgroup == "acronym":
        joined = normalise(text.replace(".", ""))
        word = "usa" if joined == "us" else joined
        return Token(start, end, word, word)
    if text in ("US", "USA"):
        return Token(start, end, "usa", "usa")
    word = normalise(text)
    return Token(start, end, word, term_of(word))


def tokenize(text: str) -> tuple[Token, ...]:
    """Return the tokens of `text` in order.

    >>> [t.term for t in tokenize("The U.S. lost 1,550 soldiers.")]
    ['the', 'usa', 'lose', '1550', 'soldier']
    """
    return _tokenize_short(text) if len(text) <= SHORT else _tokenize(text)


@lru_cache(maxsize=16384)
def _tokenize_short(text: str) -> tuple[Token, ...]:
    """Return the same, remembered: the wordings of cards are read more than once."""
    return _tokenize(text)


def _tokenize(text: str) -> tuple[Token, ...]:
    # no token has a space, nor looks beyond one: what stands between two spaces is read once, wherever it stands
    tokens: list[Token] = []
    at = 0
    for piece in text.split(" "):
        for start, end, word, term in _read_piece(piece) if len(piece) <= LONGEST_PIECE else _read(piece):
            tokens.append(_new(Token, (at + start, at + end, word, term)))
        at += len(piece) + 1
    return tuple(tokens)


def _read(text: str) -> tuple[Token, ...]:
    return tuple(_token(m) for m in _TOKEN.finditer(text))


_read_piece = lru_cache(maxsize=32768)(_read)
_new = tuple.__new__


def content_terms(tokens: tuple[Token, ...]) -> tuple[str, ...]:
    """Return the terms of `tokens` without stop words: what a passage is searched by."""
    return tuple(t.term for t in tokens if t.word not in STOP_WORDS)


def split_sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of `text` in order, without the spaces around them; together they cover all words.

    >>> split_sentences("Dr. No left. He came.")
    (Span(start=0, end=12), Span(start=13, end=21))
    """
    spans: list[Span] = []
    start = 0
    for match in SENTENCE_END.finditer(text):
        if match.group().startswith("\n") or ends_sentence(text, start, match):
            _add(spans, text, start, match.end())
            start = match.end()
    _add(spans, text, start, len(text))
    return tuple(spans)


def _add(spans: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    if piece.strip():
        spans.append(Span(start + left, start + len(piece.rstrip())))


def ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:  # noqa: PLR0911 - a table in words
    """Say whether a full stop at `match`, found by SENTENCE_END, ends the sentence that began at `start`."""
    following = _NEXT.search(text, match.end())
    if following is None:
        return True
    after = following.group()
    if match.group()[0] != "." or match.group().startswith(".."):
        return not after.islower()
    if after.islower() or after in ",;:":
        return False
    words = text[max(start, match.start() - 24) : match.start()].split()
    last = words[-1].lstrip("\"“‘'([«") if words else ""
    plain = last.casefold()
    if len(plain) == 1 and plain.isalpha():
        return plain == "i"
    if plain.rpartition(".")[2] and "." in plain and all(len(p) == 1 for p in plain.split(".")):
        return plain in ("p.m", "a.m") and after.isupper()
    if plain == "no":
        return not after.isdigit()
    if plain in ABBREVIATIONS:
        return (plain in _MAY_CLOSE and after.isupper()) or (plain in _WORDS_TOO and last == plain)
    return True
