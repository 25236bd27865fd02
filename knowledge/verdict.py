"""Card or sentence: which of the two answers a question, and how likely it is right, knowing of both.

An article whose cards say everything it asserts is asked differently from one without: a sentence that shares the
question's words while no card comes near it is most likely a near miss. The weights are learned on the shipped cards
(`tests/learning/fit_cards.py`); an article without cards is judged by its sentences alone.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from knowledge.values import dataclass
from knowledge.weights import logistic

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.card_matching import CardMatch
    from knowledge.question import Question
    from knowledge.reader import Window

LIKELY: Final = 0.39
"""Probability from which sentences are given as the answer: on XQuAD-32 (cross-fitted) 96.1 % of the answerable
questions are answered and 98.3 % of those about something else refused."""
LIKELY_WITH_CARDS: Final = 0.2
"""The same where the article has cards, which say more surely what it does not answer: of questions written without a
look at the cards, most that are answerable come out above, and near misses at half of it."""
LIKELY_CROSSED = 0.23
"""The same for a question put across word by word, which has lost what tells near misses apart: of 254 right answers of
ours none is below."""
NOTED: Final = 0.95
"""Likeness from which a question is one that the editor noted as unanswered, whatever else is like it."""

NEARLY: Final = 0.9
"""Share of the sentences' probability from which a card that stands in them is preferred."""
BARRED: Final = 0.99
"""What is left of a probability where the evidence counts the other side, or lacks what no answer can do without
(contrast.of_others, lacking.lacks), as a share of the threshold: below it, and still in order."""

SIGNALS = {
    "card": 1,  # log odds of the best card, over 4
    "sentence": 1,  # log odds of the best sentences, over 4
    "agree": 1,  # the best card's evidence stands in those sentences
    "alone": 1,  # how much likelier the best card is than the next one
    "near": 1,  # probability of the likeliest card whose evidence stands in those sentences
    "inside": 1,  # of any card whose evidence does: two wordings of one thing share it between them
    "beside": 1,  # of any card with a quote in common with the best one
    "like": 1,  # likeness to the likest wording of a card
    "unanswered": -1,  # likeness to the likest question that the editor noted as unanswered
    "nearer": 1,  # the first less the second
    "noted": -1,  # how much rather notes have a word of the question that the best card has nowhere than wordings
    "unknown": -1,  # share of the question that neither the articles nor their cards know, by rarity
}
"""What the verdict on either is made of."""


@dataclass(frozen=True, slots=True)
class Editor:
    """What the editor of the articles asked has done for the question."""

    has_cards: bool
    """The article of the likeliest sentences has cards that say what readers ask (facts.Facts.articles)."""
    unanswered: float | None
    """The question's likeness to the likest one noted as unanswered; None where none is noted at all."""
    noted: float = 0.0
    """card_matching.rather_noted of the question and the likeliest card."""
    crossed: bool = False
    """The question was put across from another language (facts.Facts.crossed)."""

    @property
    def enough(self) -> float:
        """Return the probability from which an answer is given where there are cards."""
        return LIKELY_CROSSED if self.crossed else LIKELY_WITH_CARDS


@dataclass(frozen=True, slots=True)
class Verdict:
    """How likely the best card and the best sentences are right."""

    card: float
    sentence: float
    enough: float
    """Probability from which the answer is given."""
    agree: bool = False
    """The card's evidence stands in the sentences: two ways to one place, and an editor's words are the better ones."""

    def barred(self, *, card: bool, sentence: bool) -> Verdict:
        """Return the same where one of the ways, or both, is known to be about something else."""
        return Verdict(
            self.card * self.enough * BARRED if card else self.card,
            self.sentence * self.enough * BARRED if sentence else self.sentence,
            self.enough,
            self.agree,
        )

    @property
    def by_card(self) -> bool:
        """Say whether the card is the better answer."""
        return self.card >= self.sentence or (self.agree and self.card >= max(self.enough, NEARLY * self.sentence))

    @property
    def dares(self) -> bool:
        """Say whether to answer at all."""
        return self.probability >= self.enough

    @property
    def probability(self) -> float:
        """Return the better one's."""
        return max(self.card, self.sentence)


def judge(  # noqa: PLR0913, PLR0917 - all that is known of one question
    question: Question,
    window: Window | None,
    likely: float,
    cards: Sequence[CardMatch],
    editor: Editor,
    weights: Mapping[str, Mapping[str, float]],
) -> Verdict:
    """Return how likely each way is right; `likely` is the sentences' own confidence, `cards` the likeliest first.

    Where no card has so much as one word of the question, the sentences are judged alone. A question that the editor
    noted as unanswered is not for the weights to answer.
    """
    likest = max((m.likeness for m in cards), default=0.0)
    if editor.unanswered is not None and NOTED <= editor.unanswered > likest:
        return Verdict(0.0, 0.0, editor.enough)
    if not cards:
        return Verdict(0.0, likely, LIKELY)
    values = weigh(question, window, likely, cards, editor)
    kind = "" if editor.unanswered is not None else "_unnoted"
    by_card = logistic(SIGNALS, values, weights[f"by_card{kind}"])
    agree = window is not None and touches(cards[0], window)
    if not editor.has_cards:
        return Verdict(by_card, likely, LIKELY, agree)
    return Verdict(by_card, logistic(SIGNALS, values, weights[f"by_sentence{kind}"]), editor.enough, agree)


def weigh(
    question: Question, window: Window | None, likely: float, cards: Sequence[CardMatch], editor: Editor
) -> tuple[float, ...]:
    """Return the values of SIGNALS."""
    unanswered = editor.unanswered
    best = cards[0]
    like = max(m.likeness for m in cards)
    inside = [m for m in cards if window is not None and touches(m, window)]
    return (
        _log_odds(best.probability) / 4,
        _log_odds(likely) / 4,
        float(window is not None and touches(best, window)),
        best.probability - (cards[1].probability if len(cards) > 1 else 0.0),
        inside[0].probability if inside else 0.0,
        min(1.0, sum([m.probability for m in inside])),
        min(1.0, sum([m.probability for m in cards if _shares(m, best)])),
        like,
        unanswered or 0.0,
        0.0 if unanswered is None else like - unanswered,
        editor.noted,
        sum([t.weight for t in question.terms if not t.known], 0.0)
        / (sum([t.weight for t in question.terms], 0.0) or 1.0),
    )


def _shares(match: CardMatch, other: CardMatch) -> bool:
    """Say whether two cards quote the same words, if only some of them."""
    return match is other or any(
        q.paragraph is o.paragraph and q.span.start < o.span.end and o.span.start < q.span.end
        for q in match.card.evidence
        for o in other.card.evidence
    )


def touches(match: CardMatch, window: Window) -> bool:
    """Say whether a card's evidence stands in the quote's sentences."""
    span = window.span
    return any(
        q.paragraph.number == window.home.paragraph.number
        and q.paragraph.article == window.home.paragraph.article
        and q.span.start < span.end
        and span.start < q.span.end
        for q in match.card.evidence
    )


def _log_odds(probability: float) -> float:
    bounded = min(0.999, max(0.001, probability))
    return math.log(bounded / (1 - bounded))
