"""A library → what its pages show: articles with their paragraphs, the facts beside each, and who says what.

Frozen values in plain words; the templates set them in HTML and nothing else escapes. What HTML cannot hold (control
characters, noncharacters) is shown as U+FFFD, one for one, so that offsets into a paragraph stay true.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote as percent

from bot.answer import name_paragraph
from bot.dating import published_on
from bot.language import ENGLISH
from bot.render.site_link import page_name, quote_link
from bot.saying import describe_article, describe_source
from bot.site.sides import comparisons
from bot.wordings import wording_of
from knowledge import Attribution, Evidence, Status

if TYPE_CHECKING:
    from bot.language import Language
    from bot.site.sides import Side
    from knowledge import Article, FactCard, Library, Metadata, Paragraph

_PLANE_ENDS = "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_UNFIT = re.compile(f"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ud800-\udfff{_PLANE_ENDS}]")
"""What the HTML standard calls a parse error: controls that are no space, surrogates, noncharacters."""
EXAMPLES = 6
"""Questions offered on the first page: a screen of a telephone holds them beside the search box."""


@dataclass(frozen=True, slots=True)
class Place:
    """A passage that can be gone to."""

    link: str
    name: str
    """ "paragraph 4", "headline". """


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact card as a page shows it."""

    id: str
    answer: str
    status: str
    language: str
    """Of its words, which are an editor's."""
    said: str | None
    """Who says so and how sure the article is; None for what the article says in its own voice."""
    place: Place
    also: tuple[Place, ...]
    """Further quotes that bear it out."""
    elsewhere: str | None = None
    """The title of its article, where that is another one than the page's."""


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """A paragraph and the facts whose first quote stands in it, in the order of the text."""

    number: int
    text: str
    facts: tuple[FactView, ...]


@dataclass(frozen=True, slots=True)
class SideView:
    """One speaker and what is said."""

    speaker: str
    facts: tuple[FactView, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A question that can be asked."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """One article's page."""

    page: str
    title: str
    known: Metadata
    published_on: str | None
    """The day, as the site's language says it."""
    published_at: str | None
    """Its own address, fit for a link."""
    foreign: str | None
    """What says that the article is in another language than the site; None where it is not."""
    headline: ParagraphView
    paragraphs: tuple[ParagraphView, ...]
    comparisons: tuple[tuple[SideView, ...], ...]

    @property
    def facts(self) -> int:
        """How many facts stand beside its paragraphs."""
        return sum(len(p.facts) for p in (self.headline, *self.paragraphs))


def fitted(text: str) -> str:
    r"""Return `text` with what HTML cannot hold replaced, one for one.

    >>> fitted("a\x00b")
    'a\ufffdb'
    """
    return _UNFIT.sub("\ufffd", text.replace("\r", " "))  # a parser makes one newline of \r\n: offsets would slip


def article_views(library: Library, language: Language = ENGLISH) -> tuple[ArticleView, ...]:
    """Return what the page of every article shows, in the library's order, around the texts in `language`."""
    groups = comparisons(library)
    by_place: dict[tuple[str, int], list[FactCard]] = {}
    for card in library.cards:
        if not card.draft:
            by_place.setdefault((card.article, card.evidence[0].paragraph.number), []).append(card)
    return tuple(_article(article, library, by_place, groups, language) for article in library.articles)


def example_questions(library: Library, language: Language = ENGLISH) -> tuple[Example, ...]:
    """Choose questions that the articles answer, in `language` where they can: of cards spread over the library."""
    asked = [card for card in library.cards if card.questions and not card.draft]
    step = max(len(asked) // EXAMPLES, 1)
    english = language.code == ENGLISH.code
    wordings = (card.questions[0] if english else wording_of(card, language) for card in asked[::step])
    return tuple(dict.fromkeys(Example(fitted(w.text), w.language) for w in wordings if w))[:EXAMPLES]


def fact_view(card: FactCard, article: Article, language: Language = ENGLISH, *, elsewhere: bool = False) -> FactView:
    """Return `card`, which is of `article`, as a page shows it."""
    said = Attribution(card.status, card.attributed_to)
    evidence = Evidence(article, card.evidence[0], said, 0.0, card=card)
    places = [Place(quote_link(quote), name_paragraph(quote.paragraph.number, language)) for quote in card.evidence]
    return FactView(
        card.id,
        fitted(card.answer),
        card.status.value,
        article.metadata.language,
        None if card.status is Status.FACT and not card.attributed_to else fitted(describe_source(evidence, language)),
        places[0],
        tuple(places[1:]),
        fitted(article.title) if elsewhere else None,
    )


def _article(
    article: Article,
    library: Library,
    by_place: dict[tuple[str, int], list[FactCard]],
    groups: tuple[tuple[Side, ...], ...],
    language: Language,
) -> ArticleView:
    def paragraph(one: Paragraph) -> ParagraphView:
        cards = by_place.get((article.id, one.number), [])
        cards = sorted(cards, key=lambda card: (card.evidence[0].span.start, card.evidence[0].span.end))
        return ParagraphView(one.number, fitted(one.text), tuple(fact_view(card, article, language) for card in cards))

    def fact(card: FactCard) -> FactView:
        return fact_view(card, library.article(card.article), language, elsewhere=card.article != article.id)

    headline, *rest = map(paragraph, article.paragraphs)
    ours = (sides for sides in groups if any(card.article == article.id for side in sides for card in side.cards))
    compared = tuple(
        tuple(SideView(fitted(side.speaker), tuple(map(fact, side.cards))) for side in sides) for sides in ours
    )
    return ArticleView(
        page_name(article.id),
        fitted(article.title),
        article.metadata,
        published_on(article, language),
        _address(article),
        describe_article(article, language),
        headline,
        tuple(rest),
        compared,
    )


def _address(article: Article) -> str | None:
    """Return where the article was published, what may not stand in an address percent-encoded."""
    url = article.metadata.url
    return percent(url, safe="/:?#[]@!$&'()*+,;=~%") if url else None
