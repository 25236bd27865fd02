"""A figure of one side is never given for the other's: the near miss that does the most harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.conversation import Conversation, converse
from knowledge import Found, NotFound, ask, load_library, prepare

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge import Collection

WAR = """North and South Trade Fire
The southern staff said that 300 Northern soldiers were killed on Monday.
Southern units held the bridge. Talks are planned for May.
"""


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    (tmp_path / "war.txt").write_text(WAR, encoding="utf-8")
    return prepare(load_library(tmp_path))


def test_the_side_that_was_counted_is_answered(collection: Collection) -> None:
    """The figure stands beside it."""
    reading = ask(collection, "How many Northern soldiers were killed on Monday?")
    assert isinstance(reading, Found)
    assert reading.evidence[0].short in ("300", "300 Northern soldiers")


@pytest.mark.parametrize(
    "text", ["How many Southern soldiers were killed on Monday?", "How many Southern soldiers did the staff say died?"]
)
def test_the_other_side_is_refused_without_a_card_or_a_note(collection: Collection, text: str) -> None:
    """The sentence has every word, and counts somebody else."""
    assert isinstance(ask(collection, text), NotFound)


def test_a_follow_up_about_the_other_side_is_refused_too(collection: Collection) -> None:
    """The resolved question is held to the same."""
    _, talk = converse(collection, "How many Northern soldiers were killed on Monday?", Conversation())
    answer, _ = converse(collection, "And how many Southern soldiers?", talk)
    assert answer.outcome == "not_found"
    assert answer.short is None
