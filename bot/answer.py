"""From a Reading to an Answer: the words a person is shown, without markup (the answer formatter).

STUB until the formatter lands; the shape of `Answer` stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from knowledge import Found, NotFound, Reading, Smalltalk

if TYPE_CHECKING:
    from knowledge import Collection, Evidence


class Outcome(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"
    CHAT = "chat"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person is shown, in parts; the renderings put them together."""

    question: str
    """As the reader wrote it."""
    outcome: Outcome
    short: str | None
    """The short answer, a verbatim slice of the first quote; None where the sentence is the answer."""
    text: str
    """Everything a person needs, in one plain text of at most 600 characters."""
    confidence: float
    evidence: tuple[Evidence, ...]
    """Best first, at most 5 with the other sides."""
    other_sides: tuple[Evidence, ...] = ()
    """What others say of the same thing."""
    lead: str | None = None
    """One sentence before the quote, the editor's or ours: "The article reports this as a claim by …"."""
    said: str | None = None
    """Who says it and how sure the article is: "Claimed by the Ukrainian General Staff; …"."""
    suggestions: tuple[str, ...] = ()
    """Questions that can be answered."""


def format_answer(question: str, reading: Reading, collection: Collection) -> Answer:
    """Put `reading` into words."""
    match reading:
        case Found(evidence=evidence, confidence=confidence):
            text = evidence[0].quote.text[:600]
            return Answer(question, Outcome.ANSWERED, evidence[0].short, text, confidence, evidence)
        case NotFound(nearest=nearest, missing=missing, confidence=confidence):
            text = f"The articles do not say. Not found: {', '.join(missing)}."
            return Answer(
                question,
                Outcome.NOT_FOUND,
                None,
                text,
                confidence,
                nearest,
                suggestions=("Who is Keith Kellogg?",),
            )
        case Smalltalk():
            return Answer(
                question,
                Outcome.CHAT,
                None,
                "Hello! Ask me.",
                1.0,
                (),
                suggestions=("Who is Keith Kellogg?",),
            )
