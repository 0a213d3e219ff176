"""What people do, as updates that an independent library understands."""

import asyncio
from typing import Any

import aiogram.types
import pytest

from bot.playground import World, hands
from bot.playground.errors import Impossible

from .conftest import ANNA, GROUP, ILYA, MARINA, OLGA, Caller


def read(world: World) -> list[aiogram.types.Update]:
    """All waiting updates, each checked against aiogram's model of the Bot API."""
    return [aiogram.types.Update.model_validate(one) for one in world.updates.waiting]


CONTENT: list[dict[str, Any]] = [
    {"text": "/start abc"}, {"photo": True, "caption": "см. /deal"}, {"sticker": "🔥"}, {"voice": True},
    {"location": True}, {"document": {"name": "a.txt", "data": "aGk="}}, {"contact": True}, {"album": 3},
    {"text": "x", "forward": "Клиент"},
]  # fmt: skip


@pytest.mark.parametrize("content", CONTENT, ids=lambda content: next(iter(content)))
@pytest.mark.parametrize("chat", [ANNA, GROUP])
async def test_everything_a_person_sends_is_a_valid_update(world: World, content: dict[str, Any], chat: int) -> None:
    hands.send(world, ANNA, chat, content)
    world.updates.push("message", list(world.chats[chat].messages.values())[-1])
    for update in read(world):
        assert update.message
        assert update.message.from_user
        assert update.message.from_user.language_code == "ru"
        assert update.message.chat.type == ("private" if chat > 0 else "group")


async def test_a_command_is_marked(world: World) -> None:
    hands.say(world, ILYA, "/start@deal_coach_bot 😀 @olga_volkova")
    message = read(world)[0].message
    assert message
    assert message.entities
    found = [(one.type, one.extract_from(message.text or "")) for one in message.entities]
    assert found == [("bot_command", "/start@deal_coach_bot"), ("mention", "@olga_volkova")]


async def test_an_album_is_one_group_of_messages(world: World) -> None:
    hands.send(world, ANNA, None, {"album": 2})
    assert len({update.message.media_group_id for update in read(world) if update.message}) == 1


HEARD = ["/compare", "/compare@deal_coach_bot цикл", "эй, @deal_coach_bot", "/COMPARE@Deal_Coach_Bot"]
UNHEARD = ["коллеги, привет", "/compare@other_bot", "спросим @olga_volkova", "см. /compare"]


async def test_privacy_mode_in_a_group(world: World) -> None:
    for text in HEARD + UNHEARD:
        hands.say(world, ANNA, text, GROUP)
    assert [update.message.text for update in read(world) if update.message] == HEARD
    asked = world.post(world.chats[GROUP], world.bot, {"text": "?"})
    hands.say(world, ANNA, "ответ боту", GROUP, reply_to=asked["message_id"])
    last = read(world)[-1].message
    assert last
    assert last.reply_to_message
    assert last.reply_to_message.from_user
    assert last.reply_to_message.from_user.username == "deal_coach_bot"


async def test_a_tap_is_answered(bot: Caller, started: World) -> None:
    row = [{"text": "Да", "callback_data": "y"}, {"text": "Сайт", "url": "https://example.org"}]
    sent = await bot("sendMessage", chat_id=ANNA, text="?", reply_markup={"inline_keyboard": [row]})
    number = sent["message_id"]
    tap = asyncio.create_task(bot.play("tap", person=ANNA, message_id=number, button="Да"))
    await started.until(lambda: len(started.updates) == 1)
    query = read(started)[0].callback_query
    assert query
    assert query.data == "y"
    assert query.message
    assert query.message.message_id == number
    await bot("answerCallbackQuery", callback_query_id=query.id, text="Записано", show_alert=True)
    answer = await tap
    assert answer["answered"]
    assert answer["text"] == "Записано"
    assert answer["show_alert"] is True
    silent = await hands.tap(started, ANNA, number, data="y", within=0.01)
    assert silent["answered"] is False
    with pytest.raises(Impossible, match="there are: Да, Сайт"):
        await hands.tap(started, ANNA, number, button="Нет")
    assert not (await hands.tap(started, ANNA, number, data="old", stale=True, within=0.01))["answered"]


async def test_an_edit_of_an_own_message(world: World) -> None:
    mine = hands.say(world, ANNA, "1")
    hands.edit(world, ANNA, None, mine["message_id"], "2")
    edited = read(world)[1].edited_message
    assert edited
    assert edited.text == "2"
    assert edited.edit_date
    assert mine["text"] == "1", "the first update still says what it said"
    with pytest.raises(Impossible):
        hands.edit(world, ILYA, GROUP, mine["message_id"], "3")


async def test_blocking(world: World) -> None:
    hands.block(world, ANNA)
    assert read(world) == [], "the bot never knew this person"
    hands.block(world, ANNA, False)
    hands.say(world, ANNA, "/start")
    hands.block(world, ANNA)
    hands.block(world, ANNA)
    with pytest.raises(Impossible):
        hands.say(world, ANNA, "x")
    hands.block(world, ANNA, False)
    changes = [update.my_chat_member for update in read(world)[1:]]
    assert [change.new_chat_member.status for change in changes if change] == ["kicked", "member"]


async def test_inline(bot: Caller, world: World) -> None:
    asked = asyncio.create_task(bot.play("inline", person=ILYA, chat=GROUP, query="cycle"))
    await world.until(lambda: len(world.updates) == 1)
    query = read(world)[0].inline_query
    assert query
    assert query.query == "cycle"
    assert query.chat_type == "group"
    content = {"message_text": "<b>Cycle</b>", "parse_mode": "HTML"}
    article = {"type": "article", "id": "1", "title": "Cycle", "input_message_content": content}
    twice = await bot.refused("answerInlineQuery", inline_query_id=query.id, results=[article, article])
    assert twice == "Bad Request: RESULT_ID_DUPLICATE"
    many = [{**article, "id": str(number)} for number in range(51)]
    assert (
        await bot.refused("answerInlineQuery", inline_query_id=query.id, results=many)
        == "Bad Request: RESULTS_TOO_MUCH"
    )
    assert await bot("answerInlineQuery", inline_query_id=query.id, results=[article])
    answer = await asked
    assert answer["answered"]
    assert answer["results"][0]["title"] == "Cycle"
    await bot.play("choose", person=ILYA, chat=GROUP, query="cycle", result=answer["results"][0])
    told = read(world)[-2].message
    assert told
    assert told.via_bot
    assert (told.text, told.via_bot.id) == ("Cycle", world.bot["id"])
    chosen = read(world)[-1].chosen_inline_result
    assert chosen
    assert chosen.result_id == "1"
    assert list(world.chats[GROUP].messages.values())[-1]["text"] == "Cycle"


async def test_a_vote(bot: Caller, started: World) -> None:
    quiz = {"question": "?", "options": ["a", "b"], "type": "quiz", "correct_option_id": 1}
    sent = await bot("sendPoll", chat_id=GROUP, is_anonymous=False, **quiz)
    for person, option in ((ANNA, 1), (OLGA, 0)):
        await bot.play("vote", person=person, chat=GROUP, message_id=sent["message_id"], options=[option])
    with pytest.raises(Impossible):
        hands.vote(started, ANNA, GROUP, sent["message_id"], [0])
    answers = [update.poll_answer for update in read(started) if update.poll_answer]
    assert [answer.option_ids for answer in answers] == [[1], [0]]
    polls = [update.poll for update in read(started) if update.poll]
    assert polls[-1].total_voter_count == 2
    assert (await bot("stopPoll", chat_id=GROUP, message_id=sent["message_id"]))["is_closed"]


async def test_nobody_acts_where_they_are_not(world: World) -> None:
    world.add_person(5, "Чужой")
    for person, chat in ((5, GROUP), (ANNA, MARINA), (6, None)):
        with pytest.raises(Impossible):
            hands.say(world, person, "x", chat)
