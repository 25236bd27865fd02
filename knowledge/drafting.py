"""Draft fact cards from an article: one for each assertion worth asking about, in the article's own words.

A sentence is worth a card where it has a figure, a date, a name, a quotation or a speaker, and where a question can be
made of it that finds it. Nothing is said that the sentence does not say: its words are the answer, who says it is what
the article's words tell. An editor makes cards of the drafts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.attribution import attribute
from knowledge.card_ids import LONGEST_NAME, free_id, id_parts
from knowledge.cards import NEED_SPEAKER
from knowledge.phrases import Kind
from knowledge.question import understand
from knowledge.question_making import questions_of
from knowledge.reader import rank
from knowledge.tokenizer import tokenize
from knowledge.types import Quote, Span, Status
from knowledge.values import dataclass
from knowledge.weights import load_weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from knowledge.collection import Collection
    from knowledge.passages import PreparedParagraph
    from knowledge.types import Attribution, FactCard

LONGEST = 600
"""Characters of the longest quote and the longest answer (the public contract)."""
SHORTEST = 5
"""Words of the shortest sentence that asserts something."""
WORDS_OF_ID = 6
_WORTH = (Kind.NUMBER, Kind.DATE, Kind.NAME, Kind.QUOTED)


@dataclass(frozen=True, slots=True)
class Draft:
    """A fact card that an editor has still to look at."""

    id: str
    answer: str
    status: Status
    attributed_to: str | None
    quote: Quote
    questions: tuple[str, ...]


def draft_cards(collection: Collection, article: str) -> tuple[Draft, ...]:
    """Return drafts for what no card of `article` quotes yet, in the order of the text.

    Raises UnknownArticleError where `article` is not in the library.
    """
    collection.scope(article)
    library = collection.library
    own = [card for card in library.cards if card.article == article]
    ids = {card.id for card in library.cards}
    asked = {_bare(q.text) for card in library.cards for q in card.questions}
    asked |= {_bare(noted.wording.text) for noted in library.unanswered}
    drafts = []
    for home, at in _assertions(collection, article):
        quote = _quote(home, at)
        if quote is None or _quoted_already(home.sentences[at].span, home.paragraph.number, own):
            continue
        said = attribute(home, at, at)
        questions = [q for q in _questions(collection, home, at, said) if _bare(q) not in asked]
        if not questions:
            continue
        asked |= {_bare(q) for q in questions}
        name = free_id(_name(home.sentences[at].text), ids)
        ids.add(name)
        answer = " ".join(home.sentences[at].text.split())
        drafts.append(Draft(name, answer, draft_status(said), said.source, quote, tuple(questions)))
    return tuple(drafts)


def draft_status(said: Attribution) -> Status:
    """Return the status of a draft: what nobody is named for stays unverified until the editor names who says it."""
    return Status.UNVERIFIED if said.status in NEED_SPEAKER and not said.source else said.status


def _assertions(collection: Collection, article: str) -> Iterator[tuple[PreparedParagraph, int]]:
    """Yield the sentences below the headline that assert something with a figure, a date, a name or a speaker."""
    for home in collection.articles[article]:
        for at, sentence in enumerate(home.sentences if home.paragraph.number else ()):
            tags = sentence.layout.tags
            whole = len(tags) >= SHORTEST and ("X" in tags or "V" in tags) and not sentence.text.rstrip().endswith("?")
            if whole and len(sentence.text) <= LONGEST and any(p.kind in _WORTH for p in sentence.phrases):
                yield home, at


def _quote(home: PreparedParagraph, at: int) -> Quote | None:
    """Return the sentence, with the one before where it begins with "he" or "the figure" and both fit."""
    span = home.sentences[at].span
    if at and home.sentences[at].refers_back:
        before = home.sentences[at - 1].span
        if span.end - before.start <= LONGEST:
            span = Span(before.start, span.end)
    return Quote(home.paragraph, span)


def _quoted_already(span: Span, paragraph: int, cards: Iterable[FactCard]) -> bool:
    return any(
        q.paragraph.number == paragraph and q.span.start < span.end and span.start < q.span.end
        for card in cards
        for q in card.evidence
    )


def _questions(collection: Collection, home: PreparedParagraph, at: int, said: Attribution) -> Iterator[str]:
    """Yield the questions made of a sentence that find it again in its article."""
    scope = collection.scope(home.article.id)
    for text in questions_of(home.sentences[at], said, collection.articles[home.article.id]):
        choices = rank(understand(text, collection.vocabulary), scope, load_weights())
        if choices and choices[0].candidate.home is home and choices[0].candidate.position == at:
            yield text


def _name(sentence: str) -> str:
    """Make an id of the first words that matter and fit.

    >>> _name("The storm sank 14 boats.")
    'storm-sank-14-boats'
    """
    name = ""
    for part in id_parts(sentence)[:WORDS_OF_ID]:
        if len(name) + 1 + len(part) <= LONGEST_NAME:
            name = f"{name}-{part}" if name else part
    return name or "fact"


def _bare(text: str) -> tuple[str, ...]:
    return tuple(token.word for token in tokenize(text))
