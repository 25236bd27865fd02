"""A library folder of any size → the files of an archive, in bounded memory.

Articles pass by once, in packets, analysed now or kept from an earlier archive. What comes of them (the paragraphs, the
index, the counts of words) is written as they pass; card files, which are few, are read as a whole. A library with any
fault makes no archive: LibraryError carries them all.
"""

from __future__ import annotations

import os
from array import array
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from knowledge.archive_earlier import PIECES, SHEETS, TEXTS
from knowledge.archive_reading import Given, Wanted, digest_of
from knowledge.archive_search import Texts
from knowledge.archive_sharing import read_articles
from knowledge.errors import Fault, LibraryError
from knowledge.files import read_bytes
from knowledge.folder import CARDS_SUFFIX, list_files
from knowledge.index_building import build_packed, build_packed_numbered
from knowledge.keeping import card_sections
from knowledge.kept import dumped, pack
from knowledge.library import LARGEST_ARTICLE, LARGEST_YAML, sorted_by_place, survey_files
from knowledge.named_article import name_words
from knowledge.piece_codes import commonest
from knowledge.record_file import RecordWriter
from knowledge.tokenizer import tokenize
from knowledge.types import Metadata
from knowledge.values import dataclass
from knowledge.word_counts import WordCounts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from knowledge.archive_earlier import Known
    from knowledge.archive_reading import Packet
    from knowledge.folder import Files
    from knowledge.library import Survey
    from knowledge.types import Article

    Progress = Callable[[str, int, int], None]
    """Called with what is done ("reading articles", …), how many, and of how many."""

SLICE: Final = 1 << 14
"""Passages that are given to the index at once."""
PASSAGES, NAMES, WORDS, REST = "passages", "names", "words", "rest"
"""The files of an archive, beside those of `archive_earlier`."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What of an earlier archive may be used again."""

    articles: Mapping[str, Known]
    folder: Path | None
    unchanged: frozenset[str] = frozenset()
    """Articles whose file is known to be as it was, without a look into it."""


def build_archive(  # noqa: PLR0913 - from where, to where, how
    folder: Path, out: Path, earlier: Earlier, code: str, *, workers: int, progress: Progress
) -> tuple[str, dict[str, str]]:
    """Write the archive of the library in `folder` into the empty folder `out`.

    Return its key, which is another for other contents or another `code`, and each article's digest.

    Raises LibraryError with every fault, OSError where there is no room or no permission, KnowledgeError where a
    process is ended from outside.
    """
    return _Building(folder, out, earlier, workers, progress).run(code)


class _Building:
    """What is under way."""

    def __init__(self, folder: Path, out: Path, earlier: Earlier, workers: int, progress: Progress) -> None:
        self.files = list_files(folder)
        self.out = out
        self.earlier = earlier
        self.workers = workers
        self.progress = progress
        self.counts = WordCounts()
        self.terms = _Terms()
        self.digests: dict[str, str] = {}
        self.carded: dict[str, str] = {}
        """Of articles with cards; none of one that was changed while it was read."""
        self.metadata: dict[str, Metadata] = {}
        self.first = array("Q", [0])
        self.sheets = array("Q", [0])
        """Sheet → its first article among all."""
        self.length = 0
        """Content tokens."""
        self.faults: list[Fault] = []
        self.aliased: list[str] = []

    def run(self, code: str) -> tuple[str, dict[str, str]]:
        before = self._carded_digests()
        surveyed = survey_files(self._carded(), self._note_alias)
        # of what was changed meanwhile it is not known what was read: it is read anew next time
        self.carded = {id_: digest for id_, digest in self._carded_digests().items() if digest == before.get(id_)}
        self.faults += surveyed.faults
        carded = {article.id: article for article in surveyed.library.articles}
        with RecordWriter(self.out / PIECES) as pieces:
            pieces.add_all([b"", *commonest((path, _size(path)) for path in self._articles())])
            pieces.finish()
        with RecordWriter(self.out / TEXTS) as texts, RecordWriter(self.out / SHEETS) as sheets:
            chunks = self._chunks(carded, texts, sheets)
            build_packed_numbered(chunks, self.out / PASSAGES, progress=self._indexing)
            if self.faults:
                raise LibraryError(sorted_by_place(self.faults))
            texts.finish()
            sheets.finish()
        self._check_aliases()
        with RecordWriter(self.out / WORDS) as words:
            words.add_all(self.counts.records())
            words.finish()
        named = (sorted(name_words(id_, metadata)) for id_, metadata in self.metadata.items())
        build_packed(named, self.out / NAMES)
        key = digest_of(repr((code, sorted(self.digests.items()))).encode())
        (self.out / REST).write_bytes(self._rest(key, surveyed, carded))
        return key, self.digests

    def _articles(self) -> list[Path]:
        return sorted(self.files.articles, key=lambda path: path.stem)

    def _carded(self) -> Files:
        """Return the files of the articles that have cards."""
        with_cards = {path.name.removesuffix(CARDS_SUFFIX) for path in self.files.cards}
        return replace(self.files, articles=tuple(path for path in self.files.articles if path.stem in with_cards))

    def _carded_digests(self) -> dict[str, str]:
        """Return the digests of the articles that have cards, each of both its files."""
        cards = {path.name.removesuffix(CARDS_SUFFIX): path for path in self.files.cards}
        digests = {}
        for path in self._carded().articles:
            contents = read_bytes(path, limit=LARGEST_ARTICLE), read_bytes(cards[path.stem], limit=LARGEST_YAML)
            digests[path.stem] = digest_of(*(c if isinstance(c, bytes) else b"" for c in contents))
        return digests

    def _note_alias(self, name: str) -> bool:
        self.aliased.append(name)  # whether it stands somewhere is seen when all articles have passed by
        return True

    def _check_aliases(self) -> None:
        if not self.aliased:
            return
        texts = Texts(self.out)
        faults = () if all(map(texts.have, self.aliased)) else survey_files(self._carded(), texts.have).faults
        if faults:
            raise LibraryError(faults)

    def _chunks(
        self, carded: Mapping[str, Article], texts: RecordWriter, sheets: RecordWriter
    ) -> Iterator[tuple[Sequence[str], bytes, bytes]]:
        """Yield what the index takes, while everything else is written too."""
        done, total = 0, len(self.files.articles)
        for packet in read_articles(self._wanted(carded), self.out / PIECES, self.earlier.folder, self.workers):
            for taken in packet.articles:
                self.faults += taken.faults
                if taken.metadata is not None:
                    self.digests[taken.id] = taken.digest
                    self.metadata[taken.id] = carded[taken.id].metadata if taken.id in carded else taken.metadata
                    self.first.append(self.first[-1] + taken.paragraphs)
            sheets.add(packet.sheet)
            self.sheets.append(len(self.digests))
            texts.add_all(packet.records)
            new, terms = self.terms.numbered(packet, self.counts.add(packet))
            self.length += len(packet.terms) // 4
            yield from _slices([self.counts.strings.names[number] for number in new], terms, packet.lengths)
            done += len(packet.articles)
            self.progress("reading articles", done, total)

    def _wanted(self, carded: Mapping[str, Article]) -> Iterator[Wanted | Given]:
        """Yield the articles in order."""
        earlier = self.earlier
        with_cards = {path.name.removesuffix(CARDS_SUFFIX) for path in self.files.cards}
        for path in self._articles():
            known = earlier.articles.get(path.stem)
            if path.stem not in with_cards:
                yield Wanted(str(path), _size(path), known, path.stem in earlier.unchanged)
            elif path.stem in carded:  # else its faults are told already
                yield Given(carded[path.stem], self.carded.get(path.stem, ""), known)

    def _indexing(self, what: str, done: int, total: int | None) -> None:
        self.progress("indexing passages" if what == "writing" else what, done, total or done)

    def _rest(self, key: str, surveyed: Survey, carded: Mapping[str, Article]) -> bytes:
        from knowledge.archive import vocabulary_of  # noqa: PLC0415 - which reads what is built here
        from knowledge.facts import prepare_facts  # noqa: PLC0415
        from knowledge.passages import prepare_paragraph  # noqa: PLC0415

        library = surveyed.library
        wordings = {
            token.word
            for text in (
                *(q.text for card in library.cards for q in card.questions),
                *(u.wording.text for u in library.unanswered),
            )
            for token in tokenize(text)
        }
        frequent = self.counts.frequent()
        vocabulary = vocabulary_of(self.out, frequent, wordings, library.aliases)
        cards = [card for card in library.cards if not card.draft]
        homes = {
            id_: tuple(prepare_paragraph(article, paragraph) for paragraph in article.paragraphs)
            for id_, article in carded.items()
        }
        facts = prepare_facts(cards, library.unanswered, vocabulary, homes)
        number = {id_: n for n, id_ in enumerate(self.metadata)}
        texts, rows = card_sections(library, facts, number)
        counts = self.counts
        average = self.length / counts.sentences if counts.sentences else 1.0
        texts |= {
            "scope": [counts.sentences, average, self.first[-1]],
            "frequent": frequent,
            "asked words": sorted(wordings),
            "others": {id_: m.language.partition("-")[0] for id_, m in self.metadata.items() if not m.is_english},
        }
        rows |= {
            "ids": (id_.encode() for id_ in self.metadata),
            "first": [self.first.tobytes()],
            "sheets": [self.sheets.tobytes()],
            "metadata": (dumped([getattr(m, name) for name in Metadata.__slots__]) for m in self.metadata.values()),
        }
        return pack(key, texts, rows)


class _Terms:
    """The content terms among all strings, numbered as they first come."""

    def __init__(self) -> None:
        self._numbers = np.full(1 << 16, -1, np.int64)
        self._count = 0

    def numbered(self, packet: Packet, strings: NDArray[np.int64]) -> tuple[list[int], bytes]:
        """Return which of the packet's `strings` are new terms, and its passages' terms as numbers."""
        own = strings[np.frombuffer(packet.content, "<u4")]
        while len(self._numbers) <= own.max(initial=0):
            self._numbers = np.concatenate([self._numbers, np.full_like(self._numbers, -1)])
        new = np.flatnonzero(self._numbers[own] < 0)
        self._numbers[own[new]] = np.arange(self._count, self._count + len(new))
        self._count += len(new)
        terms = self._numbers[own][np.frombuffer(packet.terms, "<u4")]
        return own[new].tolist(), terms.astype(np.uint32).tobytes()


def _slices(new: Sequence[str], terms: bytes, lengths: bytes) -> Iterator[tuple[Sequence[str], bytes, bytes]]:
    """Yield passages as the index takes them: few at a time."""
    each, at = memoryview(lengths).cast("I"), 0
    for start in range(0, len(each), SLICE):
        size = 4 * sum(each[start : start + SLICE])
        yield (() if start else new), terms[at : at + size], bytes(each[start : start + SLICE])
        at += size


def _size(path: Path) -> int:
    try:
        return os.stat(path).st_size  # noqa: PTH116
    except OSError:
        return 0
