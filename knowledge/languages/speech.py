"""Who says it, and how sure the article is, in a language with a table: by its verbs of saying and their places.

"X said that …", "…, said X", "according to X, …", "X denied …", and words of what was not checked. The speaker is named
in the article's own words, in whatever case they stand. Where no pattern fits, the article speaks. English has
`knowledge.attribution`, which sees far more.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from knowledge.languages import base
from knowledge.languages.analysis import analysis_of
from knowledge.languages.kinds import phrases
from knowledge.languages.spelling import normalise
from knowledge.types import Attribution, Span, Status
from knowledge.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.passages import PreparedParagraph, PreparedSentence

LONGEST = 8
"""Words of the longest speaker."""
LOOSE = 5
"""Words that may stand among those of a phrase of doubt, which may stand in any order."""
_BREAK = re.compile(r"[,;:()«»\"“”„]|\s[—–-]\s|^[—–]")
_TURNS = re.compile(r"[,»”\"]\s*[—–-]?\s*$|[—–]\s*$")
"""What stands before the verb in "…, said X"."""
_MARKS = re.compile(r"[«“„\"]")


@dataclass(frozen=True, slots=True)
class _Verbs:
    says: frozenset[str]
    denies: frozenset[str]
    plans: frozenset[str]
    according: tuple[tuple[str, ...], ...]
    doubts: tuple[tuple[str, ...], ...]
    that: frozenset[str]
    stop_words: frozenset[str]


@cache
def _verbs(code: str) -> _Verbs:
    analysis = analysis_of(code)
    table = analysis.language
    return _Verbs(
        analysis.terms(table.says),
        analysis.terms(table.denies),
        analysis.terms(table.plans),
        phrases(table.according),
        phrases(table.doubts),
        frozenset(normalise(word) for word in table.that.split()),
        analysis.stop_words,
    )


class _Voice(NamedTuple):
    status: Status
    source: Span | None
    """Where the speaker is named, in the sentence."""


def attribute_in(home: PreparedParagraph, first: int, last: int, focus: Span | None = None) -> Attribution:
    """Return who says what sentences `first` to `last` (inclusive) say; `focus`, in the paragraph, picks one."""
    wanted = home.sentences[first : last + 1]
    if focus is not None:
        wanted = tuple(s for s in wanted if s.span.start < focus.end and focus.start < s.span.end) or wanted
    verbs = _verbs(base(home.article.metadata.language))
    for sentence in wanted:
        voice = _heard(sentence, verbs)
        doubt = _doubt(sentence, verbs)
        if voice is None and doubt is None:
            continue
        source = voice.source.of(sentence.text) if voice and voice.source else None
        if voice is None:
            return Attribution(Status.UNVERIFIED, None, doubt)
        if focus and voice.source and focus.shifted(0).within(voice.source.shifted(sentence.span.start)):
            continue  # the speaker is what was asked for
        after = home.sentences.index(sentence) + 1
        if doubt is None and voice.status is not Status.PLAN and after < len(home.sentences):
            doubt = _doubt(home.sentences[after], verbs)  # "…, he said. This could not be verified."
        return Attribution(voice.status, source, doubt)
    return Attribution(Status.FACT)


def _doubt(sentence: PreparedSentence, verbs: _Verbs) -> str | None:
    """Return the article's own words of caution in a sentence."""
    tokens = sentence.tokens
    for phrase in verbs.doubts:
        at = [next((i for i, token in enumerate(tokens) if token.word == word), -1) for word in phrase]
        if min(at) >= 0 and max(at) - min(at) < len(phrase) + LOOSE:
            return sentence.text[tokens[min(at)].start : tokens[max(at)].end]
    return None


def _places(sentence: PreparedSentence, phrase: Sequence[str]) -> list[int]:
    words = [token.word for token in sentence.tokens]
    return [i for i in range(len(words) - len(phrase) + 1) if words[i : i + len(phrase)] == list(phrase)]


def _heard(sentence: PreparedSentence, verbs: _Verbs) -> _Voice | None:
    tokens = sentence.tokens
    plan = any(token.term in verbs.plans for token in tokens)
    for phrase in verbs.according:
        for i in _places(sentence, phrase):
            source = _after(sentence, i + len(phrase), verbs, whole_clause=True)
            if source:
                return _Voice(Status.PLAN if plan else Status.CLAIM, source)
    for i, token in enumerate(tokens):
        if token.term in verbs.denies:
            source = _before(sentence, i, verbs) or _after(sentence, i + 1, verbs)
            if source:
                return _Voice(Status.DENIAL, source)
        if token.term in verbs.says and _reports(sentence, i, verbs):
            source = _before(sentence, i, verbs) or _after(sentence, i + 1, verbs)
            return _Voice(Status.PLAN if plan and source else Status.CLAIM, source)
    return _Voice(Status.PLAN, None) if plan else None


def _reports(sentence: PreparedSentence, at: int, verbs: _Verbs) -> bool:
    """Say whether the verb at `at` has something said beside it: "said that", "…, said X", a colon and a quotation."""
    tokens, text = sentence.tokens, sentence.text
    if any(token.word in verbs.that for token in tokens[at + 1 : at + 5]):
        return True
    if at and _TURNS.search(text[: tokens[at].start]):
        return True
    return bool(_MARKS.search(text)) and (":" in text[tokens[at].end :] or at > 0)


def _before(sentence: PreparedSentence, at: int, verbs: _Verbs) -> Span | None:
    """Return where the speaker stands before the verb at `at`: its clause from the first word that can name one."""
    tokens, text = sentence.tokens, sentence.text
    first = at
    while first > 0 and at - first < LONGEST:
        between = text[tokens[first - 1].end : tokens[first].start]
        if _BREAK.search(between):
            break
        first -= 1
    while first < at and tokens[first].word in verbs.stop_words:
        first += 1
    last = at
    while last > first and tokens[last - 1].word in verbs.stop_words:
        last -= 1
    named = any(text[token.start].isupper() for token in tokens[first:last])
    return Span(tokens[first].start, tokens[last - 1].end) if first < last and named else None


def _after(sentence: PreparedSentence, at: int, verbs: _Verbs, *, whole_clause: bool = False) -> Span | None:
    """Return where the speaker stands from token `at` on: up to the end of the clause, or of the capitalised words."""
    tokens, text = sentence.tokens, sentence.text
    last = capital = at
    closed = named = False
    # a comma ends the clause; the first run of capitalised words has ended
    while last < len(tokens) and last - at < LONGEST and not closed:
        if not whole_clause and (tokens[last].word in verbs.stop_words or tokens[last].word[:1].isdigit()):
            break
        if text[tokens[last].start].isupper():
            capital = capital if named else last + 1
        else:
            named = capital > at
        last += 1
        closed = last == len(tokens) or _BREAK.search(text[tokens[last - 1].end : tokens[last].start]) is not None
    if capital == at:
        return None
    return Span(tokens[at].start, tokens[last - 1 if closed or not whole_clause else capital - 1].end)
