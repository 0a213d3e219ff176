"""Reply markup: what Telegram refuses in a keyboard."""

from typing import Any

from bot.playground.errors import bad
from bot.playground.links import checked_link
from bot.playground.params import boolean, known

Json = dict[str, Any]

ACTIONS = frozenset(
    {
        "url", "callback_data", "switch_inline_query", "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat", "copy_text", "web_app", "login_url", "callback_game", "pay",
    }
)  # fmt: skip
UNSERVED = frozenset({"web_app", "login_url", "callback_game", "pay"})
BUTTON = ACTIONS | {"text", "style", "icon_custom_emoji_id", "disabled"}
STYLES = ("danger", "success", "primary")
PARSE = "can't parse inline keyboard button: "
MAX_ROW, MAX_BUTTONS, MAX_DATA, MAX_COPY = 8, 100, 64, 256


def checked(markup: Json) -> Json | None:
    """The inline keyboard that a message carries; None for other markup and for an empty keyboard."""
    if "inline_keyboard" in markup:
        known(markup, frozenset({"inline_keyboard"}), "InlineKeyboardMarkup")
        return inline(markup["inline_keyboard"])
    if "force_reply" in markup:
        known(markup, frozenset({"force_reply", "input_field_placeholder", "selective"}), "ForceReply")
        boolean(markup, "force_reply", "selective")
    elif "remove_keyboard" in markup:
        known(markup, frozenset({"remove_keyboard", "selective"}), "ReplyKeyboardRemove")
        boolean(markup, "remove_keyboard", "selective")
    elif markup:
        raise bad("the playground knows inline keyboards, force_reply and remove_keyboard only")
    return None


def inline(rows: Any) -> Json | None:
    if not isinstance(rows, list):
        raise bad('field "inline_keyboard" must be of type Array')
    kept, total = [], 0
    for row in rows:
        if not isinstance(row, list):
            raise bad("inline keyboard row must be an Array")
        if len(row) > MAX_ROW:
            raise bad(f"inline keyboard row can't have more than {MAX_ROW} buttons")
        total += len(row)
        if row:
            kept.append([_button(one) for one in row])
    if total > MAX_BUTTONS:
        raise bad("reply markup is too long")
    return {"inline_keyboard": kept} if kept else None


def _button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise bad(f"{PARSE}Expected an Object")
    known(button, BUTTON, "InlineKeyboardButton")
    text = button.get("text")
    if text is None:
        raise bad(f'{PARSE}Can\'t find field "text"')
    if not isinstance(text, str):
        raise bad(f'{PARSE}Field "text" must be of type String')
    if not text.strip():
        raise bad("BUTTON_TEXT_INVALID")
    if button.get("style") not in (None, *STYLES):
        raise bad("BUTTON_STYLE_INVALID")
    actions = [key for key in button if key in ACTIONS and button[key] not in (None, "", False)]
    actions += [key for key in button if key.startswith("switch_inline") and button[key] == ""]
    if not actions:
        raise bad(f"{PARSE}Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad(f"{PARSE}exactly one optional field must be used to specify type of the button")
    _check_action(actions[0], button[actions[0]])
    return {key: value for key, value in button.items() if value is not None}


def _check_action(action: str, value: Any) -> None:
    if action == "callback_data":
        if not isinstance(value, str) or len(value.encode()) > MAX_DATA:
            raise bad("BUTTON_DATA_INVALID")
    elif action == "url":
        _check_url(str(value))
    elif action == "copy_text":
        text = value.get("text") if isinstance(value, dict) else None
        if not isinstance(text, str) or not 1 <= len(text) <= MAX_COPY:
            raise bad("BUTTON_COPY_TEXT_INVALID")
    elif action in UNSERVED:
        raise bad("BUTTON_TYPE_INVALID")


def _check_url(url: str) -> None:
    scheme = url.partition("://")[0].lower() if "://" in url else "http"
    if scheme not in ("http", "https", "tg", "ton"):
        raise bad(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")
    if checked_link(url) is None:
        raise bad(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
