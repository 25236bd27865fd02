"""A card file that is added to: what comes out is what was there, and the new cards at the end of its list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import BotError
from bot.whole_file import write_whole
from knowledge import Fault
from knowledge.files import read_source
from knowledge.library import LARGEST_YAML
from knowledge.marked_lists import with_items

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def text_of(file: Path) -> str:
    """Return what stands in a card file, nothing where there is none; raise BotError where it cannot be read."""
    if not file.exists():
        return ""
    text = read_source(file, limit=LARGEST_YAML)
    if isinstance(text, Fault):
        raise BotError(str(text))
    return text


def add_cards(file: Path, text: str, items: Sequence[str]) -> None:
    """Write `file`, which held `text`, with `items` (YAML from the dash on) at the end of its cards.

    Raises BotError where that cannot be done, or where somebody else wrote it meanwhile; the file is then as it was.
    """
    written = with_items(text, list(items), "cards")
    if written is None:
        raise BotError(f"the cards are not a list of '- id: …' blocks, {file}; write them so, and try again")
    if text_of(file) != text:
        raise BotError(f"the file has changed meanwhile, {file}; try again")
    write_whole(file, written.encode("utf-8"))
