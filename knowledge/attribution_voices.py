"""The voices of one sentence: who speaks, plans or doubts, and over which of its words.

A `Voice` holds over stretches of tokens. Speech before its verb ("… , police said") holds over the sentence; after it
("police said …") to the end of what is said, without the asides that describe a name: "Russia declared the capture of
Kurakhove, a Ukrainian town" leaves the town to the article itself. Patterns over closed word lists; where none fits,
the article speaks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from knowledge import english_attribution as english
from knowledge.attribution_line import Line, Subject, before_verb, leading_subject, noun_phrase, subject_of
from knowledge.lexicon import look_up
from knowledge.types import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 24
"""Voices heard in one sentence: no real one has more, and a hostile one must not cost more."""
NEAR = 5
"""Tokens within which a verb's object is looked for."""


class Means(Enum):
    """How a voice is known."""

    SPEECH = auto()
    """A verb or noun of speech, with or without a speaker."""
    PLAN = auto()
    """Words for what is to come, in whosever voice."""
    HEDGE = auto()
    """The article's own distance: "reportedly", "would represent"."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody's words in a sentence."""

    means: Means
    status: Status
    verb: int
    """The token that gives the voice away."""
    scope: tuple[tuple[int, int], ...]
    """Token stretches over which it holds."""
    source: Subject | None = None
    main: bool = True
    """Whether it governs the sentence, and not only a subordinate part of it."""
    caveat: bool = False
    """Whether its word is a caution in itself."""

    def covers(self, first: int, last: int) -> bool:
        """Say whether tokens `first` to `last` (exclusive) lie in one stretch."""
        return any(a <= first and last <= b for a, b in self.scope)


TRIGGERS = (
    frozenset(english.VERBS)
    | english.HEDGES.keys()
    | english.NOUNS.keys()
    | english.PASSIVE_TO.keys()
    | english.PASSIVE_ALONE.keys()
    | english.POSTPONED
    | frozenset({"according", "will", "won't", "would", "going"})
)
"""Without any of these a sentence is the article's own."""


def hear(line: Line) -> tuple[Voice, ...]:
    """Return the voices of a sentence in the order of the words that give them away."""
    voices: list[Voice] = []
    for at, word in enumerate(line.words):
        if word in TRIGGERS:
            voices += _voices_at(line, at, word, voices)
            if len(voices) >= MOST:
                break
    return tuple(voices)


def _voices_at(line: Line, at: int, word: str, before: list[Voice]) -> Iterator[Voice]:
    if word == "according":
        found = _according(line, at)
    elif word in english.HEDGES:
        scope = _clause(line, at)
        yield Voice(Means.HEDGE, english.HEDGES[word], at, (scope,), main=_is_main(line, scope), caveat=True)
        return
    else:
        found = (
            _passive(line, at, word)
            or _future(line, at, word)
            or _verb(line, at, word, before)
            or _noun(line, at, word, before)
        )
    if found:
        yield found


# --- speech by a verb -------------------------------------------------------------------------------------------------


def _verb(line: Line, at: int, word: str, before: list[Voice]) -> Voice | None:  # noqa: PLR0911 - one return a pattern
    verb = english.VERBS.get(word)
    if verb is None or (line.capital(at) and at and not _headline(line)):
        return None
    if verb.form == "ing":
        return _participle(line, at, verb, before)
    inverted = _inverted(line, at, verb)
    if inverted:
        return inverted
    last, skipped = before_verb(line, at)
    if skipped & english.NEGATIONS or skipped & english.MODALS or (skipped & english.BE):
        return None
    if last >= 0 and line.words[last] in ("to", "a", "an", "the", "its", "his", "their") and line.gaps[at] == " ":
        return None
    if "will" in skipped:
        return None
    subject = subject_of(line, at)
    if subject is None or not _agrees(line, verb, subject, at):
        return None
    if _is_afterthought(line, at, verb, subject):
        return Voice(
            Means.SPEECH, _status(line, at, verb, 0), at, ((0, _own_voice(line, at, len(line.words))),), subject
        )
    if not _takes(line, at, verb, subject):
        return None
    scope = _said(line, at, subject)
    main = not subject.level
    return Voice(Means.SPEECH, _status(line, at, verb, at + 1), at, scope, subject, main)


def _headline(line: Line) -> bool:
    capitals = sum(line.capital(i) for i in range(len(line.words)))
    return capitals * 10 >= len(line.words) * 6


def _agrees(line: Line, verb: english.Verb, subject: Subject, at: int) -> bool:
    """Say whether the verb's form fits its subject: keeps "the insurance claim" and "their reports of" nouns."""
    if verb.form == "past":
        return True
    if line.words[subject.last - 1] == "s":
        return False
    head = line.words[subject.last - 1]
    plural = head in english.CROWDS or (head.endswith("s") and not head.endswith(("ss", "us")) and not subject.pronoun)
    if verb.form == "base":
        joined = "and" in line.words[subject.first : subject.last]
        fits = plural or joined or (subject.pronoun and head not in ("he", "she", "it"))
        return fits and line.gaps[at] != "-"
    following = line.words[at + 1] if at + 1 < len(line.words) else ""
    noun = look_up(verb.lemma).parts[:2]
    if "n" not in noun or verb.lemma in ("say", "tell"):
        return not plural or line.named(subject.first, subject.last)
    if following in english.AUXILIARIES or following in ("of", "from", "by", "against", "about", "and", "in"):
        return False
    single = line.words[subject.first] in english.DETERMINERS or subject.pronoun
    return single or line.named(subject.first, subject.last)


def _takes(line: Line, at: int, verb: english.Verb, subject: Subject) -> bool:  # noqa: PLR0911 - one a need
    """Say whether what follows the verb makes it speech."""
    words, gaps = line.words, line.gaps
    near = words[at + 1 : at + 1 + NEAR]
    stop = next((n for n in range(len(near)) if near[n] == "that" or gaps[at + 1 + n] in ",:q;"), len(near))
    that = stop < len(near) and near[stop] == "that" and stop <= 3
    if not near:
        return False
    clause = (
        that
        or gaps[at + 1] in ':"'
        or near[0] in ("how", "why", "whether")
        or (gaps[at + 1] == "," and _opens_quote(line, at + 1))
    )
    if not clause and set(near[: max(stop, 1)]) & english.OTHER_SENSE.get(verb.lemma, frozenset()):
        return False
    match verb.needs:
        case english.Needs.THAT:
            head = line.words[subject.last - 1]
            hearsay = verb.lemma in ("indicate", "suggest", "confirm", "reveal", "estimate")
            subjects = set(words[subject.first : subject.last])
            return (
                clause
                or (
                    hearsay
                    and (head in english.SAYERS or (subjects & english.SAYERS and gaps[at + 1] == " ") != set())
                    and near[0] != "by"
                )
                or (verb.lemma == "confirm" and bool(set(near[:stop]) & english.SPEECH_NOUNS))
            )
        case english.Needs.CLAUSE:
            opens = near[0] in english.DETERMINERS or near[0] in english.PRONOUNS or line.capital(at + 1)
            return clause or (gaps[at + 1] == " " and (opens or near[0][0].isdigit()))
        case english.Needs.TO:
            return clause or "to" in near[:2]
        case english.Needs.SPEECH:
            return clause or bool(set(near[:stop]) & english.SPEECH_NOUNS) or "as" in words[at + 1 : at + 12]
        case english.Needs.AS:
            return "as" in words[at + 1 : at + 18] or "how" in near[:1]
        case english.Needs.OF:
            return "of" in words[at + 1 : at + 18]
        case english.Needs.ANYTHING:
            return (
                gaps[at + 1] not in ";"
                and near[0] not in ("by", "to")
                or (near[0] == "to" and verb.status is Status.PLAN)
                or (near[0] == "to" and verb.lemma in ("claim",))
            )


def _opens_quote(line: Line, at: int) -> bool:
    return line.text[line.tokens[at].start - 1 : line.tokens[at].start] in ('"', "“", "‘", "'")


def _status(line: Line, at: int, verb: english.Verb, content: int) -> Status:
    """Return how sure the speaker's words leave it, from the verb and from what is said."""
    near = line.words[content : content + 9] if content else line.words[:12]
    if verb.status is Status.CLAIM:
        if verb.lemma in ("acknowledge", "highlight", "reiterate") and set(near[:4]) & english.VALUES:
            return Status.OPINION
        if _denies(near):
            return Status.DENIAL
        if verb.lemma in ("suggest", "propose") and {"could", "should", "may", "might"} & set(near):
            return Status.PLAN
    if verb.needs is english.Needs.AS and content:
        after = next((i for i in range(at + 1, min(at + 18, len(line.words) - 1)) if line.words[i] == "as"), None)
        if after and (line.words[after + 1].endswith("ing") or line.words[after + 1] == "having"):
            return Status.CLAIM
    return verb.status


def _denies(near: list[str]) -> bool:
    for n, word in enumerate(near):
        follows = near[n + 1] if n + 1 < len(near) else ""
        if word == "not" and n and near[n - 1] in ("did", "had", "has", "have", "was", "were"):
            return follows not in english.NOT_DENIED
        if word in english.DENYING:
            return follows not in english.NOT_DENIED
    return False


def _inverted(line: Line, at: int, verb: english.Verb) -> Voice | None:
    """Hear "… ,” said Blinken" and "… , said the ministry"."""
    if verb.form not in ("past", "s") or not at or line.gaps[at] not in 'q,"' or at + 1 >= len(line.words):
        return None
    closing = line.gaps[at] == "q"
    if not closing and (verb.lemma != "say" or line.words[at + 1] in ("he", "she", "it", "they")):
        return None
    if line.gaps[at + 1] != " " or not (
        line.capital(at + 1) or line.words[at + 1] in english.DETERMINERS | english.PRONOUNS
    ):
        return None
    source = forward(line, at + 1)
    if source is None:
        return None
    after = source.last
    if (
        not closing
        and after < len(line.words)
        and line.gaps[after] == " "
        and line.words[after] not in english.TAIL_WORDS
    ):
        return None
    return Voice(Means.SPEECH, _status(line, at, verb, 0), at, ((0, len(line.words)),), source)


def _is_afterthought(line: Line, at: int, verb: english.Verb, subject: Subject) -> bool:
    """Say whether speaker and verb come after or amid what is said: "The dam, engineers said, was failing"."""
    words, gaps = line.words, line.gaps
    after = at + 1
    first = subject.first - (1 if subject.level == "as" else 0)
    if first < 1:
        return subject.level == "as" and after < len(words) and gaps[after] == ","
    if gaps[first] not in 'q,("' and not (gaps[first - 1] == "q" and words[first - 1] in ("but",)):
        return False
    if verb.lemma == "tell":
        while after < len(words) and gaps[after] == " " and after - at < 6 and words[after] not in english.TAIL_WORDS:
            if words[after] == "that" or words[after] in english.AUXILIARIES:
                return False
            after += 1
    ends = after >= len(words) or gaps[after] in ",;q(|:"
    if gaps[first] == "q":
        return ends or words[after] != "that"
    if verb.needs is not english.Needs.ANYTHING and verb.lemma not in (
        "add",
        "believe",
        "think",
        "suggest",
        "write",
        "explain",
        "note",
        "show",
        "reveal",
        "indicate",
        "confirm",
        "estimate",
    ):
        return False
    if not ends and words[after] not in english.TAIL_WORDS and not (words[after] == "in" or _adverb_tail(words[after])):
        return False
    tail = words[after : after + 14]
    if "that" in tail and not ends:
        return False
    if gaps[first] == "," and not ends and not _has_predicate(line, first):
        return False
    return first > 1 or ends


def _adverb_tail(word: str) -> bool:
    return word.endswith("ly")


def _has_predicate(line: Line, end: int) -> bool:
    """Say whether the words before token `end` are a clause of their own, and no fronted phrase."""
    if line.words[0] in english.SUBORDINATORS or line.words[0] in english.PREPOSITIONS:
        return any(line.gaps[i] == "," for i in range(1, end))
    return any(line.tags[i] in "VX" for i in range(min(end, 60)))


def _participle(line: Line, at: int, verb: english.Verb, before: list[Voice]) -> Voice | None:
    """Hear ", claiming that …": said by whoever the main clause is about."""
    if (
        not at
        or at + 1 >= len(line.words)
        or not (line.gaps[at] == "," or line.words[at - 1] in ("and", "by", "while", "in", "before", "after"))
    ):
        return None
    if (
        verb.needs not in (english.Needs.ANYTHING, english.Needs.OF)
        and line.words[at + 1] != "that"
        and verb.lemma not in ("suggest", "indicate", "believe")
    ):
        return None
    if not _takes(line, at, verb._replace(needs=english.Needs.ANYTHING), Subject(0, 1)):
        return None
    speakers = [v for v in before if v.means is Means.SPEECH and v.source and v.main]
    inference = verb.lemma in ("suggest", "indicate", "show", "signal", "reveal", "demonstrate", "confirm", "find")
    if inference and not speakers:
        return None
    source = speakers[-1].source if speakers else leading_subject(line, at)
    if source is None:
        return None
    status = _status(line, at, verb, at + 1)
    if inference:
        status = speakers[-1].status
    return Voice(Means.SPEECH, status, at, _said(line, at, Subject(source.first, source.last)), source, main=False)


# --- speech by other words --------------------------------------------------------------------------------------------


def _according(line: Line, at: int) -> Voice | None:
    words = line.words
    if at + 2 >= len(words) or words[at + 1] != "to":
        return None
    source = forward(line, at + 2)
    if source is None or {words[source.last - 1], words[at + 2]} & english.ACCORDING_OTHER:
        return None
    start = 0
    for i in range(at, 0, -1):
        if line.gaps[i] == ";" or (line.gaps[i] == "," and words[i] in english.OWN_VOICE):
            start = i
            break
    stop = _own_voice(line, at, len(words))
    comma = next((i for i in range(source.last, stop) if line.gaps[i] == ","), stop)
    scope = ((start, stop),) if at == start or line.gaps[at] in ",q(" or comma == stop else ((start, comma),)
    return Voice(Means.SPEECH, Status.CLAIM, at, scope, source)


def _noun(line: Line, at: int, word: str, before: list[Voice]) -> Voice | None:
    """Hear "Russia's claim that …", "allegations of …"."""
    status = english.NOUNS.get(word)
    words = line.words
    if status is None or at + 2 >= len(words) or line.gaps[at + 1] not in " ":
        return None
    follows = words[at + 1]
    after = at + 1
    source: Subject | None = None
    if follows == "by" and status is not Status.PLAN:
        source = forward(line, at + 2)
        after = source.last if source else after
        follows = words[after] if after < len(words) else ""
    if status is Status.PLAN:
        if follows != "to" or look_up(words[after + 1]).parts.find("v") < 0:
            return None
    elif not (follows == "that" and after + 1 < len(words) and words[after + 1] not in english.AUXILIARIES):
        if follows != "of" or word not in english.NOUNS_OF:
            return None
    if any(v.status is Status.DENIAL and v.covers(at, at + 1) and at - v.verb < NEAR for v in before):
        return None
    if source is None:
        owner = at - 1
        if owner >= 1 and words[owner] == "s":
            source = noun_phrase(line, owner - 1)
        elif owner >= 0 and words[owner] in english.POSSESSIVES:
            source = Subject(owner, owner + 1, pronoun=True)
        elif owner >= 0 and line.text[line.tokens[owner].end : line.tokens[owner].end + 1] in ("’", "'"):
            source = noun_phrase(line, owner)
        elif word in ("report", "reports") and word != "report":
            source = noun_phrase(line, at)
    stop = _next_break(line, after, len(words))
    return Voice(Means.SPEECH, status, at, ((after, stop),), source, main=False)


def _passive(line: Line, at: int, word: str) -> Voice | None:  # noqa: PLR0911 - one return a pattern
    """Hear "is reported to", "was announced by X", "is expected to", "has been postponed"."""
    verb = english.VERBS.get(word)
    if not (
        word in english.PASSIVE_TO
        or word in english.PASSIVE_ALONE
        or word in english.POSTPONED
        or (verb and verb.form == "past")
    ):
        return None
    last, skipped = before_verb(line, at)
    if not skipped & english.BE or skipped & english.NEGATIONS:
        return None
    words = line.words
    following = words[at + 1] if at + 1 < len(words) else ""
    scope = _clause(line, at)
    main = _is_main(line, scope)
    if word in english.POSTPONED:
        if "been" not in skipped:
            return None
        return Voice(Means.PLAN, Status.PLAN, at, (scope,), main=main)
    if verb:
        by = next(
            (i for i in range(at + 1, min(at + 7, len(words) - 1)) if words[i] == "by" and line.gaps[i] != ","), None
        )
        if (
            by
            and verb.needs is not english.Needs.THAT
            and not any(line.gaps[i] == "," for i in range(at + 1, by))
            and verb.lemma not in ("find", "write", "show", "hold", "call", "plan", "rule", "judge", "view", "regard")
        ):
            source = forward(line, by + 1)
            if source and not words[by + 1].endswith("ing"):
                status = _status(line, at, verb, 0)
                return Voice(
                    Means.SPEECH, verb.status if status is Status.DENIAL else status, at, (scope,), source, main
                )
        if following == "that" and last >= 0 and words[last] == "it" and verb.status is Status.CLAIM:
            return Voice(Means.SPEECH, Status.CLAIM, at, ((at, len(words)),), main=main, caveat=False)
    if following == "to" and word in english.PASSIVE_TO and at + 2 < len(words):
        status = english.PASSIVE_TO[word]
        if status is Status.PLAN:
            present = skipped & {"is", "are", "been", "'s", "'re"} or word in ("expected", "scheduled", "due", "slated")
            verbal = "v" in look_up(words[at + 2]).parts or words[at + 2] == "be"
            return Voice(Means.PLAN, status, at, (scope,), main=main) if present and verbal else None
        return Voice(Means.HEDGE, status, at, (scope,), main=main, caveat=True)
    if word in english.PASSIVE_ALONE:
        if word in english.PASSIVE_WITH and following not in english.PASSIVE_WITH[word]:
            return None
        status = english.PASSIVE_ALONE[word]
        if status is Status.PLAN:
            return Voice(Means.PLAN, status, at, (scope,), main=main) if skipped & {"is", "are", "'s"} else None
        return Voice(Means.HEDGE, status, at, (scope,), main=main, caveat=word not in ("accused", "charged"))
    return None


def _future(line: Line, at: int, word: str) -> Voice | None:
    """Hear "will", "is going to" and what "would" judges."""
    words = line.words
    if word not in ("will", "won't", "would", "going", "plans", "plan", "planning") or at + 1 >= len(words) or not at:
        return None
    following = words[at + 1]
    before = words[at - 1]
    scope = _clause(line, at)
    main = _is_main(line, scope)
    if word == "would":
        if following in english.WOULD_JUDGE:
            return Voice(Means.HEDGE, Status.OPINION, at, (scope,), main=main)
        return Voice(Means.PLAN, Status.PLAN, at, (scope,), main=False) if following != "have" else None
    if word in ("will", "won't"):
        if line.capital(at) and not _headline(line):
            return None
        if before in english.DETERMINERS or before in ("s", "free", "good", "own") or line.gaps[at] != " ":
            return None
        if {"if", "whenever", "usually", "often", "always", "generally", "typically"} & set(words):
            return None
        return Voice(Means.PLAN, Status.PLAN, at, (scope,), main=main)
    if word in ("going", "planning") and following == "to" and before in ("is", "are"):
        return Voice(Means.PLAN, Status.PLAN, at, (scope,), main=main)
    return None


# --- how far a voice reaches ------------------------------------------------------------------------------------------


def forward(line: Line, first: int) -> Subject | None:
    """Return the noun phrase that begins with token `first`."""
    words = line.words
    if first >= len(words):
        return None
    if words[first] in english.PRONOUNS:
        return Subject(first, first + 1, pronoun=True)
    end = first
    while end < len(words) and end - first < 14:
        word = words[end]
        if end > first and line.gaps[end] not in " -":
            break
        if word in english.AUXILIARIES or word in english.CLAUSE_WORDS or word in english.SUBORDINATORS:
            break
        if word in ("on", "in", "at", "to", "during", "over", "under", "it", "he", "she", "they") and end > first:
            break
        if word == "and" and not line.capital(end + 1):
            break
        if word in english.TIME_WORDS and word != "may":
            break
        if (
            end > first
            and word in english.VERBS
            and english.VERBS[word].form in ("past", "s")
            and not line.capital(end)
        ):
            break
        end += 1
    while end > first and words[end - 1] in english.PREPOSITIONS | english.DETERMINERS | {"and", "late", "early"}:
        end -= 1
    return Subject(first, end) if end > first else None


def _own_voice(line: Line, start: int, stop: int) -> int:
    """Return where, after token `start`, the article takes the word back (", although …"; a semicolon)."""
    quoted = False
    for i in range(start + 1, stop):
        gap = line.gaps[i]
        if gap in '":':
            quoted = True
        elif gap == "q":
            quoted = False
        if not quoted and (gap == ";" or (gap == "," and line.words[i] in english.OWN_VOICE)):
            return i
    return stop


def _said(line: Line, verb: int, subject: Subject) -> tuple[tuple[int, int], ...]:
    """Return the stretches of what is said after the verb: to where the article speaks again, without its asides."""
    words, gaps = line.words, line.gaps
    stop = _own_voice(line, verb, len(words))
    fronted = subject.level in english.SUBORDINATORS
    if fronted or subject.level in ("who", "which", "where"):
        stop = next((i for i in range(verb + 1, stop) if gaps[i] in ",("), stop)
    ing = next(
        (
            i
            for i in range(verb + 2, stop)
            if words[i - 1] == "and"
            and words[i].endswith("ing")
            and line.words[verb].endswith("ing")
            and line.tags[i] == "G"
        ),
        None,
    )
    if ing:
        stop = ing - 1
    stretches = []
    start, i = verb, verb + 1
    while i < stop:
        if gaps[i] == "," and _is_aside(line, i, stop):
            stretches.append((start, i))
            i = _aside_end(line, i, stop)
            start = i
        else:
            i += 1
    if start < stop:
        stretches.append((start, stop))
    return tuple(stretches)


def _is_aside(line: Line, at: int, stop: int) -> bool:
    """Say whether ", a town …" or ", which …" at token `at` describes the name before it."""
    if not line.capital(at - 1):
        return False
    word = line.words[at]
    if word in ("which", "who", "where", "whose"):
        return True
    if word not in ("a", "an", "the"):
        return False
    for i in range(at + 1, stop):
        if line.gaps[i] in ",;":
            return line.words[i] not in ("and", "or")
        if line.words[i] in english.RELATIVES:
            return True
        if line.words[i] in english.AUXILIARIES or (line.words[i] in english.NOUNS and i - at < 3):
            return False
    return True


def _aside_end(line: Line, at: int, stop: int) -> int:
    for i in range(at + 1, stop):
        if line.gaps[i] == "," and (
            line.words[i] in english.AUXILIARIES
            or line.words[i] in ("and", "or", "but")
            or line.words[i] in english.VERBS
            or line.tags[i] in "VG"
        ):
            return i
    return stop


def _next_break(line: Line, start: int, stop: int) -> int:
    return next((i for i in range(start + 1, stop) if line.gaps[i] in ",;q("), stop)


def _clause(line: Line, at: int) -> tuple[int, int]:
    """Return the clause around token `at`: to the nearest comma or semicolon that parts clauses, on either side."""
    words, gaps = line.words, line.gaps
    first = at
    resumed, _ = before_verb(line, at)
    if 0 <= resumed and gaps[resumed + 1] == ",":  # "Trump, who has vowed …, is slated": the clause begins with Trump
        subject = subject_of(line, at)
        first = subject.first if subject else at
    while first > 0 and at - first < 80:
        word, gap = words[first], gaps[first]
        if gap in ";:q" or (first < at and word in ("that", "whether") and gap == " "):
            break
        if gap == "," and (
            word in english.SUBORDINATORS or word in english.RELATIVES or word in ("and", "but", "so", "yet")
        ):
            break
        if gap == "," and words[_start(line, first - 1)] in english.SUBORDINATORS:
            break
        first -= 1
    last = at + 1
    while last < len(words) and last - at < 200:
        word, gap = words[last], gaps[last]
        if gap in ";" or (
            gap in ",q"
            and (
                word in english.SUBORDINATORS
                or word in english.RELATIVES
                or word in ("and", "but", "so", "yet")
                and _clause_follows(line, last)
            )
        ):
            break
        if gap == "," and words[first] in english.RELATIVES:
            break
        if gap == "," and words[first] in english.SUBORDINATORS:
            break
        last += 1
    return first, last


def _start(line: Line, last: int) -> int:
    i = last
    while i > 0 and line.gaps[i] not in ",;:q" and last - i < 60:
        i -= 1
    return i


def _clause_follows(line: Line, at: int) -> bool:
    for i in range(at + 1, min(len(line.words), at + 14)):
        if line.gaps[i] in ",;":
            return False
        if line.tags[i] in "XV":
            return True
    return False


def _is_main(line: Line, clause: tuple[int, int]) -> bool:
    word = line.words[clause[0]]
    return word not in english.SUBORDINATORS and word not in english.RELATIVES and word != "whether"
