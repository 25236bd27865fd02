"""The repair of what text suffers on its way: hidden characters, hard wraps, divided words, lost paragraph breaks.

Pure. Quotation marks, dashes, accents and spaces stay as they are: a quote is to be the article's own. No word is
added, none is left out but repeated boilerplate (`without_frame`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge import rarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # control characters but tab and what ends a line
    "\u00ad\u200b\u2060\ufeff"  # soft hyphen, zero-width space, word joiner, byte order mark
    "\u202a-\u202e\u2066-\u2069"  # overrides of the reading direction: they show another order than is stored
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U0001fffe\U0001ffff]"  # what is no character
)
_SOFT_BREAK = re.compile("\u00ad[ \t]*(?:\r\n|[\n\r\x0b\x0c\x85\u2028])[ \t]*")
_LINE_BREAK = re.compile("[ \t]*(?:\r\n|[\n\r\x0b\x0c\x85\u2028])[ \t]*")
_DIVIDED = re.compile(r"(?<![^\W\d_])([^\W\d_]++)-\n([^\W\d_]++)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_GLUED = re.compile(r"(?<=[a-z][a-z])([.!?][\"”’)]?)(?=[\"“‘(]?[A-Z][a-z]+[ ,])")
_ADDRESS = re.compile(r"://|www\.|@|[\w-]+\.(?:com|org|net|co|io|gov|edu)\b", re.IGNORECASE)
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_RULE = re.compile(r"[\W_]*")
_SENTENCE_END = re.compile(r"[.!?…:;。！？][\"'”’»)\]]*$")

FEWEST_SPACES = 2
"""In a sentence: what is shorter before a dot is a name, as Node.Js."""
RAREST = 7.5
"""`knowledge.rarity` of a word that its table does not have."""
_NEAR = 40
"""Characters around a lost break in which an address would show."""
SHORT = 60
"""Characters below which a line that ends no sentence, before the first or after the last real paragraph, frames."""


def mend(blocks: Iterable[str]) -> tuple[str, ...]:
    r"""Return the paragraphs of `blocks`, each block a paragraph whose lines a margin may have broken.

    >>> mend(["The offen\u00ad\nsive was\nhalted.Russia denied it. ", "* * *"])
    ('The offensive was halted.', 'Russia denied it.')
    """
    blocks = [part for block in blocks for part in block.split("\N{PARAGRAPH SEPARATOR}")]
    whole = [_LINE_BREAK.sub("\n", _SOFT_BREAK.sub("", block)) for block in blocks]
    clean = [_HIDDEN.sub("", block).replace("\t", " ").strip() for block in whole]
    seen = known_words(clean)
    paragraphs: list[str] = []
    for block in clean:
        line = _DIVIDED.sub(lambda found: _rejoined(found[1], found[2], seen), block).replace("\n", " ")
        paragraphs.extend(part for part in unglued(line) if not _RULE.fullmatch(part))
    return tuple(paragraphs)


def known_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of `texts` in lower case, those with a hyphen whole; words that a line end divides are none."""
    return frozenset(word.lower() for text in texts for word in _WORD.findall(_DIVIDED.sub(" ", text)))


def _rejoined(before: str, after: str, seen: frozenset[str]) -> str:
    """Return a word that a line end divided, with its hyphen where the text writes it so elsewhere.

    A capital after the hyphen is never a divided word: "Franco-\\nGerman". What stands nowhere else is one word where
    English has it ("some-\\nthing"), else two where both are words ("like-\\nminded").
    """
    joined = before + after
    if joined.lower() in seen:
        return joined
    hyphenated = f"{before}-{after}"
    if hyphenated.lower() in seen or after[0].isupper():
        return hyphenated
    if rarity(joined.lower()) < RAREST:
        return joined
    whole = all(part.lower() in seen or rarity(part.lower()) < RAREST for part in (before, after))
    return hyphenated if whole else joined


def unglued(line: str) -> list[str]:
    """Return the paragraphs of a line in which the breaks between some were lost ("… halted.Russia denied …")."""
    parts: list[str] = []
    start = 0
    for found in _GLUED.finditer(line):
        near = line[max(0, found.start() - _NEAR) : found.end() + _NEAR]
        sentence = line.count(" ", start, found.start()) >= FEWEST_SPACES
        if sentence and not any(_ADDRESS.search(word) for word in near.split() if found[1] in word):
            parts.append(line[start : found.end()])
            start = found.end()
    return [part for part in (*parts, line[start:]) if part]


def without_ligatures(text: str) -> str:
    """Return `text` with the letters that a font drew as one, as a PDF has them, as the letters they are."""
    return text.translate(_LIGATURES)


def without_frame(paragraphs: Sequence[str], title: str) -> tuple[str, ...]:
    """Return the paragraphs of a page without what frames them.

    That is: the title once more, a paragraph that stands there a second time, and before the first and after the last
    real paragraph the short lines that end no sentence ("941 comments", "Share", "Read more").
    """
    real = [number for number, text in enumerate(paragraphs) if _is_prose(text)]
    if not real:
        return tuple(paragraphs)
    kept: dict[str, None] = {}
    for text in paragraphs[real[0] : real[-1] + 1]:
        if not _same(text, title):
            kept.setdefault(text)
    return tuple(kept)


def _is_prose(text: str) -> bool:
    return len(text) >= SHORT or (_SENTENCE_END.search(text) is not None and " " in text)


def _same(text: str, other: str) -> bool:
    return _WORD.findall(text.lower()) == _WORD.findall(other.lower())
