"""`quoth test --update`: what is found now becomes what is expected, in the tests files, which keep their layout.

Only failed tests are touched. What is written is read back before a file is replaced: it must say what was meant and
leave every other test as it was.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from bot.errors import BotError
from bot.render.screen import safe
from bot.testing.words import NO_ANSWER, place_of
from bot.testing.yaml_edit import Value, rewrite
from bot.whole_file import write_whole
from knowledge import Chat, Expectation, Fault, Found, Smalltalk, evidence_of, judge, read_tests
from knowledge.evaluation import expected_words, summed_up
from knowledge.marked_edits import edited

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.testing.running import Run
    from knowledge import Library, Result, RetrievalTest


@dataclass(frozen=True, slots=True)
class _Accepted:
    """A failed test, and what it expects from now on."""

    result: Result
    test: RetrievalTest


def accept(run: Run) -> tuple[Run, list[str]]:
    """Rewrite the expectations that failed; return the run as it is then, and a line for each change.

    Raises BotError where a file cannot be rewritten; no file is touched then.
    """
    lines = []
    accepted: dict[Path, list[_Accepted]] = {}
    for result in run.evaluation.failures:
        test = result.test
        if _is_chat(result):
            remedy = "small talk cannot be expected; delete the test, or word it as a question"
            lines.append(f"{place_of(test)}: “{test.question}”: {remedy}")
            continue
        change = _Accepted(result, replace(test, expect=_found(result)))
        accepted.setdefault(test.file, []).append(change)
        lines.append(f"{place_of(test)}: “{test.question}”: {_words(test)} → {_words(change.test)}")
    rewritten = {path: _rewritten(path, changes, run.library) for path, changes in accepted.items()}
    for path, text in rewritten.items():
        write_whole(path, text.encode("utf-8"))
    now = {id(change.result): change.test for changes in accepted.values() for change in changes}
    results = (judge(now.get(id(result), result.test), result.account) for result in run.evaluation.results)
    return replace(run, evaluation=summed_up(results)), [safe(line) for line in lines]


def _is_chat(result: Result) -> bool:
    return isinstance(result.reading, Smalltalk) and result.reading.kind is not Chat.EMPTY


def _found(result: Result) -> Expectation | None:
    """Return what was found as an expectation, in the terms of the old one: what that did not ask for is not asked for.

    None where nothing was found.
    """
    if not isinstance(result.reading, Found):
        return None
    old = result.test.expect
    first = evidence_of(result.reading)[0]
    place, card = first.quote.paragraph, first.card.id if first.card else None
    kept = tuple(words for words in old.contains if words in first.quote.text) if old else ()
    short = (first.short,) if first.short else ()
    contains = (kept or short) if old is None or old.contains else ()
    card = card if old is None or old.card else None
    numbered = old is None or old.paragraph is not None or not (contains or card)
    named = numbered or old is None or old.article is not None or place.article != result.test.article
    return Expectation(place.number if numbered else None, contains, card, place.article if named else None)


def _rewritten(path: Path, changes: Sequence[_Accepted], library: Library) -> str:
    """Return the text of the tests file `path` with `changes` made; raise BotError where that cannot be done."""
    whole = path.read_bytes().decode("utf-8")
    text = whole.removeprefix("\ufeff")
    before = _read(path, library)
    wanted = list(before)
    edits = []
    root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    items = root.value if isinstance(root, yaml.SequenceNode) else []
    at = -1
    for change in changes:
        at = next((i for i, test in enumerate(before) if i > at and test == change.result.test), len(before))
        if at == len(before):
            raise BotError(f"the file changed while the tests ran, {path}; run quoth test --update again")
        wanted[at] = change.test
        node = next(value for key, value in items[at].value if key.value == "expect")
        edits += rewrite(text, node, _values(change.test, {key.value for key, _ in node.value}))
    rewritten = whole.removesuffix(text) + edited(text, edits)
    with tempfile.TemporaryDirectory(prefix="quoth-") as folder:
        copy = Path(folder) / path.name
        copy.write_bytes(rewritten.encode("utf-8"))
        if [_meaning(test) for test in _read(copy, library)] != [_meaning(test) for test in wanted]:
            place = f"{path}:{changes[0].result.test.line}"
            raise BotError(f"the layout of the file is none that can be rewritten, {place}; change it by hand")
    return rewritten


def _read(path: Path, library: Library) -> tuple[RetrievalTest, ...]:
    faults: list[Fault] = []
    return read_tests(path, library, faults, card_ids=frozenset(card.id for card in library.cards))


def _meaning(test: RetrievalTest) -> tuple[object, ...]:
    return test.question, test.kind, test.expect


def _values(test: RetrievalTest, keys: Iterable[str]) -> dict[str, Value]:
    """Return an expectation as the file has it; `keys` are those that it had."""
    expect = test.expect
    if expect is None:
        return {"no_answer": True}
    values: dict[str, Value] = {}
    if expect.article is not None and (expect.article != test.article or expect.paragraph is None or "article" in keys):
        values["article"] = expect.article
    if expect.paragraph is not None:
        values["paragraph"] = expect.paragraph
    if expect.contains:
        values["contains"] = expect.contains
    if expect.card is not None:
        values["card"] = expect.card
    return values


def _words(test: RetrievalTest) -> str:
    return NO_ANSWER if test.expect is None else ", ".join(expected_words(test.expect))
