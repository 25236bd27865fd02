"""`quoth doctor`: what is wrong with this installation, and what to do about it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.opening import write_line
from bot.errors import SettingsError
from bot.settings import find_library, find_state, load_settings

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator

    from bot.arguments import Arguments
    from bot.examining.findings import Finding


def options(parser: ArgumentParser) -> None:
    """How it is printed."""
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(arguments: Arguments) -> int:
    """Print what was found; 0 where nothing is at fault, 1 where something is."""
    from bot.examining.findings import as_json, as_text, sound  # noqa: PLC0415 - for this command only

    findings = tuple(_examine(arguments))
    if arguments.options.json:
        write_line(as_json(findings))
    else:
        print(as_text(findings))
    return 0 if sound(findings) else 1


def _examine(arguments: Arguments) -> Iterator[Finding]:
    from bot.examining import machine, remote  # noqa: PLC0415
    from bot.examining.findings import fault, from_line, ok, warning  # noqa: PLC0415
    from knowledge import ask  # noqa: PLC0415

    try:
        settings = load_settings(os.environ, Path(), library=arguments.library)
    except SettingsError as error:
        yield from (from_line("settings", line) for line in error.lines)
        with suppress(SettingsError):  # said already
            yield machine.examine_library(find_library(os.environ, Path(), library=arguments.library))
        with suppress(SettingsError):
            yield from machine.examine_state(find_state(os.environ, Path()))
        return
    yield ok("settings", "understood")
    yield machine.examine_code(ask)
    yield from (warning("settings", *line.split("; ", 1)) for line in settings.warnings)
    yield machine.examine_library(settings.library)
    yield from machine.examine_state(settings.state)
    yield machine.examine_cache(settings.cache)
    yield from machine.examine_addresses(settings)
    if settings.token is None:
        yield fault("token", "none is set", "ask @BotFather for one and set TELEGRAM_BOT_TOKEN")
    else:
        yield from remote.examine_telegram(settings)
