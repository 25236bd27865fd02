"""What Telegram checks of the buttons under a message."""

from __future__ import annotations

from typing import Any

from tests.bot_api.refusal import bad

Json = dict[str, Any]

ACTIONS = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
)  # fmt: skip


def check_keyboard(markup: Json | None) -> None:
    """Refuse buttons without words, with no action or two, with data or copied text out of bounds."""
    if not markup:
        return
    if "inline_keyboard" not in markup:
        placeholder = markup.get("input_field_placeholder", "")
        if "force_reply" in markup and len(placeholder) > 64:
            raise bad("can't parse reply keyboard markup: input field placeholder is too long")
        return
    rows = markup["inline_keyboard"]
    if sum(map(len, rows)) > 100:
        raise bad("REPLY_MARKUP_TOO_LONG")
    for row in rows:
        for button in row:
            _check_button(button)


def _check_button(button: Json) -> None:
    if not button.get("text", "").strip():
        raise bad("can't parse inline keyboard button: Text buttons must be non-empty")
    actions = [action for action in ACTIONS if action in button]
    if not actions:
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad("can't parse inline keyboard button: exactly one action is allowed")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
        raise bad("BUTTON_DATA_INVALID")
    if "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= 256:
        raise bad("BUTTON_COPY_TEXT_INVALID")
    if "url" in button and not button["url"].startswith(("http://", "https://", "tg://")):
        raise bad("BUTTON_URL_INVALID")
