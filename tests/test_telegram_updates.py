"""Every kind of update that Telegram can send is handled or deliberately ignored, and none raises."""

from __future__ import annotations

import io
import json
import logging
from typing import Any

import pytest
from telegram import Update

from bot.handlers import ALLOWED_UPDATES
from bot.journal import keep_journal
from bot.polling import without_unreadable
from tests.bot_api.articles import COST, OFF_TOPIC, WHO
from tests.bot_api.running import Running, running
from tests.bot_api.server import POLL

USER = {"id": 7, "is_bot": False, "first_name": "P"}
CHAT = {"id": 7, "type": "private", "first_name": "P"}
MESSAGE = {"message_id": 3, "date": 1, "chat": CHAT, "from": USER, "text": WHO}
CHANNEL = {"id": -100400, "type": "channel", "title": "News"}
POST = {"message_id": 3, "date": 1, "chat": CHANNEL, "sender_chat": CHANNEL, "text": WHO}
MEMBER = {"status": "member", "user": USER}
CHANGE = {"chat": CHAT, "from": USER, "date": 1, "old_chat_member": MEMBER, "new_chat_member": MEMBER}
BOOST_SOURCE = {"source": "premium", "user": USER}

UPDATES: dict[str, dict[str, Any]] = {
    "message": MESSAGE,
    "edited_message": {**MESSAGE, "edit_date": 2},
    "channel_post": POST,
    "edited_channel_post": {**POST, "edit_date": 2},
    "inline_query": {"id": "1", "from": USER, "query": WHO, "offset": ""},
    "chosen_inline_result": {"result_id": "1", "from": USER, "query": WHO},
    "callback_query": {"id": "1", "from": USER, "chat_instance": "1", "data": "b", "inline_message_id": "x"},
    "shipping_query": {"id": "1", "from": USER, "invoice_payload": "p", "shipping_address": {
        "country_code": "NO", "state": "", "city": "", "street_line1": "", "street_line2": "", "post_code": ""}},
    "pre_checkout_query": {"id": "1", "from": USER, "currency": "XTR", "total_amount": 1, "invoice_payload": "p"},
    "poll": POLL,
    "poll_answer": {"poll_id": "1", "user": USER, "option_ids": [0], "option_persistent_ids": ["0"]},
    "my_chat_member": CHANGE,
    "chat_member": CHANGE,
    "chat_join_request": {"chat": CHANNEL, "from": USER, "user_chat_id": 7, "date": 1},
    "chat_boost": {"chat": CHANNEL, "boost": {
        "boost_id": "1", "add_date": 1, "expiration_date": 2, "source": BOOST_SOURCE}},
    "removed_chat_boost": {"chat": CHANNEL, "boost_id": "1", "remove_date": 1, "source": BOOST_SOURCE},
    "message_reaction": {"chat": CHAT, "message_id": 3, "user": USER, "date": 1, "old_reaction": [],
                         "new_reaction": [{"type": "emoji", "emoji": "👍"}]},
    "message_reaction_count": {"chat": CHANNEL, "message_id": 3, "date": 1, "reactions": []},
    "business_connection": {"id": "1", "user": USER, "user_chat_id": 7, "date": 1, "is_enabled": True},
    "business_message": {**MESSAGE, "business_connection_id": "1"},
    "edited_business_message": {**MESSAGE, "business_connection_id": "1", "edit_date": 2},
    "deleted_business_messages": {"business_connection_id": "1", "chat": CHAT, "message_ids": [3]},
    "purchased_paid_media": {"from": USER, "paid_media_payload": "p"},
    "managed_bot": {"user": USER, "bot": {"id": 9, "is_bot": True, "first_name": "B"}},
    "guest_message": {**MESSAGE, "guest_query_id": "1"},
}  # fmt: skip

ANSWERED = {
    "message": "sendMessage",
    "edited_message": "sendMessage",
    "inline_query": "answerInlineQuery",
    "callback_query": "answerCallbackQuery",
    "guest_message": "answerGuestQuery",
}


def test_every_kind_of_update_is_listed_here() -> None:
    """A new kind in the library fails here until somebody decides what becomes of it."""
    assert set(UPDATES) == set(Update.ALL_TYPES)


@pytest.mark.parametrize("kind", Update.ALL_TYPES)
async def test_an_update_is_handled_or_ignored_and_never_raises(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    """What is to be answered is answered with one call, everything else with none; nothing is logged as a fault."""
    async with running() as bot:
        bot.people.private()
        bot.api.chat(CHANNEL)
        bot.api.queries.add("1")
        before = len(bot.api.calls)
        bot.api.push({kind: UPDATES[kind]})
        await bot.api.quiet()
        called = [name for name, _ in bot.api.calls[before:]]
    assert called == ([ANSWERED[kind]] if kind in ANSWERED else [])
    assert [record for record in caplog.records if record.levelname in {"WARNING", "ERROR"}] == []


def test_telegram_is_asked_only_for_what_is_handled() -> None:
    """Updates that are ignored need not be sent."""
    assert set(ANSWERED) <= set(ALLOWED_UPDATES) <= set(Update.ALL_TYPES)


async def test_a_chat_that_shuts_the_bot_out_is_forgotten() -> None:
    """Blocking the bot deletes what is stored."""
    async with running() as bot:
        bot.people.write(WHO)
        await bot.api.next_sent()
        await bot.api.quiet()
        banned = {"status": "kicked", "user": bot.api.me, "until_date": 0}
        bot.api.push({"my_chat_member": {**CHANGE, "new_chat_member": banned}})
        await bot.api.quiet()
        assert bot.state.latest(7) is None


async def test_an_update_that_cannot_be_read_is_passed_over(caplog: pytest.LogCaptureFixture) -> None:
    """The library would fetch it again without end; the questions before and after it are answered, once each."""
    async with running() as bot:
        number = bot.api.push({"message": {"text": "secret words"}})
        bot.people.write(WHO)
        await bot.api.next_sent()
        polls = bot.api.polls
        bot.people.write(COST)
        assert "90 million" in (await bot.api.next_sent(2))["text"]
        await bot.api.quiet()
        assert bot.api.polls <= polls + 4
        assert len(bot.api.sent()) == 2
    ours = [record for record in caplog.records if record.name.startswith("bot.")]
    assert [record.getMessage() for record in ours] == [f"update {number} passed over, it cannot be read: KeyError"]


def test_of_an_update_that_cannot_be_read_one_line_is_logged() -> None:
    """The library's own lines about it, which hold what was written, are not; those about webhooks still are."""
    stream = io.StringIO()
    before = logging.getLogger().handlers[:], logging.getLogger().level
    try:
        keep_journal(stream=stream)
        logging.getLogger("telegram.ext.ExtBot").critical("Error while parsing updates! Received data was %r", "secret")
        updater = logging.getLogger("telegram.ext.Updater")
        updater.critical("Something went wrong. Received data was *not* processed!")
        updater.critical("Something went wrong. Received data was *not* processed! Received data was: %r", "secret")
    finally:
        logging.getLogger().handlers[:], _ = before
        logging.getLogger().setLevel(before[1])
    (line,) = stream.getvalue().splitlines()
    assert json.loads(line)["message"].endswith("Received data was: …")


@pytest.mark.parametrize("payload", [b"", b"<html>", b"{}", b'{"ok": true, "result": 3}', b'{"result": [{}]}'])
def test_what_is_no_list_of_updates_is_left_to_the_library(payload: bytes) -> None:
    """Its error names what is wrong."""
    assert without_unreadable(payload) == payload


async def test_a_fault_of_ours_is_told_in_private_and_logged_without_the_question(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader hears that it is not their fault; the log has the kind of fault and not a word of the question."""

    async with running() as bot:
        monkeypatch.setattr(bot.state, "chat", _broken(bot))
        bot.people.write(OFF_TOPIC)
        said = await bot.api.next_sent()
    assert "on my side" in said["text"]
    (record,) = [record for record in caplog.records if record.levelname == "ERROR"]
    assert record.getMessage().endswith("not handled: KeyError")
    assert "Australia" not in record.getMessage()


async def test_a_fault_that_cannot_be_told_either_is_one_line(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the state fails for good, the reader hears nothing and the log still has one line; the bot goes on."""

    def fails(_: int) -> Any:
        raise KeyError("Australia")

    async with running() as bot:
        with monkeypatch.context() as broken:
            broken.setattr(bot.state, "chat", fails)
            bot.people.write(OFF_TOPIC)
            await bot.api.quiet()
        bot.people.write(WHO)
        assert "Astrid Falk" in (await bot.api.next_sent())["text"]
    (record,) = [record for record in caplog.records if record.levelname == "ERROR"]
    assert record.getMessage().endswith("not handled: KeyError")


def _broken(bot: Running) -> Any:
    """Stand in for a state that fails the first time it is read."""
    whole, calls = bot.state.chat, iter([True])

    def chat(number: int) -> Any:
        if next(calls, False):
            raise KeyError("Australia")
        return whole(number)

    return chat
