"""The commands and deep links, through HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from bot.callbacks import digest
from bot.handlers.commands import example_questions
from bot.handlers.desk import Desk
from bot.language import all_languages
from bot.messages import ENGLISH
from bot.profile import show_profile
from bot.state import State
from knowledge import Library, prepare
from tests.bot_api.articles import HARBOUR, OFF_TOPIC, WHO, article, card, collection
from tests.bot_api.refusal import bad
from tests.bot_api.running import running


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("/start", "Harbour of Lindesund Reopens"),
        ("/start ask", "Harbour of Lindesund Reopens"),
        ("/help", "@quoth_test_bot"),
        ("/articles", "2. Harbour of Lindesund"),
        ("/facts", "The bridge costs 90 million kroner."),
        ("/facts", "Claimed by the fishermen’s union"),
        ("/sources", "Kysten"),
        ("/sources", "Quoted in it: The fishermen’s union"),
        ("/sources", ENGLISH.sources_unknown),
        ("/privacy", "30 days"),
        ("/forget", "0 answers"),
        ("/language", "language"),
        ("/ask", "/ask Who reopened"),
        (f"/ask {WHO}", "Astrid Falk"),
        ("/unanswered", "do not know that command"),
        ("/nonsense", "do not know that command"),
        ("/start reopened", "Mayor Astrid Falk reopened"),
        ("/start harbour_p2", "The fishermen’s union claimed"),
        (f"/start _{digest('harbour')}_p2", "The fishermen’s union claimed"),
        ("/start harbour_p0", "headline"),
        ("/start harbour_p99", "no longer here"),
        ("/start nothing_p1", "no longer here"),
        ("/start ../../etc", "no longer here"),
    ],
)
async def test_a_command_answers_in_private(command: str, words: str) -> None:
    """Each command and each deep link gives one message that says what it should; a stale link a way on."""
    async with running() as bot:
        bot.people.write(command)
        answer = await bot.api.next_sent()
        await bot.api.quiet()
        assert len(bot.api.sent()) == 1
    assert words in answer["text"]


async def test_start_offers_questions_that_are_answered() -> None:
    """Every question that /start offers has an answer in the articles."""
    desk = Desk(collection(), State(None))
    offered = example_questions(desk)
    assert offered
    for question in offered:
        answer, _ = desk.ask(question, "", None)
        assert answer.outcome == "answered"
    desk.state.close()


async def test_a_card_leads_to_its_source_and_back() -> None:
    """The deep link's card, its paragraph, and the card again, in one message."""
    async with running() as bot:
        bot.people.write("/start boats-lost")
        shown = await bot.api.next_sent()
        assert "Claimed by the fishermen’s union" in shown["text"]
        bot.people.press(shown, "Source")
        page: dict[str, Any] = await bot.api.until(
            lambda: "\nparagraph 2\n" in bot.api.sent()[0]["text"] and bot.api.sent()[0]
        )
        bot.people.press(page, "Back")
        await bot.api.until(lambda: bot.api.sent()[0]["text"] == shown["text"])
        bot.people.press(shown, "otherwise")
        await bot.api.until(lambda: "14 fishing boats" in bot.api.sent()[0]["text"].split("\n")[0])
        (share,) = bot.api.sent()[0]["reply_markup"]["inline_keyboard"][1]
        assert share["url"].startswith(
            "https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fquoth_test_bot%3Fstart%3Dboats-"
        )


async def test_facts_turn_their_pages_and_link_each_fact() -> None:
    """Twenty cards make three pages; every fact is a deep link to its card."""
    harbour = article("harbour", HARBOUR)
    cards = tuple(card(harbour, f"card-{n:02}", 1, "on 3 May", f"Question {n}?") for n in range(20))
    async with running(prepare(Library((harbour,), cards))) as bot:
        bot.people.write("/facts")
        page = await bot.api.next_sent()
        links = [e["url"] for e in page["entities"] if e["type"] == "text_link"]
        assert links == [f"https://t.me/quoth_test_bot?start=card-{n:02}" for n in range(8)]
        for first in ("9 to 16", "17 to 20"):
            bot.people.press(bot.api.sent()[0], "›")
            await bot.api.until(lambda: first in bot.api.sent()[0]["text"])  # noqa: B023
        assert "›" not in str(bot.api.sent()[0]["reply_markup"])


async def test_an_article_is_chosen_and_all_again() -> None:
    """The choice narrows the answers; "all articles" widens them."""
    async with running() as bot:
        bot.people.write("/articles")
        page = await bot.api.next_sent()
        bot.people.press(page, "Harbour")
        await bot.api.until(lambda: bot.state.chat(7).article == "harbour")
        bot.people.press(page, "All articles")
        await bot.api.until(lambda: bot.state.chat(7).article is None)


async def test_forget_deletes_what_is_stored_and_says_so() -> None:
    """Answers, votes, choices and context are gone; the words of refused questions stay, tied to nobody."""
    async with running() as bot:
        bot.people.write(WHO)
        answer = await bot.api.next_sent()
        bot.people.press(answer, "👍")
        bot.people.write(OFF_TOPIC)
        await bot.api.next_sent(2)
        await bot.api.quiet()
        bot.people.write("/forget")
        said = await bot.api.next_sent(3)
        assert "2 answers, 1 vote and" in said["text"]
        assert bot.state.latest(7) is None
        assert bot.state.chat(7).conversation == ""
        assert bot.state.votes(7, answer["message_id"]) == (0, 0)
        assert len(bot.state.most_unanswered()) == 1


async def test_an_editor_sees_the_unanswered_questions() -> None:
    """/unanswered lists them, grouped and counted, for the users in QUOTH_ADMINS."""
    async with running(admins=frozenset({7})) as bot:
        for question in (OFF_TOPIC, OFF_TOPIC.lower(), "the capital of Australia, what is it?", "Who won the cup?"):
            bot.state.unanswered(question)
        bot.people.write("/unanswered")
        listed = (await bot.api.next_sent())["text"].splitlines()
    assert listed[1:] == [f"3 × {OFF_TOPIC}", "1 × Who won the cup?"]


async def test_the_profile_is_set_when_it_differs_and_left_alone_when_not() -> None:
    """The second start sets nothing; menus and descriptions are set once for each language."""
    async with running() as bot:
        await show_profile(bot.app.bot)
        first = len([name for name, _ in bot.api.calls if name.startswith("setMy")])
        await show_profile(bot.app.bot)
        assert len([name for name, _ in bot.api.calls if name.startswith("setMy")]) == first == 4 * len(all_languages())


async def test_a_refused_profile_does_not_stop_the_bot() -> None:
    """The bot answers without its menu."""
    async with running() as bot:
        bot.api.refuse("getMyCommands", bad("try again later"))
        await show_profile(bot.app.bot)
        bot.people.write(WHO)
        assert "Astrid Falk" in (await bot.api.next_sent())["text"]
