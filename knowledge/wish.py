"""What a question asks for, as sentences and their phrases are compared with it: found once and kept with the question.

It knows no sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.expectation import NUMERIC, Expect
from knowledge.lexicon import look_up
from knowledge.tokenizer import term_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.question import Question

_SHAPES = {"person": "purename", "organisation": "purename", "place": "purename", "date": "date", "number": "number"}
_CLASHING = {Expect.PERSON: ("person", "location"), Expect.PLACE: ("location", "person")}
_ASKS_NAME = frozenset("name names called named known term nickname title word referred call".split())


class Wish:
    """What a question asks for. Terms go by their number in `question.terms`; -1 is none."""

    def __init__(self, question: Question) -> None:
        terms, words, slot = question.terms, question.words, question.slot
        self.slot = slot
        self.numeric = slot.expect in NUMERIC
        self.family = "number" if self.numeric else str(slot.expect)
        self.naming = not _ASKS_NAME.isdisjoint(words)
        self.shapes = self.family
        if slot.expect is Expect.THING:
            self.shapes = "what" if not slot.focus else "name" if self.naming else "thing"
        self.shape = _SHAPES.get(self.family)
        """The shape (traits.Trait) that an answer has, where it is known."""
        self.clash = _CLASHING.get(slot.expect)
        """What a name has to be by the word table, and what it must not be."""
        self.year = slot.focus in ("year", "years")
        self.kind = look_up(slot.focus).kind if slot.focus else ""
        """What the focus noun is by the word table: "location" for "what *city*"."""
        self.focus = term_of(slot.focus) if slot.focus else ""
        """The focus noun's term."""
        self.by_variant: dict[str, list[tuple[int, float]]] = {}
        """Variant → the terms that it meets, and how well."""
        self.total = 0.0
        """Weight of the terms, without the focus noun."""
        numbers = {term.word: number for number, term in enumerate(terms)}
        for number, term in enumerate(terms):
            for variant, strength in term.variants.items():
                self.by_variant.setdefault(variant, []).append((number, strength))
            if term.word != slot.focus:
                self.total += term.weight
        self.variants = frozenset(self.by_variant)
        self.head = numbers.get(words[slot.gap.head], -1) if slot.gap.head >= 0 else -1
        """The noun that the answer is said to be."""
        self.verb = numbers.get(words[slot.gap.verb], -1) if slot.gap.verb >= 0 else -1
        self.verb_term = term_of(words[slot.gap.verb]) if slot.gap.verb >= 0 else ""
        """The question's main verb, and its term, though it be a stop word."""
        self.left = _nearest([words[i] for i in reversed(slot.gap.left)], numbers, slot.focus)
        self.right = _nearest([words[i] for i in slot.gap.right], numbers, slot.focus)
        """The nearest words on either side of the gap that are searched for."""


def wish_of(question: Question) -> Wish:
    """Return what `question` asks for."""
    if not question.wish:
        question.wish.append(Wish(question))
    wish: Wish = question.wish[0]
    return wish


def _nearest(words: Iterable[str], numbers: dict[str, int], focus: str) -> int:
    return next((numbers[word] for word in words if word in numbers and word != focus), -1)
