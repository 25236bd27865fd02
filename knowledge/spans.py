"""The short answer in a sentence: which of its phrases is what was asked for.

Each phrase is described by a few named features (its form against the expected kind of answer, what stands beside it,
how near it is to the question's words, how much it only echoes them) and scored by the sum of their weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.english import ORGANISATION_WORDS, PERSON_WORDS, PLACE_WORDS, UNITS
from knowledge.lexicon import look_up
from knowledge.phrases import Kind, Phrase, gaps, tag
from knowledge.question import Expect
from knowledge.tokenizer import term_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.passages import PreparedSentence
    from knowledge.question import Question

_UNIT_OF = {word: unit for unit, words in UNITS.items() for word in words}
_MEASURED = {
    Expect.DISTANCE: ("distance", "area"),
    Expect.MONEY: ("money",),
    Expect.SHARE: ("share",),
    Expect.DURATION: ("duration",),
}
_PREPOSITIONS = frozenset("in at on by from to for with of through because during near as after before".split())
_NUMBERS = (Expect.NUMBER, Expect.DISTANCE, Expect.MONEY, Expect.SHARE, Expect.DURATION)


@dataclass(frozen=True, slots=True)
class Ground:
    """What all phrases of one sentence share under one question."""

    sentence: PreparedSentence
    tags: str
    between: str
    met: Mapping[int, float]
    """Token → weight of the question's word that it meets."""
    verbs: tuple[int, ...]
    """Tokens that meet the question's verbs."""
    focus: tuple[int, ...]
    """Tokens that meet the question's focus noun."""
    focus_kind: str
    clause: tuple[int, ...]
    """Token → which stretch between punctuation it stands in."""
    subject: bool
    """Whether the question asks for the subject ("Who killed …", "What causes …")."""
    total: float
    preposition: str
    """The question's own preposition: "in what …", "… associated with?"; empty where there is none."""
    root: int
    """The token that meets the question's main verb, or -1."""


def survey(question: Question, sentence: PreparedSentence) -> Ground:
    """Prepare a sentence for the scoring of its phrases."""
    tags, between = tag(sentence.text, sentence.tokens), gaps(sentence.text, sentence.tokens)
    met: dict[int, float] = {}
    verbs = []
    total = 0.0
    root = -1
    for term in question.terms:
        if term.word == question.focus:
            continue
        total += term.weight
        for variant, strength in term.variants.items():
            for place in sentence.places.get(variant, ()):
                met[place] = max(met.get(place, 0.0), term.weight * strength)
                if tags[place] in "VG" and look_up(term.word).parts[:1] in ("v", ""):
                    verbs.append(place)
                    root = place if root < 0 else root
    focus: tuple[int, ...] = ()
    if question.focus:
        focus = sentence.places.get(term_of(question.focus), ())
    clause, number = [], 0
    for letter in between:
        number += letter in ",|"
        clause.append(number)
    return Ground(
        sentence,
        tags,
        between,
        met,
        tuple(sorted(set(verbs))),
        focus,
        look_up(question.focus).kind if question.focus else "",
        tuple(clause),
        _asks_subject(question),
        total or 1.0,
        _own_preposition(question.words),
        root,
    )


def _own_preposition(words: Sequence[str]) -> str:
    for i, word in enumerate(words):
        if word in ("what", "which", "whom", "where", "who") and i and words[i - 1] in _PREPOSITIONS:
            return words[i - 1]
    return words[-1] if words and words[-1] in _PREPOSITIONS else ""


def _asks_subject(question: Question) -> bool:
    """Say whether the question word is the subject: no auxiliary with a subject of its own follows it."""
    words = question.words
    for i, word in enumerate(words[:4]):
        if word in ("who", "what", "which"):
            rest = words[i + 1 :]
            if question.focus in rest:
                rest = rest[rest.index(question.focus) + 1 :]
            return not rest[:1] or rest[0] not in (
                "did",
                "does",
                "do",
                "is",
                "are",
                "was",
                "were",
                "has",
                "have",
                "had",
            )
    return False


def describe(question: Question, ground: Ground, phrase: Phrase) -> dict[str, float]:  # noqa: PLR0912, PLR0915 - one list of features
    """Return the features of `phrase` as an answer to `question`: name → value."""
    tokens, tags, between = ground.sentence.tokens, ground.tags, ground.between
    first, last, head = phrase.first, phrase.last, phrase.head
    expect = question.expect
    words = [tokens[i].word for i in range(first, last)]
    out: dict[str, float] = {f"{expect}/{phrase.kind}": 1.0}
    # what it echoes
    echoed = sum(1 for i in range(first, last) if i in ground.met)
    content = sum(1 for i in range(first, last) if tags[i] not in "DPTCBXOR") or 1
    if echoed:
        out["echo"] = min(1.0, echoed / content)
        if echoed >= content:
            out["echo_all"] = 1.0
        if head in ground.met:
            out["echo_head"] = 1.0
    # where it stands
    if ground.met:
        near = 0.0
        for place, weight in ground.met.items():
            if first <= place < last:
                continue
            distance = first - place if place < first else place - last + 1
            crossed = abs(ground.clause[place] - ground.clause[first if place < first else last - 1])
            near += weight / (distance + 1.5 * crossed)
        out["near"] = near / ground.total
        left = sum(w for p, w in ground.met.items() if p < first)
        right = sum(w for p, w in ground.met.items() if p >= last)
        if left + right:
            side = left / (left + right)
            out["left_subject" if ground.subject else "left_object"] = side
        nearest = min(
            (abs(ground.clause[p] - ground.clause[first]) for p in ground.met if not first <= p < last), default=3
        )
        out["apart"] = min(3, nearest) / 3
    for verb in ground.verbs:
        if verb == first - 1 or (verb == first - 2 and tags[first - 1] in "PTRD"):
            out["after_verb_s" if ground.subject else "after_verb"] = 1.0
        if verb == last or (verb == last + 1 and tags[last] in "XR"):
            out["before_verb_s" if ground.subject else "before_verb"] = 1.0
    if first:
        before = tokens[first - 1].word
        if before in _PREPOSITIONS:
            out[f"{_family(expect)}<{before}"] = 1.0
            if before == ground.preposition:
                out["same_preposition"] = 1.0
        if tags[first - 1] in "DA" and between[first] == " ":
            out["cut_left"] = 1.0
        if tags[first - 1] in "NMQ" and tags[first] in "NMA#" and between[first] in " -":
            out["cut_noun_left"] = 1.0
        if before == "of" and first > 1:
            out["inside_of"] = 1.0
        if tags[first - 1] == "C" and phrase.kind is not Kind.LIST:
            out["after_and"] = 1.0
    else:
        out["opens"] = 1.0
    if last < len(tokens):
        if tags[last] in "NM#" and between[last] in " -" and tags[last - 1] not in "DPCT":
            out["cut_right"] = 1.0
        if tokens[last].word == "of":
            out["before_of"] = 1.0
        if tags[last] == "C" or (between[last] == "," and phrase.kind is not Kind.LIST and tags[last] in "NM"):
            out["before_and"] = 1.0
        if tags[last] == "X":
            out["before_is"] = 1.0
    if first and tags[first - 1] == "X":
        out["after_is"] = 1.0
    if ground.root >= 0 and not first <= ground.root < last:
        right = ground.root < first
        between_verb = first - ground.root if right else ground.root - last + 1
        out[("subject" if ground.subject else "object") + ("_right" if right else "_left")] = 1 / between_verb
    size = last - first
    out["size"] = min(size, 10) / 10
    if size == 1:
        out["single"] = 1.0
    if size > 6:
        out["long"] = 1.0
    if tags[first] == "D":
        out["article"] = 1.0
    if first and ground.sentence.text[tokens[first].start - 1] in '"“‘(':
        out["bracketed" if ground.sentence.text[tokens[first].start - 1] == "(" else "quoted"] = 1.0
    # what was asked for
    if phrase.kind is Kind.NUMBER or expect in _NUMBERS:
        measured = _MEASURED.get(expect)
        if measured:
            out["unit_right" if phrase.unit in measured else "unit_wrong"] = 1.0
        elif phrase.unit:
            out[f"{_family(expect)}#{phrase.unit}"] = 1.0
    if phrase.kind is Kind.DATE and phrase.unit:
        out[f"{_family(expect)}@{phrase.unit}"] = 1.0
        if question.focus in ("year", "month", "day", "date", "century", "decade"):
            out[f"{question.focus}@{phrase.unit}"] = 1.0
    if ground.focus:
        if any(first <= p < last for p in ground.focus):
            out["has_focus_n" if expect in _NUMBERS else "has_focus"] = 1.0
            if head in ground.focus:
                out["head_focus_n" if expect in _NUMBERS else "head_focus"] = 1.0
        elif any(p in (last, last + 1) for p in ground.focus):
            out["focus_next_n" if expect in _NUMBERS else "focus_next"] = 1.0
        elif any(p in (first - 1, first - 2) for p in ground.focus):
            out["focus_before"] = 1.0
    if phrase.kind is Kind.NAME:
        own = [tokens[i].word for i in range(first, last) if tags[i] == "M"]
        common = sum(1 for w in own if look_up(w).parts[:1] in ("n", "v", "a") and look_up(w).zipf > 3.5)
        out[f"{_family(expect)}~common"] = common / max(1, len(own))
        out[f"{_family(expect)}~{min(len(own), 4)}"] = 1.0
    if phrase.kind in (Kind.NAME, Kind.NOUN, Kind.LIST):
        for kind in _kinds(words, tokens[head].word, first, tokens):
            out[f"{_family(expect)}:{kind}"] = 1.0
        if ground.focus_kind and look_up(tokens[head].word).kind == ground.focus_kind:
            out["same_kind"] = 1.0
    return out


def _family(expect: Expect) -> str:
    if expect in _NUMBERS:
        return "number"
    return str(expect)


def _kinds(words: Sequence[str], head: str, first: int, tokens: Sequence[object]) -> set[str]:
    """Return what the word table and the titles around it make of a name or noun."""
    kinds = set()
    entry = look_up(head)
    if entry.kind in ("person", "location", "group", "time", "artifact", "quantity", "act"):
        kinds.add(entry.kind)
    if any(w in PERSON_WORDS for w in words):
        kinds.add("titled")
    if first and tokens[first - 1].word in PERSON_WORDS:  # type: ignore[attr-defined]
        kinds.add("beside_title")
    if any(w in ORGANISATION_WORDS for w in words):
        kinds.add("organisation")
    if any(w in PLACE_WORDS for w in words):
        kinds.add("place")
    return kinds
