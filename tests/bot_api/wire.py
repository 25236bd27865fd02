"""Just enough HTTP/1.1 for a client that posts forms: keep-alive, Content-Length, urlencoded and JSON bodies."""

from __future__ import annotations

import asyncio
import json
import time
from email.utils import formatdate
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from tests.bot_api.refusal import Breakage, Broken

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


async def serve(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    answer: Callable[[str, dict[str, Any]], Awaitable[tuple[int, dict[str, Any]]]],
    clock: Callable[[], float] = time.time,
) -> None:
    """Answer the requests of one connection until it is closed: path and fields in, status and JSON out."""
    try:
        while line := await reader.readline():
            path = line.split()[1].decode()
            headers = await _headers(reader)
            body = await reader.readexactly(int(headers.get("content-length", "0")))
            try:
                status, payload = await answer(path, _fields(headers.get("content-type", ""), body))
            except Broken as broken:
                await _break(reader, writer, broken.how)
                return
            data = json.dumps(payload).encode()
            head = f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\nContent-Type: application/json\r\n"
            head += f"Date: {formatdate(clock(), usegmt=True)}\r\n"
            writer.write(head.encode() + f"Content-Length: {len(data)}\r\n\r\n".encode() + data)
            await writer.drain()
    except (ConnectionError, asyncio.IncompleteReadError):
        return
    finally:
        writer.close()


async def _break(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, how: Breakage) -> None:
    """Do what happens in place of an answer; the connection ends with it."""
    page = b"<html><body>" + b"<p>The gateway is tired.</p>" * 50 + b"</body></html>"
    match how:
        case Breakage.CUT:
            return
        case Breakage.CUT_IN_THE_MIDDLE:
            head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 400\r\n\r\n"
            writer.write(head.encode() + b'{"ok": true, "result": {"message_id"')
        case Breakage.PAGE | Breakage.GATEWAY:
            status = "200 OK" if how is Breakage.PAGE else "502 Bad Gateway"
            head = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nConnection: close\r\n"
            writer.write(head.encode() + f"Content-Length: {len(page)}\r\n\r\n".encode() + page)
        case Breakage.SILENCE:
            await reader.read()  # until the client gives up
    await writer.drain()


async def _headers(reader: asyncio.StreamReader) -> dict[str, str]:
    headers = {}
    while (line := await reader.readline()).strip():
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.strip().lower()] = value.strip()
    return headers


def _fields(kind: str, body: bytes) -> dict[str, Any]:
    """Read a body's fields; what is JSON inside a field becomes its value, as Telegram takes either."""
    if kind.startswith("application/json"):
        return dict(json.loads(body or b"{}"))
    return dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True))
