"""Questions that leave out what was just said: "why?", "and in August?", "what about Kurakhove?", "how many?".

The missing words are taken from the last question: its matter without its question word, or the question itself with
the new name, date or noun in the place of the old one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.antecedents import (
    Ground,
    capitals,
    first_noun,
    focus_end,
    is_name,
    is_noun,
    is_plural,
    name_tokens,
    place,
    thing,
)
from knowledge.english import FAMILIES, MONTHS, NUMBER_WORDS, QUESTION_WORDS, STOP_WORDS, UNITS, WEEKDAYS
from knowledge.lexicon import look_up
from knowledge.names import kind_of, mentions
from knowledge.overview_request import About, read_request
from knowledge.phrases import Kind, find_phrases, tag
from knowledge.tokenizer import tokenize

if TYPE_CHECKING:
    from knowledge.tokenizer import Token

LONGEST_FRAGMENT = 7
"""Words of the longest fragment: a longer one says itself what it asks."""

_BARE = re.compile(
    r"(?:and |but |so |ok |okay |well |then )*"
    r"(?P<wh>(?:(?:since|until|till|by|from) )?when|(?:from )?where(?: to| from)?|why|how come|what for|how|"
    r"(?:by |with |to |against |for |from )?whom?|how (?:many|much|long|often|soon|big|large|old)|how far(?: away)?|"
    r"(?:in |on |at |from |to |near )?which (?:one|ones|[a-z]+)|(?:on |at )?what (?:day|date|time|year|month))"
    r"(?: exactly| precisely| then| though| again| not| else)?"
    r"(?P<that>(?: (?:is|was|s|will be) (?:that|it|this)(?: so)?| so|"
    r" did (?:that|it|this) (?:happen|start|begin)| did it))?"
)
_POINTS = ("when", "why", "how", "how come")
"""Question words after which "is that" means all that was said, and not one thing in it."""
_LEAD = frozenset("and but or so ok okay also well then".split())
_ABOUT = (("what", "about"), ("how", "about"), ("what", "of"))
_PREPOSITIONS = frozenset("in on at for since until after before during near from to by with about of within".split())
_DATES = frozenset(MONTHS) | frozenset(WEEKDAYS) | {"yesterday", "today", "tomorrow"}
_SEASONS = frozenset("spring summer autumn winter year month week".split())
_DURATIONS = frozenset(UNITS["duration"])
_UNITS = frozenset(word for words in UNITS.values() for word in words if len(word) > 2)
_PEOPLES = {word: family[0] for family in FAMILIES if len(family) > 1 for word in family[1:]}
"""Adjective of a country → the country, in lower case."""


def complete(ground: Ground, text: str) -> str | None:
    """Return `text` with what it leaves out, or None where it leaves out nothing that the context has."""
    if not ground.context.question or len(text) > 200:
        return None
    tokens = tokenize(text)
    words = " ".join(token.word for token in tokens)
    match = _BARE.fullmatch(words)
    if match and (match["that"] is None or match["wh"] in _POINTS):
        return _ask_again(ground, match["wh"])
    return _fragment(ground, text, tokens)


def _ask_again(ground: Ground, wh: str) -> str | None:
    """Return the last question with another question word."""
    if wh.startswith("how far"):
        end = place(ground) or thing(ground)
        return f"How far is {end}?" if end else None
    question, short = ground.context.question.rstrip(" ?!."), ground.context.short
    if read_request(question) is not None:
        return None
    focus, rest, subject = matter(question)
    if any(token.word in _UNITS for token in tokenize(focus)):
        focus = ""  # "since when does Ukraine control square kilometers" asks for more than was asked
    answer = short if short and is_noun(short) and (is_name(short) or focus) else focus
    if answer and focus and "a" in look_up(tokenize(answer)[-1].word).parts and not is_plural(answer):
        answer = f"{answer} {focus.split()[-1]}"  # "North Korean" soldiers
    if answer and answer.casefold() in rest.casefold():
        answer = ""
    asked = wh[0].upper() + wh[1:]
    parts = [asked, answer, rest] if subject or wh in ("how many", "how much") else [asked, rest, answer]
    return " ".join(part for part in parts if part) + "?"


def matter(question: str) -> tuple[str, str, bool]:
    """Return the noun that a question asks for, the rest of it, and whether that noun is the rest's subject."""
    tokens = tokenize(question)
    at = next((i for i, token in enumerate(tokens[:4]) if token.word in QUESTION_WORDS), None)
    if at is None:
        return "", question, False
    tags = tag(question, tokens)
    start = at + 1
    if (
        tokens[at].word == "how"
        and start < len(tokens)
        and tokens[start].word not in ("do", "does", "did", "is", "are")
    ):
        start += 1  # many, much, far, long
    verb = next((i for i in range(start, len(tokens)) if tags[i] in "XV"), None)
    if verb is None:
        return "", question[tokens[start].start :] if start < len(tokens) else "", False
    focus = question[tokens[start].start : tokens[verb - 1].end] if verb > start else ""
    # "which town did Russia take": the subject stands between the verbs; "which soldiers are fighting": it is asked for
    subject = tags[verb] == "V" or (verb + 1 < len(tokens) and tags[verb + 1] in "VGRX")
    return focus, question[tokens[verb].start :], subject


def _fragment(ground: Ground, text: str, tokens: tuple[Token, ...]) -> str | None:
    """Return the last question with the fragment "and X?" in the place of what X is another of."""
    start = 0
    while start < len(tokens) and tokens[start].word in _LEAD:
        start += 1
    about = tuple(token.word for token in tokens[start : start + 2]) in _ABOUT
    start += 2 * about
    begins = start < len(tokens) and tokens[start].word in _PREPOSITIONS
    left = tokens[start:]
    if not (start or begins) or not 0 < len(left) <= LONGEST_FRAGMENT:
        return None
    piece = text[left[0].start : left[-1].end]
    tags = tag(piece, tokenize(piece))
    request = read_request(piece)
    if "X" in tags or "O" in tags or (request is not None and not isinstance(request, About)):
        return None
    if left[0].word in QUESTION_WORDS:
        return _new_focus(ground, piece) if len(left) > 1 else None
    if any(token.word in QUESTION_WORDS for token in left):
        return None
    preposition = piece[: left[0].end - left[0].start] if left[0].word in _PREPOSITIONS and len(left) > 1 else ""
    noun = piece[len(preposition) :].strip()
    return _swapped(ground, noun, preposition.casefold())


def _new_focus(ground: Ground, piece: str) -> str | None:
    """Return the last question with another noun to ask for ("and how many North Koreans?")."""
    question = ground.context.question.rstrip(" ?!.")
    asked = tokenize(piece)
    if asked[0].word not in ("how", "which", "what", "whose"):
        return None
    _, rest, _ = matter(question)
    return f"{piece[0].upper()}{piece[1:]} {rest}?" if rest else None


def _swapped(ground: Ground, noun: str, preposition: str) -> str | None:
    question = ground.context.question
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
        return before + put + question[end:]
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
            tokens[first - 1].word in (*_PREPOSITIONS, "a", "one", "the", "last", "next")
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
