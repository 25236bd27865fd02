"""The site's folder: written aside and swapped in, so that a reader sees the old site or the new one, whole.

The list of what was written stands in the folder (`.quoth-site.json`). A folder without it is nobody's to overwrite but
an empty one's; what others put beside the pages (`.git`, `CNAME`) is carried over; a page of ours whose article is gone
goes with it. Linux exchanges the folders in one step. Elsewhere it takes two, the folder is absent between them, and
where the second fails the old one is put back.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import BotError

if TYPE_CHECKING:
    from collections.abc import Mapping

_HERE, _RENAME_EXCHANGE = -100, 2
"""AT_FDCWD and the flag, as in Linux's `fcntl.h` and `fs.h`."""
MARKER = ".quoth-site.json"
"""The file by which a folder is known as a site that `quoth site` wrote."""


def check_target(folder: Path) -> None:
    """Raise BotError where `folder` must not or cannot become a site; called before any work is done."""
    _written_before(folder)
    target = _real(folder)
    if Path.cwd().is_relative_to(target):
        raise BotError(f"{str(folder)!r} is where you are, and a site is swapped in whole; run it from another folder")
    home = target.parent
    if not home.is_dir():
        raise BotError(f"no folder {str(home)!r} to write the site into; make it, or name another place")


def write_folder(folder: Path, pages: Mapping[str, bytes]) -> None:
    """Make `folder` hold `pages` and what others put there, nothing else; raise BotError and change nothing else."""
    target = _real(folder)
    before = _written_before(target)
    others = sorted(p.name for p in target.iterdir() if p.name not in before) if target.is_dir() else []
    both = [name for name in others if name in pages]
    if both:
        raise BotError(f"{str(target / both[0])!r} is not from quoth site and would be overwritten; move it away")
    try:
        aside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as error:
        raise _fault(target, error) from error
    try:
        _fill(aside, {**pages, MARKER: _marker(pages)})
        _swap(aside, target, others)
    except OSError as error:
        raise _fault(target, error, _left(aside, others)) from error
    finally:
        if not _left(aside, others):  # what is not ours is not ours to delete
            shutil.rmtree(aside, ignore_errors=True)


def _written_before(folder: Path) -> frozenset[str]:
    """Return the names in `folder` that are ours to replace; raise BotError where it is no site of ours."""
    if not folder.exists():
        return frozenset()
    what = str(folder)
    if not folder.is_dir():
        raise BotError(f"{what!r} is a file; name a folder for the site")
    try:
        names = json.loads((folder / MARKER).read_text("utf-8"))["files"]
        return frozenset((*map(str, names), MARKER))
    except FileNotFoundError:
        if any(folder.iterdir()):
            raise BotError(
                f"{what!r} is not empty and no site that quoth wrote (it has no {MARKER}); name another folder"
            ) from None
        return frozenset()
    except OSError as error:
        raise _fault(folder, error) from error
    except (ValueError, KeyError, TypeError) as error:
        raise BotError(f"{str(folder / MARKER)!r} is damaged; remove the folder, or name another one") from error


def _marker(pages: Mapping[str, bytes]) -> bytes:
    return (json.dumps({"written by": "quoth site", "files": sorted(pages)}, indent=1) + "\n").encode()


def _fill(folder: Path, pages: Mapping[str, bytes]) -> None:
    mask = os.umask(0)
    os.umask(mask)
    folder.chmod(0o777 & ~mask)  # mkdtemp made it for us alone; a web server has to read it
    for name, content in pages.items():
        (folder / name).write_bytes(content)


def _swap(aside: Path, target: Path, others: list[str]) -> None:
    """Put `aside` in the place of `target`, and what `others` put there into it; `aside` then holds the old pages."""
    if not target.exists():
        aside.rename(target)
        return
    if not _exchange(aside, target):
        between = _between(aside)
        target.rename(between)
        try:
            aside.rename(target)
        except OSError:
            between.rename(target)
            raise
        between.rename(aside)
    for name in others:
        (aside / name).rename(target / name)


def _between(aside: Path) -> Path:
    return aside.with_name(f"{aside.name}-old")


def _left(aside: Path, others: list[str]) -> Path | None:
    """Return where a swap that broke off left what others put into the folder; None where all of it is in place."""
    return next((place for place in (aside, _between(aside)) if any((place / name).exists() for name in others)), None)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; say whether the system can (Linux: renameat2 with RENAME_EXCHANGE)."""
    import ctypes  # noqa: PLC0415 - Python has no name for it

    try:
        call = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    return bool(call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _RENAME_EXCHANGE) == 0)


def _real(folder: Path) -> Path:
    return Path(os.path.realpath(folder))  # a link to the site stays a link; `.` and `..` become names


def _fault(folder: Path, error: OSError, left: Path | None = None) -> BotError:
    moved = f"; what you had put into it is in {str(left)!r}" if left else ""
    what = f"cannot write the site to {str(folder)!r} ({error.strerror})"
    return BotError(f"{what}; see to that, or name another folder{moved}")
