"""A question beside the quote that is to answer it: what stands in the quote, near it, or anywhere in the article.

What the rules of `lacking` need to know, read once of the table and of the passages; nothing is judged here.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from knowledge.expectation import MEASURES, Expect
from knowledge.languages.analysis import analysis_of
from knowledge.languages.kinds import phrases
from knowledge.languages.spelling import normalise
from knowledge.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from knowledge.passages import PreparedParagraph, PreparedSentence
    from knowledge.question import QueryTerm, Question
    from knowledge.reader import Window

COUNTED = (Expect.NUMBER, Expect.DATE, *MEASURES)
"""Kinds of answer that a figure or a date is of."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a table says of what is asked for; terms, but where words are said."""

    generic: frozenset[str]
    amounts: frozenset[str]
    moments: frozenset[str]
    moment_phrases: tuple[tuple[str, ...], ...]
    topics: frozenset[str]
    """Words."""
    roles: frozenset[str]
    heads: frozenset[str]
    """Words."""
    says: frozenset[str]
    idle: frozenset[str]
    """What only says which kind of answer is wanted ("costs", "long"), and verbs that say little."""
    asking: Mapping[str, tuple[tuple[str, ...], ...]]
    """Kind of answer → its question words and phrases."""
    adjectives: tuple[str, ...]


@cache
def words_of(code: str) -> Words:
    """Return what the table of a language says, made ready once."""
    analysis = analysis_of(code)
    table = analysis.language
    wanted = " ".join(
        [*table.degrees.values(), *table.wanted.values(), *table.units.values(), table.light, table.heads]
    )
    return Words(
        analysis.terms(table.generic),
        analysis.terms(table.amounts),
        analysis.terms(table.moments) | analysis.terms(table.times),
        tuple(phrase for phrase in phrases(table.moments) if len(phrase) > 1),
        frozenset(map(normalise, table.topics.replace("_", " ").split())),
        analysis.terms(table.roles),
        frozenset(map(normalise, table.heads.split())),
        analysis.terms(table.says) | analysis.terms(table.denies) | analysis.terms(table.plans),
        analysis.terms(wanted),
        {kind: phrases(forms) for kind, forms in table.asks.items()},
        tuple(table.adjectives.split()),
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """A question beside the quote that is to answer it."""

    question: Question
    sentences: Sequence[PreparedSentence]
    """Of the quote."""
    home: Sequence[PreparedSentence]
    """Of its paragraph."""
    paragraph: AbstractSet[str]
    """The terms of its paragraph and of the headline."""
    article: AbstractSet[str]
    """The terms of its article."""
    published: str
    """The year in which it was published; empty where that is not known."""
    code: str
    words: Words

    @property
    def terms(self) -> frozenset[str]:
        """Return all that the question has said, in every form that meets it."""
        return frozenset(variant for term in self.question.terms for variant in term.variants)

    def asks(self, kind: str) -> int:
        """Return the words of the question word of this kind that the question has, 0 where it has none.

        A noun that names the kind ("in which *year*") is none.
        """
        words = self.question.words
        forms = self.words.asking.get(kind, ())
        return max((len(f) for f in forms for i in range(len(words)) if words[i : i + len(f)] == f), default=0)

    def here(self, term: QueryTerm) -> bool:
        """Say whether a word of the question stands in the quote."""
        return stands(term, self.sentences)

    def near(self, term: QueryTerm) -> bool:
        """Say whether it stands in the paragraph or the headline."""
        return not self.paragraph.isdisjoint(term.variants)

    def told(self, term: QueryTerm) -> bool:
        """Say whether it stands anywhere in the article."""
        return not self.article.isdisjoint(term.variants)

    @property
    def matter(self) -> list[QueryTerm]:
        """Return what the question is about: no words that only say what kind of answer is wanted."""
        idle = self.words.idle | self.words.generic
        if self.question.expect is Expect.NUMBER and self.question.focus not in self.words.generic:
            idle -= {self.question.focus}  # what is counted, though it be a word that asks for a kind elsewhere
        return [term for term in self.question.terms if term.main not in idle]


def stands(term: QueryTerm, sentences: Sequence[PreparedSentence]) -> bool:
    """Say whether a word of a question stands in any of `sentences`."""
    return any(variant in sentence.places for sentence in sentences for variant in term.variants)


def beside(question: Question, window: Window, article: Sequence[PreparedParagraph], code: str) -> Asked:
    """Put `question`, read in the language `code`, beside the quote in `window`, of `article`."""
    sentences = window.home.sentences[window.first : window.last + 1]
    published = window.home.article.metadata.published
    headline = {term for home in article if home.paragraph.number == 0 for term in home.terms}
    return Asked(
        question,
        sentences,
        window.home.sentences,
        headline.union(window.home.terms),
        {term for home in article for term in home.terms},
        (published or "")[:4],
        code,
        words_of(code),
    )
