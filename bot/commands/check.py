"""`quoth check`: every fault of the library at once; exit status 0 clean, 1 faults."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.commands.opening import library_folder

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from bot.arguments import Arguments


def options(_: ArgumentParser) -> None:
    """It takes none of its own."""


def run(arguments: Arguments) -> int:
    """Print every fault and a summary."""
    from bot.reports import report_check  # noqa: PLC0415 - not before the command line made sense

    text, clean = report_check(library_folder(arguments))
    print(text)
    return 0 if clean else 1
