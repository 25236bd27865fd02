"""One message that nothing was said before: answered as a conversation's first, and nothing remembered of it.

What `quoth ask` asks. A single question needs neither follow-ups nor references, and their rooms are not loaded; a
message of several questions is a conversation of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answer import Answer, format_answer
from bot.asked import split_questions
from bot.language import ENGLISH
from knowledge import ask

if TYPE_CHECKING:
    from bot.language import Language
    from knowledge import Collection


def ask_once(collection: Collection, text: str, *, article: str | None = None, language: Language = ENGLISH) -> Answer:
    """Answer `text` in words of `language`, as `bot.conversation.converse` answers the first message of a conversation.

    Raises UnknownArticleError where `article` is not in the library.
    """
    questions = split_questions(text)
    if len(questions) == 1:
        return format_answer(questions[0], ask(collection, questions[0], article=article), collection, language)
    from bot.conversation import Conversation, converse  # noqa: PLC0415 - for several questions only

    return converse(collection, text, Conversation(), article=article, language=language)[0]
