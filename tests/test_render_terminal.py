"""An answer in a terminal: whole outputs, hostile texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answer import Answer, Outcome
from bot.render.screen import Look, width_of
from bot.render.terminal import render_choices, render_source, render_terminal
from bot.saying import describe_source
from knowledge import Evidence, Status

if TYPE_CHECKING:
    from collections.abc import Callable

COLOUR = Look(colour=True)


def test_a_plain_answer_has_the_short_answer_first_and_the_source_last(
    answer: Callable[..., Answer], evidence: Callable[..., Evidence]
) -> None:
    """Without colour the emphasis is the place: the short answer stands alone on the first line."""
    assert render_terminal(answer(evidence(), said="Claimed by the union.", suggestions=("Who is Falk?",))) == (
        "14 boats\n"
        "  “The storm sank 14 boats in one night.”\n"
        "  Claimed by the union.\n"
        "  harbour, paragraph 1 · Harbour Reopens\n"
        "\n"
        "You can ask:\n"
        "  1  Who is Falk?"
    )


def test_with_colour_the_short_answer_is_bold_in_its_sentence_and_the_source_dim(
    answer: Callable[..., Answer], evidence: Callable[..., Evidence]
) -> None:
    """Bold where the answer stands, dim where it comes from."""
    assert render_terminal(answer(evidence()), COLOUR) == (
        "\x1b[1m14 boats\x1b[0m\n"
        "  “The storm sank \x1b[1m14 boats\x1b[0m in one night.”\n"
        "  \x1b[2mharbour, paragraph 1 · Harbour Reopens\x1b[0m"
    )


def test_a_lead_that_holds_the_short_answer_takes_its_place(
    answer: Callable[..., Answer], evidence: Callable[..., Evidence]
) -> None:
    """The same words are not printed twice above the quote."""
    lines = render_terminal(answer(evidence(), lead="The storm sank 14 boats."), COLOUR).split("\n")
    assert lines[0] == "The storm sank \x1b[1m14 boats\x1b[0m."
    lines = render_terminal(answer(evidence(), lead="The article says:")).split("\n")
    assert lines[:2] == ["14 boats", "The article says:"]


def test_the_other_side_is_quoted_with_its_own_speaker_and_source(
    answer: Callable[..., Answer], evidence: Callable[..., Evidence]
) -> None:
    """What others say follows under a heading of its own."""
    other = evidence("The union says 40.", "The union says 40.", "40", status=Status.CLAIM, source="the union")
    blocks = render_terminal(answer(evidence(), other_sides=(other,))).split("\n\n")
    assert blocks[1] == (
        f"Also said:\n  “The union says 40.”\n  {describe_source(other)}\n  harbour, paragraph 1 · Harbour Reopens"
    )


def test_a_refusal_is_its_text_and_what_can_be_asked_instead(
    answer: Callable[..., Answer], evidence: Callable[..., Evidence]
) -> None:
    """The nearest passage never looks like an answer: it is quoted in the text as such, or not at all."""
    refused = answer(
        evidence(short=None), outcome=Outcome.NOT_FOUND, text="The article does not say.", suggestions=("Who is Falk?",)
    )
    assert render_terminal(refused, COLOUR) == "The article does not say.\n\nYou can ask:\n  1  Who is Falk?"


def test_an_overview_shows_every_quote_with_its_source(
    answer: Callable[..., Answer], evidence: Callable[..., Evidence]
) -> None:
    """Several quotes side by side, each with its place, and with its speaker where it is not the article itself."""
    text = "The storm sank 14 boats. The union says 40."
    one = evidence(text, "The storm sank 14 boats.", None)
    two = evidence(text, "The union says 40.", None, status=Status.CLAIM, source="the union")
    assert render_terminal(answer(one, two, text=f"{text} The article says so.", listed=True)) == (
        "  “The storm sank 14 boats.”\n"
        "  harbour, paragraph 1 · Harbour Reopens\n"
        "  “The union says 40.”\n"
        f"  {describe_source(two)}\n"
        "  harbour, paragraph 1 · Harbour Reopens"
    )
    missed = answer(one, two, text=text, lead="The articles do not say: “Who?”.", listed=True)
    assert render_terminal(missed).startswith("The articles do not say: “Who?”.\n  “The storm sank 14 boats.”\n")
    assert "40" not in render_terminal(answer(one, two, text="The storm sank 14 boats. The article says so."))


def test_a_card_in_the_words_of_its_quote_is_not_shown_twice(
    answer: Callable[..., Answer], evidence: Callable[..., Evidence]
) -> None:
    """The short answer stands over the quote instead."""
    first = evidence()
    lines = render_terminal(answer(first, lead=first.quote.text)).split("\n")
    assert lines[:2] == ["14 boats", "  “The storm sank 14 boats in one night.”"]


def test_who_says_it_is_not_said_twice(answer: Callable[..., Answer], evidence: Callable[..., Evidence]) -> None:
    """Where that is the question, it stands in front and not behind."""
    said = "Claimed by the union."
    lines = render_terminal(answer(evidence(short=None), lead=said, said=said)).split("\n")
    assert lines == [said, "  “The storm sank 14 boats in one night.”", "  harbour, paragraph 1 · Harbour Reopens"]


def test_small_talk_is_the_text_and_what_can_be_asked(answer: Callable[..., Answer]) -> None:
    """A greeting has neither quote nor source."""
    assert render_terminal(answer(outcome=Outcome.CHAT, text="Hello!\nAsk me.", suggestions=("Who?", "When?"))) == (
        "Hello!\nAsk me.\n\nYou can ask:\n  1  Who?\n  2  When?"
    )


def test_an_article_cannot_steer_the_terminal(answer: Callable[..., Answer], evidence: Callable[..., Evidence]) -> None:
    """Escapes and newlines in a quote, a title, a suggestion or a text stay on their line and lose their power."""
    evil = "\x1b[2J\x1b]0;x\x07 sank\r\nquoth: 14"
    hostile = evidence(evil, evil, "14", title=evil)
    for outcome in Outcome:
        shown = render_terminal(
            answer(hostile, outcome=outcome, text=evil, lead=evil, said=evil, suggestions=(evil,)), COLOUR
        )
        ours = shown.replace("\x1b[1m", "").replace("\x1b[2m", "").replace("\x1b[0m", "")
        assert "\x1b" not in ours
        assert "\x07" not in ours
        assert "\r" not in ours
    quoted = render_terminal(answer(hostile))
    assert not [line for line in quoted.split("\n") if line.startswith("quoth:")]


def test_lines_keep_to_the_width_of_the_terminal(
    answer: Callable[..., Answer], evidence: Callable[..., Evidence]
) -> None:
    """Wide characters count twice; the title gives way before the place does."""
    text = "北京的风暴一夜之间摧毁了十四艘渔船，港口已经重新开放。" * 3
    shown = render_terminal(
        answer(evidence(text, text, "十四艘", title=text), said=text, suggestions=(text,)), Look(width=40)
    )
    assert max(width_of(line) for line in shown.split("\n")) <= 40
    assert "  harbour, paragraph 1 · 北京的风暴" in shown
    assert "…" in shown


def test_choices_are_numbered_and_aligned() -> None:
    """Ten choices and more keep their texts in one column; longer ones hang."""
    lines = render_choices("Ask:", [f"question {n}" for n in range(1, 11)])
    assert lines[1] == "   1  question 1"
    assert lines[10] == "  10  question 10"
    assert render_choices("Ask:", ["one two three four five"], Look(width=20)) == [
        "Ask:",
        "  1  one two three",
        "     four five",
    ]
    assert render_choices("Ask:", []) == []


def test_the_source_is_the_whole_paragraph_with_the_quote_marked(evidence: Callable[..., Evidence]) -> None:
    """Bold with colour, between pointed marks without."""
    assert render_source(evidence()) == (
        "  Boats sank. »The storm sank 14 boats in one night.«\n  harbour, paragraph 1 · Harbour Reopens"
    )
    assert render_source(evidence(), COLOUR).split("\n")[0] == (
        "  Boats sank. \x1b[1mThe storm sank 14 boats in one night.\x1b[0m"
    )
