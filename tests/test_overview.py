"""Overviews: what is taken for a wish for one, and which sentences are shown."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge import Collection, Evidence, Status, UnknownArticleError, load_library, prepare
from knowledge.overview import overview
from knowledge.overview_request import (
    _ABOUT,
    _LISTS,
    _SAID,
    _SAYS,
    _SUMMARIES,
    About,
    Listed,
    Listing,
    Request,
    Said,
    Says,
    Summary,
    _Wish,
    read_request,
)

SEEDS = Path(__file__).parent.parent / "seeds"
HARBOUR = """\
Harbour of Lindesund Reopens After the Storm

Mayor Astrid Falk reopened the harbour of Lindesund on 3 May. The storm had sunk 14 fishing boats in one night.

The fishermen’s union claimed that 40 boats were lost in the storm. She smiled. Videos of the storm remain unverified.

“We are safe,” Falk said in Oslo. The insurer Nordvakt plans to pay for the repairs.
"""


@pytest.fixture(scope="module")
def kursk() -> Collection:
    return prepare(load_library(SEEDS))


@pytest.fixture
def harbour(tmp_path: Path) -> Collection:
    (tmp_path / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    return prepare(load_library(tmp_path))


def shown(collection: Collection, text: str, article: str | None = None) -> tuple[Evidence, ...]:
    found = overview(collection, text, article)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "request_"),
    [
        ("summarise", Summary()),
        ("Summarize the article, please", Summary()),
        ("tl;dr", Summary()),
        ("What is this about?", Summary()),
        ("What’s this article about?", Summary()),
        ("key facts", Summary()),
        ("Can you give me a short summary?", Summary()),
        ("What are the main points of the article?", Summary()),
        ("Hi, what happened?", Summary()),
        ("What does the article say?", Summary()),
        ("Про що ця стаття?", Summary()),
        ("О чём эта статья?", Summary()),
        ("list all numbers", Listing(Listed.NUMBERS)),
        ("What figures are mentioned in the article?", Listing(Listed.NUMBERS)),
        ("give me all dates", Listing(Listed.DATES)),
        ("Which places are mentioned?", Listing(Listed.PLACES)),
        ("who is mentioned", Listing(Listed.PEOPLE)),
        ("List the organisations", Listing(Listed.ORGANISATIONS)),
        ("all quotes", Listing(Listed.QUOTATIONS)),
        ("What claims are made?", Said((Status.CLAIM,))),
        ("Who claims what?", Said((Status.CLAIM,))),
        ("What is unverified?", Said((Status.UNVERIFIED,))),
        ("Which reports are not confirmed?", Said((Status.UNVERIFIED,))),
        ("what is planned?", Said((Status.PLAN,))),
        ("What does Blinken say?", Says("Blinken")),
        ("What else did the Russian Defense Ministry claim?", Says("the Russian Defense Ministry")),
        ("statements by Putin", Says("Putin")),
        ("Tell me about Kursk", About("Kursk")),
        ("What do you know about North Korean soldiers?", About("North Korean soldiers")),
        ("What does the article say about Trump?", About("Trump")),
    ],
)
def test_a_wish_for_an_overview_is_read(text: str, request_: Request) -> None:
    """Summaries, lists, statuses, speakers and topics are told apart."""
    assert read_request(text) == request_


@pytest.mark.parametrize(
    "text",
    [
        "What did Blinken say about Kursk's importance?",
        "What total losses did Zelensky claim?",
        "How many numbers are there?",
        "Who is the president?",
        "What is the capital of Australia?",
        "Tell me a joke about cats",
        "Tell me who Kellogg is",
        "tell me about it",
        "What did he say?",
        "What did you say?",
        "What do the videos show?",
        "losses",
        "",
    ],
)
def test_an_ordinary_question_is_no_wish(text: str) -> None:
    """One word more than the wish, a pronoun or a question inside makes a question of it."""
    assert read_request(text) is None


def test_no_test_question_of_the_shipped_article_is_taken(kursk: Collection) -> None:
    """What readers ask of the article goes to retrieval."""
    rows = yaml.safe_load((SEEDS / "kursk-offensive.tests.yaml").read_text("utf-8"))
    taken = [row["question"] for row in rows if overview(kursk, row["question"], None) is not None]
    assert (len(rows) > 200, taken) == (True, [])


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    """Nothing that is typed raises."""
    read_request(text)


@pytest.mark.parametrize(
    "words", ["list all the of any which", "a of the most very", "please can you", "claims are made"]
)
def test_no_wish_takes_long_to_read(words: str) -> None:
    """The patterns do not explode on the words that they repeat."""
    start = time.perf_counter()
    for size in (3, 8, 15, 400):
        read_request(f"{' '.join((words.split() * size)[:size])} x")
    assert time.perf_counter() - start < 0.2


def test_a_summary_opens_with_the_lead_and_takes_one_sentence_a_paragraph(kursk: Collection) -> None:
    """In the article's order, at most five; claims are marked as such, by their cards where there are any."""
    found = shown(kursk, "summarise")
    assert found[0].quote.text.startswith("The Ukrainian military has launched a renewed offensive")
    numbers = [one.quote.paragraph.number for one in found]
    assert numbers == sorted(set(numbers))
    assert len(found) == 5
    capture = next(one for one in found if "Kurakhove" in one.quote.text)
    assert (capture.attribution.status, capture.attribution.source, capture.card is not None) == (
        Status.CLAIM,
        "Russia",
        True,
    )


def test_a_summary_without_cards_marks_claims_from_the_articles_words(harbour: Collection) -> None:
    """The union's figure is the union's."""
    found = shown(harbour, "What is this about?")
    assert found[0].quote.text == "Mayor Astrid Falk reopened the harbour of Lindesund on 3 May."
    said = {one.quote.paragraph.number: one.attribution for one in found}
    assert (said[2].status, said[2].source) == (Status.CLAIM, "The fishermen’s union")


def test_several_articles_are_summarised_by_how_each_begins(tmp_path: Path) -> None:
    """One sentence an article; asked of one article, that one is summarised."""
    for name, animal in (("a", "cats"), ("b", "dogs")):
        (tmp_path / f"{name}.txt").write_text(
            f"About {animal}\n\nThis long article tells everything about small {animal} today.\n\n"
            f"Another paragraph adds some detail about the food of {animal}.\n",
            encoding="utf-8",
        )
    collection = prepare(load_library(tmp_path))
    assert [one.article.id for one in shown(collection, "tl;dr")] == ["a", "b"]
    assert [one.article.id for one in shown(collection, "tl;dr", "b")] == ["b", "b"]


def test_an_unknown_article_is_a_fault(harbour: Collection) -> None:
    """As it is for every question."""
    with pytest.raises(UnknownArticleError):
        overview(harbour, "summarise", "missing")


@pytest.mark.parametrize(
    ("wish", "marked"),
    [
        ("list all dates", ["3 May"]),
        ("which people are mentioned?", ["Astrid Falk"]),
        ("all quotes", ["We are safe,"]),
    ],
)
def test_a_list_marks_what_is_listed(harbour: Collection, wish: str, marked: list[str]) -> None:
    """Each sentence brings something new, and marks it."""
    assert [one.short for one in shown(harbour, wish)] == marked


def test_all_numbers_of_the_shipped_article_come_in_order_with_who_says_them(kursk: Collection) -> None:
    """The figures of the losses are their claimants'."""
    found = shown(kursk, "list all numbers")
    marked = {one.short: one.attribution.source for one in found}
    assert "Zelenskiy" in (marked["38,000"] or "")
    assert "General Staff" in (marked["over 1,550 Russian soldiers"] or "")
    places = [(one.quote.paragraph.number, one.quote.span) for one in found]
    assert places == sorted(places)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


@pytest.mark.parametrize(
    ("wish", "last_names"),
    [
        ("list all people", {"Yermak", "Zelenskiy", "Kellogg", "Blinken"}),
        ("list all organisations", {"War", "Ministry", "Staff", "Reuters"}),
    ],
)
def test_names_are_listed_by_what_they_name(kursk: Collection, wish: str, last_names: set[str]) -> None:
    """No place among the people, no person among the bodies."""
    assert {(one.short or "").split()[-1] for one in shown(kursk, wish)} == last_names


def test_what_somebody_says_is_what_the_article_gives_as_theirs(kursk: Collection) -> None:
    """Also where only "he" says it, and under another spelling of the name."""
    blinken = shown(kursk, "What does Blinken say?")
    assert [one.quote.paragraph.number for one in blinken] == [1, 1, 6, 6]
    assert all("Blinken" in (one.attribution.source or "") for one in blinken)
    zelensky = shown(kursk, "What has Zelensky claimed?")
    assert {one.quote.paragraph.number for one in zelensky} == {4}
    assert overview(kursk, "What does Macron say?", None) is None


def test_a_countrys_voices_are_its_ministries_and_officials(kursk: Collection) -> None:
    """Russia says what the Russian Defense Ministry claims."""
    sources = [one.attribution.source or "" for one in shown(kursk, "What does Russia say?")]
    assert any("Defense Ministry" in source for source in sources)
    assert not any("Ukrainian General Staff" in source for source in sources)


def test_all_about_something_begins_with_its_first_mention(kursk: Collection) -> None:
    """A person is met by the last name alone; what the article does not have is no overview."""
    found = shown(kursk, "tell me about Keith Kellogg")
    assert found[0].quote.text.startswith("Keith Kellogg, Trump’s designated envoy")
    assert len(found) == 3
    assert all("Kellogg" in one.quote.text for one in found)
    assert overview(kursk, "tell me about the weather", None) is None
    assert overview(kursk, "tell me about Emmanuel Macron", None) is None


def test_what_is_unverified_is_what_the_article_doubts(harbour: Collection, kursk: Collection) -> None:
    """Its own words of doubt decide where there are no cards."""
    assert [one.quote.text for one in shown(harbour, "What is unverified?")] == [
        "Videos of the storm remain unverified."
    ]
    assert "Videos circulating online" in shown(kursk, "What is unverified?")[0].quote.text


def test_claims_are_one_of_each_source_first(kursk: Collection) -> None:
    """Five voices rather than one voice five times."""
    sources = [one.attribution.source for one in shown(kursk, "What claims are made?")]
    assert len(set(sources)) == 5
    assert all(one.attribution.status is Status.CLAIM for one in shown(kursk, "What claims are made?"))


@pytest.mark.parametrize(
    "wish", ["summarise", "list all numbers", "list all places", "what claims are made?", "tell me about Kursk"]
)
def test_every_overview_keeps_the_contract(kursk: Collection, wish: str) -> None:
    """At most five verbatim quotes of at most 600 characters, each once, the marks inside."""
    found = shown(kursk, wish)
    assert 0 < len(found) <= 5
    assert len({(one.quote.paragraph.number, one.quote.span) for one in found}) == len(found)
    for one in found:
        assert one.quote.text in one.quote.paragraph.text
        assert len(one.quote.text) <= 600
        assert one.highlight is None or one.highlight.end <= len(one.quote.text)


def test_an_article_of_a_headline_alone_has_no_overview(tmp_path: Path) -> None:
    """Nothing to show is shown as nothing."""
    (tmp_path / "a.txt").write_text("Only a headline\n\nShort.\n", encoding="utf-8")
    collection = prepare(load_library(tmp_path))
    assert overview(collection, "list all numbers", None) is None
    assert [one.quote.text for one in shown(collection, "summarise")] == ["Short."]


WISHES = [*_SUMMARIES, *(wish for wish, _ in _LISTS), *(wish for wish, _ in _SAID), *_SAYS, *_ABOUT]


@pytest.mark.parametrize("wish", WISHES, ids=range(len(WISHES)))
@given(st.data())
def test_a_wish_never_matches_without_what_it_needs(wish: _Wish, data: st.DataObject) -> None:
    """Patterns are compiled only where one of their words stands: none of what they match is missed for it."""
    said = data.draw(st.from_regex(wish.pattern, fullmatch=True))
    assert wish.match(said) is not None
