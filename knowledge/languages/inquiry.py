"""What is asked, in a language with a table: the terms to search and the kind of answer that is wanted.

The question word decides, and behind "what" and "how" the word next to it ("in what *year*"). Misspelt words go to
the nearest word of the articles asked, as in English.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from knowledge.expectation import MEASURES, Expect, Slot
from knowledge.languages.analysis import analysis_of
from knowledge.languages.frequency import RAREST, rarity, zipf
from knowledge.languages.spelling import normalise, plain
from knowledge.question import QueryTerm, Question
from knowledge.tokenizer import Token
from knowledge.types import Ask
from knowledge.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.languages.analysis import Analysis
    from knowledge.passages import Scope

SHORTEST = 5
"""Letters of the shortest word that is mended."""
TWO_EDITS = 8
"""Letters from which two edits are allowed, the first letter right."""
COMMON = 3.6
"""Zipf frequency from which a word is taken as meant, though the articles have it not."""
KIN = 0.6
"""How well a word meets another that begins alike (a compound, a derivation that the stemmer does not see)."""
NEXT_OF_KIN = 0.85
"""The same where it is one letter longer or shorter: "погиб", "погибла"."""
KIN_LETTERS = 5
"""Letters that such a word has to share."""
MOST_TERMS = 200_000
"""Terms of the largest library that is gone through for words that begin alike or are misspelt: 50 ms a word."""
MOST_KIN = 8
"""Words that one word of the question may be met by in this way."""


@dataclass(frozen=True, slots=True)
class _Asking:
    """What a table says of questions, made ready."""

    words: Mapping[str, Expect]
    """Question word or phrase → kind of answer."""
    longest: int
    """Words of the longest such phrase."""
    noun_words: frozenset[str]
    what: frozenset[str]
    """Those of the noun words that ask for a thing and never belong to a noun themselves ("what")."""
    yes_no: frozenset[str]
    wanted: Mapping[str, Expect]
    """Term of a noun → kind of answer."""
    degrees: Mapping[str, Expect]


@cache
def _asking(code: str) -> _Asking:
    analysis = analysis_of(code)
    table = analysis.language
    words = {}
    for kind, forms in table.asks.items():
        if kind not in ("thing", "what", "yes-no"):
            words.update({normalise(form).replace("_", " "): Expect(kind) for form in forms.split()})
    what = frozenset(map(normalise, table.asks.get("what", "").split()))
    return _Asking(
        words,
        max((form.count(" ") + 1 for form in words), default=1),
        frozenset(map(normalise, table.asks.get("thing", "").split())) | what,
        what,
        frozenset(map(normalise, table.asks.get("yes-no", "").split())),
        _by_term(analysis, table.wanted),
        _by_term(analysis, table.degrees),
    )


def asked_for(tokens: Sequence[Token], code: str) -> frozenset[int]:
    """Return which tokens of a question only ask: its question word, "how much" and the like."""
    return _expected(tokens, code)[2]


def _by_term(analysis: Analysis, table: Mapping[str, str]) -> dict[str, Expect]:
    return {term: Expect(kind) for kind, words in table.items() for term in analysis.terms(words)}


def inquire(text: str, code: str, scope: Scope, spoken: str | None = None) -> Question:
    """Read `text` as a question to the articles of `scope` that are in the language `code`.

    `spoken` is the language that it is in itself where that is a neighbour (Russian to a Ukrainian article): its
    question words and stop words are that language's.
    """
    analysis = analysis_of(code)
    tokens, mended = _mend(text, analysis, scope)
    own = analysis_of(spoken or code)
    expect, focus, asking = _asked(text, own.tokenize(text) if own is not analysis else tokens, own.language.code)
    content = [
        (n, token)
        for n, token in enumerate(tokens)
        if token.word not in analysis.stop_words and token.word not in own.stop_words and n not in asking
    ]
    if not content:
        content = [(n, token) for n, token in enumerate(tokens) if n not in asking]
    terms = tuple(_query_term(text, n, token, analysis, scope) for n, token in content)
    ask = Ask.YES_NO if expect is Expect.YES_NO else Ask.FACT
    words = tuple(token.word for token in tokens)
    return Question(text, words, terms, expect, ask, focus, mended, slot=Slot(expect, focus))


def _asked(text: str, tokens: Sequence[Token], code: str) -> tuple[Expect, str, frozenset[int]]:
    """Return what `_expected` says, in Spanish of what stands behind the mark that opens the question."""
    opened = text.rfind("¿")
    skipped = sum(token.start < opened for token in tokens)
    expect, focus, asking = _expected(tokens[skipped:], code)
    if skipped and not asking:
        return _expected(tokens, code)
    return expect, focus, frozenset(i + skipped for i in asking)


def _expected(tokens: Sequence[Token], code: str) -> tuple[Expect, str, frozenset[int]]:
    """Return the kind of answer, the term of the noun that names it, and which tokens only ask."""
    asking = _asking(code)
    words = [token.word for token in tokens]
    for i, word in enumerate(words):
        for size in range(asking.longest, 0, -1):
            kind = asking.words.get(" ".join(words[i : i + size])) if i + size <= len(words) else None
            if kind is not None:
                return _measured(tokens, i + size - 1, kind, code, frozenset(range(i, i + size)))
        if word in asking.noun_words:
            for j in range(i + 1, min(i + 4, len(words))):
                wanted = asking.wanted.get(tokens[j].term)
                # "what was the reason", but "what did the minister say"
                if wanted is not None and (word not in asking.what or wanted is Expect.REASON):
                    return wanted, tokens[j].term, frozenset({i})
            return Expect.THING, "", frozenset({i})
    if words and words[0] in asking.yes_no:
        return Expect.YES_NO, "", frozenset({0})
    return Expect.KEYWORDS, "", frozenset()


def _measured(
    tokens: Sequence[Token], at: int, kind: Expect, code: str, asking: frozenset[int]
) -> tuple[Expect, str, frozenset[int]]:
    """Return the same for a question word that ends at token `at`: "how" and "how much" are told by what follows."""
    analysis = analysis_of(code)
    if kind in (Expect.MANNER, Expect.NUMBER):
        for token in tokens[at + 1 : at + 3]:
            degree = _asking(code).degrees.get(token.term)
            if degree is Expect.NUMBER:  # "how high is the *share*"
                nouns = (_asking(code).wanted.get(other.term) for other in tokens[at + 2 : at + 5])
                return next((noun for noun in nouns if noun in MEASURES), degree), "", asking
            if degree is not None:
                return degree, "", asking
    if kind is Expect.NUMBER:
        after = next((t for t in tokens[at + 1 : at + 3] if t.word not in analysis.stop_words), None)
        return _counted(tokens, at, analysis), after.term if after else "", asking
    return kind, "", asking


def _counted(tokens: Sequence[Token], at: int, analysis: Analysis) -> Expect:
    """Return what is measured by the noun behind "how many" ("how many *dollars*"): a number where nothing says."""
    following = {token.term for token in tokens[at + 1 : at + 3]}
    for kind, words in analysis.language.units.items():
        if following & analysis.terms(words):
            return Expect(kind)
    return Expect.NUMBER


def _query_term(text: str, place: int, token: Token, analysis: Analysis, scope: Scope) -> QueryTerm:
    written = text[token.start : token.end]
    number = token.term[len(analysis.prefix) :][:1].isdigit()
    capital = written[:1].isupper() and (place > 0 or written[1:2].isupper())
    if analysis.language.nouns_have_capitals:
        capital = capital and zipf(token.term) <= RAREST
    variants = {token.term: 1.0}
    known = token.term in scope.sentence_counts
    if not known and not number:
        for other in _kin(token.term, scope):
            near = abs(len(other) - len(token.term)) == 1
            variants[other] = NEXT_OF_KIN if near else KIN
            known = known or near
    weight = rarity(token.term)
    return QueryTerm(
        written, token.word, variants, weight, number or capital, place, token.term, "M" if capital else "N", known
    )


def _kin(term: str, scope: Scope) -> list[str]:
    """Return the terms of the articles that begin as `term` does, or as it would go on: the likest first."""
    start = term.index(":") + 1 + KIN_LETTERS
    if len(term) < start or len(scope.sentence_counts) > MOST_TERMS:
        return []
    head = term[:start]
    found = []
    for other in scope.sentence_counts:
        if other.startswith(head):
            shared = next((i for i, (a, b) in enumerate(zip(term, other, strict=False)) if a != b), 0)
            shared = shared or min(len(term), len(other))
            if 2 * (shared - start + KIN_LETTERS) > max(len(term), len(other)) - start + KIN_LETTERS:
                found.append((-shared, len(other), other))
    return [other for *_, other in sorted(found)[:MOST_KIN]]


def _mend(text: str, analysis: Analysis, scope: Scope) -> tuple[tuple[Token, ...], tuple[tuple[str, str], ...]]:
    """Return the tokens of a question, those that are misspelt replaced, and what was taken for what."""
    out, mended = [], []
    for token in analysis.tokenize(text):
        word = _meant(token, analysis, scope)
        if word is None:
            out.append(token)
        else:
            out.append(Token(token.start, token.end, word, analysis.prefix + word))
            mended.append((text[token.start : token.end], word))
    return tuple(out), tuple(mended)


def _meant(token: Token, analysis: Analysis, scope: Scope) -> str | None:
    """Return the stem of the articles that a word is a misspelling of; None where it is right as it is."""
    if len(token.word) < SHORTEST or not token.word.isalpha() or token.word in analysis.stop_words:
        return None
    if token.term in scope.sentence_counts or zipf(token.term) >= COMMON:
        return None
    if len(scope.sentence_counts) > MOST_TERMS:
        return None
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - only when a word is unknown

    stem = plain(token.term[len(analysis.prefix) :])
    allowed = 2 if len(stem) >= TWO_EDITS else 1
    best = None
    for other in scope.sentence_counts:
        candidate = other[len(analysis.prefix) :]
        if not other.startswith(analysis.prefix) or len(candidate) < SHORTEST - 1 or candidate[0].isdigit():
            continue
        if abs(len(candidate) - len(stem)) <= allowed:
            distance = OSA.distance(stem, candidate, score_cutoff=allowed)
            if distance <= allowed and not (distance > 1 and candidate[0] != stem[0]):
                key = (distance, candidate[0] != stem[0], -scope.sentence_counts[other], candidate)
                if best is None or key < best:
                    best = key
    return best[3] if best else None
