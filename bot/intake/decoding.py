"""From bytes to text. A text file is what it says or a fault; a web page is decoded as browsers decode it.

Nothing is guessed from letter frequencies: where a text is not UTF-8, its owner names the encoding.
"""

from __future__ import annotations

import codecs
import re

from bot.intake.document import SourceError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
MOST_CONTROL = 0.01
"""Share of control characters above which a text is a binary file; form feeds and escapes stand in old texts."""
MOST_BROKEN = 0.01
"""Share of characters that may be undecodable in a web page; browsers show such pages too."""
_WEB_NAMES = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}
"""What browsers read these names as (WHATWG Encoding Standard, section 4.2)."""


def decode_text(content: bytes, encoding: str | None = None) -> str:
    """Return the text of a text file: UTF-8, or UTF-16 or UTF-32 with its mark, or what `encoding` names.

    Raises SourceError with the line of the first byte that is none of it.
    """
    marked, content = _without_mark(content)
    name = marked or encoding or "utf-8"
    try:
        text = content.decode(name)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        if not marked and b"\0" in content[:4096]:
            raise _binary() from None
        what = f"byte 0x{content[error.start]:02x} in line {line} is not {name.upper()}"
        raise SourceError(what, "save it as UTF-8, or say what it is with --encoding cp1252") from None
    if "\0" in text or 1 + MOST_CONTROL * len(text) < len(_CONTROL.findall(text)):
        raise _binary()
    return text


def check_encoding(name: str) -> str:
    """Return the encoding's usual name; raise LookupError where it is none for text."""
    found = codecs.lookup(name)
    "a".encode(found.name)  # base64 and the like are codecs too, but not of text
    return found.name


def decode_page(content: bytes, header: str | None = None) -> str:
    """Return the text of a web page; `header` is the charset that the server named.

    A byte order mark wins, then UTF-8 where all of it is, then the header, the page's own word, windows-1252.
    """
    marked, content = _without_mark(content)
    if marked:
        return _lenient(content, marked)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _META.search(content, 0, 4096)
    for name in (header, declared[1].decode("ascii") if declared else None):
        known = _web_name(name)
        if known:
            return _lenient(content, known)
    return _lenient(content, "cp1252")


def _web_name(name: str | None) -> str | None:
    if not name:
        return None
    lowered = name.strip().lower()
    try:
        return check_encoding(_WEB_NAMES.get(lowered, lowered))
    except (LookupError, ValueError):
        return None


def _lenient(content: bytes, name: str) -> str:
    text = content.decode(name, errors="replace")
    if text.count("\N{REPLACEMENT CHARACTER}") > MOST_BROKEN * len(text) + 3:
        raise SourceError(f"is not in the encoding that it names, {name}", "save the page as UTF-8")
    return text


def _without_mark(content: bytes) -> tuple[str | None, bytes]:
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name, content[len(mark) :]
    return None, content


def _binary() -> SourceError:
    return SourceError("is a binary file, not text", "give it the ending of what it is, or save it as UTF-8 text")
