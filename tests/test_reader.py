"""From a question to the sentence, the short answer in it, the quote around it, and how likely it is right."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.passages import Scope, build_scope, prepare_paragraph
from knowledge.question import Question, understand
from knowledge.reader import (
    LONGEST,
    READ,
    READ_FEATURES,
    SIGNALS,
    Choice,
    Window,
    best_phrase,
    confidence,
    open_window,
    rank,
    signals,
)
from knowledge.retriever import FEATURES
from knowledge.tokenizer import split_sentences
from knowledge.types import Article, Metadata, Paragraph
from knowledge.vocabulary import Vocabulary, build_vocabulary
from knowledge.weights import load_weights

WEIGHTS = load_weights()
TEXTS = (
    "Harbour of Lindesund Reopens After the Storm",
    "Mayor Astrid Falk reopened the harbour on 3 May. She praised sailors. The storm had sunk 14 boats in one night.",
    "The insurer Nordvakt pays for repairs. Boats of the union were not insured. The union mourns them.",
    "Snow fell over Lindesund.",
)


def prepared(*texts: str) -> tuple[Scope, Vocabulary]:
    paragraphs = tuple(Paragraph("harbour", n, text, split_sentences(text)) for n, text in enumerate(texts))
    article = Article("harbour", Metadata(texts[0]), paragraphs)
    ready = tuple(prepare_paragraph(article, paragraph) for paragraph in paragraphs)
    sentences = ((s.text, s.tokens) for p in ready for s in p.sentences)
    return build_scope(ready), build_vocabulary(sentences, {}, ())


def read(text: str, *texts: str) -> tuple[Question, list[Choice], Scope]:
    scope, vocabulary = prepared(*(texts or TEXTS))
    question = understand(text, vocabulary)
    return question, rank(question, scope, WEIGHTS), scope


def quoted(text: str, *texts: str) -> Window:
    return open_window(read(text, *texts)[1])


def measured(text: str, *texts: str) -> dict[str, float]:
    question, choices, scope = read(text, *texts)
    return dict(zip(SIGNALS, signals(question, choices, open_window(choices), scope), strict=True))


def short(choice: Choice) -> str | None:
    sentence, phrase = choice.candidate.sentence, choice.phrase
    if phrase is None:
        return None
    return sentence.text[sentence.tokens[phrase.first].start : sentence.tokens[phrase.last - 1].end]


@pytest.mark.parametrize(
    ("text", "sentence", "answer"),
    [
        ("Who reopened the harbour?", "Mayor Astrid Falk reopened the harbour on 3 May.", "Astrid Falk"),
        ("When was the harbour reopened?", "Mayor Astrid Falk reopened the harbour on 3 May.", "3 May"),
        ("How many boats did the storm sink?", "The storm had sunk 14 boats in one night.", "14"),
        ("Who pays for repairs?", "The insurer Nordvakt pays for repairs.", "Nordvakt"),
    ],
)
def test_the_sentence_and_the_short_answer_are_found(text: str, sentence: str, answer: str) -> None:
    """The first choice holds what was asked for, and its best phrase is it or has it."""
    first = read(text)[1][0]
    assert first.candidate.sentence.text == sentence
    assert answer in (short(first) or "")


@pytest.mark.parametrize("text", ["", "?!", "Is it so?", "What of the volcano?"])
def test_there_is_no_choice_where_no_word_stands_anywhere(text: str) -> None:
    """Nothing is better than anything."""
    assert read(text)[1] == []


def test_the_choices_are_probabilities_best_first() -> None:
    """They add up to one, and those that were read come in order of their score."""
    choices = read("How many boats of the union did the storm sink?")[1]
    assert sum(c.probability for c in choices) == pytest.approx(1)
    assert all(0 < c.probability <= 1 for c in choices)
    scores = [c.score for c in choices[:READ]]
    assert scores == sorted(scores, reverse=True)


def test_only_the_best_sentences_are_read_for_their_phrases() -> None:
    """The others keep their place by their words alone."""
    choices = read("boats", "News", " ".join(f"Falk {verb} boats." for verb in "sank sold saw built lost met".split()))[
        1
    ]
    assert len(choices) == 6
    assert [len(c.features) for c in choices] == [len(FEATURES) + len(READ_FEATURES)] * READ + [0]
    assert choices[-1].phrase is None


def test_equal_sentences_keep_the_articles_order() -> None:
    """Ties go to the one that stands first."""
    choices = read("boats", "News", "Boats sank.", "Boats sank.", "Boats sank.")[1]
    assert [c.candidate.home.paragraph.number for c in choices] == [1, 2, 3]


def test_a_sentence_without_a_phrase_has_no_short_answer() -> None:
    """A bad score stands for it, worse than any phrase's is likely to be."""
    scope, vocabulary = prepared("News", "***")
    sentence = scope.paragraphs[1].sentences[0]
    assert sentence.phrases == ()
    question = understand("So, Falk?", vocabulary)
    choice = read("falk", "News", "Falk did so.")[1][0]
    candidate = type(choice.candidate)(scope.paragraphs[1], 0, [], [], 0.0)
    phrase, score, _ = best_phrase(question, candidate, WEIGHTS.phrase)
    assert phrase is None
    assert score < 0


def test_the_quote_holds_the_best_sentence_and_is_of_one_paragraph() -> None:
    """One to three sentences in a row, verbatim."""
    for text in ("Who reopened the harbour?", "Which boats were not insured?", "Whom did she praise after the storm?"):
        window = quoted(text)
        assert window.first <= window.best.candidate.position <= window.last <= window.first + 2
        assert window.best.candidate.home is window.home
        paragraph = window.home.paragraph
        assert window.quote.text == paragraph.text[window.span.start : window.span.end]
        assert window.best.candidate.sentence.text in window.quote.text
        assert 0 < window.probability <= 1 + 1e-9


def test_a_sure_sentence_is_quoted_alone() -> None:
    """A neighbour that brings no chance of the answer is not worth its length."""
    filler = "The long-awaited regatta of old wooden ships was watched by a cheerful crowd from the eastern quay."
    assert quoted(
        "Who pays for the repairs?", "News", f"{filler} Nordvakt pays for the repairs. {filler}"
    ).quote.text == ("Nordvakt pays for the repairs.")


def test_there_is_no_quote_without_a_choice() -> None:
    """Asking for one is a mistake of the caller's, and says so."""
    with pytest.raises(ValueError, match="no sentence"):
        open_window([])


LONG = "w" * 700
MANY = "many words in a row " * 50


@pytest.mark.parametrize(
    "sentence",
    [
        LONG,
        f"boats {LONG}",
        f"{LONG} boats",
        f"{LONG} boats {LONG}",
        f"{MANY} boats {MANY}",
        f"boats {MANY}",
        f"{MANY} boats",
        f"{MANY} The 14 boats of Falk {LONG}",
        f"boats{'-' * 700}boats",
        f"boats {'é ' * 700}",
        f"boats{' ' * 700}{LONG}",
    ],
    ids=range(11),
)
def test_a_quote_of_an_overlong_sentence_is_cut_to_size(sentence: str) -> None:
    """At most LONGEST characters; not a few letters of it only, however long the words are."""
    asked = "boats" if "boats" in sentence else LONG
    quote = quoted(asked, "News", f"{sentence}.").quote
    assert LONGEST // 2 < len(quote.text) <= LONGEST
    assert quote.text in sentence + "."


def test_an_overlong_sentence_is_cut_between_words() -> None:
    """No word at either end of the quote is half a word."""
    sentence = f"{MANY}boats {MANY}sink."
    window = quoted("boats", "News", sentence)
    start, end = window.span.start, window.span.end
    assert start == 0 or sentence[start - 1].isspace()
    assert end == len(sentence) or sentence[end].isspace()
    assert window.quote.text == window.quote.text.strip()


def test_the_short_answer_of_an_overlong_sentence_stays_in_the_quote() -> None:
    """The cut goes round the answer, not through it."""
    for sentence in (f"{MANY} Falk sank 14 {LONG}", f"{MANY} Falk sank 14 {MANY}", f"Falk sank 14 {LONG}"):
        window = quoted("How many did Falk sink?", "News", f"{sentence}.")
        assert window.best.phrase is not None
        answer = short(window.best)
        assert answer is not None
        assert len(answer) > LONGEST or answer in window.quote.text


def test_several_sentences_are_never_quoted_over_the_limit() -> None:
    """A neighbour that would make the quote too long is left out."""
    half = "Boats " + "of wood and of tar " * 20 + "sank."
    assert len(half) < LONGEST < 2 * len(half)
    assert len(quoted("boats of wood and tar", "News", f"{half} {half} {half}").quote.text) <= LONGEST


@pytest.mark.parametrize(
    "text", ["Who reopened the harbour?", "Did 40 volcanoes sink the union?", "boats", "How many sailors?"]
)
def test_every_signal_has_a_value(text: str) -> None:
    """In the order of SIGNALS, and bounded, so that no question is off the scale."""
    values = measured(text)
    assert list(values) == list(SIGNALS)
    assert all(-3 <= value <= 3 for value in values.values())


def test_a_question_that_the_quote_covers_has_the_better_signals() -> None:
    """All its words there, or half of them: what speaks for the answer and against it."""
    whole, half = measured("Who reopened the harbour?"), measured("Who sold the harbour to Oslo?")
    assert whole["covered"] == pytest.approx(1)
    assert half["covered"] < whole["covered"]
    assert (whole["unknown"], whole["rarest"], whole["names"]) == (0, 0, 0)
    assert min(half["unknown"], half["rarest"], half["names"]) > 0
    assert whole["single"] == 0
    assert measured("boats")["single"] == 1


def test_the_noun_and_the_number_that_are_asked_for_are_missed() -> None:
    """ "How many sailors?" is not answered by a number of boats."""
    assert measured("How many boats did the storm sink?")["unfocused"] == 0
    assert measured("How many boats did the storm sink?")["uncounted"] == 0
    assert measured("How many sailors did she praise in the storm?")["uncounted"] == 1
    assert measured("How many drones did the storm sink in one night?")["unfocused"] == 1


def test_another_name_beside_the_noun_is_noticed() -> None:
    """Finnish boats are no Danish boats, though all other words are there."""
    texts = ("News", "The storm sank five Danish boats.")
    assert measured("How many Finnish boats did the storm sink?", *texts)["torn"] == 1
    assert measured("How many Danish boats did the storm sink?", *texts)["torn"] == 0


NOTHING = (0.0,) * len(SIGNALS)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(-1e6, 1e6), min_size=len(SIGNALS), max_size=len(SIGNALS)))
def test_confidence_is_a_probability(values: list[float]) -> None:
    """Between 0 and 1 for any values at all."""
    assert 0 <= confidence(values, WEIGHTS.confidence) <= 1


@pytest.mark.parametrize("name", [n for n, sign in SIGNALS.items() if sign])
def test_no_signal_moves_the_confidence_the_wrong_way(name: str) -> None:
    """More of what speaks for an answer never makes it less likely, and the other way round."""
    more = tuple(float(n == name) for n in SIGNALS)
    change = confidence(more, WEIGHTS.confidence) - confidence(NOTHING, WEIGHTS.confidence)
    assert change * SIGNALS[name] >= 0


def test_an_answered_question_is_likelier_than_one_about_something_else() -> None:
    """The order that all the rest relies on."""

    def likely(text: str) -> float:
        question, choices, scope = read(text)
        return confidence(signals(question, choices, open_window(choices), scope), WEIGHTS.confidence)

    assert likely("Who reopened the harbour?") > likely("Who sold the harbour to the sultan of Brunei?")
