"""The phrases of a sentence that could be a short answer: names, numbers with their units, dates, noun phrases.

A light tagger (closed word lists, the word table, the word before) and patterns over its tags; no model. It finds
phrases, it does not judge them: that is the reader's matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from knowledge.english import MONTHS, NUMBER_WORDS, ORDINALS, PERSON_WORDS, STOP_WORDS, UNITS, WEEKDAYS
from knowledge.lexicon import look_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.tokenizer import Token

LONGEST = 14
"""Tokens in the longest phrase: beyond that the sentence itself is the better answer."""

_CLOSED = {
    "D": "a an the this that these those its his her their our my your some any each every no all both another "
    "either neither such many few several most much more less",
    "C": "and or nor &",
    "B": "but while although though because since if unless whereas when where which who whom whose that as than "
    "until once so yet however therefore",
    "P": "of in on at by for from with into onto over under between among within without through during before "
    "after against about above below across along around behind beyond near off since toward towards upon via per "
    "like unlike despite throughout amid inside outside",
    "T": "to",
    "X": "is are was were be been being am has have had do does did will would shall should can could may might must",
    "O": "he she it they we i you him them us me himself herself itself themselves there",
    "R": "not also very too just only even still already often never always sometimes usually now then here thus "
    "almost again further instead together rather quite approximately about nearly roughly",
}
_TAGS = {word: tag for tag, words in reversed(list(_CLOSED.items())) for word in words.split()}
_UNIT_OF = {word: unit for unit, words in UNITS.items() for word in words}
_MONTHS = frozenset(MONTHS)
_DAYS = frozenset(WEEKDAYS)
_AROUND_NUMBERS = frozenset("approximately about nearly roughly over around almost up under".split())


class Kind(StrEnum):
    """What a phrase is, by its form."""

    NAME = "name"
    NUMBER = "number"
    DATE = "date"
    NOUN = "noun"
    LIST = "list"
    ACTION = "action"
    CLAUSE = "clause"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `first` to `last` (exclusive) of a sentence, and what they are."""

    first: int
    last: int
    kind: Kind
    unit: str = ""
    """What a number measures: distance, money, share, duration, …; year for a bare year; empty where unknown."""
    head: int = -1
    """The token that says what it is: the last noun before a preposition."""


def tag(text: str, tokens: Sequence[Token]) -> str:
    """Return one letter a token: D A N M(name) #(number) V G(-ing) P T C B X O R Q(possessive).

    `text` is what the tokens' offsets count in.
    """
    tags: list[str] = []
    for i, token in enumerate(tokens):
        before = tags[-1] if tags else ""
        first = text[token.start]
        if token.word == "s" and token.start and text[token.start - 1] in "'’ʼ":
            tags.append("Q")
        elif token.word[0].isdigit() or token.word in NUMBER_WORDS:
            tags.append("#")
        elif first.isupper() and (i > 0 or _starts_with_name(text, tokens)) and token.word not in _TAGS:
            tags.append("M")
        elif token.word in _TAGS:
            tags.append(_TAGS[token.word])
        else:
            tags.append(_open_tag(token.word, before))
    return "".join(tags)


def _starts_with_name(text: str, tokens: Sequence[Token]) -> bool:
    word = tokens[0].word
    if word in STOP_WORDS:
        return False
    if len(text[tokens[0].start : tokens[0].end]) > 1 and text[tokens[0].start : tokens[0].end].isupper():
        return True
    parts = look_up(word).parts
    if not parts or parts[0] == "N":
        return True
    return len(tokens) > 1 and text[tokens[1].start].isupper() and parts[0] in "nN"


def _open_tag(word: str, before: str) -> str:  # noqa: PLR0911 - a table in words
    parts = look_up(word).parts
    if word.endswith("ly") and "n" not in parts:
        return "R"
    if not parts:
        if word.endswith("ing"):
            return "G"
        return "V" if word.endswith("ed") else "N"
    if before in ("D", "A", "#", "Q", "N", "M") and before:
        if (
            before in "NM"
            and word.endswith("s")
            and "v" in parts
            and not word.endswith(("ss", "us"))
            and parts[0] == "v"
        ):
            return "V"
        if "n" in parts and not (before in "NM" and parts[0] == "v"):
            return "A" if parts[0] == "a" and parts[:2] != "an" else "N"
        if "a" in parts:
            return "A"
        if before in "DA#Q" and parts[0] == "v":
            return "A"
    if before in ("T", "X", "O", "R") and "v" in parts:
        return "G" if word.endswith("ing") else "V"
    if parts[0] == "v" and word.endswith("ing"):
        return "G"
    return {"n": "N", "N": "N", "v": "V", "a": "A", "r": "R"}[parts[0]]


def gaps(text: str, tokens: Sequence[Token]) -> str:
    """Return one letter for what stands before each token: space, comma, | (any other punctuation), -."""
    out = []
    previous = None
    for token in tokens:
        between = text[previous.end : token.start] if previous else "|"
        bare = between.strip(" \u00a0\n")
        if bare in ("", "'", "’", "ʼ", "$", "€", "£", "US$"):
            out.append(" ")
        elif bare in ("-", "–", "‑", "/"):
            out.append("-")
        elif bare == ",":
            out.append(",")
        elif bare in ('"', "“", "”", "‘", "%"):
            out.append("'")
        else:
            out.append("|")
        previous = token
    return "".join(out)


def find_phrases(text: str, tokens: Sequence[Token]) -> tuple[Phrase, ...]:
    """Return the phrases of a sentence, each once, by position."""
    tags, between = tag(text, tokens), gaps(text, tokens)
    found: dict[tuple[int, int], Phrase] = {}

    def add(first: int, last: int, kind: Kind, unit: str = "", head: int = -1) -> None:
        if 0 < last - first <= LONGEST and (first, last) not in found:
            found[first, last] = Phrase(first, last, kind, unit, head if head >= 0 else last - 1)

    _numbers_and_dates(text, tokens, tags, between, add)
    chunks = _chunks(tags, between)
    _names(tokens, tags, between, add)
    for first, last in chunks:
        _noun_phrases(tokens, tags, first, last, add)
    _joined(tokens, tags, between, chunks, add)
    _actions(tokens, tags, between, add)
    return tuple(found[key] for key in sorted(found))


def _chunks(tags: str, between: str) -> list[tuple[int, int]]:
    """Return the base noun phrases: runs of determiners, adjectives, numbers and nouns that end in a noun."""
    chunks = []
    i = 0
    while i < len(tags):
        if tags[i] not in "DA#NMG":
            i += 1
            continue
        j = i + 1
        while (
            j < len(tags)
            and tags[j] in "A#NMQG"
            and between[j] in " -'"
            and not (tags[j] == "G" and tags[j - 1] in "NM")
        ):
            j += 1
        end = j
        while end > i and tags[end - 1] not in "NM#AG":
            end -= 1
        if end > i and (end - i > 1 or tags[i] in "NM#A"):
            chunks.append((i, end))
        i = j
    return chunks


def _noun_phrases(tokens, tags, first, last, add) -> None:  # type: ignore[no-untyped-def]
    kind = Kind.NAME if tags[last - 1] == "M" else Kind.NUMBER if tags[last - 1] == "#" else Kind.NOUN
    if kind is Kind.NOUN and tags[last - 1] in "AG" and last - first == 1:
        kind = Kind.WORD
    add(first, last, kind)
    bare = first
    while bare < last - 1 and tags[bare] == "D":
        bare += 1
        add(bare, last, kind)
    for i in range(bare + 1, last):
        if tags[i - 1] in "Q#" or (tags[i] == "M" and tags[i - 1] != "M") or (tags[i] in "NA" and tags[i - 1] == "A"):
            add(i, last, kind)
        if tags[i] == "Q":
            add(bare, i, Kind.NAME if tags[i - 1] == "M" else Kind.NOUN)
            add(first, i, Kind.NAME if tags[i - 1] == "M" else Kind.NOUN)
    if last - bare > 1 and tags[last - 1] == "N":
        add(last - 1, last, Kind.NOUN)


def _names(tokens, tags, between, add) -> None:  # type: ignore[no-untyped-def]
    """Add runs of capitalised words, also across "of" and "the" ("Institute for the Study of War")."""
    i = 0
    while i < len(tags):
        if tags[i] != "M":
            i += 1
            continue
        j = i + 1
        pieces = [i]
        while j < len(tags):
            if tags[j] in "M#" and between[j] in " -'" and (tags[j] == "M" or tokens[j].word.isdigit()):
                j += 1
            elif tokens[j].word in ("of", "the", "for", "and", "de", "von", "van", "der", "la", "du"):
                k = j + 1
                if k < len(tags) and tokens[k].word == "the" and between[k] == " ":
                    k += 1
                if k < len(tags) and tags[k] == "M" and between[j] == " " and between[k] == " ":
                    add(i, j, Kind.NAME)
                    pieces.append(k)
                    j = k + 1
                else:
                    break
            else:
                break
        for start in pieces:
            add(start, j, Kind.NAME)
        for start in range(i + 1, j):
            if tags[start] == "M" and tokens[start - 1].word in PERSON_WORDS:
                add(start, j, Kind.NAME)
        i = j


def _numbers_and_dates(text, tokens, tags, between, add) -> None:  # type: ignore[no-untyped-def]
    i = 0
    while i < len(tokens):
        word = tokens[i].word
        if word in _MONTHS and text[tokens[i].start].isupper() and (word != "may" or _beside_number(tags, i)):
            i = _date(tokens, tags, between, i, add)
        elif word in _DAYS:
            add(i, i + 1, Kind.DATE, "day")
            i += 1
        elif tags[i] == "#":
            i = _number(text, tokens, tags, between, i, add)
        elif tokens[i].term.endswith("0s") and word[:1].isdigit():
            add(i, i + 1, Kind.DATE, "year")
            i += 1
        else:
            i += 1


def _beside_number(tags: str, i: int) -> bool:
    return (i + 1 < len(tags) and tags[i + 1] == "#") or (i > 0 and tags[i - 1] == "#")


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and "1000" <= word <= "2100"


def _date(tokens, tags, between, i, add) -> int:  # type: ignore[no-untyped-def]
    first = i - 1 if i and tokens[i - 1].word.isdigit() and len(tokens[i - 1].word) <= 2 and between[i] in " -" else i
    last = i + 1
    if last < len(tokens) and tokens[last].word.rstrip("stndrh").isdigit() and first == i and between[last] == " ":
        last += 1
        add(first, last, Kind.DATE, "day")
    if last < len(tokens) and _is_year(tokens[last].word) and between[last] in " ,":
        last += 1
    add(first, last, Kind.DATE, "day" if last - first > 1 else "month")
    if first and tokens[first - 1].word in ("early", "late", "mid"):
        add(first - 1, last, Kind.DATE, "month")
    return last  # type: ignore[no-any-return]


def _number(text, tokens, tags, between, i, add) -> int:  # type: ignore[no-untyped-def] # noqa: PLR0912
    last = i + 1
    while last < len(tokens) and tags[last] == "#" and between[last] in " -":
        last += 1
    if last - i == 1 and _is_year(tokens[i].word) and text[tokens[i].start - 1 : tokens[i].start] not in "$€£":
        end = i + 1
        if between[end : end + 1] == "-" and tags[end] == "#":
            end += 1
        add(i, end, Kind.DATE, "year")
        if i and tokens[i - 1].word in ("early", "late", "mid", "around", "circa", "about"):
            add(i - 1, end, Kind.DATE, "year")
        return end
    unit = ""
    after = text[tokens[last - 1].end : tokens[last - 1].end + 2].strip()
    sign = text[max(0, tokens[i].start - 1) : tokens[i].start]
    if after.startswith("%"):
        unit = "share"
    elif sign and sign in "$€£¥":
        unit = "money"
    head = last - 1
    stop = last
    while stop < len(tokens) and tags[stop] in "ANMG" and between[stop] in " -" and stop - last < 3:
        stop += 1
        if tokens[stop - 1].word in _UNIT_OF:
            unit = unit or _UNIT_OF[tokens[stop - 1].word]
            break
    if not unit and tokens[i].word in _UNIT_OF:
        unit = ""
    head = stop - 1 if stop > last else head
    if stop < len(tokens) and tokens[stop].word in ("ad", "bc", "bce", "ce"):
        add(i, stop + 1, Kind.DATE, "year")
    if last < len(tokens) and tokens[last].word in ("century", "centuries"):
        unit = "century"
    add(i, last, Kind.NUMBER, unit, head)
    for end in range(last + 1, stop + 1):
        add(i, end, Kind.NUMBER, unit, end - 1)
    if i and tokens[i - 1].word in _AROUND_NUMBERS:
        start = i - 2 if i > 1 and tokens[i - 1].word == "to" and tokens[i - 2].word == "up" else i - 1
        add(start, last, Kind.NUMBER, unit, head)
        if stop > last:
            add(start, stop, Kind.NUMBER, unit, head)
    if last + 1 < len(tokens) and tokens[last].word in ("to", "and", "or") and tags[last + 1] == "#":
        end = last + 2
        while end < len(tokens) and tags[end] == "#" and between[end] in " -":
            end += 1
        add(i, end, Kind.NUMBER, unit, end - 1)
        if end < len(tokens) and tags[end] == "N":
            add(i, end + 1, Kind.NUMBER, _UNIT_OF.get(tokens[end].word, unit), end)
    return last  # type: ignore[no-any-return]


def _joined(tokens, tags, between, chunks, add) -> None:  # type: ignore[no-untyped-def]
    """Add phrases of several chunks: "head of the office", "Rome and Paris", "A, B and C"."""
    for n, (first, last) in enumerate(chunks):
        head, end, parts = last - 1, last, 1
        for nxt, stop in chunks[n + 1 : n + 4]:
            link = nxt - end
            if link == 1 and tags[end] in "PT" and between[end] == " " and between[nxt] in " '":
                add(first, stop, Kind.NOUN, head=head)
                if tags[first] == "D":
                    add(first + 1, stop, Kind.NOUN, head=head)
                end, parts = stop, parts + 1
            else:
                break
        end, listed = last, 1
        for nxt, stop in chunks[n + 1 : n + 7]:
            joined = nxt - end
            comma = joined == 0 and between[nxt] == ","
            conjunction = joined == 1 and tags[end] == "C"
            if not (comma or conjunction):
                break
            listed += 1
            end = stop
            if conjunction:
                add(first, end, Kind.LIST, head=end - 1)
                if tags[first] == "D":
                    add(first + 1, end, Kind.LIST, head=end - 1)


def _actions(tokens, tags, between, add) -> None:  # type: ignore[no-untyped-def]
    """Add verb phrases ("to strengthen its position", "closed its doors") and clauses up to the next punctuation."""
    breaks = [i for i in range(len(tokens)) if between[i] in ",|"] + [len(tokens)]
    for i, letter in enumerate(tags):
        end = next(b for b in breaks if b > i)
        if letter == "G" or (letter == "T" and i + 1 < len(tags) and tags[i + 1] in "VN"):
            _action(tags, i, end, add)
            if letter == "T":
                _action(tags, i + 1, end, add)
        elif letter == "V" and i and tags[i - 1] in "XTORNM":
            _action(tags, i, end, add)
            add(i, i + 1, Kind.WORD)
        elif tokens[i].word in ("because", "since", "due", "if", "that", "so"):
            add(i, end, Kind.CLAUSE)
            add(i + 1, end, Kind.CLAUSE)
            if tokens[i].word == "due":
                add(i + 2, end, Kind.CLAUSE)
        elif letter == "A":
            add(i, i + 1, Kind.WORD)
    for start, end in zip([0, *breaks], breaks, strict=False):
        add(start, end, Kind.CLAUSE)


def _action(tags: str, first: int, end: int, add) -> None:  # type: ignore[no-untyped-def]
    stops = [j for j in range(first + 2, end) if tags[j] in "PTCBX"]
    for stop in [*stops[:3], end]:
        if tags[stop - 1] not in "DPTCB":
            add(first, stop, Kind.ACTION)
