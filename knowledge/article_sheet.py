"""What is kept of the analysis of articles that are not English: their terms to be indexed, their words counted.

An article is analysed once, and again only when its text changes; the index of a whole library and the counts of its
words are put together from what is kept on sheets, some articles on each. Of English articles only the paragraphs are
kept (`paragraph_record`): their terms are sooner counted again from the pieces of these (`archive_pieces`).
"""

from __future__ import annotations

import json
import struct
import zlib
from collections import Counter, defaultdict
from itertools import count, islice
from typing import TYPE_CHECKING, Final

import numpy as np

from knowledge.kept import Damaged, dumped
from knowledge.passages import prepare_paragraph
from knowledge.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from knowledge.types import Article

_PART = struct.Struct("<I")
WORDS, SENTENCES, CAPITAL, SMALL, USED = range(5)
"""How often a string stands there as a word; in how many sentences as a content term; how often as a term with a
capital where no sentence begins, without one, and anywhere."""
EFFORT: Final = (1, zlib.DEFLATED, zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, zlib.Z_RLE)
"""Of zlib: to look for runs alone makes half of a sheet in 6 µs a paragraph; its usual way saves 5 % more in 10 µs."""


class Strings(defaultdict[str, int]):
    """Words and terms, numbered as they first come."""

    def __init__(self) -> None:
        super().__init__(count().__next__)
        self._names: list[str] = []

    @property
    def names(self) -> list[str]:
        """The same by number."""
        names = self._names
        names += [*islice(reversed(self), len(self) - len(names))][::-1]
        return names


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """Paragraphs of one or more articles, counted, with numbers in place of strings."""

    strings: NDArray[np.int64]
    """Their terms and words, each once; as they first come, whatever comes before them is no matter."""
    content: NDArray[np.uint32]
    """The places of content terms in `strings`, as these first come."""
    terms: NDArray[np.uint32]
    """The content terms of the paragraphs one after the other, as places in `content`."""
    lengths: NDArray[np.uint32]
    """How many each paragraph has."""
    columns: NDArray[np.uint32]
    """WORDS, SENTENCES, CAPITAL, SMALL, USED of each of `strings`."""
    sentences: int


def pack_sheet(articles: Sequence[Counted], strings: str, own: NDArray[np.int64]) -> bytes:
    """Return articles as bytes: `strings` are theirs, one a line; `own` those of each, one after the other, by line.

    The content terms of an article are the first of its strings.
    """
    head = [[len(c.content), c.sentences, *_sizes(c)] for c in articles]
    columns = np.concatenate([np.zeros((5, 0), np.uint32), *(c.columns for c in articles)], axis=1)
    parts = (
        dumped(head),
        strings.encode("utf-8", "surrogatepass"),
        *map(_narrow, (own, _joined(c.terms for c in articles), _joined(c.lengths for c in articles), *columns)),
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
            sizes = [article[2:] for article in self._head]
            self._ends = np.cumsum(np.array([[0, 0, 0], *sizes], np.int64), axis=0).tolist()
        except (ValueError, IndexError, TypeError, struct.error, zlib.error) as error:
            raise Damaged("a sheet of articles is damaged") from error

    def article(self, number: int) -> Counted:
        """Return an article; raise IndexError where the sheet does not have so many."""
        content, sentences, *_ = self._head[number]
        strings, terms, lengths = map(slice, self._ends[number], self._ends[number + 1])
        return Counted(
            self._strings[strings],
            np.arange(content, dtype=np.uint32),
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
    """Return the counts of `article`, in whatever language, read paragraph by paragraph as a question reads it.

    Content terms come first among its strings, then other terms, then words.
    """
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
        np.arange(len(content), dtype=np.uint32),
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
