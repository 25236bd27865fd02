"""Which sentence of a text in another language answers, and how likely it is right: the signals no grammar is in.

The ranking is `retriever`'s features and the kind of answer, the quote `reader`'s; the numbers are learned over
several languages at once (`tests/learning/fit_languages.py`), so that a new one needs none of its own.
"""

from __future__ import annotations

import json
import math
from functools import cache
from typing import TYPE_CHECKING

from knowledge.expectation import Expect
from knowledge.languages.analysis import analysis_of
from knowledge.languages.kinds import answers
from knowledge.languages.spelling import normalise
from knowledge.reader import LONGEST, Choice, Window, open_window
from knowledge.retriever import FEATURES, candidates
from knowledge.shipped import shipped
from knowledge.values import dataclass
from knowledge.weights import logistic

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.passages import Scope
    from knowledge.question import Question
    from knowledge.retriever import Candidate

BEHIND = 2
"""Sentences behind the quote among which a reason is looked for ("… will close. It lasts a month. It is because …")."""
RANKED = (*FEATURES, "typed", "length")
"""What sentences are ranked by: also whether an answer of the wanted kind is there, and content words over 20."""
SIGNALS = {
    "covered": 1,  # rarity-weighed share of the question that the quote has
    "squared": 1,
    "covered_idf": 1,
    "paragraph": 1,  # share that the paragraph and the headline have
    "names": -1,  # share of names and numbers that the quote lacks
    "names_far": -1,  # and the paragraph and the headline lack
    "unknown": -1,  # share of the question that none of the passages asked has
    "rarest": -1,  # rarity of the rarest word that the quote lacks, over 8
    "others": 1,  # share of the words that are no names that the quote has
    "probability": 1,  # of the quote among all sentences
    "typed": 1,  # an answer of the expected kind: 1 yes, 0 no, .5 any kind would do
    "bigrams": 1,
    "density": 1,
    "mass": 1,  # rarity of what the quote has, over 40
    "few": 0,  # one over the number of terms
    "single": 0,  # one term only
}
"""What the confidence is made of, and which way each signal may count (0: either)."""


@dataclass(frozen=True, slots=True)
class LanguageWeights:
    """Feature → weight: the ranking's, and the confidence's with its bias."""

    sentence: Mapping[str, float]
    confidence: Mapping[str, float]


@cache
def load_language_weights() -> LanguageWeights:
    """Return the weights that Quoth ships with."""
    data = json.loads(bytes(shipped("languages/weights.json")))
    return LanguageWeights(data["sentence"], data["confidence"])


def described(question: Question, candidate: Candidate, code: str) -> tuple[float, ...]:
    """Return the values of RANKED."""
    asked = frozenset(v for term in question.terms for v in term.variants)
    typed, _ = answers(candidate.sentence, question.expect, code, asked)
    return (*candidate.features, typed, candidate.sentence.length / 20)


def choose(question: Question, scope: Scope, code: str, weights: Mapping[str, float]) -> list[Choice]:
    """Return the sentences of the best paragraphs for `question`, best first; none where no word of it stands there."""
    order = [weights[name] for name in RANKED]
    read = []
    for candidate in candidates(question, scope):
        values = described(question, candidate, code)
        read.append((sum(w * v for w, v in zip(order, values, strict=True)), values, candidate))
    if not read:
        return []
    top = max(score for score, *_ in read)
    total = sum(math.exp(score - top) for score, *_ in read)
    choices = [
        Choice(candidate, score, math.exp(score - top) / total, None, 0.0, values[-2], values)
        for score, values, candidate in read
    ]
    return sorted(choices, key=lambda choice: -choice.score)


def quote(choices: Sequence[Choice], question: Question, code: str) -> Window:
    """Return the stretch of sentences to quote; where a reason is asked for, with the one behind it that gives it."""
    window = open_window(choices)
    if question.expect is not Expect.REASON:
        return window
    sentences, back = window.home.sentences, words_back(code)
    if any(answers(s, Expect.REASON, code, frozenset())[0] for s in sentences[window.first : window.last + 1]):
        return window
    for last in range(window.last + 1, min(window.last + 1 + BEHIND, len(sentences))):
        gives = answers(sentences[last], Expect.REASON, code, frozenset())[0]
        goes_on = any(token.word in back for token in sentences[last].tokens[:2])
        if gives and goes_on and sentences[last].span.end - sentences[window.first].span.start <= LONGEST:
            return Window(window.home, window.first, last, window.best, window.probability)
    return window


@cache
def words_back(code: str) -> frozenset[str]:
    """Return the words by which a sentence goes on from the one before: pronouns, definite articles."""
    table = analysis_of(code).language
    return frozenset(map(normalise, f"{table.pronouns} {table.pointing} {table.definite}".split()))


def signals(question: Question, choices: Sequence[Choice], window: Window, scope: Scope) -> tuple[float, ...]:
    """Return the values of SIGNALS for the quote in `window`."""
    terms = question.terms
    weights = [t.weight for t in terms]
    total = sum(weights)
    inside = [c for c in choices if c.candidate.home is window.home]
    here = [0.0] * len(terms)
    for choice in inside:
        if window.first <= choice.candidate.position <= window.last:
            here = [max(a, b) for a, b in zip(here, choice.candidate.met, strict=True)]
    far = [max(column) for column in zip(*(c.candidate.met for c in inside), strict=True)]
    title = scope.headlines.get(window.home.article.id, frozenset())
    far = [max([m, *(s for v, s in t.variants.items() if v in title)]) for m, t in zip(far, terms, strict=True)]
    names = [i for i, t in enumerate(terms) if t.name]
    others = [i for i, t in enumerate(terms) if not t.name]
    named = sum(weights[i] for i in names) or 1.0
    mass = sum(w * m for w, m in zip(weights, here, strict=True))
    value = dict(zip(FEATURES, window.best.candidate.features, strict=True))
    return (
        mass / total,
        (mass / total) ** 2,
        value["covered_idf"],
        sum(w * m for w, m in zip(weights, far, strict=True)) / total,
        sum(weights[i] * (1 - here[i]) for i in names) / named,
        sum(weights[i] * (1 - far[i]) for i in names) / named,
        sum(t.weight for t in terms if not t.known) / total,
        max((w for w, m in zip(weights, here, strict=True) if m < 0.5), default=0.0) / 8,
        sum(weights[i] * here[i] for i in others) / (sum(weights[i] for i in others) or 1.0) if others else 1.0,
        window.probability,
        window.best.typed,
        value["bigrams"],
        value["density"],
        min(1.0, mass / 40),
        1 / len(terms),
        1.0 if len(terms) == 1 else 0.0,
    )


def confidence(values: Sequence[float], weights: Mapping[str, float]) -> float:
    """Return the estimated probability that the quote is right: the logistic function of a weighted sum."""
    return logistic(SIGNALS, values, weights)
