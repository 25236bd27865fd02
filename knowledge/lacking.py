"""What no answer can do without, however many words a passage shares with the question.

A number for "how many", of things and not of kilometers; a date for "when"; a reason for "why"; the verb of a question
that wants a yes; the one whose saying is asked for, and whom it is to be about. Each rule names what it needs and says
nothing of what is there besides: that is the matter of the probabilities. Measured on XQuAD-32: all of them together
bar one right answer in a hundred.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.answerable import STRONG, answerable, is_new
from knowledge.contrast import nation_terms
from knowledge.english import MONTHS, UNITS, WEEKDAYS
from knowledge.expectation import MEASURES, Expect
from knowledge.ground import survey
from knowledge.phrases import Kind
from knowledge.question import DERIVED
from knowledge.tokenizer import term_of

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence

    from knowledge.passages import PreparedSentence
    from knowledge.phrases import Phrase
    from knowledge.question import QueryTerm, Question

_HINT = 0.3
"""How well a variant has to meet a word to be a hint of it: synonyms do."""
_SPOKEN = 0.75
"""The same of one who speaks: what Kyiv says is not said by every Ukrainian town."""
_NAMED = 0.6
"""How well a variant has to meet a name."""
_TIMES = frozenset(
    """ago last after before since during until till later earlier next recently previously once century centuries end
    beginning bp yesterday today tomorrow soon weekend followed following follows""".split()
)
_AMOUNTS = frozenset("dozen dozens hundreds thousands millions billions several half all none neither both".split())
_AMOUNTED = frozenset("population number total count toll temperature speed weight height length width depth".split())
"""What is a number, and nothing but one."""
_ANYBODY = frozenset("people persons person men women times time things ones others".split())
"""What is counted under any other name: "how many people" is answered by 4,000 inhabitants."""
_ADVICE = frozenset(
    """should must need needs ought urge urged recommend recommended advise advised call calls called necessary require
    required demand demanded suggest suggested""".split()
)
_ORDER = frozenset(
    """before after until former formerly earlier previously previous initial initially followed following since prior
    then last later postponed once upon already first ex when pre ago begun began new renewed""".split()
)
_OF_WORDS = frozenset(
    """pronounce pronounced pronunciation spell spelled spelt spelling define mean means meaning""".split()
)
_AGE = frozenset("old aged age ages born birthday birth year years month months".split())
_PLAIN = (Expect.PERSON, Expect.DATE)
"""What is asked for by "who" and "when": the deed itself is sure, and has to be in the article."""
_DATES = frozenset(MONTHS) | frozenset(WEEKDAYS)
_UNIT_WORDS = frozenset(word for words in UNITS.values() for word in words)


def lacks(question: Question, sentences: Sequence[PreparedSentence], told: Container[str] = ()) -> bool:
    """Say whether the sentences lack what an answer to `question` cannot do without.

    `told` are further terms that count as there: those of a card.
    """
    return any(rule(question, sentences, told) for rule in _RULES)


def falls_short(question: Question, sentences: Sequence[PreparedSentence]) -> bool:
    """Say whether the sentences lack a verb or the noun that is asked for, in every form and synonym.

    Too strict where sentences are all there is; where an editor's cards say the same thing in many words and none of
    them is meant, sentences that lack the matter of the question are not meant either.
    """
    nations = nation_terms()
    matter = [t for t in question.terms if t.part == "V" or t.word == question.focus or t.main in nations]
    said = {token.term for s in sentences for token in s.tokens} if matter else set()
    return any(not any(v in said for v, strength in t.variants.items() if strength >= _HINT) for t in matter)


def lacks_the_deed(question: Question, sentences: Sequence[PreparedSentence], told: Container[str]) -> bool:
    """Say whether who or when is asked of a deed that nothing is said of: "Who *commands* …?".

    For questions put across word by word: there a card that shares all the names with a question comes nearer than it
    should, for want of the small words that tell an English one apart.
    """
    if question.expect not in _PLAIN:
        return False
    deeds = [t for t in question.terms if t.part == "V" and not t.name]
    return any(not _met(t, sentences, told, _HINT) for t in deeds)


def _has_no_measure(question: Question, sentences: Sequence[PreparedSentence], _: Container[str]) -> bool:
    """A distance, a sum, a share or a duration is asked for, or a reason, and there is none."""
    if question.expect not in MEASURES and question.expect is not Expect.REASON:
        return False
    return not any(answerable(question, survey(question, s)) for s in sentences)


def _has_no_date(question: Question, sentences: Sequence[PreparedSentence], _: Container[str]) -> bool:
    """A time is asked for, and there is neither a date nor a word that tells one."""
    if question.expect is not Expect.DATE:
        return False
    for sentence in sentences:
        ground = survey(question, sentence)
        if any(p.kind is Kind.DATE and is_new(p, ground) for p in sentence.phrases):
            return False
        if any(t.word in _TIMES for i, t in enumerate(sentence.tokens) if i not in ground.met):
            return False
    return True


def _has_no_number(question: Question, sentences: Sequence[PreparedSentence], _: Container[str]) -> bool:
    """A number is asked for ("What is the population …"), and there is none, in figures or in words."""
    if question.expect is not Expect.NUMBER or question.focus not in _AMOUNTED:
        return False
    return not any(p.kind in (Kind.NUMBER, Kind.DATE) or p.unit for s in sentences for p in s.phrases) and not any(
        t.word in _AMOUNTS for s in sentences for t in s.tokens
    )


def _has_no_count(question: Question, sentences: Sequence[PreparedSentence], told: Container[str]) -> bool:
    """How many of something is asked, and there is no number but measures, or nothing of what is counted."""
    if question.expect is not Expect.NUMBER or not question.focus or question.focus in _UNIT_WORDS:
        return False
    if ("how", "many") not in zip(question.words, question.words[1:], strict=False):
        return False
    if not any(_counts(p, s) for s in sentences for p in s.phrases) and not any(
        t.word in _AMOUNTS for s in sentences for t in s.tokens
    ):
        return True
    counted = next((t for t in question.terms if t.word == question.focus), None)
    return counted is not None and counted.word not in _ANYBODY and not _met(counted, sentences, told, _HINT)


def _counts(phrase: Phrase, sentence: PreparedSentence) -> bool:
    """Say whether a phrase is a number of things, which "30 kilometers" is not; "2000 guests" is no year."""
    if phrase.kind is Kind.NUMBER:
        return phrase.unit not in UNITS
    after = phrase.last
    year = phrase.kind is Kind.DATE and phrase.unit == "year"
    return year and after < len(sentence.layout.tags) and sentence.layout.tags[after] == "N"


def has_no_such_time(question: Question, sentences: Sequence[PreparedSentence], told: Container[str]) -> bool:
    """What was *in October* is asked, and the sentences know of no October."""
    times = [t for t in question.terms if t.word in _DATES]
    return any(t.main not in told and not any(t.word in s.text.casefold() for s in sentences) for t in times)


def _has_no_such_country(question: Question, _: Sequence[PreparedSentence], told: Container[str]) -> bool:
    """What *Sweden* lost is asked, and neither a card's quotes nor any of its wordings know of Sweden."""
    known = nation_terms()
    nations = [t for t in question.terms if t.main in known] if told else []
    return any(not any(v in told for v, strength in t.variants.items() if strength >= _NAMED) for t in nations)


def _has_no_age(question: Question, sentences: Sequence[PreparedSentence], _: Container[str]) -> bool:
    """An age is asked for, and nothing is said of one."""
    if "old" not in question.words or ("how", "old") not in zip(question.words, question.words[1:], strict=False):
        return False
    return not any(t.word in _AGE for s in sentences for t in s.tokens)


def _has_no_verb(question: Question, sentences: Sequence[PreparedSentence], told: Container[str]) -> bool:
    """A yes is asked for ("Did he *die*?"), and nothing is said of that."""
    if question.expect is not Expect.YES_NO:
        return False
    matter = [t for t in question.terms if t.part == "V"]
    if not matter:  # "Is Falk a good mayor?"
        matter = [t for t in question.terms[-1:] if t.part == "N" and not t.name]
        return any(not _met(t, sentences, told, _HINT) for t in matter)
    return any(not _met(t, sentences, told, STRONG) for t in matter)


def _has_no_speaker(question: Question, sentences: Sequence[PreparedSentence], told: Container[str]) -> bool:
    """Somebody's words are asked for, perhaps about somebody, and one of the two is not even named."""
    if not question.speaker or sentences[0].refers_back:
        return False
    named = [t for t in question.terms if t.name]
    speaking = [t for t in named if t.place in question.speaker]
    return bool(speaking) and any(
        not _met(t, sentences, told, _SPOKEN if t.place in question.speaker else _NAMED) for t in named
    )


def _has_no_advice(question: Question, sentences: Sequence[PreparedSentence], _: Container[str]) -> bool:
    """What somebody should do is asked, and nothing is said of what should be done."""
    if "should" not in question.words[:3] and not (question.words[:1] == ("what",) and "should" in question.words[:6]):
        return False
    return not any(t.word in _ADVICE or t.term in _ADVICE for s in sentences for t in s.tokens)


def _has_no_before(question: Question, sentences: Sequence[PreparedSentence], _: Container[str]) -> bool:
    """What was *before* is asked, and nothing is said of an earlier or a later."""
    return "before" in question.words and not any(t.word in _ORDER for s in sentences for t in s.tokens)


def _has_no_word(question: Question, sentences: Sequence[PreparedSentence], told: Container[str]) -> bool:
    """How a word is spoken or written, or what it means, is asked, and nothing is said of the word."""
    asked = [word for word in question.words if word in _OF_WORDS]
    if asked and asked[0].startswith("mean") and question.words[-1] != asked[0]:
        return False  # "What does it mean for Kyiv?"
    if not asked or any(term_of(word) in told for word in asked):
        return False
    return not any(t.word in _OF_WORDS for s in sentences for t in s.tokens)


def _has_no_role(question: Question, sentences: Sequence[PreparedSentence], told: Container[str]) -> bool:
    """Who is the mayor is asked, and there is none."""
    head = question.slot.gap.head
    if question.expect is not Expect.PERSON or head < 0 or "who" not in question.words[:head]:
        return False
    role = next((t for t in question.terms if t.place == head and not t.name), None)
    if role is None:
        return False
    # a derivation is no role: what is directed has no director by that
    held = [v for v, strength in role.variants.items() if strength >= _HINT and strength != DERIVED]
    return not any(v in told or any(v in s.places for s in sentences) for v in held)


def _met(term: QueryTerm, sentences: Sequence[PreparedSentence], told: Container[str], least: float) -> bool:
    """Say whether a variant of at least that strength stands in the sentences or is told besides."""
    strong = [v for v, strength in term.variants.items() if strength >= least]
    return any(v in told or any(v in s.places for s in sentences) for v in strong)


_RULES: tuple[Callable[[Question, Sequence[PreparedSentence], Container[str]], bool], ...] = (
    _has_no_measure,
    _has_no_date,
    _has_no_number,
    _has_no_count,
    has_no_such_time,
    _has_no_such_country,
    _has_no_age,
    _has_no_verb,
    _has_no_speaker,
    _has_no_advice,
    _has_no_before,
    _has_no_word,
    _has_no_role,
)
