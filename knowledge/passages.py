"""A library's text made ready for matching: every paragraph and sentence with its tokens and terms."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from knowledge.english import PRONOUNS, STOP_WORDS
from knowledge.index import Ranking, build_index
from knowledge.phrases import Layout, Phrase, lay_out
from knowledge.tokenizer import Token, tokenize
from knowledge.types import Article, Paragraph, Span
from knowledge.values import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.attribution.line import Line
    from knowledge.attribution.reach import Voice
    from knowledge.languages.analysis import Analysis


@dataclass(slots=True)
class PreparedSentence:
    """A sentence of a paragraph: its tokens (offsets count in the sentence) and the terms it can be found by."""

    paragraph: Paragraph
    span: Span
    text: str
    tokens: tuple[Token, ...]
    places: dict[str, tuple[int, ...]]
    """Content term → the tokens that are it."""
    length: int
    """Content tokens."""
    _layout: Layout | None = field(default=None, compare=False, repr=False)
    heard: tuple[Line, tuple[Voice, ...]] | None = field(default=None, compare=False, repr=False)
    """Who speaks in the sentence, once that was asked (`attribution.reading`)."""

    @property
    def layout(self) -> Layout:
        """Return the sentence's tags and phrases, found when first asked for."""
        if self._layout is None:
            self._layout = lay_out(self.text, self.tokens)
        return self._layout

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """Return the phrases that could be a short answer."""
        return self.layout.phrases

    def named(self, token: int) -> bool:
        """Say whether a token is a number or written as a name."""
        word = self.tokens[token].word
        return word[0].isdigit() or (self.text[self.tokens[token].start].isupper() and word not in STOP_WORDS)

    @property
    def refers_back(self) -> bool:
        """Say whether the sentence begins with a word that refers to one before ("He said …")."""
        return not PRONOUNS.isdisjoint([t.word for t in self.tokens[:2]])


@dataclass(frozen=True, slots=True)
class PreparedParagraph:
    """A paragraph and its sentences; the headline is one too."""

    article: Article
    paragraph: Paragraph
    sentences: tuple[PreparedSentence, ...]
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """What one question is asked of: some articles' paragraphs, indexed together."""

    paragraphs: Sequence[PreparedParagraph]
    index: Ranking
    sentence_counts: Mapping[str, int]
    """Term → sentences that hold it."""
    sentences: int
    average: float
    """Content tokens of a sentence, mean."""
    headlines: Mapping[str, frozenset[str]]
    """Article → the terms of its headline."""

    def idf(self, term: str) -> float:
        """Return the weight of `term` among these sentences: log((S + 1) / s), as BM25Plus has it for passages."""
        return math.log((self.sentences + 1) / max(0.5, self.sentence_counts.get(term, 0)))


def prepare_paragraph(article: Article, paragraph: Paragraph) -> PreparedParagraph:
    """Tokenize a paragraph, sentence by sentence, in its article's language."""
    read = tokenize if article.metadata.is_english else _analysis(article).tokenize
    return prepared(article, paragraph, (read(span.of(paragraph.text)) for span in paragraph.sentences))


def _analysis(article: Article) -> Analysis:
    from knowledge.languages.analysis import analysis_of  # noqa: PLC0415 - for other languages than English

    return analysis_of(article.metadata.language)


def prepared(article: Article, paragraph: Paragraph, tokenized: Iterable[tuple[Token, ...]]) -> PreparedParagraph:
    """Make a paragraph ready whose sentences' tokens are known."""
    sentences = []
    terms: list[str] = []
    stop_words = STOP_WORDS if article.metadata.is_english else _analysis(article).stop_words
    for span, tokens in zip(paragraph.sentences, tokenized, strict=True):
        text = span.of(paragraph.text)
        places: dict[str, list[int]] = {}
        for n, token in enumerate(tokens):
            if token.word not in stop_words:
                places.setdefault(token.term, []).append(n)
                terms.append(token.term)
        length = sum(len(p) for p in places.values())
        frozen = {term: tuple(p) for term, p in places.items()}
        sentences.append(PreparedSentence(paragraph, span, text, tokens, frozen, length))
    return PreparedParagraph(article, paragraph, tuple(sentences), tuple(terms))


def build_scope(paragraphs: Sequence[PreparedParagraph]) -> Scope:
    """Index `paragraphs` together."""
    counts: Counter[str] = Counter()
    total = length = 0
    headlines = {}
    for home in paragraphs:
        if home.paragraph.number == 0:
            headlines[home.article.id] = frozenset(home.terms)
        for sentence in home.sentences:
            counts.update(sentence.places.keys())
            total += 1
            length += sentence.length
    index = build_index([p.terms for p in paragraphs])
    return Scope(paragraphs, index, dict(counts), total, length / total if total else 1.0, headlines)
