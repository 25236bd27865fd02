"""Card or sentence: which of the two answers a question, and how likely it is right, knowing of both.

An article whose cards say everything it asserts is asked differently from one without: a sentence that shares the
question's words while no card comes near it is most likely a near miss. A card that is likely enough is the answer
whatever the sentences say: then none has to be read (`settled`). The weights are learned on the shipped cards
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

NEARLY: Final = 0.85
"""Share of the sentences' probability from which a card that stands in them is preferred."""
BARRED: Final = 0.99
"""What is left of a probability where the evidence counts the other side, or lacks what no answer can do without
(contrast.of_others, lacking.lacks), as a share of the threshold: below it, and still in order."""

SURE: Final = 0.999
"""The likeliest that a probability is taken for where its odds are a signal."""
ROUNDING: Final = 1e-9
"""By how much a card has to be likelier than the sentences can be: more than what sums of floats may differ by."""

OF_CARDS = {
    "card": 1,  # log odds of the best card, over 4
    "alone": 1,  # how much likelier the best card is than the next one
    "beside": 1,  # probability of any card with a quote in common with the best one
    "like": 1,  # likeness to the likest wording of a card
    "unanswered": -1,  # likeness to the likest question that the editor noted as unanswered
    "nearer": 1,  # the first less the second
    "noted": -1,  # how much rather notes have a word of the question that the best card has nowhere than wordings
    "unknown": -1,  # share of the question that neither the articles nor their cards know, by rarity
}
"""What the verdict on a card is made of. None of it takes reading a sentence: what the sentences say, learned on the
shipped cards, does not change how likely a card is right."""
OF_SENTENCES = {
    "sentence": 1,  # log odds of the best sentences, over 4
    "agree": 1,  # the best card's evidence stands in those sentences
    "near": 1,  # probability of the likeliest card whose evidence stands in those sentences
    "inside": 1,  # of any card whose evidence does: two wordings of one thing share it between them
}
"""What else the verdict on the sentences is made of. None counts against them, which `settled` relies on."""
SIGNALS = OF_CARDS | OF_SENTENCES
"""What the verdict on the sentences is made of."""


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
    window: Window | None,
    likely: float,
    cards: Sequence[CardMatch],
    standing: Sequence[float],
    editor: Editor,
    weights: Mapping[str, Mapping[str, float]],
) -> Verdict:
    """Return how likely each way is right; `likely` is the sentences' own confidence, `cards` the likeliest first.

    `standing` is what `stand` returns of the cards. Where no card has so much as one word of the question, the
    sentences are judged alone. A question that the editor noted as unanswered is not for the weights to answer.
    """
    if _is_noted(cards, editor):
        return Verdict(0.0, 0.0, editor.enough)
    if not cards:
        return Verdict(0.0, likely, LIKELY)
    by_card = logistic(OF_CARDS, standing, weights["by_card" + _kind(editor)])
    agree = window is not None and touches(cards[0], window)
    if not editor.has_cards:
        return Verdict(by_card, likely, LIKELY, agree)
    values = (*standing, *see(window, likely, cards))
    return Verdict(by_card, logistic(SIGNALS, values, weights["by_sentence" + _kind(editor)]), editor.enough, agree)


def settled(
    cards: Sequence[CardMatch], standing: Sequence[float], editor: Editor, weights: Mapping[str, Mapping[str, float]]
) -> Verdict | None:
    """Return the verdict where the best card answers whatever the sentences say; None where they have to be read.

    The sentences are taken to be as likely as they can be, once where the card stands in them, once where it does not.
    """
    if not cards or not editor.has_cards or _is_noted(cards, editor):
        return None
    by_card = logistic(OF_CARDS, standing, weights["by_card" + _kind(editor)])
    if by_card < editor.enough:
        return None
    by_sentence = weights["by_sentence" + _kind(editor)]
    best, others = cards[0].probability, [m.probability for m in cards[1:]]
    likeliest, together = max(others, default=0.0), sum(others, 0.0)
    agreeing = (_log_odds(SURE) / 4, 1.0, max(best, likeliest), min(1.0, best + together))
    other = (_log_odds(SURE) / 4, 0.0, likeliest, min(1.0, together))
    enough = max(
        NEARLY * logistic(SIGNALS, (*standing, *agreeing), by_sentence),
        logistic(SIGNALS, (*standing, *other), by_sentence),
    )
    return Verdict(by_card, 0.0, editor.enough, agree=True) if by_card > enough + ROUNDING else None


def _is_noted(cards: Sequence[CardMatch], editor: Editor) -> bool:
    return editor.unanswered is not None and NOTED <= editor.unanswered > max([m.likeness for m in cards], default=0.0)


def _kind(editor: Editor) -> str:
    return "" if editor.unanswered is not None else "_unnoted"


def stand(question: Question, cards: Sequence[CardMatch], editor: Editor) -> tuple[float, ...]:
    """Return the values of OF_CARDS; there has to be a card."""
    unanswered = editor.unanswered
    best = cards[0]
    like = max([m.likeness for m in cards])
    return (
        _log_odds(best.probability) / 4,
        best.probability - (cards[1].probability if len(cards) > 1 else 0.0),
        min(1.0, sum([m.probability for m in cards if _shares(m, best)], 0.0)),
        like,
        unanswered or 0.0,
        0.0 if unanswered is None else like - unanswered,
        editor.noted,
        sum([t.weight for t in question.terms if not t.known], 0.0)
        / (sum([t.weight for t in question.terms], 0.0) or 1.0),
    )


def see(window: Window | None, likely: float, cards: Sequence[CardMatch]) -> tuple[float, ...]:
    """Return the values of OF_SENTENCES."""
    inside = [m for m in cards if window is not None and touches(m, window)]
    return (
        _log_odds(likely) / 4,
        float(bool(inside) and inside[0] is cards[0]),
        inside[0].probability if inside else 0.0,
        min(1.0, sum([m.probability for m in inside], 0.0)),
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
    bounded = min(SURE, max(1 - SURE, probability))
    return math.log(bounded / (1 - bounded))
