"""Questions that can be answered: near ones first, never the one that was asked."""

from __future__ import annotations

import pytest

from knowledge import (
    Article,
    Collection,
    FactCard,
    Found,
    Library,
    Metadata,
    Paragraph,
    Quote,
    Status,
    UnknownArticleError,
    Wording,
    ask,
    prepare,
    suggest,
)
from knowledge.suggestions import first_wording
from knowledge.tokenizer import split_sentences


def article(name: str, *texts: str) -> Article:
    return Article(
        name, Metadata(texts[0]), tuple(Paragraph(name, n, t, split_sentences(t)) for n, t in enumerate(texts))
    )


HARBOUR = article(
    "harbour",
    "Harbour Reopens",
    "Mayor Falk reopened the harbour. The storm sank 14 boats. Falk thanked Oslo, Falk said.",
)
BRIDGE = article("bridge", "Bridge Opens", "The bridge opened in June.")


def card(name: str, home: Article, sentence: int, *questions: str | tuple[str, str], draft: bool = False) -> FactCard:
    paragraph = home.paragraphs[1]
    asked = tuple(Wording(q) if isinstance(q, str) else Wording(q[1], q[0]) for q in questions)
    quote = Quote(paragraph, paragraph.sentences[sentence])
    return FactCard(name, home.id, quote.text, Status.FACT, None, (quote,), asked, (), draft)


REOPENED = card("reopened", HARBOUR, 0, ("uk", "Хто відкрив гавань?"), "Who reopened the harbour?", "harbour opening")
BOATS = card("boats", HARBOUR, 1, "How many boats sank?", "sunk boats")
JUNE = card("june", BRIDGE, 0, "When did the bridge open?")
SILENT = card("silent", HARBOUR, 2)


@pytest.fixture(scope="module")
def collection() -> Collection:
    return prepare(Library((BRIDGE, HARBOUR), (JUNE, REOPENED, BOATS, SILENT)))


def test_the_nearest_question_comes_first(collection: Collection) -> None:
    """The nearest card's first wording in the question's language, whichever of its wordings is near."""
    assert suggest(collection, "Were boats sunk?")[0] == "How many boats sank?"
    assert suggest(collection, "Хто відкрив?")[0] == "Хто відкрив гавань?"


def test_cards_all_over_the_library_follow(collection: Collection) -> None:
    """Where nothing is near, and to begin with."""
    everything = {"When did the bridge open?", "Who reopened the harbour?", "How many boats sank?"}
    assert set(suggest(collection, "")) == set(suggest(collection, "volcano")) == everything
    assert len(set(suggest(collection, "boats"))) == 3


@pytest.mark.parametrize(
    "text",
    [
        "How many boats sank?",
        "how many boats sank",
        "  HOW MANY BOATS SANK???  ",
        "How many boats sank ?",
        "“How many boats sank?”",
    ],
)
def test_the_question_itself_is_never_suggested(collection: Collection, text: str) -> None:
    """Whatever its capitals, spaces and punctuation."""
    assert "How many boats sank?" not in suggest(collection, text)
    assert suggest(collection, text)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 10])
def test_no_more_are_suggested_than_wanted_and_none_twice(collection: Collection, count: int) -> None:
    """Fewer where there are no more."""
    found = suggest(collection, "boats", count)
    assert len(found) == len(set(found)) == min(count, 3)


def test_an_article_is_suggested_from_by_itself(collection: Collection) -> None:
    """Near or not, no question of another article."""
    assert suggest(collection, "boats", article="bridge") == ("When did the bridge open?",)
    assert set(suggest(collection, "bridge", article="harbour")) == {
        "Who reopened the harbour?",
        "How many boats sank?",
    }


def test_without_cards_the_names_of_the_articles_are_suggested() -> None:
    """The most frequent first, as the article writes them."""
    bare = prepare(Library((HARBOUR,)))
    assert suggest(bare, "volcano") == ("Tell me about Falk", "Tell me about Oslo")
    assert suggest(bare, "tell me about falk") == ("Tell me about Oslo",)


def test_nothing_is_suggested_of_nothing() -> None:
    """A library without articles, or of one without names."""
    assert suggest(prepare(Library(())), "boats") == ()
    assert suggest(prepare(Library((article("a", "x"),))), "boats") == ()


@pytest.mark.parametrize("text", ["", "boats"])
def test_an_unknown_article_is_named(collection: Collection, text: str) -> None:
    """With the ones that there are, as when it is asked."""
    with pytest.raises(UnknownArticleError, match="no article 'volcano' in the library; there are: bridge, harbour"):
        suggest(collection, text, article="volcano")


def test_an_unfinished_card_is_not_suggested() -> None:
    """A draft is the editor's, not the readers'."""
    library = Library((HARBOUR,), (REOPENED, card("drafted", HARBOUR, 1, "How many boats sank?", draft=True)))
    assert suggest(prepare(library), "boats") == ("Who reopened the harbour?",)


def test_a_card_is_named_by_its_first_english_wording_or_its_first() -> None:
    """For readers of the articles' language."""
    assert first_wording(REOPENED) == "Who reopened the harbour?"
    assert first_wording(card("uk", HARBOUR, 0, ("uk", "Хто?"), ("ru", "Кто?"))) == "Хто?"


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        ("How deep is it?", "Tell me about Falk"),
        ("Яка там глибина?", "Розкажи про Falk"),
        ("Какая там глубина?", "Расскажи про Falk"),
    ],
)
def test_where_no_card_is_the_request_is_in_the_readers_language(asked: str, offered: str) -> None:
    """And what is offered is answered as it is written."""
    bare = prepare(Library((HARBOUR,), ()))
    assert suggest(bare, asked)[0] == offered
    assert isinstance(ask(bare, offered), Found)
