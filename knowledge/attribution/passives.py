"""What is said in the passive: "is reported to", "was announced by Moscow", "is expected to", "has been postponed"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge import english_attribution as english
from knowledge.attribution.noun_phrases import forward
from knowledge.attribution.reach import Means, Voice, clause, is_main, said
from knowledge.attribution.subjects import before_verb, subject_of
from knowledge.attribution.verbs import status_of
from knowledge.english_attribution import Needs
from knowledge.lexicon import look_up
from knowledge.types import Status

if TYPE_CHECKING:
    from knowledge.attribution.line import Line

_PRESENT = frozenset({"is", "are", "been"})
_OTHERS = english.PASSIVE_TO.keys() | english.PASSIVE_ALONE.keys() | english.POSTPONED | {"quoted"}


def hear_passive(line: Line, at: int) -> Voice | None:  # noqa: PLR0911
    """Return the voice that the participle at token `at` gives away; None where it is none or no passive."""
    word = line.words[at]
    verb = english.VERBS.get(word)
    if word not in _OTHERS and not (verb and verb.form == "past"):
        return None
    if line.words[at + 1 : at + 3] == ["as", "saying"]:
        return _quoted(line, at)
    last, skipped = before_verb(line, at)
    if not skipped & english.BE or skipped & english.NEGATIONS:
        return None
    following = line.words[at + 1] if at + 1 < len(line.words) else ""
    scope = clause(line, at)
    main = is_main(line, scope)
    if word in english.POSTPONED:
        return Voice(Means.PLAN, Status.PLAN, at, (scope,), main=main) if "been" in skipped else None
    if verb:
        spoken = _by(line, at, verb, scope, main=main)
        if spoken is None and following == "that" and line.words[last] == "it" and verb.status is Status.CLAIM:
            spoken = Voice(Means.SPEECH, Status.CLAIM, at, ((at, len(line.words)),), main=main)
        if spoken:
            return spoken
    status = _own_status(line, at, following, skipped)
    if status is None:
        return None
    means = Means.PLAN if status is Status.PLAN else Means.HEDGE
    charged = word in ("accused", "charged")
    return Voice(means, status, at, (scope,), main=main, caveat=means is Means.HEDGE and not charged)


def _quoted(line: Line, at: int) -> Voice | None:
    """Hear "the owner was quoted as saying that …" and "… , the owner was quoted as saying"."""
    subject = subject_of(line, at)
    if subject is None:
        return None
    ends = at + 3 >= len(line.words) or line.gaps[at + 3] in ",;q"
    scope = ((0, len(line.words)),) if ends else said(line, at, subject)
    return Voice(Means.SPEECH, Status.CLAIM, at, scope, subject, main=not subject.level)


def _by(line: Line, at: int, verb: english.Verb, scope: tuple[int, int], *, main: bool) -> Voice | None:
    """Hear "was announced by Moscow"."""
    words = line.words
    if verb.needs is Needs.THAT or verb.lemma in english.NO_AGENT:
        return None
    if verb.needs is Needs.SPEECH and english.SPEECH_NOUNS.isdisjoint(words[:at]):
        return None
    for i in range(at + 1, min(at + 7, len(words) - 1)):
        if line.gaps[i] == ",":
            return None
        if words[i] == "by":
            source = forward(line, i + 1)
            if source is None or words[i + 1].endswith("ing") or words[i + 1][0].isdigit():
                return None
            status = verb.status if verb.needs is Needs.AS else status_of(line, at, verb, after=False)
            return Voice(Means.SPEECH, status, at, (scope,), source, main)
    return None


def _own_status(line: Line, at: int, following: str, skipped: frozenset[str]) -> Status | None:
    """Return how sure a passive without a speaker is: "is said to", "is scheduled for"."""
    word = line.words[at]
    if following == "to" and word in english.PASSIVE_TO and at + 2 < len(line.words):
        status = english.PASSIVE_TO[word]
        if status is not Status.PLAN:
            return status
        verbal = line.words[at + 2] == "be" or "v" in look_up(line.words[at + 2]).parts
        return status if verbal and (skipped & _PRESENT or word in english.PLANNED_THEN) else None
    if following not in english.PASSIVE_WITH.get(word, (following,)):
        return None
    status_alone = english.PASSIVE_ALONE.get(word)
    return None if status_alone is Status.PLAN and not skipped & _PRESENT else status_alone
