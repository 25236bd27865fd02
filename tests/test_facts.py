"""The fact cards of a library made ready: what is asked of each, what it tells, where its evidence stands."""

from __future__ import annotations

import pytest

from knowledge.facts import Facts, prepare_facts
from knowledge.lexicon import rarity
from knowledge.passages import prepare_paragraph
from knowledge.question import Expect
from knowledge.tokenizer import split_sentences
from knowledge.types import Article, FactCard, Metadata, Paragraph, Quote, Span, Status, Unanswered, Wording
from knowledge.vocabulary import build_vocabulary

TEXT = "Mayor Falk reopened the harbour. She thanked the sailors of Lindesund. The storm sank 14 boats."
PARAGRAPHS = (
    Paragraph("harbour", 0, "Harbour Reopens", (Span(0, 15),)),
    Paragraph("harbour", 1, TEXT, split_sentences(TEXT)),
)
ARTICLE = Article("harbour", Metadata("Harbour Reopens"), PARAGRAPHS)
READY = {"harbour": tuple(prepare_paragraph(ARTICLE, paragraph) for paragraph in PARAGRAPHS)}
VOCABULARY = build_vocabulary(
    ((s.text, s.tokens) for p in READY["harbour"] for s in p.sentences), {"Lindesund": ("Linden Town",)}, ()
)


def card(name: str, quote: str, *questions: str) -> FactCard:
    start = TEXT.index(quote)
    evidence = Quote(PARAGRAPHS[1], Span(start, start + len(quote)))
    wordings = tuple(Wording(q) for q in questions)
    return FactCard(name, "harbour", quote, Status.FACT, None, (evidence,), wordings)


REOPENED = card(
    "reopened", "Mayor Falk reopened the harbour.", "Who reopened the harbour?", "harbour opening in Linden Town"
)
BOATS = card("boats", "sailors of Lindesund. The storm sank 14", "How many boats sank?")
SILENT = card("silent", "She thanked the sailors of Lindesund.")
UNANSWERED = (Unanswered("harbour", Wording("How many sailors drowned?")),)


@pytest.fixture(scope="module")
def facts() -> Facts:
    return prepare_facts([REOPENED, BOATS, SILENT], UNANSWERED, VOCABULARY, READY)


def test_every_wording_leads_to_its_card_in_the_editors_order(facts: Facts) -> None:
    """The index numbers them as they are listed."""
    assert [(w.text, w.card.id if w.card else None) for w in facts.wordings] == [
        ("Who reopened the harbour?", "reopened"),
        ("harbour opening in Linden Town", "reopened"),
        ("How many boats sank?", "boats"),
    ]
    assert [n for n, _ in facts.index.top(["boat"], 5)] == [2]


def test_a_wording_is_known_by_its_words_of_matter_in_the_articles_spelling(facts: Facts) -> None:
    """Grammar is left out, aliases are replaced, and each word weighs what it is rare."""
    wording = facts.wordings[1]
    assert wording.weights == {
        "harbour": rarity("harbour"),
        "open": rarity("opening"),
        "lindesund": rarity("lindesund"),
    }
    assert wording.total == pytest.approx(sum(wording.weights.values()))


def test_a_card_tells_the_words_of_its_answer_its_evidence_and_its_wordings(facts: Facts) -> None:
    """And in how many of those each stands."""
    assert facts.told["boats"] == {"sailor": 2, "lindesund": 2, "storm": 2, "sink": 3, "14": 2, "boat": 1}


def test_the_evidence_of_a_card_is_every_sentence_that_its_quote_touches(facts: Facts) -> None:
    """Half a sentence is read as the sentence."""
    assert [s.text for s in facts.evidence["boats"]] == [
        "She thanked the sailors of Lindesund.",
        "The storm sank 14 boats.",
    ]
    assert [s.text for s in facts.evidence["reopened"]] == ["Mayor Falk reopened the harbour."]


def test_the_kinds_of_answer_that_a_cards_readers_want_are_counted(facts: Facts) -> None:
    """By wording; a card that nobody asks for has none."""
    assert facts.kinds("reopened") == {Expect.PERSON: 1, Expect.KEYWORDS: 1}
    assert facts.kinds("boats") == {Expect.NUMBER: 1}
    assert facts.kinds("silent") == {}


def test_what_is_unanswered_leads_to_no_card(facts: Facts) -> None:
    """It is found like a wording, in an index of its own."""
    assert [(w.text, w.card) for w in facts.unanswered] == [("How many sailors drowned?", None)]
    assert [n for n, _ in facts.unanswered_index.top(["sailor"], 5)] == [0]
    assert facts.index.top(["drown"], 5) == []


def test_a_wording_is_understood_once(facts: Facts) -> None:
    """The second look is the first one's result."""
    wording = facts.wordings[0]
    assert wording.question(VOCABULARY) is wording.question(VOCABULARY)
    assert wording.question(VOCABULARY).expect is Expect.PERSON


def test_a_library_without_cards_has_no_facts() -> None:
    """Nothing is found in it, and nothing fails."""
    empty = prepare_facts([], [], VOCABULARY, READY)
    assert (empty.wordings, empty.unanswered) == ((), ())
    assert empty.index.top(["boat"], 5) == []
