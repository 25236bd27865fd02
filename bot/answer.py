"""From a Reading to an Answer: the words a person is shown, without markup (the answer formatter).

Who says it always stands beside what is said. A question that wants a yes is told what the article says and who says
it; the yes is the reader's own to find.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

from bot.dating import date_of, with_its_date
from bot.language import ENGLISH
from bot.saying import describe_language, describe_languages, describe_source, introduce
from knowledge import Ask, Attribution, Chat, Found, NotFound, Reading, Smalltalk, Status, suggest
from knowledge.values import dataclass

if TYPE_CHECKING:
    from bot.language import Language
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


def format_answer(question: str, reading: Reading, collection: Collection, language: Language = ENGLISH) -> Answer:
    """Put `reading` into words of `language`; what is quoted stays in its own."""
    match reading:
        case Found():
            return _found(question, reading, language)
        case NotFound():
            return _not_found(question, reading, collection, language)
        case Smalltalk(kind=kind):
            offered = _offered(collection, "", language)
            return Answer(question, Outcome.CHAT, None, _small_talk(kind, language), 1.0, (), suggestions=offered)
        case _:
            assert_never(reading)


def _found(question: str, reading: Found, language: Language) -> Answer:
    if reading.ask is Ask.OVERVIEW:
        return _overview(question, reading, language)
    first = reading.evidence[0]
    others = reading.other_sides[: MOST_EVIDENCE - 1]
    said = with_its_date(describe_source(first, language), first, others, language)
    if foreign := describe_language(first.article, language):
        said = f"{said} {foreign}"
    lead = None
    if reading.ask is Ask.YES_NO:
        lead = introduce(first, language)
    elif reading.ask is Ask.WHO_SAYS:
        lead = said
    elif first.card:
        lead = first.card.answer
    evidence = reading.evidence[: MOST_EVIDENCE - len(others)]
    body = first.card.answer if first.card and reading.ask is not Ask.WHO_SAYS else first.quote.text
    parts = [] if lead in (None, said, body) else [lead or ""]
    body = _fitted(body, LONGEST - len(said) - sum(map(len, parts)) - 40)
    text = " ".join([*parts, body, said, _place(first, language)])
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


def _overview(question: str, reading: Found, language: Language) -> Answer:
    """Put several quotes into words, each with its own speaker: as many as there is room for, whole."""
    evidence = reading.evidence[:MOST_EVIDENCE]
    foreign = describe_languages(evidence, language)
    pieces: list[str] = []
    left = LONGEST - (len(foreign) + 1 if foreign else 0)
    for one in evidence:
        plain = one.attribution == Attribution(Status.FACT)
        end = _place(one, language) if plain else f"{describe_source(one, language)} {_place(one, language)}"
        quote = one.quote.text if pieces else _fitted(one.quote.text, left - len(end) - 1)
        piece = f"{quote} {end}"
        if pieces and len(piece) + 1 > left:
            break
        pieces.append(piece)
        left -= len(piece) + 1
    text = _fitted(" ".join([*([foreign] if foreign else []), *pieces]), LONGEST)
    return Answer(
        question, Outcome.ANSWERED, evidence[0].short, text, reading.confidence, evidence, lead=foreign, listed=True
    )


def _not_found(question: str, reading: NotFound, collection: Collection, language: Language) -> Answer:
    several = len(collection.library.articles) > 1
    parts = [language.say("The articles do not say.") if several else language.say("The article does not say.")]
    if reading.missing:
        missed = ", ".join(language.quoted(_fitted(word, 40)) for word in reading.missing[:4])
        parts.append(language.say("Not found: {words}.", words=missed))
    if reading.nearest:
        first = reading.nearest[0]
        quote = language.quoted(_fitted(first.quote.text, 240))
        parts.append(language.say("The nearest passage: {quote}", quote=f"{quote} {_place(first, language)}"))
        parts += filter(None, [describe_language(first.article, language)])
    return Answer(
        question,
        Outcome.NOT_FOUND,
        None,
        _fitted(" ".join(parts), LONGEST),
        reading.confidence,
        reading.nearest[:MOST_EVIDENCE],
        suggestions=_offered(collection, question, language),
    )


def _offered(collection: Collection, question: str, language: Language) -> tuple[str, ...]:
    """Return questions near to `question`, each in `language` where its card has it so."""
    offered = suggest(collection, question)
    if language is ENGLISH:
        return offered
    from bot.wordings import in_language  # noqa: PLC0415 - the library's questions are English as they are

    return in_language(collection.library, offered, language)


def _place(evidence: Evidence, language: Language) -> str:
    """Return where a quote stands: "[kursk-offensive, paragraph 4]", and of which day the article is."""
    name = name_paragraph(evidence.quote.paragraph.number, language)
    parts = (evidence.article.id, name, date_of(evidence.article, language))
    return f"[{', '.join(part for part in parts if part)}]"


def name_paragraph(number: int, language: Language) -> str:
    """Name a paragraph as readers do: "paragraph 4", "headline"."""
    return language.say("paragraph {number}", number=language.number(number)) if number else language.say("headline")


def _fitted(text: str, longest: int) -> str:
    """Return `text`, cut between words with an ellipsis where it is longer than `longest`."""
    if len(text) <= longest:
        return text
    cut = text[: max(1, longest - 1)]
    return (cut[: cut.rfind(" ")] if " " in cut[longest // 2 :] else cut).rstrip(" ,;:") + "…"


def _small_talk(kind: Chat, language: Language) -> str:
    match kind:
        case Chat.GREETING:
            return language.say(
                "Hello. Ask me anything about the articles; I answer in their own words, with the source."
            )
        case Chat.THANKS:
            return language.say("You are welcome.")
        case Chat.HELP:
            return language.say(
                "Ask a question in plain words. I quote the sentence that answers it, with its paragraph and who says "
                "it; where the articles do not say, I say so."
            )
        case Chat.GOODBYE:
            return language.say("Goodbye.")
        case Chat.EMPTY:
            return language.say("I found no question in that. Ask in words, for example one of these.")
        case _:
            assert_never(kind)
