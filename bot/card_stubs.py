"""Stubs of fact cards for questions that could not be answered: YAML for a card file, for an editor to finish.

A stub has the question in its readers' wordings, the nearest passages as evidence to choose from, and the nearest
one's own words as the answer so far; `draft: true` keeps it from readers. A stub that `quoth check` would not pass is
written as a comment. Nothing is read or written here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.draft_card import DraftCard, one_line, passes_check
from knowledge import Found, NotFound, ask
from knowledge.card_ids import LONGEST_NAME, free_id, id_parts
from knowledge.drafting import draft_status
from knowledge.marked_edits import quoted
from knowledge.tokenizer import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.unanswered import Group
    from knowledge import Collection, Evidence, Library

MOST_WORDINGS = 8
"""Wordings of a question that a stub takes over: more say nothing new."""


@dataclass(frozen=True, slots=True)
class Stub:
    """A question that could not be answered, as a card to be."""

    question: str
    article: str | None
    """The article of the nearest passages; None where no passage is near."""
    item: str
    """YAML: an item of `cards:`, or comment lines only."""
    is_card: bool
    """Whether `item` is a card that `quoth check` passes."""


@dataclass(slots=True)
class Taken:
    """What a new card must not have: ids that are taken, questions that a card or an editor's note has."""

    ids: set[str] = field(default_factory=set)
    questions: set[tuple[str, ...]] = field(default_factory=set)

    def has(self, question: str) -> bool:
        """Say whether there is a card or a note for `question`, whatever its capitals and punctuation."""
        return _bare(question) in self.questions

    def add(self, ids: Iterable[str], questions: Iterable[str]) -> None:
        """Note more of both."""
        self.ids.update(ids)
        self.questions.update(map(_bare, questions))


def taken_in(library: Library) -> Taken:
    """Return what the library has already."""
    taken = Taken()
    taken.add((card.id for card in library.cards), (q.text for card in library.cards for q in card.questions))
    taken.add((), (noted.wording.text for noted in library.unanswered))
    return taken


def stubs_for(collection: Collection, groups: Iterable[Group], taken: Taken) -> Iterator[Stub]:
    """Yield a stub for each of `groups` that the library has no card for and still does not answer, in their order."""
    for group in groups:
        if taken.has(group.question):
            continue
        reading = ask(collection, group.question)
        if not isinstance(reading, NotFound):
            if isinstance(reading, Found):
                yield _comment(group, None, ["It is answered by now."])
            continue
        wordings = _fresh(group.wordings, taken)
        if not reading.nearest:
            lines = ["No passage is near. If no article says it, note it in a card file, so that it is always refused:"]
            yield _comment(group, None, [*lines, "unanswered:", *(f"  - {quoted(text)}" for text in wordings)])
            continue
        article = reading.nearest[0].article
        name = free_id(_name(group.question), taken.ids)
        card = _card(name, wordings, [near for near in reading.nearest if near.article.id == article.id])
        if passes_check(card, article):
            taken.add([name], wordings)
            yield Stub(group.question, article.id, "\n".join([_asked(group), *card]), is_card=True)
        else:
            yield _comment(group, article.id, card)


def _card(name: str, wordings: list[str], near: list[Evidence]) -> list[str]:
    """Write the card: the nearest passage is its evidence so far."""
    said = near[0].attribution
    quotes = [evidence.quote for evidence in near]
    return DraftCard(name, quotes[0].text, draft_status(said), said.source, quotes, wordings).lines()


def _comment(group: Group, article: str | None, lines: list[str]) -> Stub:
    return Stub(group.question, article, "\n".join([_asked(group), *(f"# {line}" for line in lines)]), is_card=False)


def _asked(group: Group) -> str:
    times = "once" if group.count == 1 else f"{group.count} times"
    return f"# Asked {times}: {quoted(group.question)}"


def _fresh(wordings: Iterable[str], taken: Taken) -> list[str]:
    """Return the wordings that are no card's, each once, whatever its capitals and punctuation."""
    found = {_bare(wording): one_line(wording) for wording in reversed(tuple(wordings)) if not taken.has(wording)}
    return list(reversed(found.values()))[:MOST_WORDINGS]


def _name(question: str) -> str:
    """Make an id of the words that matter, as far as they fit.

    >>> _name("Who is the mayor of Lindesund?")
    'mayor-lindesund'
    """
    name = ""
    for part in id_parts(question):
        if len(name) + 1 + len(part) > LONGEST_NAME:
            break
        name = f"{name}-{part}" if name else part
    return name or "question"


def _bare(text: str) -> tuple[str, ...]:
    return tuple(token.word for token in tokenize(text)) or (text,)
