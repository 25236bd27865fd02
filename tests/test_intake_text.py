"""What intake does to text before it is an article: decoding, mending, naming, likeness."""

from __future__ import annotations

import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intake.decoding import check_encoding, decode_page, decode_text
from bot.intake.document import SourceError, make_document, tidy
from bot.intake.kinds import Kind, kind_of
from bot.intake.likeness import likeness, sketch
from bot.intake.mending import mend, unglued, without_frame, without_ligatures
from bot.intake.naming import LONGEST_ID, free_id, make_id

WORDS = "The harbour of Lindesund reopened on 3 May after the storm had sunk fourteen boats in one single night".split()


@pytest.mark.parametrize(
    ("content", "encoding", "text"),
    [
        ("Zelenskiy’s".encode(), None, "Zelenskiy’s"),
        (codecs.BOM_UTF8 + b"War", None, "War"),
        (codecs.BOM_UTF16_LE + "Wär".encode("utf-16-le"), None, "Wär"),
        (codecs.BOM_UTF32_BE + "Wär".encode("utf-32-be"), None, "Wär"),
        ("“Wär”".encode("cp1252"), "cp1252", "“Wär”"),
        ("Курск".encode("koi8-r"), "koi8-r", "Курск"),
    ],
)
def test_a_text_file_is_utf_8_or_what_its_mark_or_owner_says(content: bytes, encoding: str | None, text: str) -> None:
    """A byte order mark wins over what was said."""
    assert decode_text(content, encoding) == text


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"War\n\xe9t\xe9", "byte 0xe9 in line 2 is not UTF-8"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a", "is not UTF-16-LE"),
        ("War".encode("utf-16-le"), "is a binary file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff", "is a binary file"),
        (bytes(range(1, 32)) * 9, "is a binary file"),
    ],
)
def test_what_is_no_text_is_one_fault(content: bytes, what: str) -> None:
    """With the line, and never a guess."""
    with pytest.raises(SourceError, match=what) as caught:
        decode_text(content)
    assert len(caught.value.lines) == 1
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "header", "text"),
    [
        ("<p>é’</p>".encode(), "latin-1", "<p>é’</p>"),
        ("<p>é’</p>".encode("cp1252"), None, "<p>é’</p>"),
        ("<p>é’</p>".encode("cp1252"), "iso-8859-1", "<p>é’</p>"),
        (b'<meta charset="koi8-r"><p>' + "Курск".encode("koi8-r"), None, '<meta charset="koi8-r"><p>Курск'),
        (b"<p>\xe9", "no-such-charset", "<p>é"),
        (b"<p>\xe9", "base64", "<p>é"),
    ],
)
def test_a_page_is_decoded_as_browsers_do(content: bytes, header: str | None, text: str) -> None:
    """UTF-8 where all of it is, then the server's word, the page's, windows-1252."""
    assert decode_page(content, header) == text


def test_a_page_that_is_not_in_its_encoding_is_a_fault() -> None:
    """A little may be broken, browsers show that too; not every second letter."""
    with pytest.raises(SourceError, match="not in the encoding that it names, utf-8"):
        decode_page(b"<p>" + b"\xe9a" * 100, "utf-8")
    assert decode_page(b"<p>\xe9" + b"a" * 1000, "utf-8").startswith("<p>\N{REPLACEMENT CHARACTER}a")


@given(st.binary(max_size=300), st.none() | st.text(max_size=12))
def test_any_bytes_are_a_text_or_a_fault(content: bytes, header: str | None) -> None:
    """Nothing else is ever raised."""
    with suppress(SourceError):
        assert decode_text(content) is not None
    with suppress(SourceError):
        assert len(decode_page(content, header)) <= len(content)


def test_codecs_that_are_none_for_text_are_refused() -> None:
    """Python knows base64 and zlib as codecs too."""
    assert check_encoding("Windows-1252") == "cp1252"
    for name in ("base64", "zlib", "nonsense"):
        with pytest.raises(LookupError):
            check_encoding(name)


@pytest.mark.parametrize(
    ("block", "paragraphs"),
    [
        ("The offen\u00adsive was hal\u00ad\nted.", ["The offensive was halted."]),
        ("The offensive was\nhalted in\r\nKursk.", ["The offensive was halted in Kursk."]),
        ("The offen-\nsive was halted.", ["The offensive was halted."]),
        ("A well-known man. The well-\nknown man.", ["A well-known man. The well-known man."]),
        ("It is some-\nthing.", ["It is something."]),
        ("A like-\nminded direct-to-\nconsumer firm.", ["A like-minded direct-to-consumer firm."]),
        ("The Franco-\nGerman talks.", ["The Franco-German talks."]),
        ("It was halted.Russia denied that.", ["It was halted.", "Russia denied that."]),
        ("“It was halted.”The ministry denied that.", ["“It was halted.”", "The ministry denied that."]),
        ("One.\N{PARAGRAPH SEPARATOR}Two.", ["One.", "Two."]),
        ("a\x00b\x08c\x7fd\x9b[31m e\ufeff\u200b", ["abcd[31m e"]),
        ("tab\tand \u202eeverse", ["tab and everse"]),
        ("It’s “here”, 5\u00a0km — or\u2009so…  yes", ["It’s “here”, 5\u00a0km — or\u2009so…  yes"]),
        ("* * *", []),
        (" \n\t", []),
    ],
)
def test_text_is_mended_and_else_left_alone(block: str, paragraphs: list[str]) -> None:
    """Quotation marks, dashes and spaces of all kinds stay the article's own."""
    assert list(mend([block])) == paragraphs


@pytest.mark.parametrize(
    "line",
    ["Read example.Com for more.", "He wrote to a.Smith@example.org today.", "The U.S.Army said so.", "Node.Js is it."],
)
def test_a_dot_within_a_name_is_no_lost_break(line: str) -> None:
    """Addresses, initials and names keep their dots."""
    assert unglued(line) == [line]


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=40), max_size=6))
def test_mending_a_second_time_changes_nothing(blocks: list[str]) -> None:
    """What is written is what will be read again."""
    once = mend(blocks)
    assert mend(once) == once
    assert all(text.strip() and "\n" not in text for text in once)


def test_the_frame_of_a_page_is_left_out() -> None:
    """The title again, short lines before and after the prose, and what stands there twice; nothing in between."""
    prose = "The harbour of Lindesund reopened on 3 May after the storm, the mayor said."
    page = [
        "24 July 2015",
        "941 comments",
        "Harbour Reopens",
        prose,
        "The boats",
        "It was over.",
        prose,
        "Share",
        "More",
    ]
    assert without_frame(page, "Harbour reopens") == (prose, "The boats", "It was over.")
    assert without_frame(["Share", "More"], "x") == ("Share", "More")


def test_letters_that_a_font_joined_are_letters_again() -> None:
    """The ligatures of PDFs."""
    assert without_ligatures("e\ufb03cient \ufb01nd") == "efficient find"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Ukraine Presses Offensive", "ukraine-presses-offensive"),
        ("L’été à Besançon", "lete-a-besancon"),
        ("Київ: що відомо", "kiiv-shcho-vidomo"),
        ("../../etc/passwd", "etc-passwd"),
        ("a\x00b\nc", "a-b-c"),
        ("", "article"),
        ("!!!", "article"),
        ("README", "article-readme"),
        ("nul", "article-nul"),
        ("x" * 300, "x" * LONGEST_ID),
    ],
)
def test_an_id_is_made_of_what_the_contract_allows(words: str, name: str) -> None:
    """Transliterated, without paths and devices."""
    assert make_id(words) == name


@given(st.text(max_size=80))
def test_any_words_make_an_id(words: str) -> None:
    """Of a-z, 0-9 and -, and short enough for a deep link."""
    name = make_id(words)
    assert 0 < len(name) <= LONGEST_ID + len("article-")
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_an_id_that_is_taken_gets_a_number() -> None:
    """And stays short enough."""
    assert free_id("war", set()) == "war"
    assert free_id("war", {"war", "war-2"}) == "war-3"
    assert free_id("x" * LONGEST_ID, {"x" * LONGEST_ID}) == "x" * (LONGEST_ID - 2) + "-2"


def test_likeness_sees_the_words_and_not_their_dress() -> None:
    """Case, punctuation and paragraphs do not count; other words do."""
    text = " ".join(WORDS * 1)
    assert likeness(sketch([text]), sketch([text.upper() + "!"])) == 1
    assert likeness(sketch(text.partition(" after ")[::2]), sketch([text])) > 0
    assert likeness(sketch([text]), sketch([" ".join(reversed(WORDS))])) == 0
    longer = " ".join(f"{word}{n}" for n in range(60) for word in WORDS)
    assert likeness(sketch([longer]), sketch([longer.replace("storm7 ", "gale ")])) > 0.9


@pytest.mark.parametrize(
    ("content", "suffix", "media_type", "kind"),
    [
        (b"%PDF-1.7 ...", ".txt", "", Kind.PDF),
        (b"PK\x03\x04...", ".pdf", "", Kind.WORD),
        (b"War", ".txt", "text/html", Kind.TEXT),
        (b"War", "", "text/plain", Kind.TEXT),
        (b"<!DOCTYPE html><html>", "", "", Kind.PAGE),
        (b"<p>War", "", "text/html", Kind.PAGE),
        (b'<?xml version="1.0"?>\n<rss version="2.0">', "", "application/rss+xml", Kind.FEED),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', "", "text/xml", Kind.FEED),
        (codecs.BOM_UTF16_LE + "<urlset >".encode("utf-16-le"), "", "application/xml", Kind.FEED),
    ],
)
def test_what_bytes_are_is_seen_in_them_before_it_is_believed(
    content: bytes, suffix: str, media_type: str, kind: Kind
) -> None:
    """A PDF is one whatever its name says."""
    assert kind_of(content, suffix=suffix, media_type=media_type) is kind


@pytest.mark.parametrize(
    ("content", "suffix", "media_type", "what"),
    [
        (b"", ".txt", "", "is empty"),
        (b" \n", ".txt", "", "is empty"),
        (b"War", ".pdf", "", "is no PDF"),
        (b"War", ".docx", "", "is no Word document"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"..", ".doc", "", "of the old kind"),
        (b"\x89PNG", "", "image/png", "is image/png that holds no article"),
    ],
)
def test_what_is_no_article_says_why(content: bytes, suffix: str, media_type: str, what: str) -> None:
    """With a remedy."""
    with pytest.raises(SourceError, match=what):
        kind_of(content, suffix=suffix, media_type=media_type)


def test_what_a_source_says_of_itself_is_kept_where_it_can_stand() -> None:
    """A date is a day that exists, an address one of the web, a language a code, a name short."""
    document = make_document(
        "A\u200b  title\n", ("War.",), published="2025-02-30", url="ftp://x/", language="en_GB", author="A" * 999
    )
    assert (document.title, document.published, document.url, document.language, document.author) == (
        "A title",
        None,
        None,
        "en-GB",
        None,
    )
    kept = make_document("T", (), published="2025-02-28", url="https://a.b/c", language="PT-br", publisher="P")
    assert (kept.published, kept.url, kept.language, kept.publisher) == ("2025-02-28", "https://a.b/c", "pt-br", "P")
    assert tidy(" \u202e ") is None
