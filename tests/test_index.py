"""The index gives rank_bm25's BM25Plus scores, in an order that does not depend on chance."""

from __future__ import annotations

import math
import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rank_bm25 import BM25Plus

from knowledge.index import WORDS, Index, build_index

HARBOUR = [
    ["mayor", "falk", "reopen", "harbour"],
    ["storm", "sink", "14", "boat"],
    ["union", "claim", "40", "boat", "lose", "storm"],
    ["insurer", "pay"],
]

terms = st.sampled_from("abcdefg")
passages = st.lists(st.lists(terms, max_size=8), min_size=1, max_size=12).filter(any)
questions = st.lists(terms | st.just("unseen"), max_size=6)


def package_scores(texts: list[list[str]], question: list[str]) -> list[float]:
    return [float(score) for score in BM25Plus(texts).get_scores(question)]


def same_as_package(texts: list[list[str]], question: list[str]) -> None:
    """Compare ours with the package: the same scores where a term stands, the package's least where none does."""
    index, theirs = build_index(texts), package_scores(texts, question)
    ours = index.matching(question)
    assert ours.keys() == {n for n, text in enumerate(texts) if set(text) & set(question)}
    for number, score in ours.items():
        assert score == pytest.approx(theirs[number], rel=1e-12, abs=1e-12)
    ranked = index.top(question, len(texts))
    assert dict(ranked) == ours
    order = [n for n, _ in ranked]
    assert all(theirs[a] >= theirs[b] - 1e-9 for a, b in pairwise(order))
    least = min(theirs)
    assert all(theirs[n] == pytest.approx(least) for n in range(len(texts)) if n not in ours and len(ours) < len(texts))


@settings(max_examples=300, deadline=None)
@given(passages, questions)
def test_scores_and_order_are_the_packages(texts: list[list[str]], question: list[str]) -> None:
    """Any passages and any question, words repeated or unseen, tied or not."""
    same_as_package(texts, question)


def test_scores_are_the_packages_on_texts_as_long_as_real_ones() -> None:
    """A thousand passages of a hundred words from a Zipf-like vocabulary."""
    chance = random.Random(20)
    vocabulary = [f"w{n}" for n in range(2000)]
    weights = [1 / (n + 1) for n in range(2000)]
    texts = [chance.choices(vocabulary, weights, k=chance.randint(1, 100)) for _ in range(1000)]
    for _ in range(5):
        same_as_package(texts, chance.choices(vocabulary, k=8))


@pytest.mark.parametrize(
    ("texts", "question"),
    [
        ([["boat"]], ["boat"]),
        ([["boat", "storm"]], ["boat", "storm"]),
        ([["boat"], ["storm"]], ["boat"]),
        ([["boat"], []], ["boat"]),
        ([["boat", "storm"]] * 6, ["boat", "storm"]),
        (HARBOUR, ["boat", "boat", "boat", "storm"]),
        (HARBOUR, ["boat", "volcano"]),
        (HARBOUR, ["volcano"]),
        (HARBOUR, []),
    ],
)
def test_small_and_awkward_collections_score_as_in_the_package(texts: list[list[str]], question: list[str]) -> None:
    """One passage, two, an empty one among them, every term in every passage, repeated and unseen words."""
    same_as_package(texts, question)


@pytest.mark.parametrize("texts", [[], [[]], [[], []]])
def test_nothing_is_found_where_there_is_nothing(texts: list[list[str]]) -> None:
    """No passages, or empty ones, over which the package divides by zero."""
    index = build_index(texts)
    assert index.matching(["boat"]) == {}
    assert index.top(["boat"], 5) == []


def test_a_term_in_every_passage_still_counts_for_them() -> None:
    """Where BM25Okapi weighs it at zero or less, six paragraphs about boats are found by "boat"."""
    scores = build_index([["boat"]] * 6).matching(["boat"])
    assert len(scores) == 6
    assert min(scores.values()) > 0


def test_a_passage_without_any_term_is_not_returned() -> None:
    """The package gives it a score above zero all the same."""
    assert package_scores(HARBOUR, ["storm"])[3] > 0
    assert 3 not in build_index(HARBOUR).matching(["storm"])


def test_a_word_asked_twice_counts_twice() -> None:
    """As in the package; a question's repetition is its emphasis."""
    index = build_index(HARBOUR)
    once, twice = index.matching(["boat"]), index.matching(["boat", "boat"])
    assert twice == {number: pytest.approx(2 * score) for number, score in once.items()}


def test_ties_go_to_the_passage_that_stands_first() -> None:
    """Equal passages, and passages of the same words in another order, keep the article's order."""
    texts = [["x"], ["storm", "boat"], ["boat", "storm"], ["x"], ["storm", "boat"]]
    assert [n for n, _ in build_index(texts).top(["storm", "boat"], 9)] == [1, 2, 4]
    assert [n for n, _ in build_index(texts).top(["boat", "storm"], 2)] == [1, 2]


def test_the_rarer_term_decides() -> None:
    """A passage with the word that few have is before one with the word that many have."""
    texts = [["boat", "red"], ["boat", "blue"], ["boat", "green"], ["storm", "black"]]
    assert build_index(texts).top(["boat", "storm"], 4)[0][0] == 3


def test_only_as_many_are_returned_as_are_asked_for() -> None:
    """Fewer where fewer match; none where none are wanted."""
    index = build_index(HARBOUR)
    assert len(index.top(["boat", "storm"], 1)) == 1
    assert len(index.top(["boat", "storm"], 100)) == 2
    assert index.top(["boat"], 0) == []


words = st.lists(st.lists(terms | st.just("unseen"), max_size=4), max_size=4)


def each_once(asked: list[list[str]]) -> list[tuple[str, ...]]:
    """Return words as they are asked for: no term is in two of them."""
    seen: set[str] = set()
    return [tuple(t for t in word if not (t in seen or seen.add(t))) for word in asked]  # type: ignore[func-returns-value]


@settings(max_examples=500, deadline=None)
@given(passages, st.lists(words, min_size=1, max_size=3), st.integers(0, 6))
def test_words_find_what_their_terms_find(texts: list[list[str]], asked: list[list[list[str]]], count: int) -> None:
    """The same passages in the same order with the same scores, to the last digit; asked again, too."""
    index = build_index(texts)
    for question in map(each_once, asked):
        expected = index.top([term for word in question for term in word], count)
        assert index.top_of_words(question, count) == expected
        assert index.top_of_words(question, count) == expected


def test_words_find_what_their_terms_find_among_texts_as_long_as_real_ones() -> None:
    """Ten words of one to four terms over a thousand passages, where most passages hold frequent terms alone."""
    chance = random.Random(21)
    vocabulary = [f"w{n}" for n in range(500)]
    weights = [1 / (n + 1) for n in range(500)]
    index = build_index([chance.choices(vocabulary, weights, k=chance.randint(1, 30)) for _ in range(1000)])
    for _ in range(50):
        picked = list(dict.fromkeys(chance.choices(vocabulary, weights, k=20)))
        question = [tuple(picked[n : n + 4]) for n in range(0, len(picked), 4)]
        assert index.top_of_words(question, 24) == index.top(picked, 24)


def test_only_so_many_words_are_kept() -> None:
    """Nobody makes the index grow by asking for one word after another."""
    index = build_index(HARBOUR)
    for n in range(2 * WORDS):
        assert index.top_of_words([("boat", f"unseen{n}")], 1) == index.top(["boat"], 1)
    assert len(index.laid) <= WORDS


def test_terms_may_come_from_any_iterable() -> None:
    """A mapping's keys and a generator are asked like a list."""
    index = build_index(HARBOUR)
    assert index.top(dict.fromkeys(["boat"]), 2) == index.top((t for t in ["boat"]), 2) == index.top(["boat"], 2)


def test_an_unseen_term_weighs_most_and_a_ubiquitous_one_least() -> None:
    """The weight falls with the number of passages that hold a term, and stays above zero."""
    index = build_index([["a", "b", "c"], ["a", "b"], ["a"]])
    weights = [index.idf(term) for term in ("unseen", "b", "a")]
    assert weights == sorted(weights, reverse=True)
    assert weights[-1] == pytest.approx(math.log(4 / 3))
    assert index.idf("unseen") == index.idf("c") == pytest.approx(math.log(4))


def test_building_twice_gives_the_same_index() -> None:
    """Nothing of an index depends on when it was built."""
    assert build_index(HARBOUR) == build_index(HARBOUR)
    assert isinstance(build_index(HARBOUR), Index)
