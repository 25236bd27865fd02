"""Conversations: what is asked of the articles for a follow-up, what the last quote answers itself, what is kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bot.answer
import bot.conversation
from bot.answer import Answer, Outcome
from bot.conversation import Conversation, converse
from bot.memory import LONGEST_JSON, LONGEST_QUESTION, MOST_NAMES, Place, recall, remember
from knowledge import (
    Ask,
    Attribution,
    Collection,
    Evidence,
    Found,
    NotFound,
    Quote,
    Reading,
    Smalltalk,
    Span,
    Status,
    UnknownArticleError,
    load_library,
    prepare,
)
from knowledge.types import Chat

if TYPE_CHECKING:
    from bot.language import Language

SEEDS = Path(__file__).parent.parent / "seeds"
HARBOUR = """\
Harbour of Lindesund Reopens After the Storm

Mayor Astrid Falk reopened the harbour of Lindesund on 3 May. She praised the fishermen. The insurer pays for the \
repairs.

The Swedish fishermen’s union claimed that 40 boats were lost in the storm. The Danish coastguard said that no boats \
were lost. Mayor Falk will travel to Oslo next week.
"""
PLACE = Place("harbour", 1, 0, 61, 5, 0.9, Status.CLAIM, (0, 5), "the union", "so far", "boats-lost")


@pytest.fixture(scope="module")
def kursk() -> Collection:
    return prepare(load_library(SEEDS))


@pytest.fixture
def harbour(tmp_path: Path) -> Collection:
    (tmp_path / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    (tmp_path / "other.txt").write_text("Another Article\n\nNothing is said here of harbours.\n", encoding="utf-8")
    return prepare(load_library(tmp_path))


def find(collection: Collection, words: str, short: str | None = None, said: Attribution | None = None) -> Evidence:
    """Quote the sentence that holds `words`."""
    for article in collection.articles.values():
        for home in article:
            for sentence in home.sentences:
                if words in sentence.text and home.paragraph.number:
                    at = sentence.text.index(short) if short else 0
                    mark = Span(at, at + len(short)) if short else None
                    quote = Quote(home.paragraph, sentence.span)
                    return Evidence(home.article, quote, said or Attribution(Status.FACT), 1.0, mark)
    raise AssertionError(words)


class Articles:
    """Stands for retrieval: knows some questions, and remembers what it was asked."""

    def __init__(self, known: dict[str, Reading]) -> None:
        self.known = known
        self.asked: list[tuple[str, str | None]] = []

    def __call__(self, _: Collection, text: str, *, article: str | None = None) -> Reading:
        self.asked.append((text, article))
        return self.known.get(text, NotFound((), (), 0.1))


Answering = Callable[[dict[str, Reading]], Articles]


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Answering:
    def put(known: dict[str, Reading]) -> Articles:
        articles = Articles(known)
        monkeypatch.setattr(bot.conversation, "ask", articles)
        return articles

    return put


def talk(collection: Collection, *questions: str, article: str | None = None) -> list[Answer]:
    """Ask `questions` one after the other, through JSON as Telegram does."""
    conversation, answers = Conversation(), []
    for question in questions:
        answer, conversation = converse(collection, question, conversation, article=article)
        conversation = Conversation.from_json(conversation.to_json())
        answers.append(answer)
    return answers


def test_a_follow_up_is_asked_with_its_references_resolved_and_answered_as_the_reader_wrote_it(
    harbour: Collection, answering: Answering
) -> None:
    """The articles hear the full question; the answer repeats the reader's words."""
    mayor = Found((find(harbour, "Mayor Astrid", "Astrid Falk"),), 0.9)
    trip = Found((find(harbour, "travel to Oslo", "Oslo"),), 0.8)
    articles = answering({"Who reopened the harbour?": mayor, "Where will Astrid Falk travel?": trip})
    answers = talk(harbour, "Who reopened the harbour?", "Where will she travel?")
    assert ("Where will Astrid Falk travel?", "harbour") in articles.asked
    assert (answers[1].question, answers[1].short) == ("Where will she travel?", "Oslo")


def test_a_full_question_is_asked_as_it_is(harbour: Collection, answering: Answering) -> None:
    """A change of topic reaches the articles letter by letter, once, and in all articles."""
    articles = answering({"Who reopened the harbour?": Found((find(harbour, "Mayor Astrid", "Astrid Falk"),), 0.9)})
    talk(harbour, "Who reopened the harbour?", "How many boats were lost in the storm?")
    assert articles.asked[1:] == [("How many boats were lost in the storm?", None)]


def test_the_readers_own_words_are_answered_where_the_resolved_question_is_not(
    harbour: Collection, answering: Answering
) -> None:
    """A reference that was resolved wrongly must not hide an answer that is plain."""
    known: dict[str, Reading] = {
        "Who reopened the harbour?": Found((find(harbour, "Mayor Astrid", "Astrid Falk"),), 0.9),
        "Where will she travel?": Found((find(harbour, "travel to Oslo", "Oslo"),), 0.8),
    }
    answering(known)
    assert talk(harbour, *known)[1].short == "Oslo"
    answering({**known, "Where will she travel?": Found((find(harbour, "travel to Oslo"),), 0.4)})
    assert talk(harbour, *known)[1].outcome is Outcome.NOT_FOUND


@pytest.mark.parametrize(
    "words",
    ["Who says so?", "says who?", "According to whom?", "who claims that?", "source?", "And who said that?", "proof"],
)
def test_who_says_so_is_answered_from_the_last_quote(harbour: Collection, answering: Answering, words: str) -> None:
    """The same quote is shown with the speaker marked; nothing is asked again."""
    claim = Attribution(Status.CLAIM, "The Swedish fishermen’s union")
    articles = answering({"How many boats?": Found((find(harbour, "40 boats", "40 boats", claim),), 0.9)})
    answers = talk(harbour, "How many boats?", words)
    assert articles.asked == [("How many boats?", None)]
    assert answers[1].outcome is Outcome.ANSWERED
    assert answers[1].short == "The Swedish fishermen’s union"
    assert answers[1].evidence[0].quote == answers[0].evidence[0].quote
    assert answers[1].evidence[0].attribution == claim


def test_who_says_so_quotes_on_from_where_the_speaker_is_named(harbour: Collection, answering: Answering) -> None:
    """ "She praised …" alone does not say who she is."""
    praise = find(harbour, "She praised", None, Attribution(Status.OPINION, "Astrid Falk"))
    answering({"Who was praised?": Found((praise,), 0.9)})
    answer = talk(harbour, "Who was praised?", "who says so?")[1]
    assert answer.short == "Astrid Falk"
    assert answer.evidence[0].quote.text.startswith("Mayor Astrid Falk reopened")
    assert answer.evidence[0].quote.text.endswith("She praised the fishermen.")


@pytest.mark.parametrize("words", ["Is that confirmed?", "is it true?", "really?", "How certain is that?"])
def test_whether_it_is_confirmed_is_answered_with_the_quote_and_its_caution(
    harbour: Collection, answering: Answering, words: str
) -> None:
    """The article's own words of caution are marked, and who says it stands beside them."""
    claim = Attribution(Status.CLAIM, "The Swedish fishermen’s union", "claimed that")
    answering({"How many boats?": Found((find(harbour, "40 boats", "40 boats", claim),), 0.9)})
    answer = talk(harbour, "How many boats?", words)[1]
    assert answer.short == "claimed that"
    assert "union" in (answer.said or "")


def test_more_goes_on_in_the_article(harbour: Collection, answering: Answering) -> None:
    """First the sentence that still speaks of her, then the next one that names her, then no more."""
    answering({"Who reopened the harbour?": Found((find(harbour, "Mayor Astrid", "Astrid Falk"),), 0.9)})
    answers = talk(harbour, "Who reopened the harbour?", "more", "what else?", "tell me more")
    assert [a.evidence[0].quote.text for a in answers[1:3]] == [
        "She praised the fishermen.",
        "Mayor Falk will travel to Oslo next week.",
    ]
    assert answers[3].outcome is Outcome.NOT_FOUND


def test_the_other_side_is_another_country_s_voice_on_the_same(harbour: Collection, answering: Answering) -> None:
    """What was asked for is looked up in what others say; nothing else of theirs is."""
    claim = Attribution(Status.CLAIM, "The Swedish fishermen’s union")
    answering({"How many boats were lost?": Found((find(harbour, "40 boats", "40 boats", claim),), 0.9)})
    answer = talk(harbour, "How many boats were lost?", "And the other side?")[1]
    assert answer.evidence[0].quote.text == "The Danish coastguard said that no boats were lost."


def test_where_the_other_side_has_no_word_that_is_said(harbour: Collection, answering: Answering) -> None:
    """A silence of the article is no answer."""
    answering({"Who pays?": Found((find(harbour, "insurer pays", None, Attribution(Status.CLAIM, "Norway")),), 0.9)})
    answer = talk(harbour, "Who pays?", "and the other side?")[1]
    assert answer.outcome is Outcome.NOT_FOUND


def test_before_any_answer_the_same_words_are_a_question(harbour: Collection, answering: Answering) -> None:
    """ "Who says so?" as the first message is asked of the articles."""
    articles = answering({})
    assert talk(harbour, "Who says so?")[0].outcome is Outcome.NOT_FOUND
    assert articles.asked == [("Who says so?", None)]


def test_when_the_library_has_changed_the_last_quote_is_forgotten(
    harbour: Collection, answering: Answering, tmp_path: Path
) -> None:
    """What no longer stands there is not quoted; the follow-up is asked anew."""
    articles = answering({"How many boats?": Found((find(harbour, "40 boats", "40 boats"),), 0.9)})
    _, conversation = converse(harbour, "How many boats?", Conversation())
    (tmp_path / "harbour.txt").write_text(HARBOUR.replace("40 boats", "41 boats"), encoding="utf-8")
    changed = prepare(load_library(tmp_path))
    assert recall(changed, conversation, None).quote is None
    answer, _ = converse(changed, "Who says so?", conversation)
    assert answer.outcome is Outcome.NOT_FOUND
    assert articles.asked[-1] == ("Who says so?", None)


def test_another_article_is_another_conversation(harbour: Collection, answering: Answering) -> None:
    """ "She" of one article is nobody in the next."""
    articles = answering({"Who reopened the harbour?": Found((find(harbour, "Mayor Astrid", "Astrid Falk"),), 0.9)})
    _, conversation = converse(harbour, "Who reopened the harbour?", Conversation())
    converse(harbour, "Where will she travel?", conversation, article="other")
    assert articles.asked[-1] == ("Where will she travel?", "other")


def test_an_unknown_article_is_a_fault_for_every_question(harbour: Collection) -> None:
    """Small talk and follow-ups too."""
    for text in ("hello", "Who says so?", "Who is he?", ""):
        with pytest.raises(UnknownArticleError):
            converse(harbour, text, Conversation(question="Who?", place=PLACE), article="missing")


def test_small_talk_leaves_the_conversation_as_it_was(harbour: Collection, answering: Answering) -> None:
    """Thanks between two questions does not change what "she" means."""
    mayor = Found((find(harbour, "Mayor Astrid", "Astrid Falk"),), 0.9)
    articles = answering({"Who reopened the harbour?": mayor, "Thanks!": Smalltalk(Chat.THANKS)})
    answers = talk(harbour, "Who reopened the harbour?", "Thanks!", "Hello, where will she travel?")
    assert answers[1].outcome is Outcome.CHAT
    assert articles.asked[2][0] == "where will Astrid Falk travel?"


def test_several_questions_are_answered_in_turn_each_in_the_context_of_the_one_before(
    harbour: Collection, answering: Answering
) -> None:
    """One answer shows each one's quote; its confidence is that of the weakest."""
    known: dict[str, Reading] = {
        "Who reopened the harbour?": Found((find(harbour, "Mayor Astrid", "Astrid Falk"),), 0.9),
        "And where will Astrid Falk travel?": Found((find(harbour, "travel to Oslo", "Oslo"),), 0.8),
    }
    answering(known)
    text = "Who reopened the harbour? And where will she travel?"
    answer = talk(harbour, text)[0]
    assert (answer.question, answer.outcome, answer.short, answer.confidence) == (
        text,
        Outcome.ANSWERED,
        "Astrid Falk",
        0.8,
    )
    assert [one.short for one in answer.evidence] == ["Astrid Falk", "Oslo"]
    assert all(one.quote.text in answer.text for one in answer.evidence)


def test_of_several_questions_the_unanswered_are_named(harbour: Collection, answering: Answering) -> None:
    """What was found is shown, and what was not is said; only where nothing was found is nothing answered."""
    answering({"Who reopened the harbour?": Found((find(harbour, "Mayor Astrid", "Astrid Falk"),), 0.9)})
    some = talk(harbour, "Who reopened the harbour? Who painted Mona Lisa?")[0]
    assert (some.outcome, some.short) == (Outcome.ANSWERED, "Astrid Falk")
    assert "Who painted Mona Lisa?" in (some.lead or "")
    assert "Who painted Mona Lisa?" in some.text
    none = talk(harbour, "Who painted Mona Lisa? When did Rome fall?")[0]
    assert (none.outcome, none.short) == (Outcome.NOT_FOUND, None)
    assert len(none.text) <= 600


def test_a_conversation_comes_back_from_json(harbour: Collection) -> None:
    """Nothing is lost on the way, whatever is remembered."""
    conversation = Conversation("Who is he?", ("Astrid Falk", "Lindesund"), 1, PLACE)
    assert Conversation.from_json(conversation.to_json()) == conversation
    assert Conversation.from_json(Conversation().to_json()) == Conversation()


@given(st.text(max_size=400), st.lists(st.text(max_size=20), max_size=12))
def test_what_is_remembered_is_bounded_and_comes_back(question: str, words: list[str]) -> None:
    """Any question, of any letters, and no more than a screen of JSON."""
    collection = prepare(load_library(SEEDS)) if not _CACHE else _CACHE[0]
    _CACHE[:] = [collection]
    before = Conversation(names=tuple(words)[:MOST_NAMES])
    after = remember(collection, before, f"{question} {' '.join(words)} Kursk", NotFound((), (), 0.0))
    assert len(after.question) <= LONGEST_QUESTION
    assert len(after.names) <= MOST_NAMES
    assert len(after.to_json()) <= LONGEST_JSON
    assert Conversation.from_json(after.to_json()) == after


_CACHE: list[Collection] = []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{}",
        "7",
        '"x"',
        "{",
        "[" * 5000,
        "x" * (LONGEST_JSON + 1),
        '{"version": 0, "question": "old"}',
        '{"question": "of an older version"}',
        "\ud800",
    ],
)
def test_any_other_text_is_an_empty_conversation(text: str) -> None:
    """Old, torn and hostile texts never raise."""
    assert Conversation.from_json(text) == Conversation()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("question", 7),
        ("question", "x" * (LONGEST_QUESTION + 1)),
        ("names", "abc"),
        ("names", [1]),
        ("names", ["x"] * (MOST_NAMES + 1)),
        ("fresh", -1),
        ("fresh", True),
        ("fresh", 9),
        ("place", []),
        ("place", {"article": "harbour"}),
    ],
)
def test_a_forged_conversation_is_an_empty_one(key: str, value: object) -> None:
    """A member of the wrong kind or out of bounds spoils the whole."""
    forged = json.loads(Conversation("Who?", ("Astrid Falk",), 1, PLACE).to_json())
    forged[key] = value
    assert Conversation.from_json(json.dumps(forged)) == Conversation()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("start", -1),
        ("end", 1.5),
        ("mark", [5, 4]),
        ("mark", [0, 999]),
        ("mark", "ab"),
        ("confidence", float("nan")),
        ("confidence", 2),
        ("status", "certain"),
        ("source", 5),
        ("card", "x" * 500),
        ("check", "y"),
    ],
)
def test_a_forged_place_is_an_empty_conversation(key: str, value: object) -> None:
    """Offsets, probabilities and statuses are checked before they are used."""
    forged = json.loads(Conversation("Who?", (), 0, PLACE).to_json())
    forged["place"][key] = value
    assert Conversation.from_json(json.dumps(forged)) == Conversation()


@pytest.mark.parametrize(
    "place",
    [
        replace(PLACE, article="gone"),
        replace(PLACE, paragraph=99),
        replace(PLACE, end=100_000),
        replace(PLACE, start=50, end=10),
        PLACE,
    ],
)
def test_a_place_that_the_library_does_not_have_is_forgotten(harbour: Collection, place: Place) -> None:
    """A true-looking place with nothing there is no evidence; the question before still counts."""
    context = recall(harbour, Conversation("Who reopened it?", (), 0, place), None)
    assert (context.quote, context.question) == (None, "Who reopened it?")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_any_conversation_goes_on(texts: list[str]) -> None:
    """Whatever is typed, in whatever order, there is an answer within its bounds."""
    collection = _CACHE[0] if _CACHE else prepare(load_library(SEEDS))
    _CACHE[:] = [collection]
    for answer in talk(collection, "Who is Keith Kellogg?", *texts, "and he?", "why?", "who says so?", "more"):
        assert len(answer.text) <= 600
        assert len(answer.evidence) <= 5


def test_overviews_and_who_says_so_reach_the_answer_formatter_as_what_they_are(
    harbour: Collection, answering: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The formatter words a "who says" and a "more" differently: it is told which it is."""
    seen: list[Ask] = []
    shown = bot.answer.format_answer

    def spy(question: str, reading: Reading, collection: Collection, language: Language) -> Answer:
        seen.append(reading.ask if isinstance(reading, Found) else Ask.FACT)
        return shown(question, reading, collection, language)

    monkeypatch.setattr(bot.conversation, "format_answer", spy)
    answering({"Who reopened the harbour?": Found((find(harbour, "Mayor Astrid", "Astrid Falk"),), 0.9)})
    talk(harbour, "Who reopened the harbour?", "who says so?", "more")
    assert seen == [Ask.FACT, Ask.WHO_SAYS, Ask.OVERVIEW]


def test_a_follow_up_is_not_met_by_an_answer_about_somebody_else(harbour: Collection, answering: Answering) -> None:
    """ "And Oslo?" asks of Oslo; the sentence about Lindesund is shown as the nearest, not as the answer."""
    lindesund = Found((find(harbour, "Mayor Astrid", "3 May"),), 0.9)
    answering({"Who reopened Lindesund?": lindesund, "Who reopened Oslo?": lindesund})
    answer = talk(harbour, "Who reopened Lindesund?", "And Oslo?")[1]
    assert answer.outcome is Outcome.NOT_FOUND
    assert answer.evidence == lindesund.evidence


def test_a_sentence_that_goes_on_about_her_speaks_of_her(harbour: Collection, answering: Answering) -> None:
    """ "She praised the fishermen" answers what Astrid Falk did."""
    answering(
        {
            "Who reopened the harbour?": Found((find(harbour, "Mayor Astrid", "Astrid Falk"),), 0.9),
            "Whom did Astrid Falk praise?": Found((find(harbour, "She praised", "the fishermen"),), 0.9),
        }
    )
    assert talk(harbour, "Who reopened the harbour?", "Whom did she praise?")[1].short == "the fishermen"
