"""The language that Quoth speaks: counts, numbers, dates, sentences, and whose language it is."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.answer import format_answer
from bot.dating import date_of, published_on, with_its_date
from bot.language import ENGLISH, Language, all_languages, find_language, language_for, language_of, load, own_name
from bot.render.json_answer import json_answer
from bot.render.screen import Look
from bot.render.terminal import render_source, render_terminal
from bot.saying import describe_article, describe_language, describe_languages, describe_side, describe_source
from bot.talk import Talk, take_turn
from bot.wordings import in_language, wording_of
from knowledge import (
    Article,
    Ask,
    Attribution,
    Chat,
    Evidence,
    FactCard,
    Found,
    Library,
    Metadata,
    NotFound,
    Paragraph,
    Quote,
    Smalltalk,
    Span,
    Status,
    Wording,
    load_library,
    prepare,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Quoth

UK, RU = language_for("uk"), language_for("ru")
ASKED = "Who reopened the harbour of Lindesund?"


def dated(published: str | None, language: str = "en") -> Article:
    text = "The storm sank 14 boats."
    return Article(
        "storm",
        Metadata("Storm", published=published, language=language),
        (Paragraph("storm", 0, "Storm", ()), Paragraph("storm", 1, text, (Span(0, len(text)),))),
    )


def said_of(status: Status, source: str | None, language: str = "en", caveat: str | None = None) -> Evidence:
    home = dated("2025-01-06", language)
    return Evidence(
        home, Quote(home.paragraphs[1], Span(0, 24)), Attribution(status, source, caveat), 1.0, Span(15, 17)
    )


@pytest.mark.parametrize(
    ("number", "ukrainian", "russian"),
    [
        (0, "0 фактів", "0 фактов"),
        (1, "1 факт", "1 факт"),
        (2, "2 факти", "2 факта"),
        (4, "4 факти", "4 факта"),
        (5, "5 фактів", "5 фактов"),
        (11, "11 фактів", "11 фактов"),
        (14, "14 фактів", "14 фактов"),
        (21, "21 факт", "21 факт"),
        (22, "22 факти", "22 факта"),
        (111, "111 фактів", "111 фактов"),
        (1001, "1001 факт", "1001 факт"),
        (12345, "12\u00a0345 фактів", "12\u00a0345 фактов"),
        (1234567, "1\u00a0234\u00a0567 фактів", "1\u00a0234\u00a0567 фактов"),
    ],
)
def test_what_is_counted_has_its_form(number: int, ukrainian: str, russian: str) -> None:
    """One, few and many, by the last digits; five digits and more in groups."""
    assert UK.say_count("{number} fact", "{number} facts", number) == ukrainian
    assert RU.say_count("{number} fact", "{number} facts", number) == russian


def test_english_counts_as_it_did() -> None:
    """One and many, digits without signs between them."""
    assert [ENGLISH.say_count("{number} fact", "{number} facts", n) for n in (0, 1, 2, 12345)] == [
        "0 facts", "1 fact", "2 facts", "12345 facts"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("published", "english", "ukrainian", "russian"),
    [
        ("2025-01-06", "6 January 2025", "6 січня 2025 року", "6 января 2025 года"),
        ("2025-05", "May 2025", "травень 2025 року", "май 2025 года"),
        ("2025", "2025", "2025 рік", "2025 год"),
        ("2025-13-01", "2025", "2025 рік", "2025 год"),
        ("soon", None, None, None),
        (None, None, None, None),
    ],
)
def test_a_date_reads_as_its_readers_write_it(
    published: str | None, english: str | None, ukrainian: str | None, russian: str | None
) -> None:
    """A month beside a day is in the genitive, alone it is not."""
    article = dated(published)
    assert [date_of(article, language) for language in (ENGLISH, UK, RU)] == [english, ukrainian, russian]
    assert published_on(article) == published
    assert published_on(article, UK) == ukrainian


@pytest.mark.parametrize(
    ("status", "source", "ukrainian", "russian"),
    [
        (Status.FACT, None, "Про це пише сама стаття.", "Об этом пишет сама статья."),
        (Status.FACT, "Reuters", "Джерело: Reuters.", "Источник: Reuters."),
        (
            Status.CLAIM,
            "The Ukrainian General Staff",
            "Твердження: Ukrainian General Staff; стаття його не підтверджує.",
            "Утверждение: Ukrainian General Staff; статья его не подтверждает.",
        ),
        (Status.DENIAL, "Moscow", "Заперечення: Moscow.", "Опровержение: Moscow."),
        (Status.PLAN, None, "План, ще не здійснений.", "План, ещё не осуществлённый."),
        (Status.OPINION, "the article", "Оцінка самої статті.", "Оценка самой статьи."),
        (Status.OPINION, "Antony Blinken", "Думка: Antony Blinken.", "Мнение: Antony Blinken."),
        (Status.UNVERIFIED, None, "Не перевірено – так сказано у статті.", "Не проверено – так сказано в статье."),
    ],
)
def test_a_name_is_named_uninflected(status: Status, source: str | None, ukrainian: str, russian: str) -> None:
    """After a colon, without its English article; the sentence is whole without inflecting it."""
    evidence = said_of(status, source)
    assert [describe_source(evidence, language) for language in (UK, RU)] == [ukrainian, russian]


def test_the_article_s_caution_is_quoted_in_the_reader_s_marks() -> None:
    """Its words are the article's, the quotation marks the language's."""
    evidence = said_of(Status.CLAIM, "Moscow", caveat="without details")
    assert describe_source(evidence, UK).endswith("підтверджує («without details»).")
    assert describe_source(evidence).endswith("confirm it (“without details”).")


@pytest.mark.parametrize(
    ("article", "reader", "note"),
    [
        ("en", "en", None),
        ("en-GB", "en", None),
        ("uk", "uk", None),
        ("en", "uk", "Цитату наведено мовою статті (англійською)."),
        ("en", "ru", "Цитата приведена на языке статьи (на английском)."),
        ("ru", "uk", "Цитату наведено мовою статті (російською)."),
        ("uk", "en", "The quote is in the article's language (Ukrainian)."),
        ("nn", "en", "The quote is in the article's language."),
    ],
)
def test_a_quote_in_another_language_is_announced(article: str, reader: str, note: str | None) -> None:
    """Where the article's language is not the reader's, and only there."""
    evidence, language = said_of(Status.FACT, None, article), language_for(reader)
    assert describe_language(evidence.article, language) == note
    assert (describe_article(evidence.article, language) is None) == (note is None)
    collection = prepare(Library((evidence.article,), ()))
    answer = format_answer("?", Found((evidence,), 0.9, Ask.FACT), collection, language)
    shown = render_terminal(answer, Look(), language)
    assert (note is None) or note in shown
    assert note or "article's language" not in shown
    refused = format_answer("?", NotFound((evidence,), ("Oslo",), 0.0), collection, language)
    assert (note is None) or refused.text.endswith(note)


def test_several_quotes_are_announced_together() -> None:
    """In one other language, in several; nothing where all are in the reader's."""
    english, russian, own = (said_of(Status.FACT, None, code) for code in ("en", "ru", "uk"))
    assert describe_languages((english, english), UK) == "Цитати наведено мовою статті (англійською)."
    assert describe_languages((english, russian, own), UK) == "Цитати наведено мовами самих статей."
    assert describe_languages((own, own), UK) is None
    collection = prepare(Library((english.article,), ()))
    overview = format_answer("?", Found((english, english), 0.9, Ask.OVERVIEW), collection, UK)
    assert overview.lead == describe_languages((english,), UK)


def test_another_side_in_another_language_is_announced() -> None:
    """Beside who says it, since the first quote's language says nothing of it."""
    first, side = said_of(Status.FACT, None, "uk"), said_of(Status.DENIAL, "Moscow", "en")
    assert describe_side(side, first, UK) == "Заперечення: Moscow. Цитату наведено мовою статті (англійською)."
    assert describe_side(side, side, UK) == "Заперечення: Moscow."  # what is said of the first has told it


def test_what_a_figure_s_date_means_is_said() -> None:
    """ "As of", and that a newer article says otherwise."""
    old, new = said_of(Status.FACT, None), said_of(Status.FACT, None)
    new = replace(new, article=replace(new.article, metadata=replace(new.article.metadata, published="2025-02")))
    assert with_its_date("Так.", old, (new,), UK) == (
        "Так. Станом на 6 січня 2025 року. У новішій статті (лютий 2025 року) сказано інакше."
    )


@pytest.mark.parametrize("kind", Chat)
def test_small_talk_is_answered_in_the_language(kind: Chat) -> None:
    """Every kind of it, with questions to ask."""
    collection = prepare(Library((dated(None),), ()))
    answers = {format_answer("?", Smalltalk(kind), collection, language).text for language in (ENGLISH, UK, RU)}
    assert len(answers) == 3


def test_questions_are_offered_in_the_reader_s_language_where_a_card_has_them() -> None:
    """Else in English; nothing is offered twice."""
    article = dated(None)
    quote = (Quote(article.paragraphs[1], Span(0, 24)),)
    asked = (Wording("How many boats sank?"), Wording("Скільки човнів затонуло?", "uk"))
    card = FactCard("boats", "storm", "14 boats sank.", Status.FACT, None, quote, asked, (), False)
    library = Library((article,), (card,))
    offered = ("How many boats sank?", "Tell me about Oslo")
    assert in_language(library, offered, UK) == ("Скільки човнів затонуло?", "Tell me about Oslo")
    assert in_language(library, offered, RU) == offered
    assert in_language(library, ("Скільки човнів затонуло?",), RU) == ("Скільки човнів затонуло?",)
    assert wording_of(replace(card, questions=()), UK) is None


@pytest.mark.parametrize(
    ("environ", "code"),
    [
        ({}, "en"),
        ({"LANG": "uk_UA.UTF-8"}, "uk"),
        ({"LANG": "ru_RU.KOI8-R", "LC_MESSAGES": ""}, "ru"),
        ({"LANG": "uk_UA.UTF-8", "LC_MESSAGES": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "uk_UA.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "ca_ES@valencia"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "../../etc"}, "en"),
        ({"LANG": "\x00"}, "en"),
    ],
)
def test_a_terminal_asks_for_its_locale_s_language(environ: dict[str, str], code: str) -> None:
    """LC_ALL before LC_MESSAGES before LANG; what is no language of ours is English."""
    assert language_of(environ).code == code


def test_a_language_says_its_own_name() -> None:
    """For the button that chooses it."""
    assert [own_name(language) for language in all_languages()] == ["English", "Русский", "Українська"]
    assert find_language("xx") is None


def test_the_console_changes_its_language() -> None:
    """/language CODE holds for what follows; without one, or with another, the languages are listed."""
    collection = prepare(Library((dated(None),), ()))
    listed = take_turn(collection, Talk(), "/language", Look())
    assert listed.text == "/language CODE chooses one of: en (English), ru (Русский), uk (Українська)."
    assert take_turn(collection, listed.talk, "/language xx", Look()).text == listed.text
    chosen = take_turn(collection, listed.talk, "/language uk", Look())
    assert chosen.text == "Мова інтерфейсу: Українська."
    assert take_turn(collection, chosen.talk, "/articles", Look()).text.startswith("  storm, 1 абзац")
    assert take_turn(collection, chosen.talk, "/forget", Look()).talk.language is UK
    back = take_turn(collection, chosen.talk, "/language en", Look())
    assert back.text == "My own words are in English now."


def test_a_question_is_answered_in_the_terminal_s_language(quoth: Quoth, harbour: Path) -> None:
    """Quotes stay the article's; faults stay English."""
    uk = {"LC_ALL": "uk_UA.UTF-8", "PYTHONIOENCODING": "utf-8"}
    told = quoth("ask", ASKED, "--library", str(harbour), environ=uk).stdout.decode()
    assert "harbour, абзац 1" in told
    assert "«Mayor Astrid Falk reopened the harbour of Lindesund on 3 May.»" in told
    fault = quoth("ask", "--library", "nowhere", "x", environ=uk)
    assert fault.stderr.startswith(b"quoth: library 'nowhere' does not exist")


def test_json_stays_english_unless_a_language_is_asked_for(quoth: Quoth, harbour: Path) -> None:
    """The contract: programs are told the same whatever terminal they run in."""
    uk = {"LC_ALL": "uk_UA.UTF-8"}
    plain = quoth("ask", "--json", ASKED, "--library", str(harbour))
    assert quoth("ask", "--json", ASKED, "--library", str(harbour), environ=uk).stdout == plain.stdout
    asked = quoth("ask", "--json", "--language", "uk", ASKED, "--library", str(harbour)).stdout.decode()
    assert "[harbour, абзац 1]" in asked
    line = b'{"question": "Who reopened the harbour?"}\n'
    assert "paragraph 1" in quoth("batch", "--library", str(harbour), stdin=line, environ=uk).stdout.decode()
    spoken = quoth("batch", "--language", "ru", "--library", str(harbour), stdin=line).stdout.decode()
    assert "абзац 1" in spoken


def test_a_language_that_there_is_not_is_one_line(quoth: Quoth, harbour: Path, tmp_path: Path) -> None:
    """It says which there are."""
    line = b"quoth: no language 'tlh' to speak in; there are en, ru, uk\n"
    for command in (["ask", "x"], ["batch"], ["site", str(tmp_path / "out")]):
        done = quoth(*command, "--language", "tlh", "--library", str(harbour))
        assert (done.returncode, done.stderr) == (2, line)


@pytest.mark.parametrize("arguments", [["ask", ASKED], ["ask", "--json", ASKED], ["--help"]])
def test_english_loads_no_language(harbour: Path, arguments: list[str]) -> None:
    """No catalogue is read and none of the catalogues' tools is loaded."""
    script = (
        "import sys\nfrom bot.cli import main\n"
        "opened = []\n"
        "sys.addaudithook(lambda event, given: opened.append(str(given[0])) if event == 'open' else None)\n"
        "try: main(sys.argv[1:])\nexcept SystemExit: pass\n"
        "print([name for name in opened if name.endswith(('.mo', '.po'))], 'babel' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments, "--library", str(harbour)],
        capture_output=True,
        check=False,
        timeout=60,
        env=dict(os.environ),
    )
    assert done.stderr == b"[] False\n"


def test_the_same_answer_in_every_language(harbour: Path) -> None:
    """Short answer, confidence and evidence do not depend on the language of the words around them."""
    collection = prepare(load_library(harbour))
    turns = [take_turn(collection, Talk(language=language), ASKED, Look()) for language in all_languages()]
    answers = [json_answer(turn.talk.answer) for turn in turns if turn.talk.answer]
    assert len(answers) == 3
    assert len({answer.pop("text") for answer in answers}) == 3
    assert answers[0] == answers[1] == answers[2]


def test_a_source_is_named_in_the_language(evidence: Callable[..., Evidence]) -> None:
    """The paragraph as it is, the place in the reader's words."""
    assert render_source(evidence(), Look(), RU).endswith("harbour, абзац 1 · Harbour Reopens")


def test_a_language_is_loaded_once() -> None:
    """And is the same value then."""
    assert isinstance(UK, Language)
    assert load("uk") is UK
