"""From a path to its text: bounded, decoded, or one clear fault. Reads one file; does not look into the text.

Sizes are looked at before reading and again while reading, so a file that grows meanwhile stays bounded too.
"""

from __future__ import annotations

import codecs
import re
import stat
from typing import TYPE_CHECKING

from knowledge.errors import Fault

if TYPE_CHECKING:
    from pathlib import Path

LINE_END = re.compile(r"\r\n|\r|\n")
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


def line_of(text: str, offset: int) -> int:
    r"""Return the number (from 1) of the line of `text` that holds `offset`.

    >>> line_of("one\r\ntwo", 5)
    2
    """
    return 1 + sum(1 for _ in LINE_END.finditer(text, 0, offset))


def place_of(text: str, offset: int) -> tuple[int, int]:
    r"""Return the line and the column (both from 1, in code points) of `text` that `offset` stands at.

    >>> place_of("one\r\ntwo", 6)
    (2, 2)
    """
    return line_of(text, offset), offset - max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset))


def read_source(path: Path, *, limit: int) -> str | Fault:
    """Return the text of the UTF-8 file at `path`, at most `limit` bytes long, or what is wrong with it."""
    content = read_bytes(path, limit=limit)
    return decode_source(path, content) if isinstance(content, bytes) else content


def read_bytes(path: Path, *, limit: int) -> bytes | Fault:
    """Return what the file at `path` holds, at most `limit` bytes, or what is wrong with it."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return Fault(path, 0, "is not a regular file", "put the text itself there, or move it out of the library")
        if status.st_size > limit:
            return _too_large(path, limit)
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Fault(path, 0, f"cannot be read ({reason})", "give it read permission, or remove it from the library")
    if len(content) > limit:
        return _too_large(path, limit)
    return content


def _too_large(path: Path, limit: int) -> Fault:
    return Fault(path, 0, f"is larger than {limit // 1_000_000} MB", "split it into several articles")


def decode_source(path: Path, content: bytes) -> str | Fault:
    """Return the text that `content`, read from `path`, is in UTF-8, or what is wrong with it."""
    if content.startswith(_WIDE_MARKS):
        return Fault(path, 1, "is encoded as UTF-16 or UTF-32, not UTF-8", "save it as UTF-8", 1)
    zero = content.find(b"\0")
    if zero >= 0:
        line, column = content.count(b"\n", 0, zero) + 1, zero - content.rfind(b"\n", 0, zero)
        return Fault(path, line, "holds a NUL byte: a binary file or UTF-16, not text", "save it as UTF-8 text", column)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        line, column = place_of(before, len(before))
        return Fault(path, line, f"byte 0x{content[error.start]:02x} is not UTF-8", "save the file as UTF-8", column)
