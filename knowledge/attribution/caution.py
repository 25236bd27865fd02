"""The article's own words of caution: "without providing further details", "could not be independently verified"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.english_attribution import CAVEAT_WORDS, REPORTED_WORDS, SUBORDINATORS, UNVERIFIED_WORDS

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from knowledge.attribution.line import Line
    from knowledge.passages import PreparedSentence
    from knowledge.types import Span

_ANY = r"(?:\w+ ){0,3}"
_DOUBT = r"(?:unverified|unconfirmed|uncertain|unclear|unknown|unsubstantiated)"
_CHECKED = r"(?:verif(?:y|ied)|confirm(?:ed)?|corroborated?|substantiated?|established|authenticated?)"
_PROOF = r"(?:details?|evidence|proof|explanation)"
_NOT = r"(?:could|can|had|has|have|was|were|is|are)(?: ?not|n['’]t)"
_UNCHECKED = (
    rf"\b{_NOT}(?: (?:yet|be|been|immediately|independently|officially)){{0,4}} {_CHECKED}\b(?: independently)?"
    rf"|\bunable to (?:(?:immediately|independently) ){{0,2}}{_CHECKED}\b"
)
_CAUTION = (
    rf"\bwithout (?:\w+ing )?{_ANY}?(?:{_PROOF}|elaborating|elaboration|specifics|specifying)\b"
    rf"|(?:\b(?:although|though|but) {_ANY})?\b(?:remain(?:s|ed)?|is|are|was|were) (?:still |largely |not )?{_DOUBT}\b"
    rf"|{_UNCHECKED}"
    rf"|\b(?:did|has|have|had|does|do) not (?:immediately )?(?:provided?|give|given|offer|offered|cite|elaborate)\b"
    rf"(?: (?:(?:any|further|more|additional) ){{0,2}}{_PROOF})?"
    rf"|\bno (?:(?:independent|official|immediate) ){{1,3}}(?:confirmation|verification|evidence)\b"
    rf"|\b(?:was|is) not (?:immediately |yet )?clear\b"
    rf"|\bon (?:the )?condition of anonymity\b"
    rf"|\b(?:unsubstantiated|preliminary)\b"
)
"""Every part is bounded: the search costs time in proportion to the text. Compiled where a sentence first needs it."""


def has_caution(words: AbstractSet[str], *, unverified: bool = False) -> bool:
    """Say whether a sentence's words can hold a caution, or (`unverified`) that something was not checked."""
    return not words.isdisjoint(UNVERIFIED_WORDS if unverified else CAVEAT_WORDS)


def caution_in(line: Line, focus: Span | None, *, spoken: bool) -> str | None:
    """Return the words of caution that go with the clause around `focus`, or with the sentence's main clause.

    A caution in a leading subordinate clause ("While the scope remains uncertain, …") is of that clause only; where
    the article speaks for itself (not `spoken`), a caution is of its own stretch between commas only.
    """
    lead = _lead(line)
    for match in re.finditer(_CAUTION, line.text, re.IGNORECASE):
        if (match.start() < lead) != (focus is not None and focus.start < lead):
            continue
        if (
            not spoken
            and focus is not None
            and "," in line.text[min(focus.start, match.start()) : max(focus.end, match.end())]
        ):
            continue
        return match.group()
    return None


def _lead(line: Line) -> int:
    """Return where a leading subordinate clause ends; 0 where there is none."""
    if not line.words or line.words[0] not in SUBORDINATORS:
        return 0
    return next((line.tokens[i].start for i in range(1, len(line.words)) if line.gaps[i] == ","), 0)


def caution_after(sentence: PreparedSentence) -> str | None:
    """Return the caution of a following sentence that is about the one before ("The claim could not be verified")."""
    words = [t.word for t in sentence.tokens]
    if not has_caution(set(words), unverified=True) or REPORTED_WORDS.isdisjoint(words):
        return None
    match = re.search(_UNCHECKED, sentence.text, re.IGNORECASE)
    return match.group() if match else None
