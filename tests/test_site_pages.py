"""What the pages of the reader's site show: facts beside their passage, claims side by side, words as they stand."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

import html5lib
import pytest

from bot.render.site_link import page_name, quote_link, site_link
from bot.settings import default_library
from bot.site.build import FIRST_PAGE, SEARCHED, build_site
from bot.site.pages import article_views, example_questions, fitted
from bot.site.search_data import MINISEARCH, PREPARED, SMALL, choose_engine
from bot.site.sides import comparisons
from knowledge import Library, Quote, Span, load_library, prepare

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = '<script>alert(1)</script> & "quotes" \x07\x85\ufffe \u202e {{ 7 * 7 }} {% raw %} <!--'
TWO_SIDES = """\
cards:
  - {id: union, answer: 40 boats were lost., status: claim, attributed_to: The union, see_also: [police],
     evidence: [{quote: "The fishermen’s union claimed that 40 boats were lost in the storm.", paragraph: 2}]}
  - {id: police, answer: 14 boats were lost., status: claim, attributed_to: The police,
     evidence: [{quote: "The storm had sunk 14 fishing boats in one night.", paragraph: 1}]}
  - {id: mayor, answer: Boats sank., status: claim, attributed_to: The mayor, see_also: [police],
     evidence: [{quote: "sunk 14 fishing boats", paragraph: 1}]}
  - {id: view, answer: It was a pity., status: opinion, attributed_to: The insurer, see_also: [union],
     evidence: [{quote: "The insurer Nordvakt pays for the repairs.", paragraph: 2}]}
"""


def built(folder: Path) -> dict[str, str]:
    """Return the site of the library in `folder`, by name, as text."""
    return {name: content.decode() for name, content in build_site(prepare(load_library(folder))).items()}


@pytest.fixture(scope="module")
def shipped() -> dict[str, str]:
    """The site of the shipped library."""
    return built(default_library())


def write_hostile(folder: Path) -> Path:
    """Write a library whose every text tries to break out, and one article that is called as the first page is."""
    folder.mkdir()
    (folder / "index.txt").write_text(f"Head {HOSTILE}\n\nFirst {HOSTILE} line.\r\nAnd \U0001f600 more.\n", "utf-8")
    (folder / "other.md").write_text(
        '---\ntitle: "<b>T</b>"\nurl: "https://a.example/?a=1&b=\\"x"\npublished: 2025-01\n---\n# Head\n\nText.\n',
        "utf-8",
    )
    return folder


def test_a_fact_stands_beside_the_paragraph_of_its_first_quote(harbour: Path) -> None:
    """In the order of the text, with who says so unless the article does."""
    (view,) = article_views(load_library(harbour))
    assert (view.page, view.facts, view.headline.facts) == ("harbour.html", 2, ())
    first, second = (paragraph.facts for paragraph in view.paragraphs)
    assert [(f.id, f.status, f.said, f.place.link) for f in first] == [
        ("harbour-reopened", "fact", None, "harbour.html?quote=0-61#p1")
    ]
    assert [(f.status, f.said, f.place.name) for f in second] == [
        ("claim", "Claimed by the fishermen’s union; the article does not confirm it.", "paragraph 2")
    ]


def test_claims_of_different_speakers_that_an_editor_joined_stand_side_by_side(harbour: Path) -> None:
    """Not an opinion, and not two names for who says one and the same passage."""
    (harbour / "harbour.cards.yaml").write_text(TWO_SIDES, "utf-8")
    (sides,) = comparisons(load_library(harbour))
    assert [(side.speaker, [card.id for card in side.cards]) for side in sides] == [
        ("The union", ["union"]),
        ("The police", ["police"]),
    ]
    assert "Who says what" in built(harbour)["harbour.html"]


def test_a_library_without_cards_has_no_facts_and_no_empty_headings(harbour: Path) -> None:
    """The text alone, and no question that could be offered."""
    (harbour / "harbour.cards.yaml").unlink()
    pages = built(harbour)
    assert not [word for word in ("<details", "Who says what") if word in pages["harbour.html"]]
    assert "You can ask" not in pages[FIRST_PAGE]


def test_a_draft_is_not_published(harbour: Path) -> None:
    """Neither beside its passage nor in the search, and its question is not offered."""
    library = load_library(harbour)
    drafts = replace(library, cards=tuple(replace(card, draft=True) for card in library.cards))
    assert article_views(drafts)[0].facts == 0
    assert example_questions(drafts) == ()
    assert b'"facts":[],' in build_site(prepare(drafts))[SEARCHED]
    assert b'"facts":[],' not in build_site(prepare(library))[SEARCHED]


def test_the_paragraphs_are_the_articles_own_words(shipped: dict[str, str]) -> None:
    """Each is one element with the text of the paragraph and nothing else, under its number."""
    tree = html5lib.parse(shipped["kursk-offensive.html"], namespaceHTMLElements=False)
    article = load_library(default_library()).articles[0]
    found = {element.get("id"): element for element in tree.iter() if re.fullmatch(r"p\d+", element.get("id", ""))}
    assert {name: (element.text, len(element)) for name, element in found.items()} == {
        f"p{paragraph.number}": (paragraph.text, 0) for paragraph in article.paragraphs
    }


def test_what_html_cannot_hold_is_replaced_one_for_one() -> None:
    """So that offsets into a paragraph stay true; letters of any script are left alone."""
    assert fitted("a\x00\x85\ufffe\r\n\tж😀\u202e") == "a\ufffd\ufffd\ufffd \n\tж😀\u202e"


@pytest.mark.parametrize("kind", ["shipped", "hostile"])
def test_every_page_is_sound_html(kind: str, shipped: dict[str, str], tmp_path: Path) -> None:
    """No parse error in a strict parser, whatever the articles hold; every id once, every reference to one that is."""
    pages = shipped if kind == "shipped" else built(write_hostile(tmp_path / "hostile"))
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    for name in (name for name in pages if name.endswith(".html")):
        ids = [element.get("id") for element in parser.parse(pages[name]).iter() if element.get("id")]
        assert len(ids) == len(set(ids))
        named = re.findall(r'(?:for|aria-labelledby|aria-describedby)="([^"]+)"', pages[name])
        assert set(named) <= set(ids)


def test_articles_cannot_break_out_of_their_page(tmp_path: Path) -> None:
    """Their markup is shown as it stands; nothing of it becomes an element, a script or a template."""
    pages = built(write_hostile(tmp_path / "hostile"))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in pages["_index.html"]
    assert "{{ 7 * 7 }}" in pages["_index.html"]
    assert '<h2 id="articles">2 articles</h2>' in pages[FIRST_PAGE]
    assert not [name for name, text in pages.items() if name.endswith(".html") and "<script>" in text]
    assert 'href="https://a.example/?a=1&amp;b=%22x"' in pages["other.html"]


def test_nothing_on_a_page_is_inline_or_from_elsewhere(shipped: dict[str, str]) -> None:
    """The policy forbids both, and no page needs them: scripts, styles and pictures are files of the site."""
    for name in ("kursk-offensive.html", FIRST_PAGE):
        page = unescape(shipped[name])
        assert "default-src 'none'; script-src 'self'; style-src 'self'" in page
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", page)
        loaded = re.findall(r'(?:src|href|action)="([^"#?]*)', page)
        assert set(loaded) - {""} <= set(shipped)
    sheets = "".join(shipped[name] for name in shipped if name.endswith((".css", ".js")))
    assert not re.search(
        r"https?://|@import|url\(|fetch\(|XMLHttpRequest|sendBeacon|localStorage|document\.cookie", sheets
    )


def test_the_same_library_gives_the_same_bytes(harbour: Path) -> None:
    """Nothing of the clock, the machine or the order of sets is in them."""
    assert build_site(prepare(load_library(harbour))) == build_site(prepare(load_library(harbour)))


def test_a_page_of_the_shipped_library_is_light(shipped: dict[str, str]) -> None:
    """Under 100 kB with its sheet and its script."""
    assert sum(len(shipped[name].encode()) for name in ("kursk-offensive.html", "site.css", "site.js")) < 100_000


def test_progress_counts_the_articles(tmp_path: Path) -> None:
    """From none to all of them."""
    heard: list[tuple[int, int]] = []
    folder = write_hostile(tmp_path / "library")
    build_site(prepare(load_library(folder)), lambda done, everything: heard.append((done, everything)))
    assert heard == [(0, 2), (1, 2), (2, 2)]


def test_a_large_library_travels_with_minisearch_and_its_licence(tmp_path: Path, shipped: dict[str, str]) -> None:
    """A small one with its own prepared index, and without a library that it does not use."""
    folder = tmp_path / "large"
    folder.mkdir()
    (folder / "long.txt").write_text("Head\n" + "".join(f"Line {n} of the text.\n" for n in range(SMALL)), "utf-8")
    library = load_library(folder)
    assert (choose_engine(library), choose_engine(Library(()))) == (MINISEARCH, PREPARED)
    pages = built(folder)
    assert {"minisearch.js", "search-minisearch.js"} <= set(pages)
    assert "Luca Ongaro" in pages["minisearch-LICENSE.txt"]
    assert not [name for name in shipped if "minisearch" in name]


def test_a_quote_has_an_address(harbour: Path) -> None:
    """The page, the offsets as the JSON answer counts them, the paragraph; no article takes the first page's name."""
    paragraph = load_library(harbour).articles[0].paragraphs[2]
    quote = Quote(paragraph, Span(4, 16))
    assert quote_link(quote) == "harbour.html?quote=4-16#p2"
    assert site_link("https://a.example/read", quote) == "https://a.example/read/harbour.html?quote=4-16#p2"
    assert page_name("index") not in (FIRST_PAGE, page_name("index-"))
