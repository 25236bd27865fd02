"""Look-ups in the word table: found where it is, unknown where it is not, never a neighbour."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.lexicon import UNKNOWN, look_up, rarity

LINES = files("knowledge").joinpath("data", "english.tsv").read_text(encoding="ascii").splitlines()
WORDS = [line.split("\t", 1)[0] for line in LINES]
KNOWN = frozenset(WORDS)


def test_the_table_is_sorted_and_has_each_word_once() -> None:
    """The search by halves relies on it."""
    assert [word.encode() for word in WORDS] == sorted({word.encode() for word in WORDS})


def test_every_line_has_all_its_fields() -> None:
    """Word, frequency, parts of speech, kind, derivations, synonyms."""
    assert {line.count("\t") for line in LINES} == {5}


@pytest.mark.parametrize("number", [0, 1, 2, len(WORDS) // 2, -3, -2, -1])
def test_the_first_the_last_and_the_middle_words_are_found(number: int) -> None:
    """The ends of the table are in it too."""
    assert look_up(WORDS[number]) is not UNKNOWN
    assert look_up(WORDS[number]).zipf == int(LINES[number].split("\t")[1]) / 100


def test_words_all_over_the_table_are_found_with_their_own_line() -> None:
    """No word is answered with its neighbour's line."""
    for line in LINES[::97]:
        word, zipf, parts, kind, derived, synonyms = line.split("\t")
        entry = look_up(word)
        assert (entry.zipf, entry.parts, entry.kind) == (int(zipf) / 100, parts, kind)
        assert entry.derived[len(entry.derived) - len(derived.split()) :] == tuple(derived.split())
        assert entry.synonyms == tuple(synonyms.split())


@pytest.mark.parametrize(
    "word",
    [
        "",
        " ",
        "\n",
        "\t",
        "a\tb",
        "a\nb",
        "kursk1",
        "1550",
        "don't",
        "zürich",
        "київ",
        "aaaaaaaa",
        "zzzzzzzz",
        "a" * 5000,
    ],
)
def test_what_is_no_word_of_the_table_is_unknown(word: str) -> None:
    """Digits, signs, other letters, nothing, and anything before, after or between its words."""
    assert look_up(word) is UNKNOWN


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(WORDS) | st.text(st.characters(min_codepoint=97, max_codepoint=122), max_size=8))
def test_a_word_is_found_if_and_only_if_it_is_in_the_table(word: str) -> None:
    """A word outside the table has no frequency of its own; a family of words may still be known of it."""
    entry = look_up(word)
    assert (entry.parts, entry.zipf) == (UNKNOWN.parts, UNKNOWN.zipf) or word in KNOWN
    assert entry is not UNKNOWN or word not in KNOWN


def test_common_words_tell_less_than_rare_ones() -> None:
    """The rarity rises from grammar to matter to the unheard of, and is never nothing."""
    weights = [rarity(word) for word in ("the", "people", "soldier", "repulse", "xqzzt")]
    assert weights == sorted(weights)
    assert weights[0] > 0
    assert rarity("xqzzt") == rarity("") == rarity("київ")


def test_a_number_tells_the_more_the_more_digits_it_has() -> None:
    """Up to a point; none tells as much as a word that nobody has heard of."""
    weights = [rarity(number) for number in ("1", "14", "140", "1550", "38000")]
    assert weights == sorted(set(weights))
    assert rarity("38000000") == rarity("38000") < rarity("xqzzt")


def test_a_word_knows_its_kind_and_its_relatives() -> None:
    """What the table and the families say: a soldier is a person, a loss comes of losing, Ukraine is Ukrainian."""
    assert look_up("soldier").kind == "person"
    assert "loss" in look_up("lose").derived
    assert "lose" in look_up("loss").derived
    assert "ukrainian" in look_up("ukraine").derived
