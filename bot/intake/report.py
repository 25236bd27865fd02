"""What `quoth add` says: a line for each source, a summary, JSON for programs, and how far it is on a terminal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TextIO

from bot.intake.adding import Did, Outcome, Progress
from bot.intake.writing import markdown_of
from bot.render.screen import count_of, safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.intake.document import Document

_DONE = {
    Did.ADDED: "added",
    Did.UPDATED: "updated",
    Did.UNCHANGED: "skipped, it is there already",
    Did.CHANGED: "skipped, it has changed since it was added; --again replaces it",
    Did.DUPLICATE: "skipped, nearly the same text is there already",
}
_WOULD = {Did.ADDED: "would be added", Did.UPDATED: "would be updated"}
_CLEAR = "\r\x1b[K"


def line_of(outcome: Outcome, *, dry_run: bool = False) -> str:
    """Return what became of a source, as one line: the article, then where it comes from."""
    done = _WOULD.get(outcome.did, _DONE[outcome.did]) if dry_run else _DONE[outcome.did]
    what = f"{outcome.article}: {done}"
    if outcome.document is not None and outcome.did in _WOULD:
        what += f": {_described(outcome.document)}"
    return safe(f"{what} ({outcome.source})")


def preview_of(outcome: Outcome) -> str:
    """Return the file that would be written, its lines indented."""
    assert outcome.document is not None
    return "\n".join(f"    {safe(line)}".rstrip() for line in markdown_of(outcome.document).splitlines())


def json_of(outcome: Outcome) -> str:
    """Return an outcome as one line of JSON."""
    document = outcome.document
    values: dict[str, object] = {"source": outcome.source, "outcome": outcome.did.value, "article": outcome.article}
    if document is not None:
        for name in ("title", "publisher", "author", "published", "url", "language"):
            values[name] = getattr(document, name)
        values["paragraphs"] = len(document.paragraphs)
    if outcome.reason is not None:
        values["error"] = outcome.reason
    return json.dumps(values, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")


def fault_of(outcome: Outcome) -> str:
    """Return why a source failed, as one line."""
    return safe(f"{outcome.source}: {outcome.reason}")


def summary_of(outcomes: Sequence[Outcome], *, dry_run: bool = False) -> str:
    """Return how many sources were added, updated, skipped and failed."""
    added, updated, failed = (sum(o.did is did for o in outcomes) for did in (Did.ADDED, Did.UPDATED, Did.FAILED))
    skipped = len(outcomes) - added - updated - failed
    counts = ((added, "added"), (updated, "updated"), (skipped, "skipped"), (failed, "failed"))
    said = ", ".join(f"{count} {word}" for count, word in counts if count) or "nothing to add"
    return said + (" (dry run: nothing was written)" if dry_run else "")


def _described(document: Document) -> str:
    """Say by what an article is known again: its title, day and publisher, and how long it is."""
    number = len(document.paragraphs)
    known = (f"“{document.title}”", document.publisher, document.published)
    return ", ".join([*filter(None, known), count_of(number, "paragraph")])


class ProgressLine:
    """A line on a terminal that says what is looked at; nothing where `stream` is none, or there is one source."""

    def __init__(self, stream: TextIO, *, width: int = 80) -> None:
        self._stream = stream
        self._width = width
        self._on = stream.isatty()
        self._shown = False

    def show(self, progress: Progress) -> None:
        """Show what is looked at next."""
        if self._on and progress.of > 1:
            self._stream.write(_CLEAR + safe(f"{progress.number}/{progress.of} {progress.source}")[: self._width - 1])
            self._stream.flush()
            self._shown = True

    def clear(self) -> None:
        """Take the line away, before anything else is printed."""
        if self._shown:
            self._stream.write(_CLEAR)
            self._stream.flush()
            self._shown = False
