"""The pages that are no answers: a paragraph in its article, a fact card, the lists of facts, articles and sources.

Each is a pure function from the library to a `Markup`. Answers are `bot.render.telegram_html`'s.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from bot.dating import published_on
from bot.render.markup import (
    MESSAGE_LIMIT,
    NOTHING,
    Markup,
    bold,
    italic,
    joined,
    link,
    quotation,
    shortened,
    words,
)
from bot.render.site_link import site_link
from bot.render.telegram_html import SIDE_LIMIT, marked_paragraph, paragraph_name, source_line
from bot.saying import THE_ARTICLE, describe_language, describe_source
from knowledge import Attribution, Evidence, Quote, Span, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.messages import Texts
    from knowledge import Article, FactCard, Library, Paragraph

T = TypeVar("T")

FACTS_PER_PAGE = 8
"""Each may be two lines: more would not fit a telephone's screen."""
ARTICLES_PER_PAGE = 8


def source_page(
    article: Article, paragraph: Paragraph, quote: Span | None, texts: Texts, *, site: str | None = None
) -> Markup:
    """Show one paragraph of an article, the quote marked in it; with a `site`, a link to it there."""
    name = paragraph_name(paragraph, texts)
    here = Quote(paragraph, quote or Span(0, len(paragraph.text)))
    place = link(name, site_link(site, here)) if site else words(name)
    head = joined("\n", (bold(shortened(article.title, SIDE_LIMIT)), place))
    room = MESSAGE_LIMIT - len(head) - len("\n\n")
    return joined("\n\n", (head, marked_paragraph(paragraph, quote, limit=room)))


def card_evidence(card: FactCard, article: Article) -> Evidence:
    """Take a card's first quote as evidence of what it says."""
    return Evidence(article, card.evidence[0], Attribution(card.status, card.attributed_to), 0.0, card=card)


def card_page(card: FactCard, article: Article, texts: Texts, *, site: str | None = None) -> Markup:
    """Show a fact card: what the editor wrote, who says so, and the paragraph with the quote marked."""
    evidence = card_evidence(card, article)
    said = " ".join(
        filter(None, (describe_source(evidence, texts.language), describe_language(article, texts.language)))
    )
    above = (bold(shortened(card.answer, 800)), italic(shortened(said, SIDE_LIMIT)))
    source = source_line(evidence, texts, site)
    room = MESSAGE_LIMIT - len(joined("\n\n", (*above, source))) - len("\n\n")
    paragraph = quotation(marked_paragraph(evidence.quote.paragraph, evidence.quote.span, limit=room))
    return joined("\n\n", (*above, joined("\n", (paragraph, source))))


def facts_in_order(library: Library) -> tuple[FactCard, ...]:
    """List the cards as a reader meets the facts: by article, by paragraph, by place in it."""
    places = {
        card.id: (card.article, card.evidence[0].paragraph.number, card.evidence[0].span.start, card.id)
        for card in library.cards
    }
    return tuple(sorted(library.cards, key=lambda card: places[card.id]))


def facts_page(library: Library, page: int, texts: Texts, card_link: Callable[[FactCard], str]) -> tuple[Markup, int]:
    """Show a page of the facts, what is no plain fact named as such; return it and the number of pages."""
    cards = facts_in_order(library)
    if not cards:
        return words(texts.facts_none), 0
    shown, first, pages = _page(cards, page, FACTS_PER_PAGE)
    number = texts.language.number
    numbers = {"first": number(first + 1), "last": number(first + len(shown)), "count": number(len(cards))}
    heading = bold(texts.facts_heading.format(**numbers))
    parts = [heading]
    topic = ""
    for card in shown:
        if card.article != topic:
            topic = card.article
            parts.append(italic(shortened(library.article(topic).title, SIDE_LIMIT)))
        evidence = card_evidence(card, library.article(topic))
        said = "" if card.status is Status.FACT else describe_source(evidence, texts.language)
        line = words("• ") + link(shortened(card.answer, SIDE_LIMIT), card_link(card))
        parts.append(joined(" — ", (line, italic(shortened(said, 120)))))
    return joined("\n", parts), pages


def articles_page(library: Library, page: int, texts: Texts) -> tuple[Markup, tuple[Article, ...], int]:
    """Show the heading over a page of articles; return it, the articles for the buttons, and the number of pages."""
    shown, first, pages = _page(library.articles, page, ARTICLES_PER_PAGE)
    lines = (words(f"{first + n}. {shortened(article.title, SIDE_LIMIT)}") for n, article in enumerate(shown, 1))
    return joined("\n", (bold(texts.articles_heading), *lines)), tuple(shown), pages


def sources_page(library: Library, texts: Texts) -> Markup:
    """List every article with what is known of where it is from, and who is quoted in it; as many as fit."""
    whole = bold(texts.sources_heading)
    for article in library.articles:
        entry = joined("\n", (_title(article), words(_origin(article, texts)), _speakers(article, library, texts)))
        longer = joined("\n\n", (whole, entry))
        if len(longer) > MESSAGE_LIMIT - len("\n\n…"):
            return joined("\n\n", (whole, words("…")))
        whole = longer
    return whole


def _title(article: Article) -> Markup:
    title = shortened(article.title, SIDE_LIMIT)
    return link(title, article.metadata.url) if article.metadata.url else words(title)


def _origin(article: Article, texts: Texts) -> str:
    known = (article.metadata.publisher, article.metadata.author, published_on(article, texts.language))
    return shortened(", ".join(filter(None, known)), SIDE_LIMIT) or texts.sources_unknown


def _speakers(article: Article, library: Library, texts: Texts) -> Markup:
    own = (card.attributed_to for card in library.cards if card.article == article.id and card.attributed_to)
    named = Counter(source for source in own if source not in THE_ARTICLE)
    if not named:
        return NOTHING
    listed = ", ".join(name for name, _ in sorted(named.items(), key=lambda item: (-item[1], item[0])))
    return italic(shortened(texts.sources_speakers.format(speakers=listed), 2 * SIDE_LIMIT))


def _page(items: Sequence[T], page: int, size: int) -> tuple[Sequence[T], int, int]:
    pages = max((len(items) + size - 1) // size, 1)
    first = min(max(page, 0), pages - 1) * size
    return items[first : first + size], first, pages
