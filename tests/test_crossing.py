"""Questions in Ukrainian and Russian to English articles, and English ones back."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.conversation import Conversation, converse
from knowledge import Collection, Found, NotFound, ask, load_library, prepare
from knowledge.crossing import across
from knowledge.crossing.back import put_back
from knowledge.crossing.cognates import cognate
from knowledge.crossing.language import in_cyrillic, is_common, plain, words_of
from knowledge.crossing.letters import frame, romanise, sound, stem
from knowledge.crossing.names import Names
from knowledge.crossing.rendering import render
from knowledge.crossing.table import LONGEST_ENDING, Entry, all_entries, language_of, look_up, mend
from knowledge.opening import open_library
from knowledge.suggestions import suggest
from tests.learning.make_crossing import lines

ARTICLE = """Kellogg Postpones Visit to Kurakhove
Keith Kellogg, the envoy of President Donald Trump, has postponed his trip to Ukraine until January 20.
The Ukrainian General Staff said that over 1,550 Russian soldiers were killed in a day near Bolshoye Soldatskoye.
President Volodymyr Zelenskiy said that Russia lost 38,000 troops in five months. Reuters could not verify the figure.
Russia captured the town of Kurakhove, about 30 kilometers south of Pokrovsk, in December.
"""
CARDS = """
cards:
  - id: envoy
    answer: Keith Kellogg is the envoy of President Donald Trump.
    status: fact
    evidence:
      - {quote: "Keith Kellogg, the envoy of President Donald Trump", paragraph: 1}
    questions:
      - Who is Keith Kellogg?
      - Who is Trump's envoy?
      - {uk: "Ким працює Келлог у кватирці?"}
unanswered:
  - {ru: "Когда Келлог полетит на Марс?"}
"""


@pytest.fixture(scope="module")
def envoy(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    """A library of one small article, with a card."""
    folder = tmp_path_factory.mktemp("library")
    (folder / "envoy.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "envoy.cards.yaml").write_text(CARDS, encoding="utf-8")
    return prepare(load_library(folder))


def rendered(collection: Collection, text: str) -> str:
    """Return `text` as it is asked of the English articles."""
    crossing = across(collection, text)
    assert crossing is not None
    return crossing.text


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("Хто такий Кіт Келлог?", "Keith Kellogg, the envoy"),
        ("Кто такой Кит Келлог?", "Keith Kellogg, the envoy"),
        ("Скільки російських солдатів загинуло за добу?", "1,550"),
        ("Сколько россиян убито за сутки?", "1,550"),
        ("Скільки росія втратила за пʼять місяців?", "38,000"),
        ("Что сказал Зеленский?", "38,000"),
        ("Що захопила Росія?", "Kurakhove"),
        ("На каком расстоянии от Покровска Курахово?", "30 kilometers"),
    ],
)
def test_a_question_is_answered_from_an_english_article(envoy: Collection, question: str, quoted: str) -> None:
    """The quote stays verbatim in the article's language."""
    reading = ask(envoy, question)
    assert isinstance(reading, Found)
    assert quoted in reading.evidence[0].quote.text
    assert reading.evidence[0].quote.text in reading.evidence[0].quote.paragraph.text


@pytest.mark.parametrize(
    "question",
    [
        "Скільки українських солдатів загинуло за добу?",
        "Яка столиця Австралії?",
        "Хто такий Макрон?",
        "Как сварить борщ?",
        "Сколько стоит нефть?",
    ],
)
def test_what_the_article_does_not_say_is_refused(envoy: Collection, question: str) -> None:
    """Near misses and other matters alike."""
    assert isinstance(ask(envoy, question), NotFound)


def test_missing_words_are_shown_as_they_were_written(envoy: Collection) -> None:
    """Not in the letters in which they were compared."""
    reading = ask(envoy, "Коли Келлог відвідає Мадагаскар?")
    assert isinstance(reading, NotFound)
    assert "Мадагаскар" in reading.missing
    assert not any(word.isascii() for word in reading.missing)


def test_an_editors_wording_is_met_by_its_stems_though_no_table_has_its_words(envoy: Collection) -> None:
    """Other endings, the same words."""
    reading = ask(envoy, "ким працював Келлог у кватирках")
    assert isinstance(reading, Found)
    assert reading.evidence[0].card is not None


def test_a_question_noted_in_russian_is_refused_in_other_words_order(envoy: Collection) -> None:
    """What the editor noted as unanswered crosses too."""
    assert isinstance(ask(envoy, "Когда на Марс полетит Келлог?"), NotFound)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Що каже Зеленського?", "Zelenskiy"),
        ("Що з Зеленським?", "Zelenskiy"),
        ("Что с Келлогом?", "Kellogg"),
        ("Де Кураховому?", "Kurakhove"),
        ("Где Курахово?", "Kurakhove"),
        ("Що про Трампа?", "Trump"),
        ("Что с Большим Солдатским?", "Bolshoye Soldatskoye"),
        ("Хто такий Кeлoгг?", "Kellogg"),
        ("Що з Покровськом?", "Pokrovsk"),
    ],
)
def test_names_are_found_by_their_sound_with_any_ending(envoy: Collection, written: str, meant: str) -> None:
    """No alias is needed for a name that sounds alike, nor for one written with letters of both scripts."""
    assert meant in rendered(envoy, written)


def test_a_name_the_article_does_not_have_stays_unknown(envoy: Collection) -> None:
    """It is spelt in Latin letters with a nought behind it, and not mended to another name."""
    assert rendered(envoy, "Хто такий Макрон?") == "who is Makron0?"


def test_a_place_that_the_table_knows_is_no_misspelt_name(envoy: Collection) -> None:
    """Berlin is not Berdin, though one letter of an unknown name may be wrong."""
    names = Names({"uk": {}, "ru": {}}, {sound("Berdin"): "Berdin"}, {})
    assert render("Де Берлін?", names).text == "where is Berlin?"
    assert render("Де Бердін?", names).text == "where is Berdin?"
    assert render("Де Бертін?", names).text == "where is Berdin?"


@pytest.mark.parametrize(
    ("written", "put"),
    [
        ("Скільки солдатів втратила Росія?", "how many soldier did Russia lose?"),
        ("Что сказал Зеленский?", "what did Zelenskiy say?"),
        ("Чи захопила Росія Курахове?", "did Russia capture Kurakhove?"),
        ("Известны ли масштабы?", "is known scope?"),
        ("Кто президент России?", "who is president of Russia?"),
        ("Хто назвав цифру 38 тисяч?", "who named figure 38000?"),
        ("Хто каже про 38 000?", "who say about 38000?"),
        ("Скока щас солдат?", "how many now soldier?"),
    ],
)
def test_a_question_is_put_into_english_words(envoy: Collection, written: str, put: str) -> None:
    """With what English needs: did, is, of, and who does it first."""
    assert rendered(envoy, written) == put


def test_an_english_question_with_a_cyrillic_name_keeps_its_own_words(envoy: Collection) -> None:
    """Only the name is put as the article writes it."""
    assert rendered(envoy, "What's said of Зеленський, in short?") == "What's said of Zelenskiy, in short?"
    assert across(envoy, "What's said of Zelenskiy?") is None


@pytest.mark.parametrize("text", ["ѣѣѣ ўўў", "Ґ", "ё" * 5000, "Хто " * 2000, "а-б-в-" * 500, "\u0301\u0301 хто"])
def test_strange_letters_end_in_an_answer(envoy: Collection, text: str) -> None:
    """Neither in a loop nor in a fault."""
    assert isinstance(ask(envoy, text), Found | NotFound)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Хто такий Келлог?", "uk"),
        ("Кто такой Келлог?", "ru"),
        ("Какую площадь контролирует Украина?", "ru"),
        ("Про що говорив Блінкен?", "uk"),
        ("Сколько солдат погибло?", "ru"),
    ],
)
def test_ukrainian_and_russian_are_told_apart(text: str, language: str) -> None:
    """By letters, else by words."""
    assert language_of(text) == language


def test_most_words_say_which_script_a_question_is_in() -> None:
    """A long Cyrillic name makes no English question Ukrainian, nor Reuters a Ukrainian one English."""
    assert in_cyrillic("Що пише Reuters?")
    assert not in_cyrillic("Who is Зеленський?")
    assert not in_cyrillic("")


def test_look_alikes_apostrophes_and_sister_letters_are_one() -> None:
    """As readers type them, and as keyboards put them."""
    assert [word.plain for word in words_of("Зeлeнський п’ять пʼять п'ять Келлоґ ёлка")] == [
        "зеленський", "пять", "пять", "пять", "келлог", "елка",
    ]  # fmt: skip
    assert plain("за\u0301мок") == "замок"


def test_a_longer_piece_of_a_word_is_met_before_a_shorter() -> None:
    """And a word of the question's own language before the other's."""
    found = [look_up((word,), 0, "uk") for word in ("наступного", "наступу")]
    assert [met.entry.english for met in found if met] == ["next", "offensive"]


def test_one_slip_is_mended_in_long_words_only() -> None:
    """The first letter has to be right."""
    mended = mend("солдти", "uk")
    assert mended is not None
    assert mended.english == "soldier"
    assert mend("мри", "uk") is None
    assert mend("толдати", "uk") is None


def test_sounds_agree_over_the_systems_of_transliteration() -> None:
    """The official Ukrainian one, the common Russian one, and what newspapers make of both."""
    assert {sound(name) for name in ("Zelenskyi", "Zelensky", "Zelenskiy", "Zelenskyy")} == {sound("зеленськ")}
    assert {sound(name) for name in ("Kharkiv", "Harkiv")} != {sound("Kyiv")}
    assert frame(sound("Trump")) == frame(sound("трамп"))
    assert stem("курахового", "uk") == stem("курахове", "uk")
    assert romanise("Щербина", "uk") == "Shcherbyna"
    assert romanise("Ельцин", "ru") == "Yeltsin"


def test_every_row_of_the_table_is_whole() -> None:
    """Four columns, a known kind, no word of Latin look-alikes in Cyrillic."""
    rows = Path("knowledge/data/crossing.tsv").read_text(encoding="utf-8").splitlines()
    for row in rows:
        if row.startswith("#"):
            continue
        english, kind, *words = row.split("\t")
        assert english, row
        assert kind in tuple("qfnavmtp"), row
        assert len(words) == 2, row
        assert all(words), row
    mixed = [e for e in all_entries() for w, _ in e.words if len({c < "\u0250" for c in w if c != "-"}) > 1]
    assert not mixed


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_the_entry_that_is_met_best_is_found_as_by_looking_at_all(language: str) -> None:
    """More words before fewer, the question's language before the other one, more letters before fewer."""
    entries = list(all_entries())

    def meets(entry: Entry, words: list[str]) -> bool:
        return len(entry.words) <= len(words) and all(
            word.startswith(piece) and len(word) - len(piece) <= (LONGEST_ENDING if starred else 0)
            for (piece, starred), word in zip(entry.words, words, strict=False)
        )

    for asked in entries[::101]:
        words = [piece + ("ами" if starred else "") for piece, starred in asked.words]
        alike = [entry for entry in entries if f"{words[0]}нами".startswith(entry.words[0][0])]
        for said in (words, words[:1], [*words, "дім"], [f"{words[0]}нами", *words[1:]]):
            best = max(
                (entry for entry in alike if meets(entry, said)),
                key=lambda entry: (
                    len(entry.words), entry.language == language, len(entry.words[0][0]), not entry.words[0][1]
                ),
                default=None,
            )  # fmt: skip
            met = look_up(said, 0, language)
            assert (met.entry if met else None) == best, said


def test_of_two_aliases_the_one_of_more_words_is_meant(tmp_path: Path) -> None:
    """And the shorter one where the words after it are others."""
    (tmp_path / "port.txt").write_text("Storm\n\nA storm closed the harbour of Port Wyn.\n", encoding="utf-8")
    (tmp_path / "port.cards.yaml").write_text(
        "aliases:\n  Wyn: [Він]\n  Port Wyn: [Він Портовий, Порт]\ncards: []\n", encoding="utf-8"
    )
    port = prepare(load_library(tmp_path))
    assert rendered(port, "Де Віну Портового?") == "where is Port Wyn?"
    assert rendered(port, "Де Віну?") == "where is Wyn?"


def test_follow_ups_are_understood(envoy: Collection) -> None:
    """The commonest, in both languages, and in the words of the one before."""
    conversation = Conversation()
    said = []
    for question in ("Скільки росіян загинуло за добу?", "хто це каже?", "это точно?", "А хто такий Келлог?"):
        answer, conversation = converse(envoy, question, conversation)
        assert answer.question == question
        said.append((answer.outcome.value, answer.short))
    assert said[0] == ("answered", "over 1,550")
    assert said[1] == ("answered", "The Ukrainian General Staff")
    assert [outcome for outcome, _ in said] == ["answered"] * 4


def test_questions_are_offered_in_the_readers_language() -> None:
    """The nearest cards' own wordings, where they have such."""
    collection = prepare(load_library(Path("seeds")))
    offered = suggest(collection, "Скільки танків втратила Росія?")
    assert len(offered) == 3
    assert all(in_cyrillic(question) and language_of(question) == "uk" for question in offered)
    assert not any(in_cyrillic(question) for question in suggest(collection, "How many tanks did Russia lose?"))


def test_small_talk_is_no_question(envoy: Collection) -> None:
    """Greetings in Cyrillic do not cross."""
    answer, _ = converse(envoy, "Привіт!", Conversation())
    assert answer.outcome.value == "chat"


def test_english_questions_of_ukrainian_and_russian_articles(tmp_path: Path) -> None:
    """The table is read from the other side; the quote stays Ukrainian."""
    (tmp_path / "bridge.md").write_text(
        "---\nlanguage: uk\n---\n# У Харкові відкрили міст\n\nМер Харкова Ігор Терехов відкрив "
        "новий міст через річку.\n\n"
        "Президент Зеленський сказав, що під час обстрілу загинули три людини.\n",
        encoding="utf-8",
    )
    collection = prepare(load_library(tmp_path))
    reading = ask(collection, "Who opened the new bridge?")
    assert isinstance(reading, Found)
    assert "Терехов відкрив новий міст" in reading.evidence[0].quote.text
    assert isinstance(ask(collection, "What is the capital of Australia?"), NotFound)
    assert put_back(collection, "What is the capital of Australia?", "uk") == ""


def test_nothing_is_loaded_for_an_english_question() -> None:
    """The table, the names and the endings cost English readers nothing."""
    run = (
        "import sys; from pathlib import Path; from knowledge import ask, load_library, prepare; "
        "ask(prepare(load_library(Path('seeds'))), 'Who is Kellogg?'); "
        "print([name for name in sys.modules if name.startswith('knowledge.crossing.')])"
    )
    done = subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_cyrillic_wordings_change_no_english_answer(tmp_path: Path) -> None:
    """Nor how sure it is: they are not in the index that English questions meet."""
    readings = []
    for name, cards in (("with", CARDS), ("without", "".join(x for x in CARDS.splitlines(True) if "{uk" not in x))):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "envoy.txt").write_text(ARTICLE, encoding="utf-8")
        (folder / "envoy.cards.yaml").write_text(cards, encoding="utf-8")
        reading = ask(prepare(load_library(folder)), "Who is the envoy of Donald Trump?")
        assert isinstance(reading, Found)
        readings.append((reading.confidence, reading.evidence[0].quote.text, reading.evidence[0].score))
    assert readings[0] == readings[1]


def test_the_table_that_is_looked_up_is_the_one_that_is_written() -> None:
    """Whoever mends a row makes the sorted one anew."""
    assert Path("knowledge/data/crossing.words.tsv").read_bytes() == lines(
        Path("knowledge/data/crossing.tsv").read_text(encoding="utf-8")
    )


@pytest.mark.parametrize(
    ("word", "language", "english"),
    [
        ("консультації", "uk", "consultation"),
        ("гипотезу", "ru", "hypothesis"),
        ("модернизировать", "ru", "modernize"),
        ("стратиграфічний", "uk", "stratigraphic"),
        ("цианобактерий", "ru", "cyanobacteria"),
    ],
)
def test_an_international_word_is_its_english_cognate(word: str, language: str, english: str) -> None:
    """Whatever its ending; no table has it."""
    meant = cognate(word, language)
    assert meant is not None
    assert meant.english == english


@pytest.mark.parametrize("word", ["город", "ущелье", "вообще", "оказался", "а", "ъъъъъъъ"])
def test_a_word_of_other_roots_is_no_cognate(word: str) -> None:
    """Five letters of an English word have to agree."""
    assert cognate(word, "ru") is None


def test_a_common_word_is_no_slip_of_another() -> None:
    """What most readers have met is not mended, though one letter makes another word of it."""
    assert is_common("оказался", "ru")
    assert not is_common("солдти", "uk")


@pytest.mark.parametrize(
    ("written", "put"),
    [
        ("Де відбудеться зустріч Келлога?", "where does meeting of Kellogg happen?"),
        ("Коли солдати повернуться?", "when will soldier return?"),
        ("Чому візит відклали?", "why was visit postponed?"),
        ("Кого победил Трамп?", "whom did Trump win?"),
    ],
)
def test_the_subject_comes_before_its_verb_whatever_it_is(envoy: Collection, written: str, put: str) -> None:
    """As in an English question, by which the kind of the answer is known."""
    assert rendered(envoy, written) == put


def test_a_name_at_the_beginning_of_a_sentence_is_heard(tmp_path: Path) -> None:
    """English has no such word in small letters."""
    (tmp_path / "peyton.txt").write_text("Game\nPeyton threw the ball.\n", encoding="utf-8")
    assert rendered(prepare(load_library(tmp_path)), "Що кинув Пейтон?") == "what did Peyton throw?"


@pytest.mark.parametrize("question", ["Хто вигадав Келлога?", "Кто разбудил Келлога?", "Когда разбудят Келлога?"])
def test_who_did_what_nobody_did_is_refused(envoy: Collection, question: str) -> None:
    """A card that has the name and not the deed is not meant."""
    assert isinstance(ask(envoy, question), NotFound)


def test_what_was_put_across_is_kept_beside_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next process reads it, puts no wording across and answers the same to the digit."""
    folder, home = tmp_path / "library", tmp_path / "kept"
    folder.mkdir()
    (folder / "envoy.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "envoy.cards.yaml").write_text(CARDS, encoding="utf-8")
    asked = ("Ким працював Келлог у кватирках?", "Когда на Марс полетит Келлог?", "Хто посланець Трампа?")
    made = [ask(prepare(load_library(folder)), question) for question in asked]
    for question in asked:
        ask(open_library(folder, home), question)
    monkeypatch.setattr("knowledge.crossing.crossed.prepare_wording", None)
    kept = [ask(open_library(folder, home), question) for question in asked]
    for one, other in zip(made, kept, strict=True):
        assert type(one) is type(other)
        assert getattr(one, "confidence", None) == getattr(other, "confidence", None)
        assert getattr(one, "evidence", ()) == getattr(other, "evidence", ())


def test_damaged_cards_are_put_across_anew(tmp_path: Path) -> None:
    """A line says so, and the answer is the same."""
    folder, home = tmp_path / "library", tmp_path / "kept"
    folder.mkdir()
    (folder / "envoy.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "envoy.cards.yaml").write_text(CARDS, encoding="utf-8")
    first = ask(open_library(folder, home), "Хто посланець Трампа?")
    (beside,) = home.glob("*.crossed")
    beside.write_bytes(beside.read_bytes()[:-20])
    said: list[str] = []
    again = ask(open_library(folder, home, said.append), "Хто посланець Трампа?")
    assert isinstance(first, Found)
    assert isinstance(again, Found)
    assert again.confidence == first.confidence
    assert len(said) == 1
    assert "cut short" in said[0]


def test_an_english_question_keeps_nothing_put_across(tmp_path: Path) -> None:
    """Only who asks in Cyrillic letters waits for it, once."""
    folder, home = tmp_path / "library", tmp_path / "kept"
    folder.mkdir()
    (folder / "envoy.txt").write_text(ARTICLE, encoding="utf-8")
    ask(open_library(folder, home), "Who is Kellogg?")
    assert not list(home.glob("*.crossed"))


@pytest.mark.parametrize(
    ("written", "put"),
    [
        ("Скільки солдатів знищено?", "how many soldier destroyed?"),
        ("Скільки солдатів загинуло?", "how many soldier killed?"),
        ("Яка бригада захопила Покровськ?", "what brigade captured Pokrovsk?"),
        ("Яке місто захопила Росія?", "what city did Russia capture?"),
        ("Коли в Україні почнуться переговори?", "when will talks begin in Ukraine?"),
        ("На чому їхав Келлог?", "on what did Kellogg drive?"),
        ("Хто загинув в атаці?", "who killed in attack?"),
        ("Чи був Келлог у Покровську?", "was Kellogg in Pokrovsk?"),
        ("Як називається містечко?", "what is the name of town?"),
    ],
)
def test_who_does_what_is_told_by_endings(envoy: Collection, written: str, put: str) -> None:
    """What is done has its object before it; a number and an agent do what follows them."""
    assert rendered(envoy, written) == put


def test_adjectives_and_parts_of_names_are_names(envoy: Collection) -> None:
    """In small letters, and with a hyphen between."""
    names = Names({"uk": {}, "ru": {}}, {sound("Newcastle"): "Newcastle", sound("Pons"): "Pons"}, {})
    assert render("Де ньюкаслський університет?", names).text == "where is Newcastle university?"
    assert render("Где Понс-Элиус?", names).text.startswith("where Pons")


@pytest.mark.parametrize(
    ("written", "put"),
    [
        ("Хто каже про тридцять вісім тисяч?", "who say about 38000?"),
        ("Где двести солдат?", "where 200 soldier?"),
        ("Скільки буде сто двадцять п'ять?", "how many will be 125?"),
        ("Хто каже про півтори тисячі?", "who say about 1500?"),
        ("Де 20 5 солдатів?", "where 20 5 soldier?"),
    ],
)
def test_number_words_are_one_number(envoy: Collection, written: str, put: str) -> None:
    """Figures that stand side by side are not."""
    assert rendered(envoy, written) == put


@pytest.mark.parametrize(
    ("written", "put"),
    [
        ("де знаходеться курахове", "where is Kurakhove located?"),
        ("що сказав келогг", "what did Kellogg say?"),
        ("кто такой келлорг", "who is Kellogg?"),
    ],
)
def test_slips_are_mended_in_endings_and_in_small_names(envoy: Collection, written: str, put: str) -> None:
    """A common word is mended where its own forms differ, a name though it has no capital."""
    assert rendered(envoy, written) == put
