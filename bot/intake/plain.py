"""Readers of text and Markdown: the library's own way of reading an article, so that nothing reads otherwise later."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.intake.document import LONGEST_VALUE, Document, SourceError, make_document
from bot.intake.mending import mend
from knowledge import parse_article

if TYPE_CHECKING:
    from knowledge import Fault

_UNSAID = "en"
"""What the library takes an article's language for where nothing names it."""


def read_plain_text(text: str, name: str, *, markdown: bool) -> Document:
    """Return the document that `text` is; `name` is its file's, for a title where the text has none."""
    faults: list[Fault] = []
    article = parse_article(Path("article.md" if markdown else "article.txt"), text, faults)
    if faults:
        place = f"line {faults[0].line}: " if faults[0].line else ""
        raise SourceError(f"{place}{faults[0].what}", faults[0].remedy)
    if article is None:
        raise SourceError("holds no text", "name a file that holds an article")
    headline, *rest = mend([paragraph.text for paragraph in article.paragraphs]) or ("",)
    title = article.metadata.title if markdown else headline
    if len(headline) > LONGEST_VALUE:
        headline, rest = name, [headline, *rest]
        title = name
    known = article.metadata
    return make_document(
        title if len(title) <= LONGEST_VALUE else headline,
        tuple(rest),
        publisher=known.publisher,
        author=known.author,
        published=known.published,
        url=known.url,
        language=known.language if known.language != _UNSAID or _names_language(text, markdown=markdown) else None,
    )


def _names_language(text: str, *, markdown: bool) -> bool:
    return markdown and "\nlanguage:" in text[:4096]
