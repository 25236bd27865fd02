"""`quoth add`: files and addresses become articles of a library; exit status 2 where one of them did not."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.opening import write_line
from bot.errors import BotError, UsageError
from bot.settings import find_new_library

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from bot.arguments import Arguments
    from bot.intake.adding import Outcome, Wish

_NEEDED = {
    "trafilatura": "trafilatura",
    "lxml": "lxml",
    "lxml_html_clean": "lxml_html_clean",
    "pypdfium2": "pypdfium2",
    "docx": "python-docx",
    "protego": "protego",
    "anyascii": "anyascii",
}
"""What the extra `add` brings: module and distribution."""


def options(parser: ArgumentParser) -> None:
    """Add the sources and how they are treated."""
    parser.add_argument(
        "sources",
        nargs="+",
        metavar="SOURCE",
        help="a file (.txt .md .html .pdf .docx), a folder of them, or the address of an article, feed or sitemap",
    )
    parser.add_argument(
        "--most", type=int, default=20, metavar="N", help="articles of one feed or sitemap at most (default: 20)"
    )
    parser.add_argument("--again", action="store_true", help="replace articles that have changed since they were added")
    parser.add_argument("--dry-run", action="store_true", help="show what would be written, write nothing")
    parser.add_argument("--json", action="store_true", help="print a line of JSON for each source")
    parser.add_argument("--encoding", metavar="NAME", help="how text files are encoded that are not UTF-8: cp1252, …")
    parser.add_argument("--allow-private", action="store_true", help="fetch from private networks and this machine too")


def run(arguments: Arguments) -> int:
    """Add every source; raise BotError with a line for each that failed."""
    library = find_new_library(os.environ, Path(), library=arguments.library)
    if library is None:
        raise UsageError(
            "no library to write into, and the shipped one is left alone; name a folder, which need not exist: "
            "quoth add --library DIR …"
        )
    if library.exists() and not library.is_dir():
        raise UsageError(f"library {str(library)!r} is a file, not a folder; name a folder")
    _check_extra()
    from bot.intake.adding import Wish  # noqa: PLC0415 - not before the command line made sense

    given = arguments.options
    if given.most < 1:
        raise UsageError(f"--most {given.most} asks for nothing; write a number from 1 on")
    wish = Wish(tuple(given.sources), library, given.most, given.again, given.dry_run, _encoding(given.encoding))
    failed = _add_all(wish, as_json=given.json, allow_private=given.allow_private)
    if failed:
        raise BotError(*failed)
    return 0


def _add_all(wish: Wish, *, as_json: bool, allow_private: bool) -> list[str]:
    """Add, print as it goes, and return a line for each source that failed."""
    from bot.intake.adding import Did, Progress, add  # noqa: PLC0415
    from bot.intake.fetching import Fetcher  # noqa: PLC0415
    from bot.intake.isolation import Readers  # noqa: PLC0415
    from bot.intake.report import ProgressLine, fault_of, summary_of  # noqa: PLC0415
    from bot.render.screen import look_of  # noqa: PLC0415

    progress = ProgressLine(sys.stderr, width=look_of(sys.stderr, os.environ).width or 80)
    outcomes: list[Outcome] = []
    try:
        with Fetcher(allow_private=allow_private) as fetcher, Readers() as readers:
            for event in add(wish, fetcher, readers):
                if isinstance(event, Progress):
                    progress.show(event)
                    continue
                progress.clear()
                outcomes.append(event)
                _print(event, as_json=as_json, dry_run=wish.dry_run)
    finally:
        progress.clear()
    if not as_json:
        print(summary_of(outcomes, dry_run=wish.dry_run))
    return [fault_of(outcome) for outcome in outcomes if outcome.did is Did.FAILED]


def _print(outcome: Outcome, *, as_json: bool, dry_run: bool) -> None:
    from bot.intake.adding import Did  # noqa: PLC0415
    from bot.intake.report import json_of, line_of, preview_of  # noqa: PLC0415

    if as_json:
        write_line(json_of(outcome))
    elif outcome.did is not Did.FAILED:
        print(line_of(outcome, dry_run=dry_run), flush=True)
        if dry_run and outcome.did in {Did.ADDED, Did.UPDATED}:
            print(preview_of(outcome))


def _check_extra() -> None:
    missing = [distribution for module, distribution in _NEEDED.items() if find_spec(module) is None]
    if missing:
        raise BotError(f"quoth add needs {', '.join(missing)}, not installed; pip install 'quoth[add]'")


def _encoding(name: str | None) -> str | None:
    from bot.intake.decoding import check_encoding  # noqa: PLC0415

    if name is None:
        return None
    try:
        return check_encoding(name)
    except (LookupError, ValueError) as error:
        raise UsageError(f"--encoding {name!r} is none that is known; write cp1252, latin-1, koi8-r …") from error
