"""Edits of a text shown as a unified diff, as `patch` reads it. Linear in the text: what changed is known before."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from knowledge.marked_edits import Edit, edited

if TYPE_CHECKING:
    from collections.abc import Sequence

CONTEXT = 3
"""Unchanged lines around a change, as diff -u has them."""
_NO_BREAK = "\\ No newline at end of file"

Change = tuple[int, tuple[str, ...], tuple[str, ...]]
"""The first line (from 0) that changes, the lines as they were, the lines as they are."""


def unified_diff(name: str, text: str, edits: Sequence[Edit]) -> str:
    r"""Return what `edits` change in the file `name`, whose text is `text`; empty where nothing is changed.

    >>> from knowledge import Span
    >>> print(unified_diff("a", "one\ntwo\n", [Edit(Span(4, 7), "three")]))
    --- a
    +++ a
    @@ -1,2 +1,2 @@
     one
    -two
    +three
    """
    lines = _lines(text)
    changes = _changes(text, lines, edits)
    if not changes:
        return ""
    out = [f"--- {name}", f"+++ {name}"]
    moved = 0
    for hunk in _hunks(changes):
        first = max(hunk[0][0] - CONTEXT, 0)
        last = min(hunk[-1][0] + len(hunk[-1][1]) + CONTEXT, len(lines))
        grown = sum(len(new) - len(old) for _, old, new in hunk)
        out.append(f"@@ -{_range(first, last - first)} +{_range(first + moved, last - first + grown)} @@")
        at = first
        for start, old, new in hunk:
            out += _marked(" ", lines[at:start])
            out += _marked("-", old)
            out += _marked("+", new)
            at = start + len(old)
        out += _marked(" ", lines[at:last])
        moved += grown
    return "\n".join(out)


def _lines(text: str) -> list[str]:
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _changes(text: str, lines: list[str], edits: Sequence[Edit]) -> list[Change]:
    starts = [0, *accumulate(map(len, lines))]
    groups: list[tuple[int, int, list[Edit]]] = []
    for edit in sorted(edits, key=lambda edit: edit.span):
        first = max(min(bisect_right(starts, edit.span.start), len(lines)) - 1, 0)
        last = max(min(bisect_right(starts, edit.span.end), len(lines)) - 1, 0)
        if groups and first <= groups[-1][1]:
            start, end, held = groups.pop()
            groups.append((start, max(end, last), [*held, edit]))
        else:
            groups.append((first, last, [edit]))
    changes = []
    for first, last, held in groups:
        offset = starts[first]
        piece = text[offset : starts[min(last + 1, len(lines))]]
        after = edited(piece, [Edit(edit.span.shifted(-offset), edit.text) for edit in held])
        change = _trimmed(first, _lines(piece), _lines(after))
        if change[1] or change[2]:
            changes.append(change)
    return changes


def _trimmed(first: int, old: list[str], new: list[str]) -> Change:
    """Leave out the lines at both ends that are the same."""
    while old and new and old[0] == new[0]:
        first, old, new = first + 1, old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return first, tuple(old), tuple(new)


def _hunks(changes: list[Change]) -> list[list[Change]]:
    """Put together the changes whose context would touch."""
    hunks: list[list[Change]] = []
    for change in changes:
        if hunks and change[0] - (hunks[-1][-1][0] + len(hunks[-1][-1][1])) <= 2 * CONTEXT:
            hunks[-1].append(change)
        else:
            hunks.append([change])
    return hunks


def _range(first: int, count: int) -> str:
    return f"{first + 1 if count else first},{count}"


def _marked(mark: str, lines: Sequence[str]) -> list[str]:
    marked = []
    for line in lines:
        marked.append(mark + line.removesuffix("\n"))
        if not line.endswith("\n"):
            marked.append(_NO_BREAK)
    return marked
