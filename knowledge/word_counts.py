"""The words of a library counted while its articles pass by: numbers for every string, in arrays.

What `vocabulary.build_vocabulary` and `passages.build_scope` reckon of texts in memory, reckoned of a million passages:
the same counts, the same names.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import numpy as np

from knowledge.article_sheet import CAPITAL, SENTENCES, SMALL, USED, WORDS
from knowledge.vocabulary import SHORTEST
from knowledge.word_table import IS_NAME, IS_TERM, table_records

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

MENDED: Final = 30_000
"""Words that a misspelt one may have been meant to be: the most frequent ones. What stands once or twice in a million
passages is as likely a misspelling itself, and to compare with 30,000 takes 10 ms."""


class WordCounts:
    """The counts, growing."""

    def __init__(self) -> None:
        self._ids: defaultdict[str, int] = defaultdict()
        self._ids.default_factory = self._ids.__len__
        self._columns = np.zeros((5, 1 << 16), np.uint32)
        self.sentences = 0

    def add(self, strings: Sequence[str], columns: bytes, sentences: int) -> None:
        """Count some articles more: of each of their strings, which are distinct, `article_sheet`'s counts."""
        self.sentences += sentences
        ids = np.fromiter(map(self._ids.__getitem__, strings), np.int64, len(strings))
        while len(self._ids) > self._columns.shape[1]:
            self._columns = np.concatenate([self._columns, np.zeros_like(self._columns)], axis=1)
        # no two of these fall together
        self._columns[:, ids] += np.frombuffer(columns, "<u4").reshape(len(self._columns), len(strings))

    def records(self) -> Iterable[bytes]:
        """Return the records of the table of words."""
        columns = self._counted()
        flags = np.where(columns[USED] > 0, IS_TERM, 0) + np.where(columns[CAPITAL] > columns[SMALL], IS_NAME, 0)
        return table_records(self._ids, columns[WORDS].tolist(), columns[SENTENCES].tolist(), flags.tolist())

    def frequent(self) -> list[str]:
        """Return the words that a misspelt one may be mended to, most frequent first."""
        words = self._counted()[WORDS]
        strings = list(self._ids)
        order = np.argsort(-words.astype(np.int64), kind="stable")
        out: list[str] = []
        for n in order.tolist():
            if not words[n] or len(out) == MENDED:
                break
            if len(strings[n]) >= SHORTEST and strings[n].isalpha():
                out.append(strings[n])
        return out

    def _counted(self) -> NDArray[np.uint32]:
        return self._columns[:, : len(self._ids)]
