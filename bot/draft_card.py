"""A draft of a fact card as YAML: an item of `cards:` for an editor to finish, and whether `quoth check` passes it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.cards import read_cards
from knowledge.marked_edits import quoted
from knowledge.marked_yaml import parse_yaml
from knowledge.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge import Article, Quote, Status


@dataclass(frozen=True, slots=True)
class DraftCard:
    """What stands in a draft."""

    id: str
    answer: str
    status: Status
    attributed_to: str | None
    quotes: Sequence[Quote]
    """The first is the evidence; the others stand beside it as comments, to choose from."""
    questions: Iterable[str]

    def lines(self) -> list[str]:
        """Return the item, from its dash on, without indentation."""
        pieces = [f"- {{quote: {quoted(q.text)}, paragraph: {q.paragraph.number}}}" for q in self.quotes]
        return [
            f"- id: {self.id}",
            "  draft: true",
            f"  answer: {quoted(one_line(self.answer))}",
            f"  status: {self.status}",
            *([f"  attributed_to: {quoted(one_line(self.attributed_to))}"] if self.attributed_to else []),
            "  evidence:",
            f"    {pieces[0]}",
            *(f"    # {piece}" for piece in pieces[1:]),
            "  questions:",
            *(f"    - {quoted(question)}" for question in self.questions),
        ]


def passes_check(card: list[str], article: Article) -> bool:
    """Say whether `quoth check` passes the card alone; that no other card has its id and questions is seen to."""
    path = Path(article.id)
    parsed = parse_yaml("\n".join(["cards:", *card]), path)
    sheet = Sheet(path, list(parsed.faults))
    if parsed.root is not None:
        read_cards(sheet, parsed.root, article)
    return not sheet.faults and parsed.root is not None


def one_line(text: str) -> str:
    """Return `text` with each run of whitespace as one space."""
    return " ".join(text.split())
