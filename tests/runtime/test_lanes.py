"""Order within a chat, all chats at once, and a bound on what is held in memory."""

import asyncio
import gc
import random
from collections import defaultdict

import pytest

from bot.runtime.lanes import ALL, LANE, Lanes
from bot.store import inbox
from bot.store.database import Database
from bot.store.inbox import Item


class Chats:
    """Lanes over a real inbox; every row that was handled, by lane."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.lanes = Lanes(self.handle, self.more)
        self.begun: dict[int, list[int]] = defaultdict(list)
        self.handled: dict[int, list[int]] = defaultdict(list)
        self.order: list[int] = []
        self.go = asyncio.Event()
        self.ids = 0

    async def handle(self, item: Item) -> None:
        self.begun[item.lane].append(item.update_id)
        await self.go.wait()
        await asyncio.sleep(0)
        self.handled[item.lane].append(item.update_id)
        self.order.append(item.lane)
        if item.update_id % 7:  # marked at once or much later
            await self.db.commit([inbox.done(item.seq, "[]")])
            await inbox.sent(self.db, [item.seq])

    async def more(self, lane: int, after: int, limit: int) -> list[Item]:
        return await inbox.next_of_lane(self.db, lane, after, limit)

    async def receive(self, *lanes: int) -> list[Item]:
        rows = [(self.ids + n, lane, "{}") for n, lane in enumerate(lanes)]
        self.ids += len(rows)
        return await inbox.receive(self.db, rows, 0, None)

    async def add(self, *lanes: int) -> None:
        self.lanes.offer(await self.receive(*lanes))

    async def until_handled(self, many: int) -> None:
        async with asyncio.timeout(10):
            while sum(map(len, self.handled.values())) < many:
                await asyncio.sleep(0.001)
        await asyncio.sleep(0.01)  # one too many would show now


@pytest.fixture
async def chats(db: Database) -> Chats:
    return Chats(db)


async def test_a_chat_is_answered_in_order_and_none_waits_for_another(chats: Chats) -> None:
    await chats.add(1, 2, 1, 3, 1)
    await asyncio.sleep(0)
    assert chats.begun == {1: [0], 2: [1], 3: [3]}
    chats.go.set()
    await chats.until_handled(5)
    assert chats.handled == {1: [0, 2, 4], 2: [1], 3: [3]}


async def test_of_a_chat_twenty_rows_are_held_and_of_all_a_thousand(chats: Chats) -> None:
    def held() -> list[Item]:
        gc.collect()
        return [one for one in gc.get_objects() if isinstance(one, Item)]

    for _ in range(3):
        await chats.add(*[1] * 30)
    assert len(held()) == LANE
    for start in range(0, 1500, 100):
        await chats.add(*range(start, start + 100))
    assert len(held()) == ALL
    chats.go.set()
    for part in range(1, 5):
        await chats.until_handled(300 * part)
        assert len(held()) <= ALL
    await chats.until_handled(1590)
    assert chats.handled[1] == [*range(90), 91]
    assert {lane: len(ids) for lane, ids in chats.handled.items()} == {**dict.fromkeys(range(1500), 1), 1: 91}
    assert held() == []


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_waits_in_the_inbox_every_row_is_handled_once_in_its_order(
    chats: Chats, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr("bot.runtime.lanes.LANE", 3)
    monkeypatch.setattr("bot.runtime.lanes.ALL", 7)
    dice = random.Random(seed)
    given: dict[int, list[int]] = defaultdict(list)
    left = await chats.receive(*dice.choices(range(9), k=40))  # by an earlier run
    chats.lanes.recover(await inbox.pending_lanes(chats.db), await inbox.last_seq(chats.db))
    chats.go.set()
    for item in left:
        given[item.lane].append(item.update_id)
    for _ in range(30):
        items = await chats.receive(*dice.choices(range(9), k=dice.randrange(1, 20)))
        for _ in range(dice.choice([0, 0, 1, 9])):
            await asyncio.sleep(0.0005)
        chats.lanes.offer(items)
        for item in items:
            given[item.lane].append(item.update_id)
    await chats.until_handled(chats.ids)
    assert chats.handled == given


async def test_a_row_that_is_stored_while_its_chat_is_read_is_not_taken_twice(chats: Chats) -> None:
    stored: list[Item] = []

    async def more(lane: int, after: int, limit: int) -> list[Item]:
        stored.extend(await chats.receive(lane))  # the receiver has committed it and not offered it yet
        return await inbox.next_of_lane(chats.db, lane, after, limit)

    chats.lanes = Lanes(chats.handle, more)
    chats.go.set()
    await chats.receive(5)
    chats.lanes.recover([5], await inbox.last_seq(chats.db))
    await chats.until_handled(1)
    chats.lanes.offer(stored)
    await chats.until_handled(2)
    assert chats.handled == {5: [0, 1]}


async def test_a_row_that_is_offered_while_its_chat_is_read_is_not_forgotten(chats: Chats) -> None:
    async def more(lane: int, after: int, limit: int) -> list[Item]:
        rows = await inbox.next_of_lane(chats.db, lane, after, limit)
        if chats.ids < 3:
            await chats.add(lane)
        return rows

    chats.lanes = Lanes(chats.handle, more)
    chats.go.set()
    await chats.receive(5)
    chats.lanes.recover([5], await inbox.last_seq(chats.db))
    await chats.until_handled(3)
    assert chats.handled == {5: [0, 1, 2]}


async def test_a_steady_stream_does_not_keep_out_who_waits_in_the_inbox(
    chats: Chats, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.runtime.lanes.LANE", 2)
    monkeypatch.setattr("bot.runtime.lanes.ALL", 4)
    permits = asyncio.Semaphore(0)

    async def handle(item: Item) -> None:
        chats.order.append(item.lane)
        await permits.acquire()
        chats.handled[item.lane].append(item.update_id)

    chats.lanes = Lanes(handle, chats.more)
    await chats.add(1, 2, 3, 4, 50)
    for n in range(8):  # for each that leaves another one arrives
        permits.release()
        await chats.until_handled(n + 1)
        await chats.add(100 + n)
    assert chats.order.index(50) == 4


async def test_who_waits_in_the_inbox_comes_before_what_arrives_later(
    chats: Chats, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.runtime.lanes.LANE", 2)
    monkeypatch.setattr("bot.runtime.lanes.ALL", 4)
    await chats.add(1, 2, 3, 4, 50, 60)
    await chats.add(*range(100, 140))
    chats.go.set()
    await chats.until_handled(46)
    assert chats.order[4:6] == [50, 60]
    assert chats.order[6:] == list(range(100, 140))


async def test_a_chat_with_a_long_queue_does_not_keep_the_others_out(
    chats: Chats, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.runtime.lanes.LANE", 2)
    monkeypatch.setattr("bot.runtime.lanes.ALL", 2)
    await chats.add(*[1] * 50, 2)
    chats.go.set()
    await chats.until_handled(51)
    assert chats.order.index(2) < 10


async def test_nothing_is_handled_past_a_row_that_could_not_be(chats: Chats) -> None:
    async def handle(item: Item) -> None:
        chats.begun[item.lane].append(item.update_id)
        await chats.go.wait()
        if item.lane == 1:
            raise ValueError(item.update_id)

    chats.lanes = Lanes(handle, chats.more)
    await chats.add(1, 1, 2, 2)
    await asyncio.sleep(0)
    chats.go.set()
    with pytest.raises(ValueError, match="0"):
        await chats.lanes.failed
    await chats.add(1, 3)
    await chats.lanes.stop(5)
    assert chats.begun == {1: [0], 2: [2]}


async def test_a_stop_finishes_what_is_in_hand_and_begins_nothing(chats: Chats) -> None:
    await chats.add(1, 1, 2)
    await asyncio.sleep(0)
    stopping = asyncio.create_task(chats.lanes.stop(5))
    await asyncio.sleep(0)
    await chats.add(1, 3)
    chats.go.set()
    await stopping
    assert chats.handled == {1: [0], 2: [2]}


async def test_a_stop_does_not_wait_for_ever(chats: Chats) -> None:
    await chats.add(1, 2)
    await asyncio.sleep(0)
    await chats.lanes.stop(0.01)
    chats.go.set()
    await asyncio.sleep(0.01)
    assert chats.handled == {}
    assert chats.begun == {1: [0], 2: [1]}
