"""`quoth draft`: an article's assertions as fact cards for an editor to finish, put into its card file or printed.

What an editor wrote stays as it is; where a card quotes a sentence already, no draft is made of it again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.card_file import add_cards, text_of
from bot.draft_card import DraftCard, passes_check
from bot.render.screen import count_of, safe
from knowledge.drafting import Draft, draft_cards
from knowledge.folder import CARDS_SUFFIX

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge import Article, Collection


def drafted(collection: Collection, article: str) -> list[str]:
    """Return the new drafts of an article as YAML, one text each; those `quoth check` would not pass are left out."""
    home = collection.library.article(article)
    return [item for draft in draft_cards(collection, article) if (item := _item(draft, home))]


def put_drafts(folder: Path, collection: Collection, article: str) -> str:
    """Put the new drafts of an article into its card file in `folder`; return what there is to say.

    Raises BotError where the file cannot be added to; it is then as it was.
    """
    file = folder / f"{article}{CARDS_SUFFIX}"
    text = text_of(file)
    items = drafted(collection, article)
    if not items:
        return safe(f"{file}: nothing new to draft")
    add_cards(file, text, items)
    return safe(f"{file}: {count_of(len(items), 'draft')} added; look at each, then take its draft: true away")


def _item(draft: Draft, article: Article) -> str | None:
    card = DraftCard(draft.id, draft.answer, draft.status, draft.attributed_to, [draft.quote], draft.questions)
    lines = card.lines()
    return "\n".join(lines) if passes_check(lines, article) else None
