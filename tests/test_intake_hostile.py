"""Hostile sources of every kind: an article that checks clean, or one line. The long hunt is in benchmarks."""

from __future__ import annotations

import io
import tempfile
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.intake.isolation import Readers
from bot.intake.kinds import Kind
from tests.benchmarks.fuzz_intake import fate
from tests.pdf_writer import write_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Quoth


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    """One process for all inputs."""
    with Readers() as found:
        yield found


@pytest.mark.parametrize("kind", list(Kind))
@settings(max_examples=40, deadline=None)
@given(number=st.integers(0, 1_000_000))
def test_spoilt_sources_are_read_or_refused(readers: Readers, kind: Kind, number: int) -> None:
    """Cut, doubled, swapped and overwritten files; what is written checks clean, what is not says why in one line."""
    with tempfile.TemporaryDirectory() as folder:
        line = fate(kind, number, readers, Path(folder))
    assert line == "read" or "; " in line


def test_a_hundred_megabytes_are_refused_unread(quoth: Quoth, tmp_path: Path) -> None:
    """Of every kind; the files are sparse here, the sizes true."""
    names = [f"a{suffix}" for suffix in (".txt", ".md", ".html", ".pdf", ".docx", ".xml")]
    for name in names:
        with (tmp_path / name).open("wb") as file:
            file.truncate(100_000_000)
    done = quoth("add", "--library", str(tmp_path / "library"), *(str(tmp_path / name) for name in names))
    lines = done.stderr.decode().splitlines()
    assert done.returncode == 2
    assert [line.partition(": is larger than ")[2][:2] for line in lines] == ["5 ", "5 ", "10", "50", "50", "50"]
    assert not (tmp_path / "library").exists()


def test_a_pdf_that_explodes_is_no_article(quoth: Quoth, tmp_path: Path) -> None:
    """A hundred megabytes of one letter in a hundred kilobytes: bounded, and refused for what it holds."""
    content = zlib.compress(b"BT /F1 9 Tf 9 9 Td (" + b"a" * 100_000_000 + b") Tj ET")
    plain = write_pdf([[("War", 10, 90)]])
    start, end = plain.index(b"<< /Length"), plain.index(b"endstream")
    packed = b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(content) + content + b"\n"
    (tmp_path / "a.pdf").write_bytes(plain[:start] + packed + plain[end:])
    done = quoth("add", "--library", str(tmp_path / "library"), str(tmp_path / "a.pdf"))
    (line,) = done.stderr.decode().splitlines()
    assert done.returncode == 2
    assert "a word of a thousand letters" in line or "memory" in line
    assert not (tmp_path / "library").exists()


def test_names_play_no_tricks(quoth: Quoth, tmp_path: Path) -> None:
    """Neither with paths nor with the terminal; links in a folder are not followed."""
    folder = tmp_path / "sources"
    folder.mkdir()
    secret = tmp_path / "secret.txt"
    secret.write_text("Secret\n\nNot to be read.\n")
    (folder / "link.txt").symlink_to(secret)
    (folder / "loop").symlink_to(folder)
    for number, name in enumerate(["%2e%2e%2fetc.txt", "a\x1b[2J\nb.txt", "-rf.txt", "con.txt", "\u202etxt.exe.txt"]):
        (folder / name).write_text(f"Title {number}\n\nThe {number}th text of them all is about number {number}.\n")
    done = quoth("add", "--library", str(tmp_path / "library"), "--", str(folder))
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\x1b" not in done.stdout
    assert "\u202e" not in done.stdout.decode()
    names = {path.name for path in (tmp_path / "library").iterdir()}
    assert names == {"2e-2e-2fetc.md", "a-2j-b.md", "rf.md", "article-con.md", "txt-exe.md"}


def test_a_zip_bomb_takes_no_memory(quoth: Quoth, tmp_path: Path) -> None:
    """Two hundred megabytes of spaces, and an archive that lies about its sizes."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w") as part,
    ):
        for _ in range(200):
            part.write(b" " * 1_000_000)
    (tmp_path / "bomb.docx").write_bytes(stream.getvalue())
    liar = bytearray(stream.getvalue())
    start = liar.rindex(b"PK\x01\x02")
    liar[start + 24 : start + 28] = (1000).to_bytes(4, "little")
    (tmp_path / "liar.docx").write_bytes(bytes(liar))
    done = quoth(
        "add", "--library", str(tmp_path / "library"), str(tmp_path / "bomb.docx"), str(tmp_path / "liar.docx")
    )
    lines = done.stderr.decode().splitlines()
    assert (done.returncode, len(lines)) == (2, 2)
    assert "unpacks to 200 MB" in lines[0]
    assert "liar.docx: " in lines[1]
    assert not (tmp_path / "library").exists()
