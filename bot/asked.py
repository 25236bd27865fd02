"""What a long message asks: one question, or several. Knows words only, nothing of Telegram or of answers."""

from __future__ import annotations

import re

MOST_QUESTIONS = 3
"""More answers than this to one message would bury a chat."""
FEWEST_WORDS = 3
"""A shorter piece is part of the question beside it ("Kursk? What happened there?")."""

_QUESTION = re.compile(r"[^?？\n]+[?？]+")
_START = re.compile(r".*[.!…:]\s+(?=\S)", re.DOTALL)


def split_questions(text: str) -> tuple[str, ...]:
    """Split `text` into the questions it asks; one that asks a single thing stays whole.

    >>> split_questions("Who is Keith Kellogg? When does Trump take office?")
    ('Who is Keith Kellogg?', 'When does Trump take office?')
    >>> split_questions("Kursk? What happened there?")
    ('Kursk? What happened there?',)
    """
    found = tuple(_START.sub("", piece).strip() for piece in _QUESTION.findall(text))
    if len(found) < 2 or any(len(piece.split()) < FEWEST_WORDS for piece in found):
        return (text.strip(),)
    return found
