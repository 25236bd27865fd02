"""What a word that is in no closed list can be, by its form and the word table: a past form, a base verb, a name.

The tagger's knowledge of open words. `open_letter` is its table of cases; read it from top to bottom.
"""

from __future__ import annotations

from functools import cache

from knowledge.english import IRREGULAR
from knowledge.lexicon import look_up

_NO_PAST = frozenset("need feed seed speed indeed".split())
_LETTER = {"n": "N", "N": "N", "v": "V", "a": "A", "r": "R"}
_BE = frozenset("is are was were be been being am".split())


@cache
def _irregular_past() -> frozenset[str]:
    """Return the irregular past forms and participles."""
    return frozenset(
        form
        for form, base in IRREGULAR.items()
        if "v" in look_up(base).parts and not form.endswith(("s", "ing")) and form not in ("far", "dead", "deadly")
    )


def is_past(word: str) -> bool:
    """Say whether `word` has the form of a past tense or participle.

    >>> is_past("wrote"), is_past("repulsed"), is_past("rebuilt"), is_past("write")
    (True, True, True, False)
    """
    if len(word) > 3 and word.endswith("ed"):
        return word not in _NO_PAST
    irregular = _irregular_past()
    return word in irregular or any(
        word.startswith(prefix) and word.removeprefix(prefix) in irregular for prefix in ("re", "over", "under", "out")
    )


def is_base_verb(word: str) -> bool:
    """Say whether `word` can be a verb's base form ("did the union *win*").

    >>> is_base_verb("win"), is_base_verb("wins"), is_base_verb("boat")
    (True, False, False)
    """
    plain = not word.endswith(("ed", "ing")) and (not word.endswith("s") or word.endswith("ss"))
    return plain and "v" in look_up(word).parts[:2]


def is_plural(word: str) -> bool:
    """Say whether `word` ends like a plural, or a verb's third person."""
    return word.endswith("s") and not word.endswith(("ss", "us", "is"))


def can_be_name(word: str, *, capital_follows: bool) -> bool:
    """Say whether a capitalised word at the head of a sentence is a name, and not just the first word."""
    entry = look_up(word)
    if not entry.parts:
        return not is_past(word) and not word.endswith(("ing", "ly"))
    if entry.parts[0] == "N":
        return True
    if entry.kind == "person" and entry.parts == "n":
        return False  # "Economist Thomas Piketty"
    return capital_follows and ("n" in entry.parts[:2] or "N" in entry.parts) and not word.endswith(("ing", "ed"))


def _is_compared(word: str) -> bool:
    """Say whether `word` is a comparative or superlative ("largest", "heavier")."""
    for ending in ("est", "er"):
        if word.endswith(ending) and len(word) > 5:
            stem = word.removesuffix(ending)
            return any("a" in look_up(base).parts[:2] for base in (stem, stem + "e", stem[:-1], stem[:-1] + "y"))
    return False


def open_letter(word: str, before: str, after: str, last: str, *, finite: bool) -> str:  # noqa: PLR0911 - a table in words
    """Return the tagger's letter for a word of no closed list.

    `before` and `after` are its neighbours' letters (after: empty for another open word, "." at a break), `last` the
    word before it, `finite` whether its clause has had its verb.
    """
    parts = look_up(word).parts
    if parts == "v" and word in IRREGULAR and look_up(IRREGULAR[word]).parts[:1] == "n":
        parts = "n"  # "wives" is no form of "to wive"
    if word.endswith("ly") and "n" not in parts and parts[:1] != "a":
        return "R"
    if word.endswith("ing") and len(word) > 4 and ("v" in parts or not parts):
        return _of_ing(parts, before, after)
    if is_past(word):
        return _of_past(word, parts, before, after)
    if not parts or parts == "N":
        return "A" if _is_compared(word) else "N"
    if last in ("what", "which") and after in ("X", "B", "P") and "n" in parts:
        return "N"
    if before in ("D", "A", "#", "Q", "P"):
        return _governed(parts, before, after)
    if "v" in parts and _is_verb(word, parts, before, after, last, finite):
        return "V"
    if before in ("N", "M") and ("n" in parts or "N" in parts):
        if "v" in parts:
            return "A" if parts[0] == "a" and parts[:2] != "an" else "N"
        if parts[0] == "n":
            return "N"
    return _LETTER[parts[0]]


def _of_ing(parts: str, before: str, after: str) -> str:
    if before in ("D", "A", "Q") and parts[:1] == "n":
        return "N"
    ends = before in ("D", "A", "Q", "N") and after in (".", "P", "C", "X")
    if "n" in parts and (ends or (before == "M" and after == "X")):
        return "N"
    return "G"


def _of_past(word: str, parts: str, before: str, after: str) -> str:
    if before in ("D", "A", "Q", "#"):
        return "N" if parts[:1] == "n" and parts != "nv" else "A"
    if before in ("N", "M"):
        return "A" if word == "left" and parts[:1] == "a" and after in ("", "M") else "V"
    if before in ("P", "T") and after in ("", "M"):
        return "A"
    if parts[:1] == "n" and word not in _irregular_past() and before not in ("X", "O", "R", "B"):
        return "V" if before in ("P", "T") and after == "P" else "N"
    return "V"


def _governed(parts: str, before: str, after: str) -> str:
    """Return the letter of a word behind an article, an adjective, a number, a possessive or a preposition."""
    noun = "n" in parts or "N" in parts
    alone = after in (".", "P", "C", "X", "B")
    if "a" in parts and ((parts[0] == "a" and not alone) or not noun):
        return "A"
    if noun:
        return "N"
    return "V" if "v" in parts and before not in "DQ" else "N"


def _is_verb(word: str, parts: str, before: str, after: str, last: str, finite: bool) -> bool:  # noqa: PLR0911, PLR0913, PLR0917 - a table in words
    """Say whether a word that can be a verb is one here."""
    plural, first = is_plural(word), parts[0] == "v"
    noun = "n" in parts or "N" in parts
    if before == "T":
        return not plural or (first and not noun)
    if before == "X":
        return (not plural and last not in _BE) or first
    if before == "O":
        return plural or first or not noun
    if before == "B":
        return first or (plural and last in ("who", "which", "that"))
    if before in ("N", "M"):
        many = before == "N" and is_plural(last)
        governs = first or after in ("D", "M", "O", "T", "B") or (after == "P" and not noun)
        if plural != many and not finite and governs:
            return True
        return not noun and (plural or many or first)
    return first
