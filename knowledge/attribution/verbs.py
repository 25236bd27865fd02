"""Speech by a verb: "police said …", "… , said Blinken", "…, claiming that …".

Which verbs, and what must follow them, is in `english_attribution`; here is where they stand to their speaker.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge import english_attribution as english
from knowledge.attribution.noun_phrases import Subject, forward, head_of
from knowledge.attribution.reach import Means, Voice, own_voice, said
from knowledge.attribution.subjects import before_verb, leading_subject, subject_of
from knowledge.english import IRREGULAR
from knowledge.english_attribution import Needs, Verb
from knowledge.lexicon import look_up
from knowledge.types import Status

if TYPE_CHECKING:
    from knowledge.attribution.line import Line

NEAR = 5
"""Tokens within which a verb's object is looked for."""
FAR = 18
"""Tokens within which the second half of "accused … of" and "described … as" is looked for."""

_ENDS = ",;q(|:"


def hear_verb(line: Line, at: int, before: list[Voice]) -> Voice | None:
    """Return the speech that the word at token `at` gives away; None where it is no verb of speech."""
    verb = english.VERBS.get(line.words[at])
    if verb is None or line.gaps[at] == "-" or (line.capital(at) and at and not line.headline):
        return None
    if verb.form == "ing":
        return _participle(line, at, verb, before)
    return _inverted(line, at, verb) or _active(line, at, verb)


def _active(line: Line, at: int, verb: Verb) -> Voice | None:
    """Hear "Blinken said that …" and "… , Blinken said"."""
    last, skipped = before_verb(line, at)
    if skipped & (english.NEGATIONS | english.MODALS | english.BE) or "will" in skipped:
        return None
    if last >= 0 and line.gaps[at] == " " and (line.words[last] == "to" or line.words[last] in english.DETERMINERS):
        return None
    subject = subject_of(line, at)
    if subject is None or not _agrees(line, at, verb, subject) or not _can_speak(line, at, verb, subject):
        return None
    if _is_afterthought(line, at, verb, subject):
        scope = ((0, own_voice(line, at, len(line.words))),)
        return Voice(Means.SPEECH, status_of(line, at, verb, after=False), at, scope, subject)
    if not _takes(line, at, verb, subject):
        return None
    status = status_of(line, at, verb, after=True)
    return Voice(Means.SPEECH, status, at, said(line, at, subject), subject, main=not subject.level)


def _agrees(line: Line, at: int, verb: Verb, subject: Subject) -> bool:
    """Say whether the verb's form fits its subject: keeps "the insurance claim" and "their reports of" nouns."""
    if verb.form == "past":
        return True
    if line.words[subject.last - 1] == "s":
        return False
    head = head_of(line, subject)
    plural = not subject.pronoun and head.endswith("s") and not head.endswith(("ss", "us", "is"))
    plural = plural or head in english.CROWDS
    named = line.named(subject.first, subject.last)
    if verb.form == "base":
        joined = "and" in line.words[subject.first : subject.last]
        return plural or joined or (subject.pronoun and head not in ("he", "she", "it"))
    if verb.lemma in ("say", "tell") or "n" not in look_up(verb.lemma).parts[:2]:
        return not plural or named
    following = line.words[at + 1] if at + 1 < len(line.words) else ""
    if following in english.AUXILIARIES or following in ("of", "from", "by", "against", "about", "and", "in"):
        return False
    return line.words[subject.first] in english.DETERMINERS or subject.pronoun or named


def _can_speak(line: Line, at: int, verb: Verb, subject: Subject) -> bool:
    """Say whether the subject can be a speaker; "called" names more often than it judges, so it wants a person."""
    head = head_of(line, subject)
    if head[0].isdigit() or head in english.DETERMINERS or (verb.form == "s" and head in english.CROWDS):
        return False
    if verb.lemma not in english.NAMING:
        return True
    last, skipped = before_verb(line, at)
    reduced = line.gaps[last + 1] != " " and not skipped & english.AUXILIARIES and verb.lemma != "describe"
    if reduced or (subject.level and subject.level not in ("that", "who")):
        return False
    alone = subject.last - subject.first == 1 and line.capital(subject.first)
    known = (
        alone or subject.pronoun or line.named(subject.first, subject.last) or head in english.SAYERS | english.CROWDS
    )
    return known or look_up(head).kind in ("person", "group")


def _takes(line: Line, at: int, verb: Verb, subject: Subject) -> bool:  # noqa: PLR0911
    """Say whether what follows the verb makes it speech."""
    words, gaps = line.words, line.gaps
    near = words[at + 1 : at + 1 + NEAR]
    if not near or gaps[at + 1] == ";":
        return False
    stop = next((n for n, w in enumerate(near) if w == "that" or gaps[at + 1 + n] in ",:q;"), len(near))
    clause = near[stop : stop + 1] == ["that"] or near[0] in ("how", "why", "whether") or line.opens_quote(at + 1)
    if clause:
        return True
    if english.OTHER_SENSE.get(verb.lemma, frozenset()) & set(near[: max(stop, 1)]):
        return False
    matter = bool(set(near[:stop]) & english.SPEECH_NOUNS)
    match verb.needs:
        case Needs.THAT:
            sayer = set(words[subject.first : subject.last]) & english.SAYERS
            hearsay = verb.lemma in english.HEARSAY and sayer and gaps[at + 1] == " " and near[0] != "by"
            return bool(hearsay) or (verb.lemma == "confirm" and matter)
        case Needs.CLAUSE:
            return gaps[at + 1] == " " and near[0] not in english.PREPOSITIONS | english.AUXILIARIES
        case Needs.TO:
            return "to" in near[:2]
        case Needs.SPEECH:
            return matter or "as" in words[at + 1 : at + FAR]
        case Needs.AS:
            return "as" in words[at + 1 : at + FAR] or near[0] == "how" or near[0].endswith("ing")
        case Needs.OF:
            return "of" in words[at + 1 : at + FAR]
        case Needs.ANYTHING:
            return _takes_anything(verb, near[0], words[at + 1 : at + 11])


def _takes_anything(verb: Verb, following: str, near: list[str]) -> bool:
    """Say whether a verb that needs nothing is no reduced passive: "the species first reported in 1996"."""
    if following == "to":
        return verb.status is Status.PLAN or verb.lemma == "claim"
    if following in english.PREPOSITIONS and verb.lemma not in english.SPEAKS_ANYWHERE:
        return following != "by" and "that" in near
    return following != "by"


def status_of(line: Line, at: int, verb: Verb, *, after: bool) -> Status:
    """Return how sure the speaker's words leave it: from the verb and what is said `after` it, or before it."""
    near = line.words[at + 1 : at + 10] if after else line.words[:12]
    if verb.status is Status.CLAIM:
        if verb.lemma in ("acknowledge", "highlight", "reiterate") and set(near[:4]) & english.VALUES:
            return Status.OPINION
        if _denies(near):
            return Status.DENIAL
        possible = verb.lemma in ("suggest", "propose", "hint") and {"could", "should", "may", "might"} & set(near)
        if possible or (after and english.IMMINENT & set(near[:4])):
            return Status.PLAN
    if verb.needs is Needs.AS and after:
        words = line.words[at + 1 : at + FAR + 1]
        judged = words.index("as") + 1 if "as" in words[:-1] else 0
        if words[judged].endswith("ing"):  # "described as involving": what happened, not what it is like
            return Status.CLAIM
    return verb.status


def _denies(near: list[str]) -> bool:
    """Say whether the words deny something of the speaker: "it did not", "its ships had never", "we didn't"."""
    for n, word in enumerate(near):
        follows = near[n + 1] if n + 1 < len(near) else ""
        negative = word in english.DENYING or (
            word == "not"
            and n > 0
            and (near[n - 1] in english.DENYING_WITH_NOT or follows in english.DENIED_OF_ONESELF)
        )
        if negative:
            return not english.OWN_WORDS.isdisjoint(near[:n]) and follows not in english.NOT_DENIED
    return False


def _inverted(line: Line, at: int, verb: Verb) -> Voice | None:
    """Hear "… ,” said Blinken" and "… , said the ministry"."""
    words, gaps = line.words, line.gaps
    if verb.form not in ("past", "s") or not at or gaps[at] not in 'q,"' or at + 1 >= len(words) or gaps[at + 1] != " ":
        return None
    closing = gaps[at] == "q"
    if not closing and (verb.lemma != "say" or words[at + 1] in english.PRONOUNS):
        return None
    if not line.capital(at + 1) and words[at + 1] not in english.DETERMINERS | english.PRONOUNS:
        return None
    source = forward(line, at + 1)
    if source is None:
        return None
    runs_on = source.last < len(words) and gaps[source.last] == " " and words[source.last] not in english.TAIL_WORDS
    if runs_on and not closing:
        return None
    scope = ((0, len(words)),)
    return Voice(Means.SPEECH, status_of(line, at, verb, after=False), at, scope, source)


def _is_afterthought(line: Line, at: int, verb: Verb, subject: Subject) -> bool:
    """Say whether speaker and verb come after or amid what is said: "The dam, engineers said, was failing"."""
    words, gaps = line.words, line.gaps
    as_said = subject.level == "as"
    first = subject.first - as_said
    after = at + 1
    if verb.lemma == "tell":
        after = _after_listener(line, at)
    ends = after >= len(words) or gaps[after] in _ENDS
    if first < 1:
        return as_said and ends
    if gaps[first] == "q" or (gaps[first - 1] == "q" and words[first - 1] == "but"):
        return ends or words[after] != "that"
    final = after >= len(words) and _has_predicate(line, first)
    known = verb.needs is Needs.ANYTHING or verb.lemma in english.AFTERTHOUGHTS or final
    if gaps[first] not in ',("' or not known:
        return False
    if ends:
        return True
    tail = words[after] in english.TAIL_WORDS or words[after].endswith("ly")
    return tail and first > 1 and "that" not in words[after : after + 14] and _has_predicate(line, first)


def _after_listener(line: Line, at: int) -> int:
    """Return the token after whom it is told to: "told Reuters | on Monday"."""
    i = at + 1
    while i < len(line.words) and line.gaps[i] == " " and i - at < 6 and line.words[i] not in english.TAIL_WORDS:
        if line.words[i] == "that" or line.words[i] in english.AUXILIARIES:
            return at + 1
        i += 1
    return i


def _has_predicate(line: Line, end: int) -> bool:
    """Say whether the words before token `end` are a clause of their own, and no fronted phrase."""
    if line.words[0] in english.SUBORDINATORS | english.PREPOSITIONS:
        return any(line.gaps[i] == "," for i in range(1, end))
    return any(line.tags[i] in "VX" or line.words[i] in IRREGULAR for i in range(min(end, 60)))


def _participle(line: Line, at: int, verb: Verb, before: list[Voice]) -> Voice | None:  # noqa: PLR0911
    """Hear ", claiming that …": said by whoever the main clause is about."""
    words = line.words
    if not 0 < at < len(words) - 1:
        return None
    if line.gaps[at] != "," and words[at - 1] not in ("and", "by", "while", "in", "before", "after"):
        return None
    inference = verb.lemma in english.INFERENCES
    bare = verb.needs in (Needs.ANYTHING, Needs.OF, Needs.CLAUSE) or verb.lemma in ("suggest", "indicate")
    if not (bare or words[at + 1] == "that") or not _takes_anything(verb, words[at + 1], words[at + 1 : at + 11]):
        return None
    if english.OTHER_SENSE.get(verb.lemma, frozenset()) & set(words[at + 1 : at + 1 + NEAR]) - {"for"}:
        return None
    speakers = [v for v in before if v.means is Means.SPEECH and v.source and v.main]
    if inference and not speakers:
        return None
    source = speakers[-1].source if speakers else leading_subject(line, at)
    if source is None:
        return None
    status = speakers[-1].status if inference else status_of(line, at, verb, after=True)
    scope = said(line, at, Subject(source.first, source.last))
    return Voice(Means.SPEECH, status, at, scope, source, main=False)
