"""What a long message asks: one question, or several. Knows words only, nothing of Telegram or of answers."""

from __future__ import annotations

import re

MOST_QUESTIONS = 3
"""More answers than this to one message would bury a chat."""
LONGEST_QUESTION = 600
"""Characters of one question that are read: more is no question, and a message of only unknown words, each of which is
looked for among all known ones, would keep everybody else waiting for seconds."""
FEWEST_WORDS = 3
"""A shorter piece belongs to the one beside it ("Kursk? What happened there?"), unless it goes on ("And Rome?")."""

_QUESTION = re.compile(r"(?<![^?？\n])[^?？\n]++[?？]++")  # tried where a run begins, not at each of its letters
_START = re.compile(r".*[.!…:]\s+(?=\S)", re.DOTALL)
_GOES_ON = re.compile(r"(?:and|or|but|what about|how about)\s+\w", re.IGNORECASE)


def split_questions(text: str) -> tuple[str, ...]:
    """Split `text` into the questions it asks; one that asks a single thing stays whole.

    Of a question that is too long its end is left, of a text without a question mark its beginning.

    >>> split_questions("Who is Keith Kellogg? When does Trump take office? And Putin?")
    ('Who is Keith Kellogg?', 'When does Trump take office?', 'And Putin?')
    >>> split_questions("Kursk? What happened there?")
    ('Kursk? What happened there?',)
    """
    places: list[tuple[int, int]] = []
    heading: int | None = None
    for piece in _QUESTION.finditer(text):
        start = _start(piece)
        if _stands_alone(text[start : piece.end()]):
            places.append((start if heading is None else heading, piece.end()))
            heading = None
        elif places:  # a tag ("Really?") belongs to what it follows
            places[-1] = (places[-1][0], piece.end())
        elif heading is None:  # a word said beforehand ("Kursk?") to what it heads
            heading = start
    if len(places) < 2:
        return (_bounded(text.strip()),)
    return tuple(_bounded(text[start:end].strip()) for start, end in places)


def _bounded(question: str) -> str:
    """Cut `question` to what is read of it, between two words."""
    if len(question) <= LONGEST_QUESTION:
        return question
    end = max(question.rfind("?"), question.rfind("？")) + 1
    if not end:
        return question[:LONGEST_QUESTION].rpartition(" ")[0].strip() or question[:LONGEST_QUESTION]
    piece = question[max(end - LONGEST_QUESTION, 0) : end]
    return (piece.partition(" ")[2].strip() if end > LONGEST_QUESTION else "") or piece


def _start(piece: re.Match[str]) -> int:
    """Return where the question itself starts: after what is told before it in the same line."""
    told = _START.match(piece[0])
    start = piece.start() + (told.end() if told else 0)
    return start + len(piece.string[start : piece.end()]) - len(piece.string[start : piece.end()].lstrip())


def _stands_alone(question: str) -> bool:
    return len(question.split()) >= FEWEST_WORDS or _GOES_ON.match(question) is not None
