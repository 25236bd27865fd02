"""Whether an answer speaks of whom a follow-up means: a question made of two must not be met by half of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.antecedents import names_to_keep
from knowledge.question import understand
from knowledge.tokenizer import content_terms, tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.collection import Collection
    from knowledge.types import Evidence


def meant_by(collection: Collection, text: str, resolved: str) -> tuple[str, ...]:
    """Return the names that the follow-up `text` is about: those put in for its pronouns, or a fragment's own.

    `text` is what the reader wrote and `resolved` what `resolve` made of it.
    """
    own, all_of_it = names_to_keep(collection, text, None, ()), names_to_keep(collection, resolved, None, ())
    wrote, asked = tokenize(text), tokenize(resolved)
    same_start = bool(wrote) and bool(asked) and wrote[0].word == asked[0].word
    return tuple(name for name in all_of_it if name not in own) if same_start else own


def speaks_of(collection: Collection, evidence: Evidence, names: Sequence[str]) -> bool:
    """Say whether a quote or its speaker has one of `names`, or goes on from a sentence that has one."""
    if not names:
        return True
    quote = evidence.quote
    sentences = [
        (k, home)
        for home in collection.articles.get(evidence.article.id, ())
        if home.paragraph.number == quote.paragraph.number
        for k, sentence in enumerate(home.sentences)
        if sentence.span.start < quote.span.end and quote.span.start < sentence.span.end
    ]
    places = {term for k, home in sentences for term in home.sentences[k].places}
    if sentences and sentences[0][1].sentences[sentences[0][0]].refers_back:
        places |= set(sentences[0][1].terms)
    places |= set(content_terms(tokenize(evidence.attribution.source or "")))
    for name in names:
        terms = understand(name, collection.vocabulary).terms
        if terms and any(term in places for term, strength in terms[-1].variants.items() if strength > 0.8):
            return True
    return False
