"""What reaches a terminal is safe, within the width, and coloured only where that is wanted."""

from __future__ import annotations

import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render.screen import Look, Style, look_of, safe, set_lines, width_of, wrap
from knowledge import Span


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "environ", "colour"),
    [
        (Terminal(), {}, True),
        (Terminal(), {"TERM": "xterm"}, True),
        (Terminal(), {"TERM": "dumb"}, False),
        (Terminal(), {"NO_COLOR": "1"}, False),
        (Terminal(), {"NO_COLOR": ""}, True),
        (Terminal(), {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        (io.StringIO(), {}, False),
        (io.StringIO(), {"FORCE_COLOR": "1"}, True),
        (io.StringIO(), {"FORCE_COLOR": "1", "TERM": "dumb"}, True),
    ],
)
def test_colour_follows_the_terminal_unless_the_environment_says_otherwise(
    stream: io.StringIO, environ: dict[str, str], colour: bool
) -> None:
    """NO_COLOR before FORCE_COLOR before TERM=dumb before what the stream is; empty counts as unset."""
    assert look_of(stream, environ).colour is colour


@pytest.mark.parametrize(
    ("environ", "width"),
    [
        ({}, None),
        ({"COLUMNS": "60"}, 60),
        ({"COLUMNS": "500"}, 100),
        ({"COLUMNS": "3"}, 20),
        ({"COLUMNS": "wide"}, None),
    ],
)
def test_a_pipe_is_not_wrapped_unless_columns_are_given(environ: dict[str, str], width: int | None) -> None:
    """COLUMNS holds for a pipe too, within bounds; what is no number is passed over."""
    assert look_of(io.StringIO(), environ).width == width


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("\x1b]0;title\x07", "␛]0;title␇"),
        ("a\rb\nc\td", "a b c d"),
        ("one\x9b31mtwo", "one\ufffd31mtwo"),
        ("abc\u202edef", "abc\ufffddef"),
        ("co\u00adop\u200b", "coop"),
        ("\ud800", "\ufffd"),
        ("a\u00a0b", "a b"),
        ("Київ “北京” ’", "Київ “北京” ’"),
    ],
)
def test_nothing_that_steers_a_terminal_is_shown_raw(raw: str, shown: str) -> None:
    """Escapes, C1 controls, direction marks and lone surrogates become visible; harmless unseen ones vanish."""
    assert safe(raw) == shown


@given(st.text(st.characters()))
def test_no_text_whatever_leaves_a_control_character(text: str) -> None:
    """Whatever an article holds, no control character, surrogate or direction mark passes."""
    assert not [ch for ch in safe(text) if unicodedata.category(ch) in {"Cc", "Cs"} or ch in "\u202a\u202b\u202e\u2066"]


@pytest.mark.parametrize(
    ("text", "width"),
    [("abc", 3), ("北京", 4), ("e\u0301", 1), ("a\u00adb", 2), ("\x1b", 1), ("“”", 2), ("😀", 2), ("Київ", 4), ("", 0)],
)
def test_width_counts_columns_and_not_characters(text: str, width: int) -> None:
    """Wide characters take two columns, combining marks and unseen characters none."""
    assert width_of(text) == width


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("aaa bbb ccc", None, ["aaa bbb ccc"]),
        ("aaa bbb ccc", 7, ["aaa bbb", "ccc"]),
        ("aaa  bbb", 4, ["aaa", "bbb"]),
        ("abcdefghij kl", 4, ["abcd", "efgh", "ij", "kl"]),
        ("北京北京北京", 5, ["北京", "北京", "北京"]),
        ("北", 1, ["北"]),
        ("", 5, [""]),
    ],
)
def test_lines_break_at_spaces_where_they_can(text: str, width: int | None, lines: list[str]) -> None:
    """Words that are too long break anywhere; no character is cut in two."""
    assert [line.of(text) for line in wrap(text, width)] == lines


@given(st.text("ab 北e\u0301\x1b", max_size=60), st.integers(2, 12))
def test_wrapping_loses_nothing_but_spaces_and_keeps_the_width(text: str, width: int) -> None:
    """Every line fits, and together they are the text without its breaking spaces."""
    lines = [line.of(text) for line in wrap(text, width)]
    assert all(width_of(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_mark_that_breaks_over_lines_is_set_on_each() -> None:
    """Each line opens and closes its own styles, so an indent is never bold."""
    look = Look(colour=True, width=8)
    lines = set_lines("one two three", look, indent="  ", marks=[(Span(4, 13), Style.BOLD)])
    assert lines == ["  one", "  \x1b[1mtwo\x1b[0m", "  \x1b[1mthree\x1b[0m"]


def test_without_colour_there_is_no_escape_at_all() -> None:
    """Marks and styles leave no trace where colour is off."""
    assert set_lines("one two", Look(), style=Style.DIM, marks=[(Span(0, 3), Style.BOLD)]) == ["one two"]
