"""Whether some words stand anywhere in an archive's paragraphs, which are kept as codes of pieces: for its aliases.

The longest of the words is looked for as it is spelled, and as the code of every piece that has it; only the paragraphs
in which one of these bytes stand are read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.archive_earlier import PIECES, TEXTS
from knowledge.paragraph_record import paragraph_of
from knowledge.piece_codes import Pieces, code_of
from knowledge.quotation import places
from knowledge.record_file import RecordFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Texts:
    """The paragraphs."""

    def __init__(self, folder: Path) -> None:
        """`folder` is that of the archive."""
        self._texts = RecordFile(folder / TEXTS)
        self._listed = RecordFile(folder / PIECES)
        self._pieces = Pieces(self._listed)

    def have(self, name: str) -> bool:
        """Say whether `name` stands somewhere in whole words."""
        return any(next(places(text, name), None) is not None for text in self._candidates(name))

    def _candidates(self, name: str) -> Iterator[str]:
        word = max(name.split(), key=len, default="")
        spelled = word.encode("utf-8", "surrogatepass")
        numbers = [n for n in self._listed.places(spelled) if _has(self._pieces[n], word)] if word else []
        for part in (spelled, *map(code_of, numbers)):
            for place in self._texts.places(part):
                yield paragraph_of(self._texts[place], "", 0, self._pieces).text


def _has(piece: str, word: str) -> bool:
    return next(places(piece, word), None) is not None
