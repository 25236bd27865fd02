"""`quoth telegram`: the Telegram bot, until it is told to stop."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import SettingsError, complaint
from bot.settings import load_settings

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from bot.arguments import Arguments


def options(_: ArgumentParser) -> None:
    """It takes none of its own: its settings come from the environment and from quoth.yaml."""


def run(arguments: Arguments) -> int:
    """Run the bot; raise SettingsError where it is not set up."""
    settings = load_settings(os.environ, Path(), library=arguments.library, debug=arguments.debug)
    for warning in settings.warnings:
        print(complaint(warning), file=sys.stderr)
    if settings.token is None:
        raise SettingsError(
            "no bot token, neither TELEGRAM_BOT_TOKEN nor TELEGRAM_BOT_TOKEN_FILE is set; get one from @BotFather"
        )
    from bot.application import run_telegram  # noqa: PLC0415 - half a second of imports

    return run_telegram(settings)
