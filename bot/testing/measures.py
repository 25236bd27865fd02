"""The ranking measured by ir_measures (MacAvaney, Macdonald & Ounis 2022): what others report, by their own code.

Each test with an answer is a query; the paragraphs that would do are relevant. Needs the extra `report`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.evaluation import expected_paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge import Library, Paragraph, Result

MEASURES = ("Success@1", "Success@3", "Success@5", "Success@10", "RR", "AP", "nDCG@5", "nDCG@10")
"""Recall and MRR of `quoth test` are Success@k and RR; AP and nDCG differ where several paragraphs would do."""


def ranking_measures(
    results: Sequence[Result], library: Library, names: Sequence[str] = MEASURES
) -> tuple[tuple[str, float], ...]:
    """Return each measure's name and mean over the tests with an answer; nothing where there is none."""
    import ir_measures  # noqa: PLC0415 - an extra

    judgements, ranked = [], []
    for number, result in enumerate(results):
        expect = result.test.expect
        if expect is None:
            continue
        query = str(number)
        relevant = expected_paragraphs(expect, library, result.account)
        judgements += [ir_measures.Qrel(query, _name(paragraph), 1) for paragraph in relevant]
        ranked += [
            ir_measures.ScoredDoc(query, _name(item.paragraph), 1 / rank)
            for rank, item in enumerate(result.account.paragraphs, start=1)
        ]
    if not judgements:
        return ()
    measures = [ir_measures.parse_measure(name) for name in names]
    means = ir_measures.calc_aggregate(measures, judgements, ranked)
    return tuple((name, float(means[measure])) for name, measure in zip(names, measures, strict=True))


def _name(paragraph: Paragraph) -> str:
    return f"{paragraph.article}:{paragraph.number}"
