"""The cards of articles in other languages, by how readers ask for them: a question is compared word by word.

Only wordings in the language of the question are compared, whatever the article's. What is alike enough is the card's
question; what an editor noted as unanswered and is alike is not answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.languages import base
from knowledge.languages.analysis import analysis_of
from knowledge.languages.frequency import rarity
from knowledge.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowledge.collection import Collection
    from knowledge.types import FactCard, Wording

ALIKE = 0.75
"""Likeness (weighed Jaccard) from which a question is a card's own. One word of four that differs is below."""
NOTED = 0.9
"""The same for a question that the editor noted as unanswered."""


@dataclass(frozen=True, slots=True)
class AskedBefore:
    """One wording: its card, or None where it is noted as unanswered, and its words by rarity."""

    card: FactCard | None
    article: str
    weights: Mapping[str, float]


def wordings_of(collection: Collection) -> dict[str, list[AskedBefore]]:
    """Return language → the wordings in it of all articles in other languages than English."""
    found: dict[str, list[AskedBefore]] = {}

    def note(card: FactCard | None, article: str, wording: Wording) -> None:
        code = base(wording.language)
        if article in collection.others and code != "en":
            found.setdefault(code, []).append(AskedBefore(card, article, weights_of(wording.text, code)))

    for card in collection.library.cards:
        if not card.draft:
            for wording in card.questions:
                note(card, card.article, wording)
    for unanswered in collection.library.unanswered:
        note(None, unanswered.article, unanswered.wording)
    return found


def weights_of(text: str, code: str) -> dict[str, float]:
    """Return the terms of `text` that matter and how rare each is."""
    analysis = analysis_of(code)
    return {t.term: rarity(t.term) for t in analysis.tokenize(text) if t.word not in analysis.stop_words}


def likest(collection: Collection, text: str, code: str, article: str | None) -> tuple[AskedBefore, float] | None:
    """Return the wording that `text`, a question in the language `code`, is most like, and how much; or None."""
    asked = weights_of(text, code)
    best: tuple[AskedBefore, float] | None = None
    for wording in collection.kept_beside(wordings_of).get(code, ()):
        if article in (None, wording.article) and asked and wording.weights:
            shared = sum(w for term, w in asked.items() if term in wording.weights)
            union = sum(asked.values()) + sum(wording.weights.values()) - shared
            if best is None or shared / union > best[1]:
                best = wording, shared / union
    return best
