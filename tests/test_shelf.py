"""Sequences and mappings that are made part by part."""

from __future__ import annotations

import pytest

from knowledge.shelf import Drawers, Shelf


def test_only_what_is_asked_for_is_made_and_only_once() -> None:
    """The same place always gives the same object."""
    made: list[int] = []

    def make(place: int) -> list[int]:
        made.append(place)
        return [place]

    shelf = Shelf(1000, make)
    assert len(shelf) == 1000
    assert shelf[7] is shelf[7] is shelf[-993]
    assert made == [7]


def test_a_shelf_is_like_the_tuple_of_its_parts() -> None:
    """Slices, order, membership, equality and hash, from either side."""
    shelf, parts = Shelf(4, str), ("0", "1", "2", "3")
    assert (shelf[1:3], shelf[::-1], tuple(shelf), list(reversed(shelf))) == (
        parts[1:3],
        parts[::-1],
        parts,
        ["3", "2", "1", "0"],
    )
    assert shelf == parts == Shelf(4, str)
    assert parts == shelf
    assert shelf != parts[:3]
    assert shelf != ["0", "1", "2", "3"]
    assert hash(shelf) == hash(parts)
    assert "3" in shelf
    assert not Shelf(0, str)
    assert repr(shelf) == repr(parts)


@pytest.mark.parametrize("place", [4, -5])
def test_a_place_that_is_none_is_an_index_error(place: int) -> None:
    """As a tuple's: iteration by index ends there."""
    with pytest.raises(IndexError):
        Shelf(4, str)[place]


def test_drawers_are_like_the_mapping_of_their_values() -> None:
    """Keys are known without a value being made."""
    made: list[str] = []

    def make(key: str) -> str:
        made.append(key)
        return key.upper()

    drawers = Drawers(["b", "a"], make)
    assert ("a" in drawers, "c" in drawers, list(drawers), len(drawers)) == (True, False, ["b", "a"], 2)
    assert drawers.get("c") is None
    assert made == []
    assert (drawers["a"], drawers["a"], made) == ("A", "A", ["a"])
    assert drawers == {"b": "B", "a": "A"}
    with pytest.raises(KeyError):
        drawers["c"]
