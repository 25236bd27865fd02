"""What a running bot writes to its log: one line an event, never the token, never a question.

Tracebacks only where they are asked for. The library logs request addresses, which hold the token, and echoes it in
some errors: both are kept out here, once, for every logger.
"""

from __future__ import annotations

import logging
import re
import sys
from typing import TextIO

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
            record.message = _without_contents(record)
            record.asctime = self.formatTime(record)
            line = " ".join(self.formatMessage(record).split())
        for secret in self._secrets:
            line = line.replace(secret, "[token]")
        return line


def keep_journal(*secrets: str, debug: bool = False, stream: TextIO | None = None) -> None:
    """Log to `stream` (standard error), leaving out `secrets`."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(OneLine(*secrets, debug=debug))
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
