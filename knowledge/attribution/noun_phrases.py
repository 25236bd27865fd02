"""Noun phrases, found backwards from their last word or onwards from their first.

Closed word lists and the tagger's letters, no parse tree; every walk is bounded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from knowledge import english_attribution as english
from knowledge.english import IRREGULAR, PERSON_WORDS
from knowledge.lexicon import look_up

if TYPE_CHECKING:
    from knowledge.attribution.line import Line

REACH = 28
"""Tokens that a subject may be long, asides apart."""


LONGEST_NAME = 14
"""Tokens of the longest noun phrase that is read onwards."""


class Subject(NamedTuple):
    """Tokens `first` to `last` (exclusive) that a verb is said of."""

    first: int
    last: int
    level: str = ""
    """Empty in a main clause; else the word that opens the clause: who, that, while, …"""
    pronoun: bool = False


APPOSITIONS = 3
"""How many titles between a name and its verb are gone back over."""


def noun_phrase(line: Line, last: int, *, appositions: int = APPOSITIONS) -> Subject | None:
    """Return the noun phrase that ends with token `last`, with the word that opens its clause."""
    words, gaps = line.words, line.gaps
    if last < 0:
        return None
    if words[last] in english.PRONOUNS or words[last] in ("i", "we", "you"):
        return Subject(last, last + 1, _opener(line, last), pronoun=True)
    end = _without_time(line, last + 1)
    first = end
    while first > 0 and end - first < REACH:
        word = words[first - 1]
        if first < end and gaps[first] not in ' -"':
            break
        if word in english.CLAUSE_WORDS or word in english.AUXILIARIES or word in english.PRONOUNS:
            break
        if word in ("and", "or", "but") and not _joins_names(line, first - 1):
            break
        if _finite(line, first - 1):
            break
        first -= 1
    first = without_opening(line, first, end)
    titled = first > 1 and gaps[first] == "," and words[first] in PERSON_WORDS and line.capital(first - 1)
    if titled and appositions:  # "Paul Stall, president of the union said": the second comma forgotten
        return noun_phrase(line, first - 1, appositions=appositions - 1)
    if first >= end or words[first] in english.NOBODY or is_adverb(words[end - 1]):
        return None
    return _of_its_own(line, first, end)


def forward(line: Line, first: int) -> Subject | None:
    """Return the noun phrase that begins with token `first`."""
    words = line.words
    if first >= len(words):
        return None
    if words[first] in english.PRONOUNS:
        return Subject(first, first + 1, pronoun=True)
    end = first
    while end < len(words) and end - first < LONGEST_NAME:
        word = words[end]
        if end > first and line.gaps[end] not in " -":
            break
        if word in english.AUXILIARIES or word in english.CLAUSE_WORDS or word in english.SUBORDINATORS:
            break
        if word in ("on", "in", "at", "to", "during", "over", "under", "it", "he", "she", "they") and end > first:
            break
        if word == "and" and not line.capital(end + 1):
            break
        if word in english.TIME_WORDS and word != "may":
            break
        if (
            end > first
            and word in english.VERBS
            and english.VERBS[word].form in ("past", "s")
            and not line.capital(end)
        ):
            break
        end += 1
    while end > first and words[end - 1] in english.PREPOSITIONS | english.DETERMINERS | {"and", "late", "early"}:
        end -= 1
    return Subject(first, end) if end > first else None


def head_of(line: Line, subject: Subject) -> str:
    """Return the noun that a noun phrase is about: "officials" of "officials in Gaza"."""
    for i in range(subject.first + 1, subject.last):
        if line.words[i] in english.PREPOSITIONS and line.words[i - 1] not in english.PREPOSITIONS:
            return line.words[i - 1]
    return line.words[subject.last - 1]


def _finite(line: Line, at: int) -> bool:
    """Say whether token `at` is surely a verb, and no participle before its noun."""
    word = line.words[at]
    if line.capital(at) or word in english.SAYERS:
        return False
    verb = english.VERBS.get(word)
    if verb and verb.form == "past" and verb.lemma in ("say", "tell"):
        return True
    after = line.gaps[at + 1] if at + 1 < len(line.gaps) else "^"
    return (line.tags[at] == "V" or is_past(line, at)) and after == " " and line.gaps[at] != "-"


def is_past(line: Line, at: int) -> bool:
    """Say whether token `at` is an irregular verb's past ("lost", "met"), which the tagger may take for a noun."""
    word = line.words[at]
    lemma = IRREGULAR.get(word)
    if lemma is None or not at or line.words[at - 1] in english.DETERMINERS:
        return False
    return look_up(lemma).parts[:1] == "v" and "n" not in look_up(word).parts and not word.endswith("ing")


def _joins_names(line: Line, at: int) -> bool:
    """Say whether "and" at token `at` joins two noun phrases, and not two clauses."""
    start = segment(line, at)
    if start == at:
        return False
    return not any(
        line.words[i] in english.AUXILIARIES or line.words[i] in english.PRONOUNS or _finite(line, i)
        for i in range(start, at)
    )


def _without_time(line: Line, end: int) -> int:
    """Leave out "on Tuesday" and "in a statement" between a subject and its verb."""
    words = line.words
    if end >= 3 and words[end - 1] in ("statement", "interview", "report") and words[end - 3 : end - 1] == ["in", "a"]:
        return end - 3
    if end >= 2 and words[end - 1] in english.TIME_WORDS:
        cut = end - 1
        while cut > 1 and words[cut - 1] in ("late", "early", "on", "last", "this", "earlier"):
            cut -= 1
        return min(end, cut)
    return end


def without_opening(line: Line, first: int, end: int) -> int:
    """Leave out what stands before the subject: "But", "On Tuesday", "In Kyiv"."""
    words = line.words
    while first < end and (words[first] in english.OPENERS or is_adverb(words[first])):
        first += 1
    if first < end and words[first] in english.TIME_WORDS and first + 1 < end and words[first] != "may":
        first += 1
    if first >= end or words[first] not in english.PREPOSITIONS:
        return first
    for i in range(end - 1, first + 1, -1):
        if words[i] in english.DETERMINERS and words[i - 1] not in english.PREPOSITIONS:
            return i
        if words[i - 1] in english.TIME_WORDS or words[i - 1].isdigit():
            return i
        if line.capital(i - 1) and not line.capital(i) and words[i] not in english.PREPOSITIONS and words[i] != "s":
            return i
    return min(end, first + 1)


def _opener(line: Line, first: int) -> str:
    """Return the word that makes a clause beginning at token `first` a subordinate one; empty where none."""
    i = first - 1
    while i >= 0 and line.gaps[i + 1] == " " and is_adverb(line.words[i]):
        i -= 1
    if i < 0 or line.gaps[i + 1] not in ' "':
        return ""
    word = line.words[i]
    return word if word in english.CLAUSE_WORDS or word in english.SUBORDINATORS else ""


def _of_its_own(line: Line, first: int, end: int) -> Subject:
    """Part "the town Russia (says it holds)": the name is the subject of a clause about the noun before it."""
    for i in range(end - 1, first, -1):
        if not line.capital(i) or line.gaps[i] != " ":
            break
        before = line.words[i - 1]
        if not line.capital(i - 1) and before not in english.DETERMINERS and line.words[first] in english.DETERMINERS:
            kind = look_up(before).kind
            if before not in PERSON_WORDS and line.tags[i - 1] == "N" and kind in ("location", "artifact", "act"):
                return Subject(i, end, "which")
            break
    return Subject(first, end, _opener(line, first))


def segment(line: Line, last: int) -> int:
    """Return the first token of the stretch without punctuation that ends with token `last`."""
    i = last
    while i > 0 and line.gaps[i] in ' -"' and last - i < 60:
        i -= 1
    return i


def is_adverb(word: str) -> bool:
    """Say whether a word may stand between subject and verb."""
    return word in english.ADVERBS or (
        word.endswith("ly") and len(word) > 4 and word not in ("family", "italy", "july")
    )
