"""From a Reading to an Answer: the words a person is shown, without markup (the answer formatter).

Who says it always stands beside what is said. A question that wants a yes is told what the article says and who says
it; the yes is the reader's own to find.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

from bot.dating import date_of, with_its_date
from knowledge import Ask, Attribution, Chat, Found, NotFound, Reading, Smalltalk, Status, suggest
from knowledge.values import dataclass

if TYPE_CHECKING:
    from knowledge import Collection, Evidence

LONGEST = 600
"""Code points of `Answer.text` (the public contract)."""
MOST_EVIDENCE = 5
"""Pieces of evidence in one answer, the other sides among them (the public contract)."""


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
    listed: bool = False
    """Every piece of evidence is part of the answer (an overview, several questions), not only the first."""


def format_answer(question: str, reading: Reading, collection: Collection) -> Answer:
    """Put `reading` into words."""
    match reading:
        case Found():
            return _found(question, reading)
        case NotFound():
            return _not_found(question, reading, collection)
        case Smalltalk(kind=kind):
            words = _SMALLTALK[kind]
            return Answer(question, Outcome.CHAT, None, words, 1.0, (), suggestions=suggest(collection, ""))
        case _:
            assert_never(reading)


def describe_source(evidence: Evidence) -> str:
    """Return who says a piece of evidence and how sure the article is of it, in one sentence.

    A fact in the article's own voice: "The article says so in its own voice."
    """
    said = evidence.attribution
    who = _lowered(said.source) if said.source else None
    own = who in (None, "the article")
    match said.status:
        case Status.FACT:
            words = "The article says so in its own voice" if own else f"Reported by {who}"
        case Status.CLAIM:
            words = (
                "A claim; the article does not say whose"
                if own
                else f"Claimed by {who}; the article does not confirm it"
            )
        case Status.DENIAL:
            words = "A denial; the article does not say whose" if own else f"Denied by {who}"
        case Status.PLAN:
            words = "A plan, not yet done" if own else f"A plan, not yet done, according to {who}"
        case Status.OPINION:
            words = "The article's own judgement" if own else f"The view of {who}"
        case Status.UNVERIFIED:
            words = "Unverified, as the article says" if own else f"Unverified; it comes from {who}"
        case _:
            assert_never(said.status)
    return f"{words} (“{said.caveat}”)." if said.caveat else f"{words}."


def _lowered(source: str) -> str:
    """Return a source as it stands inside a sentence: a leading article in lower case, and one where it needs one."""
    first, _, rest = source.partition(" ")
    if first in ("The", "A", "An"):
        return f"{first.lower()} {rest}"
    words = source.split()
    bodies = ("Staff", "Ministry", "Institute", "Office", "Army", "Government", "channels", "officials", "bloggers")
    needs = first not in ("the", "a", "an") and any(w in bodies[:6] for w in words)
    return f"the {source}" if needs else source


def _found(question: str, reading: Found) -> Answer:
    if reading.ask is Ask.OVERVIEW:
        return _overview(question, reading)
    first = reading.evidence[0]
    others = reading.other_sides[: MOST_EVIDENCE - 1]
    said = with_its_date(describe_source(first), first, others)
    lead = None
    if reading.ask is Ask.YES_NO:
        lead = _yes_no(first)
    elif reading.ask is Ask.WHO_SAYS:
        lead = said
    elif first.card:
        lead = first.card.answer
    evidence = reading.evidence[: MOST_EVIDENCE - len(others)]
    body = first.card.answer if first.card and reading.ask is not Ask.WHO_SAYS else first.quote.text
    parts = [] if lead in (None, said, body) else [lead or ""]
    text = " ".join([*parts, _fitted(body, LONGEST - len(said) - sum(map(len, parts)) - 40), said, _place(first)])
    return Answer(
        question,
        Outcome.ANSWERED,
        first.short,
        _fitted(text, LONGEST),
        reading.confidence,
        evidence,
        others,
        lead,
        said,
    )


def _overview(question: str, reading: Found) -> Answer:
    """Put several quotes into words, each with its own speaker: as many as there is room for, whole."""
    evidence = reading.evidence[:MOST_EVIDENCE]
    pieces: list[str] = []
    left = LONGEST
    for one in evidence:
        plain = one.attribution == Attribution(Status.FACT)
        end = _place(one) if plain else f"{describe_source(one)} {_place(one)}"
        quote = one.quote.text if pieces else _fitted(one.quote.text, LONGEST - len(end) - 1)
        piece = f"{quote} {end}"
        if pieces and len(piece) + 1 > left:
            break
        pieces.append(piece)
        left -= len(piece) + 1
    text = _fitted(" ".join(pieces), LONGEST)
    return Answer(question, Outcome.ANSWERED, evidence[0].short, text, reading.confidence, evidence, listed=True)


def _yes_no(first: Evidence) -> str:
    who = _lowered(first.attribution.source) if first.attribution.source else None
    own = who in (None, "the article")
    match first.attribution.status:
        case Status.FACT:
            return "On this the article says:" if own else f"This is what {who} reports, in the article:"
        case Status.CLAIM:
            whose = "a claim" if own else f"a claim by {who}"
            return f"The article reports {whose}; it does not confirm it:"
        case Status.DENIAL:
            return "The article reports a denial:" if own else f"The article reports that {who} denies it:"
        case Status.PLAN:
            return "The article reports a plan, nothing done yet:"
        case Status.OPINION:
            return (
                "This is a judgement of the article:"
                if own
                else f"This is the view of {who}, which the article reports:"
            )
        case Status.UNVERIFIED:
            return "The article says that this is unverified:"
        case _:
            assert_never(first.attribution.status)


def _not_found(question: str, reading: NotFound, collection: Collection) -> Answer:
    several = len(collection.library.articles) > 1
    parts = ["The articles do not say." if several else "The article does not say."]
    if reading.missing:
        parts.append(f"Not found: {', '.join(f'“{_fitted(m, 40)}”' for m in reading.missing[:4])}.")
    if reading.nearest:
        first = reading.nearest[0]
        parts.append(f"The nearest passage: “{_fitted(first.quote.text, 240)}” {_place(first)}")
    return Answer(
        question,
        Outcome.NOT_FOUND,
        None,
        _fitted(" ".join(parts), LONGEST),
        reading.confidence,
        reading.nearest[:MOST_EVIDENCE],
        suggestions=suggest(collection, question),
    )


def _place(evidence: Evidence) -> str:
    """Return where a quote stands: "[kursk-offensive, paragraph 4]", and of which day the article is."""
    number = evidence.quote.paragraph.number
    parts = (evidence.article.id, f"paragraph {number}" if number else "headline", date_of(evidence.article))
    return f"[{', '.join(part for part in parts if part)}]"


def _fitted(text: str, longest: int) -> str:
    """Return `text`, cut between words with an ellipsis where it is longer than `longest`."""
    if len(text) <= longest:
        return text
    cut = text[: max(1, longest - 1)]
    return (cut[: cut.rfind(" ")] if " " in cut[longest // 2 :] else cut).rstrip(" ,;:") + "…"


_SMALLTALK = {
    Chat.GREETING: "Hello. Ask me anything about the articles; I answer in their own words, with the source.",
    Chat.THANKS: "You are welcome.",
    Chat.HELP: "Ask a question in plain words. I quote the sentence that answers it, with its paragraph and who says "
    "it; where the articles do not say, I say so.",
    Chat.GOODBYE: "Goodbye.",
    Chat.EMPTY: "I found no question in that. Ask in words, for example one of these.",
}
