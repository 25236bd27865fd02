"""The run itself: reaching Telegram, however long that takes; going on until told to stop; leaving in time.

Knows neither questions nor answers, and not where updates come from: that is the receiver's, by polling or by webhook.
"""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.messages import texts_for
from bot.profile import show_profile

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.handlers.desk import App
    from bot.ledger import Ledger
    from bot.taking import Intake

log = logging.getLogger(__name__)

LONGEST_PAUSE = 30.0
"""Seconds between two tries to reach Telegram; they begin with one and double."""
MOST_SAID = 120
"""Characters of what went wrong: the library repeats a whole page that came in place of an answer."""
STOP_SECONDS = 4.0
"""From the signal on: what is under way is answered, what a flood limit holds back is given up. The process itself
needs half a second to end: whoever kills a service after five seconds finds nobody there."""
FAREWELL_SECONDS = 1.5
"""Of these, for telling Telegram which updates were taken."""


class Receiver(Protocol):
    """Where updates come from."""

    async def start(self, application: App, /) -> None:
        """Let updates come; raise TelegramError where Telegram does not have it."""

    async def close(self) -> None:
        """Leave nothing behind."""


class Stop:
    """The end of a run, decided by a signal or for a reason."""

    def __init__(self) -> None:
        self._told = asyncio.Event()
        self.reasons: list[str] = []

    def because(self, reason: str) -> None:
        """End the run as a failure."""
        self.reasons.append(reason)
        self._told.set()

    def heed_signals(self) -> None:
        """End the run in peace at SIGTERM or SIGINT."""
        for number in (signal.SIGTERM, signal.SIGINT):
            with suppress(NotImplementedError):  # Windows: Ctrl-C breaks the run off
                asyncio.get_running_loop().add_signal_handler(number, self._told.set)

    async def wait(self) -> None:
        """Wait for it."""
        await self._told.wait()


async def run(application: App, receiver: Receiver, intake: Intake, stop: Stop, address: str) -> None:
    """Run until `stop`; raise TelegramError or BotError where that cannot begin. `address` is for the log."""
    log.info("asking Telegram at %s who this bot is", address)
    start = asyncio.create_task(_start(application, receiver, intake, address))
    end = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({start, end}, return_when=asyncio.FIRST_COMPLETED)
        if start.done():
            start.result()
            await end
    finally:
        start.cancel()
        end.cancel()
        await asyncio.gather(start, end, return_exceptions=True)
        await _leave(application, receiver, intake)


async def _start(application: App, receiver: Receiver, intake: Intake, address: str) -> None:
    await _reach(application.initialize, address)
    left = intake.ledger.left_over()
    await _reach(lambda: receiver.start(application), address)
    await application.start()
    log.info("running as @%s", application.bot.username)
    application.create_task(_tell_left_over(application, left, intake.ledger))
    application.create_task(show_profile(application.bot))


async def _reach(action: Callable[[], Awaitable[None]], address: str) -> None:
    """Do what needs Telegram; while it cannot be reached, say so and try again without end."""
    pause = 1.0
    while True:
        try:
            await action()
        except (BadRequest, InvalidToken):
            raise
        except (NetworkError, RetryAfter) as fault:
            wait = pause
            if isinstance(fault, RetryAfter):
                limit = fault.retry_after
                wait = float(limit) if isinstance(limit, int) else limit.total_seconds()
            remedy = "check the network and TELEGRAM_API_URL"
            reason = " ".join(fault.message.split())[:MOST_SAID]
            log.warning("cannot reach Telegram at %s: %s; trying again in %.0f s; %s", address, reason, wait, remedy)
            await asyncio.sleep(wait)
            pause = min(2 * pause, LONGEST_PAUSE)
        else:
            return


async def _leave(application: App, receiver: Receiver, intake: Intake) -> None:
    """Take no more, answer what was taken, and go, whatever Telegram does meanwhile."""
    began = asyncio.get_running_loop().time()
    with suppress(TimeoutError):
        async with asyncio.timeout_at(began + FAREWELL_SECONDS):
            if application.updater and application.updater.running:
                await application.updater.stop()
    await receiver.close()
    with suppress(TimeoutError):
        async with asyncio.timeout_at(began + STOP_SECONDS):
            if application.running:
                await application.update_queue.join()
                await application.stop()
    if intake.under_way:
        log.error("%d updates were not done in time; who asked in private is told so", len(intake.under_way))
    with suppress(TimeoutError, TelegramError, RuntimeError):
        async with asyncio.timeout_at(began + STOP_SECONDS + 0.3):
            await application.shutdown()


async def _tell_left_over(application: App, left: tuple[tuple[int, int | None], ...], ledger: Ledger) -> None:
    """Tell who asked what an earlier run did not finish; whether it was answered nobody knows, so it is not again.

    Who could not be told, because this run ends too or Telegram is away, is told at the next start.
    """
    if left:
        log.error("%d updates were under way when the bot last ended; who asked in private is told so", len(left))
    for chat in dict.fromkeys(chat for _, chat in left):
        if chat is not None and not await _told(application, chat):
            continue
        for update in (update for update, asked_in in left if asked_in == chat):
            ledger.done(update)


async def _told(application: App, chat: int) -> bool:
    """Tell `chat` that something went wrong; say whether that is settled, be it that nobody wants to hear it."""
    language = application.bot_data.state.chat(chat).language
    try:
        await application.bot.send_message(chat, texts_for(language).fault)
    except BadRequest:
        return True
    except (NetworkError, RetryAfter):
        return False
    except TelegramError:
        return True
    return True
