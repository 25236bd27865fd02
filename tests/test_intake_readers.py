"""The readers of others' formats: pages, PDFs, Word documents, feeds; and the process that they run in."""

from __future__ import annotations

import gzip
import io
import os
import zipfile
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.oxml import parse_xml

from bot.intake.document import Document, SourceError
from bot.intake.feeds import Listing, read_feed, unpacked
from bot.intake.isolation import Readers, Source
from bot.intake.kinds import Kind
from bot.intake.page import read_page
from bot.intake.page_layout import Line, paragraphs_of, title_of
from bot.intake.portable import read_pdf
from bot.intake.word import read_word
from bot.intake.worker import answer
from tests.pdf_writer import write_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator

STORM = (
    "Mayor Astrid Falk reopened the harbour of Lindesund on 3 May, five weeks after the storm had closed it to "
    "fishermen and ferries alike."
)
BOATS = (
    "The storm had sunk 14 fishing boats in one night; the fishermen’s union speaks of 40, a figure that the insurer "
    "Nordvakt does not confirm."
)
PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><title>Harbour Reopens - The Lindesund Post</title>
<meta property="og:title" content="Harbour of Lindesund Reopens">
<meta property="og:site_name" content="The Lindesund Post">
<meta name="author" content="Ida Berg"><meta property="article:published_time" content="2025-05-04T07:00:00+02:00">
<link rel="canonical" href="https://post.example/harbour-reopens"></head>
<body><nav><a href="/">Home</a><a href="/sport">Sport</a></nav><script>document.write("tracking pixel")</script>
<article><h1>Harbour of Lindesund Reopens</h1><p>4 May 2025</p><p>{STORM}</p><style>p {{color: red}}</style>
<h2>The boats</h2><p>{BOATS}</p><ul><li>The repairs cost nine million crowns, the insurer says.</li></ul></article>
<footer>Copyright, all rights reserved. Cookie settings</footer></body></html>"""


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    """One process for all tests that need one."""
    with Readers() as found:
        yield found


def test_a_page_is_its_article_and_what_it_says_of_itself() -> None:
    """No menu, script, style or footer; headline, author, publisher, day, language and address."""
    assert read_page(PAGE.encode(), None) == Document(
        "Harbour of Lindesund Reopens",
        (STORM, "The boats", BOATS, "The repairs cost nine million crowns, the insurer says."),
        publisher="The Lindesund Post",
        author="Ida Berg",
        published="2025-05-04",
        url="https://post.example/harbour-reopens",
        language="en-GB",
    )


@pytest.mark.parametrize(
    ("address", "url"),
    [
        (None, "https://post.example/harbour-reopens"),
        ("http://www.post.example/2025/h?id=1", "https://post.example/harbour-reopens"),
        ("https://mirror.invalid/copy", "https://mirror.invalid/copy"),
    ],
)
def test_a_page_cannot_claim_the_address_of_another_site(address: str | None, url: str) -> None:
    """Else adding it again could replace another paper's article."""
    assert read_page(PAGE.encode(), address).url == url


def test_a_page_that_calls_the_front_page_its_own_is_not_believed() -> None:
    """Else all pages of a careless site would be one article."""
    page = PAGE.replace("post.example/harbour-reopens", "post.example/").encode()
    assert read_page(page, "https://post.example/a").url == "https://post.example/a"
    assert read_page(page, None).url is None
    assert read_page(page, "https://post.example").url == "https://post.example/"


def test_a_page_without_a_title_takes_its_name() -> None:
    """The file's or the address's; where that is no word either it is untitled."""
    page = f"<html><body><article><p>{STORM}</p><p>{BOATS}</p></article></body></html>".encode()
    assert read_page(page, None, name="harbour news").title == "harbour news"
    assert read_page(page, None).title == "Untitled"


def test_a_sites_slogan_is_no_part_of_its_name() -> None:
    """What stands after a dash or bar."""
    page = PAGE.replace('content="The Lindesund Post"', 'content="The Lindesund Post - All the news"').encode()
    assert read_page(page, None).publisher == "The Lindesund Post"


@pytest.mark.parametrize(
    "page",
    [
        b"<html><body><p>Please enable JavaScript.</p></body></html>",
        b"<html></html>",
        b"<p>",
        b"<!DOCTYPE html>",
        b"<" * 5000,
        b"<html><body>" + b"<div>" * 20_000 + b"x",
        b"<html><script>" + b"a" * 9999,
    ],
)
def test_a_page_without_an_article_says_so(readers: Readers, page: bytes) -> None:
    """A consent banner is no article, nor is what a script would fill."""
    with pytest.raises(SourceError) as caught:
        readers.read(Source(Kind.PAGE, page, "page"))
    assert "no article text" in caught.value.what or "no web page" in caught.value.what


def test_lines_of_a_page_that_only_breaks_part_are_paragraphs() -> None:
    """Two line breaks, or one after a sentence's end."""
    page = (
        f"<html><body><article><h1>Harbour</h1><p>{STORM}<br><br>{BOATS}<br>It was<br>over.</p></article></body></html>"
    )
    assert read_page(page.encode(), None).paragraphs == (STORM, BOATS, "It was over.")


def test_a_word_document_is_read_as_with_all_changes_accepted() -> None:
    """Title by its style, tables row by row; deletions are not read, insertions are."""
    file = docx.Document()
    file.core_properties.title = "template.dotx"
    file.core_properties.author = "Ida Berg"
    file.add_paragraph("Harbour Reopens", style="Title")
    paragraph = file.add_paragraph("The storm sank ")
    paragraph._p.append(_change("ins", "t", "14"))
    paragraph._p.append(_change("del", "delText", "40"))
    paragraph.add_run(" boats.")
    table = file.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Insurer", "Nordvakt"
    found = read_word(_saved(file), "name")
    assert (found.title, found.paragraphs) == ("Harbour Reopens", ("The storm sank 14 boats.", "Insurer | Nordvakt"))
    assert (found.author, found.published) == ("Ida Berg", None)


def test_a_word_document_without_a_title_takes_its_first_line() -> None:
    """And the file's name where that is no headline either."""
    file = docx.Document()
    file.add_paragraph("Harbour Reopens")
    file.add_paragraph(STORM)
    assert read_word(_saved(file), "name").title == "Harbour Reopens"
    alone = docx.Document()
    alone.add_paragraph(STORM)
    assert read_word(_saved(alone), "name") == Document(
        "name", (STORM,), language=read_word(_saved(alone), "x").language
    )


def _archive(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return stream.getvalue()


LAUGHS = (
    b'<!DOCTYPE w [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%s;" % (str(n - 1).encode() if n else b"") * 10) for n in range(10))
    + b"]><w>&a9;</w>"
)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (_archive(word__document_xml=b" " * 150_000_000), "unpacks to 150 MB"),
        (_archive(photo__xml=b"x"), "is an archive, not a Word document"),
        (_archive(word__document_xml=LAUGHS), "no Word document that can be read"),
        (b"PK\x03\x04" + b"\0" * 90, "no Word document that can be read"),
    ],
)
def test_an_archive_that_is_no_document_or_a_bomb_says_so(content: bytes, what: str) -> None:
    """Before anything of it is unpacked."""
    with pytest.raises(SourceError, match=what):
        read_word(content, "name")


def test_a_pdf_becomes_paragraphs(readers: Readers) -> None:
    """Its title, its day; lines joined, divided words whole, running heads and page numbers gone."""
    body = [
        "Mayor Astrid Falk reopened the harbour of Linde-",
        "sund on 3 May. The storm had sunk 14 boats in one",
        "night.",
    ]
    second = ["The insurer pays for the repairs, which cost nine", "million crowns."]
    pages = [
        [
            ("The Lindesund Post", 10, 30),
            ("Harbour Reopens", 20, 80),
            *_set(body, 120),
            *_set(second, 180),
            (f"{n}", 10, 780),
        ]
        for n in (1, 2, 3)
    ]
    found = readers.read(Source(Kind.PDF, write_pdf(pages, made="D:20250504080000+02'00'", author="Ida Berg"), "name"))
    paragraphs = (
        "Mayor Astrid Falk reopened the harbour of Lindesund on 3 May. The storm had sunk 14 boats in one night.",
        "The insurer pays for the repairs, which cost nine million crowns.",
    )
    heads = ("Harbour Reopens", *paragraphs) * 2
    assert found == Document(
        "Harbour Reopens", (*paragraphs, *heads), author="Ida Berg", published="2025-05-04", language="en"
    )


def test_a_paragraph_goes_on_over_a_page_break() -> None:
    """Where the last line of a page ends no sentence."""
    pages = [[*_set(["Mayor Falk reopened the harbour after a storm that"], 700)], [*_set(["had sunk 14 boats."], 80)]]
    found = read_pdf(write_pdf(pages), "the name")
    assert found.title == "the name"
    assert found.paragraphs == ("Mayor Falk reopened the harbour after a storm that had sunk 14 boats.",)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7\nnothing", "no PDF that can be read"),
        (write_pdf([[]]), "holds no text, only pictures"),
        (write_pdf([[("War", 10, 90)]])[:200], "no PDF that can be read"),
    ],
)
def test_a_pdf_without_text_says_so(readers: Readers, content: bytes, what: str) -> None:
    """Scanned, broken or cut off."""
    with pytest.raises(SourceError, match=what):
        readers.read(Source(Kind.PDF, content, "name"))


def test_the_layout_of_a_page_is_read_by_gaps_indents_and_sizes() -> None:
    """Each begins a paragraph; a line that ends within the column, in lower case or not, does not."""

    def line(text: str, base: float, *, left: float = 50, width: float = 300, size: float = 10) -> Line:
        return Line(text, left, left + width, base, size, 800)

    page = [
        line("Headline", 100, size=18, width=90),
        line("First paragraph goes on", 130),
        line("and ends.", 142, width=60),
        line("Second, after a short line,", 154),
        line("goes on and ends in a full line at last.", 166),
        line("Third is indented and goes on", 178, left=62, width=288),
        line("to here.", 190, width=50),
        line("Fourth comes after a gap.", 220),
    ]
    assert title_of(page) == "Headline"
    assert [text.replace("\n", " ") for text in paragraphs_of([page])] == [
        "Headline",
        "First paragraph goes on and ends.",
        "Second, after a short line, goes on and ends in a full line at last.",
        "Third is indented and goes on to here.",
        "Fourth comes after a gap.",
    ]
    assert title_of([]) == ""
    assert paragraphs_of([]) == []


RSS = b"""<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://x.invalid/rss.dtd">
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><link>https://post.example/</link>
<atom:link href="https://post.example/feed" rel="self"/>
<item><title>A</title><link> https://post.example/a </link></item>
<item><title>B</title><guid>https://post.example/b</guid></item>
<item><title>C</title><guid isPermaLink="false">c-1</guid></item>
<item><link>/d &amp; e</link></item><item><link>javascript:alert(1)</link></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://post.example/"/>
<entry><link rel="self" href="/x.atom"/><link rel="alternate" href="/a"/></entry>
<entry><link href="b"/></entry></feed>"""
SITEMAP = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://post.example/old</loc><lastmod>2024-01-01</lastmod></url>
<url><loc>https://post.example/undated</loc></url>
<url><loc>https://post.example/new</loc><lastmod>2025-01-01</lastmod></url></urlset>"""
INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>/one.xml</loc></sitemap>
<sitemap><loc>/two.xml.gz</loc></sitemap></sitemapindex>"""


@pytest.mark.parametrize(
    ("content", "listing"),
    [
        (RSS, Listing(("https://post.example/a", "https://post.example/b", "https://post.example/d & e"))),
        (ATOM, Listing(("https://post.example/a", "https://post.example/news/b"))),
        (SITEMAP, Listing(tuple(f"https://post.example/{name}" for name in ("new", "old", "undated")))),
        (gzip.compress(SITEMAP), Listing(tuple(f"https://post.example/{name}" for name in ("new", "old", "undated")))),
        (INDEX, Listing(lists=("https://post.example/one.xml", "https://post.example/two.xml.gz"))),
    ],
)
def test_feeds_and_sitemaps_list_addresses(content: bytes, listing: Listing) -> None:
    """Each kind's own way; relative ones in full, others than http and https left out, the newest first."""
    assert read_feed(unpacked(content), "https://post.example/news/feed") == listing


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"<!DOCTYPE rss [<!ENTITY a 'x'>]><rss>&a;</rss>", "defines XML entities"),
        ("<!DOCTYPE rss [<!ENTITY a 'x'>]><rss>&a;</rss>".encode("utf-16"), "defines XML entities"),
        (b"<rss></rss>", "lists nothing"),
        (b"<svg><rss/></svg>", "neither a feed nor a sitemap"),
        (b"\0\1\2", "cannot be read|neither"),
        (gzip.compress(b"<rss>" + b" " * 60_000_000), "unpacks to more than 50 MB"),
        (gzip.compress(SITEMAP)[:20] + b"broken", "broken gzip"),
    ],
)
def test_a_feed_that_is_none_or_explodes_says_so(readers: Readers, content: bytes, what: str) -> None:
    """Entities are refused, however they are encoded; a packed one is unpacked within bounds."""
    with pytest.raises(SourceError, match=what):
        readers.read(Source(Kind.FEED, content, "feed", "https://post.example/"))


def test_a_reader_that_takes_too_long_is_ended_and_the_next_source_is_read() -> None:
    """The process is a new one; nothing hangs."""
    with Readers(seconds=0.001) as slow, pytest.raises(SourceError, match="takes more than 0 seconds"):
        slow.read(Source(Kind.PAGE, PAGE.encode(), "page"))
    with Readers() as patient:
        process = patient._started()
        process.kill()
        process.wait()
        found = patient.read(Source(Kind.PAGE, PAGE.encode(), "page"))
        assert isinstance(found, Document)
        assert found.published == "2025-05-04"


def test_the_process_of_the_readers_ends_with_them() -> None:
    """No orphan is left behind."""
    with Readers() as some:
        process = some._started()
        assert process.poll() is None
    assert process.poll() is not None


@pytest.mark.skipif(os.name != "posix", reason="limits on memory are of POSIX systems")
def test_a_reader_cannot_have_more_memory_than_its_share(readers: Readers, monkeypatch: pytest.MonkeyPatch) -> None:
    """A feed of six million empty items would be a tree of 1.5 GB."""
    bomb = b"<rss>" + b"<a/>" * 12_000_000 + b"</rss>"
    with pytest.raises(SourceError) as caught:
        readers.read(Source(Kind.FEED, bomb, "feed"))
    assert "memory" in caught.value.what or "cannot be read" in caught.value.what
    assert isinstance(readers.read(Source(Kind.PAGE, PAGE.encode(), "page")), Document)


def test_whatever_a_parser_falls_over_is_a_fault_of_the_source(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line, with the name of what went wrong for a report."""

    def fall(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("bot.intake.page.read_page", fall)
    request = {"kind": "html", "name": "n", "address": None, "charset": None}
    assert answer(request, b"") == {"fault": ["cannot be read (ZeroDivisionError)", "save its text as .txt"]}


def _set(lines: list[str], top: float) -> list[tuple[str, float, float]]:
    return [(text, 10.0, top + 12 * number) for number, text in enumerate(lines)]


def _saved(file: object) -> bytes:
    stream = io.BytesIO()
    file.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def _change(kind: str, tag: str, text: str) -> Any:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return parse_xml(f'<w:{kind} {space} w:id="1"><w:r><w:{tag}>{text}</w:{tag}></w:r></w:{kind}>')
