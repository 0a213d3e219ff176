"""What Telegram refuses because it comes too soon; and a clock that can be moved forward."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.playground import Limits, World, serve
from bot.playground.errors import Refusal
from bot.playground.limits import Gate

from .conftest import ANNA, GROUP, ILYA, Caller, Clock

LIMITS = Limits(everybody=(5, 1.0), chat=(2, 1.0), group=(3, 60.0))


@pytest.fixture
def gate(clock: Clock) -> Gate:
    return Gate(LIMITS, clock)


def taken(gate: Gate, *chats: int, paid: bool = False) -> list[bool]:
    def goes(chat: int) -> bool:
        try:
            gate.enter(chat, paid=paid)
        except Refusal:
            return False
        return True

    return [goes(chat) for chat in chats]


def wait(refusal: Refusal) -> int:
    assert refusal.parameters is not None
    return int(refusal.parameters["retry_after"])


def test_so_many_a_second_in_all(gate: Gate, clock: Clock) -> None:
    assert taken(gate, 1, 2, 3, 4, 5, 6) == [True] * 5 + [False]
    clock.now += 0.5
    assert taken(gate, 7) == [False]
    clock.now += 0.5
    assert taken(gate, 6, 7, 8, 9, 10, 11) == [True] * 5 + [False]


def test_so_many_a_second_to_one_chat(gate: Gate, clock: Clock) -> None:
    assert taken(gate, 1, 1, 1, 2) == [True, True, False, True]
    clock.now += 1
    assert taken(gate, 1) == [True]


def test_so_many_a_minute_to_one_group(gate: Gate, clock: Clock) -> None:
    for _ in range(3):
        assert taken(gate, GROUP) == [True]
        clock.now += 1
    with pytest.raises(Refusal) as refused:
        gate.enter(GROUP)
    assert wait(refused.value) == 57
    assert taken(gate, ANNA, -5) == [True, True]
    clock.now += 57
    assert taken(gate, GROUP) == [True]


def test_paid_messages_have_a_higher_limit_in_all_and_no_other(gate: Gate) -> None:
    assert taken(gate, *range(1, 1002), paid=True) == [True] * 1000 + [False]
    gate = Gate(LIMITS)
    assert taken(gate, 1, 1, 1, paid=True) == [True, True, False]


@pytest.fixture
async def strict() -> AsyncIterator[Caller]:
    async with await serve(World(limits=Limits(chat=(1, 60.0)))) as server, aiohttp.ClientSession() as session:
        for person in server.world.people.values():
            person.started = True
        yield Caller(session, server)


async def test_messages_are_limited_and_nothing_else_is(strict: Caller) -> None:
    message = await strict("sendMessage", chat_id=ANNA, text="1")
    assert await strict.envelope("sendMessage", chat_id=ANNA, text="2") == (
        429,
        {
            "ok": False, "error_code": 429, "description": "Too Many Requests: retry after 60",
            "parameters": {"retry_after": 60},
        },
    )  # fmt: skip
    await strict("sendMessage", chat_id=ILYA, text="3", allow_paid_broadcast=True)
    for _ in range(3):
        await strict("sendChatAction", chat_id=ANNA, action="typing")
    await strict("editMessageText", chat_id=ANNA, message_id=message["message_id"], text="4")


async def test_the_clock_is_moved_forward_and_whoever_asked_is_told(bot: Caller, world: World, clock: Clock) -> None:
    told: list[float] = []
    world.on_move.append(told.append)
    before = (await bot.state(person=ANNA))["now"]
    await bot.play("message", person=ANNA, text="x")
    assert (await bot.play("move", hours=24))["now"] == before + 86_400
    assert (await bot.state(person=ANNA))["now"] == before + 86_400
    assert told == [86_400]
    await bot.play("message", person=ANNA, text="y")
    dates = [one["date"] for one in world.chats[ANNA].messages.values()]
    assert dates == [before, before + 86_400]


@pytest.mark.parametrize("hours", [0, -1, 10_000])
async def test_the_clock_is_not_moved_back_or_out_of_sight(bot: Caller, world: World, hours: int) -> None:
    async with bot.session.post(f"{bot.url}/play/move", json={"hours": hours}) as answer:
        assert answer.status == 409
    assert world.ahead == 0
