"""Whom and what an article names: people, places, organisations, told apart by the words around them.

No list of the world's names: a title, a preposition, an apposition ("Kurakhove, a Ukrainian town"), the word table's
few countries and cities, counted over the mentions in one article. A name with no such sign is neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from knowledge.english import MONTHS, ORGANISATION_WORDS, PERSON_WORDS, PLACE_WORDS, STOP_WORDS, WEEKDAYS
from knowledge.lexicon import look_up
from knowledge.phrases import gaps, tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.passages import PreparedParagraph, PreparedSentence
    from knowledge.tokenizer import Token

MENTIONS = 12
"""Mentions of a name that are looked at: what it is shows in the first ones."""

_IN = frozenset("in near towards toward within outside around across".split())
_TO = frozenset("from to at into over of through".split())
_SAYING = frozenset(
    """say tell report announce claim declare assert allege argue suggest stress emphasize warn caution deny confirm
    acknowledge vow touted tout add note insist describe publish""".split()
)
_NO_NAMES = frozenset(MONTHS) | frozenset(WEEKDAYS)


class NameKind(StrEnum):
    """What a name is the name of."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `first` to `last` (exclusive) of a sentence that are a name, its title left out."""

    first: int
    last: int
    titled: bool
    """A title stands before it ("President Volodymyr Zelenskiy")."""

    def written(self, text: str, tokens: Sequence[Token]) -> str:
        """Return the name as `text` has it."""
        return text[tokens[self.first].start : tokens[self.last - 1].end]


@dataclass(frozen=True, slots=True)
class Name:
    """A name in an article's fullest writing, and what it is the name of."""

    text: str
    kind: NameKind


def mentions(text: str, tokens: Sequence[Token]) -> tuple[Mention, ...]:
    """Return the names of a sentence by position; peoples before a noun ("Russian forces") are none."""
    tags, between = tag(text, tokens), gaps(text, tokens)
    found = []
    i = 0
    while i < len(tags):
        if tags[i] != "M":
            i += 1
            continue
        j = _end(tokens, tags, between, i)
        first, titled = _after_title(tokens, i, j)
        titled = titled or (i > 0 and tokens[i - 1].word in PERSON_WORDS)
        titled = titled or (i > 1 and tokens[i - 2].word in PERSON_WORDS and between[i - 1] == between[i] == ",")
        if first < j and not _is_people(tokens, tags, between, first, j) and tokens[first].word not in _NO_NAMES:
            found.append(Mention(first, j, titled))
        i = j
    return tuple(found)


def kind_of(name: Sequence[Token], paragraphs: Sequence[PreparedParagraph]) -> NameKind:
    """Return what the name with these tokens is the name of, by its mentions in `paragraphs`."""
    if any(token.word in ORGANISATION_WORDS for token in name):
        return NameKind.ORGANISATION
    if _is_on_the_map(name[-1]):
        return NameKind.PLACE
    votes = dict.fromkeys(NameKind, 0)
    for sentence, mention in _mentions_of(name, paragraphs):
        for kind, weight in _signs(sentence, mention):
            votes[kind] += weight
    best = max(votes, key=lambda kind: votes[kind])
    return best if votes[best] else NameKind.OTHER


def names_of(sentence: PreparedSentence, paragraphs: Sequence[PreparedParagraph]) -> tuple[Name, ...]:
    """Return the names of a sentence, each once, by position, in the fullest writing that `paragraphs` have."""
    found: dict[str, Name] = {}
    for mention in mentions(sentence.text, sentence.tokens):
        tokens = sentence.tokens[mention.first : mention.last]
        kind = kind_of(tokens, paragraphs)
        text = mention.written(sentence.text, sentence.tokens)
        full = full_name(tokens, paragraphs)
        if sentence.paragraph.number == 0 and full is None:
            continue  # every word of a headline may have a capital
        if kind is NameKind.PERSON:
            text = full or text
        found.setdefault(text, Name(text, kind))
    return tuple(found.values())


def full_name(name: Sequence[Token], paragraphs: Sequence[PreparedParagraph]) -> str | None:
    """Return the longest name of at most four words that ends in `name` ("Kellogg" → "Keith Kellogg"), or None."""
    best: str | None = None
    for sentence, mention in _mentions_of(name, paragraphs):
        if mention.last - mention.first <= 4:
            text = mention.written(sentence.text, sentence.tokens)
            if best is None or len(text) > len(best):
                best = text
    return best


def _mentions_of(
    name: Sequence[Token], paragraphs: Sequence[PreparedParagraph]
) -> Iterator[tuple[PreparedSentence, Mention]]:
    """Yield the first mentions of the names that end in `name`, outside of headlines, where all words are capitals."""
    wanted, left = [token.term for token in name], MENTIONS
    for paragraph in paragraphs:
        for sentence in paragraph.sentences if paragraph.paragraph.number else ():
            if wanted[-1] not in sentence.places:
                continue
            for mention in mentions(sentence.text, sentence.tokens):
                ending = [
                    t.term for t in sentence.tokens[max(mention.first, mention.last - len(wanted)) : mention.last]
                ]
                if ending == wanted:
                    yield sentence, mention
                    left -= 1
            if left <= 0:
                return


def _signs(sentence: PreparedSentence, mention: Mention) -> Iterator[tuple[NameKind, int]]:
    """Yield what the words around a mention speak for, and how strongly."""
    tokens, first, last = sentence.tokens, mention.first, mention.last
    before = tokens[first - 1].word if first else ""
    two_before = tokens[first - 2].word if first > 1 else ""
    after = tokens[last].word if last < len(tokens) else ""
    comma = sentence.text[tokens[last - 1].end : tokens[last - 1].end + 1] == ","
    if mention.titled:
        yield NameKind.PERSON, 6
    if comma and after == "who":
        yield NameKind.PERSON, 6
    if mention.last - mention.first in (2, 3) and not mention.titled:
        yield NameKind.PERSON, 1 + 2 * (tokens[last].term in _SAYING if after else False)
    elif after and (tokens[last].term in _SAYING or (after in ("has", "have", "had") and _says_next(tokens, last + 1))):
        yield NameKind.ORGANISATION, 1
    if before in _IN:
        yield NameKind.PLACE, 3
    elif before == "of" and (two_before in PLACE_WORDS or two_before in ("center", "centre", "south", "north")):
        yield NameKind.PLACE, 6
    elif before in _TO and before != "of":
        yield NameKind.PLACE, 1
    if _beside_a_place(tokens, first, last):
        yield NameKind.PLACE, 3
    if after in PLACE_WORDS and not comma:
        yield NameKind.PLACE, 4
    if comma and any(token.word in PLACE_WORDS for token in tokens[last : last + 4]) and after in ("a", "an", "the"):
        yield NameKind.PLACE, 4
    written = mention.written(sentence.text, tokens)
    if last - first == 1 and len(written) > 1 and written.isupper() and "." not in written:
        yield NameKind.ORGANISATION, 3


def _is_on_the_map(token: Token) -> bool:
    entry = look_up(token.word)
    return entry.kind == "location" and entry.parts[:1] == "N"


def _beside_a_place(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Say whether a known place stands beside the name in a list ("Donetsk, Sumy, Kharkiv and Zaporizhzhya")."""
    back = first - 2 if first and tokens[first - 1].word in ("and", "or") else first - 1
    on = last + 1 if last < len(tokens) and tokens[last].word in ("and", "or") else last
    return (back >= 0 and _is_on_the_map(tokens[back])) or (on < len(tokens) and _is_on_the_map(tokens[on]))


def _says_next(tokens: Sequence[Token], i: int) -> bool:
    return i < len(tokens) and tokens[i].term in _SAYING


def _end(tokens: Sequence[Token], tags: str, between: str, i: int) -> int:
    """Return the end of the name that begins at `i`: capitals in a row, and after an office or a body also "of …"."""
    j = i + 1
    while j < len(tags):
        if tags[j] == "M" and between[j] in " -":
            j += 1
            continue
        joins = any(t.word in ORGANISATION_WORDS or t.word in PERSON_WORDS for t in tokens[i:j])
        if not joins or tokens[j].word not in ("of", "for") or between[j] != " ":
            break
        k = j + 1
        if k < len(tags) and tokens[k].word == "the":
            k += 1
        if k >= len(tags) or tags[k] != "M" or between[k] != " ":
            break
        j = k + 1
    return j


def _after_title(tokens: Sequence[Token], i: int, j: int) -> tuple[int, bool]:
    """Return where the name itself begins behind its titles ("U.S. Secretary of State" Antony Blinken)."""
    if any(token.word in ORGANISATION_WORDS for token in tokens[i:j]):
        return i, False
    first, titled = i, False
    for k in range(i, j):
        if tokens[k].word in PERSON_WORDS:
            first, titled = k + 1, True
            if k + 2 < j and tokens[k + 1].word in ("of", "for"):
                first = k + 3
    return first, titled


def _is_people(tokens: Sequence[Token], tags: str, between: str, first: int, last: int) -> bool:
    """Say whether the name is a people's or an adjective before a noun ("North Korean soldiers"), or a stop word."""
    word = tokens[last - 1].word
    if last - first == 1 and word in STOP_WORDS:
        return True
    adjective = "a" in look_up(word).parts and bool(look_up(word).derived)
    return adjective and last < len(tags) and (tags[last] in "NAV" or between[last] == "-")
