"""What each word of a sentence is: one letter a token, from closed word lists, the word table and the words beside it.

A light tagger: no model, no tables of probabilities, one pass from left to right. It is right often enough to find
noun phrases and the verb between them; it is not a parser.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from knowledge.english import NUMBER_WORDS, STOP_WORDS
from knowledge.lexicon import look_up
from knowledge.word_classes import can_be_name, is_base_verb, is_past, open_letter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.tokenizer import Token

_CLOSED = {
    "D": "a an the this that these those its his her their our my your some any each every no all both another "
    "either neither such many few several most much more less",
    "C": "and or nor &",
    "B": "but while although though because since if unless whereas when where which who whom whose what why how that "
    "as than until so yet however therefore",
    "P": "of in on at by for from with into onto over under between among within without through during before "
    "after against about above below across along around behind beyond near off toward towards upon via per "
    "like unlike despite throughout amid inside outside",
    "T": "to",
    "X": "is are was were be been being am has have had do does did will would shall should can could may might must "
    "cannot",
    "O": "he she it they we i you him them us me himself herself itself themselves there",
    "R": "not also very too just only even still already often never always sometimes usually now once then here thus "
    "almost again further instead together rather quite approximately about nearly roughly",
}


@cache
def _closed() -> Mapping[str, str]:
    return {word: tag for tag, words in reversed(list(_CLOSED.items())) for word in words.split()}


def tag(text: str, tokens: Sequence[Token], between: str = "") -> str:
    """Return one letter a token: D A N M(name) #(number) V G(-ing) P T(to) C B X(auxiliary) O R Q(possessive).

    `text` is what the tokens' offsets count in; `between` their `gaps`, where these are known already.
    """
    tagger = _Tagger(text, tokens, between or gaps(text, tokens))
    for i in range(len(tokens)):
        tagger.step(i)
    return "".join(tagger.tags)


class _Tagger:
    """One pass over a sentence: the letters so far, and what the clause and the question are still waiting for."""

    def __init__(self, text: str, tokens: Sequence[Token], between: str) -> None:
        self.text, self.tokens, self.between = text, tokens, between
        self.shouted = text.isupper()
        self.closed = _closed()
        self.tags: list[str] = []
        self.finite = False
        """Whether the clause has had its verb."""
        self.asked = False
        """Whether a question word came and its auxiliary has not."""
        self.pending = False
        """Whether "did" came and its verb has not ("what *did* the union win")."""

    def step(self, i: int) -> None:
        """Add the letter of token `i`."""
        word = self.tokens[i].word
        if self.between[i] in ",|":
            self.finite = False
        before = self.tags[-1] if i and self.between[i] in " -'" else ""
        letter = self._letter(i, word, before)
        if letter in "VX":
            self.finite = True
        elif letter in "BC":
            self.finite = False
        if word in _ASKING:
            self.asked = True
        elif self.asked and letter == "X" and word in _INVERTED:
            self.pending, self.asked = True, False
        self.tags.append(letter)

    def _letter(self, i: int, word: str, before: str) -> str:
        token = self.tokens[i]
        if word == "s" and token.start and self.text[token.start - 1] in "'’ʼ":
            return "Q"
        if word[0].isdigit() or word in NUMBER_WORDS:
            return "#"
        if word.endswith("n't"):
            return "X"
        known = self.closed.get(word, "")
        if known and known != "D" and i and not self.shouted and token.end - token.start > 1:
            written = self.text[token.start : token.end]
            known = "" if written.isupper() else known  # "the IT department"
        if known:
            return self._closed_letter(i, word, before, known)
        if self.text[token.start].isupper() and (i or self._named_first()):
            return "M"
        return self._open_letter(i, word, before)

    def _closed_letter(self, i: int, word: str, before: str, known: str) -> str:
        if word == "that" and before and before in "NMVX":
            return "B"
        if word == "will" and before == "D":
            return "N"
        if word == "may" and self.text[self.tokens[i].start].isupper() and (i or self._next(i)[:1].isdigit()):
            return "X" if self.shouted else "M"
        if word == "in" and before == "#" and self.between[i + 1 : i + 2] == "|":
            return "N"  # "(2 ft 6 in)"
        return known

    def _open_letter(self, i: int, word: str, before: str) -> str:
        hyphened = self.between[i] == "-" and before and before in "NAR#M"
        if hyphened and (is_past(word) or (word.endswith("ing") and i + 1 < len(self.tokens))):
            return "A"
        if self.pending and before:
            parts = look_up(word).parts
            if before == "X" and parts[:1] not in ("", "v", "r"):
                return "A" if parts[0] == "a" else "N"
            if before in "NMO#VG" and (is_base_verb(word) or (not parts and i + 1 == len(self.tokens))):
                self.pending = False
                return "V"
        last = self.tokens[i - 1].word if i else ""
        if last in ("what", "which") and "n" in look_up(word).parts and is_past(self._next(i)):
            return "N"  # "what report came"
        after = "."
        if self.between[i + 1 : i + 2] == " ":
            after = self.closed.get(self._next(i), "")
            if not after and self.text[self.tokens[i + 1].start].isupper():
                after = "M"
        return open_letter(word, before, after, last, finite=self.finite)

    def _next(self, i: int) -> str:
        return self.tokens[i + 1].word if i + 1 < len(self.tokens) else ""

    def _named_first(self) -> bool:
        """Say whether the first word is a name, and not only the first."""
        first = self.tokens[0]
        if first.word in STOP_WORDS:
            return False
        if first.end - first.start > 1 and self.text[first.start : first.end].isupper():
            return True
        capital = len(self.tokens) > 1 and self.text[self.tokens[1].start].isupper()
        return can_be_name(first.word, capital_follows=capital)


def gaps(text: str, tokens: Sequence[Token]) -> str:
    """Return one letter a token for what stands before it: space, comma, hyphen, ' quotation mark, | anything else."""
    out = []
    end = 0
    for n, token in enumerate(tokens):
        between = text[end : token.start]
        end = token.end
        bare = between.strip(" \u00a0\n\t")
        if not n:
            out.append("|")
        elif bare in _NOTHING or (bare == "." and _initial(text, tokens[n - 1])):
            out.append(" ")
        elif bare in _HYPHENS:
            out.append("-")
        elif bare in _COMMAS:
            out.append(",")
        elif bare in _QUOTES:
            out.append("'")
        else:
            out.append("|")
    return "".join(out)


def _initial(text: str, token: Token) -> bool:
    """Say whether a token is an initial or a title before a full stop ("John C. Messenger", "Dr. No")."""
    return text[token.start].isupper() and (token.end - token.start == 1 or token.word in _TITLES)


_ASKING = frozenset("what which who whom whose when where why how".split())
_INVERTED = frozenset("do does did can could would should will might may must".split())
_TITLES = frozenset("dr mr mrs ms prof st sr jr gen col maj capt lt sgt rep sen gov rev fr mt ft y p".split())
_NOTHING = frozenset(("", "'", "’", "ʼ", "$", "€", "£", "¥", "US$", "%", "&", "+", "×"))
_HYPHENS = frozenset(("-", "–", "‑", "/"))
_COMMAS = frozenset((",", ",”", ',"', "%,"))
_QUOTES = frozenset(('"', "“", "”", "‘", "«", "»"))
