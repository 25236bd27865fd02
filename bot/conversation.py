"""The next question of a conversation: references resolved, asked, and what it leaves to refer to.

A question that stands alone is asked as it is. A follow-up is first put into one that does (`knowledge.reference`);
"who says so?" and "more" are answered from the last quote itself (`bot.followup`). Several questions in one message
are answered in turn, each in the context of the one before, and shown as one answer.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answer import Answer, Outcome, format_answer
from bot.asked import MOST_QUESTIONS, split_questions
from bot.followup import follow_up
from bot.language import ENGLISH
from bot.memory import Conversation, after_follow_up, recall, remember
from bot.saying import describe_languages
from knowledge import Ask, Found, NotFound, ask
from knowledge.crossing import across
from knowledge.meant import meant_by, speaks_of
from knowledge.question import understand
from knowledge.reference import resolve
from knowledge.smalltalk import smalltalk, strip_greeting

if TYPE_CHECKING:
    from bot.language import Language
    from knowledge import Collection, Reading

__all__ = ["Conversation", "converse"]

CONFIDENT = 0.6
"""Confidence from which the reader's own words are answered where the resolved question is not: a reference may have
been resolved wrongly, and half a question meets many sentences by chance."""
MOST_EVIDENCE = 5
"""Pieces of evidence in one answer (the public contract)."""
LONGEST = 600
"""Code points of an answer's text (the public contract)."""


def converse(
    collection: Collection,
    text: str,
    conversation: Conversation,
    *,
    article: str | None = None,
    language: Language = ENGLISH,
) -> tuple[Answer, Conversation]:
    """Answer `text` as the next question of `conversation`, in words of `language`; every surface asks through here.

    Raises UnknownArticleError where `article` is not in the library.
    """
    answers = []
    for question in split_questions(text)[:MOST_QUESTIONS]:
        answer, conversation = _turn(collection, question, conversation, article, language)
        answers.append(answer)
    return (answers[0] if len(answers) == 1 else _together(text, answers, language)), conversation


def _turn(
    collection: Collection, text: str, conversation: Conversation, article: str | None, language: Language
) -> tuple[Answer, Conversation]:
    """Answer one question."""
    collection.scope(article)  # an unknown article is a fault whatever is asked
    context = recall(collection, conversation, article)
    asked, written = strip_greeting(text), text
    if collection.others and smalltalk(text) is None:
        from bot.elsewhere import turn_elsewhere  # noqa: PLC0415 - with articles in other languages

        turned = turn_elsewhere(collection, text, conversation, article, language)
        if turned is not None:
            return turned
    crossing = across(collection, asked) if not collection.others and smalltalk(text) is None else None
    if crossing is not None:
        collection, asked, text = crossing.collection, crossing.text, crossing.text
    followed = follow_up(collection, asked, conversation, context)
    if followed is not None:
        answer = format_answer(written, followed, collection, language)
        return answer, after_follow_up(collection, conversation, followed)
    question = resolve(collection, asked, context, article)
    reading = _ask(collection, question, text, conversation, article) if question != asked else None
    if reading is None:
        question, reading = text, ask(collection, text, article=article)
    shown = reading if crossing is None else crossing.restore(reading)
    answer = format_answer(written, shown, collection, language)
    if isinstance(reading, NotFound) and not understand(text, collection.vocabulary).terms:
        return answer, conversation  # "why?" with no answer is no new topic
    return answer, remember(collection, conversation, question, reading)


def _ask(
    collection: Collection, question: str, text: str, conversation: Conversation, article: str | None
) -> Reading | None:
    """Ask the resolved `question`, first of the article that answered last; None where `text` itself fares better.

    An answer has to speak of whom the follow-up means: "Which cities is *Trump* visiting?" is not met by Kellogg's.
    """
    meant = meant_by(collection, text, question)
    nearest: Reading = NotFound((), (), 0.0)
    last = conversation.place.article if conversation.place else None
    for where in dict.fromkeys((article or (last if last in collection.articles else None), article)):
        reading = ask(collection, question, article=where)
        if isinstance(reading, Found) and speaks_of(collection, reading.evidence[0], meant):
            return reading
        nearest = NotFound(reading.evidence[:1], (), 0.0) if isinstance(reading, Found) else reading
    own = ask(collection, text, article=article)
    overview = isinstance(own, Found) and own.ask is Ask.OVERVIEW  # of a fragment, it is of anything that is named
    if (
        isinstance(own, Found)
        and not overview
        and own.confidence >= CONFIDENT
        and speaks_of(collection, own.evidence[0], meant)
    ):
        return None
    return nearest


def _together(text: str, answers: list[Answer], language: Language) -> Answer:
    """Show the answers to several questions as one: each one's first quote, then what was not found.

    The confidence is the least of theirs, for all of it should be right; the short answer is the first quote's.
    """
    asked = [answer for answer in answers if answer.outcome is not Outcome.CHAT] or answers
    found = [answer for answer in asked if answer.outcome is Outcome.ANSWERED]
    missed = [answer for answer in asked if answer.outcome is Outcome.NOT_FOUND]
    if len(asked) == 1:
        return replace(asked[0], question=text)
    if not found:
        nearest = tuple(evidence for answer in missed for evidence in answer.evidence[:1])[:MOST_EVIDENCE]
        words = " ".join(f"{language.quoted(answer.question)} {answer.text}" for answer in asked)
        return replace(asked[0], question=text, text=_fitted(words), evidence=nearest)
    unsaid = " ".join(
        language.say("The articles do not say: {question}.", question=language.quoted(answer.question))
        for answer in missed
    )
    if len(found) == 1:
        one = found[0]
        lead = " ".join(part for part in (one.lead, unsaid) if part)
        return replace(one, question=text, text=_fitted(f"{one.text} {unsaid}"), lead=lead)
    evidence = tuple(dict.fromkeys(answer.evidence[0] for answer in found))
    room = (LONGEST - len(unsaid)) // len(found) - 1
    words = " ".join([*(_fitted(answer.text, max(room, 80)) for answer in found), unsaid]).strip()
    foreign = describe_languages(evidence, language)
    return Answer(
        text,
        Outcome.ANSWERED,
        evidence[0].short,
        _fitted(words),
        min(answer.confidence for answer in found),
        evidence,
        lead=" ".join(part for part in (foreign, unsaid) if part) or None,
        listed=True,
    )


def _fitted(text: str, longest: int = LONGEST) -> str:
    return text if len(text) <= longest else text[: longest - 1].rsplit(" ", 1)[0] + "…"
