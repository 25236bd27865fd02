"""Unanswered questions become card stubs for an editor to finish."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.card_stubs import Taken, stubs_for
from bot.cli import main
from bot.state import State
from bot.unanswered import Group
from knowledge import Collection, check_library, load_library, prepare
from tests.bot_api.articles import collection

if TYPE_CHECKING:
    from pathlib import Path

INSURER = "Which insurer of Bergen pays for the crates of the storm?"
AUSTRALIA = "Яка столиця Австралії?"


@pytest.fixture
def asked(harbour: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state file with three questions, and the library that they were asked of."""
    monkeypatch.setenv("QUOTH_STATE", str(tmp_path / "state.sqlite3"))
    monkeypatch.setenv("QUOTH_CACHE", "off")
    monkeypatch.chdir(tmp_path)
    state = State(tmp_path / "state.sqlite3")
    for question, count in (
        (INSURER, 3),
        (f"{INSURER} please", 1),
        (AUSTRALIA, 2),
        ("How many boats were lost in the storm?", 1),
    ):
        for _ in range(count):
            state.unanswered(question)
    state.close()
    return harbour


STUB = f"""\
  # Asked 4 times: "{INSURER}"
  - id: insurer-bergen-pays-crates-storm
    draft: true
    answer: "The insurer Nordvakt pays for the repairs."
    status: fact
    evidence:
      - {{quote: "The insurer Nordvakt pays for the repairs.", paragraph: 2}}
"""


def test_a_question_becomes_a_stub_with_the_nearest_passages(asked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Most asked first; what no passage is near to is a comment; what a card has by now is left out."""
    assert main(["unanswered", "--as-cards", "--library", str(asked)]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"# For harbour.cards.yaml:\ncards:\n\n{STUB}")
    assert shown.endswith(
        "# For no article:\n"
        "\n"
        f'  # Asked 2 times: "{AUSTRALIA}"\n'
        "  # No passage is near. If no article says it, note it in a card file, so that it is always refused:\n"
        "  # unanswered:\n"
        f'  #   - "{AUSTRALIA}"\n'
    )
    (card,) = yaml.safe_load(shown)["cards"]
    assert card["questions"] == [INSURER, f"{INSURER} please"]
    assert "How many boats" not in shown.replace('{quote: "', "")


def test_what_is_printed_is_a_card_file_without_a_fault(asked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Put in the place of one it passes the check, and no reader sees the draft."""
    main(["unanswered", "--as-cards", "--library", str(asked)])
    (asked / "harbour.cards.yaml").write_text(capsys.readouterr().out, encoding="utf-8")
    assert check_library(asked) == ()
    (card,) = load_library(asked).cards
    assert card.draft


def test_stubs_are_added_to_a_card_file_and_all_else_stays(asked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """At the end of the list; a second run adds nothing."""
    file = asked / "harbour.cards.yaml"
    text = file.read_text(encoding="utf-8") + "# the end\naliases: {Nordvakt: [Nordwacht]}\n"
    file.write_text(text, encoding="utf-8")
    arguments = ["unanswered", "--as-cards", "--into", str(file), "--library", str(asked)]
    assert main(arguments) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{file}: 1 draft added",
        "1 question left out, of other articles, of none, or answered by now: quoth unanswered --as-cards shows them",
    ]
    after = file.read_text(encoding="utf-8")
    head, _, tail = text.partition("# the end")
    assert after.startswith(head + STUB)
    assert after.endswith(f'      - "{INSURER} please"\n# the end{tail}')
    assert check_library(asked) == ()
    assert main(arguments) == 0
    assert "0 drafts added" in capsys.readouterr().out
    assert file.read_text(encoding="utf-8") == after


def test_a_card_file_that_is_not_there_yet_is_made(asked: Path) -> None:
    """Also one outside of the library, to look at first."""
    file = asked.parent / "harbour.cards.yaml"
    arguments = ["unanswered", "--as-cards", "--into", str(file), "--library", str(asked)]
    assert main(arguments) == 0
    assert file.read_text(encoding="utf-8").startswith(f"cards:\n{STUB}")
    before = file.read_bytes()
    assert main(arguments) == 0
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("harbour.txt", None, "not the card file of an article"),
        ("bridge.cards.yaml", None, "there can be harbour.cards.yaml"),
        ("harbour.cards.yaml", "cards: [{id: a}]\n", "not a list of '- id: …' blocks"),
        ("harbour.cards.yaml", "cards: [", "not valid YAML"),
        ("harbour.cards.yaml", "a: &a [b]\nc: *a\n", "anchors (&a) are not allowed"),
    ],
)
def test_what_cannot_be_added_to_is_one_line_and_stays(
    asked: Path, capsys: pytest.CaptureFixture[str], name: str, text: str | None, words: str
) -> None:
    """Exit status 2, the file as it was."""
    folder = asked.parent / "elsewhere"
    folder.mkdir()
    file = folder / name
    if text is not None:
        file.write_text(text)
    assert main(["unanswered", "--as-cards", "--into", str(file), "--library", str(asked)]) == 2
    told = capsys.readouterr().err
    assert words in told
    assert told.count("\n") == 1
    assert (file.read_text() if file.exists() else None) == text


def test_options_that_make_no_sense_are_one_line(asked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the remedy."""
    assert main(["unanswered", "--into", "harbour.cards.yaml", "--library", str(asked)]) == 2
    assert capsys.readouterr().err == "quoth: --into says where stubs go; write --as-cards --into FILE\n"
    assert main(["unanswered", "--most", "0", "--library", str(asked)]) == 2
    assert capsys.readouterr().err == "quoth: --most wants a number from 1 on; write --most 10\n"


def test_only_the_most_asked_where_that_is_wished(asked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the list and among the stubs."""
    main(["unanswered", "--most", "1", "--library", str(asked)])
    assert AUSTRALIA not in capsys.readouterr().out
    main(["unanswered", "--most", "1", "--as-cards", "--library", str(asked)])
    assert AUSTRALIA not in capsys.readouterr().out


def test_no_unanswered_questions_are_no_fault(
    harbour: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A comment, and no state file is made."""
    monkeypatch.setenv("QUOTH_STATE", str(tmp_path / "none.sqlite3"))
    monkeypatch.chdir(tmp_path)
    assert main(["unanswered", "--as-cards", "--library", str(harbour)]) == 0
    assert capsys.readouterr().out == "# no unanswered questions that are not in the library\n"
    assert not (tmp_path / "none.sqlite3").exists()


@pytest.mark.parametrize(
    ("claim", "status", "speaker"),
    [("It was claimed", "unverified", None), ("Critics claimed", "claim", "Critics")],
)
def test_a_claim_of_nobody_known_is_unverified_until_an_editor_names_who(
    harbour: Path, claim: str, status: str, speaker: str | None
) -> None:
    """A claim without a speaker would be a fault."""
    (harbour / "harbour.txt").write_text(f"Harbour\n\n{claim} that 40 boats of the red union were lost.\n")
    question = "How many boats of the blue union were lost in the storm of Bergen?"
    (stub,) = stubs_for(_harbour(harbour), [Group(question, (question,), 1)], Taken())
    (card,) = yaml.safe_load(stub.item)
    assert (card["status"], card.get("attributed_to")) == (status, speaker)
    assert stub.is_card


QUESTIONS = st.text(st.sampled_from("abWho boats storm40?'\"\\#:-{}[]&*!|>%@`\n\té–“😀\x07\u2028"), max_size=30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(QUESTIONS, max_size=5))
def test_whatever_was_asked_the_stubs_are_a_card_file_that_passes(harbour: Path, questions: list[str]) -> None:
    """Signs that mean something to YAML, line breaks, nothing at all; two that give the same id."""
    wanted = [*questions, "How many boats of Bergen sank?", "how many boats, of Bergen, sank exactly?"]
    groups = [Group(text, (text, f"{text} now"), 1) for text in wanted]
    items = [stub.item for stub in stubs_for(_harbour(harbour), groups, Taken()) if stub.is_card]
    lines = ["cards:", *(f"  {line}" for item in items for line in item.split("\n"))]
    (harbour / "harbour.cards.yaml").write_text("\n".join(lines), encoding="utf-8")
    assert [str(fault) for fault in check_library(harbour)] == []
    assert len(load_library(harbour).cards) == len(items) >= 1


def _harbour(folder: Path) -> Collection:
    (folder / "harbour.cards.yaml").write_text("", encoding="utf-8")
    return prepare(load_library(folder))


def test_an_id_that_is_taken_gets_a_number() -> None:
    """Across the library and the stubs; at most 40 characters."""
    taken = Taken({"boats-bergen-sank"})
    questions = ("How many boats of Bergen sank?", "How many boats in Bergen sank?", "Яких boats? " + "Bergen " * 30)
    stubs = list(stubs_for(collection(), [Group(text, (text,), 1) for text in questions], taken))
    ids = [yaml.safe_load(stub.item)[0]["id"] for stub in stubs if stub.is_card]
    assert ids[0] == "boats-bergen-sank-2"
    assert len(set(ids)) == len(ids)
    assert max(map(len, ids)) <= 40
