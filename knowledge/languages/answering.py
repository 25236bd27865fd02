"""The whole way of a question in another language, to the articles in it: understand, find, and dare to answer or not.

Which way a question goes is decided here (`language_for`); one in English, or to English articles, goes `asking`'s own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.expectation import Expect
from knowledge.languages import ENGLISH
from knowledge.languages.analysis import TABLES, analysis_of
from knowledge.languages.choosing import choose, confidence, load_language_weights, quote, signals
from knowledge.languages.detection import language_asked, script_of
from knowledge.languages.inquiry import inquire
from knowledge.languages.kinds import answers
from knowledge.languages.speech import attribute_in
from knowledge.languages.wordings import ALIKE, NOTED, likest
from knowledge.types import Attribution, Evidence, Found, NotFound, Quote, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.collection import Collection
    from knowledge.question import Question
    from knowledge.reader import Choice, Window
    from knowledge.types import FactCard

LIKELY = 0.24
"""Probability from which the sentences are given as the answer: on XQuAD-32 in Russian, German and Spanish
(cross-fitted) 94.7 % of the answerable questions are answered and 98 % of those about something else refused."""
LIKELY_UNREAD = 0.5
"""The same in a language without a table, whose stop words and common words are not known: says no more readily."""
NEAREST = 3
"""Passages shown as the nearest ones where nothing is answered."""
LONGEST = 600
"""Characters of the longest quote (the public contract)."""
MET = 0.3
"""Share of a question's words that the articles of a language without a table must have for it to be in that."""


def answer_elsewhere(collection: Collection, text: str, article: str | None) -> Found | NotFound | None:
    """Answer `text` from the articles in other languages; None where the English way is to be gone.

    That is where it is in English, where only English articles are asked, and where it is in Cyrillic letters and the
    articles in its own language do not say, but those in English may.
    """
    code = language_for(collection, text, article)
    if code is None:
        return None
    told = answer_in(collection, text, article, code)
    english = article is None and len(collection.others) < len(collection.articles)
    return None if isinstance(told, NotFound) and english and script_of(text) == "cyrillic" else told


def language_for(collection: Collection, text: str, article: str | None) -> str | None:
    """Return the language in which `text` is to be read; None where it goes the English way.

    That is its own, where there are articles in it; else that of articles in the same script, whose words may be alike.
    """
    if article is None:
        among = frozenset(collection.others.values())
        if len(collection.others) < len(collection.articles):
            among |= {ENGLISH}
    else:
        among = frozenset({collection.others.get(article, ENGLISH)})
    if among == {ENGLISH}:
        return None
    asked = language_asked(text, among)
    if asked in among and asked != ENGLISH:
        return asked
    script = script_of(text)
    near = [code for code in sorted(among - {ENGLISH}) if _same_script(code, script)]
    if asked != ENGLISH:
        return near[0] if near else None
    scope = collection.scope(article)
    for code in near:
        words = analysis_of(code).tokenize(text) if code not in TABLES else ()
        known = sum(token.term in scope.sentence_counts for token in words)
        if words and known >= MET * len(words):
            english = collection.vocabulary.counts
            if known > sum(token.word in english for token in words):
                return code
    return None


def _same_script(code: str, script: str) -> bool:
    cyrillic = ("be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk")
    if script == "cyrillic":
        return code in cyrillic or code == "und"
    return script != "latin" or code not in cyrillic


def answer_in(collection: Collection, text: str, article: str | None, code: str) -> Found | NotFound:
    """Answer `text`, read in the language `code`, from the articles in it, or from one `article`."""
    scope = collection.scope(article)
    question = inquire(text, code, scope)
    weights = load_language_weights()
    choices = choose(question, scope, code, weights.sentence)
    window = quote(choices) if choices else None
    likely = confidence(signals(question, choices, window, scope), weights.confidence) if window else 0.0
    enough = LIKELY if code in TABLES else LIKELY_UNREAD
    asked = likest(collection, text, language_asked(text, frozenset({code})), article)
    noted = asked is not None and asked[0].card is None and asked[1] >= NOTED
    if asked and asked[0].card and asked[1] >= ALIKE:
        sure = max(asked[1], likely)
        return Found(_of_card(collection, asked[0].card, sure), sure, question.ask)
    evidence = _of_window(question, window, choices, code) if window else ()
    if window is None or noted or likely < enough:
        missing = tuple(dict.fromkeys(term.text for term in question.terms if not term.known))
        return NotFound(evidence[:NEAREST], missing, min(likely, enough * 0.99) if noted else likely)
    return Found(evidence, likely, question.ask)


def _of_card(collection: Collection, card: FactCard, sure: float) -> tuple[Evidence, ...]:
    known = collection.library.article(card.article)
    said = Attribution(card.status, card.attributed_to)
    return tuple(Evidence(known, one, said, round(sure, 4), None, card) for one in card.evidence)


def _of_window(question: Question, window: Window, choices: Sequence[Choice], code: str) -> tuple[Evidence, ...]:
    """Return the quote as evidence, and the next best sentences after it."""
    highlight = _short(question, window, code)
    focus = highlight.shifted(window.span.start) if highlight else None
    said = attribute_in(code, window.home, window.first, window.last, focus)
    out = [Evidence(window.home.article, window.quote, said, round(window.best.score, 4), highlight)]
    for choice in choices:
        home, position = choice.candidate.home, choice.candidate.position
        span = home.sentences[position].span
        if len(out) > NEAREST or (home is window.home and window.first <= position <= window.last):
            continue
        if span.end - span.start <= LONGEST:
            said = attribute_in(code, home, position, position)
            out.append(Evidence(home.article, Quote(home.paragraph, span), said, round(choice.score, 4)))
    return tuple(out)


def _short(question: Question, window: Window, code: str) -> Span | None:
    """Return where the short answer stands in the quote: the stretch of the wanted kind next to the question's words."""
    if question.expect is Expect.YES_NO:
        return None
    asked = frozenset(v for term in question.terms for v in term.variants)
    sentence = window.best.candidate.sentence
    _, spans = answers(sentence, question.expect, code, asked)
    spans = [span for span in spans if span.end > span.start]
    if not spans:
        return None
    met = [token for token in sentence.tokens if token.term in asked]
    counted = [token.start for token in met if token.term == question.focus]

    def distance(span: Span) -> tuple[int, int]:
        beside = min((abs(start - span.end) for start in counted), default=0)
        return (beside if question.expect is Expect.NUMBER else 0), sum(
            max(token.start - span.end, span.start - token.end, 0) for token in met
        )

    best = min(spans, key=distance)
    start = sentence.span.start - window.span.start
    if best.start + start < 0 or best.end + start > window.span.end - window.span.start:
        return None
    return best.shifted(start)
