"""From a folder to a Library: the only room that reads files and YAML. STUB until the loader lands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.tokenizer import split_sentences
from knowledge.types import Article, Library, Metadata, Paragraph

if TYPE_CHECKING:
    from pathlib import Path


def load_library(folder: Path) -> Library:
    """Read the library in `folder`; raise LibraryError with every fault where it is not sound."""
    articles = []
    for path in sorted(folder.glob("*.txt")):
        texts = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        paragraphs = tuple(Paragraph(path.stem, n, text, split_sentences(text)) for n, text in enumerate(texts))
        articles.append(Article(path.stem, Metadata(texts[0]), paragraphs))
    return Library(tuple(articles))
