"""`run_telegram` in a process of its own: it answers, stops when told, and says in one line why it cannot go on."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sqlite3
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from bot.thinking import how_many
from tests.bot_api import TOKEN, BotApi, Chats
from tests.bot_api.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

RUN = """
import json
import sys
from dataclasses import replace
from pathlib import Path
from bot.application import run_telegram
from bot.errors import BotError
from bot.settings import Address, Settings
library, state, token, url, more = sys.argv[1:6]
fixed = Settings(library=Path(library), state=Path(state), token=token or None, api_url=url)
try:
    more = json.loads(more)
    for name in more.keys() & {"listen", "metrics"}:
        more[name] = Path(more[name]) if isinstance(more[name], str) else Address(*more[name])
    code = run_telegram(replace(fixed, **more))
except BotError as fault:
    print(f"quoth: {fault}", file=sys.stderr)
    code = 2
sys.exit(code)
"""
PATIENCE = 20.0


@asynccontextmanager
async def process(
    library: Path, state: Path, url: str, token: str = TOKEN, **more: Any
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run the bot with what its settings come to."""
    async with python("-c", RUN, str(library), str(state), token, url, json.dumps(more)) as running:
        yield running


@asynccontextmanager
async def python(*arguments: str, **set_: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run Python with these arguments and variables; whatever happens, it does not outlive the block."""
    running = await asyncio.create_subprocess_exec(
        *(sys.executable, *arguments),
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), **set_},
    )
    try:
        yield running
    finally:
        if running.returncode is None:
            running.kill()
            await running.wait()


async def ended(running: asyncio.subprocess.Process) -> tuple[int | None, str]:
    """Wait for the end; return the exit status and what was written to standard error."""
    _, stderr = await asyncio.wait_for(running.communicate(), PATIENCE)
    return running.returncode, stderr.decode()


def complaints(log: str) -> list[str]:
    """List the lines that say why the bot cannot go on; every other one is of the log, in JSON."""
    return [line for line in log.splitlines() if not isinstance(parsed(line), dict)]


def parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return None


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
async def test_the_bot_answers_and_stops_when_told(harbour: Path, tmp_path: Path, stop: signal.Signals) -> None:
    """Exit status 0; what was asked is in the state file; neither the token nor the question is in the log."""
    state = tmp_path / "new" / "state.sqlite3"
    async with BotApi() as api, process(harbour, state, api.url) as running:
        await api.until(lambda: api.polls)
        question = "Who reopened the harbour of Lindesund?"
        Chats(api).write(question)
        answer = await api.next_sent()
        running.send_signal(stop)
        status, log = await ended(running)
    assert "Astrid Falk" in answer["text"]
    assert (status, "Traceback" in log) == (0, False)
    assert TOKEN not in log
    assert "reopened" not in log
    assert "running as @quoth_test_bot" in log
    with sqlite3.connect(state) as database:
        assert database.execute("SELECT question FROM answer").fetchall() == [(question,)]
    database.close()


@asynccontextmanager
async def command(library: Path, state: Path, url: str, **set_: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run `quoth telegram` itself, set up by the environment."""
    environ = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": url,
        "QUOTH_LIBRARY": str(library),
        "QUOTH_STATE": str(state),
    }
    async with python("-m", "bot.cli", "telegram", **environ, **set_) as running:
        yield running


async def test_quoth_telegram_runs_the_bot_from_its_settings(harbour: Path, tmp_path: Path) -> None:
    """The command itself: token, server, library and state from the environment; SIGTERM ends it with status 0."""
    async with BotApi() as api, command(harbour, tmp_path / "state", api.url) as running:
        await api.until(lambda: api.polls)
        Chats(api).write("Who reopened the harbour of Lindesund?")
        assert "Astrid Falk" in (await api.next_sent())["text"]
        running.terminate()
        status, log = await ended(running)
    assert (status, TOKEN in log) == (0, False)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no /proc to look in")
async def test_as_many_processes_think_as_are_set(harbour: Path, tmp_path: Path) -> None:
    """One where QUOTH_PROCESSES says so, on however many cores."""
    async with BotApi() as api, command(harbour, tmp_path / "state", api.url, QUOTH_PROCESSES="1") as running:
        await api.until(lambda: children(running.pid))
        await asyncio.sleep(0.2)  # a second one would have been started in the same breath
        assert len(children(running.pid)) == 1
        running.terminate()
        assert (await ended(running))[0] == 0


@pytest.mark.skipif(not how_many() or not Path("/proc/self/task").exists(), reason="one core, or no /proc to look in")
@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGKILL])
async def test_the_processes_that_think_leave_with_the_bot(harbour: Path, tmp_path: Path, stop: signal.Signals) -> None:
    """However it ends; while they are there, the bot answers."""
    async with BotApi() as api, process(harbour, tmp_path / "state", api.url) as running:
        await api.until(lambda: len(children(running.pid)) == how_many())
        started = children(running.pid)
        Chats(api).write("Who reopened the harbour of Lindesund?")
        assert "Astrid Falk" in (await api.next_sent())["text"]
        running.send_signal(stop)
        await ended(running)
        await api.until(lambda: not any(runs(number) for number in started))


def runs(process: int) -> bool:
    """Say whether `process` is there, and not only its entry that nobody has read yet."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def children(process: int) -> list[int]:
    """List the processes that `process` has started."""
    return [
        int(number)
        for task in Path(f"/proc/{process}/task").iterdir()
        for number in (task / "children").read_text().split()
    ]


@pytest.mark.parametrize("token", ["1234567:revoked", "1234567:nonsense"])
async def test_a_token_that_telegram_refuses_is_named_in_one_line(harbour: Path, tmp_path: Path, token: str) -> None:
    """The remedy is named, the token is not."""
    async with BotApi() as api, process(harbour, tmp_path / "state", api.url, token) as running:
        status, log = await ended(running)
    assert (status, len(complaints(log))) == (2, 1)
    assert "does not accept the bot token" in complaints(log)[0]
    assert token.partition(":")[2] not in log


async def test_without_a_token_the_bot_says_where_to_get_one(harbour: Path, tmp_path: Path) -> None:
    """One line, before anything is read or written."""
    async with process(harbour, tmp_path / "state", "http://127.0.0.1:9", token="") as running:
        status, log = await ended(running)
    assert (status, len(log.splitlines())) == (2, 1)
    assert "@BotFather" in log
    assert not (tmp_path / "state").exists()


async def test_a_token_revoked_while_running_ends_the_bot(harbour: Path, tmp_path: Path) -> None:
    """The library alone would fall silent and run on."""
    async with BotApi() as api, process(harbour, tmp_path / "state", api.url) as running:
        await api.until(lambda: api.polls)
        api.token = "1234567:new"
        Chats(api).write("hello")
        status, log = await ended(running)
    assert status == 2
    assert "no longer accepts the bot token" in log.splitlines()[-1]
    assert "Traceback" not in log


async def test_a_second_poller_stops_with_one_line_and_the_first_goes_on(harbour: Path, tmp_path: Path) -> None:
    """Two bots with one token would take each other's updates; the one that was there before is not driven out."""
    async with BotApi() as api, process(harbour, tmp_path / "one", api.url) as first:
        await api.until(lambda: api.polls)
        Chats(api).write("Who reopened the harbour of Lindesund?")
        await api.next_sent()
        async with process(harbour, tmp_path / "two", api.url) as second:
            status, log = await ended(second)
        Chats(api).write("How many boats were lost in the storm?")
        await api.next_sent(2)
        first.terminate()
        assert (await ended(first))[0] == 0
    assert status == 2
    (line,) = complaints(log)
    assert "another program is polling with the same bot token" in line
    assert "Traceback" not in log


async def test_where_the_other_poller_does_not_give_in_this_one_does(harbour: Path, tmp_path: Path) -> None:
    """Two that insist would refuse each other for ever."""
    async with BotApi() as api, process(harbour, tmp_path / "one", api.url) as running:
        await api.until(lambda: api.polls)
        Chats(api).write("Who reopened the harbour of Lindesund?")
        await api.next_sent()
        api.refuse("getUpdates", Refusal(409, "Conflict: terminated by other getUpdates request"), times=100)
        Chats(api).write("again")
        status, log = await ended(running)
    assert status == 2
    assert "another program is polling with the same bot token" in complaints(log)[0]


async def test_a_second_bot_on_the_same_state_file_does_not_start(harbour: Path, tmp_path: Path) -> None:
    """It says so before it asks Telegram anything; the first does not notice."""
    state = tmp_path / "state"
    async with BotApi() as api, process(harbour, state, api.url) as first:
        await api.until(lambda: api.polls)
        async with process(harbour, state, api.url) as second:
            status, log = await ended(second)
        assert (status, len(complaints(log)), len(log.splitlines())) == (2, 1, 1)
        assert "another quoth telegram runs on this state file" in log
        assert len(api.called("getMe")) == 1
        first.terminate()
        assert (await ended(first))[0] == 0


async def test_no_network_when_starting_is_told_at_once_and_waited_out(harbour: Path, tmp_path: Path) -> None:
    """The address that was tried is named, and TELEGRAM_API_URL; when Telegram is there, the bot runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    async with process(harbour, tmp_path / "state", url) as running:
        assert running.stderr
        lines = [json.loads(await asyncio.wait_for(running.stderr.readline(), PATIENCE)) for _ in range(2)]
        async with BotApi(port) as api:
            await api.until(lambda: api.polls)
            running.terminate()
            assert (await ended(running))[0] == 0
    assert lines[0]["message"] == f"asking Telegram at {url} who this bot is"
    assert lines[1]["message"].startswith(f"cannot reach Telegram at {url}: ")
    assert "TELEGRAM_API_URL" in lines[1]["message"]
    assert [line["level"] for line in lines] == ["INFO", "WARNING"]


async def test_a_bot_that_still_waits_for_telegram_stops_when_told(harbour: Path, tmp_path: Path) -> None:
    """In a pause between two tries too; that is no failure."""
    async with process(harbour, tmp_path / "state", "http://127.0.0.1:9") as running:
        assert running.stderr
        while b"cannot reach" not in await asyncio.wait_for(running.stderr.readline(), PATIENCE):
            continue
        running.terminate()
        status, log = await ended(running)
    assert (status, "Traceback" in log) == (0, False)


async def test_a_server_that_is_no_bot_api_is_named_in_one_line(harbour: Path, tmp_path: Path) -> None:
    """JSON with other fields than Telegram's ends in a line about TELEGRAM_API_URL."""
    async with BotApi() as api, process(harbour, tmp_path / "state", api.url) as running:
        api.me = {"name": "something else"}
        status, log = await ended(running)
    assert status == 2
    assert log.splitlines()[-1].endswith("does not answer as a Bot API server does; check TELEGRAM_API_URL")
    assert "Traceback" not in log


async def test_updates_are_taken_by_webhook(harbour: Path, tmp_path: Path) -> None:
    """Telegram is told the address and the secret; who does not know the secret is not heard; the end is clean."""
    hook: dict[str, Any] = {
        "webhook_url": "https://bot.example/quoth",
        "listen": ["127.0.0.1", 0],
        "webhook_secret": "s3cret",
    }
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        hook["listen"] = list(free.getsockname())
    async with (
        BotApi() as api,
        process(harbour, tmp_path / "state", api.url, **hook) as running,
        httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{hook['listen'][1]}",
            transport=httpx.AsyncHTTPTransport(retries=6),  # the address is told before it is listened on
        ) as telegram,
    ):
        await api.until(lambda: api.webhook)
        assert api.called("setWebhook")[0]["secret_token"] == "s3cret"
        message = Chats(api).message("Who reopened the harbour of Lindesund?")
        update = {"update_id": 1, "message": message}
        forged = await telegram.post("/quoth", json=update, headers={"X-Telegram-Bot-Api-Secret-Token": "guess"})
        taken = await telegram.post("/quoth", json=update, headers={"X-Telegram-Bot-Api-Secret-Token": "s3cret"})
        assert (forged.status_code, taken.status_code) == (403, 200)
        assert "Astrid Falk" in (await api.next_sent())["text"]
        running.terminate()
        status, log = await ended(running)
    assert (status, "Traceback" in log, "s3cret" in log) == (0, False, False)
    assert api.polls == 0


async def test_an_address_that_is_taken_is_told_in_one_line(harbour: Path, tmp_path: Path) -> None:
    """The address and QUOTH_LISTEN are named."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        listen = list(taken.getsockname())
        async with (
            BotApi() as api,
            process(harbour, tmp_path / "s", api.url, webhook_url="https://bot.example/q", listen=listen) as running,
        ):
            status, log = await ended(running)
    assert status == 2
    assert log.splitlines()[-1].startswith(f"quoth: cannot listen on 127.0.0.1:{listen[1]}")
    assert "Traceback" not in log


async def test_a_state_file_that_is_none_is_told_in_one_line(harbour: Path, tmp_path: Path) -> None:
    """It is left as it is."""
    file = tmp_path / "state"
    file.write_text("my diary, not a database, and longer than a header of one hundred bytes " * 3)
    before = file.read_bytes()
    async with process(harbour, file, "http://127.0.0.1:9") as running:
        status, log = await ended(running)
    assert (status, len(log.splitlines())) == (2, 1)
    assert "QUOTH_STATE" in log
    assert file.read_bytes() == before
