"""Where a quote stands in an article, word for word, or what it differs in. Knows no cards."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from knowledge.levelling import levelled
from knowledge.marked_yaml import shown
from knowledge.types import Quote, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.types import Article

LONGEST_QUOTE = 600
"""Code points; the contract's bound on what a person is shown."""

_MOST_SEARCHES = 200
"""How many misquotes of an article are told the nearest sentence: where there are more, its text was changed."""
_PARTING = "\0"
"""Between paragraphs; no article holds it, so no quote can reach over two."""
_PLAIN_NAMES = {"": "nothing", " ": "a space", "\n": "a line break", "\r": "a line break", "\t": "a tab"}
_WORD = re.compile(r"\w+")


class Misquote(NamedTuple):
    """Why a quote is none, and what to do."""

    what: str
    remedy: str


def cuts_word(text: str, at: int) -> bool:
    """Say whether a cut before `text[at]` would part a word or a number.

    Letters without case (Chinese, Thai) have no visible word boundaries and are never parted.

    >>> cuts_word("1,550 men", 2), cuts_word("Kursk’s", 5)
    (True, False)
    """
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if _wordlike(before) and _wordlike(after):
        return True
    if before in ".,":
        return at >= 2 and text[at - 2].isdigit() and after.isdigit()
    return after in ".," and before.isdigit() and text[at + 1 : at + 2].isdigit()


def _wordlike(letter: str) -> bool:
    return letter.isdigit() or letter.lower() != letter.upper()


def places(text: str, phrase: str) -> Iterator[int]:
    """Yield every offset at which `phrase` stands in `text` in whole words."""
    at = text.find(phrase) if phrase else -1
    while at >= 0:
        if not cuts_word(text, at) and not cuts_word(text, at + len(phrase)):
            yield at
        at = text.find(phrase, at + 1)


class QuoteFinder:
    """One article made ready to find quotes in."""

    def __init__(self, article: Article) -> None:
        self.paragraphs = article.paragraphs
        self._text = _PARTING.join(paragraph.text for paragraph in article.paragraphs)
        self._searches_left = _MOST_SEARCHES
        self._starts = [0]
        for paragraph in article.paragraphs[:-1]:
            self._starts.append(self._starts[-1] + len(paragraph.text) + 1)

    def find(self, words: str, number: int | None) -> Quote | Misquote:
        """Return `words` as a quote from paragraph `number`, or from the only place of the article that has them."""
        if not words or _PARTING in words:
            return Misquote("the quote is empty or holds a NUL", "copy it from the article")
        if len(words) > LONGEST_QUOTE:
            what = f"the quote is {len(words)} characters long, more than {LONGEST_QUOTE}"
            return Misquote(what, "quote the one sentence that matters")
        return self._find_only(words) if number is None else self._find_in(words, number)

    def meant(self, words: str, number: int | None) -> Quote | None:
        """Return the only quote that `words` can mean, None where there is none or more than one.

        It differs from `words` in nothing but whitespace, quotation marks, dashes and signs that nobody sees. Where
        paragraph `number` has it, it is from there, else from the only paragraph that has it.
        """
        if not words or _PARTING in words:
            return None
        spans = [Span(at, at + len(words)) for at in places(self._text, words)] or self._alike(words)
        found = [span for span in spans if self._number(span.start) == number] or spans
        if len({(self._number(span.start), span.of(self._text)) for span in found}) != 1:
            return None
        where = self._number(found[0].start)
        quote = self.find(found[0].of(self._text), where)
        return quote if isinstance(quote, Quote) else None

    def _alike(self, words: str) -> list[Span]:
        """Return where the article has `words`, whole, but for marks, dashes and spaces."""
        loose, origins = self._levelled
        wanted = levelled(words, fold=False)[0].strip()
        found = []
        at = loose.find(wanted) if wanted else -1
        while at >= 0:
            start, end = origins[at], origins[at + len(wanted) - 1] + 1
            if not cuts_word(self._text, start) and not cuts_word(self._text, end):
                found.append(Span(start, end))
            at = loose.find(wanted, at + 1)
        return found

    def _find_in(self, words: str, number: int) -> Quote | Misquote:
        if number >= len(self.paragraphs):
            what = f"there is no paragraph {number}: the article has paragraphs 0 to {len(self.paragraphs) - 1}"
            return Misquote(what, self._where(words) or "correct the number")
        paragraph = self.paragraphs[number]
        at = next(places(paragraph.text, words), None)
        if at is not None:
            return Quote(paragraph, Span(at, at + len(words)))
        if words in paragraph.text:
            return Misquote(f"the quote begins or ends within a word of paragraph {number}", "quote whole words")
        where = self._where(words)
        return Misquote(f"the quote is not in paragraph {number}", where) if where else self._misquote(words)

    def _find_only(self, words: str) -> Quote | Misquote:
        found = places(self._text, words)
        at = next(found, None)
        if at is None:
            return self._misquote(words)
        number = self._number(at)
        other = next(found, None)
        if other is not None:
            second = self._number(other)
            if second == number:
                return Misquote(f"the quote stands twice in paragraph {number}", "quote more of the sentence")
            what = f"the quote stands in paragraph {number} and in paragraph {second}"
            return Misquote(what, f"say which: paragraph: {number}")
        start = at - self._starts[number]
        return Quote(self.paragraphs[number], Span(start, start + len(words)))

    def _number(self, at: int) -> int:
        return bisect_right(self._starts, at) - 1

    def _where(self, words: str) -> str | None:
        numbers = sorted({self._number(at) for at in places(self._text, words)})
        if not numbers:
            return None
        many = ", ".join(map(str, numbers[:5]))
        return f"it stands in paragraph {many}: write paragraph: {numbers[0]}"

    def _misquote(self, words: str) -> Misquote:
        """Say how the nearest text of the article differs from `words`."""
        if words in self._text:
            number = self._number(self._text.index(words))
            return Misquote(f"the quote begins or ends within a word of paragraph {number}", "quote whole words")
        loose, origins = self._loose
        wanted = levelled(words)[0].strip()
        at = loose.find(wanted)
        if wanted and at >= 0:
            start, end = origins[at], origins[at + len(wanted) - 1] + 1
            return _difference(words, self._text[start:end], self._number(start))
        what = "the quote is not in the article"
        self._searches_left -= 1
        nearest = self._nearest(words) if self._searches_left >= 0 else None
        return Misquote(
            what, f"copy it from the article; the nearest is {nearest}" if nearest else "copy one from the article"
        )

    @cached_property
    def _loose(self) -> tuple[str, list[int]]:
        return levelled(self._text)

    @cached_property
    def _levelled(self) -> tuple[str, list[int]]:
        return levelled(self._text, fold=False)

    @cached_property
    def _sentences(self) -> list[tuple[frozenset[str], int, str]]:
        return [
            (frozenset(_WORD.findall(span.of(paragraph.text).casefold())), paragraph.number, span.of(paragraph.text))
            for paragraph in self.paragraphs
            for span in paragraph.sentences
        ]

    def _nearest(self, words: str) -> str | None:
        wanted = set(_WORD.findall(words.casefold()))
        best, number, sentence = max(
            ((len(wanted & have), number, text) for have, number, text in self._sentences),
            key=lambda found: found[0],
            default=(0, 0, ""),
        )
        return f"paragraph {number}: {shown(sentence, 100)}" if best * 3 > len(wanted) else None


def _difference(quote: str, article: str, number: int) -> Misquote:
    at = next((n for n, pair in enumerate(zip(quote, article, strict=False)) if pair[0] != pair[1]), None)
    if at is None:
        at = min(len(quote), len(article))
    what = (
        f"the quote is not word for word: its character {at + 1} is {_named(quote[at : at + 1])}, "
        f"paragraph {number} has {_named(article[at : at + 1])}"
    )
    around = shown(article[max(0, at - 20) : at + 20])
    return Misquote(what, f"copy it from the article, which writes {around}")


def _named(letter: str) -> str:
    if letter in _PLAIN_NAMES:
        return _PLAIN_NAMES[letter]
    name = unicodedata.name(letter, f"U+{ord(letter):04X}").lower()
    return f"{letter} ({name})" if letter.isprintable() else name
