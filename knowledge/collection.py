"""A library made ready for questions, and the whole way of one question through it."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from knowledge.errors import UnknownArticleError
from knowledge.facts import Facts, prepare_facts
from knowledge.passages import PreparedParagraph, Scope, build_scope, prepare_paragraph
from knowledge.values import dataclass, field
from knowledge.vocabulary import Vocabulary, build_vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.types import Library


@dataclass(frozen=True, slots=True)
class Collection:
    """A library and what is prepared from it; build it with `prepare`."""

    library: Library
    articles: Mapping[str, Sequence[PreparedParagraph]]
    vocabulary: Vocabulary
    _facts: dict[str | None, Facts] = field(default_factory=dict, compare=False, repr=False)
    _scopes: dict[str | None, Scope] = field(default_factory=dict, compare=False, repr=False)

    def scope(self, article: str | None) -> Scope:
        """Return the index of one article, or of all; built when first asked for.

        Raises UnknownArticleError.
        """
        if article not in self._scopes:
            paragraphs: Sequence[PreparedParagraph]
            if article is None:
                paragraphs = tuple(p for ps in self.articles.values() for p in ps)
            elif article in self.articles:
                paragraphs = self.articles[article]
            else:
                raise UnknownArticleError(article, tuple(self.articles))
            self._scopes[article] = build_scope(paragraphs)
        return self._scopes[article]

    def facts(self, article: str | None) -> Facts:
        """Return the finished cards of one article, or of all; made ready when first asked for."""
        if article not in self._facts:
            cards = [c for c in self.library.cards if article in (None, c.article) and not c.draft]
            unanswered = [u for u in self.library.unanswered if article in (None, u.article)]
            self._facts[article] = prepare_facts(cards, unanswered, self.vocabulary, self.articles)
        return self._facts[article]


def prepare(library: Library) -> Collection:
    """Make `library` ready for questions."""
    articles = {
        article.id: tuple(prepare_paragraph(article, paragraph) for paragraph in article.paragraphs)
        for article in library.articles
    }
    texts = ((s.text, s.tokens) for ps in articles.values() for p in ps for s in p.sentences)
    wordings = chain(
        (q.text for card in library.cards for q in card.questions), (u.wording.text for u in library.unanswered)
    )
    return Collection(library, articles, build_vocabulary(texts, library.aliases, wordings))
