"""Adding: each source to a document, each document to the library, each with its outcome. Prints nothing.

One bad source never stops the rest. Addresses that a feed or sitemap lists are sources of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from bot.intake.addresses import address_key
from bot.intake.decoding import decode_text
from bot.intake.document import SourceError
from bot.intake.feeds import Listing
from bot.intake.isolation import Source
from bot.intake.kinds import LARGEST, SUFFIXES, Kind, kind_of
from bot.intake.naming import make_id
from bot.intake.plain import read_plain_text
from bot.intake.shelf import Standing, open_shelf
from bot.intake.sources import Item, list_items, read_file
from bot.intake.writing import check_article, markdown_of, write_article

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.intake.document import Document
    from bot.intake.fetching import Fetcher
    from bot.intake.isolation import Readers
    from bot.intake.shelf import Shelf

MOST_LISTS = 50
"""Sitemaps that an index is followed into."""


_ENDLESS = re.compile(r"\w{1000}")
"""Padding, or what a bomb unpacks to; the longest stretches between two signs of Chinese prose have some fifty."""


class Did(StrEnum):
    """What became of a source."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    """It differs from the article, which was left alone: that was not asked for."""
    DUPLICATE = "duplicate"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source."""

    source: str
    did: Did
    article: str | None = None
    """The id of the article: the new one, or the one that is there already."""
    document: Document | None = None
    reason: str | None = None
    """Where it failed: what, and the remedy."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be added, and how."""

    sources: tuple[str, ...]
    library: Path
    most: int = 20
    """Articles of one feed or sitemap."""
    again: bool = False
    """Replace an article that has changed."""
    dry_run: bool = False
    encoding: str | None = None
    """Of text files that are not UTF-8."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What is looked at next."""

    number: int
    of: int
    source: str


def add(wish: Wish, fetcher: Fetcher, readers: Readers) -> Iterator[Progress | Outcome]:
    """Add what is wished for, source by source; before each comes a Progress, after it its Outcome or Outcomes."""
    shelf = open_shelf(wish.library)
    waiting = list_items(wish.sources, wish.library)
    seen = {address_key(item.source) for item in waiting if item.path is None}
    number = 0
    while number < len(waiting):
        item = waiting[number]
        number += 1
        yield Progress(number, len(waiting), item.source)
        try:
            found = _read(item, wish, fetcher, readers)
            if isinstance(found, Listing):
                links = [
                    link for link in _articles(found, wish.most, fetcher, readers) if address_key(link) not in seen
                ]
                seen.update(map(address_key, links))
                waiting[number:number] = [Item(link) for link in links]
            else:
                yield _shelve(item, found, wish, shelf)
        except SourceError as error:
            yield Outcome(item.source, Did.FAILED, reason=str(error))


def _read(item: Item, wish: Wish, fetcher: Fetcher, readers: Readers) -> Document | Listing:
    if item.fault is not None:
        raise item.fault
    if item.path is None:
        return read_address(item.source, fetcher, readers)
    content = read_file(item.path)
    kind = kind_of(content, suffix=item.path.suffix)
    name = " ".join(item.path.stem.replace("_", " ").replace("-", " ").split())
    if kind in {Kind.TEXT, Kind.MARKDOWN}:
        return read_plain_text(decode_text(content, wish.encoding), name, markdown=kind is Kind.MARKDOWN)
    return readers.read(Source(kind, content, name))


def read_address(address: str, fetcher: Fetcher, readers: Readers) -> Document | Listing:
    """Return the article at `address`, or what the feed there lists."""
    page = fetcher.fetch(address)
    suffix = PurePosixPath(urlsplit(page.address).path).suffix
    content = page.content
    if content.startswith(b"\x1f\x8b"):  # a sitemap is often kept packed
        return readers.read(Source(Kind.FEED, content, "", page.address))
    kind = kind_of(content, suffix=suffix if page.media_type == "text/plain" else "", media_type=page.media_type)
    if len(content) > LARGEST[kind]:
        raise SourceError(f"is larger than {LARGEST[kind] // 1_000_000} MB", "save the part that matters as a file")
    name = _name_of(page.address)
    if kind in {Kind.TEXT, Kind.MARKDOWN}:
        text = decode_text(content, page.charset if page.charset not in {None, "us-ascii"} else None)
        document = read_plain_text(text, name, markdown=kind is Kind.MARKDOWN)
        return replace(document, url=page.address)
    found = readers.read(Source(kind, content, name, page.address, page.charset))
    if isinstance(found, Listing) or found.url:
        return found
    return replace(found, url=page.address)


def _articles(listing: Listing, most: int, fetcher: Fetcher, readers: Readers) -> list[str]:
    """Return the addresses of at most `most` articles of a feed, or of the sitemaps that a sitemap index names."""
    found = list(listing.articles[:most])
    fault: SourceError | None = None
    for address in listing.lists[:MOST_LISTS]:
        if len(found) >= most:
            break
        try:
            inner = read_address(address, fetcher, readers)
        except SourceError as error:
            fault = error
            continue
        if isinstance(inner, Listing):
            found.extend(inner.articles[: most - len(found)])
    if not found:
        raise fault or SourceError("lists sitemaps that list no article", "name one of them")
    return found


def _shelve(item: Item, document: Document, wish: Wish, shelf: Shelf) -> Outcome:
    if not document.paragraphs:
        raise SourceError("holds no paragraph, only a title", "name a source with the article's text")
    if any(_ENDLESS.search(text) for text in document.paragraphs):
        raise SourceError("holds a word of a thousand letters, which no article has", "save its text alone")
    verdict = shelf.judge(document, make_id(_wanted(item, document)))
    source, article = item.source, verdict.article
    text = markdown_of(document)
    match verdict.standing:
        case Standing.UNCHANGED:
            return Outcome(source, Did.UNCHANGED, article, document)
        case Standing.DUPLICATE:
            return Outcome(source, Did.DUPLICATE, article, document)
        case Standing.CHANGED if not wish.again:
            return Outcome(source, Did.CHANGED, article, document)
        case Standing.CHANGED if not verdict.replaceable:
            raise SourceError(
                f"has changed, but {article}.txt is not replaced", "remove that file first, if it is no longer wanted"
            )
        case _:
            pass
    update = verdict.standing is Standing.CHANGED
    if wish.dry_run:
        check_article(wish.library, article, text, replace=update)
    else:
        try:
            write_article(wish.library, article, text, replace=update)
        except OSError as error:
            raise SourceError(
                f"cannot be written to {wish.library} ({error.strerror})", "give the folder room and write permission"
            ) from error
    shelf.put(article, document)
    return Outcome(source, Did.UPDATED if update else Did.ADDED, article, document)


def _wanted(item: Item, document: Document) -> str:
    """Return the words that the id is made of: a file keeps its name, a web page has none of its own."""
    if item.path is None or SUFFIXES.get(item.path.suffix.lower(), Kind.PAGE) is Kind.PAGE:
        return document.title
    return item.path.stem


def _name_of(address: str) -> str:
    """Return the last words of an address, for an article without a title."""
    parts = urlsplit(address)
    last = unquote(PurePosixPath(parts.path).stem)
    return " ".join(last.replace("_", " ").replace("-", " ").split()) or (parts.hostname or "article")
