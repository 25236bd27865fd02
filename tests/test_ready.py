"""Answers kept as they were sent: one thought for all who wait, the latest kept, nothing after a /forget."""

from __future__ import annotations

import asyncio

import pytest

from bot.answer import Outcome
from bot.ready import Ready
from bot.render.markup import words
from bot.written import Wanted, Written
from tests.bot_api.articles import COST, WHO
from tests.bot_api.running import running


def wanted(question: str) -> Wanted:
    return Wanted(question, "", None, "en")


class Writer:
    """Writes when it is told to, and knows what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.may_go_on = asyncio.Event()

    async def __call__(self, one: Wanted) -> Written:
        self.asked.append(one.question)
        await self.may_go_on.wait()
        return Written(Outcome.ANSWERED, words(f"answer to {one.question}"), None, "")


async def test_what_several_wait_for_is_written_once() -> None:
    """And what was written is there for who comes later."""
    ready, writer = Ready(9), Writer()
    waiting = [asyncio.create_task(ready.get(wanted(question), writer)) for question in ("a", "b", "a", "a")]
    await asyncio.sleep(0)
    writer.may_go_on.set()
    assert [found.text.text for found in await asyncio.gather(*waiting)] == [f"answer to {q}" for q in "abaa"]
    assert (await ready.get(wanted("a"), writer)).text.text == "answer to a"
    assert writer.asked == ["a", "b"]


async def test_who_leaves_takes_the_answer_from_nobody() -> None:
    """The first of two is given up, as at the end of a run; the second has what both waited for."""
    ready, writer = Ready(9), Writer()
    first, second = (asyncio.create_task(ready.get(wanted("a"), writer)) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.sleep(0)
    writer.may_go_on.set()
    assert (await second).text.text == "answer to a"
    assert first.cancelled()


async def test_the_one_used_longest_ago_goes_first() -> None:
    """Not the one that was written longest ago."""
    ready, writer = Ready(2), Writer()
    writer.may_go_on.set()
    for question in ("a", "b", "a", "c", "a", "b"):
        await ready.get(wanted(question), writer)
    assert writer.asked == ["a", "b", "c", "b"]
    assert len(ready) == 2


async def test_what_is_written_after_a_forget_is_not_kept() -> None:
    """Who waits has it all the same; who wants the same afterwards does not wait for what is forgotten."""
    ready, writer = Ready(9), Writer()
    before = asyncio.create_task(ready.get(wanted("a"), writer))
    await asyncio.sleep(0)
    ready.forget()
    after = asyncio.create_task(ready.get(wanted("b"), writer))
    await asyncio.sleep(0)
    writer.may_go_on.set()
    assert (await before).text.text == "answer to a"
    await after
    assert len(ready) == 1
    await ready.get(wanted("a"), writer)
    assert writer.asked == ["a", "b", "a"]


async def test_a_failure_reaches_who_waits_and_is_not_kept() -> None:
    """The next one is tried anew."""
    ready, fails = Ready(9), True

    async def write(one: Wanted) -> Written:
        await asyncio.sleep(0)
        if fails:
            raise LookupError(one.question)
        return Written(Outcome.ANSWERED, words("found"), None, "")

    both = await asyncio.gather(*(ready.get(wanted("a"), write) for _ in range(2)), return_exceptions=True)
    assert [type(one) for one in both] == [LookupError, LookupError]
    fails = False
    assert (await ready.get(wanted("a"), write)).text.text == "found"


@pytest.mark.parametrize("question", [WHO, COST, "What is a quandary?", "hello"])
async def test_an_answer_goes_out_the_second_time_as_it_did_the_first(question: str) -> None:
    """To another chat that says nothing else: its words, its buttons, whether it was kept or not."""
    async with running() as bot:
        for chat in (7, 8):
            bot.people.write(question, bot.people.private(chat))
            await bot.api.next_sent(1, chat)
        first, second = bot.api.sent()
        assert [second[name] for name in ("text", "entities")] == [first[name] for name in ("text", "entities")]
        assert second.get("reply_markup") == first.get("reply_markup")
