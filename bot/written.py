"""An answer written down as it is sent on Telegram: its words and its buttons, from what it is asked with.

Pure: the same wanted is the same written, in whichever process it is thought out; both pass as a line of JSON. The
Telegram library is not loaded here. Nothing is kept and nothing is sent.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from bot.answer import Outcome
from bot.conversation import Conversation, converse
from bot.language import ENGLISH, language_for
from bot.messages import texts_in
from bot.render.markup import Markup
from bot.render.telegram_buttons import answer_buttons
from bot.render.telegram_html import answer_message

if TYPE_CHECKING:
    from bot.answer import Answer
    from bot.language import Language
    from bot.render.deep_links import Me
    from knowledge import Collection

REHEARSED = ("What happened?", "And then?", "Who says so?", "Чому?", "What is a quandary?")
"""A question, follow-ups, one in another script, one that nothing answers."""


class Wanted(NamedTuple):
    """All that a written answer depends on besides the library and the bot: wanted again, it is the same."""

    question: str
    before: str
    """The context, as JSON."""
    article: str | None
    language: str
    """The code of the interface's language."""
    shown: bool = False
    """The question is written on top."""


@dataclass(frozen=True, slots=True)
class Written:
    """An answer as it is sent."""

    outcome: Outcome
    text: Markup
    buttons: str | None
    """`reply_markup` as Telegram takes it, JSON; None where there are no buttons."""
    after: str
    """The context after it, as JSON."""

    def to_json(self) -> bytes:
        """Write it as one line."""
        parts = (self.outcome, self.text.html, self.text.text, self.buttons, self.after)
        return json.dumps(parts).encode() + b"\n"

    @classmethod
    def from_json(cls, line: bytes) -> Written:
        """Read what `to_json` wrote; raises ValueError where it is anything else."""
        outcome, html, text, buttons, after = json.loads(line)
        return cls(Outcome(outcome), Markup(html, text), buttons, after)


def think(
    collection: Collection, text: str, before: str, article: str | None, language: Language
) -> tuple[Answer, str]:
    """Answer `text` in the context `before`; return the answer and the context after it."""
    context = Conversation.from_json(before) if before else Conversation()
    answer, after = converse(collection, text, context, article=article, language=language)
    return answer, after.to_json()


def write(collection: Collection, wanted: Wanted, site: str | None, me: Me) -> Written:
    """Think out what is wanted and write it down, with links to `site` and to the bot `me`."""
    language = language_for(wanted.language)
    texts = texts_in(language)
    answer, after = think(collection, wanted.question, wanted.before, wanted.article, language)
    text = answer_message(answer, texts, asked=wanted.question if wanted.shown else None, site=site)
    return Written(answer.outcome, text, answer_buttons(answer, texts, me), after)


def rehearse(collection: Collection) -> None:
    """Answer before anybody asks: what is loaded when it is first needed is loaded, and no reader waits for it."""
    cards = collection.library.cards
    asked = next((wording.text for card in cards for wording in card.questions), REHEARSED[0])
    _, after = think(collection, asked, "", None, ENGLISH)
    for question in REHEARSED:
        think(collection, question, after, None, ENGLISH)
