"""References put into questions that stand alone, with no retrieval: only the context and the article's names."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import Collection, Quote, load_library, prepare
from knowledge.antecedents import Context, names_to_keep
from knowledge.reference import resolve

SEEDS = Path(__file__).parent.parent / "seeds"
COLLECTION = prepare(load_library(SEEDS))
QUESTIONS = tuple(row["question"] for row in yaml.safe_load((SEEDS / "kursk-offensive.tests.yaml").read_text("utf-8")))


def sentence(collection: Collection, words: str) -> Quote:
    """Quote the sentence of the shipped article that holds `words`."""
    for home in collection.articles["kursk-offensive"]:
        for one in home.sentences:
            if words in one.text:
                return Quote(home.paragraph, one.span)
    raise AssertionError(words)


def context(question: str, short: str | None = None, quoted: str | None = None, source: str | None = None) -> Context:
    """Build what is remembered after `question` was answered so."""
    names = names_to_keep(COLLECTION, question, short, ())
    return Context(question, short, sentence(COLLECTION, quoted) if quoted else None, source, names, len(names))


@pytest.mark.parametrize(
    ("question", "short", "follow_up", "resolved"),
    [
        # he, his, him
        (
            "Who is Trump's envoy?",
            "Keith Kellogg",
            "When will he go to Ukraine?",
            "When will Keith Kellogg go to Ukraine?",
        ),
        ("Who is Keith Kellogg?", "Trump’s designated envoy", "Whom will he meet?", "Whom will Keith Kellogg meet?"),
        ("When does Trump take office?", "January 20", "Who is his envoy?", "Who is Donald Trump’s envoy?"),
        ("who is kellog", None, "where will he go", "where will Keith Kellogg go"),
        ("What did Zelensky claim?", "38,000", "Who is he?", "Who is Volodymyr Zelenskiy?"),
        ("When does Trump take office?", None, "What did Blinken tell him?", "What did Blinken tell Donald Trump?"),
        # it, its, that, this
        (
            "Which town did Russia declare captured?",
            "Kurakhove",
            "How far is it from Pokrovsk?",
            "How far is Kurakhove from Pokrovsk?",
        ),
        ("Where is Kurakhove?", "30 kilometers south of Pokrovsk", "Who captured it?", "Who captured Kurakhove?"),
        ("Did Russia really take Kurakhove?", None, "Where is it?", "Where is Kurakhove?"),
        ("Why is Pokrovsk important?", None, "What is its population?", "What is Pokrovsk’s population?"),
        ("When is the inauguration?", "January 20", "Who will attend it?", "Who will attend the inauguration?"),
        (
            "Towards which village is the offensive directed?",
            "Bolshoye Soldatskoye",
            "How far is that?",
            "How far is Bolshoye Soldatskoye?",
        ),
        # there, that town, then, that day
        ("Where is Kurakhove?", None, "Who is fighting there?", "Who is fighting in Kurakhove?"),
        (
            "Where is Kurakhove?",
            None,
            "How far is it from there to Pokrovsk?",
            "How far is it from Kurakhove to Pokrovsk?",
        ),
        ("Which town did Russia declare captured?", "Kurakhove", "Who lives in that town?", "Who lives in Kurakhove?"),
        ("When does Trump take office?", "January 20", "What happens on that day?", "What happens on January 20?"),
        (
            "When does Trump take office?",
            "January 20",
            "What will happen after then?",
            "What will happen after January 20?",
        ),
        # they, their
        (
            "Which foreign soldiers are in Kursk?",
            "North Korean soldiers",
            "Where are they fighting?",
            "Where are North Korean soldiers fighting?",
        ),
        ("What do the videos show?", None, "Who filmed them?", "Who filmed videos?"),
    ],
)
def test_a_pronoun_becomes_what_it_stands_for(question: str, short: str | None, follow_up: str, resolved: str) -> None:
    """People, places, things and days of the last question and answer are named in full."""
    assert resolve(COLLECTION, follow_up, context(question, short)) == resolved


@pytest.mark.parametrize(
    ("quoted", "source", "follow_up", "resolved"),
    [
        ("He emphasized the need", "Antony Blinken", "Who is he?", "Who is Antony Blinken?"),
        ("Incoming U.S. President", None, "When does he take office?", "When does Donald Trump take office?"),
        ("Russia declared the capture", None, "Who is fighting there?", "Who is fighting in Kursk?"),
        ("Incoming U.S. President", None, "What happens on that day?", "What happens on January 20?"),
    ],
)
def test_the_quote_says_what_the_question_did_not(
    quoted: str, source: str | None, follow_up: str, resolved: str
) -> None:
    """Who speaks comes first, then whom and what the quoted sentence names."""
    assert resolve(COLLECTION, follow_up, context("what comes after that?", None, quoted, source)) == resolved


@pytest.mark.parametrize(
    ("question", "short", "follow_up", "resolved"),
    [
        ("Why did Ukraine attack?", None, "And in August?", "Why did Ukraine attack in August?"),
        (
            "How many Russian soldiers were killed in a day?",
            "1,550",
            "and in five months?",
            "How many Russian soldiers were killed in five months?",
        ),
        ("What happened in August?", None, "and in January?", "What happened in January?"),
        ("When does Trump take office?", "January 20", "and Putin?", "When does Putin take office?"),
        ("What does Blinken say about Kursk?", None, "and Zelenskiy?", "What does Zelenskiy say about Kursk?"),
        ("What did Blinken say about Kursk?", None, "and about security?", "What did Blinken say about security?"),
        ("What does the General Staff say?", None, "and Zelenskiy?", "What does Zelenskiy say?"),
        (
            "How far is Kurakhove from Pokrovsk?",
            "30 kilometers",
            "What about Sudzha?",
            "How far is Sudzha from Pokrovsk?",
        ),
        ("when does trump take office", None, "and kellogg?", "when does kellogg take office"),
        (
            "How many Russian soldiers were killed?",
            "1,550",
            "and Ukrainian?",
            "How many Ukrainian soldiers were killed?",
        ),
        ("How many Russian soldiers were killed?", "1,550", "and civilians?", "How many civilians were killed?"),
        ("How many tanks were lost?", None, "and how many drones?", "How many drones were lost?"),
        ("Kurakhove", None, "and Pokrovsk?", "Pokrovsk"),
    ],
)
def test_a_fragment_takes_the_place_of_its_like(
    question: str, short: str | None, follow_up: str, resolved: str
) -> None:
    """A date for a date, a person for a person, a people for a people, a noun for a noun."""
    assert resolve(COLLECTION, follow_up, context(question, short)) == resolved


@pytest.mark.parametrize(
    ("question", "short", "follow_up", "resolved"),
    [
        ("Who captured Kurakhove?", "Russia", "When?", "When Russia captured Kurakhove?"),
        ("What has Trump vowed?", None, "why?", "Why has Trump vowed?"),
        ("Did Russia take Kurakhove?", None, "When was that?", "When did Russia take Kurakhove?"),
        ("Is Sudzha under Ukrainian control?", None, "Since when?", "Since when is Sudzha under Ukrainian control?"),
        (
            "Which foreign soldiers are bolstering Russia?",
            "North Korean",
            "How many?",
            "How many North Korean soldiers are bolstering Russia?",
        ),
        ("Which town did Russia take?", "Kurakhove", "How far?", "How far is Kurakhove?"),
        (
            "Why has Kellogg's trip been postponed?",
            None,
            "Until when?",
            "Until when has Kellogg's trip been postponed?",
        ),
    ],
)
def test_a_question_word_alone_asks_the_last_question_anew(
    question: str, short: str | None, follow_up: str, resolved: str
) -> None:
    """The matter of the last question stays, its short answer with it, and the question word is new."""
    assert resolve(COLLECTION, follow_up, context(question, short)) == resolved


@pytest.mark.parametrize(
    "question",
    [
        "Why does it matter for the peace talks that Ukraine holds on to land in Kursk?",
        "Did the General Staff explain its one-day death toll?",
        "Where does the Russian military say it stopped an assault?",
        "Is it confirmed that the convoy videos are real?",
        "How long did it take to reach Berdin?",
        "How many planets are there in the solar system?",
        "How many areas are there?",
        "Who suggested that talks could start?",
        "Did Trump say he will end the war?",
        "What university has its origins in a school?",
        "Other than his promise what is Trump known for?",
        "Which organisation is the most IT enabled?",
        "And when does Trump take office?",
        "And what does Russia say about Kurakhove?",
        "list all numbers",
        "Sudzha",
        "",
        "?!",
    ],
)
def test_what_stands_alone_is_left_letter_by_letter(question: str) -> None:
    """Pronouns that are answered in their own question, empty "it" and "there", and new topics are not touched."""
    before = context("What did Blinken say about Kursk?", "importance", "Incoming U.S. President", "Antony Blinken")
    assert resolve(COLLECTION, question, before) == question


@pytest.mark.parametrize("step", [1, 7, 31])
def test_no_test_question_of_the_shipped_article_is_changed_by_another_before_it(step: int) -> None:
    """A change of topic is a question with matter of its own, whatever was asked before."""
    changed = {}
    for number, question in enumerate(QUESTIONS):
        before = context(QUESTIONS[(number + step) % len(QUESTIONS)], "Kurakhove", "Incoming U.S.", "Antony Blinken")
        resolved = resolve(COLLECTION, question, before)
        if resolved != question:
            changed[question] = resolved
    assert changed == {}


def test_without_a_question_before_nothing_is_resolved() -> None:
    """The first "Who is he?" of a conversation stays as it is."""
    assert resolve(COLLECTION, "Who is he?", Context()) == "Who is he?"


def test_what_has_no_antecedent_stays() -> None:
    """No name is put in that nobody named."""
    assert resolve(COLLECTION, "Who is he?", context("What is the weather?")) == "Who is he?"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=20))
def test_any_text_is_taken(question: str, follow_up: str, short: str) -> None:
    """Whatever was asked and is asked now, nothing is raised."""
    resolve(COLLECTION, follow_up, context(question, short))
    resolve(COLLECTION, f"and {follow_up}", context(question, short))
