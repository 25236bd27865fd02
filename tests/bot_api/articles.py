"""Two short articles with cards, for the Telegram tests: every answer can be read off."""

from __future__ import annotations

from functools import cache

from knowledge import (
    Article,
    Collection,
    FactCard,
    Library,
    Metadata,
    Paragraph,
    Quote,
    Span,
    Status,
    Wording,
    prepare,
)

HARBOUR = (
    "Harbour of Lindesund Reopens After the Storm",
    "Mayor Astrid Falk reopened the harbour of Lindesund on 3 May. The storm had sunk 14 fishing boats in one night.",
    "The fishermen’s union claimed that 40 boats were lost in the storm. The insurer Nordvakt pays for the repairs.",
)
BRIDGE = (
    "Bridge <Tolvan> & Ferry: Council Decides",
    "The council of Tolvan decided on Monday to build a bridge. The bridge costs 90 million kroner.",
)


def paragraph(article: str, number: int, text: str) -> Paragraph:
    """Make a paragraph whose sentences end at full stops."""
    spans, start = [], 0
    for end, ch in enumerate(text, 1):
        if end == len(text) or (ch == "." and text[end] == " "):
            spans.append(Span(start, end))
            start = end + 1
    return Paragraph(article, number, text, tuple(spans))


def article(name: str, texts: tuple[str, ...], url: str | None = None) -> Article:
    """Make an article: the headline, then its paragraphs."""
    paragraphs = tuple(paragraph(name, number, text) for number, text in enumerate(texts))
    return Article(name, Metadata(texts[0], publisher="Kysten" if url else None, url=url), paragraphs)


def card(of: Article, name: str, number: int, quote: str, question: str, **more: object) -> FactCard:
    """Make a card that says what its quote says."""
    place = of.paragraphs[number]
    start = place.text.index(quote)
    evidence = (Quote(place, Span(start, start + len(quote))),)
    fields = {"answer": quote, "status": Status.FACT, "attributed_to": None, **more}
    return FactCard(name, of.id, evidence=evidence, questions=(Wording(question),), **fields)  # type: ignore[arg-type]


@cache
def library() -> Library:
    """The two articles and their cards."""
    harbour = article("harbour", HARBOUR, "https://kysten.example/harbour")
    bridge = article("bridge", BRIDGE)
    union = {"status": Status.CLAIM, "attributed_to": "The fishermen’s union", "see_also": ("boats-sunk",)}
    cards = (
        card(harbour, "reopened", 1, "Mayor Astrid Falk reopened the harbour of Lindesund on 3 May.",
             "Who reopened the harbour of Lindesund?"),
        card(harbour, "boats-sunk", 1, "The storm had sunk 14 fishing boats in one night.",
             "How many fishing boats had the storm sunk?"),
        card(harbour, "boats-lost", 2, "The fishermen’s union claimed that 40 boats were lost in the storm.",
             "How many boats were lost according to the union?", **union),
        card(bridge, "bridge-cost", 1, "The bridge costs 90 million kroner.", "What does the bridge cost?"),
    )  # fmt: skip
    return Library((bridge, harbour), cards)


@cache
def collection() -> Collection:
    """The library, ready for questions."""
    return prepare(library())


WHO = "Who reopened the harbour of Lindesund?"
COST = "What does the bridge cost?"
OFF_TOPIC = "What is the capital of Australia?"
