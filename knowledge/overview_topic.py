"""All that an article gives as said by somebody, and all that it says about something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.attribution import attribute
from knowledge.names import NameKind, kind_of, mentions
from knowledge.overview_quote import MOST, quotable, quote
from knowledge.question import understand
from knowledge.tokenizer import content_terms, tokenize
from knowledge.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from knowledge.collection import Collection
    from knowledge.passages import PreparedParagraph, PreparedSentence
    from knowledge.types import Attribution, Evidence

STRONG = 0.8
"""How well a term has to meet a word of a name: a derivation does ("Russia", "Russian"), a synonym does not."""
VOICE = 5
"""Words from a speaker's name to words that are surely what is said."""


def all_said_by(collection: Collection, who: str, paragraphs: Sequence[PreparedParagraph]) -> list[Evidence]:
    """Choose what the article gives as said by `who`; nothing where it is the source of nothing."""
    wanted = _wanted(collection, who)
    if not wanted or not all(any(variant in collection.vocabulary for variant in variants) for variants in wanted):
        return []
    out = []
    for home, k in quotable(_with(paragraphs, wanted)):
        for attribution in _voices(home, k, wanted):
            source = set(content_terms(tokenize(attribution.source or "")))
            if source and all(variants & source for variants in wanted):
                out.append(quote(home, k, attribution=attribution))
                break
        if len(out) == MOST:
            break
    return out


def _voices(home: PreparedParagraph, position: int, wanted: Sequence[set[str]]) -> Iterator[Attribution]:
    """Yield who says the sentence, and who the words that follow the name in it ("…, Reuters has reported that")."""
    yield attribute(home, position, position)
    sentence = home.sentences[position]
    for place in sentence.places.get(next(iter(wanted[-1] & sentence.places.keys()), ""), ()):
        after = sentence.tokens[min(place + VOICE, len(sentence.tokens) - 1)]
        yield attribute(home, position, position, Span(after.start, after.end).shifted(sentence.span.start))


def all_about(collection: Collection, what: str, paragraphs: Sequence[PreparedParagraph]) -> list[Evidence]:
    """Choose the sentences that have all words of `what`: the first one, then those that have them earliest."""
    wanted = _wanted(collection, what)
    if len(wanted) > 1 and any(_is_person(home, wanted, paragraphs) for home in _with(paragraphs, wanted)):
        wanted = wanted[-1:]
    found: list[tuple[int, int, PreparedParagraph, int]] = []
    for home, k in quotable(_with(paragraphs, wanted)) if wanted else ():
        places = [_first_place(home.sentences[k], variants) for variants in wanted]
        if min(places) >= 0:
            found.append((max(places), len(found), home, k))
    # where more than fit have it, those that begin with it are about it
    chosen = [found[0], *sorted(found[1:])][:MOST] if found else []
    out = []
    for _, _, home, k in sorted(chosen, key=lambda place: place[1]):
        marks = [_first_place(home.sentences[k], variants) for variants in wanted]
        first, last = home.sentences[k].tokens[min(marks)], home.sentences[k].tokens[max(marks)]
        close = max(marks) - min(marks) < 2 * len(marks)
        mark = Span(first.start, last.end) if close else None
        out.append(quote(home, k, mark, attribution=attribute(home, k, k)))
    return out


def _is_person(home: PreparedParagraph, wanted: Sequence[set[str]], paragraphs: Sequence[PreparedParagraph]) -> bool:
    """Say whether the words wanted are a person's name in some sentence of `home`; the last one stands for it then."""
    for sentence in home.sentences:
        for mention in mentions(sentence.text, sentence.tokens):
            name = sentence.tokens[mention.first : mention.last]
            terms = {token.term for token in name}
            if (
                name[-1].term in wanted[-1]
                and all(v & terms for v in wanted)
                and kind_of(name, paragraphs) is NameKind.PERSON
            ):
                return True
    return False


def _wanted(collection: Collection, name: str) -> list[set[str]]:
    """Return, for each content word of a reader's name for something, the terms that meet it."""
    terms = understand(name, collection.vocabulary).terms
    return [{variant for variant, strength in term.variants.items() if strength >= STRONG} for term in terms]


def _with(paragraphs: Sequence[PreparedParagraph], wanted: Iterable[set[str]]) -> list[PreparedParagraph]:
    """Return the paragraphs, headlines left out, that have a term for every word wanted."""
    return [home for home in paragraphs if home.paragraph.number and all(v & set(home.terms) for v in wanted)]


def _first_place(sentence: PreparedSentence, variants: set[str]) -> int:
    places = [sentence.places[variant][0] for variant in variants if variant in sentence.places]
    return min(places, default=-1)
