"""Answer → what a terminal shows: the short answer, the sentence it stands in, who says so, where, and the other side.

The words are the answer's own; this room only sets them. `bot.render.screen` keeps them safe and within the width.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answer import Answer, Outcome, name_paragraph
from bot.dating import date_of
from bot.language import ENGLISH
from bot.render.screen import Look, Style, linked, safe, set_lines, width_of
from bot.render.site_link import site_link
from bot.saying import describe_side, describe_source
from knowledge import Span, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.language import Language
    from knowledge import Evidence

PLAIN = Look()
_INDENT = "  "


def render_terminal(answer: Answer, look: Look = PLAIN, language: Language = ENGLISH) -> str:
    """Set `answer`, which was made in `language`, for a terminal, in lines without a newline at the end."""
    match answer.outcome:
        case Outcome.ANSWERED if answer.evidence:
            blocks = [
                _overview(answer, look, language) if answer.listed else _answered(answer, look, language),
                _others(answer, look, language),
            ]
        case Outcome.NOT_FOUND if answer.evidence and look.site:
            blocks = [_paragraphs(answer.text, look) + _source_line(answer.evidence[0], look, language)]
        case _:
            blocks = [_paragraphs(answer.text, look)]
    blocks.append(render_choices(language.say("You can ask:"), answer.suggestions, look))
    return "\n\n".join("\n".join(block) for block in blocks if block)


def render_choices(heading: str, choices: Sequence[str], look: Look = PLAIN) -> list[str]:
    """Set `choices` as a numbered list under `heading`; nothing where there is none."""
    if not choices:
        return []
    lines = [heading]
    wide = len(str(len(choices)))
    for number, choice in enumerate(choices, 1):
        head = f"{_INDENT}{number:>{wide}}  "
        first, *rest = set_lines(choice, look, indent=" " * len(head))
        lines += [head + first[len(head) :], *rest]
    return lines


def render_source(evidence: Evidence, look: Look = PLAIN, language: Language = ENGLISH) -> str:
    """Set the whole paragraph that `evidence` quotes from, the quote bold; between » and « where nothing is bold."""
    text, quote = evidence.quote.paragraph.text, evidence.quote.span
    marks = [(quote, Style.BOLD)]
    if not look.colour and quote != Span(0, len(text)):
        text = f"{text[: quote.start]}»{quote.of(text)}«{text[quote.end :]}"
        marks = []
    lines = set_lines(text, look, indent=_INDENT, marks=marks)
    return "\n".join([*lines, *_source_line(evidence, look, language)])


def _answered(answer: Answer, look: Look, language: Language) -> list[str]:
    lines: list[str] = []
    lead = None if answer.lead == answer.evidence[0].quote.text else answer.lead  # never the same sentence twice
    if answer.short and answer.short not in (lead or ""):
        lines += set_lines(answer.short, look, style=Style.BOLD)
    if lead:
        at = lead.find(answer.short) if answer.short else -1
        marks = [(Span(at, at + len(answer.short)), Style.BOLD)] if answer.short and at >= 0 else []
        lines += set_lines(lead, look, marks=marks)
    said = None if answer.said == answer.lead else answer.said
    lines += _quotation(answer.evidence[0], look, language, said=said)
    return lines


def _overview(answer: Answer, look: Look, language: Language) -> list[str]:
    lines = set_lines(answer.lead, look) if answer.lead else []
    for evidence in answer.evidence:
        plain = evidence.attribution.status is Status.FACT and evidence.attribution.source is None
        lines += _quotation(evidence, look, language, said=None if plain else describe_source(evidence, language))
    return lines


def _quotation(evidence: Evidence, look: Look, language: Language, *, said: str | None = None) -> list[str]:
    text = language.quoted(evidence.quote.text)
    marks = [(evidence.highlight.shifted(text.index(evidence.quote.text)), Style.BOLD)] if evidence.highlight else []
    lines = set_lines(text, look, indent=_INDENT, marks=marks)
    if said:
        lines += set_lines(said, look, indent=_INDENT)
    return [*lines, *_source_line(evidence, look, language)]


def _source_line(evidence: Evidence, look: Look, language: Language) -> list[str]:
    """Name article and paragraph on one line; the title is cut to fit, for a source is looked up by its number.

    With a site the line is a link to the quote there, or the address follows, unbroken, where no link can be shown.
    """
    place = f"{evidence.article.id}, {name_paragraph(evidence.quote.paragraph.number, language)}"
    if date := date_of(evidence.article, language):
        place += f" · {date}"
    title = safe(evidence.article.title)
    if look.width is not None:
        room = look.width - len(_INDENT) - width_of(place) - 3
        title = _cut(title, room)
    lines = set_lines(f"{place} · {title}" if title else place, look, indent=_INDENT, style=Style.DIM)
    if not look.site:
        return lines
    address = site_link(look.site, evidence.quote)
    return linked(lines, address, _INDENT) if look.links else [*lines, _INDENT + safe(address)]


def _cut(text: str, room: int) -> str:
    if width_of(text) <= room:
        return text
    if room < 8:
        return ""
    while width_of(text) > room - 1:
        text = text[:-1]
    return text.rstrip() + "…"


def _others(answer: Answer, look: Look, language: Language) -> list[str]:
    if not answer.other_sides:
        return []
    lines = [language.say("Also said:")]
    for side in answer.other_sides:
        lines += _quotation(side, look, language, said=describe_side(side, answer.evidence[0], language))
    return lines


def _paragraphs(text: str, look: Look) -> list[str]:
    return [line for part in text.split("\n") for line in set_lines(part, look)]
