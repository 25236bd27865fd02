"""Reader of web pages: the article's own words and what the page says of it, by trafilatura.

Dates are taken where the page marks one, never guessed from its text. Run it in a process of its own: a hostile page
can make any parser slow.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from bot.intake.addresses import same_site
from bot.intake.decoding import decode_page
from bot.intake.document import Document, SourceError, make_document, tidy
from bot.intake.mending import mend, without_frame

if TYPE_CHECKING:
    from collections.abc import Iterator

FEWEST_LETTERS = 200
"""Of an article. What is shorter is a consent banner, a login, or a page that a script would fill."""

_BLOCKS = frozenset({"body", "p", "head", "list", "item", "quote", "table", "row", "code", "div", "main"})
_SPACE = re.compile("[ \t\r\n]+")
_NO_NAMES = frozenset({"username", "admin", "administrator", "editor", "staff", "author"})
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]*\s*$")
_SLOGAN = re.compile(r"\s[-–—|]\s")
"""What stands between a site's name and what it says of itself."""
_BREAK = "\N{PARAGRAPH SEPARATOR}"


def read_page(content: bytes, address: str | None, charset: str | None = None, name: str = "") -> Document:
    """Return the article of the page `content`; `address` is where it came from, None for a file.

    `name` is its title where it names none.
    """
    import trafilatura  # noqa: PLC0415 - of the extra

    tree = trafilatura.load_html(decode_page(content, charset))
    if tree is None:
        raise SourceError("is no web page that can be read", "open it in a browser and save it anew")
    url = _canonical(tree, address)
    language = _language(tree)
    found: Any = trafilatura.bare_extraction(
        tree,
        url=url,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    title = tidy(found.title) if found is not None else None
    paragraphs = without_frame(mend(_blocks(found.body)), title or "") if found is not None else ()
    if sum(map(len, paragraphs)) < FEWEST_LETTERS:
        raise SourceError(
            "holds no article text that could be found", "save its text as .txt, where a login or a script hides it"
        )
    publisher = tidy(_SLOGAN.split(found.sitename or "")[0])
    return make_document(
        title or name,
        paragraphs,
        publisher=publisher,
        author=_author(found.author, publisher),
        published=found.date,
        url=url,
        language=language,
    )


def _blocks(body: Any) -> Iterator[str]:
    """Yield the text of each block of trafilatura's tree; the cells of a table's row have a bar between them."""
    from lxml import etree  # noqa: PLC0415 - of the extra

    parts: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        starts = event == "start"
        if element.tag in _BLOCKS:
            yield from _flushed(parts)
        if starts:
            if element.tag == "lb":
                parts.append(_BREAK if _SENTENCE_END.search("".join(parts[-3:])) or parts[-1:] == [" "] else " ")
            elif element.tag == "cell" and "".join(parts).strip():
                parts.append(" | ")
            parts.append(_SPACE.sub(" ", element.text or ""))
        elif element.tail:
            parts.append(_SPACE.sub(" ", element.tail))
    yield from _flushed(parts)


def _flushed(parts: list[str]) -> Iterator[str]:
    text = _SPACE.sub(" ", "".join(parts)).strip(" ")
    parts.clear()
    if text:
        yield text


def _canonical(tree: Any, address: str | None) -> str | None:
    """Return the address that the page calls its own, where it may: another site's is not its to claim."""
    for path in ('//link[@rel="canonical"]/@href', '//meta[@property="og:url"]/@content'):
        for claimed in tree.xpath(path):
            try:
                url = urljoin(address or "", str(claimed).strip())
                if url.startswith(("http://", "https://")) and _may_claim(url, address):
                    return url
            except ValueError:
                continue
    return address


def _may_claim(url: str, address: str | None) -> bool:
    """Say whether the page at `address` may call `url` its own: of the same site, and not the site's front page.

    Pages of careless sites all name the front page; they would be taken for one article.
    """
    if address is None:
        return bool(urlsplit(url).path.strip("/") or urlsplit(url).query)
    front = not urlsplit(url).path.strip("/") and urlsplit(address).path.strip("/")
    return same_site(url, address) and not (front and not urlsplit(url).query)


def _language(tree: Any) -> str | None:
    for path in ("/html/@lang", "/html/@*[local-name()='lang']", '//meta[@property="og:locale"]/@content'):
        for named in tree.xpath(path):
            return str(named)
    return None


def _author(names: str | None, publisher: str | None) -> str | None:
    """Return the names with commas between them, without what is no person's: a placeholder, the site itself."""
    found = [name.strip() for name in (names or "").split(";")]
    people = [name for name in found if name.lower() not in _NO_NAMES and name != publisher and name]
    return ", ".join(dict.fromkeys(people)) or None
