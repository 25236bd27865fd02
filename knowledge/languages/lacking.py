"""What no answer in another language can do without, however many words a quote shares with the question.

`knowledge.lacking` in the words of the tables: a date for "when", a figure for "how much", what is counted beside its
number, the asked year (`lacking_figures`), the one whose name, office or words are asked for and what they are to be
about (`lacking_names`). Nothing is said of what is there besides: that is the matter of the probability.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.expectation import MEASURES, Expect
from knowledge.languages.beside import COUNTED, beside
from knowledge.languages.lacking_figures import (
    counts_it,
    has_no_age,
    has_no_count,
    has_no_figure,
    has_no_reason,
    has_no_such_year,
    has_none_of_its_own,
    is_not_counted,
)
from knowledge.languages.lacking_names import (
    has_no_such_head,
    has_no_such_place,
    has_no_such_role,
    has_no_word_of_it,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from knowledge.languages.beside import Asked
    from knowledge.passages import PreparedParagraph
    from knowledge.question import Question
    from knowledge.reader import Window

SHORT = 3
"""Words of a question that says little: where one of them is nowhere in the article, the others are not enough."""
CERTAIN = 1.1
SURE = 0.88
LIKELY = 0.78
"""Probabilities from which a rule is not asked. Of a paraphrase that shares all the rest the probability is high: right
answers that `is_too_little` would bar have .71 to .84, near misses of ours .56 to .75."""


def lacks(
    question: Question, window: Window, article: Sequence[PreparedParagraph], code: str, likely: float = 0.0
) -> bool:
    """Say whether the quote in `window`, of `article`, lacks what an answer to `question`, in `code`, needs.

    `likely` is the probability that the quote is right by its words alone: some rules are not held against a high one.
    """
    asked = beside(question, window, article, code)
    return any(likely < surest and rule(asked) for rule, surest in RULES)


def is_too_little(asked: Asked) -> bool:
    """Who, when or how many in a few words, and one of them is nowhere in the article."""
    question = asked.question
    if question.expect not in (Expect.PERSON, *COUNTED) or len(question.terms) > SHORT:
        return False
    who = (question.words[0],) in asked.words.asking.get("person", ())
    if not who and not asked.asks("date") and not asked.asks("number"):
        return False  # what something is called may be called otherwise there
    if question.expect in MEASURES or counts_it(asked):
        return False  # a sum or a length, or a number by what is counted, may be told with another verb
    stands = asked.near if len(question.terms) < SHORT else asked.told
    return any(not stands(t) for t in asked.matter)


RULES: tuple[tuple[Callable[[Asked], bool], float], ...] = (
    (has_no_figure, CERTAIN),
    (has_no_reason, CERTAIN),
    (has_no_age, CERTAIN),
    (has_no_such_year, CERTAIN),
    (has_no_such_place, SURE),
    (has_no_count, SURE),
    (has_no_such_role, SURE),
    (has_no_such_head, CERTAIN),
    (has_no_word_of_it, CERTAIN),
    (has_none_of_its_own, CERTAIN),
    (is_too_little, LIKELY),
    (is_not_counted, CERTAIN),
)
"""The rules, each with the probability from which it is not asked: a paraphrase that shares all the rest is one.

On XQuAD-32 in Russian, German and Spanish they bar 2 of 100 right answers, and 17 of 100 of those that are given where
the answer was cut out of the article."""
