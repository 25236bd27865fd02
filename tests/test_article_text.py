"""From text to headline and paragraphs."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.article_text import ArticleText, front_matter, read_markdown, read_plain

SEEDS = Path(__file__).parent.parent / "seeds"


def plain(text: str) -> tuple[str, ...]:
    """Return headline and paragraphs in one tuple."""
    words = read_plain(text)
    assert words is not None
    return (words.headline, *words.paragraphs)


def markdown(text: str, title: str | None = None) -> tuple[str, ...]:
    """Return headline and paragraphs in one tuple."""
    words = read_markdown(text, 0, title)
    assert words is not None
    return (words.headline, *words.paragraphs)


def test_first_line_is_the_headline_and_each_further_line_a_paragraph() -> None:
    assert plain("War ends\nPeace came.\nPeople sang.") == ("War ends", "Peace came.", "People sang.")


def test_blank_lines_count_for_nothing_where_nothing_is_wrapped() -> None:
    assert plain("\n \nWar ends\n\n\nPeace came.\n\t\nPeople sang.\n\n") == ("War ends", "Peace came.", "People sang.")


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_lines_end_as_in_every_editor(line_end: str) -> None:
    assert plain(line_end.join(["War ends", "", "Peace came."])) == ("War ends", "Peace came.")


@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\x85", "\u2028", "\x1e"])
def test_no_other_sign_ends_a_line(sign: str) -> None:
    assert plain(f"War ends\nPeace{sign}came.") == ("War ends", f"Peace{sign}came.")


def test_outer_spaces_and_byte_order_marks_go_and_the_rest_stays_to_the_letter() -> None:
    text = "\ufeff War ends \n\u00a0“Peace”\u00ad\u00a0came—at  last.\u00a0\ufeff\n"
    assert plain(text) == ("War ends", "“Peace”\u00ad\u00a0came—at  last.")


def test_a_text_without_words_is_no_article() -> None:
    assert read_plain("\ufeff \n\r\n\t\n") is None
    assert read_markdown("---\n***\n", 0, None) is None


WRAPPED = """\
War ends

The two countries signed the peace on Monday in the old town hall of
Lindesund, after eleven weeks of talks that had nearly failed on two
days. The mayor wept.

People sang in the streets. The harbour was lit until the morning. No
ship left it.
"""


def test_a_hard_wrapped_block_is_one_paragraph_with_its_line_breaks() -> None:
    assert plain(WRAPPED) == (
        "War ends",
        "The two countries signed the peace on Monday in the old town hall of\n"
        "Lindesund, after eleven weeks of talks that had nearly failed on two\n"
        "days. The mayor wept.",
        "People sang in the streets. The harbour was lit until the morning. No\nship left it.",
    )


def test_a_short_wrapped_block_whose_line_ends_a_sentence_is_told_by_the_margin_of_the_others() -> None:
    short = "The harbour was lit, and all the bells rang until it was morning.\nNightingales sang.\n"
    assert plain(WRAPPED + "\n" + short)[-1] == short.rstrip()


@pytest.mark.parametrize("width", [50, 60, 72, 80, 100])
def test_the_shipped_article_wrapped_at_any_margin_keeps_its_six_paragraphs(width: int) -> None:
    lines = (SEEDS / "kursk-offensive.txt").read_text("utf-8").splitlines()
    wrapped = [textwrap.fill(line, width, break_on_hyphens=False) for line in lines[1:]]
    assert plain("\n\n".join([lines[0], *wrapped])) == (lines[0], *wrapped)


def test_short_paragraphs_that_end_their_sentences_are_not_taken_for_a_wrapped_block() -> None:
    lines = (
        "The two countries signed the peace on Monday in the town hall.",
        "Eleven weeks of talks had nearly failed on two of the days.",
        "The mayor wept, and people sang in the streets of the harbour.",
    )
    assert plain("War ends\n\n" + "\n".join(lines)) == ("War ends", *lines)


def test_long_lines_without_blank_lines_are_paragraphs_of_their_own() -> None:
    lines = tuple(f"{word} " * 30 + "and no full stop" for word in ("Peace", "War"))
    assert plain("Headline\n" + "\n".join(lines)) == ("Headline", *lines)


def test_a_list_of_short_lines_is_not_a_wrapped_block() -> None:
    assert plain("Ships\n\nthe Astrid\nthe Falk\nthe Nordvakt") == ("Ships", "the Astrid", "the Falk", "the Nordvakt")


def test_markdown_headline_is_its_first_heading_and_deeper_ones_are_paragraphs() -> None:
    text = "# War ends #\n\nPeace came.\n\n## Songs\nPeople *sang*.\n"
    assert markdown(text) == ("War ends", "Peace came.", "Songs", "People *sang*.")


def test_markdown_rules_and_underlines_are_dropped() -> None:
    assert markdown("War ends\n========\n\nPeace came.\n\n* * *\n\nPeople sang.\n-----\n") == (
        "War ends",
        "Peace came.",
        "People sang.",
    )


def test_the_front_matters_title_is_the_headline_where_no_heading_is() -> None:
    assert markdown("Peace came.", "War ends") == ("War ends", "Peace came.")
    assert markdown("War ends\nPeace came.", "War ends") == ("War ends", "Peace came.")
    assert markdown("# It is over\nPeace came.", "War ends") == ("It is over", "Peace came.")


def test_a_hash_without_a_space_is_no_heading() -> None:
    assert markdown("War ends\n#peace was everywhere.") == ("War ends", "#peace was everywhere.")


def test_front_matter_stands_between_its_two_lines() -> None:
    text = "\ufeff---\r\ntitle: War\r\n---\r\n# War ends"
    front = front_matter(text)
    assert front is not None
    assert front.yaml.of(text) == "title: War\r\n"
    assert text[front.body :] == "# War ends"


def test_front_matter_may_be_empty_or_lack_its_end_or_be_absent() -> None:
    empty, unclosed = front_matter("---\n---\nWar"), front_matter("---\ntitle: War\n")
    assert empty is not None
    assert (empty.yaml.start, empty.yaml.end, empty.body) == (4, 4, 8)
    assert unclosed is not None
    assert not unclosed.closed
    assert front_matter("War\n---\n") is None
    assert front_matter("--- War\n") is None


lines = st.text(alphabet=st.sampled_from("aB. #-=\n\r\t\ufeff\u00a0\u2028’…") | st.characters(), max_size=300)


def verbatim(text: str, words: ArticleText | None) -> bool:
    return words is None or all(part in text and part.strip() for part in (words.headline, *words.paragraphs))


@given(lines)
def test_every_paragraph_is_a_verbatim_slice_and_none_is_empty(text: str) -> None:
    assert verbatim(text, read_plain(text))
    assert verbatim(text, read_markdown(text, 0, None))


@given(lines)
def test_no_letter_of_a_plain_text_is_lost(text: str) -> None:
    words = read_plain(text)
    kept = "".join((words.headline, *words.paragraphs)) if words else ""
    assert [c for c in kept if not c.isspace() and c != "\ufeff"] == [
        c for c in text if not c.isspace() and c != "\ufeff"
    ]
