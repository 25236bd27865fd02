"""A file written whole or not at all: beside its place first, then renamed. Knows nothing of what is in it."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from bot.errors import BotError

_NEW_FILE = 0o666


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` into the file `path`; a link is followed, a file that is there keeps its permissions.

    Raises BotError where that cannot be done; what was there is there still.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        raise BotError(f"no file to write to, {path}; name a file")
    try:
        mode = target.stat().st_mode & 0o777 if target.exists() else _NEW_FILE & ~_umask()
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name[:50]}.", dir=target.parent)
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(target)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        with suppress(OSError):
            Path(name).unlink()


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _unwritable(path: Path, error: OSError) -> BotError:
    return BotError(f"cannot write ({error.strerror}), {path}; name a file in a folder that is there and yours")
