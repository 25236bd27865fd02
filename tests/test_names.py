"""What names name, told from the words around them, in a small article and in the shipped one."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import Collection, load_library, prepare
from knowledge.names import NameKind, kind_of, mentions, names_of
from knowledge.tokenizer import tokenize

SEEDS = Path(__file__).parent.parent / "seeds"
ARTICLE = """\
A Headline In Capitals About Lindesund

Mayor Astrid Falk lives in Brenn, a small town near Lindesund. Falk met Secretary of State Jon Lie in Oslo.

The Lindesund Fishing Council and NKPO protested. Ingrid Moe, who owns a boat, said that Danish sailors helped.
"""


@pytest.fixture
def harbour(tmp_path: Path) -> Collection:
    (tmp_path / "harbour.txt").write_text(ARTICLE, encoding="utf-8")
    return prepare(load_library(tmp_path))


def test_names_are_told_apart_by_the_words_around_them(harbour: Collection) -> None:
    """Titles and "who" make people, prepositions and towns make places, councils and acronyms make bodies."""
    homes = harbour.articles["harbour"]
    found = {
        name.text: name.kind for home in homes for sentence in home.sentences for name in names_of(sentence, homes)
    }
    assert found == {
        "Lindesund": NameKind.PLACE,
        "Astrid Falk": NameKind.PERSON,
        "Brenn": NameKind.PLACE,
        "Jon Lie": NameKind.PERSON,
        "Oslo": NameKind.PLACE,
        "Lindesund Fishing Council": NameKind.ORGANISATION,
        "NKPO": NameKind.ORGANISATION,
        "Ingrid Moe": NameKind.PERSON,
    }


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Kellogg", NameKind.PERSON),
        ("Zelenskiy", NameKind.PERSON),
        ("Bolshoye Soldatskoye", NameKind.PLACE),
        ("Zaporizhzhya", NameKind.PLACE),
        ("Kyiv", NameKind.PLACE),
        ("Reuters", NameKind.ORGANISATION),
        ("Russian Defense Ministry", NameKind.ORGANISATION),
        ("Macron", NameKind.OTHER),
    ],
)
def test_the_names_of_the_shipped_article_are_what_they_are(name: str, kind: NameKind) -> None:
    """Whom the article does not name is nobody it knows."""
    homes = prepare(load_library(SEEDS)).articles["kursk-offensive"]
    assert kind_of(tokenize(name), homes) is kind


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("President Volodymyr Zelenskiy spoke.", ["Volodymyr Zelenskiy"]),
        ("The U.S. Secretary of State Antony Blinken spoke.", ["Antony Blinken"]),
        ("The Institute for the Study of War reported it.", ["Institute for the Study of War"]),
        ("They met in Rome and Paris in January.", ["Rome", "Paris"]),
        ("North Korean soldiers fought.", []),
        ("nobody is named here", []),
        ("", []),
    ],
)
def test_a_name_is_found_without_its_title_and_a_people_is_none(text: str, names: list[str]) -> None:
    """Months are no names either."""
    tokens = tokenize(text)
    assert [mention.written(text, tokens) for mention in mentions(text, tokens)] == names
