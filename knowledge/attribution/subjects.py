"""Whom a verb is said of: subjects found by walking back from the verb, noun phrases by walking on.

Closed word lists and the tagger's letters, no parse tree. Every walk is bounded, so a sentence costs time in
proportion to its length.
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
ASIDES = 4
"""Commas that a walk back to the subject may cross."""


class Subject(NamedTuple):
    """Tokens `first` to `last` (exclusive) that a verb is said of."""

    first: int
    last: int
    level: str = ""
    """Empty in a main clause; else the word that opens the clause: who, that, while, …"""
    pronoun: bool = False


def head_of(line: Line, subject: Subject) -> str:
    """Return the noun that a noun phrase is about: "officials" of "officials in Gaza"."""
    for i in range(subject.first + 1, subject.last):
        if line.words[i] in english.PREPOSITIONS and line.words[i - 1] not in english.PREPOSITIONS:
            return line.words[i - 1]
    return line.words[subject.last - 1]


def subject_of(line: Line, verb: int) -> Subject | None:  # noqa: PLR0911 - one return for each kind of subject
    """Return what the verb at token `verb` is said of; None where it has no subject that can be seen."""
    i, _ = before_verb(line, verb)
    if i < 0:
        return None
    for _ in range(ASIDES):
        if line.gaps[i + 1] not in ",(":
            break
        start = _segment(line, i)
        if start == 0:
            return leading_subject(line, verb)
        kind = _aside(line, start, i)
        if kind == "clause":
            return leading_subject(line, verb)
        if kind == "name":
            return noun_phrase(line, i)
        i = start - 1
        while i > 0 and line.gaps[i + 1] == " " and _adverb(line.words[i]):
            i -= 1
    if line.gaps[i + 1] not in ' -,("q':
        return None
    word = line.words[i]
    if word in ("and", "or", "but"):
        return leading_subject(line, verb)
    if word in ("who", "which"):
        found = noun_phrase(line, i - 1) if i else None
        return found._replace(level="who") if found and not found.pronoun else None
    return noun_phrase(line, i)


def before_verb(line: Line, verb: int) -> tuple[int, frozenset[str]]:
    """Return the last token before the verb's auxiliaries and adverbs, and those words.

    "The ministry has not said": token 1 and {"has", "not"}.
    """
    i, skipped = verb - 1, []
    while i >= 0 and line.gaps[i + 1] in " -" and (line.words[i] in english.AUXILIARIES or _adverb(line.words[i])):
        skipped.append(line.words[i])
        i -= 1
    return i, frozenset(skipped)


def _adverb(word: str) -> bool:
    return word in english.ADVERBS or (
        word.endswith("ly") and len(word) > 4 and word not in ("family", "italy", "july")
    )


def _segment(line: Line, last: int) -> int:
    """Return the first token of the stretch without punctuation that ends with token `last`."""
    i = last
    while i > 0 and line.gaps[i] in ' -"' and last - i < 60:
        i -= 1
    return i


def _aside(line: Line, first: int, last: int) -> str:
    """Say what stands between two commas: an aside, the name of what was described before, or a clause."""
    word = line.words[first]
    if (
        word in english.RELATIVES
        or word in english.SUBORDINATORS
        or word in english.PREPOSITIONS
        or _adverb(word)
        or line.words[last][0].isdigit()
        or line.tags[first] in "GV"
        or (
            last > first
            and line.words[first + 1] in english.PREPOSITIONS
            and (word.endswith("ed") or word in IRREGULAR)
        )
        or (line.tags[first] == "A" and last - first > 1 and line.words[first + 1] in english.PREPOSITIONS)
    ):
        return "aside"
    if word in ("and", "but", "or"):
        return "clause"
    before = noun_phrase(line, first - 1)
    if not before:
        return "clause" if line.gaps[first] != "," else "name"
    named_before = line.named(before.first, before.last)
    if line.named(first, last + 1) and word not in english.DETERMINERS and (not named_before or _titled(line, before)):
        return "name"
    return "aside"


def _titled(line: Line, subject: Subject) -> bool:
    """Say whether a description holds names without being one: "The head of Ukraine's office", "Oslo's mayor"."""
    return any(line.words[i] in PERSON_WORDS and not line.capital(i) for i in range(subject.first, subject.last))


def noun_phrase(line: Line, last: int) -> Subject | None:
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
    first = _without_opening(line, first, end)
    if first > 1 and gaps[first] == "," and words[first] in PERSON_WORDS and line.capital(first - 1):
        return noun_phrase(line, first - 1)  # "Paul Stall, president of the union said": the second comma forgotten
    if first >= end or words[first] in english.NOBODY or _adverb(words[end - 1]):
        return None
    return _of_its_own(line, first, end)


def _finite(line: Line, at: int) -> bool:
    """Say whether token `at` is surely a verb, and no participle before its noun."""
    word = line.words[at]
    if line.capital(at) or word in english.SAYERS:
        return False
    verb = english.VERBS.get(word)
    if verb and verb.form == "past" and verb.lemma in ("say", "tell"):
        return True
    after = line.gaps[at + 1] if at + 1 < len(line.gaps) else "^"
    return (line.tags[at] == "V" or _past(line, at)) and after == " " and line.gaps[at] != "-"


def _past(line: Line, at: int) -> bool:
    """Say whether token `at` is an irregular verb's past ("lost", "met"), which the tagger may take for a noun."""
    word = line.words[at]
    lemma = IRREGULAR.get(word)
    if lemma is None or not at or line.words[at - 1] in english.DETERMINERS:
        return False
    return look_up(lemma).parts[:1] == "v" and "n" not in look_up(word).parts and not word.endswith("ing")


def _joins_names(line: Line, at: int) -> bool:
    """Say whether "and" at token `at` joins two noun phrases, and not two clauses."""
    start = _segment(line, at)
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


def _without_opening(line: Line, first: int, end: int) -> int:
    """Leave out what stands before the subject: "But", "On Tuesday", "In Kyiv"."""
    words = line.words
    while first < end and (words[first] in english.OPENERS or _adverb(words[first])):
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
    while i >= 0 and line.gaps[i + 1] == " " and _adverb(line.words[i]):
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


def leading_subject(line: Line, verb: int, start: int = 0) -> Subject | None:
    """Return the subject of the clause that leads up to the verb at token `verb`, found from its start."""
    for i in range(verb - 1, max(0, verb - 60), -1):
        if line.gaps[i] in ";:":
            start = i
            break
    for _ in range(ASIDES):
        word = line.words[start]
        begins = word in english.SUBORDINATORS or word in english.PREPOSITIONS or line.tags[start] == "G"
        if not begins and not _adverb(word):
            break
        comma = next((i for i in range(start + 1, verb) if line.gaps[i] == ","), None)
        if comma is None:
            break
        start = comma
    end = start
    while end < verb and end - start < REACH and not (end > start and line.gaps[end] not in ' -"'):
        word = line.words[end]
        if end > start and (word in english.AUXILIARIES or word in english.RELATIVES or _begins_predicate(line, end)):
            break
        end += 1
    if start < end and line.words[start] in english.PRONOUNS:
        return Subject(start, start + 1, pronoun=True)
    found = _without_opening(line, start, end)
    while end > found and _adverb(line.words[end - 1]):
        end -= 1
    return Subject(found, end) if found < end and line.words[found] not in english.NOBODY else None


def _begins_predicate(line: Line, at: int) -> bool:
    word = line.words[at]
    if line.gaps[at] == "-" or (at + 1 < len(line.gaps) and line.gaps[at + 1] == "-"):
        return False
    if word in english.VERBS and english.VERBS[word].form in ("past", "s") and not line.capital(at):
        return True
    if line.capital(at):  # a headline's verb
        return word in english.VERBS or (word.endswith("s") and look_up(word).parts[:1] == "v")
    after = line.words[at + 1] if at + 1 < len(line.words) else ""
    marked = word in IRREGULAR and (line.capital(at - 1) or after in english.DETERMINERS)
    return line.tags[at] == "V" or _past(line, at) or (at > 0 and marked)


def forward(line: Line, first: int) -> Subject | None:
    """Return the noun phrase that begins with token `first`."""
    words = line.words
    if first >= len(words):
        return None
    if words[first] in english.PRONOUNS:
        return Subject(first, first + 1, pronoun=True)
    end = first
    while end < len(words) and end - first < 14:
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
