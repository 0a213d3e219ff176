"""getUpdates: again until confirmed, in order, to one poller."""

import asyncio

import pytest

from bot.playground import World, hands

from .conftest import ANNA, Caller


async def test_unconfirmed_updates_are_given_again(bot: Caller, world: World) -> None:
    for text in ("один", "два", "три"):
        hands.say(world, ANNA, text)
    first = await bot("getUpdates", limit=2)
    assert [one["message"]["text"] for one in first] == ["один", "два"]
    assert await bot("getUpdates", limit=2) == first
    rest = await bot("getUpdates", offset=first[1]["update_id"] + 1)
    assert [one["message"]["text"] for one in rest] == ["три"]
    assert rest[0]["update_id"] == first[0]["update_id"] + 2
    assert await bot("getUpdates", offset=rest[0]["update_id"] + 1) == []
    assert await bot("getUpdates") == []


async def test_a_negative_offset_forgets_all_but_the_last(bot: Caller, world: World) -> None:
    for text in "абв":
        hands.say(world, ANNA, text)
    last = await bot("getUpdates", offset=-1)
    assert [one["message"]["text"] for one in last] == ["в"]
    assert await bot("getUpdates") == last


async def test_an_offset_from_another_life_confirms_nothing(bot: Caller, world: World) -> None:
    world.updates.restart_at(1_000)
    hands.say(world, ANNA, "после недели тишины")
    assert len(await bot("getUpdates", offset=500_000_000)) == 1


async def test_a_long_poll_ends_with_the_first_update(bot: Caller, world: World) -> None:
    poll = asyncio.create_task(bot("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    assert not poll.done()
    hands.say(world, ANNA, "проснись")
    assert len(await asyncio.wait_for(poll, 1)) == 1


async def test_a_long_poll_ends_empty_in_its_time(bot: Caller) -> None:
    assert await bot("getUpdates", timeout=1) == []


async def test_a_second_poller_ends_the_first(bot: Caller, world: World) -> None:
    first = asyncio.create_task(bot.envelope("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(bot("getUpdates", timeout=30))
    status, body = await asyncio.wait_for(first, 1)
    assert status == 409
    assert body["description"] == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    hands.say(world, ANNA, "второму")
    assert len(await asyncio.wait_for(second, 1)) == 1


async def test_kinds_nobody_asked_for_are_dropped(bot: Caller, world: World) -> None:
    world.updates.push("chat_member", {})
    assert await bot("getUpdates", allowed_updates=["callback_query"]) == []
    hands.say(world, ANNA, "не нужно")
    assert await bot("getUpdates") == [], "the setting outlives the call"
    await bot("getUpdates", allowed_updates='["message", "chat_member"]')
    hands.say(world, ANNA, "нужно")
    world.updates.push("chat_member", {})
    assert len(await bot("getUpdates")) == 2
    assert (await bot("getWebhookInfo"))["allowed_updates"] == ["chat_member", "message"]
    await bot("getUpdates", allowed_updates=[])
    assert world.updates.allowed == []


async def test_pending_updates_can_be_dropped(bot: Caller, world: World) -> None:
    hands.say(world, ANNA, "x")
    assert (await bot("getWebhookInfo"))["pending_update_count"] == 1
    assert await bot("deleteWebhook", drop_pending_updates=True)
    assert await bot("getUpdates") == []


async def test_any_update_can_be_pushed_and_repeated(bot: Caller) -> None:
    number = (await bot.play("raw", message={"text": "x"}))["update_id"]
    await bot.play("raw", update_id=number, message={"text": "x"})
    assert [one["update_id"] for one in await bot("getUpdates")] == [number, number]


async def test_closing_lets_a_poller_go(bot: Caller, world: World) -> None:
    poll = asyncio.create_task(bot("getUpdates", timeout=50))
    await asyncio.sleep(0.05)
    world.close()
    assert await asyncio.wait_for(poll, 1) == []


@pytest.mark.parametrize("value", [51, 1000])
async def test_waiting_is_capped(bot: Caller, world: World, value: int) -> None:
    hands.say(world, ANNA, "x")
    assert await bot("getUpdates", timeout=value, limit=1000)
