"""What a question about somebody cannot do without in another language: the place, the office, the words asked for.

Each rule says of a question beside its quote whether something is missing. In the words of the tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.expectation import Expect
from knowledge.languages.analysis import analysis_of
from knowledge.languages.kinds import answers, patterns_of

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from knowledge.languages.beside import Asked
    from knowledge.passages import PreparedSentence
    from knowledge.question import QueryTerm

BESIDE = 4
"""Tokens between an office and the name of who holds it ("голова Верхньояворівської громади Оксана Дмитрук")."""
NEAR = 2
"""Words behind the question word among which an office or a verb of saying stands where it is what is asked about."""
SHORT = 3
"""Words of a question that says little; letters of an office that a compound may end with."""
_QUOTED = '«“„":'


def has_no_such_place(asked: Asked) -> bool:
    """What was *in Kazan* is asked, and the article knows no Kazan."""
    before = patterns_of(asked.code).places
    words = asked.question.words
    return any(
        term.name and term.word.isalpha() and term.place and words[term.place - 1] in before and not asked.told(term)
        for term in asked.question.terms
    )


def has_no_such_role(asked: Asked) -> bool:
    """Who is the mayor of Kazan is asked, and nobody is named as one, or not of Kazan."""
    question = asked.question
    if question.expect is not Expect.PERSON or not asked.asks("person"):
        return False
    role = next((t for t in question.terms[:NEAR] if t.main in asked.words.roles and _is_noun(t, asked)), None)
    head = next((t for t in question.terms[:1] if t.word in asked.words.heads), None)
    office = role or head
    if office is None or question.words[0] in patterns_of(asked.code).places:
        return False
    meant = asked.words.roles.union(head.variants) if head else frozenset(office.variants)
    of = [t for t in question.terms if t.place > office.place]
    foreign = any(not (asked.told(t) if t.name else asked.near(t)) for t in of)
    return foreign or not any(_names_one(s, meant, asked) for s in asked.sentences)


def has_no_such_head(asked: Asked) -> bool:
    """The same in a few words, or "what is the *mayor* called": nothing else is asked than the name."""
    terms = asked.question.terms
    plain = len(terms) < SHORT or asked.asks("person") > 1 or terms[0].word in asked.words.heads
    return plain and has_no_such_role(asked)


def _is_noun(term: QueryTerm, asked: Asked) -> bool:
    return patterns_of(asked.code).capitals or term.text[:1].isupper()  # in German "leitete" is no "Leiter"


def _names_one(sentence: PreparedSentence, meant: AbstractSet[str], asked: Asked) -> bool:
    """Say whether a name that the question has not stands beside an office."""
    tokens = sentence.tokens
    names = answers(sentence, Expect.PERSON, asked.code, asked.terms)[1]
    for place in (i for i, token in enumerate(tokens) if token.term in meant or _is_of(token.word, meant, asked)):
        for span in names:
            first = next(i for i, token in enumerate(tokens) if token.start >= span.start)
            last = max(i for i, token in enumerate(tokens) if token.end <= span.end)
            if first <= place <= last or 0 < first - place <= BESIDE or 0 < place - last <= BESIDE:
                return True
    return False


def _is_of(word: str, meant: AbstractSet[str], asked: Asked) -> bool:
    """Say whether a German compound ends with an office ("Museumsleiterin")."""
    if patterns_of(asked.code).capitals:
        return False
    prefix = analysis_of(asked.code).prefix
    stem = analysis_of(asked.code).stem(word)
    return any(stem.endswith(office[len(prefix) :]) for office in meant if len(office) > len(prefix) + SHORT)


def has_no_word_of_it(asked: Asked) -> bool:
    """What somebody said about something is asked, and one of the three is not there: speaker, saying, matter."""
    question, words = asked.question, asked.words
    forms = words.asking.get("what", words.asking.get("thing", ()))
    what = next((i for i, word in enumerate(question.words) if (word,) in forms), -1)
    if question.expect is not Expect.THING or what < 0:
        return False
    term = analysis_of(asked.code).term
    verb = next((i for i in range(what + 1, len(question.words)) if term(question.words[i]) in words.says), -1)
    about = next((i for i in range(verb + 1, len(question.words)) if question.words[i] in words.topics), -1)
    matter = [t for t in question.terms if about >= 0 and t.place > about]
    speaker = [t for t in question.terms if t.place != verb and (about < 0 or t.place < about)]
    if verb < 0 or verb > what + (NEAR if "what" in words.asking else 1) or not speaker:
        return False
    if not any(asked.here(t) for t in speaker) or (matter and not any(asked.here(t) for t in matter)):
        return True
    return (
        not matter
        and not any(token.term in words.says for s in asked.sentences for token in s.tokens)
        and not any(mark in s.text for s in asked.sentences for mark in _QUOTED)
    )
