"""Questions in Ukrainian and Russian to articles in English: one way across, taken before anything else is done.

A question is put into English word by word (`rendering`): names as the articles write them (`names`, `letters`), other
words by the table `data/crossing.tsv` (`table`), its own question word first. The wordings that editors wrote in
Ukrainian and Russian are put across in the same way (`crossed`), so that question and wording are compared word by
word, whatever their endings, even where the table has no English for a word. From there on it is a question like all
others. No grammar is understood here, nothing is translated for people to read, and quotes stay as the article has them.

Loaded for a question in Cyrillic letters only.
"""

from __future__ import annotations

from knowledge.crossing.crossed import Crossing, cross
from knowledge.crossing.language import in_cyrillic
from knowledge.crossing.table import language_of

__all__ = ["Crossing", "cross", "in_cyrillic", "language_of"]
