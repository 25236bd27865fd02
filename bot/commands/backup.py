"""`quoth backup`: a copy of what the bot remembers, made while it runs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from bot.render.screen import safe
from bot.settings import find_state

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from bot.arguments import Arguments


def options(parser: ArgumentParser) -> None:
    """The file to write."""
    parser.add_argument("file", metavar="FILE", help="where to write the copy; an earlier copy there is replaced")


def run(arguments: Arguments) -> int:
    """Write the copy; raise BotError where it cannot be made."""
    from bot.backup import back_up  # noqa: PLC0415 - SQLite, for this command only

    copy = Path(arguments.options.file)
    back_up(find_state(os.environ, Path()), copy)
    print(f"the state is copied to {safe(str(copy))}")
    return 0
