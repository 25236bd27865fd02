"""How a sentence lies around a question's words: what a phrase has by where it begins, and by where it ends.

How near the question's words are, what stands beside its gap, on which side of its verb: all that depends on one end of
a phrase alone is worked out once for every place of the sentence, and not again for each of its phrases.
"""

from __future__ import annotations

import math
from functools import cache
from itertools import accumulate
from operator import sub
from typing import TYPE_CHECKING, Final

from knowledge.expectation import Expect
from knowledge.gap import Role
from knowledge.lexicon import look_up
from knowledge.sketch import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.ground import Ground
    from knowledge.question import Question
    from knowledge.tokenizer import Token
    from knowledge.traits import Layout

NUMERIC: Final = frozenset((Expect.NUMBER, Expect.DISTANCE, Expect.MONEY, Expect.SHARE, Expect.DURATION))
NAMED: Final = frozenset((Kind.NAME, Kind.NOUN, Kind.LIST))
_WANTED = {"person": "purename", "organisation": "purename", "place": "purename", "date": "date", "number": "number"}
_CLASHING = {Expect.PERSON: ("person", "location"), Expect.PLACE: ("location", "person")}
_ASKS_NAME = frozenset("name names called named known term nickname title word referred call".split())
_FADING: Final = (math.exp(-1 / 2), math.exp(-1 / 8))
"""Nearness to the question's words fades by these a token, near and wide; a comma counts as two tokens."""
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


class Ports:
    """The places of a sentence where phrases begin and end, and what links them there to what is around them."""

    def __init__(self, layout: Layout, tokens: Sequence[Token]) -> None:
        phrases, traits = layout.phrases, layout.traits
        self.firsts = {p.first: (t.left, t.left_at) for p, t in zip(phrases, traits, strict=True)}
        """Token that phrases begin at → how they are linked to what is before (traits.Trait)."""
        self.lasts = {p.last: (t.right, t.right_at) for p, t in zip(phrases, traits, strict=True)}
        """Token after phrases → how they are linked to what is behind."""
        kinds: dict[str, set[int]] = {}
        for head in {p.head for p in phrases if p.kind in NAMED}:
            kinds.setdefault(look_up(tokens[head].word).kind, set()).add(head)
        self.kinds = {kind: frozenset(heads) for kind, heads in kinds.items()}
        """What names and nouns are by the word table → their heads."""


class Bearings:
    """One sentence under one question: everything that its phrases' features are read from."""

    def __init__(self, question: Question, ground: Ground) -> None:
        slot, layout = question.slot, ground.sentence.layout
        self.ground, self.layout, self.slot = ground, layout, slot
        self.tokens = ground.sentence.tokens
        if not layout.ports:
            layout.ports.append(Ports(layout, self.tokens))
        self.ports: Ports = layout.ports[0]
        self.numeric = slot.expect in NUMERIC
        self.family = "number" if self.numeric else str(slot.expect)
        self.shapes = self.family
        self.naming = not _ASKS_NAME.isdisjoint(question.words)
        if slot.expect is Expect.THING:
            self.shapes = "what" if not slot.focus else "name" if self.naming else "thing"
        self.wanted = _WANTED.get(self.family)
        self.clash = _CLASHING.get(slot.expect)
        self.year = slot.focus in ("year", "years")
        kind = look_up(slot.focus).kind if slot.focus else ""
        self.kin = self.ports.kinds.get(kind, frozenset()) if kind else frozenset()
        """The tokens that are what the focus noun says, by the word table: "Kursk" for "what *city*"."""
        size = len(layout.tags)
        self.status = [""] * (size + 1)
        """What each token is to the question; one more, nothing to it, stands for a token that is not there."""
        for places, name in (
            (ground.met, "met"),
            (ground.focus, "focus"),
            (ground.heads, "head"),
            ([p for p, _ in ground.anchors], "verb"),
        ):
            for place in places:
                self.status[place] = name
        echoed, fresh = [0] * size, list(map(sub, layout.content[1:], layout.content))
        for place, name in enumerate(self.status):
            if name:
                fresh[place] = 0
        for place in ground.met:
            echoed[place] = 1
        self.echoed, self.fresh = list(accumulate(echoed, initial=0)), list(accumulate(fresh, initial=0))
        """How many words before each token say what the question says, and how many nothing that it asks with."""
        touched = echoed[:]
        for place, _ in ground.anchors:
            touched[place] = 1
        for place in ground.focus:
            for near in range(max(0, place - 2), min(size, place + 3)):
                touched[near] = 1
        self.touched = list(accumulate(touched, initial=0))
        """Likewise how many by which a phrase that holds one has features of its own (spans)."""
        self.left, self.right = _nearness(ground, range(size)), _nearness(ground, range(size - 1, -1, -1))
        self.right.reverse()
        met = {layout.clause[p] for p in ground.met}
        clauses = range(max(layout.clause, default=0) + 1)
        apart = [min([min(3, abs(c - m)) for m in met], default=3) / 3 for c in clauses]
        self.apart = [apart[c] for c in layout.clause]
        """How many clauses each token is from the nearest word of the question's, three at most, over three."""
        self.begins: dict[str, dict[int, float]] = {}
        """Feature → its values by the token that a phrase begins at."""
        self.ends: dict[str, dict[int, float]] = {}
        """Feature → its values by the token after a phrase."""
        self._place_gap()
        self._place_verb()
        self._place_links()

    def _place_gap(self) -> None:
        """Note how near the words beside the gap are, on either side of a phrase."""
        side = {Role.PREDICATE: "P", Role.ADJUNCT: "A"}.get(self.slot.gap.role, "O")
        place = self.layout.place
        for name, spots in zip(("before_", "after_"), self.ground.beside, strict=True):
            for spot in spots:
                here = place[spot]
                before = {n: max(1, place[n] - here) for n in self.ports.firsts if n > spot}
                behind = {n: max(1, here - place[n - 1]) for n in self.ports.lasts if n <= spot}
                _note(self.begins, f"{name}l{side}", {n: 1 / away for n, away in before.items()})
                _note(self.ends, f"{name}r{side}", {n: 1 / away for n, away in behind.items()})

    def _place_verb(self) -> None:
        """Note how far the question's verb is, and whether the answer belongs on this side of it."""
        walls, role = self.layout.walls, str(self.slot.gap.role)
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
        linked = "linked_p" if self.slot.gap.role is Role.PREDICATE else "linked_o"
        preposition = self.slot.gap.preposition
        for first, (link, at) in self.ports.firsts.items():
            status = self.status[at]
            if status:
                _note(self.begins, cross("L:" + link, "+", status), {first: 1.0})
                if status in _TELLING and link in _LINKING_BEFORE:
                    _note(self.begins, linked, {first: 1.0})
            if preposition and link == "prep":
                same = self.tokens[at + 1].word == preposition
                _note(self.begins, "prep_same" if same else "prep_other", {first: 1.0})
        for last, (link, at) in self.ports.lasts.items():
            status = self.status[at]
            if status and link:
                _note(self.ends, cross("R:" + link, "+", status), {last: 1.0})
                if status in _TELLING and link in _LINKING_BEHIND:
                    _note(self.ends, linked, {last: 1.0})

    def near(self, first: int, last: int) -> tuple[float, float, float]:
        """Return how near the question's words are to a phrase, near and wide, and how many clauses away."""
        left, right = self.left[first], self.right[last - 1]
        return left[0] + right[0], left[1] + right[1], min(self.apart[first], self.apart[last - 1])


def _note(out: dict[str, dict[int, float]], name: str, values: dict[int, float]) -> None:
    """Add a feature's values; of two for one place the greater counts."""
    noted = out.setdefault(name, values)
    if noted is not values:
        for place, value in values.items():
            noted[place] = max(value, noted.get(place, 0.0))


def _nearness(ground: Ground, order: Iterable[int]) -> list[tuple[float, float]]:
    """Return how near the question's words are before each token in this order, near and wide; brackets skipped."""
    clause, inside = ground.sentence.layout.clause, ground.sentence.layout.inside
    met, total = ground.met, ground.total
    out: list[tuple[float, float]] = []
    near = wide = 0.0
    kept = (0.0, 0.0)
    previous = -1
    for i in order:
        if previous >= 0:
            if previous in met:
                near += met[previous] / total
                wide += met[previous] / total
            if inside[i]:
                if not inside[previous]:
                    kept = near, wide
            elif inside[previous]:
                near, wide = kept
            if wide:
                near *= _FADING[0]
                wide *= _FADING[1]
                if clause[i] != clause[previous]:
                    near *= _FADING[0] ** 2
                    wide *= _FADING[1] ** 2
        out.append((near, wide))
        previous = i
    return out
