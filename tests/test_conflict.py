"""Two figures for one thing are shown side by side, each with its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge import Found, ask, load_library, prepare

if TYPE_CHECKING:
    from pathlib import Path

STORM = """Storm Kills Dozens on the Coast
The storm reached the coast on Monday. The interior ministry said that 42 people were killed in the storm.
Local doctors disputed this. The hospital of Porto said that 61 people were killed in the storm.
"""


def asked(folder: Path, question: str) -> Found:
    (folder / "storm.txt").write_text(STORM, encoding="utf-8")
    reading = ask(prepare(load_library(folder)), question)
    assert isinstance(reading, Found)
    return reading


def test_another_figure_for_the_same_thing_is_shown_with_its_source(tmp_path: Path) -> None:
    """Which of the two is right is not ours to say."""
    found = asked(tmp_path, "How many people were killed in the storm?")
    both = {(e.quote.paragraph.number, e.attribution.source) for e in (found.evidence[0], *found.other_sides)}
    assert both == {(1, "The interior ministry"), (2, "The hospital of Porto")}


def test_what_nobody_disputes_has_no_other_side(tmp_path: Path) -> None:
    """A sentence about something else is no other side."""
    assert asked(tmp_path, "When did the storm reach the coast?").other_sides == ()
