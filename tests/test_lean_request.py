"""The client that makes requests to Telegram: what arrives, what comes back, and what its faults are called."""

from __future__ import annotations

import asyncio
import json
import socket
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from telegram import InputFile
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import HTTPXRequest, RequestData
from telegram.request._requestparameter import RequestParameter

from bot.lean_request import UNREACHED, LeanRequest
from bot.requests import CountedRequest, client
from tests.bot_api import TOKEN, BotApi, Chats
from tests.bot_api.refusal import Breakage, Broken, Refusal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


def lean(patience: float = 5.0) -> LeanRequest:
    return LeanRequest(False, connections=2, patience=patience)


def parameters(**named: object) -> RequestData:
    return RequestData([RequestParameter.from_input(name, value) for name, value in named.items()])


@asynccontextmanager
async def a_server_and_a_chat() -> AsyncIterator[tuple[BotApi, str]]:
    async with BotApi() as api:
        Chats(api).private(7)
        yield api, f"{api.url}/bot{TOKEN}/sendMessage"


async def test_what_is_sent_arrives_and_what_is_answered_comes_back() -> None:
    """Letters of any script, "&", "=" and "+" come through as they are, request after request."""
    text = "а&b=c+d %41 😀"
    async with a_server_and_a_chat() as (api, url), lean() as request:
        for _ in range(3):
            sent = await request.post(url, parameters(chat_id=7, text=text, disable_notification=True))
            assert isinstance(sent, dict)
            assert sent["text"] == text
        assert api.called("sendMessage")[0]["disable_notification"] == "true"


@pytest.mark.parametrize(
    ("refusal", "fault"),
    [
        (Refusal(400, "Bad Request: no"), BadRequest),
        (Refusal(401, "Unauthorized"), InvalidToken),
        (Refusal(429, "Too Many Requests: retry after 3", retry_after=3), RetryAfter),
        (Broken(Breakage.CUT), NetworkError),
        (Broken(Breakage.CUT_IN_THE_MIDDLE), NetworkError),
        (Broken(Breakage.GATEWAY), NetworkError),
        (Broken(Breakage.SILENCE), TimedOut),
    ],
)
async def test_what_fails_is_called_as_the_library_calls_it(
    refusal: Refusal | Broken, fault: type[TelegramError], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library's own client raises the same, and neither names the token; the next request goes through."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # as the bot sets it
    for request in (lean(0.3), HTTPXRequest(read_timeout=0.3)):
        async with a_server_and_a_chat() as (api, url), request:
            api.refuse("sendMessage", refusal)
            with pytest.raises(TelegramError) as raised:
                await request.post(url, parameters(chat_id=7, text="a"))
            assert type(raised.value) is fault
            assert TOKEN not in str(raised.value)
            assert await request.post(url, parameters(chat_id=7, text="b"))


async def test_a_server_that_is_not_there_was_not_reached() -> None:
    """Only then is a request tried again: the fault's cause is one of those that say so."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/bot{TOKEN}/sendMessage"
        async with lean() as request:
            with pytest.raises(NetworkError) as raised:
                await request.post(url, parameters(chat_id=7, text="a"))
    assert isinstance(raised.value.__cause__, UNREACHED)
    assert TOKEN not in str(raised.value)


async def test_a_connection_that_the_server_has_closed_meanwhile_is_not_used_again() -> None:
    """What is asked after a pause goes over a new one."""
    async with a_server_and_a_chat() as (api, url), lean() as request:
        await request.post(url, parameters(chat_id=7, text="a"))
        for writer in tuple(vars(api)["_connections"]):
            writer.close()
        await asyncio.sleep(0.01)
        await request.post(url, parameters(chat_id=7, text="b"))
        assert [call["text"] for call in api.called("sendMessage")] == ["a", "b"]


async def test_a_page_is_not_followed_to_another_address() -> None:
    """A redirect is an answer like any other: the token in the address goes to no other server."""

    async def elsewhere(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(elsewhere, "127.0.0.1", 0)
    async with server, lean() as request:
        port = server.sockets[0].getsockname()[1]
        assert await request.do_request(f"http://127.0.0.1:{port}/", "GET") == (302, b"")


async def test_a_file_is_uploaded_with_the_fields() -> None:
    """As a form of several parts, the file under its name."""
    bodies: list[bytes] = []

    async def takes(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
        bodies.append(await reader.readexactly(length))
        writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 26\r\n\r\n{"ok": true, "result": []}')
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(takes, "127.0.0.1", 0)
    async with server, lean() as request:
        port = server.sockets[0].getsockname()[1]
        photo = InputFile(b"\x89PNG", "a.png")
        await request.post(f"http://127.0.0.1:{port}/", parameters(chat_id=7, photo=photo))
    assert b'name="chat_id"\r\n\r\n7\r\n' in bodies[0]
    assert b'filename="a.png"' in bodies[0]
    assert b"\x89PNG" in bodies[0]


async def test_between_runs_nothing_is_requested() -> None:
    """Before it is initialised and after it is shut down, a request is a fault; both may be done twice."""
    request = lean()
    for _ in range(2):
        with pytest.raises(RuntimeError):
            await request.do_request("http://127.0.0.1:9/", "GET")
        await request.initialize()
        await request.initialize()
        await request.shutdown()
        await request.shutdown()


def test_of_a_message_that_was_sent_only_where_it_stands_is_read() -> None:
    """What comes back with it is left out; updates, which are read, stay whole, and so does a refusal."""
    place = {"message_id": 5, "chat": {"id": 7, "type": "private"}, "date": 1}
    chat = {**place["chat"], "first_name": "P"}  # type: ignore[dict-item]
    sent = json.dumps({"ok": True, "result": {**place, "chat": chat, "from": {"id": 1}, "text": "a", "entities": []}})
    assert CountedRequest.parse_json_payload(sent.encode())["result"] == place
    for whole in ('{"ok": true, "result": [{"message_id": 5, "text": "a"}]}', '{"ok": false, "text": "a"}', "[1]"):
        assert json.dumps(CountedRequest.parse_json_payload(whole.encode())) == whole


def test_a_proxy_in_the_environment_is_heeded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The client that knows proxies of every kind takes over; without one the lean client does."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    assert isinstance(client(False, 2, 5.0), LeanRequest)
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    assert isinstance(client(False, 2, 5.0), HTTPXRequest)
