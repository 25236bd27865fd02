"""No text of Quoth's own is hard-wired: in a language of accents, no plain Latin letter is left on any surface.

The articles are Greek, so that every Latin letter is Quoth's: translated it is accented, else it was forgotten. What
stays Latin is named below.
"""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

import bot.language
from bot import messages
from bot.answer import format_answer
from bot.callbacks import digest
from bot.console import hold, welcome
from bot.conversation import Conversation, converse
from bot.handlers.commands import example_questions
from bot.handlers.desk import Desk
from bot.messages import texts_in
from bot.profile import show_profile
from bot.render.screen import Look
from bot.render.telegram_html import answer_message, sides_message
from bot.render.telegram_pages import card_page
from bot.render.terminal import render_terminal
from bot.site.build import build_site
from bot.state import State
from bot.talk import COMMANDS, Talk, take_turn
from knowledge import (
    Article,
    Ask,
    Attribution,
    Chat,
    Collection,
    Evidence,
    FactCard,
    Found,
    Library,
    Metadata,
    NotFound,
    Paragraph,
    Quote,
    Smalltalk,
    Span,
    Status,
    Wording,
    prepare,
)
from tests.bot_api.running import running
from tests.pseudo import PSEUDO, pseudo

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXTS = ("Η καταιγίδα στο Αιγαίο", "Η καταιγίδα βύθισε 14 βάρκες.", "Ο δήμος αρνείται τη ζημιά. Το λιμάνι άνοιξε.")
ASKED = "Πόσες βάρκες βύθισε η καταιγίδα;"
STAYS_LATIN = re.compile(r"(?<![\w/])/[a-z]+(?: \d)?|@\w+|Ctrl-D|Quoth|storm|\bsea\b|\bel\b")
"""Commands, what calls the bot, keys, its name, the ids of the articles, the code of their language."""
LATIN = re.compile(r"[A-Za-z]{2,}")


def story(name: str, published: str) -> Article:
    paragraphs = tuple(Paragraph(name, n, text, (Span(0, len(text)),)) for n, text in enumerate(TEXTS))
    return Article(name, Metadata(TEXTS[0], published=published, language="el"), paragraphs)


STORM, SEA = story("storm", "2025-01-06"), story("sea", "2025-01-07")


def fact(name: str, status: Status, source: str | None, number: int = 1, see: tuple[str, ...] = ()) -> FactCard:
    text = STORM.paragraphs[number]
    quote = Quote(text, Span(0, len(text.text)))
    asked = (Wording(ASKED, "el"),) if name == "storm-a" else (Wording(f"Τι λέει {number}{status.value[:0]};", "el"),)
    return FactCard(name, "storm", f"{text.text} {len(name)}", status, source, (quote, quote), asked, see, False)


def cards() -> tuple[FactCard, ...]:
    claims = (
        fact("storm-a", Status.CLAIM, "Ο δήμος", see=("storm-ab",)),
        fact("storm-ab", Status.DENIAL, "Το λιμάνι", 2),
    )
    return (*claims, *(fact(f"storm-{'c' * n}", status, None) for n, status in enumerate(Status, 3)))


@pytest.fixture(scope="module")
def collection() -> Collection:
    return prepare(Library((STORM, SEA), cards()))


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pseudo-language is one of the languages."""
    monkeypatch.setattr(bot.language, "load", lambda code: PSEUDO if code == "xx" else None)
    monkeypatch.setattr(bot.language, "all_languages", lambda: (bot.language.ENGLISH, PSEUDO))


def hard_wired(text: str) -> list[str]:
    """Return the plain Latin words of a text that no translation made."""
    return LATIN.findall(STAYS_LATIN.sub(" ", text))


def evidence(status: Status, source: str | None, home: Article = STORM) -> Evidence:
    text = home.paragraphs[1].text
    mark = Span(text.index("14"), text.index("14") + 2)
    return Evidence(
        home, Quote(home.paragraphs[1], Span(0, len(text))), Attribution(status, source, "ζημιά"), 1.0, mark
    )


def readings() -> Iterator[Found | NotFound | Smalltalk]:
    """Every kind of reading with every status, of the article's own voice and of somebody's."""
    for status in Status:
        for source in (None, "Ο δήμος"):
            first, newer = evidence(status, source), evidence(status, source, SEA)
            for ask in (Ask.FACT, Ask.YES_NO, Ask.WHO_SAYS, Ask.OVERVIEW):
                yield Found((first, newer), 0.9, ask, (newer,))
    yield NotFound((evidence(Status.FACT, None),), ("Όσλο",), 0.1)
    yield NotFound((), (), 0.1)
    yield from map(Smalltalk, Chat)


def test_what_is_hard_wired_is_found() -> None:
    """The test itself: a plain word is told from an accented one, a command and an id."""
    assert hard_wired(f"{pseudo('Share it')} /help storm Η καταιγίδα") == []
    assert hard_wired("⟦Šĥáŕé⟧ paragraph 4") == ["paragraph"]
    assert hard_wired("Ask, or type /help") == ["Ask", "or", "type"]


def test_every_answer_is_translated(collection: Collection) -> None:
    """As JSON has it, in a terminal, and on Telegram with every side."""
    texts = texts_in(PSEUDO)
    for reading in readings():
        answer = format_answer(ASKED, reading, collection, PSEUDO)
        shown = [answer.text, render_terminal(answer, Look(), PSEUDO), answer_message(answer, texts, asked=ASKED).text]
        if answer.evidence and answer.other_sides:
            shown.append(sides_message(answer, texts).text)
        assert [hard_wired(text) for text in shown] == [[]] * len(shown)


def test_several_questions_at_once_are_translated(collection: Collection) -> None:
    """Answered together or refused together."""
    for text in (
        f"{ASKED} Ποιος είναι στο Όσλο τώρα; Πού είναι το Τόκιο τώρα;",
        "Πού είναι το Όσλο; Πού είναι το Τόκιο;",
    ):
        answer, _ = converse(collection, text.replace(";", "?"), Conversation(), language=PSEUDO)
        assert hard_wired(answer.text) == []
        assert hard_wired(answer.lead or "") == []


def test_every_line_of_the_console_is_translated(collection: Collection) -> None:
    """Each command, with and without what goes after it; what is typed wrongly; the welcome; what is broken off."""
    talk = Talk(language=PSEUDO)
    shown = [welcome(collection.library, PSEUDO), welcome(Library((STORM,), ()), PSEUDO)]
    typed = [f"/{name}" for name in COMMANDS if name not in ("reload", "quit", "language")]
    typed += ["/article storm", "/article s", "/article τ", "/facts ζημιά", "/facts όσλο", "/nothing", ASKED, "/source"]
    typed += ["/source 9", "/facts", "1", "99", "Πού είναι το Όσλο;"]
    for line in typed:
        turn = take_turn(collection, talk, line, Look())
        talk = turn.talk
        shown.append(turn.text.replace("/nothing", ""))
    empty = prepare(Library((STORM,), ()))
    shown.append(take_turn(empty, Talk(language=PSEUDO), "/facts", Look()).text)
    assert [hard_wired(text) for text in shown] == [[]] * len(shown)


def test_what_is_broken_off_is_translated(collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while an answer is sought."""

    lines = iter([ASKED, None])

    class Typed:
        def read(self, _prompt: str) -> str | None:
            return next(lines)

        def forget(self) -> None: ...

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("bot.console.take_turn", interrupted)
    shown: list[str] = []
    hold(lambda: collection, Typed(), shown.append, Look, language=PSEUDO)
    assert shown == [pseudo("Broken off.")]


def test_every_text_of_telegram_is_translated(collection: Collection) -> None:
    """Each field of the catalogue, the menu, the cards' pages."""
    texts = texts_in(PSEUDO)
    assert {name for name in messages.plain_texts() if not getattr(texts, name).startswith("⟦")} == set()
    assert all(does.startswith("⟦") for does in texts.commands.values())
    library = collection.library
    assert [hard_wired(card_page(card, STORM, texts).text) for card in library.cards] == [[]] * len(library.cards)


@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize(
    "text",
    [
        *("/start", "/help", "/articles", "/facts", "/sources", "/privacy", "/forget", "/ask", "/nonsense"),
        *("/start storm-a", "/start storm_p1", "/start nothing", f"/start _{digest('storm')}_p2", "/unanswered"),
        *(ASKED, "Πού είναι το Όσλο;", "hello", None),
    ],
)
async def test_every_message_of_the_bot_is_translated(collection: Collection, text: str | None) -> None:
    """What a reader of the pseudo-language is sent, with its buttons, through HTTP; what is pressed too."""
    async with running(collection, admins=frozenset({7})) as api_bot:
        people, api = api_bot.people, api_bot.api
        more: dict[str, Any] = {"from": people.user(7, language_code="xx")}
        people.write(text, **more, **({} if text else {"sticker": STICKER}))
        await api.next_sent()
        await api.quiet()
        for message in api.sent():
            assert hard_wired(plain(message)) == []


STICKER = {
    "file_id": "a",
    "file_unique_id": "b",
    "type": "regular",
    "width": 1,
    "height": 1,
    "is_animated": False,
    "is_video": False,
}


def plain(message: dict[str, Any]) -> str:
    """Return what a person reads of a message: its text and the words on its buttons."""
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    return "\n".join([message["text"], *(button["text"] for row in rows for button in row)])


@pytest.mark.usefixtures("spoken")
async def test_the_profile_is_set_in_the_language(collection: Collection) -> None:
    """The menu of private chats and of groups, and both descriptions."""
    async with running(collection) as api_bot:
        await show_profile(api_bot.app.bot)
        given = [
            call for name, call in api_bot.api.calls if name.startswith("setMy") and call.get("language_code") == "xx"
        ]
    assert len(given) == 4
    for call in given:
        commands = call.get("commands") or []
        commands = json.loads(commands) if isinstance(commands, str) else commands
        said = [call.get("description"), call.get("short_description"), *(one["description"] for one in commands)]
        assert [hard_wired(text) for text in said if text] == [[]] * len([text for text in said if text])


@pytest.mark.usefixtures("spoken")
def test_example_questions_are_the_cards_own(collection: Collection) -> None:
    """They are no texts of ours."""
    desk = Desk(collection, State(None))
    assert hard_wired(" ".join(example_questions(desk, PSEUDO))) == []
    desk.state.close()


def test_every_page_of_the_site_is_translated(collection: Collection) -> None:
    """What is read and what is read out; the search box's words as they are handed over; the language of every part."""
    made = {
        name: content.decode("utf-8")
        for name, content in build_site(collection, language=PSEUDO).items()
        if name.endswith((".html", "search-data.js"))
    }
    for name in ("index.html", "storm.html"):
        page = made[name]
        assert '<html lang="xx">' in page
        read_out = re.findall(r'(?:aria-label|title|alt|placeholder)="([^"]*)"', page)
        seen = re.sub(r"<(style|script)\b.*?</\1>|<[^>]*>", " ", page, flags=re.DOTALL)
        assert [hard_wired(html.unescape(text)) for text in [seen, *read_out]] == [[]] * (1 + len(read_out))
    assert 'lang="el"' in made["storm.html"]
    handed = json.loads(html.unescape(re.findall(r'data-texts="([^"]*)"', made["index.html"])[0]))
    for text, said in handed.items():
        for one in said if isinstance(said, list) else [said]:
            assert one.startswith("⟦"), text
    data = json.loads(made["search-data.js"].removeprefix("quothSearch.take(").removesuffix(");\n"))
    for _answer, _status, said, _link, _article, place in data["facts"]:
        assert hard_wired(f"{said or ''} {place}") == []


def test_the_search_script_is_handed_all_that_it_says(collection: Collection) -> None:
    """Every call in it is among the texts; a word between its own tags or quotes would be none of them."""
    script = build_site(collection)["search.js"].decode("utf-8")
    page = build_site(collection, language=PSEUDO)["index.html"].decode("utf-8")
    handed = json.loads(html.unescape(re.findall(r'data-texts="([^"]*)"', page)[0]))
    code = re.sub(r"/\*.*?\*/", "", script, flags=re.DOTALL)
    literals = [text for pair in re.findall(r'"([^"\n]*)"|`([^`\n]*)`', code) for text in pair]
    prose = {text for text in literals if re.search(r"[A-Za-z…]{2,} [A-Za-z…]|^[A-Z][a-z]", text)}
    plurals = {text for text in prose if text.startswith("{number} ")}
    assert prose - plurals - {"use strict", "results first"} <= handed.keys()
    assert {text.removesuffix("s") for text in plurals} <= handed.keys()
