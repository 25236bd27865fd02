"""An answer as Telegram HTML: whole expected messages, and what holds of every message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer import Outcome
from bot.messages import ENGLISH, catalogue, texts_for
from bot.render.markup import MESSAGE_LIMIT, bold, joined, link, shortened, utf16_length, words
from bot.render.telegram_html import answer_message, marked_paragraph, sentence_link, sides_message
from bot.render.telegram_pages import sources_page
from knowledge import Article, Library, Metadata, Paragraph, Span, Status
from tests.bot_api.articles import library, paragraph
from tests.bot_api.html import parse_html

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.answer import Answer
    from knowledge import Evidence


def test_a_whole_answer(evidence: Callable[..., Evidence], answer: Callable[..., Answer]) -> None:
    """Short answer, sentence, who says so, marked paragraph, place, other sides: in this order."""
    other = evidence("40 boats sank.", "40 boats sank.", None, status=Status.CLAIM, source="A union")
    made = answer_message(answer(evidence(), other_sides=(other,), said="Reported by <the police> & fire"), ENGLISH)
    assert made.html == (
        "<b>14 boats</b>\n\n"
        "“The storm sank 14 boats in one night.”\n\n"
        "<i>Reported by &lt;the police&gt; &amp; fire</i>\n\n"
        "<blockquote expandable>Boats sank. <u>The storm sank <b>14 boats</b> in one night.</u>"
        "</blockquote>\n"
        "Harbour Reopens · paragraph 1\n\n"
        "Also said:\n• “40 boats sank.” <i>Claimed by a union; the article does not confirm it.</i>"
    )


def test_who_says_it_is_not_said_twice(evidence: Callable[..., Evidence], answer: Callable[..., Answer]) -> None:
    """Where that is the question, it stands in front and not behind."""
    made = answer_message(answer(evidence(), lead="Claimed by a union.", said="Claimed by a union."), ENGLISH)
    assert made.html.count("Claimed by a union.") == 1


def test_a_card_in_the_words_of_its_quote_is_not_shown_twice(
    evidence: Callable[..., Evidence], answer: Callable[..., Answer]
) -> None:
    """The sentence stands there once, as a quote; above a paragraph of this one sentence it stands as the lead."""
    first = evidence()
    assert answer_message(answer(first, lead=first.quote.text), ENGLISH).html.startswith(
        "<b>14 boats</b>\n\n“The storm sank 14 boats in one night.”\n\n<blockquote"
    )
    alone = evidence(first.quote.text)
    assert answer_message(answer(alone, lead=first.quote.text), ENGLISH).html.startswith(
        "<b>14 boats</b>\n\nThe storm sank 14 boats in one night.\n\n<blockquote"
    )


def test_an_overview_shows_every_quote_with_its_place(
    evidence: Callable[..., Evidence], answer: Callable[..., Answer]
) -> None:
    """What the article says itself needs no speaker; a claim has one."""
    one = evidence("Boats sank.", "Boats sank.", None)
    two = evidence("40 boats sank.", "40 boats sank.", None, status=Status.CLAIM, source="A union")
    made = answer_message(answer(one, two, text="Boats sank. 40 boats sank.", listed=True), ENGLISH)
    assert made.html == (
        "“Boats sank.”\nHarbour Reopens · paragraph 1\n\n"
        "“40 boats sank.” <i>Claimed by a union; the article does not confirm it.</i>\n"
        "Harbour Reopens · paragraph 1"
    )
    missed = answer(one, two, text="Boats sank.", lead="The articles do not say: “Who & what?”.", listed=True)
    assert answer_message(missed, ENGLISH).html.startswith(
        "The articles do not say: “Who &amp; what?”.\n\n“Boats sank.”\nHarbour Reopens"
    )
    long = evidence("😀" * 700, "😀" * 700, None, status=Status.CLAIM, source="x" * 300, title="😀" * 300)
    text = f"{long.quote.text} {long.quote.text}"
    longest = answer(*(long,) * 5, text=text, lead="😀" * 600, listed=True)
    assert len(answer_message(longest, ENGLISH, asked="x" * 900)) <= MESSAGE_LIMIT
    assert len(sides_message(answer(long, other_sides=(long,) * 4), ENGLISH)) <= MESSAGE_LIMIT


def test_a_refusal_is_its_text(evidence: Callable[..., Evidence], answer: Callable[..., Answer]) -> None:
    """The nearest passage is offered by a button, never shown as if it were the answer."""
    made = answer_message(answer(evidence(), outcome=Outcome.NOT_FOUND, text="The articles do not say."), ENGLISH)
    assert made.html == made.text == "The articles do not say."


def test_a_long_paragraph_is_shortened_around_the_quote_at_sentences() -> None:
    """Whole sentences before and after, ellipses where something is left out."""
    text = " ".join(f"Sentence number {n} says little." for n in range(40))
    place = paragraph("a", 1, text)
    quote = place.sentences[20]
    made = marked_paragraph(place, quote, limit=160)
    assert made.text == (
        "… Sentence number 19 says little. Sentence number 20 says little. Sentence number 21 says little. "
        "Sentence number 22 says little. …"
    )
    assert "<u>Sentence number 20 says little.</u>" in made.html


hostile = st.text(alphabet=st.sampled_from("ab .<>&\"'😀é\n\t\x00\u202e-"), max_size=900)


@given(hostile, hostile, st.data())
@settings(max_examples=60, deadline=None)
def test_any_answer_is_whole_markup_within_the_limit(title: str, body: str, data: st.DataObject) -> None:
    """Whatever the texts, Telegram would take the message; what it shows is the very text."""
    text = f"x{body}" * data.draw(st.sampled_from([1, 9]))
    place = Paragraph("a", 1, text, (Span(0, len(text)),))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    made = marked_paragraph(place, Span(start, end), Span(start, min(start + 3, end)), limit=500)
    assert parse_html(made.html)[0] == made.text
    assert len(made) <= 500
    page = sources_page(
        Library((Article("a", Metadata(title or "x", url='https://a.example/"<&'), (place,)),)), ENGLISH
    )
    assert parse_html(page.html)[0] == page.text


def test_the_longest_answer_fits(evidence: Callable[..., Evidence], answer: Callable[..., Answer]) -> None:
    """Every part at its longest, in characters that count twice, stays under 4,096 units."""
    long = "😀" * 600
    first = evidence(f"{long} " * 20, long, long, title=long)
    side = evidence(long, long, None, status=Status.CLAIM, source=long, title=long)
    given_ = answer(first, other_sides=(side,) * 4, said=long, lead=long)
    made = answer_message(given_, ENGLISH, asked=long)
    assert len(made) <= MESSAGE_LIMIT
    assert parse_html(made.html)[0] == made.text
    refusal = answer_message(answer(outcome=Outcome.NOT_FOUND, text=long * 9), ENGLISH, asked=long)
    assert len(refusal) <= MESSAGE_LIMIT


def test_an_excerpt_is_a_slice_of_the_paragraph() -> None:
    """Between its ellipses stands the article's own text, letter for letter."""
    place = library().articles[1].paragraphs[2]
    for limit in range(20, len(place.text) + 10, 7):
        shown = marked_paragraph(place, place.sentences[-1], limit=limit).text
        assert shown.removeprefix("… ").removesuffix(" …") in place.text
        assert utf16_length(shown) <= limit


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [("one two", 7, "one two"), ("one two three", 9, "one two…"), ("😀😀😀", 5, "😀😀…"), ("abcdef", 3, "ab…")],
)
def test_shortening_cuts_between_words_and_never_inside_a_character(text: str, limit: int, expected: str) -> None:
    """The ellipsis is counted in."""
    assert shortened(text, limit) == expected


def test_marks_of_nothing_are_nothing() -> None:
    """Telegram drops empty entities; none are written."""
    assert joined("\n\n", (bold(""), link("", "https://a.example"), words("a"))).html == "a"


def test_a_text_fragment_names_both_ends_of_a_long_sentence() -> None:
    """Commas and hyphens have a meaning in a fragment and are encoded."""
    assert (
        sentence_link("https://a.example/x", "One, two-three.") == "https://a.example/x#:~:text=One%2C%20two%2Dthree."
    )
    assert (
        sentence_link("https://a.example/x#top", "a b c d e f g h i j")
        == "https://a.example/x#top:~:text=a%20b%20c%20d,g%20h%20i%20j"
    )


def test_every_language_keeps_to_telegrams_limits() -> None:
    """Descriptions, commands, toasts and placeholders are as short as Telegram asks."""
    for texts in catalogue().values():
        assert len(texts.description) <= 512
        assert len(texts.short_description) <= 120
        assert all(len(text) <= 256 for text in texts.commands.values())
        assert len(texts.why_placeholder) <= 64
        for name in ("gone_answer", "gone_source", "gone_question", "unknown_button", "articles_admins", "thanks_down"):
            assert utf16_length(getattr(texts, name)) <= 200


def test_an_unknown_language_is_english() -> None:
    """Whatever code Telegram reports."""
    assert texts_for("", None, "zz-ZZ", "en_GB") is ENGLISH
