"""The gap that an answer fills: the statement that a question would be, with a hole in it.

"What did Lady Gaga sing at the game?" is "Lady Gaga sing ___ at the game". Found from the tagger's letters alone: the
word that asks, the auxiliary behind it, the noun phrase behind that, the verb behind that.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from knowledge.values import dataclass
from knowledge.word_classes import is_past

if TYPE_CHECKING:
    from collections.abc import Sequence

ASKING = ("who", "whom", "whose", "what", "which", "when", "where", "why", "how")
BE = frozenset("is are was were be been being am".split())
KINDS = frozenset("kind kinds type types sort sorts form".split())
_HAVE = ("has", "had", "have")


class Role(StrEnum):
    """What the answer is to the question's verb."""

    SUBJECT = "subject"
    """"Who killed …", "What was built …": stands before the verb."""
    OBJECT = "object"
    """"What did X build": stands after it."""
    OBLIQUE = "oblique"
    """"In what …", "… based on what": hangs on a preposition."""
    PREDICATE = "predicate"
    """"What is the name of X", "Who was the director": beside "is", or a comma, or nothing."""
    ADJUNCT = "adjunct"
    """When, where, why, how: anywhere."""


@dataclass(frozen=True, slots=True)
class Gap:
    """The gap, and what stands around it. All numbers are places in the question's words."""

    role: Role = Role.ADJUNCT
    verb: int = -1
    """The main verb, or -1."""
    passive: bool = False
    """Whether that verb is a passive ("was built")."""
    left: tuple[int, ...] = ()
    """Words that stand before the gap, nearest last."""
    right: tuple[int, ...] = ()
    """Words that stand after it, nearest first."""
    preposition: str = ""
    """The preposition that the answer would follow; empty where there is none."""
    head: int = -1
    """The noun that the answer is said to be ("who was the *director*", "what is the *name*"), or -1."""


NO_GAP = Gap()
"""Of a question that asks for nothing in particular."""


def asked_phrase(words: Sequence[str], tags: str, at: int) -> tuple[int, int, bool]:
    """Return where the asking phrase ("what kind of forest") ends, its noun (or -1), whether a kind is asked for."""
    i, kind_of, noun = at + 1, False, -1
    if words[at] == "how":
        if i >= len(words) or words[i] not in ("many", "much"):
            graded = i < len(words) and (tags[i] in "AR" or words[i] in ("far", "long", "old"))
            return i + graded, -1, False
        i += 1
    elif words[at] not in ("what", "which", "whose"):
        return i, -1, False
    if words[i : i + 1] and words[i] not in KINDS and tags[i] == "V" and "of" in words[i + 1 : i + 2]:
        noun, i = i, i + 1  # "what make of car": before "of" it is a thing
    while i < len(words):
        if words[i] in KINDS and i + 1 < len(words) and words[i + 1] == "of":
            kind_of, i = True, i + 2
        elif tags[i] in "NM#Q" or (tags[i] in "AGR" and _noun_follows(tags, i)):
            noun = i if tags[i] in "NM" else noun
            i += 1
        elif words[i] == "of" and (i == at + 1 or noun >= 0) and i + 1 < len(words) and tags[i + 1] in "DANM#O":
            # "which of the teams"; in "what group of scientists" the first noun stays what is asked for
            i, last = _run(tags, i + 1, "DANM#QO")
            noun = last if noun < 0 else noun
        else:
            break
    return i, noun, kind_of


def _noun_follows(tags: str, i: int) -> bool:
    while i < len(tags) and tags[i] in "AGR#":
        i += 1
    return i < len(tags) and tags[i] in "NM"


def _run(tags: str, i: int, letters: str) -> tuple[int, int]:
    """Return where the run of `letters` from `i` ends, and the last noun in it (or -1)."""
    last = -1
    while i < len(tags) and tags[i] in letters:
        last = i if tags[i] in "NM" else last
        i += 1
    return i, last


def find_gap(words: Sequence[str], tags: str, at: int, end: int) -> Gap:
    """Return the gap of a question whose asking phrase stands from `at` to `end`."""
    before = tuple(range(at))
    governor = words[at - 1] if at and tags[at - 1] in "PT" else ""
    counted = words[at + 1 : at + 2] in (("many",), ("much",), ["many"], ["much"])
    free = bool(governor) or (words[at] in ("when", "where", "why", "how") and not counted)
    gap = _in_place(words, tags, at, free) if end >= len(words) else _fronted(words, tags, end, free)
    preposition = gap.preposition or governor
    role = Role.OBLIQUE if preposition else gap.role
    return Gap(role, gap.verb, gap.passive, before + gap.left, gap.right, preposition, gap.head)


def _in_place(words: Sequence[str], tags: str, at: int, free: bool) -> Gap:
    """Return the gap of a question that ends in what it asks: "It was written to protest against what?"."""
    verb = tags.rfind("V", 0, at)
    return Gap(Role.ADJUNCT if free else Role.OBJECT, verb, verb > 0 and words[verb - 1] in BE)


def _fronted(words: Sequence[str], tags: str, end: int, free: bool) -> Gap:
    """Return the gap of a question that begins with what it asks."""
    size = len(words)
    rest = tuple(range(end, size))
    first = _skip(tags, end, "R")
    if first >= size:
        return Gap(left=rest)
    if tags[first] != "X":
        verb = first if tags[first] in "VG" else tags.find("V", end)
        return Gap(Role.ADJUNCT, verb, left=rest) if free else Gap(Role.SUBJECT, verb, right=rest)
    after = _skip(tags, first + 1, "RX")
    be = words[after - 1] in BE or words[first] in BE
    if after < size and (tags[after] == "V" or (tags[after] == "G" and words[first] in BE)):
        # "who was selected", "what is causing", "who has won": no subject stands between
        if words[after] == "going" and tags[after + 1 : after + 3] == "TV":
            after += 2  # "who is going to lead"
        tail, passive = tuple(range(after, size)), be and is_past(words[after])
        return Gap(Role.ADJUNCT, after, passive, tail) if free else Gap(Role.SUBJECT, after, passive, (), tail)
    bare = _skip(tags, after, "AR")
    if be and not free and (bare >= size or tags[bare] in "PTBC" or tags[after] in "PTBC"):
        return Gap(Role.SUBJECT, right=tuple(range(after, size)))  # "who was influential in …"
    return _inverted(words, tags, first, after, free)


def _inverted(words: Sequence[str], tags: str, first: int, start: int, free: bool) -> Gap:
    """Return the gap of "what did X build in Y": auxiliary at `first`, its subject at `start`."""
    size = len(words)
    head, stop = noun_phrase(tags, start)
    after = _skip(tags, stop, "RX")
    verb = _verb_after(words, tags, after)
    be = words[first] in BE
    if be and verb >= 0:
        participle = tags[verb] == "G" or is_past(words[verb])
        if verb != after or not participle or tags[verb + 1 : verb + 2] in ("N", "M"):
            verb = -1  # "what is the name of the school the university runs": a verb of the noun's own
    rest = tuple(range(first + 1, size))
    if verb < 0 and words[first] in _HAVE and not free:
        return Gap(Role.SUBJECT, right=rest)
    if verb < 0:
        copula = be or any(w in BE for w in words[first:start])
        role = Role.ADJUNCT if free else Role.PREDICATE if copula else Role.OBJECT
        return Gap(role, left=rest, head=head if copula else -1)
    passive = be and is_past(words[verb])
    left, tail = tuple(range(first + 1, verb + 1)), tuple(range(verb + 1, size))
    if tail and tags[tail[-1]] in "PT":
        return Gap(Role.OBLIQUE, verb, passive, left + tail[:-1], (), words[tail[-1]])
    if len(tail) > 1 and tags[tail[0]] in "PT" and tags[tail[1]] in "PT":
        return Gap(Role.OBLIQUE, verb, passive, left, tail[1:], words[tail[0]])
    return Gap(Role.ADJUNCT, verb, passive, left + tail) if free else Gap(Role.OBJECT, verb, passive, left, tail)


def _skip(tags: str, i: int, letters: str) -> int:
    while i < len(tags) and tags[i] in letters:
        i += 1
    return i


def noun_phrase(tags: str, start: int) -> tuple[int, int]:
    """Return the head of the noun phrase at `start` (or -1) and where it ends, prepositional attributes included."""
    i, head, size, own = start, -1, len(tags), True
    while i < size:
        while i < size and tags[i] in "DANM#QGOR" and not (tags[i] == "G" and i > start and tags[i - 1] in "NM"):
            if tags[i] == "O" and head >= 0:
                return head, i
            if tags[i] in "NMO" and own:
                head = i
            i += 1
        if not (i + 1 < size and tags[i] in "PTC" and tags[i + 1] in "DANM#O"):
            break
        own = head < 0
        i += 1
    return head, i


def _verb_after(words: Sequence[str], tags: str, start: int) -> int:
    """Return the verb that ends a question's subject, or -1: not one in a relative clause."""
    relative = start < len(tags) and tags[start] == "B" and words[start] in ("that", "who", "which", "whose")
    for j in range(start, len(tags)):
        if tags[j] in "VG":
            if not relative or j + 1 == len(tags):
                return j
            relative = False
        elif tags[j] == "X" and words[j] in ("do", "have") and not relative:
            return j
        elif tags[j] == "B" and j > start:
            return -1
    return -1
