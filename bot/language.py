"""The language that Quoth speaks with a reader: its own words, counts and numbers. Quotes never pass through here.

English stands in the code and is the key of every message. The other languages are gettext catalogues in `bot/locale`,
each loaded when it is first spoken: gettext is in every Python, and argparse has it loaded before a question is read.
Faults, `--help` and the log are for operators and stay English.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from gettext import NullTranslations

FOLDER = Path(__file__).parent / "locale"
"""`CODE/LC_MESSAGES/quoth.po` for translators, `quoth.mo` made of it for us (`python -m tests.catalogues`)."""
DOMAIN = "quoth"

_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The first that is set decides (POSIX, Environment Variables, 8.2)."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language to speak with readers."""

    code: str
    """ISO 639."""
    catalogue: NullTranslations | None = None
    """What translates the English of the code; None for English itself."""

    def say(self, text: str, /, **values: object) -> str:
        """Return the English `text` in this language, the `values` in the places that it has for them.

        >>> ENGLISH.say("Not found: {words}.", words="Sydney")
        'Not found: Sydney.'
        """
        said = self.catalogue.gettext(text) if self.catalogue else text
        return said.format(**values) if values else said

    def say_in(self, context: str, text: str, /) -> str:
        """Return a word whose translation depends on where it stands, which `context` tells the translator."""
        return self.catalogue.pgettext(context, text) if self.catalogue else text

    def say_count(self, one: str, many: str, number: int, /, **values: object) -> str:
        """Return `one` or `many` in the form that this language has for `number`, which stands at {number}.

        >>> ENGLISH.say_count("{number} fact", "{number} facts", 1)
        '1 fact'
        """
        forms = self.catalogue.ngettext if self.catalogue else _english
        said = forms(one, many, number)
        return said.format(number=self.number(number), **values)

    def number(self, value: int) -> str:
        """Write a number, long ones in groups of three where this language has a space or a sign between them."""
        digits = str(value)
        gap = self.say_in("ten thousand, as numbers are written", "10000").removeprefix("10").removesuffix("000")
        if len(digits) < 5 or not gap:
            return digits
        first = len(digits) % 3 or 3
        return gap.join([digits[:first], *(digits[n : n + 3] for n in range(first, len(digits), 3))])

    def quoted(self, text: str) -> str:
        """Put `text` between this language's quotation marks.

        >>> ENGLISH.quoted("Boats sank.")
        '“Boats sank.”'
        """
        return self.say("“{text}”", text=text)


def _english(one: str, many: str, number: int) -> str:
    return one if number == 1 else many


ENGLISH = Language("en")


def language_for(*codes: str | None) -> Language:
    """Return the first of the languages `codes` that there is ("uk-UA" counts as "uk"), or English.

    >>> language_for(None, "xx", "en-GB").code
    'en'
    """
    for code in codes:
        if code and (language := find_language(code)):
            return language
    return ENGLISH


def find_language(code: str) -> Language | None:
    """Return the language of a code or a locale's name ("uk", "uk-UA", "uk_UA.UTF-8"), or None where there is none."""
    name = base_code(code)
    return ENGLISH if name == ENGLISH.code else load(name) if _is_code(name) else None


def base_code(code: str) -> str:
    """Return the language's own part of a code.

    >>> base_code("pt-BR"), base_code("uk_UA.UTF-8")
    ('pt', 'uk')
    """
    for separator in "-_.@":
        code = code.partition(separator)[0]
    return code.strip().lower()


def _is_code(name: str) -> bool:
    return len(name) in (2, 3) and name.isascii() and name.isalpha()  # so that none is a path


@cache
def load(code: str) -> Language | None:
    """Read the catalogue of a language; None where there is none."""
    from gettext import GNUTranslations  # noqa: PLC0415 - English needs none

    try:
        with (FOLDER / code / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as file:
            return Language(code, GNUTranslations(file))
    except FileNotFoundError:
        return None


def all_languages() -> tuple[Language, ...]:
    """Return every language there is, English first."""
    codes = sorted(folder.name for folder in FOLDER.iterdir() if _is_code(folder.name))
    return (ENGLISH, *(language for code in codes if (language := load(code))))


def own_name(language: Language) -> str:
    """Return what the speakers of a language call it: "Українська"."""
    return language.say_in("the name of this language in itself, as on a button", "English")


def language_of(environ: Mapping[str, str]) -> Language:
    """Return the language that a terminal's environment asks for, as its locale; English where it is none of ours."""
    return language_for(next((value for name in _LOCALE_VARIABLES if (value := environ.get(name))), None))
