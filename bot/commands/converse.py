"""`quoth` alone: a conversation in the terminal."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.opening import open_collection
from bot.language import language_of
from bot.settings import find_site

if TYPE_CHECKING:
    from bot.arguments import Arguments


def run(arguments: Arguments) -> int:
    """Open the console; return when the reader leaves."""
    from bot.console import run_console  # noqa: PLC0415 - not before the command line made sense

    site = find_site(os.environ, Path())
    return run_console(
        partial(open_collection, arguments), site=site, language=language_of(os.environ), debug=arguments.debug
    )
