"""Questions that leave out what was just said: "why?", "and in August?", "what about Kurakhove?", "how many?".

The missing words are taken from the last question: its matter without its question word, or the question itself with
the new name, date or noun in the place of the old one.
"""

from __future__ import annotations

import re

from knowledge.antecedents import Ground, place, thing
from knowledge.english import QUESTION_WORDS, UNITS
from knowledge.lexicon import look_up
from knowledge.overview_request import About, read_request
from knowledge.phrases import tag
from knowledge.question_nouns import is_name, is_noun, is_plural
from knowledge.substitution import PREPOSITIONS, substitute
from knowledge.tokenizer import tokenize

LONGEST = 200
"""Characters of the longest message that can leave something out."""
LONGEST_FRAGMENT = 7
"""Words of the longest fragment: a longer one says itself what it asks."""

_BARE = re.compile(
    r"(?:and |but |so |ok |okay |well |then )*"
    r"(?P<wh>(?:(?:since|until|till|by|from) )?when|(?:from )?where(?: to| from)?|why|how come|what for|how|"
    r"(?:by |with |to |against |for |from )?whom?|how (?:many|much|long|often|soon|big|large|old)|how far(?: away)?|"
    r"(?:in |on |at |from |to |near )?which (?:one|ones|[a-z]+)|(?:on |at )?what (?:day|date|time|year|month))"
    r"(?: exactly| precisely| then| though| again| not| else)?"
    r"(?P<that>(?: (?:is|was|s|will be) (?:that|it|this)(?: so)?| so|"
    r" did (?:that|it|this) (?:happen|start|begin)| did it))?"
)
_POINTS = ("when", "why", "how", "how come")
"""Question words after which "is that" means all that was said, and not one thing in it."""
_LEAD = frozenset("and but or so ok okay also well then".split())
_ABOUT = (("what", "about"), ("how", "about"), ("what", "of"))
_UNITS = frozenset(word for words in UNITS.values() for word in words if len(word) > 2)


def ask_again(ground: Ground, text: str) -> str | None:
    """Return the last question with the question word that `text` is ("why?", "when was that?"), or None."""
    if not ground.context.question or len(text) > LONGEST:
        return None
    match = _BARE.fullmatch(" ".join(token.word for token in tokenize(text)))
    if not match or (match["that"] is not None and match["wh"] not in _POINTS):
        return None
    wh = match["wh"]
    if wh.startswith("how far"):
        end = place(ground) or thing(ground)
        return f"How far is {end}?" if end else None
    question, short = ground.context.question.rstrip(" ?!."), ground.context.short
    if read_request(question) is not None:
        return None
    focus, rest, subject = matter(question)
    if any(token.word in _UNITS for token in tokenize(focus)):
        focus = ""  # "since when does Ukraine control square kilometers" asks for more than was asked
    answer = short if short and is_noun(short) and (is_name(short) or focus) else focus
    if answer and focus and "a" in look_up(tokenize(answer)[-1].word).parts and not is_plural(answer):
        answer = f"{answer} {focus.split()[-1]}"  # "North Korean" soldiers
    if answer and answer.casefold() in rest.casefold():
        answer = ""
    asked = wh[0].upper() + wh[1:]
    parts = [asked, answer, rest] if subject or wh in ("how many", "how much") else [asked, rest, answer]
    return " ".join(part for part in parts if part) + "?"


def matter(question: str) -> tuple[str, str, bool]:
    """Return the noun that a question asks for, the rest of it, and whether that noun is the rest's subject."""
    tokens = tokenize(question)
    at = next((i for i, token in enumerate(tokens[:4]) if token.word in QUESTION_WORDS), None)
    if at is None:
        asks = bool(tokens) and tag(question, tokens)[0] == "X"
        return "", question[0].lower() + question[1:] if asks else question, False
    tags = tag(question, tokens)
    start = at + 1
    if (
        tokens[at].word == "how"
        and start < len(tokens)
        and tokens[start].word not in ("do", "does", "did", "is", "are")
    ):
        start += 1  # many, much, far, long
    verb = next((i for i in range(start, len(tokens)) if tags[i] in "XV"), None)
    if verb is None:
        return "", question[tokens[start].start :] if start < len(tokens) else "", False
    focus = question[tokens[start].start : tokens[verb - 1].end] if verb > start else ""
    # "which town did Russia take": the subject stands between the verbs; "which soldiers are fighting": it is asked for
    subject = tags[verb] == "V" or (verb + 1 < len(tokens) and tags[verb + 1] in "VGRX")
    return focus, question[tokens[verb].start :], subject


def complete(ground: Ground, text: str) -> str | None:
    """Return the last question with the fragment that `text` is ("and X?") in the place of what X is another of."""
    if not ground.context.question or len(text) > LONGEST:
        return None
    tokens = tokenize(text)
    start = 0
    while start < len(tokens) and tokens[start].word in _LEAD:
        start += 1
    about = tuple(token.word for token in tokens[start : start + 2]) in _ABOUT
    start += 2 * about
    begins = start < len(tokens) and tokens[start].word in PREPOSITIONS
    left = tokens[start:]
    if not (start or begins) or not 0 < len(left) <= LONGEST_FRAGMENT:
        return None
    piece = text[left[0].start : left[-1].end]
    tags = tag(piece, tokenize(piece))
    request = read_request(piece)
    if "X" in tags or "O" in tags or (request is not None and not isinstance(request, About)):
        return None
    if left[0].word in QUESTION_WORDS:
        return _new_focus(ground, piece) if len(left) > 1 else None
    if any(token.word in QUESTION_WORDS for token in left):
        return None
    preposition = piece[: left[0].end - left[0].start] if left[0].word in PREPOSITIONS and len(left) > 1 else ""
    noun = piece[len(preposition) :].strip()
    return substitute(ground, noun, preposition.casefold())


def _new_focus(ground: Ground, piece: str) -> str | None:
    """Return the last question with another noun to ask for ("and how many North Koreans?")."""
    question = ground.context.question.rstrip(" ?!.")
    asked = tokenize(piece)
    if asked[0].word not in ("how", "which", "what", "whose"):
        return None
    _, rest, _ = matter(question)
    return f"{piece[0].upper()}{piece[1:]} {rest}?" if rest else None
