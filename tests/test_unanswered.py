"""Unanswered questions, counted together where they ask the same."""

from __future__ import annotations

from bot.state import Unanswered
from bot.unanswered import Group, grouped


def test_the_same_question_in_other_words_is_one_group() -> None:
    """Order, case and filler words do not matter; another question stays apart; the most asked group is first."""
    asked = (
        Unanswered("Who commands the brigade?", 3),
        Unanswered("How many died?", 2),
        Unanswered("how many died exactly", 2),
        Unanswered("the brigade, who commands it?", 1),
    )
    assert grouped(asked) == (
        Group("Who commands the brigade?", ("Who commands the brigade?", "the brigade, who commands it?"), 4),
        Group("How many died?", ("How many died?", "how many died exactly"), 4),
    )


def test_nothing_is_no_group() -> None:
    """An empty list and a question without letters are no error."""
    assert grouped(()) == ()
    assert grouped((Unanswered("…", 1),)) == (Group("…", ("…",), 1),)
