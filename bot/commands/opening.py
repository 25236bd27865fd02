"""What several commands open: the library folder that is meant, and its articles made ready for questions."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.settings import find_library

if TYPE_CHECKING:
    from bot.arguments import Arguments
    from knowledge import Collection


def library_folder(arguments: Arguments) -> Path:
    """Return the library folder that is meant; raise SettingsError where there is none."""
    return find_library(os.environ, Path(), library=arguments.library)


def open_collection(arguments: Arguments) -> Collection:
    """Load the library that is meant and make it ready; raise LibraryError with every fault of it."""
    from knowledge import load_library, prepare  # noqa: PLC0415 - not before the command line made sense

    return prepare(load_library(library_folder(arguments)))


def write_line(line: str) -> None:
    """Write a line of JSON to standard output, in UTF-8 whatever the locale is, at once."""
    sys.stdout.buffer.write(line.encode("utf-8") + b"\n")
    sys.stdout.buffer.flush()
