"""Inline mode and guest queries, through HTTP."""

from __future__ import annotations

import pytest

from bot.messages import ENGLISH
from knowledge import Library, prepare
from tests.bot_api.articles import HARBOUR, OFF_TOPIC, WHO, article, card
from tests.bot_api.html import parse_html
from tests.bot_api.running import running


async def test_what_is_typed_is_answered_with_the_whole_sourced_answer() -> None:
    """The title is the short answer or the sentence, the description the sentence, the message the answer."""
    async with running() as bot:
        bot.people.type(WHO)
        await bot.api.until(lambda: bot.api.called("answerInlineQuery"))
        offered = bot.api.called("answerInlineQuery")[0]
        (result,) = offered["results"]
    text, entities = parse_html(result["input_message_content"]["message_text"])
    assert "Mayor Astrid Falk reopened the harbour of Lindesund on 3 May." in text
    assert "expandable_blockquote" in {e["type"] for e in entities}
    assert result["title"] in HARBOUR[1]
    assert result["description"] == "Mayor Astrid Falk reopened the harbour of Lindesund on 3 May."
    button = result["reply_markup"]["inline_keyboard"][0][0]
    assert button["url"].startswith("https://t.me/quoth_test_bot?start=")
    assert int(offered["cache_time"]) > 60


async def test_nothing_found_leads_to_the_private_chat() -> None:
    """No result, but a button with a deep link; cached for a short time only."""
    async with running() as bot:
        bot.people.type(OFF_TOPIC)
        await bot.api.until(lambda: bot.api.called("answerInlineQuery"))
    offered = bot.api.called("answerInlineQuery")[0]
    assert offered["results"] == []
    assert offered["button"] == {"text": ENGLISH.button_private, "start_parameter": "ask"}
    assert int(offered["cache_time"]) <= 60


async def test_an_empty_query_offers_the_facts_page_by_page() -> None:
    """Forty-five cards come in three pages, each once."""
    harbour = article("harbour", HARBOUR)
    cards = tuple(card(harbour, f"card-{n:02}", 1, "on 3 May", f"Question {n}?") for n in range(45))
    titles, offset = [], ""
    async with running(prepare(Library((harbour,), cards))) as bot:
        for number in range(1, 4):
            bot.people.type(" ", offset)
            await bot.api.until(lambda: len(bot.api.called("answerInlineQuery")) == number)  # noqa: B023
            offered = bot.api.called("answerInlineQuery")[-1]
            titles += [result["title"] for result in offered["results"]]
            offset = offered.get("next_offset", "")
    assert titles == [f"Question {n}?" for n in range(45)]
    assert offset == ""


@pytest.mark.parametrize("offset", ["-1", "x", "99999999999", "９", "1e3"])
async def test_a_forged_offset_is_no_error(offset: str) -> None:
    """Whatever the offset, the query is answered."""
    async with running() as bot:
        bot.people.type("", offset)
        await bot.api.until(lambda: bot.api.called("answerInlineQuery"))
        await bot.api.quiet()
        assert [method for method, _ in bot.api.refused if method == "answerInlineQuery"] == []


async def test_a_reader_who_types_on_is_no_error(caplog: pytest.LogCaptureFixture) -> None:
    """The answer to a query that has meanwhile expired is refused by Telegram and passed over."""
    async with running() as bot:
        bot.api.queries.discard(bot.people.type(WHO)["id"])
        await bot.api.until(lambda: any("too old" in text for _, text in bot.api.refused))
        await bot.api.quiet()
    assert [record for record in caplog.records if record.levelname in {"WARNING", "ERROR"}] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [(f"@quoth_test_bot {WHO}", "Astrid Falk"), (f"@quoth_test_bot {OFF_TOPIC}", ""), ("@quoth_test_bot", "mention")],
)
async def test_a_guest_query_is_answered_where_the_bot_is_no_member(text: str, expected: str) -> None:
    """The answer goes out through answerGuestQuery, whole, and nothing is sent to the chat itself."""
    async with running() as bot:
        guest = bot.people.message(text, bot.people.group(-100900), guest_query_id="55")
        bot.api.queries.add("55")
        bot.api.push({"guest_message": guest})
        await bot.api.until(lambda: bot.api.called("answerGuestQuery"))
        await bot.api.quiet()
        assert bot.api.sent() == []
        assert bot.api.queries == set()
    content = bot.api.called("answerGuestQuery")[0]["result"]["input_message_content"]
    assert expected in parse_html(content["message_text"])[0]
    assert content["link_preview_options"] == {"is_disabled": True}


async def test_a_guest_query_in_reply_to_a_question_answers_that_question() -> None:
    """The bare mention under somebody's question asks it."""
    async with running() as bot:
        group = bot.people.group(-100900)
        theirs = bot.people.message(WHO, group)
        guest = bot.people.message("@quoth_test_bot", group, guest_query_id="56", reply_to_message=theirs)
        bot.api.queries.add("56")
        bot.api.push({"guest_message": guest})
        await bot.api.until(lambda: bot.api.called("answerGuestQuery"))
    content = bot.api.called("answerGuestQuery")[0]["result"]["input_message_content"]
    assert "Astrid Falk" in content["message_text"]
