"""The short answer in a sentence: which of its phrases is what was asked for.

Each phrase is described by named features: its form against the expected kind of answer, how near it is to the
question's words and how much it only echoes them, on which side of the question's verb it stands, what it is linked
to, how it is cut out of its surroundings (`traits`). The sum of their weights is its score; a score compares phrases
under one question, also those of different sentences.
"""

from __future__ import annotations

import math
from functools import cache
from itertools import accumulate
from operator import sub
from typing import TYPE_CHECKING

from knowledge.expectation import Expect
from knowledge.gap import Role
from knowledge.ground import Ground, survey
from knowledge.lexicon import look_up
from knowledge.sketch import Kind, Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from knowledge.question import Question
    from knowledge.traits import Trait

__all__ = ["Ground", "describe", "describe_all", "score_phrases", "survey"]

NUMERIC = frozenset((Expect.NUMBER, Expect.DISTANCE, Expect.MONEY, Expect.SHARE, Expect.DURATION))
_MEASURED = {
    Expect.DISTANCE: ("distance", "area"),
    Expect.MONEY: ("money",),
    Expect.SHARE: ("share",),
    Expect.DURATION: ("duration",),
}
_WANTED = {"person": "purename", "organisation": "purename", "place": "purename", "date": "date", "number": "number"}
_CLASHING = {Expect.PERSON: ("person", "location"), Expect.PLACE: ("location", "person")}
_ASKS_NAME = frozenset("name names called named known term nickname title word referred call".split())
_FADING = (math.exp(-1 / 2), math.exp(-1 / 8))
"""Nearness to the question's words fades by these a token, near and wide; a comma counts as two tokens."""
_COUNTED = frozenset((Kind.NUMBER, Kind.DATE))
_NEAR = ("near", "wide", "apart")


@cache
def _cross(asked: str, mark: str, what: str) -> str:
    return f"{asked}{mark}{what}"


class _View:
    """One sentence under one question: everything that its phrases' features are read from."""

    def __init__(self, question: Question, ground: Ground) -> None:
        slot, layout = question.slot, ground.sentence.layout
        self.ground, self.layout, self.slot = ground, layout, slot
        self.tokens = ground.sentence.tokens
        self.numeric = slot.expect in NUMERIC
        self.family = "number" if self.numeric else str(slot.expect)
        self.shapes = self.family
        self.naming = not _ASKS_NAME.isdisjoint(question.words)
        if slot.expect is Expect.THING:
            self.shapes = "what" if not slot.focus else "name" if self.naming else "thing"
        self.wanted = _WANTED.get(self.family)
        self.clash = _CLASHING.get(slot.expect)
        self.role = str(slot.gap.role)
        self.side = {Role.PREDICATE: "P", Role.ADJUNCT: "A"}.get(slot.gap.role, "O")
        self.beside = [
            (spot, f"{name}l{self.side}", f"{name}r{self.side}")
            for name, spots in zip(("before_", "after_"), ground.beside, strict=True)
            for spot in spots
        ]
        """The tokens beside the gap, with their features left and right of a phrase."""
        self.year = slot.focus in ("year", "years")
        self.focus_kind = look_up(slot.focus).kind if slot.focus else ""
        size = len(layout.tags)
        self.status = [""] * size
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
        self.left, self.right = _nearness(ground, range(size)), _nearness(ground, range(size - 1, -1, -1))
        self.right.reverse()
        met = {layout.clause[p] for p in ground.met}
        clauses = range(max(layout.clause, default=0) + 1)
        apart = [min([min(3, abs(c - m)) for m in met], default=3) / 3 for c in clauses]
        self.apart = [apart[c] for c in layout.clause]
        """How many clauses each token is from the nearest word of the question's, three at most, over three."""


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


def describe_all(question: Question, ground: Ground) -> list[dict[str, float]]:
    """Return the features of every phrase of a sentence, in the order of `layout.phrases`."""
    view = _View(question, ground)
    layout = view.layout
    return [_features(view, p, t) for p, t in zip(layout.phrases, layout.traits, strict=True)]


def describe(question: Question, ground: Ground, phrase: Phrase) -> dict[str, float]:
    """Return the features of one phrase."""
    layout = ground.sentence.layout
    return _features(_View(question, ground), phrase, layout.traits[layout.phrases.index(phrase)])


def score_phrases(question: Question, ground: Ground, weights: Mapping[str, float]) -> list[tuple[float, Phrase]]:
    """Return every phrase of a sentence with its score, in the order in which they stand; scored once and kept.

    A score is the sum of the weights of `describe`'s features, in their order; what is the same whatever is asked, is
    added up once for a sentence.
    """
    if not ground.scored or ground.scored[0] is not weights:
        ground.scored[:] = weights, _score(_View(question, ground), weights)
    scores: list[tuple[float, Phrase]] = ground.scored[1]
    return scores


def _score(view: _View, weights: Mapping[str, float]) -> list[tuple[float, Phrase]]:
    get, fresh, layout = weights.get, view.fresh, view.layout
    hopeless = get("echo_question", 0.0)
    near_weight, wide_weight, apart_weight = [get(name, 0.0) for name in _NEAR]
    scored = []
    for phrase, trait, start in zip(layout.phrases, layout.traits, _starts(view, weights), strict=True):
        first, last = phrase.first, phrase.last
        if fresh[last] == fresh[first]:
            scored.append((hopeless, phrase))
            continue
        score: float = start
        features: dict[str, float] = {}
        if view.echoed[last] != view.echoed[first]:
            _echo(view, phrase, features)
            for name, value in features.items():
                score += get(name, 0.0) * value
            features.clear()
        near, wide, apart = _near(view, first, last)
        score += near_weight * near
        score += wide_weight * wide
        score += apart_weight * apart
        _add_linked(view, phrase, trait, features)
        for name, value in features.items():
            score += get(name, 0.0) * value
        scored.append((score, phrase))
    return scored


def _starts(view: _View, weights: Mapping[str, float]) -> list[float]:
    """Return what each phrase's form brings: the same for all questions that expect an answer of one form."""
    kept = view.layout.starts
    if not kept or kept[0] is not weights:
        kept[:] = weights, {}
    by_form: dict[tuple[str, str], list[float]] = kept[1]
    form = view.family, view.shapes
    if form not in by_form:
        by_form[form] = [_start(view, trait, weights) for trait in view.layout.traits]
    return by_form[form]


def _start(view: _View, trait: Trait, weights: Mapping[str, float]) -> float:
    features = dict.fromkeys(trait.fixed, 1.0)
    features["size"] = trait.size
    _form(view, trait, features)
    score = 0.0
    for name, value in features.items():
        score += weights.get(name, 0.0) * value
    return score


def _features(view: _View, phrase: Phrase, trait: Trait) -> dict[str, float]:
    first, last = phrase.first, phrase.last
    if view.fresh[last] == view.fresh[first]:
        return {"echo_question": 1.0}  # nothing that the question has not said: hopeless, and not looked at further
    out = dict.fromkeys(trait.fixed, 1.0)
    out["size"] = trait.size
    _form(view, trait, out)
    _echo(view, phrase, out)
    out.update(zip(_NEAR, _near(view, first, last), strict=True))
    _add_linked(view, phrase, trait, out)
    return out


def _add_linked(view: _View, phrase: Phrase, trait: Trait, out: dict[str, float]) -> None:
    """Add what a phrase is to the question's words around it."""
    first, last = phrase.first, phrase.last
    if view.beside:
        _beside(view, first, last, out)
    if view.ground.anchors:
        _verb(view, first, last, out)
    _links(view, trait, out)
    if view.slot.focus:
        _focus(view, phrase, out)
    if view.numeric or phrase.kind in _COUNTED:
        _figure(view, phrase, trait, out)


def _form(view: _View, trait: Trait, out: dict[str, float]) -> None:
    """Add what a phrase's form is to the kind of answer that is expected."""
    shape = trait.shape
    out[_cross(view.shapes, "/", shape)] = 1.0
    if view.wanted:
        out["typed" if shape == view.wanted else "untyped"] = 1.0
    if trait.names and view.clash:
        if trait.names == view.clash[0]:
            out["name_fits"] = 1.0
        elif trait.names == view.clash[1]:
            out["name_clashes"] = 1.0
    if trait.capitals:
        out[_cross(view.family, "~", str(trait.capitals))] = 1.0
        if trait.common:
            out[_cross(view.family, "~", "common")] = trait.common


def _echo(view: _View, phrase: Phrase, out: dict[str, float]) -> None:
    """Add how much a phrase only says what the question has said."""
    echoed = view.echoed[phrase.last] - view.echoed[phrase.first]
    if echoed:
        met = view.ground.met
        content = view.layout.content[phrase.last] - view.layout.content[phrase.first]
        out["echo"] = min(1.0, echoed / (content or 1))
        if echoed >= content:
            out["echo_all"] = 1.0
        if phrase.head in met:
            out["echo_head"] = 1.0
        if phrase.first in met:
            out["echo_first"] = 1.0


def _near(view: _View, first: int, last: int) -> tuple[float, float, float]:
    """Return the values of _NEAR: how near the question's words are to a phrase, and how many clauses away."""
    left, right = view.left[first], view.right[last - 1]
    apart = view.apart
    return left[0] + right[0], left[1] + right[1], min(apart[first], apart[last - 1])


def _beside(view: _View, first: int, last: int, out: dict[str, float]) -> None:
    """Add how near the words beside the gap are, on either side."""
    place = view.layout.place
    for spot, on_left, on_right in view.beside:
        if spot < first:
            key, distance = on_left, place[first] - place[spot]
        elif spot >= last:
            key, distance = on_right, place[spot] - place[last - 1]
        else:
            continue
        value = 1 / distance if distance > 1 else 1.0
        if value > out.get(key, 0.0):
            out[key] = value


def _verb(view: _View, first: int, last: int, out: dict[str, float]) -> None:
    walls = view.layout.walls
    for place, wanted in view.ground.anchors:
        if first <= place < last:
            out["holds_verb"] = 1.0
            continue
        right = place < first
        start, end = (place + 1, first) if right else (last, place)
        wall = walls[end] - walls[start]
        fits = "any" if wanted == 0 else "good" if (wanted > 0) == right else "bad"
        key = _cross(view.role, "_verb_r_" if right else "_verb_l_", fits)
        value = 1 / (1 + wall)
        if value > out.get(key, 0.0):
            out[key] = value
        if wall == 0 and end - start <= 3:
            out[_cross("verb_beside", "_", fits)] = 1.0


def _links(view: _View, trait: Trait, out: dict[str, float]) -> None:
    """Add what the phrase's neighbours are to the question."""
    linked = False
    if trait.left:
        status = view.status[trait.left_at] if trait.left_at >= 0 else ""
        if status:
            out[_cross("L:" + trait.left, "+", status)] = 1.0
            linked = status in ("head", "focus") and trait.left in ("comma", "break", "is", "verb")
        if trait.left == "prep" and view.slot.gap.preposition:
            same = view.tokens[trait.left_at + 1].word == view.slot.gap.preposition
            out["prep_same" if same else "prep_other"] = 1.0
    if trait.right and trait.right_at >= 0:
        status = view.status[trait.right_at]
        if status:
            out[_cross("R:" + trait.right, "+", status)] = 1.0
            linked |= status in ("head", "focus") and trait.right in ("comma", "break", "is")
    if view.naming and "named" in trait.fixed:
        out["naming"] = 1.0
    if linked:
        out["linked_p" if view.slot.gap.role is Role.PREDICATE else "linked_o"] = 1.0


def _focus(view: _View, phrase: Phrase, out: dict[str, float]) -> None:
    """Add where the noun that says what is wanted stands: in the phrase, behind it, before it."""
    first, last, focus = phrase.first, phrase.last, view.ground.focus
    mark = "_n" if view.numeric else ""
    if not focus:
        pass
    elif any(first <= p < last for p in focus):
        out["has_focus" + mark] = 1.0
        if phrase.head in focus:
            out["head_focus" + mark] = 1.0
            if view.slot.kind_of:
                out["head_focus_kind"] = 1.0
    elif last in focus or last + 1 in focus:
        out["focus_next" + mark] = 1.0
        if view.slot.kind_of:
            out["focus_next_kind"] = 1.0
    elif first - 1 in focus or first - 2 in focus:
        out["focus_before" + mark] = 1.0
    named = phrase.kind in (Kind.NAME, Kind.NOUN, Kind.LIST)
    if named and view.focus_kind and look_up(view.tokens[phrase.head].word).kind == view.focus_kind:
        out["same_kind"] = 1.0


def _figure(view: _View, phrase: Phrase, trait: Trait, out: dict[str, float]) -> None:
    """Add what a number or date measures, against what was asked."""
    kind, expect = phrase.kind, view.slot.expect
    measured = _MEASURED.get(expect)
    if measured:
        out["unit_right" if phrase.unit in measured else "unit_wrong"] = 1.0
    elif kind is Kind.NUMBER and phrase.unit and view.numeric:
        out[_cross(view.family, "#", phrase.unit)] = 1.0
    if kind is Kind.NUMBER and view.numeric:
        tags, head = view.layout.tags, phrase.head
        bare = all(letter == "#" for letter in tags[phrase.first : phrase.last])
        out["num_bare" if bare else "num_unit" if tags[phrase.first] == "#" else "num_about"] = 1.0
        status = view.status[head] if head < len(tags) else ""
        if status == "focus":
            out["num_counts"] = 1.0
        elif status:
            out["num_counts_met"] = 1.0
        elif tags[head] == "N":
            out["num_counts_other"] = 1.0
    if kind is Kind.DATE:
        if view.wanted in ("date", "number"):
            out[_cross(view.family, "@", phrase.unit)] = 1.0
        if view.year:
            out["year_right" if phrase.unit in ("year", "years") else "year_wrong"] = 1.0
        elif phrase.unit == view.slot.focus:
            out["year_right"] = 1.0
        elif trait.part:
            out["date_part"] = 1.0
