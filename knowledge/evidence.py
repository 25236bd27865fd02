"""From what was chosen to what is shown: quotes with the short answer marked, who says it, and the other sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.english import STOP_WORDS
from knowledge.phrases import bounds, with_bearing
from knowledge.question import Expect
from knowledge.spans import score_phrases, survey
from knowledge.types import Attribution, Evidence, Quote, Span, Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.card_matching import CardMatch
    from knowledge.collection import Collection
    from knowledge.passages import PreparedParagraph, PreparedSentence
    from knowledge.question import Question
    from knowledge.reader import Choice, Window
    from knowledge.types import FactCard

MOST = 3
"""Passages beside the first one."""
MOST_SIDES = 2
"""Other sides shown."""
LEAST_SURE = 1.2
"""Score below which a phrase is not shown as the short answer: unrelated sentences have one of 0.6 at the median, and
95 % of the right ones are above (XQuAD-32)."""
SURE_OF_CARD = 0.6
"""Probability from which a card's speaker is taken for a sentence found without it: several cards may quote it."""
LEAST_SURE_OF_CARD = 0.0
"""The same where the editor's answer has the phrase too."""
LONGEST = 600
"""Characters of the longest quote (the public contract)."""
LEAST_COVERED = 0.8
"""Share of the question that a sentence has to have before it can be said to answer it otherwise."""
_COMPARED = (
    Expect.NUMBER,
    Expect.DISTANCE,
    Expect.MONEY,
    Expect.SHARE,
    Expect.DURATION,
    Expect.DATE,
)
_REASONS = ("because", "due to", "to ", "so ", "as ", "owing", "thanks to", "for ", "in order")
"""How a phrase begins that gives a reason: another one is a thing, not why."""
_SIDED = (Status.CLAIM, Status.DENIAL, Status.OPINION, Status.UNVERIFIED)


def of_card(
    match: CardMatch, question: Question, collection: Collection, weights: Mapping[str, float]
) -> tuple[Evidence, ...]:
    """Return a card's quotes as evidence, in its editor's order."""
    card = match.card
    found = []
    for quote in card.evidence:
        home, inside = _sentences(collection, quote)
        highlight = _marked(question, [home.sentences[i] for i in inside], card, quote, weights)
        said = Attribution(card.status, card.attributed_to)
        found.append(Evidence(home.article, quote, said, round(match.probability, 4), highlight, card))
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
            home, _ = _sentences(collection, quote)
            out.append(Evidence(home.article, quote, Attribution(other.status, other.attributed_to), 0.0, None, other))
    return tuple(out)


def of_window(
    question: Question, window: Window, choices: Sequence[Choice], cards: Sequence[CardMatch], beside: int = MOST
) -> tuple[Evidence, ...]:
    """Return the quote in `window` as evidence, and the next best sentences after it, at most `beside`."""
    best = window.best
    highlight = _short(question, window)
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


def _short(question: Question, window: Window) -> Span | None:
    """Return where the short answer stands in the quote; None where no phrase is good enough, or yes or no is asked."""
    best = window.best
    if best.phrase is None or best.phrase_score < LEAST_SURE or question.expect is Expect.YES_NO:
        return None
    sentence = best.candidate.sentence
    span = bounds(sentence.text, sentence.tokens, best.phrase)
    if question.expect is Expect.PLACE:
        span = with_bearing(sentence.text, span)
    if question.expect is Expect.REASON and not span.of(sentence.text).casefold().startswith(_REASONS):
        return None
    start = sentence.span.start - window.span.start
    if span.start + start < 0 or span.end + start > window.span.end - window.span.start:
        return None
    return Span(span.start + start, span.end + start)


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


def _overlap(one: Quote, other: Quote) -> bool:
    return (
        one.paragraph.article == other.paragraph.article
        and one.paragraph.number == other.paragraph.number
        and one.span.start < other.span.end
        and other.span.start < one.span.end
    )


def _sentences(collection: Collection, quote: Quote) -> tuple[PreparedParagraph, list[int]]:
    """Return where a quote stands: its paragraph and the numbers of the sentences that it touches."""
    home = collection.articles[quote.paragraph.article][quote.paragraph.number]
    span = quote.span
    inside = [i for i, s in enumerate(home.sentences) if s.span.start < span.end and span.start < s.span.end]
    return home, inside


def _marked(
    question: Question,
    sentences: Sequence[PreparedSentence],
    card: FactCard,
    quote: Quote,
    weights: Mapping[str, float],
) -> Span | None:
    """Return the short answer in a card's quote, as offsets into it; None where no phrase of it answers.

    It is one that the editor's answer has too: what the editor left out is not what was asked. Who or what something
    is takes more than a name, so there the longest phrase is taken.
    """
    if question.expect is Expect.YES_NO:
        return None
    said = _plain(card.answer)
    best: tuple[float, Span] | None = None
    for sentence in sentences:
        for score, phrase in score_phrases(question, survey(question, sentence), weights):
            if score < LEAST_SURE_OF_CARD:
                continue
            span = bounds(sentence.text, sentence.tokens, phrase)
            if question.expect is Expect.PLACE:
                span = with_bearing(sentence.text, span)
            value = span.end - span.start if question.expect is Expect.DEFINITION else score
            if question.expect is Expect.REASON and not span.of(sentence.text).casefold().startswith(_REASONS):
                continue
            if (best and value <= best[0]) or _plain(span.of(sentence.text)) not in said:
                continue
            start = sentence.span.start - quote.span.start
            if span.start + start >= 0 and span.end + start <= quote.span.end - quote.span.start:
                best = (value, Span(span.start + start, span.end + start))
    return best[1] if best else None


def _plain(text: str) -> str:
    return text.casefold().replace("’", "'").replace("“", '"').replace("”", '"')
