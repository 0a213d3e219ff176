"""People shut the bot out and let it in again; what the bot sends by itself reaches those who can be reached."""

import asyncio
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest

from bot.playground.seed import GROUP_ID
from tests.dialogs.house import House, Talk


@pytest.fixture
async def met(anna: Talk) -> Talk:
    await anna.say("/help")
    await anna.say("/deal")
    return anna


async def queue(house: House, chat: int, text: str, *, due_in: int = 0) -> None:
    """While the bot is stopped: the file is its own."""
    house.allow("terminated by other getUpdates")  # the poll that the stopped one has left behind
    await house.stop()
    now = house.clock.now()
    row = (text, chat, json.dumps(["sendMessage", {"text": text, "parse_mode": "HTML"}]), now + due_in, now)
    with closing(sqlite3.connect(house.file)) as db, db:
        db.execute("insert into ledger (slot, chat, kind, call, due_at, at) values (?, ?, 'push', ?, ?, ?)", row)
    await house.start()


def states(house: House) -> dict[str, str]:
    return {row["slot"]: row["state"] for row in house.rows("select slot, state from ledger where kind = 'push'")}


async def eventually(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not happened():
            await asyncio.sleep(0.01)


def is_out_of_reach(talk: Talk) -> bool:
    sql = f"select unreachable_at is not null as lost from people where id = {talk.person}"
    return bool(talk.house.rows(sql)[0]["lost"])


async def test_what_is_due_reaches_a_person_by_itself(met: Talk) -> None:
    await queue(met.house, met.person, "tomorrow", due_in=86_400_000)
    met.house.clock.ahead += 86_400_000
    await eventually(lambda: met.text == "tomorrow")


async def test_the_operator_sees_what_became_of_what_the_bot_sent(met: Talk, olga: Talk) -> None:
    await queue(met.house, met.person, "now")
    await queue(met.house, met.person, "tomorrow", due_in=86_400_000)
    await eventually(lambda: states(met.house) == {"now": "sent", "tomorrow": "queued"})
    text = await olga.say("/stats")
    assert olga.t("stats.ledger", sent=1, waiting=1, sending=0) in text
    assert olga.t("stats.ledger_not", blocked=0, failed=0, unknown=0, expired=0, cancelled=0) in text


async def test_who_shuts_the_bot_out_is_known_at_once_and_sent_nothing_more(met: Talk) -> None:
    await queue(met.house, met.person, "tomorrow", due_in=86_400_000)
    await met.house.play("block", person=met.person)
    await met.house.quiet()
    assert is_out_of_reach(met)
    assert states(met.house) == {"tomorrow": "blocked"}


async def test_who_lets_the_bot_in_again_can_be_reached(met: Talk) -> None:
    await met.house.play("block", person=met.person)
    await met.house.play("unblock", person=met.person)
    await met.house.quiet()
    assert not is_out_of_reach(met)


@pytest.mark.parametrize("act", ["words", "tap"])
async def test_whatever_a_person_does_brings_them_back(met: Talk, act: str) -> None:
    met.house.allow("bot was blocked by the user")
    met.house.world.people[met.person].blocked = True  # nobody told us
    await queue(met.house, met.person, "x")
    await eventually(lambda: states(met.house) == {"x": "blocked"})
    met.house.world.people[met.person].blocked = False
    assert is_out_of_reach(met)
    await (met.say("/help") if act == "words" else met.tap(met.labels[0]))
    assert not is_out_of_reach(met)


async def test_in_a_group_nobody_comes_back_to_the_private_chat(met: Talk) -> None:
    await met.house.play("block", person=met.person)
    await Talk(met.house, met.person, "ru", GROUP_ID).say("/compare@deal_coach_bot")
    assert is_out_of_reach(met)


async def test_a_stranger_without_a_language_who_comes_and_goes_is_asked_nothing(house: House, marina: Talk) -> None:
    house.world.people[marina.person].started = True
    await house.play("block", person=marina.person)
    await house.play("unblock", person=marina.person)
    await house.quiet()
    assert marina.messages == []


async def test_a_group_that_throws_the_bot_out_gets_nothing_more(met: Talk) -> None:
    await queue(met.house, GROUP_ID, "tomorrow", due_in=86_400_000)
    chat = met.house.world.chats[GROUP_ID].public
    user = met.house.world.people[met.person].user
    bot = met.house.world.bot
    change = {
        "chat": chat, "from": user, "date": 1, "old_chat_member": {"status": "member", "user": bot},
        "new_chat_member": {"status": "left", "user": bot},
    }  # fmt: skip
    await met.house.push(my_chat_member=change)
    assert states(met.house) == {"tomorrow": "blocked"}
    assert not is_out_of_reach(met)
