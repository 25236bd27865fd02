"""What `quoth check --fix` mends in a card file, and that all else stays byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge import check_library
from knowledge.library import read_article
from knowledge.marked_edits import rewritten
from knowledge.mending import Mended, mend_cards, mend_library

ARTICLE = """\
Harbour Reopens

Mayor Falk’s men reopened the harbour on 3 May – “at last”, she said. The storm sank 15\u00a0000 crates.

The union claimed that 40 boats were lost. Nobody was hurt.

Nobody was hurt.
"""

HEAD = "# the harbour's cards\ncards:\n- id: a   # first\n  answer: boats\n  status: fact\n  evidence:\n"
TAIL = "\n  # the editor's last word\n  questions: [ 'Who?' ]\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "harbour.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def mended(folder: Path, text: str) -> Mended:
    article = read_article(folder / "harbour.txt", [])
    assert article is not None
    return mend_cards(text, Path("harbour.cards.yaml"), article)


CASES = {
    "a wrong number": ('  - {quote: "40 boats", paragraph: 1}', '  - {quote: "40 boats", paragraph: 2}'),
    "a number that is too high": ('  - {quote: "40 boats", paragraph: 99}', '  - {quote: "40 boats", paragraph: 2}'),
    "a number in quotation marks": ("  - {quote: 40 boats, paragraph: '1'}", "  - {quote: 40 boats, paragraph: '2'}"),
    "a missing number in brackets": ('  - { quote: "40 boats" }', '  - { quote: "40 boats", paragraph: 2 }'),
    "a missing number": ("  - quote: 40 boats   # all", "  - quote: 40 boats   # all\n    paragraph: 2"),
    "a missing number below a folded quote": (
        "  - quote: >-\n      The union claimed\n      that 40 boats\n",
        "  - quote: >-\n      The union claimed\n      that 40 boats\n    paragraph: 2\n",
    ),
    "a number left empty": ("  - quote: 40 boats\n    paragraph:", "  - quote: 40 boats\n    paragraph: 2"),
    "an apostrophe": ("  - {quote: Mayor Falk's men, paragraph: 1}", "  - {quote: Mayor Falk’s men, paragraph: 1}"),
    "an apostrophe in apostrophes": (
        "  - {quote: 'Mayor Falk''s men', paragraph: 1}",
        "  - {quote: 'Mayor Falk’s men', paragraph: 1}",
    ),
    "marks and a dash over folded lines": (
        '  - quote: >-\n      on 3 May - "at\n      last", she said\n    paragraph: 1',
        "  - quote: >-\n      on 3 May – “at\n      last”, she said\n    paragraph: 1",
    ),
    "escaped marks": (
        '  - {quote: "3 May - \\"at last\\", she", paragraph: 1}',
        '  - {quote: "3 May – “at last”, she", paragraph: 1}',
    ),
    "a fixed space": ("  - {quote: sank 15 000, paragraph: 1}", "  - {quote: sank 15\u00a0000, paragraph: 1}"),
    "a fixed space where the line was folded": (
        "  - quote: >-\n      sank 15\n      000 crates\n    paragraph: 1",
        '  - quote: "sank 15\u00a0000 crates"\n    paragraph: 1',
    ),
    "spaces too many": (
        '  - {quote: "40  boats   were lost", paragraph: 2}',
        '  - {quote: "40 boats were lost", paragraph: 2}',
    ),
    "a quote and its number": ('  - {quote: "Falk\'s men", paragraph: 2}', '  - {quote: "Falk’s men", paragraph: 1}'),
    "a comma in a plain quote": (
        "  - quote: 3 May - “at last”, she said\n    paragraph: 1",
        "  - quote: 3 May – “at last”, she said\n    paragraph: 1",
    ),
}


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=CASES)
def test_what_is_mechanical_is_mended_and_all_else_stays(
    folder: Path, before: str, after: str, line_break: str
) -> None:
    """Comments, order, style and line ends of the file are those of its editor; a second run finds nothing."""
    text = ("\ufeff" + HEAD + before + TAIL).replace("\n", line_break)
    result = mended(folder, text)
    assert result.after == ("\ufeff" + HEAD + after + TAIL).replace("\n", line_break)
    assert {mend.line for mend in result.mends} <= {7, 8, 9}
    assert mended(folder, result.after).mends == ()


@pytest.mark.parametrize(
    "evidence",
    [
        '  - {quote: "Nobody was hurt.", paragraph: 1}',
        '  - {quote: "Nobody was hurt."}',
        '  - {quote: "40 Boats", paragraph: 2}',
        '  - {quote: "41 boats", paragraph: 2}',
        '  - {quote: "0 boats", paragraph: 2}',
        '  - {quote: "40 boats", paragraph: two}',
        "  - quote: >- # folded\n      sank 15\n      000 crates\n    paragraph: 1",
        "  - 40 boats",
        "  - {quote: [40 boats]}",
        '  - {quote: "40 boats", paragraph: 1',
        '  - {quote: "Nobody was hurt.", paragraph: 2}',
    ],
)
def test_what_could_be_meant_otherwise_stays_as_it_is(folder: Path, evidence: str) -> None:
    """Two paragraphs with the words, other letters, half words, a wrong shape, broken YAML, and what is right."""
    text = HEAD + evidence + TAIL
    assert mended(folder, text) == Mended(Path("harbour.cards.yaml"), text, text, (), ())


def test_a_mend_says_where_and_what(folder: Path) -> None:
    """One line a change, at the place before it."""
    result = mended(folder, HEAD + '  - {quote: "Mayor Falk\'s men", paragraph: 2}\n  - quote: 40 boats')
    assert [str(mend) for mend in result.mends] == [
        "harbour.cards.yaml:7:13: the quote is now word for word: 'Mayor Falk’s men' for \"Mayor Falk's men\"",
        "harbour.cards.yaml:7:44: paragraph 2 is now 1",
        "harbour.cards.yaml:8:12: paragraph: 2 is added",
    ]


def test_a_mended_library_has_only_the_faults_that_an_editor_must_see_to(folder: Path) -> None:
    """What was mended is no fault afterwards; nothing was written before that."""
    cards = folder / "harbour.cards.yaml"
    text = HEAD + '  - {quote: "40  boats", paragraph: 1}\n  - {quote: "Nobody was hurt."}' + TAIL
    cards.write_text(text, encoding="utf-8")
    assert len(check_library(folder)) == 2
    (result,) = mend_library(folder)
    assert cards.read_text(encoding="utf-8") == text
    cards.write_text(result.after, encoding="utf-8")
    (fault,) = check_library(folder)
    assert fault.what == "the quote stands in paragraph 2 and in paragraph 3"


def test_what_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    """An empty article, a card file that is none, a missing folder: `check` tells of them."""
    (tmp_path / "a.txt").write_text("")
    (tmp_path / "a.cards.yaml").write_text("cards: []")
    (tmp_path / "b.txt").write_text("B")
    (tmp_path / "b.cards.yaml").write_bytes(b"\xff")
    assert mend_library(tmp_path) == ()
    assert mend_library(tmp_path / "nowhere") == ()


WORDS = st.lists(st.text("ab'\"“’–\\,:#[{&*!|>%@`-?\u00a0é😀", min_size=1, max_size=5), min_size=1, max_size=6)


@given(WORDS, st.sampled_from(["plain", "single", "double", "folded", "literal"]), st.data())
def test_a_scalar_is_rewritten_so_that_it_reads_as_wished_or_not_at_all(
    words: list[str], style: str, data: st.DataObject
) -> None:
    """In every style, with whatever signs, folded or not; the loader that reads it back is PyYAML's own."""
    text = " ".join(words)
    folded = text.replace(" ", "\n      ", 1)
    source = {
        "plain": text,
        "single": "'" + folded.replace("'", "''") + "'",
        "double": '"' + folded.replace("\\", "\\\\").replace('"', '\\"') + '"',
        "folded": ">-\n      " + folded,
        "literal": "|-\n      " + folded,
    }[style]
    try:
        value = yaml.load(f"- q: {source}\n", yaml.CBaseLoader)[0]["q"]
    except (yaml.YAMLError, TypeError, KeyError):
        return  # no scalar at all
    if not isinstance(value, str) or not value.strip():
        return
    new = "".join(data.draw(st.sampled_from([sign, "’", "-"])) if sign in "'\"–" else sign for sign in value).strip()
    result = rewritten(source, value, new)
    if result is not None:
        assert yaml.load(f"- q: {result}\n", yaml.CBaseLoader)[0]["q"].strip() == new
    else:
        assert style in {"plain", "folded", "literal"} or not new
