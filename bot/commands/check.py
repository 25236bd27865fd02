"""`quoth check`: every fault of the library at once; exit status 0 clean, 1 faults."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.commands.opening import library_folder, write_line
from bot.errors import UsageError

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Callable

    from bot.arguments import Arguments


def options(parser: ArgumentParser) -> None:
    """Add the form of the report, and what becomes of the faults."""
    parser.add_argument("--json", action="store_true", help="print a line of JSON for each fault and warning")
    parser.add_argument("--strict", action="store_true", help="warnings make the exit status 1, as faults do")
    parser.add_argument(
        "--fix",
        action="store_true",
        help="mend what is mechanical first: paragraph numbers, spaces and marks in quotes",
    )
    parser.add_argument("--dry-run", action="store_true", help="with --fix: show the changes as a diff, write nothing")


def run(arguments: Arguments) -> int:
    """Mend what is to be mended; print every fault, every warning and a summary."""
    given = arguments.options
    if given.dry_run and not given.fix:
        raise UsageError("--dry-run shows what --fix would do; write --fix --dry-run")
    from bot.checking import dry_fix, fix, report_check  # noqa: PLC0415 - not before the command line made sense

    folder = library_folder(arguments)
    say = write_line if given.json or given.dry_run else print
    if given.dry_run:
        changes = dry_fix(folder, as_json=given.json)
        _say_all(say, changes)
        return 1 if changes else 0
    if given.fix:
        _say_all(say, fix(folder, as_json=given.json))
    report = report_check(folder, as_json=given.json)
    _say_all(say, report.lines)
    return 1 if report.faults or (given.strict and report.warnings) else 0


def _say_all(say: Callable[[str], None], lines: tuple[str, ...]) -> None:
    for line in lines:
        say(line)
