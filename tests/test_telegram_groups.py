"""Groups, topics and channels, through HTTP: answers when addressed, silence otherwise."""

from __future__ import annotations

import pytest

from tests.bot_api.articles import COST, OFF_TOPIC, WHO
from tests.bot_api.refusal import NO_RIGHTS, bad, migrated
from tests.bot_api.running import running


@pytest.mark.parametrize(
    "text",
    [f"/ask {WHO}", f"/ask@quoth_test_bot {WHO}", f"@quoth_test_bot {WHO}", f"{WHO} @Quoth_Test_Bot", f"/ASK {WHO}"],
)
async def test_an_addressed_question_is_answered_as_a_reply(text: str) -> None:
    """/ask, /ask with the bot's name and a mention anywhere are answered, whatever the case."""
    async with running() as bot:
        asked = bot.people.write(text, bot.people.group())
        answer = await bot.api.next_sent()
        await bot.api.quiet()
        held = bot.state.latest(-100200)
    assert "Astrid Falk" in answer["text"]
    assert answer["reply_to_message"]["message_id"] == asked["message_id"]
    assert held is not None
    assert held.question == WHO


@pytest.mark.parametrize(
    "text",
    [
        WHO,
        f"/ask@another_test_bot {WHO}",
        f"@another_person {WHO}",
        f"/start@another_test_bot {WHO}",
        "/nonsense",
        "mail@quoth_test_bot.example",
    ],
)
async def test_anything_else_in_a_group_is_met_with_silence(text: str) -> None:
    """Nothing is sent where the bot is not addressed."""
    async with running() as bot:
        bot.people.write(text, bot.people.group())
        await bot.api.quiet()
        assert bot.api.sent() == []


async def test_other_bots_and_forwarded_channel_posts_are_not_answered() -> None:
    """Two bots never talk to each other without end."""
    async with running() as bot:
        group = bot.people.group()
        bot.people.write(f"/ask {WHO}", group, **{"from": {"id": 9, "is_bot": True, "first_name": "Other"}})
        bot.people.write(f"/ask {WHO}", group, is_automatic_forward=True)
        await bot.api.quiet()
        assert bot.api.sent() == []


async def test_an_anonymous_administrator_is_answered() -> None:
    """Who speaks as the group itself is a person all the same."""
    async with running() as bot:
        group = bot.people.group()
        anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
        bot.people.write(f"/ask {WHO}", group, sender_chat=group, **{"from": anonymous})
        assert "Astrid Falk" in (await bot.api.next_sent())["text"]


async def test_a_channel_that_writes_in_its_group_is_answered() -> None:
    """Who speaks as a channel is a person too, though Telegram names a bot as the writer."""
    async with running() as bot:
        sender = {"id": -100500, "type": "channel", "title": "News"}
        writer = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
        bot.people.write(f"/ask {WHO}", bot.people.group(), sender_chat=sender, **{"from": writer})
        assert "Astrid Falk" in (await bot.api.next_sent())["text"]


async def test_an_anonymous_administrator_decides_for_the_group() -> None:
    """Speaking as the group itself is proof enough: Telegram has no member to ask about."""
    async with running() as bot:
        group = bot.people.group()
        anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
        bot.people.write(f"/ask {WHO}", group)
        await bot.api.next_sent()
        bot.people.write("/forget", group, sender_chat=group, **{"from": anonymous})
        assert "deleted" in (await bot.api.next_sent(2))["text"]
        assert bot.api.called("getChatMember") == []


async def test_a_reply_to_an_answer_is_a_follow_up_question() -> None:
    """The context goes along the chain of replies, not with the group."""
    async with running() as bot:
        group = bot.people.group()
        bot.people.write(f"/ask {WHO}", group)
        first = await bot.api.next_sent()
        await bot.api.quiet()
        bot.people.write(COST, group, reply_to_message=first)
        second = await bot.api.next_sent(2)
        await bot.api.quiet()
        bot.people.write(f"/ask {COST}", group)
        await bot.api.next_sent(3)
        await bot.api.quiet()
        held = [bot.state.answer(-100200, message["message_id"]) for message in bot.api.sent()]
    assert "90 million" in second["text"]
    assert held[0]
    assert held[1]
    assert held[2]
    assert (held[0].before, held[1].before, held[2].before) == ("", held[0].after, "")


async def test_asking_in_reply_to_somebody_asks_what_they_wrote() -> None:
    """A bare mention or /ask under somebody's question asks that question."""
    async with running() as bot:
        group = bot.people.group()
        theirs = bot.people.message(WHO, group)
        bot.people.write("/ask", group, reply_to_message=theirs)
        assert "Astrid Falk" in (await bot.api.next_sent())["text"]


async def test_a_bare_mention_is_answered_with_a_hint() -> None:
    """The hint asks for a reply, and the reply is a question."""
    async with running() as bot:
        group = bot.people.group()
        bot.people.write("@quoth_test_bot", group)
        hint = await bot.api.next_sent()
        assert bot.api.called("sendMessage")[0]["reply_markup"]["force_reply"] is True
        bot.people.write(WHO, group, reply_to_message=hint)
        assert "Astrid Falk" in (await bot.api.next_sent(2))["text"]


async def test_a_topic_is_kept() -> None:
    """The answer goes to the topic of the question, and the topic's own first message counts for no address."""
    async with running() as bot:
        forum = bot.people.group(is_forum=True)
        root = bot.people.message(None, forum, forum_topic_created={"name": "Harbour", "icon_color": 7322096})
        root["from"] = bot.api.me
        topic = {"message_thread_id": 44, "is_topic_message": True, "reply_to_message": root}
        bot.people.write(WHO, forum, **topic)
        bot.people.write(f"/ask {WHO}", forum, **topic)
        answer = await bot.api.next_sent()
        await bot.api.quiet()
        assert len(bot.api.sent()) == 1
    assert answer["message_thread_id"] == 44


async def test_the_question_is_quoted_where_it_is_part_of_a_long_message() -> None:
    """The reply points to the very words."""
    async with running() as bot:
        long = "We were at the harbour all day and it was lovely. " * 8
        bot.people.write(f"/ask {long}{WHO} {COST}", bot.people.group())
        await bot.api.next_sent(2)
    assert [message["quote"]["text"] for message in bot.api.sent()] == [WHO, COST]


async def test_a_quote_that_telegram_refuses_is_left_out() -> None:
    """The answer arrives as a plain reply."""
    async with running() as bot:
        bot.api.refuse("sendMessage", bad("QUOTE_TEXT_INVALID"))
        long = "We were at the harbour all day and it was lovely. " * 8
        bot.people.write(f"/ask {long}{WHO} {COST}", bot.people.group())
        answer = await bot.api.next_sent()
    assert "quote" not in answer
    assert "reply_to_message" in answer


async def test_a_question_that_is_deleted_meanwhile_is_answered_without_the_reply() -> None:
    """A missing target of the reply is no error."""
    async with running() as bot:
        asked = bot.people.message(f"/ask {WHO}", bot.people.group())
        bot.api.delete(asked)
        bot.api.push({"message": asked})
        answer = await bot.api.next_sent()
    assert "reply_to_message" not in answer


async def test_a_group_that_becomes_a_supergroup_keeps_what_is_stored() -> None:
    """Whether Telegram says so with a message or with a refusal, the answer and the context move along."""
    async with running() as bot:
        old, new = bot.people.group(-300), bot.people.group(-100300)
        bot.people.write(f"/ask {WHO}", old)
        await bot.api.next_sent(1, chat=-300)
        bot.people.write(None, old, migrate_to_chat_id=-100300)
        await bot.api.quiet()
        assert bot.state.latest(-300) is None
        held = bot.state.latest(-100300)
        assert held is not None
        assert held.question == WHO
        bot.api.refuse("sendMessage", migrated(-100300))
        bot.people.write(f"/ask {COST}", old)
        assert "90 million" in (await bot.api.next_sent(1, chat=-100300))["text"]
        assert new["id"] == -100300


async def test_a_group_where_the_bot_may_not_write_is_left_in_peace(caplog: pytest.LogCaptureFixture) -> None:
    """Missing rights are no fault of ours and are not tried again and again."""
    async with running() as bot:
        bot.api.refuse("sendMessage", NO_RIGHTS, times=5)
        bot.people.write(f"/ask {WHO}", bot.people.group())
        await bot.api.quiet()
        assert len(bot.api.called("sendMessage")) == 1
    assert [record for record in caplog.records if record.levelname in {"WARNING", "ERROR"}] == []


async def test_a_channel_post_is_answered_when_addressed() -> None:
    """A channel where the bot is an administrator is a group in this."""
    async with running() as bot:
        channel = bot.api.chat({"id": -100400, "type": "channel", "title": "News"})
        quiet, asked = (bot.people.message(text, channel) for text in (WHO, f"/ask {WHO}"))
        for post in (quiet, asked):
            post.pop("from")
            bot.api.push({"channel_post": {**post, "sender_chat": channel}})
        answer = await bot.api.next_sent()
        await bot.api.quiet()
        assert len(bot.api.sent()) == 1
    assert answer["reply_to_message"]["message_id"] == asked["message_id"]


async def test_an_edited_channel_post_gets_its_answer_edited() -> None:
    """As in a private chat."""
    async with running() as bot:
        channel = bot.api.chat({"id": -100400, "type": "channel", "title": "News"})
        post = {**bot.people.message(f"/ask {WHO}", channel), "sender_chat": channel}
        post.pop("from")
        bot.api.push({"channel_post": post})
        await bot.api.next_sent()
        await bot.api.quiet()
        bot.api.push({"edited_channel_post": {**post, "text": f"/ask {COST}", "edit_date": 2}})
        await bot.api.until(lambda: "90 million" in bot.api.sent()[0]["text"])
        assert len(bot.api.sent()) == 1


async def test_a_subscriber_does_not_choose_the_article_of_a_channel() -> None:
    """Anybody who reads a channel can press its buttons; only its administrators decide."""
    async with running() as bot:
        channel = bot.api.chat({"id": -100400, "type": "channel", "title": "News"})
        post = {**bot.people.message("/articles", channel), "sender_chat": channel}
        post.pop("from")
        bot.api.push({"channel_post": post})
        page = await bot.api.next_sent()
        bot.people.press(page, "Harbour", user=7)
        await bot.api.until(lambda: bot.api.called("answerCallbackQuery"))
        assert bot.state.chat(-100400).article is None
        bot.api.admins.add((-100400, 8))
        bot.people.press(page, "Harbour", user=8)
        await bot.api.until(lambda: bot.state.chat(-100400).article == "harbour")


async def test_a_topics_buttons_and_reasons_stay_in_the_topic() -> None:
    """A question asked by a button is answered where the button stands."""
    async with running() as bot:
        forum = bot.people.group(is_forum=True)
        topic = {"message_thread_id": 44, "is_topic_message": True}
        bot.people.write("/help", forum, **topic)
        page = await bot.api.next_sent()
        bot.people.press(page, WHO)
        answer = await bot.api.next_sent(2)
    assert (page["message_thread_id"], answer["message_thread_id"]) == (44, 44)


async def test_a_closed_or_deleted_topic_is_no_error(caplog: pytest.LogCaptureFixture) -> None:
    """Where the topic is closed nothing is said; where it is gone the answer goes to the group."""
    async with running() as bot:
        forum = bot.people.group(is_forum=True)
        topic = {"message_thread_id": 44, "is_topic_message": True}
        bot.api.refuse("sendMessage", bad("TOPIC_CLOSED"))
        bot.people.write(f"/ask {WHO}", forum, **topic)
        await bot.api.quiet()
        assert bot.api.sent() == []
        assert [record for record in caplog.records if record.levelname in {"WARNING", "ERROR"}] == []
        bot.api.refuse("sendMessage", bad("message thread not found"))
        bot.people.write(f"/ask {WHO}", forum, **topic)
        assert "message_thread_id" not in await bot.api.next_sent()


async def test_a_bad_vote_in_a_group_asks_nobody_why() -> None:
    """The vote counts; a question to the whole group would be noise."""
    async with running() as bot:
        bot.people.write(f"/ask {WHO}", bot.people.group())
        answer = await bot.api.next_sent()
        await bot.api.quiet()
        bot.people.press(answer, "👎")
        await bot.api.until(lambda: bot.api.called("answerCallbackQuery"))
        await bot.api.quiet()
        assert bot.state.votes(-100200, answer["message_id"]) == (0, 1)
        assert len(bot.api.sent()) == 1


async def test_a_group_chooses_its_article_by_its_administrators_only() -> None:
    """A member's press is refused with a word; an administrator's narrows the answers to the article."""
    async with running() as bot:
        group = bot.people.group()
        bot.people.write("/articles", group)
        page = await bot.api.next_sent()
        bot.people.press(page, "Harbour", user=7)
        await bot.api.until(lambda: bot.api.called("answerCallbackQuery"))
        assert "administrators" in bot.api.called("answerCallbackQuery")[0]["text"]
        assert bot.state.chat(-100200).article is None
        bot.api.admins.add((-100200, 8))
        bot.people.press(page, "Harbour", user=8)
        await bot.api.until(lambda: bot.state.chat(-100200).article == "harbour")
        await bot.api.quiet()
        assert "✓ Harbour" in bot.api.sent()[0]["reply_markup"]["inline_keyboard"][1][0]["text"]
        bot.people.write(f"/ask {COST}", group)
        assert "90 million" not in (await bot.api.next_sent(2))["text"]


async def test_only_administrators_make_the_bot_forget_a_group() -> None:
    """A member's /forget deletes nothing and says why."""
    async with running() as bot:
        group = bot.people.group()
        bot.people.write(f"/ask {OFF_TOPIC}", group)
        await bot.api.next_sent()
        bot.people.write("/forget", group)
        assert "administrators" in (await bot.api.next_sent(2))["text"]
        assert bot.state.latest(-100200) is not None
        bot.api.admins.add((-100200, 7))
        bot.people.write("/forget", group)
        assert "deleted" in (await bot.api.next_sent(3))["text"]
        assert bot.state.latest(-100200) is None
