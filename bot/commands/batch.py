"""`quoth batch`: JSON Lines in, JSON Lines out; exit status 2 where a line was bad."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bot.commands.opening import open_collection, write_line

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from bot.arguments import Arguments


def options(_: ArgumentParser) -> None:
    """It takes none of its own."""


def run(arguments: Arguments) -> int:
    """Answer every line of standard input."""
    from bot.batch import run_batch  # noqa: PLC0415 - not before the command line made sense

    return 0 if run_batch(open_collection(arguments), sys.stdin.buffer, write_line, debug=arguments.debug) else 2
