"""A follow-up in a language with a table made whole: "and when?", "and the children?", "what did she say?".

What was left out is taken from the last question: its words without what asked, its name for a pronoun, its noun
replaced by the new one. There is no grammar here, so several wordings are offered, the likeliest first; what answers
none of them is asked as it was written. Nothing is retrieved. English has `knowledge.reference`, which sees more.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from knowledge.languages.analysis import analysis_of
from knowledge.languages.inquiry import asked_for
from knowledge.languages.kinds import phrases
from knowledge.languages.spelling import normalise
from knowledge.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.languages.analysis import Analysis
    from knowledge.tokenizer import Token

LONGEST = 160
"""Characters of the longest follow-up: who writes more says what is meant."""
FEW = 3
"""Words that matter in a question with a pronoun: one with more stands alone."""


@dataclass(frozen=True, slots=True)
class Before:
    """What the next question may leave out."""

    question: str
    """The last question, as it was asked in the end."""
    short: str | None = None
    """Its short answer."""


@dataclass(frozen=True, slots=True)
class _Words:
    leads: frozenset[str]
    pronouns: frozenset[str]
    idle: frozenset[str]
    """Terms of words that add nothing to a bare question word: "when *was that*"."""
    prepositions: frozenset[str]


@cache
def _words(code: str) -> _Words:
    analysis = analysis_of(code)
    table = analysis.language
    return _Words(
        frozenset(map(normalise, table.leads.split())),
        frozenset(map(normalise, table.pronouns.split())),
        analysis.terms(f"{table.pointing} {table.light}") - analysis.terms(table.says),
        frozenset(map(normalise, f"{table.places} {table.topics}".split())),
    )


class OfTheLast(StrEnum):
    """What is asked of the last quote itself."""

    WHO_SAYS = "who says so"
    SURE = "is that confirmed"
    MORE = "what comes next"


def asked_of_the_last(text: str, code: str) -> OfTheLast | None:
    """Return what `text`, all of it, asks of the last quote itself; None where it asks something else.

    >>> asked_of_the_last("А хто це сказав?", "uk").value, asked_of_the_last("Хто це сказав про міст?", "uk")
    ('who says so', None)
    """
    analysis = analysis_of(code)
    table, tokens = analysis.language, analysis.tokenize(text)
    messages = {OfTheLast.WHO_SAYS: table.who_says, OfTheLast.SURE: table.sure, OfTheLast.MORE: table.more}
    for said in (_after_leads(tokens, code), tokens):
        words = tuple(token.word for token in said)
        for kind, forms in messages.items():
            if words and words in phrases(forms):
                return kind
    return None


def wordings(text: str, before: Before, code: str) -> tuple[str, ...]:
    """Return `text` as questions that stand alone after `before`, the likeliest first; none where it does already."""
    analysis = analysis_of(code)
    tokens = analysis.tokenize(text)
    if not before.question or len(text) > LONGEST or not tokens:
        return ()
    rest = _after_leads(tokens, code)
    led = len(rest) < len(tokens)
    if not rest:
        return ()
    piece = text[rest[0].start : rest[-1].end]
    asking, content = _parts(piece, analysis)
    last = _Last(before.question, analysis)
    if asking and not content:
        return _again(asking, before, last)
    pronoun = any(token.word in _words(code).pronouns for token in rest)
    if asking:
        names = any(_named(piece, token) for token in content)
        if (led or (pronoun and len(content) <= FEW)) and not names:
            return _with_context(piece, before, last)
        return ()
    return _replaced(piece, content, last, code) if led else ()


def _after_leads(tokens: tuple[Token, ...], code: str) -> tuple[Token, ...]:
    leads = _words(code).leads
    first = next((i for i, token in enumerate(tokens) if token.word not in leads), len(tokens))
    return tokens[first:]


def _parts(piece: str, analysis: Analysis) -> tuple[str, list[Token]]:
    """Return the question word of a follow-up, and its words that matter."""
    tokens = analysis.tokenize(piece)
    code = analysis.language.code
    words = asked_for(tokens, code)
    idle = _words(code).idle
    content = [
        token
        for i, token in enumerate(tokens)
        if i not in words and token.word not in analysis.stop_words and token.term not in idle
    ]
    if not words:
        return "", content
    before = tokens[min(words) - 1] if min(words) else None  # "*from* where"
    first = before if before and before.word in analysis.stop_words else tokens[min(words)]
    return piece[first.start : tokens[max(words)].end], content


class _Last:
    """The last question, in parts."""

    def __init__(self, question: str, analysis: Analysis) -> None:
        tokens = analysis.tokenize(question)
        words = asked_for(tokens, analysis.language.code)
        self.text = question.rstrip(" ?!.…")
        self.asking = question[tokens[min(words)].start : tokens[max(words)].end] if words else ""
        self.matter = [
            question[t.start : t.end]
            for i, t in enumerate(tokens)
            if i not in words and t.word not in analysis.stop_words
        ]
        self.names = [name for name in self.matter if name[:1].isupper()]
        nouns = analysis.language.nouns_have_capitals
        self.names = [] if nouns else self.names


def _again(asking: str, before: Before, last: _Last) -> tuple[str, ...]:
    """Return the last question with another question word ("when?", "and why?")."""
    rest = " ".join(last.matter)
    named = before.short if before.short and before.short[:1].isupper() and before.short not in rest else None
    found = [f"{asking} {rest} {named}" if named else "", f"{asking} {rest}"]
    return tuple(one for one in found if one and rest)


def _with_context(piece: str, before: Before, last: _Last) -> tuple[str, ...]:
    """Return a follow-up that has a question of its own with what it is about: the last answer, name or matter."""
    found = []
    if before.short and before.short[:1].isalpha() and before.short[:1].isupper():
        found.append(f"{piece} {before.short}")
    if last.names:
        found.append(f"{piece} {' '.join(last.names)}")
    found += [f"{piece} {' '.join(last.matter)}", f"{piece} {' '.join(last.matter[1:])}"]
    return tuple(dict.fromkeys(found))


def _replaced(piece: str, content: Sequence[Token], last: _Last, code: str) -> tuple[str, ...]:
    """Return the last question with a fragment ("and the children?") for what it is another of."""
    if not content or not last.matter:
        return ()
    if piece.split(maxsplit=1)[0].casefold() in _words(code).prepositions and last.asking:
        return (f"{last.text} {piece}", *(last.text.replace(name, piece) for name in last.names[-1:]))
    if piece[:1].isupper() and last.names:
        return (last.text.replace(last.names[-1], piece),)
    first, *others = last.matter
    return tuple(
        " ".join(part for part in parts if part)
        for parts in ((last.asking, piece, *others), (last.asking, piece, first), (last.asking, piece))
    )


def _named(text: str, token: Token) -> bool:
    return token.start > 0 and text[token.start].isupper()
