"""A run as JUnit XML, which continuous integration services read: https://github.com/testmoapp/junitxml.

One suite a tests file; the kind and the scores are properties. What XML cannot hold is shown as U+FFFD.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from bot.testing.words import expected_scores, expected_text, failure_lines, found_scores
from knowledge import UNTAGGED

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
        suite = ElementTree.SubElement(root, "testsuite", {"name": _fit(name), **_counts(results)})
        for result in results:
            _add_case(suite, result)
    ElementTree.indent(root)
    document: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _add_case(suite: ElementTree.Element, result: Result) -> None:
    test = result.test
    kind = _fit(test.kind or UNTAGGED)
    place = {"classname": f"{test.article}.{kind}", "name": _fit(test.question)}
    case = ElementTree.SubElement(suite, "testcase", place, file=_fit(str(test.file)), line=str(test.line))
    properties = ElementTree.SubElement(case, "properties")
    for name, value in (
        ("kind", kind),
        ("expected", expected_text(result)),
        ("confidence", f"{result.confidence:.4f}"),
        ("rank", str(result.rank)),
        ("scores of the expected", expected_scores(result)),
        ("scores of the found", found_scores(result)),
    ):
        if value:
            ElementTree.SubElement(properties, "property", name=name, value=_fit(value))
    if not result.passed:
        told = "\n".join(failure_lines(result))
        failure = ElementTree.SubElement(case, "failure", message=_fit(result.reason), type="retrieval")
        failure.text = _fit(told)


def _counts(results: tuple[Result, ...] | list[Result]) -> dict[str, str]:
    failed = sum(not result.passed for result in results)
    return {"tests": str(len(results)), "failures": str(failed), "errors": "0", "skipped": "0"}


def _fit(text: str) -> str:
    return _UNFIT.sub("\ufffd", text)
