"""Writes small PDFs for tests, by hand: text at given places, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Placed = tuple[str, float, float]
"""A line, its letters' size, its distance from the page's top, in points."""


def write_pdf(
    pages: Sequence[Sequence[Placed]], *, made: str | None = None, author: str | None = None, title: str | None = None
) -> bytes:
    """Return a PDF of A4 pages in Helvetica and windows-1252."""
    objects = ["<< /Type /Catalog /Pages 2 0 R /Lang (en) >>", ""]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids = []
    for lines in pages:
        drawn = "".join(f"BT /F1 {size} Tf 60 {842 - top} Td ({_escaped(text)}) Tj ET\n" for text, size, top in lines)
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}endstream")
        fonts = "<< /Font << /F1 3 0 R >> >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources {fonts} /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    known = {"CreationDate": made, "Author": author, "Title": title}
    objects.append("<< " + " ".join(f"/{key} ({_escaped(value)})" for key, value in known.items() if value) + " >>")
    return _file(objects)


def _file(objects: list[str]) -> bytes:
    content = b"%PDF-1.4\n"
    places = []
    for number, text in enumerate(objects, 1):
        places.append(len(content))
        content += f"{number} 0 obj\n{text}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\n"
    end += f"startxref\n{len(content)}\n%%EOF\n"
    return content + end.encode("cp1252")


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
