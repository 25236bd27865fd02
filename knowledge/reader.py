"""From a question to the sentence that answers it, the short answer in it, and the probability that it is right.

Sentences are ranked by a linear model over `retriever.FEATURES`; the best few are read for their phrases (`spans`) and
ranked again; the quote is the stretch of one to three sentences that is worth its length. Nothing is decided here
about whether to answer: that is the confidence's matter, and `asking`'s threshold.
"""

from __future__ import annotations

import math
from operator import attrgetter, mul
from typing import TYPE_CHECKING, Final

from knowledge.answerable import STRONG, answerable, counted
from knowledge.contrast import belonging, torn_in
from knowledge.passages import PreparedParagraph
from knowledge.question import Expect, best_of
from knowledge.retriever import FEATURES, Candidate, candidates
from knowledge.spans import best_scored, survey
from knowledge.types import Quote, Span
from knowledge.values import dataclass
from knowledge.weights import logistic

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.passages import Scope
    from knowledge.phrases import Phrase
    from knowledge.question import Question
    from knowledge.weights import Weights

READ: Final = 5
"""Sentences read for their phrases. Ten rank no better (XQuAD-32), three lose a fifth of the gain."""
HOPELESS: Final = 3.0
"""How far below the best a sentence's score may be to be read: e to this is one in twenty, and reading moves a sentence
by less. Saves half of the reading."""
WORTH: Final = 0.0007
"""Probability that a character more has to bring: at 0.0007 a quote has 240 characters on average and holds the
answer for 89 of 100 questions; at 0.002 it has 180 and holds it for 81 (XQuAD-32, cross-fitted)."""
LONGEST: Final = 600
"""Characters of the longest quote (the public contract)."""

READ_FEATURES = ("phrase", "typed", "phrase_typed", "length")
"""What reading a sentence adds to `retriever.FEATURES`."""

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
    "phrase": 1,  # score of the best phrase
    "bigrams": 1,
    "density": 1,
    "exact": 1,
    "few": 0,  # one over the number of terms
    "single": 0,  # one term only
    "torn": -1,  # a noun of the question stands beside another name or number than the question's
    "unfocused": -1,  # the quote lacks the noun that is asked for ("how many *drones*")
    "uncounted": -1,  # a number is asked for, and none stands by that noun
    "nouns_far": -1,  # share of the other common nouns that the paragraph lacks
}
"""What the confidence is made of, and which way each signal may count (0: either)."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A sentence that was read: how likely it is the one, and the phrase in it that would be the short answer."""

    candidate: Candidate
    score: float
    probability: float
    phrase: Phrase | None
    phrase_score: float
    typed: float
    features: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """The quote: sentences `first` to `last` (inclusive) of a paragraph, and the choice it is built around."""

    home: PreparedParagraph
    first: int
    last: int
    best: Choice
    probability: float

    @property
    def span(self) -> Span:
        """Return where the quote stands in its paragraph, at most LONGEST characters."""
        sentences = self.home.sentences
        start, end = sentences[self.first].span.start, sentences[self.last].span.end
        return Span(start, end) if end - start <= LONGEST else _shortened(self, start, end)

    @property
    def quote(self) -> Quote:
        """Return the quote itself."""
        return Quote(self.home.paragraph, self.span)


def _shortened(window: Window, start: int, end: int) -> Span:
    """Return at most LONGEST characters of one overlong sentence, around its short answer, cut between words.

    Where words are so long that this would cost half the quote, it is cut through one of them.
    """
    text = window.home.paragraph.text
    sentence, phrase = window.best.candidate.sentence, window.best.phrase
    inside = sentence.span.start + sentence.tokens[phrase.first].start if phrase else start
    beyond = sentence.span.start + sentence.tokens[phrase.last - 1].end if phrase else start
    first = max(start, min(inside - LONGEST // 3, end - LONGEST))
    if first > start:
        first = next((i for i in range(first, inside + 1) if text[i - 1].isspace() and not text[i].isspace()), first)
    last = min(end, first + LONGEST)
    if last < end:
        least = max(first + LONGEST // 2, min(beyond, last))
        last = next((i for i in range(last, least - 1, -1) if text[i].isspace() and not text[i - 1].isspace()), last)
    return Span(first, last)


def rank(question: Question, scope: Scope, weights: Weights) -> list[Choice]:
    """Return the sentences read for `question`, best first; empty where no word of it stands anywhere."""
    found = candidates(question, scope)
    if not found:
        return []
    first = [weights.sentence[name] for name in FEATURES]
    scores = [sum(map(mul, first, c.features)) for c in found]
    order = sorted(range(len(found)), key=scores.__getitem__, reverse=True)  # ties stay in order
    second = [weights.sentence[name] for name in READ_FEATURES]
    read = []
    worth = [i for i in order[:READ] if scores[i] >= scores[order[0]] - HOPELESS]
    unread = order[len(worth) :]
    for i in worth:
        phrase, phrase_score, typed = best_phrase(question, found[i], weights.phrase)
        features = read_features(question, found[i], phrase_score, typed)
        read.append(
            (
                scores[i] + sum(map(mul, second, features)),
                i,
                phrase,
                phrase_score,
                typed,
                features,
            )
        )
    # what was not read keeps the mean of what reading brought, so that probabilities stay comparable
    brought = sum([r[0] - scores[r[1]] for r in read]) / len(read)
    top = max(r[0] for r in read)
    total = sum([math.exp(r[0] - top) for r in read], 0.0)
    total += sum([math.exp(scores[i] + brought - top) for i in unread], 0.0)
    choices = [
        Choice(
            found[i], score, math.exp(score - top) / total, phrase, phrase_score, typed, (*found[i].features, *features)
        )
        for score, i, phrase, phrase_score, typed, features in read
    ]
    rest = [
        Choice(found[i], scores[i] + brought, math.exp(scores[i] + brought - top) / total, None, 0.0, 0.0, ())
        for i in unread
    ]
    return sorted(choices + rest, key=attrgetter("score"), reverse=True)


def best_phrase(
    question: Question, candidate: Candidate, weights: Mapping[str, float]
) -> tuple[Phrase | None, float, float]:
    """Return the phrase of a sentence that answers best, its score, and whether one of the expected kind is there."""
    ground = survey(question, candidate.sentence)
    best = best_scored(question, ground, weights)
    typed = answerable(question, ground)
    return (best[1], best[0], typed) if best else (None, -5.0, typed)


def read_features(question: Question, candidate: Candidate, phrase_score: float, typed: float) -> tuple[float, ...]:
    """Return the values of READ_FEATURES."""
    sharp = question.expect in (Expect.PERSON, Expect.DATE, Expect.NUMBER, Expect.PLACE)
    return phrase_score / 5, typed, phrase_score / 5 if sharp else 0.0, candidate.sentence.length / 20


def open_window(choices: Sequence[Choice]) -> Window:
    """Return the stretch of sentences of one paragraph that is worth its length (WORTH), best sentence included."""
    chance = {(id(c.candidate.home), c.candidate.position): c.probability for c in choices}
    best: tuple[float, Window] | None = None
    for choice in choices[:READ]:
        home, position = choice.candidate.home, choice.candidate.position
        sentences = home.sentences
        for first in range(max(0, position - 2), position + 1):
            start = sentences[first].span.start
            for last in range(position, min(len(sentences), first + 3)):
                length = sentences[last].span.end - start
                if length > LONGEST and last > first:
                    break
                probability = sum([chance.get((id(home), k), 0.0) for k in range(first, last + 1)])
                worth = probability - WORTH * length
                if best is None or worth > best[0] + 1e-12:
                    best = (worth, Window(home, first, last, choice, probability))
    if best is None:
        raise ValueError("no sentence to quote")
    window = best[1]
    inside = [
        c
        for c in choices[:READ]
        if c.candidate.home is window.home and window.first <= c.candidate.position <= window.last
    ]
    return Window(window.home, window.first, window.last, inside[0], window.probability)


def signals(question: Question, choices: Sequence[Choice], window: Window, scope: Scope) -> tuple[float, ...]:
    """Return the values of SIGNALS for the quote in `window`."""
    terms = question.terms
    weights = [t.weight for t in terms]
    total = sum(weights)
    inside = [c.candidate for c in choices if c.candidate.home is window.home]
    quoted = [c.met for c in inside if window.first <= c.position <= window.last]
    here = [max(column) for column in zip(*quoted, strict=True)]
    title = scope.headlines.get(window.home.article.id, frozenset())
    far = [
        max(*column, best_of(t.variants, title))
        for t, column in zip(terms, zip(*[c.met for c in inside], strict=True), strict=True)
    ]
    names = [i for i, t in enumerate(terms) if t.name]
    others = [i for i, t in enumerate(terms) if not t.name]
    named = sum([weights[i] for i in names]) or 1.0
    covered = sum(map(mul, weights, here)) / total
    best = window.best
    value = dict(zip(FEATURES, best.candidate.features, strict=True))
    return (
        covered,
        covered * covered,
        value["covered_idf"],
        sum(map(mul, weights, far)) / total,
        sum([weights[i] * (1 - here[i]) for i in names]) / named,
        sum([weights[i] * (1 - far[i]) for i in names]) / named,
        sum([t.weight for t in terms if best_of(t.variants, scope.sentence_counts) <= STRONG]) / total,
        max([w for w, m in zip(weights, here, strict=True) if m < 0.5], default=0.0) / 8,
        sum([weights[i] * here[i] for i in others], 0.0) / (sum([weights[i] for i in others], 0.0) or 1.0)
        if others
        else 1.0,
        window.probability,
        best.typed,
        best.phrase_score / 5,
        value["bigrams"],
        value["density"],
        value["exact"],
        1 / len(terms),
        1.0 if len(terms) == 1 else 0.0,
        _torn(question, window),
        *counted(question, window.home.sentences[window.first : window.last + 1]),
        _nouns_far(question, window.home),
    )


def _torn(question: Question, window: Window) -> float:
    """Return contrast.torn of the quote's sentence that has most of the nouns, the least where several have."""
    pairs = belonging(question)
    if not pairs:
        return 0.0
    values = [
        (-sum(1 for _, noun in pairs if noun.main in sentence.places), torn_in(pairs, sentence))
        for sentence in window.home.sentences[window.first : window.last + 1]
    ]
    return min(values)[1]


def _nouns_far(question: Question, home: PreparedParagraph) -> float:
    """Return the rarity-weighed share of the question's nouns that a paragraph has in no form.

    Neither names, which are counted by themselves, nor the noun that is asked for.
    """
    nouns = [t for t in question.terms if t.part == "N" and not t.name and t.word != question.focus]
    lacking = [
        t
        for t in nouns
        if not any(s >= STRONG and any(v in x.places for x in home.sentences) for v, s in t.variants.items())
    ]
    return sum([t.weight for t in lacking], 0.0) / (sum([t.weight for t in nouns], 0.0) or 1.0)


def confidence(values: Sequence[float], weights: Mapping[str, float]) -> float:
    """Return the estimated probability that the quote is right: the logistic function of a weighted sum."""
    return logistic(SIGNALS, values, weights)
