"""What the methods answer, read by an independent library."""

from pathlib import Path

import aiogram.methods
import aiogram.types as types
import aiohttp
import pytest

from bot.playground import World
from bot.playground.content import PIXEL
from bot.playground.methods import METHODS, Method

from .conftest import ANNA, GROUP, ILYA, MARINA, OLGA, Caller


@pytest.mark.parametrize("method", METHODS.values(), ids=lambda method: method.name)
def test_no_parameter_is_ours_alone(method: Method) -> None:
    name, takes = method.name, method.takes
    model = getattr(aiogram.methods, name[0].upper() + name[1:])
    assert takes <= set(model.model_fields), name


async def test_a_sent_message(bot: Caller, started: World) -> None:
    markup = {"inline_keyboard": [[{"text": "Да", "callback_data": "y", "style": "success"}]]}
    quiet = {
        "disable_notification": True,
        "protect_content": True,
        "link_preview_options": {"is_disabled": True},
    }
    given = {"text": "<b>Сделка</b> /go", "parse_mode": "HTML", "reply_markup": markup, **quiet}
    body = await bot("sendMessage", chat_id=ANNA, **given)
    message = types.Message.model_validate(body)
    assert message.text == "Сделка /go"
    assert message.html_text == "<b>Сделка</b> /go"
    assert [one.type for one in message.entities or ()] == ["bold", "bot_command"]
    assert message.from_user
    assert message.from_user.is_bot
    assert message.reply_markup
    reply = await bot("sendMessage", chat_id=ANNA, text="x", reply_parameters={"message_id": message.message_id})
    answered = types.Message.model_validate(reply).reply_to_message
    assert answered
    assert answered.message_id == message.message_id
    loose = {"message_id": 999, "allow_sending_without_reply": True}
    assert await bot("sendMessage", chat_id=ANNA, text="x", reply_parameters=loose)


async def test_what_was_answered_stays_as_it_was(bot: Caller, started: World) -> None:
    sent = await bot("sendMessage", chat_id=ANNA, text="1")
    await bot("editMessageText", chat_id=ANNA, message_id=sent["message_id"], text="2")
    assert started.from_bot(ANNA)[0]["text"] == "2"
    assert [call.result["text"] for call in started.calls_of("sendMessage", "editMessageText")] == ["1", "2"]


async def test_parameters_come_in_any_form(bot: Caller, started: World) -> None:
    session, url = bot.session, f"{bot.root}/sendMessage"
    keyboard = '{"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]}'
    given = {"chat_id": str(ANNA), "text": "x", "reply_markup": keyboard}
    multipart = aiohttp.FormData(given, default_to_multipart=True)
    for request in (
        session.get(url, params=given), session.post(url, params=given), session.post(url, data=given),
        session.post(url, data=multipart), session.post(url, json=given),
    ):  # fmt: skip
        async with request as answer:
            body = await answer.json()
        assert "reply_markup" in body.get("result", {}), body
    async with session.post(url, data=b"[1", headers={"Content-Type": "application/json"}) as answer:
        assert answer.status == 400


def form(**fields: object) -> aiohttp.FormData:
    data = aiohttp.FormData()
    for name, value in fields.items():
        named = {"filename": f"{name}.png", "content_type": "image/png"} if isinstance(value, bytes) else {}
        data.add_field(name, value, **named)
    return data


async def post(bot: Caller, method: str, **fields: object) -> dict[str, object]:
    async with bot.session.post(f"{bot.root}/{method}", data=form(chat_id=str(ANNA), **fields)) as answer:
        body: dict[str, object] = await answer.json()
        return body


async def test_pictures_and_files(bot: Caller, started: World) -> None:
    body = await post(bot, "sendPhoto", photo="attach://picture", picture=PIXEL, caption="<i>x</i>", parse_mode="HTML")
    photo = types.Message.model_validate(body["result"])
    assert photo.photo
    assert (photo.photo[0].width, photo.caption) == (1, "x")
    again = types.Message.model_validate(await bot("sendPhoto", chat_id=ANNA, photo=photo.photo[0].file_id))
    assert again.photo
    assert again.photo[0].file_unique_id == photo.photo[0].file_unique_id
    file = types.File.model_validate(await bot("getFile", file_id=photo.photo[0].file_id))
    async with bot.session.get(f"{bot.url}/file/bot{started.token}/{file.file_path}") as answer:
        assert await answer.read() == PIXEL
    async with bot.session.get(f"{bot.url}/play/file/{photo.photo[0].file_id}") as answer:
        assert answer.content_type == "image/png"
    document = types.Message.model_validate((await post(bot, "sendDocument", document=b"<script>"))["result"])
    assert document.document
    assert document.document.file_name == "document.png"
    caption = await bot("editMessageCaption", chat_id=ANNA, message_id=photo.message_id, caption="y")
    assert types.Message.model_validate(caption).caption == "y"


async def test_refused_files(bot: Caller, started: World) -> None:
    where = {"chat_id": ANNA}
    assert await bot.refused("sendPhoto", **where) == "Bad Request: there is no photo in the request"
    assert (
        await bot.refused("sendPhoto", **where, photo="https://e.org/a.png")
        == "Bad Request: failed to get HTTP URL content"
    )
    assert (await bot.refused("sendPhoto", **where, photo="x")).startswith("Bad Request: wrong remote file identifier")
    assert (await post(bot, "sendPhoto", photo=b"text"))["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
    assert (await post(bot, "sendDocument", document=b""))["description"] == "Bad Request: file must be non-empty"
    long = await post(bot, "sendPhoto", photo=PIXEL, caption="x" * 1025)
    assert long["description"] == "Bad Request: message caption is too long"
    huge = PIXEL[:16] + (9_000).to_bytes(4, "big") * 2 + PIXEL[24:]
    assert (await post(bot, "sendPhoto", photo=huge))["description"] == "Bad Request: PHOTO_INVALID_DIMENSIONS"


async def test_chats(bot: Caller, started: World) -> None:
    assert types.User.model_validate(await bot("getMe")).supports_inline_queries
    for chat in (ANNA, GROUP):
        assert types.ChatFullInfo.model_validate(await bot("getChat", chat_id=chat)).id == chat
    states = [
        (await bot("getChatMember", chat_id=GROUP, user_id=one))["status"] for one in (ANNA, OLGA, started.bot["id"])
    ]
    assert states == ["member", "creator", "member"]
    assert await bot.refused("getChatMember", chat_id=GROUP, user_id=9) == "Bad Request: PARTICIPANT_ID_INVALID"
    assert await bot("sendChatAction", chat_id=ANNA, action="typing")
    assert (
        await bot.refused("sendChatAction", chat_id=ANNA, action="x")
        == "Bad Request: wrong parameter action in request"
    )
    poll = await bot("sendPoll", chat_id=ANNA, question="?", options=[{"text": "a"}, {"text": "b"}])
    assert types.Message.model_validate(poll).poll


async def test_command_menus_follow_scope_and_language(bot: Caller, started: World) -> None:
    async def put(name: str, scope: dict[str, object] | None = None, code: str = "") -> None:
        commands = [{"command": name, "description": name}]
        await bot("setMyCommands", commands=commands, scope=scope or {"type": "default"}, language_code=code)

    async def seen(person: int, chat: int) -> str:
        state = await bot.state(person=person)
        return next(str(one["commands"][0]["command"]) for one in state["chats"] if one["id"] == chat)

    await put("base")
    await put("base_ru", code="ru")
    assert [await seen(ANNA, ANNA), await seen(ILYA, ILYA), await seen(ANNA, GROUP)] == [
        "base_ru",
        "base",
        "base_ru",
    ]
    await put("private", {"type": "all_private_chats"})
    assert [await seen(ANNA, ANNA), await seen(ANNA, GROUP)] == ["private", "base_ru"]
    await put("group", {"type": "all_group_chats"})
    await put("admins", {"type": "all_chat_administrators"})
    assert [await seen(ANNA, GROUP), await seen(OLGA, GROUP)] == ["group", "admins"]
    await put("one", {"type": "chat", "chat_id": OLGA})
    await put("one_ru", {"type": "chat", "chat_id": OLGA}, "ru")
    assert [await seen(OLGA, OLGA), await seen(MARINA, MARINA)] == ["one_ru", "private"]
    await put("member", {"type": "chat_member", "chat_id": GROUP, "user_id": ANNA})
    assert await seen(ANNA, GROUP) == "member"
    await bot("deleteMyCommands", scope={"type": "chat", "chat_id": OLGA}, language_code="ru")
    assert await seen(OLGA, OLGA) == "one"
    assert await bot("getMyCommands", scope={"type": "chat", "chat_id": OLGA}) == [
        {"command": "one", "description": "one"}
    ]


async def test_texts_and_menu_button(bot: Caller, started: World) -> None:
    assert await bot("getMyName") == {"name": "Deal Coach"}
    await bot("setMyDescription", description="по-русски", language_code="ru")
    await bot("setMyDescription", description="in English")
    assert (await bot("getMyDescription", language_code="ru"))["description"] == "по-русски"
    assert (await bot.state(person=MARINA))["bot"]["description"] == "in English"
    assert await bot("setChatMenuButton", chat_id=ANNA, menu_button={"type": "commands"})
    assert await bot("getChatMenuButton", chat_id=ANNA) == {"type": "commands"}
    assert await bot("getChatMenuButton") == {"type": "default"}


def test_the_playground_knows_nothing_else_of_the_project() -> None:
    root = Path(__file__).parents[2]
    for path in (root / "bot" / "playground").rglob("*.py"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith(("from bot", "import bot", "from handlers", "import handlers")):
                assert line.startswith("from bot.playground"), f"{path.name}: {line}"
