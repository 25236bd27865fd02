"""Changes to a YAML text at marked places; every other character stays. Text in, text out: reads and writes no files.

`parse_yaml` gives each value its line and column; `places_of` gives the offsets that belong to them. A scalar is
changed in its own style and line breaks where that can be, else it becomes one line in double quotes. What a change
leads to is read back: a text that would then hold anything else is not returned.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knowledge.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Place = tuple[int, int]
"""Line and column, both from 1, as a node of `marked_yaml` has them."""

_WORD = re.compile(r"\S+")
_BREAKS_OF_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\u00ad\u200b-\u200f\u2060\ufffe\uffff]")
"""Line breaks to YAML though not to an editor, signs that nobody sees or YAML refuses: written as escapes."""
_SINGLE, _DOUBLE, _BLOCK = "'", '"', "|>"


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of a text (offsets in code points) and what stands there instead; an empty stretch inserts."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Places:
    """Where in a YAML text its values stand, by the line and column that they begin at."""

    scalars: Mapping[Place, Span]
    """The last line break of a block scalar (`|`, `>`) is left out."""
    flows: Mapping[Place, Span]
    """Lists and mappings in brackets."""


def places_of(text: str) -> Places:
    """Return the offsets of every value of `text`, which is YAML without a fault."""
    import yaml  # noqa: PLC0415 - 40 ms that only a change need pay

    bare = text.removeprefix("\ufeff")
    skipped = len(text) - len(bare)
    scalars: dict[Place, Span] = {}
    flows: dict[Place, Span] = {}
    opened: list[Any] = []
    events: Iterable[Any] = yaml.parse(bare, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    for event in events:
        mark, kind = event.start_mark, type(event).__name__
        if kind == "ScalarEvent":
            end = mark.index + len(bare[mark.index : event.end_mark.index].rstrip())
            scalars[mark.line + 1, mark.column + 1] = Span(mark.index + skipped, end + skipped)
        elif kind in {"MappingStartEvent", "SequenceStartEvent"}:
            opened.append(event)
        elif kind in {"MappingEndEvent", "SequenceEndEvent"}:
            start = opened.pop()
            if start.flow_style:
                span = Span(start.start_mark.index + skipped, event.end_mark.index + skipped)
                flows[start.start_mark.line + 1, start.start_mark.column + 1] = span
    return Places(scalars, flows)


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with `edits`, which do not overlap, carried out; insertions at one place in their order.

    >>> edited("one two", [Edit(Span(4, 7), "three"), Edit(Span(0, 0), "- ")])
    '- one three'
    """
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        parts += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join([*parts, text[at:]])


def line_break_of(text: str) -> str:
    r"""Return how the lines of `text` end: as the first of them does.

    >>> line_break_of("a: 1\r\nb: 2\r\n")
    '\r\n'
    """
    first = text.find("\n")
    return "\r\n" if first > 0 and text[first - 1] == "\r" else "\n"


def end_of_line(text: str, at: int) -> int:
    """Return the offset of the line break after `at`, or of the end of `text`."""
    ends = [end for end in (text.find("\n", at), text.find("\r", at)) if end >= 0]
    return min(ends, default=len(text))


def rewritten(source: str, value: str, new: str) -> str | None:
    """Return the scalar `source`, which reads `value`, so that it reads `new`; None where it cannot be done safely.

    `new` has no outer whitespace, and that of `value` does not count.

    >>> rewritten("'it''s  so'", "it's  so", "it’s so")
    "'it’s so'"
    """
    for candidate in (_word_by_word(source, value, new), _on_one_line(source, new)):
        if candidate is not None and _reads(candidate, like=(source, value)).strip() == new:
            return candidate
    return None


def quoted(text: str) -> str:
    """Return `text` as a YAML scalar in double quotes, on one line.

    >>> print(quoted('He said "no".'))
    "He said \\"no\\"."
    """
    written = json.dumps(text, ensure_ascii=False)
    return _BREAKS_OF_YAML.sub(lambda sign: f"\\u{ord(sign[0]):04x}", written)


def _word_by_word(source: str, value: str, new: str) -> str | None:
    """Change the words and the spaces that differ, and nothing else; None where the words cannot be told apart."""
    frame, style = _framed(source)
    before, inner, after = frame
    found = list(_WORD.finditer(inner))
    old_words, new_words = _WORD.findall(value), _WORD.findall(new)
    if [_decoded(word[0], style) for word in found] != old_words or len(new_words) != len(old_words):
        return None
    old_gaps, new_gaps = _WORD.split(value.strip())[1:-1], _WORD.split(new)[1:-1]
    parts = [before, inner[: found[0].start()] if found else ""]
    for number, word in enumerate(found):
        same = new_words[number] == old_words[number]
        parts.append(word[0] if same else _encoded(new_words[number], style))
        if number == len(found) - 1:
            parts.append(inner[word.end() :])
            break
        gap = inner[word.end() : found[number + 1].start()]
        if old_gaps[number] != new_gaps[number]:
            if gap != old_gaps[number]:
                return None  # a fold: what it reads as is not what stands there
            gap = new_gaps[number]
        parts.append(gap)
    return "".join([*parts, after])


def _framed(source: str) -> tuple[tuple[str, str, str], str]:
    """Part a scalar from its quotation marks or its block header; return the three parts and the style."""
    style = source[:1]
    if style in (_SINGLE, _DOUBLE) and len(source) > 1:
        return (style, source[1:-1], style), style
    if style and style in _BLOCK:
        end = end_of_line(source, 0)
        return (source[:end], source[end:], ""), _BLOCK
    return ("", source, ""), ""


def _decoded(word: str, style: str) -> str:
    if style == _SINGLE:
        return word.replace("''", "'")
    return re.sub(r'\\(["\\])', r"\1", word) if style == _DOUBLE else word


def _encoded(word: str, style: str) -> str:
    if style == _SINGLE:
        return word.replace("'", "''")
    return quoted(word)[1:-1] if style == _DOUBLE else word


def _on_one_line(source: str, new: str) -> str | None:
    if source[:1] and source[0] in _BLOCK and "#" in source[: end_of_line(source, 0)]:
        return None  # the editor's comment would be lost
    return quoted(new)


def _reads(candidate: str, *, like: tuple[str, str]) -> str:
    """Return what `candidate` reads as where the scalar `like` (source, value) stands: in brackets if that can."""
    source, value = like
    if candidate[:1] in (_SINGLE, _DOUBLE) or _value(f"[{{q: {source}}}]") == value:
        return _value(f"[{{q: {candidate}}}]") or ""
    return _value(f"- q: {candidate}\n") or ""


def _value(text: str) -> str | None:
    import yaml  # noqa: PLC0415 - as above

    try:
        loaded = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.YAMLError:
        return None
    match loaded:
        case [{"q": str(value)}]:
            return value
        case _:
            return None
