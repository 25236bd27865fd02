"""Whole dialogues about the shipped article, through every step: what is quoted, or what became of the question."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml

from bot.answer import Outcome
from bot.conversation import Conversation, converse
from knowledge import Collection, load_library, prepare

SEEDS = Path(__file__).parent.parent / "seeds"
NOTHING = Outcome.NOT_FOUND
CHAT = Outcome.CHAT

DIALOGUES: dict[str, list[tuple[str, str | Outcome]]] = {
    "an envoy and his president": [
        ("Who is Trump's designated envoy for Ukraine and Russia?", "Keith Kellogg, Trump’s designated envoy"),
        ("Which cities is he arranging meetings in?", "Rome and Paris"),
        ("Who says so?", "reportedly"),
        ("and Trump?", "Donald Trump"),
        ("When does he take office?", "January 20"),
    ],
    "losses in a day and in five months": [
        ("How many Russian soldiers were killed in a day?", "1,550"),
        ("Who says so?", "Ukrainian General Staff"),
        ("Is that confirmed?", "without providing further details"),
        ("and in five months?", "38,000"),
        ("And the other side?", NOTHING),
        ("says who?", "38,000"),
    ],
    "losses of one side and of the other": [
        ("How many Russian soldiers were killed in a day?", "1,550"),
        ("what about the Ukrainian side?", NOTHING),
    ],
    "what the headline says and the text below": [
        ("What is Ukraine claiming, going by the headline?", "Claims Major Russian Losses"),
    ],
    "a town that a question named": [
        ("How far is Kurakhove from Pokrovsk?", "30 kilometers"),
        ("And what about Pokrovsk?", "logistical hub"),
    ],
    "a village and how far it is": [
        ("Towards which village is the current Ukrainian offensive directed?", "Bolshoye Soldatskoye"),
        ("How far is that?", "70 kilometers"),
        ("Who reported this?", "70 kilometers"),
    ],
    "a town": [
        ("Which town did Russia declare captured?", "Kurakhove"),
        ("How far is it from Pokrovsk?", "30 kilometers"),
        ("Who captured it?", "Russia declared the capture"),
        ("is it true?", "Russia declared the capture"),
        ("and the other side?", NOTHING),
    ],
    "a speaker in two sentences": [
        ("Who touted \"good news\" from Kursk?", "Andriy Yermak"),
        ("Who is he?", "head of Ukraine’s presidential office"),
        ("What did he say?", "good news"),
    ],
    "a speaker and his other words": [
        ("What did Blinken say about security assurances?", "adequate security assurances"),
        ("what else did he say?", "strategic importance of Kursk"),
        ("Who is he?", "Secretary of State Antony Blinken"),
        ("more", "He emphasized that Ukraine’s foothold"),
    ],
    "territory": [
        ("How many square kilometers of Russian territory does Ukraine control?", "500 square kilometers"),
        ("and which district center?", "Sudzha"),
        ("who says so?", "Sudzha"),
    ],
    "sides, one after the other": [
        ("What does Blinken say?", "Blinken"),
        ("and Zelenskiy?", "38,000"),
        ("and the Russian Defense Ministry?", "Berdin"),
        ("and Macron?", NOTHING),
    ],
    "an offensive and August": [
        ("Why did Ukraine attack in Kursk again?", "strengthen its negotiating position"),
        ("And in August?", "last August"),
    ],
    "videos": [
        ("What do the videos show?", "Ukrainian military convoys"),
        ("are they verified?", "unverified"),
        ("is that confirmed?", "unverified"),
    ],
    "a reader in a hurry": [
        ("hello", CHAT),
        ("who is kellog", "designated envoy"),
        ("thanks", CHAT),
        ("where will he meet european leaders", "Rome and Paris"),
        ("bye", CHAT),
    ],
    "a summary and on": [
        ("summarise", "renewed offensive"),
        ("who says so?", "renewed offensive"),
        ("more", "Institute for the Study of War"),
        ("list all dates", "August"),
    ],
    "a trip": [
        ("Who reported that Kellogg's trip has been postponed?", "Reuters"),
        ("Until when?", "until after the inauguration"),
        ("source?", "Reuters"),
    ],
    "a change of topic": [
        ("Who is Keith Kellogg?", "designated envoy"),
        ("What is the capital of Australia?", NOTHING),
        ("How far is Kurakhove from Pokrovsk?", "30 kilometers"),
        ("When will Trump be sworn in?", "January 20"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def kursk() -> Collection:
    return prepare(load_library(SEEDS))


@pytest.mark.parametrize("name", DIALOGUES)
def test_a_dialogue_is_followed(kursk: Collection, name: str) -> None:
    """Each turn quotes what its words mean after the turns before."""
    conversation = Conversation()
    for question, expected in DIALOGUES[name]:
        answer, conversation = converse(kursk, question, conversation)
        got = answer.evidence[0].quote.text if answer.outcome is Outcome.ANSWERED else answer.outcome
        if isinstance(expected, Outcome):
            assert answer.outcome is expected, f"{question}: {got}"
        else:
            assert expected in str(got), f"{question}: {got}"
        conversation = Conversation.from_json(conversation.to_json())


def test_a_full_question_is_answered_as_if_nothing_had_been_asked_before(kursk: Collection) -> None:
    """Every test question of the shipped article, after another one: the same answer to the last bit."""
    rows = yaml.safe_load((SEEDS / "kursk-offensive.tests.yaml").read_text("utf-8"))
    questions = [row["question"] for row in rows]
    shuffled = random.Random(7).sample(questions, len(questions))
    conversation = Conversation()
    for question in shuffled:
        alone, _ = converse(kursk, question, Conversation())
        after, conversation = converse(kursk, question, conversation)
        assert after == alone, question


def test_two_questions_in_one_message_are_both_answered(kursk: Collection) -> None:
    """The second may refer to the first."""
    answer, _ = converse(kursk, "Who is Keith Kellogg? And which cities is he arranging meetings in?", Conversation())
    quotes = [one.quote.text for one in answer.evidence]
    assert "designated envoy" in quotes[0]
    assert "Rome and Paris" in quotes[1]
    assert answer.listed
