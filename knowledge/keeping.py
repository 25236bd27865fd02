"""A library that is ready for questions, as sections of a kept file, and back: nothing is lost, nothing read too early.

What comes back is the same library and gives the same answers; its paragraphs, cards and wordings are made when a
question first asks for them. Which file that is and whether it may be trusted is the matter of `kept` and `opening`.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_right
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from knowledge.collection import Collection, languages
from knowledge.facts import Facts, PreparedWording, sentences_of
from knowledge.index import Index
from knowledge.kept import dumped, pack
from knowledge.passages import PreparedParagraph, Scope, prepared
from knowledge.question import Expect
from knowledge.shelf import Drawers, Shelf
from knowledge.tokenizer import Token
from knowledge.types import Article, FactCard, Library, Metadata, Paragraph, Quote, Span, Status, Unanswered, Wording
from knowledge.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from knowledge.kept import Kept

_POSTING = 12
"""Bytes of one posting: its passage in 4, its share of the score in 8."""


def to_sections(collection: Collection, key: str) -> bytes:
    """Return `collection` as a kept file."""
    library, vocabulary = collection.library, collection.vocabulary
    scope = collection.scope(None)
    if not isinstance(scope.index, Index):
        raise TypeError("an archive is kept in files of its own")
    number = {article.id: n for n, article in enumerate(library.articles)}
    texts, rows = card_sections(library, collection.facts(None), number)
    texts |= {
        "articles": [
            [article.id, [getattr(article.metadata, name) for name in Metadata.__slots__], len(article.paragraphs)]
            for article in library.articles
        ],
        "counts": dict(vocabulary.counts),
        "terms": sorted(vocabulary.terms),
        "names": sorted(vocabulary.names),
        "scope": [scope.sentences, scope.average, len(scope.paragraphs)],
        "sentence counts": dict(scope.sentence_counts),
        "paragraphs terms": list(scope.index.postings),
    }
    rows |= {
        "paragraphs": (_paragraph(home) for home in scope.paragraphs),
        "paragraphs postings": postings_of(scope.index),
    }
    return pack(key, texts, rows)


def card_sections(
    library: Library, facts: Facts, number: Mapping[str, int]
) -> tuple[dict[str, Any], dict[str, Iterable[bytes]]]:
    """Return the sections of what is made of card files, the cards and aliases of `library`; articles by `number`."""
    finished = [card for card in library.cards if not card.draft]
    drafts = [card for card in library.cards if card.draft]
    asked = [_asked(wording, facts) for wording in facts.wordings]
    sizes = accumulate((len(card.questions) for card in (*finished, *drafts)), initial=0)
    firsts = dict(zip((card.id for card in (*finished, *drafts)), sizes, strict=False))
    place = {card.id: n for n, card in enumerate(library.cards)}
    texts = {
        "aliases": {name: list(spellings) for name, spellings in library.aliases.items()},
        "readers": [[list(words), [list(t) for t in meant]] for words, meant in facts.vocabulary.aliases.items()],
        "finished": [[card.id, place[card.id], number[card.article], len(card.questions)] for card in finished],
        "curated": sorted(facts.articles),
        "wordings terms": list(facts.index.postings),
        "unanswered terms": list(facts.unanswered_index.postings),
    }
    rows: dict[str, Iterable[bytes]] = {
        "cards": (_card(card, number, firsts[card.id]) for card in library.cards),
        "wordings": (
            *(dumped([w.text, w.language, *a]) for w, a in zip(_wordings(finished), asked, strict=True)),
            *(dumped([w.text, w.language]) for w in _wordings(drafts)),
        ),
        "told": (dumped(facts.told[card.id]) for card in finished),
        "kinds": (dumped({kind.value: n for kind, n in facts.kinds(card.id).items()}) for card in finished),
        "unanswered": (
            dumped([u.wording.text, u.wording.language, *_asked(w, facts), number[u.article]])
            for u, w in zip(library.unanswered, facts.unanswered, strict=True)
        ),
        "wordings postings": postings_of(facts.index),
        "unanswered postings": postings_of(facts.unanswered_index),
    }
    return texts, rows


def _wordings(cards: Iterable[FactCard]) -> Iterator[Wording]:
    return (wording for card in cards for wording in card.questions)


def _asked(wording: PreparedWording, facts: Facts) -> list[Any]:
    expect = wording.expect(facts.vocabulary)
    return [list(wording.weights), list(wording.weights.values()), wording.total, expect.value]


def _paragraph(home: PreparedParagraph) -> bytes:
    tokenized = [list(zip(*sentence.tokens, strict=True)) for sentence in home.sentences]
    spans = [[span.start, span.end] for span in home.paragraph.sentences]
    return dumped([home.paragraph.number, home.paragraph.text, spans, tokenized])


def _card(card: FactCard, number: Mapping[str, int], first: int) -> bytes:
    quotes = [[quote.paragraph.number, quote.span.start, quote.span.end] for quote in card.evidence]
    wordings = [first, len(card.questions)]
    status = card.status.value
    return dumped(
        [card.id, number[card.article], card.answer, status, card.attributed_to, quotes, wordings, list(card.see_also),
         card.draft]
    )  # fmt: skip


def postings_of(index: Index) -> Iterator[bytes]:
    """Yield the postings of each term of an index, as records of a kept file."""
    for postings in index.postings.values():
        passages, shares = zip(*postings, strict=True)
        yield array("I", passages).tobytes() + array("d", shares).tobytes()


def from_sections(kept: Kept) -> Collection:
    """Return the library that was kept, and all that was prepared of it."""
    return _Reader(kept).collection()


class CardReader:
    """What card files say, read of a kept file part by part; where the articles are is the matter of its children."""

    kept: Kept
    ids: Sequence[str]
    first: Sequence[int]
    """Article → its first paragraph among all, and behind them their number."""
    homes: Sequence[PreparedParagraph]
    by_article: Mapping[str, Sequence[PreparedParagraph]]

    def __init__(self, kept: Kept) -> None:
        self.kept = kept
        self.wordings = kept.row("wordings")
        self.card_rows = kept.row("cards")
        self.cards = Shelf(len(self.card_rows), self.card)
        self.refused = kept.row("unanswered")

    def library(self, articles: Sequence[Article]) -> Library:
        """Return `articles` with their cards, aliases and questions not answered."""
        aliases = {name: tuple(spellings) for name, spellings in self.kept.text("aliases").items()}
        return Library(articles, self.cards, aliases, Shelf(len(self.refused), self.unanswered))

    def vocabulary(self, counts: Mapping[str, int], terms: AbstractSet[str], names: AbstractSet[str]) -> Vocabulary:
        """Return a vocabulary with these words, and readers\' names for things."""
        listed = self.kept.text("readers")
        readers = {tuple(words): tuple(Token(*token) for token in meant) for words, meant in listed}
        longest = max((len(words) for words in readers), default=0)
        return Vocabulary(counts, terms, names, readers, longest, frozenset(words[0] for words in readers))

    def cited(self, place: int) -> Paragraph:
        """Return the paragraph at `place`, which a card quotes."""
        return self.homes[place].paragraph

    def card(self, place: int) -> FactCard:
        """Return the card at `place`."""
        id_, article, answer, status, speaker, quotes, (first, size), see_also, draft = json.loads(
            self.card_rows[place]
        )
        home = self.first[article]

        def quote(n: int) -> Quote:
            number, start, end = quotes[n]
            return Quote(self.cited(home + number), Span(start, end))

        def wording(n: int) -> Wording:
            text, language, *_ = json.loads(self.wordings[first + n])
            return Wording(text, language)

        evidence, questions = Shelf(len(quotes), quote), Shelf(size, wording)
        return FactCard(
            id_, self.ids[article], answer, Status(status), speaker, evidence, questions, tuple(see_also), draft
        )

    def unanswered(self, place: int) -> Unanswered:
        """Return the question not answered at `place`."""
        text, language, *_, article = json.loads(self.refused[place])
        return Unanswered(self.ids[article], Wording(text, language))

    def facts(self, vocabulary: Vocabulary) -> Facts:
        """Return the finished cards, ready to be asked for."""
        kept = self.kept
        finished: list[tuple[str, int, int, int]] = kept.text("finished")
        ids = [id_ for id_, *_ in finished]
        number = {id_: n for n, id_ in enumerate(ids)}
        first = list(accumulate((size for *_, size in finished), initial=0))
        told, kinds = kept.row("told"), kept.row("kinds")

        def card(id_: str) -> FactCard:
            return self.cards[finished[number[id_]][1]]

        def wording(n: int) -> PreparedWording:
            text, _, terms, weights, total, expect = json.loads(self.wordings[n])
            card = self.cards[finished[bisect_right(first, n) - 1][1]]
            return PreparedWording(card, text, dict(zip(terms, weights, strict=True)), total, None, Expect(expect))

        def refused(n: int) -> PreparedWording:
            text, _, terms, weights, total, expect, _ = json.loads(self.refused[n])
            return PreparedWording(None, text, dict(zip(terms, weights, strict=True)), total, None, Expect(expect))

        def own(id_: str) -> Shelf[PreparedWording]:
            start = first[number[id_]]
            return Shelf(first[number[id_] + 1] - start, lambda n: wordings[start + n])

        def told_by(id_: str) -> Counter[str]:
            return Counter(json.loads(told[number[id_]]))

        def kinds_of(id_: str) -> Counter[Expect]:
            return Counter({Expect(kind): n for kind, n in json.loads(kinds[number[id_]]).items()})

        wordings = Shelf(first[-1], wording)
        unanswered = Shelf(len(self.refused), refused)
        return Facts(
            wordings,
            kept_index(kept, "wordings", len(wordings)),
            Drawers(ids, told_by),
            Drawers(ids, own),
            Drawers(ids, lambda id_: sentences_of(card(id_), self.by_article)),
            unanswered,
            kept_index(kept, "unanswered", len(unanswered)),
            vocabulary,
            frozenset(kept.text("curated")),
            _kept_kinds=Drawers(ids, kinds_of),
        )


class _Reader(CardReader):
    """What is read of a kept library, part by part."""

    def __init__(self, kept: Kept) -> None:
        super().__init__(kept)
        listed = kept.text("articles")
        self.ids: list[str] = [id_ for id_, *_ in listed]
        self.number = {id_: n for n, id_ in enumerate(self.ids)}
        self.others = languages((id_, Metadata(*metadata)) for id_, metadata, _ in listed)
        self.first = list(accumulate((size for *_, size in listed), initial=0))
        self.articles = Shelf(len(listed), lambda n: self.article(n, *listed[n]))
        self.paragraphs = kept.row("paragraphs")
        self.homes = Shelf(self.first[-1], self.prepared)
        self.by_article = Drawers(self.ids, self.homes_of)

    def collection(self) -> Collection:
        kept = self.kept
        library = self.library(self.articles)
        vocabulary = self.vocabulary(kept.text("counts"), frozenset(kept.text("terms")), frozenset(kept.text("names")))
        sentences, average, size = kept.text("scope")
        headlines = Drawers(self.ids, lambda id_: frozenset(self.by_article[id_][0].terms))
        index = kept_index(kept, "paragraphs", size)
        scope = Scope(self.homes, index, kept.text("sentence counts"), sentences, average, headlines)
        facts = self.facts(vocabulary)
        only = self.ids if len(self.ids) == 1 else []
        return Collection(
            library,
            self.by_article,
            vocabulary,
            dict.fromkeys((None, *only), facts),
            dict.fromkeys((None, *only), scope),
            others=self.others,
        )

    def article(self, number: int, id_: str, metadata: list[Any], size: int) -> Article:
        first = self.first[number]
        return Article(id_, Metadata(*metadata), Shelf(size, lambda n: self.homes[first + n].paragraph))

    def homes_of(self, id_: str) -> Shelf[PreparedParagraph]:
        number = self.number[id_]
        first = self.first[number]
        return Shelf(self.first[number + 1] - first, lambda n: self.homes[first + n])

    def prepared(self, place: int) -> PreparedParagraph:
        article = self.articles[bisect_right(self.first, place) - 1]
        number, text, spans, tokenized = json.loads(self.paragraphs[place])
        paragraph = Paragraph(article.id, number, text, tuple([Span(start, end) for start, end in spans]))
        return prepared(article, paragraph, (tuple(map(Token, *columns)) if columns else () for columns in tokenized))


def kept_index(kept: Kept, name: str, size: int) -> Index:
    """Return the index of `size` texts that is kept as "`name` terms" and "`name` postings"."""
    terms = {term: n for n, term in enumerate(kept.text(f"{name} terms"))}
    row = kept.row(f"{name} postings")

    def postings(term: str) -> tuple[tuple[int, float], ...]:
        record = memoryview(row[terms[term]])
        count = len(record) // _POSTING
        return tuple(zip(record[: 4 * count].cast("I"), record[4 * count :].cast("d"), strict=True))

    return Index(size, Drawers(terms, postings))
