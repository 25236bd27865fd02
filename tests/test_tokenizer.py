"""Text to tokens and sentences: offsets that lead back to the text, and sentences where a reader would see them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import tokenizer
from knowledge.tokenizer import content_terms, normalise, split_sentences, term_of, tokenize

SIGNS = " .!?…,\n\"“”’')(»-_\u00a0\u00ad\u0301\u200f\x00\x85ﾞﷺ½٣א\U0001f600"
WORDS = ("\n\n", "U.S.", "a.m.", "Mr.", "J.", "1.5", "1,550", "etc.", "No.", "hasn’t", "Kyiv", "kyiv")
PIECES = st.sampled_from((*SIGNS, *WORDS))
HOSTILE = st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join)
examples = settings(max_examples=150, deadline=None)


def words(text: str) -> list[str]:
    return [token.word for token in tokenize(text)]


def terms(text: str) -> list[str]:
    return [token.term for token in tokenize(text)]


def sentences(text: str) -> list[str]:
    return [span.of(text) for span in split_sentences(text)]


@examples
@given(HOSTILE)
def test_tokens_lead_back_to_the_text_in_order(text: str) -> None:
    """Every token is a slice that is not empty, has a word and a term, and begins after the one before."""
    end = 0
    for token in tokenize(text):
        assert end <= token.start < token.end <= len(text)
        assert token.word
        assert token.term
        assert any(character.isalnum() for character in text[token.start : token.end])
        end = token.end


@examples
@given(HOSTILE)
def test_no_letter_or_digit_is_left_out_of_the_tokens(text: str) -> None:
    """What could be matched is matched: outside the tokens stands no letter and no digit."""
    covered = {i for token in tokenize(text) for i in range(token.start, token.end)}
    assert [c for i, c in enumerate(text) if c.isalnum() and i not in covered] == []


@examples
@given(HOSTILE)
def test_sentences_cover_all_words_in_order_and_never_overlap(text: str) -> None:
    """What lies between two sentences is nothing but white space, and no sentence begins or ends with any."""
    end = 0
    for span in split_sentences(text):
        assert end <= span.start < span.end
        assert text[end : span.start].strip() == ""
        assert span.of(text) == span.of(text).strip()
        end = span.end
    assert text[end:].strip() == ""


@examples
@given(HOSTILE)
def test_no_token_is_cut_by_the_end_of_a_sentence(text: str) -> None:
    """The tokens of the sentences together are as many as the tokens of the text."""
    inside = [token for sentence in sentences(text) for token in tokenize(sentence)]
    assert [token.word for token in inside] == words(text)


def test_digits_of_other_forms_are_digits() -> None:
    """Full-width and mathematical digits are compared as what they mean."""
    assert [t.term for t in tokenize("𝟎 and １２")] == ["0", "and", "12"]


@examples
@given(HOSTILE)
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    """The form in which words are compared is a resting place, for all words that a text can have."""
    for token in tokenize(text):
        assert normalise(token.word) == token.word


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. lost 1,550 soldiers.", ["the", "usa", "lost", "1550", "soldiers"]),
        ("US and USA and U.S.A.", ["usa", "and", "usa", "and", "usa"]),
        ("tell us", ["tell", "us"]),
        ("at 5 a.m. in the U.K.", ["at", "5", "am", "in", "the", "uk"]),
        ("Ukraine’s and Ukraine's", ["ukraine", "s", "and", "ukraine", "s"]),
        ("hasn’t hasn't hasnʼt", ["hasn't", "hasn't", "hasn't"]),
        ("mine-clearing cease-fire", ["mine", "clearing", "cease", "fire"]),
        ("1,550 1,5 2.5 3.000,5", ["1550", "1,5", "2.5", "3.000,5"]),
        ("500\u00a0km", ["500", "km"]),
        ("Zürich Łódź İstanbul", ["zurich", "łodz", "istanbul"]),
        ("off\u00aden\u00adsive", ["offensive"]),
        ("snake_case", ["snake_case"]),
        ("5th 24-hour 70km", ["5th", "24", "hour", "70km"]),
        ("…?! “” — ()", []),
        ("", []),
    ],
)
def test_words_are_cut_as_readers_would(text: str, expected: list[str]) -> None:
    """Acronyms, possessives, hyphens, thousands, accents and soft hyphens are read as what they mean."""
    assert words(text) == expected


@pytest.mark.parametrize("word", ["Zürich", "Київ", "Йорк", "Zaporizhžya"])
def test_an_accent_typed_apart_is_the_same_word(word: str) -> None:
    """Some keyboards and files write a letter and its accent as two code points."""
    apart = unicodedata.normalize("NFD", word)
    assert apart != word
    assert words(apart) == words(word)
    assert [apart[t.start : t.end] for t in tokenize(apart)] == [apart]


def test_a_letter_that_decomposes_to_accents_alone_is_still_a_word() -> None:
    """A half-width voicing mark is a letter to Unicode, and nothing once its accents are taken away."""
    assert words("how many ﾞ") == ["how", "many", "ﾞ"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fought", "fight"),
        ("soldiers", "soldier"),
        ("children", "child"),
        ("five", "5"),
        ("1,550", "1550"),
        ("Kursk’s", "kursk"),
        ("ADVANCED", "advancing"),
        ("U.S.", "USA"),
    ],
)
def test_two_forms_of_a_word_are_one_term(one: str, other: str) -> None:
    """Matching sees through inflection, capitals, possessives and the way a number is written."""
    assert terms(one)[0] == terms(other)[0]


@pytest.mark.parametrize(("one", "other"), [("Russia", "Rome"), ("1,550", "1.550"), ("us", "US"), ("15", "50")])
def test_different_words_are_different_terms(one: str, other: str) -> None:
    """What only looks alike stays apart."""
    assert terms(one) != terms(other)


def test_content_terms_leave_out_what_carries_only_grammar() -> None:
    """Question words, articles and auxiliaries are not searched for."""
    assert content_terms(tokenize("Who is the envoy of the U.S.?")) == ("envoy", "usa")


def test_a_term_is_the_stem_of_the_plain_form() -> None:
    """An irregular form is led back before it is stemmed."""
    assert term_of("lost") == term_of("lose") == term_of("losing")


@pytest.mark.parametrize(
    "parts",
    [
        ["Dr. No came at 5 p.m. today.", "He left."],
        ["They met at 5 a.m.", "Nobody spoke."],
        ["The U.S. Army came.", "So did Gen. Smith of the U.K. and J. R. Jones."],
        ["It fell by 2.5 percent.", "Then it rose to 1.500,25."],
        ["He said: “We won.”", "Then he left."],
        ['"Is it so?" he asked.', "No."],
        ["“Stop!” they cried.", "(He did not.)", "Why?"],
        ["Well… perhaps not.", "Perhaps… so it is."],
        ["What?!", "Yes!!!", "Really..."],
        ["Acme Inc. was sold.", "It sold boats, nets, etc.", "Then it closed."],
        ["See No. 5 on p. 3 of vol. 2.", "The answer was no.", "Nobody came."],
        ["It cost approx. 5 euros, i.e. nothing.", "“It is cheap.”", "He paid."],
        ["They lay in the sun.", "Nobody sat.", "Kyiv fell on Mar. 5 and Sun. evening."],
        ["This is plan I.", "It failed."],
        ["The tem\u00adpera\u00adture fell.", "It snowed."],
        ["Sen. Lee (R.-Utah) v. Smith et al. was heard.", "It ended."],
        ["He came on Jan. 20 at noon.", "She came on Sat. evening."],
        ["It works with kursk.ua and node.js too.", "Good."],
        ["Він прийшов.", "Она ушла!", "Кто?"],
    ],
)
def test_sentences_end_where_a_reader_sees_an_end(parts: list[str]) -> None:
    """Abbreviations, initials, decimals, quotation marks, times of day and ellipses are told from a full stop."""
    assert sentences(" ".join(parts)) == parts


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\n", "\t ", "  "])
def test_any_white_space_parts_sentences(space: str) -> None:
    """A non-breaking or thin space after a full stop is a space."""
    assert sentences(f"It rained.{space}It snowed.") == ["It rained.", "It snowed."]


def test_a_blank_line_ends_a_sentence_without_a_full_stop() -> None:
    """A heading inside a text is a sentence of its own."""
    assert sentences("The storm\n\nIt sank 14 boats.") == ["The storm", "It sank 14 boats."]


def test_what_has_no_full_stop_is_one_sentence() -> None:
    """A headline, a single word and nothing but signs are sentences; white space is none."""
    assert sentences("Harbour Reopens; Mayor Pleased") == ["Harbour Reopens; Mayor Pleased"]
    assert sentences("x") == ["x"]
    assert sentences("***") == ["***"]
    assert sentences(" \u00a0\n ") == []


@pytest.mark.parametrize(
    "text",
    ["." * 50_000 + "x", '."' * 25_000 + "x", "a." * 20_000, "1," * 20_000 + "x", "'a" * 20_000, "e\u0301" * 20_000,
     "(" * 50_000, "? " * 25_000, "\n" * 50_000, "a" * 100_000, "\u00ad" * 50_000, "J. " * 20_000],
    ids=lambda text: ascii(text[:2]),
)  # fmt: skip
def test_the_worst_kinds_of_text_are_read_like_any_other(text: str) -> None:
    """A run of signs of any length is gone through once, not once for each of its signs."""
    assert "".join(sentences(text)).replace(" ", "") == "".join(text.split())
    assert all(0 <= t.start < t.end <= len(text) for t in tokenize(text))


@examples
@given(HOSTILE)
def test_what_is_read_piece_by_piece_is_what_is_read_at_once(text: str) -> None:
    """No token has a space or looks beyond one, so that a remembered piece is right wherever it stands."""
    for one in (text, " ".join(text), text.replace(" ", "")):
        assert tokenize(one) == tokenizer._read(one)
