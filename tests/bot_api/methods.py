"""The methods this bot calls, and what each refuses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.bot_api.html import MarkupError, parse_html
from tests.bot_api.keyboards import check_keyboard
from tests.bot_api.refusal import bad

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.bot_api.server import BotApi

Json = dict[str, Any]

TEXT_LIMIT = 4096
STALE = "query is too old and response timeout expired or query ID is invalid"
_STRIPPED = {n: None for n in range(32) if n not in (9, 10)} | {0x7F: None, 0x202E: None}


def decoded(parameters: Json) -> Json:
    """Read what stands as JSON in the fields."""
    made = {}
    for name, value in parameters.items():
        made[name] = value
        if isinstance(value, str) and value.startswith(("[", "{")) and name not in ("text", "description"):
            try:
                made[name] = json.loads(value)
            except ValueError:
                continue
    return made


def units(text: str) -> int:
    """Count UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parsed_text(text: str, mode: str | None) -> tuple[str, list[Json]]:
    """Parse and measure a message's text, or refuse it."""
    text = text.translate(_STRIPPED)
    entities: list[Json] = []
    if mode:
        if mode.upper() != "HTML":
            raise bad("unsupported parse_mode")
        try:
            text, entities = parse_html(text)
        except MarkupError as fault:
            raise bad(f"can't parse entities: {fault}") from fault
    if not text.strip():
        raise bad("message text is empty")
    if units(text) > TEXT_LIMIT:
        raise bad("message is too long")
    return text, entities


async def send_message(api: BotApi, given: Json) -> Json:
    """Send a message."""
    chat = api.known(given.get("chat_id"))
    text, entities = parsed_text(given.get("text", ""), given.get("parse_mode"))
    check_keyboard(given.get("reply_markup"))
    message: Json = {
        "message_id": 0, "date": 1_700_000_000, "chat": chat, "from": api.me, "text": text, "entities": entities
    }  # fmt: skip
    if topic := given.get("message_thread_id"):
        if not chat.get("is_forum"):
            raise bad("message thread not found")
        message |= {"message_thread_id": int(topic), "is_topic_message": True}
    _reply(api, chat["id"], given.get("reply_parameters"), message)
    if "inline_keyboard" in (given.get("reply_markup") or {}):
        message["reply_markup"] = given["reply_markup"]
    message["message_id"] = api.next_message_id(chat["id"])
    api.keep(message)
    return message


def _reply(api: BotApi, chat: int, reply: Json | None, message: Json) -> None:
    if not reply:
        return
    target = api.message(chat, int(reply["message_id"]))
    if target is None:
        if not reply.get("allow_sending_without_reply"):
            raise bad("message to be replied not found")
        return
    if quote := reply.get("quote"):
        if units(quote) > 1024 or quote not in (target.get("text") or target.get("caption") or ""):
            raise bad("QUOTE_TEXT_INVALID")
        message["quote"] = {"text": quote, "position": 0}
    message["reply_to_message"] = {key: value for key, value in target.items() if key != "reply_to_message"}


async def edit_message_text(api: BotApi, given: Json) -> Json:
    """Edit a message of the bot's own."""
    chat = api.known(given.get("chat_id"))
    text, entities = parsed_text(given.get("text", ""), given.get("parse_mode"))
    check_keyboard(given.get("reply_markup"))
    message = api.message(chat["id"], int(given["message_id"]))
    if message is None:
        raise bad("message to edit not found")
    if message["from"]["id"] != api.me["id"]:
        raise bad("message can't be edited")
    changed = {**message, "text": text, "entities": entities}
    changed.pop("reply_markup", None)
    if given.get("reply_markup"):
        changed["reply_markup"] = given["reply_markup"]
    if changed == {key: value for key, value in message.items() if key != "edit_date"}:
        raise bad(
            "message is not modified: specified new message content and reply markup are exactly the same as a current "
            "content and reply markup of the message"
        )
    api.keep(changed)
    return changed


async def delete_message(api: BotApi, given: Json) -> bool:
    """Delete a message of the bot's own."""
    chat = api.known(given.get("chat_id"))
    message = api.message(chat["id"], int(given["message_id"]))
    if message is None:
        raise bad("message to delete not found")
    if message["from"]["id"] != api.me["id"]:
        raise bad("message can't be deleted")
    api.delete(message)
    return True


async def answer_callback_query(api: BotApi, given: Json) -> bool:
    """Answer a press."""
    _take_query(api, given.get("callback_query_id"))
    if units(given.get("text", "")) > 200:
        raise bad("MESSAGE_TOO_LONG")
    return True


async def answer_inline_query(api: BotApi, given: Json) -> bool:
    """Offer results for what is typed."""
    results = given.get("results", [])
    if len(results) > 50:
        raise bad("RESULTS_TOO_MUCH")
    names = [result["id"] for result in results]
    if len(set(names)) != len(names):
        raise bad("RESULT_ID_DUPLICATE")
    for result in results:
        _check_result(result)
    if units(str(given.get("next_offset", ""))) > 64:
        raise bad("NEXT_OFFSET_INVALID")
    button = given.get("button")
    if button and not 1 <= len(button.get("start_parameter", "")) <= 64:
        raise bad("START_PARAM_INVALID")
    _take_query(api, given.get("inline_query_id"))
    return True


async def answer_guest_query(api: BotApi, given: Json) -> Json:
    """Answer a message that called the bot in."""
    _check_result(given["result"])
    _take_query(api, given.get("guest_query_id"))
    return {"inline_message_id": f"guest-{given['guest_query_id']}"}


def _take_query(api: BotApi, number: object) -> None:
    if number not in api.queries:
        raise bad(STALE)
    api.queries.discard(str(number))


def _check_result(result: Json) -> None:
    if not 1 <= len(result["id"].encode()) <= 64:
        raise bad("RESULT_ID_INVALID")
    if not result.get("title"):
        raise bad("can't parse inline query result: title must be non-empty")
    content = result["input_message_content"]
    parsed_text(content.get("message_text", ""), content.get("parse_mode"))
    check_keyboard(result.get("reply_markup"))


async def get_updates(api: BotApi, given: Json) -> list[Json]:
    """Hand out updates."""
    api.allowed = given.get("allowed_updates", api.allowed)
    return await api.poll(int(given.get("offset", 0)), float(given.get("timeout", 0)), int(given.get("limit", 100)))


async def get_me(api: BotApi, _: Json) -> Json:
    """Say who the bot is."""
    return api.me


async def delete_webhook(api: BotApi, _: Json) -> bool:
    """Take the webhook away."""
    api.webhook = ""
    return True


async def set_webhook(api: BotApi, given: Json) -> bool:
    """Set the webhook."""
    api.webhook = given.get("url", "")
    return True


async def get_webhook_info(api: BotApi, _: Json) -> Json:
    """Say which webhook is set."""
    return {"url": api.hijacked or api.webhook, "has_custom_certificate": False, **api.delivery}


async def get_chat_member(api: BotApi, given: Json) -> Json:
    """Say what somebody is in a chat."""
    chat, user = int(given["chat_id"]), int(given["user_id"])
    status = "creator" if (chat, user) in api.admins else "member"
    return {"status": status, "user": {"id": user, "is_bot": False, "first_name": "P"}, "is_anonymous": False}


def _key(name: str, given: Json) -> str:
    return json.dumps([name, given.get("scope"), given.get("language_code", "")], sort_keys=True)


def _getter(name: str, empty: Any) -> Callable[[BotApi, Json], Awaitable[Any]]:
    async def get(api: BotApi, given: Json) -> Any:
        return api.profile.get(_key(name, given), empty)

    return get


def _setter(name: str, limit: int) -> Callable[[BotApi, Json], Awaitable[bool]]:
    async def put(api: BotApi, given: Json) -> bool:
        value = given.get(name, "")
        if isinstance(value, str) and len(value) > limit:
            raise bad(f"{name.upper()}_TOO_LONG")
        api.profile[_key(name, given)] = value if name == "commands" else {name: value}
        return True

    return put


METHODS: dict[str, Callable[[BotApi, Json], Awaitable[Any]]] = {
    "getupdates": get_updates,
    "getme": get_me,
    "deletewebhook": delete_webhook,
    "setwebhook": set_webhook,
    "getwebhookinfo": get_webhook_info,
    "sendmessage": send_message,
    "editmessagetext": edit_message_text,
    "deletemessage": delete_message,
    "answercallbackquery": answer_callback_query,
    "answerinlinequery": answer_inline_query,
    "answerguestquery": answer_guest_query,
    "getchatmember": get_chat_member,
    "getmycommands": _getter("commands", []),
    "setmycommands": _setter("commands", 100),
    "getmydescription": _getter("description", {"description": ""}),
    "setmydescription": _setter("description", 512),
    "getmyshortdescription": _getter("short_description", {"short_description": ""}),
    "setmyshortdescription": _setter("short_description", 120),
}
"""By their names in lower case: Telegram does not mind."""
