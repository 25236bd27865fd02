"""Article files → what the index and the counts of a library take of them: one packet of numbers for each batch.

What is known of an article from an earlier archive is taken from there if its file is still the same, and not analysed
again. A packet has each string once, and only those that its reader has not told before.
"""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from knowledge.archive_pieces import PieceReader
from knowledge.article_sheet import SENTENCES, Sheet, analyse_article, lines, pack_sheet
from knowledge.files import decode_source, read_bytes
from knowledge.kept import Damaged
from knowledge.library import LARGEST_ARTICLE, article_of, parse_words
from knowledge.paragraph_record import record_of
from knowledge.record_file import RecordFile
from knowledge.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from knowledge.article_sheet import Counted
    from knowledge.errors import Fault
    from knowledge.types import Article, Metadata

    _Read = tuple["Taken", Counted | None, Sequence[bytes]]

SHEETS, TEXTS = "sheets", "texts"
"""Files of an archive: what was counted of each article, and each paragraph."""


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier archive has of an article."""

    digest: str
    sheet: int
    place: int
    """On the sheet."""
    first: int
    """Its first paragraph among all."""
    paragraphs: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """An article that is to be read."""

    path: str
    size: int
    known: Known | None = None
    unchanged: bool = False
    """Whether the file is known to be as it was, without a look into it."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an article."""

    id: str
    digest: str
    metadata: Metadata | None
    """None where there are faults."""
    paragraphs: int = 0
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Packet:
    """Some articles, one after the other. Numbers are little-endian, 4 bytes each."""

    articles: tuple[Taken, ...]
    reader: int
    epoch: int
    """Whose numbers strings have: a reader's, until it begins anew."""
    new: str
    """The strings that the reader has numbered since its last packet; one a line."""
    strings: bytes
    """The articles' words and terms, each once, as they first come, as the reader's numbers."""
    rows: bytes
    """`article_sheet`'s counts of each, summed; where an article is not English only those of sentences."""
    sentences: int
    content: bytes
    """The places of their content terms in `strings`, as these first come."""
    terms: bytes
    """The content terms of every paragraph one after the other, as places in `content`."""
    lengths: bytes
    """How many each paragraph has."""
    records: tuple[bytes, ...]
    """The paragraphs."""
    sheet: bytes
    """What is kept of those without faults."""


@dataclass(frozen=True, slots=True)
class Given:
    """An article that was read already, for its card file may say more of it."""

    article: Article
    digest: str
    """Of both files."""
    known: Known | None = None


class Reader:
    """What a process remembers from one batch to the next."""

    def __init__(self, earlier: Path | None) -> None:
        """`earlier` is the folder of the archive in which something may be known."""
        self._earlier = earlier
        self._files: tuple[RecordFile, RecordFile] | None = None
        self._pieces = PieceReader()
        self._epoch = self._told = 0
        """How often it began anew, and how many of its strings it has told since."""
        self._sheet: tuple[int, Sheet] | None = None
        """The one read last: neighbours are on it."""

    def read(self, batch: Iterable[Wanted | Given]) -> Packet:
        """Read files and analyse those that have changed."""
        if self._pieces.settle():
            self._sheet = None
            self._epoch, self._told = self._epoch + 1, 0
        taken: list[Taken] = []
        counted: list[tuple[Metadata, Counted]] = []
        records: list[bytes] = []
        for wanted in batch:
            article, counts, paragraphs = self._given(wanted) if isinstance(wanted, Given) else self._read(wanted)
            taken.append(article)
            if counts is not None and article.metadata is not None:
                counted.append((article.metadata, counts))
                records.extend(paragraphs)
        return self._packet(taken, counted, records)

    def _given(self, given: Given) -> _Read:
        article, known = given.article, given.known
        if known is not None and known.digest == given.digest and (again := self._again(article.id, known)):
            return again
        return self.analysed(article.id, given.digest, article.metadata, [p.text for p in article.paragraphs])

    def _read(self, wanted: Wanted) -> _Read:
        path, known = Path(wanted.path), wanted.known
        if known is not None and wanted.unchanged and (again := self._again(path.stem, known)):
            return again
        content = read_bytes(path, limit=LARGEST_ARTICLE)
        if not isinstance(content, bytes):
            return Taken(path.stem, "", None, faults=(content,)), None, ()
        digest = digest_of(content)
        if known is not None and known.digest == digest and (again := self._again(path.stem, known)):
            return again
        text = decode_source(path, content)
        if not isinstance(text, str):
            return Taken(path.stem, digest, None, faults=(text,)), None, ()
        faults: list[Fault] = []
        words = parse_words(path, text, faults)
        if words is None or faults:
            return Taken(path.stem, digest, None, faults=tuple(faults)), None, ()
        return self.analysed(path.stem, digest, *words)

    def _again(self, id_: str, known: Known) -> _Read | None:
        """Return what the earlier archive has of an article; None where that is damaged."""
        try:
            if self._files is None:
                folder = self._earlier or Path()
                self._files = RecordFile(folder / SHEETS), RecordFile(folder / TEXTS)
            sheets, texts = self._files
            if self._sheet is None or self._sheet[0] != known.sheet:
                self._sheet = known.sheet, Sheet(sheets[known.sheet], self._pieces.strings)
            metadata, counted = self._sheet[1].article(known.place)
            records = [texts[place] for place in range(known.first, known.first + known.paragraphs)]
        except (OSError, Damaged, IndexError):
            return None
        return Taken(id_, known.digest, metadata, len(records)), counted, records

    def analysed(self, id_: str, digest: str, metadata: Metadata, texts: Sequence[str]) -> _Read:
        """Return what the paragraphs of an article come to."""
        records: Sequence[bytes]
        if metadata.is_english:
            counted, records = self._pieces.read(texts)
        else:
            article = article_of(id_, metadata, texts)
            counted = analyse_article(article, self._pieces.strings)
            records = [record_of(paragraph) for paragraph in article.paragraphs]
        return Taken(id_, digest, metadata, len(records)), counted, records

    def _packet(
        self, taken: Sequence[Taken], counted: Sequence[tuple[Metadata, Counted]], records: Sequence[bytes]
    ) -> Packet:
        names, order, empty = self._pieces.strings.names, self._pieces.order, np.zeros(0, np.int64)
        strings, own = order(np.concatenate([empty, *(c.strings for _, c in counted)]), len(names))
        content, own_content = order(np.concatenate([empty, *(c.strings[: c.content] for _, c in counted)]), len(names))
        _, place = order(np.concatenate([strings, content]), len(names))
        rows = np.zeros((len(strings), 5), np.uint32)
        for number in range(5):
            each = [c.columns[number] * np.uint32(m.is_english or number == SENTENCES) for m, c in counted]
            rows[:, number] = np.bincount(own, np.concatenate([empty, *each]), len(strings))
        before, terms = 0, [empty]
        for _, counts in counted:
            terms.append(own_content[before : before + counts.content][counts.terms])
            before += counts.content
        new, self._told = names[self._told :], len(names)
        return Packet(
            tuple(taken),
            os.getpid(),
            self._epoch,
            lines(new),
            _packed(strings),
            _packed(rows),
            sum(c.sentences for _, c in counted),
            _packed(place[len(strings) :]),
            _packed(np.concatenate(terms)),
            _packed(np.concatenate([empty, *(c.lengths for _, c in counted)])),
            tuple(records),
            pack_sheet(counted, lines([names[n] for n in strings.tolist()]), own),
        )


def _packed(numbers: NDArray[np.integer]) -> bytes:
    return numbers.astype("<u4").tobytes()


def digest_of(*contents: bytes) -> str:
    """Return a digest of the content of files."""
    digest = blake2b(digest_size=16)
    for content in contents:
        digest.update(b"%d " % len(content))
        digest.update(content)
    return digest.hexdigest()
