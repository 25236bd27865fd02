"""The file of sections: what is written is read back, and what was altered is never taken for it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import KnowledgeError
from knowledge.kept import Damaged, Kept, pack

TEXTS: dict[str, Any] = {"words": {"boat": 3, "Łódź \ud800": 1}, "empty": []}
ROWS = {"rows": [b"one", b"", b"three"], "none": []}
FILE = pack("abc", TEXTS, ROWS)


def never(what: str) -> bytes:
    raise AssertionError(what)


def read(data: bytes, key: str = "abc") -> tuple[dict[str, Any], dict[str, list[bytes]]]:
    """Read everything that a file has."""
    kept = Kept(memoryview(data), key, lambda _: FILE)
    rows = {name: kept.row(name) for name in ROWS}
    return {name: kept.text(name) for name in TEXTS}, {n: [row[i] for i in range(len(row))] for n, row in rows.items()}


def test_what_was_packed_is_read_back() -> None:
    """Texts that no encoding has included; nothing has to be mended for it."""
    kept = Kept(memoryview(FILE), "abc", never)
    assert {name: kept.text(name) for name in TEXTS} == TEXTS
    assert [kept.row("rows")[n] for n in range(3)] == ROWS["rows"]
    assert len(kept.row("none")) == 0


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "it is no kept library"),
        (b"\x80\x04pickle\n", "it is no kept library"),
        (b"quoth kept\n", "it is no kept library"),
        (FILE.replace(b"quoth kept 1", b"quoth kept 0", 1), "it is of another format"),
        (FILE.replace(b" abc ", b" abd ", 1), "it is of another state of the library, or of Quoth"),
        (FILE[:-1], "it was cut short"),
        (FILE + b"x", "it was cut short"),
        (FILE.replace(b'"words"', b'"wordz"', 1), "its table is damaged"),
        (b"quoth kept 1 abc x 5\n", "its head is damaged"),
    ],
)
def test_a_file_that_is_another_or_damaged_is_refused(data: bytes, what: str) -> None:
    """Older, foreign, cut short or altered: it is said which."""
    with pytest.raises(Damaged, match=f"^{what}$"):
        Kept(memoryview(data), "abc", never)


@given(st.integers(0, len(FILE) - 1), st.integers(1, 255))
def test_no_altered_byte_is_ever_read(place: int, by: int) -> None:
    """Whichever byte is damaged: the file is refused, or the part is read from the one that is made anew."""
    altered = bytearray(FILE)
    altered[place] ^= by
    try:
        found = read(bytes(altered))
    except Damaged:
        return
    assert found == (TEXTS, ROWS)


def test_a_library_that_was_changed_while_it_was_read_is_a_fault() -> None:
    """Parts of two states are never put together."""
    damaged = FILE.replace(b"three", b"thref")
    kept = Kept(memoryview(damaged), "abc", lambda _: pack("other", TEXTS, ROWS))
    with pytest.raises(KnowledgeError, match="ask again"):
        kept.row("rows")[2]


def test_what_cannot_be_made_anew_is_damaged() -> None:
    """An earlier archive is only read: whoever reads it hears that it is damaged, not that the library has changed."""

    def refuse(what: str) -> bytes:
        raise Damaged(what)

    damaged = Kept(memoryview(FILE.replace(b"three", b"threx")), "abc", refuse)
    with pytest.raises(Damaged, match="record 2 of 'rows' is damaged"):
        damaged.row("rows")[2]


def test_what_is_not_read_is_not_checked() -> None:
    """A record is read without the others."""
    kept = Kept(memoryview(FILE.replace(b"three", b"thref")), "abc", never)
    assert kept.row("rows")[0] == b"one"
