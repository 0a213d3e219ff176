"""The courier, killed at fifty moments of a run: nothing is lost, and only what was under way can come twice."""

import asyncio
import json
import random
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.playground import World
from bot.store.migrate import migrate

from .conftest import ROOT, Process, rows

pytestmark = pytest.mark.faults

MESSAGES, KILLS, SPARE = 2000, 50, 600
"""So many messages are left for the last run, more or less."""
TIPS = 5
"""Every fifth message is a tip, which may come once at most."""


class CourierProcess(Process):
    """Not the whole bot, so that it is back in a moment."""

    command = ("-m", "tests.faults.courier")


@pytest.fixture
async def courier(bot: Process, world: World, file: Path) -> AsyncIterator[CourierProcess]:
    """Not started yet; all is due."""
    await migrate(f"sqlite:///{file}")
    for person in range(1, MESSAGES + 1):
        world.add_person(person, "Person", started=True)
    now = time.time_ns() // 1_000_000
    sql = "insert into ledger (slot, chat, kind, once, call, due_at, at) values (?, ?, 'k', ?, ?, ?, 0)"
    with closing(sqlite3.connect(file)) as db, db:
        db.executemany(
            sql,
            [(str(n), n, int(is_tip(n)), json.dumps(["sendMessage", {"text": str(n)}]), now - MESSAGES + n)
             for n in range(1, MESSAGES + 1)],
        )  # fmt: skip
    process = CourierProcess(bot.folder, **{**bot.env, "PYTHONPATH": str(ROOT)})
    yield process
    await process.close()


def is_tip(number: int) -> bool:
    return number % TIPS == 0


def heard(world: World) -> Counter[int]:
    return Counter(int(call.params["text"]) for call in world.calls_of("sendMessage"))


def under_way(file: Path) -> set[tuple[int, str]]:
    """The messages that a courier has, alive or dead, and which one."""
    sql = "select slot, courier from ledger where state = 'sending'"
    return {(int(row["slot"]), row["courier"]) for row in rows(file, sql)}


async def test_kill_9_at_fifty_moments_of_two_thousand_messages(
    courier: CourierProcess, world: World, file: Path
) -> None:
    dice = random.Random(20262)
    world.delay_next("sendMessage", 0.02, times=10 * MESSAGES)
    left: list[set[tuple[int, str]]] = []
    await courier.start()
    for _ in range(KILLS):
        moment = len(world.calls) + dice.randint(1, 2 * (MESSAGES - SPARE) // KILLS)
        await world.until(lambda moment=moment: len(world.calls) >= moment, within=20)  # type: ignore[misc]
        await asyncio.sleep(dice.uniform(0, 0.02))
        await courier.kill()
        left.append(under_way(file))
        await courier.start()
    async with asyncio.timeout(30):
        while rows(file, "select 1 from ledger where state in ('queued', 'sending')"):
            await asyncio.sleep(0.05)
    courier.send(signal.SIGTERM)
    assert await courier.ended() == 0

    at_a_kill = Counter(number for number, _ in set().union(*left))
    count = heard(world)
    states = {int(row["slot"]): row["state"] for row in rows(file, "select slot, state from ledger")}
    reminders = [n for n in states if not is_tip(n)]
    tips = [n for n in states if is_tip(n)]
    assert [n for n in reminders if not count[n] or states[n] != "sent"] == []
    assert [n for n in states if count[n] > 1 + at_a_kill[n]] == []
    assert [n for n in tips if count[n] > 1] == []
    unknown = {n for n in tips if states[n] != "sent"}
    assert {states[n] for n in unknown} <= {"unknown"}
    assert [n for n in tips if n not in unknown and not count[n]] == []
    assert unknown <= at_a_kill.keys()
    assert len(at_a_kill) > KILLS // 5
    again = sum(count[n] - 1 for n in reminders)
    tries = rows(file, "select sum(tries) as tries from ledger where once = 0")[0]["tries"]
    assert again <= tries == sum(at_a_kill[n] for n in reminders)
    most = max(map(len, left))
    print(
        f"{KILLS} kills, at most {most} messages under way at one: {again} of {len(reminders)} reminders came again, "
        f"none is lost; of {len(unknown)} of {len(tips)} tips it is not known"
    )


async def test_sigterm_leaves_nothing_under_way_and_nothing_comes_twice(
    courier: CourierProcess, world: World, file: Path
) -> None:
    world.delay_next("sendMessage", 0.1, times=10 * MESSAGES)
    await courier.start()
    for share in (1, 2):
        await world.until(lambda share=share: len(world.calls) > share * 300, within=20)  # type: ignore[misc]
        courier.send(signal.SIGTERM)
        assert await courier.ended(within=8) == 0
        assert under_way(file) == set()
        sent = {int(row["slot"]) for row in rows(file, "select slot from ledger where state = 'sent'")}
        assert heard(world) == dict.fromkeys(sent, 1)
        await courier.start()
