"""The next question of a conversation in another language than English, to articles in it.

A follow-up is asked in the wordings that stand alone (`knowledge.languages.following`), of the article that answered
last, until one is answered; "who says so?" is answered from the last quote itself. English pronouns are not looked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answer import format_answer
from bot.followup import follow_up, read_on, with_caveat, with_speaker
from bot.memory import after_follow_up, last_evidence, recall, remember
from knowledge import Ask, Found, ask
from knowledge.crossing import across
from knowledge.languages.answering import language_for
from knowledge.languages.detection import language_asked
from knowledge.languages.following import Before, OfTheLast, asked_of_the_last, wordings
from knowledge.smalltalk import strip_greeting

if TYPE_CHECKING:
    from bot.answer import Answer
    from bot.language import Language
    from bot.memory import Conversation
    from knowledge import Collection, Reading
    from knowledge.antecedents import Context

CONFIDENT = 0.6
"""Confidence from which the reader's own words are answered where no wording that stands alone is, as in English."""


def turn_elsewhere(
    collection: Collection, text: str, conversation: Conversation, article: str | None, language: Language
) -> tuple[Answer, Conversation] | None:
    """Answer `text` as the next question of `conversation`; None where it goes the English way."""
    asked = strip_greeting(text)
    code = language_for(collection, asked, article)
    if code is None:
        return None
    context = recall(collection, conversation, article)
    spoken = language_asked(asked, frozenset({code}))
    last_asked = asked_of_the_last(asked, spoken)
    followed = _of_the_last(collection, conversation, context, last_asked) if last_asked else None
    crossing = across(collection, asked) if followed is None else None
    if crossing is not None:  # what else is asked of the last quote is understood in Ukrainian and Russian
        followed = follow_up(crossing.collection, crossing.text, conversation, context)
    if followed is not None:
        answer = format_answer(text, followed, collection, language)
        return answer, after_follow_up(collection, conversation, followed)
    last = conversation.place.article if conversation.place else None
    where = article or (last if last in collection.articles else None)
    found = wordings(asked, Before(context.question, context.short), code)
    question, reading = _first_answered(collection, found, where) or (
        text,
        ask(collection, text, article=where if found else article),  # what goes on goes on with the same article
    )
    if found and question is text and not (isinstance(reading, Found) and reading.confidence >= CONFIDENT):
        question, reading = found[0], ask(collection, found[0], article=where)
    answer = format_answer(text, reading, collection, language)
    return answer, remember(collection, conversation, question, reading)


def _of_the_last(
    collection: Collection, conversation: Conversation, context: Context, asked: OfTheLast
) -> Reading | None:
    """Return what the last quote itself answers; None where there is none."""
    last = last_evidence(collection, conversation) if context.quote else None
    if last is None or conversation.place is None:
        return None
    if asked is OfTheLast.MORE:
        return read_on(collection, last, context)
    shown = with_speaker(last) if asked is OfTheLast.WHO_SAYS else with_caveat(last)
    return Found((shown,), conversation.place.confidence, Ask.WHO_SAYS)


def _first_answered(collection: Collection, found: tuple[str, ...], article: str | None) -> tuple[str, Reading] | None:
    for question in found:
        reading = ask(collection, question, article=article)
        if isinstance(reading, Found):
            return question, reading
    return None
