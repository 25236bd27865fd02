"""`quoth add`: from sources to articles of a library that answers from them at once."""

from __future__ import annotations

import gzip
import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import bot.commands.add
from bot.cli import main
from bot.intake.adding import Did, Outcome, Progress, Wish, add
from bot.intake.document import Document, SourceError
from bot.intake.fetching import Fetcher
from bot.intake.isolation import Readers
from bot.intake.report import ProgressLine, summary_of
from bot.intake.writing import check_article, markdown_of, write_article
from knowledge import check_library, load_library
from tests.test_intake_readers import BOATS, PAGE, RSS, STORM
from tests.web_site import Site, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Quoth

NOTES = f"Harbour Reopens\n\n{STORM}\n\n{BOATS}\n"


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    """One process for all tests."""
    with Readers() as found:
        yield found


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    """Fetches from our own server."""
    with Fetcher(allow_private=True) as found:
        yield found


@pytest.fixture
def site() -> Iterator[Site]:
    """A web site of our own."""
    with serve() as found:
        yield found


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A folder that does not exist yet."""
    return tmp_path / "new" / "library"


def outcomes(wish: Wish, fetcher: Fetcher, readers: Readers) -> list[Outcome]:
    return [event for event in add(wish, fetcher, readers) if isinstance(event, Outcome)]


def did(found: list[Outcome]) -> list[tuple[Did, str | None]]:
    return [(outcome.did, outcome.article) for outcome in found]


def written(library: Path) -> list[str]:
    return sorted(path.name for path in library.iterdir()) if library.exists() else []


def page(title: str, text: str, *, canonical: str = "") -> bytes:
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    return (
        f'<html lang="en"><head><title>{title}</title>{link}</head><body><article><h1>{title}</h1>'
        f"<p>{text}</p><p>{text[::-1]}</p></article></body></html>"
    ).encode()


def prose(topic: str) -> str:
    return " ".join(
        f"The {topic} number {n} was seen by {topic} watchers on day {n} of the {topic} year." for n in range(9)
    )


def test_files_and_folders_become_articles_that_answer(quoth: Quoth, tmp_path: Path, library: Path) -> None:
    """Written, sound, and asked in the next breath."""
    sources = tmp_path / "sources"
    (sources / "deep").mkdir(parents=True)
    (sources / "Notes of May.txt").write_text(NOTES, encoding="utf-8")
    (sources / "deep" / "page.html").write_text(PAGE.replace("14 fishing", "15 fishing").replace(STORM, prose("gull")))
    (sources / "README.md").write_text("# How this folder is kept\n\nNot an article.\n")
    (sources / ".hidden.txt").write_text("Hidden\n\nNot an article.\n")
    (sources / "picture.png").write_bytes(b"\x89PNG")
    done = quoth("add", "--library", str(library), str(sources))
    assert (done.returncode, done.stderr) == (0, b"")
    assert written(library) == ["harbour-of-lindesund-reopens.md", "notes-of-may.md"]
    assert done.stdout.decode().splitlines()[-1] == "2 added"
    assert quoth("check", "--library", str(library)).returncode == 0
    asked = quoth("ask", "--json", "--library", str(library), "Who reopened the harbour of Lindesund on 3 May?")
    assert asked.returncode == 0
    assert json.loads(asked.stdout)["evidence"][0]["article"] == "notes-of-may"


def test_what_is_written_is_the_article_with_its_front_matter(
    tmp_path: Path, library: Path, fetcher: Fetcher, readers: Readers
) -> None:
    """To the letter."""
    (tmp_path / "saved.html").write_text(PAGE, encoding="utf-8")
    outcomes(Wish((str(tmp_path / "saved.html"),), library), fetcher, readers)
    assert (library / "harbour-of-lindesund-reopens.md").read_text(encoding="utf-8") == (
        "---\ntitle: Harbour of Lindesund Reopens\npublisher: The Lindesund Post\nauthor: Ida Berg\n"
        "published: '2025-05-04'\nurl: https://post.example/harbour-reopens\nlanguage: en-GB\n---\n"
        f"# Harbour of Lindesund Reopens\n\n{STORM}\n\nThe boats\n\n{BOATS}\n\n"
        "The repairs cost nine million crowns, the insurer says.\n"
    )
    article = load_library(library).articles[0]
    assert article.metadata.published == "2025-05-04"
    assert [paragraph.text for paragraph in article.paragraphs][1] == STORM


def test_nothing_is_written_into_the_shipped_library_by_saying_nothing(quoth: Quoth, tmp_path: Path) -> None:
    """The line says how to name a folder."""
    (tmp_path / "a.txt").write_text(NOTES)
    done = quoth("add", str(tmp_path / "a.txt"))
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == (
        "quoth: no library to write into, and the shipped one is left alone; name a folder, which need not exist: "
        "quoth add --library DIR …\n"
    )


def test_one_bad_source_stops_no_other(quoth: Quoth, tmp_path: Path, library: Path) -> None:
    """One line each on standard error, status 2 at the end; the good one is there, nothing half-written."""
    hostile = {
        "nul.txt": b"War\x00",
        "latin.txt": b"War\n\n\xe9t\xe9",
        "empty.txt": b"",
        "title.txt": b"War",
        "fake.pdf": b"no",
        "fake.docx": b"no",
        "yaml.md": b"---\ntitle: &a [*a, *a]\n---\n# War\n\nx",
        "open.md": b"---\ntitle: x\n# War\n\nx",
        "large.txt": b"x " * 3_000_000,
        "broken.docx": b"PK\x03\x04",
        "none.html": b"<p>",
    }
    for name, content in hostile.items():
        (tmp_path / name).write_bytes(content)
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "good.txt").write_text(NOTES, encoding="utf-8")
    names = [*hostile, "pipe.txt", "gone.txt", "new\nline.txt", "good.txt"]
    done = quoth("add", "--library", str(library), *(str(tmp_path / name) for name in names), "ftp://x.example/a")
    lines = done.stderr.decode().splitlines()
    assert done.returncode == 2
    assert len(lines) == len(names) - 1 + 1
    assert all(line.startswith("quoth: ") and "; " in line for line in lines)
    assert b"Traceback" not in done.stderr
    assert written(library) == ["good.md"]
    assert done.stdout.decode().splitlines()[-1] == f"1 added, {len(lines)} failed"


def test_where_all_fail_there_is_no_folder(quoth: Quoth, tmp_path: Path, library: Path) -> None:
    """An empty library would be a fault of its own."""
    (tmp_path / "a.txt").write_bytes(b"\x00")
    assert quoth("add", "--library", str(library), str(tmp_path / "a.txt")).returncode == 2
    assert not library.exists()


def test_doubles_are_told_and_skipped(tmp_path: Path, library: Path, fetcher: Fetcher, readers: Readers) -> None:
    """The same file again, and the same text in another dress; another article of the same name is new."""
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
    long = f"{NOTES}\n{prose('gull')}\n"
    (one / "a.txt").write_text(long, encoding="utf-8")
    (one / "b.txt").write_text(long.replace("3 May", "3 May 2025"), encoding="utf-8")
    (two / "a.txt").write_text(f"Whales\n\n{prose('whale')}\n", encoding="utf-8")
    sources = tuple(str(path) for path in (one / "a.txt", one / "a.txt", one / "b.txt", two / "a.txt"))
    found = outcomes(Wish(sources, library), fetcher, readers)
    assert did(found) == [(Did.ADDED, "a"), (Did.DUPLICATE, "a"), (Did.ADDED, "a-2")]
    found = outcomes(Wish(sources, library), fetcher, readers)
    assert did(found) == [(Did.UNCHANGED, "a"), (Did.DUPLICATE, "a"), (Did.UNCHANGED, "a-2")]
    assert written(library) == ["a-2.md", "a.md"]


def test_a_changed_article_is_replaced_where_that_is_asked_for(
    tmp_path: Path, library: Path, fetcher: Fetcher, readers: Readers
) -> None:
    """Else it is told and left alone."""
    source = tmp_path / "a.txt"
    source.write_text(NOTES, encoding="utf-8")
    outcomes(Wish((str(source),), library), fetcher, readers)
    before = (library / "a.md").read_bytes()
    source.write_text(f"{NOTES}\nThe insurer has paid.\n", encoding="utf-8")
    assert did(outcomes(Wish((str(source),), library), fetcher, readers)) == [(Did.CHANGED, "a")]
    assert did(outcomes(Wish((str(source),), library, again=True, dry_run=True), fetcher, readers)) == [
        (Did.UPDATED, "a")
    ]
    assert (library / "a.md").read_bytes() == before
    assert did(outcomes(Wish((str(source),), library, again=True), fetcher, readers)) == [(Did.UPDATED, "a")]
    assert (library / "a.md").read_text(encoding="utf-8").endswith("\n\nThe insurer has paid.\n")
    assert did(outcomes(Wish((str(source),), library, again=True), fetcher, readers)) == [(Did.UNCHANGED, "a")]


def test_an_update_never_pulls_the_words_from_under_an_editors_cards(
    tmp_path: Path, library: Path, fetcher: Fetcher, readers: Readers
) -> None:
    """Where a card quotes what the new text no longer says the article stays, and the line says what to do."""
    source = tmp_path / "a.txt"
    source.write_text(NOTES, encoding="utf-8")
    outcomes(Wish((str(source),), library), fetcher, readers)
    cards = (
        "cards: [{id: boats, answer: 14 boats sank., status: fact, evidence: "
        '[{quote: "The storm had sunk 14 fishing boats in one night"}], questions: [How many boats sank?]}]\n'
    )
    (library / "a.cards.yaml").write_text(cards, encoding="utf-8")
    source.write_text(NOTES.replace("14 fishing", "15 fishing"), encoding="utf-8")
    (failed,) = outcomes(Wish((str(source),), library, again=True), fetcher, readers)
    assert failed.did is Did.FAILED
    assert "a.cards.yaml no longer fits" in (failed.reason or "")
    assert "14 fishing boats" in (library / "a.md").read_text(encoding="utf-8")
    source.write_text(f"{NOTES}\nThe insurer has paid.\n", encoding="utf-8")
    assert did(outcomes(Wish((str(source),), library, again=True), fetcher, readers)) == [(Did.UPDATED, "a")]
    assert check_library(library) == ()
    assert written(library) == ["a.cards.yaml", "a.md"]


def test_an_editors_own_text_file_is_not_replaced(
    tmp_path: Path, library: Path, fetcher: Fetcher, readers: Readers
) -> None:
    """A second file of that name would be a fault of the library."""
    library.mkdir(parents=True)
    (library / "a.txt").write_text(NOTES, encoding="utf-8")
    source = tmp_path / "a.txt"
    source.write_text(f"{NOTES}\nThe insurer has paid.\n", encoding="utf-8")
    (failed,) = outcomes(Wish((str(source),), library, again=True), fetcher, readers)
    assert "a.txt is not replaced" in (failed.reason or "")
    assert written(library) == ["a.txt"]


def test_a_name_is_never_one_that_another_file_bears(
    tmp_path: Path, library: Path, fetcher: Fetcher, readers: Readers
) -> None:
    """Cards without an article would else be taken for this one's."""
    library.mkdir(parents=True)
    (library / "a.cards.yaml").write_text("cards: []\n")
    (library / "A-2.TXT").write_text("x\n\ny\n")
    source = tmp_path / "a.txt"
    source.write_text(NOTES, encoding="utf-8")
    assert did(outcomes(Wish((str(source),), library), fetcher, readers)) == [(Did.ADDED, "a-3")]


def test_a_dry_run_shows_and_writes_nothing(quoth: Quoth, tmp_path: Path, library: Path) -> None:
    """The whole file that would be written."""
    (tmp_path / "a.txt").write_text(NOTES, encoding="utf-8")
    done = quoth("add", "--dry-run", "--library", str(library), str(tmp_path / "a.txt"))
    shown = done.stdout.decode()
    assert done.returncode == 0
    assert "a: would be added: “Harbour Reopens”, 2 paragraphs" in shown
    assert f"    # Harbour Reopens\n\n    {STORM}" in shown
    assert shown.endswith("1 added (dry run: nothing was written)\n")
    assert not library.parent.exists()


def test_json_has_a_line_for_each_source(quoth: Quoth, tmp_path: Path, library: Path) -> None:
    """What became of it, and what is known of the article; names that are no Unicode too."""
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    odd = os.fsencode(tmp_path) + b"/\xff.txt"
    Path(os.fsdecode(odd)).write_bytes(b"\x00")
    done = quoth("add", "--json", "--library", str(library), str(tmp_path / "a.html"), odd)
    first, second = (json.loads(line) for line in done.stdout.decode().splitlines())
    assert done.returncode == 2
    assert first == {
        "source": str(tmp_path / "a.html"),
        "outcome": "added",
        "article": "harbour-of-lindesund-reopens",
        "title": "Harbour of Lindesund Reopens",
        "publisher": "The Lindesund Post",
        "author": "Ida Berg",
        "published": "2025-05-04",
        "url": "https://post.example/harbour-reopens",
        "language": "en-GB",
        "paragraphs": 4,
    }
    assert (second["outcome"], second["article"]) == ("failed", None)
    assert second["error"].startswith("is a binary file")


def test_addresses_feeds_and_sitemaps(site: Site, library: Path, fetcher: Fetcher, readers: Readers) -> None:
    """A feed gives its newest, each once, at most as many as wanted; a bad one of them stops no other."""
    for name in ("gull", "whale", "crane"):
        site.put(f"/{name}", page(f"The {name}s", prose(name)), Content_Type="text/html")
    items = "".join(f"<item><link>/{name}</link></item>" for name in ("gull", "gone", "whale", "crane"))
    feed = site.put("/feed", f"<rss><channel>{items}</channel></rss>".encode(), Content_Type="application/rss+xml")
    found = outcomes(Wish((feed, f"{site.address}/gull#top"), library, most=3), fetcher, readers)
    assert did(found) == [(Did.FAILED, None), (Did.ADDED, "the-whales"), (Did.ADDED, "the-gulls")]
    sitemap = f"<urlset><url><loc>{site.address}/crane</loc></url></urlset>".encode()
    site.put("/one.xml.gz", gzip.compress(sitemap), Content_Type="application/gzip")
    index = site.put("/i.xml", b"<sitemapindex><sitemap><loc>/one.xml.gz</loc></sitemap></sitemapindex>")
    assert did(outcomes(Wish((index,), library), fetcher, readers)) == [(Did.ADDED, "the-cranes")]
    crane = (library / "the-cranes.md").read_text(encoding="utf-8")
    assert f"url: {site.address}/crane\n" in crane
    assert check_library(library) == ()
    site.put("/crane?utm_source=x", page("The cranes", prose("crane") + " They left."), Content_Type="text/html")
    assert did(outcomes(Wish((f"{site.address}/crane?utm_source=x",), library), fetcher, readers)) == [
        (Did.CHANGED, "the-cranes")
    ]


def test_a_text_and_a_pdf_at_an_address(site: Site, library: Path, fetcher: Fetcher, readers: Readers) -> None:
    """By their type, with the address in the front matter."""
    address = site.put("/notes", NOTES.encode(), Content_Type="text/plain; charset=utf-8")
    (found,) = outcomes(Wish((address,), library), fetcher, readers)
    assert found.document is not None
    assert (found.article, found.document.url) == ("harbour-reopens", address)


def test_private_networks_are_refused_on_the_command_line(quoth: Quoth, site: Site, library: Path) -> None:
    """Unless --allow-private says otherwise."""
    address = site.put("/a", PAGE.encode(), Content_Type="text/html")
    refused = quoth("add", "--library", str(library), address)
    assert refused.returncode == 2
    assert "--allow-private" in refused.stderr.decode()
    assert site.asked == []
    assert quoth("add", "--allow-private", "--library", str(library), address).returncode == 0
    assert written(library) == ["harbour-of-lindesund-reopens.md"]


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("--most", "0"), "quoth: --most 0 asks for nothing; write a number from 1 on"),
        (("--encoding", "base64"), "quoth: --encoding 'base64' is none that is known; write cp1252, latin-1, koi8-r …"),
    ],
)
def test_options_that_make_no_sense(quoth: Quoth, tmp_path: Path, arguments: tuple[str, ...], line: str) -> None:
    """One line, before anything is read."""
    done = quoth("add", "--library", str(tmp_path / "l"), *arguments, "x.txt")
    assert (done.returncode, done.stdout, done.stderr.decode()) == (2, b"", f"{line}\n")


def test_what_is_not_installed_is_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the command that installs it."""
    monkeypatch.setattr(bot.commands.add, "find_spec", lambda name: None if name in {"docx", "protego"} else object())
    assert main(["add", "--library", str(tmp_path), "x.txt"]) == 2
    assert capsys.readouterr().err == (
        "quoth: quoth add needs python-docx, protego, not installed; pip install 'quoth[add]'\n"
    )


def test_the_extra_brings_what_is_looked_for() -> None:
    """Else the line would lead nowhere."""
    text = (Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8")
    extra = re.search(r"^add = \[(.*?)^\]", text, re.DOTALL | re.MULTILINE)
    assert extra
    assert set(re.findall(r'"([\w-]+)>=', extra[1])) == {*bot.commands.add._NEEDED.values(), "httpcore"}


def test_a_library_that_cannot_be_written_is_one_line(
    tmp_path: Path, library: Path, fetcher: Fetcher, readers: Readers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk, say; nothing is left behind."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "a.txt").write_text(NOTES, encoding="utf-8")
    monkeypatch.setattr("os.fsync", full)
    (failed,) = outcomes(Wish((str(tmp_path / "a.txt"),), library), fetcher, readers)
    assert failed.did is Did.FAILED
    assert "No space left on device" in (failed.reason or "")
    assert not library.exists()


def test_an_article_that_somebody_wrote_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    """The last step is the one that looks."""
    text = markdown_of(Document("War", ("Peace came.",)))
    write_article(tmp_path, "war", text)
    with pytest.raises(SourceError, match=r"would overwrite war\.md"):
        write_article(tmp_path, "war", text)
    assert written(tmp_path) == ["war.md"]


@pytest.mark.parametrize(
    "title",
    [
        "A: B",
        "'quoted' \"twice\"",
        "- dash",
        "# hash #",
        "@at",
        "yes",
        "2025-01-06",
        "a\\b",
        "{x}",
        "Київ",
        "💥",
        "---",
        "&a *a !b",
    ],
)
def test_any_title_can_be_written(tmp_path: Path, title: str) -> None:
    """YAML's signs are quoted where they must be."""
    document = Document(title, ("Peace came.", "- a list", "# a heading"))
    check_article(tmp_path, "war", markdown_of(document))
    write_article(tmp_path, "war", markdown_of(document))
    assert load_library(tmp_path).articles[0].metadata.title == title


def test_progress_is_for_terminals_and_for_many() -> None:
    """A pipe gets none of it, a single source neither."""

    class Stream:
        def __init__(self, *, terminal: bool) -> None:
            self.written = ""
            self.terminal = terminal

        def isatty(self) -> bool:
            return self.terminal

        def write(self, text: str) -> None:
            self.written += text

        def flush(self) -> None:
            """Nothing to do."""

    for terminal, of, shown in ((True, 3, "\r\x1b[K2/3 a\r\x1b[K"), (True, 1, ""), (False, 3, "")):
        stream = Stream(terminal=terminal)
        line = ProgressLine(stream)  # type: ignore[arg-type]
        line.show(Progress(2, of, "a"))
        line.clear()
        line.clear()
        assert stream.written == shown


def test_the_summary_counts() -> None:
    """What was skipped for whatever reason is one number."""
    kinds = [Did.ADDED, Did.UNCHANGED, Did.CHANGED, Did.DUPLICATE, Did.FAILED]
    assert summary_of([Outcome("s", kind) for kind in kinds]) == "1 added, 3 skipped, 1 failed"
    assert summary_of([]) == "nothing to add"


def test_a_feed_in_a_file_is_followed(
    site: Site, tmp_path: Path, library: Path, fetcher: Fetcher, readers: Readers
) -> None:
    """By what it holds, whatever its name."""
    address = site.put("/gull", page("The gulls", prose("gull")), Content_Type="text/html")
    (tmp_path / "subscriptions.xml").write_bytes(RSS.replace(b" https://post.example/a ", address.encode()))
    found = outcomes(Wish((str(tmp_path / "subscriptions.xml"),), library, most=1), fetcher, readers)
    assert did(found) == [(Did.ADDED, "the-gulls")]
