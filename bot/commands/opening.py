"""What several commands open: the library folder that is meant, and its articles made ready for questions."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import UsageError
from bot.settings import find_library

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from bot.arguments import Arguments
    from bot.language import Language
    from knowledge import Collection


def add_language(parser: ArgumentParser, what: str) -> None:
    """Add the option by which a language is asked for."""
    parser.add_argument("--language", metavar="CODE", help=f"{what}: en, uk or ru")


def chosen_language(arguments: Arguments) -> Language | None:
    """Return the language that --language asks for, or None; raise UsageError where there is none of that code."""
    from bot.language import all_languages, find_language  # noqa: PLC0415 - not before the command line made sense

    code: str | None = arguments.options.language
    if code is None:
        return None
    found = find_language(code)
    if found is None:
        known = ", ".join(language.code for language in all_languages())
        raise UsageError(f"no language {code!r} to speak in; there are {known}")
    return found


def library_folder(arguments: Arguments) -> Path:
    """Return the library folder that is meant; raise SettingsError where there is none."""
    return find_library(os.environ, Path(), library=arguments.library)


def open_collection(arguments: Arguments) -> Collection:
    """Open the library that is meant, as it was kept or read anew; raise LibraryError with every fault of it."""
    from bot.cache import find_cache  # noqa: PLC0415 - not before the command line made sense
    from knowledge import open_library  # noqa: PLC0415

    folder = library_folder(arguments)
    progress = _Line() if sys.stderr.isatty() else lambda *_: None
    return open_library(folder, find_cache(os.environ, Path()), partial(_report, shown=arguments.debug), progress)


class _Line:
    """One line of the terminal that says how far a large library is prepared."""

    def __init__(self) -> None:
        self._shown = ""

    def __call__(self, what: str, done: int, total: int) -> None:
        line = f"quoth: {what}, {100 * done // max(total, 1)} % of {total:,}"
        if line != self._shown:
            # what was written before is longer by a few signs at most
            sys.stderr.write(f"\r{line:<60}" if done < total else f"\r{'':<60}\r")
            sys.stderr.flush()
            self._shown = line


def _report(what: str, *, shown: bool) -> None:
    import logging  # noqa: PLC0415 - 6 ms for what next to never happens

    if shown:
        logging.basicConfig(level=logging.DEBUG, format="quoth: %(message)s")
    logging.getLogger(__name__).debug(what)


def write_line(line: str) -> None:
    """Write a line of JSON to standard output, in UTF-8 whatever the locale is, at once."""
    sys.stdout.buffer.write(line.encode("utf-8") + b"\n")
    sys.stdout.buffer.flush()
