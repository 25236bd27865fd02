"""A library opened as it was kept: the same answers, never stale, never trusted where it is damaged."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from bot.cache import find_cache
from knowledge import Collection, LibraryError, ask, load_library, open_library, prepare
from knowledge.folder import ARTICLE_SUFFIXES, CARDS_SUFFIX
from knowledge.library import LARGEST_ARTICLE, LARGEST_YAML
from knowledge.opening import _LARGEST, SUFFIXES, state_of

CARDS = """\
article: {publisher: Nordposten, published: 2024-05-04, url: "https://example.org/a", author: A. Holm}
aliases: {Lindesund: [Lindesunnd, the port]}
cards:
  - id: boats-lost
    answer: The fishermen’s union claimed that 40 boats were lost in the storm.
    status: claim
    attributed_to: The fishermen’s union
    evidence:
      - {quote: "The fishermen’s union claimed that 40 boats were lost in the storm.", paragraph: 2}
      - {quote: "Harbour of Lindesund"}
    questions: [How many boats were lost in the storm?, {uk: "Скільки човнів?"}]
    see_also: [boats-sunk]
  - {id: unfinished, answer: The insurer Nordvakt pays., status: fact, draft: true, questions: [Who pays?],
     evidence: [{quote: The insurer Nordvakt pays for the repairs.}]}
  - {id: boats-sunk, answer: The storm had sunk 14 fishing boats., status: fact,
     evidence: [{quote: The storm had sunk 14 fishing boats in one night.}], questions: [How many boats sank?]}
unanswered: [Who built the harbour?, {ru: "Кто построил?"}]
"""
QUESTIONS = (
    "How many boats were lost in the storm?",
    "How many bots sank in one nigth?",
    "Who reopened the port?",
    "Who built the harbour?",
    "Скільки човнів?",
    "What is the capital of Australia?",
    "What does the union claim?",
    "summary",
)


@pytest.fixture
def library(harbour: Path) -> Path:
    """The harbour with every kind of entry, and a second article without cards."""
    (harbour / "harbour.cards.yaml").write_text(CARDS, encoding="utf-8")
    (harbour / "bridge.md").write_text("# Bridge Opens\n\nThe bridge cost 3 million. It is 40 metres long.\n")
    return harbour


def reported(folder: Path, keep_in: Path) -> tuple[Collection, list[str]]:
    said: list[str] = []
    return open_library(folder, keep_in, said.append), said


def kept_file(keep_in: Path) -> Path:
    (path,) = keep_in.iterdir()
    return path


def whole(collection: Collection) -> list[Any]:
    """Everything that a question could meet."""
    found: list[Any] = [collection.library, dict(collection.articles), collection.vocabulary]
    for part in (collection.scope(None), collection.facts(None)):
        found += [getattr(part, field.name) for field in fields(part) if not field.name.startswith("_")]
    facts = collection.facts(None)
    found += [{card: facts.kinds(card) for card in facts.told}]
    found += [[w.expect(collection.vocabulary) for w in (*facts.wordings, *facts.unanswered)]]
    return [dict(part) if hasattr(part, "keys") else part for part in found]


def test_what_comes_back_is_all_that_was_prepared(library: Path, tmp_path: Path) -> None:
    """Field by field: articles, cards, aliases, words, indexes; and the parts are the same objects everywhere."""
    fresh = prepare(load_library(library))
    open_library(library, tmp_path / "cache")
    back, said = reported(library, tmp_path / "cache")
    assert said == []
    for ours, theirs in zip(whole(back), whole(fresh), strict=True):
        if hasattr(ours, "postings"):
            assert dict(ours.postings) == dict(theirs.postings)
        else:
            assert ours == theirs
    home = back.articles["harbour"][2]
    assert home is back.scope(None).paragraphs[4]
    assert home.paragraph is back.library.article("harbour").paragraphs[2]
    assert home.paragraph is back.library.card("boats-lost").evidence[0].paragraph


def test_no_wording_is_read_to_count_what_a_cards_readers_ask_for(library: Path, tmp_path: Path) -> None:
    """A card may have hundreds of wordings, and a question looks at five cards."""
    open_library(library, tmp_path / "cache")
    unread = replace(open_library(library, tmp_path / "cache").facts(None), by_card={})
    counted = prepare(load_library(library)).facts(None).kinds("boats-lost")
    assert unread.kinds("boats-lost") == counted
    assert len(counted) == 2


@pytest.mark.parametrize("article", [None, "harbour", "bridge"])
def test_the_answers_are_the_same_to_the_last_digit(library: Path, tmp_path: Path, article: str | None) -> None:
    """Of one article and of all, found or not."""
    fresh = prepare(load_library(library))
    open_library(library, tmp_path / "cache")
    back = open_library(library, tmp_path / "cache")
    for question in QUESTIONS:
        assert ask(back, question, article=article) == ask(fresh, question, article=article)


def test_a_kept_library_is_not_read_again(library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither YAML nor checks: that is what it is kept for."""
    open_library(library, tmp_path / "cache")
    monkeypatch.delattr("knowledge.library.load_library")
    assert len(open_library(library, tmp_path / "cache").library.cards) == 3


@pytest.mark.parametrize("name", ["harbour.txt", "harbour.cards.yaml", "bridge.md"])
def test_a_changed_file_is_never_answered_from_what_was_kept(library: Path, tmp_path: Path, name: str) -> None:
    """Not even where its size and its time are what they were."""
    cache = tmp_path / "cache"
    open_library(library, cache)
    path = library / name
    before = path.stat()
    old = path.read_text(encoding="utf-8")
    path.write_text(old.replace("40", "50"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    for other in ("harbour.txt", "harbour.cards.yaml"):  # a card's quote has to stand in its article
        text = (library / other).read_text(encoding="utf-8")
        (library / other).write_text(text.replace("40", "50"), encoding="utf-8")
    assert ask(open_library(library, cache), QUESTIONS[0]) == ask(prepare(load_library(library)), QUESTIONS[0])
    assert len(list(cache.iterdir())) == 1


def test_files_that_come_and_go_are_seen(library: Path, tmp_path: Path) -> None:
    """Also those that only make a fault."""
    cache = tmp_path / "cache"
    open_library(library, cache)
    (library / "tunnel.txt").write_text("Tunnel\n\nIt is dark.\n", encoding="utf-8")
    assert len(open_library(library, cache).library.articles) == 3
    (library / "tunnel.txt").unlink()
    assert len(open_library(library, cache).library.articles) == 2
    (library / "lost.cards.yaml").write_text("cards: []\n", encoding="utf-8")
    with pytest.raises(LibraryError, match="belongs to no article"):
        open_library(library, cache)


def test_every_file_that_matters_to_a_library_is_in_its_state() -> None:
    """The endings are those of the room that lists the files."""
    assert set(ARTICLE_SUFFIXES) | {Path(CARDS_SUFFIX).suffix, ".yml", ".json"} == set(SUFFIXES)
    assert max(LARGEST_ARTICLE, LARGEST_YAML) <= _LARGEST


def test_a_library_with_faults_is_never_kept(library: Path, tmp_path: Path) -> None:
    """Each run reports every fault."""
    (library / "harbour.cards.yaml").write_text("cards: [{id: X Y}]\ncolour: blue\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(LibraryError) as met:
            open_library(library, tmp_path / "cache")
        assert len(met.value.faults) > 2
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize("content", [b"", b"\x80\x04cos\nsystem\n", b"quoth kept 1 abc 5 5\nhello"])
def test_a_file_that_is_no_kept_library_is_reported_and_replaced(library: Path, tmp_path: Path, content: bytes) -> None:
    """Whatever it is, nothing of it is run or believed."""
    cache = tmp_path / "cache"
    open_library(library, cache)
    path = kept_file(cache)
    good = path.stat().st_size
    path.write_bytes(content)
    collection, said = reported(library, cache)
    assert len(said) == 1
    assert said[0].startswith(f"{path}: it is ")
    assert ask(collection, QUESTIONS[0]) == ask(prepare(load_library(library)), QUESTIONS[0])
    assert path.stat().st_size == good
    assert reported(library, cache)[1] == []


def test_damage_anywhere_is_found_when_it_is_read(library: Path, tmp_path: Path) -> None:
    """The answers stay what they are, and the file is mended."""
    cache = tmp_path / "cache"
    fresh = prepare(load_library(library))
    expected = [ask(fresh, question) for question in QUESTIONS]
    open_library(library, cache)
    path = kept_file(cache)
    content = path.read_bytes()
    said: list[str] = []
    for place in range(0, len(content), 97):
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        back = open_library(library, cache, said.append)
        assert [ask(back, question) for question in QUESTIONS] == expected
    assert sum("damaged" in line for line in said) > 20
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_in_its_place_is_not_waited_for(library: Path, tmp_path: Path) -> None:
    """Opening it would block for ever."""
    cache = tmp_path / "cache"
    open_library(library, cache)
    path = kept_file(cache)
    path.unlink()
    os.mkfifo(path)
    _, said = reported(library, cache)
    assert said == [f"{path}: it is no file; the library is read anew"]


def test_where_nothing_can_be_written_it_answers_all_the_same(library: Path, tmp_path: Path) -> None:
    """A cache folder that is a file, or below one; it is said why each start is slow."""
    blocked = tmp_path / "blocked"
    blocked.write_text("no folder", encoding="utf-8")
    for cache in (blocked, blocked / "below"):
        collection, said = reported(library, cache)
        assert len(said) >= 1
        assert "cannot be written" in said[-1]
        assert len(collection.library.cards) == 3


def test_without_a_folder_nothing_is_kept(library: Path) -> None:
    """Quoth writes nowhere that it was not told to."""
    assert len(open_library(library, None).library.cards) == 3


def test_leftovers_of_a_killed_run_do_no_harm_and_go_in_time(library: Path, tmp_path: Path) -> None:
    """A fresh one may be somebody's who is still writing."""
    cache = tmp_path / "cache"
    open_library(library, cache)
    path = kept_file(cache)
    old, fresh = Path(f"{path}.1-a"), Path(f"{path}.2-b")
    for leftover in (old, fresh):
        leftover.write_bytes(b"quoth kept 1 half")
    os.utime(old, (0, 0))
    path.write_bytes(b"")
    assert len(open_library(library, cache).library.cards) == 3
    assert sorted(cache.iterdir()) == [path, fresh]


def test_several_processes_at_once_all_answer(library: Path, tmp_path: Path) -> None:
    """Each writes aside and renames; nobody meets half a file."""
    code = (
        "import sys; from pathlib import Path; from knowledge import ask, open_library\n"
        "c = open_library(Path(sys.argv[1]), Path(sys.argv[2]), lambda what: sys.exit(what))\n"
        "print(len(c.library.cards), ask(c, 'How many boats sank?').evidence[0].quote.text)"
    )
    command = [sys.executable, "-c", code, str(library), str(tmp_path / "cache")]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)]
    ended = [process.communicate(timeout=60) for process in running]
    assert ended == [(b"3 The storm had sunk 14 fishing boats in one night.\n", b"")] * 4
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_the_state_of_a_library_is_its_files_not_its_place(library: Path, tmp_path: Path) -> None:
    """Tests, hidden files and strangers' files are none of its matter; a name is."""
    state = state_of(library)
    (library / "harbour.tests.yaml").write_text("[]", encoding="utf-8")
    with_tests = state_of(library)
    (library / "harbour.tests.yaml").write_text("- question: Who?\n", encoding="utf-8")
    (library / "notes.sqlite3").write_text("x", encoding="utf-8")
    (library / ".draft.txt").write_text("x", encoding="utf-8")
    assert state is not None
    assert state_of(library) == with_tests != state
    assert state_of(tmp_path / "nowhere") is None


@pytest.mark.parametrize(
    ("environ", "folder"),
    [
        ({"QUOTH_CACHE": "/srv/cache"}, Path("/srv/cache")),
        ({"QUOTH_CACHE": "near"}, Path("here/near")),
        ({"QUOTH_CACHE": "off"}, None),
        ({"QUOTH_CACHE": "Off"}, None),
        ({"XDG_CACHE_HOME": "/x"}, Path("/x/quoth")),
    ],
)
@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="where XDG's folders are")
def test_the_cache_folder_is_the_users_or_the_one_that_is_set(environ: dict[str, str], folder: Path | None) -> None:
    """QUOTH_CACHE wins; `off` keeps nothing."""
    assert find_cache(environ, Path("here")) == folder


@pytest.mark.skipif(sys.platform == "win32", reason="home folders of POSIX")
@pytest.mark.parametrize("base", ["", "not/absolute"])
def test_the_cache_folder_is_platformdirs_own(monkeypatch: pytest.MonkeyPatch, base: str) -> None:
    """The look-up is ours, the place everybody's."""
    import platformdirs  # noqa: PLC0415 - only to compare

    monkeypatch.setenv("XDG_CACHE_HOME", base)
    ours = find_cache(dict(os.environ), Path())
    if base:  # the specification: a path that is not absolute is ignored
        monkeypatch.delenv("XDG_CACHE_HOME")
    assert ours == platformdirs.user_cache_path("quoth", appauthor=False)


def test_what_another_stemmer_made_is_not_used(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its terms would not meet the question's."""
    state = state_of(library)
    monkeypatch.setattr("knowledge.opening.stemmer_version", lambda: "99")
    assert state_of(library) != state


def test_what_other_code_made_is_not_used(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A room that changes changes what is kept, whatever the format's number says."""
    state = state_of(library)
    monkeypatch.setattr("knowledge.opening._code", lambda: iter([("tokenizer.py", 1, 2, 3)]))
    assert state_of(library) != state
