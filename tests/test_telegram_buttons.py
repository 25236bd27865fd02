"""The buttons under an answer, through HTTP: source in context and back, questions, votes, share and copy."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from telegram import User

from bot.answer import Answer, Outcome
from bot.callbacks import ShowSource, digest, write
from bot.messages import ENGLISH
from bot.render.telegram_buttons import answer_buttons
from bot.state import State
from knowledge import Library, Status, prepare
from tests.bot_api.articles import BRIDGE, COST, HARBOUR, OFF_TOPIC, WHO, article, card, library
from tests.bot_api.running import Running, running

LOST = "How many boats were lost according to the union?"


def buttons(message: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The buttons under a message by their words."""
    return {button["text"]: button for row in message["reply_markup"]["inline_keyboard"] for button in row}


async def answered(bot: Running, question: str = WHO) -> dict[str, Any]:
    """Ask, and wait for the answer and for it to be remembered."""
    bot.people.write(question)
    answer = await bot.api.next_sent()
    await bot.api.quiet()
    return answer


async def shows(bot: Running, text: str) -> dict[str, Any]:
    """Wait until the bot's first message holds `text`."""
    message: dict[str, Any] = await bot.api.until(lambda: text in bot.api.sent()[0]["text"] and bot.api.sent()[0])
    return message


async def test_the_source_is_shown_in_context_and_the_answer_again() -> None:
    """One message: the paragraph with the quote marked, its neighbours, and back to the very same answer."""
    async with running() as bot:
        answer = await answered(bot)
        bot.people.press(answer, "Source")
        page = await shows(bot, "\nparagraph 1\n")
        assert HARBOUR[1] in page["text"]
        underlined = next(e for e in page["entities"] if e["type"] == "underline")
        marked = page["text"][underlined["offset"] : underlined["offset"] + underlined["length"]]
        assert marked == "Mayor Astrid Falk reopened the harbour of Lindesund on 3 May."
        bot.people.press(page, "›")
        after = await shows(bot, HARBOUR[2])
        assert "›" not in buttons(after)
        bot.people.press(after, "‹")
        await shows(bot, HARBOUR[1])
        bot.people.press(bot.api.sent()[0], "Back")
        await bot.api.until(lambda: bot.api.sent()[0]["text"] == answer["text"])
        assert bot.api.sent()[0]["reply_markup"] == answer["reply_markup"]
        assert len(bot.api.sent()) == 1


async def test_a_button_pressed_twice_is_no_error(caplog: pytest.LogCaptureFixture) -> None:
    """Telegram's "message is not modified" reaches neither the reader nor the log."""
    async with running() as bot:
        answer = await answered(bot)
        for _ in range(3):
            bot.people.press(answer, "Source")
        await bot.api.until(lambda: len(bot.api.called("answerCallbackQuery")) == 3)
        await bot.api.quiet()
        assert [text for _, text in bot.api.refused if "not modified" in text] != []
    assert [record for record in caplog.records if record.levelname in {"WARNING", "ERROR"}] == []


async def test_buttons_work_after_a_restart(tmp_path: Any) -> None:
    """A second bot on the same state file knows the answer that the first one gave."""
    file = tmp_path / "state.sqlite3"
    state = State(file)
    async with running(state=state) as bot:
        answer = await answered(bot)
    state.close()
    again = State(file)
    async with running(state=again) as bot:
        bot.people.private()
        bot.api.keep(answer)
        bot.people.press(answer, "Source")
        page = await shows(bot, "\nparagraph 1\n")
        bot.people.press(page, "Back")
        await bot.api.until(lambda: bot.api.sent()[0]["text"] == answer["text"])
    again.close()


async def test_an_answer_from_an_article_that_is_gone_is_given_from_the_others() -> None:
    """Neither going back nor editing the question trips over the article that was chosen then."""
    async with running() as bot:
        bot.state.choose_article(7, "bridge")
        question = bot.people.write(COST)
        answer = await bot.api.next_sent()
        await bot.api.quiet()
        held = bot.state.answer(7, answer["message_id"])
        assert held is not None
        assert held.article == "bridge"
        bot.state.remember(7, replace(held, article="gone"))
        bot.people.press(answer, "Source")
        page = await shows(bot, "\nparagraph 1\n")
        bot.people.press(page, "Back")
        await shows(bot, "“The bridge costs")
        bot.people.edit(question, WHO)
        await shows(bot, "Astrid Falk")


async def test_back_without_the_answer_says_so() -> None:
    """After /forget the button answers with a word."""
    async with running() as bot:
        answer = await answered(bot)
        bot.people.press(answer, "Source")
        page = await shows(bot, "\nparagraph 1\n")
        bot.state.forget(7)
        bot.people.press(page, "Back")
        await bot.api.until(lambda: len(bot.api.called("answerCallbackQuery")) == 2)
        assert bot.api.called("answerCallbackQuery")[1]["text"] == ENGLISH.gone_answer


@pytest.mark.parametrize(
    "data",
    [
        "", "x", "s:zz", "v:2", "b:", "s:0000000000:1:0:0:", write(ShowSource(digest("harbour"), 99)),
        write(ShowSource(digest("harbour"), 1, 5, 999_999)), "q:0000000000", "c:0000000000", "a:0000000000", "l:xx",
        "f:9999999", "p:9999999", "n", "o", "\x00", "é" * 32, "v:1 OR 1=1",
    ],
)  # fmt: skip
async def test_any_data_on_a_button_is_answered_and_raises_nothing(data: str, caplog: pytest.LogCaptureFixture) -> None:
    """Forged, stale and cut data end in a word to the presser at most."""
    async with running() as bot:
        answer = await answered(bot)
        bot.people.press_data(answer, data)
        await bot.api.until(lambda: bot.api.called("answerCallbackQuery"))
        await bot.api.quiet()
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


async def test_a_press_from_long_ago_is_no_error(caplog: pytest.LogCaptureFixture) -> None:
    """Telegram's "query is too old" is passed over, and what was asked for is still shown."""
    async with running() as bot:
        answer = await answered(bot)
        query = bot.people.press(answer, "Source")
        bot.api.queries.discard(query["id"])
        await shows(bot, "\nparagraph 1\n")
        await bot.api.quiet()
    assert [record for record in caplog.records if record.levelname in {"WARNING", "ERROR"}] == []


async def test_a_suggested_question_is_asked_by_its_button() -> None:
    """/help's questions are answered in a message of their own, which names the question."""
    async with running() as bot:
        bot.people.write("/help")
        page = await bot.api.next_sent()
        question = library().cards[0].questions[0].text
        bot.people.press(page, question)
        answer = await bot.api.next_sent(2)
    assert answer["text"].startswith(question)
    assert "Astrid Falk" in answer["text"]


async def test_a_vote_is_counted_once_and_can_be_changed() -> None:
    """The last press counts; who pressed is not in the file."""
    async with running() as bot:
        answer = await answered(bot)
        for label in ("👍", "👍", "👎", "👍"):
            bot.people.press(answer, label)
        await bot.api.until(lambda: len(bot.api.called("answerCallbackQuery")) == 4)
        assert bot.state.votes(7, answer["message_id"]) == (1, 0)


async def test_after_a_bad_vote_the_reason_is_asked_once_and_kept() -> None:
    """The reply to "what was wrong?" is stored beside the vote and is no question."""
    async with running() as bot:
        answer = await answered(bot)
        bot.people.press(answer, "👎")
        prompt = await bot.api.next_sent(2)
        await bot.api.quiet()
        bot.people.press(answer, "👎")
        bot.people.write("the date is missing", reply_to_message=prompt)
        thanks = await bot.api.next_sent(3)
        await bot.api.quiet()
        assert thanks["text"] == ENGLISH.why_thanks
        assert len(bot.api.sent()) == 3
        assert bot.state.reasons() == ((WHO, "the date is missing"),)


async def test_a_corrected_reason_stays_a_reason() -> None:
    """Editing the reply to "what was wrong?" asks nothing and replaces what was stored."""
    async with running() as bot:
        answer = await answered(bot)
        bot.people.press(answer, "👎")
        prompt = await bot.api.next_sent(2)
        await bot.api.quiet()
        reason = bot.people.write("teh date", reply_to_message=prompt)
        await bot.api.next_sent(3)
        bot.people.edit(reason, "the date")
        await bot.api.until(lambda: bot.state.reasons() == ((WHO, "the date"),))
        await bot.api.quiet()
        assert {message["text"] for message in bot.api.sent()[2:]} == {ENGLISH.why_thanks}


async def test_who_says_what_is_shown_side_by_side() -> None:
    """Where sides differ, one press shows each with its speaker, a second where it stands; and back to the answer."""
    harbour = article("harbour", HARBOUR)
    union = {"status": Status.CLAIM, "attributed_to": "The fishermen’s union", "see_also": ("repairs",)}
    cards = (
        card(harbour, "boats-lost", 2, "The fishermen’s union claimed that 40 boats were lost in the storm.", LOST,
             **union),
        card(harbour, "repairs", 1, "The storm had sunk 14 fishing boats in one night.", "How many sank?",
             status=Status.UNVERIFIED),
    )  # fmt: skip
    async with running(prepare(Library((harbour,), cards))) as bot:
        answer = await answered(bot, LOST)
        bot.people.press(answer, "Who says what")
        page = await shows(bot, ENGLISH.sides_heading)
        assert "40 boats were lost" in page["text"]
        assert "Claimed by the fishermen’s union" in page["text"]
        assert "14 fishing boats" in page["text"]
        assert "Unverified, as the article says." in page["text"]
        assert list(buttons(page)) == [
            "The fishermen’s union · paragraph 2", "The article · paragraph 1", ENGLISH.button_back
        ]  # fmt: skip
        bot.people.press(page, "The article")
        await shows(bot, "\nparagraph 1\n")
        bot.people.press(page, ENGLISH.button_back)
        await bot.api.until(lambda: bot.api.sent()[0]["text"] == answer["text"])


async def test_an_answer_without_another_side_has_no_such_button() -> None:
    """And a press on one from before the library changed is answered with a word."""
    async with running() as bot:
        answer = await answered(bot)
        assert ENGLISH.button_sides not in buttons(answer)
        bot.people.press_data(answer, "o")
        await bot.api.until(lambda: bot.api.called("answerCallbackQuery"))
        assert bot.api.called("answerCallbackQuery")[0]["text"] == ENGLISH.gone_source


async def test_the_quote_can_be_copied_and_the_question_shared() -> None:
    """Copy holds the quote verbatim; share opens inline mode with the question."""
    async with running() as bot:
        found = buttons(await answered(bot, COST))
    assert found["Copy the quote"]["copy_text"]["text"] in BRIDGE[1]
    assert found["Share"]["switch_inline_query_chosen_chat"]["query"] == COST


async def test_without_inline_mode_share_hands_out_a_deep_link() -> None:
    """Telegram refuses the inline button for a bot that has no inline mode."""
    async with running(supports_inline_queries=False) as bot:
        share = buttons(await answered(bot))["Share"]
    assert share["url"].startswith("https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fquoth_test_bot%3Fstart%3D")


def test_a_refusal_offers_the_nearest_questions() -> None:
    """The questions stand on the buttons in full; one too long for a button is left out."""
    me = User(1, "Quoth", is_bot=True, username="quoth_test_bot")
    refusal = Answer(OFF_TOPIC, Outcome.NOT_FOUND, None, "No.", 0.1, (), suggestions=(WHO, "x" * 300, COST))
    rows = json.loads(answer_buttons(refusal, ENGLISH, me) or "{}")["inline_keyboard"]
    assert [[button["text"] for button in row] for row in rows] == [[WHO], [COST]]
