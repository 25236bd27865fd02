"""From a folder to a Library, or to all that is wrong with it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from knowledge import Library, LibraryError, Metadata, load_library

SEEDS = Path(__file__).parent.parent / "seeds"


def write(folder: Path, **files: str | bytes) -> Path:
    """Write files into `folder`; `__` in a name stands for a dot."""
    for name, content in files.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / name.replace("__", ".")).write_bytes(data)
    return folder


def complaint(folder: Path) -> str:
    """Return the one line that refuses the library, the folder's own path left out."""
    with pytest.raises(LibraryError) as caught:
        load_library(folder)
    assert len(caught.value.faults) == 1
    return str(caught.value).replace(str(folder), "FOLDER")


def texts(library: Library) -> dict[str, list[str]]:
    return {article.id: [part.text for part in article.paragraphs] for article in library.articles}


def test_a_folder_of_articles_is_a_library_sorted_by_id(tmp_path: Path) -> None:
    folder = write(tmp_path, war__txt="War ends\n\nPeace came.", boats__md="# Boats sink\n\nForty sank.")
    library = load_library(folder)
    assert texts(library) == {"boats": ["Boats sink", "Forty sank."], "war": ["War ends", "Peace came."]}
    assert [part.number for part in library.article("war").paragraphs] == [0, 1]
    assert [part.sentences[0].of(part.text) for part in library.article("war").paragraphs] == [
        "War ends",
        "Peace came.",
    ]
    assert library.article("war").metadata == Metadata("War ends")


def test_the_shipped_article_is_a_headline_and_six_paragraphs_to_the_letter() -> None:
    library = load_library(SEEDS)
    article = library.article("kursk-offensive")
    assert "\n".join(part.text for part in article.paragraphs) == (SEEDS / "kursk-offensive.txt").read_text("utf-8")
    assert len(article.paragraphs) == 7
    assert len(library.cards) >= 45


def test_other_files_and_folders_are_left_alone(tmp_path: Path) -> None:
    folder = write(
        tmp_path, war__txt="War ends", README__md="# Read me", LICENSE__txt="MIT", notes__html="<p>", __hidden__txt="x"
    )
    (folder / "older.txt").mkdir()
    assert list(texts(load_library(folder))) == ["war"]


def test_retrieval_tests_are_not_read_for_loading(tmp_path: Path) -> None:
    folder = write(tmp_path, war__txt="War ends", war__tests__yaml="[[[")
    assert list(texts(load_library(folder))) == ["war"]


def test_front_matter_gives_the_metadata_and_other_programs_keys_are_let_be(tmp_path: Path) -> None:
    front = "---\ntitle: 'War: the end'\npublished: 2025-01-06\ntags: [a, b]\n---\n# War ends\n\nPeace came.\n"
    article = load_library(write(tmp_path, war__md=front)).article("war")
    assert article.metadata == Metadata("War: the end", published="2025-01-06")
    assert [part.text for part in article.paragraphs] == ["War ends", "Peace came."]


def test_the_card_file_has_the_last_word_on_metadata(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        war__md="---\ntitle: War\nauthor: A. Falk\n---\nPeace came.",
        war__cards__yaml="article: {title: The War, publisher: The Herald}",
    )
    assert load_library(folder).article("war").metadata == Metadata("The War", "The Herald", "A. Falk")


def test_aliases_of_all_card_files_are_merged(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        a__txt="Falk wins",
        a__cards__yaml="aliases: {Falk: [Falck]}",
        b__txt="Falk and Lind win",
        b__cards__yaml="aliases: {Falk: [Falck, Фальк], Lind: [Lindt]}",
    )
    assert load_library(folder).aliases == {"Falk": ("Falck", "Фальк"), "Lind": ("Lindt",)}


def test_soft_hyphens_and_every_kind_of_space_stay_in_the_text(tmp_path: Path) -> None:
    folder = write(tmp_path, war__txt="\ufeffWar\r\n\r\n“Pea\u00adce”\u00a0came…\x0b \r\n")
    assert texts(load_library(folder)) == {"war": ["War", "“Pea\u00adce”\u00a0came…"]}


def test_a_missing_folder_a_file_and_an_empty_folder_are_one_clear_line_each(tmp_path: Path) -> None:
    write(tmp_path, war__txt="War")
    empty = tmp_path / "empty"
    empty.mkdir()
    assert complaint(tmp_path / "nowhere") == (
        "FOLDER: there is no such folder; name an existing one, with --library or QUOTH_LIBRARY"
    )
    assert complaint(tmp_path / "war.txt") == "FOLDER: is a file, not a folder; name the folder that the file is in"
    assert complaint(empty) == "FOLDER: holds no article; put a NAME.txt or NAME.md there, or name another folder"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", "FOLDER/war.txt: holds no text; write a headline and paragraphs, or remove the file"),
        (b"\xef\xbb\xbf\n \n", "FOLDER/war.txt: holds no text; write a headline and paragraphs, or remove the file"),
        (
            "Größe: 1\r\nÖl ".encode() + b"Pe\xe4ce",
            "FOLDER/war.txt:2:6: byte 0xe4 is not UTF-8; save the file as UTF-8",
        ),
        ("War\n".encode("utf-16"), "FOLDER/war.txt:1:1: is encoded as UTF-16 or UTF-32, not UTF-8; save it as UTF-8"),
        (
            "War\n".encode("utf-16-le"),
            "FOLDER/war.txt:1:2: holds a NUL byte: a binary file or UTF-16, not text; save it as UTF-8 text",
        ),
        (
            b"War\nends\0",
            "FOLDER/war.txt:2:5: holds a NUL byte: a binary file or UTF-16, not text; save it as UTF-8 text",
        ),
        (b"x" * 5_000_001, "FOLDER/war.txt: is larger than 5 MB; split it into several articles"),
    ],
)
def test_a_file_that_is_no_text_is_one_clear_line(tmp_path: Path, content: bytes, line: str) -> None:
    assert complaint(write(tmp_path, war__txt=content)) == line


def test_a_file_of_a_hundred_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "war.txt").open("wb") as file:
        file.truncate(100_000_000)  # a sparse file: reading it would find NULs and say so
    assert complaint(tmp_path) == "FOLDER/war.txt: is larger than 5 MB; split it into several articles"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_one_clear_line(tmp_path: Path) -> None:
    (write(tmp_path, war__txt="War") / "war.txt").chmod(0)
    assert complaint(tmp_path) == (
        "FOLDER/war.txt: cannot be read (Permission denied); give it read permission, or remove it from the library"
    )


def test_a_link_to_nowhere_and_a_pipe_are_one_clear_line_each(tmp_path: Path) -> None:
    (tmp_path / "war.txt").symlink_to(tmp_path / "nowhere.txt")
    assert complaint(tmp_path) == (
        "FOLDER/war.txt: cannot be read (No such file or directory); "
        "give it read permission, or remove it from the library"
    )
    (tmp_path / "war.txt").unlink()
    os.mkfifo(tmp_path / "war.txt")
    assert complaint(tmp_path) == (
        "FOLDER/war.txt: is not a regular file; put the text itself there, or move it out of the library"
    )


@pytest.mark.parametrize(
    ("name", "line"),
    [
        (
            "The War.txt",
            "FOLDER: the article name 'The War.txt' is not made of a-z, 0-9 and -; rename it to the-war.txt",
        ),
        ("a\nb.md", "FOLDER: the article name 'a\\nb.md' is not made of a-z, 0-9 and -; rename it to a-b.md"),
        ("війна.txt", "FOLDER: the article name 'війна.txt' is not made of a-z, 0-9 and -; rename it to article.txt"),
        (
            "war.cards.yml",
            "FOLDER: the name 'war.cards.yml' is not that of a card or test file; rename it to war.cards.yaml",
        ),
        (
            "war_test.yaml",
            "FOLDER: the name 'war_test.yaml' is not that of a card or test file; rename it to war.tests.yaml",
        ),
        (
            "peace.cards.yaml",
            "FOLDER: 'peace.cards.yaml' belongs to no article; rename it after one, NAME.cards.yaml, or remove it",
        ),
        ("war.md", "FOLDER/war.txt: is a second article war, beside war.md; keep one of the two"),
    ],
)
def test_a_name_that_does_not_fit_is_one_clear_line(tmp_path: Path, name: str, line: str) -> None:
    write(tmp_path, war__txt="War")
    (tmp_path / name).write_text("# War", encoding="utf-8")
    assert complaint(tmp_path) == line


def test_front_matter_without_an_end_is_one_clear_line(tmp_path: Path) -> None:
    assert complaint(write(tmp_path, war__md="---\ntitle: War\n")) == (
        "FOLDER/war.md:1:1: the front matter that begins here has no end; close it with a line ---"
    )


def test_a_fault_in_front_matter_has_its_line_in_the_file(tmp_path: Path) -> None:
    assert complaint(write(tmp_path, war__md="---\ntitle: War\npublised: 2025\n---\nPeace")) == (
        "FOLDER/war.md:3:1: unknown key 'publised' in article; did you mean published?"
    )


def test_the_error_carries_every_fault_and_names_the_first(tmp_path: Path) -> None:
    folder = write(tmp_path, a__txt=b"\xff", b__txt=b"", c__txt="Fine")
    with pytest.raises(LibraryError) as caught:
        load_library(folder)
    assert [fault.file.name for fault in caught.value.faults] == ["a.txt", "b.txt"]
    assert str(caught.value).endswith("(and 1 more: run quoth check)")
