"""Answers kept ready in memory: the same as thought out anew, for each library its own, gone with /forget."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.handlers.desk import Desk
from bot.state import State
from knowledge import Library, prepare
from tests.bot_api.articles import COST, OFF_TOPIC, WHO, collection, library
from tests.bot_api.running import running

if TYPE_CHECKING:
    from knowledge import Collection


def desk() -> Desk:
    return Desk(collection(), State(None))


def test_what_was_asked_before_is_answered_as_by_a_desk_that_never_heard_it() -> None:
    """Whatever was asked in between, in whichever context and of whichever article."""
    old = desk()
    _, after = old.ask(WHO, "", None)
    asked = [(question, before, article) for question in (WHO, COST, OFF_TOPIC, "And the bridge?", "Who says so?")
             for before in ("", after) for article in (None, "bridge", "harbour", "gone")]  # fmt: skip
    first = [old.ask(*one) for one in asked]
    again = [old.ask(*one) for one in asked]
    assert first == again == [desk().ask(*one) for one in asked]
    assert len({answer.text for answer, _ in first}) == 5


def test_another_library_is_asked_anew() -> None:
    """A library taken over while the bot runs answers at once in the old one's place."""
    old = desk()
    assert old.ask(COST, "", None)[0].evidence
    harbour = Library(tuple(a for a in library().articles if a.id == "harbour"), ())
    assert replace(old, collection=prepare(harbour)).ask(COST, "", None)[0].outcome == "not_found"


def test_no_more_answers_are_kept_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many are asked."""
    monkeypatch.setattr("bot.handlers.desk.MOST_ANSWERS", 3)
    asked = desk()
    for number in range(8):
        asked.ask(f"{WHO} {number}", "", None)
    assert asked.ready == 3


@pytest.mark.parametrize("of", [collection(), prepare(Library((), ()))], ids=["two articles", "none"])
def test_a_rehearsal_leaves_nothing_behind(of: Collection) -> None:
    """No answer is kept, no question noted as unanswered; a library with nothing in it is no fault."""
    rehearsed = Desk(of, State(None))
    rehearsed.rehearse()
    assert rehearsed.ready == 0
    assert rehearsed.state.most_unanswered() == ()


async def test_forget_leaves_no_question_in_memory() -> None:
    """Whoever says /forget is not to be found in what is kept ready either."""
    async with running() as bot:
        bot.people.write(WHO)
        await bot.api.next_sent()
        assert bot.app.bot_data.ready == 1
        bot.people.write("/forget")
        await bot.api.next_sent(2)
        assert bot.app.bot_data.ready == 0


async def test_a_question_asked_again_is_answered_without_thought(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time nothing is looked up, and the reader is shown the same."""
    async with running() as bot:
        for chat in (7, 8):
            bot.people.write(WHO, bot.people.private(chat))
            await bot.api.next_sent(1, chat)
            monkeypatch.setattr("bot.written.converse", None)
        first, second = bot.api.called("sendMessage")
        assert {**first, "chat_id": "8"} == second
