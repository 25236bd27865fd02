"""Politeness around a question is no part of it; a question that only looks polite stays whole."""

from __future__ import annotations

import pytest

from knowledge.courtesy import strip_courtesy


@pytest.mark.parametrize(
    ("polite", "plain"),
    [
        ("Could you kindly say who this Mr. Falk is?", "who this Mr. Falk is?"),
        ("May I ask what sort of news came?", "what sort of news came?"),
        ("Would you please tell me how old he is?", "how old he is?"),
        ("I'd like to hear how many boats sank.", "how many boats sank."),
        ("I would like to know whether it sank", "whether it sank"),
        ("Could you remind me of the name of the mayor?", "the name of the mayor?"),
        ("Excuse me, do you know when the harbour opens?", "when the harbour opens?"),
        ("I wonder who sank it", "who sank it"),
        ("I’m curious: why did it sink?", "why did it sink?"),
        ("please, who is Falk", "who is Falk"),
        ("For my own understanding, could you tell me please where Oslo is?", "where Oslo is?"),
        ("Which ports are open, so far as we hear?", "Which ports are open?"),
        ("Who is the mayor in this story?", "Who is the mayor?"),
        ("Who sank, if I may ask", "Who sank"),
        ("How many boats sank, please?", "How many boats sank?"),
        ("What does he say, do you know?", "What does he say?"),
        ("Do you think Falk is a good mayor?", "whether Falk is a good mayor?"),
        ("In your opinion, who is right?", "who is right?"),
    ],
)
def test_the_frame_goes_and_the_question_stays_in_its_own_words(polite: str, plain: str) -> None:
    """From the start, from the end, and one frame inside another."""
    assert strip_courtesy(polite) == plain


@pytest.mark.parametrize(
    "text",
    [
        "Who is Falk?",
        "Tell me about the harbour",
        "Could you tell me about Falk?",
        "Can you write a poem?",
        "Would Falk reopen the harbour?",
        "Do you know Falk?",
        "please",
        "Please?",
        "May Falk ask for help?",
        "in this article",
        "Excuse me",
        "What did Falk say, please the king?",
        "",
        "x" * 2000,
    ],
)
def test_what_is_no_frame_stays(text: str) -> None:
    """And what is nothing else: there is always something left."""
    assert strip_courtesy(text) == text
