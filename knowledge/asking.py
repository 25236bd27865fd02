"""The whole way of one question: understand, match, read. STUB of the reader until it lands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.matching import candidates
from knowledge.question import understand
from knowledge.types import Attribution, Chat, Evidence, Found, NotFound, Quote, Reading, Smalltalk, Status

if TYPE_CHECKING:
    from knowledge.collection import Collection


def ask(collection: Collection, text: str, *, article: str | None = None) -> Reading:
    """Read `text` as one question and answer it from the collection, or from one `article` of it.

    Raises UnknownArticleError where `article` is not in the library.
    """
    scope = collection.scope(article)
    if text.strip().lower().strip("!.") in {"hi", "hello"}:
        return Smalltalk(Chat.GREETING)
    question = understand(text, collection.vocabulary)
    found = sorted(candidates(question, scope), key=lambda c: -sum(c.features[:6]))[:3]
    evidence = tuple(
        Evidence(c.home.article, Quote(c.sentence.paragraph, c.sentence.span), Attribution(Status.FACT), c.features[0])
        for c in found
    )
    if not evidence or evidence[0].score < 0.5:
        return NotFound(evidence, tuple(t.text for t in question.terms if not t.known), 0.1)
    return Found(evidence, 0.9)
