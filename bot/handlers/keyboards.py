"""The buttons under a message, from what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, SwitchInlineQueryChosenChat
from telegram.constants import InlineKeyboardButtonLimit
from telegram.helpers import create_deep_linked_url

from bot.answer import Answer, Outcome
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
    Sides,
    Vote,
    digest,
    write,
)
from bot.language import own_name
from bot.messages import catalogue
from bot.render.markup import shortened
from bot.render.telegram_html import paragraph_name, sides_of
from bot.wordings import wording_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from telegram import User

    from bot.callbacks import Press
    from bot.messages import Texts
    from knowledge import Article, Evidence, FactCard

QUESTION_LIMIT = 200
"""UTF-16 units of a question on a button; a longer one is not offered, since the button's words are what is asked."""
MOST_SUGGESTIONS = 4
START_LIMIT = 64
"""Characters of a deep link's parameter (Bot API)."""

Row = list[InlineKeyboardButton]


def answer_keyboard(answer: Answer, texts: Texts, me: User) -> InlineKeyboardMarkup | None:
    """Offer what can be done with an answer; with a refusal, the nearest questions."""
    if answer.outcome is not Outcome.ANSWERED or not answer.evidence:
        nearest = answer.evidence[:1] if answer.outcome is Outcome.NOT_FOUND else ()
        rows = suggestion_rows(answer.suggestions)
        return _keyboard(*rows, [_button(texts.button_nearest, _source(evidence)) for evidence in nearest])
    first = answer.evidence[0]
    source = [_button(texts.button_source, _source(first))]
    if answer.other_sides:
        source.append(_button(texts.button_sides, Sides()))
    share = [share_button(answer, texts, me), _copy(first, texts)]
    votes = [_button("👍", Vote(good=True)), _button("👎", Vote(good=False))]
    return _keyboard(source, share, votes)


def sides_keyboard(answer: Answer, texts: Texts) -> InlineKeyboardMarkup | None:
    """Lead from who says what to where each of them says it, and back to the answer."""
    rows = [
        [_button(shortened(f"{side.attribution.source or texts.the_article} · {place}", 60), _source(side))]
        for side in sides_of(answer)
        for place in (paragraph_name(side.quote.paragraph, texts),)
    ]
    return _keyboard(*rows, [_button(texts.button_back, Back())])


def suggestion_rows(questions: Sequence[str]) -> list[Row]:
    """Put each question on a button of its own."""
    fitting = [question for question in questions if shortened(question, QUESTION_LIMIT) == question]
    return [[_button(question, AskAgain(digest(question)))] for question in fitting[:MOST_SUGGESTIONS]]


def suggestions_keyboard(questions: Sequence[str]) -> InlineKeyboardMarkup | None:
    """Offer questions to ask."""
    return _keyboard(*suggestion_rows(questions))


def share_button(answer: Answer, texts: Texts, me: User) -> InlineKeyboardButton:
    """Share the question through inline mode, or its deep link where the bot has no inline mode."""
    question = shortened(answer.question, QUESTION_LIMIT)
    if me.supports_inline_queries:
        chosen = SwitchInlineQueryChosenChat(
            question, allow_user_chats=True, allow_group_chats=True, allow_channel_chats=True
        )
        return InlineKeyboardButton(texts.button_share, switch_inline_query_chosen_chat=chosen)
    return _share_link(evidence_link(answer.evidence[0], me), question, texts)


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
    share = _share_link(card_link(card, me), _asked(card, texts), texts)
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


def card_link(card: FactCard, me: User) -> str:
    """Return the deep link that shows `card`."""
    return create_deep_linked_url(me.username or "bot", card.id)


def paragraph_link(article: str, paragraph: int, me: User) -> str:
    """Return the deep link that shows a paragraph; an id too long for a link goes by its digest."""
    payload = f"{article}_p{paragraph}"
    return create_deep_linked_url(
        me.username or "bot", payload if len(payload) <= START_LIMIT else f"_{digest(article)}_p{paragraph}"
    )


def evidence_link(evidence: Evidence, me: User) -> str:
    """Return the deep link that shows the card or the paragraph behind an answer."""
    if evidence.card:
        return card_link(evidence.card, me)
    return paragraph_link(evidence.article.id, evidence.quote.paragraph.number, me)


def _asked(card: FactCard, texts: Texts) -> str:
    wording = wording_of(card, texts.language)
    return wording.text if wording else card.answer


def _share_link(link: str, question: str, texts: Texts) -> InlineKeyboardButton:
    text = texts.share_text.format(question=shortened(question, QUESTION_LIMIT))
    return InlineKeyboardButton(
        texts.button_share, url=f"https://t.me/share/url?{urlencode({'url': link, 'text': text})}"
    )


def _keyboard(*rows: Row) -> InlineKeyboardMarkup | None:
    filled = [row for row in rows if row]
    return InlineKeyboardMarkup(filled) if filled else None


def _button(text: str, press: Press) -> InlineKeyboardButton:
    return InlineKeyboardButton(text, callback_data=write(press))


def _choice(text: str, press: Press, chosen: bool) -> InlineKeyboardButton:
    return _button(("✓ " if chosen else "") + shortened(text, 60), press)


def _source(evidence: Evidence) -> ShowSource:
    quote = evidence.quote
    return ShowSource(digest(evidence.article.id), quote.paragraph.number, quote.span.start, quote.span.end)


def _copy(evidence: Evidence, texts: Texts) -> InlineKeyboardButton:
    quote = shortened(evidence.quote.text, InlineKeyboardButtonLimit.MAX_COPY_TEXT)
    return InlineKeyboardButton(texts.button_copy, copy_text=CopyTextButton(quote))


def _turns(page: int, pages: int, to: Callable[[int], Press], name: str = "") -> Row:
    if pages < 2:
        return []
    row = [_button("‹", to(page - 1))] if page > 0 else []
    row.append(_button(name or f"{page + 1}/{pages}", Nothing()))
    return [*row, _button("›", to(page + 1))] if page < pages - 1 else row
