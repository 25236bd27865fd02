"""Lists: the sentences that together hold most of an article's numbers, dates, people, places, bodies or quotations.

Not a table of everything: at most five sentences, in order, each with the first item that it brings marked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.attribution import attribute
from knowledge.names import NameKind, kind_of, mentions
from knowledge.overview_quote import MOST, quotable, quote
from knowledge.overview_request import Listed
from knowledge.phrases import Kind
from knowledge.types import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from knowledge.passages import PreparedParagraph, PreparedSentence
    from knowledge.types import Evidence


def list_all(paragraphs: Sequence[PreparedParagraph], of: Listed) -> list[Evidence]:
    """Choose the sentences that together name most of what is listed, each item once, in order."""
    items = _names_in(paragraphs, of) if of in _NAMED else (_figures_in if of is not Listed.QUOTATIONS else _quoted_in)
    left = [(home, k, found) for home, k in quotable(paragraphs) if (found := items(home.sentences[k], of))]
    seen: set[str] = set()
    chosen: list[tuple[PreparedParagraph, int, Span]] = []
    while left and len(chosen) < MOST:
        home, k, found = max(left, key=lambda place: len(place[2].keys() - seen))  # the first of several
        new = [name for name in found if name not in seen]
        if not new:
            break
        chosen.append((home, k, found[new[0]]))
        seen.update(new)
        left = [place for place in left if place[0] is not home or place[1] != k]
    order = {(id(home), k): n for n, (home, k) in enumerate(quotable(paragraphs))}
    chosen.sort(key=lambda place: order[id(place[0]), place[1]])
    # who says a figure is said in the clause around it; a name may be the speaker's own
    whole = of in (Listed.PEOPLE, Listed.ORGANISATIONS)
    return [quote(home, k, mark, attribution=attribute(home, k, k) if whole else None) for home, k, mark in chosen]


_NAMED = {
    Listed.PEOPLE: NameKind.PERSON,
    Listed.PLACES: NameKind.PLACE,
    Listed.ORGANISATIONS: NameKind.ORGANISATION,
}


def _names_in(
    paragraphs: Sequence[PreparedParagraph], of: Listed
) -> Callable[[PreparedSentence, Listed], dict[str, Span]]:
    """Return how the names of one kind are found in a sentence: last word → where the name stands."""
    kinds: dict[tuple[str, ...], NameKind] = {}

    def find(sentence: PreparedSentence, _: Listed) -> dict[str, Span]:
        out: dict[str, Span] = {}
        for mention in mentions(sentence.text, sentence.tokens):
            name = sentence.tokens[mention.first : mention.last]
            key = tuple(token.term for token in name)
            if key not in kinds:
                kinds[key] = kind_of(name, paragraphs)
            if kinds[key] is _NAMED[of]:
                out.setdefault(key[-1], Span(name[0].start, name[-1].end))
        return out

    return find


def _figures_in(sentence: PreparedSentence, of: Listed) -> dict[str, Span]:
    """Return the longest numbers or dates of a sentence: what they say → where they stand."""
    wanted = Kind.DATE if of is Listed.DATES else Kind.NUMBER
    spans = []
    for phrase in sentence.phrases:
        span = Span(sentence.tokens[phrase.first].start, sentence.tokens[phrase.last - 1].end)
        year_with_comma = phrase.kind is Kind.DATE and "," in span.of(sentence.text) and phrase.unit == "year"
        kind = Kind.NUMBER if year_with_comma else phrase.kind
        if kind is wanted:
            spans.append(span)
    spans = [span for span in spans if not any(span != other and span.within(other) for other in spans)]
    return {span.of(sentence.text).casefold(): span for span in spans}


def _quoted_in(sentence: PreparedSentence, _: Listed) -> dict[str, Span]:
    """Return what stands between quotation marks in a sentence."""
    out = {}
    for left, right in (("“", "”"), ('"', '"'), ("«", "»"), ("„", "“")):
        start = sentence.text.find(left)
        end = sentence.text.find(right, start + 1)
        if start >= 0 and end > start + 1:
            out[sentence.text[start + 1 : end]] = Span(start + 1, end)
    return out
