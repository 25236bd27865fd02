"""What stands in the library already, and what a new document is beside it: new, the same, a changed one, a double."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.intake.addresses import address_key
from bot.intake.likeness import likeness, sketch
from bot.intake.naming import free_id
from bot.intake.writing import markdown_of
from knowledge import survey

if TYPE_CHECKING:
    from pathlib import Path

    from bot.intake.document import Document

NEARLY_THE_SAME = 0.85
"""Likeness from which two texts are one article: an agency's text in two papers, with another headline."""
THE_SAME_CHANGED = 0.4
"""Likeness from which a file of the same name is the same article, edited."""


class Standing(StrEnum):
    """What a document is beside the library."""

    NEW = "new"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a document is, and the id of its article: a free one where it is new."""

    standing: Standing
    article: str
    replaceable: bool = True
    """Whether the article is a NAME.md; a NAME.txt is somebody's own."""


@dataclass(slots=True)
class _Entry:
    article: str
    file: str
    text: str | None
    """The file's content, where it is Markdown."""
    paragraphs: tuple[str, ...]
    address: str | None
    runs: frozenset[int]
    new: bool = False
    """Whether it was added in this run: what follows is no newer version of it."""


@dataclass(slots=True)
class Shelf:
    """The articles of a library, with what is added in this run; open it with `open_shelf`."""

    entries: dict[str, _Entry] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    """Ids that a new article cannot have, for whatever file bears the name."""

    def judge(self, document: Document, wanted: str) -> Verdict:
        """Say what `document` is, which would like to be called `wanted`."""
        runs = sketch(document.paragraphs)
        same = self._same(document, wanted, runs)
        if same is not None:
            replaceable = same.text is not None and not same.new
            if same.paragraphs == document.paragraphs and same.text in {None, markdown_of(document)}:
                return Verdict(Standing.UNCHANGED, same.article, replaceable)
            return Verdict(Standing.DUPLICATE if same.new else Standing.CHANGED, same.article, replaceable)
        double = max(self.entries.values(), key=lambda entry: likeness(runs, entry.runs), default=None)
        if double is not None and likeness(runs, double.runs) >= NEARLY_THE_SAME:
            return Verdict(Standing.DUPLICATE, double.article)
        return Verdict(Standing.NEW, free_id(wanted, self.taken))

    def put(self, article: str, document: Document) -> None:
        """Note that `document` is now the article."""
        self.taken.add(article)
        self.entries[article] = _Entry(
            article,
            f"{article}.md",
            markdown_of(document),
            document.paragraphs,
            address_key(document.url) if document.url else None,
            sketch(document.paragraphs),
            new=True,
        )

    def _same(self, document: Document, wanted: str, runs: frozenset[int]) -> _Entry | None:
        """Return the article that `document` is a version of: by its address, else by its file's name and text."""
        if document.url:
            key = address_key(document.url)
            return next((entry for entry in self.entries.values() if entry.address == key), None)
        named = [
            entry
            for name, entry in self.entries.items()
            if entry.address is None
            and (name == wanted or (name.rpartition("-")[0] == wanted and name.rpartition("-")[2].isdigit()))
        ]
        best = max(named, key=lambda entry: likeness(runs, entry.runs), default=None)
        return best if best is not None and likeness(runs, best.runs) >= THE_SAME_CHANGED else None


def open_shelf(folder: Path) -> Shelf:
    """Return what is in the library `folder`, faulty articles left out; nothing where there is no such folder."""
    shelf = Shelf()
    if not folder.is_dir():
        return shelf
    shelf.taken.update(path.name.partition(".")[0].casefold() for path in folder.iterdir())
    found = survey(folder)
    files = {path.stem: path for path in found.files.articles}
    for article in found.library.articles:
        path = files[article.id]
        paragraphs = tuple(paragraph.text for paragraph in article.paragraphs[1:])
        shelf.entries[article.id] = _Entry(
            article.id,
            path.name,
            path.read_text(encoding="utf-8") if path.suffix == ".md" else None,
            paragraphs,
            address_key(article.metadata.url) if article.metadata.url else None,
            sketch(paragraphs),
        )
    return shelf
