"""A push to ten thousand people, the bot killed twice: everybody has one end, and nobody has two messages."""

import asyncio
import json
import random
import re
import signal
import sqlite3
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from bot.playground import World
from bot.playground.errors import Refusal
from bot.playground.faults import Fault
from bot.replies import Call
from bot.runtime.transport import Transport
from bot.store.migrate import migrate

from .conftest import Process, rows

pytestmark = pytest.mark.faults

PEOPLE, BLOCKERS, LIMITED, CUT = 10_000, 0.03, 0.01, 0.01
TEAM, PUSH, TIP, AUTHOR = 500, 600, 700, 9_000_000


def habits(**more: object) -> str:
    """Always awake and at work, far from midnight."""
    here = 12 - time.gmtime().tm_hour
    zone = f"Etc/GMT{-here:+d}" if here else "Etc/GMT"
    return json.dumps({"zone": zone, "days": "two", "quiet_from": 0, "quiet_to": 0, **more})


def put(db: sqlite3.Connection, table: str, *found: dict[str, object]) -> None:
    names = list(found[0])
    sql = f"insert into {table} ({', '.join(names)}) values ({', '.join(f':{name}' for name in names)})"
    db.executemany(sql, found)


def kept(person: int) -> dict[str, object]:
    """Every fiftieth is on pause, every fiftieth wants no tips."""
    wishes: dict[int, dict[str, object]] = {1: {"paused_until": "forever"}, 2: {"tips": False}}
    more = wishes.get(person % 50, {})
    return {"id": person, "lang": "ru" if person % 3 else "en", "created_at": 1, "seen_at": 1, "habits": habits(**more)}


@pytest.fixture
async def push(bot: Process, world: World, file: Path) -> int:
    """A team and its tip that is to go out at once; the number of the report's message."""
    await migrate(f"sqlite:///{file}")
    people = range(1, PEOPLE + 1)
    for person in people:
        world.add_person(person, "Person", started=True)
    world.add_person(AUTHOR, "Olga", started=True)
    transport = Transport(bot.env["BOT_API_URL"], world.token)
    await transport.initialize()
    report = await transport.call(Call("sendMessage", {"chat_id": AUTHOR, "text": "..."}))
    await transport.shutdown()
    now = time.time_ns() // 1_000_000
    body = json.dumps({"html": "{name}, <b>ask</b> who signs.", "file": None})
    with closing(sqlite3.connect(file)) as db, db:
        put(db, "people", {**kept(AUTHOR), "id": AUTHOR}, *map(kept, people))
        put(db, "teams", {"id": TEAM, "name": "North", "created_at": 1})
        member = {"team": TEAM, "joined_at": 1}
        put(db, "members", {**member, "person": AUTHOR, "role": "owner", "shown_as": "Olga"},
            *({**member, "person": n, "role": "member", "shown_as": f"P{n}"} for n in people))  # fmt: skip
        put(db, "tips", {"id": TIP, "team": TEAM, "author": AUTHOR, "kind": "text", "body": body, "created_at": 1})
        put(db, "pushes", {"id": PUSH, "team": TEAM, "author": AUTHOR, "tip": f"own:{TIP}", "mode": "now",
                           "at": now, "next_at": now, "report": report["message_id"]})  # fmt: skip
    return int(report["message_id"])


def order_faults(world: World, dice: random.Random) -> None:
    """The next calls: a few are refused for a moment, a few get no answer, carried out or not."""
    limited = Refusal(429, "Too Many Requests: retry after 0.02", {"retry_after": 0.02})
    for _ in range(2 * PEOPLE):
        chance = dice.random()
        if chance < LIMITED:
            world.faults.order("sendMessage", Fault(refusal=limited), 1)
        elif chance < LIMITED + CUT:
            world.faults.order("sendMessage", Fault(cut=True, after=chance < LIMITED + CUT / 2), 1)
        else:
            world.faults.order("sendMessage", Fault(), 1)


async def test_ten_thousand_receivers_two_kills_and_no_message_twice(
    bot: Process, world: World, file: Path, push: int
) -> None:
    dice = random.Random(20264)
    blockers = set(dice.sample(range(1, PEOPLE + 1), round(PEOPLE * BLOCKERS)))
    for person in blockers:
        world.people[person].blocked = True
    order_faults(world, dice)
    bot.env["COURIER_RATE"] = "1000"
    begun = time.monotonic()
    for moment in (dice.randint(200, 2000), dice.randint(3000, 7000)):
        await bot.start()
        await world.until(lambda moment=moment: len(world.calls_of("sendMessage")) >= moment, within=60)  # type: ignore[misc]
        await bot.kill()
    await bot.start()
    async with asyncio.timeout(90):
        while rows(file, f"select 1 from pushes where id = {PUSH} and state = 'running'"):
            await asyncio.sleep(0.1)
    seconds = time.monotonic() - begun
    bot.send(signal.SIGTERM)
    assert await bot.ended() == 0

    found = rows(file, f"select person, state, error, message from ledger where push = {PUSH}")
    states = {row["person"]: row["state"] for row in found}
    has = {person: len(world.from_bot(person)) for person in range(1, PEOPLE + 1)}
    assert len(found) == len(states) == PEOPLE
    assert set(states.values()) == {"sent", "blocked", "unknown", "cancelled"}
    assert max(has.values()) == 1
    assert {person for person, many in has.items() if not many} >= blockers
    assert [person for person, state in states.items() if state == "sent" and not has[person]] == []
    assert [person for person, state in states.items() if state in ("blocked", "cancelled") and has[person]] == []
    skipped = {row["person"]: row["error"] for row in found if row["state"] == "cancelled"}
    assert skipped == {n: "paused" if n % 50 == 1 else "muted" for n in range(1, PEOPLE + 1) if n % 50 in (1, 2)}
    assert {person for person, state in states.items() if state == "blocked"} <= blockers
    texts = {world.from_bot(person)[0]["text"] for person in list(states)[:500] if has[person]}
    assert texts == {f"P{person}, ask who signs." for person in list(states)[:500] if has[person]}
    check_report(world, push, Counter(states.values()), sum(has.values()))
    print(f"{PEOPLE} receivers in {seconds:.1f} s with two kills: {dict(Counter(states.values()))}")


def check_report(world: World, report: int, states: Counter[str], arrived: int) -> None:
    """Its sums are those of the ledger, and the Bot API knows of no more messages than it says."""
    (message,) = [one for one in world.from_bot(AUTHOR) if one["message_id"] == report]
    numbers = [int(number) for number in re.findall(r"\d+", message["text"])]
    skipped = PEOPLE // 50
    told = [*[states["sent"]] * 3, states["blocked"], states["unknown"], skipped, skipped]
    assert Counter(numbers) == Counter(told), message["text"]
    assert states["sent"] <= arrived <= states["sent"] + states["unknown"]
