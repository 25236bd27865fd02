"""From text to tokens and sentences, with offsets. STUB until the tokenizer lands."""

from __future__ import annotations

import re

from knowledge.types import Span


def split_sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of `text`."""
    return tuple(Span(m.start(), m.end()) for m in re.finditer(r"\S[^.!?]*(?:[.!?](?=\S)[^.!?]*)*[.!?]?”?", text))
