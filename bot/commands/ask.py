"""`quoth ask`: one question, one answer; exit status 0 answered, 1 not in the articles."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.opening import add_language, chosen_language, open_collection, write_line
from bot.errors import UsageError
from bot.settings import find_site

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from bot.arguments import Arguments


def options(parser: ArgumentParser) -> None:
    """Add the question and the form of the answer."""
    parser.add_argument("question", nargs="*", metavar="QUESTION", help="the question; quotes are not needed")
    parser.add_argument("--json", action="store_true", help="print the answer as one line of JSON")
    add_language(parser, "language of Quoth's own words, by default the terminal's, in JSON English")


def run(arguments: Arguments) -> int:
    """Answer the question; raise UsageError where there is none."""
    question = " ".join(arguments.options.question)
    if not question.strip():
        raise UsageError(
            'no question; write it after ask, as in quoth ask "Who is …?", or pipe JSON Lines into quoth batch'
        )
    from bot.answer import Outcome  # noqa: PLC0415 - not before the command line made sense
    from bot.language import ENGLISH, language_of  # noqa: PLC0415
    from bot.once import ask_once  # noqa: PLC0415

    language = chosen_language(arguments)
    if language is None:
        language = ENGLISH if arguments.options.json else language_of(os.environ)
    answer = ask_once(open_collection(arguments), question, language=language)
    if arguments.options.json:
        from bot.render.json_answer import render_json  # noqa: PLC0415

        write_line(render_json(answer))
    else:
        from bot.render.screen import look_of  # noqa: PLC0415
        from bot.render.terminal import render_terminal  # noqa: PLC0415

        site = find_site(os.environ, Path())
        print(render_terminal(answer, look_of(sys.stdout, os.environ, site), language))
    return 1 if answer.outcome is Outcome.NOT_FOUND else 0
