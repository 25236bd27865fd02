"""What the pages and the search box's script say besides the articles, in the site's language.

English stands in the templates and in the script; a site in another language hands the script its translations.
"""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import TYPE_CHECKING, assert_never

from bot.language import ENGLISH
from knowledge import Status

if TYPE_CHECKING:
    from bot.language import Language

MOST_COUNTED = 20
"""The script counts no further; it is given the words for every number, and needs no plural rules."""
_STRING = r'"((?:[^"\\]|\\.)*)"'
_SAID = re.compile(rf"\bsay\({_STRING}")
_COUNTED = re.compile(rf"\bsayCount\({_STRING}, {_STRING}")


def status_name(status: str, language: Language) -> str:
    """Return what a page calls the status of a fact."""
    match Status(status):
        case Status.FACT:
            return language.say_in("the status of a fact", "fact")
        case Status.CLAIM:
            return language.say_in("the status of a fact", "claim")
        case Status.DENIAL:
            return language.say_in("the status of a fact", "denial")
        case Status.PLAN:
            return language.say_in("the status of a fact", "plan")
        case Status.OPINION:
            return language.say_in("the status of a fact", "opinion")
        case Status.UNVERIFIED:
            return language.say_in("the status of a fact", "unverified")
        case never:
            assert_never(never)


def script_texts(language: Language) -> str | None:
    """Return the translations of what `search.js` says, as JSON by the English; None for English itself.

    A text is a string, a counted one the list of what is said for 0, 1, 2 … of them.
    """
    if language.code == ENGLISH.code:
        return None
    script = files("bot.site").joinpath("static", "search.js").read_text("utf-8")
    texts: dict[str, str | list[str]] = {text: language.say(text) for text in _SAID.findall(script)}
    for one, many in _COUNTED.findall(script):
        texts[one] = [language.say_count(one, many, number) for number in range(MOST_COUNTED + 1)]
    texts |= {status.value: status_name(status.value, language) for status in Status}
    return json.dumps(texts, ensure_ascii=False, separators=(",", ":"))
