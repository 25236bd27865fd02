"""What readers say that is no question: greetings, thanks, goodbyes, calls for help, nothing at all.

A message is small talk only where every word of it belongs to a phrase listed here; one word more makes it a
question. English, and the plainest words in Ukrainian and Russian. Nothing is answered here.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from knowledge.courtesy import strip_courtesy
from knowledge.english import QUESTION_WORDS
from knowledge.tokenizer import normalise, tokenize
from knowledge.types import Chat

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.tokenizer import Token

LONGEST = 24
"""Words of the longest small talk; what is longer is not looked at."""

_SAID: Mapping[Chat, str] = {
    Chat.GREETING: """hi; hii; hey; heyy; hello; helo; hallo; hiya; howdy; yo; greetings; hi there; good day; welcome;
        good morning; good afternoon; good evening; morning; evening; how are you; how are you doing; how do you do;
        how is it going; how's it going; what's up; whats up; sup; nice to meet you; pleased to meet you;
        привіт; вітаю; вітання; здоров; добрий день; доброго дня; добридень; добрий ранок; доброго ранку;
        добрий вечір; доброго вечора; як справи; привет; здравствуй; здравствуйте; добрый день;
        доброе утро; добрый вечер; доброго времени суток; как дела""",
    Chat.THANKS: """thanks; thank you; thank u; thankyou; thx; tnx; ty; cheers; much appreciated; appreciated;
    many thanks;
        thanks for your help; thank you for your help; thanks for the help; thanks for the answer; great; good; nice;
        cool; perfect; awesome; excellent; wonderful; well done; good job; nice work; great job; good bot; ok; okay;
        got it; understood; i see; wow; lol; haha; that's all; that is all; you are great; you're great; good to know;
        дякую; дякую вам; дуже дякую; щиро дякую; красно дякую; спасибі; добре; зрозуміло; чудово; круто; клас;
        спасибо; большое спасибо; спасибо большое; благодарю; понятно; ясно; отлично; хорошо; класс""",
    Chat.HELP: """help; help me; help please; i need help; can you help; can you help me; could you help me; usage;
        instructions; commands; menu; start; what can you do; what do you do; what can you do for me; what can i ask;
        what can i ask you; what should i ask; what may i ask; what are you; who are you; what is this bot;
        what are you for; how do you work; how does this work; how does it work here; how does this bot work;
        how can i use you; how do i use you; how do i use this; how to use this; are you a bot; are you a robot;
        are you human; are you an ai; are you real; what is your name; what's your name; who made you;
        допомога; допоможи; допоможіть; допоможи мені; що ти вмієш; що ти можеш; що ви вмієте; хто ти; хто ви;
        як ти працюєш; як це працює; помощь; помоги; помогите; помоги мне; что ты умеешь; что ты можешь; кто ты;
        кто вы; как ты работаешь; как это работает; справка; довідка""",
    Chat.GOODBYE: """bye; bye bye; byebye; goodbye; good bye; see you; see ya; see you later; see you soon; cya;
    good night;
        later; farewell; take care; have a nice day; have a good day; have a good one; talk to you later;
        until next time;
        до побачення; бувай; бувайте; па па; на все добре; добраніч; гарного дня; до свидания; до встречи; пока;
        прощай; спокойной ночи; хорошего дня""",
}  # fmt: skip
_WITH_IT = frozenset(
    normalise(word)
    for word in """there bot quoth robot everyone everybody all again dear friend friends my sir guys team please very
    much so a lot really and then for now to you too just oh ah well today однак друже бот дуже всім всем ще раз еще
    будь ласка пожалуйста і и та вам тебе тобі очень""".split()
)
"""Words that may stand beside small talk and make no question of it."""
_ADDRESSED = frozenset("there bot quoth robot everyone everybody all again dear friend guys team sir".split())
"""Of these, the ones that name who is greeted; "thanks to whom" begins a question."""
_ALONE = frozenset("good great nice morning evening later start menu usage instructions commands welcome".split())
"""Small talk as a whole message only: in front of a question they belong to it ("good news from Kursk")."""
_STARTS = QUESTION_WORDS | frozenset(
    normalise(word)
    for word in """is are was were do does did has have had can could will would should may might must am tell please
    i i'm i'd what's who's where's when's how's give show explain list summarise summarize
    хто що де коли чому навіщо скільки як який яка яке які чи кто что где когда почему зачем сколько как какой какая
    какие ли скажи скажіть розкажи расскажи""".split()
)
"""Words that a question begins with: after a greeting with no comma, one of them must follow."""
_RANK = (Chat.HELP, Chat.GOODBYE, Chat.THANKS, Chat.GREETING)
"""Of several kinds in one message, the first is answered."""
_STRETCHED = re.compile(r"(\w)\1{2,}")
_BREAK = re.compile(r"[,.!?;:…)\-–—\n]")


def smalltalk(text: str) -> Chat | None:
    """Return what kind of small talk `text` is, or None where it could be a question.

    >>> smalltalk("Hello there!"), smalltalk("Hello, who is Kellogg?")
    (<Chat.GREETING: 'greeting'>, None)
    """
    if not any(c.isalnum() for c in unicodedata.normalize("NFKC", text)):
        return Chat.EMPTY
    tokens = tokenize(unicodedata.normalize("NFC", text[:1000]))
    words = _words(tokens)
    if not words or len(words) > LONGEST or len(text) > 1000:
        return None
    found = set()
    i = 0
    while i < len(words):
        kind, size = _phrase_at(words, i)
        if kind is not None:
            found.add(kind)
        elif words[i] not in _WITH_IT:
            return None
        i += size
    return next((kind for kind in _RANK if kind in found), None)


@lru_cache(maxsize=8)
def strip_greeting(text: str) -> str:
    """Return `text` without greeting, thanks or courtesy around the question; small talk alone stays as it is.

    >>> strip_greeting("Hello, could you tell me who Kellogg is? Thanks!")
    'who Kellogg is?'
    """
    tokens = tokenize(text)
    words = _words(tokens)
    first, last = _opening(text, tokens, words), _closing(text, tokens, words)
    if first >= last:
        return strip_courtesy(text)
    start = tokens[first].start if first else 0
    # an opening quotation mark before the first word that stays belongs to it
    while start and first and text[start - 1] in "\"“‘'«(":
        start -= 1
    end = tokens[last].start if last < len(tokens) else len(text)
    kept = text[start:end].strip() if last == len(tokens) else text[start:end].rstrip(" ,;:–—-\n\t")
    return strip_courtesy(kept or text)


def _opening(text: str, tokens: Sequence[Token], words: Sequence[str]) -> int:
    """Return the first word that is no greeting."""
    i = 0
    while i < len(words):
        kind, size = _phrase_at(words, i)
        if kind not in (Chat.GREETING, Chat.THANKS):
            break
        broken = _broken(text, tokens, i + size)
        alone = size == 1 and words[i] in _ALONE
        after = i + size
        while not broken and after < len(words) and words[after] in _ADDRESSED:
            after += 1
            broken = _broken(text, tokens, after)
        if after == len(words) or not (broken or (words[after] in _STARTS and not alone)):
            break
        i = after
    return i


def _closing(text: str, tokens: Sequence[Token], words: Sequence[str]) -> int:
    """Return the end of the words before the thanks or goodbye that the text closes with."""
    for i in range(max(1, len(words) - 6), len(words)):
        if not _broken(text, tokens, i):
            continue
        at, thanks = i, False
        while at < len(words):
            kind, size = _phrase_at(words, at)
            if kind not in (Chat.THANKS, Chat.GOODBYE) and words[at] not in _WITH_IT:
                break
            thanks = thanks or kind is not None
            at += size
        if at == len(words) and thanks:
            return i
    return len(words)


def _broken(text: str, tokens: Sequence[Token], i: int) -> bool:
    """Say whether a comma, a full stop or the like stands before token `i`."""
    return 0 < i < len(tokens) and bool(_BREAK.search(text[tokens[i - 1].end : tokens[i].start]))


def _words(tokens: Sequence[Token]) -> list[str]:
    return [_unstretched(token.word) for token in tokens]


@lru_cache(maxsize=4096)
def _unstretched(word: str) -> str:
    return _STRETCHED.sub(r"\1", word)


def _phrase_at(words: Sequence[str], i: int) -> tuple[Chat | None, int]:
    """Return the longest phrase that begins at word `i` and its number of words; None and 1 where there is none."""
    phrases = _phrases()
    for size in range(min(_longest().get(words[i], 0), len(words) - i), 0, -1):
        kind = phrases.get(tuple(words[i : i + size]))
        if kind is not None:
            return kind, size
    return None, 1


@cache
def _phrases() -> dict[tuple[str, ...], Chat]:
    return {
        tuple(token.word for token in tokenize(phrase)): kind
        for kind, said in _SAID.items()
        for phrase in said.replace("\n", " ").split(";")
    }


@cache
def _longest() -> dict[str, int]:
    """Return the words that phrases begin with → the words of the longest such phrase."""
    longest: dict[str, int] = {}
    for words in _phrases():
        if words:
            longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest
