"""Fair use: how much anybody may ask, what who asks more is told, and that nobody else waits for it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from telegram import Update, User

from bot import fair_use, taking
from bot.fair_use import Allowance, FairUse, Payer, Verdict
from bot.handlers.addressing import CHAT, PERSON, TYPING, payers
from bot.ledger import Ledger
from bot.messages import ENGLISH
from bot.state import State
from bot.taking import Intake
from tests.bot_api.articles import COST, WHO
from tests.bot_api.refusal import flood
from tests.bot_api.running import running
from tests.test_telegram_traffic import update
from tests.test_telegram_updates import UPDATES

if TYPE_CHECKING:
    import pytest

ASTRID, LINDESUND = Payer("Astrid", Allowance(3, 10.0)), Payer("Lindesund", Allowance(4, 1.0))


class Clock:
    """Stands still until it is set."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_store_of_questions_is_emptied_and_fills_up_again() -> None:
    """Three at once, then one every ten seconds; never more than three are saved up."""
    clock = Clock()
    fair = FairUse(clock)
    first = [fair.judge([ASTRID]) for _ in range(5)]
    clock.now += 10
    second = [fair.judge([ASTRID]) for _ in range(2)]
    clock.now += 3600
    third = [fair.judge([ASTRID]) for _ in range(4)]
    admitted, told, refused = Verdict.ADMITTED, Verdict.REFUSED_AND_TOLD, Verdict.REFUSED
    assert first == [admitted, admitted, admitted, told, refused]
    assert second == [admitted, refused], "told once a minute"
    assert third == [admitted, admitted, admitted, told]


def test_a_question_is_counted_to_its_person_and_its_chat_or_to_neither() -> None:
    """Whom the chat refuses loses nothing of their own; others of the chat are not told again."""
    clock = Clock()
    fair = FairUse(clock)
    other = Payer("Bo", Allowance(9, 1.0))
    assert [fair.judge([other, LINDESUND]) for _ in range(4)] == [Verdict.ADMITTED] * 4
    assert fair.judge([ASTRID, LINDESUND]) is Verdict.REFUSED_AND_TOLD
    assert fair.judge([ASTRID, LINDESUND]) is Verdict.REFUSED
    assert [fair.judge([ASTRID]) for _ in range(3)] == [Verdict.ADMITTED] * 3


def test_whose_store_is_full_again_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is remembered for having asked."""
    monkeypatch.setattr(fair_use, "SWEEP_EVERY", 5)
    clock = Clock()
    fair = FairUse(clock)
    for number in range(4):
        fair.judge([Payer(number, Allowance(3, 10.0))])
    clock.now += 100
    fair.judge([ASTRID])
    assert [payer.who for payer in vars(fair)["_stocks"]] == ["Astrid"]


async def test_who_asks_too_much_is_told_once_and_the_others_are_answered() -> None:
    """Of sixty questions at once as many are answered as one person may ask; one line tells of the rest."""
    async with running() as bot:
        for _ in range(60):
            bot.people.write(WHO, bot.people.private(8))
        bot.people.write(COST, bot.people.private(9))
        await bot.api.quiet()
        texts = [message["text"] for message in bot.api.sent(8)]
        other = bot.api.sent(9)
    assert texts.count(ENGLISH.too_fast) == 1
    assert PERSON.at_once <= len(texts) - 1 <= PERSON.at_once + 5
    assert len(other) == 1


async def test_a_group_has_an_allowance_of_its_own_and_chatter_does_not_count() -> None:
    """Fifty people who ask at once are as much for a group as one; what is not asked of the bot uses nothing up."""
    async with running() as bot:
        group = bot.people.group()
        for number in range(50):
            bot.people.write("Have you seen this?", group, **{"from": bot.people.user(100 + number)})
        await bot.api.quiet()
        for number in range(50):
            bot.people.write(f"/ask {WHO}", group, **{"from": bot.people.user(100 + number)})
        await bot.api.quiet()
        texts = [message["text"] for message in bot.api.sent()]
    assert texts.count(ENGLISH.too_fast) == 1
    assert CHAT.at_once <= len(texts) - 1 <= CHAT.at_once + 5


async def test_presses_count_and_the_last_one_says_so() -> None:
    """Who presses without end reads why nothing happens."""
    async with running() as bot:
        bot.people.write(WHO)
        answer = await bot.api.next_sent()
        for _ in range(PERSON.at_once + 8):
            bot.people.press_data(answer, "n")
        await bot.api.quiet()
        said = [call.get("text") for call in bot.api.called("answerCallbackQuery")]
    assert said.count(ENGLISH.too_fast) == 1
    assert len(ENGLISH.too_fast) <= 200, "what Telegram shows in an alert"
    assert PERSON.at_once - 1 <= len(said) - 1 < PERSON.at_once + 5


def test_an_update_is_counted_to_who_asks() -> None:
    """A person in private, person and chat in a group, typing apart; what asks nothing is counted to nobody."""
    me = User(1, "Quoth", is_bot=True, username="quoth_test_bot")

    def counted(**kind: Any) -> list[tuple[object, Allowance]]:
        made = Update.de_json({"update_id": 1, **kind}, None)
        return [(payer.who, payer.allowance) for payer in payers(made, me)]

    group = {**UPDATES["message"], "chat": {"id": -5, "type": "supergroup", "title": "Readers"}}
    asked = {**group, "text": "@quoth_test_bot Who?", "entities": [{"type": "mention", "offset": 0, "length": 15}]}
    start = {**group, "text": "/start@other_bot", "entities": [{"type": "bot_command", "offset": 0, "length": 16}]}
    ours = {**group, "text": "/start", "entities": [{"type": "bot_command", "offset": 0, "length": 6}]}
    channel = {**asked, "chat": UPDATES["channel_post"]["chat"], "sender_chat": UPDATES["channel_post"]["chat"]}
    assert counted(message=UPDATES["message"]) == [(7, PERSON)]
    assert counted(message=asked) == counted(message=ours) == [(7, PERSON), (-5, CHAT)]
    assert counted(channel_post=channel) == [(-100400, CHAT)]
    assert counted(inline_query=UPDATES["inline_query"]) == [(("typing", 7), TYPING)]
    assert counted(callback_query=UPDATES["callback_query"]) == [(7, PERSON)]
    assert counted(message=group) == counted(message=start) == counted(poll=UPDATES["poll"]) == []


async def test_a_chat_that_is_held_up_takes_no_place_from_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """While one answer waits for a flood limit, its lively group fills no more than its own places."""
    monkeypatch.setattr(taking, "MOST_OF_A_CHAT", 5)
    monkeypatch.setattr(taking, "MOST_UNDER_WAY", 8)
    async with running() as bot:
        bot.api.refuse("sendMessage", flood(2))
        group = bot.people.group()
        bot.people.write(f"/ask {WHO}", group)
        await bot.api.until(lambda: bot.api.refused)
        for _ in range(100):
            bot.people.write("Have you seen this?", group)
        bot.people.write(COST, bot.people.private(9))
        assert "90 million" in (await bot.api.next_sent(1, 9))["text"]
        assert bot.api.sent(-100200) == [], "the flood limit is not over"
        await bot.api.next_sent(1, -100200)


async def test_what_is_too_much_for_all_together_waits_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """No update is let in beyond the bound until another one is done; none is lost by it."""
    monkeypatch.setattr(taking, "MOST_UNDER_WAY", 3)
    state = State(None)
    intake = Intake(Ledger(state.store, 1))
    entered: list[Any] = []

    async def put_all() -> None:
        for number in range(5):
            await intake.put(update(number, 100 + number))
            entered.append(number)

    putting = asyncio.create_task(put_all())
    for _ in range(20):
        await asyncio.sleep(0)
    assert entered == [0, 1, 2]
    intake.done(1)
    for _ in range(20):
        await asyncio.sleep(0)
    assert entered == [0, 1, 2, 3]
    intake.done(0)
    await putting
    assert intake.qsize() == 5
    state.close()
