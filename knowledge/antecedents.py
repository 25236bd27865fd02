"""Whom "he" means, what "it", where "there", when "then": the antecedents that a conversation offers, best first.

What the last question named and what its short answer was come before what else the quote names, and that before what
was named earlier. What a name is the name of is read from the article (`names`), not from a list.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.english import STOP_WORDS
from knowledge.lexicon import look_up
from knowledge.names import NameKind, full_name, kind_of, mentions, names_of
from knowledge.phrases import Kind, find_phrases
from knowledge.question_nouns import (
    defines,
    doers_in,
    first_noun,
    is_name,
    is_noun,
    is_person_word,
    is_plural,
    with_its_noun,
)
from knowledge.tokenizer import Token, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.collection import Collection
    from knowledge.passages import PreparedParagraph, PreparedSentence
    from knowledge.types import Quote, Span

LONGEST_THING = 8
"""Words of the longest thing that "it" is replaced by."""


@dataclass(frozen=True, slots=True)
class Context:
    """What was asked and answered before, as far as the next question may refer to it."""

    question: str = ""
    """The last question, with its own references resolved."""
    short: str | None = None
    """Its short answer."""
    quote: Quote | None = None
    """What it was answered with."""
    source: str | None = None
    """Who says that, in the article's words."""
    names: tuple[str, ...] = ()
    """What the last questions and short answers named, the likeliest to be referred to first."""
    fresh: int = 0
    """How many of the names are the last question's."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A context and what is needed to read it."""

    collection: Collection
    context: Context
    paragraphs: Sequence[PreparedParagraph]
    """Where the names are looked up: the article that answered, or all that are asked."""


def stand(collection: Collection, context: Context, article: str | None) -> Ground:
    """Put `context` beside the paragraphs that its names are looked up in."""
    where = context.quote.paragraph.article if context.quote else article
    known = collection.articles.get(where or "")
    if not known and article is None and collection.archive:
        return Ground(collection, context, collection.archive.near(context.question))
    return Ground(collection, context, known or collection.scope(article).paragraphs)


def names_to_keep(collection: Collection, question: str, short: str | None, older: Sequence[str]) -> tuple[str, ...]:
    """Return the names of a question and its short answer in the order in which "it" and "he" would mean them."""
    asked = _named(collection, question)
    answered = _named(collection, short or "")
    # "Who is Kellogg?" "Trump's envoy": he is Kellogg; "Who is Trump's envoy?" "Kellogg": he is Kellogg too
    first = answered if short and is_name(short) and not defines(question) else ()
    return tuple(dict.fromkeys((*first, *asked, *answered, *older)))


def person(ground: Ground, but: frozenset[str] = frozenset()) -> str | None:
    """Return whom "he" or "she" means, not one of those whose last word is in `but`."""
    for text, kind in _candidates(ground):
        if kind is NameKind.PERSON and tokenize(text)[-1].term not in but:
            return text
    return None


def place(ground: Ground, but: frozenset[str] = frozenset()) -> str | None:
    """Return where "there" is: not the country that does something, if another place is named."""
    doers = doers_in(ground.context.question)
    found = [text for text, kind in _candidates(ground) if kind is NameKind.PLACE]
    found = [text for text in found if tokenize(text)[-1].term not in but]
    return next((text for text in found[: ground.context.fresh + 1] if text not in doers), found[0] if found else None)


def thing(ground: Ground, but: frozenset[str] = frozenset()) -> str | None:
    """Return what "it" means."""
    question, short = ground.context.question, ground.context.short
    tokens = tokenize(question)
    if short and tokens and tokens[0].word in ("what", "which") and not defines(question):
        words = tokenize(short)
        if len(words) <= LONGEST_THING and is_noun(short) and _kind(ground, short) is not NameKind.PERSON:
            return short
    doers = doers_in(question)
    found = [text for text, kind in _candidates(ground, quote=False) if kind is not NameKind.PERSON]
    found = [text for text in found if tokenize(text)[-1].term not in but]
    fresh = [text for text in found if text in ground.context.names[: ground.context.fresh]]
    if fresh:
        return with_its_noun(question, next((text for text in fresh if text not in doers), fresh[0]))
    noun = first_noun(question, plural=False)
    if noun:
        return noun
    return next(
        (text for text, kind in _candidates(ground) if kind is not NameKind.PERSON), found[0] if found else None
    )


def group(ground: Ground) -> str | None:
    """Return whom "they" means."""
    question, short = ground.context.question, ground.context.short
    if short and is_noun(short) and (is_plural(short) or _kind(ground, short) is NameKind.ORGANISATION):
        return short
    noun = first_noun(question, plural=True)
    if noun:
        return noun
    source = ground.context.source
    for text, kind in _candidates(ground, quote=False):
        if kind is NameKind.ORGANISATION or (kind is NameKind.PLACE and not source):
            return text
    return source or next((t for t, kind in _candidates(ground) if kind is not NameKind.PERSON), None)


def date(ground: Ground) -> str | None:
    """Return when "then" is."""
    texts = [(text, tokenize(text)) for text in (ground.context.short or "", ground.context.question)]
    texts += [(sentence.text, sentence.tokens) for sentence in _quoted(ground)]
    for text, tokens in texts:
        for phrase in find_phrases(text, tokens):
            written = text[tokens[phrase.first].start : tokens[phrase.last - 1].end]
            if phrase.kind is Kind.DATE and "," not in written:
                return written
    return None


def name_tokens(collection: Collection, text: str) -> tuple[Token, ...]:
    """Return the tokens of a reader's name for something, in the article's spelling."""
    mended = []
    for token in tokenize(text):
        word = collection.vocabulary.mend(token.word, token.term)
        mended.append(token if word is None else Token(token.start, token.end, word, tokenize(word)[0].term))
    return collection.vocabulary.replace_aliases(tuple(mended))


def capitals(collection: Collection, text: str) -> str:
    """Return `text` with a capital on every word that the articles write with one; as long as before.

    Readers who type in lower case name things too.
    """
    letters = list(text)
    for token in tokenize(text):
        if token.word not in STOP_WORDS and all(
            collection.vocabulary.is_name(known.term)
            for known in name_tokens(collection, text[token.start : token.end])
        ):
            upper = letters[token.start].upper()
            letters[token.start] = upper if len(upper) == 1 else letters[token.start]
    return "".join(letters)


def _named(collection: Collection, text: str) -> tuple[str, ...]:
    """Return the names in a reader's text that the articles know, by position, those of an owner ("Trump's") last."""
    written = capitals(collection, text)
    tokens = tokenize(written)
    own: list[str] = []
    owners: list[str] = []
    for mention in mentions(written, tokens):
        known = name_tokens(collection, mention.written(written, tokens))
        people = "a" in look_up(known[-1].word).parts and look_up(known[-1].word).derived if known else ()
        if known and not people and all(token.term in collection.vocabulary for token in known):
            owner = mention.last < len(tokens) and tokens[mention.last].word == "s"
            if owner and any(is_person_word(token) for token in tokens[mention.last + 1 : mention.last + 4]):
                continue  # "Who is Trump's envoy?": he is the envoy
            (owners if owner else own).append(mention.written(text, tokens))
    return (*own, *owners)


def _kind(ground: Ground, text: str) -> NameKind:
    tokens = name_tokens(ground.collection, text)
    return kind_of(tokens, ground.paragraphs) if tokens else NameKind.OTHER


def _candidates(ground: Ground, *, quote: bool = True) -> Iterator[tuple[str, NameKind]]:
    """Yield names and what they name: the last question's, who said the answer, the quote's, older ones."""
    context = ground.context
    for n, text in enumerate(context.names):
        if n == context.fresh and quote:
            yield from _quoted_names(ground)
        yield _full(ground, text)
    if len(context.names) <= context.fresh and quote:
        yield from _quoted_names(ground)


def _quoted_names(ground: Ground) -> Iterator[tuple[str, NameKind]]:
    source = ground.context.source or ""
    tokens = tokenize(source)
    for mention in mentions(source, tokens):
        yield _full(ground, mention.written(source, tokens))
    for sentence in _quoted(ground):
        for name in names_of(sentence, ground.paragraphs):
            yield name.text, name.kind


def _full(ground: Ground, text: str) -> tuple[str, NameKind]:
    tokens = name_tokens(ground.collection, text)
    kind = kind_of(tokens, ground.paragraphs) if tokens else NameKind.OTHER
    if kind is NameKind.PERSON:
        return full_name(tokens, ground.paragraphs) or text, kind
    return text, kind


def _quoted(ground: Ground) -> Iterator[PreparedSentence]:
    """Yield the sentences of the last quote."""
    quote = ground.context.quote
    if quote is None:
        return
    for home in ground.paragraphs:
        if home.article.id == quote.paragraph.article and home.paragraph.number == quote.paragraph.number:
            for sentence in home.sentences:
                if _meet(sentence.span, quote.span):
                    yield sentence


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
