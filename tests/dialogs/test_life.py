"""Restarts, repeated updates and a bad network lose nothing and repeat nothing."""

import asyncio
import json
import logging

import pytest

from tests.dialogs.deals import DAIRY, QUICK
from tests.dialogs.house import Json, Talk, datas


async def test_a_restart_between_every_two_taps_changes_nothing(anyone: Talk) -> None:
    await anyone.say("/deal")
    while await anyone.step(DAIRY, name="Молкомбинат"):
        await anyone.house.restart()
    restarted = anyone.text
    assert len(anyone.messages) == 3
    await anyone.house.play("person", id=2001, first_name="X", language_code=anyone.lang)
    other = Talk(anyone.house, 2001, anyone.lang)
    assert await other.check(DAIRY, name="Молкомбинат") == restarted


async def test_what_was_typed_before_a_restart_still_belongs_to_its_question(anna: Talk) -> None:
    await anna.say("/deal")
    await anna.say("zzzz")
    await anna.house.restart()
    assert anna.t("question.skip") in await anna.say("zzzz")


async def test_a_tap_while_the_bot_is_down_is_answered_when_it_is_back(anna: Talk) -> None:
    await anna.say("/deal")
    data = datas(anna.last)[0]
    await anna.house.stop()
    tap = asyncio.create_task(anna.house.play("tap", person=anna.person, message_id=anna.last["message_id"], data=data))
    await anna.house.world.until(lambda: bool(anna.house.world.updates.waiting))
    await anna.house.start()
    assert (await tap)["answered"]
    await anna.house.quiet()
    assert anna.question("stage") in anna.text


async def test_an_album_is_answered_once_and_the_next_one_too_after_a_restart(anna: Talk) -> None:
    await anna.send(album=3)
    await anna.house.restart()
    await anna.send(album=3)
    assert len(anna.messages) == 2


def typed(talk: Talk, command: str) -> Json:
    world = talk.house.world
    sender, chat = world.people[talk.person].user, world.chats[talk.person].public
    mark = {"type": "bot_command", "offset": 0, "length": len(command)}
    return {"message_id": 900, "from": sender, "chat": chat, "date": 1, "text": command, "entities": [mark]}


async def test_the_same_update_twice_is_applied_once(anna: Talk) -> None:
    await anna.say("/start")
    world = anna.house.world
    body = {
        "message_id": 900,
        "from": world.people[1001].user,
        "chat": world.chats[1001].public,
        "date": 1,
        "text": "x",
    }
    command = {**body, "text": "/deal", "entities": [{"type": "bot_command", "offset": 0, "length": 5}]}
    number = await anna.house.push(message=command)
    await anna.house.push(message=command, update_id=number)
    assert len(anna.messages) == 2
    assert len(anna.house.rows("select id from checks")) == 1


async def test_the_same_update_twice_in_one_batch_is_applied_once(anna: Talk) -> None:
    await anna.say("/start")
    world = anna.house.world
    text = {
        "message_id": 900,
        "from": world.people[1001].user,
        "chat": world.chats[1001].public,
        "date": 1,
        "text": "x",
    }
    command = {**text, "text": "/help", "entities": [{"type": "bot_command", "offset": 0, "length": 5}]}
    await anna.house.stop()
    number = world.updates.push_raw({"message": command})
    world.updates.push_raw({"message": command, "update_id": number})
    await anna.house.start()
    await anna.house.quiet()
    assert len(anna.messages) == 2


@pytest.mark.parametrize("method", ["editMessageText", "answerCallbackQuery"])
@pytest.mark.parametrize("after", [False, True])
async def test_a_cut_connection_loses_no_answer_and_repeats_none(anna: Talk, method: str, after: bool) -> None:
    refused = {"editMessageText": "message is not modified", "answerCallbackQuery": "query is too old"}[method]
    anna.house.expect("cut", *([refused] if after else []))
    await anna.say("/deal")
    anna.house.world.cut_next(method, after=after)
    await anna.press(datas(anna.last)[0])
    assert anna.question("stage") in anna.text
    assert len(anna.messages) == 1
    assert (await anna.finish(QUICK)).startswith(anna.t("name.default", n=1))


@pytest.mark.parametrize("after", [False, True])
async def test_a_message_cut_off_is_sent_again_rather_than_lost(anna: Talk, after: bool) -> None:
    anna.house.expect("cut")
    anna.house.world.cut_next("sendMessage", after=after)
    assert anna.question("decision-makers") in await anna.say("/deal")
    assert len(anna.messages) == 1 + after
    assert len(anna.house.rows("select id from checks")) == 1


async def test_updates_that_were_cut_off_come_again(anna: Talk) -> None:
    anna.house.expect("cut")
    anna.house.world.cut_next("getUpdates", after=True)
    await anna.say("/deal")
    assert len(anna.house.rows("select id from checks")) == 1


async def test_too_many_requests_are_waited_for(anna: Talk) -> None:
    anna.house.expect("Too Many Requests")
    anna.house.world.fail_next("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=0.2)
    started = asyncio.get_running_loop().time()
    await anna.say("/help")
    assert asyncio.get_running_loop().time() - started >= 0.2
    assert len(anna.messages) == 1


async def test_a_server_in_trouble_is_asked_again(anna: Talk) -> None:
    anna.house.expect("Bad Gateway")
    anna.house.world.fail_next("sendMessage", 502, "Bad Gateway")
    assert (await anna.say("/help")).startswith(anna.t("help.title"))


async def test_a_person_who_blocks_the_bot_costs_no_error(
    anna: Talk, ilya: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    anna.house.expect("bot was blocked by the user")
    await anna.say("/deal")
    await anna.house.stop()
    await anna.house.play("message", person=anna.person, text="1")
    await anna.house.play("block", person=anna.person)
    await anna.house.start()
    await anna.house.quiet()
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
    assert (await ilya.say("/help")).startswith(ilya.t("help.title"))
    await anna.house.play("unblock", person=anna.person)
    await anna.say("/deal")
    await anna.tap(anna.t("button.continue"))
    assert anna.question("stage") in anna.text
    assert json.loads(anna.house.rows("select answers from checks")[0]["answers"]) == {"decision-makers": "b2b"}


async def test_a_chat_that_moves_to_a_supergroup_is_answered_there(group: Talk) -> None:
    group.house.expect("upgraded to a supergroup")
    group.house.world.add_group(-100777, "Отдел продаж", [group.person])
    group.house.world.fail_next(
        "sendMessage", 400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to=-100777
    )
    await group.say("/compare@deal_coach_bot тендер")
    moved = Talk(group.house, group.person, "ru", chat=-100777)
    assert moved.text.startswith(moved.said.rows["procedure"].title)
