"""A large library answered from mapped files: the same answers, never stale, never half of it, in bounded memory."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import knowledge.archive
import knowledge.archive_opening
import knowledge.archive_reading
import knowledge.archive_sharing
import knowledge.opening
import knowledge.piece_codes
import knowledge.piece_table
from bot.handlers.desk import Desk
from bot.state import State
from knowledge import Collection, LibraryError, ask, load_library, open_library, prepare, suggest
from knowledge.archive_pieces import PieceReader
from knowledge.archive_search import Texts
from knowledge.article_sheet import Counted, Sheet, Strings, analyse_article, lines, pack_sheet
from knowledge.kept import Damaged
from knowledge.library import article_of
from knowledge.paragraph_record import is_coded, paragraph_of, record_of
from knowledge.piece_codes import commonest
from knowledge.record_file import RecordFile, RecordWriter
from knowledge.shelf import Few, Recent
from knowledge.types import Found, Metadata, NotFound, Paragraph, Span
from knowledge.word_table import NOTHING, Entry, WordTable, table_records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.types import Reading

CARDS = """\
article: {publisher: Nordposten, published: 2024-05-04}
aliases: {Lindesund: [Lindesunnd, the port], Veldt: [Feldt]}
cards:
  - id: boats-lost
    answer: The fishermen’s union claimed that 40 boats were lost in the storm.
    status: claim
    attributed_to: The fishermen’s union
    evidence:
      - {quote: "The fishermen’s union claimed that 40 boats were lost in the storm.", paragraph: 2}
      - {quote: "Harbour of Lindesund"}
    questions: [How many boats were lost in the storm?]
  - {id: boats-sunk, answer: The storm had sunk 14 fishing boats., status: fact,
     evidence: [{quote: The storm had sunk 14 fishing boats in one night.}], questions: [How many boats sank?]}
"""
BRIDGE = "# Bridge Opens\n\nThe bridge of Veldt cost 3 million. It is 40 metres long.\n\nThe mayor was pleased.\n"
TUNNEL = "Tunnel of Veldt\n\nThe tunnel is 900 metres long. Ina Roth built it in 1987.\n\nIt is dark.\n"
QUESTIONS = (
    "How many boats were lost in the storm?",
    "How many bots sank in one nigth?",
    "Who reopened the port?",
    "How long is the bridge?",
    "Who built the tunnel?",
    "Who built it in the tunnel article?",
    "How long is the Feldt tunnel?",
    "Хто збудував тунель?",
    "What is the capital of Australia?",
    "summary",
    "Hello",
)


@pytest.fixture(autouse=True)
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every library for a large one."""
    monkeypatch.setattr(knowledge.opening, "LARGE", 0)


@pytest.fixture
def library(harbour: Path) -> Path:
    """An article with cards, and two without."""
    (harbour / "harbour.cards.yaml").write_text(CARDS, encoding="utf-8")
    (harbour / "bridge.md").write_text(BRIDGE, encoding="utf-8")
    (harbour / "tunnel.txt").write_text(TUNNEL, encoding="utf-8")
    return harbour


def reported(folder: Path, keep_in: Path | None) -> tuple[Collection, list[str]]:
    said: list[str] = []
    collection = open_library(folder, keep_in, said.append)
    assert collection.archive is not None
    return collection, said


def told(reading: Reading) -> Any:
    """What a reading says; the last bits of a probability are those of another order of adding up."""
    if isinstance(reading, Found | NotFound):
        shown = reading.evidence if isinstance(reading, Found) else reading.nearest
        more = (reading.ask, reading.other_sides) if isinstance(reading, Found) else reading.missing
        return type(reading), round(reading.confidence, 9), tuple(shown), more
    return reading


def same(collection: Collection, folder: Path) -> bool:
    fresh = prepare(load_library(folder))
    return all(
        told(ask(collection, question, article=article)) == told(ask(fresh, question, article=article))
        for question in QUESTIONS
        for article in (None, "tunnel", "harbour")
    )


def age(folder: Path) -> None:
    """Let the files be as old as files mostly are."""
    for path in folder.iterdir():
        os.utime(path, ns=(10**18, 10**18))


def serving(keep_in: Path) -> Path:
    """The folder of the archive that serves; there is no other."""
    (home,) = keep_in.iterdir()
    (built,) = [path for path in home.iterdir() if path.is_dir()]
    assert {path.name for path in home.iterdir()} == {"current", "lock", built.name}
    return built


def test_the_answers_are_those_of_the_library_in_memory(library: Path, tmp_path: Path) -> None:
    """Of one article and of all; with cards, aliases, misspelt words, named articles, in Cyrillic; twice."""
    for _ in range(2):
        collection, said = reported(library, tmp_path / "cache")
        assert said == []
        assert same(collection, library)
    assert suggest(collection, "How many boats?") == suggest(prepare(load_library(library)), "How many boats?")


def test_its_statistics_are_those_of_the_library_in_memory(library: Path, tmp_path: Path) -> None:
    """Words, terms, names, sentences: each looked up, and what is not there is not."""
    fresh, archive = prepare(load_library(library)), reported(library, tmp_path / "cache")[0]
    mine, theirs = archive.vocabulary, fresh.vocabulary
    for word in (*theirs.counts, *theirs.terms, "australia", "", "…"):
        assert mine.counts.get(word) == theirs.counts.get(word)
        assert (word in mine.terms, word in mine.names) == (word in theirs.terms, word in theirs.names)
        assert archive.scope(None).idf(word) == fresh.scope(None).idf(word)
    assert archive.scope(None).average == fresh.scope(None).average
    assert archive.library == fresh.library
    assert set(archive.articles) == set(fresh.articles)


def test_articles_in_other_languages_are_told(library: Path, tmp_path: Path) -> None:
    """Their words are no English words, and which they are is kept."""
    text = "Der Hafen\n\nDer Hafen ist seit dem Sturm im letzten Jahr geschlossen, und die Boote liegen auf dem Land.\n"
    (library / "hafen.txt").write_text(text, encoding="utf-8")
    archive, fresh = reported(library, tmp_path / "cache")[0], prepare(load_library(library))
    assert archive.others == fresh.others == {"hafen": "de"}
    assert "sturm" not in archive.vocabulary.counts
    assert same(archive, library)


def test_an_archive_is_not_built_again(library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither where its files are old, nor where they are so young that their contents are compared."""
    reported(library, tmp_path / "cache")
    monkeypatch.delattr("knowledge.archive_building.build_archive")
    assert same(reported(library, tmp_path / "cache")[0], library)
    age(library)
    assert same(reported(library, tmp_path / "cache")[0], library)
    assert same(reported(library, tmp_path / "cache")[0], library)


def test_only_what_has_changed_is_analysed(library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other articles' sheets are taken as they are."""
    analysed: list[str] = []
    plainly = knowledge.archive_reading.Reader.analysed

    def counted(self: Any, id_: str, *rest: Any) -> Any:
        analysed.append(id_)
        return plainly(self, id_, *rest)

    monkeypatch.setattr(knowledge.archive_reading.Reader, "analysed", counted)
    reported(library, tmp_path / "cache")
    assert sorted(analysed) == ["bridge", "harbour", "tunnel"]
    analysed.clear()
    (library / "tunnel.txt").write_text(TUNNEL.replace("900", "950"), encoding="utf-8")
    (library / "quay.txt").write_text("Quay\n\nThe quay is old.\n", encoding="utf-8")
    assert same(reported(library, tmp_path / "cache")[0], library)
    assert sorted(analysed) == ["quay", "tunnel"]
    (library / "bridge.md").unlink()
    assert same(reported(library, tmp_path / "cache")[0], library)
    assert sorted(analysed) == ["quay", "tunnel"]
    serving(tmp_path / "cache")


def parts(keep_in: Path) -> dict[str, bytes]:
    """The files that answers come from."""
    return {name: (serving(keep_in) / name).read_bytes() for name in ("pieces", "texts", "words", "passages", "names")}


@pytest.mark.parametrize("most", [1 << 18, 5])
def test_an_archive_is_the_same_however_it_came_about(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """Read here, read by other processes in small batches, or put together from an earlier one: byte for byte."""
    monkeypatch.setattr(knowledge.piece_table, "MOST", most)
    (library / "hafen.txt").write_text("Der Hafen\n\nDer Hafen ist seit dem Sturm geschlossen.\n", encoding="utf-8")
    reported(library, tmp_path / "here")
    tunnel = (library / "tunnel.txt").read_text("utf-8")
    (library / "tunnel.txt").write_text("Another\n\nThing.\n", encoding="utf-8")
    reported(library, tmp_path / "put-together")
    (library / "tunnel.txt").write_text(tunnel, encoding="utf-8")
    reported(library, tmp_path / "put-together")
    monkeypatch.setattr(knowledge.archive_sharing, "WORTH", 0)
    monkeypatch.setattr(knowledge.archive_sharing, "BATCH", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    reported(library, tmp_path / "elsewhere")
    assert parts(tmp_path / "here") == parts(tmp_path / "put-together") == parts(tmp_path / "elsewhere")


@pytest.mark.parametrize("old", [True, False])
def test_a_change_is_seen_where_size_and_time_are_what_they_were(library: Path, tmp_path: Path, *, old: bool) -> None:
    """The time of a change of state is no one's to set, and of young files the contents are compared."""
    if old:
        age(library)
    reported(library, tmp_path / "cache")
    path = library / "tunnel.txt"
    before = path.stat()
    with path.open("r+b") as file:
        content = file.read().replace(b"900", b"950")
        file.seek(0)
        file.write(content)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    found = ask(reported(library, tmp_path / "cache")[0], "How long is the tunnel?")
    assert isinstance(found, Found)
    assert found.evidence[0].short == "950 metres"


def test_cards_change_without_their_articles(library: Path, tmp_path: Path) -> None:
    """A card file is part of what an archive is of."""
    reported(library, tmp_path / "cache")
    (library / "harbour.cards.yaml").write_text(CARDS.replace("were lost in the storm?", "went?"), encoding="utf-8")
    assert same(reported(library, tmp_path / "cache")[0], library)


def test_cards_that_are_taken_away_leave_nothing_behind(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What they said of their article is forgotten too, however long the article has not changed."""
    monkeypatch.setattr(knowledge.archive_opening, "YOUNG", -(10**18))
    assert reported(library, tmp_path / "cache")[0].library.article("harbour").metadata.publisher == "Nordposten"
    (library / "harbour.cards.yaml").unlink()
    assert reported(library, tmp_path / "cache")[0].library == load_library(library)


@pytest.mark.parametrize("name", ["harbour.cards.yaml", "harbour.txt"])
def test_what_is_edited_while_it_is_built_is_seen_afterwards(library: Path, tmp_path: Path, name: str) -> None:
    """An article with cards, or its cards: the archive of the state before is not taken for one of the state after."""
    path = library / name
    before = path.read_text(encoding="utf-8")

    def edit(*_: object) -> None:
        path.write_text(before.replace("Lindesunn", "Lindsund") + "\n", encoding="utf-8")
        if name.endswith(".txt"):
            path.write_text(before + "\nGulls were seen on the roof of the town hall.\n", encoding="utf-8")

    said: list[str] = []
    open_library(library, tmp_path / "cache", said.append, edit)
    for _ in range(2):
        assert reported(library, tmp_path / "cache")[0].library == load_library(library)


def test_a_file_that_is_no_article_vouches_for_none(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`port.json`, unchanged, says nothing of `port.md`."""
    monkeypatch.setattr(knowledge.archive_opening, "YOUNG", -(10**18))
    (library / "port.json").write_text("{}", encoding="utf-8")
    (library / "port.md").write_text("# Port\n\nThe port is closed.\n", encoding="utf-8")
    open_library(library, tmp_path / "cache")
    (library / "port.md").write_text("# Port\n\nThe port is open again.\n", encoding="utf-8")
    assert reported(library, tmp_path / "cache")[0].library == load_library(library)


def test_an_article_is_read_anew_where_its_format_is_another(library: Path, tmp_path: Path) -> None:
    """The same bytes are another text in Markdown than in plain text."""
    (library / "port.md").write_text("# Port of Lindesund\n\nThe *port* is closed.\n", encoding="utf-8")
    open_library(library, tmp_path / "cache")
    (library / "port.md").rename(library / "port.txt")
    back = reported(library, tmp_path / "cache")[0]
    assert [p.paragraph.text for p in back.articles["port"]] == [
        p.text for p in load_library(library).article("port").paragraphs
    ]


def test_damage_anywhere_is_mended(library: Path, tmp_path: Path) -> None:
    """Whatever bit of whatever file it is, at once or while questions are answered; the answers stay what they are."""
    cache = tmp_path / "cache"
    reported(library, cache)
    fresh = prepare(load_library(library))
    expected = [told(ask(fresh, question)) for question in QUESTIONS]
    said: list[str] = []
    for name in ("pieces", "texts", "words", "passages", "names", "rest", "files", "sheets"):
        size = (serving(cache) / name).stat().st_size
        for place in range(3, size, max(1, size // 9)):
            path = serving(cache) / name
            content = bytearray(path.read_bytes())
            content[place % len(content)] ^= 1
            path.unlink()  # who has it open keeps what it was
            path.write_bytes(content)
            back = open_library(library, cache, said.append)
            assert [told(ask(back, question)) for question in QUESTIONS] == expected
    assert sum("the library is read anew" in line for line in said) > 20


@pytest.mark.parametrize("content", [b"", b"{}\n0", b"\x80\x04cos\nsystem\n", b"[1]\n1"])
def test_what_is_no_archive_is_reported_and_replaced(library: Path, tmp_path: Path, content: bytes) -> None:
    """Nothing of it is believed."""
    cache = tmp_path / "cache"
    reported(library, cache)
    (serving(cache).parent / "current").write_bytes(content)
    collection, said = reported(library, cache)
    assert len(said) == 1
    assert same(collection, library)
    assert reported(library, cache)[1] == []


def test_all_faults_are_reported_and_nothing_is_kept(library: Path, tmp_path: Path) -> None:
    """Those of articles and of cards together, as a library in memory has them."""
    (library / "bridge.md").write_bytes(b"\xff\xfe\x00")
    (library / "tunnel.txt").write_text("", encoding="utf-8")
    (library / "harbour.cards.yaml").write_text("cards: [{id: X Y}]\ncolour: blue\n", encoding="utf-8")
    with pytest.raises(LibraryError) as expected:
        load_library(library)
    for _ in range(2):
        with pytest.raises(LibraryError) as met:
            open_library(library, tmp_path / "cache")
        assert met.value.faults == expected.value.faults
    (home,) = (tmp_path / "cache").iterdir()
    assert [path.name for path in home.iterdir()] == ["lock"]


def test_an_alias_may_stand_in_any_article(library: Path, tmp_path: Path) -> None:
    """One of nothing is a fault, also where it is part of a word."""
    (library / "harbour.cards.yaml").write_text("aliases: {Roth: [Rothe]}\n", encoding="utf-8")
    assert same(reported(library, tmp_path / "cache")[0], library)
    (library / "harbour.cards.yaml").write_text("aliases: {Rot: [Rothe]}\n", encoding="utf-8")
    with pytest.raises(LibraryError, match="the alias is of nothing"):
        open_library(library, tmp_path / "cache")


@pytest.mark.parametrize("sample", [0, 1000])
def test_an_alias_is_found_whether_its_words_have_codes_or_not(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample: int
) -> None:
    """In quotation marks, beside a full stop, of two words, in a paragraph that is kept as it is."""
    text = "Pier\n\nOld Pier is “Nord Kai”.  Two spaces.\n\n" + "The “Kai is a Kai. Nord, Ost Kai.\n\n" * 3
    (library / "pier.txt").write_text(text, encoding="utf-8")
    monkeypatch.setattr(knowledge.piece_codes, "SAMPLE", sample)
    monkeypatch.setattr(knowledge.piece_codes, "SHARE", 1)
    reported(library, tmp_path / "cache")
    pieces = RecordFile(serving(tmp_path / "cache") / "pieces")
    assert (b"Kai." in [pieces[n] for n in range(len(pieces))]) == (sample > 0)
    texts = Texts(serving(tmp_path / "cache"))
    for name in ("Kai", "Nord", "Nord Kai", "Ost Kai", "The", "is a Kai", "Pier", "Lindesund", "”.  Two spaces"):
        assert texts.have(name), name
    for name in ("Ka", "Nord Ost", "Kai Nord", "ai", "xyz", ""):
        assert not texts.have(name), name


@pytest.mark.skipif(os.name != "posix", reason="a process cannot be killed here")
@pytest.mark.parametrize("stage", range(12))
def test_a_build_killed_at_any_moment_does_no_harm(library: Path, tmp_path: Path, stage: int) -> None:
    """What served before serves on, what is left behind is swept away, and the next opening is right."""
    cache = tmp_path / "cache"
    reported(library, cache)
    (library / "tunnel.txt").write_text(TUNNEL.replace("900", "950"), encoding="utf-8")
    program = f"""
import os, signal, sys
from pathlib import Path
import knowledge.opening, knowledge.record_file
from knowledge import open_library
knowledge.opening.LARGE = 0
moments = iter(range({stage} * 2, -1, -1))
def watched(work):
    def run(*given, **named):
        if next(moments) == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return work(*given, **named)
    return run
for owner, names in ((knowledge.record_file.RecordWriter, ("add", "add_all", "finish")),
                     (Path, ("replace", "write_bytes", "mkdir", "unlink"))):
    for name in names:
        setattr(owner, name, watched(getattr(owner, name)))
open_library(Path(sys.argv[1]), Path(sys.argv[2]))
"""
    command = [sys.executable, "-c", program, str(library), str(cache)]
    done = subprocess.run(command, capture_output=True, check=False, cwd=Path(__file__).parents[1])
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    collection, _ = reported(library, cache)
    assert same(collection, library)
    serving(cache)


def test_a_program_that_every_process_runs_again_is_told_so(library: Path, tmp_path: Path) -> None:
    """The processes that read import the program: one that opens a library at once would wait for itself for ever."""
    program = tmp_path / "program.py"
    program.write_text(
        "import sys; from pathlib import Path\n"
        "import knowledge.archive_sharing, knowledge.opening, os\n"
        "knowledge.opening.LARGE = knowledge.archive_sharing.WORTH = 0\n"
        "os.cpu_count = lambda: 2\n"
        "knowledge.open_library(Path(sys.argv[1]), Path(sys.argv[2]))\n"
    )
    command = [sys.executable, str(program), str(library), str(tmp_path / "cache")]
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run(command, capture_output=True, check=False, env=environ, timeout=20, text=True)
    assert done.returncode == 1
    assert 'if __name__ == "__main__":' in done.stderr
    program.write_text(program.read_text().replace("knowledge.open_", 'if __name__ == "__main__": knowledge.open_'))
    done = subprocess.run(command, capture_output=True, check=False, env=environ, timeout=60, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_whoever_has_the_old_one_open_keeps_it(library: Path, tmp_path: Path) -> None:
    """An archive that was replaced answers on, as it was."""
    old, _ = reported(library, tmp_path / "cache")
    expected = told(ask(old, "How long is the tunnel?"))
    (library / "tunnel.txt").write_text(TUNNEL.replace("900", "950"), encoding="utf-8")
    new, _ = reported(library, tmp_path / "cache")
    assert told(ask(old, "How long is the tunnel?")) == expected
    assert told(ask(new, "How long is the tunnel?")) != expected


def test_several_may_open_it_at_once(library: Path, tmp_path: Path) -> None:
    """One builds, the others wait for it."""
    opened: list[Collection] = []
    threads = [
        threading.Thread(target=lambda: opened.append(reported(library, tmp_path / "cache")[0])) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 4
    assert all(same(collection, library) for collection in opened)
    serving(tmp_path / "cache")


def test_without_a_cache_it_answers_all_the_same(library: Path, tmp_path: Path) -> None:
    """From a temporary folder, of which nothing is left."""
    place = tmp_path / "in-the-way"
    place.write_text("a file", encoding="utf-8")
    collection, said = reported(library, place)
    assert "the library is prepared in a temporary folder" in said[0]
    assert same(collection, library)
    assert same(reported(library, None)[0], library)


def test_without_any_room_it_answers_from_memory(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the cache nor the temporary folder can be written."""

    def refuse(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    said: list[str] = []
    collection = open_library(library, tmp_path / "cache", said.append)
    assert "prepared in memory" in said[-1]
    assert collection.archive is None
    assert same(collection, library)


def test_memory_is_bounded(library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was not asked for lately is forgotten, and made again as it was; what a card quotes is the same object."""
    monkeypatch.setattr(knowledge.archive, "HOMES", 2)
    monkeypatch.setattr(knowledge.archive, "ARTICLES", 1)
    collection, _ = reported(library, tmp_path / "cache")
    cited = collection.library.card("boats-lost").evidence[0].paragraph
    assert same(collection, library)
    assert collection.articles["harbour"][2].paragraph is cited


def test_of_very_many_paragraphs_those_are_told_that_are_about_it(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever in the library they stand; the others are not even made ready."""
    monkeypatch.setattr("knowledge.overview.MOST_PARAGRAPHS", 2)
    collection, _ = reported(library, tmp_path / "cache")
    found = ask(collection, "Tell me about the tunnel")
    assert isinstance(found, Found)
    assert {evidence.article.id for evidence in found.evidence} == {"tunnel"}
    assert isinstance(ask(collection, "summary"), Found)


def test_a_recent_shelf_keeps_the_parts_asked_for_last() -> None:
    """And the pinned ones; the same object as long as it is kept."""
    made: list[int] = []

    def make(place: int) -> list[int]:
        made.append(place)
        return [place]

    shelf = Recent(5, make, most=2)
    first = shelf.pin(0)
    assert [shelf[1], shelf[2], shelf[1], shelf[3], shelf[1], shelf[2]] == [[1], [2], [1], [3], [1], [2]]
    assert made == [0, 1, 2, 3, 2]
    assert shelf[-5] is first
    assert shelf[3:] == ([3], [4])
    with pytest.raises(IndexError):
        shelf[5]


def test_few_forgets_all_but_the_last_and_none() -> None:
    """None stands for all articles."""
    few: Few[str | None, int] = Few(2)
    for number, key in enumerate((None, "a", "b", "c")):
        few[key] = number
    assert dict(few) == {None: 0, "c": 3}


def _reads(path: Path, records: list[bytes]) -> bool:
    try:
        file = RecordFile(path)
        return [file[n] for n in range(len(file))] == records
    except (Damaged, IndexError):
        return False


def test_records_come_back_and_damage_is_seen(tmp_path: Path) -> None:
    """Each bit of the file matters; a file that was cut short is none."""
    records = [b"one", b"", b"three" * 20]
    with RecordWriter(tmp_path / "records") as writer:
        for record in records:
            writer.add(record)
        writer.finish()
    file = RecordFile(tmp_path / "records")
    assert [file[n] for n in range(len(file))] == records
    assert [*file.places(b"three")] == [2]
    assert [*file.places(b"e")] == [0, 2]
    assert [*file.places(b"onethree")] == []
    assert [*file.places(b"thre\x00")] == []
    content = (tmp_path / "records").read_bytes()
    start = content.index(records[2]) + len(records[2])
    for place in {*range(len(content))} - {*range(start, start + 8 - (start % 8 or 8))}:
        other = tmp_path / f"damaged-{place}"
        other.write_bytes(content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :])
        assert not _reads(other, records)
    for length in (0, 10, len(content) - 1):
        (tmp_path / "short").write_bytes(content[:length])
        with pytest.raises(Damaged):
            RecordFile(tmp_path / "short")


def test_a_table_of_words_finds_each_and_nothing_else() -> None:
    """Also words that are no words, and those of other scripts."""
    words = [f"word{n}" for n in range(100)] + ["", "Київ", "x" * 300, "x" * 70_000, "many"]
    counts = np.arange(len(words))
    counts[7], counts[-1] = 255, 3_000_000_001
    records = list(table_records(words, counts, counts // 2, counts % 4))
    table = WordTable(records.__getitem__, len(records))
    for number, word in zip(counts.tolist(), words, strict=True):
        found = Entry(number, number // 2, is_term=bool(number & 1), is_name=bool(number & 2))
        assert table.find(word) == (found if len(word) < 70_000 else NOTHING)
    assert table.find("word100") is NOTHING
    assert WordTable(records.__getitem__, 0).find("word1") is NOTHING


def the_same(one: Counted, names: Sequence[str], other: Counted, others: Sequence[str]) -> bool:
    """Whether two say the same of the same strings, in whatever order these are told."""

    def told(counted: Counted, names: Sequence[str]) -> Any:
        strings = [names[n] for n in counted.strings]
        content = [strings[place] for place in counted.content]
        columns = dict(zip(strings, counted.columns.T.tolist(), strict=True))
        return columns, [content[n] for n in counted.terms], content, counted.lengths.tolist(), counted.sentences

    return bool(told(one, names) == told(other, others))


def test_a_sheet_comes_back_as_it_was(library: Path) -> None:
    """Number by number; damaged bytes are refused."""
    strings, others = Strings(), Strings()
    articles = [analyse_article(load_library(library).article(name), strings) for name in ("tunnel", "bridge")]
    packed = pack_sheet(articles, lines(strings.names), np.concatenate([article.strings for article in articles]))
    _ = others["of"], others["another"]
    opened = Sheet(packed, others)
    for number, article in enumerate(articles):
        assert the_same(opened.article(number), others.names, article, strings.names)
    with pytest.raises(IndexError):
        opened.article(2)
    for damaged in (packed[:-1], b"", packed[40:]):
        with pytest.raises(Damaged):
            Sheet(damaged, Strings())


def listed(*pieces: str) -> tuple[dict[bytes, int], dict[int, str]]:
    """Pieces that have numbers, both ways."""
    numbers = {piece.encode(): number for number, piece in enumerate(pieces, 1)}
    return numbers, dict(enumerate(("", *pieces)))


@pytest.mark.parametrize("text", ["War.", "The port was closed. It is old.", "", "No  two", "A\ttab", "x " * 300 + "x"])
@pytest.mark.parametrize("known", [(), ("The", "port", "closed."), (*(f"p{n}" for n in range(16_600)), "is")])
def test_a_paragraph_comes_back_letter_by_letter(text: str, known: tuple[str, ...]) -> None:
    """Whichever of its pieces have a number, and where it is kept as it is."""
    numbers, pieces = listed(*known)
    (paragraph,) = article_of("odd", Metadata("Odd"), [text]).paragraphs
    assert paragraph_of(record_of(paragraph, numbers), "odd", 0, pieces) == paragraph


def test_a_long_paragraph_comes_back_too() -> None:
    """Its offsets need more bytes than others do."""
    long = Paragraph("tunnel", 3, "Long.  " * 11_000, (Span(0, 5), Span(7, 65_999)))
    assert paragraph_of(record_of(long, {}), "tunnel", 3, {}) == long


def test_the_commonest_pieces_are_listed_by_how_often_they_stand_there(tmp_path: Path) -> None:
    """Those that stand there once are not; of many files some are looked at, and those not there are left out."""
    for number in range(30):
        (tmp_path / f"{number}").write_text(f"a b\nb c c c {number}", encoding="utf-8")
    files = [(tmp_path / f"{number}", 10) for number in range(-5, 30)]
    assert commonest(files) == commonest(files[::-1]) == [b"c", b"b", b"a"]
    assert commonest([(path, 10**9) for path, _ in files[5:]]) == [b"c", b"b"]
    assert commonest([(path, 10**9) for path, _ in files[:5]]) == commonest([]) == []


ODD = st.text(" .!?…,;\n\"“”’')(»-_\u00a0\u00ad\u0301\u200f\x1c\x85ﾞﷺªⅣǅº²½①aAbBzßÉ12中дД", max_size=5)
PIECES = ODD | st.sampled_from(
    ("the", "The", "port", "Boats.", "sank.", "He", "fought", "Mr.", "U.S.", "p.m.", "No.", "etc.", "Sat.", "I.", "...",
     ".", '."', "?", "(e.g.", "1,550", "Dr", "well-known", "it’s", "'tis", "x" * 30 + ".", "\n\n", "\n", "  ", "J.")
)  # fmt: skip
TEXTS = st.lists(st.lists(PIECES, max_size=30).map(" ".join), min_size=1, max_size=6)


@settings(max_examples=300, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=3), st.sets(st.sampled_from(("the", "Boats.", "U.S.", "x" * 30 + "."))))
def test_what_is_counted_piece_by_piece_is_what_is_read_word_by_word(
    articles: list[list[str]], known: set[str]
) -> None:
    """Whatever the text: the same counts and sentences, also with what is remembered, and from what was kept of it."""
    numbers, pieces = listed(*known)
    reader, strings = PieceReader(numbers), Strings()
    again, same = PieceReader({}, [b"", *numbers]), PieceReader(numbers, [b"", *numbers])
    for texts in articles:
        article = article_of("odd", Metadata("Odd", language="en"), texts)
        cut, read = reader.cut(texts), analyse_article(article, strings)
        assert the_same(reader.counted(cut), reader.strings.names, read, strings.names)
        records = reader.records(cut)
        assert records == [record_of(paragraph, numbers) for paragraph in article.paragraphs]
        assert [paragraph_of(r, "odd", n, pieces) for n, r in enumerate(records)] == [*article.paragraphs]
        if all(map(is_coded, records)):
            back = again.again(records)
            assert the_same(again.counted(back), again.strings.names, read, strings.names)
            assert again.records(back) == [record_of(paragraph, {}) for paragraph in article.paragraphs]
            assert same.records(same.again(records)) == records


def test_every_white_space_parts_pieces_and_nothing_else_does() -> None:
    """Of all signs there are, those that Python takes for white space; and the signs beside them, which share bytes."""
    white = {chr(n) for n in range(sys.maxunicode + 1) if chr(n).isspace()}
    beside = {chr(ord(sign) + step) for sign in white for step in (-1, 1) if ord(sign) + step > 0}
    reader, strings = PieceReader({}), Strings()
    for sign in sorted(white | beside):
        texts = [f"one{sign}two. {sign}Three", f"{sign}", "A plain one’s end."]
        cut = reader.cut(texts)
        article = article_of("odd", Metadata("Odd"), texts)
        assert the_same(reader.counted(cut), reader.strings.names, analyse_article(article, strings), strings.names), (
            ascii(sign)
        )
        assert reader.records(cut) == [record_of(paragraph, {}) for paragraph in article.paragraphs]


def test_what_is_remembered_of_pieces_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is begun anew, and the counts are what they were."""
    monkeypatch.setattr(knowledge.piece_table, "MOST", 3)
    reader, strings = PieceReader({}), Strings()
    for text in ("The port was closed.", "The boats sank.", "The port was closed."):
        reader.settle()
        assert len(reader.strings) <= 6
        counted = reader.counted(reader.cut([text]))
        article = article_of("odd", Metadata("Odd"), [text])
        assert the_same(counted, reader.strings.names, analyse_article(article, strings), strings.names)


async def test_a_slow_question_holds_up_nobody_else(library: Path, tmp_path: Path) -> None:
    """While one is thought about on Telegram, the loop goes on."""
    desk = Desk(reported(library, tmp_path / "cache")[0], State(tmp_path / "state.sqlite"))
    begun, may_go_on = threading.Event(), threading.Event()

    class Slow(dict[str, Any]):
        def __contains__(self, article: object) -> bool:
            begun.set()
            return may_go_on.wait(20)

    object.__setattr__(desk.collection, "articles", Slow(desk.collection.articles))
    asked = asyncio.create_task(desk.ask_aside("How long is the tunnel?", "", "tunnel"))
    while not begun.is_set():
        await asyncio.sleep(0.001)
    assert not asked.done()
    may_go_on.set()
    answer, _ = await asked
    assert answer.short == "900 metres"
    desk.state.close()
