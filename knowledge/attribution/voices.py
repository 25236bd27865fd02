"""The voices of one sentence: who speaks, plans or doubts, and over which of its words.

Patterns over closed word lists, each tried at the word that gives it away; where none fits, the article speaks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge import english_attribution as english
from knowledge.attribution.noun_phrases import Subject, forward, noun_phrase
from knowledge.attribution.passives import hear_passive
from knowledge.attribution.reach import Means, Voice, clause, is_main, next_break, own_voice
from knowledge.attribution.subjects import before_verb
from knowledge.attribution.verbs import NEAR, hear_verb
from knowledge.lexicon import look_up
from knowledge.types import Status

if TYPE_CHECKING:
    from knowledge.attribution.line import Line

MOST = 24
"""Voices heard in one sentence: no real one has more, and a hostile one must not cost more."""

_COMING = english.PREPARING | {"will", "won't", "would"}
TRIGGERS = frozenset(english.VERBS).union(
    english.HEDGES,
    english.NOUNS,
    english.PASSIVE_TO,
    english.PASSIVE_ALONE,
    english.POSTPONED,
    _COMING,
    ("according", "quoted"),
)
"""Without any of these a sentence is the article's own."""


def hear(line: Line) -> tuple[Voice, ...]:
    """Return the voices of a sentence in the order of the words that give them away."""
    voices: list[Voice] = []
    for at, word in enumerate(line.words):
        voice = _voice_at(line, at, voices) if word in TRIGGERS else None
        if voice:
            voices.append(voice)
            if len(voices) == MOST:
                break
    return tuple(voices)


def _voice_at(line: Line, at: int, before: list[Voice]) -> Voice | None:
    if line.words[at] == "according":
        return _according(line, at)
    if line.words[at] in english.HEDGES:
        return _hedge(line, at)
    return hear_passive(line, at) or _coming(line, at) or hear_verb(line, at, before) or _noun(line, at, before)


def _hedge(line: Line, at: int) -> Voice:
    """Hear "reportedly", "unverified"."""
    scope = clause(line, at)
    status = english.HEDGES[line.words[at]]
    return Voice(Means.HEDGE, status, at, (scope,), main=is_main(line, scope), caveat=True)


def _according(line: Line, at: int) -> Voice | None:
    """Hear "according to the ministry"."""
    words, gaps = line.words, line.gaps
    if at + 2 >= len(words) or words[at + 1] != "to":
        return None
    source = forward(line, at + 2)
    if source is None or {words[source.last - 1], words[at + 2]} & english.ACCORDING_OTHER:
        return None
    breaks = (i for i in range(at, 0, -1) if gaps[i] == ";" or (gaps[i] == "," and words[i] in english.OWN_VOICE))
    start = next(breaks, 0)
    stop = own_voice(line, at, len(words))
    if at != start and gaps[at] not in ",q(":  # "40 died according to police, and the road is shut"
        stop = next((i for i in range(source.last, stop) if gaps[i] == ","), stop)
    return Voice(Means.SPEECH, Status.CLAIM, at, ((start, stop),), source)


def _noun(line: Line, at: int, before: list[Voice]) -> Voice | None:
    """Hear "Russia's claim that …", "allegations of …", "plans to …"."""
    words = line.words
    status = english.NOUNS.get(words[at])
    if status is None or at + 2 >= len(words) or line.gaps[at + 1] != " ":
        return None
    after, source = at + 1, None
    if words[after] == "by" and status is not Status.PLAN:
        source = forward(line, at + 2)
        after = source.last if source else after
    if not _matter_follows(line, at, after, status):
        return None
    if any(v.status is Status.DENIAL and v.covers(at, at + 1) and at - v.verb < NEAR for v in before):
        return None
    scope = ((after, next_break(line, after, len(words))),)
    return Voice(Means.SPEECH, status, at, scope, source or _owner(line, at), main=False)


def _matter_follows(line: Line, at: int, after: int, status: Status) -> bool:
    """Say whether at token `after` begins what a noun of speech is about, and no relative clause about the noun."""
    words = line.words
    if after + 1 >= len(words):
        return False
    if status is Status.PLAN:
        return words[after] == "to" and "v" in look_up(words[after + 1]).parts
    if words[after] == "that":
        return words[after + 1] not in english.AUXILIARIES
    return words[after] == "of" and words[at] in english.NOUNS_OF


def _owner(line: Line, noun: int) -> Subject | None:
    """Return whose claim it is: "Russia's claim", "his claim"; reports are their own source."""
    owner = noun - 1
    if owner >= 0 and line.words[owner] == "s":
        return noun_phrase(line, owner - 1)
    if owner >= 0 and line.words[owner] in english.POSSESSIVES:
        return Subject(owner, owner + 1, pronoun=True)
    if owner >= 0 and line.text[line.tokens[owner].end : line.tokens[owner].end + 1] in ("’", "'"):
        return noun_phrase(line, owner)
    return noun_phrase(line, noun) if line.words[noun] == "reports" else None


def _coming(line: Line, at: int) -> Voice | None:
    """Hear "will", "is going to", "is arranging" and what "would" judges."""
    words = line.words
    word = words[at]
    if word not in _COMING or not 0 < at < len(words) - 1:
        return None
    following, before = words[at + 1], words[at - 1]
    scope = clause(line, at)
    main = is_main(line, scope)
    if word == "would":
        if following in english.WOULD_JUDGE:
            return Voice(Means.HEDGE, Status.OPINION, at, (scope,), main=main)
        return Voice(Means.PLAN, Status.PLAN, at, (scope,), main=False) if following != "have" else None
    if word in english.PREPARING:
        _, skipped = before_verb(line, at)
        present = skipped & {"is", "are"} and not skipped & english.NEGATIONS
        fits = present and (following == "to" or word not in ("going", "planning", "preparing"))
    else:
        noun = before in english.DETERMINERS or before in ("s", "free", "good", "own") or line.gaps[at] != " "
        fits = not noun and not (line.capital(at) and not line.headline) and english.HABIT.isdisjoint(words)
    return Voice(Means.PLAN, Status.PLAN, at, (scope,), main=main) if fits else None
