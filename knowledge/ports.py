"""Where the phrases of a sentence begin and end, what links them there to what is around them, which words they hold.

Found once for a sentence and kept with its layout: under a question only the few words that meet it are gone through,
and what hangs on them. It knows no question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from knowledge.lexicon import look_up
from knowledge.sketch import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.passages import PreparedSentence
    from knowledge.tokenizer import Token
    from knowledge.traits import Layout

NAMED: Final = frozenset((Kind.NAME, Kind.NOUN, Kind.LIST))


class Ports:
    """The places of a sentence where phrases begin and end; phrases go by their number in `layout.phrases`."""

    def __init__(self, layout: Layout, tokens: Sequence[Token]) -> None:
        phrases, traits, size = layout.phrases, layout.traits, len(layout.tags)
        self.begins = tuple([p.first for p in phrases])
        self.ends = tuple([p.last for p in phrases])
        """Where each phrase begins, and the token after it."""
        both = list(zip(phrases, traits, strict=True))
        self.lefts = tuple({p.first: (p.first, t.left, t.left_at) for p, t in both}.values())
        """Token that phrases begin at, how they are linked to what is before, the token there (traits.Trait)."""
        self.rights = tuple({p.last: (p.last, t.right, t.right_at) for p, t in both}.values())
        """Token after phrases, how they are linked to what is behind, the token there."""
        self.firsts = tuple([first for first, *_ in self.lefts])
        self.lasts = tuple([last for last, *_ in self.rights])
        self.linked_left = _by_token(self.lefts, size)
        """Token → which of `lefts` are linked to it."""
        self.linked_right = _by_token(self.rights, size)
        """Token → which of `rights` are."""
        self.after_prepositions = [n for n, (_, link, _) in enumerate(self.lefts) if link == "prep"]
        """Which of `lefts` stand behind a preposition."""
        self.parted = tuple([i > 0 and _parted(layout, i) for i in range(size)])
        """Whether a comma or a bracket stands before each token."""
        self.verbs: dict[str, tuple[int, ...]] = {}
        """Term → the verbs that are it."""
        for i, letter in enumerate(layout.tags):
            if letter in "VG":
                self.verbs[tokens[i].term] = (*self.verbs.get(tokens[i].term, ()), i)
        self.empty = frozenset([n for n, p in enumerate(phrases) if layout.content[p.first] == layout.content[p.last]])
        """The phrases that have no word with a meaning of its own."""
        holding: list[list[int]] = [[] for _ in range(size)]
        for number, phrase in enumerate(phrases):
            for place in range(phrase.first, phrase.last):
                holding[place].append(number)
        self.holding = tuple(map(tuple, holding))
        """Token → the phrases that hold it."""
        self.dates = tuple([n for n, p in enumerate(phrases) if p.kind is Kind.DATE])
        self.numbers = tuple([n for n, p in enumerate(phrases) if p.kind is Kind.NUMBER])
        """The phrases that are dates, and those that are numbers."""
        self.units = frozenset([phrases[n].unit for n in self.dates + self.numbers])
        """What these measure."""
        self.named = tuple([n for n, t in enumerate(traits) if "named" in t.fixed])
        """The phrases that stand behind "called" or the like."""
        clauses = [(layout.clause[p.first], layout.clause[p.last - 1]) for p in phrases]
        self.stretches = tuple(dict.fromkeys(clauses))
        """The clauses that phrases begin and end in."""
        numbers = {stretch: n for n, stretch in enumerate(self.stretches)}
        self.stretch = tuple([numbers[c] for c in clauses])
        """Where in `stretches` each phrase's clauses are."""
        self.clauses = max(layout.clause, default=0) + 1
        """How many clauses there are."""
        kinds: dict[str, set[int]] = {}
        for head in {p.head for p in phrases if p.kind in NAMED}:
            kinds.setdefault(look_up(tokens[head].word).kind, set()).add(head)
        self.kinds = {kind: frozenset(heads) for kind, heads in kinds.items()}
        """What names and nouns are by the word table → their heads."""


def ports_of(sentence: PreparedSentence) -> Ports:
    """Return where the phrases of a sentence begin and end."""
    layout = sentence.layout
    if not layout.ports:
        layout.ports.append(Ports(layout, sentence.tokens))
    ports: Ports = layout.ports[0]
    return ports


def _by_token(links: Sequence[tuple[int, str, int]], size: int) -> tuple[tuple[int, ...], ...]:
    """Return which of `links` lead to each token."""
    out: list[list[int]] = [[] for _ in range(size)]
    for number, (*_, at) in enumerate(links):
        if at >= 0:
            out[at].append(number)
    return tuple(map(tuple, out))


def _parted(layout: Layout, token: int) -> bool:
    """Say whether a token is in another clause than the one before it, or a bracket opens or closes between them."""
    clause, inside = layout.clause, layout.inside
    return clause[token] != clause[token - 1] or inside[token] != inside[token - 1]
