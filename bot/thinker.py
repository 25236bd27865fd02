"""A process that thinks for the Telegram bot: one line in for each answer that is wanted, one line out, in their order.

It opens the library by itself, so that what is prepared and kept is shared with the bot, not copied. It knows no token
and no reader, writes no file and no log, and ends when nobody is at the other end of the pipe any more. The other end
is `bot.thinking`.

    in:   {"library": …, "cache": … or null, "site": … or null}, then [wanted, username, has inline mode] each time
    out:  the edition of the library, then a `Written` each time, or null where thinking failed
"""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bot.edition import edition
from bot.written import Wanted, rehearse, write
from knowledge import open_library

if TYPE_CHECKING:
    from typing import BinaryIO


class Name(NamedTuple):
    """The bot, as far as an answer depends on it."""

    username: str | None
    supports_inline_queries: bool | None


def serve(read: BinaryIO, out: BinaryIO) -> None:
    """Answer what is read until there is no more. Raises LibraryError where the library is not sound."""
    task = json.loads(read.readline())
    cache = task["cache"]
    collection = open_library(Path(task["library"]), Path(cache) if cache else None)
    rehearse(collection)
    _say(out, json.dumps(edition(collection.library)).encode() + b"\n")
    while line := read.readline():
        wanted, username, inline = json.loads(line)
        try:
            written = write(collection, Wanted(*wanted), task["site"], Name(username, inline)).to_json()
        except Exception:  # the bot tries it itself, and reports what goes wrong
            written = b"null\n"
        _say(out, written)


def _say(out: BinaryIO, line: bytes) -> None:
    out.write(line)
    out.flush()


def main() -> None:
    """Serve the process's own pipes. A signal is the bot's to heed, which closes them when it has no more questions."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    serve(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
