"""Where the short answer stands in what is quoted: the words that are shown as the answer itself.

In the sentences of an article it is the phrase that answers best, if it answers well enough. In a card's quote it is
one that the editor's answer has too: which phrases these are does not depend on the question, and is found once for a
card.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.phrases import bounds, with_bearing
from knowledge.question import Expect
from knowledge.spans import score_some, survey
from knowledge.types import FactCard, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.collection import Collection
    from knowledge.passages import PreparedParagraph, PreparedSentence
    from knowledge.question import Question
    from knowledge.reader import Window
    from knowledge.types import Quote

    Told = tuple[tuple[int, tuple[tuple[int, Span], ...]], ...]
    """The sentences that a card's quote touches, by number, and in each the phrases, by number, that the editor's
    answer has too, with where they stand in the sentence's text."""

LEAST_SURE = 1.2
"""Score below which a phrase is not shown as the short answer: unrelated sentences have one of 0.6 at the median, and
95 % of the right ones are above (XQuAD-32)."""
LEAST_SURE_OF_CARD = 0.0
"""The same where the editor's answer has the phrase too."""
_REASONS = ("because", "due to", "to ", "so ", "as ", "owing", "thanks to", "for ", "in order")
"""How a phrase begins that gives a reason: another one is a thing, not why."""


def mark_window(question: Question, window: Window) -> Span | None:
    """Return where the short answer stands in the quote; None where no phrase is good enough, or yes or no is asked."""
    best = window.best
    if best.phrase is None or best.phrase_score < LEAST_SURE or question.expect is Expect.YES_NO:
        return None
    sentence = best.candidate.sentence
    span = _shown(question, sentence.text, bounds(sentence.text, sentence.tokens, best.phrase))
    return _inside(span, sentence, window.span) if span else None


def mark_card(
    question: Question, card: FactCard, number: int, collection: Collection, weights: Mapping[str, float]
) -> Span | None:
    """Return the short answer in the quote `number` of a card, as offsets into it; None where no phrase of it answers.

    What the editor left out is not what was asked. Who or what something is takes more than a name, so there the
    longest phrase is taken.
    """
    if question.expect is Expect.YES_NO:
        return None
    quote, said = card.evidence[number], _plain(card.answer)
    sentences = collection.articles[quote.paragraph.article][quote.paragraph.number].sentences
    best: tuple[float, Span] | None = None
    for at, told in _told(card, collection)[number]:
        if not told:
            continue
        sentence = sentences[at]
        scores = score_some(question, survey(question, sentence), weights, [number for number, _ in told])
        for score, (_, plain) in zip(scores, told, strict=True):
            if score < LEAST_SURE_OF_CARD:
                continue
            span = _shown(question, sentence.text, plain)
            if span is None:
                continue
            value = span.end - span.start if question.expect is Expect.DEFINITION else score
            if (best and value <= best[0]) or _plain(span.of(sentence.text)) not in said:
                continue
            inside = _inside(span, sentence, quote.span)
            if inside:
                best = (value, inside)
    return best[1] if best else None


def _told(card: FactCard, collection: Collection) -> Sequence[Told]:
    """Return `Told` of each of a card's quotes: found when first asked for."""
    kept = collection.kept_beside(_kept)
    known = kept.get(card.id)
    if known is None or known[0] is not card:
        said, found = _plain(card.answer), []
        for quote in card.evidence:
            home = collection.articles[quote.paragraph.article][quote.paragraph.number]
            found.append(tuple((at, _phrases_in(said, home.sentences[at])) for at in _touched(home, quote)))
        known = kept[card.id] = card, found
    return known[1]


def _kept(_: Collection) -> dict[str, tuple[FactCard, Sequence[Told]]]:
    return {}


def _touched(home: PreparedParagraph, quote: Quote) -> list[int]:
    """Return the numbers of the sentences that a quote touches."""
    span = quote.span
    return [i for i, s in enumerate(home.sentences) if s.span.start < span.end and span.start < s.span.end]


def _phrases_in(said: str, sentence: PreparedSentence) -> tuple[tuple[int, Span], ...]:
    text, tokens = sentence.text, sentence.tokens
    spans = [bounds(text, tokens, phrase) for phrase in sentence.layout.phrases]
    return tuple((number, span) for number, span in enumerate(spans) if _plain(span.of(text)) in said)


def _shown(question: Question, text: str, span: Span) -> Span | None:
    """Return what of a sentence is shown for a phrase that stands at `span`; None where it cannot be the answer."""
    if question.expect is Expect.PLACE:
        return with_bearing(text, span)
    if question.expect is Expect.REASON and not span.of(text).casefold().startswith(_REASONS):
        return None
    return span


def _inside(span: Span, sentence: PreparedSentence, quote: Span) -> Span | None:
    """Return what stands at `span` in a sentence as offsets into a quote; None where it is not all in it."""
    start = sentence.span.start - quote.start
    inside = span.start + start >= 0 and span.end + start <= quote.end - quote.start
    return Span(span.start + start, span.end + start) if inside else None


def _plain(text: str) -> str:
    return text.casefold().replace("’", "'").replace("“", '"').replace("”", '"')
