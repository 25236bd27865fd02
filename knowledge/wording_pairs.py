"""Questions of different cards that are nearly the same: which wordings share most of their words. Judges no answers.

Comparing every wording with every other is quadratic; here only those are compared that share one of their rarest
terms. Two sets of which at least half is common must share one among their rarest: the prefix filter of
Chaudhuri, Ganti and Kaushik, "A Primitive Operator for Similarity Joins in Data Cleaning" (ICDE 2006).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz, utils

from knowledge.english import QUESTION_WORDS
from knowledge.tokenizer import content_terms, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.cards import MarkedCard
    from knowledge.marked_yaml import Scalar

ALIKE = 85
"""rapidfuzz's ratio, 0 to 100, from which two questions look the same; it minds the order of words."""
SPELT_ALIKE = 80
"""The same for two words: "Zelensky" and "Zelenskyy", no two numbers."""
MOST_COMPARED = 3_000_000
"""Pairs compared: two seconds. Only a library whose questions are all cut to one pattern has more; what comes after
them in it is not compared."""


class Asked(NamedTuple):
    """A wording of a card, and what it is compared by."""

    card: MarkedCard
    mark: Scalar
    terms: frozenset[str]


class Pair(NamedTuple):
    """Two wordings of different cards; `second` stands later in the library."""

    first: Asked
    second: Asked
    shared: float
    """The share of their terms that both have (Jaccard), from half up to 1."""


def near_pairs(cards: Sequence[MarkedCard]) -> list[Pair]:
    """Return the pairs of wordings of different cards that share half of their terms or more, in the cards' order."""
    asked = [Asked(card, mark, _terms(mark.text)) for card in cards for mark in card.questions]
    frequency = Counter(term for item in asked for term in item.terms)
    index: dict[str, dict[tuple[int, int], list[int]]] = {}
    pairs: list[Pair] = []
    compared = 0
    for number, item in enumerate(asked):
        size = len(item.terms)
        # Of n terms, half are common: one of the rarest n - ceil(n / 2) + 1 is. `left` counts the terms from it on.
        rarest = sorted(item.terms, key=lambda term: (frequency[term], term))[: size // 2 + 1]
        places = [(term, size - position) for position, term in enumerate(rarest)]
        near: set[int] = set()
        for term, left in places:
            for (its_left, its_size), numbers in index.get(term, {}).items():
                if 3 * min(left, its_left) >= size + its_size:  # enough are left for half of all to be common
                    near.update(numbers)
        compared += len(near)
        if compared > MOST_COMPARED:
            break
        for other in sorted(near):
            earlier = asked[other]
            common = len(item.terms & earlier.terms)
            if 3 * common >= size + len(earlier.terms) and earlier.card is not item.card:
                pairs.append(Pair(earlier, item, common / len(item.terms | earlier.terms)))
        for term, left in places:
            index.setdefault(term, {}).setdefault((left, size), []).append(number)
    return pairs


def is_near_duplicate(pair: Pair) -> bool:
    """Say whether both wordings of `pair` ask the same, but for spelling and small words.

    Another number, name or question word makes another question, however alike the rest is.
    """
    first, second = pair.first.mark.text, pair.second.mark.text
    if fuzz.ratio(first, second, processor=utils.default_process) < ALIKE:
        return False
    if _question_words(first) != _question_words(second):
        return False
    left, right = pair.first.terms - pair.second.terms, pair.second.terms - pair.first.terms
    return _spelt_alike(left, right) and _spelt_alike(right, left)


def _spelt_alike(words: frozenset[str], others: frozenset[str]) -> bool:
    return all(
        not any(sign.isdigit() for sign in word) and any(fuzz.ratio(word, other) >= SPELT_ALIKE for other in others)
        for word in words
    )


def _terms(text: str) -> frozenset[str]:
    tokens = tokenize(text)
    return frozenset(content_terms(tokens)) or frozenset(token.term for token in tokens)


def _question_words(text: str) -> list[str]:
    return sorted(_asking(text))


def _asking(text: str) -> Iterator[str]:
    return (token.word for token in tokenize(text) if token.word in QUESTION_WORDS)
