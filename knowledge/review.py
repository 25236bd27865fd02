"""What is no fault of a library and still worth an editor's look; `check` finds the faults.

Three things: a card's own question that is answered with another card, two cards' questions that are nearly the same,
a paragraph that no card covers. Each is told at its place, as faults are.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.asking import ask
from knowledge.collection import prepare
from knowledge.errors import Fault
from knowledge.files import LINE_END, read_source
from knowledge.library import LARGEST_ARTICLE
from knowledge.marked_yaml import shown
from knowledge.types import Found
from knowledge.wording_pairs import Asked, Pair, is_near_duplicate, near_pairs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from knowledge.library import Survey
    from knowledge.types import Article, FactCard, Library

MOST_ASKED = 300
"""Questions put to the library, those with the nearest neighbours first; in a library of ten thousand cards each takes
10 ms. Of the shipped cards' 2,917 wordings, which have no such neighbours, none is answered with another card."""
RIVALS = 0.75
"""Share of common terms from which one question may be taken for the other."""
SHORTEST = 8
"""Words of the shortest paragraph that is missed: a heading or a caption asks for no card."""

_WORD = re.compile(r"\w+")


def warnings_of(found: Survey) -> list[Fault]:
    """Return every warning about the faultless library that was surveyed."""
    pairs = near_pairs(found.cards)
    taken = list(_answered_by_another(pairs, found.library))
    places = {(fault.file, fault.line, fault.column) for fault in taken}
    alike = [fault for fault in _near_duplicates(pairs) if (fault.file, fault.line, fault.column) not in places]
    return [*taken, *alike, *_uncovered(found)]


def _answered_by_another(pairs: list[Pair], library: Library) -> Iterator[Fault]:
    rivals: dict[tuple[Path, int, int], Asked] = {}
    for pair in sorted((pair for pair in pairs if pair.shared >= RIVALS), key=lambda pair: -pair.shared):
        for item in (pair.first, pair.second):
            rivals.setdefault((item.card.sheet.path, item.mark.line, item.mark.column), item)
    asked = [(item, card) for item in rivals.values() if (card := item.card.card) is not None and not card.draft]
    if not asked:
        return
    collection = prepare(_part(library, [card for _, card in asked]))
    for item, own in asked[:MOST_ASKED]:
        reading = ask(collection, item.mark.text)
        given = reading.evidence[0].card if isinstance(reading, Found) and reading.evidence else None
        if given is not None and given.id != own.id:
            what = f"the question {shown(item.mark.text)} of the card {own.id} is answered with the card {given.id}"
            yield _at(item, what, "say in it what sets the two apart, or move it there")


def _part(library: Library, cards: list[FactCard]) -> Library:
    """Return the library with the rivals alone and their articles: all of ten thousand cards takes ten seconds."""
    ids, homes = {card.id for card in cards}, {card.article for card in cards}
    return replace(
        library,
        articles=tuple(article for article in library.articles if article.id in homes),
        cards=tuple(replace(card, see_also=()) for card in library.cards if card.id in ids),
        unanswered=tuple(noted for noted in library.unanswered if noted.article in homes),
    )


def _near_duplicates(pairs: list[Pair]) -> Iterator[Fault]:
    told: set[int] = set()
    for pair in pairs:
        if id(pair.second.mark) in told or not is_near_duplicate(pair):
            continue
        told.add(id(pair.second.mark))
        first, second = pair.first, pair.second
        same_file = first.card.sheet.path == second.card.sheet.path
        where = f"line {first.mark.line}" if same_file else f"{first.card.sheet.path.name}:{first.mark.line}"
        name = f"the card {first.card.id.text}" if first.card.id else "another card"
        what = f"the question {shown(second.mark.text)} is nearly {name}'s {shown(first.mark.text)} ({where})"
        yield _at(second, what, "keep one of the two, or say in each what sets them apart")


def _at(item: Asked, what: str, remedy: str) -> Fault:
    return Fault(item.card.sheet.path, item.mark.line, what, remedy, item.mark.column)


def _uncovered(found: Survey) -> Iterator[Fault]:
    """Yield a warning for each paragraph that no card quotes, of the articles that have cards."""
    covered: dict[str, set[int]] = {}
    for card in found.library.cards:
        covered.setdefault(card.article, set()).update(quote.paragraph.number for quote in card.evidence)
    files = {path.stem: path for path in found.files.articles}
    for article in found.library.articles:
        numbers = covered.get(article.id)
        missed = [] if numbers is None else [p for p in article.paragraphs[1:] if p.number not in numbers]
        missed = [paragraph for paragraph in missed if len(_WORD.findall(paragraph.text)) >= SHORTEST]
        if missed:
            places = _places(files[article.id], article)
            for paragraph in missed:
                line, column = places.get(paragraph.number, (0, 0))
                what = f"no card covers paragraph {paragraph.number}: {shown(paragraph.text)}"
                yield Fault(files[article.id], line, what, "add a card that quotes it, if readers will ask", column)


def _places(path: Path, article: Article) -> dict[int, tuple[int, int]]:
    """Return the line and column at which each paragraph begins; paragraphs are slices of the file, in its order."""
    text = read_source(path, limit=LARGEST_ARTICLE)
    if isinstance(text, Fault):
        return {}
    places: dict[int, tuple[int, int]] = {}
    at = max(text.find(article.paragraphs[0].text), 0)
    line = 1 + len(LINE_END.findall(text, 0, at))
    for paragraph in article.paragraphs[1:]:
        start = text.find(paragraph.text, at)
        if start < 0:
            break
        line += len(LINE_END.findall(text, at, start))
        places[paragraph.number] = line, start - max(text.rfind("\n", 0, start), text.rfind("\r", 0, start))
        at = start
    return places
