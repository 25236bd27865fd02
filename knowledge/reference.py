"""A follow-up put into a question that stands alone: "When does he take office?", "How far is that?", "and Trump?".

A question that has its own matter is returned as it is, letter by letter: a pronoun whose antecedent stands before it
in the same question ("Did Ukraine say it advanced?") is nobody else's business. Nothing is retrieved here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.antecedents import Context, Ground, date, group, person, place, stand, thing
from knowledge.ellipsis import ask_again, complete, matter
from knowledge.english import PERSON_WORDS, PLACE_WORDS, QUESTION_WORDS
from knowledge.lexicon import look_up
from knowledge.phrases import tag
from knowledge.question_nouns import focus_end, is_person_word
from knowledge.tokenizer import tokenize

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowledge.collection import Collection
    from knowledge.tokenizer import Token

LONGEST = 300
"""Characters of the longest follow-up: who writes more says what is meant."""

_HE = frozenset("he him she".split())
_HIS = frozenset("his her hers".split())
_IT = frozenset("it that this".split())
_THEY = frozenset("they them".split())
_POINTING = frozenset("that this same".split())
_PERSONS = PERSON_WORDS | frozenset("person man woman guy official politician".split())
_TIMES = frozenset("day date time month year moment week".split())
_SAYING = frozenset("say claim report think believe announce declare suggest argue know hope mean tell".split())
_CLAUSE = frozenset("that whether if when because while and but although since as who which".split())
_BE = frozenset("is are was were be been s".split())
_AFTER_THAT = _BE | frozenset("has had will would did does do can could from to in on for of happen happened".split())


def resolve(collection: Collection, text: str, context: Context, article: str | None = None) -> str:
    """Return `text` as a question that stands alone in `context`; as it is where it does so already."""
    if not context.question or len(text) > LONGEST:
        return text
    ground = stand(collection, context, article)
    again = ask_again(ground, text)
    if again is not None:
        return again
    named = _without_pronouns(ground, text)
    completed = complete(ground, named)
    return completed if completed is not None else named


def _without_pronouns(ground: Ground, text: str) -> str:
    """Return `text` with the names that its pronouns stand for."""
    tokens = tokenize(text)
    if not tokens:
        return text
    tags = tag(text, tokens)
    own = frozenset(token.term for token, letter in zip(tokens, tags, strict=True) if letter == "M")
    out, done = [], 0
    i = 0
    while i < len(tokens):
        written = text[tokens[i].start : tokens[i].end]
        found = (
            None
            if len(written) > 1 and written.isupper() and not text.isupper()
            else _replaced(ground, tokens, tags, i, own)
        )
        if found is None:
            i += 1
            continue
        put, size = found
        end = tokens[i + size - 1].end
        if size == 1:  # "he'll": only the pronoun goes
            end = tokens[i].start + len(re.split("['’ʼ]", text[tokens[i].start : end])[0])
        out += [text[done : tokens[i].start], put]
        done = end
        i += size
    return "".join([*out, text[done:]])


def _replaced(  # noqa: PLR0911 - a table in words
    ground: Ground, tokens: tuple[Token, ...], tags: str, i: int, own: frozenset[str]
) -> tuple[str, int] | None:
    """Return what stands for the words from `i` on, and for how many of them; None where they refer to nothing."""
    word = re.split("['’ʼ]", tokens[i].word)[0]
    after = tokens[i + 1].word if i + 1 < len(tokens) else ""
    if word in _POINTING and _ends_noun(tags, i + 2) and _may_point(tokens, tags, i):
        if after in _TIMES:
            return _one(date(ground), 2)
        if after in PLACE_WORDS:
            return _one(place(ground, own), 2)
        if after in _PERSONS:
            return _one(person(ground, own), 2)
    if word in _HE | _HIS and not _stands_before(tokens, tags, i, _is_somebody):
        name = person(ground, own)
        possessive = word in _HIS and after and tags[i + 1] in "NAMG#V"
        return _one(_of(name) if possessive else name, 1)
    if word in ("its", "their") and not _stands_before(tokens, tags, i, _is_something):
        return _one(_of(thing(ground, own) if word == "its" else group(ground)), 1)
    if word == "it" and not _is_empty(tokens, tags, i) and not _stands_before(tokens, tags, i, _is_something):
        return _one(_far(ground, tokens, own), 1)
    if word in ("that", "this") and _points(tokens, tags, i):
        event = _event(ground) if not after and tags[i - 1] in "VP" else None
        return _one(event or _far(ground, tokens, own), 1)
    if word in _THEY and not _stands_before(tokens, tags, i, _is_something):
        return _one(group(ground), 1)
    if word == "there" and after not in _BE and i and tokens[i - 1].word not in _BE:
        where = place(ground, own)
        led = tokens[i - 1].word in ("from", "to", "near", "in", "around", "over")
        return _one(where if led or not where else f"in {where}", 1)
    if word == "then" and i and tokens[i - 1].word in ("since", "until", "till", "by", "before", "after"):
        return _one(date(ground), 1)
    if word == "then" and i and tokens[i - 1].term == "happen":
        when = date(ground)
        return _one(f"on {when}" if when else None, 1)
    return None


def _may_point(tokens: tuple[Token, ...], tags: str, i: int) -> bool:
    """Say whether "that" before a noun is no conjunction ("said that ministers …") and no relative ("talks that …")."""
    return not i or (tags[i - 1] in "XPTVR" and tokens[i - 1].term not in _SAYING)


def _one(found: str | None, size: int) -> tuple[str, int] | None:
    return (found, size) if found else None


def _of(name: str | None) -> str | None:
    return None if name is None else f"{name}’s"


def _far(ground: Ground, tokens: tuple[Token, ...], own: frozenset[str]) -> str | None:
    """Return what "it" and "that" mean: a place after "how far" and "where", else the last thing."""
    words = [token.word for token in tokens]
    if words[:2] in (["how", "far"], ["how", "close"], ["how", "near"]) or words[:1] == ["where"]:
        return place(ground, own) or thing(ground, own)
    return thing(ground, own)


def _event(ground: Ground) -> str | None:
    """Return what happened, as "Who condemned that?" means it: the last question's own words."""
    question = ground.context.question.rstrip(" ?!.")
    words = tokenize(question)
    if not words or words[0].word in ("what", "which", "who", "where", "how"):
        return None
    _, rest, _ = matter(question)
    return re.sub(r"^(?:is|are|was|were|do|does|did|has|have|had|will|would) ", "", rest, flags=re.IGNORECASE) or None


def _ends_noun(tags: str, i: int) -> bool:
    return i >= len(tags) or tags[i] not in "NM"


def _points(tokens: tuple[Token, ...], tags: str, i: int) -> bool:
    """Say whether "that" or "this" is a word of its own, and neither joins a clause nor belongs to a noun."""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    before = tokens[i - 1] if i else None
    if after is None:
        return before is not None and tags[i - 1] in "XVPBTN" and len(tokens) > 2
    return (before is None or tags[i - 1] in "XP") and after.word in _AFTER_THAT


def _is_empty(tokens: tuple[Token, ...], tags: str, i: int) -> bool:
    """Say whether "it" stands for what follows ("Is it true that …", "How long did it take …") or for the article."""
    rest = tokens[i + 1 :]
    if rest and rest[0].term in ("say", "mean", "rain", "snow"):
        return True
    if any(token.word == "there" for token in rest):
        return True  # "How far is it from there to Pokrovsk?"
    takes = bool(rest) and rest[0].term in ("take", "matter", "seem", "need")
    for n, token in enumerate(rest):
        to = token.word == "to" and (takes or tags[i + n + 2 : i + n + 3] == "V")
        if token.word in ("that", "whether", "if") or token.word in QUESTION_WORDS or to:
            return len(rest) - n > 1
    return False


def _stands_before(
    tokens: tuple[Token, ...], tags: str, i: int, can_be: Callable[[tuple[Token, ...], str, int], bool]
) -> bool:
    """Say whether the pronoun at `i` has its antecedent in the same question."""
    word, possessive = tokens[i].word, tokens[i].word in _HIS | {"its", "their"}
    if word in _HE | _HIS and any(can_be(tokens, tags, j) for j in range(i + 1, len(tokens)) if tags[j] == "M"):
        return True  # "Other than his work, what was Tesla famous for?"
    # what "which …" asks for can own something, but nobody asks "which town is it near" of that town
    start = focus_end(tokens, tags) if tokens[0].word in QUESTION_WORDS and not possessive else 0
    found = [j for j in range(start, i) if can_be(tokens, tags, j)]
    if possessive:
        own = tokens[0].word == "which" or (tokens[0].word == "who" and word != "its")
        return bool(found) or (own and tokens[1].word not in _BE)
    if not found:
        return False
    before, subject = tokens[i - 1], i + 1 < len(tokens) and tags[i + 1] in "XV"
    object_of = word in ("him", "them") or tags[i - 1] in "PT" or (tags[i - 1] == "V" and before.term not in _SAYING)
    if subject or not object_of or not all(tags[j] == "M" for j in found):
        return True
    # "Did Russia capture it?": somebody does it to something else, unless a clause lies between
    return any(tokens[j].word in _CLAUSE or tokens[j].term in _SAYING for j in range(found[-1], i - 1))


def _is_somebody(tokens: tuple[Token, ...], tags: str, j: int) -> bool:
    if tags[j] == "M":
        entry = look_up(tokens[j].word)
        return entry.kind != "location" and not ("a" in entry.parts and entry.derived)
    return tokens[j].word in _PERSONS or (tags[j] == "N" and is_person_word(tokens[j]))


def _is_something(tokens: tuple[Token, ...], tags: str, j: int) -> bool:
    return tags[j] in "NM" and tokens[j].word not in QUESTION_WORDS


__all__ = ["Context", "resolve"]
