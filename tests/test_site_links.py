"""`QUOTH_SITE_URL`: every source in an answer leads to its quote on the reader's site; without it nothing changes."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest

from bot.answer import Outcome
from bot.conversation import Conversation, converse
from bot.errors import SettingsError
from bot.messages import ENGLISH
from bot.render.screen import Look, look_of
from bot.render.telegram_html import answer_message, sides_message
from bot.render.telegram_pages import card_page, source_page
from bot.render.terminal import render_source, render_terminal
from bot.settings import default_library, find_site, load_settings
from knowledge import Span, Status, load_library, prepare
from tests.bot_api.articles import WHO
from tests.bot_api.html import parse_html
from tests.bot_api.running import running

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.answer import Answer
    from knowledge import Evidence
    from tests.conftest import Quoth

SITE = "https://read.example/q"
PAGE = f"{SITE}/harbour.html?quote=12-49#p1"
FRAGMENT = ":~:text=The%20storm%20sank%2014%20boats%20in%20one%20night."


def test_the_source_of_an_answer_on_telegram_leads_to_the_quote(
    evidence: Callable[..., Evidence], answer: Callable[..., Answer]
) -> None:
    """Title and paragraph are one link; the text fragment marks the quote where scripts are off."""
    made = answer_message(answer(evidence()), ENGLISH, site=SITE)
    assert made.html.endswith(f'\n<a href="{PAGE}{FRAGMENT}">Harbour Reopens · paragraph 1</a>')
    assert made.text == answer_message(answer(evidence()), ENGLISH).text
    parse_html(made.html)


def test_the_other_sides_lead_to_theirs(evidence: Callable[..., Evidence], answer: Callable[..., Answer]) -> None:
    """Below the answer and under "who says what"."""
    other = evidence("40 boats sank.", "40 boats sank.", None, status=Status.CLAIM, source="A union")
    both = answer(evidence(), other_sides=(other,))
    there = f'<a href="{SITE}/harbour.html?quote=0-14#p1:~:text=40%20boats%20sank.">'
    assert answer_message(both, ENGLISH, site=SITE).html.endswith(f"{there}paragraph 1</a>")
    assert f"{there}Harbour Reopens · paragraph 1</a>" in sides_message(both, ENGLISH, site=SITE).html


def test_an_overview_and_a_refusal_lead_to_their_passages(
    evidence: Callable[..., Evidence], answer: Callable[..., Answer]
) -> None:
    """Each quote of a list; the nearest passage where nothing was found; small talk has no source."""
    listed = answer(evidence(), evidence(), listed=True)
    assert answer_message(listed, ENGLISH, site=SITE).html.count(PAGE) == 2
    refused = answer(evidence(short=None), outcome=Outcome.NOT_FOUND)
    assert answer_message(refused, ENGLISH, site=SITE).html.count(PAGE) == 1
    assert SITE not in answer_message(answer(outcome=Outcome.CHAT), ENGLISH, site=SITE).html


def test_a_card_and_a_paragraph_in_context_lead_there_too(harbour: Path) -> None:
    """The pages behind the buttons and the deep links."""
    library = load_library(harbour)
    article, card = library.articles[0], library.cards[0]
    assert f"{SITE}/harbour.html?quote=0-61#p1" in card_page(card, article, ENGLISH, site=SITE).html
    paragraph = article.paragraphs[1]
    page = source_page(article, paragraph, Span(4, 10), ENGLISH, site=SITE)
    assert f'<a href="{SITE}/harbour.html?quote=4-10#p1">paragraph 1</a>' in page.html
    assert f"quote=0-{len(paragraph.text)}#p1" in source_page(article, paragraph, None, ENGLISH, site=SITE).html


async def test_every_way_to_an_answer_on_telegram_has_the_link() -> None:
    """A question, its edit, its source in context and back, a deep link, a query in another chat."""
    async with running(site=SITE) as bot:

        def linked(text: str) -> bool:
            return f"{SITE}/harbour.html?quote=" in text

        question = bot.people.write(WHO)
        answer = await bot.api.next_sent()
        assert linked(str(answer["entities"]))
        bot.people.press(answer, "Source")
        await bot.api.until(lambda: len(bot.api.called("editMessageText")) == 1)
        bot.people.press(bot.api.sent()[0], "Back")
        await bot.api.until(lambda: len(bot.api.called("editMessageText")) == 2)
        bot.people.edit(question, f"{WHO} ")
        bot.people.write("/start harbour_p1")
        bot.people.type(WHO)
        await bot.api.until(lambda: bot.api.called("answerInlineQuery") and len(bot.api.called("sendMessage")) == 2)
        edits = [call["text"] for call in bot.api.called("editMessageText")]
        sent = [call["text"] for call in bot.api.called("sendMessage")]
        assert [linked(text) for text in (*edits, *sent)] == [True] * len(edits + sent)
        assert linked(str(bot.api.called("answerInlineQuery")[0]["results"]))


def test_on_a_terminal_the_source_line_is_a_link(
    evidence: Callable[..., Evidence], answer: Callable[..., Answer]
) -> None:
    """OSC 8 around the words, after the indent; the words are the same."""
    look = Look(links=True, site=SITE)
    shown = render_terminal(answer(evidence()), look)
    assert shown.endswith(f"\n  \x1b]8;;{PAGE}\x1b\\harbour, paragraph 1 · Harbour Reopens\x1b]8;;\x1b\\")
    bare = re.sub(r"\x1b\]8;;.*?\x1b\\", "", shown)
    assert bare == render_terminal(answer(evidence()))


@pytest.mark.parametrize(
    ("terminal", "term", "links"),
    [(True, "xterm-256color", True), (True, "dumb", False), (True, "linux", False), (False, "xterm-256color", False)],
)
def test_links_are_for_terminals_that_leave_out_what_they_do_not_know(terminal: bool, term: str, links: bool) -> None:
    """Not for a pipe, nor for the two that would print the sequence."""
    stream = io.StringIO()
    stream.isatty = lambda: terminal  # type: ignore[method-assign]
    look = look_of(stream, {"TERM": term, "COLUMNS": "80"}, SITE)
    assert (look.links, look.site) == (links, SITE)


def test_where_no_link_can_be_shown_the_address_follows_unbroken(
    evidence: Callable[..., Evidence], answer: Callable[..., Answer]
) -> None:
    """In a pipe and on a narrow screen; after the source of an answer, of a refusal, and of a paragraph."""
    look = Look(width=30, site=SITE)
    refused = answer(evidence(short=None), outcome=Outcome.NOT_FOUND)
    shown = (render_terminal(answer(evidence()), look), render_terminal(refused, look), render_source(evidence(), look))
    assert [text.splitlines()[-1] for text in shown] == [f"  {PAGE}"] * 3


def test_the_address_of_a_source_is_not_in_the_json_answer(quoth: Quoth) -> None:
    """The contract has no key for it: programs make it from `article`, `start`, `end` and `paragraph`."""
    arguments = ("ask", "--json", "Who is Keith Kellogg?")
    assert quoth(*arguments, environ={"QUOTH_SITE_URL": SITE}).stdout == quoth(*arguments).stdout


def test_the_command_line_heeds_the_variable(quoth: Quoth) -> None:
    """Once and in a conversation."""
    environ = {"QUOTH_SITE_URL": f"{SITE}/index.html"}
    line = f"  {SITE}/kursk-offensive.html?quote=133-315#p6".encode()
    assert line in quoth("ask", "Who is Keith Kellogg?", environ=environ).stdout.splitlines()
    assert line in quoth(stdin=b"Who is Keith Kellogg?\n", environ=environ).stdout.splitlines()


@pytest.mark.parametrize(
    ("given", "root"),
    [
        ("https://read.example/q/", SITE),
        ("https://read.example/q/index.html", SITE),
        ('https://read.example/a"b\x1b', "https://read.example/a%22b%1B"),
        ("https://read.example/стаття", "https://read.example/%D1%81%D1%82%D0%B0%D1%82%D1%82%D1%8F"),
    ],
)
def test_the_root_is_read_as_people_write_it(given: str, root: str, tmp_path: Path) -> None:
    """With or without the first page's name, and nothing in it can break out of a link or steer a terminal."""
    environ = {"QUOTH_SITE_URL": given}
    assert find_site(environ, tmp_path) == load_settings(environ, tmp_path).site_url == root


def test_a_root_that_is_no_address_is_one_line(tmp_path: Path) -> None:
    """With its place and the remedy, from either function."""
    line = (
        "QUOTH_SITE_URL 'read.example' is no address, in the environment; write it as https://host/path, without ? or #"
    )
    for function in (find_site, load_settings):
        with pytest.raises(SettingsError) as caught:
            function({"QUOTH_SITE_URL": "read.example"}, tmp_path)
        assert caught.value.lines == (line,)
    assert find_site({}, tmp_path) is None


def test_every_source_of_the_shipped_answers_leads_somewhere() -> None:
    """As many links as sources, whatever kind of answer it is."""
    collection = prepare(load_library(default_library()))
    for question in (
        "How many Russian soldiers were killed in a day?",
        "key facts",
        "What is the capital of Australia?",
    ):
        found = converse(collection, question, Conversation())[0]
        shown = (*found.evidence, *found.other_sides) if found.listed else (*found.evidence[:1], *found.other_sides)
        html = answer_message(found, ENGLISH, site=SITE).html
        assert html.count(f'<a href="{SITE}/kursk-offensive.html?quote=') == len(shown)
        assert render_terminal(found, Look(site=SITE)).count(f"\n  {SITE}/") == len(shown)
