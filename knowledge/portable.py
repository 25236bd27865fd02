"""A small library's prepared index as plain tables, for a program that searches without this one (a page's script).

What stands here is what `prepare` made: terms with the words that are read as them, BM25Plus postings over paragraphs
(`Index`), the terms of every sentence, of every wording of a card and of every question noted as unanswered. Paragraphs
are numbered in the library's order, headlines included; terms alphabetically. Reading, short answers and the decision
to refuse do not travel: those who want an answer ask `ask`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.english import STOP_WORDS
from knowledge.index import build_index
from knowledge.lexicon import UNKNOWN, all_words, look_up, rarity
from knowledge.tokenizer import normalise, term_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.collection import Collection

FREQUENT = 2.5
"""Zipf frequency from which an English word that the library does not have is listed with the term it is a form of:
words a reader may well type ("repulse" has 2.5). All of the table would be half as many words again."""


@dataclass(frozen=True, slots=True)
class PortableIndex:
    """The tables; every term is a number, counted from 0."""

    words: tuple[tuple[str, int], ...]
    """Normalised word → the term it is read as, by word: the library's words, and English forms of its terms."""
    aliases: tuple[tuple[tuple[str, ...], tuple[int, ...]], ...]
    """A reader's words for a name → the terms of the article's."""
    weights: tuple[float, ...]
    """Term → how rare its word is in English (`rarity`)."""
    postings: tuple[tuple[tuple[int, float], ...], ...]
    """Term → (paragraph, its share of the BM25Plus score above the delta)."""
    sentences: tuple[tuple[tuple[int, ...], ...], ...]
    """Paragraph → sentence → its terms, each once."""
    wordings: tuple[tuple[str, tuple[int, ...]], ...]
    """(card, the terms of one way to ask for it)."""
    unanswered: tuple[tuple[int, ...], ...]
    """The terms of the questions that an editor noted as not answered."""
    stop_words: frozenset[str] = STOP_WORDS
    """Words that are never searched for, also those of the library's other languages where English has no such word."""


def portable_index(collection: Collection) -> PortableIndex:
    """Return the prepared index of a whole library as plain tables."""
    facts, vocabulary = collection.facts(None), collection.vocabulary
    paragraphs = [paragraph for article in collection.articles.values() for paragraph in article]
    postings = build_index([paragraph.terms for paragraph in paragraphs]).postings
    rare: dict[str, float] = {}
    for word in sorted(vocabulary.counts):
        if word not in STOP_WORDS:
            rare.setdefault(term_of(word), rarity(word))
    asked = [(w.card.id if w.card else "", w.weights) for w in facts.wordings]
    refused = [w.weights for w in facts.unanswered]
    for weights in (*(weights for _, weights in asked), *refused):
        rare |= {term: weight for term, weight in weights.items() if term not in rare}
    for term in postings:
        rare.setdefault(term, rarity(term))
    numbers = {term: number for number, term in enumerate(sorted(rare))}

    def numbered(terms: Iterable[str]) -> tuple[int, ...]:
        return tuple(sorted({numbers[term] for term in terms}))

    known = {word: term_of(word) for word in vocabulary.counts if word not in STOP_WORDS}
    for word in all_words():
        fresh = word not in known and word not in STOP_WORDS
        if fresh and term_of(word) in numbers and look_up(word).zipf >= FREQUENT:
            known[word] = term_of(word)
    for paragraph in paragraphs if collection.others else ():
        if paragraph.article.id in collection.others:
            for sentence in paragraph.sentences:
                for token in sentence.tokens:
                    if token.term in sentence.places:
                        known.setdefault(normalise(sentence.text[token.start : token.end]), token.term)
    aliases = (
        (name, tuple(numbers[token.term] for token in meant if token.term in numbers))
        for name, meant in sorted(vocabulary.aliases.items())
    )
    return PortableIndex(
        tuple((word, numbers[known[word]]) for word in sorted(known)),
        tuple((name, terms) for name, terms in aliases if terms),
        tuple(round(rare[term], 2) for term in sorted(rare)),
        tuple(postings.get(term, ()) for term in sorted(rare)),
        tuple(tuple(numbered(s.places) for s in paragraph.sentences) for paragraph in paragraphs),
        tuple((card, numbered(weights)) for card, weights in asked),
        tuple(numbered(weights) for weights in refused),
        STOP_WORDS | _other_stop_words(frozenset(collection.others.values())),
    )


def _other_stop_words(languages: Iterable[str]) -> frozenset[str]:
    from knowledge.languages.analysis import analysis_of  # noqa: PLC0415 - with articles in other languages

    found = (normalise(word) for language in languages for word in analysis_of(language).stop_words)
    return frozenset(word for word in found if look_up(word) is UNKNOWN)
