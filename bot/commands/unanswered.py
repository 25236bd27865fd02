"""`quoth unanswered`: what the bot could not answer, most asked first."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from bot.settings import find_state

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from bot.arguments import Arguments


def options(_: ArgumentParser) -> None:
    """It takes none of its own."""


def run(_: Arguments) -> int:
    """Print the questions, grouped by likeness."""
    from bot.unanswered import report_unanswered  # noqa: PLC0415 - SQLite, for this command only

    print(report_unanswered(find_state(os.environ, Path())))
    return 0
