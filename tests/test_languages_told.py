"""In which language a text or a question is, and conversations in other languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.conversation import converse
from bot.memory import Conversation
from knowledge import Collection, LibraryError, load_library, prepare
from knowledge.languages.answering import language_for
from knowledge.languages.detection import language_asked, language_of, script_of
from knowledge.languages.frequency import rarity
from knowledge.written_in import language_of_article
from tests.test_languages import ARTICLES, GERMAN, UKRAINIAN

if TYPE_CHECKING:
    from pathlib import Path

ALL = frozenset({"en", "uk", "ru", "de", "fr", "es", "pl"})


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("War ends", "en"),
        ("Kursk", "en"),
        ("", "en"),
        ("1550 — 38.000", "en"),
        ("Сили оборони просунулися на кілька кілометрів, але втрат немає.", "uk"),
        ("Войска продвинулись на несколько километров, но потерь нет.", "ru"),
        (GERMAN, "de"),
        ("Der Minister sagte am Dienstag, dass die Brücke bis zum Ende des Jahres fertig sein werde.", "de"),
        ("Le ministre a dit que le pont sera ouvert avant la fin de cette année dans la ville.", "fr"),
        ("El ministro dijo que el puente se abrirá antes de que termine el año en la ciudad.", "es"),
        ("Minister powiedział we wtorek, że nowy most zostanie otwarty przed końcem roku, ale nie wcześniej.", "pl"),
        ("Η γέφυρα άνοιξε την Τρίτη στην πόλη.", "el"),
        ("הגשר נפתח ביום שלישי בעיר.", "he"),
    ],
)
def test_the_language_of_a_text_is_told(text: str, language: str) -> None:
    """By script and common words; what does not tell is English."""
    assert language_of_article(text) == language


def test_a_language_without_a_table_is_told_by_the_library() -> None:
    """py3langid knows what the tables do not."""
    pytest.importorskip("py3langid")
    text = (
        "Il ministro ha detto martedì che il nuovo ponte sarà aperto prima della fine dell'anno nella città di Firenze."
    )
    assert language_of(text) == "it"


@pytest.mark.parametrize(
    ("text", "script"), [("東京の橋", "unspaced"), ("สะพาน", "unspaced"), ("мост", "cyrillic"), ("12", "latin")]
)
def test_the_script_is_that_of_most_letters(text: str, script: str) -> None:
    """Figures and signs belong to none."""
    assert script_of(text) == script


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Was Tesla ill?", "en"),
        ("Was bedeutet das Wort?", "de"),
        ("Kursk losses?", "en"),
        ("Who is Kellogg?", "en"),
        ("Wer ist Kellogg?", "de"),
        ("Qui est Kellogg ?", "fr"),
        ("¿Quién es Kellogg?", "es"),
        ("¿Y qué más?", "es"),
        ("Kto to jest Kellogg?", "pl"),
        ("Хто такий Келлог?", "uk"),
        ("Кто такой Келлог?", "ru"),
        ("Кто основал McKinsey & Company?", "ru"),
    ],
)
def test_the_language_of_a_question_is_told(question: str, language: str) -> None:
    """Few words are enough, among the languages that have a table."""
    assert language_asked(question, ALL) == language


@pytest.fixture
def three(tmp_path: Path) -> Collection:
    """A library in Ukrainian, German and English."""
    for name in ("front.txt", "dresden.txt", "oslo.txt"):
        (tmp_path / name).write_text(ARTICLES[name], encoding="utf-8")
    return prepare(load_library(tmp_path))


def test_a_question_goes_to_the_articles_in_its_language(three: Collection) -> None:
    """English goes the English way; so does what is asked of an English article."""
    assert language_for(three, "Скільки танків втрачено?", None) == "uk"
    assert language_for(three, "Wie viele Fahrzeuge benutzen die Brücke?", None) == "de"
    assert language_for(three, "How many people were injured?", None) is None
    assert language_for(three, "Скільки людей постраждало?", "oslo") is None
    assert language_for(three, "Сколько танков потеряно?", "front") == "uk"


def test_who_says_so_is_answered_from_the_last_quote(three: Collection) -> None:
    """A follow-up about the last answer is understood in Ukrainian."""
    _, after = converse(three, "Скільки танків втратила російська армія?", Conversation())
    answer, _ = converse(three, "Хто це каже?", after)
    assert answer.short == "речника Генштабу Андрія Ковальова"


def test_words_that_look_like_english_pronouns_are_left_alone(three: Collection) -> None:
    """A German question after an answer is asked as it is written."""
    _, after = converse(three, "Wie viel kostete die Brücke?", Conversation())
    answer, later = converse(three, "Wer kam her, und was sagten die Kritiker?", after)
    assert answer.question == "Wer kam her, und was sagten die Kritiker?"
    assert later.question == "Wer kam her, und was sagten die Kritiker?"
    assert "zu schmal" in answer.evidence[0].quote.text


def test_a_name_in_another_case_supports_an_answer(tmp_path: Path) -> None:
    """A card's answer may bend the names of its quotes; a name that they have not is a fault."""
    card = """cards:
  - id: losses
    answer: {answer}
    status: fact
    evidence: [{{quote: "за добу російська армія втратила понад 1 550 солдатів", paragraph: 2}}]
    questions: [Яких втрат зазнала Росія?]
"""
    (tmp_path / "front.txt").write_text(UKRAINIAN, encoding="utf-8")
    cards = tmp_path / "front.cards.yaml"
    cards.write_text(card.format(answer="Армія Росії втратила 1 550 солдатів."), encoding="utf-8")
    assert load_library(tmp_path).cards
    cards.write_text(card.format(answer="Армія Білорусі втратила 1 550 солдатів."), encoding="utf-8")
    with pytest.raises(LibraryError, match="Білорусі"):
        load_library(tmp_path)


def test_a_word_tells_more_the_rarer_it_is() -> None:
    """The tables of frequencies are in order, and numbers tell by their digits."""
    assert rarity("uk:рок") < rarity("uk:солдат") < rarity("uk:келлог")
    assert rarity("de:jahr") < rarity("de:bruck")
    assert rarity("ru:12") < rarity("ru:1550")
    assert rarity("xx:anything") == rarity("xx:else")


def test_a_list_of_english_words_is_english() -> None:
    """Without a word of grammar too."""
    text = "Shopping list\napples pears bread butter milk cheese eggs flour sugar salt pepper rice beans onions garlic"
    assert language_of_article(text) == "en"
