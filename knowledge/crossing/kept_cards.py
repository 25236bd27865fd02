"""The cards of a library as they were put across, as a kept file and back: the first question's work, done once.

Nothing of the library stands in it twice: a wording that was English is named by its place among the library's own.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from knowledge.facts import Facts, PreparedWording
from knowledge.keeping import kept_index, postings_of
from knowledge.kept import dumped, pack
from knowledge.question import Expect
from knowledge.shelf import Drawers, Shelf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.kept import Kept, Row


def to_sections(crossed: Facts, own: Facts, key: str) -> bytes:
    """Return the cards `crossed` as a kept file; `own` are the same cards as the library has them."""
    places = {id(wording): place for place, wording in enumerate(own.wordings)}
    noted = {id(wording): place for place, wording in enumerate(own.unanswered)}
    ids = list(crossed.told)
    texts = {
        "cards": [[id_, len(crossed.by_card[id_])] for id_ in ids],
        "wordings terms": list(crossed.index.postings),
        "unanswered terms": list(crossed.unanswered_index.postings),
    }
    rows = {
        "wordings": (_record(wording, places, crossed) for wording in crossed.wordings),
        "unanswered": (_record(wording, noted, crossed) for wording in crossed.unanswered),
        "told": (dumped(crossed.told[id_]) for id_ in ids),
        "wordings postings": postings_of(crossed.index),
        "unanswered postings": postings_of(crossed.unanswered_index),
    }
    return pack(key, texts, rows)


def _record(wording: PreparedWording, places: dict[int, int], facts: Facts) -> bytes:
    place = places.get(id(wording))
    if place is not None:
        return dumped(place)
    weights = wording.weights
    expect = wording.expect(facts.vocabulary).value
    return dumped([wording.text, list(weights), list(weights.values()), wording.total, expect])


def from_sections(kept: Kept, own: Facts) -> Facts:
    """Return the cards that were kept, each part made when it is first asked for."""
    listed: list[tuple[str, int]] = kept.text("cards")
    ids = [id_ for id_, _ in listed]
    number = {id_: n for n, id_ in enumerate(ids)}
    first = list(accumulate((size for _, size in listed), initial=0))
    rows, refused, told = kept.row("wordings"), kept.row("unanswered"), kept.row("told")

    def wording(n: int) -> PreparedWording:
        return _wording(rows, n, own.wordings, ids[bisect_right(first, n) - 1], own)

    def unanswered(n: int) -> PreparedWording:
        return _wording(refused, n, own.unanswered, None, own)

    def of_card(id_: str) -> Shelf[PreparedWording]:
        start = first[number[id_]]
        return Shelf(first[number[id_] + 1] - start, lambda n: wordings[start + n])

    def told_by(id_: str) -> Counter[str]:
        return Counter(json.loads(told[number[id_]]))

    wordings = Shelf(first[-1], wording)
    notes = Shelf(len(refused), unanswered)
    return Facts(
        wordings,
        kept_index(kept, "wordings", len(wordings)),
        Drawers(ids, told_by),
        Drawers(ids, of_card),
        own.evidence,
        notes,
        kept_index(kept, "unanswered", len(notes)),
        own.vocabulary,
        own.articles,
        crossed=True,
    )


def _wording(row: Row, n: int, theirs: Sequence[PreparedWording], card: str | None, own: Facts) -> PreparedWording:
    record: Any = json.loads(row[n])
    if isinstance(record, int):
        return theirs[record]
    text, terms, weights, total, expect = record
    home = own.by_card[card][0].card if card is not None else None
    return PreparedWording(home, text, dict(zip(terms, weights, strict=True)), total, None, Expect(expect))
