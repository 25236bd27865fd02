"""Items added to an editor's list, all else as it was."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.marked_lists import with_items

ITEM = '- id: new\n  evidence:\n    - {quote: "a"}'

CASES = {
    "nothing": (None, "", '- id: new\n  evidence:\n    - {quote: "a"}\n'),
    "comments only": (None, "# mine\n", '# mine\n- id: new\n  evidence:\n    - {quote: "a"}\n'),
    "no line break at the end": (None, "- a: 1", '- a: 1\n- id: new\n  evidence:\n    - {quote: "a"}'),
    "an indented list and a comment after it": (
        None,
        "  - a: 1  # one\n  # the end\n",
        '  - a: 1  # one\n  - id: new\n    evidence:\n      - {quote: "a"}\n  # the end\n',
    ),
    "items set apart": (
        None,
        "- a: 1\n\n# two\n- b: 2\n",
        '- a: 1\n\n# two\n- b: 2\n\n- id: new\n  evidence:\n    - {quote: "a"}\n',
    ),
    "empty brackets": (None, "# mine\n[]\n", '# mine\n- id: new\n  evidence:\n    - {quote: "a"}\n'),
    "a folded text at the end": (
        None,
        "- a: >-\n    one\n    two\n\n\n",
        '- a: >-\n    one\n    two\n- id: new\n  evidence:\n    - {quote: "a"}\n\n\n',
    ),
    "no cards yet": (
        "cards",
        "aliases: {A: [B]}\n",
        'aliases: {A: [B]}\ncards:\n  - id: new\n    evidence:\n      - {quote: "a"}\n',
    ),
    "an empty card file": ("cards", "# mine", '# mine\ncards:\n  - id: new\n    evidence:\n      - {quote: "a"}\n'),
    "cards left empty": (
        "cards",
        "cards:   # soon\nunanswered: [Who?]\n",
        'cards:   # soon\n  - id: new\n    evidence:\n      - {quote: "a"}\nunanswered: [Who?]\n',
    ),
    "cards in empty brackets": (
        "cards",
        "cards: []  # soon\nunanswered: []\n",
        'cards:  # soon\n  - id: new\n    evidence:\n      - {quote: "a"}\nunanswered: []\n',
    ),
    "cards before another key": (
        "cards",
        "cards:\n- id: a\n  see_also: [b,\n    c] # both\n\nunanswered: [Who?]\n",
        'cards:\n- id: a\n  see_also: [b,\n    c] # both\n- id: new\n  evidence:\n    - {quote: "a"}\n\n'
        "unanswered: [Who?]\n",
    ),
}


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
@pytest.mark.parametrize(("key", "before", "after"), CASES.values(), ids=CASES)
def test_items_come_last_in_the_editors_layout(key: str | None, before: str, after: str, line_break: str) -> None:
    """His comments, blank lines, indentation and line ends stay."""
    if "\n" not in before:
        line_break = "\n"
    assert with_items(before.replace("\n", line_break), [ITEM], key) == after.replace("\n", line_break)
    marked = "\ufeff" + before.replace("\n", line_break)
    assert with_items(marked, [ITEM], key) == "\ufeff" + after.replace("\n", line_break)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (None, "[a, b]"),
        (None, "a: 1"),
        (None, "just words"),
        (None, "- a: ["),
        (None, "- a\n---\n- b"),
        ("cards", "{aliases: {A: [B]}}"),
        ("cards", "cards: {a: b}"),
        ("cards", "cards: [{id: a}]"),
        ("cards", "cards: null"),
        ("cards", "- a"),
        (None, "- a\n..."),
    ],
)
def test_a_layout_that_cannot_be_added_to_is_left_alone(key: str | None, text: str) -> None:
    """Nothing is returned; but for a document's end mark, before which there is room."""
    added = with_items(text, ["- new"], key)
    assert added == ("- a\n- new\n..." if text.endswith("...") else None)


VALUES = st.recursive(
    st.text("ab'\"#:- \n", max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(VALUES, min_size=1, max_size=4), st.booleans(), st.sampled_from([None, "cards"]))
def test_whatever_is_in_the_list_stays_in_it(values: list[object], flow: bool, key: str | None) -> None:
    """Read by PyYAML's own loader: the old values, then the new one; the old text is the beginning of the new."""
    document = values if key is None else {"cards": values, "z": "last"}
    text = yaml.safe_dump(document, default_flow_style=None if flow else False, sort_keys=False)
    added = with_items(text, ["- new"], key)
    if added is None:
        assert flow  # the whole list stands in brackets
        return
    read = yaml.safe_load(added)
    assert (read if key is None else read["cards"]) == [*values, "new"]
    assert key is None or read["z"] == "last"
    start = next((n for n, pair in enumerate(zip(text, added, strict=False)) if pair[0] != pair[1]), len(text))
    assert added.endswith(text[start:])
