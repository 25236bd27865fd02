"""Articles in other languages than English: one readable table each, and a simpler way from a question to an answer.

`table` says what a table holds, `uk`, `ru`, `de`, … are the tables (README.md is the guide to adding one), `analysis`
reads a text with one: tokens, stems, sentences. `detection` tells in which language an article or a question is
written. `inquiry` understands a question, `kinds` finds what kind of answer a sentence holds, `choosing` ranks and
decides how likely the best is right, `speech` who says so, `answering` puts it together. English has its own rooms in
`knowledge`, and none of these is loaded for a library that is English throughout.
"""

from __future__ import annotations

ENGLISH = "en"


def base(code: str) -> str:
    """Return the language of a code with a region or script.

    >>> base("pt-BR"), base("en-GB")
    ('pt', 'en')
    """
    return code.partition("-")[0]
