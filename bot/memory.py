"""What is remembered of a conversation: the last question, names of the articles, the place of the last quote.

Small and bounded, readable as JSON; nothing of a reader but the last question. What is read back is distrusted: a text
that `to_json` did not write is an empty conversation, and a place that the library no longer has is forgotten.
"""

from __future__ import annotations

import json
import math
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knowledge import Ask, Attribution, Evidence, Found, Quote, Smalltalk, Span, Status
from knowledge.antecedents import Context, names_to_keep

if TYPE_CHECKING:
    from knowledge import Collection, Reading

VERSION = 1
LONGEST_JSON = 8_000
"""Characters of the longest JSON that is read: more than `to_json` writes within the bounds below, escapes included."""
LONGEST_QUESTION = 300
LONGEST_NAME = 80
MOST_NAMES = 8
"""Names kept: two or three questions' worth; who "he" is five questions later nobody knows."""
LONGEST_SOURCE = 200


@dataclass(frozen=True, slots=True)
class Place:
    """Where the last answer stands and who said it, without a word of the article but the speaker's name."""

    article: str
    paragraph: int
    start: int
    end: int
    check: int
    """CRC-32 of the quote: tells whether the library still has it there."""
    confidence: float
    status: Status = Status.FACT
    mark: tuple[int, int] | None = None
    """The short answer, as offsets into the quote."""
    source: str | None = None
    caveat: str | None = None
    card: str | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """What is remembered of a conversation between two questions. Small, and readable as JSON."""

    question: str = ""
    """The last question, with its references resolved."""
    names: tuple[str, ...] = ()
    """Names in the last questions and short answers that the articles have, the likeliest to be meant first."""
    fresh: int = 0
    """How many of the names are the last question's."""
    place: Place | None = None
    """Where the last answer stands; None where there was none."""

    def to_json(self) -> str:
        """Write the conversation as one line of JSON."""
        place = self.place
        value = {
            "version": VERSION,
            "question": self.question,
            "names": list(self.names),
            "fresh": self.fresh,
            "place": place and {name: getattr(place, name) for name in Place.__slots__},
        }
        return json.dumps(value, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Conversation:
        """Read what `to_json` wrote; anything else is an empty conversation."""
        if len(text) > LONGEST_JSON:
            return cls()
        try:
            value = json.loads(text)
            return _conversation(value)
        except (ValueError, TypeError, KeyError, RecursionError):
            return cls()


def recall(collection: Collection, conversation: Conversation, article: str | None) -> Context:
    """Return what the next question may refer to; nothing where it is asked of another article than the last."""
    last = last_evidence(collection, conversation)
    if conversation.place and article not in (None, conversation.place.article):
        return Context()
    return Context(
        conversation.question,
        last.short if last else None,
        last.quote if last else None,
        last.attribution.source if last else None,
        conversation.names,
        conversation.fresh,
    )


def last_evidence(collection: Collection, conversation: Conversation) -> Evidence | None:
    """Return the evidence of the last answer, built again from its place; None where the library has changed there."""
    place = conversation.place
    if place is None:
        return None
    homes = collection.articles.get(place.article, ())
    home = next((home for home in homes if home.paragraph.number == place.paragraph), None)
    if home is None or not 0 <= place.start < place.end <= len(home.paragraph.text):
        return None
    quote = Quote(home.paragraph, Span(place.start, place.end))
    if _checksum(quote.text) != place.check:
        return None
    mark = Span(*place.mark) if place.mark and place.mark[1] <= len(quote.text) else None
    card = next((card for card in collection.library.cards if card.id == place.card), None)
    said = Attribution(place.status, place.source, place.caveat)
    return Evidence(home.article, quote, said, 0.0, mark, card)


def remember(collection: Collection, before: Conversation, question: str, reading: Reading) -> Conversation:
    """Return the conversation after `question` was answered with `reading`; small talk leaves it as it was."""
    if isinstance(reading, Smalltalk):
        return before
    first = reading.evidence[0] if isinstance(reading, Found) and reading.evidence else None
    question = " ".join(question.split())[:LONGEST_QUESTION]
    named = names_to_keep(collection, question, first.short if first else None, ())
    names = tuple(dict.fromkeys(name for name in (*named, *before.names) if len(name) <= LONGEST_NAME))[:MOST_NAMES]
    fresh = sum(1 for name in names if name in named)
    place = _place(first, reading.confidence) if first and isinstance(reading, Found) else None
    return Conversation(question, names, fresh, place)


def after_follow_up(collection: Collection, before: Conversation, reading: Reading) -> Conversation:
    """Return the conversation after the last quote itself was asked about: the question is still the same.

    Who was named as the speaker is the first that "he" may mean; where the article went on, the place goes on.
    """
    if not isinstance(reading, Found):
        return before
    first = reading.evidence[0]
    place = before.place if reading.ask is Ask.WHO_SAYS else _place(first, reading.confidence)
    speakers = names_to_keep(collection, "", first.attribution.source, ()) if reading.ask is Ask.WHO_SAYS else ()
    names = tuple(dict.fromkeys((*speakers, *before.names)))[:MOST_NAMES]
    old = before.names[: before.fresh]
    fresh = sum(1 for name in names if name in speakers or name in old)
    return Conversation(before.question, names, fresh, place)


def _place(evidence: Evidence, confidence: float) -> Place:
    quote, mark, said = evidence.quote, evidence.highlight, evidence.attribution
    return Place(
        article=evidence.article.id,
        paragraph=quote.paragraph.number,
        start=quote.span.start,
        end=quote.span.end,
        check=_checksum(quote.text),
        confidence=round(confidence, 4),
        status=said.status,
        mark=(mark.start, mark.end) if mark else None,
        source=said.source[:LONGEST_SOURCE] if said.source else None,
        caveat=said.caveat[:LONGEST_SOURCE] if said.caveat else None,
        card=evidence.card.id if evidence.card else None,
    )


def _checksum(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def _conversation(value: Any) -> Conversation:
    """Return the conversation that `value` describes; raise ValueError, TypeError or KeyError where it is none."""
    if value["version"] != VERSION:
        raise ValueError("another version's conversation")
    names = tuple(_text(name, LONGEST_NAME) for name in value["names"])
    fresh = _count(value["fresh"])
    if not isinstance(value["names"], list) or len(names) > MOST_NAMES or fresh > len(names):
        raise ValueError("more names than a conversation has")
    question = _text(value["question"], LONGEST_QUESTION)
    return Conversation(question, names, fresh, None if value["place"] is None else _read_place(value["place"]))


def _read_place(value: Any) -> Place:
    start, end = _count(value["start"]), _count(value["end"])
    confidence = value["confidence"]
    if isinstance(confidence, bool) or not isinstance(confidence, int | float) or not 0 <= confidence <= 1:
        raise ValueError("no probability")
    mark = value["mark"]
    if mark is not None:
        first, last = mark
        mark = (_count(first), _count(last))
        if not mark[0] <= mark[1] <= end - start:
            raise ValueError("a short answer outside of its quote")
    return Place(
        article=_text(value["article"], LONGEST_SOURCE),
        paragraph=_count(value["paragraph"]),
        start=start,
        end=end,
        check=_count(value["check"]),
        confidence=float(confidence) if math.isfinite(confidence) else 0.0,
        status=Status(value["status"]),
        mark=mark,
        source=None if value["source"] is None else _text(value["source"], LONGEST_SOURCE),
        caveat=None if value["caveat"] is None else _text(value["caveat"], LONGEST_SOURCE),
        card=None if value["card"] is None else _text(value["card"], LONGEST_SOURCE),
    )


def _text(value: object, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise TypeError("no text, or too long a one")
    return value


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**32:
        raise TypeError("no count")
    return value
