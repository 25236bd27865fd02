"""A voice, and how far it reaches: the stretches of a sentence over which somebody's words hold.

Speech before its matter ("police said …") reaches to where the article speaks again, without the asides that describe
a name: "Russia declared the capture of Kurakhove, a Ukrainian town" leaves the town to the article itself.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from knowledge import english_attribution as english
from knowledge.attribution.subjects import before_verb, subject_of
from knowledge.types import Status
from knowledge.values import dataclass

if TYPE_CHECKING:
    from knowledge.attribution.line import Line
    from knowledge.attribution.noun_phrases import Subject


class Means(Enum):
    """How a voice is known."""

    SPEECH = auto()
    """A verb or noun of speech, with or without a speaker."""
    PLAN = auto()
    """Words for what is to come, in whosever voice."""
    HEDGE = auto()
    """The article's own distance: "reportedly", "would represent"."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody's words in a sentence."""

    means: Means
    status: Status
    verb: int
    """The token that gives the voice away."""
    scope: tuple[tuple[int, int], ...]
    """Token stretches over which it holds."""
    source: Subject | None = None
    main: bool = True
    """Whether it governs the sentence, and not only a subordinate part of it."""
    caveat: bool = False
    """Whether its word is a caution in itself."""

    def covers(self, first: int, last: int) -> bool:
        """Say whether tokens `first` to `last` (exclusive) lie in one stretch."""
        return any(a <= first and last <= b for a, b in self.scope)


_AND = frozenset({"and", "but", "or"})
_LINKS = frozenset({"and", "but", "so", "yet"})
_PARTS = english.SUBORDINATORS | english.RELATIVES
_OPEN_INSIDE = frozenset({"that", "whether", "after", "because", "when", "while", "although", "though", "if"})
"""Words that begin a clause without a comma before them."""
LONGEST_CLAUSE = 200
"""Tokens that a clause is followed, either way."""


def said(line: Line, verb: int, subject: Subject) -> tuple[tuple[int, int], ...]:
    """Return the stretches of what is said after the verb: to where the article speaks again, without its asides."""
    gaps = line.gaps
    stop = own_voice(line, verb, len(line.words))
    if subject.level in english.SUBORDINATORS or subject.level in ("who", "which", "where"):
        stop = next((i for i in range(verb + 1, stop) if gaps[i] in ",("), stop)
    stop = _to_next_participle(line, verb, stop)
    stretches = []
    start, i = verb, verb + 1
    while i < stop:
        if gaps[i] == "," and _is_aside(line, i, stop):
            stretches.append((start, i))
            i = _aside_end(line, i, stop)
            start = i
        else:
            i += 1
    if start < stop:
        stretches.append((start, stop))
    return tuple(stretches)


def own_voice(line: Line, start: int, stop: int) -> int:
    """Return where, after token `start`, the article takes the word back (", although …"; a semicolon)."""
    quoted = False
    for i in range(start + 1, stop):
        gap = line.gaps[i]
        quoted = gap in '":' or (quoted and gap != "q")
        if not quoted and (gap == ";" or (gap == "," and line.words[i] in english.OWN_VOICE)):
            return i
    return stop


def _to_next_participle(line: Line, verb: int, stop: int) -> int:
    """End "claiming losses and aiming to win" at the second participle: it is the article's again."""
    words = line.words
    if not words[verb].endswith("ing"):
        return stop
    for i in range(verb + 2, stop):
        if words[i - 1] == "and" and words[i].endswith("ing") and line.tags[i] == "G":
            return i - 1
    return stop


def _is_aside(line: Line, at: int, stop: int) -> bool:
    """Say whether ", a town …" or ", which …" at token `at` describes the name before it."""
    word = line.words[at]
    if not line.capital(at - 1) or word not in ("which", "who", "where", "whose", "a", "an", "the"):
        return False
    for i in range(at if word[0] == "w" else at + 1, stop):
        if line.gaps[i] in ",;" and i > at:
            return line.words[i] not in _AND  # else a list: "the tank, the gun and the plane"
        if line.words[i] in english.RELATIVES:
            return True
        if line.words[i] in english.AUXILIARIES or (line.words[i] in english.NOUNS and i - at < 3):
            return False
    return True


def _aside_end(line: Line, at: int, stop: int) -> int:
    """Return where the aside that begins with token `at` ends: at a comma after which the sentence goes on."""
    for i in range(at + 1, stop):
        word = line.words[i]
        goes_on = word in english.AUXILIARIES or word in _AND or word in english.VERBS
        if line.gaps[i] == "," and (goes_on or line.tags[i] in "VG"):
            return i
    return stop


def next_break(line: Line, start: int, stop: int) -> int:
    """Return the first token after `start` that punctuation stands before; `stop` where there is none."""
    return next((i for i in range(start + 1, stop) if line.gaps[i] in ",;q("), stop)


def clause(line: Line, at: int) -> tuple[int, int]:
    """Return the clause around token `at`: to the nearest comma or semicolon that parts clauses, on either side."""
    words, gaps = line.words, line.gaps
    first = at
    resumed, _ = before_verb(line, at)
    if resumed >= 0 and gaps[resumed + 1] == ",":  # "Trump, who has vowed …, is slated": the clause begins with Trump
        subject = subject_of(line, at)
        first = subject.first if subject else at
    while first > max(0, at - LONGEST_CLAUSE) and not _begins(line, first, at):
        first -= 1
    last = at + 1
    leads = words[first] in _PARTS
    while last < min(len(words), at + LONGEST_CLAUSE):
        parts = words[last] in _PARTS or (words[last] in _LINKS and _clause_follows(line, last))
        if gaps[last] == ";" or (gaps[last] in ",q" and (leads or parts)):
            break
        last += 1
    return first, last


def _begins(line: Line, first: int, at: int) -> bool:
    """Say whether the clause around token `at` begins with token `first`."""
    word, gap = line.words[first], line.gaps[first]
    if gap in ";:q" or (first < at and gap == " " and word in _OPEN_INSIDE):
        return True
    if gap != ",":
        return False
    if word in _PARTS or word in _LINKS:
        return True
    start = first - 1
    while start > 0 and line.gaps[start] not in ",;:q" and first - start < 60:
        start -= 1
    return line.words[start] in english.SUBORDINATORS


def _clause_follows(line: Line, at: int) -> bool:
    """Say whether a verb comes before the next comma: "and" joins clauses, not nouns."""
    for i in range(at + 1, min(len(line.words), at + 14)):
        if line.gaps[i] in ",;":
            return False
        if line.tags[i] in "XV":
            return True
    return False


def is_main(line: Line, stretch: tuple[int, int]) -> bool:
    """Say whether a clause is no subordinate one, by its first word."""
    return line.words[stretch[0]] not in _PARTS | {"whether"}
