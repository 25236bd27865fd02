"""Telegram's HTML: its tags, its four named entities, its complaints with byte offsets.

Follows the behaviour of the parser in Telegram's own tdlib as its documentation and its published test cases show it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "span": "spoiler",
    "tg-spoiler": "spoiler", "a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}  # fmt: skip
_ENTITY = re.compile(r"&(?:#(\d+)|#x([0-9a-fA-F]+)|([a-z]+));?")

_PLAIN = re.compile(rb"[^<&]*")


class MarkupError(Exception):
    """Markup that Telegram refuses; the message is what stands behind "can't parse entities: "."""


@dataclass
class _Open:
    tag: str
    start: int
    attributes: dict[str, str] = field(default_factory=dict)


class _Reader:
    """Reads HTML from left to right, over its UTF-8 bytes, since offsets in complaints are bytes."""

    def __init__(self, html: str) -> None:
        self.bytes = html.encode("utf-8")
        self.at = 0
        self.text = ""
        self.units = 0
        self.open: list[_Open] = []
        self.entities: list[dict[str, Any]] = []

    def read(self) -> tuple[str, list[dict[str, Any]]]:
        while self.at < len(self.bytes):
            here = self.bytes[self.at : self.at + 1]
            if here == b"&" and (decoded := self._entity()):
                self._add(decoded)
            elif here != b"<":
                end = _PLAIN.match(self.bytes, self.at + 1).end()  # type: ignore[union-attr]
                self._add(self.bytes[self.at : end].decode())
                self.at = end
            elif self.bytes[self.at + 1 : self.at + 2] == b"/":
                self._close()
            else:
                self._open()
        if self.open:
            raise MarkupError(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return self.text, sorted(self.entities, key=lambda e: (e["offset"], -e["length"]))

    def _add(self, text: str) -> None:
        self.text += text
        self.units += len(text.encode("utf-16-le")) // 2

    def _entity(self) -> str:
        match = _ENTITY.match(self.bytes[self.at : self.at + 12].decode("utf-8", "ignore"))
        if not match:
            return ""
        decimal, hexadecimal, name = match.groups()
        if name is not None:
            decoded = NAMED.get(name, "")
        else:
            number = int(decimal) if decimal else int(hexadecimal, 16)
            decoded = chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else ""
        if decoded:
            self.at += len(match[0])
        return decoded

    def _until(self, stops: bytes) -> bytes:
        start = self.at
        while self.at < len(self.bytes) and self.bytes[self.at] not in stops:
            self.at += 1
        return self.bytes[start : self.at]

    def _spaces(self) -> None:
        while self.at < len(self.bytes) and self.bytes[self.at] in b" \t\r\n":
            self.at += 1

    def _open(self) -> None:
        begin = self.at
        self.at += 1
        tag = self._until(b" \t\r\n>").decode().lower()
        if self.at >= len(self.bytes):
            raise MarkupError(f"Unclosed start tag at byte offset {begin}")
        if tag not in TAGS:
            raise MarkupError(f'Unsupported start tag "{tag}" at byte offset {begin}')
        opened = _Open(tag, self.units)
        while True:
            self._spaces()
            if self.bytes[self.at : self.at + 1] == b">":
                break
            name = self._until(b" \t\r\n=>").decode().lower()
            if not name:
                raise MarkupError(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
            self._spaces()
            opened.attributes[name] = self._value(begin) if self.bytes[self.at : self.at + 1] == b"=" else ""
            if self.at >= len(self.bytes):
                raise MarkupError(f'Unclosed start tag "{tag}" at byte offset {begin}')
        self.at += 1
        if tag == "span" and opened.attributes.get("class") != "tg-spoiler":
            raise MarkupError(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        if tag == "blockquote" and any(outer.tag == "blockquote" for outer in self.open):
            raise MarkupError(f"Blockquote entities can't be nested at byte offset {begin}")
        self.open.append(opened)

    def _value(self, begin: int) -> str:
        self.at += 1
        self._spaces()
        quote = self.bytes[self.at : self.at + 1]
        if quote in (b'"', b"'"):
            self.at += 1
            value = self._until(quote)
            if self.at >= len(self.bytes):
                raise MarkupError(f"Unclosed start tag at byte offset {begin}")
            self.at += 1
        else:
            value = self._until(b" \t\r\n>")
        inner = _Reader(value.decode())
        inner.bytes = inner.bytes.replace(b"<", b"&lt;")
        text, _ = inner.read()
        return text

    def _close(self) -> None:
        begin = self.at
        self.at += 2
        if not self.open:
            raise MarkupError(f"Unexpected end tag at byte offset {begin}")
        name = self._until(b" \t\r\n>").decode().lower()
        self._spaces()
        if self.bytes[self.at : self.at + 1] != b">":
            raise MarkupError(f"Unclosed end tag at byte offset {begin}")
        self.at += 1
        opened = self.open.pop()
        if name and name != opened.tag:
            raise MarkupError(
                f'Unmatched end tag at byte offset {begin}, expected "</{opened.tag}>", found "</{name}>"'
            )
        length = self.units - opened.start
        kind = TAGS[opened.tag]
        if kind == "blockquote" and "expandable" in opened.attributes:
            kind = "expandable_blockquote"
        if length and not (kind == "text_link" and not opened.attributes.get("href")):
            entity = {"type": kind, "offset": opened.start, "length": length}
            if kind == "text_link":
                entity["url"] = opened.attributes["href"]
            self.entities.append(entity)


def parse_html(html: str) -> tuple[str, list[dict[str, Any]]]:
    """Return the text and the entities (UTF-16 offsets) of `html`; raise MarkupError where Telegram would refuse it."""
    return _Reader(html).read()
