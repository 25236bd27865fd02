"""Which fact card a question asks for, and how likely it is the right one.

A card is met through its wordings, the ways in which its editor expects readers to ask. Sharing most words is not
enough: a question that names somebody or something whom the wording does not ("*Ukrainian* soldiers" for "Russian
soldiers") asks for something else. The weights are in `data/weights.json`, learned on the shipped cards: each wording
asked with itself left out, the shipped tests, and questions about other things (`python -m tests.learning.fit_cards`).
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.answerable import answerable
from knowledge.contrast import belonging, torn
from knowledge.index import Index, build_index
from knowledge.question import Expect, Question, understand
from knowledge.spans import survey

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.passages import PreparedParagraph, PreparedSentence
    from knowledge.question import QueryTerm
    from knowledge.types import FactCard, Unanswered
    from knowledge.vocabulary import Vocabulary

NEAREST = 24
"""Wordings looked at closely: the right one is among the first ten by BM25 for all shipped cards."""

SIGNALS = {
    "asked": 1,  # share of the question's words that the wording has, by rarity
    "worded": 1,  # share of the wording's words that the question has
    "both": 1,  # the product of the two
    "told": 1,  # share of the question's words that the card has anywhere
    "strange_names": -1,  # the question's names and numbers that the wording lacks
    "strange_names_card": -1,  # and the whole card lacks
    "left_names": -1,  # the wording's names and numbers that the question lacks
    "unknown": -1,  # share of the question that the library has nowhere
    "same_kind": 1,  # both expect the same kind of answer
    "other_kind": -1,  # they expect kinds that cannot be the same
    "pairs": 1,  # neighbouring words of the question that are neighbours in the wording
    "same": 1,  # the same words in the same order
    "few": 0,
    "rarest": -1,  # rarity of the rarest word of the question that the wording lacks, over 8
    "rarest_card": -1,  # and the whole card lacks
    "torn": -1,  # the question names another side or number for a noun than the wording does
    "others": 1,  # wordings of the card that share at least as much
    "swapped": -1,  # the question has a name that the wording lacks, and lacks one that the wording has
    "reordered": -1,  # names that both have stand in another order
    "missing_verb": -1,  # share of the question's verbs that the card has nowhere
    "missing_noun": -1,  # likewise of its nouns that are no names
    "missing_focus": -1,  # the noun asked for is nowhere in the card
    "never_asked": -1,  # no wording of the card asks for this kind of answer (who, when, how many …)
    "torn_evidence": -1,  # torn, as against the card's evidence
    "answerable": 1,  # the evidence holds an answer of the expected kind
    "same_way": 1,  # share of the question that the card's nearest wording of the same kind has
    "other_speaker": -1,  # the question asks what somebody says, and the card has somebody else saying it
}
"""What the probability of a card is made of, and which way each signal may count (0: either)."""

LIKE = 12
"""Wordings compared for likeness."""
OTHER_KIND = 0.8
"""What is left of the likeness of two questions that expect different kinds of answer."""
CLOSE = 4
"""Cards whose evidence is looked at."""
_CHEAP = 22
"""Signals known from the wording alone; the rest need the card's other wordings and its evidence."""

_OTHERS = 16
_OPEN = (Expect.KEYWORDS, Expect.THING, Expect.DEFINITION, Expect.YES_NO, Expect.MANNER)


@dataclass(slots=True)
class PreparedWording:
    """One wording of a card, or of a question that the article does not answer; understood when first come near."""

    card: FactCard | None
    text: str
    terms: frozenset[str]
    _question: Question | None = field(default=None, compare=False, repr=False)

    def question(self, vocabulary: Vocabulary) -> Question:
        """Return the wording, understood."""
        if self._question is None:
            self._question = understand(self.text, vocabulary)
        return self._question


@dataclass(frozen=True, slots=True)
class Facts:
    """The cards of a library, ready to be asked for."""

    wordings: tuple[PreparedWording, ...]
    index: Index
    told: Mapping[str, Mapping[str, int]]
    """Card → the terms of its answer, evidence and wordings, and in how many of those they stand."""
    vocabulary: Vocabulary
    by_card: Mapping[str, tuple[PreparedWording, ...]]
    evidence: Mapping[str, tuple[PreparedSentence, ...]]
    """Card → the sentences that its quotes touch."""
    unanswered: tuple[PreparedWording, ...]
    unanswered_index: Index


@dataclass(frozen=True, slots=True)
class CardMatch:
    """A card, through its best wording."""

    card: FactCard
    wording: PreparedWording
    signals: tuple[float, ...]
    probability: float


def prepare_facts(
    cards: Sequence[FactCard],
    unanswered: Sequence[Unanswered],
    vocabulary: Vocabulary,
    articles: Mapping[str, Sequence[PreparedParagraph]],
) -> Facts:
    """Make `cards` ready, and the questions that are not answered.

    `articles` are the prepared paragraphs that the cards' evidence stands in.
    """
    wordings = []
    told: dict[str, Counter[str]] = {}
    by_card: dict[str, tuple[PreparedWording, ...]] = {}
    evidence: dict[str, tuple[PreparedSentence, ...]] = {}
    for card in cards:
        everything = told.setdefault(card.id, Counter())
        for text in (card.answer, *(q.text for q in card.evidence)):
            everything.update({t.term for t in vocabulary.read(text)})
        own = []
        for wording in card.questions:
            terms = frozenset(t.term for t in vocabulary.read(wording.text))
            everything.update(terms)
            own.append(PreparedWording(card, wording.text, terms))
        wordings += own
        by_card[card.id] = tuple(own)
        evidence[card.id] = tuple(
            s
            for q in card.evidence
            for s in articles[card.article][q.paragraph.number].sentences
            if s.span.start < q.span.end and q.span.start < s.span.end
        )
    index = build_index([tuple(sorted(w.terms)) for w in wordings])
    refused = tuple(
        PreparedWording(None, u.wording.text, frozenset(t.term for t in vocabulary.read(u.wording.text)))
        for u in unanswered
    )
    refused_index = build_index([tuple(sorted(w.terms)) for w in refused])
    return Facts(tuple(wordings), index, told, vocabulary, by_card, evidence, refused, refused_index)


def likeness(question: Question, facts: Facts, *, leave_out: PreparedWording | None = None) -> tuple[float, float]:
    """Return how like `question` is to the likest wording of a card, and to the likest unanswered question.

    Each from 0 to 1: the harmonic mean of the shares of their words that they have in common, by rarity, less where
    they expect different kinds of answer.
    """
    return (
        _likest(question, facts.wordings, facts.index, facts, leave_out),
        _likest(question, facts.unanswered, facts.unanswered_index, facts, leave_out),
    )


def _likest(
    question: Question,
    wordings: Sequence[PreparedWording],
    index: Index,
    facts: Facts,
    leave_out: PreparedWording | None,
) -> float:
    have: dict[str, float] = {}
    for term in question.terms:
        for variant, strength in term.variants.items():
            have[variant] = max(have.get(variant, 0.0), strength)
    total = sum(t.weight for t in question.terms)
    best = 0.0
    for number, _ in index.top([v for v, s in have.items() if s > 0.5], LIKE):
        wording = wordings[number]
        if wording is leave_out:
            continue
        theirs = wording.question(facts.vocabulary)
        size = sum(t.weight for t in theirs.terms)
        if not size:
            continue
        asked = sum(t.weight * max(s if v in wording.terms else 0.0 for v, s in t.variants.items()) for t in question.terms)
        worded = sum(t.weight * max(have.get(v, 0.0) * s for v, s in t.variants.items()) for t in theirs.terms)
        share, back = asked / total, worded / size
        like = 2 * share * back / (share + back) if share + back else 0.0
        if theirs.expect is not question.expect:
            like *= OTHER_KIND
        best = max(best, like)
    return best


def match_cards(
    question: Question, facts: Facts, weights: Mapping[str, float], *, leave_out: PreparedWording | None = None
) -> list[CardMatch]:
    """Return the cards that `question` may ask for, most likely first; each once, through its best wording."""
    if not question.terms:
        return []
    nearest = facts.index.top({v for t in question.terms for v, s in t.variants.items() if s > 0.5}, NEAREST)
    best: dict[str, CardMatch] = {}
    sharing: Counter[str] = Counter()
    for number, _ in nearest:
        wording = facts.wordings[number]
        if wording is leave_out or wording.card is None:
            continue
        sharing[wording.card.id] += 1
        values = _signals(question, wording, wording.card, facts, leave_out)
        probability = _probability(values, weights)
        before = best.get(wording.card.id)
        if before is None or probability > before.probability:
            best[wording.card.id] = CardMatch(wording.card, wording, values, probability)
    counted = [
        CardMatch(m.card, m.wording, (*m.signals[:_OTHERS], min(4, sharing[m.card.id]) / 4, *m.signals[_OTHERS + 1 :]), 0.0)
        for m in best.values()
    ]
    rated = sorted(
        (CardMatch(m.card, m.wording, m.signals, _probability(m.signals, weights)) for m in counted),
        key=lambda m: (-m.probability, m.card.id),
    )
    close = []
    for match in rated[:CLOSE]:
        values = (*match.signals[:_CHEAP], *_close_signals(question, match.card, facts, leave_out))
        close.append(CardMatch(match.card, match.wording, values, _probability(values, weights)))
    close.sort(key=lambda m: (-m.probability, m.card.id))
    return close + rated[CLOSE:]


def _close_signals(
    question: Question, card: FactCard, facts: Facts, leave_out: PreparedWording | None
) -> tuple[float, ...]:
    """Return never_asked, torn_evidence, answerable, same_way and other_speaker."""
    never = same_way = 0.0
    total = sum(t.weight for t in question.terms)
    for wording in facts.by_card[card.id]:
        if wording is not leave_out:
            kind = wording.question(facts.vocabulary).expect
            if kind is question.expect or kind in _OPEN:
                met = [max((s for v, s in t.variants.items() if v in wording.terms), default=0.0) for t in question.terms]
                same_way = max(same_way, sum(t.weight * m for t, m in zip(question.terms, met, strict=True)) / total)
    if question.expect not in _OPEN or question.expect is Expect.MANNER:
        kinds = {w.question(facts.vocabulary).expect for w in facts.by_card[card.id] if w is not leave_out}
        never = float(question.expect not in kinds)
    pairs = belonging(question)
    tearing = max(
        (torn(pairs, s.places, [t.term for t in s.tokens], s.named) for s in facts.evidence[card.id]), default=0.0
    )
    holds = max((answerable(question, survey(question, s)) for s in facts.evidence[card.id]), default=0.5)
    other = 0.0
    if question.speaker:
        said_by = {t.term for t in facts.vocabulary.read(card.attributed_to or "")}
        wanted = {v for t in question.terms if t.place in question.speaker for v, s in t.variants.items() if s > 0.8}
        other = float(not (said_by & wanted))
    return never, tearing, holds, same_way, other


def _probability(values: Sequence[float], weights: Mapping[str, float]) -> float:
    total = weights.get("bias", 0.0) + sum(weights.get(n, 0.0) * v for n, v in zip(SIGNALS, values, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _signals(
    question: Question, wording: PreparedWording, card: FactCard, facts: Facts, leave_out: PreparedWording | None
) -> tuple[float, ...]:
    terms = question.terms
    total = sum(t.weight for t in terms)
    met = [max((s for v, s in t.variants.items() if v in wording.terms), default=0.0) for t in terms]
    told = facts.told[card.id]
    if leave_out is not None and leave_out.card is card:
        told = {t: n for t, n in told.items() if n > (t in leave_out.terms)}
    in_card = [max((s for v, s in t.variants.items() if v in told), default=0.0) for t in terms]
    asked = sum(t.weight * m for t, m in zip(terms, met, strict=True)) / total
    have: dict[str, float] = {}
    for term in terms:
        for variant, strength in term.variants.items():
            have[variant] = max(have.get(variant, 0.0), strength)
    worded_as = wording.question(facts.vocabulary)
    theirs = worded_as.terms
    size = sum(t.weight for t in theirs) or 1.0
    worded = sum(t.weight * max((have.get(v, 0.0) * s for v, s in t.variants.items()), default=0.0) for t in theirs) / size
    names = [(t, m, c) for t, m, c in zip(terms, met, in_card, strict=True) if t.name]
    their_names = [t for t in theirs if t.name]
    ordered = [t.main for t in theirs]
    pairs = list(zip(met, met[1:], strict=False))
    positions = [next((ordered.index(v) for v in t.variants if v in ordered), -9) for t in terms]
    close = sum(1 for a, b in zip(positions, positions[1:], strict=False) if a >= 0 and b >= 0 and abs(a - b) == 1)
    same_kind = question.expect is worded_as.expect
    other_kind = not same_kind and question.expect not in _OPEN and worded_as.expect not in _OPEN
    their_words = worded_as.words
    places: dict[str, list[int]] = {}
    for term in theirs:
        places.setdefault(term.main, []).append(term.place)
    at = {t.place: t for t in theirs}
    tearing = torn(
        belonging(question),
        places,
        [at[i].main if i in at else "" for i in range(len(their_words))],
        lambda i: i in at and at[i].name,
    )
    return (
        asked,
        worded,
        asked * worded,
        sum(t.weight * m for t, m in zip(terms, in_card, strict=True)) / total,
        sum(t.weight * (1 - m) for t, m, _ in names) / total,
        sum(t.weight * (1 - c) for t, _, c in names) / total,
        sum(t.weight for t in their_names if not _has(have, t)) / size,
        sum(t.weight for t in terms if not t.known) / total,
        float(same_kind),
        float(other_kind),
        close / len(pairs) if pairs else 0.5,
        float(question.words == worded_as.words),
        1 / len(terms),
        max((t.weight for t, m in zip(terms, met, strict=True) if m < 0.5), default=0.0) / 8,
        max((t.weight for t, m in zip(terms, in_card, strict=True) if m < 0.5), default=0.0) / 8,
        tearing,
        0.0,
        float(any(m < 0.5 for _, m, _ in names) and any(not _has(have, t) for t in their_names)),
        _reordered(terms, theirs),
        _missing([c for t, c in zip(terms, in_card, strict=True) if t.part in "VG"]),
        _missing([c for t, c in zip(terms, in_card, strict=True) if t.part in "NA" and not t.name]),
        _missing([c for t, c in zip(terms, in_card, strict=True) if t.word == question.focus]),
        0.0,
        0.0,
        0.5,
        asked,
        0.0,
    )


def _has(have: Mapping[str, float], term: QueryTerm) -> bool:
    return any(have.get(v, 0) > 0.8 for v in term.variants)


def _missing(met: Sequence[float]) -> float:
    return sum(1 - m for m in met) / len(met) if met else 0.0


def _reordered(terms: Sequence[QueryTerm], theirs: Sequence[QueryTerm]) -> float:
    """Return 1 where two names that a question shares with a wording stand the other way round in it."""
    ours = []
    for term in terms:
        if term.name:
            place = next((t.place for t in theirs if t.name and t.main in term.variants), None)
            if place is not None:
                ours.append(place)
    return float(any(a > b for a, b in zip(ours, ours[1:], strict=False)))
