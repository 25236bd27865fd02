"""Everything that can be wrong with what a person gives to `bot`: the command line and the settings.

BotError
├── UsageError       a command line that makes no sense
└── SettingsError    settings that cannot be used: carries every fault found
"""

from __future__ import annotations


class BotError(Exception):
    """The base of this package's errors: one line or more, each saying what, where and the remedy."""

    def __init__(self, *lines: str) -> None:
        self.lines = lines
        super().__init__("\n".join(lines))


class UsageError(BotError):
    """A command line that makes no sense."""


class SettingsError(BotError):
    """Settings that cannot be used; `lines` has one line for every fault."""


def defect_line(error: Exception) -> str:
    """Say in one line that the program itself is wrong; nothing of what a person wrote is repeated."""
    return f"this is a defect ({type(error).__name__}); run it with --debug for the traceback, and report that"


def complaint(line: str) -> str:
    """Return `line` as it is said on standard error: one line, with the program's name.

    >>> complaint("no such folder")
    'quoth: no such folder'
    """
    return f"quoth: {' '.join(line.splitlines())}"
