"""The server: tokens, updates and their offsets, chats and their messages, and refusals on order."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Self

from tests.bot_api import methods, wire
from tests.bot_api.refusal import Broken, Refusal

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

Json = dict[str, Any]

TOKEN = "1234567:TEST-token_for_loopback"
_update_ids = itertools.count(500)
"""No two updates have the same number, not those of two servers either: a bot takes each only once."""
PATIENCE = 8.0
"""Seconds that a test waits for what must come; it is over as soon as it has come."""


class BotApi:
    """One bot's server. `async with BotApi() as api` listens on the loopback interface, on a free port by default."""

    def __init__(self, port: int = 0, **me: Any) -> None:
        self.port = port
        self.me: Json = {
            "id": 1234567,
            "is_bot": True,
            "first_name": "Quoth",
            "username": "quoth_test_bot",
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": True,
            "supports_guest_queries": True,
            **me,
        }
        self.token = TOKEN
        self.calls: list[tuple[str, Json]] = []
        """Every request that was carried out or refused, except getUpdates: method and parameters."""
        self.refused: list[tuple[str, str]] = []
        self.results: list[tuple[str, Any]] = []
        self.queries: set[str] = set()
        """Callback and inline queries that still wait for their answer."""
        self.admins: set[tuple[int, int]] = set()
        """(chat, user)."""
        self.profile: Json = {}
        self.webhook = ""
        self.ahead = 0.0
        """Seconds that the server's clock is ahead."""
        self.deaf = False
        """Takes requests and does not answer them."""
        self.hijacked = ""
        """The webhook that another program has set in place of the bot's."""
        self.delivery: Json = {"pending_update_count": 0}
        """What getWebhookInfo says of the deliveries."""
        self.polls = 0
        self.handled: Callable[[], Awaitable[None]] = _at_once
        """Waits until the bot has handled what it has fetched; only a bot in the same process can tell."""
        self.allowed: list[str] | None = None
        self._orders: list[tuple[str, Refusal | Broken, int]] = []
        self._chats: dict[int, Json] = {}
        self._messages: dict[tuple[int, int], Json] = {}
        self._message_ids: defaultdict[int, itertools.count[int]] = defaultdict(lambda: itertools.count(1))
        self._updates: list[Json] = []
        self._poller: asyncio.Event | None = None
        self._news = asyncio.Event()
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", self.port)
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._server:
            self._server.close()
        for writer in tuple(self._connections):
            writer.close()
        if self._server:
            await self._server.wait_closed()

    @property
    def url(self) -> str:
        """The root that TELEGRAM_API_URL names."""
        if not self._server:
            raise RuntimeError("not listening")
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    # What tests do.

    def push(self, update: Json) -> int:
        """Put an update before the bot."""
        number = next(_update_ids)
        self._updates.append({"update_id": number, **update})
        self._stir()
        return number

    def waiting(self) -> list[Json]:
        """List the updates that the bot has not confirmed."""
        return list(self._updates)

    def refuse(self, method: str, refusal: Refusal | Broken, times: int = 1) -> None:
        """Refuse the next `times` calls of `method`, or break the answers to them on their way."""
        self._orders.append((method, refusal, times))

    async def until(self, holds: Callable[[], Any]) -> Any:
        """Wait until `holds()` is true, and return it."""
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while not (found := holds()):
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0:
                raise AssertionError(f"did not come about; calls: {self.calls[-8:]}; refused: {self.refused[-4:]}")
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), min(left, 0.02))
            except TimeoutError:
                continue
        return found

    async def quiet(self) -> None:
        """Wait until the bot has fetched every update and handled it."""
        self.push({"poll": POLL})
        await self.until(lambda: self._poller and not self._updates)
        await self.handled()

    def called(self, method: str) -> list[Json]:
        """List the parameters of every call of `method`."""
        return [parameters for name, parameters in self.calls if name == method]

    def sent(self, chat: int | None = None) -> list[Json]:
        """List the messages that the bot has sent, as they stand now."""
        found = [m for m in self._messages.values() if m["from"]["id"] == self.me["id"]]
        return [m for m in found if chat is None or m["chat"]["id"] == chat]

    async def next_sent(self, count: int = 1, chat: int | None = None) -> Json:
        """Wait for the bot's `count`th message and return it."""
        found: Json = await self.until(lambda: len(self.sent(chat)) >= count and self.sent(chat)[count - 1])
        return found

    # What people and methods use.

    def chat(self, chat: Json) -> Json:
        """Know `chat`."""
        return self._chats.setdefault(chat["id"], chat)

    def known(self, chat: object) -> Json:
        """Find a chat by its number, or refuse."""
        try:
            return self._chats[int(str(chat))]
        except (KeyError, ValueError):
            raise Refusal(400, "Bad Request: chat not found") from None

    def next_message_id(self, chat: int) -> int:
        """Number a new message in `chat`."""
        return next(self._message_ids[chat])

    def keep(self, message: Json) -> None:
        """Keep a message as it stands."""
        self._messages[message["chat"]["id"], message["message_id"]] = message
        self._stir()

    def message(self, chat: int, number: int) -> Json | None:
        """Find a message."""
        return self._messages.get((chat, number))

    def delete(self, message: Json) -> None:
        """Delete a message, as its reader may."""
        del self._messages[message["chat"]["id"], message["message_id"]]

    async def poll(self, offset: int, timeout: float, limit: int) -> list[Json]:
        """Wait for updates from `offset` on; forget those before it. An earlier poll under way is refused."""
        if self.webhook:
            raise Refusal(
                409,
                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the "
                "webhook first",
            )
        if self._poller:
            self._poller.set()
        mine = self._poller = asyncio.Event()
        self.polls += 1
        self._stir()
        self._updates = [update for update in self._updates if update["update_id"] >= offset]
        deadline = asyncio.get_running_loop().time() + timeout
        try:
            while not self._updates and (left := deadline - asyncio.get_running_loop().time()) > 0:
                await self._wait(mine, left)
                if mine.is_set() and self._poller is not mine:
                    raise Refusal(
                        409,
                        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is "
                        "running",
                    )
                mine.clear()
            return self._updates[:limit]
        finally:
            if self._poller is mine:
                self._poller = None

    async def _wait(self, mine: asyncio.Event, left: float) -> None:
        try:
            await asyncio.wait_for(mine.wait(), left)
        except TimeoutError:
            return

    def _stir(self) -> None:
        self._news.set()
        if self._poller and self._updates:
            self._poller.set()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._connections.add(writer)
        try:
            await wire.serve(reader, writer, self._answer, lambda: time.time() + self.ahead)
        finally:
            self._connections.discard(writer)

    async def _answer(self, path: str, parameters: Json) -> tuple[int, Json]:
        token, _, method = path.removeprefix("/bot").partition("/")
        try:
            if not path.startswith("/bot") or ":" not in token:
                raise Refusal(404, "Not Found")
            if token != self.token:
                raise Refusal(401, "Unauthorized")
            while self.deaf:
                await asyncio.sleep(0.02)
            result = await self._carry_out(method, methods.decoded(parameters))
        except Refusal as refusal:
            self.refused.append((method, refusal.description))
            self._stir()
            return refusal.code, refusal.as_json()
        except Broken as broken:
            self.refused.append((method, broken.how.name))
            self._stir()
            raise
        self._stir()
        return 200, {"ok": True, "result": result}

    async def _carry_out(self, method: str, parameters: Json) -> Any:
        if method != "getUpdates":
            self.calls.append((method, parameters))
        order = self._order(method)
        if order and not (isinstance(order, Broken) and order.carried_out):
            raise order
        carry_out = methods.METHODS.get(method.lower())
        if carry_out is None:
            raise Refusal(404, "Not Found: method not found")
        result = await carry_out(self, parameters)
        self.results.append((method, result))
        if order:
            raise order
        return result

    def _order(self, method: str) -> Refusal | Broken | None:
        for number, (name, refusal, times) in enumerate(self._orders):
            if name == method:
                self._orders[number : number + 1] = [(name, refusal, times - 1)] if times > 1 else []
                return refusal
        return None


async def _at_once() -> None:
    return


POLL: Json = {
    "id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": True, "is_anonymous": True,
    "type": "regular", "allows_multiple_answers": False, "allows_revoting": False, "members_only": False,
}  # fmt: skip
"""An update that no bot of ours reacts to."""
