"""Who "he", "they" and "the ministry" are: speakers named in the article's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge import english_attribution as english
from knowledge.attribution.line import Line
from knowledge.attribution.noun_phrases import Subject
from knowledge.attribution.reach import Means
from knowledge.attribution.subjects import leading_subject
from knowledge.attribution.voices import hear
from knowledge.english import ORGANISATION_WORDS, PERSON_WORDS, STOP_WORDS
from knowledge.lexicon import look_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.passages import PreparedParagraph

BACK = 6
"""Sentences that a pronoun is followed back."""


def named(home: PreparedParagraph, at: int, line: Line, source: Subject | None) -> str | None:
    """Return a speaker in the article's words, pronouns resolved backwards; None where nobody can be named."""
    if source is None:
        return None
    if source.pronoun:
        return _antecedent(home, at, line, source)
    head = line.words[source.last - 1]
    if line.words[source.first] == "the" and source.last - source.first == 2:
        fuller = _fuller(home, at, head)
        if fuller:
            return fuller
    return _slice(line, source)


def _slice(line: Line, source: Subject) -> str:
    return line.text[line.tokens[source.first].start : line.tokens[source.last - 1].end]


def _antecedent(home: PreparedParagraph, at: int, line: Line, source: Subject) -> str | None:
    pronoun = line.words[source.first]
    if pronoun in ("i", "we", "you"):
        return None
    for here, subject in _candidates(home, at, line, source.first):
        if _fits(here, subject, pronoun):
            return _slice(here, subject)
    return None


def _candidates(home: PreparedParagraph, at: int, line: Line, before: int) -> Iterator[tuple[Line, Subject]]:
    """Yield who a pronoun could be: names before it, then each earlier sentence's speakers, subject and names."""
    leading = _leading(line, before)
    if leading:
        yield line, leading
    for i in range(at - 1, max(-1, at - 1 - BACK), -1):
        sentence = home.sentences[i]
        if not sentence.tokens:
            continue
        here = Line(sentence.text, sentence.tokens)
        speakers = [v.source for v in hear(here) if v.means is Means.SPEECH and v.source and v.main]
        for speaker in reversed(speakers):
            if not speaker.pronoun:
                yield here, speaker
        leading = leading_subject(here, len(here.words))
        if leading and not leading.pronoun:
            yield here, leading
        for subject in _names(here, len(here.words)):
            # one capital alone may be anything; a name that is no word, or has two parts, is somebody's
            if subject.last - subject.first > 1 or not look_up(here.words[subject.first]).parts:
                yield here, subject


def _leading(line: Line, before: int) -> Subject | None:
    """Return the subject that a sentence begins with, also after "when" or "although"."""
    start = 1 if line.words[0] in english.SUBORDINATORS else 0
    if before <= start or line.words[start] in english.PREPOSITIONS:
        return None
    subject = leading_subject(line, before, start)
    return subject if subject and not subject.pronoun and subject.last <= before else None


def _names(line: Line, end: int) -> Iterator[Subject]:
    """Yield the capitalised runs before token `end`, the nearest first."""
    last = min(end, len(line.words))
    while last > 0:
        first = last
        while first > 0 and line.capital(first - 1) and (first == last or line.gaps[first] in " -"):
            first -= 1
        start = first + 1 if first < last and line.words[first] in STOP_WORDS else first
        if start < last and line.named(start, last):
            yield Subject(start, last)
        last = first if first < last else last - 1


def _fits(line: Line, subject: Subject, pronoun: str) -> bool:
    """Say whether `pronoun` can stand for `subject`."""
    head = line.words[subject.last - 1]
    words = set(line.words[subject.first : subject.last])
    kind = look_up(head).kind
    name = line.capital(subject.last - 1) and line.named(subject.first, subject.last)
    place_or_body = bool(words & ORGANISATION_WORDS) or kind in ("location", "group")
    person = bool(words & PERSON_WORDS) or kind == "person"
    several = "and" in words or (head.endswith("s") and not name and head != "news") or head in english.CROWDS
    acronym = line.text[line.tokens[subject.last - 1].start : line.tokens[subject.last - 1].end].isupper()
    dated = head in english.TIME_WORDS
    if pronoun in ("he", "she", "his", "her"):
        return not several and not dated and (person if not name else not acronym and (person or not place_or_body))
    if pronoun in ("they", "their"):
        return several or place_or_body
    return not several and not dated and (place_or_body or acronym or (name and not person and len(words) < 2))


def _fuller(home: PreparedParagraph, at: int, head: str) -> str | None:
    """Return the name that "the ministry" is short for, where an earlier sentence has it."""
    for i in range(at - 1, max(-1, at - 1 - BACK), -1):
        sentence = home.sentences[i]
        if not any(t.word == head for t in sentence.tokens):
            continue
        here = Line(sentence.text, sentence.tokens)
        for subject in _names(here, len(here.words)):
            if here.words[subject.last - 1] == head and subject.last - subject.first > 1:
                return _slice(here, subject)
    return None
