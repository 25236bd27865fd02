"""What an earlier archive has of articles that are still the same: their paragraphs, cut into pieces and sentences.

English ones are counted again from their pieces, many together; what was counted of others is on their sheets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.article_sheet import Sheet
from knowledge.kept import Damaged
from knowledge.paragraph_record import is_coded, paragraph_of
from knowledge.piece_codes import Pieces
from knowledge.record_file import RecordFile
from knowledge.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from knowledge.archive_pieces import PieceReader
    from knowledge.article_sheet import Counted

SHEETS, TEXTS, PIECES = "sheets", "texts", "pieces"
"""Files of an archive: what was counted of articles that are not English, the paragraphs, and the commonest pieces."""


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier archive has of an article."""

    digest: str
    metadata: bytes
    sheet: tuple[int, int] | None
    """Which sheet, and which place on it, if it is not English."""
    first: int
    """Its first paragraph among all."""
    paragraphs: int


@dataclass(frozen=True, slots=True, eq=False)
class English:
    """An article's paragraphs, as texts or as an earlier archive has them."""

    texts: Sequence[str] = ()
    records: Sequence[bytes] = ()

    @property
    def letters(self) -> int:
        """How long the text is, about: a record has a third of it."""
        return sum(map(len, self.texts)) + 3 * sum(map(len, self.records))


@dataclass(frozen=True, slots=True, eq=False)
class Analysed:
    """Paragraphs, counted."""

    counted: Counted
    records: Sequence[bytes]
    is_english: bool


class EarlierArchive:
    """What an earlier archive has of its articles."""

    def __init__(self, folder: Path | None) -> None:
        self.pieces: Sequence[bytes] = ()
        """The commonest, by number; none where there is no such archive, or it is damaged."""
        self._sheet: tuple[int, Sheet] | None = None
        """The one read last: neighbours are on it."""
        if folder is None:
            return
        try:
            self._sheets, self._texts, pieces = (RecordFile(folder / name) for name in (SHEETS, TEXTS, PIECES))
            self._spelled = Pieces(pieces)
            self.pieces = [pieces[number] for number in range(len(pieces))]
        except (OSError, Damaged):
            pass

    def forget(self) -> None:
        """Forget what numbers its strings have."""
        self._sheet = None

    def find(self, known: Known, reader: PieceReader) -> English | Analysed | None:
        """Return what there is of an article; None where it is damaged."""
        if not self.pieces:
            return None
        try:
            records = [self._texts[place] for place in range(known.first, known.first + known.paragraphs)]
            if known.sheet is None:
                if all(map(is_coded, records)):
                    return English(records=records)
                return English([paragraph_of(record, "", 0, self._spelled).text for record in records])
            number, place = known.sheet
            if self._sheet is None or self._sheet[0] != number:
                self._sheet = number, Sheet(self._sheets[number], reader.strings)
            counted = self._sheet[1].article(place)
        except (Damaged, IndexError):
            return None
        coded = iter(reader.records(reader.again([record for record in records if is_coded(record)])))
        return Analysed(counted, [next(coded) if is_coded(record) else record for record in records], is_english=False)
