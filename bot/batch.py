"""JSON Lines in → JSON Lines out: one answer or one error a line, in order.

A bad line never ends the run; blank lines are skipped. Unknown keys are errors, so that a misspelt "articel" does not
silently widen the search. Ids need not differ: they are echoed, whatever JSON value they are.
"""

from __future__ import annotations

import json
import traceback
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from bot.conversation import Conversation, converse
from bot.errors import defect_line
from bot.language import ENGLISH
from bot.render.json_answer import dump_line, render_json
from knowledge import KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.language import Language
    from knowledge import Collection

KEYS = ("id", "question", "article", "conversation")
LONGEST_LINE = 1_000_000
"""Bytes of one line, without its newline: far above any question, far below what would exhaust the memory."""
MOST_CONVERSATIONS = 1_000
"""Contexts that are remembered at once; the one used longest ago is forgotten first."""


class _BadLineError(Exception):
    """A line that cannot be answered; `echo` is the id member, where there is one."""

    def __init__(self, message: str, echo: dict[str, Any] | None = None) -> None:
        self.echo = echo or {}
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class _Request:
    question: str
    article: str | None
    conversation: str | int | None
    echo: dict[str, Any]


class Contexts:
    """The conversations of a run, by name; a bounded number of them."""

    def __init__(self, most: int = MOST_CONVERSATIONS) -> None:
        self._most = most
        self._kept: OrderedDict[str | int, Conversation] = OrderedDict()

    def get(self, name: str | int | None) -> Conversation:
        """Return the conversation `name`; a new one where it is not known or the line has none."""
        return Conversation() if name is None else self._kept.get(name, Conversation())

    def keep(self, name: str | int | None, conversation: Conversation) -> None:
        """Remember `conversation` under `name`, and forget the one used longest ago where there are too many."""
        if name is None:
            return
        self._kept[name] = conversation
        self._kept.move_to_end(name)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)


def run_batch(
    collection: Collection,
    source: BinaryIO,
    write: Callable[[str], None],
    *,
    language: Language = ENGLISH,
    debug: bool = False,
) -> bool:
    """Answer every line of `source`, each before the next is read, into `write`; say whether all were good."""
    contexts = Contexts()
    good = True
    for line in read_lines(source):
        echo: dict[str, Any] = {}
        try:
            request = _parse(line)
            echo = request.echo
            context = contexts.get(request.conversation)
            answer, conversation = converse(
                collection, request.question, context, article=request.article, language=language
            )
            contexts.keep(request.conversation, conversation)
            result = render_json(answer, **echo)
        except (_BadLineError, KnowledgeError) as error:
            good = False
            result = dump_line({**getattr(error, "echo", echo), "error": str(error)})
        except Exception as error:
            if debug:
                traceback.print_exc()
            good = False
            result = dump_line({**echo, "error": defect_line(error)})
        write(result)
    return good


def read_lines(source: BinaryIO) -> Iterator[bytes | None]:
    """Yield the lines that are not blank, without their newline; None in place of one that is too long."""
    while line := source.readline(LONGEST_LINE + 2):
        if len(line.rstrip(b"\r\n")) <= LONGEST_LINE:
            if line.strip():
                yield line.rstrip(b"\r\n")
            continue
        while line and not line.endswith(b"\n"):
            line = source.readline(LONGEST_LINE)
        yield None


def _parse(line: bytes | None) -> _Request:
    if line is None:
        raise _BadLineError(f"the line is longer than {LONGEST_LINE} bytes; split it")
    try:
        value = json.loads(line.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise _BadLineError("the line is not UTF-8; encode it so") from None
    except RecursionError:
        raise _BadLineError("the line is nested too deep; it needs no nesting") from None
    except json.JSONDecodeError as error:
        raise _BadLineError(f"not JSON ({error.msg}, column {error.colno}); write one object a line") from None
    except ValueError as error:
        raise _BadLineError(f"not usable JSON ({str(error).split(';')[0]}); write one object a line") from None
    if not isinstance(value, dict):
        raise _BadLineError('the line is no JSON object; write {"question": "…"}')
    return _request(value)


def _request(value: dict[str, Any]) -> _Request:
    echo = {"id": value["id"]} if "id" in value else {}
    unknown = [key for key in value if key not in KEYS]
    question, article, conversation = value.get("question"), value.get("article"), value.get("conversation")
    if _holds_infinity(echo):
        raise _BadLineError('"id" holds a number that is too large; write it as text')
    if unknown:
        raise _BadLineError(f"unknown key {json.dumps(unknown[0])}; known are {', '.join(KEYS)}", echo)
    if "question" not in value:
        raise _BadLineError('no "question"; add one', echo)
    if not isinstance(question, str) or not question.strip():
        what = "is empty" if isinstance(question, str) else "is no text"
        raise _BadLineError(f'"question" {what}; write it as a string', echo)
    if article is not None and not isinstance(article, str):
        raise _BadLineError('"article" is no text; name an article\'s id', echo)
    if conversation is not None and (isinstance(conversation, bool) or not isinstance(conversation, str | int)):
        raise _BadLineError('"conversation" is neither text nor a whole number; name it so', echo)
    return _Request(question, article, conversation, echo)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        raise ValueError("a key stands there twice")
    return value


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON number")


def _holds_infinity(value: Any) -> bool:
    try:
        json.dumps(value, allow_nan=False)
    except ValueError:
        return True
    return False
