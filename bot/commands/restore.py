"""`quoth restore`: a copy of the state is put back; the bot must not run."""

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
    """The copy to read."""
    parser.add_argument("file", metavar="FILE", help="a copy that quoth backup has written")


def run(arguments: Arguments) -> int:
    """Put the copy back; raise BotError where it is none or a bot runs."""
    from bot.backup import put_back  # noqa: PLC0415 - SQLite, for this command only

    state = find_state(os.environ, Path())
    kept = put_back(Path(arguments.options.file), state)
    print(f"the state is restored to {safe(str(state))}")
    if kept:
        print(f"what stood there is kept as {safe(str(kept))}")
    return 0
