"""What a question names that a passage has differently: another side, another year, another number.

Sharing words is not enough. "How many *Ukrainian* soldiers were killed?" and "1,550 *Russian* soldiers were killed"
share all but one, and that one decides. Two words that belong together in the question (a name or number and the noun
beside it) must not be torn apart by another name or number in the passage.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from knowledge.english import FAMILIES, NUMBER_WORDS
from knowledge.lexicon import look_up
from knowledge.question import Expect
from knowledge.tokenizer import term_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from knowledge.passages import PreparedSentence
    from knowledge.question import QueryTerm, Question

_COUNTS = (Expect.NUMBER, Expect.DISTANCE, Expect.MONEY, Expect.SHARE)
HAS = 0.5
"""How well a variant has to meet a noun to be taken for it."""
BY = 3
"""Tokens within which a name belongs to a number ("1,550 killed Russian soldiers")."""
NEAR = 2
"""Tokens before a noun in which its name or number stands ("Russian elite soldiers")."""
AFTER = 3
"""Tokens after a noun in which its own name or number may stand ("soldiers of the Russian army")."""


def belonging(question: Question) -> tuple[tuple[QueryTerm, QueryTerm], ...]:
    """Return the pairs of a name (or number) and the content word right after it."""
    pairs = []
    for first, second in zip(question.terms, question.terms[1:], strict=False):
        if first.name and not second.name and first.place + 1 == second.place:
            pairs.append((first, second))
    return tuple(pairs)


def counts_others(question: Question, sentences: Sequence[PreparedSentence]) -> bool:
    """Say whether a figure is asked of one side and the sentences only have the other's.

    "How many *Ukrainian* soldiers …": the soldiers of these sentences stand beside another name and never beside this
    one. Whatever figure is there, it is not the one that was asked for.
    """
    if question.expect not in _COUNTS:
        return False
    pairs = [(name, noun) for name, noun in belonging(question) if noun.word == question.focus]
    named = [t for t in question.terms if t.name and t.word == question.focus] or [name for name, _ in pairs]
    if not named:
        return False
    nouns = {v for _, noun in pairs for v, strength in noun.variants.items() if strength > HAS}
    held = [s for s in sentences if nouns & s.places.keys()]
    if held:
        return all(torn_in(pairs, s) >= 1 for s in held)
    return not any(_by_a_number(s, name) for s in sentences for name in named)


def _by_a_number(sentence: PreparedSentence, name: QueryTerm) -> bool:
    """Say whether a name stands within three tokens of a number."""
    places = [p for v, strength in name.variants.items() if strength > HAS for p in sentence.places.get(v, ())]
    numbers = [i for i, token in enumerate(sentence.tokens) if token.word[0].isdigit() or token.word in NUMBER_WORDS]
    return any(abs(p - n) <= BY for p in places for n in numbers)


def torn_in(pairs: Sequence[tuple[QueryTerm, QueryTerm]], sentence: PreparedSentence) -> float:
    """Return `torn` of a sentence."""
    here = sentence.places.keys()
    if all(noun.variants.keys().isdisjoint(here) for _, noun in pairs):
        return 0.0
    return torn(pairs, sentence.places, [t.term for t in sentence.tokens], sentence.named)


def torn_in_question(pairs: Sequence[tuple[QueryTerm, QueryTerm]], other: Question) -> float:
    """Return `torn` of another question's content words."""
    bad = 0
    for name, noun in pairs:
        held = [t.place for t in other.terms if noun.variants.get(t.main, 0.0) >= HAS]
        if held:
            own = [t.place for t in other.terms if t.main in name.variants]
            if not any(p != place and place - NEAR <= p <= place + AFTER for place in held for p in own):
                named = [t.place for t in other.terms if t.name]
                bad += any(place - NEAR <= p < place for place in held for p in named)
    return bad / len(pairs) if pairs else 0.0


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
        held = [place for v, strength in noun.variants.items() if strength >= HAS for place in places.get(v, ())]
        if held and not any(_beside_own(place, terms, name) for place in held):
            bad += any(named(i) for place in held for i in range(max(0, place - NEAR), place))
    return bad / len(pairs)


def _beside_own(place: int, terms: Sequence[str], name: QueryTerm) -> bool:
    """Say whether a noun stands right behind its own name or number, or soon before it."""
    own = name.variants.keys()
    return not (
        own.isdisjoint(terms[max(0, place - NEAR) : place]) and own.isdisjoint(terms[place + 1 : place + 1 + AFTER])
    )


_OWN = frozenset(("s", "own"))
"""What may stand between a country and what is its own."""


def of_others(question: Question, sentences: Sequence[PreparedSentence]) -> bool:
    """Say whether the sentences have what is asked for, a figure or a thing, of another side only."""
    return counts_others(question, sentences) or another_peoples(question, sentences)


def another_peoples(question: Question, sentences: Sequence[PreparedSentence]) -> bool:
    """Say whether something of one country is asked for and the sentences only have it of another.

    "*Ukraine's* own losses": the losses of these sentences are Russian, and never Ukraine's.
    """
    nations = nation_terms()
    for name, noun in zip(question.terms, question.terms[1:], strict=False):
        if noun.name or name.main not in nations or not _OWN.issuperset(question.words[name.place + 1 : noun.place]):
            continue
        strong = {v for v, strength in noun.variants.items() if strength > HAS}
        own = {v for v, strength in name.variants.items() if strength > HAS}
        theirs = _beside(strong, sentences)
        if theirs and not theirs & own:
            return True
    return False


def _beside(nouns: AbstractSet[str], sentences: Sequence[PreparedSentence]) -> set[str]:
    """Return the terms of nations that stand right before one of these nouns; own and other alike."""
    found = set()
    for sentence in sentences:
        terms = [token.term for token in sentence.tokens]
        for place in (p for noun in nouns for p in sentence.places.get(noun, ())):
            found |= {term for term in terms[max(0, place - NEAR) : place] if term in nation_terms()}
    return found


@cache
def nation_terms() -> frozenset[str]:
    """Return the terms of countries and of their adjectives."""
    return frozenset(term_of(word) for family in FAMILIES if look_up(family[0]).kind == "location" for word in family)
