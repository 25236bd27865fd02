"""Which claims of a library belong side by side: what different speakers say of the same matter.

An editor's `see_also` names the matter: claims and denials that are joined by it make a group, if two or more speakers
stand in it. Two speakers of one and the same passage ("Russia", "Moscow") are not set against each other. Opinions and
plans are no sides of a question of fact, and the article's own voice is no side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge import Status

if TYPE_CHECKING:
    from knowledge import FactCard, Library

_SIDED = (Status.CLAIM, Status.DENIAL)


@dataclass(frozen=True, slots=True)
class Side:
    """One speaker, and what is said."""

    speaker: str
    cards: tuple[FactCard, ...]


def comparisons(library: Library) -> tuple[tuple[Side, ...], ...]:
    """Return the groups of claims of different speakers, in the order of the cards.

    A chain of `see_also` is one group: where the first claim names the second and that the third, all three are read
    together.
    """
    claims = {c.id: c for c in library.cards if c.status in _SIDED and c.attributed_to and not c.draft}
    groups: dict[str, set[str]] = {name: {name} for name in claims}
    for card in claims.values():
        for other in card.see_also:
            if other in claims and groups[other] is not groups[card.id] and _may_differ(card, claims[other]):
                groups[card.id] |= groups[other]
                for name in groups[other]:
                    groups[name] = groups[card.id]
    found = []
    seen: set[str] = set()
    for name in claims:
        if name not in seen:
            seen |= groups[name]
            sides = _sides([card for id_, card in claims.items() if id_ in groups[name]])
            if len(sides) > 1:
                found.append(sides)
    return tuple(found)


def _may_differ(one: FactCard, other: FactCard) -> bool:
    return one.attributed_to == other.attributed_to or not any(
        a.paragraph == b.paragraph and a.span.start < b.span.end and b.span.start < a.span.end
        for a in one.evidence
        for b in other.evidence
    )


def _sides(cards: list[FactCard]) -> tuple[Side, ...]:
    speakers = dict.fromkeys(card.attributed_to or "" for card in cards)
    return tuple(Side(who, tuple(c for c in cards if c.attributed_to == who)) for who in speakers)
