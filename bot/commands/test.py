"""`quoth test`: the library's retrieval tests; exit status 0 all passed, 1 not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.commands.opening import library_folder

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from bot.arguments import Arguments


def options(_: ArgumentParser) -> None:
    """It takes none of its own."""


def run(arguments: Arguments) -> int:
    """Print each failure, the metrics and a summary."""
    from bot.reports import report_tests  # noqa: PLC0415 - not before the command line made sense

    text, passed = report_tests(library_folder(arguments))
    print(text)
    return 0 if passed else 1
