"""Recognise the wish for an overview: a summary, a list, all that somebody says, all that is claimed, all about X.

Whole messages only: a question that asks for one thing more ("What did Blinken say about Kursk?") is an ordinary
question, and None here. What answers a wish is in `overview`.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from knowledge.english import QUESTION_WORDS
from knowledge.smalltalk import strip_greeting
from knowledge.tokenizer import tokenize
from knowledge.types import Status
from knowledge.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST = 16
"""Words of the longest wish; what is longer is a question of its own."""
LONGEST_NAME = 8
"""Words of the longest "X" in "what does X say"."""


class Listed(StrEnum):
    """What a list can be of."""

    NUMBERS = "numbers"
    DATES = "dates"
    PEOPLE = "people"
    PLACES = "places"
    ORGANISATIONS = "organisations"
    QUOTATIONS = "quotations"


@dataclass(frozen=True, slots=True)
class Summary:
    """What is it about?"""


@dataclass(frozen=True, slots=True)
class Listing:
    """All of one kind."""

    of: Listed


@dataclass(frozen=True, slots=True)
class Said:
    """All that has one of these statuses: all claims, all that is unverified."""

    statuses: tuple[Status, ...]


@dataclass(frozen=True, slots=True)
class Says:
    """All that somebody says."""

    who: str


@dataclass(frozen=True, slots=True)
class About:
    """All about something."""

    what: str


Request = Summary | Listing | Said | Says | About


class _Wish:
    """One form of a wish: a pattern, and what one of must stand in a text for it to match; compiled when one does."""

    __slots__ = ("_compiled", "needs", "pattern")

    def __init__(self, needs: tuple[str, ...], pattern: str) -> None:
        self.needs, self.pattern = needs, pattern
        self._compiled: re.Pattern[str] | None = None

    def match(self, said: str) -> re.Match[str] | None:
        """Match the whole of `said`."""
        for need in self.needs:
            if need in said:
                break
        else:
            return None
        if self._compiled is None:
            self._compiled = re.compile(self.pattern)
        return self._compiled.fullmatch(said)


_ASKING = r"(?:please |can you |could you |would you |i want |i need |i would like |let me have |do you have |so )*"
_GIVE = r"(?:give |show |tell |list |name |write |make |get |provide |enumerate |present |send )?(?:me |us )?(?:with )?"
_TEXT = r"(?:article|articles|text|texts|story|stories|news|piece|report|page|whole article)"
_OF_IT = rf"(?: (?:of|about|in|from|on|to|for))?(?: (?:the|this|that|these|it|all|your|today s))?(?: {_TEXT})?"
_BRIEF = r"(?:a |an |the |me |all |of |its |very |short |quick |brief |concise |one line |few |some |\d+ |most )*"
_SUM = (
    r"(?:summary|overview|gist|tldr|tl dr|synopsis|recap|digest|outline|rundown|abstract|essentials|highlights|"
    r"(?:key|main|important|central|essential|basic|major|core) ?(?:facts?|points?|news|ideas?|messages?|takeaways?|"
    r"events?|topics?|themes?|findings?|information|developments?|things|story|claims)|takeaways|bullet points|facts)"
)
_TAIL = (
    r"(?: please| briefly| shortly| quickly| in short| in brief| for me| in a nutshell| in one line| in one sentence)*"
)
_HERE = (
    r"(?: (?:are|is|were|was|have|has|been|there|mentioned|named|given|cited|quoted|used|made|reported|stated|listed|"
    r"here|about|in|of|from|by|that|which|you|know|appear|appears|appearing|contained|does|do|it|the|this|these|"
    r"mention|mentions|give|gives|name|names|contain|contains|so far|" + _TEXT + r"))*"
)

_ABOUT_IT = ("about",)
_TEXTS = ("article", "text", "stor", "news", "piece", "report", "page")
_SUMS = (
    "summar", "overview", "gist", "tldr", "tl dr", "synopsis", "recap", "digest", "outline", "rundown", "abstract",
    "essential", "highlight", "key", "main", "important", "central", "basic", "major", "core", "takeaway", "bullet",
    "facts",
)  # fmt: skip
_SUMMARIES = (
    _Wish(_SUMS, rf"{_ASKING}{_GIVE}{_BRIEF}{_SUM}{_OF_IT}{_TAIL}"),
    _Wish(
        ("summari", "sum up", "recap", "brief me", "shorten", "tl dr", "tldr", "skim"),
        rf"{_ASKING}(?:summari[sz]e|sum up|recap|brief me|shorten|tl dr|tldr|skim){_OF_IT}(?: up)?{_TAIL}",
    ),
    _Wish(_ABOUT_IT, rf"what(?: s| is| are)? (?:this|it|the|that|these|all this)(?: {_TEXT})?(?: all)? about"),
    _Wish(_TEXTS, rf"what (?:is|are|s) (?:the|this|these|that) {_TEXT}(?: all)?(?: about)?"),
    _Wish(_ABOUT_IT, r"what (?:is|s|are) (?:it|this) (?:all )?about"),
    _Wish(
        ("say", "tell", "report", "cover", "discuss", "talk about", "deal with", "describe", "mean"),
        rf"what (?:does|do|did) (?:the|this|that|these|your)? ?(?:{_TEXT}|it) "
        r"(?:say|tell|report|cover|discuss|talk about|deal with|describe|mean)(?: us| me)?",
    ),
    _Wish(_SUMS, rf"what (?:are|is|were|s|re) (?:the |its )?{_BRIEF}{_SUM}{_OF_IT}"),
    _Wish(
        ("happen", "going on", "new"),
        rf"what(?: s| is| has| have)? (?:happened|happening|going on|new)(?: (?:here|now|lately|today))?"
        rf"(?: in(?: the)? {_TEXT})?",
    ),
    _Wish(("news",), rf"(?:any |the |latest |today s |what is the |what s the )*news{_TAIL}"),
    _Wish(("short", "brief", "a nutshell"), r"(?:in )?(?:short|brief|a nutshell)"),
    _Wish(
        ("tell me", "explain", "describe"),
        rf"{_ASKING}(?:tell me|explain|describe)(?: more)?(?: about)? (?:the|this|these|that|your) {_TEXT}",
    ),
    _Wish(
        ("про що", "о чем"),
        r"(?:про що|о чем) (?:це |эта |эти |ця |ці |этa )?(?:стаття|статья|статті|статьи|текст|это)?",
    ),
    _Wish(
        (
            "підсум",
            "стисло",
            "коротко",
            "перекажи",
            "резюме",
            "головне",
            "кратко",
            "перескажи",
            "главное",
            "суммируи",
            "итог",
        ),
        r"(?:підсумуи|підсумок|стисло|коротко|перекажи|резюме|головне|кратко|перескажи|главное|суммируи|итог)"
        r"(?: (?:статтю|статью|текст|про що|о чем))*",
    ),
    _Wish(("що", "что"), r"(?:що|что) (?:сталося|нового|случилось|произошло|відбувається|происходит)"),
)

_NOUNS: Mapping[Listed, str] = {
    Listed.NUMBERS: r"(?:numbers?|figures?|statistics|stats|amounts?|quantities|numeric data|data)",
    Listed.DATES: r"(?:dates?|dates and times|times|days|deadlines)",
    Listed.PEOPLE: r"(?:people|persons?|names|politicians|leaders|officials|individuals|characters|actors)",
    Listed.PLACES: r"(?:places?|locations?|cities|towns?|villages?|regions?|countries|cities and towns|sites)",
    Listed.ORGANISATIONS: r"(?:organi[sz]ations?|institutions?|agencies|companies|bodies|groups|media)",
    Listed.QUOTATIONS: r"(?:quotes?|quotations?|direct quotes|direct quotations)",
}
_ALL = r"(?:(?:all|every|each|any|the|of|which|what|different|various|exact|who) )*"
_OF_NOUNS: Mapping[Listed, tuple[str, ...]] = {
    Listed.NUMBERS: ("number", "figure", "statistic", "stats", "amount", "quantit", "data"),
    Listed.DATES: ("date", "times", "days", "deadline"),
    Listed.PEOPLE: (
        "people",
        "person",
        "names",
        "politician",
        "leader",
        "official",
        "individual",
        "character",
        "actor",
    ),
    Listed.PLACES: ("place", "location", "cit", "town", "village", "region", "countr", "site"),
    Listed.ORGANISATIONS: ("organi", "institution", "agenc", "compan", "bod", "group", "media"),
    Listed.QUOTATIONS: ("quot",),
}
_LISTS = (
    *(
        (
            _Wish(
                _OF_NOUNS[of],
                rf"{_ASKING}{_GIVE}(?:a list of )?(?:what |which )?(?:are |is )?{_ALL}{noun}{_HERE}",
            ),
            of,
        )
        for of, noun in _NOUNS.items()
    ),
    (
        _Wish(
            ("mention", "name", "quoted", "people", "persons"),
            rf"who (?:all )?(?:is|are|s|was|were|gets|does)(?: all| being)?{_HERE} "
            rf"(?:mentioned|named|quoted|mention|name|people|persons){_HERE}",
        ),
        Listed.PEOPLE,
    ),
)

_UNSURE = (
    r"(?:unverified|unconfirmed|uncertain|unclear|unproven|not (?:yet )?(?:verified|confirmed|certain|clear|proven))"
)
_WHAT = rf"{_ASKING}{_GIVE}(?:what |which |anything |everything )?(?:is |are |s |remains |remain )?{_ALL}"
_REPORTS = r"(?:claims?|reports?|facts?|information)"
_SAID = (
    (
        _Wish(
            ("unverified", "unconfirmed", "uncertain", "unclear", "unproven", "not "),
            rf"{_WHAT}(?:{_REPORTS} )?(?:is |are |remain )?(?:still )?{_UNSURE}(?: {_REPORTS})?{_HERE}",
        ),
        (Status.UNVERIFIED,),
    ),
    (
        _Wish(
            ("claim", "allegation", "assertion", "statement"),
            rf"{_WHAT}(?:claims?|allegations?|assertions?|statements?){_HERE}",
        ),
        (Status.CLAIM,),
    ),
    (
        _Wish(
            ("claimed", "alleged", " what"),
            r"(?:what|who) (?:is |are |has been |claims? )(?:claimed|alleged|what)",
        ),
        (Status.CLAIM,),
    ),
    (
        _Wish(("denial", "denied", "disputed", "contested"), rf"{_WHAT}(?:denials?|denied|disputed|contested){_HERE}"),
        (Status.DENIAL,),
    ),
    (
        _Wish(("plan", "scheduled", "expected"), rf"{_WHAT}(?:plans?|planned|scheduled|expected){_HERE}"),
        (Status.PLAN,),
    ),
    (
        _Wish(("opinion", "judg", "view"), rf"{_WHAT}(?:opinions?|judg(?:e)?ments?|views){_HERE}"),
        (Status.OPINION,),
    ),
)

_SAYING = (
    r"(?:say|says|said|saying|claim|claims|claimed|claiming|state|stated|announce|announced|announces|report|"
    r"reported|reports|argue|argued|argues|assert|asserted|allege|alleged|suggest|suggested|stress|stressed|emphasi[sz]ed?|"
    r"warn|warned|caution|cautioned|think|thinks|believe|believes|declare|declared|acknowledged?|tell us|have to say)"
)
_SO_FAR = rf"(?: (?:so far|exactly|here|in the {_TEXT}|according to the {_TEXT}|anything|too|again))*"
_SAYINGS = (
    "say", "said", "claim", "state", "announce", "report", "argue", "assert", "allege", "suggest", "stress", "emphasi",
    "warn", "caution", "think", "believe", "declare", "acknowledge", "tell us",
)  # fmt: skip
_REMARKS = ("statement", "claim", "quote", "word", "remark", "comment", "quotation", "assertion", "view")
_SAYS = (
    _Wish(
        _SAYINGS,
        rf"what (?:else )?(?:does|did|do|has|have|had|is|are|was|were) (?P<x>.+?) {_SAYING}{_SO_FAR}",
    ),
    _Wish(
        _SAYINGS,
        rf"{_ASKING}(?:tell me|show me|list|give me|everything|all) (?:what |everything |anything )?(?:that )?"
        rf"(?P<x>.+?) {_SAYING}{_SO_FAR}",
    ),
    _Wish(
        _REMARKS,
        rf"{_ASKING}{_GIVE}{_ALL}(?:statements?|claims?|quotes?|words|remarks?|comments?|quotations?|assertions?) "
        r"(?:of|by|from|made by) (?P<x>.+)",
    ),
    _Wish(
        _REMARKS,
        r"what (?:are|is|were) (?P<x>.+?) s (?:statements?|claims?|words|remarks?|comments?|assertions?|views?)",
    ),
)
_KNOWN = (
    r"(?:do you know|is known|you know|is said|is there|there is|we know|do we know|is written|"
    rf"does (?:the|this) {_TEXT} (?:say|tell us|report))"
)
_ABOUT = (
    _Wish(
        (" about ", " on "),
        rf"{_ASKING}(?:tell me|tell us|talk|inform me|explain)"
        r"(?: more| something| everything| all| anything| a bit| a little)* (?:about|on) (?P<x>.+)",
    ),
    _Wish(
        (" about ", " on "),
        rf"{_ASKING}{_GIVE}(?:what|all|everything|anything)(?: that| which)?(?: {_KNOWN})? (?:about|on) (?P<x>.+)",
    ),
    _Wish(
        (" about ", " on "),
        rf"{_ASKING}{_GIVE}(?:all |the |some |more |any )*(?:information|info|details|facts|news|background) "
        r"(?:about|on) (?P<x>.+)",
    ),
)
_NOBODY = frozenset(
    """you i we he she it they him her them this that these those there one someone somebody anyone anybody people
    everyone article text story news and or about headline
    do does did is are was were has have had can will would say says said claim claims that""".split()
)


def read_request(text: str) -> Request | None:
    """Return the wish that `text` is, or None where it is a question of another kind.

    >>> read_request("List all numbers."), read_request("How many axes?")
    (Listing(of=<Listed.NUMBERS: 'numbers'>), None)
    """
    text = strip_greeting(text[:400])
    tokens = tokenize(text)
    words = [token.word for token in tokens]
    if words[:1] in (["and"], ["so"], ["ok"]):
        tokens, words = tokens[1:], words[1:]
    if not 0 < len(words) <= LONGEST:
        return None
    said = " ".join(words)
    if any(wish.match(said) for wish in _SUMMARIES):
        return Summary()
    for listing, of in _LISTS:
        if listing.match(said):
            return Listing(of)
    for wish, statuses in _SAID:
        if wish.match(said):
            return Said(statuses)
    for wanted, wishes in ((Says, _SAYS), (About, _ABOUT)):
        for wish in wishes:
            match = wish.match(said)
            if match and _is_a_name(match["x"]):
                first = said[: match.start("x")].count(" ")
                last = first + match["x"].count(" ")
                return wanted(text[tokens[first].start : tokens[last].end])
    return None


def _is_a_name(said: str) -> bool:
    """Say whether the words could name one thing: few, no pronoun, no question in them."""
    words = said.split()
    return len(words) <= LONGEST_NAME and not _NOBODY & set(words) and not QUESTION_WORDS & set(words)
