"""The words around a question that only make it polite: "Could you kindly tell me …", "… if I may ask".

They name nothing that an article could say, and a long frame would drown a short question. Only whole frames go, from
the start and from the end; what is left is the question in the reader's own words, and never nothing.
"""

from __future__ import annotations

import re
from functools import cache

_SOFT = r"(?:please|kindly|possibly|perhaps|maybe|just|also|quickly|briefly|at all)"
_TELL = (
    rf"(?:{_SOFT} )*(?:be (?:so )?(?:kind|good)(?: enough)?(?: as)? (?:to|and) )?(?:{_SOFT} )*"
    r"(?:tell|say|remind|inform|show|explain|clarify|let|help|enlighten|share|confirm)"
    r"(?: to)?(?: (?:me|us|my \w+))?(?: know| understand| (?:to|with) (?:me|us))?"
    rf"(?: {_SOFT})*"
)
_KNOW = r"(?:know|hear|ask|understand|learn|find out|see|check|be told|inquire|enquire|get to know)"
_OPENINGS = (
    r"(?:excuse|pardon|forgive) me(?: for asking)?(?: but)?",
    r"forgive me(?: but)?",
    r"(?:i|we)(?: would|'d)? appreciate it if (?:you|somebody|someone) (?:told|would tell|could tell|explained|said)"
    r"(?: (?:to )?(?:me|us))?",
    r"(?:i|we)(?:'d| would)? be (?:keen|interested|glad|happy|pleased|curious) to (?:hear|know|learn|be told)",
    r"(?:find out|look up|check)(?: for me)?",
    r"(?:i am|i'm|im) sorry(?: to (?:bother|ask|trouble)(?: you)?)?(?: but)?",
    rf"(?:could|can|would|will|might|may) (?:you|i|we|someone|anyone) (?:{_SOFT} )*(?:{_TELL}|{_KNOW})(?: you)?",
    r"would you (?:mind|be able to|happen to) (?:telling|reminding|explaining|tell|remind|explain|know)(?: (?:me|us))?",
    rf"(?:i|we)(?: would|'d| should|d)?(?: really| just| very much| dearly| also)* (?:like|love|want|need|wish) "
    rf"(?:you )?to (?:{_SOFT} )*(?:{_KNOW}|{_TELL})",
    r"(?:i|we) (?:would |should )?(?:be|am|was|are) (?:grateful|glad|obliged|happy|curious|interested|wondering)"
    r"(?: (?:if you (?:could|would) )?(?:to (?:know|hear|learn)|tell me|as to|about))?",
    r"(?:i'm|im) (?:curious|wondering|interested|keen to know)(?: (?:to know|as to))?",
    r"(?:i|we)(?: do)? wonder",
    r"(?:do|would|does) (?:you|we|anyone|anybody|someone) (?:happen to |by any chance )?know",
    r"(?:is it|are we|are you) (?:known|told|able to (?:say|tell)(?: (?:me|us))?)",
    r"(?:have you |got )?any idea",
    rf"(?:{_SOFT} )+{_TELL}",
    r"(?:tell|remind|inform|show) (?:me|us)(?: please)?(?: again)?",
    r"for (?:my|our) (?:own )?(?:peace of mind|understanding|notes|information|article|report|piece)",
    r"(?:please|pray|kindly)",
    r"(?:one|a|another|just one) (?:more )?(?:quick |small |simple )?question",
    r"(?:my|the) question is(?: this)?",
)
_OPINION = (
    r"(?:do|would|don't) you (?:really |honestly |personally )*(?:think|believe|say|feel|agree|suppose|reckon)",
    r"in your (?:honest )?(?:opinion|view)",
)
"""Frames that want the bot's own opinion: it has none, and what is left is asked of the articles."""
_QUESTION = (
    r"(?:who|what|when|where|why|how|which|whether|if|whose|whom|is|are|was|were|do|does|did|has|have|had|will|can)\b"
)
_ENDINGS = (
    r"please",
    r"(?:what|how) do you (?:think|say|reckon)",
    r"if (?:you please|you (?:do not|don't) mind|i may(?: ask)?|you (?:happen to )?know|you can|possible|at all known)",
    r"(?:so|as) far as (?:we|you|i|one|anybody|anyone|is) (?:hear|know|knows|known|can tell|are told)",
    r"(?:do you know|can you tell(?: me)?|could you tell(?: me)?|may i ask|might i ask|i wonder)",
    r"(?:in|from|according to|per|by) (?:this|the|your) (?:article|story|text|piece|write-up)",
)
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_HEADS = frozenset(
    """excuse pardon forgive i we i'm i'd im could can would will might may do does don't is are have got any please
    kindly possibly perhaps maybe just also quickly briefly at tell remind inform show for pray one a another my
    the find look check in""".split()
)
"""First words of the openings: what begins and ends otherwise is not looked at, and the patterns are not compiled."""
_TAILS = frozenset(
    """please mind ask know can possible known hear knows tell told me wonder think say reckon article story text piece
    up""".split()
)
"""Last words of the endings."""
LONGEST = 1000
"""Characters of the longest text that is looked at: nobody is polite at greater length."""


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(
        rf"\s*(?:(?P<free>{'|'.join(_OPINION)})|{'|'.join(_OPENINGS)})"
        r"(?P<link>(?: (?:of|again|that))?)(?=[\s,:;.–—-]|$)[\s,:;.–—-]*",
        re.IGNORECASE,
    )


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(rf"[\s,;–—-]+(?:{'|'.join(_ENDINGS)})\s*(?P<mark>[?.!…]*)\s*$", re.IGNORECASE)


def strip_courtesy(text: str) -> str:
    """Return `text` without the polite frames around its question; a text that is nothing else stays as it is.

    >>> strip_courtesy("Could you kindly tell me who Kellogg is, please?")
    'who Kellogg is?'
    """
    if len(text) > LONGEST:
        return text
    kept = text.replace("’", "'") if "’" in text else text
    words = _WORD.findall(kept.lower())
    if not words or (words[0] not in _HEADS and words[-1] not in _TAILS):
        return text
    start, end, mark, opinion = 0, len(text), "", False
    while found := _opening().match(kept, start, end):
        if found.end() == start or not _asks(kept[found.end() : end], link=bool(found["link"] or found["free"])):
            break
        start, opinion = found.end(), bool(found["free"])
    while found := _ending().search(kept, start, end):
        if not any(c.isalnum() for c in kept[start : found.start()]):
            break
        end, mark = found.start(), found["mark"] or mark
    if (start, end) == (0, len(text)):
        return text
    left = text[start:end].strip() + mark
    # "Do you think it sank?" wants a yes or a no, also without its frame
    return f"whether {left}" if opinion and not re.match(_QUESTION, left, re.IGNORECASE) else left


def _asks(rest: str, *, link: bool) -> bool:
    """Say whether what follows a frame is something asked: a question, another frame, "the name" after "of"."""
    if re.match(_QUESTION, rest, re.IGNORECASE) or (link and len(rest.split()) > 1):
        return True
    inner = _opening().match(rest)
    return inner is not None and bool(re.match(_QUESTION, rest[inner.end() :], re.IGNORECASE))
