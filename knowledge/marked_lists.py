"""Items added at the end of a list in a YAML text; every other character stays. Text in, text out.

The list is the whole document (a tests file) or stands under a key of it (the cards of a card file). What comes out is
read back: it holds what was there and the new items, or nothing is returned.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.marked_edits import Edit, edited, end_of_line, line_break_of, places_of
from knowledge.marked_yaml import Listing, Node, Scalar, Table, parse_yaml
from knowledge.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.marked_edits import Place, Places

_NOWHERE = Path()
"""No file: what is wrong in the text is the caller's matter."""


def with_items(text: str, items: Sequence[str], key: str | None = None) -> str | None:
    r"""Return `text` with `items` at the end of its list, or of that under `key`; None where that cannot be done.

    Each item is YAML from its dash on, its lines parted by a line feed and without indentation. A list that is not
    there yet is begun; one in brackets is only added to while it is empty.

    >>> with_items("# mine\n- a   # first\n\n# the end\n", ["- b"])
    '# mine\n- a   # first\n- b\n\n# the end\n'
    """
    parsed = parse_yaml(text, _NOWHERE)
    if parsed.faults:
        return None
    edits = _edits(text, parsed.root, list(items), key)
    if not edits:
        return None
    written = edited(text, [Edit(edit.span, edit.text.replace("\n", line_break_of(text))) for edit in edits])
    again, added = parse_yaml(written, _NOWHERE), parse_yaml("\n".join(items), _NOWHERE)
    if again.faults or added.faults or again.root is None or added.root is None:
        return None
    return written if _held(again.root) == _joined(parsed.root, added.root, key) else None


def _edits(text: str, root: Node | None, items: list[str], key: str | None) -> list[Edit]:
    if root is None:
        lines = _lines(items, 0 if key is None else 2)
        return _at_end(text, lines if key is None else [f"{key}:", *lines])
    places = places_of(text)
    if key is None:
        return _after_last(text, root, items, places) if isinstance(root, Listing) else []
    if not isinstance(root, Table) or (root.line, root.column) in places.flows:
        return []
    found = next(((name, value) for name, value in root.entries if name.text == key), None)
    if found is None:
        at = end_of_line(text, _end(root, places))
        return _at(at, [" " * (root.column - 1) + line for line in [f"{key}:", *_lines(items, 2)]])
    name, value = found
    if isinstance(value, Scalar) and value.is_null and not value.text:
        at = end_of_line(text, places.scalars[name.line, name.column].end)
        return _at(at, _lines(items, name.column + 1))
    return _after_last(text, value, items, places, name.column + 1)


def _after_last(text: str, node: Node, items: list[str], places: Places, indent: int = 0) -> list[Edit]:
    if not isinstance(node, Listing):
        return []
    brackets = places.flows.get((node.line, node.column))
    if brackets is None:
        at = end_of_line(text, _end(node, places))
        return _at(at, _lines(items, node.column - 1, apart=_is_spaced(text, node, places)))
    if node.items:
        return []
    start = len(text[: brackets.start].rstrip(" "))
    if start == 0 or text[start - 1] in "\r\n\ufeff":
        return [Edit(Span(start, brackets.end), "\n".join(_lines(items, indent)))]
    return [Edit(Span(start, brackets.end), ""), *_at(end_of_line(text, brackets.end), _lines(items, indent))]


def _lines(items: list[str], indent: int, *, apart: bool = False) -> list[str]:
    lines: list[str] = []
    for item in items:
        lines += [""] * apart
        lines += [(" " * indent + line) if line else "" for line in item.split("\n")]
    return lines


def _at(at: int, lines: list[str]) -> list[Edit]:
    return [Edit(Span(at, at), "".join(f"\n{line}" for line in lines))]


def _at_end(text: str, lines: list[str]) -> list[Edit]:
    begun = not text or text[-1] in "\r\n\ufeff"
    new = "".join(f"{line}\n" for line in lines)
    return [Edit(Span(len(text), len(text)), new if begun else f"\n{new}")]


def _is_spaced(text: str, node: Listing, places: Places) -> bool:
    """Say whether the editor leaves an empty line between the last two items."""
    if len(node.items) < 2:
        return False
    before, last = node.items[-2], node.items[-1]
    start = min(span.start for span in _spans(last, places))
    between = text[_end(before, places) : start].splitlines()
    return any(not line.strip() for line in between[1:-1])


def _end(node: Node, places: Places) -> int:
    return max(span.end for span in _spans(node, places))


def _spans(node: Node, places: Places) -> list[Span]:
    """Return the stretches of all values in `node`, its own brackets among them."""
    own: Place = (node.line, node.column)
    match node:
        case Scalar():
            return [places.scalars[own]]
        case Listing():
            inner = [span for item in node.items for span in _spans(item, places)]
        case Table():
            inner = [span for pair in node.entries for part in pair for span in _spans(part, places)]
    return [*inner, places.flows[own]] if own in places.flows else inner


def _held(node: Node | None) -> Any:
    match node:
        case None:
            return None
        case Scalar():
            return node.text, node.is_null
        case Listing():
            return [_held(item) for item in node.items]
        case Table():
            return {name.text: _held(value) for name, value in node.entries}


def _joined(root: Node | None, added: Node, key: str | None) -> Any:
    """Return what the text is to hold: all of `root`, and `added` at the end of the list."""
    before, new = _held(root), _held(added)
    if key is None:
        return [*(before or []), *new]
    before = before or {}
    listed = before.get(key)
    return {**before, key: [*(listed if isinstance(listed, list) else []), *new]}
