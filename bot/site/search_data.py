"""What the site's search box searches: a script that hands the library to the page, so that it works from `file://`.

Two engines, one form of data. A small library travels with its own prepared index (`knowledge.portable_index`): the box
then reads words as Quoth does (inflections, aliases, misspellings) and matches questions to the cards' wordings. For a
larger one that index would grow past what a page should load, so MiniSearch (MIT, kept, no dependencies; BM25+ as here;
lunr has had no release since 2020 and keeps no text) builds its own from the text in the reader's browser.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.language import ENGLISH
from bot.render.site_link import page_name
from bot.site.pages import fact_view, fitted
from knowledge import STOP_WORDS, portable_index

if TYPE_CHECKING:
    from bot.language import Language
    from knowledge import Article, Collection, FactCard, Library, PortableIndex

SMALL = 400
"""Paragraphs, cards counted as four, up to which the prepared index travels: at most 350 kB then, 100 on the wire."""
CARD_WEIGHT = 4
"""A card with its wordings takes as much room as four paragraphs."""
MOST_WORDINGS = 5
"""Wordings of a card that MiniSearch is given: enough to meet other words, few enough for a library of thousands."""
SCALE = 100
"""Shares of a score travel as whole hundredths: a paragraph's rank does not turn on less."""


@dataclass(frozen=True, slots=True)
class Engine:
    """A way to search, by the scripts that the page loads in this order."""

    scripts: tuple[str, ...]
    notices: tuple[str, ...] = ()
    """Licences that travel with them."""


PREPARED = Engine(("search-prepared.js",))
MINISEARCH = Engine(("minisearch.js", "search-minisearch.js"), ("minisearch-LICENSE.txt",))


def choose_engine(library: Library) -> Engine:
    """Return how a library of this size is searched."""
    size = sum(len(a.paragraphs) for a in library.articles) + CARD_WEIGHT * len(library.cards)
    return PREPARED if size <= SMALL else MINISEARCH


def search_script(collection: Collection, engine: Engine, language: Language = ENGLISH) -> str:
    """Write the script that hands the library to the page's search."""
    library = collection.library
    cards = [card for card in library.cards if not card.draft]
    places = {article.id: number for number, article in enumerate(library.articles)}
    data: dict[str, Any] = {
        "articles": [_article(article, language) for article in library.articles],
        "paragraphs": [
            [
                places[article.id],
                paragraph.number,
                fitted(paragraph.text),
                [[s.start, s.end] for s in paragraph.sentences],
            ]
            for article in library.articles
            for paragraph in article.paragraphs
        ],
        "facts": [_fact(card, library, places, language) for card in cards],
        "stop": "|".join(sorted(STOP_WORDS)),
    }
    if engine is PREPARED:
        index = portable_index(collection)
        data["stop"] = "|".join(sorted(index.stop_words))
        data |= _prepared(index, {card.id: number for number, card in enumerate(cards)})
    else:
        data["asked"] = [" ".join(w.text for w in card.questions[:MOST_WORDINGS]) for card in cards]
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return f"quothSearch.take({fitted(text)});\n"


def _article(article: Article, language: Language) -> list[str]:
    """Name an article, and its language where that is another than the site's."""
    spoken = article.metadata.language
    return [page_name(article.id), fitted(article.title), *([spoken] if spoken != language.code else [])]


def _fact(card: FactCard, library: Library, places: dict[str, int], language: Language) -> list[Any]:
    view = fact_view(card, library.article(card.article), language)
    return [view.answer, view.status, view.said, view.place.link, places[card.article], view.place.name]


def _prepared(index: PortableIndex, facts: dict[str, int]) -> dict[str, Any]:
    """Set the tables as short as they go: words by term, postings as alternating paragraph and share."""
    forms: list[list[str]] = [[] for _ in index.weights]
    for word, term in index.words:
        forms[term].append(word)
    return {
        "words": ["|".join(words) for words in forms],
        "aliases": [[" ".join(name), list(terms)] for name, terms in index.aliases],
        "weights": [round(weight * SCALE) for weight in index.weights],
        "postings": [[n for p, share in places for n in (p, round(share * SCALE))] for places in index.postings],
        "sentences": index.sentences,
        "wordings": [[facts[card], *terms] for card, terms in index.wordings if card in facts],
        "unanswered": index.unanswered,
    }
