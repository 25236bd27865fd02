"""Callback data: what is written is read again, and anything else is nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import callbacks
from bot.callbacks import LIMIT, digest, parse, write

if TYPE_CHECKING:
    from bot.callbacks import Press

BIG = 9_999_999
NAME = digest("kursk-offensive")
PRESSES: tuple[Press, ...] = (
    callbacks.ShowSource(NAME, 0),
    callbacks.ShowSource(NAME, BIG, BIG - 1, BIG, digest("a card")),
    callbacks.ShowCard(NAME),
    callbacks.Back(),
    callbacks.Sides(),
    callbacks.AskAgain(NAME),
    callbacks.Vote(good=True),
    callbacks.Vote(good=False),
    callbacks.FactsPage(BIG),
    callbacks.ArticlesPage(0),
    callbacks.ChooseArticle(NAME),
    callbacks.ChooseArticle(""),
    callbacks.ChooseLanguage("uk"),
    callbacks.Nothing(),
)


@pytest.mark.parametrize("press", PRESSES, ids=repr)
def test_a_press_survives_the_round_trip_and_fits(press: Press) -> None:
    """Written and read again it is the same, in at most 64 bytes, at the largest numbers too."""
    data = write(press)
    assert parse(data) == press
    assert len(data.encode()) <= LIMIT


def test_the_data_of_today_is_read_for_ever() -> None:
    """Buttons in old chats keep their meaning: these texts must never change theirs."""
    assert digest("kursk-offensive") == "06d7a9c42e"
    assert parse("s:0123456789:4:10:20:") == callbacks.ShowSource("0123456789", 4, 10, 20)
    assert parse("v:1") == callbacks.Vote(good=True)
    assert parse("b") == callbacks.Back()


@pytest.mark.parametrize(
    "data",
    [None, 7, "", " ", "b ", "b\n", "s:", "v:٣", "v:2", "s:0123456789:1:9:3:", "s:0123456789:99999999:0:0:", "f:-1",
     "a:XYZ", "l:english", "q:", "\ud800", "b" * 10_000],
)  # fmt: skip
def test_anything_else_is_nothing(data: object) -> None:
    """Other types, cut, forged and overlong data give None and raise nothing."""
    assert parse(data) is None


@given(st.text(max_size=80))
def test_whatever_is_read_writes_itself_again(data: str) -> None:
    """No two texts mean the same press, bar leading zeros."""
    press = parse(data)
    if press is not None:
        assert parse(write(press)) == press
