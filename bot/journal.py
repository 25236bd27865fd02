"""What a running bot writes to its log: one line an event, never the token, never a question.

For a person at a terminal as words, for programs as one JSON object a line: `time` (UTC, ISO 8601), `level`, `logger`,
`message`. DEBUG is for `--debug`, INFO what an operator may like to know, WARNING what mends itself or is being tried
again, ERROR what somebody should look into: a question that was not answered, a file that cannot be written.

Tracebacks only where they are asked for. The library logs request addresses, which hold the token, and echoes it in
some errors: both are kept out here, once, for every logger.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TextIO

from bot.render.screen import safe

if TYPE_CHECKING:
    from collections.abc import Iterable

_QUIET = {
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "telegram": logging.ERROR,
    "telegram.ext": logging.CRITICAL,
    "telegram.ext.ExtBot": logging.CRITICAL + 1,
    "telegram.ext.Application": logging.ERROR,
    "tornado.access": logging.ERROR,
    "asyncio": logging.WARNING,
}
"""From which level other libraries are heard; their own faults reach us as exceptions, which we put in one line."""


LONGEST = 600
"""Characters of one message."""
_PLACEHOLDER = re.compile(r"%[-#0 +.\d]*[a-zA-Z]")


class OneLine(logging.Formatter):
    """Writes a record as one line without the secrets; a traceback follows only when debugging."""

    def __init__(self, *secrets: str, debug: bool = False) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = tuple(filter(None, secrets))
        self._debug = debug

    def format(self, record: logging.LogRecord) -> str:
        """Write `record`."""
        if self._debug:
            line = super().format(record)
        else:
            record.message = self._short(record)
            record.asctime = self.formatTime(record)
            line = self.formatMessage(record)
        return without(line, self._secrets)

    def _short(self, record: logging.LogRecord) -> str:
        """Write a record's message on one line, without secrets; of a page that came in place of JSON the beginning."""
        text = safe(" ".join(without(_without_contents(record), self._secrets).split()))
        return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


class JsonLine(OneLine):
    """Writes a record as one JSON object without the secrets; its traceback stands in it only when debugging."""

    def format(self, record: logging.LogRecord) -> str:
        """Write `record`."""
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage() if self._debug else self._short(record),
        }
        if self._debug and record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        return json.dumps({name: without(text, self._secrets) for name, text in entry.items()})


def redact(error: BaseException, *secrets: str) -> None:
    """Take `secrets` out of `error` and of all that it came from: whoever shows its traceback shows none."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        one = waiting.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        one.args = tuple(without(part, secrets) if isinstance(part, str) else part for part in one.args)
        if isinstance(message := getattr(one, "message", None), str):
            one.message = without(message, secrets)  # type: ignore[attr-defined]
        waiting += [one.__cause__, one.__context__]


def without(text: str, secrets: Iterable[str]) -> str:
    """Return `text` with every one of `secrets` replaced.

    >>> without("/bot1:abc/getMe", ["1:abc"])
    '/bot[token]/getMe'
    """
    for secret in filter(None, secrets):
        text = text.replace(secret, "[token]")
    return text


def keep_journal(*secrets: str, debug: bool = False, stream: TextIO | None = None) -> None:
    """Log to `stream` (standard error), leaving out `secrets`; as JSON where that is no terminal."""
    stream = stream or sys.stderr
    handler = logging.StreamHandler(stream)
    form = OneLine if stream.isatty() else JsonLine
    handler.setFormatter(form(*secrets, debug=debug))
    logging.captureWarnings(True)  # a warning is a line of the log too
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.DEBUG if debug else logging.INFO)
    for name, level in _QUIET.items():
        logging.getLogger(name).setLevel(logging.NOTSET if debug else level)
    logging.getLogger("telegram.ext.Updater").addFilter(_is_news)
    # Even when debugging: their lines are the addresses with the token and whole updates with what people wrote.
    logging.getLogger("httpcore").setLevel(logging.WARNING)


def _is_news(record: logging.LogRecord) -> bool:
    """Leave out that polled updates cannot be read: `bot.polling` says which one, in a line of its own."""
    return not str(record.msg).endswith("Received data was *not* processed!")


def _without_contents(record: logging.LogRecord) -> str:
    """Write a record's message; of the Telegram library's own only the fixed words, for it logs whole updates."""
    if record.name.partition(".")[0] == "telegram":
        return _PLACEHOLDER.sub("…", str(record.msg))
    return record.getMessage()
