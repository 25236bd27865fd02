"""The frozen values that the other rooms pass to each other. Nothing here does more than slice a text.

Every quote is a `Quote`: a paragraph of an article and a span in it. The text is a slice, by construction,
so it cannot differ from the article by a letter. A `Sequence` is a tuple, or a `Shelf` equal to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from knowledge.values import dataclass, field


class Status(StrEnum):
    """How sure the article is of what it says."""

    FACT = "fact"
    """The article says so in its own voice."""
    CLAIM = "claim"
    """Somebody says so; the article does not confirm it."""
    DENIAL = "denial"
    """Somebody says that it is not so."""
    PLAN = "plan"
    """It is intended or expected, and has not happened."""
    OPINION = "opinion"
    """Somebody's judgement."""
    UNVERIFIED = "unverified"
    """The article itself says that it could not be checked."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Part of a text: offsets in Unicode code points, `end` exclusive."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """Return the part of `text` that this span marks.

        >>> Span(0, 5).of("Kursk city")
        'Kursk'
        """
        return text[self.start : self.end]

    def within(self, outer: Span) -> bool:
        """Say whether this span lies in `outer`."""
        return outer.start <= self.start and self.end <= outer.end

    def shifted(self, by: int) -> Span:
        """Return the same span, `by` code points further on."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article besides its text. What is not known is None, never guessed."""

    title: str
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    """ISO 8601 date, as the file gives it."""
    url: str | None = None
    language: str = "en"

    @property
    def is_english(self) -> bool:
        """Whether the article is read by English's own rooms; else by `knowledge.languages`."""
        return self.language == "en" or self.language.startswith("en-")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of an article, its text unaltered. Number 0 is the headline."""

    article: str
    number: int
    text: str
    sentences: tuple[Span, ...]
    """The sentences of the text, in order."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article: its id (the file's name), what is known of it, and its paragraphs, headline first."""

    id: str
    metadata: Metadata
    paragraphs: Sequence[Paragraph]

    @property
    def title(self) -> str:
        """The article's title."""
        return self.metadata.title


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim slice of one paragraph."""

    paragraph: Paragraph
    span: Span

    @property
    def text(self) -> str:
        """The quoted words."""
        return self.span.of(self.paragraph.text)


@dataclass(frozen=True, slots=True)
class Wording:
    """One way in which readers put a question, and its language (ISO 639-1)."""

    text: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class FactCard:
    """One fact, written by an editor and bound to verbatim evidence."""

    id: str
    article: str
    answer: str
    status: Status
    attributed_to: str | None
    evidence: Sequence[Quote]
    questions: Sequence[Wording]
    see_also: tuple[str, ...] = ()
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that readers ask and an article does not answer, noted by its editor."""

    article: str
    wording: Wording


@dataclass(frozen=True, slots=True)
class Library:
    """The articles that are asked, sorted by id, with their cards and aliases."""

    articles: Sequence[Article]
    cards: Sequence[FactCard] = ()
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """How the articles write a name → how readers write it."""
    unanswered: Sequence[Unanswered] = ()
    """Questions that are refused, though a card or a passage shares their words."""

    def article(self, id: str) -> Article:  # noqa: A002 - the field's name
        """Return the article `id`; raise KeyError where there is none."""
        for article in self.articles:
            if article.id == id:
                return article
        raise KeyError(id)

    def card(self, id: str) -> FactCard:  # noqa: A002 - the field's name
        """Return the card `id`; raise KeyError where there is none."""
        for card in self.cards:
            if card.id == id:
                return card
        raise KeyError(id)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says something and how sure the article is of it."""

    status: Status
    source: str | None = None
    """The speaker in the article's words, or None where it is the article itself."""
    caveat: str | None = None
    """The article's own words of caution ("without providing further details"), or None."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote that was found for a question, where the short answer stands in it, and who says so."""

    article: Article
    quote: Quote
    attribution: Attribution
    score: float
    """The ranking's score: comparable within one question only."""
    highlight: Span | None = None
    """The short answer, as offsets into the quote's text; None where the whole sentence is the answer."""
    card: FactCard | None = None

    @property
    def short(self) -> str | None:
        """The short answer: a slice of the quote, or None."""
        return self.highlight.of(self.quote.text) if self.highlight else None


class Ask(StrEnum):
    """What kind of thing a question wants to hear of."""

    FACT = "fact"
    """An open question or bare keywords."""
    YES_NO = "yes-no"
    """Is it so?"""
    WHO_SAYS = "who-says"
    """Who claims it?"""
    OVERVIEW = "overview"
    """What is the article about; its key facts; all its numbers."""


@dataclass(frozen=True, slots=True)
class Found:
    """The articles answer: evidence (best first), and how likely it is right."""

    evidence: tuple[Evidence, ...]
    confidence: float
    """Estimated probability, 0 to 1, that the first evidence answers the question."""
    ask: Ask = Ask.FACT
    other_sides: tuple[Evidence, ...] = ()
    """What others say of the same thing: another figure, a denial."""


@dataclass(frozen=True, slots=True)
class NotFound:
    """The articles do not say."""

    nearest: tuple[Evidence, ...]
    """The nearest passages, as such; may be empty."""
    missing: tuple[str, ...]
    """Words of the question, as the reader wrote them, that the articles do not have."""
    confidence: float
    """Estimated probability that the nearest passage would have been right after all."""


class Chat(StrEnum):
    """What a reader says that is no question."""

    GREETING = "greeting"
    THANKS = "thanks"
    HELP = "help"
    GOODBYE = "goodbye"
    EMPTY = "empty"
    """Nothing that could be a question: no letter, no digit."""


@dataclass(frozen=True, slots=True)
class Smalltalk:
    """No question at all: a greeting, thanks, a call for help."""

    kind: Chat


Reading = Found | NotFound | Smalltalk
