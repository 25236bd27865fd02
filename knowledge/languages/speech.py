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
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from knowledge.passages import PreparedParagraph, PreparedSentence

LONGEST = 8
"""Words of the longest speaker."""
BESIDE = 4
"""Words of the longest office, and of the longest name, between commas."""
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
    according: Mapping[str, Sequence[tuple[str, ...]]]
    """First word → the phrases that begin with it."""
    according_back: Mapping[str, Sequence[tuple[str, ...]]]
    doubts: tuple[tuple[str, ...], ...]
    that: frozenset[str]
    stop_words: frozenset[str]
    idle: frozenset[str]
    """What may stand between a verb and its speaker: articles, "his", "on Monday" (words)."""
    times: frozenset[str]
    """Days of the week (terms)."""
    plain: bool
    """Whether the article is left out of the speaker: where it bends ("nach Angaben *des* Unternehmens")."""


@cache
def _verbs(code: str) -> _Verbs:
    analysis = analysis_of(code)
    table = analysis.language
    return _Verbs(
        analysis.terms(table.says),
        analysis.terms(table.denies),
        analysis.terms(table.plans),
        _by_first(phrases(table.according)),
        _by_first(phrases(table.according_back)),
        phrases(table.doubts),
        frozenset(normalise(word) for word in table.that.split()),
        analysis.stop_words,
        frozenset(map(normalise, f"{table.definite} {table.own}".split())),
        analysis.terms(table.weekdays),
        table.nouns_have_capitals,
    )


class _Voice(NamedTuple):
    status: Status
    source: Span | None
    """Where the speaker is named, in the sentence."""
    back: bool = False
    """Whether the speaker was named before ("according to her")."""


def attribute_in(home: PreparedParagraph, first: int, last: int, focus: Span | None = None) -> Attribution:
    """Return who says what sentences `first` to `last` (inclusive) say; `focus`, in the paragraph, picks one."""
    wanted = list(range(first, last + 1))
    if focus is not None:
        spans = [sentence.span for sentence in home.sentences]
        wanted = [k for k in wanted if spans[k].start < focus.end and focus.start < spans[k].end] or wanted
    verbs = _verbs(base(home.article.metadata.language))
    for k in wanted:
        sentence = home.sentences[k]
        here = focus.shifted(-sentence.span.start) if focus else None
        voice = _heard(sentence, verbs, here)
        doubt = _doubt(sentence, verbs)
        if voice is None and doubt is None:
            continue
        if voice is None:
            return Attribution(Status.UNVERIFIED, None, doubt)
        source = voice.source.of(sentence.text) if voice.source else None
        if voice.back:
            source = _named_before(home, k, verbs)
        if here and voice.source and here.within(voice.source):
            continue  # the speaker is what was asked for
        if doubt is None and voice.status is not Status.PLAN and k + 1 < len(home.sentences):
            doubt = _doubt(home.sentences[k + 1], verbs)  # "…, he said. This could not be verified."
        return Attribution(voice.status, source, doubt)
    return Attribution(Status.FACT)


def _named_before(home: PreparedParagraph, at: int, verbs: _Verbs) -> str | None:
    """Return who "according to her" is: who spoke in the sentence before `at`, else whom it begins with."""
    for sentence in home.sentences[max(0, at - 1) : at]:
        voice = _heard(sentence, verbs)
        if voice and voice.source:
            return voice.source.of(sentence.text)
        tokens, text = sentence.tokens, sentence.text
        last = 0
        while last < len(tokens) and text[tokens[last].start].isupper() and tokens[last].word not in verbs.stop_words:
            last += 1
        if last:
            return text[tokens[0].start : tokens[last - 1].end]
    return None


def _doubt(sentence: PreparedSentence, verbs: _Verbs) -> str | None:
    """Return the article's own words of caution in a sentence."""
    tokens = sentence.tokens
    places: dict[str, int] = {}
    for i, token in enumerate(tokens):
        places.setdefault(token.word, i)
    for phrase in verbs.doubts:
        if phrase[0] not in places:
            continue
        at = [places.get(word, -1) for word in phrase]
        if min(at) >= 0 and max(at) - min(at) < len(phrase) + LOOSE:
            return sentence.text[tokens[min(at)].start : tokens[max(at)].end]
    return None


def _places(words: Sequence[str], phrases: Mapping[str, Sequence[tuple[str, ...]]]) -> Iterator[int]:
    """Yield the tokens behind each of `phrases`, by their first words, that stands among `words`."""
    for i, word in enumerate(words):
        for phrase in phrases.get(word, ()):
            if tuple(words[i : i + len(phrase)]) == phrase:
                yield i + len(phrase)


def _by_first(found: Iterable[tuple[str, ...]]) -> dict[str, list[tuple[str, ...]]]:
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for phrase in found:
        by_first.setdefault(phrase[0], []).append(phrase)
    return by_first


def _heard(sentence: PreparedSentence, verbs: _Verbs, focus: Span | None = None) -> _Voice | None:
    """Return who speaks in a sentence; of several the last before `focus`, a place in the sentence."""
    tokens = sentence.tokens
    plan = any(token.term in verbs.plans for token in tokens)
    claim = Status.PLAN if plan else Status.CLAIM
    words = [token.word for token in tokens]
    if next(_places(words, verbs.according_back), None) is not None:
        return _Voice(claim, None, back=True)
    for i in _places(words, verbs.according):
        source = _after(sentence, i, verbs)
        if source:
            return _Voice(claim, source)
    found: list[_Voice] = []
    for i, token in enumerate(tokens):
        if found and focus is not None and token.start > focus.start:
            break
        if token.term in verbs.denies:
            source = _before(sentence, i, verbs) or _after(sentence, i + 1, verbs)
            if source:
                found.append(_Voice(Status.DENIAL, source))
        elif token.term in verbs.says and _reports(sentence, i, verbs):
            source = _before(sentence, i, verbs) or _after(sentence, i + 1, verbs)
            if source is None and found:  # "denied it and said that …": one speaker
                source = found[-1].source
            back = source is None and i <= 1  # "He said that …", and in many languages "Said that …"
            found.append(_Voice(Status.PLAN if plan and source else Status.CLAIM, source, back))
    if found:
        return found[-1] if focus is not None else found[0]
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
    if first == at:
        return _with_its_name(sentence, at)
    at = next((i for i in range(first + 1, at) if tokens[i].term in verbs.says | verbs.denies), at)
    while first < at and tokens[first].word in verbs.stop_words:
        first += 1
    last = at
    while last > first and tokens[last - 1].word in verbs.stop_words:
        last -= 1
    named = any(text[token.start].isupper() for token in tokens[first:last])
    return Span(tokens[first].start, tokens[last - 1].end) if first < last and named else None


def _with_its_name(sentence: PreparedSentence, at: int) -> Span | None:
    """Return the office and the name that begin a sentence up to token `at`: "The mayor, Paul Vasseur, said …"."""
    tokens, text = sentence.tokens, sentence.text
    breaks = [i for i in range(1, at + 1) if _BREAK.search(text[tokens[i - 1].end : tokens[i].start])]
    if len(breaks) != 2 or at - breaks[0] > BESIDE or breaks[0] > BESIDE + 1:
        return None
    named = all(text[token.start].isupper() for token in tokens[breaks[0] : at])
    return Span(tokens[0].start, tokens[at - 1].end) if named else None


def _after(sentence: PreparedSentence, at: int, verbs: _Verbs) -> Span | None:
    """Return where the speaker stands from token `at` on: to the end of its clause, a number, or the capitalised words.

    An article, "his" or "on Monday" may stand before it, and a name behind a comma belongs to the office before it.
    """
    tokens, text = sentence.tokens, sentence.text
    if at and at < len(tokens) and _BREAK.search(text[tokens[at - 1].end : tokens[at].start]):
        return None
    begin = at
    while at < len(tokens) and (tokens[at].word in verbs.idle or tokens[at].term in verbs.times):
        at += 1
        if tokens[at - 1].term in verbs.times or verbs.plain:
            begin = at
    if at >= len(tokens) or tokens[at].word in verbs.stop_words or tokens[at].word[:1].isdigit():
        return None
    last, capitals, closed = at, at, False
    while last < len(tokens) and last - at < LONGEST and not closed and not tokens[last].word[:1].isdigit():
        if text[tokens[last].start].isupper() and (capitals in (at, last) or tokens[last - 1].word in verbs.stop_words):
            capitals = last + 1
        last += 1
        closed = last == len(tokens) or _BREAK.search(text[tokens[last - 1].end : tokens[last].start]) is not None
    number = last < len(tokens) and tokens[last].word[:1].isdigit()
    if closed or (number and capitals == at):
        apposed = _apposed(sentence, last) if capitals == at else last
        return Span(tokens[begin].start, tokens[apposed - 1].end)
    return Span(tokens[begin].start, tokens[capitals - 1].end) if capitals > at else None


def _apposed(sentence: PreparedSentence, at: int) -> int:
    """Return the token behind the name that stands behind a comma before token `at` ("the mayor, Paul Vasseur")."""
    tokens, text = sentence.tokens, sentence.text
    last = at
    while last < len(tokens) and text[tokens[last].start].isupper():
        last += 1
        if last < len(tokens) and _BREAK.search(text[tokens[last - 1].end : tokens[last].start]):
            break
    return last if at < last and text[tokens[at - 1].end : tokens[at].start].strip() == "," else at
