"""Hostile sources for `quoth add`, one after another: each an article that checks clean, or one line. Never else.

    python -m tests.benchmarks.fuzz_intake [INPUTS]

INPUTS (default 3,000) for each kind of source: bytes, and sound files of that kind with pieces cut, doubled, swapped
and overwritten. Prints how many became articles, how many were refused and for what, and the most memory that the
reading process took.
"""

from __future__ import annotations

import io
import random
import re
import resource
import sys
import tempfile
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import docx

from bot.intake.decoding import decode_text
from bot.intake.document import Document, SourceError
from bot.intake.isolation import Readers, Source
from bot.intake.kinds import Kind, kind_of
from bot.intake.naming import make_id
from bot.intake.plain import read_plain_text
from bot.intake.writing import check_article, markdown_of
from tests.pdf_writer import write_pdf
from tests.test_intake_readers import ATOM, BOATS, PAGE, RSS, SITEMAP, STORM

if TYPE_CHECKING:
    from bot.intake.feeds import Listing

INPUTS = 3000
PIECES = (
    *(b"<", b">", b"&#0;", b"<p>", b"</article>", b"<!ENTITY", b"<div>" * 300),
    *(b"\xff\xfe", b"\0", b"\xc3", b"\xe2\x80\xae", b"\xef\xbb\xbf", b"\x1b[31m"),
    *(b"---\n", b"#", b"&a *a", b"endstream", b"/Length 999999999", b"9" * 40, b"(" * 200),
)
"""What is hostile in one format or another."""


@cache
def sound(kind: Kind) -> list[bytes]:
    """Return sound sources of a kind."""
    match kind:
        case Kind.PAGE:
            return [PAGE.encode(), PAGE.encode("utf-16")]
        case Kind.PDF:
            return [
                write_pdf([[("Harbour", 20, 80), (STORM[:80], 10, 120), (BOATS[:80], 10, 132)]] * 3, title="Harbour")
            ]
        case Kind.WORD:
            file, stream = docx.Document(), io.BytesIO()
            for text in ("Harbour", STORM, BOATS):
                file.add_paragraph(text)
            file.save(stream)
            return [stream.getvalue()]
        case Kind.FEED:
            return [RSS, ATOM, SITEMAP]
        case _:
            return [f"---\ntitle: Harbour\npublished: 2025-05-04\n---\n# Harbour\n\n{STORM}\n\n{BOATS}\n".encode()]


def spoilt(content: bytes, chance: random.Random) -> bytes:
    """Return `content` with some of it cut, doubled, swapped or overwritten."""
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(content) + 1)
        end = min(len(content), start + chance.choice((1, 2, 8, 64, 512)))
        middle = chance.choice(
            (
                b"",
                content[start:end] * 2,
                chance.randbytes(end - start),
                chance.choice(PIECES),
                content[start:end][::-1],
            )
        )
        content = content[:start] + middle + content[end:]
    return content


def with_spoilt_part(content: bytes, chance: random.Random) -> bytes:
    """Return the Word document `content`, a sound archive, with its text or another part of it spoilt."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        names = old.namelist()
        chosen = chance.choice(("word/document.xml", "word/document.xml", chance.choice(names)))
        for name in names:
            new.writestr(name, spoilt(old.read(name), chance) if name == chosen else old.read(name))
    return stream.getvalue()


def read(kind: Kind, content: bytes, readers: Readers) -> Document | Listing:
    """Read as `quoth add` does."""
    found = kind_of(content, suffix="" if kind is Kind.FEED else f".{kind.value}")
    if found in {Kind.TEXT, Kind.MARKDOWN}:
        return read_plain_text(decode_text(content), "name", markdown=found is Kind.MARKDOWN)
    return readers.read(Source(found, content, "name", "https://post.example/a"))


def fate(kind: Kind, number: int, readers: Readers, folder: Path) -> str:
    """Return what became of input `number` of a kind: "read", or what is wrong with it, in one line."""
    chance = random.Random(f"{kind}{number}")
    base = chance.choice(sound(kind))
    if number % 20 == 0:
        content = chance.randbytes(chance.randrange(300))
    elif kind is Kind.WORD and number % 4:  # what is wrong with an archive is seen before any of it is read
        content = with_spoilt_part(base, chance)
    else:
        content = spoilt(base, chance)
    try:
        found = read(kind, content, readers)
        if isinstance(found, Document) and found.paragraphs:
            check_article(folder, make_id(found.title), markdown_of(found))
    except SourceError as error:
        (line,) = str(error).splitlines()
        if "makes no sound article" in line and "script without spaces" not in line:
            raise
        return line
    return "read"


def main() -> None:
    """Fuzz every kind; a fault of ours ends it with a traceback."""
    inputs = int(sys.argv[1]) if len(sys.argv) > 1 else INPUTS
    with Readers() as readers, tempfile.TemporaryDirectory() as folder:
        for kind in Kind:
            said = Counter(fate(kind, number, readers, Path(folder)) for number in range(inputs))
            shapes = Counter(re.sub(r"0x\w+|\d+|'[^']*'", "…", line)[:70] for line in said.elements())
            print(f"{kind}: {inputs} inputs, {shapes.pop('read', 0)} read")
            for what, count in shapes.most_common(6):
                print(f"    {count:6} {what}")
    print(f"most memory of the reading process: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
