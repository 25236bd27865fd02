"""What a question asks for: the kind of answer, the noun that names it, and the gap that it fills."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from knowledge.english import UNITS
from knowledge.gap import ASKING, KINDS, NO_GAP, Gap, Role, asked_phrase, find_gap, noun_phrase
from knowledge.lexicon import look_up
from knowledge.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence


class Expect(StrEnum):
    """The kind of answer that a question expects."""

    PERSON = "person"
    PLACE = "place"
    DATE = "date"
    DURATION = "duration"
    NUMBER = "number"
    DISTANCE = "distance"
    MONEY = "money"
    SHARE = "share"
    REASON = "reason"
    MANNER = "manner"
    DEFINITION = "definition"
    ORGANISATION = "organisation"
    THING = "thing"
    YES_NO = "yes-no"
    KEYWORDS = "keywords"


NUMERIC: Final = frozenset((Expect.NUMBER, Expect.DISTANCE, Expect.MONEY, Expect.SHARE, Expect.DURATION))
"""What is asked for is a number, with or without a unit."""
MEASURES = {
    Expect.DISTANCE: ("distance", "area"),
    Expect.MONEY: ("money",),
    Expect.SHARE: ("share",),
    Expect.DURATION: ("duration", "distance"),  # "how long" may be a bridge
}
"""What is asked for → the units that it may have."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What is asked for."""

    expect: Expect
    focus: str = ""
    """The noun that says what is wanted ("what *city*", "how many *soldiers*"); empty where there is none."""
    kind_of: bool = False
    """Whether a kind is asked for ("what type of forest"): the noun's attribute may answer."""
    gap: Gap = NO_GAP


NO_SLOT = Slot(Expect.KEYWORDS)
"""Of bare keywords."""


_AUXILIARIES = frozenset(
    "is are was were am do does did has have had can could will would should shall may might must".split()
)
_NOUNS = {
    Expect.SHARE: "percentage percent proportion share fraction",
    Expect.DATE: "year years date dates day month century decade era",
    Expect.MONEY: "price cost budget salary income revenue fee fees",
    Expect.NUMBER: "number population total amount count figure size age height length width depth weight speed "
    "temperature rate area distance toll score value capacity density",
    Expect.PLACE: "city cities country countries state town village place region location continent county street "
    "province territory district venue stadium capital island river lake mountain",
    Expect.PERSON: "person man woman people president leader author king queen actor player scientist",
    Expect.ORGANISATION: "company companies organization organisation team university school group party agency "
    "network institute institution committee ministry newspaper channel band",
    Expect.REASON: "reason reasons purpose cause",
}
_OF_NOUN = {noun: expect for expect, nouns in _NOUNS.items() for noun in nouns.split()}
_OF_KIND = {"person": Expect.PERSON, "location": Expect.PLACE}
_OF_UNIT = {
    "duration": Expect.DURATION,
    "distance": Expect.DISTANCE,
    "area": Expect.DISTANCE,
    "money": Expect.MONEY,
    "share": Expect.SHARE,
}
_OF_DEGREE = {
    word: expect
    for expect, words in {
        Expect.DISTANCE: "far tall high wide deep near close",
        Expect.DURATION: "long",
        Expect.MONEY: "expensive",
        Expect.NUMBER: "old big large often fast heavy hot cold few",
    }.items()
    for word in words.split()
}
_OF_WORD = {
    "who": Expect.PERSON,
    "whom": Expect.PERSON,
    "whose": Expect.PERSON,
    "when": Expect.DATE,
    "where": Expect.PLACE,
    "why": Expect.REASON,
}
_UNIT_OF = {word: unit for unit, words in UNITS.items() for word in words}
_BEARINGS = frozenset("south north east west southwest southeast northwest northeast away".split())
_NAMING = frozenset("name names title term word nickname".split())
_PAID = frozenset("cost pay paid spend spent money worth earn sell earned sold raise raised".split())


def expected(words: Sequence[str], tags: str) -> Slot:
    """Return what a question of these normalised words asks for, `tags` being `tagging.tag`'s letters for them.

    >>> slot = expected(("what", "city", "did", "ukraine", "take"), "BNXMV")
    >>> slot.expect.value, slot.focus, slot.gap.role.value
    ('place', 'city', 'object')
    """
    at = next((i for i, w in enumerate(words) if w in ASKING and not _opens_a_clause(words, tags, i)), -1)
    if at < 0 or (at > 0 and (words[0] in _AUXILIARIES or words[0] == "whether")):
        asked = bool(words) and (words[0] in _AUXILIARIES or (words[0] in ("whether", "if") and len(words) > 2))
        return Slot(Expect.YES_NO if asked else Expect.KEYWORDS, gap=Gap(left=tuple(range(len(words)))))
    end, noun, kind_of = asked_phrase(words, tags, at)
    gap = find_gap(words, tags, at, end)
    if noun > at + 2 and words[noun] in _BEARINGS:
        noun -= 1  # how many *kilometers* south
    focus = words[noun] if noun >= 0 else ""
    if not focus and gap.head >= 0 and words[at] in ("what", "which"):
        focus, kind_of = _named(words, tags, gap.head), words[gap.head] in KINDS
    return Slot(_kind(words, tags, at, focus, gap), focus, kind_of, gap)


def _opens_a_clause(words: Sequence[str], tags: str, i: int) -> bool:
    """Say whether a "when" or "where" at the start only says under what circumstances ("When it rains, what …")."""
    return i == 0 and words[0] in ("when", "where") and len(words) > 4 and "X" not in tags[1:3]


def _named(words: Sequence[str], tags: str, head: int) -> str:
    """Return the noun that "the name of the player" is about: player."""
    if words[head] in _NAMING | KINDS and head + 1 < len(words) and words[head + 1] == "of":
        inner, _ = noun_phrase(tags, head + 2)
        if inner >= 0 and (tags[inner] != "M" or "D" in tags[head + 2 : inner]):
            return words[inner]
    return words[head]


def _kind(words: Sequence[str], tags: str, at: int, focus: str, gap: Gap) -> Expect:
    word = words[at]
    if word == "how":
        return _how(words, at, focus)
    rest = tags[at + 2 :]
    if gap.role is Role.PREDICATE and "Q" not in tags and len(words) > at + 2:
        if word in ("who", "whom") and "M" in rest and not rest.strip("MNA"):
            return Expect.DEFINITION
        short = at == 0 and len(words) <= 5 and not rest.strip("MDNAQG")
        if short and word in ("what", "which") and focus not in _NAMING and focus not in _OF_NOUN:
            return Expect.DEFINITION
    if word in _OF_WORD:
        return _OF_WORD[word]
    kind = look_up(focus).kind if focus else ""
    return _OF_NOUN.get(focus) or _OF_KIND.get(kind, Expect.THING)


def _how(words: Sequence[str], at: int, focus: str) -> Expect:
    degree = words[at + 1] if at + 1 < len(words) else ""
    if degree == "much" and focus in ("", "money"):
        return Expect.MONEY if focus or set(words) & _PAID else Expect.NUMBER
    if degree in ("many", "much"):
        return Expect.SHARE if focus == "percent" else _OF_UNIT.get(_UNIT_OF.get(focus, ""), Expect.NUMBER)
    return _OF_DEGREE.get(degree, Expect.MANNER)
