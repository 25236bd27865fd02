"""Where a question's words stand in a sentence, and where its verb would have the answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from knowledge.gap import Role
from knowledge.passages import PreparedSentence
from knowledge.ports import ports_of
from knowledge.values import dataclass, field
from knowledge.wish import wish_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.gap import Gap
    from knowledge.question import Question
    from knowledge.wish import Wish


@dataclass(frozen=True, slots=True)
class Ground:
    """What all phrases of one sentence share under one question."""

    sentence: PreparedSentence
    met: Mapping[int, float]
    """Token → weight of the question's word that it meets; the focus noun is not among them."""
    focus: frozenset[int]
    """Tokens that meet the question's focus noun."""
    heads: frozenset[int]
    """Tokens that meet the noun that the answer is said to be."""
    anchors: tuple[tuple[int, int], ...]
    """Tokens that meet the question's main verb, and on which side the answer belongs: -1 left, 1 right, 0 any."""
    beside: tuple[tuple[int, ...], tuple[int, ...]]
    """Tokens that meet the words beside the gap, left and right."""
    total: float
    """Weight of all the question's words."""
    scored: list[Any] = field(default_factory=list, init=False, compare=False, repr=False)
    """The weights by which the sentence's phrases were scored last, and their scores (`spans.score_phrases`)."""
    typed: list[float] = field(default_factory=list, init=False, compare=False, repr=False)
    """Whether the sentence holds an answer of the expected kind, once that was asked (`answerable.answerable`)."""

    @property
    def tags(self) -> str:
        """The tagger's letters, one a token."""
        return self.sentence.layout.tags

    @property
    def between(self) -> str:
        """What stands before each token (tagging.gaps)."""
        return self.sentence.layout.between


def survey(question: Question, sentence: PreparedSentence) -> Ground:
    """Find the question's words in a sentence; found once and kept with the question."""
    ground: Ground | None = question.grounds.get(id(sentence))
    if ground is None:  # a ground holds its sentence, so that the same id is the same sentence
        ground = question.grounds[id(sentence)] = _survey(question, sentence)
    return ground


def _survey(question: Question, sentence: PreparedSentence) -> Ground:
    wish, places, size = wish_of(question), sentence.places, len(sentence.layout.tags)
    met: dict[int, float] = {}
    hit = set()
    for variant in wish.variants.intersection(places):
        for number, strength in wish.by_variant[variant]:
            hit.add(number)
            term = question.terms[number]
            if term.word != question.focus:
                weight = term.weight * strength
                for place in places[variant]:
                    if place < size:
                        met[place] = max(met.get(place, 0.0), weight)

    def spots(number: int) -> tuple[int, ...]:
        """Return where a term stands, its best variants first."""
        if number not in hit:
            return ()
        variants = question.terms[number].variants
        return tuple([place for v in variants if v in places for place in places[v] if place < size])

    focus = places.get(wish.focus, ()) if wish.focus else ()
    return Ground(
        sentence,
        met,
        frozenset([p for p in focus if p < size]),
        frozenset(spots(wish.head)),
        _anchors(wish, sentence, spots(wish.verb)) if wish.verb_term else (),
        (spots(wish.left), spots(wish.right)),
        wish.total or 1.0,
    )


def _anchors(wish: Wish, sentence: PreparedSentence, spots: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Return where the question's verb is met, at `spots` or as a stop word, and on which side the answer belongs."""
    gap, tags, passive = wish.slot.gap, sentence.layout.tags, sentence.layout.passive
    places = [p for p in spots if tags[p] in "VGAN"] or ports_of(sentence).verbs.get(wish.verb_term, ())
    return tuple([(place, _side(gap, tags[place] == "N", place in passive)) for place in places])


def _side(gap: Gap, noun: bool, passive: bool) -> int:
    """Return on which side of a word that meets the question's verb the answer belongs: -1 left, 1 right, 0 any."""
    if gap.role is Role.OBLIQUE:
        return 1
    if noun or gap.role not in (Role.SUBJECT, Role.OBJECT):
        return 0
    if gap.role is Role.SUBJECT:
        return -1 if passive == gap.passive else 1
    return -1 if passive and not gap.passive else 1
