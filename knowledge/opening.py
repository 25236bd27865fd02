"""A library opened for questions: as it was kept at an earlier opening, or read, checked, prepared and kept now.

What was kept is used only where it is exactly what reading would give: its key is made of every file of the library,
byte for byte, and of the code that prepares it. A library with faults is never kept, so that each run reports them
all. Where nothing can be kept the answers are the same, later.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from knowledge.keeping import from_sections, to_sections
from knowledge.kept import FORMAT, Damaged, Kept
from knowledge.tokenizer import stemmer_version
from knowledge.values import replace

try:
    from _blake2 import blake2b  # hashlib loads OpenSSL as well: 3 ms
except ImportError:  # pragma: no cover - other Pythons
    from hashlib import blake2b

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from knowledge.collection import Collection

SUFFIXES = (".txt", ".md", ".yaml", ".yml", ".json")
"""Endings of the names that matter to a library (folder.list_files); of others not even the name does."""
_UNREAD = (".tests.yaml",)
"""Endings of the files whose name matters and whose content does not."""
_LARGEST = 10_000_000
"""Bytes of the largest file that a library can have (library.LARGEST_YAML); a larger one is a fault."""
_MAPPED = 16_000_000
"""Bytes from which a kept file is mapped and not read: its pages are shared by processes, and most are never touched.
A mapped file that somebody cuts short ends the process, so a small one is read."""
LARGE = 4_000_000
"""Bytes of articles, some 6,000 passages, from which a library is answered as an archive (archive_opening): what is
smaller is sooner read whole than looked up piece by piece."""
_STALE = 3600
"""Seconds after which a file that was not finished is swept away: who wrote it was killed."""


def open_library(
    folder: Path,
    keep_in: Path | None,
    report: Callable[[str], None] = lambda _: None,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> Collection:
    """Return the library in `folder`, ready for questions; kept in the folder `keep_in` if that is given.

    `report` is told what was found damaged or could not be written: no fault, only slower. `progress` is told what is
    done, how many of it and of how many, where a large library is prepared. Raises LibraryError with every fault where
    the library is not sound.
    """
    name = blake2b(os.fsencode(os.path.realpath(folder)), digest_size=12).hexdigest()
    if _is_large(folder):
        home = keep_in / f"{name}.archive" if keep_in else None
        try:
            return _archive(folder, home, report, progress)
        except (OSError, ImportError) as error:
            report(f"{folder}: cannot be made an archive ({error}); it is prepared in memory")
            return _prepared(folder)
    key = state_of(folder) if keep_in else None
    if keep_in is None or key is None:
        return _prepared(folder)
    path = os.path.join(keep_in, f"{name}.kept")

    def mend(what: str) -> bytes:
        report(f"{path}: {what}; the library is read anew")
        return _keep(to_sections(_prepared(folder), state_of(folder) or ""), path, report)

    keep = partial(_kept_beside, path, key, report)
    try:
        return replace(from_sections(Kept(_contents(path), key, mend)), keep=keep)
    except FileNotFoundError:
        pass
    except (OSError, Damaged) as error:
        report(f"{path}: {error}; the library is read anew")
    collection = _prepared(folder)
    if state_of(folder) != key:
        return collection
    _keep(to_sections(collection, key), path, report)
    return replace(collection, keep=keep)


def _kept_beside(path: str, key: str, report: Callable[[str], None], name: str, make: Callable[[str], bytes]) -> Kept:
    """Open what was kept by `name` beside the library at `path`, or have it made and keep it."""
    beside = f"{path}.{name}"

    def mend(what: str) -> bytes:
        report(f"{beside}: {what}; it is made anew")
        return _keep(make(key), beside, report)

    try:
        return Kept(_contents(beside), key, mend)
    except FileNotFoundError:
        pass
    except (OSError, Damaged) as error:
        report(f"{beside}: {error}; it is made anew")
    return Kept(memoryview(_keep(make(key), beside, report)), key, mend)


def _prepared(folder: Path) -> Collection:
    from knowledge.collection import prepare  # noqa: PLC0415 - what checks a library is not needed for a kept one
    from knowledge.library import load_library  # noqa: PLC0415

    return prepare(load_library(folder))


def _archive(
    folder: Path, home: Path | None, report: Callable[[str], None], progress: Callable[[str, int, int], None]
) -> Collection:
    from knowledge.archive_opening import State, open_archive  # noqa: PLC0415 - for large libraries only

    code = repr((sys.version, sys.byteorder, stemmer_version(), *_code()))
    return open_archive(folder, home, lambda: State(_listed(folder), code), report, progress)


def _is_large(folder: Path) -> bool:
    """Say whether the articles of a library are too much to be read whole."""
    total = 0
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.lower().endswith((".txt", ".md")):
                with suppress(OSError):
                    total += entry.stat().st_size
                if total >= LARGE:
                    return True
    return False


def _listed(folder: Path) -> dict[str, tuple[int, ...]]:
    """Return the files that answers of a library may come from, by name, as its folder lists them."""
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if name.lower().endswith(SUFFIXES) and name[0] != "." and not name.endswith(_UNREAD):
                s = entry.stat()
                if not stat.S_ISDIR(s.st_mode):
                    found.append((name, (s.st_size, s.st_ino, s.st_mtime_ns, s.st_ctime_ns)))
    found.sort()
    return dict(found)


def state_of(folder: Path) -> str | None:
    """Return what a kept library is good for: a digest of the library's files and of the code that reads them.

    None where a file cannot be read or is none: the library has a fault then.
    """
    digest = blake2b(digest_size=20)
    digest.update(repr((FORMAT, sys.version, sys.byteorder, stemmer_version(), *_code())).encode())
    try:
        with os.scandir(folder) as entries:
            found = sorted((e.name, e.is_dir()) for e in entries if e.name.lower().endswith(SUFFIXES))
        for name, is_folder in found:
            if name.startswith(".") or is_folder:
                continue
            content = b"" if name.endswith(_UNREAD) else _source(os.path.join(folder, name))
            digest.update(b"%d %d " % (len(os.fsencode(name)), len(content)))
            digest.update(os.fsencode(name))
            digest.update(content)
    except OSError:
        return None
    return digest.hexdigest()


def _source(path: str) -> bytes:
    status = os.stat(path)
    if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST:
        raise OSError("no source")
    with open(path, "rb") as file:
        return file.read(_LARGEST + 1)


def _code() -> Iterator[tuple[str, int, int, int]]:
    """Yield the files of this package, each with what changes when it does; contents would take longer than answering.

    The time of a file's last change of state (ctime) is no one's to set, unlike that of its content.
    """
    here = os.path.dirname(__file__)
    for folder in (here, *(os.path.join(here, part) for part in ("attribution", "crossing", "data", "languages"))):
        found = []
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.name.endswith((".py", ".tsv", ".json")):
                        status = entry.stat()
                        found.append((entry.name, status.st_size, status.st_mtime_ns, status.st_ctime_ns))
        except OSError:
            continue
        yield from sorted(found)


def _contents(path: str) -> memoryview:
    """Return what stands in a kept file; raise OSError, or Damaged where it is no file of this user's."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with open(descriptor, "rb", buffering=0) as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise Damaged("it is no file")
        if hasattr(os, "getuid") and status.st_uid != os.getuid():
            raise Damaged("it belongs to another user")
        if status.st_size < _MAPPED:
            return memoryview(file.read())
        import mmap  # noqa: PLC0415 - for large libraries only

        return memoryview(mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ))


def _keep(data: bytes, path: str, report: Callable[[str], None]) -> bytes:
    """Write `data` to `path`, beside it first: nobody ever meets half of it. Return what was to be written."""
    folder, name = os.path.split(path)
    unfinished = f"{path}.{os.getpid()}-{os.urandom(4).hex()}"
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            with open(os.open(unfinished, flags, 0o600), "wb") as file:
                file.write(data)
            os.replace(unfinished, path)
        except BaseException:
            _remove(unfinished)
            raise
        _sweep(folder, name)
    except OSError as error:
        report(f"{path}: cannot be written ({error.strerror}); the next start is as slow as this one")
    return data


def _sweep(folder: str, name: str) -> None:
    now = os.stat(os.path.join(folder, name)).st_mtime
    with os.scandir(folder) as entries:
        stale = [e.path for e in entries if e.name.startswith(name + ".") and e.stat().st_mtime < now - _STALE]
    for path in stale:
        _remove(path)


def _remove(path: str) -> None:
    with suppress(OSError):
        os.unlink(path)
