"""What a button carries: short data that still means the same after a restart and after the library has changed.

Telegram gives 64 bytes and hands back whatever a client sends, so parsing takes any text and answers with a `Press`
or None. Articles and questions are named by a digest of their id or words: stable, short, and readable again from
the library or from the button itself. Nothing here knows Telegram.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b

LIMIT = 64
"""Bytes that Telegram takes as callback data."""

_DIGEST = "[0-9a-f]{10}"
_NUMBER = "[0-9]{1,7}"


@dataclass(frozen=True, slots=True)
class ShowSource:
    """Show a paragraph in its article; `start` and `end` mark the quote in it where they differ."""

    article: str
    """The article's digest."""
    paragraph: int
    start: int = 0
    end: int = 0
    card: str = ""
    """The digest of the fact card to come back to; empty where it is the message's own answer."""


@dataclass(frozen=True, slots=True)
class ShowCard:
    """Show a fact card."""

    card: str
    """The card's digest."""


@dataclass(frozen=True, slots=True)
class Back:
    """Show the answer again."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Show who says what on the answer's question."""


@dataclass(frozen=True, slots=True)
class AskAgain:
    """Ask the question on the button."""

    question: str
    """The question's digest."""


@dataclass(frozen=True, slots=True)
class Vote:
    """The answer was good, or not."""

    good: bool


@dataclass(frozen=True, slots=True)
class FactsPage:
    """Turn to a page of the facts, from 0."""

    page: int


@dataclass(frozen=True, slots=True)
class ArticlesPage:
    """Turn to a page of the articles, from 0."""

    page: int


@dataclass(frozen=True, slots=True)
class ChooseArticle:
    """Answer from one article; from all where the digest is empty."""

    article: str


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    """Speak this language."""

    code: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """A button that only shows something, such as the page number."""


Press = (
    ShowSource
    | ShowCard
    | Back
    | Sides
    | AskAgain
    | Vote
    | FactsPage
    | ArticlesPage
    | ChooseArticle
    | ChooseLanguage
    | Nothing
)

_FORMS = re.compile(
    rf"s:(?P<source>{_DIGEST}):(?P<number>{_NUMBER}):(?P<start>{_NUMBER}):(?P<end>{_NUMBER}):(?P<home>{_DIGEST}|)"
    rf"|c:(?P<card>{_DIGEST})"
    rf"|(?P<back>b)|(?P<sides>o)|q:(?P<question>{_DIGEST})|v:(?P<vote>[01])|f:(?P<facts>{_NUMBER})|p:(?P<articles>{_NUMBER})"
    rf"|a:(?P<article>{_DIGEST}|)|l:(?P<language>[a-z]{{2,3}})|(?P<nothing>n)",
    re.ASCII,
)


def digest(text: str) -> str:
    """Name `text` in ten characters.

    >>> len(digest("kursk-offensive"))
    10
    """
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()


def write(press: Press) -> str:  # noqa: PLR0911 - one return a form
    """Put `press` into callback data; `parse` reads it.

    >>> write(Vote(good=True))
    'v:1'
    """
    match press:
        case ShowSource(article, paragraph, start, end, card):
            return f"s:{article}:{paragraph}:{start}:{end}:{card}"
        case ShowCard(card):
            return f"c:{card}"
        case Back():
            return "b"
        case Sides():
            return "o"
        case AskAgain(question):
            return f"q:{question}"
        case Vote(good):
            return f"v:{good:d}"
        case FactsPage(page):
            return f"f:{page}"
        case ArticlesPage(page):
            return f"p:{page}"
        case ChooseArticle(article):
            return f"a:{article}"
        case ChooseLanguage(code):
            return f"l:{code}"
        case Nothing():
            return "n"


def parse(data: object) -> Press | None:  # noqa: PLR0911 - one return a form
    """Read callback data; None where it is not ours, whatever it is.

    >>> parse("v:0")
    Vote(good=False)
    >>> parse("drop table") is None
    True
    """
    if not isinstance(data, str) or not (form := _FORMS.fullmatch(data)):
        return None
    match form.lastgroup:
        case "home":
            start, end = int(form["start"]), int(form["end"])
            return ShowSource(form["source"], int(form["number"]), start, end, form["home"]) if start <= end else None
        case "card":
            return ShowCard(form["card"])
        case "back":
            return Back()
        case "sides":
            return Sides()
        case "question":
            return AskAgain(form["question"])
        case "vote":
            return Vote(form["vote"] == "1")
        case "facts":
            return FactsPage(int(form["facts"]))
        case "articles":
            return ArticlesPage(int(form["articles"]))
        case "article":
            return ChooseArticle(form["article"])
        case "language":
            return ChooseLanguage(form["language"])
        case _:
            return Nothing()
