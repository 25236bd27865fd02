"""Make `knowledge/data/crossing.words.tsv`: the table of words, `crossing.tsv`, in the order in which it is looked up.

    python -m tests.learning.make_crossing

One line a word or phrase, sorted by the UTF-8 bytes of its first piece: that piece, then the language, the kind and "*"
where any ending may follow, then the English, and the other words of a phrase. Of equal pieces the first row stays
first.
"""

from __future__ import annotations

from pathlib import Path

from knowledge.crossing.language import plain

SOURCE = Path("knowledge/data/crossing.tsv")
TARGET = Path("knowledge/data/crossing.words.tsv")
LANGUAGES = ("uk", "ru")


def lines(rows: str) -> bytes:
    """Return the table as it is looked up; `rows` is the table as it is written."""
    found: list[tuple[bytes, str]] = []
    for row in rows.splitlines():
        if not row or row.startswith("#"):
            continue
        english, kind, *columns = row.split("\t")
        put = "" if english == "-" else english.replace("_", " ")
        for language, column in zip(LANGUAGES, columns, strict=True):
            for phrase in column.split():
                first, *others = (plain(word.rstrip("*")) + "*" * word.endswith("*") for word in phrase.split("_"))
                piece, star = first.rstrip("*"), "*" * first.endswith("*")
                tail = f"\t{' '.join(others)}" if others else ""
                found.append((piece.encode(), f"{piece}\t{language}{kind}{star}\t{put}{tail}\n"))
    return "".join(line for _, line in sorted(found, key=lambda pair: pair[0])).encode()


if __name__ == "__main__":
    TARGET.write_bytes(lines(SOURCE.read_text(encoding="utf-8")))
