"""The state file: what is remembered, for how long, and that it says nothing about who asked."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from bot import schema
from bot import state as module
from bot.schema import MIGRATIONS, StateError
from bot.state import DAY, Remembered, State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Clock:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def state(clock: Clock) -> Iterator[State]:
    opened = State(None, clock)
    yield opened
    opened.close()


def said(message: int, asked_in: int | None = None, question: str = "Who?") -> Remembered:
    return Remembered(message, question, asked_in, "harbour", "before", f"after {message}")


def test_an_answer_is_found_by_its_message_and_by_its_question(state: State) -> None:
    """One message may have asked several questions: their answers keep their order."""
    for answer in (said(11, 10), said(12, 10), said(21, 20)):
        state.remember(1, answer)
    assert state.answer(1, 11) == said(11, 10)
    assert state.answers_to(1, 10) == (said(11, 10), said(12, 10))
    assert state.answers_to(2, 10) == ()
    assert state.latest(1) == said(21, 20)
    assert state.chat(1).conversation == "after 21"
    assert state.answer(2, 11) is None


def test_an_answer_that_is_not_current_leaves_the_context(state: State) -> None:
    """Editing an old question does not turn the conversation back."""
    state.remember(1, said(11))
    state.remember(1, said(9), current=False)
    assert state.chat(1).conversation == "after 11"


def test_choices_and_context_do_not_disturb_one_another(state: State) -> None:
    """Each is set by itself."""
    state.choose_article(1, "harbour")
    state.choose_language(1, "uk")
    state.remember(1, said(3))
    assert state.chat(1) == module.Chat("harbour", "uk", "after 3")
    state.choose_article(1, None)
    assert state.chat(1).article is None


def test_one_vote_a_person_and_the_reason_goes_with_it(state: State) -> None:
    """A changed mind drops the reason; another person's vote is another vote."""
    state.remember(1, said(11))
    state.vote(1, 11, 7, good=False)
    state.vote(1, 11, 8, good=False)
    state.prompted(1, 12, 11)
    assert state.explain(1, 12, 7, "the  date is\nmissing")
    assert not state.explain(1, 99, 7, "no such prompt")
    assert state.reasons() == (("Who?", "the date is missing"),)
    state.vote(1, 11, 7, good=True)
    assert state.votes(1, 11) == (1, 1)
    assert state.reasons() == ()


def test_the_file_holds_no_user_number(tmp_path: Path) -> None:
    """Neither beside a vote nor beside an unanswered question, in no form that can be read off."""
    file = tmp_path / "state"
    state = State(file)
    state.remember(-100, said(11))
    state.vote(-100, 11, 123_456_789, good=True)
    state.unanswered("What is new?")
    state.close()
    with sqlite3.connect(file) as database:
        dump = "\n".join(database.iterdump())
    database.close()
    assert "123456789" not in dump


def test_unanswered_questions_are_counted_whatever_their_case_and_marks(state: State) -> None:
    """The first wording is shown; nothing that is only marks is counted."""
    for question in ("Who won the cup?", "who won  the CUP", "Why?", "?!"):
        state.unanswered(question)
    assert [(item.question, item.count) for item in state.most_unanswered()] == [("Who won the cup?", 2), ("Why?", 1)]


@pytest.mark.parametrize("private", ["astrid@example.org", "@astrid_falk", "+47 912 34 567 8", "(0047) 91234567"])
def test_personal_data_is_taken_out_of_unanswered_questions(state: State, private: str) -> None:
    """Addresses, user names and telephone numbers do not reach the file."""
    state.unanswered(f"Is {private} the mayor?")
    (item,) = state.most_unanswered()
    assert private not in item.question
    assert "…" in item.question


def test_figures_stay_in_unanswered_questions(state: State) -> None:
    """A year and a sum are what is asked about."""
    state.unanswered("Did 38,000 people leave between 2019 and 2024?")
    assert state.most_unanswered()[0].question == "Did 38,000 people leave between 2019 and 2024?"


def test_what_is_past_its_time_is_deleted(state: State, clock: Clock) -> None:
    """Answers, votes and context after thirty days; a choice stays; unanswered questions after a year."""
    state.remember(1, said(11))
    state.remember(2, said(11))
    state.choose_article(2, "harbour")
    state.vote(1, 11, 7, good=True)
    state.unanswered("Why?")
    clock.now += 31 * DAY
    state.prune()
    assert state.answer(1, 11) is None
    assert state.votes(1, 11) == (0, 0)
    assert state.chat(1).conversation == ""
    assert state.chat(2) == module.Chat("harbour", None, "")
    assert len(state.most_unanswered()) == 1
    clock.now += 365 * DAY
    state.prune()
    assert state.most_unanswered() == ()


def test_the_file_is_bounded_while_it_is_written(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    """The oldest answers and the least asked questions give way, without anybody calling for it."""
    monkeypatch.setattr(module, "MOST_ANSWERS", 20)
    monkeypatch.setattr(module, "MOST_UNANSWERED", 10)
    monkeypatch.setattr(module, "PRUNE_EVERY", 5)
    state = State(None, clock)
    for number in range(200):
        clock.now += 1
        state.remember(1, said(number))
        state.unanswered(f"Question {number}?")
        state.unanswered("Question 3?")
    assert state.answer(1, 0) is None
    assert state.answer(1, 199) == said(199)
    assert sum(state.answer(1, number) is not None for number in range(200)) <= 25
    assert len(state.most_unanswered()) <= 15
    assert state.most_unanswered()[0].question == "Question 3?"
    state.close()


def test_forget_deletes_a_chat_and_the_users_votes_elsewhere(state: State) -> None:
    """Other chats keep theirs."""
    for chat in (7, -100):
        state.remember(chat, said(11))
        state.vote(chat, 11, 7, good=True)
    state.vote(-100, 11, 8, good=True)
    assert state.forget(7, 7) == (1, 2)
    assert state.answer(7, 11) is None
    assert state.answer(-100, 11) == said(11)
    assert state.votes(-100, 11) == (1, 0)


def test_a_group_takes_its_memory_to_the_supergroup(state: State) -> None:
    """Moving twice, or from nowhere, is no error."""
    state.remember(-1, said(11))
    state.choose_article(-1, "harbour")
    for _ in range(2):
        state.move(-1, -100)
    assert state.answer(-100, 11) == said(11)
    assert state.chat(-100).article == "harbour"
    assert state.chat(-1) == module.Chat()


def test_the_file_outlives_the_process_and_is_readable_meanwhile(tmp_path: Path) -> None:
    """A second process sees what the first has written."""
    file = tmp_path / "new" / "folder" / "state"
    first = State(file)
    first.remember(1, said(11))
    second = State(file)
    assert second.answer(1, 11) == said(11)
    second.vote(1, 11, 7, good=True)
    first.vote(1, 11, 7, good=True)
    assert first.votes(1, 11) == (1, 0)
    second.close()
    first.close()


def test_an_older_file_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its content stays."""
    file = tmp_path / "state"
    old = State(file)
    old.remember(1, said(11))
    old.close()
    monkeypatch.setattr(schema, "MIGRATIONS", (*MIGRATIONS, "CREATE TABLE later (x);"))
    new = State(file)
    assert new.answer(1, 11) == said(11)
    new.close()
    monkeypatch.undo()
    with pytest.raises(StateError, match="newer Quoth"):
        State(file)


@pytest.mark.parametrize(
    "content", [b"no database at all, but longer than its header would be" * 3, b"SQLite format 3\0x"]
)
def test_a_file_that_is_no_state_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    """One line with the remedy."""
    file = tmp_path / "state"
    file.write_bytes(content)
    with pytest.raises(StateError, match="QUOTH_STATE") as raised:
        State(file)
    assert len(str(raised.value).splitlines()) == 1
    assert file.read_bytes() == content


def test_a_folder_in_its_place_is_refused(tmp_path: Path) -> None:
    """One line with the remedy."""
    with pytest.raises(StateError, match="QUOTH_STATE"):
        State(tmp_path)


def test_hostile_texts_are_stored_as_texts(state: State) -> None:
    """Quotes, NUL and lone surrogates do no harm."""
    for number, text in enumerate(("'; DROP TABLE answer; --", "a\0b", "x" * 100_000)):
        state.remember(1, said(number, question=text))
        state.unanswered(text)
    held = state.answer(1, 2)
    assert held is not None
    assert len(held.question) == module.TEXT_LIMIT
