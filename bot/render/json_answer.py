"""Answer → the JSON answer, one line, its keys as the contract lists them. Nothing is left out, nothing reworded."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.answer import Answer
    from knowledge import Evidence

MOST_EVIDENCE = 5
"""The contract's limit; the answer's own evidence goes before the other sides."""


def render_json(answer: Answer, **also: Any) -> str:
    """Write `answer` as one line of JSON, without a newline; `also` are members to put in front, such as an id.

    A lone surrogate, which UTF-8 cannot carry, is written as its escape: the line can always be encoded.
    """
    return dump_line({**also, **json_answer(answer)})


def json_answer(answer: Answer) -> dict[str, Any]:
    """Return `answer` as the values that JSON knows."""
    evidence = (*answer.evidence, *answer.other_sides)[:MOST_EVIDENCE]
    return {
        "question": answer.question,
        "outcome": answer.outcome.value,
        "answer": answer.short,
        "text": answer.text,
        "confidence": round(answer.confidence, 4),
        "evidence": [_json_evidence(item) for item in evidence],
        "suggestions": list(answer.suggestions),
    }


def dump_line(value: dict[str, Any]) -> str:
    """Write `value` as one line of JSON that UTF-8 can carry."""
    line = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return line.encode("utf-8", "backslashreplace").decode("utf-8")


def _json_evidence(evidence: Evidence) -> dict[str, Any]:
    quote = evidence.quote
    mark = evidence.highlight
    return {
        "article": evidence.article.id,
        "title": evidence.article.title,
        "paragraph": quote.paragraph.number,
        "quote": quote.text,
        "start": quote.span.start,
        "end": quote.span.end,
        "highlight": [mark.start, mark.end] if mark else None,
        "attributed_to": evidence.attribution.source,
        "status": evidence.attribution.status.value,
        "card": evidence.card.id if evidence.card else None,
        "score": round(evidence.score, 4),
    }
