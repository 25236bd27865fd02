"""Speech with no verb of its own: sentences within quotation marks, and whoever speaks in the sentences around them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.types import Attribution, Span, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from knowledge.passages import PreparedParagraph

MOSTLY = 0.7
"""Share of a sentence that must stand within quotation marks for it to be somebody's words with no verb of its own."""
REACH = 6
"""Sentences that quoted speech may run on from its speaker, either way."""

_MARK = re.compile('["“”«»]')


def quoted_speech(
    home: PreparedParagraph, at: int, speech: Callable[[PreparedParagraph, int], Attribution | None]
) -> Attribution | None:
    """Attribute a sentence that is all quotation to whoever speaks near it; None where it is no quotation.

    `speech` says who speaks in a sentence of the paragraph. Where the quotation runs on, its speaker comes after
    ("We lost. It was luck,” said Hale); else he came before.
    """
    sentences = home.sentences
    ranges = quotations(home.paragraph.text)
    if not _is_quoted(sentences[at].span, ranges):
        return None
    end = next((r.end for r in ranges if r.start < sentences[at].span.end <= r.end), sentences[at].span.end)
    for i in range(at + 1, min(at + 1 + REACH, len(sentences))):
        if sentences[i].span.start >= end:
            break
        found = speech(home, i)
        if found:
            return found
    for i in range(at - 1, max(-1, at - 1 - REACH), -1):
        found = speech(home, i)
        if found:
            return found
        if not _is_quoted(sentences[i].span, ranges):
            break
    return Attribution(Status.CLAIM)


def _is_quoted(span: Span, ranges: Sequence[Span]) -> bool:
    if not any(r.start <= span.start < r.end for r in ranges):
        return False
    inside = sum(max(0, min(span.end, r.end) - max(span.start, r.start)) for r in ranges)
    return inside >= MOSTLY * (span.end - span.start)


def quotations(text: str) -> list[Span]:
    """Return what stands within double quotation marks; an unclosed one runs to the end.

    >>> [s.of('He said "no". Why?') for s in quotations('He said "no". Why?')]
    ['"no"']
    """
    spans = []
    opened: int | None = None
    for match in _MARK.finditer(text):
        at, mark = match.start(), match.group()
        opens = mark in "“«" or (mark == '"' and opened is None)
        if opens:
            opened = at if opened is None else opened
        elif opened is not None:
            spans.append(Span(opened, at + 1))
            opened = None
    if opened is not None:
        spans.append(Span(opened, len(text)))
    return spans
