"""From YAML to a tree in which everything knows its line and column. Builds from the parser's events.

Only texts, lists and mappings: every plain value stays the text that the editor wrote (a date is "2025-01-06", `no`
is "no"), so YAML's own guesses about types never alter it. Anchors, aliases, tags and second documents are refused,
nesting and size are bounded: a file cannot explode. PyYAML is imported on first use, not at import.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from knowledge.errors import Fault
from knowledge.files import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_NODES = 1_000_000
"""Ten thousand full cards are 350,000 nodes; a million take about 200 MB."""
DEEPEST = 20
"""A card's evidence is five deep."""
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


class Scalar(NamedTuple):
    """A text and where it begins."""

    line: int
    column: int
    text: str
    plain: bool = True
    """Written without quotation marks."""

    @property
    def is_null(self) -> bool:
        """Whether the editor left the value out."""
        return self.plain and self.text in _NULL


class Listing(NamedTuple):
    """A YAML sequence."""

    line: int
    column: int
    items: tuple[Node, ...]


class Table(NamedTuple):
    """A YAML mapping; keys are texts, each once."""

    line: int
    column: int
    entries: tuple[tuple[Scalar, Node], ...]


Node = Scalar | Listing | Table


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a YAML text holds (None: nothing but comments, or nothing that could be read) and what is wrong in it."""

    root: Node | None
    faults: tuple[Fault, ...] = ()
    broken: bool = False
    """Whether reading stopped at a fault, so that part of the text is not in the tree."""


def parse_yaml(text: str, path: Path, *, first_line: int = 1) -> Parsed:
    """Read `text`, which begins at `first_line` of `path`, as one YAML document."""
    text = text.removeprefix("\ufeff")
    if bad := _UNREADABLE.search(text):
        line, column = place_of(text, bad.start())
        what = f"holds the control character U+{ord(bad[0]):04X}"
        return Parsed(None, (Fault(path, line + first_line - 1, what, "delete it", column),), broken=True)
    import yaml  # noqa: PLC0415 - 40 ms that a library without YAML need not spend

    builder = _Builder(path, first_line - 1)
    try:
        root = builder.build(yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
    except _RefusedError as refusal:
        return Parsed(None, (*builder.faults, refusal.fault), broken=True)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + first_line, mark.column + 1) if mark else (0, 0)
        problem = getattr(error, "problem", None) or "it cannot be read"
        remedy = "mend the line; a text that holds ': ' or ' #' or begins with a sign wants quotation marks"
        return Parsed(None, (*builder.faults, Fault(path, line, f"not valid YAML: {problem}", remedy, column)), True)
    return Parsed(root, tuple(builder.faults))


class _RefusedError(Exception):
    def __init__(self, fault: Fault) -> None:
        self.fault = fault


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    line: int
    column: int
    is_table: bool
    children: list[Node]


class _Builder:
    """The tree grows here, event by event; not recursive, so depth cannot overflow the stack."""

    def __init__(self, path: Path, lines_before: int) -> None:
        self.path = path
        self.lines_before = lines_before
        self.faults: list[Fault] = []

    def build(self, events: Iterator[Any]) -> Node | None:
        root: Node | None = None
        stack: list[_Open] = []
        documents = nodes = 0
        for event in events:
            kind = type(event).__name__
            node: Node
            if kind == "ScalarEvent":
                if event.anchor is not None or event.tag is not None:
                    self._refuse_extras(event)
                mark = event.start_mark
                node = Scalar(mark.line + 1 + self.lines_before, mark.column + 1, event.value, event.implicit[0])
            elif kind in {"MappingStartEvent", "SequenceStartEvent"}:
                self._refuse_extras(event)
                mark = event.start_mark
                is_table = kind == "MappingStartEvent"
                stack.append(_Open(mark.line + 1 + self.lines_before, mark.column + 1, is_table, []))
                if len(stack) > DEEPEST:
                    self._refuse(event, f"lists and mappings nest deeper than {DEEPEST}", "write it flatter")
                continue
            elif kind in {"MappingEndEvent", "SequenceEndEvent"}:
                node = self._closed(stack.pop())
            elif kind == "AliasEvent":
                self._refuse(event, "YAML aliases (*name) are not allowed", "write the text out")
            else:
                documents += kind == "DocumentStartEvent"
                if documents > 1:
                    self._refuse(event, "a second YAML document begins", "keep one document in a file")
                continue
            nodes += 1
            if nodes > MOST_NODES:
                self._refuse(event, f"the file holds more than {MOST_NODES:,} values", "split the article")
            if stack:
                stack[-1].children.append(node)
            else:
                root = node
        return None if isinstance(root, Scalar) and root.is_null else root

    def _refuse_extras(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(event, f"YAML anchors (&{event.anchor}) are not allowed", "write the text out where needed")
        if event.tag not in {None, "!"}:
            self._refuse(event, f"YAML tags ({event.tag}) are not allowed", "delete the tag")

    def _refuse(self, event: Any, what: str, remedy: str) -> None:
        mark = event.start_mark
        raise _RefusedError(Fault(self.path, mark.line + 1 + self.lines_before, what, remedy, mark.column + 1))

    def _closed(self, part: _Open) -> Node:
        if not part.is_table:
            return Listing(part.line, part.column, tuple(part.children))
        entries: dict[str, tuple[Scalar, Node]] = {}
        for key, value in zip(part.children[::2], part.children[1::2], strict=True):
            if not isinstance(key, Scalar):
                what, remedy = "a key is a list or mapping", "write a word before the colon"
                self.faults.append(Fault(self.path, key.line, what, remedy, key.column))
            elif key.text in entries:
                what = (
                    f"the key {shown(key.text)} stands here a second time (first in line {entries[key.text][0].line})"
                )
                self.faults.append(Fault(self.path, key.line, what, "keep one of the two", key.column))
            else:
                entries[key.text] = (key, value)
        return Table(part.line, part.column, tuple(entries.values()))


def shown(text: str, most: int = 60) -> str:
    """Return `text` as one short line in quotation marks, whatever it holds.

    >>> shown("two\\nlines")
    "'two\\\\nlines'"
    """
    return repr(text if len(text) <= most else text[: most - 1] + "…")
