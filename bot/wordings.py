"""In which of its wordings a fact card's question is offered to a reader: in the reader's language where it has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.language import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.language import Language
    from knowledge import FactCard, Library, Wording


def wording_of(card: FactCard, language: Language = ENGLISH) -> Wording | None:
    """Return a card's first wording in `language`, else its first English one, else its first; None where none."""
    for code in (language.code, ENGLISH.code):
        for wording in card.questions:
            if wording.language == code:
                return wording
    return card.questions[0] if card.questions else None


def in_language(library: Library, questions: Iterable[str], language: Language) -> tuple[str, ...]:
    """Return `questions`, each as its card puts it in `language` where it does.

    A wording that is neither its card's first nor English was chosen for the language that was asked in: it stays.
    """
    asked = tuple(questions)
    if language.code == ENGLISH.code:
        return asked
    cards: dict[str, FactCard] = {}
    for card in library.cards:
        for number, wording in enumerate(card.questions):
            if number == 0 or wording.language == ENGLISH.code:
                cards.setdefault(wording.text, card)
    wordings = (wording_of(cards[question], language) if question in cards else None for question in asked)
    return tuple(dict.fromkeys(w.text if w else question for w, question in zip(wordings, asked, strict=True)))
