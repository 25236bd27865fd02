"""Readers of others' formats, in a process of their own: bounded in memory and in time, and replaced when it ends.

A bound, not a sandbox: the process may do what its user may.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.intake.document import Document, SourceError, from_json
from bot.intake.feeds import Listing

if TYPE_CHECKING:
    from types import TracebackType

    from bot.intake.kinds import Kind

SECONDS = 60.0
"""For one source. A book of 800 pages takes 10."""
LONGEST_ANSWER = 50_000_000
"""Bytes: 5 MB of text, every letter escaped."""
_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from bot.intake.worker import main; main()"


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes to be read, and what is known of them."""

    kind: Kind
    content: bytes
    name: str
    """What to call the article where it has no title."""
    address: str | None = None
    charset: str | None = None


class Readers:
    """The process, started when first needed. Use it in a `with` statement."""

    def __init__(self, *, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Readers:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._end()

    def read(self, source: Source) -> Document | Listing:
        """Return the article, or the list of addresses, that `source` is; raise SourceError where it is neither."""
        header = {
            "kind": source.kind,
            "name": source.name,
            "address": source.address,
            "charset": source.charset,
            "size": len(source.content),
        }
        values = self._ask(json.dumps(header).encode() + b"\n", source.content)
        if "fault" in values:
            raise SourceError(*values["fault"])
        if "listing" in values:
            articles, lists = values["listing"]
            return Listing(tuple(articles), tuple(lists))
        return from_json(values["document"])

    def _ask(self, header: bytes, content: bytes) -> dict[str, Any]:
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self._seconds, stop)
        timer.start()
        try:
            process.stdin.write(header)
            process.stdin.write(content)
            process.stdin.flush()
            line = process.stdout.readline(LONGEST_ANSWER)
        except OSError:
            line = b""
        finally:
            timer.cancel()
        if late.is_set():
            self._end()
            raise SourceError(f"takes more than {self._seconds:.0f} seconds to read", "save its text as .txt")
        if not line.endswith(b"\n"):
            self._end()
            raise SourceError(
                "makes its reader crash, or needs more memory than an article may", "save its text as .txt"
            )
        found: dict[str, Any] = json.loads(line)
        if found.get("leave"):
            self._end()
        return found

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-c", _START, json.dumps(sys.path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process

    def _end(self) -> None:
        if self._process is None:
            return
        process, self._process = self._process, None
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        process.wait()
