"""From a reading to the words that a person is shown: who says it always stands beside what is said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer import LONGEST, MOST_EVIDENCE, Answer, Outcome, format_answer
from bot.saying import describe_source
from knowledge import (
    Article,
    Ask,
    Attribution,
    Chat,
    Collection,
    Evidence,
    FactCard,
    Found,
    Library,
    Metadata,
    NotFound,
    Paragraph,
    Quote,
    Smalltalk,
    Span,
    Status,
    Wording,
    ask,
    load_library,
    prepare,
)
from knowledge.tokenizer import split_sentences

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "Mayor Falk reopened the harbour on 3 May. The union claimed that 40 boats were lost. Nordvakt put it at 14 boats."
)
PARAGRAPHS = tuple(Paragraph("harbour", n, t, split_sentences(t)) for n, t in enumerate(("Harbour Reopens", TEXT)))
HARBOUR = Article("harbour", Metadata("Harbour Reopens"), PARAGRAPHS)
UNCONFIRMED = "the article does not confirm it"
REOPENED = "Mayor Falk reopened the harbour on 3 May."
UNION = "The union claimed that 40 boats were lost."
NORDVAKT = "Nordvakt put it at 14 boats."


def quoted(
    text: str,
    short: str | None = None,
    status: Status = Status.FACT,
    source: str | None = None,
    caveat: str | None = None,
) -> Evidence:
    paragraph = next(p for p in PARAGRAPHS if text in p.text)
    start = paragraph.text.index(text)
    mark = None if short is None else Span(text.index(short), text.index(short) + len(short))
    said = Attribution(status, source, caveat)
    return Evidence(HARBOUR, Quote(paragraph, Span(start, start + len(text))), said, 1.0, mark)


def carded(evidence: Evidence, answer: str) -> Evidence:
    said = evidence.attribution
    asked = (Wording("How many boats were lost?"),)
    card = FactCard("card", "harbour", answer, said.status, said.source, (evidence.quote,), asked)
    return replace(evidence, card=card)


CLAIM = quoted(UNION, "40 boats", Status.CLAIM, "The union")
COLLECTION = prepare(
    Library((HARBOUR,), tuple(e.card for e in [carded(CLAIM, "The union claims 40 boats.")] if e.card))
)


def put(*evidence: Evidence, wish: Ask = Ask.FACT, sides: tuple[Evidence, ...] = ()) -> Answer:
    return format_answer("How many boats?", Found(evidence, 0.8, wish, sides), COLLECTION)


def test_a_fact_is_shown_with_its_sentence_and_place() -> None:
    """The article's own sentence, that it says so itself, and where it stands."""
    answer = put(quoted(REOPENED, "3 May"))
    assert answer == Answer(
        question="How many boats?",
        outcome=Outcome.ANSWERED,
        short="3 May",
        text="Mayor Falk reopened the harbour on 3 May. The article says so in its own voice. [harbour, paragraph 1]",
        confidence=0.8,
        evidence=(quoted(REOPENED, "3 May"),),
        said="The article says so in its own voice.",
    )


def test_a_claim_is_shown_with_its_source() -> None:
    """In `said`, and in the text beside what is claimed."""
    answer = put(CLAIM)
    assert answer.said == "Claimed by the union; the article does not confirm it."
    assert answer.text == f"{UNION} {answer.said} [harbour, paragraph 1]"
    assert answer.short == "40 boats"


def test_an_editors_card_is_shown_in_the_editors_words() -> None:
    """Once, with who says it; the quote is the evidence."""
    answer = put(carded(CLAIM, "The union claims that 40 boats were lost."))
    assert answer.lead == "The union claims that 40 boats were lost."
    assert answer.text == f"{answer.lead} {answer.said} [harbour, paragraph 1]"
    assert answer.evidence[0].quote.text == UNION


@pytest.mark.parametrize(
    ("status", "source", "lead"),
    [
        (Status.FACT, None, "On this the article says:"),
        (Status.FACT, "Reuters", "This is what Reuters reports, in the article:"),
        (Status.CLAIM, "The union", "The article reports a claim by the union; it does not confirm it:"),
        (Status.CLAIM, None, "The article reports a claim; it does not confirm it:"),
        (Status.DENIAL, "Nordvakt", "The article reports that Nordvakt denies it:"),
        (Status.DENIAL, None, "The article reports a denial:"),
        (Status.PLAN, "The council", "The article reports a plan, nothing done yet:"),
        (Status.OPINION, "Critics", "This is the view of Critics, which the article reports:"),
        (Status.OPINION, None, "This is a judgement of the article:"),
        (Status.UNVERIFIED, None, "The article says that this is unverified:"),
    ],
)
def test_a_yes_or_no_question_is_told_what_the_article_reports(status: Status, source: str | None, lead: str) -> None:
    """Never a bare yes: whose word it is comes first, then the sentence."""
    for evidence in (quoted(UNION, None, status, source), carded(quoted(UNION, None, status, source), UNION)):
        answer = put(evidence, wish=Ask.YES_NO)
        assert answer.lead == lead
        assert answer.text.startswith(f"{lead} {UNION} {answer.said}")
        assert "yes" not in answer.text.lower().split()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Attribution(Status.FACT), "The article says so in its own voice."),
        (Attribution(Status.FACT, "The article"), "The article says so in its own voice."),
        (Attribution(Status.FACT, "Reuters"), "Reported by Reuters."),
        (Attribution(Status.CLAIM, "The union"), f"Claimed by the union; {UNCONFIRMED}."),
        (Attribution(Status.CLAIM, "Defense Ministry"), f"Claimed by the Defense Ministry; {UNCONFIRMED}."),
        (Attribution(Status.CLAIM, "Ukrainian officials"), f"Claimed by Ukrainian officials; {UNCONFIRMED}."),
        (Attribution(Status.CLAIM, "A spokesman"), f"Claimed by a spokesman; {UNCONFIRMED}."),
        (Attribution(Status.CLAIM), "A claim; the article does not say whose."),
        (Attribution(Status.DENIAL, "Nordvakt"), "Denied by Nordvakt."),
        (Attribution(Status.DENIAL), "A denial; the article does not say whose."),
        (Attribution(Status.PLAN), "A plan, not yet done."),
        (Attribution(Status.PLAN, "The council"), "A plan, not yet done, according to the council."),
        (Attribution(Status.OPINION, "the article"), "The article's own judgement."),
        (Attribution(Status.OPINION, "Critics"), "The view of Critics."),
        (Attribution(Status.UNVERIFIED), "Unverified, as the article says."),
        (Attribution(Status.UNVERIFIED, "the army"), "Unverified; it comes from the army."),
        (Attribution(Status.CLAIM, "Falk", "no details"), f"Claimed by Falk; {UNCONFIRMED} (“no details”)."),
    ],
    ids=str,
)  # fmt: skip
def test_who_says_it_and_how_sure_the_article_is_are_told_in_one_sentence(said: Attribution, words: str) -> None:
    """Every status, with a speaker and without, the article's own caution in its own words."""
    assert describe_source(replace(CLAIM, attribution=said)) == words


def test_a_question_of_who_says_so_is_led_by_the_speaker() -> None:
    """Once; the sentence follows."""
    answer = put(carded(CLAIM, "40 boats were lost."), wish=Ask.WHO_SAYS)
    assert answer.lead == answer.said == "Claimed by the union; the article does not confirm it."
    assert answer.text.count("Claimed by") == 1
    assert UNION in answer.text


def test_an_overview_shows_each_sentence_with_its_own_speaker() -> None:
    """The first one's speaker does not answer for the rest."""
    answer = put(quoted(REOPENED), CLAIM, quoted(NORDVAKT, None, Status.CLAIM, "Nordvakt"), wish=Ask.OVERVIEW)
    assert answer.listed
    assert (answer.lead, answer.said) == (None, None)
    assert answer.text == (
        f"{REOPENED} [harbour, paragraph 1] "
        f"{UNION} Claimed by the union; the article does not confirm it. [harbour, paragraph 1] "
        f"{NORDVAKT} Claimed by Nordvakt; the article does not confirm it. [harbour, paragraph 1]"
    )
    assert not put(CLAIM).listed


def test_other_sides_are_evidence_of_their_own() -> None:
    """At most five pieces together, the best ones of each."""
    other = quoted(NORDVAKT, None, Status.CLAIM, "Nordvakt")
    answer = put(*[CLAIM] * 7, sides=(other, quoted(REOPENED)))
    assert answer.other_sides == (other, quoted(REOPENED))
    assert answer.evidence == (CLAIM,) * (MOST_EVIDENCE - 2)
    assert len(put(*[CLAIM] * 7).evidence) == MOST_EVIDENCE
    assert put(CLAIM, sides=(other,) * 9).evidence == (CLAIM,)


def test_what_is_not_said_is_said_to_be_so() -> None:
    """With the words that are missing, the nearest passage and questions that can be answered; no answer."""
    answer = format_answer("Which volcano sank boats?", NotFound((CLAIM,), ("volcano",), 0.05), COLLECTION)
    assert answer == Answer(
        question="Which volcano sank boats?",
        outcome=Outcome.NOT_FOUND,
        short=None,
        text=f"The article does not say. Not found: “volcano”. The nearest passage: “{UNION}” [harbour, paragraph 1]",
        confidence=0.05,
        evidence=(CLAIM,),
        suggestions=("How many boats were lost?",),
    )


def test_several_articles_do_not_say() -> None:
    """And where nothing is near and nothing missing, that is all."""
    both = prepare(
        Library((HARBOUR, Article("bridge", Metadata("Bridge"), (Paragraph("bridge", 0, "Bridge", (Span(0, 6),)),))))
    )
    assert format_answer("Why?", NotFound((), (), 0.0), both).text == "The articles do not say."


def test_a_headline_is_told_from_a_paragraph() -> None:
    """It has no number."""
    assert put(quoted("Harbour Reopens")).text.endswith("[harbour, headline]")


@pytest.mark.parametrize("kind", list(Chat))
def test_small_talk_is_met_with_words_and_questions_to_ask(kind: Chat) -> None:
    """Every kind; nothing is claimed of the articles."""
    answer = format_answer("…", Smalltalk(kind), COLLECTION)
    assert answer.outcome is Outcome.CHAT
    assert 0 < len(answer.text) <= LONGEST
    assert (answer.short, answer.evidence) == (None, ())
    assert answer.suggestions == ("How many boats were lost?",)


LONG_WORDS = st.sampled_from(["word ", "w" * 700, "The union ", "x", "é ", "The article", "… ", "\n"])
TEXTS = st.lists(LONG_WORDS, min_size=1, max_size=130).map("".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS, st.builds(Attribution, st.sampled_from(Status), st.none() | TEXTS, st.none() | TEXTS), st.data())
def test_no_text_is_longer_than_the_limit(quote: str, words: str, said: Attribution, data: st.DataObject) -> None:
    """However long the quote, the editor's words, the speaker and the question's words are."""
    wish, card = data.draw(st.sampled_from(Ask)), data.draw(st.booleans())
    paragraph = Paragraph("a" * 50, 1, quote, (Span(0, len(quote)),))
    article = Article("a" * 50, Metadata("A"), (paragraph,))
    evidence = Evidence(article, Quote(paragraph, Span(0, min(600, len(quote)))), said, 1.0)
    shown = carded(evidence, words[:600]) if card else evidence
    collection = prepare(Library((article,)))
    found = format_answer(words, Found((shown, shown), 0.5, wish, (shown,)), collection)
    missed = format_answer(words, NotFound((shown,), (words, quote), 0.0), collection)
    assert 0 < len(found.text) <= LONGEST
    assert 0 < len(missed.text) <= LONGEST
    assert len(found.evidence) + len(found.other_sides) <= MOST_EVIDENCE


CARDS = """\
cards:
  - id: boats-union
    answer: The union claims that 40 boats were lost.
    status: claim
    attributed_to: The union
    evidence: [{quote: The union claimed that 40 boats were lost.}]
    questions: [How many boats were lost?, Were 40 boats lost?, How many boats were lost according to the union?]
    see_also: [boats-insurer]
  - id: boats-insurer
    answer: Nordvakt puts it at 14 boats.
    status: claim
    attributed_to: Nordvakt
    evidence: [{quote: Nordvakt put it at 14 boats.}]
    questions: [How many boats were lost according to Nordvakt?]
"""


@pytest.fixture
def asked(tmp_path: Path) -> Collection:
    """The harbour and its cards, from files."""
    (tmp_path / "harbour.txt").write_text(f"Harbour Reopens\n\n{TEXT}\n", encoding="utf-8")
    (tmp_path / "harbour.cards.yaml").write_text(CARDS, encoding="utf-8")
    return prepare(load_library(tmp_path))


def answered(collection: Collection, text: str) -> Answer:
    return format_answer(text, ask(collection, text), collection)


def test_a_claim_is_answered_with_its_source_and_the_other_side(asked: Collection) -> None:
    """From the question to the words: both figures, each with its speaker."""
    answer = answered(asked, "How many boats were lost?")
    assert answer.outcome is Outcome.ANSWERED
    assert answer.lead == "The union claims that 40 boats were lost."
    assert answer.said == "Claimed by the union; the article does not confirm it."
    assert "40" in (answer.short or "")
    assert [describe_source(side) for side in answer.other_sides] == [
        "Claimed by Nordvakt; the article does not confirm it."
    ]


def test_a_yes_is_never_given_for_a_claim(asked: Collection) -> None:
    """The reader is told whose word it is."""
    answer = answered(asked, "Were 40 boats lost?")
    assert answer.lead == "The article reports a claim by the union; it does not confirm it:"
    assert "The union claims that 40 boats were lost." in answer.text
    assert not answer.text.lower().startswith("yes")


def test_the_short_answer_is_a_slice_of_the_first_quote(asked: Collection) -> None:
    """Verbatim, or nothing."""
    for text in ("How many boats were lost?", "When was the harbour reopened?", "Who reopened the harbour?", "boats"):
        answer = answered(asked, text)
        assert answer.short is None or answer.short in answer.evidence[0].quote.text


def test_a_refusal_suggests_what_can_be_asked_but_not_the_question_itself(asked: Collection) -> None:
    """Nearest first."""
    answer = answered(asked, "Which volcano of Peru erupted beside the boats?")
    assert answer.outcome is Outcome.NOT_FOUND
    assert answer.suggestions[0].startswith("How many boats were lost")
    refused = format_answer("how many boats were lost", NotFound((), (), 0.0), asked)
    assert "How many boats were lost?" not in refused.suggestions
