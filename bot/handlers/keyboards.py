"""The buttons under a message, from what it shows; those under an answer are `bot.render.telegram_buttons`'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks import (
    ArticlesPage,
    AskAgain,
    Back,
    ChooseArticle,
    ChooseLanguage,
    FactsPage,
    Nothing,
    ShowCard,
    ShowSource,
    digest,
    write,
)
from bot.language import own_name
from bot.messages import catalogue
from bot.render.deep_links import card_link, evidence_link
from bot.render.markup import shortened
from bot.render.telegram_buttons import share_address, source_of, suggested
from bot.render.telegram_html import paragraph_name, sides_of
from bot.wordings import wording_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from telegram import User

    from bot.answer import Answer
    from bot.callbacks import Press
    from bot.messages import Texts
    from knowledge import Article, Evidence, FactCard

Row = list[InlineKeyboardButton]


def sides_keyboard(answer: Answer, texts: Texts) -> InlineKeyboardMarkup | None:
    """Lead from who says what to where each of them says it, and back to the answer."""
    rows = [
        [_button(shortened(f"{side.attribution.source or texts.the_article} · {place}", 60), source_of(side))]
        for side in sides_of(answer)
        for place in (paragraph_name(side.quote.paragraph, texts),)
    ]
    return _keyboard(*rows, [_button(texts.button_back, Back())])


def suggestions_keyboard(questions: Sequence[str]) -> InlineKeyboardMarkup | None:
    """Offer questions to ask."""
    return _keyboard(*([_button(question, AskAgain(digest(question)))] for question in suggested(questions)))


def inline_keyboard(evidence: Evidence, texts: Texts, me: User) -> InlineKeyboardMarkup:
    """Lead from an answer in somebody else's chat to the whole source in ours."""
    return InlineKeyboardMarkup([[InlineKeyboardButton(texts.button_everything, url=evidence_link(evidence, me))]])


def source_keyboard(
    article: Article, shown: ShowSource, texts: Texts, *, answered: bool
) -> InlineKeyboardMarkup | None:
    """Turn the pages of an article; go back to the card or to the answer, where the message had one."""

    def to(number: int) -> ShowSource:
        return ShowSource(shown.article, number, card=shown.card)

    last = len(article.paragraphs) - 1
    turn = _turns(shown.paragraph, last + 1, to, f"{shown.paragraph}/{last}")
    back: list[Press] = [ShowCard(shown.card)] if shown.card else [Back()] if answered else []
    return _keyboard(turn, [_button(texts.button_back, press) for press in back])


def card_keyboard(card: FactCard, texts: Texts, me: User) -> InlineKeyboardMarkup:
    """Lead from a card to its source and to what others say; share its link."""
    quote = card.evidence[0]
    place = ShowSource(digest(card.article), quote.paragraph.number, quote.span.start, quote.span.end, digest(card.id))
    sides = [_button(texts.button_other_side, ShowCard(digest(other))) for other in card.see_also[:1]]
    address = share_address(card_link(card, me), _asked(card, texts), texts)
    share = InlineKeyboardButton(texts.button_share, url=address)
    return InlineKeyboardMarkup([[_button(texts.button_source, place), *sides], [share]])


def facts_keyboard(page: int, pages: int) -> InlineKeyboardMarkup | None:
    """Turn the pages of the facts."""
    return _keyboard(_turns(page, pages, FactsPage))


def articles_keyboard(
    articles: Sequence[Article], page: int, pages: int, chosen: str | None, texts: Texts
) -> InlineKeyboardMarkup | None:
    """Choose an article, or all of them."""
    rows = [[_choice(article.title, ChooseArticle(digest(article.id)), article.id == chosen)] for article in articles]
    return _keyboard(
        *rows, _turns(page, pages, ArticlesPage), [_choice(texts.articles_all, ChooseArticle(""), not chosen)]
    )


def languages_keyboard(chosen: Texts) -> InlineKeyboardMarkup | None:
    """Choose the language of the interface."""
    return _keyboard(
        *(
            [_choice(own_name(texts.language), ChooseLanguage(code), texts is chosen)]
            for code, texts in catalogue().items()
        )
    )


def _asked(card: FactCard, texts: Texts) -> str:
    wording = wording_of(card, texts.language)
    return wording.text if wording else card.answer


def _keyboard(*rows: Row) -> InlineKeyboardMarkup | None:
    filled = [row for row in rows if row]
    return InlineKeyboardMarkup(filled) if filled else None


def _button(text: str, press: Press) -> InlineKeyboardButton:
    return InlineKeyboardButton(text, callback_data=write(press))


def _choice(text: str, press: Press, chosen: bool) -> InlineKeyboardButton:
    return _button(("✓ " if chosen else "") + shortened(text, 60), press)


def _turns(page: int, pages: int, to: Callable[[int], Press], name: str = "") -> Row:
    if pages < 2:
        return []
    row = [_button("‹", to(page - 1))] if page > 0 else []
    row.append(_button(name or f"{page + 1}/{pages}", Nothing()))
    return [*row, _button("›", to(page + 1))] if page < pages - 1 else row
