"""How a sentence lies around a question's words: what a phrase has by where it begins, and by where it ends.

How near the question's words are, what stands beside its gap, on which side of its verb: all that depends on one end of
a phrase alone is worked out once for every place of the sentence, and not again for each of its phrases.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Final

from knowledge.gap import Role
from knowledge.ports import ports_of
from knowledge.sketch import READ
from knowledge.wish import wish_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.ground import Ground
    from knowledge.question import Question

_SIDES: Final = {Role.PREDICATE: "P", Role.ADJUNCT: "A"}
_FADING: Final = (math.exp(-1 / 2), math.exp(-1 / 8))
"""Nearness to the question's words fades by these a token, near and wide; a comma counts as two tokens."""
_AWAY: Final = (1.0, *[1 / tokens for tokens in range(1, READ + 1)])
"""How near a word is that stands so many tokens away, brackets left out."""
_BESIDE: Final = 3
"""A verb is beside a phrase where at most so many tokens, and none that parts them, stand between."""

_TELLING: Final = frozenset(("head", "focus"))
_LINKING_BEFORE: Final = frozenset(("comma", "break", "is", "verb"))
_LINKING_BEHIND: Final = frozenset(("comma", "break", "is"))
"""A phrase linked like this to the noun that says what it is, is what was asked for ("Keith Kellogg, the envoy")."""


@cache
def cross(asked: str, mark: str, what: str) -> str:
    """Return the name of a feature made of two parts."""
    return f"{asked}{mark}{what}"


class Bearings:
    """One sentence under one question: everything that its phrases' features are read from."""

    def __init__(self, question: Question, ground: Ground) -> None:
        self.wish, self.ground = wish_of(question), ground
        layout = self.layout = ground.sentence.layout
        ports = self.ports = ports_of(ground.sentence)
        kind = self.wish.kind
        self.kin = ports.kinds.get(kind, frozenset()) if kind else frozenset()
        """The tokens that are what the focus noun says, by the word table: "Kursk" for "what *city*"."""
        status = self.status = dict.fromkeys(ground.met, "met")
        """What the tokens are to the question that are anything to it."""
        for places, name in (
            (ground.focus, "focus"),
            (ground.heads, "head"),
            ([place for place, _ in ground.anchors], "verb"),
        ):
            for place in places:
                status[place] = name
        self.apart = [1.0] * ports.clauses
        """How many clauses each clause is from the nearest word of the question's, three at most, over three."""
        for clause in {layout.clause[place] for place in ground.met}:
            for other in range(max(0, clause - 2), min(ports.clauses, clause + 3)):
                self.apart[other] = min(self.apart[other], abs(other - clause) / 3)
        self.begins: dict[str, dict[int, float]] = {}
        """Feature → its values by the token that a phrase begins at."""
        self.ends: dict[str, dict[int, float]] = {}
        """Feature → its values by the token after a phrase."""
        if status or self.wish.slot.gap.preposition:
            self._place_gap()
            self._place_verb()
            self._place_links()

    def nearness(self, near: float, wide: float) -> tuple[list[float], list[float]]:
        """Return what nearness to the question's words brings by where a phrase begins, and by the token after it.

        `near` and `wide` are the weights of the two kinds of it.
        """
        ground, parted, size = self.ground, self.ports.parted, len(self.layout.tags)
        before, behind = [0.0] * size, [0.0] * size
        if ground.met:
            first, last = min(ground.met), max(ground.met)
            _fade(ground, range(first, size), parted[first + 1 :], (near, wide), before)
            _fade(ground, range(last, -1, -1), parted[last:0:-1], (near, wide), behind)
        return before, [0.0, *behind]

    def echoed(self, first: int, last: int) -> int:
        """Return how many words of a phrase say what the question says."""
        return sum([first <= place < last for place in self.ground.met])

    def stale(self, first: int, last: int) -> bool:
        """Say whether a phrase says nothing which the question has not said."""
        content = self.layout.content
        left = content[last] - content[first]
        if left:
            for place in self.status:
                if first <= place < last:
                    left -= content[place + 1] - content[place]
        return not left

    def _place_gap(self) -> None:
        """Note how near the words beside the gap are, on either side of a phrase."""
        side = _SIDES.get(self.wish.slot.gap.role, "O")
        place, firsts, lasts = self.layout.place, self.ports.firsts, self.ports.lasts
        for name, spots in zip(("before_", "after_"), self.ground.beside, strict=True):
            for spot in spots:
                here = place[spot]
                _note(self.begins, f"{name}l{side}", {n: _AWAY[place[n] - here] for n in firsts if n > spot})
                _note(self.ends, f"{name}r{side}", {n: _AWAY[here - place[n - 1]] for n in lasts if n <= spot})

    def _place_verb(self) -> None:
        """Note how far the question's verb is, and whether the answer belongs on this side of it."""
        walls, role = self.layout.walls, self.wish.slot.gap.role
        for place, wanted in self.ground.anchors:
            right, left = ("any", "any") if wanted == 0 else ("good", "bad") if wanted > 0 else ("bad", "good")
            before = {n: walls[n] - walls[place + 1] for n in self.ports.firsts if n > place}
            behind = {n: walls[place] - walls[n] for n in self.ports.lasts if n <= place}
            _note(self.begins, cross(role, "_verb_r_", right), {n: 1 / (1 + wall) for n, wall in before.items()})
            _note(self.ends, cross(role, "_verb_l_", left), {n: 1 / (1 + wall) for n, wall in behind.items()})
            close = {n: 1.0 for n, wall in before.items() if not wall and n - place - 1 <= _BESIDE}
            _note(self.begins, cross("verb_beside", "_", right), close)
            close = {n: 1.0 for n, wall in behind.items() if not wall and place - n <= _BESIDE}
            _note(self.ends, cross("verb_beside", "_", left), close)

    def _place_links(self) -> None:
        """Note what a phrase's neighbours are to the question."""
        gap, status, ports = self.wish.slot.gap, self.status, self.ports
        linked = "linked_p" if gap.role is Role.PREDICATE else "linked_o"
        near = [n for place in status for n in ports.linked_left[place]]
        if gap.preposition:
            near += ports.after_prepositions
        for n in sorted({*near}):
            first, link, at = ports.lefts[n]
            if at in status:
                _note(self.begins, cross("L:" + link, "+", status[at]), {first: 1.0})
                if status[at] in _TELLING and link in _LINKING_BEFORE:
                    _note(self.begins, linked, {first: 1.0})
            if gap.preposition and link == "prep":
                same = self.ground.sentence.tokens[at + 1].word == gap.preposition
                _note(self.begins, "prep_same" if same else "prep_other", {first: 1.0})
        for n in sorted([n for place in status for n in ports.linked_right[place]]):
            last, link, at = ports.rights[n]
            _note(self.ends, cross("R:" + link, "+", status[at]), {last: 1.0})
            if status[at] in _TELLING and link in _LINKING_BEHIND:
                _note(self.ends, linked, {last: 1.0})


def _note(out: dict[str, dict[int, float]], name: str, values: dict[int, float]) -> None:
    """Add a feature's values; of two for one place the greater counts."""
    noted = out.setdefault(name, values)
    if noted is not values:
        for place, value in values.items():
            noted[place] = max(value, noted.get(place, 0.0))


def _fade(ground: Ground, order: range, parted: Sequence[bool], weights: tuple[float, float], out: list[float]) -> None:
    """Note how near the question's words are to the tokens of `order`, the first of which is such a word.

    `parted` (Ports) is of the others; what is in brackets is skipped.
    """
    met, total = ground.met, ground.total
    clause, inside = ground.sentence.layout.clause, ground.sentence.layout.inside
    near_weight, wide_weight = weights
    near_fading, wide_fading = _FADING
    near = wide = 0.0
    kept = near, wide
    for previous, i, part in zip(order, order[1:], parted, strict=False):
        if previous in met:
            near += met[previous] / total
            wide += met[previous] / total
        if part and inside[i] != inside[previous]:
            if inside[i]:
                kept = near, wide
            else:
                near, wide = kept
        near *= near_fading
        wide *= wide_fading
        if part and clause[i] != clause[previous]:
            near *= near_fading**2
            wide *= wide_fading**2
        out[i] = near_weight * near + wide_weight * wide
