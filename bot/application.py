"""The wiring of python-telegram-bot: settings in, a running bot out, and its faults in one line each.

Handlers are registered in `bot.handlers`; nothing is answered here. How a run goes stands in `bot.running`.
"""

from __future__ import annotations

import asyncio
import logging
import os
import time
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from telegram import LinkPreviewOptions, Update
from telegram.error import BadRequest, InvalidToken, NetworkError, TelegramError
from telegram.ext import Application, CallbackContext, ContextTypes, Defaults

from bot.edition import edition
from bot.errors import BotError
from bot.fair_use import FairUse
from bot.handlers import register
from bot.handlers.addressing import payers
from bot.handlers.desk import Desk
from bot.hold import hold
from bot.journal import LONGEST, keep_journal, redact, without
from bot.ledger import Ledger
from bot.metrics import Metrics
from bot.polling import NEW_TOKEN, SILENCE, Poller, Polling
from bot.probe import state_trouble
from bot.reloading import Watched
from bot.requests import CountedRequest, transport
from bot.running import Stop, run
from bot.secrecy import keep_secrets_in
from bot.settings import DEFAULT_API_URL
from bot.state import State
from bot.taking import Accounting, Intake
from bot.thinking import Thinkers, how_many
from bot.traffic import Patience
from bot.watching import serve
from bot.webhook import Webhook, secret_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.handlers.desk import App, Context
    from bot.settings import Settings
    from knowledge import Collection

log = logging.getLogger(__name__)

CONNECTIONS = 64
"""Requests under way at once; a burst of answers should not wait for one another."""
ASIDE_AFTER = 2.0
"""Seconds from the start on until the processes that think are started: the first answer has the cores for itself."""


class TelegramRunError(BotError):
    """The bot cannot start or cannot go on; the message is one line with the remedy."""


def run_telegram(settings: Settings) -> int:
    """Run the bot until SIGTERM or SIGINT; return 0. Raises BotError or KnowledgeError, one line with the remedy."""
    if not settings.token:
        raise TelegramRunError(
            "no bot token; ask @BotFather on Telegram for one and set TELEGRAM_BOT_TOKEN (or TELEGRAM_BOT_TOKEN_FILE)"
        )
    keep_secrets_in()
    keep_journal(settings.token, settings.webhook_secret or "", debug=settings.debug)
    library = Watched(settings.library, cache=settings.cache)
    collection = library.open()
    with hold(settings.state):
        state = State(settings.state, uptime=time.monotonic, steadfast=True)
        try:
            count = how_many() if settings.processes is None else settings.processes
            thinkers = Thinkers(settings.library, settings.cache, settings.site_url, count) if count else None
            desk = Desk(collection, state, settings.admins, settings.site_url, thinkers)
            desk.rehearse()
            asyncio.run(_run(settings, desk, library))
        except BaseException as fault:
            redact(fault, settings.token)
            raise
        finally:
            state.close()
    return 0


@dataclass(frozen=True, slots=True)
class Wired:
    """An application, and the parts of it that are asked how it is."""

    application: App
    intake: Intake
    polling: Polling


def build(settings: Settings, desk: Desk) -> App:
    """Wire an application that answers from `desk`."""
    return wire(settings, desk, Metrics(), log.error).application


def wire(settings: Settings, desk: Desk, metrics: Metrics, end: Callable[[str], None]) -> Wired:
    """Wire an application that answers from `desk`; `end` is called with the reason where polling is of no more use."""
    os.environ.setdefault("PTB_TIMEDELTA", "1")  # the library's own switch for what will be its next default
    context_types: ContextTypes[Any, Any, Any, Any] = ContextTypes(
        context=CallbackContext, bot_data=cast(type[Desk], lambda: desk)
    )
    token, certificates = settings.token or "", transport(settings.api_url)
    polling = Polling(certificates, metrics, end)
    intake = Intake(
        Ledger(desk.state.store, int(token.partition(":")[0])),
        FairUse(),
        lambda update: payers(update, application.bot.bot),
        metrics.refused,
    )
    builder = (
        Application.builder()
        .token(token)
        .base_url(f"{settings.api_url}/bot")
        .base_file_url(f"{settings.api_url}/file/bot")
        .context_types(context_types)
        .defaults(Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True)))
        .rate_limiter(Patience())
        .update_queue(intake)
        .concurrent_updates(Accounting(intake, metrics))
        .request(CountedRequest(metrics, certificates, connections=CONNECTIONS))
        .get_updates_request(polling)
        .job_queue(None)
    )
    application = cast("App", builder.build())
    register(application)

    async def count(update: object, _: Context) -> None:
        if isinstance(update, Update):
            metrics.failed()

    application.add_error_handler(count)
    return Wired(application, intake, polling)


async def _run(settings: Settings, desk: Desk, watched: Watched) -> None:
    """Wire what goes on beside one another, and run it until the end."""
    stop, metrics = Stop(), Metrics()
    stop.heed_signals()
    wired = wire(settings, desk, metrics, stop.because)
    application, intake, polling = wired.application, wired.intake, wired.polling
    webhook = None
    if settings.webhook_url:
        secret = secret_of(settings, desk.state.store)
        keep_journal(settings.token or "", secret, debug=settings.debug)  # this one may have been made just now
        webhook = Webhook(settings, secret, stop.because, metrics.unreadable)
    metrics.show_library(desk.library)
    metrics.watch(lambda: len(intake.under_way), lambda: time.monotonic() - (webhook or polling).heard)

    def take(collection: Collection) -> None:
        application.bot_data = replace(application.bot_data, collection=collection)
        metrics.show_library(collection.library)
        think_aside()

    def think_aside() -> None:
        if desk.thinkers:
            desk.thinkers.turn_to(partial(edition, application.bot_data.collection.library))

    async def hearing() -> str:
        """Say why no updates come, or nothing."""
        if not application.running:
            return "not connected to Telegram yet"
        if webhook:
            return webhook.trouble
        silent = time.monotonic() - polling.heard
        return f"Telegram has not answered for {silent:.0f} s" if silent > SILENCE else ""

    async def library() -> str:
        return "" if application.bot_data.library.articles else "no articles"

    checks = {
        "webhook" if webhook else "polling": hearing,
        "library": library,
        "state": lambda: asyncio.to_thread(state_trouble, settings.state),  # a disk may be slow
    }
    unserve = serve(settings.metrics, metrics, checks) if settings.metrics else lambda: None
    begin = asyncio.get_running_loop().call_later(ASIDE_AFTER, think_aside)
    try:
        async with watched.followed(take):
            await run(application, webhook or Poller(), intake, stop, settings.api_url)
    except TelegramError as fault:
        raise _in_one_line(fault, settings) from fault
    except TypeError as fault:  # what the library makes of JSON that has other fields than Telegram's
        raise TelegramRunError(
            f"{settings.api_url} does not answer as a Bot API server does; check TELEGRAM_API_URL"
        ) from fault
    finally:
        begin.cancel()
        unserve()
        await application.bot.request.shutdown()  # the library leaves them open where it could not start
        await polling.shutdown()
        if desk.thinkers:
            await desk.thinkers.close()
    if stop.reasons:
        raise TelegramRunError(stop.reasons[0])
    log.info("stopped")


def _in_one_line(fault: TelegramError, settings: Settings) -> TelegramRunError:
    if isinstance(fault, InvalidToken):
        elsewhere = "" if settings.api_url == DEFAULT_API_URL else ", or check TELEGRAM_API_URL"
        return TelegramRunError(f"Telegram does not accept the bot token; {NEW_TOKEN}{elsewhere}")
    reason = " ".join(without(fault.message, [settings.token or ""]).split())[:LONGEST]
    if isinstance(fault, BadRequest) and settings.webhook_url:
        return TelegramRunError(f"Telegram refused the webhook: {reason}; check QUOTH_WEBHOOK_URL")
    if isinstance(fault, NetworkError) and not isinstance(fault, BadRequest):
        remedy = "check the network and TELEGRAM_API_URL, then start again"
        return TelegramRunError(f"cannot reach Telegram at {settings.api_url}: {reason}; {remedy}")
    return TelegramRunError(
        f"Telegram at {settings.api_url} refused to start the bot: {reason}; check TELEGRAM_API_URL"
    )
