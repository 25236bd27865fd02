"""`quoth`: one command line in, one exit status out. The only room that prints faults and decides the exit status.

What a command does stands in its own room in `bot.commands`, which is loaded when it is asked for: a question in the
terminal never waits for Telegram's or a console's libraries.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.arguments import command_room, parse_arguments
from bot.errors import BotError, complaint, defect_line

if TYPE_CHECKING:
    from collections.abc import Sequence

FAULT = 2
"""Exit status of a fault, as grep's; a command's own are 0 and 1."""
INTERRUPTED, BROKEN_PIPE = 130, 141
"""What a shell reports of a process that SIGINT or SIGPIPE ended."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line (default: the process's own) and return its exit status."""
    argv = sys.argv[1:] if argv is None else argv
    _ready_streams()
    try:
        arguments = parse_arguments(argv)
        status = command_room(arguments.command or "converse").run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _discard_output()
        return BROKEN_PIPE
    except Exception as error:
        if "--debug" in argv:
            import traceback  # noqa: PLC0415 - for a fault only

            traceback.print_exc()
        _complain(*_explain(error))
        _discard_output()
        return FAULT
    return status


def _explain(error: Exception) -> tuple[str, ...]:
    from knowledge import KnowledgeError  # noqa: PLC0415 - so that --help and a slip of the keys are answered at once

    match error:
        case BotError():
            return error.lines
        case KnowledgeError():
            return (str(error),)
        case OSError(strerror=str(reason), filename=None):
            return (f"cannot go on ({reason}); see to that and try again",)
        case OSError(strerror=str(reason), filename=name):
            return (f"cannot use {name!r} ({reason}); see to that and try again",)
        case _:
            return (defect_line(error),)


def _complain(*lines: str) -> None:
    for line in lines:
        print(complaint(line), file=sys.stderr)


def _ready_streams() -> None:
    """Give the process the three streams it may have been started without, and an encoding that never fails."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - for the whole run
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _discard_output() -> None:
    """Where output can go no further, send what is still buffered nowhere: Python's shutdown would trip over it."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
