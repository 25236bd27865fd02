"""What is kept of articles' analysis: their terms to be indexed, their words counted.

An article is analysed once, and again only when its text changes; the index of a whole library and the counts of its
words are put together from what is kept on sheets, some articles on each. Offsets and terms of single words are not
kept: the few paragraphs that a question reads are sooner tokenized again than a million are stored with them.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections import Counter
from typing import TYPE_CHECKING, Final

import numpy as np

from knowledge.kept import Damaged, dumped
from knowledge.passages import prepare_paragraph
from knowledge.types import Article, Metadata
from knowledge.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

_PART = struct.Struct("<I")
WORDS, SENTENCES, CAPITAL, SMALL, USED = range(5)
"""How often a string stands there as a word; in how many sentences as a content term; how often as a term with a
capital where no sentence begins, without one, and anywhere."""
EFFORT: Final = (1, zlib.DEFLATED, zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, zlib.Z_RLE)
"""Of zlib: to look for runs alone makes half of a sheet in 6 µs a paragraph; its usual way saves 5 % more in 10 µs."""


class Strings(dict[str, int]):
    """Words and terms, numbered as they first come."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        """The same by number."""

    def __missing__(self, string: str) -> int:
        self[string] = number = len(self)
        self.names.append(string)
        return number


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """One article's paragraphs, counted, with numbers in place of strings."""

    strings: NDArray[np.int64]
    """Its terms and words, each once: content terms, then other terms, then words, as they first come."""
    content: int
    """How many of them are content terms."""
    terms: NDArray[np.uint32]
    """The content terms of its paragraphs one after the other, as places in `strings`."""
    lengths: NDArray[np.uint32]
    """How many each paragraph has."""
    columns: NDArray[np.uint32]
    """WORDS, SENTENCES, CAPITAL, SMALL, USED of each of `strings`."""
    sentences: int


def pack_sheet(articles: Sequence[tuple[Metadata, Counted]], strings: str, own: NDArray[np.int64]) -> bytes:
    """Return articles as bytes: `strings` are theirs, one a line; `own` those of each, one after the other, by line."""
    counted = [counts for _, counts in articles]
    head = [
        [[getattr(metadata, name) for name in Metadata.__slots__], c.content, c.sentences, *_sizes(c)]
        for metadata, c in articles
    ]
    columns = np.concatenate([np.zeros((5, 0), np.uint32), *(c.columns for c in counted)], axis=1)
    parts = (
        dumped(head),
        strings.encode("utf-8", "surrogatepass"),
        *map(_narrow, (own, _joined(c.terms for c in counted), _joined(c.lengths for c in counted), *columns)),
    )
    packed = [_compressed(part) for part in parts]
    return b"".join(part for content in packed for part in (_PART.pack(len(content)), content))


class Sheet:
    """Articles that were packed together, their strings as numbers of `strings`."""

    def __init__(self, data: bytes, strings: Strings) -> None:
        """Raise Damaged where `data` is no sheet."""
        try:
            parts, at = [], 0
            while at < len(data):
                (size,) = _PART.unpack_from(data, at)
                at += _PART.size + size
                parts.append(zlib.decompress(data[at - size : at]))
            self._head = json.loads(parts[0])
            names = parted(parts[1].decode("utf-8", "surrogatepass"))
            own, self._terms, self._lengths, *columns = map(_wide, parts[2:])
            self._strings = np.fromiter(map(strings.__getitem__, names), np.int64, len(names))[own]
            self._columns = np.stack(columns)
            sizes = [article[3:] for article in self._head]
            self._ends = np.cumsum(np.array([[0, 0, 0], *sizes], np.int64), axis=0).tolist()
        except (ValueError, IndexError, TypeError, struct.error, zlib.error) as error:
            raise Damaged("a sheet of articles is damaged") from error

    def article(self, number: int) -> tuple[Metadata, Counted]:
        """Return an article; raise IndexError where the sheet does not have so many."""
        told, content, sentences, *_ = self._head[number]
        strings, terms, lengths = map(slice, self._ends[number], self._ends[number + 1])
        return Metadata(*told), Counted(
            self._strings[strings],
            content,
            self._terms[terms],
            self._lengths[lengths],
            self._columns[:, strings],
            sentences,
        )


def lines(strings: Iterable[str]) -> str:
    """Return strings, none of which has a line end, as one."""
    return "\n".join([*strings, ""])


def parted(joined: str) -> list[str]:
    """Return what `lines` made one string."""
    return joined.split("\n")[:-1]


def _compressed(part: bytes) -> bytes:
    compressor = zlib.compressobj(*EFFORT)
    return compressor.compress(part) + compressor.flush()


def _sizes(counted: Counted) -> tuple[int, int, int]:
    return len(counted.strings), len(counted.terms), len(counted.lengths)


def _joined(parts: Iterable[NDArray[np.uint32]]) -> NDArray[np.uint32]:
    return np.concatenate([np.zeros(0, np.uint32), *parts])


def analyse_article(article: Article, strings: Strings) -> Counted:
    """Return the counts of `article`, in whatever language, read paragraph by paragraph as a question reads it."""
    content: dict[str, int] = {}
    terms, lengths = [], []
    counts: tuple[Counter[str], ...] = tuple(Counter() for _ in range(5))
    sentences = 0
    for paragraph in article.paragraphs:
        home = prepare_paragraph(article, paragraph)
        terms.extend([content.setdefault(term, len(content)) for term in home.terms])
        lengths.append(len(home.terms))
        sentences += len(home.sentences)
        for sentence in home.sentences:
            counts[SENTENCES].update(sentence.places.keys())
            counts[WORDS].update([token.word for token in sentence.tokens])
            counts[USED].update([token.term for token in sentence.tokens])
            for token in sentence.tokens[1:]:
                counts[CAPITAL if sentence.text[token.start].isupper() else SMALL][token.term] += 1
    own = tuple(dict.fromkeys((*content, *counts[USED], *counts[WORDS])))
    return Counted(
        np.fromiter(map(strings.__getitem__, own), np.int64, len(own)),
        len(content),
        np.array(terms, np.uint32),
        np.array(lengths, np.uint32),
        np.array([[column[string] for string in own] for column in counts], np.uint32).reshape(5, len(own)),
        sentences,
    )


def _narrow(numbers: NDArray[np.integer]) -> bytes:
    """Return numbers in as few bytes each as the largest needs, behind what tells how many that are."""
    largest = int(numbers.max(initial=0))
    kind = "B" if largest < 1 << 8 else "H" if largest < 1 << 16 else "I"
    return kind.encode() + numbers.astype(np.dtype(kind).newbyteorder("<")).tobytes()


def _wide(column: bytes) -> NDArray[np.uint32]:
    kind = column[:1].decode("ascii")
    if kind not in ("B", "H", "I"):
        raise ValueError(kind)
    return np.frombuffer(column, np.dtype(kind).newbyteorder("<"), offset=1).astype(np.uint32)
