"""The log: words at a terminal, JSON elsewhere, one line an event, and never a secret or what somebody wrote."""

from __future__ import annotations

import io
import json
import logging
import traceback
import warnings
from typing import TYPE_CHECKING

import pytest
from telegram.error import InvalidToken

from bot.journal import JsonLine, keep_journal, redact

if TYPE_CHECKING:
    from collections.abc import Iterator

SECRET = "1234567:s3cret"


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def own_logging() -> Iterator[None]:
    """Nothing that is set here reaches another test."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    yield
    logging.captureWarnings(False)
    root.handlers[:] = before[0]
    root.setLevel(before[1])


def test_where_it_is_no_terminal_every_line_is_one_object() -> None:
    """Time in UTC, level, logger, message; line breaks, quotes and other scripts do no harm."""
    stream = io.StringIO()
    keep_journal(SECRET, stream=stream)
    logging.getLogger("bot.x").warning('a "quoted"\nline of %s at /bot%s/getMe', "Осло", SECRET)
    (line,) = stream.getvalue().splitlines()
    entry = json.loads(line)
    assert entry.pop("time").endswith("+00:00")
    assert entry == {"level": "WARNING", "logger": "bot.x", "message": 'a "quoted" line of Осло at /bot[token]/getMe'}


def test_at_a_terminal_it_is_words() -> None:
    """As it ever was."""
    stream = Terminal()
    keep_journal(stream=stream)
    logging.getLogger("bot.x").info("running as %s", "@bot")
    assert stream.getvalue().endswith(" INFO bot.x: running as @bot\n")


@pytest.mark.parametrize("debug", [False, True])
def test_a_traceback_is_part_of_its_line_and_only_when_debugging(*, debug: bool) -> None:
    """Without the secret that stands in it."""
    stream = io.StringIO()
    keep_journal(SECRET, debug=debug, stream=stream)
    try:
        raise RuntimeError(f"posting to /bot{SECRET}/sendMessage")
    except RuntimeError:
        logging.getLogger("bot.x").exception("fault")
    (line,) = stream.getvalue().splitlines()
    assert "s3cret" not in line
    assert ("RuntimeError: posting to /bot[token]/sendMessage" in json.loads(line).get("traceback", "")) is debug


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()], ids=["program", "terminal"])
def test_what_a_server_sent_in_place_of_an_answer_does_not_flood_the_log(stream: io.StringIO) -> None:
    """A whole page is cut, and moves no cursor; a secret that stands where it is cut is taken out before."""
    keep_journal(SECRET, stream=stream)
    logging.getLogger("bot.x").warning("no answer: %s%s\x1b[2J%s", "x" * 570, SECRET, "<p>" * 9999)
    line = stream.getvalue()
    assert len(line) < 900
    assert ("\x1b" in line, "1234567" in line, line.count("\n")) == (False, False, 1)


def test_what_the_library_logs_of_updates_is_not_repeated() -> None:
    """Its fixed words are."""
    record = logging.LogRecord("telegram.ext", logging.ERROR, "f", 1, "Received %r", ("Astrid asked …",), None)
    assert json.loads(JsonLine().format(record))["message"] == "Received …"


def test_a_warning_of_python_is_a_line_of_the_log() -> None:
    """Not a line of another form beside it."""
    stream = io.StringIO()
    keep_journal(stream=stream)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(True)
        warnings.warn("old ways", DeprecationWarning, stacklevel=1)
        logging.captureWarnings(False)
    (line,) = stream.getvalue().splitlines()
    assert "old ways" in json.loads(line)["message"]


def test_secrets_are_taken_out_of_a_whole_chain_of_faults() -> None:
    """Of the fault, its cause and what it was raised in the middle of; a chain that closes on itself ends."""
    refused = InvalidToken(f"the token {SECRET} was rejected")
    cause, outer = ValueError(f"at {SECRET}", 7), KeyError(SECRET)
    outer.__context__, cause.__cause__, refused.__context__ = cause, refused, outer
    redact(outer, SECRET)
    assert (refused.message, cause.args) == ("the token [token] was rejected", ("at [token]", 7))
    text = "".join(traceback.format_exception(outer))
    assert "s3cret" not in text
    assert text.count("[token]") >= 3
