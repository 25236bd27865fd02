"""A library made ready for questions, and the whole way of one question through it. STUB until the reader lands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.errors import UnknownArticleError
from knowledge.types import (
    Attribution,
    Chat,
    Evidence,
    Found,
    NotFound,
    Quote,
    Reading,
    Smalltalk,
    Span,
    Status,
)

if TYPE_CHECKING:
    from knowledge.types import Library


@dataclass(frozen=True, slots=True)
class Collection:
    """A library and what is prepared from it."""

    library: Library


def prepare(library: Library) -> Collection:
    """Index `library` for questions."""
    return Collection(library)


def ask(collection: Collection, text: str, *, article: str | None = None) -> Reading:
    """Read `text` as one question and answer it from the collection, or from one `article` of it.

    Raises UnknownArticleError where `article` is not in the library.
    """
    library = collection.library
    if article is not None and article not in {a.id for a in library.articles}:
        raise UnknownArticleError(article, tuple(a.id for a in library.articles))
    if text.strip().lower() in {"hi", "hello"}:
        return Smalltalk(Chat.GREETING)
    words = {w.strip("?.,!").lower() for w in text.split()} - {"who", "what", "is", "the", "when", "does"}
    best: list[tuple[int, Evidence]] = []
    for item in library.articles:
        if article in (None, item.id):
            for paragraph in item.paragraphs:
                for span in paragraph.sentences:
                    have = {w.strip(".,’").lower() for w in span.of(paragraph.text).split()}
                    score = len(words & have)
                    evidence = Evidence(item, Quote(paragraph, span), Attribution(Status.FACT), score, Span(0, 5))
                    best.append((score, evidence))
    best.sort(key=lambda pair: -pair[0])
    if not best or best[0][0] < 2:
        return NotFound(tuple(e for _, e in best[:2]), tuple(sorted(words))[:3], 0.1)
    return Found(tuple(e for _, e in best[:2]), 0.9)
