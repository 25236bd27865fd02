"""The short answer in a quote: what is of the wanted kind next to the question's words, a reason, what a verb takes.

Only what a pattern finds: a date, a figure, a name or a place by `kinds`; for "why" the clause behind "because"; for
"what" the words that follow the last of the question's, to the end of the clause, where these have met all that was
asked. Where none fits, the sentence is the answer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.expectation import Expect
from knowledge.languages.analysis import analysis_of
from knowledge.languages.kinds import answers, phrases, stands_at
from knowledge.languages.spelling import normalise
from knowledge.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.languages.analysis import Analysis
    from knowledge.passages import PreparedSentence
    from knowledge.question import Question
    from knowledge.reader import Window
    from knowledge.tokenizer import Token

SHORTEST_REASON = 2
"""Words of the shortest reason: "through the river" is a way."""
LEAST = 2
"""Words of a question of whose verb a rest is left: "what is a twin prime" asks for more."""
CLOSEST = 3
"""Words of the question, the nearest ones, by whose distance a date, a figure or a place is chosen."""
LONE = 30
"""Characters by which one capitalised word alone is thought further off than a full name where "who" is asked."""
LONGEST = 14
"""Words of the longest short answer."""
_BREAK = re.compile(r"[,;:.!?()«»\"“”„]|\s[—–-]\s")


def short_answer(question: Question, window: Window, code: str) -> Span | None:
    """Return where the short answer stands in the quote; None where the sentence is the answer."""
    best = window.best.candidate.sentence
    quoted = window.home.sentences[window.first : window.last + 1]
    for sentence in (best, *(one for one in quoted if one is not best)):
        span = _in(sentence, question, code)
        if span is not None:
            start = sentence.span.start - window.span.start
            inside = span.start + start >= 0 and span.end + start <= window.span.end - window.span.start
            return span.shifted(start) if inside else None
    return None


def _in(sentence: PreparedSentence, question: Question, code: str) -> Span | None:
    if question.expect is Expect.REASON:
        return _reason(sentence, code)
    if question.expect is Expect.THING:
        return _rest(sentence, question, code)
    return _nearest(sentence, question, code)


def _nearest(sentence: PreparedSentence, question: Question, code: str) -> Span | None:
    """Return the stretch of the wanted kind that stands nearest to the question's words."""
    if question.expect is Expect.YES_NO or (
        question.expect is Expect.PERSON and all(term.name for term in question.terms)
    ):
        return None  # "Who is Kellogg?" asks what he is
    analysis = analysis_of(code)
    asked = frozenset(v for term in question.terms for v in term.variants)
    kind = question.expect
    spans = [span for span in answers(sentence, kind, code, asked)[1] if span.end > span.start]
    if not spans:
        return None
    met = [token for token in sentence.tokens if token.term in asked]
    counted = question.focus if question.focus not in analysis.terms(analysis.language.generic) else ""
    nouns = [token.start for token in met if counted and token.term == counted]
    office = question.terms[0].main if question.expect is Expect.PERSON and question.terms else ""
    if office not in analysis.terms(analysis.language.roles):
        office = ""  # "who is the *mayor*", but "who won the election of a mayor"
    offices = [token for token in met if office and token.term == office]

    def distance(span: Span) -> tuple[int, int]:
        beside = min((abs(start - span.end) for start in nouns), default=0)
        beside = beside if question.expect is Expect.NUMBER else 0
        gaps = sorted(_gap(span, token) for token in met)
        away = sum(gaps if kind is Expect.PERSON else gaps[:CLOSEST])
        if kind is Expect.PERSON and " " not in span.of(sentence.text):
            away += LONE * len(met)
        return min((_gap(span, token) for token in offices), default=beside), away

    return min(spans, key=distance)


def _gap(span: Span, token: Token) -> int:
    return max(token.start - span.end, span.start - token.end, 0)


def _reason(sentence: PreparedSentence, code: str) -> Span | None:
    """Return the clause behind a word that gives a reason, with that word."""
    tokens, text = sentence.tokens, sentence.text
    for phrase in phrases(analysis_of(code).language.because):
        first = stands_at(tokens, phrase)
        if first < 0:
            continue
        last = _clause(text, tokens, first + len(phrase))
        if last - first - len(phrase) >= SHORTEST_REASON and tokens[first + len(phrase)].word[:1].isalpha():
            return Span(tokens[first].start, tokens[last - 1].end)
    return None


def _rest(sentence: PreparedSentence, question: Question, code: str) -> Span | None:
    """Return what follows the last of the question's words, to the end of the clause: "They demand *the results*"."""
    analysis = analysis_of(code)
    if not _asks_what(question, analysis) or len(question.terms) < LEAST:
        return None
    tokens, text = sentence.tokens, sentence.text
    met = [i for i, token in enumerate(tokens) if any(token.term in term.variants for term in question.terms)]
    found = sum(any(variant in sentence.places for variant in term.variants) for term in question.terms)
    if found < len(question.terms) or not met:
        return None
    first = met[-1] + 1
    last = _clause(text, tokens, first)
    if not 0 < last - first <= LONGEST or _BREAK.search(text[tokens[first - 1].end : tokens[first].start]):
        return None
    articles = frozenset(map(normalise, f"{analysis.language.definite} {analysis.language.own}".split()))
    if tokens[first].word in analysis.stop_words and tokens[first].word not in articles:
        return None
    return Span(tokens[first].start, tokens[last - 1].end)


def _asks_what(question: Question, analysis: Analysis) -> bool:
    """Say whether "what" begins a question, and neither a noun nor a preposition belongs to it."""
    return question.words[:1] in phrases(analysis.language.asks.get("what", ""))


def _clause(text: str, tokens: Sequence[Token], first: int) -> int:
    """Return the token behind the last one of the clause that goes on at `first`."""
    last = first
    while last < len(tokens) and last - first < LONGEST:
        last += 1
        if last < len(tokens) and _BREAK.search(text[tokens[last - 1].end : tokens[last].start]):
            break
    return last
