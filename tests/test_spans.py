"""Which phrase of a sentence is the short answer. The weights here are the test's own, except where it says so."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from knowledge.passages import PreparedSentence, prepare_paragraph
from knowledge.phrase_features import of_form
from knowledge.phrases import bounds
from knowledge.question import Question, understand
from knowledge.spans import best_scored, describe, describe_all, score_phrases, survey
from knowledge.tokenizer import split_sentences
from knowledge.types import Article, Metadata, Paragraph
from knowledge.vocabulary import build_vocabulary
from knowledge.weights import load_weights

if TYPE_CHECKING:
    from knowledge.bearings import Bearings
    from knowledge.sketch import Phrase
    from knowledge.traits import Trait

VOCABULARY = build_vocabulary([], {}, ())


def asked(question: str) -> Question:
    return understand(question, VOCABULARY)


def sentence(text: str) -> PreparedSentence:
    paragraph = Paragraph("a", 1, text, split_sentences(text))
    return prepare_paragraph(Article("a", Metadata("A"), (paragraph,)), paragraph).sentences[0]


def features(question: str, text: str, phrase: str) -> dict[str, float]:
    """Return the features of the phrase of `text` that reads `phrase`."""
    one, here = asked(question), sentence(text)
    ground = survey(one, here)
    for found, described in zip(here.phrases, describe_all(one, ground), strict=True):
        if bounds(here.text, here.tokens, found).of(here.text) == phrase:
            assert described == describe(one, ground, found)
            return described
    raise AssertionError(f"no phrase {phrase!r}")


def answer(question: str, text: str) -> str:
    """Return the phrase that the shipped weights choose."""
    one, here = asked(question), sentence(text)
    scored = score_phrases(one, survey(one, here), load_weights().phrase)
    _, best = max(scored, key=lambda pair: pair[0])
    return bounds(here.text, here.tokens, best).of(here.text)


ENVOY = "Keith Kellogg, Trump’s designated envoy for Ukraine and Russia, is tasked with leading these talks."
REPORT = "The U.S.-based Institute for the Study of War reported an advance along three axes."
LOSSES = "The General Staff claims that over 1,550 Russian soldiers were killed in a 24-hour period."
STORM = "Mayor Astrid Falk reopened the harbour on 3 May after the storm had sunk 14 Danish boats."


def test_a_phrase_of_the_questions_own_words_is_hopeless() -> None:
    """Nothing else is said of it, so that nothing else can raise it."""
    assert features("Who reopened the harbour?", STORM, "the harbour") == {"echo_question": 1.0}


def test_the_side_of_the_verb_is_right_or_wrong() -> None:
    """Who reopens stands before "reopened", what is reopened behind it."""
    assert "subject_verb_l_good" in features("Who reopened the harbour?", STORM, "Astrid Falk")
    assert "object_verb_l_bad" in features("What did the storm reopen?", STORM, "Astrid Falk")


def test_a_passive_turns_the_sides_round() -> None:
    """Who reopens stands behind "was reopened by"."""
    passive = "The harbour was reopened by Astrid Falk in May."
    assert "subject_verb_r_good" in features("Who reopened the harbour?", passive, "Astrid Falk")
    assert "subject_verb_r_bad" in features("What was reopened?", passive, "May")


def test_a_number_that_counts_what_is_asked_for_is_told_from_another() -> None:
    """Fourteen boats, and the third of May."""
    assert "num_counts" in features("How many boats sank?", STORM, "14")
    assert "num_counts" not in features("How many sailors drowned?", STORM, "14")


def test_a_preposition_of_the_questions_own_is_recognised() -> None:
    """ "Based on what" is answered behind "on"."""
    text = "The claim is based on a survey by the union."
    assert "prep_same" in features("What is the claim based on?", text, "a survey")
    assert "prep_other" in features("What is the claim based on?", text, "the union")


def test_a_year_is_asked_for_and_a_day_is_not_it() -> None:
    """Of "7 January 1943" only the year answers."""
    text = "Tesla died on 7 January 1943."
    assert "year_right" in features("What year did Tesla die?", text, "1943")
    assert "year_wrong" in features("What year did Tesla die?", text, "7 January 1943")
    assert "date_part" in features("When did Tesla die?", text, "1943")


def test_a_place_is_no_person_and_a_person_no_place() -> None:
    """By what the word table knows of the name's last word."""
    text = "Mary of Norway met the union in Russia."
    assert "name_clashes" in features("Who met the union?", text, "Russia")
    assert "name_fits" in features("Where did they meet the union?", text, "Russia")
    assert "name_clashes" in features("Where did they meet the union?", text, "Mary")


def test_a_score_is_the_sum_of_weights_times_values() -> None:
    """Unknown names weigh nothing."""
    one, here = asked("How many boats sank?"), sentence(STORM)
    scored = score_phrases(one, survey(one, here), {"num_counts": 2.0, "size": -1.0})
    best = max(scored, key=lambda pair: pair[0])
    assert best[0] == pytest.approx(2.0 - 0.1)
    assert [phrase for _, phrase in scored] == list(here.phrases)


def test_a_sentence_asked_before_is_scored_as_a_new_one() -> None:
    """What is kept of a sentence from one question is only what every question of the kind would find."""
    questions = ("Who reopened the harbour?", "How many boats sank?", "When was it reopened?", "What is he called?")
    here, weights = sentence(STORM), load_weights().phrase
    for question in (*questions, *reversed(questions)):
        one = asked(question)
        ground = survey(one, here)
        summed = [sum(weights.get(n, 0.0) * v for n, v in found.items()) for found in describe_all(one, ground)]
        assert [score for score, _ in score_phrases(one, ground, weights)] == pytest.approx(summed, abs=1e-12)
    other = score_phrases(one, ground, {"typed": 1.0})
    assert {score for score, _ in other} == {0.0, 1.0}


@pytest.mark.parametrize("turn", [1.0, -1.0, 0.0])
@pytest.mark.parametrize("text", [STORM, ENVOY, REPORT, LOSSES, "Tesla died on 7 January 1943.", "Of the harbour."])
def test_the_best_phrase_is_the_first_of_the_best_of_all(text: str, turn: float) -> None:
    """What is left unscored could not have been it, whatever the weights: those shipped, their opposites, none."""
    here = sentence(text)
    weights = {name: turn * weight for name, weight in load_weights().phrase.items()}
    for question in (
        "Who reopened the harbour?",
        "How many boats sank?",
        "How many soldiers were killed in a day?",
        "How much did the harbour cost?",
        "When was it reopened?",
        "In what year did Tesla die?",
        "What is the envoy called?",
        "What city has the union?",
        "What kind of harbour was it based on?",
        "Harbour",
    ):
        one = asked(question)
        ground = survey(one, here)
        scored = score_phrases(one, ground, weights)
        assert best_scored(one, ground, weights) == max(scored, key=lambda pair: pair[0], default=None)


@pytest.mark.parametrize(
    ("question", "text", "short"),
    [
        ("When does Trump take office?", "Donald Trump is slated to take office on January 20.", "January 20"),
        ("Who reopened the harbour?", STORM, "Astrid Falk"),
        ("How many Danish boats were sunk?", STORM, "14"),
        ("When was the harbour reopened?", STORM, "3 May"),
        ("What year did Tesla die?", "Tesla died on 7 January 1943.", "1943"),
        ("How much did the bridge cost?", "The bridge cost $5 million and took two years.", "$5 million"),
        ("Who is going to lead the talks?", ENVOY, "Keith Kellogg"),
        ("Who reported the advance?", REPORT, "Institute for the Study of War"),
        ("How many soldiers were killed in a day?", LOSSES, "over 1,550"),
        ("Where does she live?", "She lives in Bergen with two cats.", "Bergen"),
    ],
)
def test_the_shipped_weights_give_crisp_answers(question: str, text: str, short: str) -> None:
    """A date, a name, a figure, a place."""
    assert answer(question, text) == short


@pytest.mark.parametrize("question", ["", "?", "who", "what is", "of of of", "ﬁ ﾟ", "what did did did", "x" * 4096])
def test_any_question_can_be_put_to_any_sentence(question: str) -> None:
    """Scores come out for every phrase, or none where there is no phrase."""
    for text in (STORM, "?!", "a", "The of and", "12 12 12", "“"):
        for here in (sentence(text),) if split_sentences(text) else ():
            one = asked(question)
            assert len(score_phrases(one, survey(one, here), {"size": 1.0})) == len(here.phrases)


def test_a_sentence_of_600_words_costs_no_more_than_its_bounded_phrases() -> None:
    """A quarter of a second would be a thousand times too long for a sentence; here it is the limit for a monster."""
    here = sentence(" ".join(["Falk", "met", "the", "14", "boats", "and"] * 100))
    one = asked("Who met the boats and the " + "boats " * 600 + "?")
    start = time.process_time()
    score_phrases(one, survey(one, here), {"size": 1.0})
    assert time.process_time() - start < 0.5


def test_a_sentence_can_be_asked_by_two_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who comes while another's question of the same kind is at work finds nothing half done."""
    here, weights, alone = sentence(STORM), load_weights().phrase, sentence(STORM)
    expected = score_phrases(asked("Who reopened it?"), survey(asked("Who reopened it?"), alone), weights)
    found: list[list[tuple[float, Phrase]]] = []

    def interrupted(view: Bearings, trait: Trait) -> dict[str, float]:
        if not found:
            found.append([])
            other = asked("Who reopened it?")
            found[0] = score_phrases(other, survey(other, here), weights)
        return of_form(view, trait)

    monkeypatch.setattr("knowledge.spans.of_form", interrupted)
    one = asked("Who reopened the harbour?")
    score_phrases(one, survey(one, here), weights)
    assert [score for score, _ in found[0]] == [score for score, _ in expected]
