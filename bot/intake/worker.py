"""The process in which others' formats are read: with a limit on memory, one request after another, on its two pipes.

A request is a line of JSON (`kind`, `name`, `address`, `charset`, `size`) and `size` bytes; the answer is a line of
JSON: `document`, `listing` or `fault`. It ends when its input ends. Nothing else is written to its output.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import BinaryIO

MEMORY = 1_500_000_000
"""Bytes of address space. The largest page allowed takes 400 MB as a tree, PDFium 200 MB for a book."""


def main() -> None:
    """Answer requests until there are no more."""
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr  # a library that prints must not spoil an answer
    _limit_memory()
    while header := requests.readline():
        request = json.loads(header)
        content = requests.read(request["size"])
        _send(answers, answer(request, content))


def answer(request: dict[str, Any], content: bytes) -> dict[str, Any]:
    """Return what the reader of `request["kind"]` finds in `content`, or why it finds nothing."""
    from bot.intake.document import SourceError, to_json  # noqa: PLC0415 - under the limit on memory
    from bot.intake.feeds import Listing  # noqa: PLC0415

    try:
        found = _read(request, content)
    except SourceError as error:
        return {"fault": [error.what, error.remedy]}
    except MemoryError:
        return {"fault": ["needs more memory than an article may", "save its text as .txt"], "leave": True}
    except RecursionError:
        return {"fault": ["is nested too deep", "save its text as .txt"]}
    except Exception as error:  # whatever a parser falls over: the source is at fault, and is named
        return {"fault": [f"cannot be read ({type(error).__name__})", "save its text as .txt"]}
    if isinstance(found, Listing):
        return {"listing": [found.articles, found.lists]}
    return {"document": to_json(found)}


def _read(request: dict[str, Any], content: bytes) -> Any:
    match request["kind"]:
        case "html":
            from bot.intake.page import read_page  # noqa: PLC0415 - each reader loads its own library

            return read_page(content, request["address"], request["charset"], request["name"])
        case "pdf":
            from bot.intake.portable import read_pdf  # noqa: PLC0415

            return read_pdf(content, request["name"])
        case "docx":
            from bot.intake.word import read_word  # noqa: PLC0415

            return read_word(content, request["name"])
        case _:
            from bot.intake.feeds import read_feed, unpacked  # noqa: PLC0415

            return read_feed(unpacked(content), request["address"])


def _send(answers: BinaryIO, values: dict[str, Any]) -> None:
    answers.write(json.dumps(values).encode() + b"\n")
    answers.flush()
    if values.get("leave"):
        raise SystemExit  # what a parser left half done is not read with again


def _limit_memory() -> None:
    """Bound the address space where the system knows how to (not on Windows)."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
