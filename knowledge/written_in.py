"""In which language an article is written, where its file does not say. Plain English is seen here, at no cost.

What is not plainly English is the matter of `knowledge.languages.detection`, which is loaded for it alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.english import STOP_WORDS
from knowledge.tokenizer import split_sentences

if TYPE_CHECKING:
    from knowledge.types import Span

READ = 1500
"""Characters that are looked at."""
ENGLISH = 0.2
"""Share of stop words from which a text is English: English news has 45 % of them, other languages at most 10 %."""
LEAST_WORDS = 12
"""Words below which a text of Latin letters is taken for English: a name, a headline."""
UNKNOWN = "und"


def language_of_article(text: str) -> str | None:
    """Return the language of an article's `text` (ISO 639-1, or `und`); None where its script sets no spaces.

    >>> language_of_article("War ends"), language_of_article("戰爭結束了。和平來臨了。")
    ('en', None)
    """
    start = text[:READ]
    if start.isascii() or len(start.encode("ascii", "ignore")) > 0.9 * len(start):
        words = [word.strip(".,;:!?\"“”'()") for word in start.casefold().split()]
        if len(words) < LEAST_WORDS or sum(word in STOP_WORDS for word in words) >= ENGLISH * len(words):
            return "en"
    from knowledge.languages.detection import language_of, script_of  # noqa: PLC0415 - for other languages only

    return None if script_of(text[:READ]) == "unspaced" else language_of(text)


def sentences_in(language: str, text: str) -> tuple[Span, ...]:
    """Return the sentences of a `text` in `language`."""
    if language == "en" or language.startswith("en-"):
        return split_sentences(text)
    from knowledge.languages.analysis import analysis_of  # noqa: PLC0415 - for other languages only

    return analysis_of(language).sentences(text)
