"""`/metrics` and `/healthz` over HTTP, in the bot's own loop: what is not answered there, the bot does not do either.

Nothing of what people write, and nobody's number, can be read here.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING

from prometheus_client import CONTENT_TYPE_LATEST
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.errors import BotError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from bot.metrics import Metrics
    from bot.settings import Address

LONGEST_REQUEST = 65_536
"""Bytes: these pages are only read."""
IDLE = 60.0
"""Seconds after which a connection that asks nothing is closed."""


class _Metrics(RequestHandler):
    def initialize(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def get(self) -> None:
        self.set_header("Content-Type", CONTENT_TYPE_LATEST)
        self.write(self._metrics.text())


class _Health(RequestHandler):
    def initialize(self, checks: Mapping[str, Callable[[], Awaitable[str]]]) -> None:
        self._checks = checks

    async def get(self) -> None:
        found = {name: await check() or "ok" for name, check in self._checks.items()}
        well = set(found.values()) <= {"ok"}
        self.set_status(HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE)
        self.set_header("Content-Type", "application/json")
        self.set_header("Cache-Control", "no-store")
        self.write(json.dumps({"status": "ok" if well else "failing", **found}) + "\n")


class _Site(Application):
    def log_request(self, handler: RequestHandler) -> None:
        """Log nothing: a probe every few seconds is no news."""


def serve(address: Address, metrics: Metrics, checks: Mapping[str, Callable[[], Awaitable[str]]]) -> Callable[[], None]:
    """Serve from now on; return what ends it.

    Each check says what is wrong in a few words, or nothing. Raises BotError where `address` cannot be listened on.
    """
    site = _Site([("/metrics", _Metrics, {"metrics": metrics}), ("/healthz", _Health, {"checks": checks})])
    server = HTTPServer(site, max_body_size=LONGEST_REQUEST, idle_connection_timeout=IDLE)
    try:
        server.listen(address.port, address.host)
    except OSError as fault:
        remedy = "set QUOTH_METRICS to a free address"
        raise BotError(f"cannot listen on {address.host}:{address.port}: {fault.strerror}; {remedy}") from fault
    return server.stop
