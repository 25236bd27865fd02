"""The catalogues of the interface: complete, in use, and what a native editor would let through."""

from __future__ import annotations

import re
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from bot.language import ENGLISH, all_languages
from tests.catalogues import faults, forms_of, po_files, read, template

PO_FILES = {path.parent.parent.name: path for path in po_files()}
LATIN_IN_CYRILLIC = re.compile(r"[а-яёґєії][a-z]|[a-z][а-яёґєії]", re.IGNORECASE)
FOREIGN_LETTERS = {"uk": "ыэъё", "ru": "іїєґ"}


@pytest.fixture(scope="module")
def said() -> Catalog:
    """Every message of the code."""
    return template()


def test_the_languages_are_those_of_the_catalogues() -> None:
    """English from the code, Ukrainian and Russian at least."""
    assert {language.code for language in all_languages()} == {"en", *PO_FILES}
    assert {"uk", "ru"} <= PO_FILES.keys()


@pytest.mark.parametrize("code", PO_FILES)
def test_every_message_is_translated_in_use_and_keeps_its_placeholders(code: str, said: Catalog) -> None:
    """`python -m tests.catalogues` brings a catalogue in line with the code; the words are the translator's."""
    assert faults(read(PO_FILES[code]), said) == []


def test_each_fault_of_a_catalogue_is_found() -> None:
    """A message without words, one that nobody says, one that lost its braces or its command, a missing plural form."""
    said, own = Catalog(), Catalog(locale="uk")
    for text in ("Share", "Not found: {words}.", "/help helps", "Done."):
        said.add(text)
    said.add(("{number} fact", "{number} facts"))
    own.add("Share", "")
    own.add("Not found: {words}.", "Не знайдено: {слова}.")
    own.add("/help helps", "допоможе")
    own.add("Done.", "Готово.")
    own.add(("{number} fact", "{number} facts"), ("{number} факт", "", ""))
    own.add("Gone", "Зникло")
    assert faults(own, said) == [
        "untranslated: 'Share'",
        "not what 'Not found: {words}.' has in braces: 'Не знайдено: {слова}.'",
        "not what '/help helps' has in braces: 'допоможе'",
        "untranslated: ('{number} fact', '{number} facts')",
        "unused: 'Gone'",
    ]


def test_the_code_says_what_the_sources_say(said: Catalog) -> None:
    """Of each kind of source a message is found: Python, template, script, Telegram's texts, the console's help."""
    for text in ("The articles do not say.", "Skip to the search", "Loading the articles …", "Share", "[WORDS]"):
        assert said.get(text) is not None, text
    assert said.get("claim", "the status of a fact") is not None
    assert said.get(("{number} passage", "{number} passages")) is not None


@pytest.mark.parametrize("code", PO_FILES)
def test_what_is_spoken_is_what_the_translators_wrote(code: str) -> None:
    """The .mo file was made of the .po file as it is now; python -m tests.catalogues makes it."""
    with PO_FILES[code].with_suffix(".mo").open("rb") as file:
        spoken = GNUTranslations(file)
    for message in read(PO_FILES[code]):
        one, *many = forms_of(message.id)
        if many:
            assert spoken.ngettext(one, many[0], 5) == forms_of(message.string)[-1]
        elif one:
            assert (spoken.pgettext(message.context, one) if message.context else spoken.gettext(one)) == message.string


@pytest.mark.parametrize("code", FOREIGN_LETTERS)
def test_the_spelling_is_the_language_s_own(code: str) -> None:
    """No letter of the neighbour's alphabet, no Latin one that only looks right, no English quotation mark."""
    for message in read(PO_FILES[code]):
        for form in forms_of(message.string):
            text = re.sub(r"\{\w+\}", " ", form) if message.id else ""
            assert not set(text.lower()) & set(FOREIGN_LETTERS[code]), text
            assert not LATIN_IN_CYRILLIC.search(text), text
            assert not set(text) & set("“”\"'"), text


def test_the_catalogues_travel_in_the_wheel() -> None:
    """They lie in the package, and no file that git ignores is among them."""
    ignored = Path(__file__).parent.parent.joinpath(".gitignore").read_text("utf-8").split()
    assert not {"*.mo", "locale/", "*.po"} & set(ignored)
    assert all((path.with_suffix(".mo")).is_file() for path in PO_FILES.values())
    assert ENGLISH.code not in PO_FILES
