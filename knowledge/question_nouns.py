"""The nouns and names of a reader's question: what it asks for, what it is about, who does something in it.

Read from the question's form alone; what a name is the name of only the article tells (`antecedents`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.english import PERSON_WORDS, QUESTION_WORDS
from knowledge.lexicon import look_up
from knowledge.names import mentions
from knowledge.phrases import Kind, find_phrases, tag
from knowledge.tokenizer import Token, tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence

_DOES = frozenset("did do does has have had will would can could".split())


def is_name(text: str) -> bool:
    """Say whether `text` is one name and nothing else.

    >>> is_name("Keith Kellogg"), is_name("Trump’s envoy")
    (True, False)
    """
    tokens = tokenize(text)
    found = mentions(text, tokens)
    return len(found) == 1 and found[0].last == len(tokens)


def defines(question: str) -> bool:
    """Say whether the question asks who, what or where one named thing is ("Where is Kurakhove?")."""
    tokens = tokenize(question)
    tags = tag(question, tokens) if tokens else ""
    return len(tokens) > 2 and tokens[0].word in QUESTION_WORDS and set(tags[2:]) <= {"M", "D"} and tags[1] in "XQ"


def is_noun(text: str) -> bool:
    """Say whether `text` ends in a noun or a name and holds no verb."""
    tokens = tokenize(text)
    tags = tag(text, tokens) if tokens else "X"
    return tags[-1] in "NM" and not set(tags) & set("VXO#") and tokens[0].word not in ("that", "this")


def is_plural(text: str) -> bool:
    """Say whether the last word of `text` is a plural, as far as its ending shows."""
    tokens = tokenize(text)
    if not tokens:
        return False
    word = tokens[-1].word
    return (word.endswith("s") and not word.endswith(("ss", "us", "is")) and tokens[-1].term != word) or word in (
        "people",
        "men",
        "women",
        "children",
        "police",
    )


def first_noun(question: str, *, plural: bool) -> str | None:
    """Return the first noun phrase of a question, or its first plural one; not what "which" and "what" ask for."""
    tokens = tokenize(question)
    if not tokens:
        return None
    tags = tag(question, tokens)
    start = focus_end(tokens, tags) if tokens[0].word in ("what", "which") and not plural else 0
    best = None
    for phrase in find_phrases(question, tokens):
        if phrase.kind not in (Kind.NOUN, Kind.NAME) or phrase.first < start or phrase.head != phrase.last - 1:
            continue
        if any(token.word in QUESTION_WORDS for token in tokens[phrase.first : phrase.last]):
            continue
        text = question[tokens[phrase.first].start : tokens[phrase.last - 1].end]
        if tags[phrase.last - 1] not in "NM" or is_plural(text) is not plural or (plural and tags[phrase.first] == "D"):
            continue
        if not plural and tags[phrase.last - 1] == "M":
            continue
        if best is None:
            best = text
    return best


def focus_end(tokens: Sequence[Token], tags: str) -> int:
    """Return where the words that "which …", "how many …" ask for end: before the first verb."""
    return next((i for i in range(1, len(tokens)) if tags[i] in "XV"), len(tokens))


def with_its_noun(question: str, name: str) -> str:
    """Return `name` with the noun that it belongs to in the question ("the capture of Kurakhove")."""
    at = question.find(name)
    if at < 0:
        return name
    tokens = tokenize(question)
    tags = tag(question, tokens)
    first = next((i for i, token in enumerate(tokens) if token.start >= at), 0)
    if first < 3 or tokens[first - 1].word not in ("of", "in", "near", "for") or tags[first - 2] != "N":
        return name
    start = first - 2
    while start and tags[start - 1] in "DAN" and tokens[start - 1].word not in QUESTION_WORDS:
        start -= 1
    if tags[start] != "D" or start < focus_end(tokens, tags):
        return name
    return question[tokens[start].start : at + len(name)]


def is_person_word(token: Token) -> bool:
    """Say whether a word is for people: an office, a role."""
    return token.word in PERSON_WORDS or (look_up(token.word).kind == "person" and look_up(token.word).parts[:1] == "n")


def doers_in(question: str) -> frozenset[str]:
    """Return the names that do what is asked ("What did *Russia* take?")."""
    tokens = tokenize(question)
    return frozenset(
        mention.written(question, tokens)
        for mention in mentions(question, tokens)
        if mention.first and tokens[mention.first - 1].word in _DOES
    )
