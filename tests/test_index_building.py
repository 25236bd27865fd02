"""Building an index: the same bytes however it is built, and no harm done when it is not finished."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from knowledge import index_analysis, index_runs
from knowledge.errors import KnowledgeError
from knowledge.index_building import build_packed, build_packed_from_texts
from knowledge.packed_index import PackedIndex

if TYPE_CHECKING:
    from collections.abc import Iterator

CHANCE = random.Random(11)
TEXTS = [CHANCE.choices([f"w{n}" for n in range(500)], k=CHANCE.randint(0, 40)) for _ in range(3000)]
LINES = [" ".join(text) for text in TEXTS]
HOME = Path(__file__).parents[1]


def split(text: str) -> list[str]:
    """Analyse as plainly as can be; in a process of its own too."""
    return text.split()


def end_the_process(text: str) -> list[str]:
    """Stand for a process that the system ends, for want of memory say."""
    import os  # noqa: PLC0415 - it is not this process that is ended

    os._exit(9)


def refuse(text: str) -> list[str]:
    """Stand for a text that cannot be analysed."""
    raise ValueError(text)


@pytest.fixture
def whole(tmp_path: Path) -> bytes:
    """The bytes of the index of TEXTS."""
    build_packed(TEXTS, tmp_path / "whole")
    return (tmp_path / "whole").read_bytes()


def test_the_batches_do_not_show(tmp_path: Path, whole: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many small batches give the file that one large batch gives."""
    monkeypatch.setattr(index_runs, "BATCH_TOKENS", 1000)
    build_packed(iter(TEXTS), tmp_path / "index")
    assert (tmp_path / "index").read_bytes() == whole


@pytest.mark.parametrize("workers", [1, 2])
def test_the_processes_do_not_show(tmp_path: Path, whole: bytes, workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts analysed by one process or two give the file that their terms give."""
    monkeypatch.setattr(index_analysis, "CHUNK", 700)
    build_packed_from_texts(iter(LINES), split, tmp_path / "index", workers=workers)
    assert (tmp_path / "index").read_bytes() == whole


def test_no_texts_give_an_index_of_none(tmp_path: Path) -> None:
    """It opens and finds nothing."""
    build_packed_from_texts([], split, tmp_path / "index")
    with PackedIndex.open(tmp_path / "index") as index:
        assert index.size == 0
        assert index.top(["boat"], 3) == []


@pytest.mark.parametrize("workers", [1, 2])
def test_what_the_analysis_raises_is_raised_and_nothing_is_left(
    tmp_path: Path, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old index is as it was, and no other file is beside it."""
    monkeypatch.setattr(index_analysis, "CHUNK", 5)
    (tmp_path / "index").write_bytes(b"old")
    with pytest.raises(ValueError, match="w"):
        build_packed_from_texts(LINES[:50], refuse, tmp_path / "index", workers=workers)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"index": b"old"}


def test_a_process_that_is_ended_from_outside_is_a_clear_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line with the remedy, and nothing left behind."""
    monkeypatch.setattr(index_analysis, "CHUNK", 5)
    with pytest.raises(KnowledgeError, match=r"ended from outside; build the index again"):
        build_packed_from_texts(LINES[:50], end_the_process, tmp_path / "index", workers=2)
    assert list(tmp_path.iterdir()) == []


def test_progress_is_told_from_the_first_batch_to_the_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """How many passages are read, of how many nobody knows yet; then how many are written, of all."""
    monkeypatch.setattr(index_runs, "BATCH_PASSAGES", 1000)
    told: list[tuple[str, int, int | None]] = []
    build_packed(TEXTS, tmp_path / "index", progress=lambda *step: told.append(step))
    assert told[:3] == [("reading", 1000, None), ("reading", 2000, None), ("reading", 3000, None)]
    assert told[-1] == ("writing", 3000, 3000)


def test_a_folder_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    """Nothing is made for it."""
    with pytest.raises(FileNotFoundError):
        build_packed(TEXTS, tmp_path / "nowhere" / "index")


def test_who_reads_the_old_index_keeps_it(tmp_path: Path) -> None:
    """A new one is put in its place while it is open; who opens it now gets the new one."""
    build_packed([["boat"], ["storm"]], tmp_path / "index")
    with PackedIndex.open(tmp_path / "index") as old:
        build_packed([["storm"], ["boat"]], tmp_path / "index")
        assert [n for n, _ in old.top(["boat"], 2)] == [0]
        with PackedIndex.open(tmp_path / "index") as new:
            assert [n for n, _ in new.top(["boat"], 2)] == [1]


def test_the_old_index_serves_until_the_new_one_is_whole(tmp_path: Path) -> None:
    """While passages are still read, the file is the old one."""
    build_packed([["boat"]], tmp_path / "index")
    before = (tmp_path / "index").read_bytes()

    def passages() -> Iterator[list[str]]:
        for text in TEXTS:
            assert (tmp_path / "index").read_bytes() == before
            yield text

    build_packed(passages(), tmp_path / "index")
    assert (tmp_path / "index").read_bytes() != before


BUILDER = """
import sys
from pathlib import Path
from knowledge import index_runs
from knowledge.index_building import build_packed
index_runs.BATCH_TOKENS = 5000
texts = [line.split() for line in Path(sys.argv[1]).read_text().splitlines()]
print("ready", flush=True)
while True:
    build_packed(texts, Path(sys.argv[2]))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system has no SIGKILL")
def test_a_build_killed_at_any_moment_does_no_harm(tmp_path: Path, whole: bytes) -> None:
    """The file is always an old one or a new one, whole; the next build clears away what was left."""
    (tmp_path / "texts").write_text("\n".join(LINES))
    home = tmp_path / "cache"
    home.mkdir()
    build_packed([["old"]], home / "index")
    old = (home / "index").read_bytes()
    chance = random.Random(5)
    for _ in range(12):
        command = [sys.executable, "-c", BUILDER, str(tmp_path / "texts"), str(home / "index")]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=HOME) as builder:
            assert builder.stdout is not None
            builder.stdout.readline()
            time.sleep(chance.random() * 0.4)
            builder.kill()
        content = (home / "index").read_bytes()
        assert content in (old, whole)
        with PackedIndex.open(home / "index") as index:
            index.check()
        if content == whole:
            (home / "index").write_bytes(old)
    build_packed(TEXTS, home / "index")
    assert [p.name for p in home.iterdir()] == ["index"]
    assert (home / "index").read_bytes() == whole


MOMENTS = {
    "while passages are read": "texts = chain(texts[:2000], iter(end, None))",
    "while postings are written": "step = lambda what, done, of: what == 'writing' and end()",
    "when the file is whole": "Path.replace = end",
    "when the file is in its place": "shutil.rmtree = end",
}
DYING = """
import os, shutil, signal, sys
from itertools import chain
from pathlib import Path
from knowledge import index_runs
from knowledge.index_building import build_packed
index_runs.BATCH_TOKENS = 5000
texts = [line.split() for line in Path(sys.argv[1]).read_text().splitlines()]
step = None
def end(*args, **named):
    os.kill(os.getpid(), signal.SIGKILL)
{moment}
build_packed(texts, Path(sys.argv[2]), progress=step)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system has no SIGKILL")
@pytest.mark.parametrize("moment", MOMENTS)
def test_what_a_killed_build_leaves_is_cleared_away(tmp_path: Path, whole: bytes, moment: str) -> None:
    """Killed at each of its steps it leaves its folder, an old or a new index, and the next build is as if new."""
    (tmp_path / "texts").write_text("\n".join(LINES))
    home = tmp_path / "cache"
    home.mkdir()
    build_packed([["old"]], home / "index")
    old = (home / "index").read_bytes()
    program = DYING.replace("{moment}", MOMENTS[moment])
    done = subprocess.run([sys.executable, "-c", program, tmp_path / "texts", home / "index"], cwd=HOME, check=False)
    assert done.returncode == -signal.SIGKILL
    assert sorted(p.name for p in home.iterdir()) == ["index", "index.building"]
    assert (home / "index").read_bytes() == (whole if moment == "when the file is in its place" else old)
    build_packed(TEXTS, home / "index")
    assert [p.name for p in home.iterdir()] == ["index"]
    assert (home / "index").read_bytes() == whole


def test_two_builds_of_one_file_take_turns(tmp_path: Path, whole: bytes) -> None:
    """Both end well, and the file is whole."""
    (tmp_path / "texts").write_text("\n".join(LINES))
    program = BUILDER.replace("while True:", "for _ in range(3):")
    command = [sys.executable, "-c", program, str(tmp_path / "texts"), str(tmp_path / "index")]
    builders = [subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=HOME) for _ in range(2)]
    assert [builder.wait(60) for builder in builders] == [0, 0]
    assert (tmp_path / "index").read_bytes() == whole
    assert not list(tmp_path.glob("*.building"))
