"""What Telegram refuses, in Telegram's words."""

from typing import Any

import pytest

from bot.playground import World

from .conftest import ANNA, GROUP, MARINA, Caller, Clock

TOO_MANY = [[{"text": "x", "callback_data": "x"}] * 8] * 13


def button(**fields: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[fields]]}


SEND: list[tuple[dict[str, Any], str]] = [
    ({"chat_id": None}, "chat_id is empty"),
    ({"chat_id": ""}, "chat_id is empty"),
    ({"chat_id": 0}, "chat not found"),
    ({"chat_id": -1}, "chat not found"),
    ({"chat_id": "@nobody_here"}, "chat not found"),
    ({"text": None}, "message text is empty"),
    ({"text": "", "chat_id": 0}, "message text is empty"),
    ({"text": " \n "}, "text must be non-empty"),
    ({"text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
    ({"text": "я" * 4097}, "message is too long"),
    ({"text": "x", "parse_mode": "INVALID"}, "unsupported parse_mode"),
    (
        {"text": "<p>x</p>", "parse_mode": "HTML"},
        'can\'t parse entities: Unsupported start tag "p" at byte offset 0',
    ),
    (
        {"text": "<b>x", "parse_mode": "html"},
        'can\'t parse entities: Can\'t find end tag corresponding to start tag "b"',
    ),
    ({"texts": "x"}, 'unknown parameter "texts"'),
    ({"message_thread_id": 5}, "message thread not found"),
    ({"reply_parameters": {"message_id": 99}}, "message to be replied not found"),
    ({"reply_parameters": {"quote": "x"}}, 'can\'t find field "message_id"'),
    ({"link_preview_options": {"is_disabled": "yes"}}, 'field "is_disabled" must be of type Boolean'),
    ({"link_preview_options": {"disabled": True}}, 'unknown field "disabled" of LinkPreviewOptions'),
    (
        {"entities": [{"type": "bold", "offset": 100, "length": 1}]},
        "entity begins after the end of the text at UTF-16 offset 100",
    ),
    (
        {"entities": [{"type": "bold", "offset": -1, "length": 1}]},
        "receive an entity with incorrect offset -1",
    ),
    (
        {"entities": [{"type": "x", "offset": 0, "length": 1}]},
        "can't parse MessageEntity: Unsupported type specified",
    ),
    ({"reply_markup": {"inline_keyboard": "bad"}}, 'field "inline_keyboard" must be of type Array'),
    ({"reply_markup": {"force_reply": "yes"}}, 'field "force_reply" must be of type Boolean'),
    ({"reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
    ({"reply_markup": button(text="x", callback_data="я" * 33)}, "BUTTON_DATA_INVALID"),
    (
        {"reply_markup": button(text="x", callback_data="")},
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        {"reply_markup": button(callback_data="x")},
        'can\'t parse inline keyboard button: Can\'t find field "text"',
    ),
    ({"reply_markup": button(text=" ", callback_data="x")}, "BUTTON_TEXT_INVALID"),
    (
        {"reply_markup": button(text="x", url="not-a-url")},
        "inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL",
    ),
    (
        {"reply_markup": button(text="x", url="ftp://example.com")},
        "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
    ),
    ({"reply_markup": button(text="x", copy_text={"text": ""})}, "BUTTON_COPY_TEXT_INVALID"),
    ({"reply_markup": button(text="x", pay=True)}, "BUTTON_TYPE_INVALID"),
    (
        {"reply_markup": button(text="x", callback_data="x", url="https://e.org")},
        "can't parse inline keyboard button: exactly one optional field must be used to specify "
        "type of the button",
    ),
    ({"reply_markup": button(text="x", callback="x")}, 'unknown field "callback" of InlineKeyboardButton'),
    (
        {"reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "x"}] * 9]}},
        "inline keyboard row can't have more than 8 buttons",
    ),
    ({"reply_markup": {"inline_keyboard": TOO_MANY}}, "reply markup is too long"),
]  # fmt: skip


@pytest.mark.parametrize(("params", "text"), SEND, ids=lambda value: str(value)[:40])
async def test_send_message(bot: Caller, started: World, params: dict[str, Any], text: str) -> None:
    given = {"chat_id": ANNA, "text": "привет", **params}
    given = {key: value for key, value in given.items() if value is not None}
    assert await bot.refused("sendMessage", **given) == f"Bad Request: {text}"
    assert not started.chats[ANNA].messages


async def test_the_limits_themselves_pass(bot: Caller, started: World) -> None:
    data = "я" * 32
    assert await bot("sendMessage", chat_id=ANNA, text="<b>я</b>" * 4096, parse_mode="HTML")
    assert await bot("sendMessage", chat_id=str(ANNA), text="x", reply_markup=button(text="x", callback_data=data))
    rows = [[{"text": "x", "callback_data": "x"}] * 8] * 12
    assert await bot("sendMessage", chat_id=ANNA, text="x", reply_markup={"inline_keyboard": rows})


async def test_whom_the_bot_may_write_to(bot: Caller, world: World) -> None:
    world.add_person(5, "Чужой")
    assert await bot.refused("sendMessage", chat_id=5, text="x") == "Bad Request: chat not found"
    never = await bot.refused("sendMessage", chat_id=ANNA, text="x")
    assert never == "Forbidden: bot can't initiate conversation with a user"
    await bot.play("message", person=ANNA, text="/start")
    await bot.play("block", person=ANNA)
    for method, more in (("sendMessage", {"text": "x"}), ("editMessageText", {"text": "x", "message_id": 1})):
        blocked = await bot.refused(method, chat_id=ANNA, **more)
        assert blocked == "Forbidden: bot was blocked by the user"
    await bot.play("unblock", person=ANNA)
    assert await bot("sendMessage", chat_id=ANNA, text="x")
    assert await bot("leaveChat", chat_id=GROUP)
    gone = await bot.refused("sendMessage", chat_id=GROUP, text="x")
    assert gone == "Forbidden: bot is not a member of the group chat"


async def test_methods_and_tokens(bot: Caller) -> None:
    assert await bot.refused("sendMesage") == "Not Found"
    assert await bot.refused("getMe", x=1) == 'Bad Request: unknown parameter "x"'
    assert (await bot("GETME"))["username"] == "deal_coach_bot"
    async with bot.session.get(f"{bot.url}/bot1:wrong/getMe") as answer:
        assert answer.status == 401
        assert await answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_edits(bot: Caller, started: World) -> None:
    where = {"chat_id": ANNA}
    keyboard = button(text="x", callback_data="x")
    sent = await bot("sendMessage", **where, text="<b>x</b>", parse_mode="HTML", reply_markup=keyboard)
    where["message_id"] = sent["message_id"]
    same = "Bad Request: message is not modified: specified new message content and reply markup are exactly"
    assert (
        await bot.refused("editMessageText", **where, text="<b>x</b> ", parse_mode="HTML", reply_markup=keyboard)
    ).startswith(same)
    assert (await bot.refused("editMessageReplyMarkup", **where, reply_markup=keyboard)).startswith(same)
    assert await bot.refused("editMessageText", **where, text="x" * 4097) == "Bad Request: MESSAGE_TOO_LONG"
    assert (
        await bot.refused("editMessageCaption", **where, caption="y")
        == "Bad Request: there is no caption in the message to edit"
    )
    assert (
        await bot.refused("editMessageText", chat_id=ANNA, message_id=99, text="y")
        == "Bad Request: message to edit not found"
    )
    assert (
        await bot.refused("editMessageText", chat_id=ANNA, text="y")
        == "Bad Request: message identifier is not specified"
    )
    own = started.post(started.chats[ANNA], started.people[ANNA].user, {"text": "моё"})
    foreign = await bot.refused("editMessageText", chat_id=ANNA, message_id=own["message_id"], text="y")
    assert foreign == "Bad Request: message can't be edited"
    edited = await bot("editMessageText", **where, text="x")
    assert "reply_markup" not in edited
    assert "entities" not in edited
    assert edited["edit_date"]
    assert (await bot.refused("editMessageText", **where, text="x")).startswith(same)


async def test_deletes(bot: Caller, started: World, clock: Clock) -> None:
    sent = await bot("sendMessage", chat_id=ANNA, text="x")
    old = await bot("sendMessage", chat_id=ANNA, text="y")
    assert await bot.refused("deleteMessage", chat_id=ANNA, message_id=99) == "Bad Request: message to delete not found"
    assert await bot("deleteMessage", chat_id=ANNA, message_id=sent["message_id"])
    clock.now += 48 * 3600 + 1
    late = await bot.refused("deleteMessage", chat_id=ANNA, message_id=old["message_id"])
    assert late == "Bad Request: message can't be deleted"
    assert await bot("deleteMessages", chat_id=ANNA, message_ids=[sent["message_id"]])


async def test_callback_answers(bot: Caller, started: World, clock: Clock) -> None:
    stale = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert await bot.refused("answerCallbackQuery", callback_query_id="1") == stale
    assert await bot.refused("answerCallbackQuery") == stale
    query = started.queries.ask(ANNA, ANNA, 1, 150.0)
    too_long = await bot.refused("answerCallbackQuery", callback_query_id=query.id, text="x" * 201)
    assert too_long == "Bad Request: MESSAGE_TOO_LONG"
    assert await bot("answerCallbackQuery", callback_query_id=query.id, text="x" * 200)
    assert await bot.refused("answerCallbackQuery", callback_query_id=query.id) == stale
    query = started.queries.ask(ANNA, ANNA, 1, 150.0)
    clock.now += 151
    assert await bot.refused("answerCallbackQuery", callback_query_id=query.id) == stale


MENUS: list[tuple[dict[str, Any], str]] = [
    ({"commands": [{"command": "Сделка", "description": "x"}]}, "BOT_COMMAND_INVALID"),
    ({"commands": [{"command": "Deal", "description": "x"}]}, "BOT_COMMAND_INVALID"),
    ({"commands": [{"command": "x" * 33, "description": "x"}]}, "command length must not exceed 32"),
    ({"commands": [{"command": "x", "description": " "}]}, "command description must be non-empty"),
    ({"commands": [{"command": "x", "description": "x" * 257}]}, "command description length must not exceed 256"),
    ({"commands": [{"command": "x"}]}, 'can\'t parse BotCommand: Can\'t find field "description"'),
    ({"commands": [{"command": f"x{n}", "description": "x"} for n in range(101)]}, "BOT_COMMANDS_TOO_MUCH"),
    ({"commands": [], "language_code": "rus"}, "invalid language code specified"),
    ({"commands": [], "scope": {"type": "x"}}, "can't parse BotCommandScope: Unsupported type specified"),
    ({"commands": [], "scope": {"type": "chat", "chat_id": 7}}, "chat not found"),
]  # fmt: skip


@pytest.mark.parametrize(("params", "text"), MENUS, ids=lambda value: str(value)[:40])
async def test_commands(bot: Caller, params: dict[str, Any], text: str) -> None:
    assert await bot.refused("setMyCommands", **params) == f"Bad Request: {text}"


async def test_texts_about_the_bot(bot: Caller) -> None:
    for method, field, limit in (
        ("setMyDescription", "description", 512),
        ("setMyShortDescription", "short_description", 120),
    ):
        assert await bot(method, **{field: "я" * limit})
        assert (await bot.refused(method, **{field: "я" * (limit + 1)})).startswith("Bad Request: ")


POLLS: list[tuple[dict[str, Any], str]] = [
    ({"question": " "}, "text must be non-empty"),
    ({"question": "x" * 301}, "poll question length must not exceed 300"),
    ({"options": ["a"]}, "poll must have at least 2 option"),
    ({"options": [str(n) for n in range(13)]}, "poll can't have more than 12 options"),
    ({"options": ["a", "b" * 101]}, "poll options length must not exceed 100"),
    ({"type": "quiz"}, "wrong correct option ID specified"),
    ({"type": "quiz", "correct_option_id": 2}, "wrong correct option ID specified"),
    ({"type": "quiz", "correct_option_id": 1, "explanation": "x" * 201}, "MESSAGE_TOO_LONG"),
]  # fmt: skip


@pytest.mark.parametrize(("params", "text"), POLLS, ids=lambda value: str(value)[:40])
async def test_polls(bot: Caller, started: World, params: dict[str, Any], text: str) -> None:
    given = {"chat_id": MARINA, "question": "?", "options": ["a", "b"], **params}
    assert await bot.refused("sendPoll", **given) == f"Bad Request: {text}"
