"""From a web address to bytes: bounded in size and time, step by step through redirects, as the site allows."""

from __future__ import annotations

import time
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from bot.intake.document import SourceError
from bot.intake.network import CheckedBackend, CheckedTransport, resolve
from bot.intake.robots import LARGEST as LARGEST_ROBOTS
from bot.intake.robots import Robots

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

MOST_REDIRECTS = 10
LARGEST = 50_000_000
"""Bytes of a page, unpacked; what kind it is, and so how large it may be, is seen later."""
LONGEST_ADDRESS = 4_000
AGENT = "quoth/0.1 (adds single articles for a reader; heeds robots.txt)"
_HEADERS = {
    "User-Agent": AGENT,
    "Accept": "text/html, application/xhtml+xml, application/pdf, application/xml;q=0.9, text/plain;q=0.9, */*;q=0.5",
    "Accept-Encoding": "gzip",  # what is unpacked below, within bounds
}


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited, in seconds."""

    connect: float = 10.0
    read: float = 20.0
    whole: float = 90.0
    """For one source with all its redirects."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What stands at an address."""

    address: str
    """Where the redirects ended."""
    content: bytes
    media_type: str
    charset: str | None


class Fetcher:
    """Fetches addresses one after another. Use it in a `with` statement."""

    def __init__(
        self,
        *,
        allow_private: bool = False,
        patience: Patience = Patience(),
        resolver: Callable[[str, int], list[str]] = resolve,
    ) -> None:
        self._patience = patience
        self._backend = CheckedBackend(allow_private=allow_private, resolver=resolver)
        self._client = httpx.Client(
            transport=CheckedTransport(self._backend),
            headers=_HEADERS,
            timeout=httpx.Timeout(patience.read, connect=patience.connect),
            follow_redirects=False,
            trust_env=False,
        )
        self._robots = Robots(self._robots_file)
        self._last: dict[str, float] = {}

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._client.close()

    def fetch(self, address: str, *, largest: int = LARGEST) -> Fetched:
        """Return what stands at `address`; raise SourceError where it may not or cannot be had."""
        self._backend.deadline = time.monotonic() + self._patience.whole
        self._client.cookies.clear()
        for _ in range(MOST_REDIRECTS + 1):
            check_address(address)
            if not self._robots.allows(address):
                raise SourceError(
                    "is closed to programs by the site's robots.txt", "save the page from a browser, and add the file"
                )
            self._wait(address)
            found = self._request(address, largest)
            if isinstance(found, Fetched):
                return found
            address = found
        raise SourceError(f"redirects more than {MOST_REDIRECTS} times", "open it in a browser for its true address")

    def _wait(self, address: str) -> None:
        """Pause where the site's robots.txt asks for it; the pause is not counted as the source's time."""
        host = urlsplit(address).netloc
        left = self._last.get(host, 0) + self._robots.pause(address) - time.monotonic()
        if left > 0 and host in self._last:
            self._backend.deadline += left
            time.sleep(left)
        self._last[host] = time.monotonic()

    def _request(self, address: str, largest: int) -> Fetched | str:
        """Return what stands at `address`, or where it redirects to."""
        with _told(), self._client.stream("GET", address) as response:
            if response.is_redirect:
                return urljoin(address, response.headers["Location"])
            if response.status_code != httpx.codes.OK:
                raise _refused(response)
            content = _body(response, largest)
        header = Message()
        header["Content-Type"] = response.headers.get("Content-Type", "application/octet-stream")
        return Fetched(address, content, header.get_content_type(), header.get_content_charset())

    def _robots_file(self, address: str) -> tuple[int, bytes]:
        """Return status and content of a robots.txt, five redirects on at most."""
        for _ in range(6):
            check_address(address)
            with _told(), self._client.stream("GET", address) as response:
                if not response.is_redirect:
                    return response.status_code, _body(response, LARGEST_ROBOTS, cut=True)
                address = urljoin(address, response.headers["Location"])
        return 404, b""  # RFC 9309, section 2.3.1.2: as if there were none


@contextmanager
def _told() -> Iterator[None]:
    """Turn what goes wrong on the wire into a SourceError."""
    try:
        yield
    except (httpx.TimeoutException, httpcore.TimeoutException) as error:
        raise SourceError("does not answer in time", "try again later") from error
    except (httpx.ProtocolError, httpcore.ProtocolError, httpx.InvalidURL, ValueError) as error:
        raise SourceError(f"answers what is no HTTP ({_reason(error)})", "open it in a browser") from error
    except (httpx.HTTPError, httpx.StreamError, httpcore.NetworkError, OSError) as error:
        raise SourceError(f"cannot be reached ({_reason(error)})", "check the address and the network") from error


def check_address(address: str) -> None:
    """Raise SourceError where `address` is none of the web, or carries a password."""
    try:
        parts = urlsplit(address)
        _ = parts.port
        url = httpx.URL(address)
    except (ValueError, httpx.InvalidURL) as error:
        raise SourceError("is no web address", "write it in full, from https:// on") from error
    if parts.scheme.lower() not in {"http", "https"}:
        raise SourceError(f"leads to {parts.scheme[:20]}://, and only http and https are followed", "save it as a file")
    if not url.host or len(address) > LONGEST_ADDRESS or any(c.isspace() or not c.isprintable() for c in address):
        raise SourceError("is no web address", "write it in full, from https:// on")
    if parts.username or parts.password:
        raise SourceError("carries a user's name or password", "save the page from a browser, and add the file")


def _body(response: httpx.Response, largest: int, *, cut: bool = False) -> bytes:
    """Return the unpacked body; beyond `largest` bytes it is cut, or a SourceError."""
    packed = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packed not in {"identity", "", "gzip", "x-gzip"}:
        raise SourceError(f"is packed as {packed[:20]}, which was not asked for", "save the page from a browser")
    unpacker = zlib.decompressobj(31) if "gzip" in packed else None
    parts: list[bytes] = []
    size = 0
    try:
        for raw in response.iter_raw():
            part = unpacker.decompress(raw, largest + 1 - size) if unpacker else raw
            parts.append(part)
            size += len(part)
            if size > largest:
                break
    except zlib.error as error:
        raise SourceError("is packed wrongly", "save the page from a browser") from error
    if size > largest and not cut:
        raise SourceError(f"is larger than {largest // 1_000_000} MB", "save the part that matters as a file")
    return b"".join(parts)[:largest]


def _refused(response: httpx.Response) -> SourceError:
    status = response.status_code
    remedy = {
        401: "save the page from a browser, and add the file",
        403: "save the page from a browser, and add the file",
        404: "check the address",
        410: "check the address",
        429: "try again later",
    }.get(status, "try again later" if status >= 500 else "open it in a browser")
    phrase = httpx.codes.get_reason_phrase(status)
    return SourceError(f"answers {status}{' ' + phrase if phrase else ''}", remedy)


def _reason(error: BaseException) -> str:
    said = " ".join(str(error).split())[:100]
    return said or type(error).__name__
