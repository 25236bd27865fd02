"""`quoth unanswered`: what the bot could not answer, most asked first; or card stubs for it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.opening import open_collection, write_line
from bot.errors import UsageError
from bot.settings import find_state

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from bot.arguments import Arguments

MOST = 20
"""Questions that an editor goes through at a sitting."""


def options(parser: ArgumentParser) -> None:
    """Add the form of the list."""
    parser.add_argument(
        "--as-cards", action="store_true", help="print stubs of fact cards for them, with the nearest passages"
    )
    parser.add_argument("--into", metavar="FILE", help="with --as-cards: add the stubs to this NAME.cards.yaml")
    parser.add_argument(
        "--most", metavar="N", type=int, help=f"only the N most asked; all, and of cards {MOST}, where not given"
    )


def run(arguments: Arguments) -> int:
    """Print the questions, grouped by likeness, or their stubs; or put those into a file."""
    given = arguments.options
    if given.most is not None and given.most < 1:
        raise UsageError("--most wants a number from 1 on; write --most 10")
    if given.into is not None and not given.as_cards:
        raise UsageError("--into says where stubs go; write --as-cards --into FILE")
    state = find_state(os.environ, Path())
    if not given.as_cards:
        from bot.unanswered import report_unanswered  # noqa: PLC0415 - SQLite, for this command only

        print(report_unanswered(state, given.most))
        return 0
    from bot.curating import printed, put_into  # noqa: PLC0415 - for this option only
    from bot.unanswered import groups_in  # noqa: PLC0415

    groups = groups_in(state)[: given.most or MOST]
    collection = open_collection(arguments)
    if given.into is None:
        for line in printed(collection, groups):
            write_line(line)
    else:
        print("\n".join(put_into(Path(given.into), collection, groups)))
    return 0
