"""A run as JUnit XML, which continuous integration services read: https://github.com/testmoapp/junitxml.

One suite a tests file; the scores are a test's output. Nothing stands here that Jenkins's schema (junit-10.xsd) lacks,
as properties of a test would. What XML cannot hold is shown as U+FFFD.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from bot.testing.words import expected_scores, expected_text, failure_lines, found_scores, place_of
from knowledge import UNTAGGED
from knowledge.evaluation import found_words

if TYPE_CHECKING:
    from knowledge import Evaluation, Result

_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no Char of XML 1.0."""


def junit_xml(evaluation: Evaluation) -> bytes:
    """Return the run as an XML document in UTF-8."""
    root = ElementTree.Element("testsuites", {"name": "quoth test", **_counts(evaluation.results)})
    suites: dict[str, list[Result]] = {}
    for result in evaluation.results:
        suites.setdefault(result.test.file.name, []).append(result)
    for name, results in suites.items():
        suite = ElementTree.SubElement(root, "testsuite", {"name": _fit(name), "skipped": "0", **_counts(results)})
        for result in results:
            _add_case(suite, result)
    ElementTree.indent(root)
    document: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _add_case(suite: ElementTree.Element, result: Result) -> None:
    test = result.test
    place = {"classname": _fit(f"{test.article}.{test.kind or UNTAGGED}"), "name": _fit(test.question)}
    case = ElementTree.SubElement(suite, "testcase", place)
    if not result.passed:
        failure = ElementTree.SubElement(case, "failure", message=_fit(result.reason), type="retrieval")
        failure.text = _fit("\n".join(failure_lines(result)))
    told = (
        ("place", place_of(test)),
        ("expected", "; ".join(filter(None, (expected_text(result), expected_scores(result))))),
        ("found", "; ".join(filter(None, (found_words(result.reading), found_scores(result))))),
        ("confidence", f"{result.confidence:.4f}"),
    )
    ElementTree.SubElement(case, "system-out").text = _fit("\n".join(f"{name}: {text}" for name, text in told))


def _counts(results: tuple[Result, ...] | list[Result]) -> dict[str, str]:
    failed = sum(not result.passed for result in results)
    return {"tests": str(len(results)), "failures": str(failed), "errors": "0"}


def _fit(text: str) -> str:
    return _UNFIT.sub("\ufffd", text)
