"""`quoth`: one command line in, one exit status out. The only room that prints faults and decides the exit status.

Each command loads what it needs and no more: a question in the terminal never waits for Telegram's or a console's
libraries.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.arguments import parse_arguments
from bot.errors import BotError, SettingsError, defect_line
from bot.settings import find_library, load_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.arguments import Arguments
    from knowledge import Collection

ANSWERED, NOT_FOUND, FAULT = 0, 1, 2
"""Exit statuses, as grep's."""
INTERRUPTED, BROKEN_PIPE = 130, 141
"""What a shell reports of a process that SIGINT or SIGPIPE ended."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line (default: the process's own) and return its exit status."""
    argv = sys.argv[1:] if argv is None else argv
    _ready_streams()
    try:
        arguments = parse_arguments(argv)
        status = _COMMANDS[arguments.command](arguments)
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


def _ask(arguments: Arguments) -> int:
    from bot.answer import Outcome  # noqa: PLC0415
    from bot.conversation import Conversation, converse  # noqa: PLC0415

    answer, _ = converse(_open(arguments), arguments.question, Conversation())
    if arguments.json:
        from bot.render.json_answer import render_json  # noqa: PLC0415

        _write_line(render_json(answer))
    else:
        from bot.render.screen import look_of  # noqa: PLC0415
        from bot.render.terminal import render_terminal  # noqa: PLC0415

        print(render_terminal(answer, look_of(sys.stdout, os.environ)))
    return NOT_FOUND if answer.outcome is Outcome.NOT_FOUND else ANSWERED


def _batch(arguments: Arguments) -> int:
    from bot.batch import run_batch  # noqa: PLC0415

    collection = _open(arguments)
    return ANSWERED if run_batch(collection, sys.stdin.buffer, _write_line, debug=arguments.debug) else FAULT


def _converse(arguments: Arguments) -> int:
    from bot.console import run_console  # noqa: PLC0415

    return run_console(_open(arguments), debug=arguments.debug)


def _check(arguments: Arguments) -> int:
    from bot.reports import report_check  # noqa: PLC0415

    text, clean = report_check(_library_folder(arguments))
    print(text)
    return 0 if clean else 1


def _test(arguments: Arguments) -> int:
    from bot.reports import report_tests  # noqa: PLC0415

    text, passed = report_tests(_library_folder(arguments))
    print(text)
    return 0 if passed else 1


def _telegram(arguments: Arguments) -> int:
    settings = load_settings(os.environ, Path(), library=arguments.library, debug=arguments.debug)
    _complain(*settings.warnings)
    if settings.token is None:
        raise SettingsError(
            "no bot token, neither TELEGRAM_BOT_TOKEN nor TELEGRAM_BOT_TOKEN_FILE is set; get one from @BotFather"
        )
    from bot.application import run_telegram  # noqa: PLC0415 - half a second of imports

    return run_telegram(settings)


def _unanswered(_: Arguments) -> int:
    from bot.settings import find_state  # noqa: PLC0415
    from bot.unanswered import report_unanswered  # noqa: PLC0415

    print(report_unanswered(find_state(os.environ, Path())))
    return 0


_COMMANDS: Mapping[str | None, Callable[[Arguments], int]] = {
    None: _converse,
    "ask": _ask,
    "batch": _batch,
    "check": _check,
    "test": _test,
    "telegram": _telegram,
    "unanswered": _unanswered,
}


def _library_folder(arguments: Arguments) -> Path:
    return find_library(os.environ, Path(), library=arguments.library)


def _open(arguments: Arguments) -> Collection:
    from knowledge import load_library, prepare  # noqa: PLC0415

    return prepare(load_library(_library_folder(arguments)))


def _write_line(line: str) -> None:
    """Write a line of JSON, in UTF-8 whatever the locale is, at once."""
    sys.stdout.buffer.write(line.encode("utf-8") + b"\n")
    sys.stdout.buffer.flush()


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
        print(f"quoth: {' '.join(line.splitlines())}", file=sys.stderr)


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
