"""A web site of our own for tests, on loopback."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Reply = tuple[int, dict[str, str], bytes]


class Site:
    """A web site: what it answers by path, and what it was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, Reply] = {}
        self.asked: list[tuple[str, str]] = []
        self.agents: set[str] = set()
        self.slow = threading.Event()
        self.address = ""

    def put(self, path: str, content: bytes = b"", /, status: int = 200, **headers: str) -> str:
        """Answer `path` with this; return its address."""
        self.pages[path] = (status, {name.replace("_", "-"): value for name, value in headers.items()}, content)
        return self.address + path


@contextmanager
def serve() -> Iterator[Site]:
    """Serve a site on loopback, empty at first; every path that it has not is answered with 404."""
    found = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append((self.headers["Host"], self.path))
            found.agents.add(self.headers["User-Agent"])
            status, headers, content = found.pages.get(self.path, (404, {}, b""))
            if self.path == "/drip":
                self._drip()
                return
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def _drip(self) -> None:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            while not found.slow.wait(0.02):
                try:
                    self.wfile.write(b"X-A: b\r\n")
                except OSError:
                    return

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    found.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield found
    finally:
        found.slow.set()
        server.shutdown()
        server.server_close()
        thread.join()
