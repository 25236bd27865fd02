"""What `quoth check` prints, to the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cli import main
from bot.reports import report_check

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_sound_library_is_counted(harbour: Path) -> None:
    """One line, and true."""
    assert report_check(harbour) == (f"{harbour}: 1 article, 2 cards, no faults", True)


def test_every_fault_of_a_library_is_a_line_and_the_summary_the_last(
    harbour: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """File, line, what and remedy of each; exit status 1, nothing on stderr."""
    cards = harbour / "harbour.cards.yaml"
    text = cards.read_text(encoding="utf-8").replace("status: fact", "status: fat").replace("answer:", "anser:")
    cards.write_text(text, encoding="utf-8")
    assert main(["check", "--library", str(harbour)]) == 1
    shown = capsys.readouterr()
    *lines, summary = shown.out.splitlines()
    assert shown.err == ""
    assert len(lines) >= 3
    assert [line for line in lines if not line.startswith(f"{cards}:") or "; " not in line] == []
    assert summary == f"{len(lines)} faults in 1 file"
