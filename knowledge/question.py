"""What is asked: the terms to search, the kind of answer expected, the constraints the evidence must meet.

Spelling is mended against the words of the library and readers' names for things are replaced by the article's
before anything else looks at the question, so that retrieval and the courage to say no see the same words.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from knowledge.english import ALIKE, MONTHS, NUMBER_WORDS, QUESTION_WORDS, SEATS, STOP_WORDS, UNITS, WEEKDAYS
from knowledge.lexicon import look_up, rarity
from knowledge.phrases import tag
from knowledge.tokenizer import Token, term_of, tokenize
from knowledge.types import Ask

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowledge.vocabulary import Vocabulary


class Expect(StrEnum):
    """The kind of answer that a question expects."""

    PERSON = "person"
    PLACE = "place"
    DATE = "date"
    DURATION = "duration"
    NUMBER = "number"
    DISTANCE = "distance"
    MONEY = "money"
    SHARE = "share"
    REASON = "reason"
    MANNER = "manner"
    DEFINITION = "definition"
    ORGANISATION = "organisation"
    THING = "thing"
    YES_NO = "yes-no"
    KEYWORDS = "keywords"


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """One content word of a question and the terms it may be met by."""

    text: str
    """As the reader wrote it."""
    word: str
    """Normalised, mended and replaced by the article's spelling."""
    variants: Mapping[str, float]
    """Term → how well it meets this word: 1 the word itself, less a derivation, a synonym."""
    weight: float
    """How rare the word is in English (lexicon.rarity)."""
    name: bool
    """Whether it names somebody or something, or is a number: evidence has to meet it."""
    place: int
    """Which word of the question it is."""
    main: str
    """The term of the word itself."""
    part: str
    """Its part of speech in the question, a letter of phrases.tag."""
    known: bool
    """Whether the library has any of the variants of full or derived strength."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, understood."""

    text: str
    words: tuple[str, ...]
    """All its words, normalised and mended, stop words too."""
    terms: tuple[QueryTerm, ...]
    expect: Expect
    ask: Ask
    focus: str
    """The noun that says what is wanted ("what *city*", "how many *soldiers*"); empty where there is none."""
    mended: tuple[tuple[str, str], ...] = ()
    """What was written → what it was taken for."""
    negated: bool = False
    speaker: tuple[int, ...] = ()
    """Words that name whose saying is asked for ("What did *Blinken* say …", "according to *Reuters*")."""


DERIVED = 0.85
"""How well a derivation meets a word ("loss" for "lose"): measured on XQuAD-32, flat between .7 and 1."""
SEAT = 0.7
"""How well a country's capital meets the country and back: in news they are mostly one."""
ALIKE_MET = 0.6
"""How well a word of the same group in english.ALIKE does."""
SYNONYM = 0.4
"""How well a synonym does: WordNet's are often wrong in context."""

_AUXILIARIES = frozenset(
    "is are was were am do does did has have had can could will would should shall may might must".split()
)
_NUMBER_NOUNS = frozenset(
    """number population total amount count figure size age height length width depth weight speed temperature rate
    percentage proportion share area distance toll score price cost budget salary value capacity density""".split()
)
_UNIT_OF = {word: unit for unit, words in UNITS.items() for word in words}
_DATE_NOUNS = frozenset("year date day month century decade time season period era".split())
_PLACE_NOUNS = frozenset(
    """city country state town village place region location area continent river county street province
    territory capital district island building venue stadium""".split()
)
_PERSON_NOUNS = frozenset("person man woman people president leader author king queen actor player scientist".split())
_ORG_NOUNS = frozenset(
    """company organization organisation team university school group party agency network institute institution
    committee ministry newspaper channel band""".split()
)


def understand(text: str, vocabulary: Vocabulary) -> Question:
    """Read `text` as a question to a library with this vocabulary."""
    tokens = tokenize(text)
    tokens, mended = _mend(text, tokens, vocabulary)
    tokens = vocabulary.replace_aliases(tokens)
    words = tuple(t.word for t in tokens)
    tags = tag(text, tokens) if tokens else ""
    expect, focus = _expected(words, tags)
    terms = tuple(
        _query_term(text, n, token, letter, vocabulary)
        for n, (token, letter) in enumerate(zip(tokens, tags, strict=True))
        if token.word not in STOP_WORDS
    )
    ask = Ask.YES_NO if expect is Expect.YES_NO else Ask.FACT
    negated = any(w in ("not", "never", "no") or w.endswith("n't") for w in words)
    return Question(text, words, terms, expect, ask, focus, tuple(mended), negated, _speaker(words, tags))


@cache
def _seats() -> dict[str, tuple[str, ...]]:
    """Return a country's term → its capitals."""
    return {term_of(country): tuple(s for s, c in SEATS.items() if c == country) for country in SEATS.values()}


@cache
def _alike() -> dict[str, tuple[str, ...]]:
    """Return a term → the terms of the words that are used for it."""
    alike: dict[str, dict[str, None]] = {}
    for group in ALIKE:
        terms = [term_of(word) for word in group]
        for term in terms:
            alike.setdefault(term, {}).update(dict.fromkeys(t for t in terms if t != term))
    return {term: tuple(others) for term, others in alike.items()}


def _query_term(text: str, place: int, token: Token, letter: str, vocabulary: Vocabulary) -> QueryTerm:
    variants = {token.term: 1.0}
    entry = look_up(token.word)
    for word in entry.derived:
        variants.setdefault(term_of(word), DERIVED)
    base = look_up(token.term)
    for word in base.derived if base is not entry else ():
        variants.setdefault(term_of(word), DERIVED)
    known = any(v in vocabulary for v in variants)
    seat = SEATS.get(token.word)
    for word in (seat, *(look_up(seat).derived)) if seat else _seats().get(token.term, ()):
        variants.setdefault(term_of(word), SEAT)
    for other in _alike().get(token.term, ()):
        variants.setdefault(other, ALIKE_MET)
    for word in entry.synonyms:
        variants.setdefault(term_of(word), SYNONYM)
    written = text[token.start : token.end]
    number = token.word[:1].isdigit() or token.word in NUMBER_WORDS
    name = number or letter == "M" or token.word in MONTHS or token.word in WEEKDAYS or (
        entry.parts[:1] == "N" and written[:1].isupper()
    )  # fmt: skip
    if not name and vocabulary.is_name(token.term):
        name = True
    return QueryTerm(written, token.word, variants, rarity(token.word), name, place, token.term, letter, known)


_SAY = frozenset(
    """say says said think thinks tell told announce announced claim claims claimed state stated believe believes
    promise promised warn warned suggest suggested comment commented""".split()
)
_ASKING = QUESTION_WORDS | _AUXILIARIES
"""Where the question begins after "according to Reuters, …"."""


def _speaker(words: tuple[str, ...], tags: str) -> tuple[int, ...]:
    """Return the words that name whose saying is asked for; none where it is not."""
    for i, word in enumerate(words):
        if word in ("did", "does", "do", "has", "have") and i and words[i - 1] in ("what", "how", "why"):
            end = next((j for j in range(i + 1, len(words)) if words[j] in _SAY), 0)
            if 0 < end - i - 1 <= 6:
                return tuple(j for j in range(i + 1, end) if tags[j] in "MNA" and words[j] not in STOP_WORDS)
        if word == "according" and words[i + 1 : i + 2] == ("to",):
            rest = takewhile(lambda j: words[j] not in _ASKING, range(i + 2, min(len(words), i + 7)))
            return tuple(j for j in rest if tags[j] in "MNA" and words[j] not in STOP_WORDS)
    return ()


def _mend(
    text: str, tokens: tuple[Token, ...], vocabulary: Vocabulary
) -> tuple[tuple[Token, ...], list[tuple[str, str]]]:
    out, mended = [], []
    for token in tokens:
        word = vocabulary.mend(token.word, token.term)
        if word is None:
            out.append(token)
        else:
            out.append(Token(token.start, token.end, word, term_of(word)))
            mended.append((text[token.start : token.end], word))
    return tuple(out), mended


def _expected(words: tuple[str, ...], tags: str) -> tuple[Expect, str]:  # noqa: PLR0911, PLR0912 - a table in words
    """Return the kind of answer, and the noun that names it."""
    at = next(
        (
            i
            for i, w in enumerate(words)
            if w in ("who", "whom", "whose", "what", "which", "when", "where", "why", "how")
        ),
        None,
    )
    if at is None:
        if words and words[0] in _AUXILIARIES:
            return Expect.YES_NO, ""
        return Expect.KEYWORDS, ""
    if at > 0 and words[0] in _AUXILIARIES and words[at] in ("when", "where", "who", "which", "what", "how"):
        return Expect.YES_NO, ""
    word = words[at]
    rest = words[at + 1 :]
    if word in ("who", "whom"):
        if (
            rest[:1]
            and rest[0] in ("is", "was", "are", "were")
            and all(t in "MDNAQ" for t in tags[at + 2 :])
            and "D" not in tags[at + 2 :]
        ):
            return Expect.DEFINITION, ""
        return Expect.PERSON, ""
    if word == "whose":
        return Expect.PERSON, ""
    if word == "when":
        return Expect.DATE, ""
    if word == "where":
        return Expect.PLACE, ""
    if word == "why":
        return Expect.REASON, ""
    if word == "how":
        return _how(rest, tags[at + 1 :])
    focus = _focus(rest, tags[at + 1 :])
    if rest[:1] and rest[0] in ("percentage", "percent", "proportion", "share", "fraction"):
        return Expect.SHARE, focus
    if focus in _DATE_NOUNS:
        return Expect.DATE, focus
    if focus in _NUMBER_NOUNS:
        return Expect.SHARE if focus in ("percentage", "proportion") else Expect.MONEY if focus in (
            "price",
            "cost",
            "budget",
            "salary",
        ) else Expect.NUMBER, focus
    if focus in _PLACE_NOUNS:
        return Expect.PLACE, focus
    if focus in _PERSON_NOUNS:
        return Expect.PERSON, focus
    if focus in _ORG_NOUNS:
        return Expect.ORGANISATION, focus
    if focus in ("reason", "purpose", "cause"):
        return Expect.REASON, focus
    if (
        word == "what"
        and rest[:1]
        and rest[0] in ("is", "are", "was", "were")
        and len(rest) <= 4
        and all(t in "MDNAQG" for t in tags[at + 2 :])
    ):
        return Expect.DEFINITION, focus
    if focus:
        kind = look_up(focus).kind
        if kind == "person":
            return Expect.PERSON, focus
        if kind == "location":
            return Expect.PLACE, focus
    return Expect.THING, focus


def _how(rest: tuple[str, ...], tags: str) -> tuple[Expect, str]:  # noqa: PLR0911 - a table in words
    first = rest[0] if rest else ""
    if first in ("many", "much"):
        focus = _focus(rest[1:], tags[1:])
        if first == "much" and not (focus and focus not in ("money",)):
            return (
                Expect.MONEY
                if set(rest) & {"cost", "pay", "paid", "spend", "spent", "money", "worth", "earn", "sell"}
                else Expect.NUMBER
            ), focus
        unit = _UNIT_OF.get(focus, "")
        if unit == "duration":
            return Expect.DURATION, focus
        if unit in ("distance", "area"):
            return Expect.DISTANCE, focus
        if unit == "money" or focus == "money":
            return Expect.MONEY, focus
        if unit == "share":
            return Expect.SHARE, focus
        return Expect.NUMBER, focus
    if first in ("far", "tall", "high", "wide", "deep", "near", "close"):
        return Expect.DISTANCE, ""
    if first in ("long",):
        return Expect.DURATION, ""
    if first in ("old", "big", "large", "often", "fast", "heavy", "hot", "cold", "expensive", "few"):
        return Expect.MONEY if first == "expensive" else Expect.NUMBER, ""
    return Expect.MANNER, ""


def _focus(rest: tuple[str, ...], tags: str) -> str:
    """Return the noun that "what", "which" or "how many" asks for: the head of the phrase that follows."""
    words = list(rest)
    if words[:1] and words[0] in ("do", "does", "did", "has", "have", "had", "can", "could", "will", "would", "should"):
        return ""
    i = 0
    while i < len(words) and (tags[i] in "DX" or words[i] in ("kind", "type", "sort", "name", "of", "names")):
        i += 1
    head = ""
    while i < len(words) and tags[i] in "DANMQ#G":
        if tags[i] in "NM":
            head = words[i]
        i += 1
    return head
