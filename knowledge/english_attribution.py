"""The words by which English articles say who speaks, who doubts and what is only planned: lists to read and mend.

Verbs are given by their dictionary form; `VERBS` holds every form of them. No rule stands here, only words.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple

from knowledge.types import Status


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


class Needs(Enum):
    """What must follow a verb for it to be speech and nothing else."""

    ANYTHING = auto()
    THAT = auto()
    """A clause or a quotation: "found that", never "found a coin"."""
    CLAUSE = auto()
    """A clause, also without "that": "believes the plan is sound", never "believes in"."""
    TO = auto()
    """An infinitive or a clause: "plans to leave"."""
    SPEECH = auto()
    """Words to deny or confirm: "rejected the claim", never "rejected the appeal"."""
    AS = auto()
    """A judgement: "described it as reckless"."""
    OF = auto()
    """A charge: "accused him of lying"."""


class Verb(NamedTuple):
    """One form of a verb of speech."""

    lemma: str
    status: Status
    needs: Needs
    form: str
    """base, s, past or ing."""


_LEMMAS = {
    (
        Status.CLAIM,
        Needs.ANYTHING,
    ): "say claim assert allege announce declare report tout insist contend proclaim boast "
    "disclose concede testify tell reiterate highlight predict forecast acknowledge blame recount",
    (Status.CLAIM, Needs.THAT): "confirm reveal admit add write note find show indicate suggest explain reply respond "
    "remark comment recall tweet post maintain hold demonstrate observe conclude determine swear charge "
    "counter joke quip continue state signal hint propose repeat calculate discover",
    (Status.CLAIM, Needs.OF): "accuse",
    (Status.CLAIM, Needs.CLAUSE): "estimate",
    (
        Status.OPINION,
        Needs.ANYTHING,
    ): "argue emphasize emphasise stress criticise criticize warn caution praise condemn "
    "hail denounce urge lament underline underscore deplore opine decry laud applaud call slam complain",
    (Status.OPINION, Needs.CLAUSE): "believe think",
    (Status.OPINION, Needs.THAT): "feel fear suspect doubt speculate rule judge reason",
    (Status.OPINION, Needs.AS): "describe characterise characterize regard view portray",
    (Status.DENIAL, Needs.ANYTHING): "deny refute dispute disavow",
    (Status.DENIAL, Needs.SPEECH): "reject dismiss rebuff rebut",
    (Status.PLAN, Needs.ANYTHING): "vow pledge",
    (Status.PLAN, Needs.TO): "promise threaten plan intend hope",
}

_FORMS = {
    "say": "says said saying",
    "tell": "tells told telling",
    "write": "writes wrote writing",
    "find": "finds found finding",
    "show": "shows showed showing",
    "hold": "holds held holding",
    "think": "thinks thought thinking",
    "feel": "feels felt feeling",
    "swear": "swears swore swearing",
    "admit": "admits admitted admitting",
    "plan": "plans planned planning",
    "slam": "slams slammed slamming",
    "quip": "quips quipped quipping",
    "rebut": "rebuts rebutted rebutting",
    "signal": "signals signalled signalling",
    "label": "labels labelled labelling",
    "forecast": "forecasts forecast forecasting",
}
"""The forms that are not made by rule."""


def _forms(lemma: str) -> tuple[str, str, str]:
    if lemma in _FORMS:
        s, past, ing = _FORMS[lemma].split()
        return s, past, ing
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    stem = lemma.removesuffix("e")
    return lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x")) else "s"), stem + "ed", stem + "ing"


def _all_forms() -> dict[str, Verb]:
    verbs: dict[str, Verb] = {}
    for (status, needs), lemmas in _LEMMAS.items():
        for lemma in lemmas.split():
            s, past, ing = _forms(lemma)
            for form, word in (("base", lemma), ("s", s), ("ing", ing), ("past", past)):
                verbs[word] = Verb(lemma, status, needs, form)
    for american, british in (("signaled", "signalled"), ("signaling", "signalling")):
        verbs[american] = verbs[british]
    return verbs


VERBS = _all_forms()
"""Every form of a verb of speech → what it says of the speaker's words."""

OTHER_SENSE = {
    lemma: frozenset(words.split())
    for lemma, words in {
        "say": "goodbye farewell prayers grace hello mass",
        "claim": "lives life title titles gold silver bronze medal medals trophy crown championship wicket wickets win "
        "wins point points spot place prize seat seats baggage luggage benefits asylum compensation damages refund "
        "insurance throne record podium victims back descent",
        "declare": "war independence bankruptcy emergency holiday itself himself herself themselves",
        "call": "off up in out back home upon police meeting election elections ambulance strike session vote "
        "referendum timeout witness witnesses themselves itself himself 911 999 conference for attention",
        "report": "to on directly for back profit loss earnings revenue",
        "deny": "bail entry access visa visas permission boarding parole opportunity chance rights right service "
        "request them him her",
        "tell": "apart off story stories tale tales lie lies joke jokes time",
        "argue": "with",
        "hail": "from",
        "slam": "into shut door",
        "stress": "test out",
        "rule": "over",
        "highlight": "reel",
    }.items()
}
"""Verb → words which, close after it, give it another sense: "claimed the lives", "called off", "denied bail"."""

VALUES = _words("""importance significance need value urgency necessity relevance danger dangers role merit""")
"""What is acknowledged or highlighted as a judgement, not as a happening."""

SPEECH_NOUNS = _words(
    """claim claims accusation accusations allegation allegations suggestion suggestions charge charges report reports
    assertion assertions notion idea criticism criticisms argument arguments rumour rumours rumor rumors statement
    figures finding findings conclusion account version that comparison concerns fears speculation characterisation
    characterization theory theories narrative"""
)
"""What is rejected, dismissed or confirmed by saying so."""

SAYERS = _words(
    """report reports source sources official officials witness witnesses document documents media police prosecutor
    prosecutors authorities spokesman spokeswoman spokesperson data figures survey surveys poll polls records
    ministry investigators analysts researchers experts estimates scientists study"""
)
"""Subjects after which "indicated" or "suggested" is speech, whatever follows."""

CROWDS = _words(
    """police people some many others several most both officials critics media troops they we i you who two three"""
)
"""Subjects that take the verb without -s though they have no plural -s."""

NOUNS = {
    word: status
    for status, words in {
        Status.CLAIM: "claim claims assertion assertions allegation allegations accusation accusations contention "
        "insistence suggestion suggestions report reports assurance assurances",
        Status.DENIAL: "denial denials",
        Status.OPINION: "belief view argument warning warnings conviction fear fears",
        Status.UNVERIFIED: "rumour rumours rumor rumors speculation",
        Status.PLAN: "pledge pledges promise promises vow threat plan plans intention proposal",
    }.items()
    for word in words.split()
}
"""Nouns of speech: "Russia's claim that …", "plans to …"."""

NOUNS_OF = _words("""allegation allegations accusation accusations report reports rumour rumours rumor rumors""")
"""Nouns of speech whose matter may follow with "of"."""

ACCORDING_OTHER = _words(
    """plan plans schedule law laws tradition custom size rank age whether how what need needs type types rule rules
    taste principle principles which ability merit order procedure protocol regulations script"""
)
"""What things go "according to" without anybody speaking."""

PASSIVE_TO = {
    word: status
    for status, words in {
        Status.CLAIM: "reported said claimed believed thought understood",
        Status.UNVERIFIED: "alleged rumoured rumored",
        Status.PLAN: "expected slated set scheduled due planned poised tipped",
    }.items()
    for word in words.split()
}
"""Participles and adjectives which, after "is" and before "to", say how sure it is."""

PASSIVE_ALONE = {
    word: status
    for status, words in {
        Status.CLAIM: "reported claimed alleged accused charged suspected",
        Status.UNVERIFIED: "rumoured rumored",
        Status.PLAN: "scheduled slated planned expected",
    }.items()
    for word in words.split()
}
"""Participles which, after "is" or "was", need no "to" ("is scheduled for Monday"); `PASSIVE_WITH` narrows some."""

PASSIVE_WITH = {
    "accused": frozenset({"of"}),
    "charged": frozenset({"with"}),
    "suspected": frozenset({"of"}),
    "scheduled": frozenset({"for", "on", "in", "at", "next", "later", "this"}),
    "slated": frozenset({"for", "on", "in"}),
    "planned": frozenset({"for", "on", "in", "next", "later", "this"}),
    "expected": frozenset({"on", "in", "next", "later", "this", "by", "at", "within", "before", "after"}),
}

PLANNED_THEN = _words("expected scheduled due slated")
"""Those of `PASSIVE_TO` that are plans also after "was"."""

POSTPONED = frozenset({"postponed", "delayed", "rescheduled"})
"""What "has been …" to is planned anew."""

AFTERTHOUGHTS = _words(
    "add believe think suggest write explain note show reveal indicate confirm estimate reply recall"
)
"""Verbs that need a clause, which may also stand before them: "the ice is thinning, she added"."""
INFERENCES = _words("suggest indicate show signal reveal demonstrate confirm find")
"""Verbs whose participle draws a conclusion: a speaker's where there is one, else the article's."""
HEARSAY = _words("indicate suggest confirm reveal estimate")
"""Verbs that are speech, whatever follows, where the subject is one of `SAYERS`."""
NAMING = _words("call view regard describe portray")
"""Verbs that name more often than they judge: they want a person or a body for a subject."""
NO_AGENT = _words("find write show hold call plan rule judge view regard")
"""Verbs whose passive with "by" is no speech: "was found by divers"."""

HEDGES = {
    word: status
    for status, words in {
        Status.CLAIM: "reportedly",
        Status.UNVERIFIED: "purportedly allegedly supposedly ostensibly unverified unconfirmed purported",
    }.items()
    for word in words.split()
}
"""Single words by which the article itself keeps its distance."""

PREPARING = _words("going planning preparing arranging mulling weighing considering")
"""After "is" or "are", words for what has not happened."""
IMMINENT = _words("imminent upcoming forthcoming impending planned")
"""Words close after a verb of speech that make what is said a plan: "indicated a possible imminent visit"."""
HABIT = _words("if whenever usually often always generally typically")
"""Words that make "will" a habit or a condition."""

WOULD_JUDGE = _words("represent mean signal constitute amount undermine")
"""What "would" makes a judgement of ("would represent a victory"); "would become" tells what happened later."""

BE = _words("is are was were be been being 's 're isn't aren't wasn't weren't")
AUXILIARIES = BE | _words(
    """am has have had having do does did will would shall should can could may might must cannot can't won't hasn't
    haven't hadn't doesn't don't didn't wouldn't couldn't"""
)
MODALS = _words("""would could may might should can cannot can't must shall couldn't wouldn't""")
NEGATIONS = _words(
    """not never hasn't haven't hadn't doesn't don't didn't won't wouldn't couldn't can't cannot isn't aren't wasn't
    weren't neither nor hardly"""
)
SPEAKS_ANYWHERE = _words("say tell warn caution insist boast testify complain")
"""Verbs that are speech also before a preposition: "said in a statement"."""
DENIED_OF_ONESELF = _words("involved responsible aware behind guilty present true part")
"""What "was not" denies: "it was not involved"; "it was not easy" denies nothing."""
OWN_WORDS = _words("he she it they we i his her its their our my no none nobody")
"""Words before a negation by which the speaker denies it of himself."""
DENYING_WITH_NOT = _words("did had has have")
"""What makes "said", with "not", a denial."""
DENYING = _words("didn't hadn't hasn't haven't never")
"""Negations in one word, likewise."""
NOT_DENIED = _words("""know believe think want expect have see need recall remember understand yet""")
"""Verbs after "did not" that deny nothing."""

ADVERBS = _words(
    """also then later earlier still now again even just only once twice however meanwhile moreover furthermore
    nevertheless too instead today yesterday tomorrow further therefore thus so already often always sometimes
    reportedly allegedly purportedly both all each not never yet perhaps indeed most more often sometimes so well"""
)
"""Words that may stand between a subject and its verb, besides those in -ly."""

OPENERS = _words("""but and yet so or nor still meanwhile however moreover earlier later today yesterday now""")
"""Words before a subject that are no part of it."""

SUBORDINATORS = _words(
    """although though while whereas when because if since after before as unless until once whenever despite"""
)
RELATIVES = _words("who whom which whose where that")
CLAUSE_WORDS = SUBORDINATORS - {"despite"} | RELATIVES | _words("what whether how why than")
"""Words that no subject reaches over."""

OWN_VOICE = _words("although though while whereas but despite without yet")
"""After a comma, words with which the article takes the word back from whoever speaks."""

PREPOSITIONS = _words(
    """of in on at by for from with to into under over about after before during since until through across against
    among between near amid following as within outside inside despite"""
)
DETERMINERS = _words("the a an this these those its his her their our my another")
PRONOUNS = _words("he she it they")
POSSESSIVES = _words("his her its their")
TIME_WORDS = _words(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december today yesterday tomorrow morning evening afternoon night week month year"""
)
TAIL_WORDS = PREPOSITIONS | TIME_WORDS | _words("later earlier afterwards late early via when while")
"""What may follow "… , she said" before the sentence ends."""

NOBODY = _words("nobody no none neither nothing there")
"""Subjects that say nothing."""

CAVEAT_WORDS = _words(
    """without unverified unconfirmed uncertain unclear unknown verify verified verification confirm confirmed
    confirmation corroborate corroborated independently anonymity independent elaborate details evidence clear
    unsubstantiated preliminary"""
)
"""A sentence that has none of these has no words of caution besides `HEDGES`."""

UNVERIFIED_WORDS = _words(
    """unverified unconfirmed verify verified verification confirm confirmed confirmation corroborate corroborated
    independently unsubstantiated"""
)
"""Those of them that say that something was not checked."""

REPORTED_WORDS = _words(
    """claim claims report reports figure figures account accounts this that it statement toll footage video"""
)
"""What a following sentence of caution speaks of, where it speaks of the sentence before."""
