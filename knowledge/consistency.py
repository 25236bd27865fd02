"""Do the cards and aliases of a library agree with each other and with its articles? Notes each fault at its place.

Looks across files; a single card is `cards`' matter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.marked_yaml import shown
from knowledge.quotation import places
from knowledge.sheet import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from knowledge.cards import MarkedAlias, MarkedCard, MarkedQuestion
    from knowledge.marked_yaml import Scalar
    from knowledge.sheet import Sheet
    from knowledge.types import Article

_Place = tuple["Sheet", "Scalar"]
_MANY = 200
"""Ids from which on only those that begin alike are proposed: each comparison costs some microseconds."""
_NO_WORD = re.compile(r"[\W_]+")


def check_ids(cards: Sequence[MarkedCard]) -> None:
    """Note each id that a card before has already."""
    first: dict[str, _Place] = {}
    for card in cards:
        if card.id is None:
            continue
        if card.id.text in first:
            what = f"the id {card.id.text} is taken: {_place(card.sheet, first[card.id.text])} has it too"
            card.sheet.note(card.id, what, "give one of the two another")
        else:
            first[card.id.text] = (card.sheet, card.id)


def check_references(cards: Sequence[MarkedCard], *, all_read: bool) -> None:
    """Note each `see_also` that leads nowhere or back to its own card.

    Where not all card files could be read (`all_read` false), nothing is said of ids that may stand in the others.
    """
    ids = tuple(dict.fromkeys(card.id.text for card in cards if card.id))
    known = frozenset(ids)
    by_head: dict[str, list[str]] = {}
    for id_ in ids:
        by_head.setdefault(id_[:3], []).append(id_)
    for card in cards:
        for target in card.see_also:
            if card.id is not None and target.text == card.id.text:
                card.sheet.note(target, "see_also names the card itself", "delete it")
            elif target.text not in known and all_read:
                near = did_you_mean(target.text, ids if len(ids) < _MANY else tuple(by_head.get(target.text[:3], ())))
                remedy = f"did you mean {near}?" if near else "correct the id, or delete it"
                card.sheet.note(target, f"see_also {shown(target.text)} is the id of no card", remedy)


def check_questions(cards: Sequence[MarkedCard]) -> None:
    """Note each reader question that another card has too, whatever its capitals and punctuation."""
    first: dict[str, tuple[MarkedCard, Scalar]] = {}
    for card in cards:
        for question in card.questions:
            earlier, place = first.setdefault(_bare(question.text), (card, question))
            if earlier is not card:
                name = f"the card {earlier.id.text}" if earlier.id else "another card"
                where = _place(card.sheet, (earlier.sheet, place))
                what = f"the question {shown(question.text)} is {name}'s too ({where})"
                card.sheet.note(question, what, "keep it on the card that answers it best")


def check_unanswered(cards: Sequence[MarkedCard], unanswered: Sequence[MarkedQuestion]) -> None:
    """Note each question that is said to be unanswered and is a card's too."""
    owners = {_bare(q.text): card for card in cards for q in card.questions}
    for question in unanswered:
        card = owners.get(_bare(question.mark.text))
        if card is not None:
            name = f"the card {card.id.text}" if card.id else "a card"
            what = f"the question {shown(question.mark.text)} is unanswered here and {name}'s there"
            question.sheet.note(question.mark, what, "delete one of the two")


def _bare(text: str) -> str:
    return _NO_WORD.sub(" ", text.casefold()).strip() or text


def merged_aliases(
    aliases: Sequence[MarkedAlias],
    articles: Sequence[Article],
    *,
    all_read: bool,
    elsewhere: Callable[[str], bool] = lambda _: False,
) -> dict[str, tuple[str, ...]]:
    """Return the aliases of all files as one mapping; note conflicts, and names that stand in no article.

    Where not all articles could be read (`all_read` false), a name may stand in the others; `elsewhere` says whether it
    stands in an article that is not given.
    """
    merged: dict[str, dict[str, None]] = {}
    owners: dict[str, tuple[str, _Place]] = {}
    for alias in aliases:
        name = alias.name.text
        if all_read and name not in merged and not _stands_somewhere(name, articles) and not elsewhere(name):
            what = f"the alias is of nothing: {shown(name)} stands in no article of the library"
            alias.sheet.note(alias.name, what, "write the name as the article does, or delete the line")
        spellings = merged.setdefault(name, {})
        for spelling in alias.spellings:
            owner, place = owners.setdefault(spelling.text.casefold(), (name, (alias.sheet, spelling)))
            if owner == name:
                spellings[spelling.text] = None
            else:
                what = f"{shown(spelling.text)} is an alias of {shown(owner)} already ({_place(alias.sheet, place)})"
                alias.sheet.note(spelling, what, "keep it for one of the two")
    return {name: tuple(spellings) for name, spellings in merged.items()}


def _stands_somewhere(name: str, articles: Sequence[Article]) -> bool:
    return any(
        next(places(paragraph.text, name), None) is not None
        for article in articles
        for paragraph in article.paragraphs
        if name in paragraph.text
    )


def _place(here: Sheet, there: _Place) -> str:
    """Say where `there` is, as seen from the file of `here`."""
    sheet, node = there
    return f"line {node.line}" if sheet is here else f"{sheet.path.name}:{node.line}"
