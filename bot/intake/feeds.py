"""RSS, Atom and sitemaps → the addresses that they list. Loads nothing; entities are neither defined nor resolved."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from bot.intake.document import SourceError

MOST_LISTED = 50_000
"""Addresses that a sitemap may hold (sitemaps.org)."""
LARGEST = 50_000_000


@dataclass(frozen=True, slots=True)
class Listing:
    """The addresses of a list, the newest first where it says which is."""

    articles: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    """Sitemaps that a sitemap index names."""


def unpacked(content: bytes) -> bytes:
    """Return `content`, unpacked where it is a gzip file; raise SourceError where that is too much."""
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        unpacker = zlib.decompressobj(31)
        plain = unpacker.decompress(content, LARGEST)
    except zlib.error as error:
        raise _broken() from error
    if not unpacker.eof and not unpacker.unconsumed_tail:
        raise _broken()
    if unpacker.unconsumed_tail:
        raise SourceError(f"unpacks to more than {LARGEST // 1_000_000} MB", "add what it lists, part by part")
    return plain


def _broken() -> SourceError:
    return SourceError("is a broken gzip file", "unpack it, and add what is in it")


def read_feed(content: bytes, address: str | None) -> Listing:
    """Return what the feed or sitemap `content` lists; relative addresses start from `address`."""
    from lxml import etree  # noqa: PLC0415 - of the extra

    if re.search(rb"<\x00?!\x00?E\x00?N\x00?T\x00?I\x00?T\x00?Y", content, re.IGNORECASE):
        raise SourceError("defines XML entities, which can explode", "add the addresses that it lists, one by one")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=True
    )
    try:
        root: Any = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError("is a feed or sitemap that cannot be read", "add the addresses that it lists") from error
    kind = "" if root is None else _local(root)
    match kind:
        case "urlset":
            found = Listing(articles=_newest_first(root, "url", address))
        case "sitemapindex":
            found = Listing(lists=_newest_first(root, "sitemap", address))
        case "rss" | "feed" | "RDF":
            links = [_link(item) for item in root.iter("{*}item", "{*}entry")]
            found = Listing(articles=_absolute(links, address))
        case _:
            raise SourceError("is XML, but neither a feed nor a sitemap", "name a feed, a sitemap or a page")
    if not found.articles and not found.lists:
        raise SourceError("is a feed or sitemap that lists nothing", "add the addresses of articles")
    return found


def _newest_first(root: Any, name: str, address: str | None) -> tuple[str, ...]:
    dated = [(_child(item, "lastmod"), _child(item, "loc")) for item in root.iter("{*}" + name)]
    dated.sort(key=lambda item: item[0], reverse=True)  # stable: in the file's order where dates tie or lack
    return _absolute([link for _, link in dated], address)


def _link(item: Any) -> str:
    """Return the address of a feed's item: RSS has it as text, Atom as an attribute, some have it as guid only."""
    links = [child for child in item if _local(child) == "link"]
    for link in links:
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            return str(link.get("href"))
    for link in links:
        if (link.text or "").strip():
            return str(link.text)
    guids = [child for child in item if _local(child) == "guid" and child.get("isPermaLink", "true") != "false"]
    return str(guids[0].text or "") if guids else ""


def _child(item: Any, name: str) -> str:
    return next((str(child.text or "").strip() for child in item if _local(child) == name), "")


def _absolute(links: list[str], address: str | None) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for link in links[:MOST_LISTED]:
        try:
            url = urljoin(address or "", link.strip()) if link.strip() else ""
        except ValueError:
            continue
        if url.startswith(("http://", "https://")):
            found.setdefault(url)
    return tuple(found)


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
