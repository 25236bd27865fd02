"""Whether the state file can be written now, asked from outside of whoever has it open. Nothing is changed."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from bot.schema import fault_of

if TYPE_CHECKING:
    from pathlib import Path

LEAST_FREE = 1 << 20
"""Bytes that must be free on the state file's disk: a transaction writes some kilobytes."""
PROBE_SECONDS = 1.0
"""How long another process may keep the state file locked before it counts as not writable."""


def state_trouble(path: Path) -> str:
    """Say in a few words what keeps the state file at `path` from being written, or nothing."""
    try:
        uri = f"{path.absolute().as_uri()}?mode=rw"
        with closing(sqlite3.connect(uri, uri=True, isolation_level=None, timeout=PROBE_SECONDS)) as database:
            database.execute("BEGIN IMMEDIATE")  # a lock that can be had by whoever may write
            database.execute("ROLLBACK")
        free = shutil.disk_usage(path.parent).free  # told apart: only what is committed meets a full disk
    except (OSError, sqlite3.Error) as fault:
        return str(fault_of(path, fault)).removeprefix(f"{path}: ").partition("; ")[0]
    return "" if free >= LEAST_FREE else "the disk is full"
