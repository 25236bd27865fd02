"""The whole way of a question in another language, to the articles in it: understand, find, and dare to answer or not.

Which way a question goes is decided here (`language_for`); one in English, or to English articles, goes `asking`'s own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.languages import ENGLISH
from knowledge.languages.analysis import TABLES, analysis_of
from knowledge.languages.choosing import choose, confidence, load_language_weights, quote, signals
from knowledge.languages.detection import language_asked, script_of
from knowledge.languages.inquiry import inquire
from knowledge.languages.kinds import phrases, stands_at
from knowledge.languages.lacking import lacks
from knowledge.languages.short import short_answer
from knowledge.languages.speech import attribute_in
from knowledge.languages.wordings import ALIKE, NOTED, likest
from knowledge.tokenizer import tokenize
from knowledge.types import Ask, Attribution, Evidence, Found, NotFound, Quote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.collection import Collection
    from knowledge.question import Question
    from knowledge.reader import Choice, Window
    from knowledge.types import FactCard

LIKELY = 0.42
"""Probability from which the sentences are given as the answer: on XQuAD-32 in Russian, German and Spanish
(cross-fitted) 94.9 % of the answerable questions are answered and 98.1 % of those about something else refused."""
LIKELY_UNREAD = 0.6
"""The same in a language without a table, whose stop words and common words are not known: says no more readily."""
NEVER = 1.01
"""Of a question in such a language with a name that the articles have not."""
OVERVIEW = 0.9
"""Confidence of an overview, as in English."""
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
    asked, script = language_asked(text, among), script_of(text)
    scope = collection.scope(article)

    def known(code: str) -> float:
        if code == ENGLISH:
            words = tokenize(text)
            met = sum(token.word in collection.vocabulary.counts for token in words)
        else:
            analysis = analysis_of(code)
            words = analysis.tokenize(text)
            met = sum(t.word in analysis.stop_words or t.term in scope.sentence_counts for t in words)
        return met / (len(words) or 1)

    near = [code for code in sorted(among - {ENGLISH}) if _same_script(code, script)]
    for code in near:  # a language without a table is known by its articles' words
        if code not in TABLES and known(code) > max(MET, known(asked) if asked in among else 0.0):
            return code
    if asked in among or asked == ENGLISH:
        return None if asked == ENGLISH else asked
    return near[0] if near else None


def _same_script(code: str, script: str) -> bool:
    cyrillic = ("be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk")
    if script == "cyrillic":
        return code in cyrillic or code == "und"
    return script != "latin" or code not in cyrillic


def answer_in(collection: Collection, text: str, article: str | None, code: str) -> Found | NotFound:
    """Answer `text`, read in the language `code`, from the articles in it, or from one `article`."""
    scope = collection.scope(article)
    spoken = language_asked(text, frozenset({code}))
    if wants_overview(text, spoken):
        shown = _overview(collection, article, code)
        if shown:
            return Found(shown, OVERVIEW, Ask.OVERVIEW)
    question = inquire(text, code, scope, spoken)
    weights = load_language_weights()
    choices = choose(question, scope, code, weights.sentence)
    window = quote(choices, question, code) if choices else None
    likely = confidence(signals(question, choices, window, scope), weights.confidence) if window else 0.0
    enough = LIKELY
    if code not in TABLES:
        enough = LIKELY_UNREAD if all(term.known for term in question.terms if term.name) else NEVER
    asked = likest(collection, text, spoken, article)
    noted = asked is not None and asked[0].card is None and asked[1] >= NOTED
    if asked and asked[0].card and asked[1] >= ALIKE:
        sure = max(asked[1], likely)
        return Found(_of_card(collection, asked[0].card, sure), sure, question.ask)
    evidence = _of_window(question, window, choices, code) if window else ()
    barred = noted
    if window is not None and not noted:
        barred = lacks(question, window, collection.articles[window.home.article.id], code, likely)
    if window is None or barred or likely < enough:
        missing = tuple(dict.fromkeys(term.text for term in question.terms if not term.known))
        return NotFound(evidence[:NEAREST], missing, min(likely, LIKELY * 0.99) if barred else likely)
    return Found(evidence, likely, question.ask)


def wants_overview(text: str, code: str) -> bool:
    """Say whether `text` asks what the article is about, and nothing else."""
    analysis = analysis_of(code)
    tokens = analysis.tokenize(text)
    asked = [phrase for phrase in phrases(analysis.language.about) if stands_at(tokens, phrase) >= 0]
    idle = analysis.terms(analysis.language.article_words) | {analysis.term(word) for words in asked for word in words}
    return bool(asked) and all(t.word in analysis.stop_words or t.term in idle for t in tokens)


def _overview(collection: Collection, article: str | None, code: str) -> tuple[Evidence, ...]:
    """Return the first sentences of an article's first paragraphs; of the only one in `code` where none is named."""
    own = [article] if article else [id_ for id_, language in collection.others.items() if language == code]
    homes = [home for home in collection.articles[own[0]] if home.paragraph.number and home.sentences]
    return tuple(
        Evidence(home.article, Quote(home.paragraph, home.sentences[0].span), attribute_in(home, 0, 0), 0.0)
        for home in (homes if len(own) == 1 else ())[:NEAREST]
        if home.sentences[0].span.end - home.sentences[0].span.start <= LONGEST
    )


def _of_card(collection: Collection, card: FactCard, sure: float) -> tuple[Evidence, ...]:
    known = collection.library.article(card.article)
    said = Attribution(card.status, card.attributed_to)
    return tuple(Evidence(known, one, said, round(sure, 4), None, card) for one in card.evidence)


def _of_window(question: Question, window: Window, choices: Sequence[Choice], code: str) -> tuple[Evidence, ...]:
    """Return the quote as evidence, and the next best sentences after it."""
    highlight = short_answer(question, window, code)
    focus = highlight.shifted(window.span.start) if highlight else None
    said = attribute_in(window.home, window.first, window.last, focus)
    out = [Evidence(window.home.article, window.quote, said, round(window.best.score, 4), highlight)]
    for choice in choices:
        home, position = choice.candidate.home, choice.candidate.position
        span = home.sentences[position].span
        if len(out) > NEAREST or (home is window.home and window.first <= position <= window.last):
            continue
        if span.end - span.start <= LONGEST:
            said = attribute_in(home, position, position)
            out.append(Evidence(home.article, Quote(home.paragraph, span), said, round(choice.score, 4)))
    return tuple(out)
