"""A library of up to a million passages, answered from mapped files: little is read, less is kept in memory.

To the rooms above it is a Collection like any other. The passages are ranked by the packed index; the few that are
ranked best are made ready when a question reads them, and forgotten when others were read since. How often words stand
in the library, which are terms and which are names is looked up, word by word, and the same as if all had been counted
in memory. Three things are bounded: a misspelt word is mended to one of the most frequent words (word_counts.MENDED);
of the articles that a question may name the best FITTING by their words are looked at; and what is wished to be told of
a thing or a person is looked for in the GROUND paragraphs that have most of its words.

A part that turns out damaged is reported, and the archive is built anew from what is whole.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from knowledge.collection import Collection
from knowledge.errors import IndexFileError
from knowledge.keeping import CardReader
from knowledge.kept import Damaged, Kept
from knowledge.packed_index import PackedIndex
from knowledge.paragraph_record import paragraph_of
from knowledge.passages import PreparedParagraph, Scope, prepare_paragraph
from knowledge.piece_codes import Pieces
from knowledge.record_file import RecordFile
from knowledge.shelf import Few, Recent, Stretch
from knowledge.tokenizer import content_terms, tokenize
from knowledge.types import Article, Metadata, Paragraph
from knowledge.vocabulary import build_vocabulary
from knowledge.word_table import NOTHING, WordTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from knowledge.facts import Facts
    from knowledge.vocabulary import Vocabulary

V = TypeVar("V")

HOMES = 1024
"""Paragraphs kept ready: forty questions' worth, 30 KB each."""
ARTICLES = 4096
SCOPES = 32
"""Articles whose own index is kept, for those who ask one of them."""
FITTING = 50
"""Articles looked at for one that a question names; those with all of its words come first."""
GROUND = 100
"""Paragraphs in which the names of a conversation are looked up where no article answered yet."""


class Parts:
    """The open files of an archive."""

    def __init__(self, folder: Path) -> None:
        """Open them; raise Damaged, IndexFileError or OSError where one cannot be used."""
        self.texts = RecordFile(folder / "texts")
        self.pieces = Pieces(RecordFile(folder / "pieces"))
        self.words = RecordFile(folder / "words")
        self.passages = PackedIndex.open(folder / "passages")
        self.names = PackedIndex.open(folder / "names")
        if self.passages.size != len(self.texts):
            raise Damaged("its files are not of one archive")


class Archive:
    """The files, and what is done where one of them turns out damaged."""

    def __init__(self, parts: Parts, mend: Callable[[str], Parts]) -> None:
        """`mend` is called with what is wrong, and returns the files made anew."""
        self._parts = parts
        self._mend = mend
        self.size = len(parts.texts)
        self.buckets = len(parts.words)

    def do(self, work: Callable[[Parts], V]) -> V:
        """Return what `work` makes of the files; of those made anew where one is damaged."""
        try:
            return work(self._parts)
        except (Damaged, IndexFileError) as error:
            self._parts = self._mend(str(error))
            return work(self._parts)


class ArchiveIndex:
    """The index of all passages, as a scope has it."""

    __slots__ = ("_archive", "size")

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self.size = archive.size

    def idf(self, term: str) -> float:
        """Return the weight of `term` in this collection."""
        return self._archive.do(lambda parts: parts.passages.idf(term))

    def top(self, terms: Iterable[str], count: int) -> list[tuple[int, float]]:
        """Return the `count` best (passage, score), best first, ties by position."""
        asked = list(terms)
        return self._archive.do(lambda parts: parts.passages.top(asked, count))

    def matching(self, terms: Iterable[str]) -> dict[int, float]:
        """Return passage → score, for all passages that hold at least one of `terms`."""
        return dict(self.top(terms, self.size))


class _Counts(Mapping[str, int]):
    """Word → how often it stands in the articles; to go through it is to go through those that words are mended to."""

    def __init__(self, table: WordTable, frequent: Callable[[], Sequence[str]], asked: AbstractSet[str]) -> None:
        self._table, self._frequent, self._asked = table, frequent, asked

    def __getitem__(self, word: str) -> int:
        count = self._table.find(word).words
        if not count and word not in self._asked:
            raise KeyError(word)
        return count

    def __iter__(self) -> Iterator[str]:
        yield from self._frequent()
        yield from self._asked

    def __len__(self) -> int:
        return len(self._frequent())


class _SentenceCounts(Mapping[str, int]):
    """Term → sentences that hold it; nobody goes through all of them."""

    def __init__(self, table: WordTable) -> None:
        self._table = table

    def __getitem__(self, term: str) -> int:
        count = self._table.find(term).sentences
        if not count:
            raise KeyError(term)
        return count

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


class _Strings(AbstractSet[str]):
    """The strings of which something is so; nobody goes through all of them."""

    def __init__(self, table: WordTable, *, names: bool) -> None:
        self._table, self._names = table, names

    def __contains__(self, string: object) -> bool:
        entry = self._table.find(string) if isinstance(string, str) else NOTHING
        return entry.is_name if self._names else entry.is_term

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


class _ById(Mapping[str, V]):
    """Article → what `make` makes of its number; the ids are sorted."""

    def __init__(self, ids: Sequence[str], make: Callable[[int], V]) -> None:
        self._ids, self._make = ids, make
        self._number = lru_cache(ARTICLES)(self._look_up)

    def _look_up(self, id_: object) -> int:
        if isinstance(id_, str):
            number = bisect_left(self._ids, id_)
            if number < len(self._ids) and self._ids[number] == id_:
                return number
        return -1

    def __getitem__(self, id_: str) -> V:
        number = self._number(id_)
        if number < 0:
            raise KeyError(id_)
        return self._make(number)

    def __contains__(self, id_: object) -> bool:
        return self._number(id_) >= 0

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


class ArchiveReader(CardReader):
    """What is read of an archive, part by part."""

    def __init__(self, kept: Kept, archive: Archive) -> None:
        super().__init__(kept)
        self.archive = archive
        ids, metadata = kept.row("ids"), kept.row("metadata")
        self.metadata = metadata
        self.ids = Stretch(len(ids), lambda n: ids[n].decode())
        self.first = memoryview(kept.row("first")[0]).cast("Q")
        self.articles = Recent(len(ids), self.article, most=ARTICLES)
        self.homes = self.recent = Recent(archive.size, self.prepared, most=HOMES)
        self.by_article = _ById(self.ids, self.homes_of)

    def collection(self) -> Collection:
        """Return the library, ready for questions."""
        kept = self.kept
        table = _table(self.archive)
        asked = frozenset(kept.text("asked words"))
        vocabulary = self.vocabulary(
            _Counts(table, _once(lambda: kept.text("frequent")), asked),
            _Strings(table, names=False),
            _Strings(table, names=True),
        )
        sentences, average, _ = kept.text("scope")
        headlines = _ById(self.ids, lambda n: frozenset(self.homes[self.first[n]].terms))
        index = ArchiveIndex(self.archive)
        scopes: dict[str | None, Scope] = Few(SCOPES)
        scopes[None] = Scope(self.homes, index, _SentenceCounts(table), sentences, average, headlines)
        facts: dict[str | None, Facts] = Few(SCOPES)
        facts[None] = self.facts(vocabulary)
        return Collection(
            self.library(self.articles),
            self.by_article,
            vocabulary,
            facts,
            scopes,
            others=kept.text("others"),
            archive=self,
        )

    def article(self, number: int) -> Article:
        """Return the article of that number."""
        first, size = self.first[number], self.first[number + 1] - self.first[number]
        paragraphs = Stretch(size, lambda n: self.homes[first + n].paragraph)
        return Article(self.ids[number], Metadata(*json.loads(self.metadata[number])), paragraphs)

    def homes_of(self, number: int) -> Stretch[PreparedParagraph]:
        """Return the paragraphs of the article of that number."""
        first, size = self.first[number], self.first[number + 1] - self.first[number]
        return Stretch(size, lambda n: self.homes[first + n])

    def prepared(self, place: int) -> PreparedParagraph:
        """Make the paragraph at `place` ready."""
        number = bisect_right(self.first, place) - 1
        article = self.articles[number]
        own = place - self.first[number]
        paragraph = self.archive.do(lambda parts: paragraph_of(parts.texts[place], article.id, own, parts.pieces))
        return prepare_paragraph(article, paragraph)

    def cited(self, place: int) -> Paragraph:
        """Return the paragraph at `place`, which a card quotes: the same object for as long as the card is there."""
        return self.recent.pin(place).paragraph

    def may_be_named(self, terms: AbstractSet[str]) -> list[Article]:
        """Return the articles that `terms` name best."""
        best = self.archive.do(lambda parts: parts.names.top(sorted(terms), FITTING))
        return [self.articles[n] for n, _ in best]

    def near(self, text: str) -> list[PreparedParagraph]:
        """Return the paragraphs that have most of the words of `text`, in order."""
        terms = content_terms(tokenize(text))
        best = self.archive.do(lambda parts: parts.passages.top(terms, GROUND))
        return [self.homes[place] for place in sorted(place for place, _ in best)]

    def frequent_names(self, vocabulary: Vocabulary, most: int) -> list[str]:
        """Return the names that stand most often in the articles, with a capital, most frequent first."""
        words = (word for word in vocabulary.counts if word in vocabulary.names)
        return [word.capitalize() for word in islice(words, most)]


def vocabulary_of(
    folder: Path, frequent: Sequence[str], asked: AbstractSet[str], aliases: Mapping[str, tuple[str, ...]]
) -> Vocabulary:
    """Return the vocabulary of an archive whose words are written in `folder`: to make its cards ready with."""
    words = RecordFile(folder / "words")
    table = WordTable(words.__getitem__, len(words))
    plain = build_vocabulary((), aliases)
    counts = _Counts(table, lambda: frequent, asked)
    return type(plain)(
        counts,
        _Strings(table, names=False),
        _Strings(table, names=True),
        plain.aliases,
        plain.longest_alias,
        plain.alias_heads,
    )


def _table(archive: Archive) -> WordTable:
    return WordTable(lambda bucket: archive.do(lambda parts: parts.words[bucket]), archive.buckets)


def _once(make: Callable[[], V]) -> Callable[[], V]:
    made: list[V] = []

    def ready() -> V:
        if not made:
            made.append(make())
        return made[0]

    return ready
