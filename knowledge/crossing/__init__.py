"""Questions in Ukrainian and Russian to articles in English: one way across, taken before anything else is done.

A question is put into English word by word (`rendering`): names as the articles write them (`names`, `letters`), other
words by the table `data/crossing.tsv` (`table`), its own question word first. The wordings that editors wrote in
Ukrainian and Russian are put across in the same way (`crossed`), so that question and wording are compared word by
word, whatever their endings, even where the table has no English for a word. From there on it is a question like all
others. No grammar is understood here and nothing is translated for people to read: quotes stay as the article has them.

Nothing of it is loaded before a question has a Cyrillic letter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.collection import Collection
    from knowledge.crossing.crossed import Crossing

__all__ = ["across"]


def across(collection: Collection, text: str) -> Crossing | None:
    """Return `text` as it is to be asked of the library's English articles; None where no letter of it is Cyrillic.

    In a question of Latin letters only the Cyrillic names are put as the articles write them. Small talk is not for it:
    greetings are told apart before.
    """
    if text.isascii() or not any("\u0400" <= letter <= "\u04ff" for letter in text):
        return None
    from knowledge.crossing.crossed import cross, transcribe  # noqa: PLC0415 - for a question with Cyrillic letters only
    from knowledge.crossing.language import in_cyrillic  # noqa: PLC0415 - likewise

    return cross(collection, text) if in_cyrillic(text) else transcribe(collection, text)
