"""Of several articles that answer alike, the newest speaks first; the older are still heard.

A date is what the article's metadata say (ISO 8601); an article without one is never taken for newer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.reader import Window

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.card_matching import CardMatch
    from knowledge.reader import Choice
    from knowledge.types import Article

TIE = 0.5
"""Difference of two sentences' scores up to which they answer alike: the same sentence in two articles differs by as
much through what stands around it."""
CARD_TIE = 0.05
"""The same of two cards' probabilities."""


def is_newer(article: Article, other: Article) -> bool:
    """Say whether both are dated, and `article` later."""
    one, two = article.metadata.published or "", other.metadata.published or ""
    alike = min(len(one), len(two))  # "2025-01" is neither before nor after "2025-01-06"
    return one[:alike] > two[:alike]


def newest_first(choices: Sequence[Choice]) -> tuple[list[Choice], list[Choice]]:
    """Return the sentences that may be quoted, and those of older articles that tie with the newest one's.

    Both are best first. Articles without dates keep their order.
    """
    tied: dict[str, Choice] = {}
    for choice in choices:
        if choice.score < choices[0].score - TIE:
            break
        tied.setdefault(choice.candidate.home.article.id, choice)
    newest = next(iter(tied.values()), None)
    for choice in tied.values():
        if newest and is_newer(choice.candidate.home.article, newest.candidate.home.article):
            newest = choice
    older = [
        choice
        for choice in tied.values()
        if newest and is_newer(newest.candidate.home.article, choice.candidate.home.article)
    ]
    return [choice for choice in choices if all(choice is not other for other in older)], older


def newest_card(cards: Sequence[CardMatch], articles: Mapping[str, Article]) -> list[CardMatch]:
    """Return cards, likeliest first, with the newest article's in front of those that tie with it; `articles` by id."""
    if not cards:
        return []
    best = cards[0]
    for match in cards[1:]:
        if match.probability < cards[0].probability - CARD_TIE:
            break
        if is_newer(articles[match.card.article], articles[best.card.article]):
            best = match
    return [best, *(match for match in cards if match is not best)]


def together(window: Window, tied: Sequence[Choice]) -> Window:
    """Return the quote with the probability of its ties in other articles: which of them was meant is no doubt."""
    probability = min(1.0, window.probability + sum([choice.probability for choice in tied]))
    return Window(window.home, window.first, window.last, window.best, probability)
