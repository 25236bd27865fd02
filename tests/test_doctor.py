"""`quoth doctor`: each thing that can be wrong is found, with what to do; nothing is changed, no token is shown."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sqlite3
from contextlib import ExitStack, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from bot.cli import main
from bot.examining import machine, remote
from bot.examining.findings import ok
from bot.hold import hold
from bot.schema import MIGRATIONS
from bot.state import State
from knowledge import ask
from tests.bot_api import TOKEN, BotApi
from tests.bot_api.refusal import Refusal

DATA = Path(__file__).parent / "data"
SECRET = TOKEN.partition(":")[2]
Environ = dict[str, str]


@pytest.fixture
def environ(harbour: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Environ:
    """Settings with which all is well."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    State(tmp_path / "state").close()
    return {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "QUOTH_LIBRARY": str(harbour),
        "QUOTH_STATE": str(tmp_path / "state"),
        "QUOTH_CACHE": "off",
    }


def printed(*arguments: str, environ: Environ) -> tuple[int, str]:
    stream = TextIOWrapper(BytesIO(), "utf-8")
    with ExitStack() as stack:
        stack.enter_context(patch.dict(os.environ, environ))
        stack.enter_context(redirect_stdout(stream))
        status = main(["doctor", *arguments])
        stream.seek(0)
        return status, stream.read()


async def doctor(api: BotApi | None, environ: Environ) -> tuple[int, dict[str, tuple[str, str, str]]]:
    """Run `quoth doctor --json` beside the server; return the status and the last finding of each check."""
    url = api.url if api else environ.get("TELEGRAM_API_URL", "http://127.0.0.1:9")
    status, text = await asyncio.to_thread(printed, "--json", environ={"TELEGRAM_API_URL": url, **environ})
    assert SECRET not in text
    value = json.loads(text)
    assert value["ok"] == (status == 0)
    return status, {item["check"]: (item["level"], item["says"], item["remedy"]) for item in value["findings"]}


async def test_where_all_is_well_it_says_so(environ: Environ, harbour: Path, tmp_path: Path) -> None:
    """Word for word, with status 0; the state file is as it was."""
    before = (tmp_path / "state").read_bytes()
    async with BotApi() as api:
        status, text = await asyncio.to_thread(printed, environ={**environ, "TELEGRAM_API_URL": api.url})
        url = api.url
    assert (status, text.splitlines()) == (
        0,
        [
            "ok       settings      understood",
            f"ok       code          {machine.examine_code(ask).says}",
            f"ok       library       {harbour}: articles 1, fact cards 2",
            f"ok       state         {tmp_path / 'state'}: whole, writable",
            "ok       cache         off",
            "ok       clock         right",
            f"ok       network       {url} answers",
            "ok       token         it is @quoth_test_bot's",
            "ok       inline mode   on: @quoth_test_bot and a question, in any chat",
            "ok       privacy mode  on: in groups the bot sees only what is meant for it",
            "ok       webhook       none, the bot polls",
            "all is well",
        ],
    )
    assert (tmp_path / "state").read_bytes() == before
    assert not list((tmp_path / "here").iterdir())


def test_it_says_whether_a_question_meets_compiled_code() -> None:
    """Right either way."""
    assert machine.examine_code(printed) == ok("code", "plain Python")
    assert machine.examine_code(len) == ok("code", "compiled")


async def test_faults_of_the_settings_are_found_and_the_rest_is_still_looked_at(environ: Environ) -> None:
    """Each fault by itself, with its remedy, and status 1."""
    status, text = printed(environ={**environ, "QUOTH_LISTEN": "8080", "QUOTH_ADMINS": "me"})
    lines = text.splitlines()
    assert status == 1
    assert lines[0].startswith("fault    settings  QUOTH_LISTEN '8080' is no host:port")
    assert lines[1].strip().startswith("→ write it as")
    assert [line.split()[1] for line in lines if not line.startswith(" ")][:4] == [
        *("settings", "settings", "library", "state")
    ]
    assert lines[-1] == "2 faults, 0 warnings"


async def test_a_missing_or_refused_token_is_a_fault(environ: Environ) -> None:
    """With where to get one; the token itself is nowhere."""
    async with BotApi() as api:
        status, found = await doctor(api, {**environ, "TELEGRAM_BOT_TOKEN": f"7:{SECRET}"})
        assert (status, found["token"][:2]) == (1, ("fault", "Telegram does not accept it"))
        status, found = await doctor(api, {**environ, "TELEGRAM_BOT_TOKEN": ""})
    assert (status, found["token"][1]) == (1, "none is set")
    assert "@BotFather" in found["token"][2]


async def test_what_is_off_about_the_bot_is_said(environ: Environ) -> None:
    """Inline mode, privacy mode, and a clock that is an hour slow: it runs all the same."""
    async with BotApi(supports_inline_queries=False, can_read_all_group_messages=True) as api:
        api.ahead = 3600.0
        status, found = await doctor(api, environ)
    assert status == 0
    assert found["inline mode"][::2] == ("warning", "send @BotFather /setinline")
    assert found["privacy mode"][0] == "warning"
    assert found["clock"][0] == "warning"
    assert "behind the server's" in found["clock"][1]


async def test_a_server_that_is_silent_away_or_another_is_a_fault(
    environ: Environ, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each in words, with TELEGRAM_API_URL as the place to look."""
    status, found = await doctor(None, environ)
    assert (status, found["network"][:2]) == (1, ("fault", "http://127.0.0.1:9 cannot be reached (ConnectError)"))
    async with BotApi() as api:
        api.refuse("getMe", Refusal(502, "Bad Gateway"))
        status, found = await doctor(api, environ)
        assert (status, found["network"][0]) == (1, "fault")
        assert "answers with status 502" in found["network"][1]
        api.me = {"name": "something else"}
        assert (await doctor(api, environ))[1]["network"][0] == "fault"
    monkeypatch.setattr(remote, "PATIENCE", 0.05)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        status, found = await doctor(None, {**environ, "TELEGRAM_API_URL": url})
    assert (status, found["network"][1]) == (1, f"{url} cannot be reached (no answer in time)")


@pytest.mark.parametrize(
    ("wanted", "known", "delivery", "level", "says"),
    [
        ("", "https://other.example/secret-path", {}, "warning", "one is set, for other.example, and the settings"),
        ("https://bot.example/q", "", {}, "warning", "none is set"),
        ("https://bot.example/q", "https://other.example/x", {}, "warning", "another one is set, for other.example"),
        ("https://bot.example/q", "https://bot.example/q", {"pending_update_count": 2}, "ok", "2 updates wait"),
        (
            "https://bot.example/q",
            "https://bot.example/q",
            {"pending_update_count": 2, "last_error_message": "Wrong response from the webhook: 502 Bad Gateway"},
            "fault",
            "Telegram cannot deliver: Wrong response from the webhook: 502 Bad Gateway; 2 updates wait",
        ),
    ],
)
async def test_the_webhook_is_compared_with_the_settings(  # noqa: PLR0917
    environ: Environ, wanted: str, known: str, delivery: dict[str, Any], level: str, says: str
) -> None:
    """What is set elsewhere, not yet, or does not work; another's address is named by its host alone."""
    async with BotApi() as api:
        api.webhook = known
        api.delivery |= delivery
        _, found = await doctor(api, {**environ, "QUOTH_WEBHOOK_URL": wanted, "QUOTH_LISTEN": "unix:hook.sock"})
    assert found["webhook"][0] == level
    assert says in found["webhook"][1]
    assert "secret-path" not in str(found)


async def test_what_is_wrong_with_the_state_is_found(environ: Environ, tmp_path: Path) -> None:
    """None yet, old, open to others, locked, in use, damaged, another program's, damaged before."""
    file = tmp_path / "state"

    def state() -> tuple[str, str, str]:
        text = printed("--json", environ={**environ, "TELEGRAM_BOT_TOKEN": ""})[1]
        items = [item for item in json.loads(text)["findings"] if item["check"] == "state"]
        return items[-1]["level"], items[-1]["says"], items[-1]["remedy"]

    with hold(file):
        assert state() == ("ok", f"{file}: whole, writable, a bot runs on it", "")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert state()[0] == "fault"
    assert "locked" in state()[1]
    other.close()
    file.chmod(0o644)
    assert state() == ("warning", f"{file}: other users may read it", f"chmod 600 {file}")
    file.write_bytes(b"SQLite format 3\0" + b"\xff" * 8000)
    assert state()[0] == "fault"
    assert "is damaged" in state()[1]
    file.write_text("dear diary " * 50)
    assert state()[0] == "fault"
    file.unlink()
    assert state() == ("ok", f"{file}: not there yet, quoth telegram makes it", "")
    database = sqlite3.connect(file)
    database.executescript((DATA / "state_v1.sql").read_text(encoding="utf-8"))
    database.close()
    file.chmod(0o600)
    assert f"version 1 of {len(MIGRATIONS)}, brought up to date at the next start" in state()[1]
    (tmp_path / "state.damaged-20260101T000000Z").touch()
    assert state()[0] == "warning"
    assert "was damaged once" in state()[1]


async def test_a_library_at_fault_is_found(environ: Environ, harbour: Path) -> None:
    """`quoth check` says what."""
    (harbour / "harbour.cards.yaml").write_text("cards: [{id: x}]", encoding="utf-8")
    status, text = printed("--json", environ={**environ, "TELEGRAM_BOT_TOKEN": ""})
    (found,) = [item for item in json.loads(text)["findings"] if item["check"] == "library"]
    assert (status, found["level"], found["remedy"]) == (1, "fault", "quoth check lists them")


async def test_an_address_that_is_taken_is_found_unless_the_bot_itself_has_it(environ: Environ, tmp_path: Path) -> None:
    """The variable to change is named."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        more = {**environ, "QUOTH_METRICS": f"127.0.0.1:{taken.getsockname()[1]}", "TELEGRAM_BOT_TOKEN": ""}
        assert "set QUOTH_METRICS to a free address" in printed(environ=more)[1]
        with hold(tmp_path / "state"):
            assert "QUOTH_METRICS" not in printed(environ=more)[1]


async def test_warnings_of_the_settings_are_shown(environ: Environ, tmp_path: Path) -> None:
    """A token file that others may read."""
    token = tmp_path / "token"
    token.write_text(TOKEN, encoding="utf-8")
    token.chmod(0o644)
    async with BotApi() as api:
        more = {**environ, "TELEGRAM_BOT_TOKEN": "", "TELEGRAM_BOT_TOKEN_FILE": str(token)}
        status, found = await doctor(api, more)
    assert status == 0
    assert found["settings"] == ("warning", f"other users may read the token in '{token}'", "chmod 600 that file")
