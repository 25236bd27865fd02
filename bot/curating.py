"""`quoth unanswered --as-cards`: the most asked unanswered questions as stubs, printed or put into a card file.

An editor's file is only added to: what comes after is what was there, and the new cards at the end of its list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.card_file import add_cards, text_of
from bot.card_stubs import Stub, stubs_for, taken_in
from bot.errors import BotError, UsageError
from bot.render.screen import count_of, safe
from knowledge.folder import CARDS_SUFFIX
from knowledge.marked_yaml import Listing, Node, Scalar, Table, parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from bot.unanswered import Group
    from knowledge import Collection


def printed(collection: Collection, groups: Iterable[Group]) -> list[str]:
    """Return the stubs as lines of YAML, article by article; each part can be a card file, or go into one."""
    by_article: dict[str | None, list[Stub]] = {}
    for stub in stubs_for(collection, groups, taken_in(collection.library)):
        by_article.setdefault(stub.article, []).append(stub)
    lines: list[str] = []
    for article, stubs in sorted(by_article.items(), key=lambda pair: (pair[0] is None, pair[0] or "")):
        lines += ["", f"# For {article}{CARDS_SUFFIX}:"] if article else ["", "# For no article:"]
        lines += ["cards:"] if any(stub.is_card for stub in stubs) else []
        for stub in stubs:
            lines += ["", *(f"  {line}" if line else "" for line in stub.item.split("\n"))]
    return lines[1:] or ["# no unanswered questions that are not in the library"]


def put_into(file: Path, collection: Collection, groups: Iterable[Group]) -> list[str]:
    """Add the stubs of the article of the card file `file`, which need not exist; return what there is to say.

    Raises UsageError where `file` is no article's card file, BotError where it cannot be added to.
    """
    article = file.name.removesuffix(CARDS_SUFFIX)
    ids = [item.id for item in collection.library.articles]
    if not file.name.endswith(CARDS_SUFFIX) or article not in ids:
        known = ", ".join(f"{name}{CARDS_SUFFIX}" for name in ids[:5]) + (", …" if len(ids) > 5 else "")
        raise UsageError(f"not the card file of an article, {file}; there can be {known}")
    text = text_of(file)
    taken = taken_in(collection.library)
    taken.add(*_held(text, file))  # the file may be another than the library's
    stubs = list(stubs_for(collection, groups, taken))
    cards = [stub for stub in stubs if stub.is_card and stub.article == article]
    if cards:
        add_cards(file, text, [stub.item for stub in cards])
    said = [safe(f"{file}: {count_of(len(cards), 'draft')} added")]
    rest = len([stub for stub in stubs if stub not in cards])
    if rest:
        what = "of other articles, of none, or answered by now: quoth unanswered --as-cards shows them"
        said.append(f"{count_of(rest, 'question')} left out, {what}")
    return said


def _held(text: str, file: Path) -> tuple[list[str], list[str]]:
    """Return the ids and the questions of the cards in `text`; raise BotError where it is broken."""
    parsed = parse_yaml(text, file)
    if parsed.faults:
        raise BotError(str(parsed.faults[0]))
    cards = list(_under(parsed.root, "cards"))
    ids = [text for card in cards for text in _texts(_value(card, "id"))]
    return ids, [text for card in cards for question in _under(card, "questions") for text in _texts(question)]


def _under(node: Node | None, key: str) -> Iterator[Node]:
    found = _value(node, key)
    yield from found.items if isinstance(found, Listing) else ()


def _value(node: Node | None, key: str) -> Node | None:
    entries = node.entries if isinstance(node, Table) else ()
    return next((value for name, value in entries if name.text == key), None)


def _texts(node: Node | None) -> Iterator[str]:
    """Yield a text, or those of {language: text}."""
    if isinstance(node, Scalar):
        yield node.text
    elif isinstance(node, Table):
        yield from (value.text for _, value in node.entries if isinstance(value, Scalar))
