"""Where a quote stands, or what it differs in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.quotation import Misquote, QuoteFinder, cuts_word
from knowledge.tokenizer import split_sentences
from knowledge.types import Article, Metadata, Paragraph, Quote, Span

TEXTS = (
    "Harbour reopens",
    "The mayor’s boat “Astrid” sank. Over 1,550 people watched it sink.",
    "The union lost 40 boats.\nThe boat was raised in May.",
)


def article(*texts: str) -> Article:
    paragraphs = tuple(Paragraph("harbour", n, text, split_sentences(text)) for n, text in enumerate(texts))
    return Article("harbour", Metadata(texts[0]), paragraphs)


ARTICLE = article(*TEXTS)
FINDER = QuoteFinder(ARTICLE)


def test_a_quote_is_found_in_the_paragraph_that_is_named() -> None:
    assert FINDER.find("The union lost 40 boats.", 2) == Quote(ARTICLE.paragraphs[2], Span(0, 24))


def test_a_quote_without_a_paragraph_is_found_where_it_is_the_only_one() -> None:
    assert FINDER.find("Over 1,550 people", None) == Quote(ARTICLE.paragraphs[1], Span(32, 49))


def test_a_headline_can_be_quoted() -> None:
    assert FINDER.find("Harbour reopens", 0) == Quote(ARTICLE.paragraphs[0], Span(0, 15))


@pytest.mark.parametrize(
    ("words", "number", "what", "remedy"),
    [
        (
            "The union lost 40 boats.",
            1,
            "the quote is not in paragraph 1",
            "it stands in paragraph 2: write paragraph: 2",
        ),
        (
            "The union lost 40 boats.",
            7,
            "there is no paragraph 7: the article has paragraphs 0 to 2",
            "it stands in paragraph 2: write paragraph: 2",
        ),
        ("boat", None, "the quote stands in paragraph 1 and in paragraph 2", "say which: paragraph: 1"),
        (
            "The mayor's boat",
            1,
            "the quote is not word for word: its character 10 is ' (apostrophe), "
            "paragraph 1 has ’ (right single quotation mark)",
            "copy it from the article, which writes 'The mayor’s boat'",
        ),
        (
            "40 boats. The boat",
            None,
            "the quote is not word for word: its character 10 is a space, paragraph 2 has a line break",
            "copy it from the article, which writes '40 boats.\\nThe boat'",
        ),
        ("550 people", None, "the quote begins or ends within a word of paragraph 1", "quote whole words"),
        ("550 people", 1, "the quote begins or ends within a word of paragraph 1", "quote whole words"),
        (
            "Over 1,560 people watched it sink",
            1,
            "the quote is not in the article",
            "copy it from the article; the nearest is paragraph 1: 'Over 1,550 people watched it sink.'",
        ),
        ("Nothing alike", None, "the quote is not in the article", "copy one from the article"),
        ("", None, "the quote is empty or holds a NUL", "copy it from the article"),
        ("sink.\0The union", None, "the quote is empty or holds a NUL", "copy it from the article"),
        (
            "x" * 601,
            None,
            "the quote is 601 characters long, more than 600",
            "quote the one sentence that matters",
        ),
    ],
)
def test_a_misquote_says_what_is_wrong_and_what_to_do(words: str, number: int | None, what: str, remedy: str) -> None:
    assert FINDER.find(words, number) == Misquote(what, remedy)


def test_a_quote_that_stands_twice_in_its_paragraph_needs_more_words_unless_the_paragraph_is_named() -> None:
    finder = QuoteFinder(article("H", "No boat, no harbour. No boat, no mayor."))
    assert finder.find("No boat", None) == Misquote(
        "the quote stands twice in paragraph 1", "quote more of the sentence"
    )
    assert finder.find("No boat", 1) == Quote(finder.paragraphs[1], Span(0, 7))


@pytest.mark.parametrize(
    ("text", "at", "cut"),
    [
        ("boats", 4, True),
        ("boats ", 5, False),
        ("1,550", 1, True),
        ("1,550", 2, True),
        ("in 2024, 40", 7, False),
        ("20th", 2, True),
        ("мэра", 2, True),
        ("市長は", 1, False),
        ("mayor’s", 5, False),
        ("boat", 0, False),
        ("boat", 4, False),
    ],
)
def test_a_cut_within_a_word_or_number_is_seen(text: str, at: int, cut: bool) -> None:
    assert cuts_word(text, at) is cut


words = st.text(alphabet=" aAbß'’\"“-–\u00ad\u00a0İ1,.\n", max_size=40)


@given(st.lists(words, min_size=1, max_size=4), words, st.none() | st.integers(0, 5))
def test_whatever_is_asked_for_is_found_to_the_letter_or_refused(
    texts: list[str], wanted: str, number: int | None
) -> None:
    found = QuoteFinder(article(*texts)).find(wanted, number)
    if isinstance(found, Quote):
        assert found.text == wanted
        assert number in {None, found.paragraph.number}
    else:
        assert "\n" not in found.what + found.remedy


@given(st.lists(words, min_size=1, max_size=4), st.data())
def test_every_run_of_whole_words_is_found_in_its_paragraph(texts: list[str], data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(texts) - 1))
    text = texts[number]
    cuts = [at for at in range(len(text) + 1) if not cuts_word(text, at)]
    start = data.draw(st.sampled_from(cuts))
    end = data.draw(st.sampled_from([at for at in cuts if at >= start]))
    found = QuoteFinder(article(*texts)).find(text[start:end], number)
    assert isinstance(found, Quote) is (end > start)
