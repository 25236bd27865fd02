"""One mapping of a YAML text rewritten key by key; every other character, layout and comments stay as they are.

Knows YAML's marks, not what the keys mean. What is written is always read back by the caller: a layout that this
cannot handle is found there and nothing is saved.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from knowledge import Span
from knowledge.marked_edits import Edit, end_of_line, line_break_of, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

Value = str | int | bool | tuple[str, ...]
_PLAIN = re.compile("[a-z][a-z0-9-]*[0-9-][a-z0-9-]*|[a-z]{6,}")
"""Ids that no reader of YAML takes for a number, a date or a truth."""


def rewrite(text: str, node: yaml.MappingNode, values: Mapping[str, Value]) -> list[Edit]:
    """Return the edits that make the mapping `node` of `text` say `values`; what says so already is left alone."""
    edits = [
        _edit(value.start_mark.index, end_of(value), _in_place(value, values[key.value], line_break_of(text)))
        for key, value in node.value
        if key.value in values and not _says(value, values[key.value])
    ]
    stays = {key.value for key, _ in node.value} & values.keys()
    fresh = [f"{key}: {written(value)}" for key, value in values.items() if key not in stays]
    change = _change_in_braces if node.flow_style else _change_lines
    return [*edits, *change(text, node, [key.value in stays for key, _ in node.value], fresh)]


def written(value: Value) -> str:
    r"""Write a value as YAML on one line.

    >>> written(("a", 'b"'))
    '["a", "b\\""]'
    """
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case str():
            return value if _PLAIN.fullmatch(value) else quoted(value)
        case _:
            return f"[{', '.join(map(quoted, value))}]"


def end_of(node: yaml.Node) -> int:
    """Return where a node ends; PyYAML has a block end where the next thing begins, comments between them and all."""
    if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
        return end_of(node.value[-1][1])
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        return end_of(node.value[-1])
    return int(node.end_mark.index)


def _change_in_braces(_: str, node: yaml.MappingNode, stays: list[bool], fresh: list[str]) -> list[Edit]:
    """Cut out the keys that go and add those that come."""
    entries = node.value
    if True not in stays:
        return [_edit(node.start_mark.index, node.end_mark.index, f"{{{', '.join(fresh)}}}")]
    last = max(i for i, kept in enumerate(stays) if kept)
    edits = [
        _edit(key.start_mark.index, entries[i + 1][0].start_mark.index, "")
        for i, (key, _) in enumerate(entries)
        if not stays[i] and i < last
    ]
    added = "".join(f", {item}" for item in fresh)
    return [*edits, _edit(end_of(entries[last][1]), end_of(entries[-1][1]), added)]


def _change_lines(text: str, node: yaml.MappingNode, stays: list[bool], fresh: list[str]) -> list[Edit]:
    """Put the keys that come in the places of those that go; cut the lines that are left, or add the ones that lack."""
    gone = [entry for entry, kept in zip(node.value, stays, strict=True) if not kept]
    edits = [_edit(key.start_mark.index, end_of(value), line) for (key, value), line in zip(gone, fresh, strict=False)]
    for key, value in gone[len(fresh) :]:
        start = len(text[: text.rfind("\n", 0, key.start_mark.index)].removesuffix("\r"))
        edits.append(_edit(start, end_of_line(text, end_of(value)), ""))
    if len(fresh) > len(gone):
        at = end_of_line(text, end_of(node.value[-1][1]))
        indent = line_break_of(text) + " " * node.start_mark.column
        edits.append(_edit(at, at, "".join(indent + line for line in fresh[len(gone) :])))
    return edits


def _in_place(node: yaml.Node, value: Value, line_break: str) -> str:
    """Write a value where `node` stands: a list of an item a line stays one."""
    if isinstance(value, tuple) and isinstance(node, yaml.SequenceNode) and not node.flow_style:
        return f"{line_break}{' ' * node.start_mark.column}".join(f"- {quoted(item)}" for item in value)
    return written(value)


def _says(node: yaml.Node, value: Value) -> bool:
    if isinstance(value, tuple):
        return isinstance(node, yaml.SequenceNode) and [item.value for item in node.value] == list(value)
    return bool(node.value == (written(value) if isinstance(value, bool | int) else value))


def _edit(start: int, end: int, text: str) -> Edit:
    return Edit(Span(start, max(start, end)), text)
