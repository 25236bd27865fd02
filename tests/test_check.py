"""Every fault of a library at once."""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path

import pytest

from knowledge import LibraryError, check_library, load_library

SEEDS = Path(__file__).parent.parent / "seeds"

HARBOUR = "Harbour Reopens\n\nMayor Astrid Falk reopened the harbour on 3 May.\nThe storm sank 40 boats.\n"


def write(folder: Path, **files: str) -> Path:
    """Write files into `folder`; `__` in a name stands for a dot."""
    for name, content in files.items():
        (folder / name.replace("__", ".")).write_text(content, encoding="utf-8")
    return folder


def complaints(folder: Path) -> list[str]:
    """Return the faults as they are printed, the folder's own path left out."""
    return [str(fault).removeprefix(f"{folder}/") for fault in check_library(folder)]


def card(name: str, *more: str) -> str:
    lines = (f"- id: {name}", "answer: boats", "status: fact", 'evidence: [{quote: "40 boats"}]', *more)
    return "\n    ".join(lines)


def cards(*parts: str) -> str:
    return "cards:\n  " + "\n  ".join(parts) + "\n"


def test_the_shipped_library_has_no_fault() -> None:
    assert complaints(SEEDS) == []


def test_all_faults_of_all_files_come_at_once_by_file_and_line(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        boats__txt="",
        harbour__txt=HARBOUR,
        harbour__cards__yaml=cards(
            card("one", "see_also: [one, two, thre]"),
            card("two", "colour: red"),
            card("two", "questions: [Why?]"),
            card("three", 'questions: ["Who?", "Who ?"]'),
            card("four", "questions: [who]"),
        )
        + "aliases:\n  Falk: [Falck]\n  Boris: [Borys]\n  Astrid: [Falck]\n",
        harbour__tests__yaml="- question: Who?\n  expect: {paragraph: 3}\n",
    )
    (folder / "boats.txt").write_text("Boats", encoding="utf-8")
    assert complaints(folder) == [
        "harbour.cards.yaml:6:16: see_also names the card itself; delete it",
        "harbour.cards.yaml:6:26: see_also 'thre' is the id of no card; did you mean three?",
        "harbour.cards.yaml:11:5: unknown key 'colour' in a card; "
        "there are: id, answer, status, attributed_to, evidence, questions, see_also, draft",
        "harbour.cards.yaml:12:9: the id two is taken: line 7 has it too; give one of the two another",
        "harbour.cards.yaml:26:17: the question 'who' is the card three's too (line 21); "
        "keep it on the card that answers it best",
        "harbour.cards.yaml:29:3: the alias is of nothing: 'Boris' stands in no article of the library; "
        "write the name as the article does, or delete the line",
        "harbour.cards.yaml:30:12: 'Falck' is an alias of 'Falk' already (line 28); keep it for one of the two",
        "harbour.tests.yaml:2:23: there is no paragraph 3: harbour has paragraphs 0 to 2; correct the number",
    ]


def test_faults_between_two_card_files_name_the_other_file(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        a__txt=HARBOUR,
        a__cards__yaml=cards(card("one", "questions: [Who?]")) + "aliases: {Falk: [Falck]}",
        b__txt=HARBOUR,
        b__cards__yaml=cards(card("one", "questions: [WHO]")) + "aliases: {Astrid: [falck]}",
    )
    assert complaints(folder) == [
        "b.cards.yaml:2:9: the id one is taken: a.cards.yaml:2 has it too; give one of the two another",
        "b.cards.yaml:6:17: the question 'WHO' is the card one's too (a.cards.yaml:6); "
        "keep it on the card that answers it best",
        "b.cards.yaml:7:20: 'falck' is an alias of 'Falk' already (a.cards.yaml:7); keep it for one of the two",
    ]


def test_an_alias_must_be_of_whole_words(tmp_path: Path) -> None:
    folder = write(tmp_path, a__txt=HARBOUR, a__cards__yaml="aliases: {Fal: [Falck], the harbour: [port]}")
    assert complaints(folder) == [
        "a.cards.yaml:1:11: the alias is of nothing: 'Fal' stands in no article of the library; "
        "write the name as the article does, or delete the line"
    ]


def test_an_unreadable_file_brings_no_train_of_faults_that_follow_from_it(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        a__txt=HARBOUR,
        a__cards__yaml=cards(card("one", "see_also: [of-b]")) + "aliases: {Boris: [Borys]}",
        a__tests__yaml="- {question: Who?, expect: {card: of-b}}",
        b__txt=HARBOUR,
        b__cards__yaml="cards: [",
    )
    (fault,) = complaints(folder)
    assert fault.startswith("b.cards.yaml:2:1: not valid YAML: ")


def test_a_test_of_a_faulty_card_is_no_fault_of_the_test(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        a__txt=HARBOUR,
        a__cards__yaml=cards(card("one", "colour: red")),
        a__tests__yaml="- {question: Who?, expect: {card: one}}",
    )
    assert [line.split(":")[0] for line in complaints(folder)] == ["a.cards.yaml"]


def test_a_tests_file_without_an_article_is_a_fault_but_no_reason_not_to_serve_the_library(tmp_path: Path) -> None:
    folder = write(tmp_path, a__txt=HARBOUR, b__tests__yaml="[]")
    (fault,) = check_library(folder)
    assert fault.what == "'b.tests.yaml' belongs to no article"
    assert [article.id for article in load_library(folder).articles] == ["a"]


def test_a_missing_folder_is_a_fault_like_any_other(tmp_path: Path) -> None:
    (fault,) = check_library(tmp_path / "nowhere")
    assert fault.what == "there is no such folder"


ALTERATIONS = {
    "a number of an answer": (r"(answer: .*)1,550", r"\g<1>1,650"),
    "a name of an answer": (r"(answer: .*)Zelenskiy", r"\g<1>Zelensky"),
    "a name at the head of an answer": (r'(answer: "?)Kurakhove ', r"\g<1>Biden "),
    "a mark of a quote": (r"(quote: .*)’", r"\g<1>'"),
    "a letter of a quote": (r"(quote: .*)Ukrainian", r"\g<1>Ukranian"),
    "a paragraph": (r"paragraph: 4", "paragraph: 3"),
    "a status": (r"status: claim", "status: claimed"),
    "a key": (r"evidence:", "evidance:"),
    "a reference": (r"see_also: \[", "see_also: [no-such-card, "),
    "an id": (r"id: [a-z]", "id: A"),
}


@pytest.mark.parametrize(("old", "new"), ALTERATIONS.values(), ids=ALTERATIONS)
def test_whatever_is_altered_in_a_shipped_card_is_noticed_in_its_line(tmp_path: Path, old: str, new: str) -> None:
    folder = Path(shutil.copytree(SEEDS, tmp_path / "seeds"))
    path = folder / "kursk-offensive.cards.yaml"
    text = path.read_text("utf-8")
    start = text.index("\ncards:\n")
    found = re.compile(old).search(text, start)
    assert found is not None
    path.write_text(text[: found.start()] + found.expand(new) + text[found.end() :], encoding="utf-8")
    lines = {fault.line for fault in check_library(folder) if fault.file == path}
    near = text.count("\n", 0, found.end()) + 1
    assert lines & {near, near - 1}  # a wrong paragraph is told at its quote, one line above
    with pytest.raises(LibraryError):
        load_library(folder)


def test_ten_thousand_cards_are_checked_within_seconds(tmp_path: Path) -> None:
    paragraphs = "\n".join(f"In the storm of year {n}, {n + 7} boats of Lindesund sank." for n in range(1000))
    text = "".join(
        f"  - id: card-{n}\n    answer: In year {n // 10} {n // 10 + 7} boats sank.\n    status: claim\n"
        f"    attributed_to: the mayor\n    evidence:\n"
        f'      - {{quote: "In the storm of year {n // 10}, {n // 10 + 7} boats of Lindesund sank."}}\n'
        f"    questions: [How many sank {n}?, {{uk: Скільки {n}?}}, Boats {n}?]\n    see_also: [card-{n - 1}]\n"
        for n in range(10_000)
    )
    folder = write(tmp_path, boats__txt="Boats\n" + paragraphs, boats__cards__yaml="cards:\n" + text)
    start = time.perf_counter()
    found = complaints(folder)
    took = time.perf_counter() - start
    assert found == ["boats.cards.yaml:9:16: see_also 'card--1' is the id of no card; did you mean card-1?"]
    assert took < 20  # about 2 s on a quiet machine; a quadratic check takes minutes
