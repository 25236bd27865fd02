"""What `quoth check` prints and mends, to the letter."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import checking
from bot.checking import report_check
from bot.cli import main
from bot.errors import BotError
from bot.unified_diff import unified_diff
from knowledge import Span, mend_library
from knowledge.marked_edits import Edit, edited

if TYPE_CHECKING:
    from pathlib import Path


def spoil(harbour: Path, *changes: tuple[str, str]) -> Path:
    """Change the card file; return it."""
    cards = harbour / "harbour.cards.yaml"
    text = cards.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    cards.write_text(text, encoding="utf-8")
    return cards


MECHANICAL = ("paragraph: 2", "paragraph: 1"), ('"The fishermen’s union', "\"The fishermen's  union")
REST = ("status: fact", "status: fat")


def test_a_sound_library_is_counted(harbour: Path) -> None:
    """One line, and true."""
    report = report_check(harbour)
    assert report.lines == (f"{harbour}: 1 article, 2 cards, no faults",)
    assert (report.faults, report.warnings) == (0, 0)


def test_every_fault_of_a_library_is_a_line_and_the_summary_the_last(
    harbour: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """File, line, column, what and remedy of each; exit status 1, nothing on stderr."""
    cards = spoil(harbour, REST, ("answer:", "anser:"))
    assert main(["check", "--library", str(harbour)]) == 1
    shown = capsys.readouterr()
    assert shown.err == ""
    assert shown.out.splitlines() == [
        f"{cards}:2:5: the card has no answer; add answer: to it",
        f"{cards}:3:5: unknown key 'anser' in a card; did you mean answer?",
        f"{cards}:4:13: the status 'fat' is none; did you mean fact?",
        f"{cards}:8:5: the card has no answer; add answer: to it",
        f"{cards}:9:5: unknown key 'anser' in a card; did you mean answer?",
        "5 faults in 1 file",
    ]


def test_every_line_has_a_line_and_a_column_but_those_of_the_folder(tmp_path: Path) -> None:
    """A fault of a whole file stands at its beginning: an editor can jump there."""
    (tmp_path / "a.txt").write_text("")
    (tmp_path / "No Name.txt").write_text("A")
    (tmp_path / "b.txt").write_bytes(b"one\ntwo \xff")
    assert report_check(tmp_path).lines == (
        f"{tmp_path}: the article name 'No Name.txt' is not made of a-z, 0-9 and -; rename it to no-name.txt",
        f"{tmp_path}/a.txt:1:1: holds no text; write a headline and paragraphs, or remove the file",
        f"{tmp_path}/b.txt:2:5: byte 0xff is not UTF-8; save the file as UTF-8",
        "3 faults in 3 files",
    )


def test_as_json_each_fault_is_an_object_of_its_own(harbour: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """A line each, UTF-8 whatever the locale; of the folder neither line nor column."""
    cards = spoil(harbour, REST)
    (harbour / "Größe.txt").write_text("A")
    assert main(["check", "--json", "--library", str(harbour)]) == 1
    assert [json.loads(line) for line in capsysbinary.readouterr().out.splitlines()] == [
        {
            "severity": "fault",
            "file": str(harbour),
            "line": None,
            "column": None,
            "what": "the article name 'Größe.txt' is not made of a-z, 0-9 and -",
            "remedy": "rename it to gr-e.txt",
        },
        {
            "severity": "fault",
            "file": str(cards),
            "line": 4,
            "column": 13,
            "what": "the status 'fat' is none",
            "remedy": "did you mean fact?",
        },
    ]


def test_a_sound_library_is_no_line_of_json(harbour: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing to say, and exit status 0."""
    assert main(["check", "--json", "--library", str(harbour)]) == 0
    assert capsys.readouterr().out == ""


def test_a_warning_changes_the_exit_status_with_strict_only(harbour: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says that it is one, after the faults; the summary counts it."""
    article = harbour / "harbour.txt"
    article.write_text(article.read_text(encoding="utf-8") + "\nThe school of Lindesund stays closed until June.\n")
    assert main(["check", "--library", str(harbour)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{article}:7:1: warning: no card covers paragraph 3: 'The school of Lindesund stays closed until June.'; "
        "add a card that quotes it, if readers will ask",
        f"{harbour}: 1 article, 2 cards, no faults, 1 warning",
    ]
    assert main(["check", "--strict", "--library", str(harbour)]) == 1
    assert main(["check", "--strict", "--json", "--library", str(harbour)]) == 1
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["severity"] == "warning"


def test_what_is_mechanical_is_mended_and_the_rest_told(harbour: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was mended comes first, the faults that are left after it; a second run has nothing to mend."""
    cards = spoil(harbour, *MECHANICAL, REST)
    before = cards.read_text(encoding="utf-8")
    assert main(["check", "--fix", "--library", str(harbour)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{cards}:13:17: fixed: the quote is now word for word: "
        "'he fishermen’s union cla' for \"he fishermen's  union cl\"",
        f"{cards}:13:100: fixed: paragraph 1 is now 2",
        f"{cards}:4:13: the status 'fat' is none; did you mean fact?",
        "1 fault in 1 file",
    ]
    after = cards.read_text(encoding="utf-8")
    assert after == before.replace("fishermen's  union", "fishermen’s union").replace(
        "paragraph: 1}\n    questions: [How", "paragraph: 2}\n    questions: [How"
    )
    assert main(["check", "--fix", "--library", str(harbour)]) == 1
    assert "fixed" not in capsys.readouterr().out
    assert cards.read_text(encoding="utf-8") == after


def test_a_dry_run_shows_the_diff_and_writes_nothing(harbour: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit status 1 while there is something to mend."""
    cards = spoil(harbour, *MECHANICAL)
    before = cards.read_bytes()
    assert main(["check", "--fix", "--dry-run", "--library", str(harbour)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == [f"--- {cards}", f"+++ {cards}", "@@ -10,5 +10,5 @@"]
    assert [line[0] for line in lines[3:]] == [" ", " ", " ", "-", "+", " "]
    assert cards.read_bytes() == before
    assert main(["check", "--fix", "--dry-run", "--json", "--library", str(harbour)]) == 1
    assert [json.loads(line)["severity"] for line in capsys.readouterr().out.splitlines()] == ["fixed", "fixed"]
    assert cards.read_bytes() == before
    assert main(["check", "--fix", "--library", str(harbour)]) == 0
    assert main(["check", "--fix", "--dry-run", "--library", str(harbour)]) == 0


def test_a_dry_run_of_nothing_is_a_slip(harbour: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line with the remedy."""
    assert main(["check", "--dry-run", "--library", str(harbour)]) == 2
    assert capsys.readouterr().err == "quoth: --dry-run shows what --fix would do; write --fix --dry-run\n"


def test_a_file_that_its_editor_saved_meanwhile_is_left_alone(harbour: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The newer text stays, and a line says what to do."""
    cards = spoil(harbour, *MECHANICAL)

    def saved_meanwhile(folder: Path) -> object:
        found = mend_library(folder)
        cards.write_text("cards: []", encoding="utf-8")
        return found

    monkeypatch.setattr(checking, "mend_library", saved_meanwhile)
    with pytest.raises(BotError, match="changed meanwhile"):
        checking.fix(harbour)
    assert cards.read_text(encoding="utf-8") == "cards: []"
    assert sorted(path.name for path in harbour.iterdir()) == ["harbour.cards.yaml", "harbour.txt"]


def test_a_mended_file_keeps_its_permissions_and_a_link_to_it(harbour: Path, tmp_path: Path) -> None:
    """The file that the link leads to is mended; no other file is left in the folder."""
    cards = spoil(harbour, *MECHANICAL)
    cards.chmod(0o640)
    elsewhere = tmp_path / "kept.yaml"
    shutil.move(cards, elsewhere)
    cards.symlink_to(elsewhere)
    assert len(checking.fix(harbour)) == 2
    assert cards.is_symlink()
    assert elsewhere.stat().st_mode & 0o777 == 0o640
    assert "paragraph: 2" in elsewhere.read_text(encoding="utf-8")


LINES = st.lists(st.text("ab", max_size=2), min_size=1, max_size=12)


@given(LINES, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 3), st.text("ab\n", max_size=3)), max_size=4))
@settings(max_examples=30)  # a process each
@pytest.mark.skipif(shutil.which("patch") is None, reason="there is no patch to apply a diff with")
def test_patch_makes_of_the_text_what_the_edits_make(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], raw: list[tuple[int, int, str]]
) -> None:
    """Whatever is edited, with or without a line break at the end."""
    text = "\n".join(lines)
    edits: list[Edit] = []
    for start, length, new in sorted(raw):
        at = max(start, edits[-1].span.end + 1 if edits else 0)
        if at + length <= len(text):
            edits.append(Edit(Span(at, at + length), new))
    diff = unified_diff("file", text, edits)
    wished = edited(text, edits)
    if not diff:
        assert wished == text
        return
    folder = tmp_path_factory.mktemp("patch")
    file = folder / "file"
    file.write_text(text)
    arguments = ["patch", "--no-backup-if-mismatch", "-s", "-p0"]
    subprocess.run(
        arguments, input=f"{diff}\n".encode(), cwd=folder, check=True, capture_output=True, env=dict(os.environ)
    )
    assert (file.read_text() if file.exists() else "") == wished
