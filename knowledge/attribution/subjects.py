"""Whom a verb is said of: subjects found by walking back over adverbs, asides and appositions.

"Trump, who has vowed …, is slated" is said of Trump, "Keith Kellogg, the envoy, … and has suggested" of Kellogg.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge import english_attribution as english
from knowledge.attribution.noun_phrases import (
    REACH,
    Subject,
    is_adverb,
    is_past,
    noun_phrase,
    segment,
    without_opening,
)
from knowledge.english import IRREGULAR, PERSON_WORDS
from knowledge.lexicon import look_up

if TYPE_CHECKING:
    from knowledge.attribution.line import Line

ASIDES = 4
"""Commas that a walk back to the subject may cross."""


def subject_of(line: Line, verb: int) -> Subject | None:  # noqa: PLR0911 - one return for each kind of subject
    """Return what the verb at token `verb` is said of; None where it has no subject that can be seen."""
    i, _ = before_verb(line, verb)
    if i < 0:
        return None
    for _ in range(ASIDES):
        if line.gaps[i + 1] not in ",(":
            break
        start = segment(line, i)
        if start == 0:
            return leading_subject(line, verb)
        kind = _aside(line, start, i)
        if kind == "clause":
            return leading_subject(line, verb)
        if kind == "name":
            return noun_phrase(line, i)
        i = start - 1
        while i > 0 and line.gaps[i + 1] == " " and is_adverb(line.words[i]):
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
    while i >= 0 and line.gaps[i + 1] in " -" and (line.words[i] in english.AUXILIARIES or is_adverb(line.words[i])):
        skipped.append(line.words[i])
        i -= 1
    return i, frozenset(skipped)


def _aside(line: Line, first: int, last: int) -> str:
    """Say what stands between two commas: an aside, the name of what was described before, or a clause."""
    word = line.words[first]
    if (
        word in english.RELATIVES
        or word in english.SUBORDINATORS
        or word in english.PREPOSITIONS
        or is_adverb(word)
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


def leading_subject(line: Line, verb: int, start: int = 0) -> Subject | None:
    """Return the subject of the clause that leads up to the verb at token `verb`, found from its start."""
    for i in range(verb - 1, max(0, verb - 60), -1):
        if line.gaps[i] in ";:":
            start = i
            break
    for _ in range(ASIDES):
        word = line.words[start]
        begins = word in english.SUBORDINATORS or word in english.PREPOSITIONS or line.tags[start] == "G"
        if not begins and not is_adverb(word):
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
    found = without_opening(line, start, end)
    while end > found and is_adverb(line.words[end - 1]):
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
    return line.tags[at] == "V" or is_past(line, at) or (at > 0 and marked)
