"""A library as it is asked from the other side: with the wordings that its editors wrote in Ukrainian and Russian.

Those wordings and noted questions are put into English words as a reader's question is, and compared beside the English
ones. What is prepared of the articles is shared, so that only the cards are made ready anew: once for a library, when
the first such question comes.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from knowledge.collection import Collection
from knowledge.crossing.kept_cards import from_sections, to_sections
from knowledge.crossing.language import in_cyrillic, words_of
from knowledge.crossing.names import names_of
from knowledge.crossing.rendering import render
from knowledge.crossing.table import language_of
from knowledge.facts import Facts, PreparedWording, index_wordings, prepare_wording
from knowledge.types import NotFound
from knowledge.values import dataclass

if TYPE_CHECKING:
    from knowledge.crossing.names import Names
    from knowledge.types import Reading


@dataclass(frozen=True, slots=True)
class Crossing:
    """A question on the other side: ask `text` of `collection`."""

    collection: Collection
    text: str
    """In English words."""
    language: str
    originals: dict[str, str]

    def restore(self, reading: Reading) -> Reading:
        """Return `reading` with its missing words as the reader wrote them."""
        if not isinstance(reading, NotFound):
            return reading
        missing = (self.originals.get(word.casefold(), word) for word in reading.missing)
        return NotFound(reading.nearest, tuple(dict.fromkeys(missing)), reading.confidence)


@dataclass(frozen=True, slots=True)
class _Side:
    """What is kept of a library for such questions."""

    collection: Collection
    names: Names


def cross(collection: Collection, text: str) -> Crossing:
    """Put `text`, a question in Cyrillic letters, into English words to be asked of the library as it is crossed."""
    side = collection.kept_beside(_side)
    rendered = render(text, side.names)
    return Crossing(side.collection, rendered.text, rendered.language, rendered.originals)


def transcribe(collection: Collection, text: str) -> Crossing | None:
    """Put the Cyrillic names in an English question as the articles write them; None where there are none of these."""
    names = collection.kept_beside(_side).names
    words = tuple(words_of(text))
    out, done, i = [], 0, 0
    while i < len(words):
        found = names.find(words, i, language_of(words[i].text)) if in_cyrillic(words[i].text) else None
        if found is not None:
            out += [text[done : words[i].start], found[0]]
            done = words[i + found[1] - 1].end
        i += found[1] if found else 1
    put = "".join([*out, text[done:]])
    return Crossing(collection, put, "en", {}) if put != text else None  # a name that the articles write likewise


def _side(collection: Collection) -> _Side:
    names = names_of(collection)
    facts = _CrossedFacts(collection, names)
    library, articles, vocabulary = collection.library, collection.articles, collection.vocabulary
    scopes, others, archive = collection.scopes, collection.others, collection.archive
    return _Side(Collection(library, articles, vocabulary, facts, scopes, others=others, archive=archive), names)


class _CrossedFacts(dict[str | None, Facts]):
    """Article, or None for all → its cards, made ready when first asked for."""

    def __init__(self, collection: Collection, names: Names) -> None:
        super().__init__()
        self._collection, self._names = collection, names

    def __contains__(self, article: object) -> bool:
        return True

    def __missing__(self, article: str | None) -> Facts:
        collection, names = self._collection, self._names
        whole = article is None or list(collection.articles) == [article]
        if collection.keep is None or not whole:
            facts = _crossed(collection, names, article)
        else:
            own = collection.facts(article)
            kept = collection.keep("crossed", lambda key: to_sections(_crossed(collection, names, article), own, key))
            facts = from_sections(kept, own)
        self[article] = facts
        return facts


def _crossed(collection: Collection, names: Names, article: str | None) -> Facts:
    """Return the cards of `article` with the wordings of other languages put into English words."""
    facts, library = collection.facts(article), collection.library
    told: dict[str, Counter[str]] = {}
    by_card: dict[str, tuple[PreparedWording, ...]] = {}
    for card in library.cards:
        if card.draft or article not in (None, card.article):
            continue
        theirs = [
            prepare_wording(card, render(wording.text, names).text, facts.vocabulary)
            for wording in card.questions
            if card.article not in collection.others and in_cyrillic(wording.text)
        ]
        told[card.id] = Counter(facts.told[card.id])
        for made in theirs:
            told[card.id].update(made.weights.keys())
        by_card[card.id] = (*(own for own in facts.by_card[card.id] if not in_cyrillic(own.text)), *theirs)
    wordings = tuple(wording for own in by_card.values() for wording in own)
    refused = tuple(
        prepare_wording(None, render(noted.text, names).text, facts.vocabulary) if in_cyrillic(noted.text) else noted
        for noted in facts.unanswered
    )
    return Facts(
        wordings,
        index_wordings(wordings),
        told,
        by_card,
        facts.evidence,
        refused,
        index_wordings(refused),
        facts.vocabulary,
        facts.articles,
        crossed=True,
    )
