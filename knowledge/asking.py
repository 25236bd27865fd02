"""The whole way of one question: understand, find, read, and dare to answer or not.

Two ways lead to an answer, a fact card or a sentence of the article, each with the probability that it is right.
The likelier one is given if it is likely enough. A card never answers for words that the article does not have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.evidence import of_card, of_window, other_sides
from knowledge.facts import match_cards
from knowledge.overview import overview
from knowledge.question import Expect, Question, understand
from knowledge.reader import confidence, open_window, rank, signals
from knowledge.smalltalk import smalltalk, strip_greeting
from knowledge.types import Ask, Found, NotFound, Reading, Smalltalk
from knowledge.weights import load_weights

if TYPE_CHECKING:
    from knowledge.collection import Collection
    from knowledge.reader import Window
    from knowledge.types import FactCard

LIKELY = 0.3
"""Probability from which a sentence is given as the answer: on XQuAD-32 (cross-fitted) 95.6 % of the answerable are
answered and 98.4 % of questions about something else refused."""
CARD_LIKELY = 0.45
"""Probability from which a card is."""
OVERVIEW = 0.9
"""Confidence of an overview: it is what was wished for, though never all of it."""
NEAREST = 3
"""Passages shown as the nearest ones where nothing is answered."""


def ask(collection: Collection, text: str, *, article: str | None = None) -> Reading:
    """Read `text` as one question and answer it from the collection, or from one `article` of it.

    Raises UnknownArticleError where `article` is not in the library.
    """
    scope = collection.scope(article)
    chat = smalltalk(text)
    if chat is not None:
        return Smalltalk(chat)
    text = strip_greeting(text)
    shown = overview(collection, text, article)
    if shown:
        return Found(shown, OVERVIEW, Ask.OVERVIEW)
    question = understand(text, collection.vocabulary)
    weights = load_weights()
    cards = match_cards(question, collection.facts(article), weights.card)
    choices = rank(question, scope, weights)
    if not choices:
        return NotFound((), _missing(question), 0.0)
    window = open_window(choices)
    likely = confidence(signals(question, choices, window, scope), weights.confidence)
    best = cards[0] if cards else None
    if best and best.probability >= CARD_LIKELY and (best.probability >= likely or _same_place(best.card, window)):
        evidence = of_card(best, question, collection, weights.phrase)
        sides = other_sides(best.card, collection, evidence)
        return Found(evidence, max(best.probability, likely), _ask(question), sides)
    evidence = of_window(window, choices, cards)
    if likely >= LIKELY:
        return Found(evidence, likely, _ask(question))
    return NotFound(evidence[:NEAREST], _missing(question), likely)


def _ask(question: Question) -> Ask:
    return Ask.YES_NO if question.expect is Expect.YES_NO else Ask.FACT


def _missing(question: Question) -> tuple[str, ...]:
    return tuple(dict.fromkeys(t.text for t in question.terms if not t.known))


def _same_place(card: FactCard, window: Window) -> bool:
    """Say whether a card's evidence stands in the quote's sentences."""
    return any(
        q.paragraph is window.home.paragraph and q.span.start < window.span.end and window.span.start < q.span.end
        for q in card.evidence
    )
