"""Killed between the commit and the picture: it is sent when the bot is back."""

import json
from pathlib import Path

import pytest

from bot.playground import World
from bot.playground.hands import buttons, tap

from .conftest import Process, rows
from .people import Crowd

pytestmark = pytest.mark.faults


def photos(world: World, person: int) -> int:
    return sum("photo" in message for message in world.from_bot(person))


async def test_a_picture_asked_for_before_a_kill_is_sent_after_it(bot: Process, world: World, file: Path) -> None:
    await bot.start()
    async with Crowd(world, 1, seed=3) as crowd:
        await crowd.all_done()
        (human,) = crowd.humans.values()
        assert human.card is not None
        check = str(buttons(human.card)[0]["callback_data"]).split(":")[1]
        number = human.card["message_id"]
        world.fail_next("sendPhoto", 502, "Bad Gateway", times=1_000)
        answer = await tap(world, human.id, number, data=f"picture:{check}", stale=True)
        assert answer["answered"]
        await world.until(lambda: bool(world.calls_of("sendPhoto")))
        (row,) = rows(file, "select calls from inbox where state = 'done'")
        answered, sent = json.loads(row["calls"])
        assert (answered[0], sent[0], list(sent[1]["photo"])) == ("answerCallbackQuery", "sendPhoto", ["picture"])
        await bot.kill()
        assert photos(world, human.id) == 0
        world.faults.clear()
        await bot.start()
        await world.until(lambda: photos(world, human.id) > 0, within=15)
        await tap(world, human.id, number, data=f"card:{check}", stale=True)
        assert photos(world, human.id) == 1
    assert "ERROR" not in bot.said
