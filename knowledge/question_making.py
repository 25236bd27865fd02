"""Questions that a sentence answers, in its own words: what a reader might ask to be given just this sentence.

The sentence is turned, not understood: its subject becomes "who", "what" or "which …", a number "how many …", a date
"when", a speaker's words "what did … say about …". A turn that the sentence's grammar does not bear is not made. The
questions are first proposals for an editor.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.english import STOP_WORDS
from knowledge.lexicon import look_up
from knowledge.names import NameKind, names_of
from knowledge.phrases import Kind, bounds
from knowledge.types import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.passages import PreparedParagraph, PreparedSentence
    from knowledge.phrases import Phrase
    from knowledge.types import Attribution

MOST = 6
"""Questions made of one sentence."""
LONGEST = 18
"""Words of the longest question: beyond that it is the sentence itself with a question mark."""
LONGEST_QUOTED = 12
_END = re.compile(r", (?:which|who|whose|while|although|though|whereas|with|and|but|where|when)\b|[;:—]| \(")
_BACKWARD = frozenset("his her its their this that these those such another other he she it they".split())
"""First words of a subject that was named before: nobody can ask for it by them."""
_CLOSING = " .,;:!?\"”’'»)…"


def questions_of(
    sentence: PreparedSentence, said: Attribution, paragraphs: Sequence[PreparedParagraph]
) -> tuple[str, ...]:
    """Return questions that `sentence` answers, the plainest first; none where it bears no turn.

    `said` is who says it, `paragraphs` the article, by which names are told apart.
    """
    made: dict[str, None] = {}
    for question in (
        *_definitions(sentence, paragraphs),
        *_turned(sentence, said, paragraphs),
        *_spoken(sentence, said, paragraphs),
    ):
        words = question.split()
        if 3 <= len(words) <= LONGEST and sum(w.strip(_CLOSING).casefold() not in STOP_WORDS for w in words) > 1:
            made.setdefault(question)
    return tuple(made)[:MOST]


def _turned(sentence: PreparedSentence, said: Attribution, paragraphs: Sequence[PreparedParagraph]) -> Iterator[str]:
    """Yield the sentence with its subject, a number or a date asked for."""
    tags, tokens, text = sentence.layout.tags, sentence.tokens, sentence.text
    start = _main_clause(text, tags, sentence)
    verb = next((i for i in range(start, len(tags)) if tags[i] in "XVBO"), -1)
    if verb <= start or tags[verb] not in "XV":
        return
    end = _END.search(text, tokens[verb].end)
    clause_end = end.start() if end else len(text)
    rest = text[tokens[verb].start : clause_end].rstrip(_CLOSING)
    subject = text[tokens[start].start : tokens[verb].start].casefold()
    spoken = bool(said.source) and (said.source or "").casefold() in subject
    asked = _asked_subject(sentence, start, verb, paragraphs, spoken=spoken)
    if asked and " " in rest:
        yield f"{asked} {rest}?"
    clause = (tokens[start].start, clause_end)
    for phrase in sentence.phrases:
        span = bounds(text, tokens, phrase)
        if not (clause[0] <= span.start and span.end <= clause_end):
            continue
        question = _with_number(sentence, phrase, clause) or _with_date(sentence, phrase, clause)
        if question:
            yield question


def _main_clause(text: str, tags: str, sentence: PreparedSentence) -> int:
    """Return the token that the main clause begins with: after "In 1912, …", or the first one."""
    if tags[:1] not in ("P", "B", "R", "G") or "," not in text:
        return 0
    comma = text.index(",")
    return next((i for i, t in enumerate(sentence.tokens[: len(tags)]) if t.start > comma), 0)


def _asked_subject(  # noqa: PLR0911 - a table in words
    sentence: PreparedSentence, start: int, verb: int, paragraphs: Sequence[PreparedParagraph], *, spoken: bool
) -> str:
    """Return what asks for the subject: who, what, which officials, how many soldiers; nothing where none can."""
    tags, tokens, text = sentence.layout.tags, sentence.tokens, sentence.text
    subject = range(start, verb)
    if any(tags[i] not in "DANM#GQPR" for i in subject) or verb - start > 10:
        return ""
    written = text[tokens[start].start : tokens[verb - 1].end]
    if "," in written or tokens[start].word in _BACKWARD:
        return ""
    last = max((i for i in subject if tags[i] in "NM"), default=start)
    head = last if tags[last] == "M" else next((i - 1 for i in range(start + 1, verb) if tags[i] == "P"), last)
    if spoken:
        return "Who"
    number = next((i for i in range(start, head) if tags[i] == "#"), -1)
    if number >= 0 and tags[head] == "N":
        return f"How many {text[tokens[number + 1].start : tokens[verb - 1].end]}" if head > number else ""
    if tags[head] == "M":
        if " and " in written:
            return ""
        kinds = {name.text: name.kind for name in names_of(sentence, paragraphs)}
        named = next((kind for name, kind in kinds.items() if tokens[head].word in name.casefold()), NameKind.OTHER)
        return "Who" if named is NameKind.PERSON else "What"
    if tags[head] != "N":
        return ""
    first = start + (tags[start] in "DQ")
    noun = text[tokens[first].start : tokens[verb - 1].end]
    if look_up(tokens[head].word).kind == "person" and tags[start] == "D":
        return "Who"
    return f"Which {noun[0].lower() + noun[1:] if tags[first] != 'M' else noun}" if first <= head else ""


def _with_number(sentence: PreparedSentence, phrase: Phrase, clause: tuple[int, int]) -> str:
    """Return "how many" with what a number counts and what is said of it: "soldiers were killed in a day"."""
    tags, tokens, text = sentence.layout.tags, sentence.tokens, sentence.text
    if phrase.kind is not Kind.NUMBER or not phrase.last <= phrase.head < len(tags) or tags[phrase.head] != "N":
        return ""
    if phrase.unit in ("duration", "money", "share") or sentence.layout.between[phrase.last] != " ":
        return ""
    end = _END.search(text, tokens[phrase.head].end)
    counted = text[tokens[phrase.last].start : min(clause[1], end.start() if end else len(text))]
    counted = counted.split(", ")[0].split(" and ")[0].rstrip(_CLOSING)
    return f"How many {counted}?" if len(counted.split()) > 1 else ""


def _with_date(sentence: PreparedSentence, phrase: Phrase, clause: tuple[int, int]) -> str:
    """Return the clause with "when" for a date at its end or beginning."""
    if phrase.kind is not Kind.DATE or any(
        p.kind is Kind.DATE and p.first <= phrase.first and phrase.last <= p.last and p != phrase
        for p in sentence.phrases
    ):
        return ""
    tags, tokens, text = sentence.layout.tags, sentence.tokens, sentence.text
    span = bounds(text, tokens, phrase)
    first = phrase.first
    while first and tags[first - 1] in "PDR" and tokens[first - 1].start >= clause[0]:
        first -= 1
    before, after = text[clause[0] : tokens[first].start].strip(_CLOSING), text[span.end : clause[1]].strip(_CLOSING)
    if not before or after:
        return ""
    return f"{before} when?"


def _spoken(sentence: PreparedSentence, said: Attribution, paragraphs: Sequence[PreparedParagraph]) -> Iterator[str]:
    """Yield what asks for a speaker's words, or for the speaker of quoted ones."""
    text, tokens = sentence.text, sentence.tokens
    if not said.source:
        return
    for phrase in sentence.phrases:
        if phrase.kind is Kind.QUOTED and 1 < phrase.last - phrase.first <= LONGEST_QUOTED:
            yield f"Who spoke of “{bounds(text, tokens, phrase).of(text).strip(_CLOSING)}”?"
    if said.status is Status.FACT or (" " not in said.source and look_up(said.source.casefold()).parts[:1] != ""):
        return  # "Reports indicate …": nobody is asked what reports say of somebody
    known = {word.casefold() for word in said.source.split()}
    for name in names_of(sentence, paragraphs):
        place = name.kind in (NameKind.PLACE, NameKind.PERSON, NameKind.ORGANISATION)
        if place and not known & {word.casefold() for word in name.text.split()}:
            source = f"the{said.source[3:]}" if said.source.startswith("The ") else said.source
            yield f"What did {source} say about {name.text}?"
            return


def _definitions(sentence: PreparedSentence, paragraphs: Sequence[PreparedParagraph]) -> Iterator[str]:
    """Yield "who is …" for a name that is explained: "Keith Kellogg, Trump's envoy, …", "X is a village"."""
    text, tags, tokens = sentence.text, sentence.layout.tags, sentence.tokens
    for name in names_of(sentence, paragraphs):
        at = text.find(name.text)
        if at < 0:
            continue
        after = text[at + len(name.text) :]
        explained = re.match(r", (?:a|an|the|[A-Z]\w+[’']s) [^,]{3,120}[,.]", after) or re.match(
            r" (?:is|was|are|were) (?:a|an|the) ", after
        )
        if explained and tags and tokens:
            yield f"{'Who' if name.kind is NameKind.PERSON else 'What'} is {name.text}?"
