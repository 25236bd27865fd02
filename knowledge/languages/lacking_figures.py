"""What a figure, a date or a reason cannot do without in another language: its year, what it counts, to be there.

Each rule says of a question beside its quote whether something is missing. In the words of the tables.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.expectation import Expect
from knowledge.languages.analysis import analysis_of
from knowledge.languages.beside import COUNTED, stands
from knowledge.languages.choosing import words_back
from knowledge.languages.kinds import answers, patterns_of, stands_at

if TYPE_CHECKING:
    from knowledge.languages.beside import Asked
    from knowledge.passages import PreparedSentence
    from knowledge.question import QueryTerm

NEAR = 4
"""Tokens between a number and what it counts ("560 мокрих і голодних людей")."""
FEW = 4
"""Words of a question for a reason that says so little that its quote has to give one."""
_YEAR = re.compile(r"1\d{3}|20\d{2}")


def has_no_figure(asked: Asked) -> bool:
    """A date, a number or a measure is asked for, and there is none, nor a word that stands for one."""
    expect, terms = asked.question.expect, asked.terms
    if expect is Expect.DATE and not asked.asks("date") and asked.question.focus not in asked.words.moments:
        return False  # "in which *era*" may have a name
    if expect not in COUNTED or any(answers(s, expect, asked.code, terms)[0] for s in asked.sentences):
        return False
    loose = asked.words.moments if expect in (Expect.DATE, Expect.DURATION) else frozenset()
    loose |= asked.words.amounts if expect in (Expect.NUMBER, Expect.SHARE, Expect.DURATION) else frozenset()
    if any(token.term in loose and token.term not in terms for s in asked.sentences for token in s.tokens):
        return False
    return not any(stands_at(s.tokens, phrase) >= 0 for phrase in asked.words.moment_phrases for s in asked.sentences)


def has_no_reason(asked: Asked) -> bool:
    """A reason is asked for, and no word gives one."""
    if asked.question.expect is not Expect.REASON or not asked.asks("reason") or len(asked.question.terms) > FEW:
        return False
    return not any(answers(s, Expect.REASON, asked.code, frozenset())[0] for s in asked.sentences)


def has_no_age(asked: Asked) -> bool:
    """How many years *somebody* is, and nothing else, is asked, and no years stand beside the name."""
    question, matter = asked.question, asked.matter
    if question.expect is not Expect.DURATION or not matter or not all(term.name for term in matter):
        return False
    for sentence in asked.sentences:
        names = [p for term in matter for variant in term.variants for p in sentence.places.get(variant, ())]
        for span in answers(sentence, Expect.DURATION, asked.code, asked.terms)[1]:
            first = next(i for i, token in enumerate(sentence.tokens) if token.end > span.start)
            if any(abs(first - place) <= NEAR for place in names):
                return False
    return True


def has_no_such_year(asked: Asked) -> bool:
    """What was in 2017 is asked, and the quote tells of another year, or the article knows none such."""
    years = [t for t in asked.question.terms if _YEAR.fullmatch(t.word)]
    if not years or any(asked.near(t) or t.word == asked.published for t in years):
        return False
    terms = asked.terms
    others = any(_YEAR.fullmatch(t.word) and t.term not in terms for s in asked.sentences for t in s.tokens)
    return others or not any(asked.told(t) for t in years)


def has_no_count(asked: Asked) -> bool:
    """How many of something is asked, and the paragraph has nothing of that."""
    question = asked.question
    if question.expect is not Expect.NUMBER or not asked.asks("number"):
        return False
    at = next((i for i, term in enumerate(question.terms) if term.main == question.focus), -1)
    if at < 0 or question.focus in asked.words.generic | asked.words.idle:
        return False
    counted = question.terms[at : at + 1]
    if counted[0].word.endswith(asked.words.adjectives) and asked.words.adjectives:
        counted = question.terms[at : at + 2]  # how many *different teams*
    return not any(asked.near(term) for term in counted)


def counts_it(asked: Asked) -> bool:
    """Say whether a number stands beside what is counted; of people in general, with another word of the question."""
    question = asked.question
    counted = next((t for t in question.terms if t.main == question.focus), None)
    if question.expect is not Expect.NUMBER or counted is None:
        return False
    if question.focus not in asked.words.generic:
        return any(_beside_a_number(s, counted, asked) for s in asked.sentences)
    others = [t for t in asked.matter if not t.name]
    people = replace(counted, variants=dict.fromkeys(asked.words.generic, 1.0))
    return any(_beside_a_number(s, people, asked) and any(stands(t, [s]) for t in others) for s in asked.sentences)


def is_not_counted(asked: Asked) -> bool:
    """How many of something is asked, and no number stands beside it."""
    question = asked.question
    if question.expect is not Expect.NUMBER or not asked.asks("number") or question.focus in asked.words.generic:
        return False
    counted = next((t for t in question.terms if t.main == question.focus), None)
    return counted is not None and asked.here(counted) and not counts_it(asked)


def has_none_of_its_own(asked: Asked) -> bool:
    """What something costs is asked, and the figure stands in a sentence that has no word of it."""
    matter = asked.matter
    if asked.question.expect not in COUNTED or not matter:
        return False
    told = _telling(asked)
    if not told or any(stands(t, told) for t in matter):
        return False
    return not any(_goes_on(s, asked) or _measures_the_last(s, asked) for s in told)


def _measures_the_last(sentence: PreparedSentence, asked: Asked) -> bool:
    """Say whether a sentence says of a measure that is asked for, behind one that has what is measured.

    "… found a fish. The creature is eleven centimetres *long*."
    """
    at = next(i for i, one in enumerate(asked.home) if one is sentence)
    before = asked.home[max(0, at - 1) : at]
    idle = [term for term in asked.question.terms if term.main in asked.words.idle]
    return any(stands(term, [sentence]) for term in idle) and any(stands(term, before) for term in asked.matter)


def _goes_on(sentence: PreparedSentence, asked: Asked) -> bool:
    """Say whether a sentence of a quote speaks of what the one before it named ("He …", "The work …")."""
    return sentence is not asked.sentences[0] and any(t.word in words_back(asked.code) for t in sentence.tokens[:2])


def _telling(asked: Asked) -> list[PreparedSentence]:
    """Return the sentences of the quote that hold a figure of the kind; those where it stands by what is counted."""
    question = asked.question
    found = [s for s in asked.sentences if answers(s, question.expect, asked.code, asked.terms)[0]]
    counted = next((t for t in question.terms if t.main == question.focus), None)
    if question.expect is Expect.NUMBER and counted is not None:
        near = [s for s in found if _beside_a_number(s, counted, asked)]
        return near or [s for s in found if _has_a_plain_number(s, asked)]
    return found


def _has_a_plain_number(sentence: PreparedSentence, asked: Asked) -> bool:
    """Say whether a sentence has a number that measures nothing ("38 kilometres")."""
    it, size, tokens = patterns_of(asked.code), len(analysis_of(asked.code).prefix), sentence.tokens
    units = frozenset().union(*it.units.values())
    return any(
        token.term[size : size + 1].isdigit() and not any(t.term in units for t in tokens[i + 1 : i + 2])
        for i, token in enumerate(tokens)
    )


def _beside_a_number(sentence: PreparedSentence, counted: QueryTerm, asked: Asked) -> bool:
    """Say whether what is counted stands near a number that the question has not."""
    terms = asked.terms
    size = len(analysis_of(asked.code).prefix)
    loose = asked.words.amounts
    numbers = [
        i
        for i, t in enumerate(sentence.tokens)
        if (t.term[size : size + 1].isdigit() or t.term in loose) and t.term not in terms
    ]
    places = [p for variant in counted.variants for p in sentence.places.get(variant, ())]
    return any(-NEAR <= n - p <= NEAR for n in numbers for p in places)
