"""The site's folder: whole or not at all, nobody else's files touched, nothing stale left."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.commands.site import progress_on
from bot.errors import BotError
from bot.site import folder as folder_room
from bot.site.folder import MARKER, check_target, write_folder

if TYPE_CHECKING:
    from tests.conftest import Quoth

PAGES = {"index.html": b"one", "a.html": b"two"}


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name != MARKER}


def refused(folder: Path) -> str:
    with pytest.raises(BotError) as caught:
        write_folder(folder, PAGES)
    (line,) = caught.value.lines
    return line


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder to be, in a folder of its own."""
    (tmp_path / "www").mkdir()
    return tmp_path / "www" / "site"


def test_a_new_folder_holds_the_pages_and_can_be_read_by_a_server(out: Path) -> None:
    """With the rights of any folder; nothing is left beside it."""
    write_folder(out, PAGES)
    assert held(out) == PAGES
    assert list(out.parent.iterdir()) == [out]
    (out.parent / "like").mkdir()
    assert out.stat().st_mode == (out.parent / "like").stat().st_mode


def test_writing_again_takes_away_what_is_stale_and_keeps_what_others_put_there(out: Path) -> None:
    """A page whose article is gone goes; a folder like `.git` and a file like CNAME stay."""
    write_folder(out, {**PAGES, "gone.html": b"old"})
    (out / "CNAME").write_bytes(b"read.example")
    (out / ".git").mkdir()
    (out / ".git" / "HEAD").write_bytes(b"main")
    write_folder(out, {"index.html": b"new"})
    assert held(out) == {"index.html": b"new", "CNAME": b"read.example"}
    assert (out / ".git" / "HEAD").read_bytes() == b"main"
    assert list(out.parent.iterdir()) == [out]


def test_the_same_site_twice_is_the_same_folder(out: Path) -> None:
    """The list of what was written too."""
    write_folder(out, PAGES)
    before = (out / MARKER).read_bytes()
    write_folder(out, PAGES)
    assert (out / MARKER).read_bytes() == before
    assert json.loads(before)["files"] == ["a.html", "index.html"]


def test_a_folder_that_is_no_site_of_ours_is_left_alone(out: Path) -> None:
    """It says what is wrong and what to do; an empty one is nobody's loss."""
    out.mkdir()
    (out / "thesis.txt").write_bytes(b"years of work")
    assert refused(out) == (
        f"{str(out)!r} is not empty and no site that quoth wrote (it has no {MARKER}); name another folder"
    )
    assert held(out) == {"thesis.txt": b"years of work"}
    (out / "thesis.txt").unlink()
    write_folder(out, PAGES)
    assert held(out) == PAGES


def test_somebody_elses_file_of_a_pages_name_is_not_overwritten(out: Path) -> None:
    """Though the folder is a site of ours."""
    write_folder(out, {"index.html": b"one"})
    (out / "a.html").write_bytes(b"by hand")
    assert refused(out) == f"{str(out / 'a.html')!r} is not from quoth site and would be overwritten; move it away"
    assert held(out) == {"index.html": b"one", "a.html": b"by hand"}


@pytest.mark.parametrize("marker", [b"", b"[]", b"{}", b'{"files": 1}', b"\xff"])
def test_a_damaged_list_is_one_line(out: Path, marker: bytes) -> None:
    """What was written there cannot be told from what was not: nothing is replaced."""
    out.mkdir()
    (out / MARKER).write_bytes(marker)
    assert refused(out) == f"{str(out / MARKER)!r} is damaged; remove the folder, or name another one"


def test_a_file_in_the_place_of_the_folder_is_one_line(out: Path) -> None:
    """It stays."""
    out.write_bytes(b"a file")
    assert refused(out) == f"{str(out)!r} is a file; name a folder for the site"


def test_a_missing_home_is_named_before_any_work(tmp_path: Path) -> None:
    """So that nobody waits for pages that cannot be written."""
    with pytest.raises(BotError, match=r"no folder .*nowhere.* to write the site into; make it, or name another place"):
        check_target(tmp_path / "nowhere" / "site")


def test_the_folder_in_which_one_is_cannot_be_swapped(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shell would be left in a folder that is gone."""
    out.mkdir()
    monkeypatch.chdir(out)
    with pytest.raises(BotError, match="is where you are"):
        check_target(Path())


def test_a_link_to_the_site_stays_a_link(out: Path) -> None:
    """What it leads to is replaced."""
    write_folder(out, PAGES)
    link = out.parent / "current"
    link.symlink_to(out)
    write_folder(link, {"index.html": b"new"})
    assert link.is_symlink()
    assert held(out) == {"index.html": b"new"}


@pytest.mark.parametrize("rename", [1, 2, 3])
def test_where_folders_cannot_be_exchanged_they_are_renamed(
    out: Path, monkeypatch: pytest.MonkeyPatch, rename: int
) -> None:
    """A fault at any rename leaves a whole site, and nothing beside it; what others put there is never lost."""
    write_folder(out, PAGES)
    (out / "CNAME").write_bytes(b"read.example")
    monkeypatch.setattr(folder_room, "_exchange", lambda _one, _other: False)
    real, calls = Path.rename, []

    def refuse_one(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == rename:
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", refuse_one)
    with pytest.raises(BotError, match="No space left on device") as caught:
        write_folder(out, {"index.html": b"new"})
    left = list(out.parent.rglob("CNAME"))
    assert left[0].parent == out or f"what you had put into it is in {str(left[0].parent)!r}" in str(caught.value)
    assert [path.read_bytes() for path in left] == [b"read.example"]
    assert held(out) in ({**PAGES, "CNAME": b"read.example"}, {"index.html": b"new"})
    monkeypatch.setattr(Path, "rename", real)
    if rename < 3:
        assert list(out.parent.iterdir()) == [out]


def test_without_an_exchange_the_result_is_the_same(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two renames in its place."""
    monkeypatch.setattr(folder_room, "_exchange", lambda _one, _other: False)
    write_folder(out, PAGES)
    (out / "CNAME").write_bytes(b"read.example")
    write_folder(out, {"index.html": b"new"})
    assert held(out) == {"index.html": b"new", "CNAME": b"read.example"}
    assert list(out.parent.iterdir()) == [out]


def test_a_fault_before_the_swap_leaves_the_old_site(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk: the old pages are all there, and nothing beside them."""
    write_folder(out, PAGES)

    def full(_self: Path, _content: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert refused(out) == (
        f"cannot write the site to {str(out)!r} (No space left on device); see to that, or name another folder"
    )
    assert held(out) == PAGES
    assert list(out.parent.iterdir()) == [out]


def test_the_command_writes_a_site_and_says_where(quoth: Quoth, tmp_path: Path, harbour: Path) -> None:
    """One line with what to open; progress only on a terminal."""
    done = quoth("site", str(tmp_path / "site"), "--library", str(harbour))
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().startswith("1 article, ")
    assert done.stdout.decode().endswith(f"; open {tmp_path / 'site' / 'index.html'}\n")
    assert (tmp_path / "site" / "harbour.html").is_file()


def test_progress_is_one_line_on_a_terminal_and_nothing_elsewhere() -> None:
    """Written over, and wiped in the end."""
    terminal, pipe = io.StringIO(), io.StringIO()
    terminal.isatty = lambda: True  # type: ignore[method-assign]
    for stream in (terminal, pipe):
        show = progress_on(stream)
        show("1 of 2 articles")
        show("")
    assert (terminal.getvalue(), pipe.getvalue()) == ("\r\x1b[K1 of 2 articles\r\x1b[K", "")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ((), "the following arguments are required: OUT; quoth site --help lists the options"),
        (("",), "no folder to write the site into; name one, as in quoth site public"),
        (("~nobody-of-this-name/x",), "'~nobody-of-this-name/x' names no home folder; write the path in full"),
    ],
)
def test_a_command_line_without_a_folder_is_one_line(quoth: Quoth, arguments: tuple[str, ...], line: str) -> None:
    """What, and the remedy."""
    done = quoth("site", *arguments)
    assert (done.returncode, done.stderr.decode()) == (2, f"quoth: {line}\n")


def test_a_library_with_faults_leaves_the_site_as_it_was(quoth: Quoth, tmp_path: Path, harbour: Path) -> None:
    """No half of it is published."""
    assert quoth("site", str(tmp_path / "site"), "--library", str(harbour)).returncode == 0
    before = held(tmp_path / "site")
    (harbour / "harbour.cards.yaml").write_text("cards: [", "utf-8")
    done = quoth("site", str(tmp_path / "site"), "--library", str(harbour))
    assert (done.returncode, b"Traceback" in done.stderr) == (2, False)
    assert held(tmp_path / "site") == before


def test_without_jinja_it_says_what_to_install(quoth: Quoth, tmp_path: Path) -> None:
    """One line, and nothing is written."""
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / "jinja2.py").write_text("raise ImportError", "utf-8")
    path = os.pathsep.join((str(tmp_path / "hidden"), os.environ["PYTHONPATH"]))
    done = quoth("site", str(tmp_path / "site"), environ={"PYTHONPATH": path})
    line = "quoth: quoth site needs Jinja2, which is not installed; pip install 'quoth[site]'\n"
    assert (done.returncode, done.stderr.decode()) == (2, line)
    assert not (tmp_path / "site").exists()
