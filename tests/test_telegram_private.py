"""A private chat, through HTTP: questions, their answers, edits, follow-ups, and everything that is no text."""

from __future__ import annotations

from typing import Any

import pytest

from bot.messages import ENGLISH
from tests.bot_api import BotApi, methods
from tests.bot_api.articles import COST, HARBOUR, OFF_TOPIC, WHO
from tests.bot_api.refusal import BAD_ENTITIES, BLOCKED, bad, flood
from tests.bot_api.running import running
from tests.bot_api.server import POLL


async def test_a_question_gets_the_sentence_the_paragraph_and_its_place() -> None:
    """The answer shows the sentence, the source paragraph as an expandable quotation, title and paragraph number."""
    async with running() as bot:
        bot.people.write(WHO)
        answer = await bot.api.next_sent()
    assert "Mayor Astrid Falk reopened the harbour of Lindesund on 3 May." in answer["text"]
    assert "Harbour of Lindesund Reopens After the Storm · paragraph 1" in answer["text"]
    quotation = next(e for e in answer["entities"] if e["type"] == "expandable_blockquote")
    text = answer["text"][quotation["offset"] : quotation["offset"] + quotation["length"]]
    assert text == HARBOUR[1]
    marked = [answer["text"][e["offset"] : e["offset"] + e["length"]] for e in answer["entities"]]
    assert any("Astrid Falk reopened the harbour" in piece for piece in marked if piece != text)
    link = next(e for e in answer["entities"] if e["type"] == "text_link")
    assert link["url"].startswith("https://kysten.example/harbour#:~:text=Mayor%20Astrid")
    assert bot.api.called("sendMessage")[0]["link_preview_options"] == {"is_disabled": True}


async def test_a_title_with_angle_brackets_and_ampersand_arrives_as_written() -> None:
    """What would be markup in an article is shown as text."""
    async with running() as bot:
        bot.people.write(COST)
        answer = await bot.api.next_sent()
        assert bot.api.refused == []
    assert "Bridge <Tolvan> & Ferry: Council Decides · paragraph 1" in answer["text"]


async def test_a_refusal_is_counted_without_its_asker() -> None:
    """What the articles do not say is refused, and its words are kept, with nobody beside them."""
    async with running() as bot:
        bot.people.write(OFF_TOPIC)
        answer = await bot.api.next_sent()
        await bot.api.until(bot.state.most_unanswered)
        assert [(item.question, item.count) for item in bot.state.most_unanswered()] == [(OFF_TOPIC, 1)]
    assert "expandable_blockquote" not in {e["type"] for e in answer["entities"]}


async def test_an_edited_question_gets_its_answer_edited() -> None:
    """The answer is changed in place; no second message is sent."""
    async with running() as bot:
        question = bot.people.write(WHO)
        first = await bot.api.next_sent()
        bot.people.edit(question, COST)
        await bot.api.until(lambda: "90 million" in bot.api.sent()[0]["text"])
        assert [message["message_id"] for message in bot.api.sent()] == [first["message_id"]]


async def test_an_edit_that_changes_no_word_changes_nothing() -> None:
    """Telegram reports an edit too when a link preview loads."""
    async with running() as bot:
        question = bot.people.write(WHO)
        await bot.api.next_sent()
        bot.people.edit(question, WHO)
        await bot.api.quiet()
        assert bot.api.called("editMessageText") == []


async def test_an_edited_question_whose_answer_was_deleted_is_answered_anew() -> None:
    """A message that is gone cannot be edited: the answer comes as a new one, and no error."""
    async with running() as bot:
        question = bot.people.write(WHO)
        bot.api.delete(await bot.api.next_sent())
        bot.people.edit(question, COST)
        anew = await bot.api.next_sent()
        await bot.api.quiet()
        assert "90 million" in anew["text"]
        assert anew["reply_to_message"]["message_id"] == question["message_id"]
        held = bot.state.answers_to(7, question["message_id"])
        assert [(item.message, item.question) for item in held] == [(anew["message_id"], COST)]
        bot.people.edit(question, WHO)
        await bot.api.until(lambda: "Astrid Falk" in bot.api.sent()[0]["text"])
        assert len(bot.api.sent()) == 1


async def test_an_edit_reaches_each_answer_of_a_message_with_several_questions() -> None:
    """Each answer is edited in its place; a question that is new is answered in a message of its own."""
    async with running() as bot:
        asked = bot.people.write(f"{WHO} {COST}")
        await bot.api.next_sent(2)
        await bot.api.quiet()
        bot.people.edit(asked, f"{COST} {WHO} How many fishing boats had the storm sunk?")
        await bot.api.next_sent(3)
        texts = [message["text"] for message in bot.api.sent()]
    assert "90 million" in texts[0]
    assert "Astrid Falk" in texts[1]
    assert "14 fishing boats" in texts[2]


async def test_an_edit_to_fewer_questions_takes_the_other_answers_back() -> None:
    """The surplus answer is deleted and forgotten; a follow-up question goes on from what is left."""
    async with running() as bot:
        asked = bot.people.write(f"{WHO} {COST}")
        await bot.api.next_sent(2)
        await bot.api.quiet()
        bot.people.edit(asked, WHO)
        await bot.api.until(lambda: len(bot.api.sent()) == 1)
        await bot.api.quiet()
        held = bot.state.answers_to(7, asked["message_id"])
        assert "Astrid Falk" in bot.api.sent()[0]["text"]
        assert [item.question for item in held] == [WHO]
        assert bot.state.chat(7).conversation == held[0].after


async def test_an_answer_too_old_to_be_deleted_says_that_it_is_no_longer_asked() -> None:
    """Telegram deletes nothing older than 48 hours; the answer is edited instead, buttons and all."""
    async with running() as bot:
        asked = bot.people.write(f"{WHO} {COST}")
        await bot.api.next_sent(2)
        await bot.api.quiet()
        bot.api.refuse("deleteMessage", bad("message can't be deleted for everyone"))
        bot.people.edit(asked, WHO)
        await bot.api.until(lambda: bot.api.sent()[1]["text"] == ENGLISH.taken_back)
        assert "reply_markup" not in bot.api.sent()[1]


async def test_a_surplus_answer_that_is_gone_already_is_no_error(caplog: pytest.LogCaptureFixture) -> None:
    """The reader deleted it first."""
    async with running() as bot:
        asked = bot.people.write(f"{WHO} {COST}")
        bot.api.delete(await bot.api.next_sent(2))
        await bot.api.quiet()
        bot.people.edit(asked, WHO)
        await bot.api.until(lambda: bot.api.called("deleteMessage"))
        await bot.api.quiet()
        assert len(bot.api.sent()) == 1
    assert [record for record in caplog.records if record.levelname in {"WARNING", "ERROR"}] == []


async def test_a_command_emptied_by_an_edit_keeps_its_answer() -> None:
    """Nothing is asked any more, so nothing is answered anew."""
    async with running() as bot:
        asked = bot.people.write(f"/ask {WHO}")
        answer = await bot.api.next_sent()
        await bot.api.quiet()
        bot.people.edit(asked, "/ask")
        await bot.api.quiet()
        assert [message["text"] for message in bot.api.sent()] == [answer["text"]]


async def test_a_question_and_its_short_follow_up_are_two_questions() -> None:
    """The second goes on from the first and is named above what is not found."""
    async with running() as bot:
        bot.people.write(f"{WHO} And the bridge?")
        await bot.api.next_sent(2)
        await bot.api.quiet()
        held = [bot.state.answer(7, message["message_id"]) for message in bot.api.sent()]
    assert [item and item.question for item in held] == [WHO, "And the bridge?"]
    assert held[0]
    assert held[1]
    assert held[1].before == held[0].after


async def test_a_forwarded_post_is_answered_by_its_text_or_caption() -> None:
    """Who forwards a question asks it."""
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Somebody"}
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    async with running() as bot:
        bot.people.write(WHO, forward_origin=origin)
        bot.people.write(None, photo=photo, caption=COST, forward_origin=origin)
        assert "90 million" in (await bot.api.next_sent(2))["text"]
        assert "Astrid Falk" in bot.api.sent()[0]["text"]


async def test_of_a_very_long_message_the_first_questions_are_answered() -> None:
    """Three answers and a word about the others; more would bury the chat."""
    async with running() as bot:
        bot.people.write(f"{WHO} {COST} " * 40)
        note = await bot.api.next_sent(4)
        await bot.api.quiet()
        assert len(bot.api.sent()) == 4
    assert note["text"] == ENGLISH.too_many_questions.format(count=3)


async def test_several_questions_in_one_message_are_answered_one_by_one() -> None:
    """Each answer replies to the message."""
    async with running() as bot:
        asked = bot.people.write(f"{WHO} {COST}")
        second = await bot.api.next_sent(2)
    first = bot.api.sent()[0]
    assert "Astrid Falk" in first["text"]
    assert "90 million" in second["text"]
    assert {m["reply_to_message"]["message_id"] for m in (first, second)} == {asked["message_id"]}


@pytest.mark.parametrize(
    "more",
    [
        {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]},
        {"voice": {"file_id": "a", "file_unique_id": "b", "duration": 1}},
        {"location": {"latitude": 1.0, "longitude": 2.0}},
        {"sticker": {"file_id": "a", "file_unique_id": "b", "type": "regular", "width": 1, "height": 1,
                     "is_animated": False, "is_video": False}},
        {"poll": POLL},
        {"video_note": {"file_id": "a", "file_unique_id": "b", "length": 1, "duration": 1}},
        {"document": {"file_id": "a", "file_unique_id": "b"}},
        {"contact": {"phone_number": "1", "first_name": "A"}},
        {"dice": {"emoji": "🎲", "value": 3}},
    ],
    ids=lambda more: next(iter(more)),
)  # fmt: skip
async def test_what_is_no_text_is_answered_with_one_line(more: dict[str, Any]) -> None:
    """Pictures, voices and the like get a hint that text is wanted."""
    async with running() as bot:
        bot.people.write(None, **more)
        assert "text only" in (await bot.api.next_sent())["text"]


async def test_a_captions_question_is_answered() -> None:
    """The caption of a picture counts as its text."""
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    async with running() as bot:
        bot.people.write(None, photo=photo, caption=WHO)
        assert "Astrid Falk" in (await bot.api.next_sent())["text"]


async def test_pictures_of_an_album_and_our_own_inline_answers_are_passed_over() -> None:
    """Ten pictures are not answered ten times, and the bot does not talk to itself."""
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    async with running() as bot:
        for _ in range(3):
            bot.people.write(None, photo=photo, media_group_id="5")
        bot.people.write(WHO, via_bot=bot.api.me)
        await bot.api.quiet()
        assert bot.api.sent() == []


async def test_refused_markup_goes_out_as_plain_text() -> None:
    """If Telegram refuses the markup, the same words arrive without it."""
    async with running() as bot:
        bot.api.refuse("sendMessage", BAD_ENTITIES)
        bot.people.write(WHO)
        answer = await bot.api.next_sent()
    assert "Mayor Astrid Falk reopened the harbour" in answer["text"]
    assert answer["entities"] == []
    assert "<" not in answer["text"]


async def test_refused_buttons_do_not_cost_the_answer() -> None:
    """The answer arrives without them."""
    async with running() as bot:
        bot.api.refuse("sendMessage", bad("BUTTON_DATA_INVALID"))
        bot.people.write(WHO)
        answer = await bot.api.next_sent()
    assert "Astrid Falk" in answer["text"]
    assert "reply_markup" not in answer


async def test_a_confirmation_that_cannot_be_read_is_no_fault_of_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Servers for tests give fields back as text; the answer has arrived, and nobody is told that it has not."""

    async def send(api: BotApi, given: dict[str, Any]) -> dict[str, Any]:
        return {**await methods.send_message(api, given), "link_preview_options": '{"is_disabled": true}'}

    monkeypatch.setitem(methods.METHODS, "sendmessage", send)
    async with running() as bot:
        bot.people.write(WHO)
        assert "Astrid Falk" in (await bot.api.next_sent())["text"]
        await bot.api.quiet()
        assert len(bot.api.sent()) == 1


async def test_a_flood_limit_is_waited_out_and_holds_up_nobody_else() -> None:
    """A 429 delays the answer of its own chat; another chat's comes meanwhile."""
    async with running() as bot:
        bot.api.refuse("sendMessage", flood(1))
        bot.people.write(WHO, bot.people.private(7))
        await bot.api.until(lambda: bot.api.refused)
        bot.people.write(WHO, bot.people.private(8))
        await bot.api.next_sent(1, chat=8)
        assert bot.api.sent(7) == []
        await bot.api.next_sent(1, chat=7)


async def test_a_reader_who_has_blocked_the_bot_is_no_error(caplog: pytest.LogCaptureFixture) -> None:
    """Nothing is sent, nothing is logged as a fault, and the next reader is answered."""
    async with running() as bot:
        bot.api.refuse("sendMessage", BLOCKED)
        bot.people.write(WHO, bot.people.private(7))
        bot.people.write(WHO, bot.people.private(8))
        await bot.api.next_sent(1, chat=8)
        assert bot.api.sent(7) == []
    assert [record for record in caplog.records if record.levelname in {"WARNING", "ERROR"}] == []


async def test_answers_keep_the_order_of_the_questions_in_a_chat() -> None:
    """Thirty questions of one chat, sent at once, are answered in their order."""
    questions = [WHO, COST, OFF_TOPIC] * 10
    async with running() as bot:
        chat = bot.people.private()
        asked = [bot.people.write(question, chat)["message_id"] for question in questions]
        await bot.api.next_sent(30)
        await bot.api.quiet()
        held = [bot.state.answer(7, message["message_id"]) for message in bot.api.sent()]
    assert [item.asked_in for item in held if item] == asked


async def test_the_same_question_after_a_restart_still_knows_its_context() -> None:
    """The context of a chat is read from the state, not from memory."""
    async with running() as bot:
        bot.people.write(WHO)
        await bot.api.next_sent()
        await bot.api.until(lambda: bot.state.chat(7).conversation)
        held = bot.state.latest(7)
    assert held is not None
    assert (held.question, held.after) == (WHO, held.after)
