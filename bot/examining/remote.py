"""What Telegram says: whether it can be reached, whose the token is, the clock, the webhook. Questions only.

The token is part of every address that is asked, so nothing of a request or of its faults is repeated but their kind.
"""

from __future__ import annotations

import ssl
import time
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx

from bot.examining.findings import fault, ok, warning
from bot.settings import DEFAULT_API_URL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.examining.findings import Finding
    from bot.settings import Settings

PATIENCE = 10.0
"""Seconds to wait for an answer."""
MOST_OFF = 60.0
"""Seconds that this machine's clock may differ from the server's: their Date has whole seconds and travels."""


def examine_telegram(settings: Settings) -> Iterator[Finding]:
    """Ask the Bot API who the bot is; go on to clock, modes and webhook where it answers."""
    with httpx.Client(timeout=PATIENCE) as client:
        try:
            answer = _ask(client, settings, "getMe")
        except httpx.HTTPError as error:
            yield _unreachable(settings, error)
            return
        yield from _clock(answer)
        me = _result(answer)
        if answer.status_code in (401, 404):
            remedy = "copy it again from @BotFather and set TELEGRAM_BOT_TOKEN; check TELEGRAM_API_URL if that is set"
            yield fault("token", "Telegram does not accept it", remedy)
            return
        if me is None or "username" not in me:
            says = f"{settings.api_url} answers with status {answer.status_code}, not as a Bot API server does"
            yield fault("network", says, "check TELEGRAM_API_URL, or try again when Telegram is well")
            return
        yield ok("network", f"{settings.api_url} answers")
        yield ok("token", f"it is @{me['username']}'s")
        yield from _modes(me)
        try:
            hook = _result(_ask(client, settings, "getWebhookInfo"))
        except httpx.HTTPError as error:
            yield _unreachable(settings, error)
            return
        if hook is not None:
            yield from examine_webhook(settings, hook)


def examine_webhook(settings: Settings, hook: dict[str, Any]) -> Iterator[Finding]:
    """Compare the webhook that Telegram knows with the settings; `hook` is the Bot API's WebhookInfo."""
    known, wanted, waiting = hook.get("url", ""), settings.webhook_url, hook.get("pending_update_count", 0)
    host = urlsplit(known).hostname
    if not wanted:
        if known:
            says = f"one is set, for {host}, and the settings say polling"
            yield warning("webhook", says, "quoth telegram takes it away when it starts; is another program using it?")
        else:
            yield ok("webhook", "none, the bot polls")
    elif settings.api_url == DEFAULT_API_URL and not wanted.startswith("https:"):
        yield fault("webhook", "Telegram sends to https only", "set QUOTH_WEBHOOK_URL to the proxy's https address")
    elif not known:
        yield warning("webhook", "none is set", "quoth telegram sets it when it starts; is it running?")
    elif known != wanted:
        says = f"another one is set, for {host}"
        yield warning("webhook", says, "quoth telegram sets its own when it starts; run one program with this token")
    elif hook.get("last_error_message") and waiting:
        says = f"Telegram cannot deliver: {hook['last_error_message']}; {waiting} updates wait"
        yield fault("webhook", says, "check the proxy, its certificate and QUOTH_LISTEN")
    else:
        yield ok("webhook", f"set as it should be; {waiting} updates wait")


def _modes(me: dict[str, Any]) -> Iterator[Finding]:
    if me.get("supports_inline_queries"):
        yield ok("inline mode", f"on: @{me['username']} and a question, in any chat")
    else:
        yield warning(
            "inline mode", "off: the bot cannot be asked in chats where it is no member", "send @BotFather /setinline"
        )
    if me.get("can_read_all_group_messages"):
        says = "off: Telegram sends the bot all that is written in its groups, and it needs none of that"
        yield warning("privacy mode", says, "send @BotFather /setprivacy and choose Enable")
    else:
        yield ok("privacy mode", "on: in groups the bot sees only what is meant for it")


def _clock(answer: httpx.Response) -> Iterator[Finding]:
    try:
        theirs = parsedate_to_datetime(answer.headers["date"]).timestamp()
    except (KeyError, ValueError):
        return
    off = time.time() - theirs
    if abs(off) > MOST_OFF:
        says = f"{abs(off):.0f} s {'ahead of' if off > 0 else 'behind'} the server's"
        yield warning("clock", says, "have the system set it: timedatectl set-ntp true")
    else:
        yield ok("clock", "right")


def _ask(client: httpx.Client, settings: Settings, method: str) -> httpx.Response:
    return client.post(f"{settings.api_url}/bot{settings.token}/{method}")


def _result(answer: httpx.Response) -> dict[str, Any] | None:
    try:
        value = answer.json()
    except ValueError:
        return None
    result = value.get("result") if isinstance(value, dict) else None
    return result if isinstance(result, dict) else None


def _unreachable(settings: Settings, error: httpx.HTTPError) -> Finding:
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, ssl.SSLCertVerificationError):
        cause = cause.__cause__ or cause.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        says = f"{settings.api_url}: its certificate is not trusted ({cause.verify_message})"
        return fault("network", says, "check this machine's clock and certificates, and what stands between")
    kind = "no answer in time" if isinstance(error, httpx.TimeoutException) else type(error).__name__
    return fault("network", f"{settings.api_url} cannot be reached ({kind})", "check the network and TELEGRAM_API_URL")
