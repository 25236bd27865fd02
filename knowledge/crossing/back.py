"""The way back: an English question put into the words of articles in Ukrainian or Russian.

The same table, read from the other side and against the articles: an English word becomes those words of the articles
that the table has for it, a name the one that sounds like it, a question word its own. What the articles have no word
for stays English, and is then what they do not say. Where they have several words, each is tried in its place.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from knowledge.crossing.language import plain
from knowledge.crossing.letters import sound, stem
from knowledge.crossing.table import LONGEST_ENDING, all_entries
from knowledge.english import STOP_WORDS
from knowledge.tokenizer import term_of, tokenize
from knowledge.types import Found
from knowledge.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from knowledge.collection import Collection
    from knowledge.crossing.table import Entry

LANGUAGES = ("uk", "ru")
_ENGLISH_ASKED = ("who", "whom", "what", "which", "when", "where", "why", "how", "how many", "did", "does", "is")
_ASKED = {
    "uk": dict(zip(_ENGLISH_ASKED, "хто хто що який коли де чому як скільки чи чи чи".split(), strict=True)),
    "ru": dict(zip(_ENGLISH_ASKED, "кто кто что какой когда где почему как сколько ли ли ли".split(), strict=True)),
}


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of the articles in one language."""

    plain: Mapping[str, str]
    """Plain word → as it is written."""
    sounds: Mapping[str, str]
    """Sound → the name that sounds so."""


def ask_back(collection: Collection, text: str, article: str | None) -> Found | None:
    """Answer an English question from the articles in Ukrainian and Russian; None where they do not say.

    Where both say something, the likelier answer is given.
    """
    from knowledge.languages.answering import answer_in  # noqa: PLC0415 - with such articles only

    best: Found | None = None
    for code in LANGUAGES:
        among = [id_ for id_, language in collection.others.items() if language == code and article in (None, id_)]
        if among:
            put = put_back(collection, text, code)
            told = answer_in(collection, put, article, code) if put else None
            if isinstance(told, Found) and told.evidence[0].article.id in among:
                best = told if best is None or told.confidence > best.confidence else best
    return best


def put_back(collection: Collection, text: str, code: str) -> str:
    """Return `text` in the words of the articles in the language `code`; empty where they have none of it."""
    known = collection.kept_beside(_uk if code == "uk" else _ru)
    tokens, met = tokenize(text), 0
    out: list[str] = []
    i = 0
    while i < len(tokens):
        words = [token.word for token in tokens[i : i + 3]]
        asked = None if out else _ASKED[code].get(" ".join(words[:2])) or _ASKED[code].get(words[0])
        if asked is not None:
            out.append(asked)
            i += 2 if " ".join(words[:2]) in _ASKED[code] else 1
            continue
        size, found = _theirs([token.term for token in tokens[i : i + 3]], code, known)
        if not found and words[0] in STOP_WORDS:
            i += 1
            continue
        if not found:
            written = text[tokens[i].start : tokens[i].end]
            name = known.sounds.get(sound(written)) if written[:1].isupper() else None
            found = [name or written]
            met += name is not None
        else:
            met += bool(found)
        out += found
        i += size
    return " ".join(out) + "?" if met else ""


def _theirs(terms: list[str], code: str, known: _Words) -> tuple[int, list[str]]:
    """Return how many of the terms the longest entry stands for, and the articles' words for them."""
    for size in range(len(terms), 0, -1):
        found = [_written(entry, known) for entry in _english(code).get(tuple(terms[:size]), ())]
        words = list(dict.fromkeys(word for several in found for word in several))
        if words:
            return size, words[:1] if size > 1 else words[:2]
    return 1, []


def _written(entry: Entry, known: _Words) -> Iterable[str]:
    """Return the words of the articles that an entry is met by; all of a phrase, or none."""
    out = []
    for piece, starred in entry.words:
        longest = len(piece) + (LONGEST_ENDING if starred else 0)
        met = next((w for p, w in known.plain.items() if p.startswith(piece) and len(p) <= longest), None)
        if met is None:
            return ()
        out.append(met)
    return (" ".join(out),)


@cache
def _english(code: str) -> Mapping[tuple[str, ...], list[Entry]]:
    found: dict[tuple[str, ...], list[Entry]] = {}
    for entry in all_entries():
        if entry.language == code and entry.kind not in "qf" and entry.english:
            found.setdefault(tuple(term_of(plain(w)) for w in entry.english.split()), []).append(entry)
    return found


def _uk(collection: Collection) -> _Words:
    return _words(collection, "uk")


def _ru(collection: Collection) -> _Words:
    return _words(collection, "ru")


def _words(collection: Collection, code: str) -> _Words:
    found: dict[str, str] = {}
    sounds: dict[str, str] = {}
    for id_, homes in collection.articles.items():
        if collection.others.get(id_) != code:
            continue
        for home in homes:
            for sentence in home.sentences:
                for token in sentence.tokens:
                    written = sentence.text[token.start : token.end]
                    found.setdefault(plain(written), written)
                    if written[:1].isupper():
                        sounds.setdefault(sound(stem(plain(written), code)), written)
    return _Words(found, sounds)
