"""The search engines that are compared, each behind the same three calls. Every one stems and splits alike: it is given
the same terms, one passage a line."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

TOP = 10


class Engine(Protocol):
    """Something that finds the ten best passages."""

    def build(self, text: Path, folder: Path) -> None:
        """Index the passages of `text` and keep the index in the empty `folder`."""

    def open(self, folder: Path) -> None:
        """Make a kept index ready; in another process than the one that built it, unless nothing is kept."""

    def ask(self, terms: Sequence[str]) -> object:
        """Return the ten best passages."""


def passages(text: Path) -> Iterator[list[str]]:
    """Yield the passages of a file, a line each, as terms."""
    with text.open(encoding="utf-8") as lines:
        for line in lines:
            yield line.split()


def shared(text: Path) -> list[list[str]]:
    """Return the same as one list, in which equal terms are one object, as in a program that tokenized them itself."""
    return [[sys.intern(term) for term in passage] for passage in passages(text)]


class Ours:
    """The project's index."""

    def build(self, text: Path, folder: Path) -> None:
        from knowledge.index_building import build_packed

        build_packed(passages(text), folder / "index")

    def open(self, folder: Path) -> None:
        from knowledge.packed_index import PackedIndex

        self._index = PackedIndex.open(folder / "index")

    def ask(self, terms: Sequence[str]) -> object:
        return self._index.top(terms, TOP)


class OursArrays(Ours):
    """The same in a process that has numpy, as the bot has."""

    def open(self, folder: Path) -> None:
        import numpy  # noqa: F401

        super().open(folder)


class RankBm25:
    """The package whose scores ours are. It keeps nothing: building and opening are one."""

    def build(self, text: Path, folder: Path) -> None:  # noqa: ARG002 - nothing is kept
        from rank_bm25 import BM25Plus

        texts = shared(text)
        self._places = range(len(texts))
        self._index = BM25Plus(texts)

    def open(self, folder: Path) -> None:
        """Nothing: it is there."""

    def ask(self, terms: Sequence[str]) -> object:
        return self._index.get_top_n(terms, self._places, TOP)

    def scores(self, terms: Sequence[str]) -> Any:
        return self._index.get_scores(terms)


class Bm25s:
    """bm25s with the same formula; the index is the same for both ways to search it."""

    backend = "numpy"

    def build(self, text: Path, folder: Path) -> None:
        import bm25s

        index = bm25s.BM25(method="bm25+", k1=1.5, b=0.75, delta=1)
        index.index(shared(text), show_progress=False)
        index.save(folder, show_progress=False)

    def open(self, folder: Path) -> None:
        import bm25s

        self._index = bm25s.BM25.load(folder, show_progress=False)
        self._index.backend = self.backend
        if self.backend == "numba":
            self._index.activate_numba_scorer()

    def ask(self, terms: Sequence[str]) -> object:
        # what the collection does not hold has to be left out by the caller
        known = [term for term in terms if term in self._index.vocab_dict]
        return self._index.retrieve([known], k=TOP, show_progress=False) if known else None


class Bm25sNumba(Bm25s):
    """bm25s with its compiled search."""

    backend = "numba"


class Tantivy:
    """tantivy (k1 1.2, b .75, lengths rounded: its own): a boolean query of the terms."""

    def build(self, text: Path, folder: Path) -> None:
        import tantivy

        index = tantivy.Index(self._schema(), str(folder))
        writer = index.writer(256_000_000)
        with text.open(encoding="utf-8") as lines:
            for line in lines:
                writer.add_document(tantivy.Document(text=line))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> None:
        import tantivy

        self._tantivy = tantivy
        self._index = tantivy.Index.open(str(folder))
        self._searcher = self._index.searcher()

    def ask(self, terms: Sequence[str]) -> object:
        query, schema = self._tantivy.Query, self._index.schema
        each = [(self._tantivy.Occur.Should, query.term_query(schema, "text", term, "freq")) for term in terms]
        return self._searcher.search(query.boolean_query(each), TOP, count=False).hits

    def _schema(self) -> Any:
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_text_field("text", stored=False, tokenizer_name="whitespace", index_option="freq")
        return builder.build()


class Fts5:
    """SQLite's full-text search without the text (k1 1.2, b .75: its own)."""

    def build(self, text: Path, folder: Path) -> None:
        base = sqlite3.connect(folder / "fts.sqlite")
        base.execute("CREATE VIRTUAL TABLE passages USING fts5(text, content='', tokenize='unicode61')")
        with text.open(encoding="utf-8") as lines:
            base.executemany(
                "INSERT INTO passages (rowid, text) VALUES (?, ?)", ((n, line) for n, line in enumerate(lines, 1))
            )
        base.execute("INSERT INTO passages (passages) VALUES ('optimize')")
        base.commit()
        base.close()

    def open(self, folder: Path) -> None:
        self._base = sqlite3.connect(f"file:{folder / 'fts.sqlite'}?mode=ro", uri=True)

    def ask(self, terms: Sequence[str]) -> object:
        words = " OR ".join('"' + term.replace('"', "") + '"' for term in terms)
        return self._base.execute(
            "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?", (words, TOP)
        ).fetchall()


ENGINES: dict[str, type[Engine]] = {
    "quoth": OursArrays,
    "quoth, no numpy": Ours,
    "rank_bm25": RankBm25,
    "bm25s numpy": Bm25s,
    "bm25s numba": Bm25sNumba,
    "tantivy": Tantivy,
    "SQLite FTS5": Fts5,
}
BUILT_BY = {"quoth, no numpy": "quoth", "bm25s numba": "bm25s numpy"}
"""Engines that search what another has built."""
KEEPS_NOTHING = "rank_bm25"


def emptied(folder: Path) -> Path:
    """Return `folder`, made and empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
