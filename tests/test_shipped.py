"""Lines found in sorted tables by their beginning: as by looking at all of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.shipped import line_of, lines_of

TABLE = b"boat\t1\nharbour\t2\nharp\t3\nstorm\t4\n"


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("", "boat\t1\nharbour\t2\nharp\t3\nstorm\t4\n"),
        ("boat", "boat\t1\n"),
        ("har", "harbour\t2\nharp\t3\n"),
        ("harp\t", "harp\t3\n"),
        ("storm\t4", "storm\t4\n"),
        ("a", ""),
        ("hare", ""),
        ("storms", ""),
        ("\t", ""),
        ("ї", ""),
    ],
)
def test_lines_are_found_by_what_they_begin_with(key: str, found: str) -> None:
    """The first and the last ones too; what none begins with has no lines."""
    start, end = lines_of(TABLE, key.encode())
    assert TABLE[start:end] == found.encode()


def test_of_one_line_the_rest_is_told() -> None:
    """Nothing where no line begins so, nor in an empty table."""
    assert line_of(TABLE, b"harp\t") == b"3"
    assert line_of(TABLE, b"hare\t") == b""
    assert line_of(b"", b"harp\t") == b""
    assert lines_of(b"", b"harp") == (0, 0)


WORDS = st.text(alphabet="abяї", max_size=4)


@given(words=st.lists(WORDS, max_size=12), key=WORDS, more=WORDS)
def test_the_same_lines_are_found_as_by_looking_at_each(words: list[str], key: str, more: str) -> None:
    """In the whole table, and among the lines that a shorter beginning has."""
    lines = sorted(f"{word}\t{number}\n".encode() for number, word in enumerate(words))
    table = b"".join(lines)
    shorter = lines_of(table, key.encode())
    longer = (key + more).encode()
    start, end = lines_of(table, longer, shorter)
    assert table[slice(*shorter)] == b"".join(line for line in lines if line.startswith(key.encode()))
    assert table[start:end] == b"".join(line for line in lines if line.startswith(longer))
