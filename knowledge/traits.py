"""What can be said of a sentence and its phrases before a question is asked; worked out once and kept.

The names in `Trait.fixed` are features of the phrase model: how a phrase is cut out of its surroundings, what stands
beside it, how long it is.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from knowledge.english import MONTHS
from knowledge.lexicon import look_up
from knowledge.sketch import Kind, Phrase, Sketch
from knowledge.values import dataclass, field
from knowledge.word_classes import is_past

_BE = frozenset("is are was were be been being".split())
_BESIDE_DATES = frozenset(MONTHS) | frozenset("early late mid spring summer autumn winter".split())
_LINKS = frozenset("of for the de von van der la du".split())
_NAMING = frozenset("called named known titled entitled dubbed termed nicknamed as means".split())
_EMPTY = "DPTCBXORQ"
"""Tags of words without a meaning of their own."""


class Trait(NamedTuple):
    """What holds of a phrase whatever is asked."""

    fixed: tuple[str, ...]
    """Features that are there (1) or not."""
    size: float
    """Length in tokens over ten, at most 1."""
    shape: str
    """The kind; "purename" for a name that is nothing but a name, "names" for several."""
    common: float
    """Of a name: the share of its words that are common words too; else 0."""
    capitals: int
    """Of a name: its capitalised words, at most four; else 0."""
    names: str
    """Of a name: what its last word is by the word table (person, location, …); else empty."""
    left: str
    """What links it to what stands before its chunk: comma, break, prep, verb, is, and, other, or "" at the start."""
    left_at: int
    """The token there that it is linked to, or -1."""
    right: str
    right_at: int
    part: bool
    """Of a date: part of a longer one."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A sentence as far as it is understood without a question."""

    tags: str
    between: str
    clause: tuple[int, ...]
    """Token → which stretch between punctuation it stands in; what follows a bracket goes on where it opened."""
    place: tuple[int, ...]
    """Token → how far on it stands where what is in brackets takes no room."""
    inside: tuple[bool, ...]
    """Token → whether it stands in brackets."""
    passive: frozenset[int]
    """The verbs that are passives ("was built", "built by")."""
    content: tuple[int, ...]
    """How many words with a meaning of their own stand before each token, and after the last."""
    walls: tuple[float, ...]
    """Likewise how much parts a word from a verb: another verb or a bracket counts 1, a noun phrase ½."""
    phrases: tuple[Phrase, ...]
    traits: tuple[Trait, ...]
    """One for each phrase."""
    starts: list[Any] = field(default_factory=list, init=False, compare=False, repr=False)
    """The weights by which its phrases were scored last, and what their forms bring by what is asked (`spans`)."""
    ports: list[Any] = field(default_factory=list, init=False, compare=False, repr=False)
    """Where its phrases begin and end, once that was asked (`ports.ports_of`)."""


def layout_of(it: Sketch, phrases: tuple[Phrase, ...]) -> Layout:
    """Return the layout of a sentence whose phrases were found."""
    clause, place, inside = _stretches(it)
    content, walls = [0], [0.0]
    for i, letter in enumerate(it.tags):
        content.append(content[-1] + (letter not in _EMPTY))
        noun_ends = letter in "NM" and (i + 1 >= it.size or it.tags[i + 1] not in "NMQ")
        walls.append(walls[-1] + (letter == "V" or it.between[i] == "|") + 0.5 * noun_ends)
    return Layout(
        it.tags,
        it.between,
        clause,
        place,
        inside,
        _passives(it),
        tuple(content),
        tuple(walls),
        phrases,
        _traits(it, phrases),
    )


def _traits(it: Sketch, phrases: tuple[Phrase, ...]) -> tuple[Trait, ...]:
    # many phrases begin or end at the same token
    lefts = {first: _left_link(it, first) for first in {p.first for p in phrases}}
    rights = {last: _right_link(it, last) for last in {p.last for p in phrases}}
    return tuple([_trait(it, p, *lefts[p.first], *rights[p.last]) for p in phrases])


def _stretches(it: Sketch) -> tuple[tuple[int, ...], tuple[int, ...], tuple[bool, ...]]:
    clause, place, inside = [], [], []
    number = at = 0
    outside = -1
    for i in range(it.size):
        left = it.before(i)
        if outside >= 0 and (")" in left or "]" in left):
            number, outside = outside, -1
            number += any(c in left for c in ",;:")
        elif i and outside < 0 and ("(" in left or "[" in left):
            outside = number
            number += 1
        else:
            number += it.between[i] in ",|"
        at += outside < 0
        clause.append(number)
        place.append(at)
        inside.append(outside >= 0)
    return tuple(clause), tuple(place), tuple(inside)


def _passives(it: Sketch) -> frozenset[int]:
    out = set()
    for i, letter in enumerate(it.tags):
        if letter in "VA" and is_past(it.words[i]):
            j = i - 1
            while j >= 0 and it.tags[j] == "R":
                j -= 1
            auxiliary = j >= 0 and it.tags[j] == "X"
            if (auxiliary and it.words[j] in _BE) or (not auxiliary and it.words[i + 1 : i + 2] == ["by"]):
                out.add(i)
    return frozenset(out)


def _trait(it: Sketch, phrase: Phrase, left: str, left_at: int, right: str, right_at: int) -> Trait:  # noqa: PLR0913, PLR0917 - the two links
    first, last, kind = phrase.first, phrase.last, phrase.kind
    letters, words = it.tags[first:last], it.words
    capitals, common, pure, names = 0, 0.0, False, ""
    if kind is Kind.NAME:
        pure = letters.strip("MPTDC#") == ""
        capitals = letters.count("M")
        entries = [look_up(words[i]) for i in range(first, last) if it.tags[i] == "M"]
        common = sum(e.zipf > 3.5 and e.parts[:1] in ("n", "v", "a") for e in entries) / max(1, capitals)
        names = entries[-1].kind if entries else ""
    shape = ("names" if "C" in letters else "purename") if pure else kind.value
    fixed = [f"kind/{shape}", f"L:{left}" if left else "opens", f"R:{right}" if right else "closes"]
    _cut_left(it, phrase, pure, fixed)
    _cut_right(it, phrase, pure, fixed)
    if last - first == 1:
        fixed.append("single")
    if last - first > 6:
        fixed.append("long")
    if first and (words[first - 1] in _NAMING or (first > 1 and words[first - 2] in _NAMING)):
        fixed.append("named")
    if letters.strip("O") == "":
        fixed.append("pronoun")
    part = kind is Kind.DATE and _part_of_date(it, first, last)
    size = min(last - first, 10) / 10
    return Trait(tuple(fixed), size, shape, common, min(capitals, 4), names, left, left_at, right, right_at, part)


def _cut_left(it: Sketch, phrase: Phrase, pure: bool, out: list[str]) -> None:
    """Add how a phrase is cut off from what stands before it."""
    first, kind = phrase.first, phrase.kind
    letter = it.tags[first]
    if letter == "D":
        out.append("article")
    if not first:
        return
    before, close = it.tags[first - 1], it.between[first] in " -"
    same = close and it.chunk_of[first - 1] == it.chunk_of[first] and kind is not Kind.DATE
    if before == "D" and letter != "D" and close:
        out.append("after_the")
    elif before in "A#" and close:
        out.append("cut_left_name" if pure else "cut_left")
    elif same and before in "NMQ" and letter in "NMA#":
        out.append("cut_noun_left_name" if pure else "cut_noun_left")
    elif before == "C" and kind is not Kind.LIST:
        out.append("after_and")
    elif it.words[first - 1] == "of":
        out.append("inside_of")
    if pure and _name_beyond(it, first - 1, -1):
        out.append("name_tail")


def _cut_right(it: Sketch, phrase: Phrase, pure: bool, out: list[str]) -> None:
    """Add how a phrase is cut off from what stands behind it."""
    last, kind = phrase.last, phrase.kind
    if last >= it.size:
        return
    own, after, gap = it.tags[last - 1], it.tags[last], it.between[last]
    if after in "NM#" and gap in " -" and own not in "DPCT" and kind is not Kind.DATE:
        number = kind is Kind.NUMBER and own == "#"
        out.append("cut_right" if not number else "hyphened" if gap == "-" else "cut_right_number")
    if it.words[last] == "of":
        out.append("before_of")
    if pure and _name_beyond(it, last, 1):
        out.append("name_cut")
    if after == "C" or (gap == "," and kind is not Kind.LIST and after in "NM"):
        out.append("before_and")
    if after in "PT" and kind in (Kind.NOUN, Kind.NAME, Kind.WORD):
        out.append("before_prep")


def _name_beyond(it: Sketch, at: int, step: int) -> bool:
    """Say whether "of" or "for the" at a token links to a name on its other side ("Institute *for the* Study")."""
    end = at
    while 0 <= end < it.size and abs(end - at) < 2 and it.words[end] in _LINKS:
        end += step
    return end != at and 0 <= end < it.size and it.tags[end] == "M"


def _left_link(it: Sketch, first: int) -> tuple[str, int]:  # noqa: PLR0911 - a table in words
    """Return how a phrase is linked to what stands before its chunk, and the token that it is linked to."""
    chunk = it.chunk_of[first]
    start = it.chunks[chunk][0] if chunk >= 0 else first
    if start == 0:
        return "", -1
    gap, letter = it.between[start], it.tags[start - 1]
    if gap in ",|":
        return ("comma" if gap == "," else "break"), start - 1
    if letter in "PT":
        return "prep", start - 2
    if letter in "VG":
        return "verb", start - 1
    if letter == "X":
        return "is", start - 2
    if letter == "C":
        return "and", start - 2
    return "other", start - 1


def _right_link(it: Sketch, last: int) -> tuple[str, int]:  # noqa: PLR0911 - a table in words
    """Return the same of what stands behind its chunk."""
    chunk = it.chunk_of[last - 1]
    end = max(last, it.chunks[chunk][1]) if chunk >= 0 else last
    if end >= it.size:
        return "", -1
    gap, letter = it.between[end], it.tags[end]
    if gap in ",|":
        return ("comma" if gap == "," else "break"), _head_at(it, end)
    if letter in "PT":
        return "prep", _head_at(it, end + 1)
    if letter in "VG":
        return "verb", end
    if letter == "X":
        while end < it.size and it.tags[end] in "RXD":
            end += 1
        return "is", _head_at(it, end)
    if letter == "C":
        return "and", _head_at(it, end + 1)
    return "other", end


def _head_at(it: Sketch, token: int) -> int:
    """Return the head of the chunk at `token`, or the token itself."""
    if token >= it.size:
        return -1
    chunk = it.chunk_of[token]
    return it.chunks[chunk][1] - 1 if chunk >= 0 else token


def _part_of_date(it: Sketch, first: int, last: int) -> bool:
    words, size = it.words, it.size
    behind = first > 0 and (
        words[first - 1] in _BESIDE_DATES or (it.between[first] == "-" and it.tags[first - 1] == "#")
    )
    ahead = last < size and words[last].isdigit() and len(words[last]) == 4 and it.between[last] in " ,-"
    return behind or ahead
