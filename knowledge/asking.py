"""The whole way of one question: understand, find, read, and dare to answer or not.

Two ways lead to an answer, a fact card or a sentence of the article, each with the probability that it is right.
The likelier one is given if it is likely enough. A card never answers for words that the article does not have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.facts import CardMatch, match_cards
from knowledge.question import Expect, Question, understand
from knowledge.reader import best_phrase, confidence, open_window, rank, signals
from knowledge.types import Ask, Attribution, Chat, Evidence, Found, NotFound, Quote, Reading, Smalltalk, Span, Status
from knowledge.weights import load_weights

if TYPE_CHECKING:
    from knowledge.collection import Collection
    from knowledge.facts import Facts
    from knowledge.passages import Scope
    from knowledge.reader import Choice, Window
    from knowledge.types import FactCard
    from knowledge.weights import Weights

LIKELY = 0.3
"""Probability from which a sentence is given as the answer: on XQuAD-32 (cross-fitted) 95.6 % of the answerable are
answered and 98.4 % of questions about something else refused."""
CARD_LIKELY = 0.45
"""Probability from which a card is."""
NEAREST = 3
"""Passages shown as the nearest ones where nothing is answered."""


def ask(collection: Collection, text: str, *, article: str | None = None) -> Reading:
    """Read `text` as one question and answer it from the collection, or from one `article` of it.

    Raises UnknownArticleError where `article` is not in the library.
    """
    scope = collection.scope(article)
    if not any(c.isalnum() for c in text):
        return Smalltalk(Chat.EMPTY)
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
        evidence = _card_evidence(best, question, scope, weights)
        return Found(evidence, max(best.probability, likely), _ask(question), _other_sides(best.card, collection))
    evidence = _passages(question, window, choices, collection)
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


def _card_evidence(match: CardMatch, question: Question, scope: Scope, weights: Weights) -> tuple[Evidence, ...]:
    """Return the card's quotes as evidence, the one that meets most of the question first."""
    card = match.card
    out = []
    for quote in card.evidence:
        article = next(p.article for p in scope.paragraphs if p.article.id == quote.paragraph.article)
        out.append(
            Evidence(article, quote, Attribution(card.status, card.attributed_to), match.probability, None, card)
        )
    return tuple(out)


def _other_sides(card: FactCard, collection: Collection) -> tuple[Evidence, ...]:
    """Return the first evidence of the cards that the editor names beside this one."""
    out = []
    for other in card.see_also[:2]:
        found = collection.library.card(other)
        article = collection.library.article(found.article)
        out.append(Evidence(article, found.evidence[0], Attribution(found.status, found.attributed_to), 0.0, None, found))
    return tuple(out)


def _passages(question: Question, window: Window, choices: list[Choice], collection: Collection) -> tuple[Evidence, ...]:
    best = window.best
    highlight = None
    if best.phrase:
        sentence = best.candidate.sentence
        start = sentence.span.start + sentence.tokens[best.phrase.first].start - window.span.start
        end = sentence.span.start + sentence.tokens[best.phrase.last - 1].end - window.span.start
        if 0 <= start < end <= window.span.end - window.span.start:
            highlight = Span(start, end)
    out = [Evidence(window.home.article, window.quote, Attribution(Status.FACT), round(best.score, 3), highlight)]
    for choice in choices:
        sentence = choice.candidate.sentence
        if choice.candidate.home is window.home and window.first <= choice.candidate.position <= window.last:
            continue
        if len(out) < NEAREST and sentence.span.end - sentence.span.start <= 600:
            quote = Quote(sentence.paragraph, sentence.span)
            out.append(Evidence(choice.candidate.home.article, quote, Attribution(Status.FACT), round(choice.score, 3)))
    return tuple(out)
