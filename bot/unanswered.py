"""Unanswered questions that ask the same in other words, counted together. Similarity of words only.

Also what `quoth unanswered` prints of them: nothing of who asked, for that is not stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, utils

from bot.render.screen import safe
from bot.state import State, Unanswered

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


SAME = 85
"""rapidfuzz's token_set_ratio, 0 to 100, from which two questions count as one: word order and a filler word differ."""
MOST_COMPARED = 2_000
"""Comparing is quadratic; what was asked less often than these stands by itself."""


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that ask the same: the most asked wording, all wordings, how often together."""

    question: str
    wordings: tuple[str, ...]
    count: int


def grouped(questions: Iterable[Unanswered]) -> tuple[Group, ...]:
    """Group `questions`, given most asked first; most asked group first."""
    heads: list[tuple[str, list[Unanswered]]] = []
    for number, item in enumerate(questions):
        key = utils.default_process(item.question)
        near = (members for head, members in heads if fuzz.token_set_ratio(head, key) >= SAME)
        members = next(near, None) if number < MOST_COMPARED else None
        if members is None:
            heads.append((key, [item]))
        else:
            members.append(item)
    groups = [
        Group(members[0].question, tuple(item.question for item in members), sum(item.count for item in members))
        for _, members in heads
    ]
    return tuple(sorted(groups, key=lambda group: -group.count))


def groups_in(path: Path) -> tuple[Group, ...]:
    """Return what the state file at `path` holds, most asked first; nothing where no bot has run with it yet.

    Raises StateError for a file that is no state file. None is made.
    """
    if not path.exists():
        return ()
    state = State(path)
    try:
        return grouped(state.most_unanswered())
    finally:
        state.close()


def report_unanswered(path: Path, most: int | None = None) -> str:
    """List what the state file at `path` holds: how often, the wording most used, the other wordings below it.

    Only the `most` most asked where that is given. Raises StateError for a file that is no state file.
    """
    if not path.exists():
        return f"no unanswered questions: there is no state file {safe(str(path))} yet; quoth telegram makes it"
    groups = groups_in(path)[:most]
    if not groups:
        return "no unanswered questions"
    wide = len(str(groups[0].count))
    lines = []
    for group in groups:
        lines.append(f"{group.count:>{wide}}  {safe(group.question)}")
        lines += [f"{'':>{wide}}  also: {safe(wording)}" for wording in group.wordings if wording != group.question]
    return "\n".join(lines)
