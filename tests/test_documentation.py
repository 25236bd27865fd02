"""The README is true: its commands, flags and variables exist, none is missing, its examples are what Quoth says.

`python -m tests.test_documentation` writes the examples anew.
"""

from __future__ import annotations

import asyncio
import io
import json
import os
import re
import shlex
import sys
from contextlib import redirect_stdout, suppress
from pathlib import Path
from unittest.mock import patch

import pytest

from bot.arguments import COMMANDS, build_parser
from bot.cli import main
from bot.conversation import Conversation, converse
from bot.messages import ENGLISH
from bot.render.json_answer import json_answer
from bot.render.screen import Look
from bot.settings import default_library
from bot.sources import VARIABLES
from bot.talk import COMMANDS as CONSOLE_COMMANDS
from bot.talk import Talk, take_turn
from bot.testing.words import failure_lines
from knowledge import Expectation, RetrievalTest, explain, judge, load_library, prepare
from tests.bot_api.screenshots import CHATS, screenshot

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COLUMNS = 80
BLOCK = re.compile(
    r"<!-- (?!end )(?P<kind>[a-z]+)(?:: (?P<question>[^\n]+))? -->\n(?P<body>.*?)<!-- end -->", re.DOTALL
)
FOREIGN_FLAGS = {"--quoth-library"}  # pytest's, with the plugin
FOREIGN_VARIABLES = {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "LC_ALL", "LC_MESSAGES", "LANG"}
EDITORS_COMMAND = "unanswered"
BOTFATHERS_COMMANDS = {"newbot", "setinline"}


def refreshed(block: re.Match[str]) -> str:
    """Return `block` of the README as it should read."""
    kind, question, body = block["kind"], block["question"], block["body"]
    match kind:
        case "transcript" | "help":
            commands = [line for line in body.splitlines() if line.startswith("$ ")]
            body = fenced("console", "\n\n".join(f"{line}\n{output_of(line[2:])}".rstrip() for line in commands))
        case "console":
            body = fenced("console", conversation([line for line in body.splitlines() if line.startswith("quoth> ")]))
        case "json":
            collection = prepare(load_library(default_library()))
            value = json_answer(converse(collection, question, Conversation())[0])
            value["evidence"] = value["evidence"][:1]
            body = fenced("json", json.dumps(value, indent=2, ensure_ascii=False))
        case "failure":
            body = fenced("console", failure(question))
        case "telegram":
            body = asyncio.run(screenshot(question, prepare(load_library(default_library()))))
    head = f"<!-- {kind}: {question} -->" if question else f"<!-- {kind} -->"
    return f"{head}\n{body}<!-- end -->"


def fenced(language: str, text: str) -> str:
    return f"```{language}\n{text}\n```\n"


def output_of(command: str) -> str:
    name, *arguments = shlex.split(command)
    assert name == "quoth", f"the README shows {name}, which is not run"
    stream = io.TextIOWrapper(io.BytesIO(), "utf-8")
    environ = {"COLUMNS": str(COLUMNS), "NO_COLOR": "1", "LC_ALL": "C"}
    with redirect_stdout(stream), patch.dict(os.environ, environ), suppress(SystemExit):
        main(arguments)
    stream.seek(0)
    return stream.read().rstrip("\n")


def conversation(lines: list[str]) -> str:
    collection, talk = prepare(load_library(default_library())), Talk()
    shown = []
    for line in lines:
        turn = take_turn(collection, talk, line.removeprefix("quoth> "), Look(width=COLUMNS))
        talk = turn.talk
        shown.append(f"{line}\n{turn.text}")
    return "\n\n".join(shown)


def failure(question: str) -> str:
    """What `quoth test` says where the wrong paragraph is expected."""
    expect = Expectation(5, ("Kurakhove",), None, "kursk-offensive")
    test = RetrievalTest(question, expect, None, "kursk-offensive", Path("seeds/kursk-offensive.tests.yaml"), 12)
    collection = prepare(load_library(default_library()))
    return "\n".join(failure_lines(judge(test, explain(collection, question))))


def flags() -> set[str]:
    """Every option of every command."""
    parser = build_parser()
    subparsers = next(action for action in parser._actions if action.dest == "command")
    assert isinstance(subparsers.choices, dict)
    parsers = [parser, *subparsers.choices.values()]
    return {option for one in parsers for action in one._actions for option in action.option_strings}


@pytest.mark.parametrize("block", list(BLOCK.finditer(README)), ids=lambda block: block["question"] or block["kind"])
def test_the_examples_are_what_quoth_says(block: re.Match[str]) -> None:
    """Word for word; where an answer changed on purpose, `python -m tests.test_documentation` writes them anew."""
    assert block.group() == refreshed(block)


def test_the_readme_has_an_example_of_every_kind() -> None:
    """None was lost with its marks."""
    kinds = {block["kind"] for block in BLOCK.finditer(README)}
    assert kinds == {"transcript", "help", "console", "json", "telegram", "failure"}
    assert {block["question"] for block in BLOCK.finditer(README) if block["kind"] == "telegram"} == set(CHATS)


def test_every_command_is_documented_and_none_that_does_not_exist() -> None:
    """What follows `quoth` in code is a command, an option or a placeholder."""
    in_code = "\n".join(re.findall(r"```(?:sh|console)\n(.*?)```", README, re.DOTALL)) + "\n".join(
        re.findall(r"`([^`\n]+)`", README)
    )
    used = set(re.findall(r"(?:^|[$|&;] *)quoth ([a-z]+)\b", in_code, re.MULTILINE))
    assert used == set(COMMANDS)


def test_every_flag_is_documented_and_none_that_does_not_exist() -> None:
    """Long options; the short one of the help stands in the help."""
    named = set(re.findall(r"(?<![\w-])--[a-z]+(?:-[a-z]+)*", README))
    assert named == {flag for flag in flags() if flag.startswith("--")} | FOREIGN_FLAGS


def test_every_variable_is_documented_and_none_that_does_not_exist() -> None:
    """Ours in the settings' table; those of others only where they are heeded."""
    ours = set(re.findall(r"\b(?:QUOTH|TELEGRAM)_[A-Z_]+\b", README))
    assert ours == set(VARIABLES)
    shouted = set(re.findall(r"`([A-Z]+(?:_[A-Z]+)*)(?:=[a-z]+)?`", README)) - ours
    assert shouted == {*FOREIGN_VARIABLES, "NAME"}


def test_every_command_in_a_chat_is_documented_and_none_that_does_not_exist() -> None:
    """Those of the console and those of Telegram's menu."""
    named = set(re.findall(r"`/([a-z]+)\b", README))
    assert named == {*CONSOLE_COMMANDS, *ENGLISH.commands, "start", EDITORS_COMMAND, *BOTFATHERS_COMMANDS}


def test_the_line_for_batch_is_one_that_batch_takes(capsys: pytest.CaptureFixture[str]) -> None:
    """Its answer comes back with its id."""
    line = re.search(r"printf '%s\\n' '([^']+)' \| quoth batch", README)
    assert line
    with patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(line[1].encode()), "utf-8")):
        assert main(["batch"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == 1


def test_the_library_in_the_readme_is_sound(tmp_path: Path) -> None:
    """The cards and tests that the README shows pass `quoth check` beside the shipped article."""
    cards, tests = re.findall(r"```yaml\n(# NAME\..*?)```", README, re.DOTALL)
    article = (default_library() / "kursk-offensive.txt").read_text(encoding="utf-8")
    (tmp_path / "name.txt").write_text(article, encoding="utf-8")
    (tmp_path / "name.cards.yaml").write_text(cards, encoding="utf-8")
    (tmp_path / "name.tests.yaml").write_text(tests, encoding="utf-8")
    assert main(["check", "--library", str(tmp_path)]) == 0


def test_the_two_commands_are_the_ones_that_continuous_integration_runs() -> None:
    """It reads them from between these marks."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    block = re.search(r"<!-- two commands -->\n```sh\n(.*?)```\n<!-- end -->", README, re.DOTALL)
    assert block
    assert block[1] == "pip install . && quoth ask \"Who is Keith Kellogg?\"\npip install '.[test]' && pytest\n"
    assert "<!-- two commands -->" in script
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_the_changelog_is_kept() -> None:
    """The headings of Keep a Changelog, the newest first."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## \[(.+?)\]", text, re.MULTILINE)
    assert headings[0] == "Unreleased"
    kinds = set(re.findall(r"^### (.+)$", text, re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


if __name__ == "__main__":
    (ROOT / "README.md").write_text(BLOCK.sub(refreshed, README), encoding="utf-8")
