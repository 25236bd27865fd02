"""Names and numbers of a card's answer that its quotes have in another form: "Росія" for "російська".

Quotes in a language of many endings seldom have a name as an editor's sentence needs it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.languages.analysis import analysis_of
from knowledge.languages.frequency import zipf

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

COMMON = 3.7
"""Zipf frequency from which a capitalised word is no name where every noun has a capital letter."""


def unnamed(language: str, words: Iterable[str], quotes: Sequence[str]) -> tuple[str, ...]:
    """Return those of `words` that stand in none of `quotes` in any form, numbers and names as they are written."""
    analysis = analysis_of(language)
    given = {token.term for quote in quotes for token in analysis.tokenize(quote)}
    capitals = analysis.language.nouns_have_capitals

    def stands(word: str) -> bool:
        terms = [token.term for token in analysis.tokenize(word)]
        return all(t in given or (capitals and not t[-1].isdigit() and zipf(t) >= COMMON) for t in terms)

    return tuple(word for word in words if not stands(word))
