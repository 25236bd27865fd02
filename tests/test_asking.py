"""The whole way of one question through a small library that can be read at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge import (
    Ask,
    Chat,
    Collection,
    Found,
    Library,
    NotFound,
    Smalltalk,
    Status,
    UnknownArticleError,
    ask,
    load_library,
    prepare,
)

if TYPE_CHECKING:
    from pathlib import Path

HARBOUR = """\
Storm Wrecks Harbour of Lindesund; Union and Insurer at Odds Over Losses

Mayor Astrid Falk reopened the harbour of Lindesund on 3 May. The fishermen’s union claimed that 40 Norwegian boats \
were lost in the storm, without naming their owners. The insurer Nordvakt put the losses at 14 boats. Nordvakt denied \
that it owes the union any money.

The council plans to build a new lighthouse on the island of Storholm in October. Its spokeswoman, Ingrid Dahl, called \
the old one a danger to ships. Swedish sailors rescued 12 people from the water during the storm.
"""
CARDS = """\
aliases:
  Lindesund: [Lindesunn, Линдесунн]
cards:
  - id: harbour-reopened
    answer: Mayor Astrid Falk reopened the harbour of Lindesund on 3 May.
    status: fact
    evidence: [{quote: "Mayor Astrid Falk reopened the harbour of Lindesund on 3 May."}]
    questions:
      - Who reopened the harbour of Lindesund?
      - When was the harbour of Lindesund reopened?
      - Is the harbour open again?
      - {uk: Хто знову відкрив гавань міста?}
  - id: boats-union
    answer: The fishermen’s union claims that 40 Norwegian boats were lost in the storm.
    status: claim
    attributed_to: The fishermen’s union
    evidence: [{quote: "The fishermen’s union claimed that 40 Norwegian boats were lost in the storm"}]
    questions:
      - How many Norwegian boats were lost in the storm?
      - How many boats were lost according to the union?
      - Were 40 Norwegian boats lost in the storm?
    see_also: [boats-insurer]
  - id: boats-insurer
    answer: The insurer Nordvakt puts the losses at 14 boats.
    status: claim
    attributed_to: Nordvakt
    evidence: [{quote: "The insurer Nordvakt put the losses at 14 boats."}]
    questions:
      - How many boats were lost according to Nordvakt?
      - What does the insurer say about the losses?
    see_also: [boats-union]
  - id: money-denied
    answer: Nordvakt denies that it owes the union any money.
    status: denial
    attributed_to: Nordvakt
    evidence: [{quote: "Nordvakt denied that it owes the union any money."}]
    questions: [Does Nordvakt owe the union money?, What does Nordvakt deny?]
  - id: lighthouse
    answer: The council plans to build a new lighthouse on Storholm in October.
    status: plan
    evidence: [{quote: "The council plans to build a new lighthouse on the island of Storholm in October."}]
    questions: [What will the council build?, When will the new lighthouse be built?, Will there be a new lighthouse?]
  - id: lighthouse-draft
    answer: Ingrid Dahl called the old lighthouse a danger.
    status: opinion
    attributed_to: Ingrid Dahl
    evidence: [{quote: "Its spokeswoman, Ingrid Dahl, called the old one a danger to ships."}]
    questions: [What did Ingrid Dahl call the old lighthouse?]
    draft: true
unanswered:
  - How much will the new lighthouse cost?
  - How many boats does the union own?
"""
BRIDGE = """\
Bridge of Kvamsund Closed for Repairs

The bridge of Kvamsund was closed on Monday. Engineers found cracks in two pillars.
"""


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    """Two articles, cards for one of them."""
    folder: Path = tmp_path_factory.mktemp("library")
    (folder / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    (folder / "harbour.cards.yaml").write_text(CARDS, encoding="utf-8")
    (folder / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    return prepare(load_library(folder))


def found(collection: Collection, text: str, *, article: str | None = None) -> Found:
    reading = ask(collection, text, article=article)
    assert isinstance(reading, Found), f"{text!r} is not answered: {reading}"
    return reading


def refused(collection: Collection, text: str, *, article: str | None = None) -> NotFound:
    reading = ask(collection, text, article=article)
    assert isinstance(reading, NotFound), f"{text!r} is answered: {reading}"
    return reading


def card_of(reading: Found) -> str | None:
    card = reading.evidence[0].card
    return card.id if card else None


@pytest.mark.parametrize(
    ("text", "card", "short"),
    [
        ("Who reopened the harbour of Lindesund?", "harbour-reopened", "Falk"),
        ("When was the harbour of Lindesund reopened?", "harbour-reopened", "3 May"),
        ("who reopend the harbor of Lindesnud", "harbour-reopened", "Falk"),
        ("Who reopened the harbour of Lindesunn?", "harbour-reopened", "Falk"),
        ("How many Norwegian boats were lost in the storm?", "boats-union", "40"),
        ("How many boats were lost according to Nordvakt?", "boats-insurer", "14"),
        ("When will the new lighthouse be built?", "lighthouse", "October"),
    ],
)
def test_a_question_that_a_card_answers_is_answered_with_it(
    collection: Collection, text: str, card: str, short: str
) -> None:
    """Its quote verbatim, the short answer marked, misspellings and readers' names for things notwithstanding."""
    reading = found(collection, text)
    assert card_of(reading) == card
    evidence = reading.evidence[0]
    assert evidence.quote == collection.library.card(card).evidence[0]
    assert evidence.short is not None
    assert short in evidence.short
    assert evidence.article.id == "harbour"


def test_every_wording_of_a_card_is_answered_with_it(collection: Collection) -> None:
    """The editor wrote down what readers ask: nothing of it may be refused."""
    for card in collection.library.cards:
        for wording in card.questions:
            if not card.draft:
                assert card_of(found(collection, wording.text)) == card.id, wording.text


@pytest.mark.parametrize(
    ("text", "short"),
    [("How many people did Swedish sailors rescue?", "12"), ("When was the bridge of Kvamsund closed?", "Monday")],
)
def test_a_question_that_no_card_answers_is_answered_from_the_article(
    collection: Collection, text: str, short: str
) -> None:
    """A library needs no cards."""
    reading = found(collection, text)
    assert card_of(reading) is None
    assert short in reading.evidence[0].quote.text
    assert short in (reading.evidence[0].short or short)


def test_a_draft_answers_nothing_but_its_sentence_does(collection: Collection) -> None:
    """What the editor has not finished is not given as a card."""
    reading = found(collection, "What did Ingrid Dahl call a danger to ships?")
    assert card_of(reading) is None
    assert "danger to ships" in reading.evidence[0].quote.text


def test_a_claim_names_its_source(collection: Collection) -> None:
    """Whoever says it stands beside what is said, from a card or from the article's own words."""
    said = found(collection, "How many Norwegian boats were lost in the storm?").evidence[0].attribution
    assert (said.status, said.source) == (Status.CLAIM, "The fishermen’s union")
    said = found(collection, "Does Nordvakt owe the union money?").evidence[0].attribution
    assert (said.status, said.source) == (Status.DENIAL, "Nordvakt")


def test_the_other_side_of_a_claim_is_shown_once(collection: Collection) -> None:
    """The card named beside it, and not again among the evidence."""
    for text, other in (("How many boats were lost according to the union?", "boats-insurer"),
                        ("How many boats were lost according to Nordvakt?", "boats-union")):  # fmt: skip
        reading = found(collection, text)
        assert [e.card.id for e in reading.other_sides if e.card] == [other]
        quotes = [e.quote for e in (*reading.evidence, *reading.other_sides)]
        assert len(set(quotes)) == len(quotes)


def test_a_plan_has_the_status_of_a_plan(collection: Collection) -> None:
    """What is not yet done is not told as done."""
    assert found(collection, "What will the council build?").evidence[0].attribution.status is Status.PLAN


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("Were 40 Norwegian boats lost in the storm?", Ask.YES_NO),
        ("Is the harbour open again?", Ask.YES_NO),
        ("Who reopened the harbour of Lindesund?", Ask.FACT),
        ("lighthouse Storholm October", Ask.FACT),
        ("What is the article about?", Ask.OVERVIEW),
    ],
)
def test_what_kind_of_answer_is_wished_for_is_told(collection: Collection, text: str, wish: Ask) -> None:
    """A yes, something, an overview."""
    assert found(collection, text, article="harbour").ask is wish


@pytest.mark.parametrize(
    "text",
    [
        "How many Swedish boats were lost in the storm?",
        "How many Danish boats did the storm sink?",
        "How many boats did Sweden lose?",
        "How many people did Danish sailors rescue?",
    ],
)
def test_a_near_miss_is_refused(collection: Collection, text: str) -> None:
    """The other side's name or another thing makes it a question that the articles do not answer."""
    reading = refused(collection, text)
    assert all(evidence.card is None for evidence in reading.nearest)


def test_a_near_miss_is_refused_where_nothing_is_noted_as_unanswered(tmp_path: Path) -> None:
    """Most libraries have cards before they have such notes."""
    (tmp_path / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    (tmp_path / "harbour.cards.yaml").write_text(CARDS.partition("unanswered:")[0], encoding="utf-8")
    refused(prepare(load_library(tmp_path)), "How many Swedish boats were lost in the storm?")


@pytest.mark.parametrize(
    "text",
    [
        "How much will the new lighthouse cost?",
        "how much does the new lighthouse cost",
        "How many boats does the union own?",
    ],
)
def test_a_question_noted_as_unanswered_is_refused(collection: Collection, text: str) -> None:
    """Though a card and a sentence share most of its words."""
    assert refused(collection, text).nearest


def test_a_note_of_what_is_unanswered_needs_no_cards(tmp_path: Path) -> None:
    """An article whose editor wrote down nothing else."""
    text = "Boats Lost\n\nThe union claimed that 40 boats were lost in the storm.\n"
    (tmp_path / "boats.txt").write_text(text, encoding="utf-8")
    asked = "How many boats did the union claim?"
    assert isinstance(ask(prepare(load_library(tmp_path)), asked), Found)
    (tmp_path / "boats.cards.yaml").write_text(f"unanswered: [{asked}]\n", encoding="utf-8")
    assert isinstance(ask(prepare(load_library(tmp_path)), asked), NotFound)


@pytest.mark.parametrize(
    "text",
    [
        "What is the capital of Australia?",
        "How do I cook rice?",
        "Who won the 2018 World Cup?",
        "asdf qwer zxcv",
        "9,999",
        "Хто переміг на виборах?",
    ],
)
def test_a_question_about_something_else_is_refused(collection: Collection, text: str) -> None:
    """And the words that the articles do not have are named as the reader wrote them."""
    reading = refused(collection, text)
    assert reading.missing
    assert all(word in text for word in reading.missing)


def test_missing_words_are_named_once_in_their_order(collection: Collection) -> None:
    """As written; words that the articles have are not missing."""
    reading = refused(collection, "Which volcano erupted in Peru, the volcano of Lindesund?")
    assert reading.missing == ("volcano", "erupted", "Peru")


def test_a_question_of_grammar_alone_is_refused_with_nothing_missing(collection: Collection) -> None:
    """There is nothing to look for."""
    assert refused(collection, "Why is it so?") == NotFound((), (), 0.0)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", Chat.EMPTY),
        ("  \n", Chat.EMPTY),
        ("😀😀", Chat.EMPTY),
        ("?!…", Chat.EMPTY),
        ("\u200f", Chat.EMPTY),
        ("Hello!", Chat.GREETING),
        ("thanks a lot", Chat.THANKS),
    ],
)
def test_small_talk_is_no_question(collection: Collection, text: str, kind: Chat) -> None:
    """Nothing at all, signs and emoji only, a greeting, thanks."""
    assert ask(collection, text) == Smalltalk(kind)


def test_a_greeting_in_front_of_a_question_changes_nothing(collection: Collection) -> None:
    """The question behind it is answered."""
    text = "Who reopened the harbour of Lindesund?"
    assert ask(collection, f"Hello! {text} Thanks!") == ask(collection, text)


@pytest.mark.parametrize("text", ["Who reopened the harbour?", "Hello!", "", "What is the article about?"])
def test_an_unknown_article_is_an_error_whatever_is_asked(collection: Collection, text: str) -> None:
    """It names the articles that there are."""
    with pytest.raises(UnknownArticleError, match="no article 'volcano' in the library; there are: bridge, harbour"):
        ask(collection, text, article="volcano")


def test_an_article_is_asked_alone(collection: Collection) -> None:
    """What only the other one says is not found, and no passage of the other one is near."""
    assert found(collection, "When was the bridge of Kvamsund closed?", article="bridge")
    reading = refused(collection, "When was the bridge of Kvamsund closed?", article="harbour")
    assert {e.article.id for e in reading.nearest} <= {"harbour"}
    assert refused(collection, "Who reopened the harbour of Lindesund?", article="bridge")


def test_the_other_side_of_another_article_is_not_shown_where_one_is_asked_alone(tmp_path: Path) -> None:
    """Asked of all, it is."""
    text = "Boats Lost\n\nThe union claimed that 40 boats were lost. Snow fell in the night.\n"
    card = """\
cards:
  - id: {0}
    answer: The union claims that 40 boats were lost.
    status: claim
    attributed_to: The union
    evidence: [{{quote: The union claimed that 40 boats were lost.}}]
    questions: [How many boats were lost{2}?]
    see_also: [{1}]
"""
    for name, other, more in (("one", "two", ""), ("two", "one", " in the north")):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        (tmp_path / f"{name}.cards.yaml").write_text(card.format(name, other, more), encoding="utf-8")
    collection = prepare(load_library(tmp_path))
    everywhere, alone = (
        found(collection, "How many boats were lost?"),
        found(collection, "How many boats were lost?", article="one"),
    )
    assert [e.article.id for e in everywhere.other_sides] == ["two"]
    assert [e.article.id for e in alone.evidence] == ["one"]
    assert alone.other_sides == ()


def test_asking_again_gives_the_same_reading(collection: Collection) -> None:
    """Nothing is remembered between two questions."""
    texts = ("How many boats were lost?", "Who owns the boats?", "What is it about?", "lighthouse")
    first = [ask(collection, text) for text in texts]
    assert first == [ask(collection, text) for text in reversed(texts)][::-1]


def library_of(folder: Path, **articles: str) -> Collection:
    for name, text in articles.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return prepare(load_library(folder))


@pytest.mark.parametrize("text", ["Boats sank.", "x", "***", "Storm", "Boats Sink\n\n.\n\n…\n", "1", "ﾞ", "😀"])
def test_the_smallest_articles_can_be_asked(tmp_path: Path, text: str) -> None:
    """One sentence, one word, a headline over nothing but signs."""
    collection = library_of(tmp_path, small=text)
    for question in ("How many boats sank?", "x", "Storm", "What is it about?", "1", "ﾞ", "Who?", "", "boats " * 50):
        reading = ask(collection, question)
        assert reading == ask(collection, question, article="small")
        if not isinstance(reading, Smalltalk):
            shown = reading.evidence if isinstance(reading, Found) else reading.nearest
            assert all(e.quote.text and e.quote.text in text for e in shown)


def test_one_sentence_is_found_again(tmp_path: Path) -> None:
    """A library of one article of one sentence answers what the sentence says."""
    collection = library_of(tmp_path, small="Mayor Astrid Falk reopened the harbour of Lindesund on 3 May.")
    assert "Falk" in (found(collection, "Who reopened the harbour of Lindesund?").evidence[0].short or "")
    refused(collection, "Who won the 2018 World Cup?")


def test_a_library_of_no_articles_answers_nothing() -> None:
    """And says nothing of any passage."""
    empty = prepare(Library(()))
    assert ask(empty, "Who reopened the harbour?") == NotFound((), ("reopened", "harbour"), 0.0)
    for text in ("What is it about?", "list all numbers", "harbour"):
        assert isinstance(ask(empty, text), NotFound)
    assert ask(empty, "Hello") == Smalltalk(Chat.GREETING)
    with pytest.raises(UnknownArticleError, match="there are: none"):
        ask(empty, "harbour", article="harbour")


def test_each_of_many_articles_is_found(tmp_path: Path) -> None:
    """Three hundred articles that differ in a name and a number only."""
    heads = ("Bar", "Dal", "Fos", "Gar", "Hol", "Kal", "Lar", "Mol", "Nor", "Ros", "Sol", "Tor", "Val", "Var", "Vik")
    names = [f"{head}{letter}sund" for head in heads for letter in "abdefgiklmnoprstuvyz"]
    texts = {
        f"n{n}": f"Storm Hits {name}\n\nThe storm of {name} sank {n + 20} boats. Mayor Falk of {name} wept.\n"
        for n, name in enumerate(names)
    }
    assert len(set(names)) == len(texts) == 300
    collection = library_of(tmp_path, **texts)
    for n in (0, 7, 150, len(names) - 1):
        reading = found(collection, f"How many boats did the storm of {names[n]} sink?")
        assert reading.evidence[0].article.id == f"n{n}"
        assert str(n + 20) in reading.evidence[0].quote.text
    refused(collection, "How many whales did the tsunami of Lisbon strand?")


def test_readings_compare_by_what_they_hold(collection: Collection) -> None:
    """A reading is a value: two libraries of the same files read alike."""
    again = prepare(collection.library)
    text = "How many Norwegian boats were lost in the storm?"
    assert ask(again, text) == ask(collection, text)
