"""Whatever lies in a library's folder: a Library or a LibraryError, never another exception."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge import Library, LibraryError, check_library, load_library
from knowledge.retrieval_tests import load_tests

ARTICLE = "Harbour Reopens\n\nMayor Falk reopened it on 3 May.\nThe storm sank 1,550 boats.\n"

KEYS = (
    "article aliases cards id answer status attributed_to evidence quote paragraph questions see_also draft question "
    "expect contains card no_answer kind title published url language"
)
VALUES = "fact claim true null ~ 1 2 -1 1,550 2025-02-30 Falk Falck boats harbour"
SIGNS = (
    ": ",
    ":\n  ",
    "\n- ",
    "\n  - ",
    "\n    ",
    "\n",
    "{",
    "}",
    "[",
    "]",
    ", ",
    '"',
    "'",
    "&a ",
    "*a",
    "!!str ",
    "|\n",
)
ODDITIES = (
    "# ",
    "---\n",
    "...\n",
    "? ",
    "%YAML 1.1\n",
    "\ufeff",
    "\x85",
    "\u2028",
    "\t",
    "<<",
    '"\\0"',
    '"\\ud800"',
    "\r\n",
)
QUOTES = ("40 boats", "1,550 boats", "The storm sank 1,550 boats.", "on 3 May", "reopened it")
PIECES = st.sampled_from([*KEYS.split(), *VALUES.split(), *SIGNS, *ODDITIES, *QUOTES])
YAML = st.lists(PIECES | st.text(max_size=3), max_size=60).map(lambda parts: "".join(parts).encode("utf-8", "replace"))
CONTENT = st.binary(max_size=300) | YAML | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace"))

node = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 9)
    | st.sampled_from(["Falk", "boats", "1,550 boats", "fact", "a-b", ""]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(KEYS.split()),
            inner,
            max_size=6,
        )
    ),
    max_leaves=25,
)
SHAPED = node.map(lambda value: repr(value).replace("None", "null").encode())


def survives(**files: bytes) -> Library | None:
    """Load and check a library of `files`; `__` in a name stands for a dot."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, content in files.items():
            (folder / file.replace("__", ".")).write_bytes(content)
        faults = check_library(folder)
        assert all("\n" not in str(fault) and fault.what and fault.remedy for fault in faults)
        library = None
        with contextlib.suppress(LibraryError):
            library = load_library(folder)
            load_tests(folder, library)
        assert library is not None or faults
        return library


examples = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@examples
@given(CONTENT, CONTENT)
def test_any_bytes_as_articles(text: bytes, markdown: bytes) -> None:
    library = survives(a__txt=text, b__md=markdown)
    if library is not None:
        decoded = text.decode()
        assert all(part.text in decoded for part in library.article("a").paragraphs)
        for part in library.article("b").paragraphs[1:]:
            assert part.text in markdown.decode()


@examples
@given(CONTENT | SHAPED, CONTENT | SHAPED)
def test_any_bytes_as_cards_and_tests(cards: bytes, tests: bytes) -> None:
    survives(a__txt=ARTICLE.encode(), a__cards__yaml=cards, a__tests__yaml=tests)


@examples
@given(
    st.lists(st.sampled_from(ARTICLE.split(" ")), min_size=1, max_size=5).map(" ".join), st.none() | st.integers(0, 3)
)
def test_a_quote_that_is_let_through_is_the_articles_to_the_letter(quote: str, paragraph: int | None) -> None:
    place = "" if paragraph is None else f", paragraph: {paragraph}"
    words = quote.replace("\n", "\\n")
    card = f'cards: [{{id: a, answer: boats, status: fact, evidence: [{{quote: "{words}"{place}}}]}}]'
    library = survives(a__txt=ARTICLE.encode(), a__cards__yaml=card.encode())
    if library is not None:
        found = library.cards[0].evidence[0]
        assert found.text == quote.strip()
        assert paragraph in {None, found.paragraph.number}
