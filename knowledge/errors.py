"""Everything that can be wrong with what `knowledge` is given.

KnowledgeError
├── LibraryError        a library that cannot be used: carries every fault found
├── IndexFileError      a prepared index that is missing, damaged, of another format or no index at all
└── UnknownArticleError      a question restricted to an article that is not in the library
"""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - dataclass field, read at runtime by tools

from knowledge.values import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault of a library: where it is, what it is, and what to do about it."""

    file: Path
    line: int
    """1-based; 0 where the whole file or folder is meant."""
    what: str
    remedy: str
    column: int = 0
    """1-based; 0 where no column is known."""

    def __str__(self) -> str:
        place = str(self.file) + (f":{self.line}" if self.line else "") + (f":{self.column}" if self.column else "")
        return f"{place}: {self.what}; {self.remedy}"


class KnowledgeError(Exception):
    """The base of this package's errors; the message is one line with the remedy."""


class LibraryError(KnowledgeError):
    """A library that cannot be used."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        more = f" (and {len(faults) - 1} more: run quoth check)" if len(faults) > 1 else ""
        super().__init__(f"{faults[0]}{more}")


class UnknownArticleError(KnowledgeError):
    """The library has no article of that id."""

    def __init__(self, article: str, known: tuple[str, ...]) -> None:
        self.article = article
        self.known = known
        names = ", ".join(known[:5]) + (", …" if len(known) > 5 else "")
        super().__init__(f"no article {article!r} in the library; there are: {names or 'none'}")


class IndexFileError(KnowledgeError):
    """A file that should hold an index and cannot be used as one."""

    def __init__(self, path: Path, what: str) -> None:
        self.path = path
        self.what = what
        super().__init__(f"the index {path} {what}; build it anew")
