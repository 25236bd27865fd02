"""Where prepared libraries are kept between runs: the user's cache folder, or where `QUOTH_CACHE` says.

Looked up here and not by platformdirs, whose import is a tenth of answering a question; the places are its own.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from bot.sources import gather

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bot.sources import Given

OFF = frozenset(("off", "no", "none", "0"))
"""Values of QUOTH_CACHE with which nothing is kept."""


def find_cache(environ: Mapping[str, str], directory: Path) -> Path | None:
    """Return the folder for prepared libraries; it need not exist. None where nothing is to be kept."""
    return cache_folder(gather(environ, directory), environ, directory)


def cache_folder(given: Mapping[str, Given], environ: Mapping[str, str], directory: Path) -> Path | None:
    """Return the same, of settings that were gathered already."""
    item = given.get("QUOTH_CACHE")
    if item is not None and item.value.lower() in OFF:
        return None
    folder = os.path.expanduser(item.value) if item else _users(environ, sys.platform)
    return None if folder is None or "\0" in folder else directory / folder


def _users(environ: Mapping[str, str], platform: str) -> str | None:
    """Return the user's cache folder, as the platform has it; None where the user has none."""
    if platform == "win32":
        return os.path.join(environ["LOCALAPPDATA"], "quoth", "Cache") if environ.get("LOCALAPPDATA") else None
    home = os.path.expanduser("~")
    if platform == "darwin":
        return os.path.join(home, "Library", "Caches", "quoth") if os.path.isabs(home) else None
    base = environ.get("XDG_CACHE_HOME", "").strip()
    if os.path.isabs(base):
        return os.path.join(base, "quoth")
    return os.path.join(home, ".cache", "quoth") if os.path.isabs(home) else None
