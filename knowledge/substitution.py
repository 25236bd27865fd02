"""The last question with another name, date or noun in the place of its own: "and in August?", "what about Kurakhove?".

A date takes the place of a date, a person's name that of a person's, a people that of a people; what has no place goes
to the end. Nothing is asked here whether the new question makes sense: the articles will answer it or not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.antecedents import Ground, capitals, name_tokens
from knowledge.english import FAMILIES, MONTHS, NUMBER_WORDS, STOP_WORDS, UNITS, WEEKDAYS
from knowledge.lexicon import look_up
from knowledge.names import kind_of, mentions
from knowledge.phrases import Kind, find_phrases, tag
from knowledge.question_nouns import first_noun, focus_end, is_plural
from knowledge.tokenizer import tokenize

if TYPE_CHECKING:
    from knowledge.tokenizer import Token

PREPOSITIONS = frozenset("in on at for since until after before during near from to by with about of within".split())
"""Words that a fragment may begin with ("in August?")."""
_DATES = frozenset(MONTHS) | frozenset(WEEKDAYS) | {"yesterday", "today", "tomorrow"}
_SEASONS = frozenset("spring summer autumn winter year month week".split())
_DURATIONS = frozenset(UNITS["duration"])
_PEOPLES = {word: family[0] for family in FAMILIES if len(family) > 1 for word in family[1:]}
"""Adjective of a country → the country, in lower case."""


_SIDE = re.compile(r"^(?:the )?([A-Za-z]+) (?:side|sides|one|ones|part)$", re.IGNORECASE)
"""The Ukrainian *side*, the Ukrainian *ones*: what they are another of is said by the first word."""


def substitute(ground: Ground, noun: str, preposition: str) -> str | None:  # noqa: PLR0911 - one way out a kind
    """Return the last question with `noun`, behind `preposition` if that is not empty, for what it is another of."""
    question = ground.context.question
    noun = _SIDE.sub(r"\1", noun)
    tokens = tokenize(question)
    words = tokenize(noun)
    if not tokens or not words:
        return None
    if any(token.word in _DATES | _SEASONS | _DURATIONS or _is_year(token.word) for token in words):
        return _with_date(question, tokens, f"{preposition} {noun}".strip())
    found = _named_place(ground, question, noun, preposition)
    if found is not None:
        start, end, put = found
        before = question[:start]
        if before.endswith(" the ") and _is_named(ground, noun):
            before = before[:-4]
        after = question[end:]
        if put.casefold() in (before + after).casefold():
            return f"Tell me about {noun}"  # "how far is Pokrovsk from Pokrovsk" is not what was meant
        return before + put + after
    old = first_noun(question, plural=True) if is_plural(noun) else None
    if old is None and not preposition and not _is_named(ground, noun):
        old = _focus_noun(question, tokens) or first_noun(question, plural=False)
    if old is not None and not preposition:
        return question.replace(old, noun, 1)
    if preposition:
        return _with_tail(question, tokens, preposition, noun)
    # a keyword, or a question with no name in it: the fragment is the new keyword
    return noun


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")


def _with_date(question: str, tokens: tuple[Token, ...], date: str) -> str:
    """Return the question with another date or stretch of time, or with one at its end."""
    spans = [(phrase.first, phrase.last) for phrase in find_phrases(question, tokens) if phrase.kind is Kind.DATE]
    spans += [(i, i + 1) for i, token in enumerate(tokens) if token.word in _DURATIONS]
    for at, stop in spans:
        first, last = at, stop
        while first and (
            tokens[first - 1].word in (*PREPOSITIONS, "a", "one", "the", "last", "next")
            or tokens[first - 1].word in NUMBER_WORDS
            or tokens[first - 1].word.isdigit()
        ):
            first -= 1
        if last < len(tokens) and tokens[last].word == "period":
            last += 1
        return question[: tokens[first].start] + date + question[tokens[last - 1].end :]
    return f"{question.rstrip(' ?!.')} {date}?"


def _with_tail(question: str, tokens: tuple[Token, ...], preposition: str, noun: str) -> str:
    """Return the question with another noun after its own preposition ("about …"), or with both at its end."""
    tags = tag(question, tokens)
    for i, token in enumerate(tokens):
        if i and token.word == preposition and i + 1 < len(tokens):
            end = next((j for j in range(i + 1, len(tokens)) if tags[j] in "PTXVBC"), len(tokens))
            if end > i + 1:
                return question[: tokens[i + 1].start] + noun + question[tokens[end - 1].end :]
    return f"{question.rstrip(' ?!.')} {preposition} {noun}?"


def _focus_noun(question: str, tokens: tuple[Token, ...]) -> str | None:
    """Return the noun that "how many" or "which" asks for."""
    if tokens[0].word not in ("how", "which", "what"):
        return None
    start, end = 1 + (tokens[0].word == "how"), focus_end(tokens, tag(question, tokens))
    return question[tokens[start].start : tokens[end - 1].end] if end > start else None


def _named_place(ground: Ground, question: str, noun: str, preposition: str) -> tuple[int, int, str] | None:
    """Return where in the question the name stands that `noun` replaces, and in which form."""
    written = capitals(ground.collection, question)
    tokens = tokenize(written)
    people = _people_place(question, tokens, noun)
    if people is not None and not preposition:
        return people
    if not _is_named(ground, noun):
        return None
    found = []
    for mention in mentions(written, tokens):
        known = name_tokens(ground.collection, mention.written(written, tokens))
        before = tokens[mention.first - 1].word if mention.first else ""
        kind = kind_of(known, ground.paragraphs)
        found.append((tokens[mention.first].start, tokens[mention.last - 1].end, kind, before))
    wanted = kind_of(name_tokens(ground.collection, noun), ground.paragraphs)
    for same in (
        [one for one in found if preposition and one[3] == preposition],
        [one for one in found if one[2] is wanted],
        found if not preposition else [],
    ):
        if same:
            start, end, *_ = same[0]
            return start, end, noun
    return None


def _is_named(ground: Ground, noun: str) -> bool:
    """Say whether a fragment is a name: a capital on every word but "the" and "of"."""
    written = capitals(ground.collection, noun)
    tokens = [token for token in tokenize(written) if token.word not in STOP_WORDS]
    return bool(tokens) and all(
        written[token.start].isupper() or not written[token.start].islower() for token in tokens
    )


def _people_place(question: str, tokens: tuple[Token, ...], noun: str) -> tuple[int, int, str] | None:
    """Return where a people's adjective stands that a country or another adjective replaces ("Russian soldiers")."""
    words = tokenize(noun)
    country = next((f for f in FAMILIES if words[0].word in f and look_up(f[0]).kind == "location"), None)
    if len(words) != 1 or country is None:
        return None
    for token in tokens:
        if (
            token.word in _PEOPLES
            and question[token.start].isupper()
            and look_up(_PEOPLES[token.word]).kind == "location"
        ):
            return token.start, token.end, country[1].capitalize()
    return None
