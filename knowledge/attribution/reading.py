"""From the voices of a quote's sentences to its attribution: who says it, and how sure the article is.

`attribute` reads the sentences of a quote for voices, takes the one that the short answer
stands in, resolves "he" and "the ministry" backwards through the paragraph, and adds the article's own words of
caution. Where no pattern fits, the article speaks: a fact. It does not judge whether a claim is true, nor compare
passages: conflicts are another matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from knowledge.attribution.caution import caution_after, caution_in, has_caution
from knowledge.attribution.line import Line
from knowledge.attribution.quotation import quoted_speech
from knowledge.attribution.reach import Means, Voice
from knowledge.attribution.speakers import named
from knowledge.attribution.voices import TRIGGERS, hear
from knowledge.types import Attribution, Span, Status

if TYPE_CHECKING:
    from knowledge.passages import PreparedParagraph, PreparedSentence

LONGEST_SOURCE = 120
"""Characters of the longest source."""

_FACT = Attribution(Status.FACT)
_ENDS = '.!?…"”’»'
_MARKS = frozenset('"“”«»')


def attribute(home: PreparedParagraph, first: int, last: int, focus: Span | None = None) -> Attribution:
    """Return who says what sentences `first` to `last` (inclusive) of a paragraph say, and how sure it is.

    `focus` is where the short answer stands, in the paragraph's text: the clause around it decides. Without it, or
    where it is a whole sentence or more, the first sentence that is somebody's words decides.
    """
    if not home.article.metadata.is_english:
        from knowledge.languages.speech import attribute_in  # noqa: PLC0415 - for other languages than English

        return attribute_in(home, first, last, focus)
    wanted = list(range(max(0, first), min(last + 1, len(home.sentences))))
    if focus is not None and focus.end > focus.start:
        touched = [i for i in wanted if _overlap(home.sentences[i].span, focus)]
        wanted = touched or wanted
        if len(touched) == 1:
            sentence = home.sentences[touched[0]]
            start, end = max(focus.start, sentence.span.start), min(focus.end, sentence.span.end)
            if end - start < len(sentence.text.rstrip(_ENDS)):
                return _attribute_one(home, touched[0], Span(start, end).shifted(-sentence.span.start))
    found = _FACT
    for i in wanted:
        found = _attribute_one(home, i, None)
        if found.status is not Status.FACT:
            return found
    return _attribute_one(home, wanted[0], None) if len(wanted) > 1 else found


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _heard(sentence: PreparedSentence) -> tuple[Line, tuple[Voice, ...]]:
    """Hear a sentence's voices, once: they are the same whatever is asked."""
    if sentence.heard is None:
        line = Line(sentence.text, sentence.tokens)
        sentence.heard = line, hear(line)
    return sentence.heard


def _attribute_one(home: PreparedParagraph, at: int, focus: Span | None) -> Attribution:
    """Attribute one sentence, or the part of it around `focus` (offsets in the sentence)."""
    sentence = home.sentences[at]
    words = {t.word for t in sentence.tokens}
    marked = not _MARKS.isdisjoint(home.paragraph.text)
    if not marked and words.isdisjoint(TRIGGERS) and not has_caution(words):
        return _FACT
    line, voices = _heard(sentence)
    place = _tokens(line, focus) if focus else None
    chosen = _around(line, voices, place) if place else _governing(line, voices)
    if chosen.speech is None and marked:
        quoted = quoted_speech(home, at, _speech)
        if quoted:
            return quoted
    status = chosen.status
    caveat = caution_in(line, focus, spoken=status is not Status.FACT) if has_caution(words) else None
    if status is Status.FACT and caveat and has_caution(words, unverified=True):
        status = Status.UNVERIFIED
    hedge = chosen.hedge
    if caveat is None and hedge and hedge.caveat:
        caveat = line.text[line.tokens[hedge.verb].start : line.tokens[hedge.verb].end]
    if caveat is None and status is not Status.FACT and at + 1 < len(home.sentences):
        caveat = caution_after(home.sentences[at + 1])
    return Attribution(status, _source(home, at, line, chosen.speech), caveat)


def _speech(home: PreparedParagraph, at: int) -> Attribution | None:
    """Return the speech that governs a sentence; None where the article speaks."""
    line = Line(home.sentences[at].text, home.sentences[at].tokens)
    speech = _governing(line, hear(line)).speech
    return Attribution(speech.status, _source(home, at, line, speech)) if speech else None


def _source(home: PreparedParagraph, at: int, line: Line, speech: Voice | None) -> str | None:
    source = named(home, at, line, speech.source) if speech else None
    if source is None or len(source) <= LONGEST_SOURCE:
        return source
    return source[:LONGEST_SOURCE].rpartition(" ")[0] or None


def _tokens(line: Line, focus: Span) -> tuple[int, int]:
    """Return the tokens that `focus` touches; the nearest one where it touches none."""
    inside = [i for i, t in enumerate(line.tokens) if t.start < focus.end and focus.start < t.end]
    if inside:
        return inside[0], inside[-1] + 1
    after = next((i for i, t in enumerate(line.tokens) if t.start >= focus.end), max(0, len(line.tokens) - 1))
    return after, min(after + 1, len(line.tokens))


class _Chosen(NamedTuple):
    """The voices that decide: at most one of each means."""

    speech: Voice | None = None
    plan: Voice | None = None
    hedge: Voice | None = None

    @property
    def status(self) -> Status:
        """What the voices come to: speech first, a plan in a claim is a plan."""
        if self.speech:
            return Status.PLAN if self.plan and self.speech.status is Status.CLAIM else self.speech.status
        if self.hedge and self.hedge.status is Status.UNVERIFIED:
            return Status.UNVERIFIED
        if self.plan:
            return Status.PLAN
        return self.hedge.status if self.hedge else Status.FACT


def _around(line: Line, voices: tuple[Voice, ...], place: tuple[int, int]) -> _Chosen:
    """Return the innermost voices around the tokens of `place`; where there are none, those that it holds itself."""
    first, last = place
    holding = [v for v in voices if _holds(line, v, first, last)]
    if not holding:
        return _governing(line, tuple(v for v in voices if first <= v.verb < last))
    speeches = [v for v in holding if v.means is Means.SPEECH]
    if not speeches:  # the article's own "would" tells what came later ("would become king"): no plan
        holding = [v for v in holding if line.words[v.verb] != "would" or v.means is not Means.PLAN]
    return _Chosen(
        max(speeches, key=lambda v: (v.scope[0][0], v.verb), default=None),
        next((v for v in reversed(holding) if v.means is Means.PLAN), None),
        next((v for v in reversed(holding) if v.means is Means.HEDGE), None),
    )


def _holds(line: Line, voice: Voice, first: int, last: int) -> bool:
    """Say whether `voice` speaks the tokens `first` to `last`, or they are its speaker by name.

    "Who repulsed the attack?" is answered with the speaker of the claim: the answer is his claim.
    """
    if voice.means is not Means.SPEECH:
        titled = last < voice.verb and line.gaps[last] == " " and line.capital(last - 1) and line.capital(last)
        return not titled and voice.covers(first, last)  # "Incoming President (Trump) is slated": he is that already
    source = voice.source
    if source and source.first <= first and last <= source.last:
        whole = all(line.capital(i) for i in range(first, last)) and not line.capital(first - 1)
        return voice.main and last == source.last and (first <= source.first + 1 or whole)
    return voice.covers(first, last)


def _governing(line: Line, voices: tuple[Voice, ...]) -> _Chosen:
    """Return the voices that govern the sentence as a whole."""
    speech = next((v for v in voices if v.means is Means.SPEECH and v.main), None)
    plans = [v for v in voices if v.means is Means.PLAN]
    plan = next((v for v in plans if (_first_said(line, speech, v) if speech else v.main)), None)
    return _Chosen(speech, plan, next((v for v in voices if v.means is Means.HEDGE and v.main), None))


def _first_said(line: Line, speech: Voice, plan: Voice) -> bool:
    """Say whether the plan is the first thing that is said."""
    if not speech.covers(plan.verb, plan.verb + 1):
        return False
    if plan.verb < speech.verb:
        return plan.main
    between = range(speech.verb + 2, plan.verb)
    return not any(line.gaps[i] in ",;" or line.words[i] in ("who", "which", "where") for i in between)
