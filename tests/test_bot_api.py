"""The Bot API server of these tests refuses what Telegram refuses, in its words."""

from __future__ import annotations

import asyncio

import pytest
from telegram import Bot, CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, RetryAfter

from tests.bot_api import TOKEN, BotApi, Chats, MarkupError, parse_html
from tests.bot_api.refusal import BLOCKED, flood, migrated


@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        ("жы<abac>", 'Unsupported start tag "abac" at byte offset 4'),
        ("😀<b", "Unclosed start tag at byte offset 4"),
        ("😀<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<i>a</em>", 'Unmatched end tag at byte offset 4, expected "</i>", found "</em>"'),
        ("<i>a</i  ", "Unclosed end tag at byte offset 4"),
        ('<a href="x>', "Unclosed start tag at byte offset 0"),
        ("<i =a>x</i>", 'Empty attribute name in the tag "i" at byte offset 0'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<blockquote>a<blockquote>b", "Blockquote entities can't be nested at byte offset 13"),
    ],
)
def test_bad_markup_is_refused_with_its_byte_offset(html: str, complaint: str) -> None:
    """The complaint names what is wrong and where, counted in bytes."""
    with pytest.raises(MarkupError) as raised:
        parse_html(html)
    assert str(raised.value) == complaint


def test_only_four_named_entities_are_decoded() -> None:
    """Every other name stays as it is written; numbers are decoded."""
    assert parse_html("&lt;&gt;&amp;&quot;&laquo;&nbsp;&#65;&#x42;")[0] == '<>&"&laquo;&nbsp;AB'


def test_entities_are_measured_in_utf16_units() -> None:
    """An emoji counts twice, and nested tags make nested entities."""
    assert parse_html("😀<b>a<i>😀</i></b><blockquote expandable>x</blockquote>") == (
        "😀a😀x",
        [
            {"type": "bold", "offset": 2, "length": 3},
            {"type": "italic", "offset": 3, "length": 2},
            {"type": "expandable_blockquote", "offset": 5, "length": 1},
        ],
    )


def keyboard(**action: object) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("x", **action)]])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n\x00 "}, "message text is empty"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "<u>x", "parse_mode": "HTML"}, "can't parse entities"),
        ({"text": "x", "reply_markup": keyboard(callback_data="é" * 33)}, "button_data_invalid"),
        ({"text": "x", "reply_markup": keyboard()}, "text buttons are unallowed"),
        ({"text": "x", "reply_markup": keyboard(url="https://a.example", callback_data="x")}, "exactly one action"),
        ({"text": "x", "reply_markup": keyboard(copy_text=CopyTextButton("x" * 257))}, "copy_text"),
        ({"text": "x", "reply_parameters": ReplyParameters(99)}, "message to be replied not found"),
        ({"text": "x", "message_thread_id": 5}, "message thread not found"),
        ({"text": "x", "chat_id": 12345}, "chat not found"),
    ],
)
async def test_a_message_that_telegram_would_refuse_is_refused(given: dict[str, object], complaint: str) -> None:
    """Nothing is sent and the complaint is Telegram's."""
    async with BotApi() as api, Bot(TOKEN, base_url=f"{api.url}/bot") as bot:
        Chats(api).private()
        with pytest.raises(BadRequest) as raised:
            await bot.send_message(**{"chat_id": 7, **given})  # type: ignore[arg-type]
        assert complaint in raised.value.message.lower()
        assert api.sent() == []


async def test_a_text_at_the_limit_is_sent_and_tags_do_not_count() -> None:
    """4096 units after parsing are taken."""
    async with BotApi() as api, Bot(TOKEN, base_url=f"{api.url}/bot") as bot:
        Chats(api).private()
        sent = await bot.send_message(7, f"<b>{'x' * 4096}</b>", parse_mode="HTML")
    assert len(sent.text or "") == 4096


async def test_edits_are_refused_as_telegram_refuses_them() -> None:
    """Unchanged, missing, and somebody else's."""
    async with BotApi() as api, Bot(TOKEN, base_url=f"{api.url}/bot") as bot:
        theirs = Chats(api).message("hello")
        sent = await bot.send_message(7, "x")
        for number, complaint in (
            (sent.message_id, "message is not modified"),
            (999, "message to edit not found"),
            (theirs["message_id"], "message can't be edited"),
        ):
            with pytest.raises(BadRequest, match=f"(?i){complaint}"):
                await bot.edit_message_text("x", 7, number)


async def test_refusals_reach_the_library_as_its_own_errors() -> None:
    """403, 429 with its seconds, and the supergroup's number."""
    async with BotApi() as api, Bot(TOKEN, base_url=f"{api.url}/bot") as bot:
        Chats(api).private()
        for refusal, error in ((BLOCKED, Forbidden), (migrated(-100), ChatMigrated)):
            api.refuse("sendMessage", refusal)
            with pytest.raises(error):
                await bot.send_message(7, "x")
    assert flood(3).as_json()["parameters"] == {"retry_after": 3}
    assert issubclass(RetryAfter, Exception)


async def test_a_wrong_token_is_refused() -> None:
    """401 for a token that is not ours, 404 for what is none."""
    async with BotApi() as api:
        for token in ("1234567:another", "none"):
            with pytest.raises(InvalidToken):
                async with Bot(token, base_url=f"{api.url}/bot"):
                    pass


async def test_the_earlier_of_two_pollers_is_refused() -> None:
    """The later one goes on."""
    async with BotApi() as api, Bot(TOKEN, base_url=f"{api.url}/bot") as bot:
        early = asyncio.create_task(bot.get_updates(timeout=5))
        await api.until(lambda: api.polls == 1)
        async with Bot(TOKEN, base_url=f"{api.url}/bot") as other:
            late = asyncio.create_task(other.get_updates(timeout=5))
            with pytest.raises(Conflict, match="terminated by other getUpdates"):
                await early
            Chats(api).write("hello")
            assert [update.message.text for update in await late if update.message] == ["hello"]


async def test_polling_is_refused_while_a_webhook_is_set() -> None:
    """Until it is deleted."""
    async with BotApi() as api, Bot(TOKEN, base_url=f"{api.url}/bot") as bot:
        await bot.set_webhook("https://a.example")
        with pytest.raises(Conflict, match="webhook is active"):
            await bot.get_updates()
        await bot.delete_webhook()
        assert await bot.get_updates() == ()


async def test_an_offset_confirms_what_came_before_it() -> None:
    """Updates come again until they are confirmed."""
    async with BotApi() as api, Bot(TOKEN, base_url=f"{api.url}/bot") as bot:
        people = Chats(api)
        for text in ("a", "b"):
            people.write(text)
        first = await bot.get_updates()
        assert await bot.get_updates() == first
        assert [u.update_id for u in await bot.get_updates(offset=first[1].update_id)] == [first[1].update_id]
        assert await bot.get_updates(offset=first[1].update_id + 1) == ()
