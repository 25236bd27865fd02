"""Follow-ups that the last quote itself answers: "who says so?", "is that confirmed?", "more", "and the other side?".

Whole messages only, and only after an answer. Nothing is retrieved: the same quote is shown with who says it, or what
the article goes on to say, or what another side says of the same.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.memory import last_evidence
from knowledge import Ask, Evidence, Found, NotFound, Quote, Reading, Span, Status
from knowledge.antecedents import name_tokens
from knowledge.attribution import attribute
from knowledge.english import FAMILIES
from knowledge.lexicon import look_up
from knowledge.question import understand
from knowledge.tokenizer import content_terms, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.memory import Conversation
    from knowledge import Collection
    from knowledge.antecedents import Context
    from knowledge.passages import PreparedParagraph

LONGEST = 600
"""Characters of the longest quote (the public contract)."""
LIKELY = 0.9
"""Confidence of a quote that is shown because the article goes on with it, not because it was found."""

_LEAD = r"(?:(?:and|but|so|ok|okay|well|really|please|hm|hmm|sorry) )*"
_IT = r"(?: (?:that|this|it|so|(?:the|this|that) (?:claim|figure|number|report)|these (?:claims|figures)))"
_OF_IT = r"(?: (?:of|for) (?:that|this|it))?"
_CHECKED = (
    r"(?:(?:officially |independently )?(?:confirmed|verified|proven|proved|checked)|certain|sure|true|reliable|"
    r"official|a fact|fact|real|credible|correct|for sure)"
)
_WHO_SAYS = re.compile(
    rf"{_LEAD}(?:who (?:says|said|claims|claimed|reports|reported|announced|stated|told|alleges|alleged|thinks|"
    rf"believes){_IT}?(?: exactly)?|says who|said who|according to whom?|whose (?:claim|words|figures?|opinion|"
    r"statement) (?:is|are|was|were) (?:that|this|it|those|these|they)|by whose account|who is (?:the|your|its) source|"
    rf"(?:what|which) (?:is|s|are) (?:the|your|its) (?:source|sources){_OF_IT}|"
    rf"(?:the |any |your )?(?:source|sources|citation|reference|proof|evidence)(?: please|{_OF_IT})|"
    r"where (?:does|did|is|was) (?:that|this|it) (?:come from|from|stand|written|said)|"
    r"where (?:do|did) you (?:get|have|take|read|find) (?:that|this|it)(?: from)?|how do you know(?: (?:that|this))?|"
    r"where does it say (?:that|so|this)|show (?:me )?(?:the )?(?:source|quote))"
)
_SURE = re.compile(
    rf"{_LEAD}(?:(?:is|was|has|have|are|were|s){_IT} (?:been )?(?:really |actually )?{_CHECKED}|"
    rf"how (?:certain|sure|reliable|credible|true) is{_IT}|are you sure|really|truly|seriously|"
    r"(?:has|was|is) (?:that|this|it) (?:been )?(?:confirmed|verified) by (?:anyone|anybody|others)|"
    r"can (?:that|this|it|i|one|we) (?:be )?(?:trusted|trust (?:that|this|it)|verified)|"
    r"does the article (?:confirm|verify) (?:that|this|it)|"
    rf"(?:is|are) there (?:any )?(?:proof|evidence|confirmation){_OF_IT}|"
    r"did (?:that|this|it) really happen|is (?:that|this|it) (?:only |just )?a claim)"
)
_MORE = re.compile(
    rf"{_LEAD}(?:more|tell me more|say more|show more|go on|continue|next|read on|keep going|what else|anything else|"
    r"what (?:happened |comes |came |is )?next|(?:any |some )?more(?: details| information| info)?|details|elaborate|"
    r"(?:can|could) you (?:elaborate|tell me more|go on|continue|explain more)|then what|then|and|"
    r"(?:who|where|when|which) else)"
    r"(?: (?:about|on) (?:it|that|this|him|her|them))?(?: please)?"
)
_ANYONE = r"(?:anyone|anybody|someone|the other side)"
_OTHER_SIDE = re.compile(
    rf"{_LEAD}(?:(?:what|how) about |what (?:does|do|did|has|says) )?(?:the |an? )?(?:other|others|opposite|opposing|"
    r"another)(?: (?:side|sides|party|camp|view|version|account|figures?|claims?))?(?: (?:say|says|said|think|claim|"
    rf"report))?(?: (?:about|to|on) (?:it|that|this))?|{_LEAD}(?:does|did|has) {_ANYONE} "
    rf"(?:deny|denied|dispute|disputed|contradict|contest){_IT}?|"
    rf"{_LEAD}(?:is|was){_IT} (?:disputed|denied|contested|contradicted)(?: by {_ANYONE})?"
)
_COUNTRIES = tuple(family for family in FAMILIES if look_up(family[0]).kind == "location")


def follow_up(collection: Collection, text: str, conversation: Conversation, context: Context) -> Reading | None:
    """Return what the last quote answers `text` with, or None where `text` asks for something else."""
    last = last_evidence(collection, conversation) if context.quote else None
    if last is None or conversation.place is None or len(text) > 120:
        return None
    said = " ".join(token.word for token in tokenize(text))
    confidence = conversation.place.confidence
    if _WHO_SAYS.fullmatch(said):
        return Found((with_speaker(last),), confidence, Ask.WHO_SAYS)
    if _SURE.fullmatch(said):
        return Found((with_caveat(last),), confidence, Ask.WHO_SAYS)
    if _MORE.fullmatch(said):
        return read_on(collection, last, context)
    if _OTHER_SIDE.fullmatch(said):
        return _other_side(collection, last, context)
    return None


def with_caveat(last: Evidence) -> Evidence:
    """Mark the article's own words of caution in the quote."""
    caveat = last.attribution.caveat
    at = last.quote.text.find(caveat) if caveat else -1
    return replace(last, highlight=Span(at, at + len(caveat)) if caveat and at >= 0 else None)


def with_speaker(last: Evidence) -> Evidence:
    """Mark who says it in the quote; where "he" says it, quote from where he is named."""
    source = last.attribution.source
    if not source:
        return replace(last, highlight=None)
    paragraph, span = last.quote.paragraph, last.quote.span
    names = [source, source.removeprefix("The ").removeprefix("the "), source.split()[-1]]
    for name in names:
        at = last.quote.text.find(name)
        if at >= 0:
            return replace(last, highlight=Span(at, at + len(name)))
    for name in names:
        at = paragraph.text.rfind(name, 0, span.start)
        start = max((s.start for s in paragraph.sentences if s.start <= at), default=-1)
        if at >= 0 and start >= 0 and span.end - start <= LONGEST:
            quote = Quote(paragraph, Span(start, span.end))
            return replace(last, quote=quote, highlight=Span(at - start, at - start + len(name)))
    return replace(last, highlight=None)


def read_on(collection: Collection, last: Evidence, context: Context) -> Reading:
    """Go on with the next sentence that names what was spoken of, else with the next sentence."""
    following = list(_sentences_after(collection, last))
    subjects = context.names[: context.fresh]
    subject = {t.term for t in name_tokens(collection, subjects[0])[-1:]} if subjects else set()
    if not following:
        return NotFound((), (), 0.0)
    home, k = following[0]
    if not (k and home.sentences[k].refers_back):  # "He emphasized …" still speaks of him
        named = ((home, k) for home, k in following if subject & home.sentences[k].places.keys())
        home, k = next(named, following[0])
    return Found((_sentence(home, k),), LIKELY, Ask.OVERVIEW)


def _sentences_after(collection: Collection, last: Evidence) -> Iterator[tuple[PreparedParagraph, int]]:
    here = (last.quote.paragraph.number, last.quote.span.end)
    for home in collection.articles[last.article.id]:
        for k, sentence in enumerate(home.sentences):
            after = (home.paragraph.number, sentence.span.start) >= here
            if after and home.paragraph.number and sentence.span.end - sentence.span.start <= LONGEST:
                yield home, k


def _sentence(home: PreparedParagraph, position: int) -> Evidence:
    quote = Quote(home.paragraph, home.sentences[position].span)
    return Evidence(home.article, quote, attribute(home, position, position), 0.0)


def _other_side(collection: Collection, last: Evidence, context: Context) -> Reading:
    """Find what the other side says of the same: another country's voice, or a denial, that shares what was asked for.

    Where the article gives the other side no word, that is said: half of the question's words are no answer.
    """
    own = _country(last.attribution.source)
    asked = {
        term.main for term in understand(context.question, collection.vocabulary).terms if not term.name
    }  # names are everywhere
    for home in collection.articles[last.article.id]:
        for k, sentence in enumerate(home.sentences if home.paragraph.number else ()):
            if not asked & sentence.places.keys() or _within(last, home, k):
                continue
            said = attribute(home, k, k)
            country = _country(said.source)
            if said.status is Status.DENIAL or (own and country and own != country):
                return Found((_sentence(home, k),), LIKELY / 2, Ask.FACT)
    return NotFound((last,), (), 0.0)


def _within(last: Evidence, home: PreparedParagraph, k: int) -> bool:
    span, other = home.sentences[k].span, last.quote.span
    return home.paragraph is last.quote.paragraph and span.start < other.end and other.start < span.end


def _country(source: str | None) -> str | None:
    """Return the country that a speaker's name has in it ("Ukrainian General Staff"), or None where none or two."""
    words = set(content_terms(tokenize(source or ""))) | {token.word for token in tokenize(source or "")}
    found = {family[0] for family in _COUNTRIES if words & set(family)}
    return found.pop() if len(found) == 1 else None
