"""Which card a question asks for: by its wordings, and not where the question names another side, number or speaker."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.card_matching import CLOSE, SIGNALS, CardMatch, match_cards
from knowledge.facts import Facts, prepare_facts
from knowledge.likeness import likeness_to_unanswered
from knowledge.passages import prepare_paragraph
from knowledge.question import Question, understand
from knowledge.tokenizer import split_sentences
from knowledge.types import Article, FactCard, Metadata, Paragraph, Quote, Status, Unanswered, Wording
from knowledge.vocabulary import build_vocabulary
from knowledge.weights import load_weights

WEIGHTS = load_weights().card
HEADLINE = "Harbour Reopens"
TEXT = (
    "Mayor Falk reopened the harbour on 3 May. The union claimed that the storm sank 14 Danish boats. Oslo denied it."
)
PARAGRAPHS = tuple(Paragraph("harbour", n, t, split_sentences(t)) for n, t in enumerate((HEADLINE, TEXT)))
ARTICLE = Article("harbour", Metadata(HEADLINE), PARAGRAPHS)
READY = {"harbour": tuple(prepare_paragraph(ARTICLE, paragraph) for paragraph in PARAGRAPHS)}
TEXTS = [(s.text, s.tokens) for p in READY["harbour"] for s in p.sentences]


def card(name: str, sentence: int, *questions: str, source: str | None = None) -> FactCard:
    quote = Quote(PARAGRAPHS[1], PARAGRAPHS[1].sentences[sentence])
    status = Status.CLAIM if source else Status.FACT
    return FactCard(name, "harbour", quote.text, status, source, (quote,), tuple(Wording(q) for q in questions))


REOPENED = card("reopened", 0, "Who reopened the harbour?", "When was the harbour reopened?", "harbour reopening")
BOATS = card(
    "boats", 1, "How many Danish boats did the storm sink?", "What did the union claim about boats?", source="The union"
)
DENIED = card("denied", 2, "Did Oslo deny it?", source="Oslo")
CARDS = (REOPENED, BOATS, DENIED)
UNANSWERED = (Unanswered("harbour", Wording("How many Danish sailors drowned?")),)
VOCABULARY = build_vocabulary(TEXTS, {}, [q.text for c in CARDS for q in c.questions])
FACTS = prepare_facts(CARDS, UNANSWERED, VOCABULARY, READY)


def read(text: str) -> Question:
    return understand(text, VOCABULARY)


def match(text: str, facts: Facts = FACTS) -> list[CardMatch]:
    return match_cards(read(text), facts, WEIGHTS)


def measured(text: str, name: str) -> dict[str, float]:
    found = next(m for m in match(text) if m.card.id == name)
    return dict(zip(SIGNALS, found.signals, strict=True))


@pytest.mark.parametrize("wording", [(c.id, q.text) for c in CARDS for q in c.questions], ids=lambda w: w[1])
def test_a_cards_own_wording_asks_for_it(wording: tuple[str, str]) -> None:
    """Word for word: the card comes first, as like as can be."""
    name, text = wording
    first = match(text)[0]
    assert first.card.id == name
    assert first.wording.text == text
    assert first.likeness == pytest.approx(1)


def test_each_card_comes_once_the_likeliest_first_through_its_likest_wording() -> None:
    """However many of its wordings share the question's words."""
    found = match("When did the mayor reopen the harbour after the storm?")
    assert [m.card.id for m in found] == ["reopened", "boats"]
    assert found[0].wording.text == "When was the harbour reopened?"
    assert found[0].probability >= found[1].probability


@pytest.mark.parametrize("text", ["", "?!", "Is it so?", "What is the capital of Australia?"])
def test_no_card_is_near_a_question_that_shares_no_word(text: str) -> None:
    """Nothing is matched by grammar alone."""
    assert match(text) == []


def test_every_number_is_a_probability_or_a_share() -> None:
    """And each card that was looked at closely has a value for every signal."""
    for text in ("Who sank Finnish boats?", "storm", "What did Falk say about the 40 boats?", "Did Oslo deny boats?"):
        for found in match(text):
            assert 0 <= found.probability <= 1
            assert 0 <= found.likeness <= 1 + 1e-9
            assert len(found.signals) == len(SIGNALS)
            assert all(-1 <= value <= 2 for value in found.signals)


def test_a_card_far_down_is_not_looked_at_closely() -> None:
    """It keeps its place by its likeness and has no probability of its own."""
    many = [
        card(f"card-{n}", 1, f"boats {word}") for n, word in enumerate("red blue green black white brown grey".split())
    ]
    found = match("boats", prepare_facts(many, [], VOCABULARY, READY))
    assert len(found) == 7
    assert [bool(m.signals) for m in found] == [True] * CLOSE + [False] * (7 - CLOSE)


def test_cards_that_are_equally_likely_come_by_their_ids() -> None:
    """Whatever order the library lists them in."""
    twins = [card(name, 1, "Which boats?") for name in ("b", "c", "a")]
    assert [m.card.id for m in match("Which boats?", prepare_facts(twins, [], VOCABULARY, READY))] == ["a", "b", "c"]


def test_a_name_that_the_wording_lacks_or_leaves_is_noticed() -> None:
    """The other side's name makes it another question, for all the other words in common."""
    own, other = "How many Danish boats did the storm sink?", "How many Finnish boats did the storm sink?"
    assert (measured(own, "boats")["strange_names"], measured(own, "boats")["left_names"]) == (0, 0)
    assert measured(other, "boats")["strange_names"] > 0
    assert measured(other, "boats")["strange_names_card"] > 0
    assert measured(other, "boats")["left_names"] > 0
    assert measured(other, "boats")["torn"] == 1
    assert measured(other, "boats")["torn_evidence"] == 1
    assert match(other)[0].probability < match(own)[0].probability


def test_another_kind_of_question_is_noticed() -> None:
    """No reader of the card was expected to ask when."""
    assert measured("When did the storm sink Danish boats?", "boats")["never_asked"] == 1
    assert measured("How many boats did the storm sink?", "boats")["never_asked"] == 0
    assert measured("Who reopened the harbour?", "reopened")["same_kind"] == 1
    assert measured("Why was the harbour reopened?", "reopened")["same_kind"] == 0


def test_another_speaker_is_noticed() -> None:
    """What somebody else says of it, the card does not tell."""
    assert measured("What did the union say about the boats?", "boats")["other_speaker"] == 0
    assert measured("What did Falk say about the boats?", "boats")["other_speaker"] == 1
    assert measured("Which boats?", "boats")["other_speaker"] == 0


def test_what_the_card_does_not_tell_is_missed() -> None:
    """A verb, a noun, the noun that is asked for."""
    told, untold = "How many boats did the storm sink?", "How many children did the storm rescue?"
    names = ("missing_verb", "missing_noun", "missing_focus")
    assert [measured(told, "boats")[n] for n in names] == [0, 0, 0]
    assert all(measured(untold, "boats")[n] > 0 for n in names)


def test_a_wording_that_is_left_out_is_not_matched() -> None:
    """So that the weights are not learned from a question's own wording."""
    left_out = FACTS.by_card["denied"][0]
    assert match("Did Oslo deny it?")[0].wording is left_out
    assert match_cards(read("Did Oslo deny it?"), FACTS, WEIGHTS, leave_out=left_out) == []


def test_a_question_is_likest_to_what_was_noted_as_unanswered() -> None:
    """One for the very question, less for another one, nothing for one that shares no word."""
    same = likeness_to_unanswered(read("How many Danish sailors drowned?"), FACTS)
    near = likeness_to_unanswered(read("How many Danish boats drowned?"), FACTS)
    assert same == pytest.approx(1)
    assert 0 < near < same
    assert likeness_to_unanswered(read("Who reopened the harbour?"), FACTS) == 0
    assert likeness_to_unanswered(read(""), FACTS) == 0
    assert likeness_to_unanswered(read("sailors"), prepare_facts(CARDS, [], VOCABULARY, READY)) == 0


SEEDED = """
from pathlib import Path
from knowledge import load_library, prepare
from knowledge.card_matching import match_cards
from knowledge.question import understand
from knowledge.weights import load_weights

collection = prepare(load_library(Path(%r)))
for card in collection.library.cards[:20]:
    question = understand(card.answer, collection.vocabulary)
    matches = match_cards(question, collection.facts(None), load_weights().card)
    print([(m.card.id, m.likeness, m.probability) for m in matches])
"""


def test_every_run_gives_the_same_numbers_to_the_last_digit() -> None:
    """Python's order of sets differs from run to run; no sum may follow it, or ties would fall differently."""
    script = SEEDED % str(Path(__file__).parent.parent / "seeds")
    runs = [
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert runs[0].count("\n") == 20
