"""Stored first, confirmed afterwards; what is given twice is applied once."""

import asyncio
import logging
from collections.abc import Sequence

import aiohttp
import pytest

from bot.runtime.fatal import Fatal
from bot.runtime.receiver import lane_of
from bot.store.database import NOTHING, Database, Params, Row, StoreError, Write

from .conftest import ANNA, ILYA, Json, Rig, eventually, message

WEBHOOK = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


class LosesAnswers:
    """A database whose connection breaks after some commits that did take place."""

    def __init__(self, db: Database, *words: str) -> None:
        self._db = db
        self.words = list(words)

    async def read(self, sql: str, params: Params = NOTHING, /) -> list[Row]:
        return await self._db.read(sql, params)

    async def commit(self, writes: Sequence[Write], /) -> list[list[Row]]:
        rows = await self._db.commit(writes)
        if self.words and any(self.words[0] in write.sql for write in writes):
            self.words.pop(0)
            raise StoreError("The connection was lost.")
        return rows

    async def close(self) -> None:
        await self._db.close()


async def test_what_is_said_is_answered(running: Rig) -> None:
    running.say("1", "2", "3")
    running.say("a", person=ILYA)
    await running.hears("re 1", "re 2", "re 3")
    await running.hears("re a", person=ILYA)
    assert sorted(running.notes) == ["1001 1", "1001 2", "1001 3", "1002 a"]


async def test_an_update_is_stored_before_it_is_confirmed(running: Rig) -> None:
    with running.locked():
        running.say("1")
        polls = len(running.world.calls_of("getUpdates"))
        await eventually(lambda: len(running.world.calls_of("getUpdates")) >= polls + 3)
        assert len(running.world.updates.waiting) == 1
        assert running.states == []
    await running.hears("re 1")


async def test_an_update_given_twice_is_applied_once(running: Rig) -> None:
    for _ in range(2):
        running.world.updates.push_raw(message("1", update_id=900_000_000))
    await running.hears("re 1")
    running.world.updates.push_raw(message("1", update_id=900_000_000))
    running.say("2")
    await running.hears("re 1", "re 2")
    assert running.notes == ["1001 1", "1001 2"]


async def test_an_update_that_telegram_gives_again_after_a_restart_is_applied_once(rig: Rig) -> None:
    rig.store(message("1", update_id=700), state="sent", calls=[])
    rig.world.updates.push_raw(message("1", update_id=700))
    rig.say("2")
    await rig.start()
    await rig.hears("re 2")
    assert rig.notes == ["1001 2"]


async def test_numbers_that_begin_anew_after_a_quiet_week_are_no_repetition(running: Rig) -> None:
    running.say("1")
    await running.hears("re 1")
    running.world.updates.restart_at(50)
    running.say("2", "3")
    await running.hears("re 1", "re 2", "re 3")


async def test_rows_leave_the_inbox_once_telegram_has_forgotten_them(running: Rig) -> None:
    for n in range(12):
        running.say(str(n))
        await running.hears(*(f"re {one}" for one in range(n + 1)))
    assert len(running.states) <= 2


async def test_a_batch_whose_commit_was_not_confirmed_is_not_lost(rig: Rig) -> None:
    rig.wrap = lambda db: LosesAnswers(db, "insert into inbox", "insert into inbox")
    rig.say("1", "2")
    rig.say("a", person=ILYA)
    await rig.start()
    await rig.hears("re 1", "re 2")
    await rig.hears("re a", person=ILYA)
    assert len(rig.dispatched) == 3


async def test_half_a_character_harms_nobody(running: Rig) -> None:
    running.world.updates.push_raw(message("1 \ud83d", update_id=5))
    await running.hears("re 1 ?")


@pytest.mark.parametrize("code", [401, 404])
async def test_a_wrong_token_ends_the_bot(rig: Rig, code: int) -> None:
    rig.world.fail_next("getUpdates", code, "Unauthorized")
    await rig.start()
    with pytest.raises(Fatal, match="does not know this BOT_TOKEN"):
        await rig.ended()


async def test_a_second_poller_ends_the_bot_after_what_has_begun(running: Rig) -> None:
    running.say("1")
    await running.hears("re 1")
    running.world.delay_next("sendMessage", 0.1)
    running.say("2")
    await eventually(lambda: len(running.dispatched) == 2)
    url = f"{running.server.url}/bot{running.world.token}/getUpdates"
    async with aiohttp.ClientSession() as other, other.post(url, json={"timeout": 0}) as answer:
        assert answer.status == 200
    with pytest.raises(Fatal, match="Another process polls"):
        await running.ended()
    assert running.heard() == ["re 1", "re 2"]


async def test_a_webhook_ends_the_bot_with_its_own_sentence(rig: Rig) -> None:
    rig.world.fail_next("getUpdates", 409, WEBHOOK)
    await rig.start()
    with pytest.raises(Fatal, match="deleteWebhook"):
        await rig.ended()


async def test_trouble_on_the_way_is_waited_for(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    rig.world.cut_next("getUpdates")
    rig.world.fail_next("getUpdates", 502, "Bad Gateway")
    rig.world.fail_next("getUpdates", 429, "Too Many Requests: retry after 0.01", retry_after=0.01)
    rig.world.fail_next("getUpdates", 400, "Bad Request: something new")
    rig.say("1")
    await rig.start()
    await rig.hears("re 1")
    refused = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert [words.partition(":")[0] for words in refused] == ["getUpdates was refused"] * 2


async def test_the_confirmation_may_get_lost(running: Rig) -> None:
    running.say("1")
    await running.hears("re 1")
    running.world.cut_next("getUpdates", after=True, times=2)
    running.say("2", "3")
    await running.hears("re 1", "re 2", "re 3")


@pytest.mark.parametrize(
    ("update", "lane"),
    [
        (message("1", person=ANNA), ANNA),
        ({"callback_query": {"from": {"id": 1}, "message": {"chat": {"id": -5}}}}, -5),
        ({"callback_query": {"from": {"id": 1}, "inline_message_id": "x"}}, 1),
        ({"inline_query": {"from": {"id": 1}, "query": ""}}, 1),
        ({"channel_post": {"chat": {"id": -100}}}, -100),
        ({"poll": {"id": "1"}}, 0),
    ],
)
async def test_the_lane_is_the_chat_else_the_person(update: Json, lane: int) -> None:
    assert lane_of({"update_id": 7, **update}) == lane


async def test_a_stop_while_nobody_says_anything(running: Rig) -> None:
    await eventually(lambda: len(running.world.updates.allowed) > 0)
    await asyncio.sleep(0.02)
    await running.stop()
