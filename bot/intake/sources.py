"""What the sources of a command line are: addresses, and files, those of a folder one by one. Reads files, bounded.

In a folder hidden files, links, files of other kinds and the usual README and LICENSE are left alone, as a library
does; a file that is named itself is always tried.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.intake.addresses import looks_like_address
from bot.intake.document import SourceError
from bot.intake.kinds import LARGEST, SUFFIXES, Kind
from bot.intake.naming import NO_ARTICLES

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_FILES = 100_000
"""In a folder: more are a mistake, as the root of a disk."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to add: a file or an address."""

    source: str
    """As a person knows it."""
    path: Path | None = None
    """None for an address."""
    fault: SourceError | None = None
    """Why there is nothing to add."""


def list_items(sources: tuple[str, ...], library: Path) -> list[Item]:
    """Return what `sources` name, in their order, each once; `library` itself is never a source's part."""
    items: dict[str, Item] = {}
    for source in sources:
        for item in _items(source, library):
            items.setdefault(str(item.path or item.source), item)
    return list(items.values())


def read_file(path: Path) -> bytes:
    """Return what is in the file; raise SourceError where it is too large, cannot be read or is no file."""
    largest = LARGEST.get(SUFFIXES.get(path.suffix.lower(), Kind.FEED), 0)
    try:
        # Not blocking: a pipe that nobody writes to must not hold up the rest.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(descriptor, "rb") as file:  # noqa: PTH123 - a descriptor has no path
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise SourceError("is not a regular file", "name a file that holds an article")
            content = file.read(largest + 1) if status.st_size <= largest else b""
    except (OSError, ValueError) as error:
        raise SourceError(f"cannot be read ({_reason(error)})", "name a file that you may read") from error
    if status.st_size > largest or len(content) > largest:
        raise SourceError(f"is larger than {largest // 1_000_000} MB", "split it into several articles")
    return content


def _items(source: str, library: Path) -> Iterator[Item]:
    if looks_like_address(source):
        yield Item(source)
        return
    path = Path(source)
    try:
        if not path.is_dir():
            os.stat(path)  # noqa: PTH116 - as is_dir, but with its error
            yield Item(source, path)
            return
        found = list(_walk(path, library))
    except (OSError, ValueError) as error:
        remedy = "check the name; an address begins with https://" if not source.startswith("-") else "check the name"
        yield Item(source, None, SourceError(f"cannot be read ({_reason(error)})", remedy))
        return
    if not found:
        kinds = " ".join(SUFFIXES)
        yield Item(source, None, SourceError("holds no article", f"name a folder with files that end in {kinds}"))
    elif len(found) > MOST_FILES:
        yield Item(source, None, SourceError(f"holds more than {MOST_FILES:,} files", "name its folders one by one"))
    else:
        yield from (Item(str(path), path) for path in found)


def _walk(folder: Path, library: Path) -> Iterator[Path]:
    """Yield the files in `folder` and below that are articles by their names, folder by folder, sorted."""
    kept_out = library.resolve()
    count = 0
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and (Path(here) / name).resolve() != kept_out
        )
        for name in sorted(files):
            path = Path(here) / name
            if (
                not name.startswith(".")
                and path.suffix.lower() in SUFFIXES
                and path.stem.lower() not in NO_ARTICLES
                and not path.is_symlink()
            ):
                count += 1
                if count > MOST_FILES + 1:
                    return
                yield path


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)[:60] or type(error).__name__
