"""A mapped index finds what exhaustive scoring finds: rank_bm25's own scores, bit by bit, ties by position."""

from __future__ import annotations

import math
import random
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from subprocess import run
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rank_bm25 import BM25Plus

from knowledge import packed_index
from knowledge.array_postings import Postings
from knowledge.array_search import ArraySearch
from knowledge.index import build_index
from knowledge.index_building import build_packed
from knowledge.packed_index import PackedIndex

if TYPE_CHECKING:
    from collections.abc import Iterator

HARBOUR = [
    ["mayor", "falk", "reopen", "harbour"],
    ["storm", "sink", "14", "boat"],
    ["union", "claim", "40", "boat", "lose", "storm"],
    ["insurer", "pay"],
]

dense_shares = Postings.dense_shares
terms = st.sampled_from("abcdefg")
passages = st.lists(st.lists(terms, max_size=8), min_size=1, max_size=70).filter(any)
questions = st.lists(terms | st.just("unseen"), max_size=8)
counts = st.sampled_from([1, 2, 10, 16, 17, 100])


@contextmanager
def packed(texts: list[list[str]], *, arrays: bool | None = None) -> Iterator[PackedIndex]:
    """Build an index of `texts`, check it, and open it."""
    with TemporaryDirectory() as folder:
        build_packed(texts, Path(folder) / "index")
        index = PackedIndex.open(Path(folder) / "index", arrays=arrays)
        index.check()
        yield index


def best(texts: list[list[str]], question: list[str], count: int) -> list[tuple[int, float]]:
    """Return what scoring every passage with the package gives, of the passages that hold any of the words."""
    scores = BM25Plus(texts).get_scores(question)
    holding = [n for n, text in enumerate(texts) if set(text) & set(question)]
    return [(n, float(scores[n])) for n in sorted(holding, key=lambda n: (-scores[n], n))[:count]]


def drawn(chance: random.Random, size: int, vocabulary: int, longest: int) -> list[list[str]]:
    """Return passages of words whose frequencies fall as Zipf has it."""
    words = [f"w{n}" for n in range(vocabulary)]
    weights = [1 / (n + 1) for n in range(vocabulary)]
    return [chance.choices(words, weights, k=chance.randint(1, longest)) for _ in range(size)]


@settings(max_examples=150, deadline=None)
@given(passages, questions, counts)
def test_both_searches_are_exhaustive_scoring(texts: list[list[str]], question: list[str], count: int) -> None:
    """Any passages, any question, words repeated or unseen, tied or not: the same passages, order and bits."""
    wanted = best(texts, question, count)
    for arrays in (True, False):
        with packed(texts, arrays=arrays) as index:
            assert index.top(question, count) == wanted


@pytest.mark.parametrize("arrays", [True, False])
@pytest.mark.parametrize(
    "constants", [{}, {"WHOLE": 0}, {"WHOLE": 0, "SCANNED": 0, "FEW": 4}, {"SORTED": 1000, "FEW": 0}]
)
@pytest.mark.parametrize("size", [700, 6000])
def test_a_larger_collection_is_scored_exactly(
    monkeypatch: pytest.MonkeyPatch, size: int, constants: dict[str, int], arrays: bool
) -> None:
    """Rare words, dense words, some of either, more of them than are read at once; few results and many.

    Whether or not rows of dense words are added, all sums looked through, many passages scored.
    """
    for name, value in constants.items():
        monkeypatch.setattr(f"knowledge.array_search.{name}", value)
    chance = random.Random(size)
    texts = drawn(chance, size, 3000, 60)
    package = BM25Plus(texts)
    with packed(texts, arrays=arrays) as index:
        for _ in range(40):
            question = chance.choices([f"w{n}" for n in range(40)], k=4) + chance.choices(texts[0] + ["w2999"], k=3)
            count = chance.choice([1, 10, 16, 17, 300])
            scores = package.get_scores(question)
            ranked = sorted(range(size), key=lambda n: (-scores[n], n))[:count]
            found = index.top(question, count)
            assert found == [(n, float(scores[n])) for n in ranked[: len(found)]]
            assert len(found) == min(count, sum(1 for text in texts if set(text) & set(question)))


@pytest.mark.parametrize("arrays", [True, False])
@pytest.mark.parametrize("whole", [0, 1 << 18])
def test_long_lists_with_their_best_first_are_scored_exactly(
    monkeypatch: pytest.MonkeyPatch, whole: int, arrays: bool
) -> None:
    """A term whose postings stand in two parts is looked up in both."""
    monkeypatch.setattr("knowledge.array_search.WHOLE", whole)
    monkeypatch.setattr("knowledge.index_writing.SPLIT", 20)
    chance = random.Random(4)
    texts = drawn(chance, 900, 400, 30)
    with packed(texts, arrays=arrays) as index:
        assert max(found.highs for word in ("w10", "w20", "w30") if (found := index._find(word))) > 0
        for _ in range(30):
            question = [f"w{chance.randint(0, 60)}" for _ in range(chance.randint(1, 4))]
            question += [f"w{chance.randint(0, 399)}" for _ in range(3)]
            assert index.top(question, 10) == best(texts, question, 10)


@pytest.mark.parametrize("slack", [0, 0.25, 1e9])
@pytest.mark.parametrize("whole", [0, 1 << 18])
def test_questions_of_frequent_words_are_scored_exactly(
    monkeypatch: pytest.MonkeyPatch, whole: int, slack: float
) -> None:
    """Where every word is in most passages, their blocks tell where to look; all rows are added, some or none."""
    monkeypatch.setattr("knowledge.array_search.WHOLE", whole)
    monkeypatch.setattr("knowledge.array_search.SLACK", slack)
    monkeypatch.setattr("knowledge.array_search.CHUNK", 256)
    monkeypatch.setattr("knowledge.array_search.LEAD", 2)
    visited: list[int] = []

    def counted(*given: Any) -> Any:
        visited.append(1)
        return dense_shares(*given)

    monkeypatch.setattr(Postings, "dense_shares", counted)
    chance = random.Random(6)
    texts = drawn(chance, 3001, 12, 30)
    with packed(texts, arrays=True) as index:
        for _ in range(40):
            question = [f"w{chance.randint(0, 11)}" for _ in range(chance.randint(1, 6))]
            count = chance.choice([1, 10, 16, 100])
            assert index.top(question, count) == best(texts, question, count)
    assert bool(visited) == (not whole or slack > 0)


@pytest.mark.parametrize("arrays", [True, False])
@pytest.mark.parametrize(
    ("texts", "question"),
    [
        ([["boat"]], ["boat"]),
        ([["boat"], ["storm"]], ["boat"]),
        ([["boat"], []], ["boat"]),
        ([["boat", "storm"]] * 200, ["boat", "storm"]),
        ([["boat"] * (n % 3 + 1) for n in range(300)], ["boat"] * 5),
        ([["boat"] * 400, ["boat"], *[["storm"]] * 30], ["boat", "storm", "boat"]),
        ([["boat"] * 70_000, ["boat"]], ["boat"]),
        ([["zürich"], ["київ", "\ud800"], [""]], ["київ", "\ud800", ""]),
        (HARBOUR, ["boat", "boat", "boat", "storm"]),
        (HARBOUR, ["volcano"]),
        (HARBOUR, []),
    ],
)
def test_tiny_and_awkward_collections(texts: list[list[str]], question: list[str], arrays: bool) -> None:
    """One passage, two, an empty one, ties everywhere, repeated words, counts beyond a byte and two, odd letters."""
    with packed(texts, arrays=arrays) as index:
        for count in (1, 3, len(texts)):
            assert index.top(question, count) == best(texts, question, count)


@pytest.mark.parametrize("texts", [[], [[]], [[], []]])
def test_nothing_is_found_where_there_is_nothing(texts: list[list[str]]) -> None:
    """No passages, or empty ones, over which the package divides by zero."""
    with packed(texts) as index:
        assert index.size == len(texts)
        assert index.top(["boat"], 5) == []
        assert index.matching(["boat"]) == {}
        assert index.document_frequency("boat") == 0
        assert index.idf("boat") == math.log(len(texts) + 1)


def test_a_share_too_small_for_float32_beside_the_floor_does_not_lose_a_passage() -> None:
    """A word in every passage weighs next to nothing beside the floor that a rare one lifts all to."""
    texts = [["the"] * (n % 5 + 1) + ["x"] * (n % 7) for n in range(1000)]
    texts[500].append("falk")
    question = ["falk"] * 20 + ["the", "x"]
    with packed(texts) as index:
        assert index.top(question, 12) == best(texts, question, 12)


def test_it_answers_as_the_small_index_does() -> None:
    """The same weights, matches and order as `Index`, which the retriever asks in a small collection."""
    small = build_index(HARBOUR)
    with packed(HARBOUR) as index:
        assert [index.idf(t) for t in ("boat", "falk", "unseen")] == [small.idf(t) for t in ("boat", "falk", "unseen")]
        assert index.document_frequency("boat") == 2
        assert index.matching(["boat", "storm"]) == pytest.approx(small.matching(["boat", "storm"]), rel=1e-12)
        assert [n for n, _ in index.top(["boat", "storm"], 4)] == [n for n, _ in small.top(["boat", "storm"], 4)]


def test_none_are_returned_where_none_are_wanted() -> None:
    """As many as are asked for, and a generator is asked like a list."""
    with packed(HARBOUR) as index:
        assert index.top(["boat"], 0) == index.top(["boat"], -1) == []
        assert index.top((t for t in ["boat"]), 2) == index.top(dict.fromkeys(["boat"]), 2) == index.top(["boat"], 2)


def test_threads_may_ask_at_once() -> None:
    """The sums that searches keep ready are never shared by two of them."""
    chance = random.Random(9)
    texts = drawn(chance, 3000, 200, 20)
    asked = [[f"w{chance.randint(0, 199)}" for _ in range(5)] for _ in range(200)]
    with packed(texts, arrays=True) as index:
        alone = [index.top(question, 10) for question in asked]
        with ThreadPoolExecutor(8) as threads:
            assert list(threads.map(lambda question: index.top(question, 10), asked)) == alone


def test_terms_that_were_looked_up_are_not_remembered_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many different words are asked for, a bounded number of them is kept."""
    monkeypatch.setattr(packed_index, "REMEMBERED", 3)
    with packed(HARBOUR) as index:
        for question in (["boat"], ["storm", "x", "y"], ["z", "boat", "pay"], ["boat", "boat"]):
            assert index.top(question, 3) == best(HARBOUR, question, 3)
        assert len(index._terms) <= 3


def test_rows_of_frequent_words_are_not_kept_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many different frequent words are asked for, a bounded number of their rows stays in memory."""
    monkeypatch.setattr("knowledge.array_postings.KEPT", 4 * 3008)
    monkeypatch.setattr("knowledge.array_search.SLACK", 0)
    chance = random.Random(6)
    texts = drawn(chance, 3001, 12, 30)
    with packed(texts, arrays=True) as index:
        for _ in range(2):
            for question in ([f"w{n}", f"w{n + 1}"] for n in range(11)):
                assert index.top(question, 10) == best(texts, question, 10)
        assert isinstance(index._arrays, ArraySearch)
        assert 1 < len(index._arrays._postings._whole) <= 4


def test_a_question_of_rare_words_is_answered_without_numpy(tmp_path: Path) -> None:
    """A process that has not loaded numpy does not load it to look into a few postings."""
    build_packed(HARBOUR, tmp_path / "index")
    program = (
        "import sys; from pathlib import Path; from knowledge.packed_index import PackedIndex; "
        f"found = PackedIndex.open(Path({str(tmp_path / 'index')!r})).top(['boat'], 5); "
        "print([n for n, _ in found], 'numpy' in sys.modules)"
    )
    done = run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1]
    )
    assert done.stdout == "[1, 2] False\n"
