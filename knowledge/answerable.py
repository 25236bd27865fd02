"""Does a sentence hold an answer of the kind that is asked for, besides what the question itself has said?

"Who filmed the videos?" needs somebody who could have; "in Kursk" and "Ukrainian convoys" are names but nobody. It is a
sign, not a proof: 1 where there is such an answer, 0 where there is none, one half where anything could be one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from knowledge.expectation import MEASURES, NUMERIC, Expect
from knowledge.lexicon import look_up
from knowledge.phrases import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.passages import PreparedSentence
    from knowledge.phrases import Phrase
    from knowledge.question import Question
    from knowledge.spans import Ground

_WHERE = frozenset("in at near from to towards toward within across into around outside through along on over".split())
_TIMES: Final = frozenset(
    """ago last after before since during soon yesterday today tomorrow until till later earlier now next recently
    previously once when while early late immediately already still currently""".split()
)
_REASONS = frozenset(
    """because since due aiming aim aimed so order therefore hence reason reasons owing thanks for as cause
    caused""".split()
)
_MANNERS = frozenset("by through using with via involving use used means without as".split())
STRONG: Final = 0.8
"""How well a variant has to meet a verb: a derivation does, "losses" for "killed" does not."""
TOLD_APART = frozenset((Expect.DATE, *MEASURES, *NUMERIC, Expect.REASON, Expect.MANNER, Expect.PERSON, Expect.PLACE))
"""The kinds of answer that a sentence can be seen to lack."""


def answerable(question: Question, ground: Ground) -> float:
    """Return 1 where the sentence holds an answer of the expected kind, 0 where not, 0.5 where any kind would do.

    Found once and kept with the ground, which is `question`'s own: several cards may stand in one sentence.
    """
    if not ground.typed:
        ground.typed.append(_answerable(question, ground))
    return ground.typed[0]


def _answerable(question: Question, ground: Ground) -> float:  # noqa: PLR0911 - a table in words
    sentence, expect = ground.sentence, question.expect
    if expect is Expect.DATE:
        dated = any(p.kind is Kind.DATE and is_new(p, ground) for p in sentence.phrases)
        return float(dated or any(t.word in _TIMES for i, t in enumerate(sentence.tokens) if i not in ground.met))
    if expect in MEASURES:
        units = MEASURES[expect]
        return float(
            any(
                (p.kind is Kind.NUMBER and p.unit in units) or (expect is Expect.DURATION and p.kind is Kind.DATE)
                for p in sentence.phrases
                if is_new(p, ground)
            )
        )
    if expect in NUMERIC:
        return float(any(p.kind in (Kind.NUMBER, Kind.DATE) and is_new(p, ground) for p in sentence.phrases))
    if expect is Expect.REASON:
        return float("TV" in ground.tags or any(t.word in _REASONS for t in sentence.tokens))
    if expect is Expect.MANNER:
        return float(any(t.word in _MANNERS for t in sentence.tokens))
    if expect is Expect.PERSON:
        return float(any(p.kind is Kind.NAME and is_new(p, ground) and _somebody(p, ground) for p in sentence.phrases))
    if expect is Expect.PLACE:
        return float(
            any(p.kind is Kind.NAME and is_new(p, ground) and _somewhere(p, sentence) for p in sentence.phrases)
        )
    return 0.5


def is_new(phrase: Phrase, ground: Ground) -> bool:
    """Say whether a phrase is more than an echo of the question."""
    met, tags = ground.met, ground.tags
    return any(i not in met and tags[i] in "M#NA" for i in range(phrase.first, phrase.last))


def _somebody(phrase: Phrase, ground: Ground) -> bool:
    tokens, tags = ground.sentence.tokens, ground.tags
    if phrase.first and tokens[phrase.first - 1].word in _WHERE:
        return False
    after = phrase.last
    return not (after < len(tags) and tags[after] == "N" and ground.between[after] == " " and tags[after - 1] == "M"
                and look_up(tokens[after - 1].word).parts[:1] in ("a", "N", ""))  # fmt: skip


def _somewhere(phrase: Phrase, sentence: PreparedSentence) -> bool:
    tokens = sentence.tokens
    before = tokens[phrase.first - 1].word if phrase.first else ""
    if before == "the" and phrase.first > 1:
        before = tokens[phrase.first - 2].word
    return before in _WHERE or before == "of" or look_up(tokens[phrase.last - 1].word).kind == "location"


def counted(question: Question, sentences: Sequence[PreparedSentence]) -> tuple[float, float]:
    """Return whether the noun asked for is lacking (1 yes, 0 no), and whether a number is asked for and none is by it.

    "How many *drones* …" needs drones, and a number with them.
    """
    numeric = question.expect in NUMERIC
    if not numeric and not question.focus:
        return 0.0, 0.0
    variants = next((t.variants for t in question.terms if t.word == question.focus), None)
    lacking = 0.0
    if variants is not None:
        lacking = float(all(variants.keys().isdisjoint(s.places.keys()) for s in sentences))
    return lacking, float(numeric and not any(_has_a_number(s, variants) for s in sentences))


def _has_a_number(sentence: PreparedSentence, variants: dict[str, float] | None) -> bool:
    """Say whether a sentence has a number, by one of these words if there are any."""
    numbers = [p for p in sentence.phrases if p.kind is Kind.NUMBER]
    if variants is None or not numbers:
        return bool(numbers)
    places = [p for v in variants for p in sentence.places.get(v, ())]
    return any(phrase.first - 3 <= p <= phrase.last + 2 for phrase in numbers for p in places)
