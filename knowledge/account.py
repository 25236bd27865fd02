"""A reading and how it came about: every paragraph and card that was weighed for the question, with its scores.

For those who test and mend a library: why was this found and not that? A reader is shown the reading alone, and
`ask` does not pay for the account. It goes the same way: `explain(…).reading` equals what `ask` returns.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, assert_never

from knowledge.asking import ask, read, weigh
from knowledge.crossing import across
from knowledge.overview import overview
from knowledge.smalltalk import smalltalk, strip_greeting
from knowledge.types import Found, NotFound, Smalltalk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.collection import Collection
    from knowledge.reader import Choice
    from knowledge.types import Evidence, FactCard, Paragraph, Reading


@dataclass(frozen=True, slots=True)
class RankedParagraph:
    """A paragraph and the score of its best sentence."""

    paragraph: Paragraph
    score: float | None
    """The ranking's score, comparable within one question; None where it was shown without having been ranked."""


@dataclass(frozen=True, slots=True)
class RankedCard:
    """A card that may be meant, and how likely it alone is what the question asks for."""

    card: FactCard
    probability: float


@dataclass(frozen=True, slots=True)
class Odds:
    """What was weighed at last: the best card against the best sentences, and both against what is enough."""

    card: float
    """Estimated probability, 0 to 1, that the best card is right, knowing of the sentences."""
    sentence: float
    """The same of the best sentences, knowing of the card."""
    enough: float
    """The threshold: below it nothing is answered."""

    @property
    def likeliest(self) -> float:
        """The better one's probability."""
        return max(self.card, self.sentence)


@dataclass(frozen=True, slots=True)
class Account:
    """A reading, and what else might have been read."""

    reading: Reading
    paragraphs: tuple[RankedParagraph, ...] = ()
    """Each paragraph once: first those that are shown, as they are shown, then the others, best first."""
    cards: tuple[RankedCard, ...] = ()
    """Likeliest first."""
    odds: Odds | None = None
    """None where nothing was weighed: small talk, an overview, another script."""


def explain(collection: Collection, text: str, *, article: str | None = None) -> Account:
    """Answer `text` as `ask` does, and tell how.

    Raises UnknownArticleError where `article` is not in the library.
    """
    stripped = strip_greeting(text)
    if collection.others and smalltalk(text) is None:
        from knowledge.languages.answering import answer_elsewhere  # noqa: PLC0415 - with articles in other languages

        told = answer_elsewhere(collection, stripped, article)
        if told is not None:
            return account_of(told)
    crossing = across(collection, stripped) if smalltalk(text) is None else None
    if crossing is not None and crossing.text != stripped:
        crossed = explain(crossing.collection, crossing.text, article=article)
        return replace(crossed, reading=crossing.restore(crossed.reading))
    if smalltalk(text) is not None or overview(collection, stripped, article):
        return account_of(ask(collection, text, article=article))
    weighing = weigh(collection, collection.scope(article), stripped, article, whole=True)
    reading = read(collection, stripped, weighing, article)
    if weighing is None:
        return account_of(reading)
    verdict = weighing.verdict
    return account_of(
        reading,
        weighing.choices,
        tuple(RankedCard(match.card, match.probability) for match in weighing.cards),
        Odds(verdict.card, verdict.sentence, verdict.enough),
    )


def account_of(
    reading: Reading, choices: Sequence[Choice] = (), cards: tuple[RankedCard, ...] = (), odds: Odds | None = None
) -> Account:
    """Return the account of a reading for which `choices` were read, best first."""
    scores: dict[tuple[str, int], float] = {}
    order: dict[tuple[str, int], Paragraph] = {}
    for item in evidence_of(reading):
        order.setdefault((item.quote.paragraph.article, item.quote.paragraph.number), item.quote.paragraph)
    for choice in choices:
        paragraph = choice.candidate.home.paragraph
        place = (paragraph.article, paragraph.number)
        scores.setdefault(place, choice.score)
        order.setdefault(place, paragraph)
    ranked = tuple(RankedParagraph(paragraph, scores.get(place)) for place, paragraph in order.items())
    return Account(reading, ranked, cards, odds)


def evidence_of(reading: Reading) -> tuple[Evidence, ...]:
    """Return the evidence of an answer or, where there is none, the nearest passages."""
    match reading:
        case Found(evidence=evidence) | NotFound(nearest=evidence):
            return evidence
        case Smalltalk():
            return ()
        case _:
            assert_never(reading)
