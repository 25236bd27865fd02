"""One finding, and how findings are shown: lines for people, JSON for programs. What is found others say."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.render.screen import count_of, safe

if TYPE_CHECKING:
    from collections.abc import Sequence


class Level(StrEnum):
    """How a check ended."""

    OK = "ok"
    WARNING = "warning"
    """The bot runs, and something about it is worth mending."""
    FAULT = "fault"
    """The bot cannot run, or does not do its work."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found."""

    check: str
    """What was looked at, in a word or two."""
    level: Level
    says: str
    remedy: str = ""
    """What to do about it; empty where nothing is to be done."""


def ok(check: str, says: str) -> Finding:
    """All is well."""
    return Finding(check, Level.OK, says)


def warning(check: str, says: str, remedy: str = "") -> Finding:
    """It runs, and could be better."""
    return Finding(check, Level.WARNING, says, remedy)


def fault(check: str, says: str, remedy: str = "") -> Finding:
    """It does not run."""
    return Finding(check, Level.FAULT, says, remedy)


def from_line(check: str, line: str) -> Finding:
    """Take a fault as our errors word it: what and where, a semicolon, the remedy."""
    says, _, remedy = line.partition("; ")
    return fault(check, says, remedy)


def sound(findings: Sequence[Finding]) -> bool:
    """Say whether none of `findings` is a fault."""
    return all(finding.level is not Level.FAULT for finding in findings)


def as_text(findings: Sequence[Finding]) -> str:
    """Write one line a finding, its remedy below it, and a last line that sums up."""
    wide = max(len(finding.check) for finding in findings)
    lines = []
    for finding in findings:
        lines.append(f"{finding.level:<7}  {finding.check:<{wide}}  {safe(finding.says)}")
        if finding.remedy:
            lines.append(f"{'':<{wide + 9}}  → {safe(finding.remedy)}")
    counts = {level: sum(finding.level is level for finding in findings) for level in Level}
    lines.append(
        "all is well"
        if counts[Level.OK] == len(findings)
        else f"{count_of(counts[Level.FAULT], 'fault')}, {count_of(counts[Level.WARNING], 'warning')}"
    )
    return "\n".join(lines)


def as_json(findings: Sequence[Finding]) -> str:
    """Write one JSON object: whether all is well, and every finding."""
    return json.dumps({"ok": sound(findings), "findings": list(map(asdict, findings))}, ensure_ascii=False)
