"""Where a question's words stand in a sentence, and where its verb would have the answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from knowledge.gap import Role
from knowledge.passages import PreparedSentence
from knowledge.tokenizer import term_of
from knowledge.values import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.gap import Gap
    from knowledge.question import Question


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
    size, gap, places = len(sentence.layout.tags), question.slot.gap, sentence.places
    met: dict[int, float] = {}
    spots: dict[str, tuple[int, ...]] = {}
    total = 0.0
    for term in question.terms:
        here = [(place, s) for v, s in term.variants.items() if v in places for place in places[v] if place < size]
        spots[term.word] = tuple([place for place, _ in here])
        if term.word == question.focus:
            continue
        total += term.weight
        for place, strength in here:
            share = term.weight * strength
            if place not in met or share > met[place]:
                met[place] = share
    focus = sentence.places.get(term_of(question.focus), ()) if question.focus else ()
    words = question.words
    return Ground(
        sentence,
        met,
        frozenset([p for p in focus if p < size]),
        frozenset(spots.get(words[gap.head], ())) if gap.head >= 0 else frozenset(),
        _anchors(question, sentence, spots),
        (
            _nearest(words, reversed(gap.left), spots, question.focus),
            _nearest(words, gap.right, spots, question.focus),
        ),
        total or 1.0,
    )


def _nearest(
    words: Sequence[str], order: Iterable[int], spots: Mapping[str, tuple[int, ...]], focus: str
) -> tuple[int, ...]:
    """Return where the first of these words that is searched for stands in the sentence."""
    for i in order:
        word = words[i]
        if word in spots and word != focus:
            return spots[word]
    return ()


def _anchors(
    question: Question, sentence: PreparedSentence, spots: Mapping[str, tuple[int, ...]]
) -> tuple[tuple[int, int], ...]:
    gap, layout = question.slot.gap, sentence.layout
    if gap.verb < 0:
        return ()
    word, tags = question.words[gap.verb], layout.tags
    places = [p for p in spots.get(word, ()) if tags[p] in "VGAN"]
    if not places:
        term = term_of(word)
        places = [i for i, letter in enumerate(tags) if letter in "VG" and sentence.tokens[i].term == term]
    return tuple((place, _side(gap, tags[place] == "N", place in layout.passive)) for place in places)


def _side(gap: Gap, noun: bool, passive: bool) -> int:
    """Return on which side of a word that meets the question's verb the answer belongs: -1 left, 1 right, 0 any."""
    if gap.role is Role.OBLIQUE:
        return 1
    if noun or gap.role not in (Role.SUBJECT, Role.OBJECT):
        return 0
    if gap.role is Role.SUBJECT:
        return -1 if passive == gap.passive else 1
    return -1 if passive and not gap.passive else 1
