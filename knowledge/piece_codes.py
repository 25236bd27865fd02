"""The commonest pieces of a library's text as numbers of one to three bytes, so that few pieces have to be spelled.

A piece is what stands between two spaces. Which are the commonest is seen in a sample of the library's files. The most
frequent have the shortest codes: End-Tagged Dense Code (Brisaboa, Iglesias, Navarro, Paramá, "An Efficient Compression
Code for Text Databases", ECIR 2003), where only the last byte of a code has its highest bit. It makes two bytes of a
word, needs one look-up to read it, and paragraphs stay apart from each other. Number 0 says that a piece is spelled.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING, Final
from zlib import crc32

from knowledge.kept import Damaged

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from knowledge.record_file import RecordFile

SAMPLE: Final = 8_000_000
"""Bytes of files in which the commonest pieces are looked for: twice as many save 5 % of the paragraphs' bytes more."""
SHARE: Final = 3
"""What part of a small library is looked at: a third."""
MOST: Final = 1 << 16
"""Pieces that have a code: those seen twice in the sample are some 40,000."""
ONE, TWO = 1 << 7, (1 << 7) + (1 << 14)
"""Numbers from which a code has two bytes, and three."""


def commonest(paths: Iterable[tuple[Path, int]]) -> list[bytes]:
    """Return the commonest pieces of some of these files, of which the sizes are given, most frequent first.

    Which files are looked at depends on their names: of a library in which little has changed they are mostly the same.
    """
    files = sorted(paths, key=lambda file: crc32(os.fsencode(file[0].name)))
    left = min(SAMPLE, -(-sum(size for _, size in files) // SHARE))
    counts: Counter[bytes] = Counter()
    for path, size in files:
        if left <= 0:
            break
        left -= size
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


def read_codes(codes: bytes, pieces: Mapping[int, str]) -> list[str]:
    """Return the pieces of which these are the codes, one after the other.

    >>> numbers = (0, 127, 128, 16_511, 16_512, 65_535)
    >>> read_codes(b"".join(map(code_of, numbers)), {number: str(number) for number in numbers})
    ['0', '127', '128', '16511', '16512', '65535']
    """
    found, signs = [], iter(codes)
    for first in signs:
        if first >= ONE:
            number = first - ONE
        elif (second := next(signs)) >= ONE:
            number = (first << 7) + second
        else:
            number = (((first + 1 << 7) + second) << 7) + next(signs)
        found.append(pieces[number])
    return found


class Pieces(dict[int, str]):
    """Number → the piece, looked up in their file when it is asked for first; the one of number 0 is empty."""

    def __init__(self, file: RecordFile) -> None:
        super().__init__()
        self._file = file

    def __missing__(self, number: int) -> str:
        if number >= len(self._file):
            raise Damaged("its paragraphs have pieces that are not in its list of them")
        piece = self[number] = self._file[number].decode("utf-8", "surrogatepass")
        return piece
