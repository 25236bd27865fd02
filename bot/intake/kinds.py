"""What some bytes are: by what they begin with, then by what a name or a server says. Looks, does not read."""

from __future__ import annotations

import re
from enum import StrEnum

from bot.intake.document import SourceError

MEGABYTE = 1_000_000


class Kind(StrEnum):
    """What a source may be."""

    TEXT = "txt"
    MARKDOWN = "md"
    PAGE = "html"
    PDF = "pdf"
    WORD = "docx"
    FEED = "xml"
    """RSS, Atom or a sitemap: a list of addresses."""


SUFFIXES = {
    ".txt": Kind.TEXT,
    ".md": Kind.MARKDOWN,
    ".markdown": Kind.MARKDOWN,
    ".html": Kind.PAGE,
    ".htm": Kind.PAGE,
    ".xhtml": Kind.PAGE,
    ".pdf": Kind.PDF,
    ".docx": Kind.WORD,
}
"""The endings of files that are articles; a folder's other files are left alone."""

LARGEST = {
    Kind.TEXT: 5 * MEGABYTE,
    Kind.MARKDOWN: 5 * MEGABYTE,
    Kind.PAGE: 10 * MEGABYTE,
    Kind.PDF: 50 * MEGABYTE,
    Kind.WORD: 50 * MEGABYTE,
    Kind.FEED: 50 * MEGABYTE,
}
"""Bytes of a source. A text is an article of a library at most; a sitemap may have 50 MB (sitemaps.org)."""

_TYPES = {
    "text/plain": Kind.TEXT,
    "text/markdown": Kind.MARKDOWN,
    "text/html": Kind.PAGE,
    "application/xhtml+xml": Kind.PAGE,
    "application/pdf": Kind.PDF,
}
_FEED = re.compile(rb"<(?:[A-Za-z]+:)?(rss|feed|RDF|urlset|sitemapindex)[\s>]")
_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|article|div|p|h1|meta)[\s>]", re.IGNORECASE)
_OLD_WORD = bytes.fromhex("d0cf11e0a1b11ae1")


def kind_of(content: bytes, *, suffix: str = "", media_type: str = "") -> Kind:
    """Return what `content` is; `suffix` is its file's, `media_type` what a server said. Raises SourceError."""
    if not content.strip():
        raise SourceError("is empty", "name a file or page that holds an article")
    head = content[:4096]
    claimed = SUFFIXES.get(suffix.lower()) or _TYPES.get(media_type)
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if content.startswith(b"PK\x03\x04"):
        return Kind.WORD
    if content.startswith(_OLD_WORD):
        raise SourceError("is a Word file of the old kind", "save it as .docx")
    if claimed is Kind.PDF:
        raise SourceError("is no PDF, whatever its name says", "give it the ending of what it is")
    if claimed is Kind.WORD:
        raise SourceError("is no Word document, whatever its name says", "save it as .docx")
    if claimed in {Kind.TEXT, Kind.MARKDOWN}:
        return claimed
    if claimed is not Kind.PAGE and _FEED.search(_ascii(head)) and b"<html" not in head.lower():
        return Kind.FEED
    if claimed is Kind.PAGE or _MARKUP.search(_ascii(head)):
        return Kind.PAGE
    raise SourceError(
        f"is {media_type or 'of a kind'} that holds no article", "name a text, Markdown, HTML, PDF or Word document"
    )


def _ascii(head: bytes) -> bytes:
    """Return `head` without the zero bytes that UTF-16 has between ASCII letters."""
    return head.replace(b"\0", b"")
