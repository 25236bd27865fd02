"""A file that is not what was written is refused, whatever happened to it, and never trusted."""

from __future__ import annotations

import random
import struct
from typing import TYPE_CHECKING

import pytest

from knowledge.errors import IndexFileError, KnowledgeError
from knowledge.index_building import build_packed
from knowledge.index_file import HEADER, MAGIC, PAGE, VERSION
from knowledge.packed_index import PackedIndex

if TYPE_CHECKING:
    from pathlib import Path

CHANCE = random.Random(3)
TEXTS = [CHANCE.choices([f"w{n}" for n in range(300)], k=30) for _ in range(800)]


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A file of several pages."""
    build_packed(TEXTS, tmp_path / "index")
    assert (tmp_path / "index").stat().st_size > 4 * PAGE
    return tmp_path / "index"


def test_what_was_written_is_accepted(whole: Path) -> None:
    """Every page of it."""
    with PackedIndex.open(whole) as index:
        index.check()


def test_a_missing_file_is_one_clear_line(tmp_path: Path) -> None:
    """It names the file, what is wrong with it, and the remedy."""
    with pytest.raises(IndexFileError, match=r"^the index .*nowhere cannot be read \(No such file.*\); build it anew$"):
        PackedIndex.open(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "is empty"),
        (b"not an index, but long enough to be one" * 100, "is no index"),
        (b"\x80\x04\x95" + b"\0" * 5000, "is no index"),
        (MAGIC, "is cut short"),
        (MAGIC + b"\0" * (HEADER - len(MAGIC) - 1), "is cut short"),
        (MAGIC + struct.pack("<I", VERSION + 1) + b"\0" * 5000, f"has format {VERSION + 1}, not {VERSION}"),
        (MAGIC + struct.pack("<I", VERSION) + b"\0" * 5000, "is damaged"),
    ],
)
def test_a_foreign_or_older_file_is_refused(tmp_path: Path, content: bytes, what: str) -> None:
    """Nothing, a text, a pickle, the beginning of an index, one of another format."""
    (tmp_path / "index").write_bytes(content)
    with pytest.raises(IndexFileError, match=what) as caught:
        PackedIndex.open(tmp_path / "index")
    assert isinstance(caught.value, KnowledgeError)
    assert caught.value.path == tmp_path / "index"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    """Like a file that cannot be read."""
    with pytest.raises(IndexFileError):
        PackedIndex.open(tmp_path)


@pytest.mark.parametrize("length", [HEADER - 1, HEADER, HEADER + 1, PAGE, -4, -1])
def test_a_file_that_was_cut_short_is_refused(whole: Path, length: int) -> None:
    """At its header, within its pages, at its end."""
    whole.write_bytes(whole.read_bytes()[:length])
    with pytest.raises(IndexFileError):
        PackedIndex.open(whole)


def test_a_file_that_goes_on_is_refused(whole: Path) -> None:
    """A byte too many is not what was written either."""
    whole.write_bytes(whole.read_bytes() + b"\0")
    with pytest.raises(IndexFileError):
        PackedIndex.open(whole)


def test_any_changed_byte_is_found_by_checking_the_whole(whole: Path) -> None:
    """In the header, in any section or between two, in the table of pages."""
    content = whole.read_bytes()
    chance = random.Random(1)
    for place in [*range(0, HEADER, 7), *(chance.randrange(len(content)) for _ in range(300)), len(content) - 1]:
        damaged = bytearray(content)
        damaged[place] ^= 1 << chance.randrange(8)
        whole.write_bytes(damaged)
        with pytest.raises(IndexFileError):
            PackedIndex.open(whole).check()


@pytest.mark.parametrize("arrays", [True, False])
def test_an_answer_is_right_or_refused_whichever_byte_was_changed(whole: Path, arrays: bool) -> None:
    """Damage where the question does not look may go unnoticed; where it looks it never changes the answer."""
    questions = [["w1", "w2", "w3"], ["w77", "w78"], ["w5", "unseen"]]
    with PackedIndex.open(whole) as index:
        right = [(index.top(q, 10), index.idf(q[0])) for q in questions]
    content = whole.read_bytes()
    chance = random.Random(2)
    refused = 0
    for _ in range(200):
        damaged = bytearray(content)
        place = chance.randrange(len(content))
        damaged[place : place + 4] = chance.randbytes(4)
        whole.write_bytes(damaged)
        try:
            index = PackedIndex.open(whole, arrays=arrays)
            assert [(index.top(q, 10), index.idf(q[0])) for q in questions] == right
        except IndexFileError:
            refused += 1
    assert refused > 20
