"""A question in Ukrainian or Russian, put into English words that can be asked.

Word by word and in its own order, but for what English needs: "is" after "who" and "what" where no verb follows, "did"
before a question for a yes, who does it before what is done, "of" before a noun in the genitive, and thousands in one
number. A word that nothing is known of becomes its stem in Latin letters with a nought behind it, which no English word
and no slip of one looks like: equal words are equal then, and an article is not said to have what it has not.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from knowledge.crossing.cognates import cognate
from knowledge.crossing.language import by_letters, is_common, words_of
from knowledge.crossing.letters import romanise, stem
from knowledge.crossing.order import NOUN_ENDINGS, PASSIVE, PAST, PREPOSITIONS, Piece, turned
from knowledge.crossing.table import by_changed_stem, by_stem, by_words, look_up, mend
from knowledge.english import IRREGULAR
from knowledge.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.crossing.cognates import Meant
    from knowledge.crossing.language import Word
    from knowledge.crossing.names import Names
    from knowledge.crossing.table import Entry

MOST_WORDS = 300
"""Words of a question that are read; what comes after is no question any more."""
HALF = 3
"""Words of a question that begins with "and" which only the last one completes; a longer one stands alone."""
_GENITIVES = {
    "uk": ("ії", "а", "у", "и", "і", "ів", "ей", "ї", "я", "ого", "ої", "ню", "х", "ю", "ь", "й"),
    "ru": ("ии", "а", "я", "ы", "и", "ов", "ев", "ей", "ого", "ой", "х", "ь"),
}
_GENITIVES_OF_ADJECTIVES = ("ого", "ої", "их", "ых", "ой", "его", "ьої", "іх")
_THOUSANDS = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_UNCOUNTED = frozenset("territory area money time land oil gas aid equipment snow water damage".split())
_AUXILIARIES = frozenset("is was were can has had did".split()) | {"will be"}


@dataclass(frozen=True, slots=True)
class Rendering:
    """A question in English words."""

    text: str
    language: str
    originals: dict[str, str]
    """What a word was put as → what the reader wrote."""


def render(text: str, names: Names) -> Rendering:
    """Put `text`, a question in Ukrainian or Russian, into English words."""
    words = tuple(words_of(text))
    language = by_letters(text) or by_words(words)
    pieces = _numbers(_pieces(text, words[:MOST_WORDS], names, language))
    asked = any(piece.kind == "q" and piece.english not in ("", "?") for piece in pieces)
    marked = any(piece.english == "?" for piece in pieces)
    pieces = turned([piece for piece in pieces if piece.english], language)
    pieces = [piece for piece in pieces if piece.english != "?"]
    if len(pieces) > HALF and pieces[0].english == "and" and asked:
        pieces = pieces[1:]
    verb = any(piece.kind == "v" and not piece.last.endswith(NOUN_ENDINGS) for piece in pieces)
    bound = verb or any(piece.english in _AUXILIARIES for piece in pieces)
    out: list[str] = []
    did = any(piece.english == "did" and not piece.last for piece in pieces)
    if not asked and not did and (marked or (verb and text.rstrip().endswith("?"))):
        helping = next((n for n, piece in enumerate(pieces) if piece.english in _AUXILIARIES), -1)
        if helping < 0:
            out.append("did" if verb else "is")
        else:
            pieces.insert(0, pieces.pop(helping))
    for n, piece in enumerate(pieces):
        before = pieces[n - 1] if n else None
        if before and "," in text[before.end : piece.start]:
            out.append(",")
        if (
            before
            and before.english in ("who", "what", "where", "when")
            and piece.kind in "nap"
            and not bound
            and before.kind == "q"
            and (n < 2 or pieces[n - 2].english not in PREPOSITIONS)
        ):
            out.append("is")
        if before and _owns(before, piece, language):
            out.append("of")
        happened = piece.kind == "v" and "did" not in out and _is_past(piece, before, language)
        out.append(_past(piece.english) if happened else piece.english)
        if (
            piece.english == "how many"
            and next((p.english for p in pieces[n + 1 :] if p.kind != "a"), "") in _UNCOUNTED
        ):
            out[-1] = "how much"
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
        if english == "why" and out and out[-1].english in PREPOSITIONS:  # "на чому" is "on what"
            english = "what"
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
        named = names.find(words, at, language, exactly=True)
        if named is None or named[1] <= met.size:
            return met.entry.english, met.entry.kind, met.size
    if word.text[:1].isdigit():
        return re.sub(r"[\u00a0 ]", "", word.text), "m", 1
    if met is None or met.entry.kind in "npa":
        named = names.find(words, at, language, exactly=met is not None)
        if named is not None and (met is None or named[1] > met.size or _is_rather_named(met.entry, word, language)):
            return named[0], "p", named[1]
    if met is not None:
        return met.entry.english, met.entry.kind, met.size
    if word.text.isascii():
        return word.text, "p" if word.text[:1].isupper() else "x", 1
    behind = names.behind(word, language)
    if behind is not None:
        return behind, "a", 1
    if "-" in word.text:
        return _hyphened(word, names, language), "x", 1
    unknown = romanise(stem(word.plain, language), language) + "0"
    if word.text[:1].isupper() and at:
        return unknown.capitalize(), "p", 1
    return *(_guessed(word, names, language) or (unknown, "x")), 1


def _guessed(word: Word, names: Names, language: str) -> tuple[str, str] | None:
    """Return the English of a word of small letters that the table does not have as it stands, and its kind.

    The word with another ending, a name that sounds so, an international word; a slip of a name or word at last.
    """
    unsure = not is_common(word.plain, language)
    found: Entry | Meant | None = by_changed_stem(word.plain, language) or by_stem(word.plain, language)
    if found is None and unsure and (heard := names.misheard(word, language, exactly=True)):
        return heard, "p"
    found = found or cognate(word.plain, language)
    if found is None and unsure and (heard := names.misheard(word, language)):
        return heard, "p"
    found = found or mend(word.plain, language)
    return (found.english, found.kind) if found else None


def _is_rather_named(entry: Entry, word: Word, language: str) -> bool:
    """Say whether a name is meant where the table has a word: no adjective but one that has less of the name."""
    return entry.kind != "a" or len(entry.words[0][0]) < len(stem(word.plain, language))


def _hyphened(word: Word, names: Names, language: str) -> str:
    parts = []
    for part in words_of(word.text.replace("-", " ")):
        named = names.hear(part, language)
        met = look_up((part.plain,), 0, language)
        guessed = (met.entry.english, "") if met else _guessed(part, names, language)
        unknown = romanise(stem(part.plain, language), language) + "0"
        parts.append(named or (guessed[0] if guessed else unknown))
    return " ".join(parts)


def _numbers(pieces: list[Piece]) -> list[Piece]:
    """Join "thirty" and "eight" into 38, "38" and "thousand" into 38000."""
    out: list[Piece] = []
    for piece in pieces:
        before = out[-1] if out else None
        if before and _goes_on(before, piece):
            out[-1] = Piece(str(int(before.english) + int(piece.english)), "m", before.start, piece.end, piece.last)
            continue
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


def _goes_on(before: Piece, piece: Piece) -> bool:
    """Say whether two words are of one number: a hundred and what is less, tens and a digit."""
    if before.kind != "m" or piece.kind != "m" or before.last[:1].isdigit() or piece.last[:1].isdigit():
        return False
    if not before.english.isdigit() or not piece.english.isdigit():
        return False
    first, second = int(before.english), int(piece.english)
    return 0 < second < (100 if first % 100 == 0 else 10) and first >= 20 and first % 10 == 0


@cache
def _pasts() -> dict[str, str]:
    """Return a verb → its past, for the irregular ones."""
    forms: dict[str, str] = {}
    for form, verb in IRREGULAR.items():
        forms.setdefault(verb, form)
    return forms


def _is_past(piece: Piece, before: Piece | None, language: str) -> bool:
    after_was = before is not None and before.english in ("was", "were")
    return after_was or piece.last.endswith(PAST[language] + PASSIVE)


def _past(verb: str) -> str:
    """Return the past of an English verb; one with a particle, or that is in the past already, as it is."""
    if " " in verb or verb.endswith(("ed", "s")) or verb in IRREGULAR:
        return verb
    if verb.endswith("y") and verb[-2:-1] not in tuple("aeiou"):
        return f"{verb[:-1]}ied"
    return _pasts().get(verb) or (f"{verb}d" if verb.endswith("e") else f"{verb}ed")


def _owns(before: Piece, piece: Piece, language: str) -> bool:
    """Say whether `piece` is a noun in the genitive that belongs to the noun before it ("втрати Росії")."""
    if before.kind != "n" or piece.kind not in "napx":
        return False
    return piece.last.endswith(_GENITIVES_OF_ADJECTIVES if piece.kind == "a" else _GENITIVES[language])
