"""An Answer as a Telegram message: the short answer, its sentence, who says so, the paragraph it stands in.

The message is never longer than Telegram takes: the paragraph is shortened around the quote, at its sentences.
Escaping is `bot.render.markup`'s alone. Buttons are none of this room's business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote as percent

from bot.answer import Answer, Outcome, name_paragraph
from bot.dating import date_of
from bot.render.markup import (
    MESSAGE_LIMIT,
    NOTHING,
    Markup,
    bold,
    italic,
    joined,
    link,
    quotation,
    shortened,
    underlined,
    utf16_length,
    words,
)
from bot.render.site_link import site_link
from bot.saying import describe_side, describe_source
from knowledge import Evidence, Paragraph, Span, Status

if TYPE_CHECKING:
    from bot.messages import Texts

PART_LIMIT = 600
"""UTF-16 units for the quote and the like: what CONTRACT §3 allows a quote."""
SIDE_LIMIT = 240
"""For the question, the title and each other side: all parts at their longest leave room for some of the paragraph."""
SPEAKER_LIMIT = 100
MOST_SIDES = 4
FRAGMENT_WORDS = 4
"""A text fragment names this many words at each end of a longer quote (browsers match them exactly)."""


def answer_message(
    answer: Answer, texts: Texts, *, asked: str | None = None, site: str | None = None, limit: int = MESSAGE_LIMIT
) -> Markup:
    """Write `answer` as one message; `asked` is put on top where the message does not reply to the question.

    `site` is the root of the reader's site: every source becomes a link to it.
    """
    head = italic(shortened(asked, SIDE_LIMIT)) if asked else NOTHING
    if answer.outcome is not Outcome.ANSWERED or not answer.evidence:
        refused = site and answer.outcome is Outcome.NOT_FOUND
        nearest = source_line(answer.evidence[0], texts, site) if refused and answer.evidence else NOTHING
        return joined("\n\n", (head, words(shortened(answer.text, MESSAGE_LIMIT - 600)), nearest))
    if answer.listed:
        heading = joined("\n\n", (head, words(shortened(answer.lead or "", PART_LIMIT))))
        quotes = _quotes(answer.evidence, texts, limit - len(heading) - len("\n\n"), site=site)
        return joined("\n\n", (heading, *quotes))
    first = answer.evidence[0]
    alone = first.quote.text == first.quote.paragraph.text
    lead = answer.lead if answer.lead != first.quote.text or alone else None  # never the same sentence twice
    above = (
        head,
        bold(shortened(answer.short, PART_LIMIT // 2)) if answer.short else NOTHING,
        words(shortened(lead, PART_LIMIT)) if lead else NOTHING,
        NOTHING if alone else words(texts.language.quoted(shortened(first.quote.text, PART_LIMIT))),
        italic(shortened(answer.said, PART_LIMIT // 2)) if answer.said and answer.said != lead else NOTHING,
    )
    below = (source_line(first, texts, site), _other_sides(answer, texts, site))
    room = limit - len(joined("\n\n", (*above, *below))) - len("\n\n")
    paragraph = quotation(marked_paragraph(first.quote.paragraph, first.quote.span, highlight(first), limit=room))
    return joined("\n\n", (*above, joined("\n", (paragraph, below[0])), below[1]))


def sides_message(answer: Answer, texts: Texts, *, site: str | None = None) -> Markup:
    """Write who says what on the question of `answer`, the article's own voice named too."""
    heading = bold(texts.sides_heading)
    room = MESSAGE_LIMIT - len(heading) - len("\n\n")
    return joined("\n\n", (heading, *_quotes(sides_of(answer), texts, room, site=site, every_speaker=True)))


def sides_of(answer: Answer) -> tuple[Evidence, ...]:
    """List what the answer quotes first and what others say."""
    return (*answer.evidence[:1], *answer.other_sides[:MOST_SIDES])


def _quotes(
    quoted: tuple[Evidence, ...], texts: Texts, limit: int, *, site: str | None, every_speaker: bool = False
) -> list[Markup]:
    """Write each quote with who says it and its place; what is the article's own needs no speaker."""
    room = limit // len(quoted) - SPEAKER_LIMIT - SIDE_LIMIT - len("“”  \n · paragraph 1000\n\n")
    return [
        joined(
            "\n",
            (
                joined(
                    " ",
                    (
                        words(texts.language.quoted(shortened(evidence.quote.text, room))),
                        NOTHING
                        if _plain(evidence) and not every_speaker
                        else italic(shortened(describe_source(evidence, texts.language), SPEAKER_LIMIT)),
                    ),
                ),
                source_line(evidence, texts, site),
            ),
        )
        for evidence in quoted
    ]


def _plain(evidence: Evidence) -> bool:
    return evidence.attribution.status is Status.FACT and evidence.attribution.source is None


def source_line(evidence: Evidence, texts: Texts, site: str | None = None) -> Markup:
    """Name the article and the paragraph; a link to the very sentence where there is a site or the article's address.

    With both, the title leads to where the article was published and the paragraph to the site.
    """
    title = shortened(evidence.article.title, SIDE_LIMIT)
    dated = date_of(evidence.article, texts.language)
    place = paragraph_name(evidence.quote.paragraph, texts) + (f" · {dated}" if dated else "")
    url = evidence.article.metadata.url
    if site and not url:
        return link(f"{title} · {place}", quote_address(site, evidence))
    named = link(title, sentence_link(url, evidence.quote.text)) if url else words(title)
    return joined(" · ", (named, link(place, quote_address(site, evidence)) if site else words(place)))


def quote_address(site: str, evidence: Evidence) -> str:
    """Return where the site shows the quote, with a text fragment for browsers whose scripts are off."""
    return sentence_link(site_link(site, evidence.quote), evidence.quote.text)


def paragraph_name(paragraph: Paragraph, texts: Texts) -> str:
    """Name a paragraph as readers do: "paragraph 4", "headline"."""
    return name_paragraph(paragraph.number, texts.language)


def highlight(evidence: Evidence) -> Span | None:
    """Return where the short answer stands in the paragraph (evidence has it relative to the quote)."""
    return evidence.highlight.shifted(evidence.quote.span.start) if evidence.highlight else None


def marked_paragraph(paragraph: Paragraph, quote: Span | None, short: Span | None = None, *, limit: int) -> Markup:
    """Write a paragraph with the quote underlined and the short answer bold, shortened to `limit` at its sentences."""
    span = _window(paragraph, quote or Span(0, 0), limit)
    text, inside = paragraph.text, _clipped(quote or Span(0, 0), span)
    before, after = words("… ") if span.start else NOTHING, words(" …") if span.end < len(text) else NOTHING
    return (
        before
        + _with_short(text, Span(span.start, inside.start), short)
        + underlined(_with_short(text, inside, short))
        + _with_short(text, Span(inside.end, span.end), short)
        + after
    )


def _clipped(mark: Span, span: Span) -> Span:
    """Return the part of `mark` in `span`; an empty one at its edge where there is none."""
    return Span(min(max(mark.start, span.start), span.end), min(max(mark.end, span.start), span.end))


def _with_short(text: str, piece: Span, short: Span | None) -> Markup:
    """Write a piece of the paragraph, what of it belongs to the short answer in bold."""
    if not short:
        return words(piece.of(text))
    inside = _clipped(short, piece)
    return words(text[piece.start : inside.start]) + bold(inside.of(text)) + words(text[inside.end : piece.end])


def _window(paragraph: Paragraph, quote: Span, limit: int) -> Span:
    """Choose the part of the paragraph to show: whole sentences around the quote, or at worst words of it."""
    text, room = paragraph.text, limit - len("… ") - len(" …")
    if utf16_length(text) <= limit:
        return Span(0, len(text))
    kept = [s for s in paragraph.sentences if s.end > quote.start and s.start < max(quote.end, 1)]
    start, end = (min(kept[0].start, quote.start), max(kept[-1].end, quote.end)) if kept else (quote.start, quote.end)
    if utf16_length(text[start:end]) > room:
        start = quote.start
        return Span(start, start + max(len(shortened(text[start:end], max(room, 2))) - 1, 0))
    for sentence in (s for pair in _outwards(paragraph, start, end) for s in pair):
        wider = Span(min(start, sentence.start), max(end, sentence.end))
        if utf16_length(wider.of(text)) > room:
            break
        start, end = wider.start, wider.end
    return Span(start, end)


def _outwards(paragraph: Paragraph, start: int, end: int) -> list[tuple[Span, ...]]:
    """Pair the sentences after `end` with those before `start`, nearest first."""
    after = [s for s in paragraph.sentences if s.start >= end]
    before = [s for s in reversed(paragraph.sentences) if s.end <= start]
    return [(*after[n : n + 1], *before[n : n + 1]) for n in range(max(len(after), len(before)))]


def _other_sides(answer: Answer, texts: Texts, site: str | None) -> Markup:
    sides = (
        joined(
            " ",
            (
                words(f"• {texts.language.quoted(shortened(side.quote.text, SIDE_LIMIT))}"),
                italic(shortened(describe_side(side, answer.evidence[0], texts.language), SPEAKER_LIMIT)),
                link(paragraph_name(side.quote.paragraph, texts), quote_address(site, side)) if site else NOTHING,
            ),
        )
        for side in answer.other_sides[:MOST_SIDES]
    )
    listed = joined("\n", sides)
    return words(f"{texts.other_sides}\n") + listed if listed else NOTHING


def sentence_link(url: str, quote: str) -> str:
    """Add a text fragment to `url`, so that a browser opens at the quote (URL Fragment Text Directives, WICG).

    >>> sentence_link("https://a.example/b#c", "One, two.")
    'https://a.example/b#c:~:text=One%2C%20two.'
    """
    terms = quote.split()
    if len(terms) > 2 * FRAGMENT_WORDS:
        directive = f"{_fragment(terms[:FRAGMENT_WORDS])},{_fragment(terms[-FRAGMENT_WORDS:])}"
    else:
        directive = _fragment(terms)
    return f"{url}{'' if '#' in url else '#'}:~:text={directive}"


def _fragment(terms: list[str]) -> str:
    return percent(" ".join(terms), safe="").replace("-", "%2D")  # "-" and "," have a meaning of their own there
