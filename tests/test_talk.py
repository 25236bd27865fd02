"""One turn of the console: commands, numbers, questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.answer import Answer, Outcome
from bot.render.screen import Look
from bot.talk import COMMANDS, MOST_FACTS, Talk, take_turn
from knowledge import (
    Article,
    Collection,
    Evidence,
    FactCard,
    Library,
    Metadata,
    Paragraph,
    Quote,
    Span,
    Status,
    Wording,
    load_library,
    prepare,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.talk import Turn

LOOK = Look()


def paragraph(article: str, number: int, text: str) -> Paragraph:
    return Paragraph(article, number, text, (Span(0, len(text)),))


def small_article(name: str, title: str, text: str, **known: str) -> Article:
    return Article(name, Metadata(title, **known), (paragraph(name, 0, title), paragraph(name, 1, text)))


BOATS = small_article("boats", "Boats Sink", "The storm had sunk 14 fishing boats.")
BRIDGE = small_article("bridge", "Bridge Opens", "The bridge opened in June.", publisher="Lindesund Post")


def card(name: str, article: Article, answer: str, *, draft: bool = False) -> FactCard:
    text = article.paragraphs[1]
    quote = Quote(text, Span(0, len(text.text)))
    asked = (Wording(f"Що про {name}?", "uk"), Wording(f"What about {name}?"))
    return FactCard(name, article.id, answer, Status.FACT, None, (quote,), asked, (), draft)


@pytest.fixture(scope="module")
def collection() -> Collection:
    """Two articles and two facts, without a file."""
    cards = (card("boats-sunk", BOATS, "14 boats sank."), card("bridge-open", BRIDGE, "The bridge opened in June."))
    return prepare(Library((BOATS, BRIDGE), cards))


def turn(collection: Collection, line: str, talk: Talk | None = None) -> Turn:
    return take_turn(collection, talk or Talk(), line, LOOK)


@pytest.mark.parametrize("line", ["", "  ", "\n"])
def test_an_empty_line_says_nothing(collection: Collection, line: str) -> None:
    """Return pressed on an empty line is no question."""
    assert turn(collection, line).text == ""


def test_a_question_is_answered_and_remembered_with_its_source(collection: Collection) -> None:
    """What was answered can be looked up afterwards."""
    asked = turn(collection, "How many fishing boats had the storm sunk?")
    assert asked.talk.answer is not None
    assert asked.talk.answer.outcome is Outcome.ANSWERED
    assert "The storm had sunk 14 fishing boats." in asked.text
    source = turn(collection, "/source", asked.talk)
    assert "The storm had sunk 14 fishing boats." in source.text
    assert source.talk == asked.talk


def test_help_lists_every_command(collection: Collection) -> None:
    """No command is hidden."""
    shown = turn(collection, "/help").text
    assert [name for name in COMMANDS if f"  /{name}" not in shown] == []


def test_an_unknown_command_names_the_remedy(collection: Collection) -> None:
    """A slip is no question to the articles."""
    assert turn(collection, "/hepl me").text == "There is no command /hepl; /help lists them."


def test_articles_are_listed_and_the_chosen_one_is_marked(collection: Collection) -> None:
    """The star says which article alone is asked."""
    chosen = turn(collection, "/article bridge")
    assert chosen.text == "Only bridge is asked now; /article alone asks all again."
    assert turn(collection, "/articles", chosen.talk).text == (
        "  boats, 1 paragraph\n    Boats Sink\n* bridge, 1 paragraph\n    Bridge Opens"
    )
    assert turn(collection, "/article", chosen.talk).talk.article is None


def test_an_article_is_chosen_by_the_beginning_of_its_id_where_only_one_has_it(collection: Collection) -> None:
    """An ambiguous or unknown beginning changes nothing and lists what is meant."""
    assert turn(collection, "/article br").talk.article == "bridge"
    both = turn(collection, "/article b")
    assert both.text == "'b' begins several articles: boats, bridge. /articles lists them."
    none = turn(collection, "/article x")
    assert none.text == "There is no article 'x'; known: boats, bridge. /articles lists them."
    assert both.talk.article is none.talk.article is None


def test_a_chosen_article_is_the_only_one_asked(collection: Collection) -> None:
    """The boats are not found in the article on the bridge."""
    chosen = turn(collection, "/article bridge").talk
    asked = turn(collection, "How many fishing boats had the storm sunk?", chosen)
    assert asked.talk.answer is not None
    assert {evidence.article.id for evidence in asked.talk.answer.evidence} <= {"bridge"}


def test_facts_are_numbered_and_a_number_asks_for_one(collection: Collection) -> None:
    """The English question is asked, whatever language comes first on the card, and shown above its answer."""
    listed = turn(collection, "/facts")
    assert listed.text == (
        "Facts; a number shows where it stands:\n  1  14 boats sank.\n  2  The bridge opened in June."
    )
    assert listed.talk.choices == ("What about boats-sunk?", "What about bridge-open?")
    assert turn(collection, "2", listed.talk).text.startswith("What about bridge-open?\n")


def test_facts_can_be_narrowed_by_words_and_by_the_article(collection: Collection) -> None:
    """All words must be there; the chosen article's facts only."""
    assert turn(collection, "/facts JUNE opened").talk.choices == ("What about bridge-open?",)
    assert turn(collection, "/facts moon").text == "No fact has 'moon'; /facts lists all."
    chosen = turn(collection, "/article boats").talk
    assert turn(collection, "/facts", chosen).talk.choices == ("What about boats-sunk?",)


def test_long_lists_of_facts_are_cut_and_say_so() -> None:
    """A screen full at a time, drafts left out."""
    many = tuple(card(f"c{n}", BOATS, f"fact {n}") for n in range(MOST_FACTS + 3))
    hidden = card("hidden", BOATS, "a draft", draft=True)
    shown = turn(prepare(Library((BOATS,), (*many, hidden))), "/facts")
    assert len(shown.talk.choices) == MOST_FACTS
    assert shown.text.endswith("… and 3 more: /facts WORDS lists those that have the words.")
    assert "a draft" not in shown.text


def test_a_library_without_cards_says_so(collection: Collection) -> None:
    """No empty list."""
    assert turn(prepare(Library((BOATS,))), "/facts").text == "There are no fact cards. Ask a question."


def test_sources_say_what_is_known_and_what_is_not(collection: Collection) -> None:
    """Nothing is invented about where an article comes from."""
    assert turn(collection, "/sources").text == (
        "boats: Boats Sink\n    publisher, author, date, address unknown\n"
        "bridge: Bridge Opens\n    Lindesund Post; author, date, address unknown"
    )


@pytest.mark.parametrize("number", ["0", "3", "99"])
def test_a_number_off_the_list_is_no_question(collection: Collection, number: str) -> None:
    """The list's length is named."""
    listed = Talk(choices=("one?", "two?"))
    expected = f"The last list has no {number}; its numbers go from 1 to 2."
    assert turn(collection, number, listed).text == expected


def test_a_number_without_a_list_is_a_question(collection: Collection) -> None:
    """ "14" may be what somebody looks for."""
    assert turn(collection, "14").talk.answer is not None


def test_source_without_an_answer_names_the_remedy(collection: Collection) -> None:
    """Asked too early, it says what to do."""
    assert turn(collection, "/source").text == "There is no answer yet that has a source; ask a question first."


def test_source_reaches_the_other_sides_by_number(
    collection: Collection, answer: Callable[..., Answer], evidence: Callable[..., Evidence]
) -> None:
    """Numbers count the evidence and then the other sides."""
    other = evidence("The union says 40.", "The union says 40.", "40")
    talk = Talk(answer=answer(evidence(), other_sides=(other,)))
    assert "The union says 40." in turn(collection, "/source 2", talk).text
    for wrong in ("/source 3", "/source 0", "/source x", "/source ²"):
        assert turn(collection, wrong, talk).text == "The last answer has 2 sources: /source 1 shows the first."


def test_forget_empties_the_talk_and_asks_for_the_history_to_go(
    collection: Collection, answer: Callable[..., Answer]
) -> None:
    """Neither the conversation nor the chosen article nor the lists remain."""
    done = turn(collection, "/forget", Talk(article="boats", answer=answer(), choices=("x?",)))
    assert done.forget
    assert done.talk == Talk()


def test_quit_leaves(collection: Collection) -> None:
    """And says nothing."""
    left = turn(collection, "/quit")
    assert (left.leave, left.text) == (True, "")


def test_a_library_on_disk_can_be_talked_to(harbour: Path) -> None:
    """The way from a folder to an answer is whole."""
    asked = turn(prepare(load_library(harbour)), "Who reopened the harbour of Lindesund?")
    assert "Mayor Astrid Falk reopened the harbour of Lindesund on 3 May." in asked.text
