"""The order of an English question: who does it before what is done, and the small word that it begins with.

"What town captured Russia" is "what town did Russia capture", "when soldiers return" is "when will soldiers return".
Seen from the kinds of the words and their endings; a question whose order tells nothing stays as it is.
"""

from __future__ import annotations

from typing import NamedTuple

from knowledge.english import IRREGULAR

PAST = {
    "uk": ("в", "ла", "ло", "ли", "вся", "лася", "лося", "лися"),
    "ru": ("л", "ла", "ло", "ли", "лся", "лась", "лось", "лись"),
}
PASSIVE = tuple(
    """ено ано ито уто ято ений ена ені аний ана ані итий ита иті утий ута уті ен ены ан аны иты ята яты енный енная
    енные анный анная анные""".split()
)
"""How a verb ends of which somebody or something is the object: "знищено", "захвачен"."""
_OF_A_NUMBER = ("ло", "лося", "лось")
"""How a verb ends whose subject is a number of people or things ("скільки … виїхало")."""
_TURNING = frozenset(["what", "whom", "when", "where", "why", "how", "how many", "how long", "?"])
_FREE = frozenset(["when", "where", "why", "how", "how long"])
"""Question words that ask for no part of the statement: the rest of it is whole."""
_GRADING = ("наскільки", "насколько")
"""Words for "how" that ask for a degree: of what follows them."""
PREPOSITIONS = frozenset(
    "in on from to near at under over about through by between after before during against".split()
)
_ACTORS = frozenset("troops forces army military soldier soldiers channel bloggers government".split())
"""Nouns that mostly do, and have little done to them."""
_AGENTS = frozenset(
    """unit brigade army company country state channel agency newspaper publication bloggers soldier soldiers troops
    party team player president general minister leader official politician journalist organization group
    institute""".split()
)
"""Nouns of which it is asked what they did, not what was done to them: "what unit defends Berdin"."""
_GIVEN = frozenset("Andriy Antony Donald Elon Keith Vladimir Volodymyr".split())
"""Names of the table that another one follows."""
_OBJECTS = ("у", "ю", "ого", "его")
"""How a name ends to which something is done; where it tells nothing, the first one does it."""
NOUN_ENDINGS = ("ння", "нню", "нням", "нні", "ние", "ния", "нию", "нием", "нии", "ість", "ость", "ття", "тие", "тия")


class Piece(NamedTuple):
    """A word or name of the question in English."""

    english: str
    kind: str
    """A letter of the table, or "x" for a word that is not in it."""
    start: int
    end: int
    last: str
    """The plain form of the last word that it stands for."""


def turned(pieces: list[Piece], language: str) -> list[Piece]:
    """Put who does it before what is done: "what town captured Russia" is "what town did Russia capture"."""
    at = next((n for n, piece in enumerate(pieces) if piece.kind == "q"), -1)
    if at < 0 or pieces[at].english not in _TURNING:
        return pieces
    if pieces[at].english in _FREE and pieces[at].last not in _GRADING:
        return [*pieces[: at + 1], *_stated(pieces[at + 1 :], pieces[at].english, language)]
    if pieces[at].english == "how many" and at + 1 < len(pieces) and pieces[at + 1].kind == "p":
        at += 1  # who is counted does nothing yet
    while at + 1 < len(pieces) and pieces[at + 1].kind in "nam" and pieces[at].kind in "qnap":
        at += 1
    head, rest = pieces[: at + 1], pieces[at + 1 :]
    first = next((n for n, piece in enumerate(rest) if not _is_doer(piece)), len(rest))
    does = pieces[0].english == "how many" and first < len(rest) and rest[first].last.endswith(_OF_A_NUMBER)
    does |= pieces[at].english in _AGENTS and pieces[0].english == "what" and first == 0
    if first < len(rest) and rest[first].kind == "v" and _can_be_done(rest[first]) and not does:
        did = Piece("did", "f", rest[first].start, rest[first].start, "")
        if first:
            return [*head, did, *rest]
        if _of_actors(rest):
            return [*head, did, *rest[1:3], rest[0], *rest[3:]]
        end = next((n for n in range(1, len(rest)) if not _is_doer(rest[n]) or _ends_name(rest[n - 1], n)), len(rest))
        if end > 1 and not rest[1].last.endswith(_OBJECTS):
            return [*head, did, *rest[1:end], rest[0], *rest[end:]]
    return pieces


def _stated(rest: list[Piece], asked: str, language: str) -> list[Piece]:
    """Put an auxiliary and its subject first after "when", "where", "why" and "how", whatever the subject is.

    "Where happen inauguration of Trump" is "where will inauguration of Trump happen", "why visit postponed" is "why
    was visit postponed".
    """
    if rest and rest[0].english in PREPOSITIONS:  # "when in Ukraine hold elections"
        beside = _phrase_end(rest, 1)
        return [*_stated(rest[beside:], asked, language), *rest[:beside]]
    verb = 0 if rest and _is_verb(rest[0]) else _phrase_end(rest, 0)
    if verb >= len(rest) or not _is_verb(rest[verb]):
        return rest
    end = _phrase_end(rest, 1) if verb == 0 else verb
    if end == (verb == 0):
        return rest
    done = rest[verb]
    if not _can_be_done(done):
        word = "is" if done.english == "located" else "was"
    elif done.last.endswith(PAST[language]):
        word = "did"
    else:
        word = "will" if asked == "when" else "does"
    helping = Piece(word, "f", done.start, done.start, "")
    return [helping, *rest[:end], *rest[end:]] if verb else [helping, *rest[1:end], done, *rest[end:]]


def _is_verb(piece: Piece) -> bool:
    return piece.kind == "v" and not piece.last.endswith(NOUN_ENDINGS)


def _phrase_end(rest: list[Piece], start: int) -> int:
    """Return where the nouns, names and adjectives from `start` on end."""
    end = start
    while end < len(rest) and (rest[end].kind in "anpx" or _is_doer(rest[end])):
        end += 1
    return end


def _of_actors(rest: list[Piece]) -> bool:
    """Say whether whose men do it follows the verb ("захопили українські війська")."""
    return len(rest) > 2 and rest[1].kind == "a" and rest[2].english in _ACTORS


def _ends_name(piece: Piece, place: int) -> bool:
    """Say whether a name is whole with `piece`: after "Keith" and "Makron0" more of it may follow."""
    return place > 1 and piece.english not in _GIVEN and not piece.english.endswith("0")


def _can_be_done(piece: Piece) -> bool:
    """Say whether a verb takes "did": "killed" is what happens to somebody."""
    return (
        not piece.last.endswith(NOUN_ENDINGS + PASSIVE)
        and not piece.english.endswith("ed")
        and piece.english not in IRREGULAR
    )


def _is_doer(piece: Piece) -> bool:
    return piece.kind == "p" or piece.english in ("he", "she", "they", "it")
