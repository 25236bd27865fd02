"""Article files → what the index and the counts of a library take of them: one packet of numbers for each batch.

What is known of an article from an earlier archive is taken from there if its file is still the same, and not analysed
again. A packet has each string once, and only those that its reader has not told before.
"""

from __future__ import annotations

import json
import os
from hashlib import blake2b
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from knowledge.archive_earlier import Analysed, EarlierArchive, English
from knowledge.archive_pieces import PieceReader, joined
from knowledge.article_sheet import SENTENCES, analyse_article, lines, pack_sheet
from knowledge.files import decode_source, read_bytes
from knowledge.library import LARGEST_ARTICLE, article_of, parse_words
from knowledge.paragraph_record import record_of
from knowledge.record_file import RecordFile
from knowledge.types import Metadata
from knowledge.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from knowledge.archive_earlier import Known
    from knowledge.errors import Fault
    from knowledge.types import Article

    _Found = tuple["Taken", English | Analysed | None]

TOGETHER: Final = 200_000
"""Letters of English text that are counted together: fewer take more calls of numpy, and the numbers of many more fit
into no core's cache."""


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
    """`article_sheet`'s counts of each, summed; of what is not English only those of sentences."""
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
    """What is kept of those that are not English."""


@dataclass(frozen=True, slots=True)
class Given:
    """An article that was read already, for its card file may say more of it."""

    article: Article
    digest: str
    """Of both files; empty where they were changed while they were read."""
    known: Known | None = None


class Reader:
    """What a process remembers from one batch to the next."""

    def __init__(self, pieces: Path, earlier: Path | None) -> None:
        """`pieces` is the list of the commonest, `earlier` the folder of the archive in which something is known."""
        file = RecordFile(pieces)
        self._coded = {file[number]: number for number in range(1, len(file))}
        self._earlier = EarlierArchive(earlier)
        self._pieces = PieceReader(self._coded, self._earlier.pieces)
        self._epoch = self._told = 0
        """How often it began anew, and how many of its strings it has told since."""

    def read(self, batch: Iterable[Wanted | Given]) -> Packet:
        """Read files and analyse those that have changed."""
        if self._pieces.settle():
            self._earlier.forget()
            self._epoch, self._told = self._epoch + 1, 0
        taken: list[Taken] = []
        done: list[Analysed] = []
        waiting: list[English] = []
        size = 0
        for wanted in batch:
            article, found = self._given(wanted) if isinstance(wanted, Given) else self._read(wanted)
            taken.append(article)
            if isinstance(found, English):
                waiting.append(found)
                size += found.letters
            if size >= TOGETHER or isinstance(found, Analysed):
                done += self._counted(waiting)
                waiting, size = [], 0
            if isinstance(found, Analysed):
                done.append(found)
        done += self._counted(waiting)
        return self._packet(taken, done)

    def _given(self, given: Given) -> _Found:
        article, known = given.article, given.known
        if known is not None and known.digest == given.digest != "" and (again := self._again(article.id, known)):
            return again
        return self.analysed(article.id, given.digest, article.metadata, [p.text for p in article.paragraphs])

    def _read(self, wanted: Wanted) -> _Found:
        path, known = Path(wanted.path), wanted.known
        if known is not None and wanted.unchanged and (again := self._again(path.stem, known)):
            return again
        content = read_bytes(path, limit=LARGEST_ARTICLE)
        if not isinstance(content, bytes):
            return Taken(path.stem, "", None, faults=(content,)), None
        digest = digest_of(content)
        if known is not None and known.digest == digest and (again := self._again(path.stem, known)):
            return again
        text = decode_source(path, content)
        if not isinstance(text, str):
            return Taken(path.stem, digest, None, faults=(text,)), None
        faults: list[Fault] = []
        words = parse_words(path, text, faults)
        if words is None or faults:
            return Taken(path.stem, digest, None, faults=tuple(faults)), None
        return self.analysed(path.stem, digest, *words)

    def _again(self, id_: str, known: Known) -> _Found | None:
        """Return what the earlier archive has of an article; None where that is damaged."""
        found = self._earlier.find(known, self._pieces)
        metadata = Metadata(*json.loads(known.metadata))
        return (Taken(id_, known.digest, metadata, known.paragraphs), found) if found else None

    def analysed(self, id_: str, digest: str, metadata: Metadata, texts: Sequence[str]) -> _Found:
        """Return what the paragraphs of an article come to, or themselves where they are counted with others."""
        taken = Taken(id_, digest, metadata, len(texts))
        if metadata.is_english:
            return taken, English(texts)
        article = article_of(id_, metadata, texts)
        counted = analyse_article(article, self._pieces.strings)
        records = [record_of(paragraph, self._coded) for paragraph in article.paragraphs]
        return taken, Analysed(counted, records, is_english=False)

    def _counted(self, articles: Sequence[English]) -> Iterable[Analysed]:
        """Count English articles, all together."""
        if not articles:
            return
        reader, cuts = self._pieces, []
        for again, run in groupby(articles, lambda article: bool(article.records)):
            if again:
                cuts.append(reader.again([record for article in run for record in article.records]))
            else:
                cuts.append(reader.cut([text for article in run for text in article.texts]))
        cut = joined(cuts)
        yield Analysed(reader.counted(cut), reader.records(cut), is_english=True)

    def _packet(self, taken: Sequence[Taken], done: Sequence[Analysed]) -> Packet:
        names, order, empty = self._pieces.strings.names, self._pieces.order, np.zeros(0, np.int64)
        counted, others = [part.counted for part in done], [part.counted for part in done if not part.is_english]
        strings, own = order(np.concatenate([empty, *(c.strings for c in counted)]), len(names))
        content, own_content = order(np.concatenate([empty, *(c.strings[c.content] for c in counted)]), len(names))
        _, place = order(np.concatenate([strings, content]), len(names))
        rows = np.zeros((len(strings), 5), np.uint32)
        for number in range(5):
            each = [part.counted.columns[number] * np.uint32(part.is_english or number == SENTENCES) for part in done]
            rows[:, number] = np.bincount(own, np.concatenate([empty, *each]), len(strings))
        before, terms = 0, [empty]
        for counts in counted:
            terms.append(own_content[before : before + len(counts.content)][counts.terms])
            before += len(counts.content)
        new, self._told = names[self._told :], len(names)
        told, on_sheet = order(np.concatenate([empty, *(c.strings for c in others)]), len(names))
        return Packet(
            tuple(taken),
            os.getpid(),
            self._epoch,
            lines(new),
            _packed(strings),
            _packed(rows),
            sum(c.sentences for c in counted),
            _packed(place[len(strings) :]),
            _packed(np.concatenate(terms)),
            _packed(np.concatenate([empty, *(c.lengths for c in counted)])),
            tuple(record for part in done for record in part.records),
            pack_sheet(others, lines([names[n] for n in told.tolist()]), on_sheet) if others else b"",
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
