"""Articles in other languages than English: read, asked and refused in their own words."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from knowledge import (
    Ask,
    Collection,
    Found,
    LibraryError,
    NotFound,
    Reading,
    Smalltalk,
    Status,
    ask,
    explain,
    load_library,
    open_library,
    portable_index,
    prepare,
)
from knowledge.languages.analysis import TABLES, analysis_of
from knowledge.languages.inquiry import inquire
from knowledge.tokenizer import normalise

if TYPE_CHECKING:
    from pathlib import Path

UKRAINIAN = """Сили оборони України просунулися на Курщині

Сили оборони України просунулися на кілька кілометрів у Курській області, повідомив Генеральний штаб ЗСУ 6 січня \
2025 р. Наступ розпочався у вівторок уранці з боку м. Суджа.

За словами речника Генштабу Андрія Ковальова, за добу російська армія втратила понад 1 550 солдатів і 12 танків. \
Незалежно перевірити ці дані не вдалося.

Міністерство оборони Росії заперечило втрату села Бердин. «Ворога зупинено», — заявив представник міністерства \
Ігор Конашенков.

Президент Володимир Зеленський заявив, що п’ять бригад отримають нову техніку. Об'єднаний штаб планує утримувати \
територію до переговорів.
"""
RUSSIAN = """В Казани открыли новый мост

В Казани 12 июня 2023 г. открыли новый мост через реку Казанку. Строительство обошлось в 4,5 млрд рублей и \
заняло три года, сообщил мэр города Ильсур Метшин.

По словам инженера Анны Королёвой, мост выдержит 40 000 автомобилей в сутки. Жители опасаются, что пробки вырастут.
"""
GERMAN = """Neue Brücke in Dresden

Die Stadt Dresden hat am 3. Oktober 2024 eine neue Brücke über die Elbe eröffnet. Der Bau kostete 85,5 Mio. Euro und \
dauerte vier Jahre.

Laut Oberbürgermeister Dirk Hilbert können täglich 30.000 Fahrzeuge die Brücke benutzen. Kritiker sagten, dass die \
Brücke zu schmal sei.
"""
FRENCH = """Un nouveau pont à Lyon

La ville de Lyon a inauguré le 12 mai 2023 un nouveau pont sur le Rhône. L'ouvrage a coûté 45 millions d'euros et \
mesure 220 mètres.

Selon le maire Grégory Doucet, dix mille cyclistes l'emprunteront chaque jour. Il n'y aura pas de voitures sur le pont.
"""
SPANISH = """Un puente nuevo en Sevilla

La ciudad de Sevilla inauguró el 4 de abril de 2022 un puente nuevo sobre el Guadalquivir. La obra costó 38 millones \
de euros y duró tres años.

Según el alcalde Antonio Muñoz, unos 20.000 vehículos cruzarán el puente cada día.
"""
POLISH = """Nowy most w Krakowie

Miasto Kraków otworzyło 15 czerwca 2022 r. nowy most na Wiśle. Budowa kosztowała 120 mln zł i trwała trzy lata.

Według prezydenta Jacka Majchrowskiego z mostu będzie korzystać 25 tys. kierowców dziennie. Projekt przygotowała \
pracownia Anny Nowak.
"""
ITALIAN = """---
language: it
---
# Un nuovo ponte a Firenze

La città di Firenze ha inaugurato il 4 aprile 2021 un nuovo ponte sull'Arno. L'opera è costata 30 milioni di euro.
"""
ENGLISH = """Fire in the harbour of Oslo

A fire destroyed two warehouses in the harbour of Oslo on Tuesday. The police said that three people were injured.
"""
ARTICLES = {
    "front.txt": UKRAINIAN,
    "kazan.txt": RUSSIAN,
    "dresden.txt": GERMAN,
    "lyon.txt": FRENCH,
    "sevilla.txt": SPANISH,
    "krakow.txt": POLISH,
    "firenze.md": ITALIAN,
    "oslo.txt": ENGLISH,
}


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    """A library of eight articles in eight languages."""
    folder = tmp_path_factory.mktemp("mixed")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return prepare(load_library(folder))


def found(reading: Reading) -> Found:
    """Return a reading that has to be an answer."""
    assert isinstance(reading, Found)
    return reading


def write(folder: Path, **files: str) -> Path:
    """Write files of a library; a name's last underscore is a full stop, the others are hyphens."""
    for name, text in files.items():
        stem, _, suffix = name.rpartition("_")
        (folder / f"{stem.replace('_', '.')}.{suffix}").write_text(text, encoding="utf-8")
    return folder


def test_each_article_is_in_its_own_language(mixed: Collection) -> None:
    """The language is found from the text, or taken from the front matter."""
    assert {a.id: a.metadata.language for a in mixed.library.articles} == {
        "front": "uk", "kazan": "ru", "dresden": "de", "lyon": "fr", "sevilla": "es", "krakow": "pl",
        "firenze": "it", "oslo": "en",
    }  # fmt: skip
    assert "oslo" not in mixed.others
    assert mixed.others["front"] == "uk"


@pytest.mark.parametrize(
    ("question", "article", "words", "short"),
    [
        ("Скільки солдатів втратила російська армія за добу?", "front", "понад 1 550 солдатів", "1 550"),
        ("Скільки танків втратила армія Росії?", "front", "12 танків", "12"),
        ("Коли просунулися сили оборони?", "front", "6 січня 2025 р.", "6 січня 2025"),
        ("Хто заявив про нову техніку для бригад?", "front", "Володимир Зеленський", "Президент Володимир Зеленський"),
        ("Скільки бригад отримають техніку?", "front", "п’ять бригад", "п’ять"),
        ("Втрату якого села заперечило міністерство?", "front", "втрату села Бердин", None),
        ("Сколько стоило строительство моста?", "kazan", "4,5 млрд рублей", "4,5 млрд рублей"),
        ("Когда открыли мост в Казани?", "kazan", "12 июня 2023", "12 июня 2023"),
        ("Сколько автомобилей выдержит мост?", "kazan", "40 000 автомобилей", "40 000"),
        ("Wie viel kostete der Bau der Brücke in Dresden?", "dresden", "85,5 Mio. Euro", "85,5 Mio. Euro"),
        ("Wann wurde die Brücke über die Elbe eröffnet?", "dresden", "3. Oktober 2024", "3. Oktober 2024"),
        ("Combien a coûté le pont de Lyon ?", "lyon", "45 millions d'euros", "45 millions d'euros"),
        ("Quand le pont sur le Rhône a-t-il été inauguré ?", "lyon", "12 mai 2023", "12 mai 2023"),
        ("¿Cuánto costó el puente de Sevilla?", "sevilla", "38 millones de euros", None),
        ("¿Cuándo se inauguró el puente sobre el Guadalquivir?", "sevilla", "4 de abril de 2022", None),
        ("Ile kosztowała budowa mostu w Krakowie?", "krakow", "120 mln zł", "120 mln zł"),
        ("Kiedy otworzyło Kraków nowy most na Wiśle?", "krakow", "15 czerwca 2022", "15 czerwca 2022"),
        ("Quanto è costato il ponte di Firenze?", "firenze", "30 milioni di euro", None),
        ("How many people were injured in the fire?", "oslo", "three people", "three"),
    ],
)
def test_a_question_is_answered_from_the_article_in_its_language(
    mixed: Collection, question: str, article: str, words: str, short: str | None
) -> None:
    """Each is asked of the whole mixed library; the quote is verbatim, the short answer the wanted figure or name."""
    first = found(ask(mixed, question)).evidence[0]
    assert first.article.id == article
    assert words in first.quote.text
    assert first.quote.text in first.quote.paragraph.text
    if short is not None:
        assert first.short == short


@pytest.mark.parametrize(
    "question",
    [
        "Яка столиця Австралії?",
        "Хто винайшов телефон?",
        "Скільки коштує квиток до музею?",
        "Кто выиграл чемпионат мира по футболу?",
        "Сколько лет президенту Франции?",
        "Wie heißt der Bürgermeister von Hamburg?",
        "Wer hat das Telefon erfunden?",
        "Qui a gagné le Tour de France ?",
        "¿Quién escribió Don Quijote?",
        "Kto wygrał wybory w Polsce?",
        "Chi è il sindaco di Roma?",
        "What is the capital of Australia?",
        "هل كانت هناك حرب؟",
        "כמה חיילים נהרגו?",
        "東京はどこですか",
    ],
)
def test_what_no_article_says_is_refused(mixed: Collection, question: str) -> None:
    """A question about something else is refused in every language, also in a script that no article is in."""
    assert isinstance(ask(mixed, question), NotFound)


@pytest.mark.parametrize(
    "question",
    [
        "Скільки бригад отримають нову техніку?",
        "Скiльки бpигад отримають нову технiку?",  # Latin i and p
        "Скільки бригад отримають нову техніку?".replace("й", "и\u0306"),
        "Скільки бри\u0301гад отримають нову те\u0301хніку?",  # stress marks
        "Скільки бригат отримають нову техніку?",  # a slip
        "\u202eСкільки бригад отримають нову техніку?\u202c",
    ],
)
def test_letters_that_look_alike_are_one(mixed: Collection, question: str) -> None:
    """Look-alikes of another script, combining marks, stress and direction marks and slips lead to the same quote."""
    assert "п’ять бригад" in found(ask(mixed, question, article="front")).evidence[0].quote.text


@pytest.mark.parametrize("word", ["об'єднаний", "об’єднаний", "обʼєднаний", "ОБ`ЄДНАНИЙ"])
def test_every_apostrophe_is_the_same(word: str) -> None:
    """An apostrophe belongs to the word, whichever sign it is written with."""
    assert [t.term for t in analysis_of("uk").tokenize(word)] == [
        t.term for t in analysis_of("uk").tokenize("об'єднаний")
    ]
    assert len(analysis_of("uk").tokenize(f"«{word}»")) == 1


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        ("ru", "ещё зелёный", "еще зеленый"),
        ("uk", "ґанок", "ганок"),
        ("de", "Straße", "STRASSE"),
        ("fr", "l'hôtel", "L’HÔTEL"),
        ("pl", "Łódź", "łódź"),
        ("es", "café", "cafe\u0301"),
    ],
)
def test_spellings_of_one_word_are_one_term(code: str, one: str, other: str) -> None:
    """ё and е, ґ and г, ß and ss, composed and combining accents are met by each other."""
    analysis = analysis_of(code)
    assert [t.term for t in analysis.tokenize(one)] == [t.term for t in analysis.tokenize(other)]


@pytest.mark.parametrize(
    "forms",
    [
        "солдат солдата солдати солдатів солдатам",
        "Київ Києва Києві Києву",
        "Харків Харкова Харкові",
        "Росія Росії Росією російський російська росіяни",
        "рука руки руці",
        "ніч ночі",
        "рік року роки років",
        "війна війни війні війною",
        "вересень вересня вересні",
        "атака атаку атакувала атакували",
        "втрата втрати втрат втратила",
    ],
)
def test_ukrainian_forms_have_one_stem(forms: str) -> None:
    """Endings, softened consonants and changing vowels do not part the forms of a word."""
    analysis = analysis_of("uk")
    assert len({analysis.term(analysis.tokenize(form)[0].word) for form in forms.split()}) == 1


def test_ukrainian_words_of_different_meaning_keep_apart() -> None:
    """A stem is no mere beginning."""
    words = "солдат солдатик війна військо наступ атака місяць село слово голова область народ"
    analysis = analysis_of("uk")
    terms = [analysis.term(word) for word in words.split()]
    assert len(set(terms)) >= len(terms) - 1


@pytest.mark.parametrize(
    ("code", "text", "count"),
    [
        ("uk", "У м. Харків у 2024 р. було тихо. А. С. Пушкін мовчав. І т.д.", 3),
        ("uk", "Це був 2024 р. Харків стояв.", 2),
        ("ru", "В 1999 г. Москва ждала. В г. Казань приехал проф. Иванов.", 3),
        ("ru", "Это стоит 5 млн руб. и больше. Дорого!", 2),
        ("de", "Am 3. Oktober kam z. B. Dr. Maier. Er ging.", 2),
        ("fr", "M. Dupont est né en 1900 av. J.-C. ou presque. Il dort ?", 2),
        ("es", "El Sr. Pérez llegó a EE.UU. en mayo. ¿Y después?", 2),
        ("pl", "W 2022 r. prof. Nowak wyjechał. Wrócił 3. maja.", 2),
    ],
)
def test_a_full_stop_of_an_abbreviation_ends_no_sentence(code: str, text: str, count: int) -> None:
    """Abbreviations, initials, ordinals and dates stay inside; together the sentences cover all words."""
    spans = analysis_of(code).sentences(text)
    assert len(spans) == count
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())


@pytest.mark.parametrize(
    ("code", "written", "digits"),
    [
        ("uk", "1 550", "1550"), ("ru", "1\u00a0550,5", "1550.5"), ("de", "1.550", "1550"), ("de", "85,5", "85.5"),
        ("fr", "10\u202f000", "10000"), ("es", "1.550.000", "1550000"), ("uk", "п’ять", "5"), ("de", "zwölf", "12"),
        ("ru", "3,14", "3.14"), ("pl", "1999", "1999"),
    ],
)  # fmt: skip
def test_a_number_is_read_as_its_language_writes_it(code: str, written: str, digits: str) -> None:
    """Groups of digits, decimal commas and number words come to the same digits."""
    assert [token.term for token in analysis_of(code).tokenize(written)] == [f"{code}:{digits}"]


@pytest.mark.parametrize(
    ("question", "status", "source", "caveat"),
    [
        ("Скільки солдатів втратила російська армія?", Status.CLAIM, "речника Генштабу Андрія Ковальова", "перевірити"),
        ("Втрату якого села заперечили?", Status.DENIAL, "Міністерство оборони Росії", None),
        ("Скільки бригад отримають техніку?", Status.CLAIM, "Президент Володимир Зеленський", None),
        ("Коли почався наступ з боку Суджі?", Status.FACT, None, None),
        ("Сколько автомобилей выдержит мост?", Status.CLAIM, "инженера Анны Королёвой", None),
        ("Wie viele Fahrzeuge können die Brücke benutzen?", Status.CLAIM, "Oberbürgermeister Dirk Hilbert", None),
        ("Combien de cyclistes emprunteront le pont ?", Status.CLAIM, "le maire Grégory Doucet", None),
        ("Ilu kierowców będzie korzystać z mostu?", Status.CLAIM, "prezydenta Jacka Majchrowskiego", None),
    ],
)
def test_who_says_it_is_said(
    mixed: Collection, question: str, status: Status, source: str | None, caveat: str | None
) -> None:
    """A claim is its speaker's, in the article's words, with the article's caution; what nobody says is a fact."""
    said = found(ask(mixed, question)).evidence[0].attribution
    assert (said.status, said.source) == (status, source)
    assert (caveat is None) == (said.caveat is None)
    assert caveat is None or caveat in (said.caveat or "")


@pytest.mark.parametrize(
    ("question", "article"),
    [("Про що ця стаття?", "front"), ("О чём статья?", "kazan"), ("Worum geht es in dem Artikel?", "dresden")],
)
def test_what_an_article_is_about_is_told(mixed: Collection, question: str, article: str) -> None:
    """An overview has the first sentences of the first paragraphs."""
    reading = found(ask(mixed, question, article=article))
    assert reading.ask is Ask.OVERVIEW
    assert [e.quote.paragraph.number for e in reading.evidence][:2] == [1, 2]


def test_a_neighbours_question_is_refused_with_the_nearest_passage(tmp_path: Path) -> None:
    """A Russian question to a Ukrainian article is read by the words they share, and not answered on a few of them."""
    collection = prepare(load_library(write(tmp_path, front_txt=UKRAINIAN)))
    reading = ask(collection, "Какая столица Австралии?")
    assert isinstance(reading, NotFound)
    reading = ask(collection, "Сколько солдат потеряла армия?")
    assert not isinstance(reading, Smalltalk)
    nearest = reading.nearest if isinstance(reading, NotFound) else reading.evidence
    assert "солдатів" in nearest[0].quote.text


CARDS = """cards:
  - id: losses
    answer: За добу армія Росії втратила понад 1 550 солдатів.
    status: claim
    attributed_to: речник Генштабу
    evidence:
      - {quote: "за добу російська армія втратила понад 1 550 солдатів", paragraph: 2}
    questions: [Яких втрат зазнала Росія?, {ru: Какие потери понесла Россия?}]
unanswered: [Скільки танків втратила українська армія?]
"""


@pytest.mark.parametrize(
    "question", ["Яких втрат зазнала Росія?", "яких втрат зазнала росія", "Какие потери понесла Россия?"]
)
def test_a_card_is_found_by_its_wordings_in_any_language(tmp_path: Path, question: str) -> None:
    """A wording without a language is in its article's; one in another is compared with questions in that."""
    collection = prepare(load_library(write(tmp_path, front_txt=UKRAINIAN, front_cards_yaml=CARDS)))
    first = found(ask(collection, question)).evidence[0]
    assert first.card is not None
    assert first.card.id == "losses"
    assert first.attribution.source == "речник Генштабу"


def test_what_an_editor_noted_as_unanswered_is_not_answered(tmp_path: Path) -> None:
    """The question shares all its words but one with a sentence, and is refused."""
    collection = prepare(load_library(write(tmp_path, front_txt=UKRAINIAN, front_cards_yaml=CARDS)))
    assert isinstance(ask(collection, "Скільки танків втратила українська армія?"), NotFound)


def test_the_card_file_may_state_the_language(tmp_path: Path) -> None:
    """What an editor states overrules what the text looks like, for its sentences too."""
    text = "Короткий текст\n\nУ м. Харків тихо.\n"
    library = load_library(write(tmp_path, note_txt=text, note_cards_yaml="article: {language: ru}\n"))
    assert library.articles[0].metadata.language == "ru"


@pytest.mark.parametrize(
    "text",
    [
        "東京の新しい橋\n\n東京で新しい橋が開通しました。工事は三年かかりました。\n",
        "新桥通车\n\n北京的新桥今天通车了。\n",
        "สะพานใหม่\n\nกรุงเทพฯ เปิดสะพานใหม่แล้ว\n",
    ],
)
def test_scripts_without_spaces_are_refused_clearly(tmp_path: Path, text: str) -> None:
    """A Chinese, Japanese or Thai article is a fault of the library that says why and what to do."""
    with pytest.raises(LibraryError, match="script without spaces between words"):
        load_library(write(tmp_path, bridge_txt=text))


def test_an_english_article_that_quotes_other_scripts_is_english(tmp_path: Path) -> None:
    """A few words of another language change nothing."""
    text = "Bridge in Tokyo\n\nThe bridge, 東京の橋, was opened in Tokyo. Президент was there, said the mayor of it.\n"
    assert load_library(write(tmp_path, bridge_txt=text)).articles[0].metadata.language == "en"


def test_a_kept_library_gives_the_same_answers(tmp_path: Path) -> None:
    """What is kept knows each article's language."""
    folder = tmp_path / "library"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    made = open_library(folder, tmp_path / "kept")
    kept = open_library(folder, tmp_path / "kept")
    assert kept.others == made.others
    for question in (
        "Скільки танків втратила армія Росії?",
        "Wann wurde die Brücke eröffnet?",
        "Яка столиця Австралії?",
    ):
        assert ask(kept, question) == ask(made, question)


def test_the_account_of_an_answer_is_of_the_same_answer(mixed: Collection) -> None:
    """`explain` goes the same way as `ask`."""
    for question in ("Скільки танків втратила армія Росії?", "Wer hat das Telefon erfunden?"):
        assert explain(mixed, question).reading == ask(mixed, question)


def test_english_is_answered_as_if_the_others_were_not_there(mixed: Collection, tmp_path: Path) -> None:
    """Words of other languages neither mend nor name anything in an English question."""
    alone = prepare(load_library(write(tmp_path, oslo_txt=ENGLISH)))
    assert mixed.vocabulary == alone.vocabulary
    for question in ("How many people were injured in the fire?", "What did the fire destroy?"):
        assert found(ask(mixed, question)).evidence[0].quote.text == found(ask(alone, question)).evidence[0].quote.text


def test_an_english_library_loads_no_other_language(tmp_path: Path) -> None:
    """Languages load when an article needs them."""
    write(tmp_path, oslo_txt=ENGLISH)
    script = (
        "import sys; from pathlib import Path; from knowledge import ask, load_library, prepare\n"
        "ask(prepare(load_library(Path(sys.argv[1]))), 'What did the fire destroy?')\n"
        "print([name for name in sys.modules if name.startswith(('knowledge.languages', 'py3langid'))])"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("code", TABLES)
def test_a_table_is_whole(code: str) -> None:
    """Every table has what retrieval, sentences and refusal need, and no word of its answers' kinds is a mistake."""
    table = analysis_of(code).language
    assert table.code == code
    assert len(table.stop_words.split()) > 100
    assert len(table.months.split()) >= 12
    assert {"person", "place", "date", "number", "reason", "thing"} <= table.asks.keys()
    for field in (table.abbreviations, table.says, table.according, table.numbers):
        assert field


@pytest.mark.parametrize("word", ["ййй", "ььь", "ьйьй", "й" * 45, "ййй'й"])
def test_a_word_of_nothing_but_endings_keeps_itself(word: str) -> None:
    """Somebody leans on a key; what is typed is a word like any other."""
    analysis = analysis_of("uk")
    assert [analysis.term(token.word) for token in analysis.tokenize(word)]
    assert analysis.term(word)


@pytest.mark.parametrize(
    "question", ["", "?", "…", "\u202e", "а" * 5000, "хто " * 500, "\ud800 що?", "🙂", "1", "-", "ййй?", "Що ьь ййй?"]
)
def test_hostile_questions_are_read(mixed: Collection, question: str) -> None:
    """Nothing that is typed is more than a question without an answer."""
    assert not isinstance(ask(mixed, question, article="front"), Found)
    inquire(question, "uk", mixed.scope("front"))


def test_the_index_that_travels_reads_the_words_of_other_languages(mixed: Collection) -> None:
    """Forms of one word are one term in it too; stop words of other languages are left out where English has none."""
    index = portable_index(mixed)
    words = dict(index.words)
    assert words[normalise("російська")] == words[normalise("Росії")]
    assert words["солдатів"] != words["танків"]
    assert "скільки" in index.stop_words
    assert "die" not in index.stop_words
