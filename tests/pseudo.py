"""A language that nobody speaks: what is translated is accented, longer and fenced; hard-wired English stays as it was.

`⟦Šĥáŕé~~⟧` stands for "Share". Placeholders and commands stay, so that texts still work.
"""

from __future__ import annotations

import re
import string
from gettext import NullTranslations

from bot.language import Language

_ACCENTED = str.maketrans(string.ascii_letters, "áƀčďéƒğĥíĵķłɱñóƥɋŕšťúṽŵẋýžÁƁČĎÉƑĞĤÍĴĶŁṀÑÓƤɊŔŠŤÚṼŴẊÝŽ")
_KEPT = re.compile(r"(\{[^}]*\}|(?<![\w/])/[a-z]+)")


def pseudo(text: str) -> str:
    """Translate a message.

    >>> pseudo("Not found: {words}.")
    '⟦Ñóť ƒóúñď: {words}.~~~~~~⟧'
    """
    parts = _KEPT.split(text)
    said = "".join(part if n % 2 else part.translate(_ACCENTED) for n, part in enumerate(parts))
    return f"⟦{said}{'~' * (len(text) // 3)}⟧"


class _Pseudo(NullTranslations):
    def gettext(self, message: str) -> str:
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return pseudo(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002 - the accents are the same everywhere
        return message if message.isdigit() else pseudo(message)


PSEUDO = Language("xx", _Pseudo())
