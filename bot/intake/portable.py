"""Reader of PDFs, by PDFium: lines with their places → paragraphs, without running heads, page numbers and divisions.

Scanned pages have no text and are a fault. Columns are read in the order in which the file has them. Run it in a
process of its own: PDFium ends the process where memory runs out.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from unicodedata import category

from bot.intake.document import Document, SourceError, make_document, tidy
from bot.intake.mending import mend, without_ligatures
from bot.intake.page_layout import Line, paragraphs_of, title_of

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_PAGES = 3_000
MOST_LETTERS = 5_000_000
"""An article of a library has 5 MB at most."""
_LINE_END = "\r\n"
_DAY = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})")
MOST_ODD = 0.15
"""Share of signs that are no letters, figures or common punctuation; 0.05 in mathematics, 0.3 where garbled."""
SHORTEST_JUDGED = 200
_COMMON = frozenset(".,:;!?'\"()-‘’“”«»–—…•/")
_DIVISIONS = "\x02\ufffe"
"""What PDFium has for the hyphen of a divided word."""
_NO_TITLE = re.compile(
    r"untitled.*|microsoft word.*|.*\.(?:docx?|pdf|tex|dvi|indd|qxd|odt|rtf|txt)|powerpoint.*|\W*|document\d*",
    re.IGNORECASE,
)


def read_pdf(content: bytes, name: str) -> Document:
    """Return the document; `name` is its title where neither the file nor its first page has one."""
    import pypdfium2  # noqa: PLC0415 - of the extra

    try:
        file = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise SourceError("is locked with a password", "save it without one") from error
        raise SourceError("is no PDF that can be read", "print it to a PDF anew") from error
    try:
        lines = _read_lines(file)
        metadata = file.get_metadata_dict()
        language = _language(file)
    except pypdfium2.PdfiumError as error:
        raise SourceError("has a page that cannot be read", "print it to a PDF anew") from error
    finally:
        file.close()
    if not any(lines):
        raise SourceError("holds no text, only pictures of it", "run text recognition (OCR) over it first")
    if _garbled(lines):
        raise SourceError(
            "has fonts that do not say which letters they draw", "run text recognition (OCR) over it first"
        )
    stated = tidy(metadata.get("Title"))
    title = stated if stated and not _NO_TITLE.fullmatch(stated) else tidy(title_of(lines[0])) or name
    paragraphs = mend(paragraphs_of(lines))
    made = _DAY.match(metadata.get("CreationDate") or "")
    return make_document(
        title,
        tuple(text for number, text in enumerate(paragraphs) if number >= 3 or _squeezed(text) != _squeezed(title)),
        author=_author(metadata.get("Author")),
        published="-".join(made.groups()) if made else None,
        language=language,
    )


def _garbled(pages: list[list[Line]]) -> bool:
    """Say whether too much of the text is signs that prose has few of: letters that the file does not name."""
    text = "".join("".join(line.text.split()) for page in pages for line in page)
    odd = sum(1 for letter in text if letter not in _COMMON and category(letter)[0] not in "LMN")
    return len(text) > SHORTEST_JUDGED and odd > MOST_ODD * len(text)


def _author(name: str | None) -> str | None:
    """Return the name, None where a program left its own mark there."""
    return name if name and not any(letter.isdigit() for letter in name) else None


def _squeezed(text: str) -> str:
    return "".join(text.lower().split())


def _read_lines(file: Any) -> list[list[Line]]:
    if len(file) > MOST_PAGES:
        raise SourceError(f"has {len(file):,} pages", f"split it into parts of at most {MOST_PAGES:,}")
    pages: list[list[Line]] = []
    letters = 0
    for index in range(len(file)):
        page = file[index]
        text = page.get_textpage()
        height = page.get_height()
        lines = list(_lines(text, height))
        pages.append(lines)
        letters += sum(len(line.text) for line in lines)
        text.close()
        page.close()
        if letters > MOST_LETTERS:
            raise SourceError("holds more than 5 MB of text", "split it into several documents")
    return pages


@dataclass(slots=True)
class _Glyph:
    letter: str
    index: int


def _lines(text: Any, height: float) -> Iterator[Line]:
    """Yield the lines of a page; offsets from its top left corner, in points."""
    from pypdfium2 import raw  # noqa: PLC0415

    count = text.count_chars()
    glyphs: list[_Glyph] = []
    for index in range(min(count, MOST_LETTERS)):
        letter = chr(min(raw.FPDFText_GetUnicode(text, index), 0x10FFFF))
        if letter not in _LINE_END:
            glyphs.append(_Glyph(letter, index))
            if letter not in _DIVISIONS:
                continue
        yield from _line(raw, text, glyphs, height)
        glyphs = []
    yield from _line(raw, text, glyphs, height)


def _line(raw: Any, text: Any, glyphs: list[_Glyph], height: float) -> Iterator[Line]:
    seen = [glyph for glyph in glyphs if not glyph.letter.isspace() and glyph.letter not in _DIVISIONS]
    if not seen:
        return
    first, last = _box(raw, text, seen[0].index), _box(raw, text, seen[-1].index)
    size = raw.FPDFText_GetFontSize(text, seen[len(seen) // 2].index)
    scale = _scale(raw, text, seen[len(seen) // 2].index)
    words = "".join(glyph.letter for glyph in glyphs).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    for division in _DIVISIONS:
        words = words.replace(division, "-" if words.endswith(division) else "")
    weight = Counter(glyph.letter.isupper() for glyph in seen)
    yield Line(
        text=without_ligatures(words).strip(),
        left=first[0],
        right=last[1],
        base=height - min(first[2], last[2]),
        size=round(size * scale, 1),
        page_height=height,
        shouts=weight[True] > weight[False],
    )


def _box(raw: Any, text: Any, index: int) -> tuple[float, float, float]:
    """Return left, right and the base line's height of a glyph; loose boxes are alike for all letters of a font."""
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box))
    return box.left, box.right, box.bottom


def _scale(raw: Any, text: Any, index: int) -> float:
    """Return what the page enlarges a glyph's font size by: some programs write size 1 and scale it."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(text, index, ctypes.byref(matrix)):
        return 1.0
    return float((matrix.c**2 + matrix.d**2) ** 0.5) or 1.0


def _language(file: Any) -> str | None:
    """Return what the file says its language is."""
    from pypdfium2 import raw  # noqa: PLC0415

    buffer = (ctypes.c_ushort * 32)()
    size = raw.FPDFCatalog_GetLanguage(file, buffer, ctypes.sizeof(buffer))
    if not 2 <= size <= ctypes.sizeof(buffer):
        return None
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace")
