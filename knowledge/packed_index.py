"""An index in a mapped file: the same questions as `Index` answers, over a million passages, in little memory.

`build_packed` (index_building) writes it, `PackedIndex.open` maps it; processes that open one file share its memory.
Scores are rank_bm25's BM25Plus to the last bit, and the order is that of scoring every passage: each term's postings
carry a float32 share of the score, by which passages that cannot be among the best are left out with room for every
rounding, and the few that are left get the package's own float64 formula.

Two searches read the same file. `array_search` needs numpy and is the fast one; `plain_search` needs nothing, and is
sooner done than numpy is imported where a question touches few postings. Which one answers never changes an answer.
"""

from __future__ import annotations

import math
import sys
import zlib
from typing import TYPE_CHECKING, Final, Protocol, Self

from knowledge.errors import IndexFileError
from knowledge.index_file import IndexFile
from knowledge.index_layout import DENSE, REMEMBERED, Term, blocks_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

PLAIN: Final = 200_000
"""Postings up to which questions do without numpy where nothing has imported it: about what its import takes. Those of
all questions together: who goes on asking is better served by it."""


class Search(Protocol):
    """How the best passages are found in a mapped file."""

    def top(self, asked: Sequence[Term], count: int) -> list[tuple[int, float]]:
        """Return the `count` best (passage, score) for terms that the index holds, best first, ties by position."""


class PackedIndex:
    """Postings over passages numbered from 0, in a mapped file that never changes."""

    __slots__ = ("_arrays", "_file", "_mask", "_plain", "_searchable", "_spent", "_terms", "_wanted", "size")

    def __init__(self, file: IndexFile, *, arrays: bool | None = None) -> None:
        self._file = file
        self._wanted = arrays
        self.size = file.header.size
        self._mask = len(file.section("buckets")) // 4 - 2
        self._terms: dict[str, Term | None] = {}
        self._searchable: dict[str, Term | None] = {}
        self._spent = 0
        self._arrays: Search | None = None
        self._plain: Search | None = None
        _check_lengths(file)

    @classmethod
    def open(cls, path: Path, *, arrays: bool | None = None) -> PackedIndex:
        """Map the index at `path`; search it with numpy (`arrays`), without, or as is sooner done.

        Raises IndexFileError: it cannot be read, is of another format, cut short or damaged. Damage that is found
        later, where a question first touches it, raises the same.
        """
        return cls(IndexFile.open(path), arrays=arrays)

    def idf(self, term: str) -> float:
        """Return the weight of `term` in this collection; that of a term seen in no passage is the largest."""
        found = self._find(term)
        return found.idf if found else math.log(self.size + 1)

    def document_frequency(self, term: str) -> int:
        """Return the number of passages that hold `term`."""
        found = self._find(term)
        return found.frequency if found else 0

    def top(self, terms: Iterable[str], count: int) -> list[tuple[int, float]]:
        """Return the `count` best (passage, score), best first, ties by position, of those that hold any of `terms`.

        A term that is given twice counts twice. Raises IndexFileError where the file turns out to be damaged.
        """
        known = self._searchable
        asked = [found for term in terms if (found := known[term] if term in known else self._searched(term))]
        if count < 1 or not asked:
            return []
        return self._search(asked).top(asked, count)

    def matching(self, terms: Iterable[str]) -> dict[int, float]:
        """Return passage → rank_bm25's BM25Plus score, for all passages that hold at least one of `terms`."""
        return dict(self.top(terms, self.size))

    def check(self) -> None:
        """Check the whole file, a second for every gigabyte.

        Raises IndexFileError.
        """
        self._file.check_all()

    def close(self) -> None:
        """Give the memory back; the index answers no more."""
        self._arrays = self._plain = None
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _search(self, asked: Sequence[Term]) -> Search:
        if self._arrays is not None or self._with_arrays(asked):
            if self._arrays is None:
                from knowledge.array_search import ArraySearch  # noqa: PLC0415 - numpy takes longer than many a question

                self._arrays = ArraySearch(self._file)
            return self._arrays
        if self._plain is None:
            from knowledge.plain_search import PlainSearch  # noqa: PLC0415 - one of the two is enough

            self._plain = PlainSearch(self._file)
        return self._plain

    def _with_arrays(self, asked: Sequence[Term]) -> bool:
        if self._wanted is not None:
            return self._wanted
        self._spent += sum(term.frequency for term in asked)
        return "numpy" in sys.modules or self._spent >= PLAIN

    def _find(self, name: str) -> Term | None:
        try:
            return self._terms[name]
        except KeyError:
            if len(self._terms) >= REMEMBERED:
                self._terms.clear()
            found = self._terms[name] = self._look_up(name.encode("utf-8", "surrogatepass"))
            return found

    def _look_up(self, name: bytes) -> Term | None:
        file = self._file
        bucket = bucket_of(name, self._mask)
        file.check("buckets", 4 * bucket, 4 * bucket + 8)
        first, last = file.section("buckets").cast("I")[bucket : bucket + 2]
        if first == last:
            return None
        before = max(first - 1, 0)
        file.check("name_ends", 8 * before, 8 * last)
        ends = [*file.section("name_ends").cast("Q")[before:last]]
        if not first:
            ends.insert(0, 0)
        file.check("names", ends[0], ends[-1])
        names = file.section("names")[ends[0] : ends[-1]].tobytes()
        for number in range(first, last):
            start, end = ends[number - first], ends[number - first + 1]
            if names[start - ends[0] : end - ends[0]] == name:
                return self._term(number)
        return None

    def _term(self, number: int) -> Term:
        file = self._file
        for name, width in (
            ("frequencies", 4),
            ("starts", 8),
            ("ceilings", 4),
            ("sixteenths", 4),
            ("highs", 4),
            ("low_ceilings", 4),
        ):
            file.check(name, width * number, width * number + width)
        frequency = file.section("frequencies").cast("I")[number]
        if not 0 < frequency <= self.size:
            raise IndexFileError(file.path, "is damaged (a term in no passage)")
        return Term(
            number,
            frequency,
            math.log((self.size + 1) / frequency),
            file.section("ceilings").cast("f")[number],
            file.section("sixteenths").cast("f")[number],
            file.section("starts").cast("Q")[number],
            file.section("highs").cast("I")[number],
            file.section("low_ceilings").cast("f")[number],
            is_dense(frequency, self.size),
        )

    def _searched(self, name: str) -> Term | None:
        """Return a term that is about to be searched for; what is stored of it is checked before its first use."""
        found = self._find(name)
        if found:
            self._check_postings(found)
        if len(self._searchable) >= REMEMBERED:
            self._searchable.clear()
        self._searchable[name] = found
        return found

    def _check_postings(self, term: Term) -> None:
        file, start, width = self._file, term.start, self._file.header.width
        if term.dense:
            file.check("rows", width * self.size * start, width * self.size * (start + 1))
            blocks = blocks_of(self.size)
            file.check("blocks", 4 * blocks * start, 4 * blocks * (start + 1))
        else:
            end = start + term.frequency
            file.check("passages", 4 * start, 4 * end)
            file.check("counts", width * start, width * end)
            file.check("shares", 4 * start, 4 * end)


def bucket_of(name: bytes, mask: int) -> int:
    """Return the bucket of a term, given as UTF-8, in a table of `mask` + 1 buckets, a power of two."""
    return zlib.crc32(name) & mask


def is_dense(frequency: int, size: int) -> bool:
    """Say whether a term in `frequency` of `size` passages has a row of counts in place of postings."""
    return frequency * DENSE > size


def _check_lengths(file: IndexFile) -> None:
    """Raise IndexFileError where the sections do not fit the passages and terms of the header."""
    header = file.header
    size, terms, width = header.size, header.terms, header.width
    postings = len(file.section("passages")) // 4
    buckets = len(file.section("buckets")) // 4 - 1
    wanted = {
        "norms": 8 * size,
        "buckets": 4 * (buckets + 1),
        "name_ends": 8 * terms,
        "frequencies": 4 * terms,
        "starts": 8 * terms,
        "ceilings": 4 * terms,
        "sixteenths": 4 * terms,
        "highs": 4 * terms,
        "low_ceilings": 4 * terms,
        "passages": 4 * postings,
        "counts": width * postings,
        "shares": 4 * postings,
        "rows": width * size * header.dense,
        "blocks": 4 * blocks_of(size) * header.dense,
    }
    wrong = [name for name, length in wanted.items() if len(file.section(name)) != length]
    if wrong or width not in (1, 2, 4) or buckets < 1 or buckets & (buckets - 1):
        raise IndexFileError(file.path, f"is damaged (lengths of {', '.join(wrong) or 'its tables'})")
