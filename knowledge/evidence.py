"""From what was chosen to what is shown: quotes with the short answer marked, who says it, and the other sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.english import STOP_WORDS
from knowledge.expectation import NUMERIC
from knowledge.marking import mark_card, mark_window
from knowledge.phrases import bounds
from knowledge.question import Expect
from knowledge.types import Attribution, Evidence, Quote, Span, Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.card_matching import CardMatch
    from knowledge.collection import Collection
    from knowledge.passages import PreparedParagraph
    from knowledge.question import Question
    from knowledge.reader import Choice, Window
    from knowledge.types import Article, FactCard

MOST = 3
"""Passages beside the first one."""
MOST_SIDES = 2
"""Other sides shown."""
SURE_OF_CARD = 0.6
"""Probability from which a card's speaker is taken for a sentence found without it: several cards may quote it."""
LONGEST = 600
"""Characters of the longest quote (the public contract)."""
LEAST_COVERED = 0.8
"""Share of the question that a sentence has to have before it can be said to answer it otherwise."""
_COMPARED = NUMERIC | {Expect.DATE}
_SIDED = (Status.CLAIM, Status.DENIAL, Status.OPINION, Status.UNVERIFIED)


def of_card(
    match: CardMatch, question: Question, collection: Collection, weights: Mapping[str, float]
) -> tuple[Evidence, ...]:
    """Return a card's quotes as evidence, in its editor's order."""
    card = match.card
    said = Attribution(card.status, card.attributed_to)
    found = []
    for number, quote in enumerate(card.evidence):
        highlight = mark_card(question, card, number, collection, weights)
        found.append(Evidence(_article(collection, quote), quote, said, round(match.probability, 4), highlight, card))
    return tuple(found)


def other_sides(card: FactCard, collection: Collection, shown: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return what others say of the same thing: the first quotes of the cards named beside a claim, each quote once."""
    if card.status not in _SIDED:
        return ()
    out: list[Evidence] = []
    seen = [e.quote for e in shown]
    for id_ in card.see_also:
        other = collection.library.card(id_)
        quote = other.evidence[0]
        if other.draft or other.status not in _SIDED or len(out) == MOST_SIDES:
            continue
        if not any(_overlap(quote, q) for q in seen):
            seen.append(quote)
            said = Attribution(other.status, other.attributed_to)
            out.append(Evidence(_article(collection, quote), quote, said, 0.0, None, other))
    return tuple(out)


def of_window(
    question: Question, window: Window, choices: Sequence[Choice], cards: Sequence[CardMatch], beside: int = MOST
) -> tuple[Evidence, ...]:
    """Return the quote in `window` as evidence, and the next best sentences after it, at most `beside`."""
    best = window.best
    highlight = mark_window(question, window)
    focus = highlight.shifted(window.span.start) if highlight else None
    said = _of_cards(window.quote, focus, cards) or _who_says(window.home, window.first, window.last, focus)
    out = [Evidence(window.home.article, window.quote, said, round(best.score, 4), highlight)]
    for choice in choices:
        if len(out) > beside:
            break
        home, position = choice.candidate.home, choice.candidate.position
        span = home.sentences[position].span
        if home is window.home and window.first <= position <= window.last:
            continue
        if span.end - span.start <= LONGEST:
            said = _who_says(home, position, position, None)
            out.append(Evidence(home.article, Quote(home.paragraph, span), said, round(choice.score, 4)))
    return tuple(out)


def conflicting(question: Question, window: Window, choices: Sequence[Choice]) -> tuple[Evidence, ...]:
    """Return the sentences that meet the question as well as the quote does and give another answer to it.

    Only where a figure or a date is asked for, and the sentence has one that the quote has not: two
    figures for one thing are shown side by side, each with its source; which is right is not ours to say.
    """
    best = window.best
    if question.expect not in _COMPARED or best.phrase is None or best.typed < 1:
        return ()
    enough = max(LEAST_COVERED, _covered(question, best) - 0.05)
    said = {t.term for s in window.home.sentences[window.first : window.last + 1] for t in s.tokens}
    out: list[Evidence] = []
    for choice in choices:
        home, position = choice.candidate.home, choice.candidate.position
        sentence = choice.candidate.sentence
        inside = home is window.home and window.first <= position <= window.last
        if inside or choice.phrase is None or choice.typed < 1 or choice.phrase.kind is not best.phrase.kind:
            continue
        if choice.phrase.unit != best.phrase.unit or _covered(question, choice) < enough or not home.paragraph.number:
            continue
        terms = {t.term for t in sentence.tokens[choice.phrase.first : choice.phrase.last] if t.word not in STOP_WORDS}
        new = {t for t in terms if t not in said}
        span = sentence.span
        if new and len(out) < MOST_SIDES and span.end - span.start <= LONGEST:
            focus = bounds(sentence.text, sentence.tokens, choice.phrase)
            who = _who_says(home, position, position, focus.shifted(span.start))
            quote = Quote(home.paragraph, span)
            out.append(Evidence(home.article, quote, who, round(choice.score, 4), focus))
    return tuple(out)


def _who_says(home: PreparedParagraph, first: int, last: int, focus: Span | None) -> Attribution:
    from knowledge.attribution import attribute  # noqa: PLC0415 - fifteen rooms that a card's answer does not need

    return attribute(home, first, last, focus)


def _covered(question: Question, choice: Choice) -> float:
    """Return the share of the question that a choice's sentence has, by rarity."""
    total = sum([t.weight for t in question.terms])
    return sum([t.weight * m for t, m in zip(question.terms, choice.candidate.met, strict=True)]) / total


def _of_cards(quote: Quote, focus: Span | None, cards: Sequence[CardMatch]) -> Attribution | None:
    """Return what the likeliest card that stands in the same place says of who says so: an editor knows better."""
    for match in cards[:3]:
        if match.probability < SURE_OF_CARD:
            break
        for other in match.card.evidence:
            if _overlap(quote, other) and (focus is None or focus.within(other.span)):
                return Attribution(match.card.status, match.card.attributed_to)
    return None


def _article(collection: Collection, quote: Quote) -> Article:
    return collection.articles[quote.paragraph.article][quote.paragraph.number].article


def _overlap(one: Quote, other: Quote) -> bool:
    return (
        one.paragraph.article == other.paragraph.article
        and one.paragraph.number == other.paragraph.number
        and one.span.start < other.span.end
        and other.span.start < one.span.end
    )
