"""From a document to NAME.md: whole or not at all, and only what `quoth check` has nothing against."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bot.intake.document import SourceError
from knowledge import check_library

if TYPE_CHECKING:
    from bot.intake.document import Document

LARGEST = 5_000_000
"""Bytes of an article that a library reads."""
_FRONT = ("title", "publisher", "author", "published", "url", "language")


def markdown_of(document: Document) -> str:
    """Return the article's file: front matter with what is known, the headline, one line for each paragraph."""
    import yaml  # noqa: PLC0415 - 40 ms that other commands need not pay

    known = {name: getattr(document, name) for name in _FRONT if getattr(document, name)}
    front = yaml.safe_dump(known, allow_unicode=True, sort_keys=False, width=10_000)
    return "\n\n".join([f"---\n{front}---\n# {document.title}", *document.paragraphs]) + "\n"


def write_article(folder: Path, name: str, text: str, *, replace: bool = False) -> None:
    """Write `text` as the article `name` of the library `folder`, which need not exist yet.

    Raises SourceError, with nothing written, where the library would have a fault by it: `replace` must not pull the
    words from under an editor's cards.
    """
    _check_size(text)
    new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(dir=folder, prefix=".adding-") as draft:
            path = Path(draft) / f"{name}.md"
            _write(path, text)
            _check(folder, Path(draft), name, replace=replace)
            target = folder / f"{name}.md"
            if replace:
                os.replace(path, target)  # noqa: PTH105 - beside os.link
            else:
                _put(path, target)
    except BaseException:
        if new:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise


def check_article(folder: Path, name: str, text: str, *, replace: bool = False) -> None:
    """Raise the SourceError that `write_article` would; write nothing into `folder`."""
    _check_size(text)
    with tempfile.TemporaryDirectory() as draft:
        _write(Path(draft) / f"{name}.md", text)
        _check(folder, Path(draft), name, replace=replace)


def _check_size(text: str) -> None:
    if len(text.encode("utf-8", "replace")) > LARGEST:
        raise SourceError(f"holds more than {LARGEST // 1_000_000} MB of text", "split it into several articles")


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _put(path: Path, target: Path) -> None:
    """Give the file its name, never over another: somebody may have written one meanwhile."""
    try:
        os.link(path, target)
    except FileExistsError as error:
        raise SourceError(f"would overwrite {target.name}, written meanwhile", "add it once more") from error
    except OSError:  # a file system without links
        os.replace(path, target)  # noqa: PTH105


def _check(folder: Path, draft: Path, name: str, *, replace: bool) -> None:
    """Raise SourceError for faults that the article in `draft` has, alone or together with its cards."""
    alone = check_library(draft)
    if alone:
        raise SourceError(f"makes no sound article: {alone[0].what}", "save its text as .txt, and mend it there")
    cards = folder / f"{name}.cards.yaml"
    if not replace or not cards.is_file():
        return
    copy = draft / cards.name
    shutil.copyfile(cards, copy)
    after = {(fault.line, fault.what) for fault in check_library(draft) if fault.file == copy}
    with tempfile.TemporaryDirectory() as name_of_old:
        old = Path(name_of_old)
        shutil.copyfile(folder / f"{name}.md", old / f"{name}.md")
        shutil.copyfile(cards, old / cards.name)
        before = {(fault.line, fault.what) for fault in check_library(old)}
    copy.unlink()
    broken = sorted(after - before)
    if broken:
        line, what = broken[0]
        more = f" (and {len(broken) - 1} more)" if len(broken) > 1 else ""
        raise SourceError(
            f"has changed so that {cards.name} no longer fits, line {line}: {what}{more}",
            f"set {cards.name} aside, add it again, and mend the cards with quoth check",
        )
