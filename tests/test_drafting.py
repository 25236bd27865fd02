"""Draft cards say what the article says, pass the check at once, and never touch an editor's work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.cli import main
from knowledge import Found, Status, ask, check_library, load_library, prepare
from knowledge.drafting import Draft, draft_cards

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE = """Storm hits Lindesund

The storm sank 14 boats in the harbour of Lindesund on 3 May. Mayor Astrid Falk, the town's first, reopened the harbour.

Captain Olsen claimed that the lighthouse failed. He called it "a broken promise". It rained.

Fishermen lost 3 million euros. The Coast Guard denied that its boats were late.
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """One article without cards."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "storm.txt").write_text(ARTICLE, encoding="utf-8")
    return folder


def drafts_of(folder: Path) -> dict[str, Draft]:
    return {draft.quote.text: draft for draft in draft_cards(prepare(load_library(folder)), "storm")}


def test_an_assertion_becomes_a_card_in_the_articles_words(library: Path) -> None:
    """Its sentence is the answer and the evidence; its subject, number and date are asked for."""
    draft = drafts_of(library)["The storm sank 14 boats in the harbour of Lindesund on 3 May."]
    assert draft.answer == draft.quote.text
    assert (draft.status, draft.attributed_to, draft.quote.paragraph.number) == (Status.FACT, None, 1)
    assert "How many boats in the harbour of Lindesund on 3 May?" in draft.questions
    assert "The storm sank 14 boats in the harbour of Lindesund when?" in draft.questions


def test_who_says_it_stands_on_the_card(library: Path) -> None:
    """Claims and denials with their speakers, as the article's words tell."""
    drafts = drafts_of(library)
    claim = drafts["Captain Olsen claimed that the lighthouse failed."]
    denial = drafts["The Coast Guard denied that its boats were late."]
    assert (claim.status, claim.attributed_to) == (Status.CLAIM, "Captain Olsen")
    assert (denial.status, denial.attributed_to) == (Status.DENIAL, "The Coast Guard")
    assert "Who claimed that the lighthouse failed?" in claim.questions


def test_a_sentence_that_refers_back_is_quoted_with_the_one_before(library: Path) -> None:
    """ "He" alone is nobody."""
    quoted = 'Captain Olsen claimed that the lighthouse failed. He called it "a broken promise".'
    assert quoted in drafts_of(library)


def test_what_asserts_nothing_that_could_be_asked_gets_no_card(library: Path) -> None:
    """No figure, no name, no speaker; nor the headline."""
    assert not [text for text in drafts_of(library) if text in {"It rained.", "Storm hits Lindesund"}]


def test_drafts_pass_the_check_and_are_kept_from_readers(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Until an editor takes `draft: true` away: then they answer."""
    assert main(["draft", "storm", "--library", str(library)]) == 0
    file = library / "storm.cards.yaml"
    assert f"{file}: 6 drafts added" in capsys.readouterr().out
    assert check_library(library) == ()
    assert {card.draft for card in load_library(library).cards} == {True}
    file.write_text(file.read_text(encoding="utf-8").replace("    draft: true\n", ""), encoding="utf-8")
    reading = ask(prepare(load_library(library)), "Who claimed that the lighthouse failed?")
    assert isinstance(reading, Found)
    assert reading.evidence[0].card is not None


def test_drafting_again_adds_only_what_is_new(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An editor's card, comment and layout stay byte for byte."""
    file = library / "storm.cards.yaml"
    mine = (
        '# mine\ncards:\n- id: boats   # first\n  answer: "14 boats."\n  status: fact\n'
        '  evidence: [{quote: "The storm sank 14 boats"}]\n'
    )
    file.write_text(mine, encoding="utf-8")
    main(["draft", "storm", "--library", str(library)])
    first = file.read_text(encoding="utf-8")
    assert first.startswith(mine)
    assert "The storm sank 14 boats in the harbour" not in first
    main(["draft", "storm", "--library", str(library)])
    assert file.read_text(encoding="utf-8") == first
    assert capsys.readouterr().out.endswith(f"{file}: nothing new to draft\n")


def test_a_dry_run_prints_and_writes_nothing(library: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """What it prints is a card file."""
    assert main(["draft", "--all", "--dry-run", "--library", str(library)]) == 0
    printed = capfdbinary.readouterr().out
    assert not (library / "storm.cards.yaml").exists()
    (library / "storm.cards.yaml").write_bytes(printed)
    assert check_library(library) == ()


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ((), "quoth: which article; write its id, as in quoth draft kursk-offensive, or --all for every one\n"),
        (
            ("storm", "--all"),
            "quoth: which article; write its id, as in quoth draft kursk-offensive, or --all for every one\n",
        ),
        (("storms",), "quoth: no article 'storms' in the library; there are storm\n"),
    ],
)
def test_a_wrong_article_is_one_line(
    library: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], line: str
) -> None:
    """Before anything is written."""
    assert main(["draft", "--library", str(library), *arguments]) == 2
    assert capsys.readouterr().err == line
    assert not (library / "storm.cards.yaml").exists()


def test_a_card_file_that_is_broken_is_left_alone(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line says where; nothing is lost."""
    file = library / "storm.cards.yaml"
    file.write_text("cards: [", encoding="utf-8")
    assert main(["draft", "storm", "--library", str(library)]) == 2
    assert str(file) in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == "cards: ["
