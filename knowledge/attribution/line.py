"""One sentence as attribution sees it: its words, what stands between them, what is capitalised.

Made only of sentences that have a word of speech, doubt or plan: the others cost nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from knowledge.english_attribution import DETERMINERS
from knowledge.lexicon import look_up
from knowledge.phrases import tag
from knowledge.values import dataclass, field

if TYPE_CHECKING:
    from knowledge.tokenizer import Token


_OPENING, _CLOSING = "“„«‘", "”»"


@dataclass(slots=True)
class Line:
    """A sentence's tokens with one letter a token for what stands before it.

    Letters: space; - hyphen; comma; q closing quotation; : colon or opening quotation after a comma; " bare quotation
    mark; ( dash or bracket; ; semicolon; ^ the start.
    """

    text: str
    tokens: Sequence[Token]
    words: list[str] = field(init=False)
    gaps: str = field(init=False)
    _tags: str | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.words = [t.word for t in self.tokens]
        text, end, gaps = self.text, 0, []
        for token in self.tokens:
            between = text[end : token.start]
            gaps.append(" " if between == " " else _gap(between))
            end = token.end
        if gaps:
            gaps[0] = "^"
        self.gaps = "".join(gaps)

    @property
    def tags(self) -> str:
        """Return the tokens' part-of-speech letters, found when first asked for."""
        if self._tags is None:
            self._tags = tag(self.text, self.tokens)
        return self._tags

    def capital(self, at: int) -> bool:
        """Say whether token `at` begins with a capital letter."""
        return 0 <= at < len(self.tokens) and self.text[self.tokens[at].start].isupper()

    @property
    def headline(self) -> bool:
        """Say whether most words are capitalised, as in a headline."""
        return sum(self.capital(i) for i in range(len(self.words))) * 10 >= len(self.words) * 6

    def opens_quote(self, at: int) -> bool:
        """Say whether a quotation begins with token `at`, or a colon stands before it."""
        start = self.tokens[at].start
        return self.gaps[at] == ":" or self.text[start - 1 : start] in ('"', "“", "„", "«", "‘")

    def named(self, first: int, last: int) -> bool:
        """Say whether tokens `first` to `last` are a name: capitals, but not only at the head of the sentence."""
        return any(
            self.capital(i) and self.words[i] not in DETERMINERS and (i or _is_name(self, i, last))
            for i in range(first, last)
        )


def _is_name(line: Line, at: int, last: int) -> bool:
    parts = look_up(line.words[at]).parts
    return not parts or parts[0] == "N" or (at + 1 < last and line.capital(at + 1))


def _gap(between: str) -> str:  # noqa: PLR0911 - a table in words
    bare = between.strip().lstrip("%")
    if not bare or bare in "$€£%’'ʼ." or bare in ("US$", "%."):
        return " "
    if bare in "-‑/–" and bare == between:
        return "-"
    if bare == ",":
        return ","
    marks = [c for c in bare if c in '"“”„«»‘’']
    if marks:
        first, last = bare[0], bare[-1]
        if last in _OPENING or (last == '"' and between[-1] == '"' and first != '"' and len(bare) > 1):
            return ":" if first in ",:" else '"'
        closed = marks[0] in _CLOSING or between[0] in '"’,.!?…'
        return "q" if closed and len(bare) > 1 else '"'
    if bare[0] in ":;":
        return bare[0]
    return "(" if bare[0] in "()[]—–-" else ";" if bare[0] in ".!?…" else "|"
