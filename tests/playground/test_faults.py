"""Failures on order, and the record of calls."""

import asyncio
import time

import aiohttp
import pytest

from bot.playground import World

from .conftest import ANNA, Caller


async def test_a_refusal_on_order(bot: Caller, started: World) -> None:
    started.fail_next("sendMessage", 429, "Too Many Requests: retry after 3", retry_after=3, times=2)
    for _ in range(2):
        status, body = await bot.envelope("sendMessage", chat_id=ANNA, text="x")
        assert status == 429
        assert body["parameters"] == {"retry_after": 3}
    assert await bot("sendMessage", chat_id=ANNA, text="x")
    started.fail_next("*", 400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to=-100)
    _, body = await bot.envelope("getMe")
    assert body["parameters"] == {"migrate_to_chat_id": -100}
    assert [call.ok for call in started.calls] == [False, False, True, False]
    assert started.calls[0].params == {"chat_id": ANNA, "text": "x"}


@pytest.mark.parametrize("after", [False, True])
async def test_a_cut(bot: Caller, started: World, after: bool) -> None:
    started.cut_next("sendMessage", after=after)
    with pytest.raises(aiohttp.ClientError):
        await bot("sendMessage", chat_id=ANNA, text="x")
    assert len(started.from_bot(ANNA)) == after
    assert await bot("sendMessage", chat_id=ANNA, text="y")


async def test_a_delay(bot: Caller, started: World) -> None:
    started.delay_next("getMe", 0.1)
    begin = time.monotonic()
    await asyncio.gather(bot("getMe"), bot("getMyName"))
    assert 0.1 <= time.monotonic() - begin < 0.5
