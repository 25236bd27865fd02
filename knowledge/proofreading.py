"""Does an answer say only what its quotes say? Numbers and names alone are compared; the sense is the editor's.

A number (in digits or words) and a capitalised word must stand in one of the quotes, in whatever inflection,
separators or spelling of a number. A capital at the head of a sentence proves no name: such a word is taken for one
where the article uses it as a name or English does not know it as an ordinary word.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from knowledge.english import NUMBER_WORDS, PRONOUNS, QUESTION_WORDS, STOP_WORDS
from knowledge.lexicon import look_up
from knowledge.tokenizer import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from knowledge.tokenizer import Token
    from knowledge.types import Article

_SPACED_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)")
_FIXED_SPACE_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+(?!\d)")
_LETTERS = re.compile(r"\w+(?:[.,]\d+)*")
_DOTTED_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_FRESH_START = re.compile(r"[.!?…:;\"“„«(\[\n]")
_NO_NUMBERS = frozenset({"one", "half"})
"""Number words that are more often something else ("one of them", "half-hearted")."""
_GRAMMAR = frozenset(
    """although amid among another anybody anyone around aside because besides despite either else elsewhere everybody
    everyone everything except hence however inside instead later like likewise meanwhile moreover near neither
    nevertheless nobody none nothing nowhere onto otherwise outside perhaps plus rather regarding several since
    somebody someone something somewhere soon still that there therefore though throughout thus together toward
    towards underneath unless unlike unlikely upon versus whatever whenever whereas wherever whether whichever whoever
    within without yes yet""".split()
)
"""Words of grammar that the word table knows no part of speech for."""


class Proofreader:
    """One article made ready to hold answers against."""

    def __init__(self, article: Article) -> None:
        self._article = article

    def unsupported(self, answer: str, quotes: Sequence[str]) -> tuple[str, ...]:
        """Return the numbers and names of `answer` that stand in none of `quotes`, as written, each once."""
        sources = [reading for quote in quotes for reading in _readings(quote)]
        readings = _readings(answer)
        if any(_is_plainly_supported(reading, sources) for reading in readings):
            return ()
        given = {form for source in sources for token in tokenize(source) for form in _forms(token)}
        missing = min((self._missing(reading, given) for reading in readings), key=len)
        if missing and not self._article.metadata.is_english:
            from knowledge.languages.names import unnamed  # noqa: PLC0415 - for other languages than English

            return unnamed(self._article.metadata.language, missing, quotes)
        return missing

    def _missing(self, answer: str, given: set[str]) -> tuple[str, ...]:
        missing: dict[str, None] = {}
        for token, starts in _with_starts(answer):
            word = answer[token.start : token.end]
            if given.isdisjoint(_forms(token)) and self._wants_proof(token, word, starts):
                missing[word] = None
        return tuple(missing)

    def _wants_proof(self, token: Token, word: str, starts: bool) -> bool:
        if any(letter.isdigit() for letter in word):
            return True
        if token.word in NUMBER_WORDS:
            return token.word not in _NO_NUMBERS
        return word[0].isupper() and not (starts and self._is_ordinary(token))

    def _is_ordinary(self, token: Token) -> bool:
        ordinary, names = self._usage
        if token.term in ordinary or token.word in STOP_WORDS | PRONOUNS | QUESTION_WORDS | _GRAMMAR:
            return True
        if token.term in names:
            return False
        if not self._article.metadata.language.startswith("en"):
            return True
        return look_up(token.word).parts[:1] in {"n", "v", "a", "r"} or look_up(token.term).parts[:1] in {"n", "v", "a"}

    @cached_property
    def _usage(self) -> tuple[frozenset[str], frozenset[str]]:
        """The terms that the article's paragraphs write small, and those they write large within a sentence."""
        small, large = set(), set()
        for paragraph in self._article.paragraphs[1:]:  # a headline writes every word large
            for token, starts in _with_starts(paragraph.text):
                if paragraph.text[token.start].islower():
                    small.add(token.term)
                elif not starts:
                    large.add(token.term)
        return frozenset(small), frozenset(large)


def _is_plainly_supported(answer: str, quotes: Iterable[str]) -> bool:
    """Say whether each number and name of `answer` stands in `quotes` to the letter: nearly always, and soon seen."""
    given = {word for quote in quotes for word in _LETTERS.findall(quote.casefold())}
    for match in _LETTERS.finditer(answer):
        word = match[0]
        folded = word.casefold()
        if folded in given or (match.start() == 0 and folded in STOP_WORDS):
            continue
        if word[0].isupper() or any(letter.isdigit() for letter in word) or folded in NUMBER_WORDS:
            return False
    return True


def _readings(text: str) -> tuple[str, ...]:
    """Return `text` with "38 000" as "38,000" and "20th" as "20"; as it may be "12" and "300" too, both readings."""
    text = _ORDINAL.sub("", _FIXED_SPACE_NUMBER.sub(_joined, text))
    merged = _SPACED_NUMBER.sub(_joined, text)
    return (text,) if merged == text else (text, merged)


def _joined(number: re.Match[str]) -> str:
    return re.sub(r"\s", ",", number[0])


def _forms(token: Token) -> set[str]:
    forms = {token.term, token.word}
    if _DOTTED_THOUSANDS.fullmatch(token.term):
        forms.add(token.term.replace(".", ""))
    return forms


def _with_starts(text: str) -> Iterator[tuple[Token, bool]]:
    """Yield each token and whether its capital may be that of a sentence's first word."""
    end = 0
    for token in tokenize(text):
        yield token, end == 0 or _FRESH_START.search(text, end, token.start) is not None
        end = token.end
