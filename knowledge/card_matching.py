"""Which fact card a question asks for, and how likely it is the right one.

A card is met through its wordings, the ways in which its editor expects readers to ask. Sharing most words is not
enough: a question that names somebody or something whom the wording does not ("*Ukrainian* soldiers" for "Russian
soldiers"), or that wants to know who where no reader of the card ever asked who, asks for something else. The weights
are in `data/weights.json`, learned on the shipped cards: each wording asked with itself left out, the shipped tests,
and questions about other things (`tests/learning/fit_cards.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from operator import mul
from typing import TYPE_CHECKING, Final

from knowledge.answerable import TOLD_APART, answerable, counted
from knowledge.contrast import torn_in, torn_in_question
from knowledge.facts import PreparedWording
from knowledge.likeness import MET, compare, probe_of
from knowledge.question import Expect, Question, best_of
from knowledge.spans import survey
from knowledge.types import FactCard
from knowledge.values import dataclass
from knowledge.weights import sigmoid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.facts import Facts
    from knowledge.likeness import Probe
    from knowledge.question import QueryTerm

CLOSE = 5
"""Cards looked at closely."""

SIGNALS = {
    "like": 1,  # likeness to the card's likest wording
    "worded": 1,  # share of that wording's words that the question has
    "told": 1,  # share of the question's words that the card has anywhere
    "strange_names": -1,  # the question's names and numbers that the wording lacks
    "strange_names_card": -1,  # and the whole card lacks
    "left_names": -1,  # the wording's names and numbers that the question lacks
    "reordered": -1,  # names that both have stand in another order
    "same_kind": 1,  # both expect the same kind of answer
    "other_kind": -1,  # they expect kinds that cannot be the same
    "same": 1,  # the same words in the same order
    "few": 0,  # one over the number of the question's terms
    "missing_verb": -1,  # share of the question's verbs that the card has nowhere
    "missing_noun": -1,  # likewise of its nouns that are no names
    "missing_focus": -1,  # the noun asked for is nowhere in the card
    "torn": -1,  # the question names another side or number for a noun than the wording does
    "torn_evidence": -1,  # or than the card's evidence does
    "others": 1,  # further wordings of the card that come near
    "never_asked": -1,  # no wording of the card asks for this kind of answer (who, when, how many …)
    "answerable": 1,  # the evidence holds an answer of the expected kind
    "unfocused": -1,  # the evidence lacks the noun that is asked for
    "uncounted": -1,  # a number is asked for, and the evidence has none by that noun
    "other_speaker": -1,  # the question asks what somebody says, and the card has somebody else saying it
}
"""What the probability of a card is made of, and which way each signal may count (0: either)."""

_OPEN: Final = (Expect.KEYWORDS, Expect.THING, Expect.DEFINITION, Expect.YES_NO)


@dataclass(frozen=True, slots=True)
class CardMatch:
    """A card, through its likest wording."""

    card: FactCard
    wording: PreparedWording
    likeness: float
    """Of the question to that wording, 0 to 1."""
    signals: tuple[float, ...]
    """Values of SIGNALS; empty for a card that was not looked at closely."""
    probability: float

    @property
    def told(self) -> float:
        """Return the share of the question's words that the card has anywhere, by rarity; 0 for one not looked at."""
        return self.signals[_TOLD] if self.signals else 0.0


_TOLD = list(SIGNALS).index("told")


def match_cards(
    question: Question, facts: Facts, weights: Mapping[str, float], *, leave_out: PreparedWording | None = None
) -> list[CardMatch]:
    """Return the cards that `question` may ask for, most likely first; each once, through its likest wording."""
    nearest: dict[str, tuple[float, PreparedWording, FactCard]] = {}
    count: dict[str, int] = {}
    for like, wording in compare(question, facts.wordings, facts.index, facts.vocabulary, leave_out):
        card = wording.card
        if card is not None:
            best = nearest.get(card.id)
            count[card.id] = count.get(card.id, 0) + 1
            if best is None or like > best[0]:
                nearest[card.id] = like, wording, card
    matches = []
    bias, each = weights.get("bias", 0.0), [weights.get(signal, 0.0) for signal in SIGNALS]
    for number, (like, wording, card) in enumerate(sorted(nearest.values(), key=lambda n: (-n[0], n[2].id))):
        values: tuple[float, ...] = ()
        probability = 0.0
        if number < CLOSE:
            values = _signals(question, wording, card, like, count[card.id], facts, leave_out)
            probability = sigmoid(bias + sum(map(mul, each, values)))
        matches.append(CardMatch(card, wording, like, values, probability))
    return sorted(matches, key=lambda m: (-m.probability, -m.likeness, m.card.id))


def rather_noted(
    question: Question, card: FactCard, facts: Facts, *, leave_out: PreparedWording | None = None
) -> float:
    """Return how much rather notes of unanswered questions use a word of `question` than cards' wordings do, 0 to 1.

    The largest of the words that `card` has nowhere: its share of notes among all texts with it, with two added for
    wordings not thought of. "Who *commands* …" and "what *brand* …" are words that notes have and cards do not.
    """
    told = _told(card, facts, leave_out)
    own = leave_out.weights if leave_out is not None else {}
    most = 0.0
    for term in question.terms:
        if best_of(term.variants, told) > MET:
            continue
        strong = [v for v, strength in term.variants.items() if strength > MET]
        notes = max((len(facts.unanswered_index.postings.get(v, ())) for v in strong), default=0)
        wordings = max((len(facts.index.postings.get(v, ())) for v in strong), default=0)
        if leave_out is not None and any(v in own for v in strong):
            notes, wordings = (notes, wordings - 1) if leave_out.card else (notes - 1, wordings)
        most = max(most, notes / (notes + wordings + 2))
    return most


def _told(card: FactCard, facts: Facts, leave_out: PreparedWording | None) -> Mapping[str, int]:
    """Return the terms of a card, without those that only the wording left out has."""
    told: Mapping[str, int] = facts.told[card.id]
    if leave_out is not None and leave_out.card is card:
        told = {t: n for t, n in told.items() if n > (t in leave_out.weights)}
    return told


def _signals(  # noqa: PLR0913, PLR0917 - one list of signals
    question: Question,
    wording: PreparedWording,
    card: FactCard,
    like: float,
    count: int,
    facts: Facts,
    leave_out: PreparedWording | None,
) -> tuple[float, ...]:
    probe, expect, terms = probe_of(question), question.expect, question.terms
    total, variants, weights, names, pairs = probe.total, probe.variants, probe.weights, probe.names, probe.pairs
    told = _told(card, facts, leave_out)
    in_card = [best_of(t.variants, told) for t in terms]
    theirs = wording.question(facts.vocabulary)
    their_names = [t for t in theirs.terms if t.name]
    strange = sum([weights[i] * (1 - best_of(terms[i].variants, wording.weights)) for i in names])
    left = sum([t.weight for t in their_names if not _has(probe, t)])
    same_kind = expect is theirs.expect
    open_kind = expect in _OPEN
    evidence = facts.evidence[card.id]
    return (
        like,
        sum([w * variants[t][1] for t, w in wording.weights.items() if t in variants]) / wording.total,
        sum(map(mul, weights, in_card)) / total,
        strange / total,
        sum([weights[i] * (1 - in_card[i]) for i in names]) / total,
        left / wording.total,
        _reordered([terms[i] for i in names], their_names) if len(names) > 1 else 0.0,
        float(same_kind),
        float(not (same_kind or open_kind) and theirs.expect not in _OPEN),
        float(question.words == theirs.words),
        1 / len(terms),
        _missing(in_card, probe.verbs),
        _missing(in_card, probe.nouns),
        _missing(in_card, probe.focus),
        torn_in_question(pairs, theirs) if pairs else 0.0,
        max([torn_in(pairs, s) for s in evidence], default=0.0) if pairs else 0.0,
        min(4, count - 1) / 4,
        float(not (same_kind or open_kind or _asked_before(expect, card, facts, leave_out))),
        max([answerable(question, survey(question, s)) for s in evidence], default=0.5)
        if expect in TOLD_APART
        else 0.5,
        *counted(question, evidence),
        other_speaker(question, card, facts),
    )


def _asked_before(expect: Expect, card: FactCard, facts: Facts, leave_out: PreparedWording | None) -> bool:
    """Say whether a wording of the card asks for this kind of answer, another one than that left out."""
    own = leave_out is not None and leave_out.card is card and leave_out.expect(facts.vocabulary) is expect
    return facts.kinds(card.id).get(expect, 0) > own


def _has(probe: Probe, term: QueryTerm) -> bool:
    """Say whether a question has a term of a wording."""
    meant = probe.meant
    return term.main in meant or any(strength > MET and variant in meant for variant, strength in term.variants.items())


def _missing(in_card: Sequence[float], terms: Sequence[int]) -> float:
    """Return the share of these terms that the card has nowhere."""
    return sum([1 - in_card[i] for i in terms]) / len(terms) if terms else 0.0


def _reordered(names: Sequence[QueryTerm], theirs: Sequence[QueryTerm]) -> float:
    """Return 1 where two names that a question shares with a wording stand the other way round in it."""
    places = [[t.place for t in theirs if t.main in name.variants] for name in names]
    return float(any(a[0] > b[0] for a, b in pairwise([found for found in places if found])))


def other_speaker(question: Question, card: FactCard, facts: Facts) -> float:
    """Return 1 where a question asks what somebody says and a card has somebody else, or nobody, saying it."""
    if not question.speaker:
        return 0.0
    said_by = {t.term for t in facts.vocabulary.read(card.attributed_to or "")}
    wanted = {v for t in question.terms if t.place in question.speaker for v, s in t.variants.items() if s > MET}
    return float(not (said_by & wanted))
