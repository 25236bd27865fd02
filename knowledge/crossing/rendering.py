"""A question in Ukrainian or Russian, put into English words that can be asked.

Word by word and in its own order, but for what English needs: "is" after "who" and "what" where no verb follows, "did"
before a question for a yes, who does it before what is done, "of" before a noun in the genitive, and thousands in one
number. A word that nothing is known of becomes its stem in Latin letters with a nought behind it, which no English word
and no slip of one looks like: equal words are equal then, and an article is not said to have what it has not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.crossing.language import words_of
from knowledge.crossing.letters import romanise, stem
from knowledge.crossing.table import language_of, look_up, mend
from knowledge.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.crossing.language import Word
    from knowledge.crossing.names import Names

HALF = 3
"""Words of a question that begins with "and" which only the last one completes; a longer one stands alone."""
_GENITIVES = {
    "uk": ("ії", "а", "у", "и", "і", "ів", "ей", "ї", "я", "ого", "ої", "ню", "х", "ю", "ь", "й"),
    "ru": ("ии", "а", "я", "ы", "и", "ов", "ев", "ей", "ого", "ой", "х", "ь"),
}
_GENITIVES_OF_ADJECTIVES = ("ого", "ої", "их", "ых", "ой", "его", "ьої", "іх")
_THOUSANDS = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_TURNING = frozenset("what when where why how".split())
_AUXILIARIES = frozenset("is was were can has had did".split()) | {"will be"}
_NOUN_ENDINGS = ("ння", "ння", "нню", "нням", "нні", "ние", "ния", "нию", "нием", "нии", "ть", "ття", "тие", "тия")


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or name of the question in English."""

    english: str
    kind: str
    """A letter of the table, or "x" for a word that is not in it."""
    start: int
    end: int
    last: str
    """The plain form of the last word that it stands for."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """A question in English words."""

    text: str
    language: str
    originals: dict[str, str]
    """What a word was put as → what the reader wrote."""


def render(text: str, names: Names) -> Rendering:
    """Put `text`, a question in Ukrainian or Russian, into English words."""
    language = language_of(text)
    pieces = _numbers(_pieces(text, tuple(words_of(text)), names, language))
    asked = any(piece.kind == "q" and piece.english not in ("", "?") for piece in pieces)
    marked = any(piece.english == "?" for piece in pieces)
    pieces = [piece for piece in pieces if piece.english not in ("?", "")]
    if len(pieces) > HALF and pieces[0].english == "and" and asked:
        pieces = pieces[1:]
    pieces = _turned(pieces)
    verb = any(piece.kind == "v" and not piece.last.endswith(_NOUN_ENDINGS) for piece in pieces)
    bound = verb or any(piece.english in _AUXILIARIES for piece in pieces)
    out: list[str] = []
    if not asked and (marked or (verb and text.rstrip().endswith("?"))):
        out.append("did" if verb else "is")
    for n, piece in enumerate(pieces):
        before = pieces[n - 1] if n else None
        if before and "," in text[before.end : piece.start]:
            out.append(",")
        if before and before.english in ("who", "what") and piece.kind in "nap" and not bound and before.kind == "q":
            out.append("is")
        if before and _owns(before, piece, language):
            out.append("of")
        out.append(piece.english)
    question = " ".join(out).replace(" ,", ",")
    originals = {word: text[p.start : p.end] for p in pieces for word in p.english.casefold().split()}
    return Rendering(question + ("?" if asked or marked or "?" in text else ""), language, originals)


def _pieces(text: str, words: Sequence[Word], names: Names, language: str) -> list[Piece]:
    out: list[Piece] = []
    plain = [word.plain for word in words]
    asked = False
    i = 0
    while i < len(words):
        english, kind, size = _english(words, plain, i, names, language)
        last = words[i + size - 1]
        comma = i > 0 and "," in text[words[i - 1].end : words[i].start]
        if kind == "q" and english in ("what", "who", "when", "where") and asked and comma:
            english, kind = "that" if english == "what" else english, "f"
        asked = asked or kind == "q"
        out.append(Piece(english, kind, words[i].start, last.end, last.plain))
        i += size
    return out


def _english(  # noqa: PLR0911 - a table in words
    words: Sequence[Word], plain: Sequence[str], at: int, names: Names, language: str
) -> tuple[str, str, int]:
    word = words[at]
    met = look_up(plain, at, language)
    if met and met.size > 1:
        named = names.find(words, at, language)
        if named is None or named[1] <= met.size:
            return met.entry.english, met.entry.kind, met.size
    if word.text[:1].isdigit():
        return re.sub(r"[\u00a0 ]", "", word.text), "m", 1
    if met is None or met.entry.kind in "npa":
        named = names.find(words, at, language)
        if named is not None and (met is None or named[1] > met.size or met.entry.kind != "a"):
            return named[0], "p", named[1]
    if met is not None:
        return met.entry.english, met.entry.kind, met.size
    if word.text.isascii():
        return word.text, "p" if word.text[:1].isupper() else "x", 1
    if "-" in word.text:
        return _hyphened(word, language), "x", 1
    mended = None if word.text[:1].isupper() and at else mend(word.plain, language)
    if mended is not None:
        return mended.english, mended.kind, 1
    unknown = romanise(stem(word.plain, language), language) + "0"
    if word.text[:1].isupper() and at:
        return unknown.capitalize(), "p", 1
    return unknown, "x", 1


def _hyphened(word: Word, language: str) -> str:
    parts = []
    for part in word.plain.split("-"):
        met = look_up((part,), 0, language) if part else None
        parts.append(met.entry.english if met else romanise(stem(part, language), language) + "0")
    return " ".join(parts)


def _numbers(pieces: list[Piece]) -> list[Piece]:
    """Join "38" and "thousand" into 38000."""
    out: list[Piece] = []
    for piece in pieces:
        times = _THOUSANDS.get(piece.english)
        if times and out and out[-1].kind == "m":
            try:
                value = round(float(out[-1].english.replace(",", ".")) * times)
            except ValueError:
                out.append(piece)
                continue
            out[-1] = Piece(str(value), "m", out[-1].start, piece.end, piece.last)
        else:
            out.append(piece)
    return out


def _turned(pieces: list[Piece]) -> list[Piece]:
    """Put who does it before what is done: "what captured Russia" is "what did Russia capture"."""
    at = next((n for n, piece in enumerate(pieces) if piece.kind == "q" and piece.english in _TURNING), -1)
    if at < 0:
        return pieces
    head, rest = pieces[: at + 1], pieces[at + 1 :]
    verb = 0
    if rest and rest[0].kind == "v" and not rest[0].last.endswith(_NOUN_ENDINGS):
        end = 1
    else:
        while verb < len(rest) and _is_doer(rest[verb]):
            verb += 1
        if not 0 < verb < len(rest) or rest[verb].kind != "v":
            return pieces
        end = verb + 1
    doer = verb
    while verb == 0 and end + doer < len(rest) and _is_doer(rest[end + doer]):
        doer += 1
    if not doer:
        return pieces
    done = rest[verb]
    did = Piece("did", "f", done.start, done.start, "")
    if verb:
        return [*head, did, *rest]
    return [*head, did, *rest[1 : 1 + doer], done, *rest[1 + doer :]]


def _is_doer(piece: Piece) -> bool:
    return piece.kind == "p" or piece.english in ("he", "she", "they", "it")


def _owns(before: Piece, piece: Piece, language: str) -> bool:
    """Say whether `piece` is a noun in the genitive that belongs to the noun before it ("втрати Росії")."""
    if before.kind != "n" or piece.kind not in "napx":
        return False
    return piece.last.endswith(_GENITIVES_OF_ADJECTIVES if piece.kind == "a" else _GENITIVES[language])
