"""The command line → what is asked for. Nothing is run; a command line that makes no sense is one UsageError."""

from __future__ import annotations

import argparse
import importlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, Protocol, cast

from bot.errors import UsageError
from knowledge.values import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

COMMANDS = {
    "ask": "answer one question; exit status 0 answered, 1 not in the articles, 2 fault",
    "batch": "answer JSON Lines from standard input with JSON Lines",
    "add": "bring files, folders, web pages and feeds into the library as articles",
    "check": "verify the library: every fault with its place and remedy",
    "test": "run the library's retrieval tests",
    "draft": "write draft fact cards of what an article asserts, for an editor to finish",
    "site": "write the library as a static site for readers",
    "telegram": "run the Telegram bot",
    "doctor": "check settings, token, library, state and network, and say what to do",
    "backup": "copy what the bot remembers to a file, while it runs",
    "restore": "put such a copy back",
    "unanswered": "list the questions that the bot could not answer, most asked first",
}
"""Command → what it does, as the help says it. Without a command `quoth` opens a conversation."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """What a command line asks for."""

    command: str | None
    """None for the conversation."""
    library: Path | None = None
    debug: bool = False
    options: argparse.Namespace = field(default_factory=argparse.Namespace)
    """What the command takes besides, as its room's `options` names it."""


class Room(Protocol):
    """A command's room in `bot.commands`."""

    def options(self, parser: argparse.ArgumentParser, /) -> None:
        """Add what only this command takes."""

    def run(self, arguments: Arguments, /) -> int:
        """Do it; return the exit status."""


def command_room(command: str) -> Room:
    """Return the room of a command, loaded now."""
    return cast(Room, importlib.import_module(f"bot.commands.{command}"))


def parse_arguments(argv: Sequence[str]) -> Arguments:
    """Read a command line; raise UsageError where it makes no sense.

    `--help` and `--version` print and raise SystemExit, as argparse has it.
    """
    named = [name for name in COMMANDS if name in argv]
    options = build_parser(named).parse_args(argv)
    values = vars(options)
    command: str | None = values.pop("command")
    library: str | None = values.pop("library", None)
    debug: bool = values.pop("debug", False)
    if library == "":
        raise UsageError("--library names no folder; write the folder after it")
    return Arguments(command, None if library is None else Path(library), debug, options)


def build_parser(complete: Collection[str] = tuple(COMMANDS)) -> argparse.ArgumentParser:
    """Build the parser of the whole command line; its help is the one in the README.

    Only the commands in `complete` get their options: each of them costs time, and most load their room.
    """
    parser = _Parser(
        prog="quoth",
        description="Ask articles: answers word for word, with the source. Without a command: a conversation.",
        epilog="quoth COMMAND --help says more. The options go with every command, before or after it.",
        allow_abbrev=False,
    )
    _add_common(parser)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands", prog="quoth")
    for name, does in COMMANDS.items():
        sub = commands.add_parser(name, help=does, description=f"{does[0].upper()}{does[1:]}.", allow_abbrev=False)
        if name in complete:
            _add_common(sub)
            command_room(name).options(sub)
    return parser


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are UsageErrors with the remedy."""

    def error(self, message: str) -> NoReturn:
        """Raise what argparse would print."""
        wrong = re.search(r"invalid choice: (.+?) \(choose from", message)
        if wrong:
            names = ", ".join(COMMANDS)
            raise UsageError(f'no command {wrong[1]}; there are {names}, and a question goes after ask: quoth ask "…?"')
        remedy = f"{self.prog} --help lists the options"
        if "unrecognized arguments: -" in message:
            remedy += ", and -- goes before a question that begins with a dash"
        raise UsageError(f"{message}; {remedy}")


class _VersionAction(argparse.Action):
    """Looks the version up only where it is asked for."""

    def __init__(self, option_strings: Sequence[str], dest: str, **_: Any) -> None:
        super().__init__(option_strings, dest, nargs=0, default=argparse.SUPPRESS, help="print the version and leave")

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> NoReturn:
        """Print the version and leave."""
        from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - 20 ms for this option only

        try:
            found = version("quoth")
        except PackageNotFoundError:
            found = "(not installed)"
        from bot.formats import formats  # noqa: PLC0415 - SQLite, for this option only

        print(f"quoth {found} (formats: {formats()})")
        parser.exit()


def _add_common(parser: argparse.ArgumentParser) -> None:
    """Add the options that go with every command; unset they leave no trace, so either place may set them."""
    absent = argparse.SUPPRESS
    parser.add_argument("--library", metavar="DIR", default=absent, help="the folder of articles to ask")
    parser.add_argument("--debug", action="store_true", default=absent, help="show the traceback of a fault")
    parser.add_argument("--version", action=_VersionAction)
