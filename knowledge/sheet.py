"""A YAML file under examination: takes the expected shapes out of its tree and notes a fault for each that is not so.

Knows shapes (a text, a list of texts, a mapping with these keys), not what they mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.errors import Fault
from knowledge.marked_yaml import Listing, Node, Scalar, Table, shown

if TYPE_CHECKING:
    from pathlib import Path

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_BREAKS = re.compile(r"[\r\n]+")
_MOST_COMPARED = 200
"""Known words that a misspelt one is compared with; only the ids of a large library are more."""
_TRUTH = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def did_you_mean(word: str, known: tuple[str, ...]) -> str | None:
    """Return the known word that `word` is nearest to, or None.

    >>> did_you_mean("evidense", ("answer", "evidence"))
    'evidence'
    """
    from difflib import get_close_matches  # noqa: PLC0415 - only a faulty file needs it

    matches = get_close_matches(word[:60].lower(), known[:_MOST_COMPARED], n=1)
    return matches[0] if matches else None


@dataclass(slots=True)
class Sheet:
    """One file and the faults noted in it so far."""

    path: Path
    faults: list[Fault] = field(default_factory=list)

    def note(self, node: Node, what: str, remedy: str) -> None:
        """Note a fault at the place of `node`."""
        self.faults.append(Fault(self.path, node.line, what, remedy, node.column))

    def table(self, node: Node, name: str, keys: tuple[str, ...], *, strangers: bool = False) -> dict[str, Node]:
        """Return the values of the mapping `node` by key, without those left empty; empty where it is no mapping.

        A key that is not among `keys` is a fault; with `strangers`, only where it is nearly one of them.
        """
        if not isinstance(node, Table):
            self.note(node, f"{name} is {_kind(node)}, not a mapping", f"write it as key: value with {', '.join(keys)}")
            return {}
        for key, _ in node.entries:
            if key.text not in keys:
                near = did_you_mean(key.text, keys)
                if near or not strangers:
                    remedy = f"did you mean {near}?" if near else f"there are: {', '.join(keys)}"
                    self.note(key, f"unknown key {shown(key.text)} in {name}", remedy)
        return {
            key.text: value
            for key, value in node.entries
            if key.text in keys and not (isinstance(value, Scalar) and value.is_null)
        }

    def listing(self, node: Node, name: str) -> tuple[Node, ...]:
        """Return the items of the list `node`; none where it is no list."""
        if isinstance(node, Listing):
            return node.items
        self.note(node, f"{name} is {_kind(node)}, not a list", "write [one, two] or one '- item' a line")
        return ()

    def scalar(self, node: Node, name: str) -> Scalar | None:
        """Return `node` where it is a text, be it empty or of control characters; None where it is none."""
        if isinstance(node, Scalar) and not node.is_null:
            return node
        kind = "empty" if isinstance(node, Scalar) else _kind(node)
        remedy = "write the text, in quotation marks where it holds ': ' or ' #' or begins with a sign"
        self.note(node, f"{name} is {kind}, not a text", remedy)
        return None

    def text(self, node: Node, name: str) -> Scalar | None:
        """Return `node` where it is one line of readable text (line breaks become spaces); None where not."""
        scalar = self.scalar(node, name)
        if scalar is None:
            return None
        text = scalar.text.strip()
        if "\n" in text or "\r" in text:
            text = " ".join(line.strip(" \t") for line in _LINE_BREAKS.split(text))
        if not text:
            self.note(scalar, f"{name} is empty", "write it, or delete the key")
            return None
        if bad := _CONTROL.search(text):
            self.note(scalar, f"{name} holds the control character U+{ord(bad[0]):04X}", "delete it")
            return None
        return Scalar(scalar.line, scalar.column, text, scalar.plain)

    def texts(self, node: Node, name: str) -> tuple[Scalar, ...]:
        """Return the texts of the list `node`."""
        found = [self.text(item, f"an item of {name}") for item in self.listing(node, name)]
        return tuple(text for text in found if text is not None)

    def number(self, node: Node, name: str) -> int | None:
        """Return the whole number that `node` is."""
        if isinstance(node, Scalar) and re.fullmatch("[0-9]{1,9}", node.text):
            return int(node.text)
        self.note(node, f"{name} is {_kind(node)}, not a whole number", f"write {name}: 4")
        return None

    def truth(self, node: Node, name: str) -> bool | None:
        """Return whether `node` says true or false."""
        if isinstance(node, Scalar) and node.plain and node.text.lower() in _TRUTH:
            return _TRUTH[node.text.lower()]
        self.note(node, f"{name} is {_kind(node)}, not true or false", f"write {name}: true")
        return None


def _kind(node: Node) -> str:
    match node:
        case Listing():
            return "a list"
        case Table():
            return "a mapping"
        case Scalar(text=text):
            return shown(text)
