"""Reader of Word documents (.docx) by python-docx: paragraphs, tables and what the file says of itself.

Text that a tracked change deleted, footnotes, comments, headers and text boxes are left out.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from bot.intake.document import Document, SourceError, make_document, tidy
from bot.intake.kinds import MEGABYTE
from bot.intake.mending import mend

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST_UNPACKED = 100 * MEGABYTE
"""Bytes of all parts together. A book of 500 pages unpacks to 10 MB; pictures are packed already."""
MOST_PARTS = 10_000
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)
"""What zipfile raises for an archive that is cut off, spoilt or of a kind that it does not know."""
TEMPLATE_DAY = "2013-12-23"
"""When python-docx's template was made: the day that documents written by programs often bear."""


def read_word(content: bytes, name: str) -> Document:
    """Return the document; its title is that of the file, else a paragraph so styled, else its first, else `name`."""
    _refuse_bomb(content)
    import docx  # noqa: PLC0415 - of the extra
    from docx.opc.exceptions import PackageNotFoundError  # noqa: PLC0415

    try:
        file = docx.Document(io.BytesIO(content))
    except (*_BROKEN, KeyError, AttributeError, SyntaxError, PackageNotFoundError) as error:
        raise SourceError("is no Word document that can be read", "save it as .docx anew") from error
    blocks = list(_blocks(file.element.body))
    paragraphs = [(style, text) for style, block in blocks for text in mend([block])]
    if not paragraphs:
        raise SourceError("holds no text", "name a document with text, not pictures of it")
    core = file.core_properties
    styled = [text for style, text in paragraphs[:10] if style == "Title"] or [
        text for style, text in paragraphs[:3] if style.startswith("Heading")
    ]
    first = paragraphs[0][1] if len(paragraphs) > 1 and len(paragraphs[0][1]) <= 150 else ""
    title = (tidy(styled[0]) if styled else None) or tidy(core.title) or first or name
    day = core.created.date().isoformat() if core.created else None
    return make_document(
        title,
        tuple(text for _, text in paragraphs if text != title),
        author=None if core.author == "python-docx" else core.author,
        published=None if day == TEMPLATE_DAY else day,
        language=core.language,
    )


def _refuse_bomb(content: bytes) -> None:
    """Raise SourceError for an archive that is broken, locked or unpacks to more than memory should hold.

    The sizes that the archive states are bounds: zipfile stops at them.
    """
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except _BROKEN as error:
        raise SourceError("is no Word document that can be read", "save it as .docx anew") from error
    if not any(part.filename == "word/document.xml" for part in parts):
        raise SourceError("is an archive, not a Word document", "unpack it and add what is in it")
    if any(part.flag_bits & 1 for part in parts):
        raise SourceError("is locked with a password", "save it without one")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > LARGEST_UNPACKED or len(parts) > MOST_PARTS:
        raise SourceError(
            f"unpacks to {unpacked // MEGABYTE} MB in {len(parts)} parts: a zip bomb, or no article",
            "save its text alone",
        )


def _blocks(body: Any) -> Iterator[tuple[str, str]]:
    """Yield style and text of each paragraph, and of each row of a table, in order."""
    for element in body.iterchildren():
        match _local(element):
            case "p":
                yield _style(element), _text(element)
            case "tbl":
                for row in element.iterdescendants("{*}tr"):
                    yield "", " | ".join(filter(None, (_text(cell).strip() for cell in row.iterchildren("{*}tc"))))
            case "sdt":
                for content in element.iterchildren("{*}sdtContent"):
                    yield from _blocks(content)
            case _:
                continue


def _style(paragraph: Any) -> str:
    for style in paragraph.iterdescendants("{*}pStyle"):
        return next((str(value) for key, value in style.attrib.items() if key.endswith("}val")), "")
    return ""


def _text(element: Any) -> str:
    """Return the words of `element`: what tracked changes inserted too, not what they deleted."""
    parts: list[str] = []
    for part in element.iterdescendants():
        name = _local(part)
        if name == "t" and not _is_hidden(part, element):
            parts.append(part.text or "")
        elif name == "tab":
            parts.append(" ")
        elif name in {"br", "cr"}:
            parts.append("\n")
        elif name == "noBreakHyphen":
            parts.append("\N{NON-BREAKING HYPHEN}")
        elif name == "p" and parts:
            parts.append(" ")  # the next paragraph of a cell
    return "".join(parts)


def _is_hidden(part: Any, top: Any) -> bool:
    """Say whether `part` was deleted or moved away, or stands in a text box, whose text comes twice."""
    for outer in part.iterancestors():
        if outer is top:
            return False
        if _local(outer) in {"del", "moveFrom", "Fallback", "txbxContent"}:
            return True
    return False


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
