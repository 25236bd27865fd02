"""Which files of a folder make a library, by their names alone. Opens none of them; looks into no subfolders.

Files of other kinds, hidden files and the usual README and LICENSE are left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.errors import Fault
from knowledge.marked_yaml import shown

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE_SUFFIXES = (".txt", ".md")
CARDS_SUFFIX = ".cards.yaml"
TESTS_SUFFIX = ".tests.yaml"

_ARTICLE_ID = re.compile("[a-z0-9-]+")
_NO_ARTICLES = frozenset({"readme", "license", "licence", "copying", "notice", "changelog", "contributing"})
_MISNAMED = re.compile(r"(.+)[._-](card|test)s?\.(?:ya?ml|json)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a library by what they are, each kind sorted by name, and what is wrong with the names."""

    articles: tuple[Path, ...] = ()
    cards: tuple[Path, ...] = ()
    tests: tuple[Path, ...] = ()
    faults: tuple[Fault, ...] = ()
    stray_tests: tuple[Fault, ...] = ()
    """A fault for each test file of no article: no reason not to serve the library."""


def list_files(folder: Path) -> Files:
    """Look at the names in `folder`."""
    try:
        paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except FileNotFoundError:
        return _nothing(folder, "there is no such folder", "name an existing one, with --library or QUOTH_LIBRARY")
    except NotADirectoryError:
        return _nothing(folder, "is a file, not a folder", "name the folder that the file is in")
    except OSError as error:
        return _nothing(folder, f"cannot be read ({error.strerror})", "give it read permission")
    faults: list[Fault] = []
    articles: dict[str, Path] = {}
    cards: list[Path] = []
    tests: list[Path] = []
    for path in paths:
        if path.is_dir():
            continue
        if path.name.endswith(CARDS_SUFFIX):
            cards.append(path)
        elif path.name.endswith(TESTS_SUFFIX):
            tests.append(path)
        elif found := _MISNAMED.fullmatch(path.name):
            what = f"the name {shown(path.name)} is not that of a card or test file"
            faults.append(Fault(folder, 0, what, f"rename it to {found[1]}.{found[2].lower()}s.yaml"))
        elif path.suffix.lower() in ARTICLE_SUFFIXES and path.stem.lower() not in _NO_ARTICLES:
            fault = _name_fault(folder, path, articles)
            if fault:
                faults.append(fault)
            else:
                articles[path.stem] = path
    if not articles and not faults:
        return _nothing(folder, "holds no article", "put a NAME.txt or NAME.md there, or name another folder")
    faults += _orphans(cards, CARDS_SUFFIX, articles)
    return Files(
        tuple(articles.values()),
        tuple(path for path in cards if path.name.removesuffix(CARDS_SUFFIX) in articles),
        tuple(path for path in tests if path.name.removesuffix(TESTS_SUFFIX) in articles),
        tuple(faults),
        tuple(_orphans(tests, TESTS_SUFFIX, articles)),
    )


def _nothing(folder: Path, what: str, remedy: str) -> Files:
    return Files(faults=(Fault(folder, 0, what, remedy),))


def _name_fault(folder: Path, path: Path, articles: dict[str, Path]) -> Fault | None:
    if not _ARTICLE_ID.fullmatch(path.stem):
        # The folder is named as the place: a hostile name must not get into the line as it is.
        what = f"the article name {shown(path.name)} is not made of a-z, 0-9 and -"
        proposal = re.sub("[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "article"
        return Fault(folder, 0, what, f"rename it to {shown(proposal, 80)[1:-1]}{path.suffix.lower()}")
    if path.stem in articles:
        return Fault(
            path, 0, f"is a second article {path.stem}, beside {articles[path.stem].name}", "keep one of the two"
        )
    return None


def _orphans(paths: list[Path], suffix: str, articles: dict[str, Path]) -> list[Fault]:
    return [
        Fault(
            path.parent,
            0,
            f"{shown(path.name)} belongs to no article",
            f"rename it after one, NAME{suffix}, or remove it",
        )
        for path in paths
        if path.name.removesuffix(suffix) not in articles
    ]
