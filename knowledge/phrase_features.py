"""What is told of a phrase as a short answer: named features, whose weights are learned (`tests.learning.fit`).

Its form against the expected kind of answer, how near it is to the question's words and how much it only echoes them,
on which side of the question's verb it stands, what it is linked to, how it is cut out of its surroundings (`traits`).
Nothing is weighed here, but for how much it could weigh.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from knowledge.bearings import Bearings, cross
from knowledge.expectation import Expect
from knowledge.ports import NAMED
from knowledge.sketch import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowledge.ground import Ground
    from knowledge.question import Question
    from knowledge.sketch import Phrase
    from knowledge.traits import Trait

MEASURED: Final = {
    Expect.DISTANCE: ("distance", "area"),
    Expect.MONEY: ("money",),
    Expect.SHARE: ("share",),
    Expect.DURATION: ("duration",),
}
"""What is measured → its units."""
NEAR: Final = "near"
WIDE: Final = "wide"
APART: Final = "apart"
_ECHOES: Final = ("echo", "echo_all", "echo_head", "echo_first")
_DATED: Final = ("date", "number")
ECHO_QUESTION: Final = "echo_question"
"""The only feature of a phrase that says nothing which the question has not said."""


def describe_all(question: Question, ground: Ground) -> list[dict[str, float]]:
    """Return the features of every phrase of a sentence, in the order of `layout.phrases`."""
    view = Bearings(question, ground)
    return [_features(view, number) for number in range(len(view.layout.phrases))]


def describe(question: Question, ground: Ground, phrase: Phrase) -> dict[str, float]:
    """Return the features of one phrase."""
    return _features(Bearings(question, ground), ground.sentence.layout.phrases.index(phrase))


def _features(view: Bearings, number: int) -> dict[str, float]:
    first, last = view.ports.begins[number], view.ports.ends[number]
    if view.stale(first, last):
        return {ECHO_QUESTION: 1.0}  # hopeless, and not looked at further
    out = of_form(view, view.layout.traits[number])
    for name, weights in ((NEAR, (1.0, 0.0)), (WIDE, (0.0, 1.0))):
        before, behind = view.nearness(*weights)
        out[name] = before[first] + behind[last]
    one, other = view.ports.stretches[view.ports.stretch[number]]
    out[APART] = min(view.apart[one], view.apart[other])
    for columns, place in ((view.begins, first), (view.ends, last)):
        out.update((name, column[place]) for name, column in columns.items() if place in column)
    out.update(of_own(view, number))
    return out


def of_form(view: Bearings, trait: Trait) -> dict[str, float]:
    """Return what a phrase has by its form: the same for all questions that expect an answer of one form."""
    out = dict.fromkeys(trait.fixed, 1.0)
    out["size"] = trait.size
    _form(view, trait, out)
    return out


def with_own(view: Bearings) -> set[int]:
    """Return the numbers of the phrases that may be stale or of which `of_own` may tell more than `of_unit`."""
    ports, ground = view.ports, view.ground
    own = set(ports.empty)
    own.update(ports.dates, *[ports.holding[place] for place in view.status])
    for place in ground.focus:
        own.update(*ports.holding[max(0, place - 2) : place + 3])
    if view.wish.numeric:
        own.update(ports.numbers)
    if view.wish.naming:
        own.update(ports.named)
    if view.kin:
        own.update([number for number, phrase in enumerate(view.layout.phrases) if phrase.head in view.kin])
    return own


def of_own(view: Bearings, number: int) -> dict[str, float]:
    """Return what a phrase has by what is in it: what it says, holds and measures."""
    phrase, trait = view.layout.phrases[number], view.layout.traits[number]
    first, last = phrase.first, phrase.last
    out: dict[str, float] = {}
    echoed = sum([first <= place < last for place in view.ground.met])
    if echoed:
        _echo(view, phrase, echoed, out)
    if view.ground.anchors and any(first <= place < last for place, _ in view.ground.anchors):
        out["holds_verb"] = 1.0
    if view.wish.naming and "named" in trait.fixed:
        out["naming"] = 1.0
    if view.wish.slot.focus:
        _focus(view, phrase, out)
    if view.wish.numeric or phrase.kind is Kind.DATE:
        _figure(view, phrase, trait, out)
    return out


def of_unit(view: Bearings, phrase: Phrase) -> str:
    """Return the feature that says whether a phrase measures what is asked for; empty where nothing is measured."""
    measured = MEASURED.get(view.wish.slot.expect)
    return "" if not measured else "unit_right" if phrase.unit in measured else "unit_wrong"


def most_of_own(view: Bearings, weights: Mapping[str, float]) -> float:
    """Return what the features of `of_own` bring at most: no phrase of the sentence has more by them."""
    wish, units = view.wish, view.ports.units
    out = 0.0
    if view.ground.met:
        out += sum([max(0.0, weights.get(name, 0.0)) for name in _ECHOES], 0.0)
    if view.ground.anchors:
        out += _most(weights, "holds_verb")
    if wish.naming:
        out += _most(weights, "naming")
    if view.ground.focus:
        mark = "_n" if wish.numeric else ""
        inside = ("has_focus" + mark, "head_focus" + mark, "head_focus_kind")
        beside = ("focus_next" + mark, "focus_next_kind", "focus_before" + mark)
        out += sum([max(0.0, weights.get(name, 0.0)) for name in inside + beside], 0.0)
    if view.kin:
        out += _most(weights, "same_kind")
    if wish.numeric:
        out += _most(weights, "unit_right", "unit_wrong", *[cross(wish.family, "#", unit) for unit in units])
        out += _most(weights, "num_bare", "num_unit", "num_about")
        out += _most(weights, "num_counts", "num_counts_met", "num_counts_other")
    if view.ports.dates:
        out += _most(weights, "date_part", *(("year_right", "year_wrong") if wish.slot.focus else ()))
        if wish.shape in _DATED:
            out += _most(weights, *[cross(wish.family, "@", unit) for unit in units])
    return out


def _most(weights: Mapping[str, float], *names: str) -> float:
    """Return what features bring at most of which a phrase has one, or none."""
    return max([0.0, *[weights.get(name, 0.0) for name in names]])


def _form(view: Bearings, trait: Trait, out: dict[str, float]) -> None:
    """Add what a phrase's form is to the kind of answer that is expected."""
    shape = trait.shape
    out[cross(view.wish.shapes, "/", shape)] = 1.0
    if view.wish.shape:
        out["typed" if shape == view.wish.shape else "untyped"] = 1.0
    if trait.names and view.wish.clash:
        if trait.names == view.wish.clash[0]:
            out["name_fits"] = 1.0
        elif trait.names == view.wish.clash[1]:
            out["name_clashes"] = 1.0
    if trait.capitals:
        out[cross(view.wish.family, "~", str(trait.capitals))] = 1.0
        if trait.common:
            out[cross(view.wish.family, "~", "common")] = trait.common


def _echo(view: Bearings, phrase: Phrase, echoed: int, out: dict[str, float]) -> None:
    """Add how much a phrase only says what the question has said; so many of its words do."""
    met, content = view.ground.met, view.layout.content[phrase.last] - view.layout.content[phrase.first]
    out["echo"] = min(1.0, echoed / (content or 1))
    if echoed >= content:
        out["echo_all"] = 1.0
    if phrase.head in met:
        out["echo_head"] = 1.0
    if phrase.first in met:
        out["echo_first"] = 1.0


def _focus(view: Bearings, phrase: Phrase, out: dict[str, float]) -> None:
    """Add where the noun that says what is wanted stands: in the phrase, behind it, before it."""
    first, last, focus = phrase.first, phrase.last, view.ground.focus
    mark = "_n" if view.wish.numeric else ""
    if not focus:
        pass
    elif any(first <= p < last for p in focus):
        out["has_focus" + mark] = 1.0
        if phrase.head in focus:
            out["head_focus" + mark] = 1.0
            if view.wish.slot.kind_of:
                out["head_focus_kind"] = 1.0
    elif last in focus or last + 1 in focus:
        out["focus_next" + mark] = 1.0
        if view.wish.slot.kind_of:
            out["focus_next_kind"] = 1.0
    elif first - 1 in focus or first - 2 in focus:
        out["focus_before" + mark] = 1.0
    if phrase.head in view.kin and phrase.kind in NAMED:
        out["same_kind"] = 1.0


def _figure(view: Bearings, phrase: Phrase, trait: Trait, out: dict[str, float]) -> None:
    """Add what a number or date measures, against what was asked."""
    kind, measures = phrase.kind, of_unit(view, phrase)
    if measures:
        out[measures] = 1.0
    elif kind is Kind.NUMBER and phrase.unit and view.wish.numeric:
        out[cross(view.wish.family, "#", phrase.unit)] = 1.0
    if kind is Kind.NUMBER and view.wish.numeric:
        tags, head = view.layout.tags, phrase.head
        bare = all(letter == "#" for letter in tags[phrase.first : phrase.last])
        out["num_bare" if bare else "num_unit" if tags[phrase.first] == "#" else "num_about"] = 1.0
        status = view.status.get(head, "")
        if status == "focus":
            out["num_counts"] = 1.0
        elif status:
            out["num_counts_met"] = 1.0
        elif tags[head] == "N":
            out["num_counts_other"] = 1.0
    if kind is Kind.DATE:
        if view.wish.shape in _DATED:
            out[cross(view.wish.family, "@", phrase.unit)] = 1.0
        if view.wish.year:
            out["year_right" if phrase.unit in ("year", "years") else "year_wrong"] = 1.0
        elif phrase.unit == view.wish.slot.focus:
            out["year_right"] = 1.0
        elif trait.part:
            out["date_part"] = 1.0
