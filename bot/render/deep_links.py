"""Links that open the bot at a card or a paragraph: `https://t.me/BOT?start=WHERE`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bot.callbacks import digest

if TYPE_CHECKING:
    from knowledge import Evidence, FactCard

START_LIMIT = 64
"""Characters of a deep link's parameter (Bot API)."""


class Me(Protocol):
    """The bot, as far as links and buttons depend on it; the library's `User` is one."""

    @property
    def username(self) -> str | None:
        """Its name on Telegram."""

    @property
    def supports_inline_queries(self) -> bool | None:
        """Whether it has an inline mode."""


def card_link(card: FactCard, me: Me) -> str:
    """Return the deep link that shows `card`."""
    return _link(card.id, me)


def paragraph_link(article: str, paragraph: int, me: Me) -> str:
    """Return the deep link that shows a paragraph; an id too long for a link goes by its digest."""
    payload = f"{article}_p{paragraph}"
    return _link(payload if len(payload) <= START_LIMIT else f"_{digest(article)}_p{paragraph}", me)


def evidence_link(evidence: Evidence, me: Me) -> str:
    """Return the deep link that shows the card or the paragraph behind an answer."""
    if evidence.card:
        return card_link(evidence.card, me)
    return paragraph_link(evidence.article.id, evidence.quote.paragraph.number, me)


def _link(payload: str, me: Me) -> str:
    from telegram.helpers import create_deep_linked_url  # noqa: PLC0415 - hardly an answer needs it

    return create_deep_linked_url(me.username or "bot", payload)
