"""YAML into a tree with places."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.marked_yaml import Listing, Parsed, Scalar, Table, parse_yaml

FILE = Path("a.cards.yaml")


def complaints(parsed: Parsed) -> list[str]:
    return [str(fault) for fault in parsed.faults]


def test_everything_knows_its_line_and_column() -> None:
    parsed = parse_yaml('# a comment\na: one\nb:\n  - "two"\n', FILE)
    assert parsed == Parsed(
        Table(
            2,
            1,
            (
                (Scalar(2, 1, "a"), Scalar(2, 4, "one")),
                (Scalar(3, 1, "b"), Listing(4, 3, (Scalar(4, 5, "two", plain=False),))),
            ),
        )
    )


def test_front_matter_counts_its_lines_from_the_files_first() -> None:
    assert parse_yaml("a: one", FILE, first_line=2).root == Table(2, 1, ((Scalar(2, 1, "a"), Scalar(2, 4, "one")),))


@pytest.mark.parametrize("plain", ["2025-01-06", "no", "1,550", "0x10", "1e3", "12:30"])
def test_no_plain_value_is_altered_by_yamls_own_types(plain: str) -> None:
    assert parse_yaml(plain, FILE).root == Scalar(1, 1, plain)


@pytest.mark.parametrize("nothing", ["", "# a comment\n", "---\n", "null", "~", "\ufeff"])
def test_a_file_of_comments_holds_nothing_and_is_no_fault(nothing: str) -> None:
    assert parse_yaml(nothing, FILE) == Parsed(None)


def test_empty_in_quotation_marks_is_a_text_and_empty_without_is_none() -> None:
    assert parse_yaml('""', FILE).root == Scalar(1, 1, "", plain=False)


def test_a_key_that_stands_twice_is_reported_with_the_place_of_the_first() -> None:
    assert complaints(parse_yaml("a: 1\nb: 2\na: 3\n", FILE)) == [
        "a.cards.yaml:3:1: the key 'a' stands here a second time (first in line 1); keep one of the two"
    ]


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (BOMB, "a.cards.yaml:1:4: YAML anchors (&a) are not allowed; write the text out where needed"),
        ("a: *b", "a.cards.yaml:1:4: YAML aliases (*name) are not allowed; write the text out"),
        (
            "a: !!python/object/apply:os.system [x]",
            "a.cards.yaml:1:4: YAML tags (tag:yaml.org,2002:python/object/apply:os.system) are not allowed; "
            "delete the tag",
        ),
        ("a: 1\n---\nb: 2", "a.cards.yaml:2:1: a second YAML document begins; keep one document in a file"),
        ("[" * 100_000, "a.cards.yaml:1:21: lists and mappings nest deeper than 20; write it flatter"),
        ("? [a]\n: b", "a.cards.yaml:1:3: a key is a list or mapping; write a word before the colon"),
        ("a: b\n\x07", "a.cards.yaml:2:1: holds the control character U+0007; delete it"),
        (
            "a: b: c",
            "a.cards.yaml:1:5: not valid YAML: mapping values are not allowed in this context; mend the line; a text "
            "that holds ': ' or ' #' or begins with a sign wants quotation marks",
        ),
    ],
)
def test_what_could_explode_or_cannot_be_read_is_one_clear_line(text: str, complaint: str) -> None:
    assert complaints(parse_yaml(text, FILE)) == [complaint]


def test_more_values_than_memory_should_hold_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge.marked_yaml.MOST_NODES", 3)
    assert parse_yaml("[a, b]", FILE).faults == ()
    assert complaints(parse_yaml("[a, b, c]", FILE)) == [
        "a.cards.yaml:1:9: the file holds more than 3 values; split the article"
    ]


def test_a_library_without_yaml_never_imports_yaml(tmp_path: Path) -> None:
    (tmp_path / "war.txt").write_text("War ends\nPeace came.", encoding="utf-8")
    program = (
        "import sys; from pathlib import Path; from knowledge import load_library;"
        "load_library(Path(sys.argv[1])); sys.exit('yaml' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False).returncode == 0
