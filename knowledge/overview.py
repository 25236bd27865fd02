"""Answers to wishes that ask for no one thing: a summary, a list, all that somebody says, all about something.

Whole sentences of the article, each with who says it; never a word of our own. A summary is chosen, not written:
sentences that share most with the headline and with the rest of the article, one a paragraph, the opening first.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from knowledge.overview_list import list_all
from knowledge.overview_quote import MOST, quotable, quote
from knowledge.overview_request import About, Listing, Said, Says, Summary, read_request
from knowledge.overview_topic import all_about, all_said_by
from knowledge.types import Attribution, Evidence, Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.collection import Collection
    from knowledge.overview_request import Request
    from knowledge.passages import PreparedParagraph
    from knowledge.types import FactCard

MOST_PARAGRAPHS = 2000
"""Paragraphs gone through for one wish, so that a library of any size answers within a second."""
MOST_OF_MANY = 100
"""The same of an archive, where no paragraph is ready."""
SHORTEST = 6
"""Content words of the shortest sentence that a summary takes: a shorter one seldom stands alone."""


def overview(collection: Collection, text: str, article: str | None) -> tuple[Evidence, ...] | None:
    """Return what `text` wishes to see of `article` (None: of all), or None where it is no wish for an overview.

    Raises UnknownArticleError where `article` is not in the library.
    """
    request = read_request(text)
    if request is None:
        return None
    paragraphs = _looked_at(collection, request, article)
    match request:
        case Summary():
            found = _summary(collection, paragraphs)
        case Listing(of=of):
            found = list_all(paragraphs, of)
        case Said(statuses=statuses):
            found = _said(collection, paragraphs, statuses)
        case Says(who=who):
            found = all_said_by(collection, who, paragraphs)
        case About(what=what):
            found = all_about(collection, what, paragraphs)
        case _:
            assert_never(request)
    return tuple(replace(e, score=float(len(found) - n)) for n, e in enumerate(found)) or None


def _looked_at(collection: Collection, request: Request, article: str | None) -> Sequence[PreparedParagraph]:
    """Return the paragraphs gone through: of an archive those that have most of the words of what is asked about."""
    paragraphs = collection.scope(article).paragraphs
    if article is not None or collection.archive is None or len(paragraphs) <= MOST_PARAGRAPHS:
        return paragraphs[:MOST_PARAGRAPHS]
    match request:
        case About(what=asked) | Says(who=asked) if asked:
            return collection.archive.near(asked)
        case _:
            return paragraphs[:MOST_OF_MANY]


def _summary(collection: Collection, paragraphs: Sequence[PreparedParagraph]) -> list[Evidence]:
    """Summarise one article, or show how each of several begins."""
    articles: dict[str, list[PreparedParagraph]] = {}
    for home in paragraphs:
        articles.setdefault(home.article.id, []).append(home)
    if len(articles) == 1:
        chosen = _main_sentences(paragraphs, MOST)
    else:
        chosen = [place for own in list(articles.values())[:MOST] for place in _main_sentences(own, 1)]
    return [_as_card(collection, quote(home, position)) for home, position in chosen]


def _main_sentences(paragraphs: Sequence[PreparedParagraph], most: int) -> list[tuple[PreparedParagraph, int]]:
    """Choose sentences by SumBasic (Nenkova and Vanderwende 2005): frequent words, each counting less once said."""
    body = [home for home in paragraphs if home.paragraph.number] or list(paragraphs)
    headline = {term for home in paragraphs if not home.paragraph.number for term in home.terms}
    counts = Counter(term for home in body for term in home.terms)
    weights = {term: float(count * (2 if term in headline else 1)) for term, count in counts.items()}
    places = list(quotable(body))
    chosen: list[tuple[PreparedParagraph, int]] = []
    while places and len(chosen) < most:
        best = places[0] if not chosen else max(places, key=lambda place: _worth(place[0], place[1], weights))
        if chosen and _worth(best[0], best[1], weights) <= 0:
            break
        chosen.append(best)
        places = [place for place in places if place[0] is not best[0]]
        for term in best[0].sentences[best[1]].places:
            weights[term] *= 0.25
    order = {id(home): n for n, home in enumerate(body)}
    return sorted(chosen, key=lambda place: (order[id(place[0])], place[1]))


def _worth(home: PreparedParagraph, position: int, weights: Mapping[str, float]) -> float:
    sentence = home.sentences[position]
    if sentence.length < SHORTEST or sentence.refers_back:
        return 0.0
    # a long sentence is not better for its length alone, a paragraph's first sentence says what it is about
    mean = sum(weights[term] for term in sentence.places) / (sentence.length + SHORTEST)
    return mean * (1.3 if position == 0 else 1.0)


def _said(
    collection: Collection, paragraphs: Sequence[PreparedParagraph], statuses: tuple[Status, ...]
) -> list[Evidence]:
    """Choose what has one of these statuses, one of each source first, in order: by the cards where there are any."""
    homes = {(home.article.id, home.paragraph.number): (n, home) for n, home in enumerate(paragraphs)}
    cards = [card for card in collection.library.cards if not card.draft]
    found = []
    for card in cards:
        first = next((one for one in card.evidence if one.paragraph.number), card.evidence[0])
        _, home = homes.get((card.article, first.paragraph.number), (0, None))
        if card.status in statuses and home:
            found.append(Evidence(home.article, first, Attribution(card.status, card.attributed_to), 0.0, None, card))
    told = {card.article for card in cards}
    for home, k in quotable(paragraphs):
        if home.article.id not in told or Status.UNVERIFIED in statuses:
            evidence = quote(home, k)
            said = evidence.attribution
            doubted = Status.UNVERIFIED in statuses and said.caveat is not None
            if (said.status in statuses or doubted) and not any(_overlap(evidence, other) for other in found):
                found.append(evidence)
    several: list[Evidence] = []
    for fresh in (True, False):
        for evidence in found:
            known = any(evidence.attribution.source == other.attribution.source for other in several)
            if len(several) < MOST and not (fresh and known) and not any(_overlap(evidence, o) for o in several):
                several.append(evidence)
    return sorted(several, key=lambda e: (homes[e.article.id, e.quote.paragraph.number][0], e.quote.span))


def _overlap(one: Evidence, other: Evidence) -> bool:
    same = one.quote.paragraph is other.quote.paragraph
    return same and one.quote.span.start < other.quote.span.end and other.quote.span.start < one.quote.span.end


def _as_card(collection: Collection, evidence: Evidence) -> Evidence:
    """Return `evidence` with the card whose evidence it is, best one that the headline tells too, and who says that."""

    def rank(card: FactCard) -> tuple[int, bool] | None:
        for n, one in enumerate(() if card.draft else card.evidence):
            if one.paragraph is evidence.quote.paragraph and evidence.quote.span.within(one.span):
                return n, all(q.paragraph.number for q in card.evidence)
        return None

    ranked = [(rank(card), n) for n, card in enumerate(collection.library.cards)]
    best = min(((place, n) for place, n in ranked if place is not None), default=None)
    if best is None:
        return evidence
    card = collection.library.cards[best[1]]
    return replace(evidence, card=card, attribution=Attribution(card.status, card.attributed_to))
