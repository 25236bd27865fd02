"""What is asked: the terms to search, the kind of answer expected, the constraints the evidence must meet.

Spelling is mended against the words of the library and readers' names for things are replaced by the article's
before anything else looks at the question, so that retrieval and the courage to say no see the same words.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, Any, Final

from knowledge.english import ALIKE, MONTHS, NUMBER_WORDS, QUESTION_WORDS, SEATS, STOP_WORDS, WEEKDAYS
from knowledge.expectation import NO_SLOT, Expect, Slot, expected
from knowledge.lexicon import look_up, rarity
from knowledge.tagging import tag
from knowledge.tokenizer import Token, term_of, tokenize
from knowledge.types import Ask
from knowledge.values import dataclass, field

__all__ = ["Expect", "QueryTerm", "Question", "best_of", "understand"]

if TYPE_CHECKING:
    from collections.abc import Container

    from knowledge.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """One content word of a question and the terms it may be met by."""

    text: str
    """As the reader wrote it."""
    word: str
    """Normalised, mended and replaced by the article's spelling."""
    variants: dict[str, float]
    """Term → how well it meets this word, best first: 1 the word itself, less a derivation, a synonym."""
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


def best_of(variants: dict[str, float], among: Container[str]) -> float:
    """Return how well the best of a term's `variants` that is `among` these terms meets its word; 0 where none is."""
    for variant, strength in variants.items():
        if variant in among:
            return strength
    return 0.0


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
    slot: Slot = NO_SLOT
    """What is asked for, and the gap that the answer fills."""
    grounds: dict[int, Any] = field(default_factory=dict, init=False, compare=False, repr=False)
    """By a sentence's `id`: where the question's words stand in it, found once (`ground.survey`)."""
    wish: list[Any] = field(default_factory=list, init=False, compare=False, repr=False)
    """What it asks for, as sentences are compared with it, once that was asked (`knowledge.wish`)."""
    compared: list[Any] = field(default_factory=list, init=False, compare=False, repr=False)
    """The question as it is compared with cards' wordings, once that was asked (`likeness`)."""


DERIVED: Final = 0.85
"""How well a derivation meets a word ("loss" for "lose"): measured on XQuAD-32, flat between .7 and 1."""
SEAT: Final = 0.7
"""How well a country's capital meets the country and back: in news they are mostly one."""
ALIKE_MET: Final = 0.6
"""How well a word of the same group in english.ALIKE does."""
SYNONYM: Final = 0.4
"""How well a synonym does: WordNet's are often wrong in context."""


def understand(text: str, vocabulary: Vocabulary) -> Question:
    """Read `text` as a question to a library with this vocabulary."""
    tokens = tokenize(text)
    tokens, mended = _mend(text, tokens, vocabulary)
    tokens = vocabulary.replace_aliases(tokens)
    words = tuple(t.word for t in tokens)
    tags = tag(text, tokens) if tokens else ""
    slot = expected(words, tags)
    terms = tuple(
        _query_term(text, n, token, letter, vocabulary)
        for n, (token, letter) in enumerate(zip(tokens, tags, strict=True))
        if token.word not in STOP_WORDS
    )
    ask = Ask.YES_NO if slot.expect is Expect.YES_NO else Ask.FACT
    negated = any(w in ("not", "never", "no") or w.endswith("n't") for w in words)
    return Question(
        text, words, terms, slot.expect, ask, slot.focus, tuple(mended), negated, _speaker(words, tags), slot
    )


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


@lru_cache(maxsize=4096)
def _variants(word: str, term: str) -> tuple[dict[str, float], tuple[str, ...]]:
    """Return the terms that a word may be met by, and those of them that are itself or derived from it."""
    variants = {term: 1.0}
    entry = look_up(word)
    for other in entry.derived:
        variants.setdefault(term_of(other), DERIVED)
    base = look_up(term)
    for other in base.derived if base is not entry else ():
        variants.setdefault(term_of(other), DERIVED)
    strong = tuple(variants)
    seat = SEATS.get(word)
    for other in (seat, *(look_up(seat).derived)) if seat else _seats().get(term, ()):
        variants.setdefault(term_of(other), SEAT)
    for other in _alike().get(term, ()):
        variants.setdefault(other, ALIKE_MET)
    for other in entry.synonyms:
        variants.setdefault(term_of(other), SYNONYM)
    return variants, strong


def _query_term(text: str, place: int, token: Token, letter: str, vocabulary: Vocabulary) -> QueryTerm:
    variants, strong = _variants(token.word, token.term)
    known = any(v in vocabulary.terms for v in strong)
    entry = look_up(token.word)
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
_AUXILIARIES = frozenset(
    "is are was were am do does did has have had can could will would should shall may might must".split()
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
