"""The JSON answer is the contract's, to the order of its keys."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answer import Answer, Outcome
from bot.render.json_answer import dump_line, render_json
from knowledge import Evidence, FactCard, Status

if TYPE_CHECKING:
    from collections.abc import Callable

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def test_the_whole_answer_reads_as_the_contract_says(
    answer: Callable[..., Answer], evidence: Callable[..., Evidence]
) -> None:
    """Every key stands there, in the contract's order, with offsets into the paragraph and into the quote."""
    union = evidence(status=Status.CLAIM, source="the union")
    line = render_json(answer(union, suggestions=("Who is Falk?",)))
    assert line == (
        '{"question": "How many boats sank?", "outcome": "answered", "answer": "14 boats", '
        '"text": "The storm sank 14 boats in one night.", "confidence": 0.93, "evidence": [{"article": "harbour", '
        '"title": "Harbour Reopens", "paragraph": 1, "quote": "The storm sank 14 boats in one night.", "start": 12, '
        '"end": 49, "highlight": [15, 23], "attributed_to": "the union", "status": "claim", "card": null, '
        '"score": 1.25}], "suggestions": ["Who is Falk?"]}'
    )


def test_what_is_not_known_is_null(answer: Callable[..., Answer], evidence: Callable[..., Evidence]) -> None:
    """An answer that is a whole sentence has neither a short answer nor a highlight."""
    value = json.loads(render_json(answer(evidence(short=None))))
    assert value["answer"] is None
    assert value["evidence"][0]["highlight"] is None
    assert value["evidence"][0]["attributed_to"] is None


def test_a_card_is_named_by_its_id(answer: Callable[..., Answer], evidence: Callable[..., Evidence]) -> None:
    """Evidence that a fact card brought says which."""
    plain = evidence()
    card = FactCard("boats", "harbour", "14 boats sank.", Status.FACT, None, (plain.quote,), ())
    carded = Evidence(plain.article, plain.quote, plain.attribution, plain.score, plain.highlight, card)
    assert json.loads(render_json(answer(carded)))["evidence"][0]["card"] == "boats"


def test_the_other_sides_follow_the_evidence_and_five_are_the_most(
    answer: Callable[..., Answer], evidence: Callable[..., Evidence]
) -> None:
    """Own evidence first, then the other sides, cut at five."""
    own, other = evidence(), evidence(status=Status.DENIAL, source="the mayor")
    value = json.loads(render_json(answer(own, own, other_sides=(other, other))))
    assert [item["status"] for item in value["evidence"]] == ["fact", "fact", "denial", "denial"]
    value = json.loads(render_json(answer(own, own, own, own, other_sides=(other, other))))
    assert [item["status"] for item in value["evidence"]] == ["fact", "fact", "fact", "fact", "denial"]


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_is_written(answer: Callable[..., Answer], outcome: Outcome) -> None:
    """An answer without evidence is whole too."""
    value = json.loads(render_json(answer(outcome=outcome)))
    assert (value["outcome"], value["answer"], value["evidence"]) == (outcome.value, None, [])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=st.text(st.characters()), id=ANY_JSON)
def test_any_question_and_id_come_back_as_they_were(
    answer: Callable[..., Answer],
    question: str,
    id: object,  # noqa: A002
) -> None:
    """The line is UTF-8, is one line, and reads back to the same question and id, lone surrogates included."""
    line = render_json(answer(question=question), id=id)
    assert "\n" not in line.encode("utf-8").decode("utf-8")
    value = json.loads(line)
    assert value["question"] == question
    assert value["id"] == id
    assert next(iter(value)) == "id"


def test_a_number_that_is_none_is_refused() -> None:
    """What other programs cannot read is never written."""
    with pytest.raises(ValueError, match="not JSON compliant"):
        dump_line({"id": float("inf")})
