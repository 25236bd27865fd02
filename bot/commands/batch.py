"""`quoth batch`: JSON Lines in, JSON Lines out; exit status 2 where a line was bad."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bot.commands.opening import add_language, chosen_language, open_collection, write_line

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from bot.arguments import Arguments


def options(parser: ArgumentParser) -> None:
    """Add the language of the answers' `text`."""
    add_language(parser, "language of Quoth's own words in the answers, by default English")


def run(arguments: Arguments) -> int:
    """Answer every line of standard input."""
    from bot.batch import run_batch  # noqa: PLC0415 - not before the command line made sense
    from bot.language import ENGLISH  # noqa: PLC0415

    language = chosen_language(arguments) or ENGLISH
    collection = open_collection(arguments)
    return 0 if run_batch(collection, sys.stdin.buffer, write_line, language=language, debug=arguments.debug) else 2
