"""How well each sentence meets a question: the features that the ranking and the confidence are made of.

Every feature is a share (0 to 1) or close to it, so that weights learned on short encyclopedia articles carry over to
long ones and to news. What they mean stands beside their names in `FEATURES`.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import mul
from typing import TYPE_CHECKING, Final

from knowledge.passages import PreparedParagraph
from knowledge.question import best_of
from knowledge.values import dataclass
from knowledge.wish import wish_of

if TYPE_CHECKING:
    from knowledge.passages import PreparedSentence, Scope
    from knowledge.question import Question

PARAGRAPHS: Final = 12
"""Paragraphs whose sentences are read: the right one is among them for 99.6 % of XQuAD's questions."""
K1 = 0.6
B = 0.3
"""BM25 of a sentence (BASELINES: k1 .6, b .3)."""
STRONG: Final = 0.8
"""How well a variant has to meet a word to be counted as the word: a derivation does, a synonym does not."""
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


@dataclass(slots=True)
class _Met:
    """How a text meets the question's terms, and what it has of the question by itself (FEATURES)."""

    how: list[float]
    """Each term, how well: 0 to 1."""
    hits: Sequence[int]
    """The terms that are met at all, in order; what is not met adds nothing to a sum."""
    weight: float
    """How much of the question that is, by rarity."""
    names: float = 1.0
    covered_idf: float = 0.0
    density: float = 0.0
    bigrams: float = 0.0
    exact: float = 0.0


class _Asked:
    """The question's terms as every sentence is compared with them."""

    def __init__(self, question: Question, scope: Scope) -> None:
        terms = question.terms
        self.average = scope.average
        self.weights = [t.weight for t in terms]
        self.idfs = [max(scope.idf(t.main), 0.1) for t in terms]
        self.total, self.total_idf = sum(self.weights, 0.0), sum(self.idfs, 0.0)
        wish = wish_of(question)
        self.by_variant, self.variants = wish.by_variant, wish.variants
        self.pairs = [(i, i + 1, self.weights[i] + self.weights[i + 1]) for i in range(len(terms) - 1)]
        self.total_pairs = sum([w for *_, w in self.pairs], 0.0) or 1.0
        self.names = [i for i, t in enumerate(terms) if t.name]
        self.total_names = sum([self.weights[i] for i in self.names], 0.0) or 1.0
        how = [0.0] * len(terms)
        self.nothing = _Met(how, (), 0.0, self.lacking_names(how))
        """Of a sentence that meets no term."""

    def met_by(self, how: list[float]) -> _Met:
        """Return how well the terms are met by more than a sentence."""
        return _Met(how, [i for i, m in enumerate(how) if m], sum(map(mul, self.weights, how), 0.0))

    def meet(self, sentence: PreparedSentence) -> _Met:
        """Return how a sentence meets the terms; `nothing` itself where it meets none."""
        places = sentence.places
        found = self.variants.intersection(places)
        if not found:
            return self.nothing
        how = self.nothing.how[:]
        spots: dict[int, tuple[int, ...]] = {}
        counts: dict[int, int] = {}
        for variant in found:
            here = places[variant]
            for i, strength in self.by_variant[variant]:
                spots[i] = spots[i] + here if i in spots else here
                how[i] = max(how[i], strength)
                if strength > STRONG:
                    counts[i] = counts.get(i, 0) + len(here)
        weights, idfs, hits = self.weights, self.idfs, sorted(spots)
        norm = K1 * (1 - B + B * sentence.length / self.average)
        weight = covered = density = exact = near = 0.0
        for i in hits:
            count, earned = counts.get(i, 1), idfs[i] * how[i]
            weight += weights[i] * how[i]
            covered += earned
            density += earned * count * (K1 + 1) / (norm + count)
            if how[i] == 1:
                exact += weights[i]
        if len(hits) > 1:
            for i, j, both in self.pairs:
                if i in spots and j in spots and _close(spots[i], spots[j]):
                    near += both
        return _Met(
            how,
            hits,
            weight,
            self.lacking_names(how),
            covered / self.total_idf,
            density / self.total_idf / (K1 + 1),
            near / self.total_pairs,
            exact / self.total,
        )

    def gain(self, here: list[float], there: _Met) -> float:
        """Return the share of the question that is met `there` and not, or not so well, `here`."""
        if here is there.how:
            return 0.0
        if here is self.nothing.how:
            return there.weight / self.total
        weights, how = self.weights, there.how
        gained = 0.0
        for i in there.hits:
            if how[i] > here[i]:
                gained += weights[i] * (how[i] - here[i])
        return gained / self.total

    def lacking_names(self, how: list[float]) -> float:
        """Return the share of the question's names and numbers that are not met."""
        lacking = 0.0
        for i in self.names:
            lacking += self.weights[i] * (1 - how[i])
        return lacking / self.total_names


def candidates(question: Question, scope: Scope, best: int = PARAGRAPHS) -> list[Candidate]:
    """Return every sentence of the `best` paragraphs of `scope` for `question`, with its features, by position."""
    if not question.terms:
        return []
    by_variant = wish_of(question).by_variant
    words = [v for v, met in by_variant.items() if max([s for _, s in met]) > STRONG]
    ranked = scope.index.top(words, best) or scope.index.top(by_variant, best)
    if not ranked:
        return []
    asked = _Asked(question, scope)
    # a passage's score has a floor that it does not earn (BM25Plus); what is above it is compared
    top_score = ranked[0][1]
    out: list[Candidate] = []
    titles: dict[str, _Met] = {}
    for passage, score in sorted(ranked):
        home = scope.paragraphs[passage]
        id_ = home.article.id
        if id_ not in titles:
            title = scope.headlines.get(id_, frozenset())
            meets = not asked.variants.isdisjoint(title)
            titles[id_] = asked.met_by([best_of(t.variants, title) for t in question.terms]) if meets else asked.nothing
        out += _of_paragraph(asked, home, titles[id_], score, score / top_score)
    return out


def _of_paragraph(asked: _Asked, home: PreparedParagraph, title: _Met, score: float, share: float) -> list[Candidate]:
    """Return the sentences of a paragraph; `share` is its score over the best paragraph's."""
    gain, nothing, total = asked.gain, asked.nothing, asked.total
    met = [asked.meet(sentence) for sentence in home.sentences]
    some = [m for m in met if m.hits]
    everywhere = some[0] if len(some) == 1 else asked.met_by(list(map(max, nothing.how, *[m.how for m in some])))
    far = list(map(max, everywhere.how, title.how)) if title.hits else everywhere.how
    names_far = asked.lacking_names(far)
    is_title = 0.0 if home.paragraph.number else 1.0
    out = []
    before = title
    for k, (sentence, here, after) in enumerate(zip(home.sentences, met, [*met[1:], nothing], strict=True)):
        how, covered = here.how, here.weight / total
        gain_before = gain(how, before) if before.hits else 0.0
        so_far = how
        if gain_before:
            so_far = before.how if here is nothing else list(map(max, how, before.how))
        features = [
            covered,
            here.covered_idf,
            covered * covered,
            here.density,
            share,
            here.bigrams,
            gain_before if k else 0.0,
            gain(how, after) if after.hits else 0.0,
            gain(so_far, everywhere),
            gain(so_far, title) if title.hits else 0.0,
            here.names,
            names_far,
            0.0 if k or is_title else 1.0,
            gain_before if k and gain_before and sentence.refers_back else 0.0,
            1.0 if sentence.length < 6 else 0.0,
            is_title,
            here.exact,
        ]
        out.append(Candidate(home, k, how, features, score))
        before = here
    return out


def _close(some: Sequence[int], others: Sequence[int]) -> bool:
    """Say whether two words stand close together in a sentence that has both, at these places."""
    for a in some:
        for b in others:
            if 0 < abs(a - b) <= NEAR:
                return True
    return False
