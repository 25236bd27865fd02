"""An archive opened for questions: as it was built at an earlier opening, or built now, beside the one that serves.

In the cache folder stands `NAME.archive`: a file `current` that says which of the folders beside it serves, and for
which state of the library. A new one is written whole into a folder of its own, and then `current` is replaced. A build
that is killed leaves a folder that nothing names, which the next build removes; builds of one library take turns.

Whether an archive is of the library as it is now is told by the files' names, sizes, inodes and times, which takes a
twentieth of reading them. A file's time of change (ctime) is no one's to set. Where it is so young that a change might
have the same one, and where anything differs, the contents are compared; what is of the same content is not read again.
"""

from __future__ import annotations

import json
import marshal
import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from knowledge.archive import Archive, ArchiveReader, Parts
from knowledge.errors import IndexFileError, KnowledgeError
from knowledge.kept import FORMAT, Damaged, Kept, dumped
from knowledge.record_file import RecordFile
from knowledge.values import dataclass

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows: two builds at once are then wasted work
    fcntl = None  # type: ignore[assignment]
try:
    from _blake2 import blake2b  # hashlib loads OpenSSL as well: 3 ms
except ImportError:  # pragma: no cover - other Pythons
    from hashlib import blake2b

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

    from knowledge.archive_building import Earlier, Progress
    from knowledge.collection import Collection

    Report = Callable[[str], None]

YOUNG = 2_000_000_000
"""Nanoseconds within which a file may change twice and its times not tell: some file systems count in two seconds."""
TRIES = 3
_CURRENT, _FILES = "current", "files"


@dataclass(frozen=True, slots=True)
class State:
    """A library as its folder lists it, and the code that would read it."""

    files: Mapping[str, tuple[int, ...]]
    """Name → size, inode, times of change of the content and of the state; by name."""
    code: str

    def digest(self) -> str:
        """Return what tells one state from another."""
        digest = blake2b(repr((FORMAT, self.code)).encode(), digest_size=20)
        # as plain values: a repr takes ten times as long, which is felt where files are tens of thousands
        digest.update(marshal.dumps([*self.files.items()], 2))
        return digest.hexdigest()


def open_archive(
    folder: Path, home: Path | None, look: Callable[[], State], report: Report, progress: Progress
) -> Collection:
    """Return the large library in `folder`, ready for questions, kept in the folder `home` if that is given.

    `look` returns the state that the library is in now. Raises LibraryError with every fault where it is not sound, and
    OSError where there is room for its archive neither there nor in a temporary folder.
    """
    if home is not None:
        try:
            return _Home(folder, home, look, report, progress).collection()
        except OSError as error:
            report(f"{home}: cannot be used ({error.strerror}); the library is prepared in a temporary folder")
    with tempfile.TemporaryDirectory(prefix="quoth-", ignore_cleanup_errors=True) as place:
        # what is mapped stays readable when its folder goes, but on Windows, where the folder stays
        return _Home(folder, Path(place), look, report, progress).collection()


class _Home:
    """Where the archives of one library are."""

    def __init__(self, folder: Path, home: Path, look: Callable[[], State], report: Report, progress: Progress) -> None:
        self.folder, self.home = folder, home
        self.look, self.report, self.progress = look, report, progress

    def collection(self) -> Collection:
        """Return the archive that serves, built now if need be."""
        return self.reader().collection()

    def reader(self) -> ArchiveReader:
        state = self.look()
        for _ in range(TRIES):  # another process may replace what is being opened
            serving = self._serving()
            if serving is None or not (serving["state"] == state.digest() or self._still(serving, state)):
                break
            try:
                return self._open(serving)
            except FileNotFoundError:
                continue
            except (OSError, Damaged, IndexFileError) as error:
                self.report(f"{self.home}: {error}; the library is read anew")
                return self._open(self._built(state, serving["folder"]))
        return self._open(self._built(state, None))

    def _open(self, serving: Mapping[str, str]) -> ArchiveReader:
        def parts_anew(what: str) -> Parts:
            return Parts(self.home / self._anew(serving, what)["folder"])

        def rest_anew(what: str) -> bytes:
            return (self.home / self._anew(serving, what)["folder"] / "rest").read_bytes()

        place = self.home / serving["folder"]
        archive = Archive(Parts(place), parts_anew)
        return ArchiveReader(Kept(memoryview((place / "rest").read_bytes()), serving["key"], rest_anew), archive)

    def _anew(self, serving: Mapping[str, str], what: str) -> Mapping[str, str]:
        """Build again what turned out damaged; raise KnowledgeError where the library has changed since."""
        self.report(f"{self.home}: {what}; the library is read anew")
        fresh = self._built(self.look(), serving["folder"])
        if fresh["key"] != serving["key"]:
            raise KnowledgeError("the library was changed while it was read; ask again")
        return fresh

    def _serving(self, *, again: bool = False) -> dict[str, str] | None:
        """Return what `current` says; None where there is none, or it is damaged, which is reported but not `again`."""
        try:
            content = (self.home / _CURRENT).read_bytes()
            written, _, checksum = content.rpartition(b"\n")
            if int(checksum) != crc32(written):
                raise ValueError("its checksum is another")
            said: dict[str, str] = json.loads(written)
            _ = said["state"], said["folder"], said["key"]
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            if not again:
                self.report(f"{self.home / _CURRENT}: is damaged ({error}); the library is read anew")
            return None
        return said

    def _still(self, serving: Mapping[str, str], state: State) -> bool:
        """Say whether what serves is of the library's contents, whatever their times; if so, note the times."""
        earlier = _Table.read(self.home / serving["folder"] / _FILES)
        if earlier is None or earlier.code != state.code or [*state.files] != [*earlier.files]:
            return False
        same = earlier.unchanged(state)
        if not all(name in same or earlier.is_still(self.folder, name) for name in state.files):
            return False
        with suppress(OSError), self._turn(wait=False) as ours:
            if ours and self._serving() == serving:
                now = self._clock()
                _Table({**state.files}, earlier.contents, earlier.digests, now, state.code).write(
                    self.home / serving["folder"] / _FILES
                )
                self._replace({**serving, "state": _certain(state, now)})
        return True

    def _built(self, state: State, damaged: str | None) -> Mapping[str, str]:
        """Build the archive of the library in `state`, unless another process has by now; `damaged` is not taken."""
        from knowledge.archive_building import build_archive  # noqa: PLC0415 - numpy is not needed to open one
        from knowledge.index_building import refuse_to_wait_for_itself  # noqa: PLC0415

        refuse_to_wait_for_itself()
        self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._turn():
            serving = self._serving(again=True)
            if serving is not None and serving["folder"] != damaged and serving["state"] == state.digest():
                return serving  # another process has built what was waited for
            self._sweep(serving)
            now = self._clock()
            before = {name: _digest(self.folder, name) for name in _read_whole(state.files)}
            out = Path(tempfile.mkdtemp(prefix="built-", dir=self.home))
            try:
                key, digests = build_archive(
                    self.folder,
                    out,
                    self._earlier(serving, state),
                    state.code,
                    workers=os.cpu_count() or 1,
                    progress=self.progress,
                )
                table = _Table({**state.files}, {}, digests, now, state.code)
                table.take_contents(self.folder, before)
                table.write(out / _FILES)
                fresh = {"state": _certain(state, now), "folder": out.name, "key": key}
                self._replace(fresh)
            except BaseException:
                shutil.rmtree(out, ignore_errors=True)
                raise
            if serving is not None:
                shutil.rmtree(self.home / serving["folder"], ignore_errors=True)
            return fresh

    def _earlier(self, serving: Mapping[str, str] | None, state: State) -> Earlier:
        """Return what of the archive that serves may be used again: all, if this code made it."""
        from knowledge.archive_building import Earlier  # noqa: PLC0415
        from knowledge.archive_earlier import PIECES, SHEETS, TEXTS, Known  # noqa: PLC0415

        table = _Table.read(self.home / serving["folder"] / _FILES) if serving else None
        if serving is None or table is None or table.code != state.code:
            return Earlier({}, None)
        folder = self.home / serving["folder"]
        try:
            for name in (PIECES, SHEETS, TEXTS):
                RecordFile(folder / name)
            kept = Kept(memoryview((folder / "rest").read_bytes()), serving["key"], _not_anew)
            first = memoryview(kept.row("first")[0]).cast("Q")
            sheets = memoryview(kept.row("sheets")[0]).cast("Q")
            metadata, others = kept.row("metadata"), kept.text("others")
            places: dict[str, tuple[int, int]] = {}
            ids = [*table.digests]
            for sheet, (start, end) in enumerate(pairwise(sheets)):
                on_it = [id_ for id_ in ids[start:end] if id_ in others]
                places |= {id_: (sheet, place) for place, id_ in enumerate(on_it)}
            there = table.articles(state.files)  # under another name the same bytes may be in another format
            known = {
                id_: Known(digest, metadata[number], places.get(id_), start, end - start)
                for number, ((id_, digest), (start, end)) in enumerate(
                    zip(table.digests.items(), pairwise(first), strict=True)
                )
                if id_ in there
            }
        except (OSError, Damaged) as error:
            self.report(f"{self.home}: {error}; all articles are analysed anew")
            return Earlier({}, None)
        # what a card file said of its article may have to be forgotten
        same = table.articles(table.unchanged(state)) - table.carded()
        return Earlier(known, folder, same)

    def _clock(self) -> int:
        """Return what time it is to the file system, in nanoseconds."""
        with tempfile.NamedTemporaryFile(prefix="clock-", dir=self.home) as file:
            return os.fstat(file.fileno()).st_mtime_ns

    @contextmanager
    def _turn(self, *, wait: bool = True) -> Iterator[bool]:
        """Wait until no other process builds; without waiting, give False where one does."""
        lock = os.open(self.home / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if fcntl is not None:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    yield False
                    return
            yield True
        finally:
            os.close(lock)

    def _replace(self, said: Mapping[str, str]) -> None:
        written = dumped(said)
        unfinished = self.home / f"{_CURRENT}-{os.getpid()}"
        unfinished.write_bytes(written + b"\n%d" % crc32(written))
        unfinished.replace(self.home / _CURRENT)

    def _sweep(self, serving: Mapping[str, str] | None) -> None:
        """Remove what killed builds have left; nobody else builds now."""
        keep = {_CURRENT, "lock", serving["folder"] if serving else ""}
        for path in self.home.iterdir():
            if path.name not in keep:
                if path.is_dir():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink(missing_ok=True)


def _not_anew(what: str) -> bytes:
    raise Damaged(what)


@dataclass(frozen=True, slots=True)
class _Table:
    """What is known of the files that an archive was made of."""

    files: dict[str, tuple[int, ...]]
    """Name → its mark."""
    contents: dict[str, str]
    """Name → the digest of its content, where it is not that of an article without cards."""
    digests: dict[str, str]
    """Article → the digest of what its sheet was made of."""
    looked: int
    """When, in nanoseconds: what was younger then may have changed since without a sign."""
    code: str

    @classmethod
    def read(cls, path: Path) -> _Table | None:
        """Return what stands in `path`; None where that is damaged or not there."""
        try:
            written, _, checksum = path.read_bytes().rpartition(b"\n")
            if int(checksum) != crc32(written):
                return None
            files, contents, digests, looked, code = json.loads(written)
        except (OSError, ValueError):
            return None
        return cls({name: tuple(mark) for name, mark in files.items()}, contents, digests, looked, code)

    def write(self, path: Path) -> None:
        """Write it to `path`, beside it first."""
        written = dumped([self.files, self.contents, self.digests, self.looked, self.code])
        unfinished = path.with_name(f"{path.name}-{os.getpid()}")
        unfinished.write_bytes(written + b"\n%d" % crc32(written))
        unfinished.replace(path)

    def unchanged(self, state: State) -> frozenset[str]:
        """Return the files that are known to be as they were, without a look into them."""
        return frozenset(
            name
            for name, mark in state.files.items()
            if self.files.get(name) == mark and _newest(mark) < self.looked - YOUNG
        )

    def carded(self) -> set[str]:
        """Return the articles that had a card file."""
        return {name.removesuffix(".cards.yaml") for name in self.files if name.endswith(".cards.yaml")}

    def articles(self, names: Container[str]) -> frozenset[str]:
        """Return the articles of which the file, as it was called, is among `names`."""
        return frozenset(id_ for name in self.files if name in names and (id_ := self._article(name)) is not None)

    def take_contents(self, folder: Path, before: Mapping[str, str]) -> None:
        """Note the digests of the files that are no articles without cards.

        What does not have its digest of `before` was changed while it was read: it is not known what was read.
        """
        carded = self.carded()
        for name in self.files:
            if self._article(name) is None or self._article(name) in carded:
                digest = _digest(folder, name)
                self.contents[name] = digest if digest == before.get(name, digest) else ""

    def is_still(self, folder: Path, name: str) -> bool:
        """Say whether a file has the content that it had."""
        known = self.contents.get(name) or self.digests.get(self._article(name) or "")
        return known is not None and known == _digest(folder, name)

    def _article(self, name: str) -> str | None:
        stem, _, ending = name.rpartition(".")
        return stem if ending.lower() in ("txt", "md") and stem in self.digests else None


def _read_whole(names: Iterable[str]) -> list[str]:
    """Return the files that are read as a whole before articles pass by: cards, what has cards, and settings."""
    names = list(names)
    carded = {name.removesuffix(".cards.yaml") for name in names if name.endswith(".cards.yaml")}
    return [name for name in names if not name.lower().endswith((".txt", ".md")) or name.rpartition(".")[0] in carded]


def _newest(mark: Sequence[int]) -> int:
    """Return the later time of a file's change."""
    return max(mark[2:], default=0)


def _certain(state: State, now: int) -> str:
    """Return the digest of a state that was looked at before `now`; empty where a change might not have told."""
    return state.digest() if all(_newest(mark) < now - YOUNG for mark in state.files.values()) else ""


def _digest(folder: Path, name: str) -> str:
    from knowledge.archive_reading import digest_of  # noqa: PLC0415 - with all that reads articles

    try:
        return digest_of((folder / name).read_bytes())
    except OSError:
        return ""
