"""The phrases of a sentence that could be a short answer: names, numbers with their units, dates, noun phrases.

Patterns over the tagger's letters; no model. It finds phrases, it does not judge them: that is the matter of `spans`.
A sentence is laid out once and the layout kept; the number of phrases is bounded whatever the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.english import PERSON_WORDS
from knowledge.figures import find_figures
from knowledge.sketch import LONGEST, Kind, Phrase, Sketch
from knowledge.tagging import gaps, tag
from knowledge.traits import Layout, layout_of
from knowledge.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.tokenizer import Token

__all__ = [
    "LONGEST",
    "MOST",
    "Kind",
    "Layout",
    "Phrase",
    "bounds",
    "find_phrases",
    "gaps",
    "lay_out",
    "tag",
    "with_bearing",
]

MOST = 240
"""Phrases of one sentence. XQuAD's longest has 190; a hostile one could have tens of thousands."""

_LINKS = frozenset("of the for and de von van der la du al ibn bin".split())
_OPENING = frozenset("because since due if that so until".split())
_BEARING = re.compile(
    r"\b(?:(?:(?:about|around|roughly|some|nearly|approximately|just|only|over|almost) )?\d[\d.,]* "
    r"(?:kilomet(?:er|re)s?|km|miles?|met(?:er|re)s?) )?(?:(?:(?:north|south)(?:-?(?:east|west))?|east|west|away|"
    r"inland|upstream|downstream|outside|off) )(?:of|from)? ?(?:the )?$"
)
_GOVERNING = frozenset("for through between until".split())


def lay_out(text: str, tokens: Sequence[Token]) -> Layout:
    """Return what can be said of a sentence before a question is asked: tags, chunks, phrases by position."""
    it = Sketch(text, tokens)
    _quoted(it)
    find_figures(it)
    _names(it)
    for first, last in it.chunks:
        _noun_phrases(it, first, last)
    _attached(it)
    _listed(it)
    _actions(it)
    return layout_of(it, tuple(it.found[key] for key in sorted(it.found))[:MOST])


def find_phrases(text: str, tokens: Sequence[Token]) -> tuple[Phrase, ...]:
    """Return the phrases of a sentence, each once, by position."""
    return lay_out(text, tokens).phrases


def bounds(text: str, tokens: Sequence[Token], phrase: Phrase) -> Span:
    """Return where a phrase stands in its sentence's text, with the currency sign, % or bracket that belongs to it."""
    start, end = tokens[phrase.first].start, tokens[phrase.last - 1].end
    if start and text[start - 1] in "$€£¥":
        start -= 1
    if text[end : end + 1] == "%" or (text[end : end + 1] == ")" and "(" in text[start:end]):
        end += 1
    return Span(start, end)


def with_bearing(text: str, span: Span) -> Span:
    """Return a place with the distance and direction that stand before it: it is not *at* Pokrovsk that a town lies.

    >>> text = "a town about 30 kilometers south of Pokrovsk, a hub"
    >>> with_bearing(text, Span(36, 44)).of(text)
    'about 30 kilometers south of Pokrovsk'
    """
    found = _BEARING.search(text[max(0, span.start - 60) : span.start])
    return Span(span.start - len(found[0]), span.end) if found else span


def _quoted(it: Sketch) -> None:
    """Add what stands between quotation marks, title or words."""
    if not any(c in it.text for c in "\"“«‘'"):
        return
    opened = -1
    for i in range(it.size):
        left = it.before(i)
        closes = any(c in left for c in '"”»') or (left[:1] in ("’", "'") and len(left) > 1)
        if opened >= 0 and closes:
            it.add(opened, i, Kind.QUOTED)
            opened = -1
            if left.count('"') == 1:
                continue  # the same mark does not open again
        if left[-1:] in ('"', "“", "«") or (left[-1:] in ("‘", "'") and left[-2:-1] in (" ", "")):
            opened = i
    if opened >= 0 and any(c in it.after(it.size - 1) for c in '"”»'):
        it.add(opened, it.size, Kind.QUOTED)


def _names(it: Sketch) -> None:
    """Add runs of capitalised words, also across "of" and "the" ("Institute for the Study of War")."""
    tags, between, words = it.tags, it.between, it.words
    i = 0
    while i < it.size:
        if tags[i] != "M":
            i += 1
            continue
        j, pieces, linked = i + 1, [i], []
        while j < it.size and j - i < LONGEST:
            numbered = tags[j] == "#" and words[j][0].isdigit() and len(words[j]) < 5
            if between[j] in " -'" and (tags[j] == "M" or numbered):
                j += 1
                continue
            k = j
            while k < it.size and k - j < 2 and words[k] in _LINKS and between[k] in " -":
                k += 1
            if not (k > j and k < it.size and tags[k] == "M" and between[k] in " -"):
                break
            linked.append(j)
            pieces.append(k)
            j = k + 1
        _pieces(it, pieces, linked, j)
        i = j


def _pieces(it: Sketch, pieces: list[int], linked: list[int], end: int) -> None:
    """Add a run of capitalised words as a whole and in the parts that it may fall into."""
    first = pieces[0]
    for start in pieces:
        it.add(start, end, Kind.NAME)
    for stop in linked:
        it.add(first, stop, Kind.NAME)
    for start, stop in zip(pieces[1:], linked[1:], strict=False):
        it.add(start, stop, Kind.NAME)
    for start in range(first + 1, end):
        if it.tags[start] == "M" and (it.words[start - 1] in PERSON_WORDS or it.between[start] == "-"):
            it.add(start, end, Kind.NAME)
    if it.tags[end - 1] == "#" and end - first > 1:
        it.add(first, end - 1, Kind.NAME)


def _noun_phrases(it: Sketch, first: int, last: int) -> None:
    """Add a chunk, without its article, without its attributes, its head, and what stands before the head."""
    tags = it.tags
    kind = {"M": Kind.NAME, "A": Kind.WORD}.get(tags[last - 1], Kind.NOUN)
    if tags[first:last].strip("#") == "":
        kind = Kind.NUMBER
    it.add(first, last, kind)
    bare = first
    while bare < last - 1 and tags[bare] == "D":
        bare += 1
        it.add(bare, last, kind)
    owned = bare
    for i in range(bare + 1, last):
        before, letter = tags[i - 1], tags[i]
        if before in "Q#AG" or (letter == "M" and before != "M") or (letter == "N" and before == "M"):
            it.add(i, last, kind)
        if letter == "Q":
            owner = Kind.NAME if before == "M" else Kind.NOUN
            it.add(bare, i, owner)
            it.add(first, i, owner)
            owned = i + 1
    if tags[last - 1] == "N" and last - bare > 1:
        it.add(last - 1, last, Kind.NOUN)
        if tags[last - 2] != "Q":
            it.add(owned, last - 1, Kind.NAME if tags[last - 2] == "M" else Kind.WORD)


def _attached(it: Sketch) -> None:
    """Add phrases of several chunks: "head of the office", "Alpha Repertory Television Service (ARTS)"."""
    tags, between, chunks = it.tags, it.between, it.chunks
    for n, (first, last) in enumerate(chunks):
        end, head = last, last - 1
        bare = first + (tags[first] == "D")
        for nxt, stop in chunks[n + 1 : n + 4]:
            if not (nxt - end == 1 and tags[end] in "PT" and between[end] in " '" and between[nxt] in " '"):
                break
            kind = Kind.NAME if tags[head] == "M" and tags[first:stop].strip("DMPTQ#") == "" else Kind.NOUN
            it.add(first, stop, kind, head=head)
            it.add(bare, stop, kind, head=head)
            end = stop
        if last < it.size and tags[head] in "NM" and it.after(head).startswith(" ("):
            closing = (j for j in range(last, min(it.size, last + 4)) if it.after(j).startswith(")"))
            stop = next(closing, -1) + 1
            if stop:
                it.add(bare, stop, Kind.NAME if tags[head] == "M" else Kind.NOUN, head=head)


def _listed(it: Sketch) -> None:
    """Add coordinations: "Rome and Paris", "A, B and C", "the evolution of the language and literature"."""
    tags, between, chunks = it.tags, it.between, it.chunks
    for n, (first, last) in enumerate(chunks):
        end, head = last, last - 1
        bare = first + (tags[first] == "D")
        for m, (nxt, stop) in enumerate(chunks[n + 1 : n + 8], n + 1):
            conjunction = nxt - end == 1 and tags[end] == "C" and between[end] in " ,"
            if not (conjunction or (nxt == end and between[nxt] == ",")):
                break
            end = stop
            if conjunction:
                it.add(first, end, Kind.LIST, head=head)
                it.add(bare, end, Kind.LIST, head=head)
                if m + 1 < len(chunks) and chunks[m + 1][0] == end + 1 and tags[end] in "PT" and between[end] == " ":
                    it.add(first, chunks[m + 1][1], Kind.LIST, head=head)
        if n and end > last and tags[first - 1] in "PT" and chunks[n - 1][1] == first - 1:
            start, stop = chunks[n - 1]
            it.add(start, end, Kind.NOUN, head=stop - 1)
            it.add(start + (tags[start] == "D"), end, Kind.NOUN, head=stop - 1)


def _actions(it: Sketch) -> None:
    """Add verb phrases ("to strengthen its position", "closed its doors"), predicates and clauses."""
    tags, between, words = it.tags, it.between, it.words
    breaks = [i for i in range(it.size) if between[i] in ",|"] + [it.size]
    at = 0
    for i, letter in enumerate(tags):
        while breaks[at] <= i:
            at += 1
        end = breaks[at]
        if letter in "GV" or (letter == "T" and i + 1 < it.size and tags[i + 1] in "VX"):
            _action(it, i, end)
            if letter == "T":
                _action(it, i + 1, end)
            elif letter == "V":
                it.add(i, i + 1, Kind.WORD)
        elif words[i] in _OPENING:
            it.add(i, end, Kind.CLAUSE)
            it.add(i + 1, end, Kind.CLAUSE)
            if i + 1 < it.size and words[i + 1] in ("to", "of") and words[i] in ("due", "because"):
                it.add(i + 2, end, Kind.CLAUSE)
        elif letter == "A" and not (i + 1 < it.size and tags[i + 1] in "NMA" and between[i + 1] in " -"):
            _predicate(it, i)
        elif words[i] in _GOVERNING and i + 1 < it.size and it.chunk_of[i + 1] >= 0:
            it.add(i, it.chunks[it.chunk_of[i + 1]][1], Kind.CLAUSE)
    start = 0
    for end in breaks:
        it.add(start, end, Kind.CLAUSE)
        start = end


def _predicate(it: Sketch, i: int) -> None:
    """Add an adjective that stands alone, with its adverb: "extremely high", "politically and socially unstable"."""
    tags = it.tags
    it.add(i, i + 1, Kind.WORD)
    start = i - 1 if i and tags[i - 1] == "R" else i
    it.add(start, i + 1, Kind.WORD)
    if start > 1 and tags[start - 1] == "C" and tags[start - 2] in "AR":
        it.add(start - 3 if start > 2 and tags[start - 3] == "R" else start - 2, i + 1, Kind.WORD)


def _action(it: Sketch, first: int, end: int) -> None:
    """Add the verb at `first` with what follows it, ended at each of the next places where it may end."""
    tags, found = it.tags, 0
    for j in range(first + 1, min(end, first + LONGEST)):
        if tags[j] in "PTCBX" and tags[j - 1] not in "DPTCBX" and j > first + 1:
            it.add(first, j, Kind.ACTION)
            found += 1
        if found == 3 or tags[j] == "B":
            break
    if tags[end - 1] not in "DPTCBX":
        it.add(first, end, Kind.ACTION)
