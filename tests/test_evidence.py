"""From what was chosen to what is shown: verbatim quotes, the short answer in them, who says so, the other sides."""

from __future__ import annotations

from dataclasses import replace

import pytest

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
    prepare,
)
from knowledge.card_matching import CardMatch
from knowledge.evidence import LONGEST, MOST, MOST_SIDES, of_card, of_window, other_sides
from knowledge.question import understand
from knowledge.reader import open_window, rank
from knowledge.tokenizer import split_sentences
from knowledge.weights import load_weights

WEIGHTS = load_weights()
FIRST = "Mayor Falk reopened the harbour on 3 May. The storm sank 14 boats. The union claimed that 40 boats were lost."
SECOND = "Nordvakt denied that boats were lost. Officials expect rain. Critics called the boats too old. Snow fell."


def article(name: str, *texts: str) -> Article:
    return Article(
        name, Metadata(texts[0]), tuple(Paragraph(name, n, t, split_sentences(t)) for n, t in enumerate(texts))
    )


HARBOUR = article("harbour", "Harbour Reopens", FIRST, SECOND)


def quote(text: str, home: Article = HARBOUR) -> Quote:
    paragraph = next(p for p in home.paragraphs if text in p.text)
    start = paragraph.text.index(text)
    return Quote(paragraph, Span(start, start + len(text)))


def card(name: str, status: Status, source: str | None, *quotes: str, see_also: tuple[str, ...] = ()) -> FactCard:
    evidence = tuple(quote(q) for q in quotes)
    return FactCard(name, "harbour", quotes[0], status, source, evidence, (Wording(f"{name}?"),), see_also)


REOPENED = card("reopened", Status.FACT, None, "Mayor Falk reopened the harbour on 3 May.", see_also=("lost",))
LOST = card(
    "lost", Status.CLAIM, "The union", "The union claimed that 40 boats were lost.", "The storm sank 14 boats.",
    see_also=("denied", "reopened", "expected", "old", "unsure"),
)  # fmt: skip
DENIED = card("denied", Status.DENIAL, "Nordvakt", "Nordvakt denied that boats were lost.", see_also=("lost",))
EXPECTED = card("expected", Status.PLAN, None, "Officials expect rain.")
OLD = card("old", Status.OPINION, "Critics", "Critics called the boats too old.")
UNSURE = card("unsure", Status.UNVERIFIED, None, "Snow fell.")
CARDS = (REOPENED, LOST, DENIED, EXPECTED, OLD, UNSURE)


@pytest.fixture(scope="module")
def collection() -> Collection:
    return prepare(Library((HARBOUR,), CARDS))


def asked(collection: Collection, text: str, of: FactCard) -> tuple[Evidence, ...]:
    question = understand(text, collection.vocabulary)
    wording = next(w for w in collection.facts(None).wordings if w.card == of)
    return of_card(CardMatch(of, wording, 1.0, (), 0.81239), question, collection, WEIGHTS.phrase)


def windowed(collection: Collection, text: str, *cards: FactCard) -> tuple[Evidence, ...]:
    question = understand(text, collection.vocabulary)
    choices = rank(question, collection.scope(None), WEIGHTS)
    wordings = {w.card.id: w for w in collection.facts(None).wordings if w.card}
    return of_window(
        question, open_window(choices), choices, [CardMatch(c, wordings[c.id], 1.0, (), 0.8) for c in cards]
    )


def test_a_card_is_shown_by_its_quotes_in_the_editors_order(collection: Collection) -> None:
    """Each with the card, its speaker and how sure the article is."""
    shown = asked(collection, "How many boats were lost?", LOST)
    assert [e.quote for e in shown] == list(LOST.evidence)
    assert {(e.attribution.status, e.attribution.source) for e in shown} == {(Status.CLAIM, "The union")}
    assert all(e.card is LOST and e.article is collection.articles["harbour"][0].article for e in shown)


@pytest.mark.parametrize(
    ("text", "of", "short"),
    [
        ("Who reopened the harbour?", REOPENED, "Falk"),
        ("When was the harbour reopened?", REOPENED, "3 May"),
        ("How many boats were lost?", LOST, "40"),
    ],
)
def test_the_short_answer_is_marked_in_a_cards_quote(
    collection: Collection, text: str, of: FactCard, short: str
) -> None:
    """Another question of the same card, another mark."""
    marked = asked(collection, text, of)[0].short
    assert marked is not None
    assert short in marked


def test_a_short_answer_outside_the_cards_quote_is_not_marked(collection: Collection) -> None:
    """Of a quote of half a sentence, only what the quote has."""
    half = replace(REOPENED, evidence=(quote("reopened the harbour"),))
    wording = collection.facts(None).wordings[0]
    for text in ("Who reopened the harbour?", "When was the harbour reopened?", "harbour"):
        question = understand(text, collection.vocabulary)
        (shown,) = of_card(CardMatch(half, wording, 1.0, (), 0.8), question, collection, WEIGHTS.phrase)
        assert shown.quote.text == "reopened the harbour"
        assert shown.highlight is None or shown.highlight.end <= len("reopened the harbour")


def test_the_other_sides_of_a_claim_are_those_that_others_say(collection: Collection) -> None:
    """A denial and an opinion; neither a fact nor a plan is a side, and there are at most so many."""
    sides = other_sides(LOST, collection, asked(collection, "boats", LOST))
    assert len(sides) == MOST_SIDES
    assert [(e.card.id if e.card else None, e.attribution.status, e.attribution.source) for e in sides] == [
        ("denied", Status.DENIAL, "Nordvakt"),
        ("old", Status.OPINION, "Critics"),
    ]
    assert [e.quote.text for e in sides] == [DENIED.answer, OLD.answer]


def test_a_fact_has_no_other_side(collection: Collection) -> None:
    """What the article says itself is not contested by a card beside it."""
    assert other_sides(REOPENED, collection, ()) == ()


def test_a_side_that_is_shown_already_is_not_shown_again(collection: Collection) -> None:
    """Where the same sentence is a quote of the answer."""
    shown = asked(collection, "boats", LOST)
    denial = asked(collection, "boats", DENIED)
    assert [e.quote.text for e in other_sides(LOST, collection, (*shown, *denial))] == [OLD.answer, UNSURE.answer]
    assert other_sides(DENIED, collection, shown) == ()


def test_an_unfinished_card_is_no_other_side() -> None:
    """A draft is the editor's, not the readers'."""
    library = Library((HARBOUR,), tuple(replace(c, draft=c.id == "denied") for c in CARDS))
    assert [e.card.id for e in other_sides(LOST, prepare(library), ()) if e.card] == ["old", "unsure"]


def test_a_quote_of_sentences_comes_first_and_the_next_best_after_it(collection: Collection) -> None:
    """No sentence twice, at most so many, each verbatim."""
    shown = windowed(collection, "How many boats did the storm sink?")
    assert "The storm sank 14 boats." in shown[0].quote.text
    assert 1 < len(shown) <= MOST + 1
    places = [(e.quote.paragraph.number, e.quote.span) for e in shown]
    assert len(set(places)) == len(places)
    assert not any(e.quote.text in shown[0].quote.text for e in shown[1:])
    assert all(e.quote.text in FIRST + SECOND + HARBOUR.title for e in shown)
    assert all(e.card is None for e in shown)


def test_the_short_answer_is_marked_in_a_quote_of_sentences(collection: Collection) -> None:
    """As offsets into the quote, wherever the quote begins; passages beside it are not marked."""
    shown = windowed(collection, "How many boats did the storm sink?")
    assert "14" in (shown[0].short or "")
    assert [e.highlight for e in shown[1:]] == [None] * (len(shown) - 1)


def test_who_says_so_is_read_from_the_article_where_no_card_stands(collection: Collection) -> None:
    """A claim in a sentence is a claim, with its speaker."""
    said = windowed(collection, "How many boats were lost?")[0].attribution
    assert (said.status, said.source) == (Status.CLAIM, "The union")


def test_an_editor_knows_better_who_says_so(collection: Collection) -> None:
    """A near card whose evidence holds the short answer tells; one whose evidence stands elsewhere does not."""
    told = replace(LOST, status=Status.OPINION, attributed_to="The fishermen")
    assert windowed(collection, "How many boats were lost?", told)[0].attribution.source == "The fishermen"
    assert windowed(collection, "How many boats were lost?", OLD)[0].attribution.source == "The union"


def test_overlong_sentences_are_cut_or_left_out() -> None:
    """No quote is over the limit, whether it is the answer or only near it."""
    long = "The boats " + "of wood and tar " * 60 + "sank."
    home = article("long", "Boats", long, f"{long} {long}", "Boats sank.")
    shown = windowed(prepare(Library((home,))), "Which boats of wood and tar sank?")
    assert shown
    assert all(0 < len(e.quote.text) <= LONGEST for e in shown)
