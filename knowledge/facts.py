"""The fact cards of a library made ready: what readers ask of each, and what its editor noted as unanswered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from knowledge.index import Index, build_index
from knowledge.lexicon import rarity
from knowledge.question import Expect, Question, understand
from knowledge.values import dataclass, field
from knowledge.vocabulary import Vocabulary

if TYPE_CHECKING:
    from knowledge.passages import PreparedParagraph, PreparedSentence
    from knowledge.types import FactCard, Unanswered


CURATED = 8
"""Wordings of a card, at the mean, from which an article's cards are taken for what readers ask; a draft has three."""


@dataclass(slots=True)
class PreparedWording:
    """One way to ask for a card, or a question that the article does not answer (`card` is None)."""

    card: FactCard | None
    text: str
    weights: dict[str, float]
    """Content term → how rare its word is in English."""
    total: float
    _question: Question | None = field(default=None, compare=False, repr=False)
    _expect: Expect | None = field(default=None, compare=False, repr=False)

    def question(self, vocabulary: Vocabulary) -> Question:
        """Return the wording, understood when first asked for: most are never come near."""
        if self._question is None:
            self._question = understand(self.text, vocabulary)
        return self._question

    def expect(self, vocabulary: Vocabulary) -> Expect:
        """Return the kind of answer that the wording expects: kept, where the rest is not."""
        if self._expect is None:
            self._expect = self.question(vocabulary).expect
        return self._expect


@dataclass(frozen=True, slots=True)
class Facts:
    """The cards of a library, ready to be asked for."""

    wordings: Sequence[PreparedWording]
    index: Index
    told: Mapping[str, Mapping[str, int]]
    """Card → the terms of its answer, evidence and wordings, and in how many of those they stand."""
    by_card: Mapping[str, Sequence[PreparedWording]]
    evidence: Mapping[str, Sequence[PreparedSentence]]
    """Card → the sentences that its quotes touch."""
    unanswered: Sequence[PreparedWording]
    unanswered_index: Index
    vocabulary: Vocabulary
    articles: frozenset[str]
    """The articles whose cards say what readers ask: of them, what no card comes near is most likely not said."""
    crossed: bool = False
    """Asked word by word from another language (`knowledge.crossing`): the wordings are those of its editors too."""
    _kept_kinds: Mapping[str, Counter[Expect]] = field(default_factory=dict, compare=False, repr=False)
    """What `kinds` returns of cards, where that is kept: counting would open every wording of a card."""
    _kinds: dict[str, Counter[Expect]] = field(default_factory=dict, compare=False, repr=False)

    def kinds(self, card: str) -> Counter[Expect]:
        """Return how many wordings of a card expect which kind of answer."""
        kinds = self._kinds.get(card)
        if kinds is None:
            if card in self._kept_kinds:
                kinds = self._kept_kinds[card]
            else:
                kinds = Counter([w.expect(self.vocabulary) for w in self.by_card[card]])
            self._kinds[card] = kinds
        return kinds


def prepare_facts(
    cards: Sequence[FactCard],
    unanswered: Sequence[Unanswered],
    vocabulary: Vocabulary,
    articles: Mapping[str, Sequence[PreparedParagraph]],
) -> Facts:
    """Make `cards` ready, and the questions that are not answered.

    `articles` are the prepared paragraphs that the cards' evidence stands in.
    """
    told: dict[str, Counter[str]] = {}
    by_card: dict[str, tuple[PreparedWording, ...]] = {}
    evidence: dict[str, tuple[PreparedSentence, ...]] = {}
    for card in cards:
        own = tuple(prepare_wording(card, w.text, vocabulary) for w in card.questions)
        told[card.id] = Counter()
        for text in (card.answer, *(q.text for q in card.evidence)):
            told[card.id].update({t.term for t in vocabulary.read(text)})
        for wording in own:
            if not _in_other_letters(wording.text):
                told[card.id].update(wording.weights.keys())
        by_card[card.id] = own
        evidence[card.id] = sentences_of(card, articles)
    wordings = tuple(w for own in by_card.values() for w in own)
    refused = tuple(prepare_wording(None, u.wording.text, vocabulary) for u in unanswered)
    return Facts(
        wordings,
        index_wordings(wordings),
        told,
        by_card,
        evidence,
        refused,
        index_wordings(refused),
        vocabulary,
        _curated(cards, unanswered),
    )


def _curated(cards: Sequence[FactCard], unanswered: Sequence[Unanswered]) -> frozenset[str]:
    """Return the articles whose editor has thought of their readers: has noted what is not answered, or many wordings.

    A few cards, or drafts that were only waved through, say nothing of what else an article says.
    """
    wordings: dict[str, list[int]] = {}
    for card in cards:
        wordings.setdefault(card.article, []).append(len(card.questions))
    asked = {article for article, counts in wordings.items() if sum(counts) >= CURATED * len(counts)}
    return frozenset(asked | {noted.article for noted in unanswered})


def sentences_of(card: FactCard, articles: Mapping[str, Sequence[PreparedParagraph]]) -> tuple[PreparedSentence, ...]:
    """Return the sentences that a card's quotes touch."""
    return tuple(
        s
        for q in card.evidence
        for s in articles[card.article][q.paragraph.number].sentences
        if s.span.start < q.span.end and q.span.start < s.span.end
    )


def prepare_wording(card: FactCard | None, text: str, vocabulary: Vocabulary) -> PreparedWording:
    """Return a card's wording `text`, or with no card a question noted as unanswered, ready to be compared."""
    weights = {t.term: rarity(t.word) for t in vocabulary.read(text)}
    return PreparedWording(card, text, weights, sum(weights.values()) or 1.0)


def index_wordings(wordings: Sequence[PreparedWording]) -> Index:
    """Return the index of `wordings` by their place; those in another script are in `crossing`'s index, not in this.

    They would meet no English question, and would count in how rare a word is.
    """
    own = [n for n, wording in enumerate(wordings) if not _in_other_letters(wording.text)]
    index = build_index([tuple(sorted(wordings[n].weights)) for n in own])
    if len(own) == len(wordings):
        return index
    return Index(len(wordings), {t: tuple((own[n], s) for n, s in found) for t, found in index.postings.items()})


def _in_other_letters(text: str) -> bool:
    return not text.isascii() and sum("\u0400" <= c <= "\u04ff" for c in text) * 2 > sum(c.isalpha() for c in text)
