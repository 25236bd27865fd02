"""Order within a chat, independence between chats, patience with the network; and a log without secrets."""

from __future__ import annotations

import asyncio
import io
import logging
from typing import Any

import httpx
import pytest
from telegram import Chat, Message, Update
from telegram.error import NetworkError, RetryAfter, TimedOut

from bot import traffic
from bot.journal import OneLine
from bot.traffic import InOrderPerChat, Patience


def update(number: int, chat: int) -> Update:
    return Update(number, message=Message(number, None, Chat(chat, "private")))  # type: ignore[arg-type]


async def test_a_chat_keeps_its_order_and_holds_up_no_other() -> None:
    """While one chat's first update is slow, its second waits and another chat's is handled; nothing is left over."""
    done: list[str] = []
    gate = asyncio.Event()

    async def slow() -> None:
        await gate.wait()
        done.append("first of 1")

    async def quick(name: str) -> None:
        done.append(name)

    order = InOrderPerChat()
    tasks = [
        asyncio.create_task(order.process_update(update(1, 1), slow())),
        asyncio.create_task(order.process_update(update(2, 1), quick("second of 1"))),
        asyncio.create_task(order.process_update(update(3, 2), quick("first of 2"))),
        asyncio.create_task(order.process_update("no update", quick("nobody's"))),
    ]
    while len(done) < 2:
        await asyncio.sleep(0)
    gate.set()
    await asyncio.gather(*tasks)
    assert done == ["first of 2", "nobody's", "first of 1", "second of 1"]
    assert vars(order)["_turns"] == {}
    assert dict(vars(order)["_waiting"]) == {}


async def test_a_failing_update_lets_the_next_one_of_its_chat_through() -> None:
    """A fault in one answer does not silence the chat."""

    async def fails() -> None:
        raise ValueError("of ours")

    async def fine() -> None:
        return

    order = InOrderPerChat()
    with pytest.raises(ValueError, match="of ours"):
        await order.process_update(update(1, 1), fails())
    await order.process_update(update(2, 1), fine())


class Telegram:
    """Fails as often as it is told, then answers."""

    def __init__(self, *faults: Exception) -> None:
        self.faults = list(faults)
        self.asked = 0

    async def __call__(self) -> bool:
        self.asked += 1
        if self.faults:
            raise self.faults.pop(0)
        return True


def unreachable() -> NetworkError:
    fault = NetworkError("httpx.ConnectError")
    fault.__cause__ = httpx.ConnectError("refused")
    return fault


async def request(to: Telegram, **data: Any) -> Any:
    return await Patience().process_request(to, (), {}, "sendMessage", data, None)


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trying again takes no time."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    monkeypatch.setattr(traffic, "PAUSE", 0.0)


async def test_what_never_reached_telegram_is_sent_again() -> None:
    """Nothing can arrive twice by that."""
    telegram = Telegram(unreachable(), unreachable())
    assert await request(telegram, chat_id=7)
    assert telegram.asked == 3


@pytest.mark.parametrize("fault", [TimedOut(), NetworkError("Bad Gateway (502)")])
async def test_what_may_have_arrived_is_not_sent_again(fault: NetworkError) -> None:
    """A second copy of an answer is worse than none."""
    telegram = Telegram(fault)
    with pytest.raises(NetworkError):
        await request(telegram, chat_id=7)
    assert telegram.asked == 1


async def test_only_so_many_requests_are_under_way_and_who_waits_to_try_again_is_none() -> None:
    """The HTTP client slows down with every request at once; a flood limit takes no place from the others."""
    under_way, most = 0, 0

    async def send() -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0)
        under_way -= 1

    patience = Patience(2)
    await asyncio.gather(*(patience.process_request(send, (), {}, "sendMessage", {}, None) for _ in range(9)))
    assert most == 2
    limited = Telegram(RetryAfter(1))
    one = Patience(1)
    waiting = asyncio.create_task(one.process_request(limited, (), {}, "sendMessage", {}, None))
    while not limited.asked:
        await asyncio.sleep(0)
    await asyncio.wait_for(one.process_request(Telegram(), (), {}, "sendMessage", {}, None), 0.5)
    assert not waiting.done()
    waiting.cancel()


async def test_a_flood_limit_of_an_hour_is_not_waited_out() -> None:
    """Nobody waits that long for an answer."""
    telegram = Telegram(RetryAfter(3600))
    with pytest.raises(RetryAfter):
        await request(telegram, chat_id=7)
    assert telegram.asked == 1


def logged(*, debug: bool) -> str:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(OneLine("123:SECRET", "", debug=debug))
    try:
        raise RuntimeError("posting to /bot123:SECRET/sendMessage")
    except RuntimeError as fault:
        record = logging.LogRecord("bot", logging.ERROR, "f", 1, "fault\nat 123:SECRET", (), (type(fault), fault, None))
    handler.emit(record)
    return stream.getvalue()


def test_a_log_entry_is_one_line_without_the_token() -> None:
    """No traceback, no line break of somebody else's making."""
    line = logged(debug=False)
    assert line.endswith("ERROR bot: fault at [token]\n")
    assert line.count("\n") == 1


def test_what_the_library_received_is_not_repeated() -> None:
    """The library logs an update that it cannot read in full, with what was asked and by whom."""
    template = "Error while parsing updates! Received data was %r"
    record = logging.LogRecord("telegram.ext.ExtBot", logging.CRITICAL, "f", 1, template, ("Astrid asked …",), None)
    assert OneLine().format(record).endswith("Error while parsing updates! Received data was …")


def test_debugging_shows_the_traceback_and_still_not_the_token() -> None:
    """The token is taken out of tracebacks too."""
    text = logged(debug=True)
    assert "RuntimeError: posting to /bot[token]/sendMessage" in text
    assert "SECRET" not in text


async def test_between_two_updates_that_are_thought_about_long_the_network_is_heard(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A hundred chats that ask at once do not keep the loop from connections and clocks: each has its own turn."""
    monkeypatch.setattr(traffic, "TURN", 0.0)  # every thought is a long one
    turns = 0
    began: list[object] = []

    async def loop() -> None:
        nonlocal turns
        while len(began) < 100:
            turns += 1
            await asyncio.sleep(0)

    async def thinks() -> None:
        began.append(turns)

    order = InOrderPerChat()
    await asyncio.gather(loop(), *(order.process_update(update(n, n), thinks()) for n in range(100)))
    assert len(set(began)) == 100
