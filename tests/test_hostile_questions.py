"""Whatever is asked: every quote verbatim and in bounds, every probability one, every answer the same again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answer import LONGEST, MOST_EVIDENCE, Outcome, format_answer
from knowledge import Collection, Evidence, Found, NotFound, Smalltalk, ask, load_library, prepare

SHIPPED = Path(__file__).parent.parent / "seeds"
HOSTILE = f"""\
Ünïcode “Headline” — ﾞ 1,550 U.S. a.m.

x. {"a" * 3000} b. ﾞﾟ ﷺ ½ ² ① İstanbul e\u0301\u0301 . . . ??? !!! (((( 1,1,1,1 1.2.3.4
'n' ‘‘’’ \u200f\u05d0\u05d1 \U0001f600 a\u00adb

{"word " * 400}.

x

\u202eНе всё.\u202c {("b" * 700 + " ") * 3}

He said "who said "why said "" — “ ” ' ’ he said. {"(" * 300} {'"' * 300} {"no. " * 100} {"1," * 300} {"a." * 300}

\u0301ﾞ
"""
CARDS = """\
aliases: {x: ["ﾞ", "who", "a a a", "(((("]}
cards:
  - id: x
    answer: x.
    status: claim
    attributed_to: ﾞ
    evidence: [{quote: x.}]
    questions: ["x", "ﾞ ﾞ", "(((", "1 1 1"]
    see_also: ["y"]
  - {id: "y", answer: ½, status: denial, attributed_to: x, evidence: [{quote: ½}], questions: ["½"], see_also: [x]}
unanswered: ["who x", "😀", "((", "word"]
"""

WORST = (
    "a" * 4096, "a." * 2048, "a " * 2048, "(" * 4096, "'" * 4096, "a'" * 2048, "’s " * 1365, "1" * 4096, "1," * 2048,
    "1 " * 2048, "," * 4096, ". " * 2048, "." * 4095 + "x", '."' * 2048, "? " * 2048, "e\u0301" * 2048, "\u0301" * 4096,
    "\U0001f600" * 4096, "\u05d0\u05d1 " * 1365, "\u202e" * 4096, "ﾞ " * 2048, "ﷺ" * 4096, "½" * 4096, "\x00" * 4096,
    "\x00a" * 2048, "\x1b[31m" * 800, "\u00ad" * 4096, "a\u00ad" * 2048, "_" * 4096, "-" * 4096, "\n" * 4096,
    "\ufeff" * 4096,
    "who " * 1024, "what is " * 512, "how many " * 455, "Kursk " * 682, "Did Kursk " * 409, "according to " * 315,
    "not " * 1024, "said " * 819, "word " * 819, "x " * 2048, "hello " * 682, "tell me about " * 292, "U.S. " * 819,
    "Who " + "is " * 1300 + "Kellogg?", "b" * 700, "Zelenskiyy " * 372, "".join(map(chr, range(0x3040, 0x4040))),
    " ".join(f"q{n:x}z" for n in range(700)), " ".join(map(chr, range(33, 2081))),
)  # fmt: skip

PIECES = st.sampled_from(
    (
        *("ﾞ ﷺ ½ ² ٣ ß ŉ İ ʼ _ , . ? ! ( ) ' ’s n't “ ” – x y 1 14 1,550 2025 U.S. a.m. who what when why how").split(),
        *("did does is said say according to not never Kursk kursk Rusian soldiers Zelenskyy word boats").split(),
        *("\x00", "\x1f", "\x85", "\n", "\u00a0", "\u00ad", "\u0301", "\u200d", "\u202e", "\u05d0", "\U0001f600"),
        *("b" * 700, "How many Russian soldiers were killed?", "What is the article about?"),
    )
)
QUESTIONS = st.builds(
    lambda parts, between: between.join(parts),
    st.lists(PIECES | st.text(max_size=5), max_size=14),
    st.sampled_from(("", " ", " ", ", ")),
)


@pytest.fixture(scope="module")
def collections(tmp_path_factory: pytest.TempPathFactory) -> tuple[Collection, Collection]:
    """The shipped library, and one whose article and cards are as odd as a library lets through."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "odd.txt").write_text(HOSTILE, encoding="utf-8")
    (folder / "odd.cards.yaml").write_text(CARDS, encoding="utf-8")
    return prepare(load_library(SHIPPED)), prepare(load_library(folder))


def holds(collection: Collection, text: str) -> None:
    """Check all that is promised of any reading and any answer."""
    reading = ask(collection, text)
    assert reading == ask(collection, text)
    shown: tuple[Evidence, ...] = ()
    match reading:
        case Found():
            assert reading.evidence
            shown = (*reading.evidence, *reading.other_sides)
        case NotFound():
            shown = reading.nearest
            assert all(word in text for word in reading.missing)
        case Smalltalk():
            pass
    if not isinstance(reading, Smalltalk):
        assert 0 <= reading.confidence <= 1
    for evidence in shown:
        paragraph, span = evidence.quote.paragraph, evidence.quote.span
        assert evidence.quote.text == paragraph.text[span.start : span.end]
        assert evidence.article.paragraphs[paragraph.number] is paragraph
        assert evidence.article is collection.library.article(evidence.article.id)
        assert 0 < len(evidence.quote.text) <= 600
        if evidence.highlight is not None:
            assert 0 <= evidence.highlight.start < evidence.highlight.end <= len(evidence.quote.text)
    answer = format_answer(text, reading, collection)
    assert answer == format_answer(text, reading, collection)
    assert 0 < len(answer.text) <= LONGEST
    assert len(answer.evidence) + len(answer.other_sides) <= MOST_EVIDENCE
    assert answer.short is None or answer.short in answer.evidence[0].quote.text
    assert (answer.outcome is Outcome.ANSWERED) == isinstance(reading, Found)
    assert text not in answer.suggestions


@pytest.mark.parametrize("text", WORST, ids=lambda text: ascii(text[:8]))
def test_the_worst_that_fits_a_message_is_read_like_any_question(
    collections: tuple[Collection, Collection], text: str
) -> None:
    """4,096 characters of one kind, the most that Telegram lets through."""
    for collection in collections:
        holds(collection, text)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(QUESTIONS)
def test_any_text_is_read_within_bounds(collections: tuple[Collection, Collection], text: str) -> None:
    """Words and signs thrown together, of the articles and not."""
    for collection in collections:
        holds(collection, text)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_piece_of_an_article_can_be_asked(collections: tuple[Collection, Collection], data: st.DataObject) -> None:
    """Cut anywhere, through words and signs."""
    for collection in collections:
        paragraphs = [p for article in collection.library.articles for p in article.paragraphs]
        text = data.draw(st.sampled_from(paragraphs)).text
        start = data.draw(st.integers(0, len(text)))
        holds(collection, text[start : start + data.draw(st.integers(0, 400))])
