"""The command line → what is asked for. Nothing is run; a command line that makes no sense is one UsageError."""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from bot.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = {
    "ask": "answer one question; exit status 0 answered, 1 not in the articles, 2 fault",
    "batch": "answer JSON Lines from standard input with JSON Lines",
    "check": "verify the library: every fault with its place and remedy",
    "test": "run the library's retrieval tests",
    "telegram": "run the Telegram bot",
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
    json: bool = False
    question: str = ""


def parse_arguments(argv: Sequence[str]) -> Arguments:
    """Read a command line; raise UsageError where it makes no sense.

    `--help` and `--version` print and raise SystemExit, as argparse has it.
    """
    values = vars(build_parser().parse_args(argv))
    command: str | None = values["command"]
    library: str | None = values.get("library")
    question = " ".join(values.get("question", ()))
    if library == "":
        raise UsageError("--library names no folder; write the folder after it")
    if command == "ask" and not question.strip():
        raise UsageError(
            'no question; write it after ask, as in quoth ask "Who is …?", or pipe JSON Lines into quoth batch'
        )
    return Arguments(
        command,
        None if library is None else Path(library),
        values.get("debug", False),
        values.get("json", False),
        question,
    )


def build_parser() -> argparse.ArgumentParser:
    """Build the parser of the whole command line; its help is the one in the README."""
    parser = _Parser(
        prog="quoth",
        description="Ask articles: answers word for word, with the source. Without a command: a conversation.",
        epilog="quoth COMMAND --help says more. The options go with every command, before or after it.",
        allow_abbrev=False,
    )
    _add_common(parser)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name, does in COMMANDS.items():
        sub = commands.add_parser(name, help=does, description=f"{does[0].upper()}{does[1:]}.", allow_abbrev=False)
        _add_common(sub)
        if name == "ask":
            sub.add_argument("question", nargs="*", metavar="QUESTION", help="the question; quotes are not needed")
            sub.add_argument("--json", action="store_true", help="print the answer as one line of JSON")
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
        print(f"quoth {found}")
        parser.exit()


def _add_common(parser: argparse.ArgumentParser) -> None:
    """Add the options that go with every command; unset they leave no trace, so either place may set them."""
    absent = argparse.SUPPRESS
    parser.add_argument("--library", metavar="DIR", default=absent, help="the folder of articles to ask")
    parser.add_argument("--debug", action="store_true", default=absent, help="show the traceback of a fault")
    parser.add_argument("--version", action=_VersionAction)
