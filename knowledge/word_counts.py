"""The words of a library counted while its articles pass by: numbers for every string, in arrays.

What `vocabulary.build_vocabulary` and `passages.build_scope` reckon of texts in memory, reckoned of a million passages:
the same counts, the same names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from knowledge.article_sheet import CAPITAL, SENTENCES, SMALL, USED, WORDS, Strings, parted
from knowledge.vocabulary import SHORTEST
from knowledge.word_table import IS_NAME, IS_TERM, table_records

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from knowledge.archive_reading import Packet

MENDED: Final = 30_000
"""Words that a misspelt one may have been meant to be: the most frequent ones. What stands once or twice in a million
passages is as likely a misspelling itself, and to compare with 30,000 takes 10 ms."""


class _Numbers:
    """The strings of a reader: which numbers they have there, and which here."""

    def __init__(self, epoch: int) -> None:
        self.epoch = epoch
        self._names: list[str] = []
        self._ours = np.zeros(0, np.int64)

    def ours(self, packet: Packet, strings: Strings) -> NDArray[np.int64]:
        """Return the numbers of a packet's strings in `strings`, which gets those that it did not have."""
        new = parted(packet.new)
        self._names += new
        self._ours = np.concatenate([self._ours, np.full(len(new), -1, np.int64)])
        theirs = np.frombuffer(packet.strings, "<u4")
        unknown = theirs[self._ours[theirs] < 0]
        self._ours[unknown] = [strings[self._names[number]] for number in unknown.tolist()]
        ours: NDArray[np.int64] = self._ours[theirs]
        return ours


class WordCounts:
    """The counts, growing."""

    def __init__(self) -> None:
        self.strings = Strings()
        self._readers: dict[int, _Numbers] = {}
        self._rows = np.zeros((1 << 16, 5), np.uint32)
        self.sentences = 0

    def add(self, packet: Packet) -> NDArray[np.int64]:
        """Count some articles more; return the number of each of their strings in `strings`.

        The packets of one reader come in the order in which it made them.
        """
        self.sentences += packet.sentences
        numbers = self._readers.get(packet.reader)
        if numbers is None or numbers.epoch != packet.epoch:
            numbers = self._readers[packet.reader] = _Numbers(packet.epoch)
        ids = numbers.ours(packet, self.strings)
        while len(self.strings) > len(self._rows):
            self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
        # no two of these fall together
        self._rows[ids] += np.frombuffer(packet.rows, "<u4").reshape(len(ids), 5)
        return ids

    def records(self) -> Iterable[bytes]:
        """Return the records of the table of words."""
        columns = self._counted().T
        flags = np.where(columns[USED] > 0, IS_TERM, 0) + np.where(columns[CAPITAL] > columns[SMALL], IS_NAME, 0)
        return table_records(self.strings, columns[WORDS], columns[SENTENCES], flags)

    def frequent(self) -> list[str]:
        """Return the words that a misspelt one may be mended to, most frequent first."""
        words = self._counted()[:, WORDS]
        strings = self.strings.names
        order = np.argsort(-words.astype(np.int64), kind="stable")
        out: list[str] = []
        for n in order.tolist():
            if not words[n] or len(out) == MENDED:
                break
            if len(strings[n]) >= SHORTEST and strings[n].isalpha():
                out.append(strings[n])
        return out

    def _counted(self) -> NDArray[np.uint32]:
        return self._rows[: len(self.strings)]
