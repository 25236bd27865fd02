"""The bot as an operator meets it: webhook, metrics and health, the end in time, what a kill leaves, secrets."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import socket
import sqlite3
import stat
import sys
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from bot.application import build
from bot.handlers.desk import Desk
from bot.settings import Settings
from bot.state import State
from bot.webhook import Secret, secret_of
from tests.bot_api import TOKEN, BotApi, Chats
from tests.bot_api.articles import collection
from tests.bot_api.refusal import Refusal, flood
from tests.bot_api.running import running
from tests.test_telegram_process import complaints, ended, process

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.store import Store

WHO = "Who reopened the harbour of Lindesund?"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
HOOK: dict[str, Any] = {"webhook_url": "https://bot.example/a.b/hook"}


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def log_of(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


async def get(url: str) -> httpx.Response:
    """Ask until somebody listens."""
    async with httpx.AsyncClient() as client:
        for _ in range(400):
            try:
                return await client.get(url)
            except httpx.ConnectError:
                await asyncio.sleep(0.02)
    raise AssertionError(f"nobody listens at {url}")


async def healthy(url: str) -> dict[str, str]:
    """Ask for the health until all is well."""
    for _ in range(400):
        answer = await get(f"{url}/healthz")
        if answer.status_code == 200:
            return dict(answer.json())
        await asyncio.sleep(0.02)
    raise AssertionError(answer.text)


async def done(url: str) -> str:
    """Ask for the metrics until nothing is under way."""
    for _ in range(400):
        text = (await get(f"{url}/metrics")).text
        if samples(text)["quoth_updates_under_way"] == 0:
            return text
        await asyncio.sleep(0.02)
    raise AssertionError(text)


def samples(text: str) -> dict[str, float]:
    """Read Prometheus' text format: the values by name and labels."""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


async def test_a_webhook_on_a_unix_socket_with_a_secret_of_its_own(harbour: Path, tmp_path: Path) -> None:
    """The secret is made, told to Telegram, kept with the state for nobody else to read; path and socket are exact."""
    sock, state = tmp_path / "run" / "hook.sock", tmp_path / "state"
    told = []
    for turn in range(2):
        async with (
            BotApi() as api,
            process(harbour, state, api.url, **HOOK, listen=str(sock), debug=bool(turn)) as bot,
            httpx.AsyncClient(transport=httpx.AsyncHTTPTransport(uds=str(sock)), base_url="http://bot") as telegram,
        ):
            await api.until(sock.exists)
            told.append((await api.until(partial(api.called, "setWebhook")))[0]["secret_token"])
            headers = {HEADER: told[-1]}
            update = {"update_id": 10 + turn, "message": Chats(api).message(WHO)}
            forged = [{}, {HEADER: "guess"}, {HEADER: told[-1][:-1]}, {HEADER: told[-1] + "x"}]
            refused = [(await telegram.post("/a.b/hook", json=update, headers=guess)).status_code for guess in forged]
            assert refused == [403] * 4
            assert (await telegram.post("/aXb/hook", json=update, headers=headers)).status_code == 404
            assert (await telegram.get("/a.b/hook")).status_code == 405
            assert (await telegram.post("/a.b/hook", json=update, headers=headers)).status_code == 200
            assert (await telegram.post("/a.b/hook", json=update, headers=headers)).status_code == 200
            assert "Astrid Falk" in (await api.next_sent())["text"]
            assert stat.S_IMODE(sock.stat().st_mode) == 0o660
            bot.terminate()
            status, log = await ended(bot)
            assert len(api.sent()) == 1, "an update that Telegram delivers twice is answered once"
        assert (status, sock.exists(), told[-1] in log) == (0, False, False)
    assert told[0] == told[1]
    assert re.fullmatch(r"[\w-]{64}", told[0])
    assert stat.S_IMODE(state.stat().st_mode) == 0o600


async def test_a_webhook_update_that_cannot_be_read_is_taken_and_counted(harbour: Path, tmp_path: Path) -> None:
    """Refused, Telegram would deliver it for a day, and hold back what comes after it; the log has no word of it."""
    hook, metrics = free_port(), free_port()
    async with (
        BotApi() as api,
        process(
            harbour, tmp_path / "s", api.url, **HOOK, listen=["127.0.0.1", hook], metrics=["127.0.0.1", metrics]
        ) as bot,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{hook}", timeout=20) as telegram,
    ):
        await healthy(f"http://127.0.0.1:{metrics}")
        secret = api.called("setWebhook")[0]["secret_token"]
        headers = {HEADER: secret, "Content-Type": "application/json"}
        unread = [
            b'{"update_id": 7, "message": {"text": "my secret words"}}',
            b'{"update_id": "my secret words", "poll": 3}',
            b"my secret words",
            b"[" * 100_000,
        ]
        taken = [(await telegram.post("/a.b/hook", content=body, headers=headers)).status_code for body in unread]
        forged = await telegram.post("/a.b/hook", content=unread[0], headers={**headers, HEADER: "guess"})
        with pytest.raises(httpx.TransportError):  # the connection is closed before it is read
            await telegram.post("/a.b/hook", content=b" " * 20_000_000, headers=headers)
        message = {"update_id": 8, "message": Chats(api).message(WHO)}
        assert (await telegram.post("/a.b/hook", json=message, headers=headers)).status_code == 200
        assert "Astrid Falk" in (await api.next_sent())["text"]
        counted = samples(await done(f"http://127.0.0.1:{metrics}"))
        bot.terminate()
        status, log = await ended(bot)
    assert taken == [200] * 4
    assert forged.status_code == 403
    assert counted["quoth_updates_unreadable_total"] == 4
    said = [entry["message"] for entry in log_of(log) if entry["level"] == "ERROR"]
    assert len(said) == 4
    assert said[0] == "update 7 passed over, it cannot be read: KeyError"
    assert (status, "secret words" in log) == (0, False)


async def test_a_socket_that_somebody_listens_on_is_left_to_them(harbour: Path, tmp_path: Path) -> None:
    """So is a file of that name; one line says so."""
    sock = tmp_path / "hook.sock"
    with socket.socket(socket.AF_UNIX) as other:
        other.bind(str(sock))
        other.listen()
        async with BotApi() as api, process(harbour, tmp_path / "s", api.url, **HOOK, listen=str(sock)) as bot:
            status, log = await ended(bot)
    assert (status, len(complaints(log))) == (2, 1)
    assert f"cannot listen on {sock}: another program does" in log
    sock.unlink()
    sock.write_text("a letter")
    async with BotApi() as api, process(harbour, tmp_path / "s", api.url, **HOOK, listen=str(sock)) as bot:
        status, log = await ended(bot)
    assert (status, sock.read_text()) == (2, "a letter")
    assert "there is a file of that name" in complaints(log)[0]


async def test_a_webhook_that_another_program_takes_away_ends_the_bot(harbour: Path, tmp_path: Path) -> None:
    """It would wait for ever for what another is sent."""
    async with BotApi() as api:
        api.hijacked = "https://other.example/"
        listen = ["127.0.0.1", free_port()]
        async with process(harbour, tmp_path / "s", api.url, **HOOK, listen=listen) as bot:
            status, log = await ended(bot)
    assert status == 2
    assert "another program has taken the webhook away" in complaints(log)[0]


async def test_a_webhook_that_telegram_refuses_is_told_in_its_words(harbour: Path, tmp_path: Path) -> None:
    """The variable to mend is named; the network is not blamed."""
    async with BotApi() as api:
        api.refuse("setWebhook", Refusal(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"))
        listen = ["127.0.0.1", free_port()]
        async with process(harbour, tmp_path / "s", api.url, **HOOK, listen=listen) as bot:
            status, log = await ended(bot)
    assert (status, len(complaints(log))) == (2, 1)
    assert "https url must be provided for webhook; check QUOTH_WEBHOOK_URL" in complaints(log)[0]
    assert "network" not in complaints(log)[0]


async def test_a_token_revoked_while_a_webhook_waits_ends_the_bot(harbour: Path, tmp_path: Path) -> None:
    """No update would ever come again, and nothing would say so."""
    async with BotApi() as api:
        api.refuse("getWebhookInfo", Refusal(401, "Unauthorized"))
        listen = ["127.0.0.1", free_port()]
        async with process(harbour, tmp_path / "s", api.url, **HOOK, listen=listen) as bot:
            status, log = await ended(bot)
    assert (status, len(complaints(log))) == (2, 1)
    assert "no longer accepts the bot token" in complaints(log)[0]


def test_the_secret_is_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library writes `sent != secret`: that reaches hmac.compare_digest from either side, for any text."""
    compared: list[tuple[bytes, bytes]] = []

    def compare(one: bytes, other: bytes) -> bool:
        compared.append((one, other))
        return one == other

    monkeypatch.setattr("bot.webhook.hmac.compare_digest", compare)
    secret = Secret("s3cret")
    sent = ("s3cret", "guess", "\udc80")
    assert [one != secret for one in sent] == [False, True, True]
    assert len(compared) == 3
    assert (secret == 7, hash(secret) == hash("s3cret")) == (False, True)


def test_a_secret_that_is_set_is_used_and_not_kept(tmp_path: Path) -> None:
    """One that is made is the same until the file is gone."""
    state = State(tmp_path / "state")
    store: Store = state.store
    settings = Settings(library=Path(), state=Path())
    made = secret_of(settings, store)
    assert secret_of(settings, store) == made
    assert secret_of(Settings(library=Path(), state=Path(), webhook_secret="set"), store) == "set"
    assert store.read("SELECT secret FROM webhook") == [(str(made),)]
    state.close()


async def test_metrics_count_what_happens_and_say_nothing_of_anybody(harbour: Path, tmp_path: Path) -> None:
    """Questions by outcome and surface, seconds, Telegram's errors by kind, the library's edition; nobody's word."""
    port = free_port()
    async with BotApi() as api, process(harbour, tmp_path / "s", api.url, metrics=["127.0.0.1", port]) as bot:
        url = f"http://127.0.0.1:{port}"
        assert await healthy(url) == {"status": "ok", "polling": "ok", "library": "ok", "state": "ok"}
        before = samples((await get(f"{url}/metrics")).text)
        people = Chats(api)
        people.write(WHO)
        people.write("What is the capital of Australia?")
        await api.next_sent(2)
        api.refuse("sendMessage", flood(1))
        people.write(f"@quoth_test_bot {WHO}", people.group())
        await api.next_sent(1, -100200)
        text = await done(url)
        missing = await get(f"{url}/other")
        bot.terminate()
        assert (await ended(bot))[0] == 0
    after = samples(text)
    changed = {name: value - before.get(name, 0) for name, value in after.items() if name.startswith("quoth_")}
    assert before['quoth_questions_total{outcome="answered",surface="private"}'] == 0
    assert changed['quoth_questions_total{outcome="answered",surface="private"}'] == 1
    assert changed['quoth_questions_total{outcome="not_found",surface="private"}'] == 1
    assert changed['quoth_questions_total{outcome="answered",surface="group"}'] == 1
    assert changed['quoth_answer_seconds_count{surface="private"}'] == 2
    assert changed['quoth_telegram_errors_total{kind="flood"}'] == 1
    assert after["quoth_updates_under_way"] == 0
    assert (after["quoth_library_articles"], after["quoth_library_cards"]) == (1, 2)
    assert re.search(r'quoth_library_info\{edition="[0-9a-f]{12}"\} 1\.0', text)
    assert [word for word in ("Lindesund", "Australia", "100200", "Person", TOKEN) if word in text] == []
    assert missing.status_code == 404


async def test_health_says_what_is_wrong(harbour: Path, tmp_path: Path) -> None:
    """Status 503 while Telegram is not reached and while the state cannot be written; 200 when that is over."""
    port, state = free_port(), tmp_path / "s"
    telegram = free_port()
    url = f"http://127.0.0.1:{port}"
    async with process(harbour, state, f"http://127.0.0.1:{telegram}", metrics=["127.0.0.1", port]) as bot:
        cold = await get(f"{url}/healthz")
        assert (cold.status_code, cold.json()["polling"]) == (503, "not connected to Telegram yet")
        async with BotApi(telegram) as api:
            await healthy(url)
            other = sqlite3.connect(state, isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
            locked = await get(f"{url}/healthz")
            assert locked.status_code == 503
            assert "locked" in locked.json()["state"]
            Chats(api).write(WHO)
            assert "Astrid Falk" in (await api.next_sent())["text"]
            other.close()
            await healthy(url)
            bot.terminate()
            status, log = await ended(bot)
    assert status == 0
    assert [entry["level"] for entry in log_of(log) if "not remembered" in entry["message"]] == ["ERROR"]


async def test_an_address_for_metrics_that_is_taken_is_told_in_one_line(harbour: Path, tmp_path: Path) -> None:
    """QUOTH_METRICS is named."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        async with process(harbour, tmp_path / "s", "http://127.0.0.1:9", metrics=list(taken.getsockname())) as bot:
            status, log = await ended(bot)
    assert (status, len(complaints(log))) == (2, 1)
    assert "QUOTH_METRICS" in log


async def test_what_was_taken_is_answered_before_the_bot_ends(harbour: Path, tmp_path: Path) -> None:
    """A hundred questions, and the signal while they are under way: every one that Telegram handed out is answered."""
    async with BotApi() as api, process(harbour, tmp_path / "s", api.url) as bot:
        await api.until(lambda: api.polls)
        people = Chats(api)
        for number in range(100):
            people.write(WHO, people.private(1000 + number))
        await api.next_sent()
        bot.terminate()
        status, log = await ended(bot)
        left = len(api.waiting())
        assert status == 0
        assert len(api.sent()) + left == 100
        assert "not done in time" not in log
        async with process(harbour, tmp_path / "s", api.url) as again:
            await api.next_sent(100)
            await api.quiet()
            again.terminate()
            await ended(again)
        assert len(api.sent()) == 100, "none is answered twice"


async def test_an_answer_that_telegram_holds_back_does_not_hold_up_the_end(harbour: Path, tmp_path: Path) -> None:
    """It is given up; who asked is told so at the next start, once, and the question is not answered twice."""
    async with BotApi() as api:
        async with process(harbour, tmp_path / "s", api.url) as bot:
            await api.until(lambda: api.polls)
            api.refuse("sendMessage", flood(30))
            Chats(api).write(WHO)
            await api.until(lambda: api.refused)
            began = asyncio.get_running_loop().time()
            bot.terminate()
            status, log = await ended(bot)
            assert asyncio.get_running_loop().time() - began < 15, "not the thirty that Telegram asks for"
        assert status == 0
        assert "1 updates were not done in time" in log
        assert "Traceback" not in log
        for _ in range(2):
            async with process(harbour, tmp_path / "s", api.url) as again:
                assert "went wrong" in (await api.next_sent())["text"]
                await api.quiet()
                again.terminate()
                await ended(again)
            assert len(api.sent()) == 1


async def test_a_telegram_that_does_not_answer_does_not_hold_up_the_end(harbour: Path, tmp_path: Path) -> None:
    """Neither the request under way nor the farewell is waited for."""
    async with BotApi() as api, process(harbour, tmp_path / "s", api.url) as bot:
        await api.until(lambda: api.polls)
        Chats(api).write(WHO)
        await api.next_sent()
        api.deaf = True
        began = asyncio.get_running_loop().time()
        bot.terminate()
        status, log = await ended(bot)
        took = asyncio.get_running_loop().time() - began
        api.deaf = False
    assert (status, "Traceback" in log) == (0, False)
    assert took < 15, "it would wait for ever"


async def test_what_a_killed_bot_had_taken_is_told_and_not_answered_twice(harbour: Path, tmp_path: Path) -> None:
    """Telegram delivers it again, for it cannot know; the chat of the lost question hears of it."""
    async with BotApi() as api:
        async with process(harbour, tmp_path / "s", api.url) as bot:
            await api.until(lambda: api.polls)
            people = Chats(api)
            people.write(WHO, people.private(8))
            await api.next_sent(1, 8)
            await api.quiet()
            api.refuse("sendMessage", flood(30))
            people.write(WHO, people.private(9))
            await api.until(lambda: api.refused)
            bot.send_signal(signal.SIGKILL)
            await bot.wait()
        async with process(harbour, tmp_path / "s", api.url) as again:
            told = await api.next_sent(1, 9)
            people.write(WHO, people.private(9))
            assert "Astrid Falk" in (await api.next_sent(2, 9))["text"]
            again.terminate()
            assert (await ended(again))[0] == 0
    assert "went wrong" in told["text"]
    assert len(api.sent(8)) == 1


async def test_the_token_is_in_no_traceback_and_no_other_process(harbour: Path, tmp_path: Path) -> None:
    """Not with --debug, where Telegram's refusal is shown with its traceback; not in `ps`, not in a dump."""
    environ = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "QUOTH_LIBRARY": str(harbour),
        "QUOTH_STATE": str(tmp_path / "state"),
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }
    async with BotApi() as api:
        bot = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.cli", "telegram", "--debug"),
            stderr=asyncio.subprocess.PIPE,
            cwd=tmp_path,
            env={**os.environ, **environ, "TELEGRAM_API_URL": api.url},
        )
        try:
            await api.until(lambda: api.polls)
            if sys.platform == "linux":
                process_files = Path(f"/proc/{bot.pid}")
                limits = (process_files / "limits").read_text()
                assert re.search(r"Max core file size +0 +0 ", limits)
                assert TOKEN.encode() not in (process_files / "cmdline").read_bytes()
                if os.geteuid():
                    with pytest.raises(PermissionError):
                        (process_files / "environ").read_bytes()
            Chats(api).write(WHO)
            await api.next_sent()
            api.token = "1234567:new"
            Chats(api).write(WHO)
            status, log = await ended(bot)
            api.token = "7:other"
            refused = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot.cli", "telegram", "--debug"),
                stderr=asyncio.subprocess.PIPE,
                cwd=tmp_path,
                env={**os.environ, **environ, "TELEGRAM_API_URL": api.url},
            )
            second, traceback = await ended(refused)
        finally:
            if bot.returncode is None:
                bot.kill()
                await bot.wait()
    assert (status, second) == (2, 2)
    secret = TOKEN.partition(":")[2]
    assert "Traceback" in traceback
    assert (secret in log, secret in traceback) == (False, False)


async def test_a_bot_in_this_process_forgets_what_is_done() -> None:
    """Nothing is kept of an update that was handled but its number."""
    async with running() as bot:
        bot.people.write(WHO)
        await bot.api.next_sent()
        await bot.api.quiet()
        rows = bot.state.store.read("SELECT chat, done FROM taken")
        assert vars(bot.app.update_queue)["under_way"] == {}
    assert rows
    assert set(rows) == {(None, 1)}


def test_the_wiring_needs_no_network(tmp_path: Path) -> None:
    """An application can be built and thrown away."""
    state = State(tmp_path / "state")
    settings = Settings(library=Path(), state=tmp_path, token=TOKEN)
    assert build(settings, Desk(collection(), state)).bot.token == TOKEN
    state.close()


@asynccontextmanager
async def page(status: str) -> AsyncIterator[str]:
    """Serve a page to whoever asks, as proxies and hotels do."""
    body = b"<html>" + b"<p>Sign in</p>" * 500 + b"</html>"

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        head = (
            f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        )
        writer.write(head.encode() + body)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def test_a_page_in_place_of_an_answer_is_one_short_line(harbour: Path, tmp_path: Path) -> None:
    """Where it says that all is well nothing helps but a look at the address; a gateway's fault is waited out."""
    async with page("200 OK") as url, process(harbour, tmp_path / "s", url) as bot:
        status, log = await ended(bot)
    assert (status, len(complaints(log))) == (2, 1)
    assert "check TELEGRAM_API_URL" in log
    async with page("502 Bad Gateway") as url, process(harbour, tmp_path / "s", url) as bot:
        assert bot.stderr
        while b"trying again" not in (line := await asyncio.wait_for(bot.stderr.readline(), 20)):
            continue
        bot.terminate()
        assert (await ended(bot))[0] == 0
    assert len(line) < 1000
    assert "Bad Gateway" in json.loads(line)["message"]
