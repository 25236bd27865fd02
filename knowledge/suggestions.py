"""Questions that can be answered: near to the one that was asked, or to begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.card_matching import match_cards
from knowledge.crossing import across
from knowledge.question import understand
from knowledge.tokenizer import tokenize
from knowledge.weights import load_weights

if TYPE_CHECKING:
    from knowledge.collection import Collection
    from knowledge.types import FactCard

_TELL = {"en": "Tell me about {}", "uk": "Розкажи про {}", "ru": "Расскажи про {}"}
"""The request to tell about a name, in the languages that questions are asked in; the name as the article has it."""


def suggest(collection: Collection, text: str, count: int = 3, *, article: str | None = None) -> tuple[str, ...]:
    """Return up to `count` questions that the library answers, nearest to `text` first.

    They are the first wordings of fact cards, in Ukrainian or Russian where `text` is and a card has such; where an
    article has none, requests to tell about the names it names most, in the question's language. Cards spread over the
    library follow where nothing is near.

    Raises UnknownArticleError where `article` is not in the library.
    """
    collection.scope(article)
    asked = _words(text)
    crossing = across(collection, text)
    language = "en" if crossing is None else crossing.language
    if crossing is not None:
        collection, text = crossing.collection, crossing.text
    question = understand(text, collection.vocabulary)
    near = [m.card for m in match_cards(question, collection.facts(article), load_weights().card)]
    out = dict.fromkeys(first_wording(card, language) for card in near if card.questions)
    cards = [c for c in collection.library.cards if c.questions and not c.draft and article in (None, c.article)]
    if len(out) < count and cards:
        step = max(1, len(cards) // count)
        out.update(dict.fromkeys(first_wording(card, language) for card in cards[::step]))
    if not out:
        wish = _TELL[language]
        out.update(dict.fromkeys(wish.format(name) for name in _names(collection, article)))
    return tuple(q for q in out if _words(q) != asked)[:count]


def _words(text: str) -> tuple[str, ...]:
    """Return what is left of a question without its capitals and punctuation."""
    return tuple(token.word for token in tokenize(text))


def first_wording(card: FactCard, language: str = "en") -> str:
    """Return a card's first wording in `language`, else its first English one, or its first."""
    if language != "en":
        own = next((q.text for q in card.questions if q.language == language), None)
        if own is not None:
            return own
    return next((q.text for q in card.questions if q.language == "en"), card.questions[0].text)


def _names(collection: Collection, article: str | None) -> list[str]:
    """Return the names that stand most often in the articles, as they are written, most frequent first."""
    if article is None and collection.archive:
        return collection.archive.frequent_names(collection.vocabulary, 3)
    counts: dict[str, int] = {}
    for paragraphs in [collection.articles[article]] if article else list(collection.articles.values())[:20]:
        for prepared in paragraphs:
            for sentence in prepared.sentences:
                for token in sentence.tokens[1:]:
                    written = sentence.text[token.start : token.end]
                    if written[:1].isupper() and collection.vocabulary.is_name(token.term):
                        counts[written] = counts.get(written, 0) + 1
    return sorted(counts, key=lambda name: (-counts[name], name))[:3]
