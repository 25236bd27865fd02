"""The buttons under an answer, as Telegram takes them: JSON, the `reply_markup` of a message (Bot API).

What else is offered stands in `bot.handlers.keyboards`. Answers are thought out where no Telegram library is loaded,
so nothing here knows it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from bot.answer import Answer, Outcome
from bot.callbacks import AskAgain, ShowSource, Sides, Vote, digest, write
from bot.render.deep_links import evidence_link
from bot.render.markup import shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.callbacks import Press
    from bot.messages import Texts
    from bot.render.deep_links import Me
    from knowledge import Evidence

QUESTION_LIMIT = 200
"""UTF-16 units of a question on a button; a longer one is not offered, since the button's words are what is asked."""
COPY_LIMIT = 256
"""Characters that a button copies (Bot API, CopyTextButton)."""
MOST_SUGGESTIONS = 4

Button = dict[str, Any]
"""An InlineKeyboardButton of the Bot API."""


def answer_buttons(answer: Answer, texts: Texts, me: Me) -> str | None:
    """Offer what can be done with an answer; with a refusal, the nearest questions. None where there is nothing."""
    rows = [row for row in _rows(answer, texts, me) if row]
    return json.dumps({"inline_keyboard": rows}) if rows else None


def _rows(answer: Answer, texts: Texts, me: Me) -> list[list[Button]]:
    if answer.outcome is not Outcome.ANSWERED or not answer.evidence:
        nearest = answer.evidence[:1] if answer.outcome is Outcome.NOT_FOUND else ()
        offered = [[_button(question, AskAgain(digest(question)))] for question in suggested(answer.suggestions)]
        return [*offered, [_button(texts.button_nearest, source_of(evidence)) for evidence in nearest]]
    first = answer.evidence[0]
    source = [_button(texts.button_source, source_of(first))]
    if answer.other_sides:
        source.append(_button(texts.button_sides, Sides()))
    copied = shortened(first.quote.text, COPY_LIMIT)
    return [
        source,
        [_share(answer, texts, me), {"text": texts.button_copy, "copy_text": {"text": copied}}],
        [_button("👍", Vote(good=True)), _button("👎", Vote(good=False))],
    ]


def suggested(questions: Sequence[str]) -> list[str]:
    """Choose the questions that are offered, each on a button of its own."""
    return [question for question in questions if shortened(question, QUESTION_LIMIT) == question][:MOST_SUGGESTIONS]


def source_of(evidence: Evidence) -> ShowSource:
    """Return the press that shows where `evidence` stands."""
    quote = evidence.quote
    return ShowSource(digest(evidence.article.id), quote.paragraph.number, quote.span.start, quote.span.end)


def share_address(link: str, question: str, texts: Texts) -> str:
    """Return the address that shares `link` with words about `question`."""
    text = texts.share_text.format(question=shortened(question, QUESTION_LIMIT))
    return f"https://t.me/share/url?{urlencode({'url': link, 'text': text})}"


def _share(answer: Answer, texts: Texts, me: Me) -> Button:
    """Share the question through inline mode, or its deep link where the bot has no inline mode."""
    question = shortened(answer.question, QUESTION_LIMIT)
    if not me.supports_inline_queries:
        link = evidence_link(answer.evidence[0], me)
        return {"text": texts.button_share, "url": share_address(link, question, texts)}
    chats = {"allow_user_chats": True, "allow_group_chats": True, "allow_channel_chats": True}
    return {"text": texts.button_share, "switch_inline_query_chosen_chat": {"query": question, **chats}}


def _button(text: str, press: Press) -> Button:
    return {"text": text, "callback_data": write(press)}
