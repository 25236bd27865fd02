"""What a question names that a passage has differently: another side, another year, another number.

Sharing words is not enough. "How many *Ukrainian* soldiers were killed?" and "1,550 *Russian* soldiers were killed"
share all but one, and that one decides. Two words that belong together in the question (a name or number and the noun
beside it) must not be torn apart by another name or number in the passage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from knowledge.question import QueryTerm, Question

NEAR = 2
"""Tokens before a noun in which its name or number stands ("Russian elite soldiers")."""


def belonging(question: Question) -> tuple[tuple[QueryTerm, QueryTerm], ...]:
    """Return the pairs of a name (or number) and the content word right after it."""
    pairs = []
    for first, second in zip(question.terms, question.terms[1:], strict=False):
        if first.name and not second.name and first.place + 1 == second.place:
            pairs.append((first, second))
    return tuple(pairs)


def torn(
    pairs: Sequence[tuple[QueryTerm, QueryTerm]],
    places: Mapping[str, Sequence[int]],
    terms: Sequence[str],
    named: Callable[[int], bool],
) -> float:
    """Return the share of `pairs` whose noun stands in the text beside another name and never beside its own.

    `places` maps a term to its tokens, `terms` are the tokens' terms, `named` says whether a token is a name or number.
    """
    if not pairs:
        return 0.0
    bad = 0
    for name, noun in pairs:
        own = other = False
        for variant, strength in noun.variants.items():
            if strength < 0.5:
                continue
            for place in places.get(variant, ()):
                before = range(max(0, place - NEAR), place)
                after = range(place + 1, min(len(terms), place + 4))
                if any(terms[i] in name.variants for i in (*before, *after)):
                    own = True
                elif any(named(i) for i in before):
                    other = True
        bad += other and not own
    return bad / len(pairs)
