"""Who says it, and how sure the article is: from the article's own words, for any article in English.

`attribute` reads the sentences of a quote for voices (`attribution_voices`), takes the one that the short answer
stands in, resolves "he" and "the ministry" backwards through the paragraph, and adds the article's own words of
caution. Where no pattern fits, the article speaks: a fact. It does not judge whether a claim is true, nor compare
passages: conflicts are another matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.attribution_caution import caution_after, caution_in, has_caution
from knowledge.attribution_line import Line, Subject
from knowledge.attribution_speakers import named, quotations
from knowledge.attribution_voices import TRIGGERS, Means, Voice, hear
from knowledge.types import Attribution, Span, Status

if TYPE_CHECKING:
    from knowledge.passages import PreparedParagraph

LONGEST_SOURCE = 120
"""Characters of the longest source."""
MOSTLY = 0.7
"""Share of a sentence that must stand within quotation marks for it to be somebody's words with no verb of its own."""
BACK = 6
"""Sentences that quoted speech may run on from its speaker, either way."""

_FACT = Attribution(Status.FACT)
_MARKS = frozenset('"“”«»')


def attribute(home: PreparedParagraph, first: int, last: int, focus: Span | None = None) -> Attribution:
    """Return who says what sentences `first` to `last` (inclusive) of a paragraph say, and how sure it is.

    `focus` is where the short answer stands, in the paragraph's text: the clause around it decides. Without it, or
    where it is a whole sentence or more, the first sentence that is somebody's words decides.
    """
    sentences = home.sentences
    wanted = range(max(0, first), min(last + 1, len(sentences)))
    if focus is not None and focus.end > focus.start:
        wanted_here = [i for i in wanted if sentences[i].span.start < focus.end and focus.start < sentences[i].span.end]
        if len(wanted_here) == 1:
            span = sentences[wanted_here[0]].span
            inside = Span(max(focus.start, span.start) - span.start, min(focus.end, span.end) - span.start)
            if inside.end - inside.start < len(sentences[wanted_here[0]].text.rstrip('.!?"”’')):
                return _attribute_one(home, wanted_here[0], inside)
        wanted = range(wanted_here[0], wanted_here[-1] + 1) if wanted_here else wanted
    for i in wanted:
        found = _attribute_one(home, i, None)
        if found.status is not Status.FACT:
            return found
    return _attribute_one(home, wanted[0], None) if wanted else _FACT


def _attribute_one(home: PreparedParagraph, at: int, focus: Span | None) -> Attribution:
    """Attribute one sentence, or the part of it around `focus` (offsets in the sentence)."""
    sentence = home.sentences[at]
    marked = not _MARKS.isdisjoint(home.paragraph.text)
    words = {t.word for t in sentence.tokens}
    cautious = has_caution(words)
    if not marked and not cautious and words.isdisjoint(TRIGGERS):
        return _FACT
    line = Line(sentence.text, sentence.tokens)
    voices = hear(line)
    place = _tokens(line, focus) if focus else None
    speech, plan, hedge = _around(line, voices, place) if place else _governing(line, voices)
    if speech is None and marked:
        quoted = _quoted(home, at)
        if quoted is not None:
            return quoted
    status, source = Status.FACT, None
    if speech:
        status, source = speech.status, named(home, at, line, speech.source)
        if plan and status is Status.CLAIM:
            status = Status.PLAN
    elif plan:
        status = Status.PLAN
    elif hedge:
        status = hedge.status
    caveat = caution_in(line, focus, spoken=status is not Status.FACT) if cautious else None
    if caveat is None and hedge and hedge.caveat:
        token = line.tokens[hedge.verb]
        caveat = line.text[token.start : token.end]
    if status is Status.FACT and caveat and has_caution(words, unverified=True):
        status = Status.UNVERIFIED
    elif hedge and hedge.status is Status.UNVERIFIED and speech is None:
        status = Status.UNVERIFIED
    if caveat is None and status is not Status.FACT and at + 1 < len(home.sentences):
        caveat = caution_after(home.sentences[at + 1])
    return Attribution(status, _bounded(source), caveat)


def _bounded(source: str | None) -> str | None:
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


Chosen = tuple[Voice | None, Voice | None, Voice | None]


def _around(line: Line, voices: tuple[Voice, ...], place: tuple[int, int]) -> Chosen:
    """Return the innermost speech, plan and hedge around the tokens of `place`."""
    first, last = place
    speech = plan = hedge = None
    for voice in voices:
        if not _holds(line, voice, first, last):
            continue
        match voice.means:
            case Means.SPEECH:
                if speech is None or voice.scope[0][0] >= speech.scope[0][0]:
                    speech = voice
            case Means.PLAN:
                plan = voice
            case Means.HEDGE:
                hedge = voice
    if speech is None and plan is None and hedge is None:
        return _governing(line, tuple(v for v in voices if first <= v.verb < last))
    return speech, plan, hedge


def _holds(line: Line, voice: Voice, first: int, last: int) -> bool:
    """Say whether `voice` speaks the tokens `first` to `last`, or they are its speaker by name.

    "Who repulsed the attack?" is answered with the speaker of the claim: the answer is his claim.
    """
    if voice.source and voice.means is Means.SPEECH and voice.source.first <= first and last <= voice.source.last:
        return voice.main and _whole_name(line, voice.source, first, last)
    return voice.covers(first, last)


def _whole_name(line: Line, source: Subject, first: int, last: int) -> bool:
    """Say whether tokens `first` to `last` name the speaker, and are not a part of his description."""
    return last == source.last and (
        first <= source.first + 1 or all(line.capital(i) for i in range(first, last)) and not line.capital(first - 1)
    )


def _governing(line: Line, voices: tuple[Voice, ...]) -> Chosen:
    """Return the speech, plan and hedge that govern the sentence as a whole."""
    speech = next((v for v in voices if v.means is Means.SPEECH and v.main), None)
    plans = [v for v in voices if v.means is Means.PLAN]
    if speech:
        plan = next((v for v in plans if _first_said(line, speech, v)), None)
    else:
        plan = next((v for v in plans if v.main), None)
    hedge = next((v for v in voices if v.means is Means.HEDGE and v.main), None)
    return speech, plan, hedge


def _first_said(line: Line, speech: Voice, plan: Voice) -> bool:
    """Say whether the plan is the first thing that is said."""
    first, last = sorted((speech.verb, plan.verb))
    if not speech.covers(plan.verb, plan.verb + 1):
        return False
    if plan.verb < speech.verb:
        return plan.main
    return not any(line.gaps[i] in ",;" or line.words[i] in ("who", "which", "where") for i in range(first + 2, last))


def _quoted(home: PreparedParagraph, at: int) -> Attribution | None:
    """Attribute a sentence that is all quotation to whoever speaks in the sentences around it."""
    sentences = home.sentences
    ranges = quotations(home.paragraph.text)
    if not _is_quoted(sentences[at].span, ranges):
        return None
    end = next((r.end for r in ranges if r.start <= sentences[at].span.end - 1 < r.end), sentences[at].span.end)
    for i in range(at + 1, min(at + 1 + BACK, len(sentences))):
        if sentences[i].span.start >= end:
            break
        speech = _speech(home, i)
        if speech:
            return speech
    for i in range(at - 1, max(-1, at - 1 - BACK), -1):
        speech = _speech(home, i)
        if speech:
            return speech
        if not _is_quoted(sentences[i].span, ranges):
            break
    return Attribution(Status.CLAIM)


def _is_quoted(span: Span, ranges: list[Span]) -> bool:
    inside = sum(max(0, min(span.end, r.end) - max(span.start, r.start)) for r in ranges)
    return inside >= MOSTLY * (span.end - span.start)


def _speech(home: PreparedParagraph, at: int) -> Attribution | None:
    sentence = home.sentences[at]
    line = Line(sentence.text, sentence.tokens)
    speech, _, _ = _governing(line, hear(line))
    if speech is None:
        return None
    return Attribution(speech.status, _bounded(named(home, at, line, speech.source)))
