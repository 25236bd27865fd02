"""How well each sentence meets a question: the features that the ranking and the confidence are made of.

Every feature is a share (0 to 1) or close to it, so that weights learned on short encyclopedia articles carry over to
long ones and to news. What they mean stands beside their names in `FEATURES`.
"""

from __future__ import annotations

from operator import mul
from typing import TYPE_CHECKING, Final

from knowledge.passages import PreparedParagraph
from knowledge.question import best_of
from knowledge.values import dataclass

if TYPE_CHECKING:
    from knowledge.passages import PreparedSentence, Scope
    from knowledge.question import QueryTerm, Question

PARAGRAPHS: Final = 12
"""Paragraphs whose sentences are read: the right one is among them for 99.6 % of XQuAD's questions."""
K1 = 0.6
B = 0.3
"""BM25 of a sentence (BASELINES: k1 .6, b .3)."""
NEAR = 2
"""Tokens within which neighbours in the question stand close together in a sentence."""

FEATURES = (
    "covered",  # background rarity of the question's words that the sentence has
    "covered_idf",  # the same, weighed by the article's own idf
    "squared",  # covered, squared: half a question is less than half an answer
    "density",  # BM25 of the sentence over the best possible
    "paragraph",  # BM25 of the paragraph over the best paragraph's
    "bigrams",  # neighbouring question words that stand close together in the sentence
    "before",  # what the sentence before adds
    "after",  # what the sentence after adds
    "around",  # what the rest of the paragraph adds
    "headline",  # what the headline adds
    "names",  # share of the question's names and numbers that the sentence lacks
    "names_far",  # and the paragraph and the headline lack
    "opening",  # first sentence of its paragraph
    "pronoun",  # begins with a pronoun whose sentence before adds something
    "short",  # fewer than six content words
    "title",  # is the headline
    "exact",  # share met by the word itself, no derivation or synonym
)


@dataclass(slots=True)
class Candidate:
    """A sentence and how it meets the question."""

    home: PreparedParagraph
    position: int
    """Which sentence of its paragraph."""
    met: list[float]
    """For each question term, how well the sentence meets it."""
    features: list[float]
    paragraph_score: float

    @property
    def sentence(self) -> PreparedSentence:
        """The sentence itself."""
        return self.home.sentences[self.position]


class _Asked:
    """The question's terms as every sentence is compared with them."""

    def __init__(self, question: Question, scope: Scope) -> None:
        terms = self.terms = question.terms
        self.average = scope.average
        self.weights = [t.weight for t in terms]
        self.idfs = [max(scope.idf(t.main), 0.1) for t in terms]
        self.pairs = [(i, i + 1, self.weights[i] + self.weights[i + 1]) for i in range(len(terms) - 1)]
        self.strong = [[v for v, s in t.variants.items() if s > 0.8] for t in terms]
        self.total, self.total_idf = sum(self.weights), sum(self.idfs)
        self.total_pairs = sum([w for *_, w in self.pairs]) or 1.0

    def of_sentence(self, sentence: PreparedSentence, here: list[float]) -> tuple[float, float, float, float, float]:
        """Return what a sentence has by itself: covered, covered_idf, density, bigrams and exact of FEATURES."""
        hits = [i for i, m in enumerate(here) if m]  # what is not met adds nothing to a sum
        if not hits:
            return 0.0, 0.0, 0.0, 0.0, 0.0
        weights, idfs, places = self.weights, self.idfs, sentence.places
        norm = K1 * (1 - B + B * sentence.length / self.average)
        density = 0.0
        for i in hits:
            count = sum([len(places[v]) for v in self.strong[i] if v in places]) or 1
            density += idfs[i] * here[i] * count * (K1 + 1) / (norm + count)
        near = []
        if len(hits) > 1:
            terms = self.terms
            near = [w for i, j, w in self.pairs if here[i] and here[j] and _close(sentence, terms[i], terms[j])]
        return (
            sum([weights[i] * here[i] for i in hits]) / self.total,
            sum([idfs[i] * here[i] for i in hits]) / self.total_idf,
            density / self.total_idf / (K1 + 1),
            sum(near) / self.total_pairs,
            sum([weights[i] for i in hits if here[i] == 1]) / self.total,
        )


def candidates(question: Question, scope: Scope, best: int = PARAGRAPHS) -> list[Candidate]:
    """Return every sentence of the `best` paragraphs of `scope` for `question`, with its features, by position."""
    terms = question.terms
    if not terms:
        return []
    by_term: dict[str, list[tuple[int, float]]] = {}
    for i, term in enumerate(terms):
        for variant, strength in term.variants.items():
            by_term.setdefault(variant, []).append((i, strength))
    ranked = scope.index.top([t for t in by_term if any(s > 0.8 for _, s in by_term[t])], best)
    if not ranked:
        ranked = scope.index.top(by_term, best)
    if not ranked:
        return []
    asked = _Asked(question, scope)
    weights, total = asked.weights, asked.total
    names = [i for i, t in enumerate(terms) if t.name]
    total_names = sum([weights[i] for i in names]) or 1.0
    # a passage's score has a floor that it does not earn (BM25Plus); what is above it is compared
    top_score = ranked[0][1]
    out = []
    titles: dict[str, list[float]] = {}
    for passage, score in sorted(ranked):
        home = scope.paragraphs[passage]
        met = [_met(s, by_term, len(terms)) for s in home.sentences]
        sums = [sum(map(mul, weights, here)) for here in met]
        everywhere = [max(column) for column in zip(*met, strict=True)]
        title = scope.headlines.get(home.article.id, frozenset())
        if home.article.id not in titles:
            titles[home.article.id] = [best_of(t.variants, title) for t in terms]
        in_title = titles[home.article.id]
        titled = any(in_title)
        far = [max(a, b) for a, b in zip(everywhere, in_title, strict=True)]
        names_far = sum([weights[i] * (1 - far[i]) for i in names]) / total_names if names else 0.0
        for k, (sentence, here) in enumerate(zip(home.sentences, met, strict=True)):
            covered, covered_idf, density, bigrams, exact = asked.of_sentence(sentence, here)
            before = met[k - 1] if k else in_title
            gain_before = gain_after = 0.0
            if sums[k - 1] if k else titled:
                gain_before = (sums[k - 1] if k and not sums[k] else _gain(weights, here, before)) / total
            if k + 1 < len(met) and sums[k + 1]:
                gain_after = (_gain(weights, here, met[k + 1]) if sums[k] else sums[k + 1]) / total
            so_far = here
            if gain_before:
                so_far = [max(a, b) for a, b in zip(here, before, strict=True)] if sums[k] else before
            around = _gain(weights, so_far, everywhere) / total if so_far != everywhere else 0.0
            features = [
                covered,
                covered_idf,
                covered * covered,
                density,
                score / top_score,
                bigrams,
                gain_before if k else 0.0,
                gain_after,
                around,
                _gain(weights, so_far, in_title) / total if titled else 0.0,
                sum([weights[i] * (1 - here[i]) for i in names]) / total_names if names else 0.0,
                names_far,
                1.0 if k == 0 and home.paragraph.number else 0.0,
                gain_before if k and gain_before and sentence.refers_back else 0.0,
                1.0 if sentence.length < 6 else 0.0,
                1.0 if home.paragraph.number == 0 else 0.0,
                exact,
            ]
            out.append(Candidate(home, k, here, features, score))
    return out


def _met(sentence: PreparedSentence, by_term: dict[str, list[tuple[int, float]]], size: int) -> list[float]:
    met = [0.0] * size
    for term in by_term.keys() & sentence.places.keys():
        for i, strength in by_term[term]:
            met[i] = max(met[i], strength)
    return met


def _gain(weights: list[float], here: list[float], there: list[float]) -> float:
    return sum([w * (b - a) for w, a, b in zip(weights, here, there, strict=True) if b > a])


def _close(sentence: PreparedSentence, first: QueryTerm, second: QueryTerm) -> bool:
    places = sentence.places
    one = [p for v in first.variants if v in places for p in places[v]]
    two = [p for v in second.variants if v in places for p in places[v]]
    return any(0 < abs(a - b) <= NEAR for a in one for b in two)
