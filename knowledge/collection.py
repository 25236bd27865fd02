"""A library made ready for questions, and the whole way of one question through it."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from knowledge.errors import UnknownArticleError
from knowledge.facts import Facts, prepare_facts
from knowledge.passages import PreparedParagraph, Scope, build_scope, prepare_paragraph
from knowledge.values import dataclass, field
from knowledge.vocabulary import Vocabulary, build_vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from knowledge.kept import Kept
    from knowledge.types import Article, Library, Metadata


T = TypeVar("T")


class ArchiveView(Protocol):
    """What stands in for looking at every article where they are too many for it."""

    def may_be_named(self, terms: AbstractSet[str]) -> list[Article]:
        """Return the articles that a question with these terms may name, in their order."""

    def near(self, text: str) -> list[PreparedParagraph]:
        """Return the paragraphs that most likely have to do with `text`."""

    def frequent_names(self, vocabulary: Vocabulary, most: int) -> list[str]:
        """Return the names that stand most often in the articles, at most `most`."""


@dataclass(frozen=True, slots=True)
class Collection:
    """A library and what is prepared from it; build it with `prepare`."""

    library: Library
    articles: Mapping[str, Sequence[PreparedParagraph]]
    vocabulary: Vocabulary
    """Of the English articles: words of other languages neither mend nor name anything in an English question."""
    _facts: dict[str | None, Facts] = field(default_factory=dict, compare=False, repr=False)
    _scopes: dict[str | None, Scope] = field(default_factory=dict, compare=False, repr=False)
    _beside: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)
    others: Mapping[str, str] = field(default_factory=dict)
    """The articles in other languages than English, and which (ISO 639-1): none in most libraries."""
    archive: ArchiveView | None = field(default=None, compare=False, repr=False)
    """Where the articles stand if they are too many to be looked at one by one."""
    keep: Callable[[str, Callable[[str], bytes]], Kept] | None = field(default=None, compare=False, repr=False)
    """Opens what was kept beside this library by a name, or has it made for a key and kept; None where nothing is."""

    @property
    def scopes(self) -> dict[str | None, Scope]:
        """Return the indexes that were built: for a collection that is the same articles with other cards."""
        return self._scopes

    def kept_beside(self, make: Callable[[Collection], T]) -> T:
        """Return what `make` makes of this collection; made when first asked for, and kept as long as this is."""
        if make not in self._beside:
            self._beside[make] = make(self)
        made: T = self._beside[make]
        return made

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
    others = languages((article.id, article.metadata) for article in library.articles)
    texts = ((s.text, s.tokens) for id_, ps in articles.items() if id_ not in others for p in ps for s in p.sentences)
    wordings = chain(
        (q.text for card in library.cards for q in card.questions), (u.wording.text for u in library.unanswered)
    )
    return Collection(library, articles, build_vocabulary(texts, library.aliases, wordings), others=others)


def languages(known: Iterable[tuple[str, Metadata]]) -> dict[str, str]:
    """Return the language of each article that is not in English, without its region."""
    return {id_: metadata.language.partition("-")[0] for id_, metadata in known if not metadata.is_english}
