"""The commonest pieces of a library's text as numbers of one to three bytes, so that few pieces have to be spelled.

A piece is what stands between two spaces. Which are the commonest is seen in a sample of the library's files. The most
frequent have the shortest codes: End-Tagged Dense Code (Brisaboa, Iglesias, Navarro, Paramá, "An Efficient Compression
Code for Text Databases", ECIR 2003), where only the last byte of a code has its highest bit. It makes two bytes of a
word, needs one look-up to read it, and paragraphs stay apart from each other. Number 0 says that a piece is spelled.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from knowledge.kept import Damaged

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from knowledge.record_file import RecordFile

SAMPLE: Final = 6_000_000
"""Bytes of files in which the commonest pieces are looked for."""
MOST: Final = 1 << 16
"""Pieces that have a code: those seen twice in the sample are some 40,000."""
ONE, TWO = 1 << 7, (1 << 7) + (1 << 14)
"""Numbers from which a code has two bytes, and three."""
CODE = re.compile(rb"[\x00-\x7f]*[\x80-\xff]")


def commonest(paths: Iterable[tuple[Path, int]]) -> list[bytes]:
    """Return the commonest pieces of some of these files, of which the sizes are given, most frequent first."""
    files = list(paths)
    step = 1 + sum(size for _, size in files) // SAMPLE
    counts: Counter[bytes] = Counter()
    for path, _ in files[::step]:
        try:
            with path.open("rb") as file:
                counts.update(file.read(SAMPLE).split())
        except OSError:
            continue  # it is a fault, and told where articles are read
    return [piece for piece, count in counts.most_common(MOST) if count > 1 and b"\0" not in piece]


def code_of(number: int) -> bytes:
    """Return the code of a number.

    >>> code_of(5), code_of(128), code_of(16_512)
    (b'\\x85', b'\\x00\\x80', b'\\x00\\x00\\x80')
    """
    last = 128 | (number & 127)
    if number < ONE:
        return bytes([last])
    if number < TWO:
        return bytes([(number >> 7) - 1, last])
    rest = (number >> 7) - 1
    return bytes([(rest >> 7) - 1, rest & 127, last])


def number_of(code: bytes) -> int:
    """Return the number of which that is the code.

    >>> [number_of(code_of(number)) for number in (0, 127, 128, 16_511, 16_512, 65_535)]
    [0, 127, 128, 16511, 16512, 65535]
    """
    number = -1
    for sign in code:
        number = (number + 1) << 7 | (sign & 127)
    return number


class Pieces(dict[bytes, str]):
    """Code → the piece, looked up in their file when it is asked for first; the piece of number 0 is empty."""

    def __init__(self, file: RecordFile) -> None:
        super().__init__()
        self._file = file

    def __missing__(self, code: bytes) -> str:
        number = number_of(code)
        if number >= len(self._file):
            raise Damaged("its paragraphs have pieces that are not in its list of them")
        piece = self[code] = self._file[number].decode("utf-8", "surrogatepass")
        return piece
