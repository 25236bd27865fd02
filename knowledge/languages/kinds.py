"""Which stretches of a sentence could be an answer of the wanted kind: a date, a figure with its unit, a name, a place.

By patterns over the words of the table; no parse. What the question itself has said is no answer.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from knowledge.expectation import Expect
from knowledge.languages.analysis import analysis_of
from knowledge.languages.frequency import zipf
from knowledge.languages.spelling import normalise
from knowledge.types import Span
from knowledge.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from knowledge.passages import PreparedSentence
    from knowledge.tokenizer import Token

_YEAR = re.compile(r"1\d{3}|20\d{2}")
_OLD_YEAR = re.compile(r"[1-9]\d{2}")
"""A year only beside a word that says so: 600 people are no date."""
_SIGNS = "$€£₴₽%"
_CLOSE = re.compile(r"[\s«»\"'’-]*")
LARGE = 1000
"""Number word from which a number without a unit is a sum where something costs it."""
COMMON = 3.7
"""Zipf frequency below which a capitalised word is a name where every noun has a capital letter."""
_MEASURED = (Expect.MONEY, Expect.SHARE, Expect.DURATION, Expect.DISTANCE)
_OPEN = (Expect.THING, Expect.MANNER, Expect.DEFINITION, Expect.YES_NO, Expect.KEYWORDS, Expect.ORGANISATION)
"""Kinds that anything may be an answer of."""


@dataclass(frozen=True, slots=True)
class Patterns:
    """The words of a table by which kinds of answers are known."""

    months: frozenset[str]
    weekdays: frozenset[str]
    times: frozenset[str]
    units: Mapping[Expect, frozenset[str]]
    unit_phrases: Mapping[Expect, tuple[tuple[str, ...], ...]]
    """Units of several words ("per cent")."""
    places: frozenset[str]
    links: frozenset[str]
    """Words within a date or between a number and its unit ("9 *de* agosto")."""
    paid: frozenset[str]
    """Verbs of costing."""
    reasons: tuple[tuple[str, ...], ...]
    capitals: bool
    """Whether a capital letter marks a name."""
    prefix: int


@cache
def patterns_of(code: str) -> Patterns:
    """Return the patterns of a language, made once of its table."""
    analysis = analysis_of(code)
    table = analysis.language
    return Patterns(
        analysis.terms(table.months),
        analysis.terms(table.weekdays),
        analysis.terms(table.times) | analysis.terms(table.weekdays),
        {Expect(kind): analysis.terms(words) for kind, words in table.units.items()},
        {
            Expect(kind): tuple(phrase for phrase in phrases(words) if len(phrase) > 1)
            for kind, words in table.units.items()
        },
        frozenset(map(normalise, table.places.split())),
        frozenset(map(normalise, table.links.split())),
        analysis.terms(table.degrees.get("money", "")),
        phrases(table.reasons),
        not table.nouns_have_capitals,
        len(analysis.prefix),
    )


def phrases(field: str) -> tuple[tuple[str, ...], ...]:
    """Return the phrases of a table's field, each as its normalised words."""
    return tuple(tuple(normalise(word) for word in phrase.split("_")) for phrase in field.split())


def stands_at(tokens: Sequence[Token], phrase: Sequence[str]) -> int:
    """Return the token at which `phrase` begins; -1 where it stands nowhere."""
    size = len(phrase)
    for i in range(len(tokens) - size + 1):
        if all(tokens[i + j].word == phrase[j] for j in range(size)):
            return i
    return -1


def answers(sentence: PreparedSentence, expect: Expect, code: str, asked: frozenset[str]) -> tuple[float, list[Span]]:
    """Return 1 where a sentence holds an answer of the kind, 0 where not, ½ where anything may be one; and where.

    `asked` are the terms of the question. Places are offsets into the sentence; none where the kind has no form of
    its own.
    """
    it = patterns_of(code)
    if expect in _OPEN:
        return 0.5, []
    if expect is Expect.REASON:
        return float(any(stands_at(sentence.tokens, phrase) >= 0 for phrase in it.reasons)), []
    if expect is Expect.DATE:
        found = _dates(sentence, it, asked)
    elif expect is Expect.NUMBER or expect in _MEASURED:
        found = _numbers(sentence, it, asked, expect)
    else:
        found = _names(sentence, it, asked, place=expect is Expect.PLACE)
    return float(bool(found)), found


def _span(sentence: PreparedSentence, first: int, last: int) -> Span:
    return Span(sentence.tokens[first].start, sentence.tokens[last - 1].end)


def _is_number(token: Token, it: Patterns) -> bool:
    return token.term[it.prefix : it.prefix + 1].isdigit()


def _dated(tokens: Sequence[Token], it: Patterns) -> list[bool]:
    """Say of each token whether it is part of a date."""
    dated = [
        token.term in it.months
        or token.term in it.weekdays
        or (_is_number(token, it) and token.end - token.start == len(token.word) and bool(_YEAR.fullmatch(token.word)))
        for token in tokens
    ]
    for i, token in enumerate(tokens[:-2]):  # "9 de agosto de 2026"
        two = tokens[i + 2]
        if tokens[i + 1].word in it.links and not dated[i + 1] and dated[i + 2]:
            day = _is_number(token, it) and two.term in it.months
            dated[i + 1] = day or (token.term in it.months and _is_number(two, it))
            dated[i] = dated[i] or day
    for i, token in enumerate(tokens):  # the day before a month, the word for "year" behind a number
        if _is_number(token, it) and not dated[i]:
            beside = tokens[i + 1 : i + 2]
            dated[i] = any(t.term in it.months or t.term in it.times for t in beside) or (
                i > 0 and tokens[i - 1].term in it.times and bool(_OLD_YEAR.fullmatch(token.word))
            )
    return dated


def _dates(sentence: PreparedSentence, it: Patterns, asked: frozenset[str]) -> list[Span]:
    tokens, found = sentence.tokens, []
    for first, last in _runs(_dated(tokens, it)):
        if any(tokens[i].term not in asked for i in range(first, last)):
            found.append(_span(sentence, first, last))
    if not found and any(t.term in it.times and t.term not in asked for t in tokens):
        return [Span(0, 0)]
    return found


def _numbers(sentence: PreparedSentence, it: Patterns, asked: frozenset[str], expect: Expect) -> list[Span]:
    tokens, text = sentence.tokens, sentence.text
    numeric = [_is_number(token, it) for token in tokens]
    dated = _dated(tokens, it)
    found: list[Span] = []
    dates: list[Span] = []
    years = [n and d and t.word.isdigit() and len(t.word) > 3 for n, d, t in zip(numeric, dated, tokens, strict=True)]
    alone = [n and not y for n, y in zip(numeric, years, strict=True)]  # "1992 eleven days" are two figures
    for first, last in sorted([*_runs(alone), *_runs(years)]):
        if all(tokens[i].term in asked for i in range(first, last)):
            continue
        start, end = tokens[first].start, tokens[last - 1].end
        signs = text[max(0, start - 2) : start].strip() + text[end : end + 2].strip()
        if expect is Expect.NUMBER:
            counts = any(token.term in asked for token in tokens[last : last + 2])  # "1550 soldiers"
            measure = _measure(tokens, last, it) if not years[first] else last
            counts = counts or measure > last
            (dates if all(dated[first:last]) and not counts else found).append(Span(start, tokens[measure - 1].end))
            continue
        units = it.units.get(expect, frozenset())
        beside = [i for i in range(last, min(last + 2, len(tokens))) if tokens[i].term in units]
        for phrase in it.unit_phrases.get(expect, ()):
            if tuple(token.word for token in tokens[last : last + len(phrase)]) == phrase:
                beside = [last + len(phrase) - 1]
        if beside:
            found.append(Span(start, tokens[beside[0]].end))
        elif (expect is Expect.MONEY and any(s in signs for s in "$€£₴₽")) or (expect is Expect.SHARE and "%" in signs):
            left = (
                len(text[max(0, start - 1) : start].strip(" ") or "")
                if text[start - 1 : start] in tuple("$€£₴₽")
                else 0
            )
            right = 1 if text[end : end + 1] in tuple(_SIGNS) else 2 if text[end + 1 : end + 2] in tuple(_SIGNS) else 0
            found.append(Span(start - left, end + right))
        elif expect is Expect.MONEY and _is_large(tokens[first:last], it) and _measure(tokens, last, it) == last:
            paid = any(token.term in it.paid for token in tokens)
            (found if paid else []).append(Span(start, end))  # "the works will cost 33 millions"
    return found or dates


def _is_large(tokens: Sequence[Token], it: Patterns) -> bool:
    """Say whether a number is told in thousands or millions."""
    return any(not token.word[:1].isdigit() and float(token.term[it.prefix :]) >= LARGE for token in tokens)


def _measure(tokens: Sequence[Token], last: int, it: Patterns) -> int:
    """Return the token behind the unit of a number that ends before token `last`; `last` where it has none."""
    linked = last < len(tokens) and tokens[last].word in it.links
    at = last + linked
    known = at < len(tokens) and any(tokens[at].term in words for words in it.units.values())
    return at + 1 if known else last


def _names(sentence: PreparedSentence, it: Patterns, asked: frozenset[str], *, place: bool) -> list[Span]:
    """Return the runs of capitalised words that the question has not named; of places those behind a preposition."""
    tokens, text = sentence.tokens, sentence.text
    capital = [text[t.start].isupper() and not _is_number(t, it) for t in tokens]
    found = []
    for first, last in _runs(capital, tokens, text):
        start = first + 1 if first == 0 and last > 1 and tokens[0].term not in sentence.places else first
        if all(tokens[i].term in asked for i in range(start, last)):
            continue
        if not it.capitals and all(zipf(tokens[i].term) >= COMMON for i in range(start, last)):
            continue
        if start == 0 and last == 1 and len(tokens) > 1 and tokens[0].term not in sentence.places:
            continue  # a word of the grammar at the head of its sentence
        if place and (start == 0 or tokens[start - 1].word not in it.places):
            near = start > 1 and tokens[start - 2].word in it.places  # "in the city Kursk"
            if not near:
                continue
        found.append(_span(sentence, start, last))
    return found


def _runs(marked: Sequence[bool], tokens: Sequence[Token] = (), text: str = "") -> Iterable[tuple[int, int]]:
    """Yield the runs of marked tokens; where `tokens` are given, only spaces and hyphens may stand in one."""
    i = 0
    while i < len(marked):
        if not marked[i]:
            i += 1
            continue
        j = i + 1
        while (
            j < len(marked)
            and marked[j]
            and (not tokens or _CLOSE.fullmatch(text[tokens[j - 1].end : tokens[j].start]) is not None)
        ):
            j += 1
        yield i, j
        i = j
