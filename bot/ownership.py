"""Files that the superuser makes for the bot belong to the bot: else it could not use them.

A service's user may exist only while the service runs, so its files are looked after by root.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def make_private(path: Path, owner: Path) -> None:
    """Make an empty file that only its owner may read, or leave the one there is; as root, for `owner`'s owner."""
    new = not path.exists()
    path.touch(mode=0o600)
    if new:
        give(path, owner)


def give(path: Path, owner: Path) -> None:
    """As root, give `path` the owner that `owner` has; as anybody else do nothing."""
    if hasattr(os, "chown") and os.geteuid() == 0:
        status = owner.stat()
        os.chown(path, status.st_uid, status.st_gid)
