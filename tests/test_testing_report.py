"""The report of retrieval tests: what its plots show, what ir_measures says of the same ranking, the page itself."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli import main
from bot.testing import curves
from bot.testing.plots import rank_plot, reliability_plot, threshold_plot
from bot.testing.running import Run, run_tests
from bot.testing.thresholds import ALL_PASS
from knowledge import (
    Account,
    Article,
    Attribution,
    Chat,
    Evidence,
    Expectation,
    Found,
    Library,
    Metadata,
    NotFound,
    Odds,
    Paragraph,
    Quote,
    RetrievalTest,
    Smalltalk,
    Span,
    Status,
    evaluate,
    recall,
)
from knowledge.account import RankedParagraph

SEEDS = Path(__file__).parent.parent / "seeds"
PARAGRAPHS = tuple(Paragraph("a", number, f"Paragraph {number} has words.", ()) for number in range(20))
ARTICLE = Article("a", Metadata("A"), PARAGRAPHS)
LIBRARY = Library((ARTICLE,))
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}&lt;'\""


def a_test(expect: Expectation | None, question: str) -> RetrievalTest:
    return RetrievalTest(question, expect, None, "a", Path("a.tests.yaml"), 1)


def ranked(order: list[int], confidence: float, *, dares: bool) -> Account:
    """Build the account of a reading that ranked these paragraphs."""
    evidence = tuple(
        Evidence(ARTICLE, Quote(PARAGRAPHS[n], Span(0, 9)), Attribution(Status.FACT), 1.0) for n in order[:1]
    )
    reading = Found(evidence, confidence) if dares and evidence else NotFound(evidence, (), confidence)
    return Account(reading, tuple(RankedParagraph(PARAGRAPHS[n], 1.0) for n in order), (), Odds(confidence, 0.0, 0.4))


def evaluated(*cases: tuple[int | None, list[int], float]) -> Any:
    """Judge cases: the expected paragraph (None: no answer), the ranking, the confidence."""
    tests = [a_test(None if n is None else Expectation(n, (), None, "a"), str(i)) for i, (n, _, _) in enumerate(cases)]
    accounts = {str(i): ranked(order, c, dares=c >= 0.4) for i, (_, order, c) in enumerate(cases)}
    return evaluate(tests, accounts.__getitem__)


CASES = st.lists(
    st.tuples(st.integers(0, 19), st.lists(st.integers(0, 19), unique=True, max_size=20), st.floats(0, 1)),
    min_size=1,
    max_size=12,
)


@given(CASES)
def test_recall_and_mrr_are_what_ir_measures_says(cases: list[tuple[int, list[int], float]]) -> None:
    """Success@k and RR over the same rankings, whatever they are, for any depth."""
    from bot.testing.measures import ranking_measures  # noqa: PLC0415 - an extra

    evaluation = evaluated(*cases)
    names = ("Success@1", "Success@5", "Success@7", "RR", "R@5")
    theirs = dict(ranking_measures(evaluation.results, LIBRARY, names))
    metrics = evaluation.metrics
    assert theirs["Success@1"] == pytest.approx(metrics.recall_at_1.value)
    assert theirs["Success@5"] == pytest.approx(metrics.recall_at_5.value)
    assert theirs["Success@7"] == pytest.approx(recall(evaluation.results, 7).value)
    assert theirs["RR"] == pytest.approx(metrics.mrr.value)
    assert theirs["R@5"] == pytest.approx(metrics.recall_at_5.value), "where one paragraph would do, both are the same"


def test_the_shipped_library_measures_the_same_by_both() -> None:
    """Its tests name several paragraphs that would do: the first of them counts."""
    from bot.testing.measures import ranking_measures  # noqa: PLC0415 - an extra

    run = run_tests(SEEDS)
    theirs = dict(ranking_measures(run.evaluation.results, run.library))
    metrics = run.evaluation.metrics
    assert theirs["Success@1"] == pytest.approx(metrics.recall_at_1.value)
    assert theirs["Success@5"] == pytest.approx(metrics.recall_at_5.value)
    assert theirs["RR"] == pytest.approx(metrics.mrr.value)


def test_no_test_with_an_answer_has_no_ranking() -> None:
    """There is nothing to measure."""
    from bot.testing.measures import ranking_measures  # noqa: PLC0415 - an extra

    assert ranking_measures(evaluated((None, [1], 0.5)).results, LIBRARY) == ()


def test_another_threshold_answers_and_refuses_otherwise() -> None:
    """Shares at thresholds, rightly or not; small talk is refused at any."""
    results = evaluated((1, [1, 2], 0.9), (2, [1, 2], 0.5), (3, [3], 0.2), (None, [1], 0.6), (None, [1], 0.1)).results
    chat = evaluate([a_test(None, "hi")], lambda _: Account(Smalltalk(Chat.EMPTY))).results
    points = {point.threshold: point for point in curves.over_threshold((*results, *chat))}
    assert [(p.answered, p.right, p.refused) for p in (points[0.0], points[0.4], points[0.61], points[1.0])] == [
        (1.0, 2 / 3, 1 / 3),
        (2 / 3, 1 / 3, 2 / 3),
        (1 / 3, 1 / 3, 1.0),
        (0.0, 0.0, 1.0),
    ]
    assert curves.thresholds(results) == (0.4,)
    (alone,) = {(p.answered, p.right) for p in curves.over_threshold(chat)}
    assert alone == (None, None)


def test_confidence_is_held_against_truth_by_tenths() -> None:
    """A refused question whose nearest passage is the right one counts as right; one without an answer never does."""
    results = evaluated((1, [1], 0.95), (2, [1, 2], 0.91), (3, [3], 0.2), (None, [1], 1.0), (None, [1], 0.0)).results
    bins = curves.reliability(results)
    assert [(part.tests, part.right) for part in bins] == [(1, 0.0), (1, 1.0), (3, 1 / 3)]
    assert bins[2].confidence == pytest.approx((0.95 + 0.91 + 1.0) / 3)
    assert curves.calibration_error(bins) == pytest.approx((0 + 0.8 + abs(2.86 - 1)) / 5)
    assert curves.calibration_error(()) == 0.0


def test_ranks_are_counted_as_the_bars_name_them() -> None:
    """One to five, six to ten, later, not read; questions without an answer have none."""
    results = evaluated(
        *((n, list(range(20)), 0.9) for n in (0, 0, 4, 5, 9, 10, 19)), (3, [], 0.1), (None, [1], 0.9)
    ).results
    assert dict(zip(curves.RANKS, curves.ranks(results), strict=True)) == {
        "1": 2,
        "2": 0,
        "3": 0,
        "4": 0,
        "5": 1,
        "6–10": 2,
        ">10": 2,
        "none": 1,
    }


def test_plots_are_svg_without_script_style_and_ids() -> None:
    """Several stand on one page under a policy that allows neither; the same numbers are the same drawing."""
    results = evaluated((1, [1], 0.95), (2, [1, 2], 0.5), (None, [1], 0.2)).results
    for _ in range(2):
        drawn = [
            threshold_plot(curves.over_threshold(results), (0.4,)),
            reliability_plot(curves.reliability(results)),
            rank_plot(curves.ranks(results)),
            rank_plot([0] * len(curves.RANKS)),
            reliability_plot(()),
        ]
        for svg in drawn:
            elements = list(ElementTree.fromstring(svg).iter())
            assert elements[0].tag == "{http://www.w3.org/2000/svg}svg"
            assert {element.tag.partition("}")[2] for element in elements} <= {
                "svg",
                "g",
                "path",
                "rect",
                "circle",
                "text",
            }
            assert {name for element in elements for name in element.attrib} & {
                "id",
                "style",
                "onclick",
                "href",
            } == set()
    assert drawn[0] == threshold_plot(curves.over_threshold(results), (0.4,))
    assert "PluginImportFixer" not in [type(finder).__name__ for finder in sys.meta_path]


@pytest.fixture
def hostile(harbour: Path) -> Path:
    """A library whose article, card and questions would break a page that does not escape."""
    (harbour / "harbour.txt").write_text(f"Head {HOSTILE}\n\nMayor Falk reopened {HOSTILE} the harbour.\n", "utf-8")
    (harbour / "harbour.cards.yaml").unlink()
    (harbour / "harbour.tests.yaml").write_text(
        f"- question: {json.dumps(f'Who reopened the harbour?{chr(1)} {HOSTILE}')}\n  kind: {json.dumps(HOSTILE)}\n"
        "  expect: {no_answer: true}\n"
        f"- question: Who reopened the harbour?\n  expect: {{contains: [{json.dumps(HOSTILE)}]}}\n",
        encoding="utf-8",
    )
    return harbour


def test_the_page_of_a_hostile_library_has_only_its_own_script_and_markup(hostile: Path, tmp_path: Path) -> None:
    """Every word that is not ours is escaped, and the policy allows nothing but our style sheet and our script."""
    file = tmp_path / "report.html"
    main(["test", "--library", str(hostile), "--report", str(file)])
    page = file.read_text(encoding="utf-8")
    assert re.findall(r"<(script|img|link|iframe|object|base)\b", page) == ["script"]
    assert "&lt;/script&gt;&lt;script&gt;alert(1)" in page
    assert "{{ 7*7 }}" in page
    assert "\x01" not in page
    assert "harbour?\ufffd" in page
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    assert re.fullmatch(
        r"default-src &#39;none&#39;; style-src &#39;sha256-[A-Za-z0-9+/=]+&#39;; "
        r"script-src &#39;sha256-[A-Za-z0-9+/=]+&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;",
        policy[1],
    )
    assert re.findall(r"https?://(?!www\.w3\.org/2000/svg)[^\"'<\s]+", page) == []


def test_the_page_shows_every_question_failures_first_with_its_evidence(harbour: Path, tmp_path: Path) -> None:
    """What was found is marked in its paragraph, and so is what was expected in another one."""
    (harbour / "harbour.tests.yaml").write_text(
        "- question: How many boats were lost in the storm?\n  expect: {paragraph: 2}\n"
        "- question: Who reopened the harbour of Lindesund on 3 May?\n  expect: {paragraph: 2, contains: [union]}\n",
        encoding="utf-8",
    )
    file = tmp_path / "report.html"
    assert main(["test", "--library", str(harbour), "--report", str(file)]) == 1
    page = file.read_text(encoding="utf-8")
    assert re.findall(r'<span class="question">(.+?)</span>', page) == [
        "Who reopened the harbour of Lindesund on 3 May?",
        "How many boats were lost in the storm?",
    ]
    assert re.findall(r'<mark class="(\w+)">(.+?)</mark>', page)[:4] == [
        ("quote", "Mayor "),
        ("short", "Astrid Falk"),
        ("quote", " reopened the harbour of Lindesund on 3 May."),
        ("short", "union"),
    ]
    assert page.count("<details") == page.count("</details>") == 2
    assert page.count(" open>") == 1
    assert str(tmp_path) not in page, "a report is for others to read: it does not name the folders of who wrote it"


def test_the_report_of_the_shipped_library_is_under_a_megabyte_and_the_same_each_time(tmp_path: Path) -> None:
    """One file, deterministic."""
    first, second = tmp_path / "first.html", tmp_path / "second.html"
    for file in (first, second):
        main(["test", "--library", str(SEEDS), "--report", str(file)])
    assert first.read_bytes() == second.read_bytes()
    assert len(first.read_bytes()) < 1_000_000


def test_the_thresholds_and_their_verdict_stand_on_the_page(
    harbour: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Met or not, each with what is reached."""
    (harbour / "harbour.tests.yaml").write_text("- question: Boats?\n  expect: {no_answer: true}\n", encoding="utf-8")
    (tmp_path / "quoth.yaml").write_text("test: {passed: 0, refused: 1, mrr: 0.5}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    main(["test", "--library", str(harbour), "--report", "report.html"])
    page = re.sub(r"<[^>]+>", "", Path("report.html").read_text(encoding="utf-8"))
    assert "met passed at least 0: " in page
    assert "met mrr at least 0.5: nothing to take a share of" in page
    assert re.search(r"met refused at least 1: [01]\.000", page)


@pytest.fixture
def without_pygal(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation without the extra: pygal and ir_measures cannot be found."""
    import importlib.util  # noqa: PLC0415 - only here

    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name in {"pygal", "ir_measures"} else found(name)
    )


@pytest.mark.usefixtures("without_pygal")
def test_what_is_missing_for_a_report_is_one_line_before_the_tests_run(
    harbour: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What, and how to get it; nothing is written."""
    assert main(["test", "--library", str(harbour), "--report", "report.html"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == (
        "quoth: quoth test --report needs pygal, ir-measures, which are not installed; pip install 'quoth[report]'\n"
    )


def test_a_page_of_very_many_tests_shows_the_passages_of_the_failed_ones_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """It must still open."""
    from bot.testing import report  # noqa: PLC0415 - its limit is changed

    monkeypatch.setattr(report, "_MOST_WITH_PASSAGES", 2)
    evaluation = evaluated((1, [1], 0.9), (2, [1], 0.9), (3, [3], 0.9))
    view = report.report_view(Run(Path("a"), LIBRARY, evaluation), (ALL_PASS,), "0")
    assert [(test.passed, bool(test.passages)) for test in view.tests] == [(False, True), (True, False), (True, False)]
