"""Every update is stored once, applied once and answered in its order."""

import asyncio

import pytest

from bot.store import inbox
from bot.store.database import Conflict, Database

from .rows import people, person

DAY = 86_400_000


async def receive(db: Database, *ids: int, lane: int = 1, now: int = 0, confirmed: int | None = None) -> list[int]:
    items = await inbox.receive(db, [(id, lane, f'{{"id": {id}}}') for id in ids], now, confirmed)
    return [item.update_id for item in items]


async def give_up(db: Database, seq: int, calls: str = "[]") -> None:
    for _ in range(inbox.TRIES):
        await inbox.tried(db, seq)
    await db.commit([inbox.done(seq, calls)])


async def waiting(db: Database, lane: int = 1) -> list[int]:
    return [item.update_id for item in await inbox.next_of_lane(db, lane, 0, 100)]


async def test_what_is_new_is_answered_in_order(db: Database) -> None:
    rows = [(900 - n, n % 3, f"body {n}") for n in range(100)]
    items = await inbox.receive(db, rows, 7, None)
    assert [(item.update_id, item.lane, item.body) for item in items] == rows
    assert [item.seq for item in items] == sorted(item.seq for item in items)
    assert {(item.state, item.calls, item.tries) for item in items} == {("new", None, 0)}
    assert [item for lane in range(3) for item in await inbox.next_of_lane(db, lane, 0, 100)] == sorted(
        items, key=lambda item: (item.lane, item.seq)
    )


def test_batches_of_all_lengths_share_a_few_statements() -> None:
    for many in range(101):
        assert [item for part in inbox._parts(range(many)) for item in part] == list(range(many))
    lengths = {len(part) for many in range(101) for part in inbox._parts(range(many))}
    assert lengths == {1, 2, 4, 8, 16, 32, 64}


async def test_a_repeated_update_is_told_by_its_id(db: Database) -> None:
    assert await receive(db, 5, 6) == [5, 6]
    assert await receive(db, 5, 6, 7) == [7]
    assert await receive(db, 5) == []
    assert await receive(db, 8, 8, 3, 8) == [8, 3]  # after a quiet week the numbers start anywhere
    assert await waiting(db) == [5, 6, 7, 8, 3]


async def test_of_a_repeated_update_the_first_body_stays(db: Database) -> None:
    items = await inbox.receive(db, [(1, 1, "first"), (1, 1, "second")], 0, None)
    assert [item.body for item in items] == ["first"]
    assert await inbox.next_of_lane(db, 1, 0, 9) == items


async def test_nothing_received_is_nothing_stored(db: Database) -> None:
    assert await inbox.receive(db, [], 0, None) == []
    assert await inbox.receive(db, [], 0, 5) == []
    assert await inbox.last_seq(db) == 0


async def test_two_receivers_share_the_new_ones(db: Database) -> None:
    results = await asyncio.gather(*(receive(db, *range(20)) for _ in range(4)))
    assert sorted(id for result in results for id in result) == list(range(20))


async def test_an_update_is_applied_once(db: Database) -> None:
    (item,) = await inbox.receive(db, [(1, 1, "{}")], 0, None)
    results = await asyncio.gather(
        *(db.commit([person(n), inbox.done(item.seq, f'["{n}"]')]) for n in range(4)), return_exceptions=True
    )
    winner = results.index([])
    assert sum(isinstance(result, Conflict) for result in results) == 3
    assert list(await people(db)) == [winner]
    (stored,) = await inbox.next_of_lane(db, 1, 0, 9)
    assert (stored.state, stored.calls) == ("done", f'["{winner}"]')


async def test_what_fails_leaves_the_update_new(db: Database) -> None:
    (item,) = await inbox.receive(db, [(1, 1, "{}")], 0, None)
    await db.commit([person(1)])
    with pytest.raises(Conflict):
        await db.commit([inbox.done(item.seq, "[]"), person(1)])
    await inbox.tried(db, item.seq)
    await inbox.tried(db, item.seq)
    (stored,) = await inbox.next_of_lane(db, 1, 0, 9)
    assert (stored.state, stored.tries) == ("new", 2)


async def test_only_what_is_done_can_be_sent(db: Database) -> None:
    items = await inbox.receive(db, [(n, 1, "{}") for n in range(5)], 0, None)
    await db.commit([inbox.done(item.seq, "[]") for item in items[:2]])
    await inbox.sent(db, [item.seq for item in items[:3]])
    await inbox.sent(db, [])
    assert await waiting(db) == [2, 3, 4]
    assert await inbox.counts(db) == {"new": 3, "done": 0, "sent": 2, "aside": 0}


async def test_what_is_given_up_waits_until_its_apology_is_sent_and_is_put_aside(db: Database) -> None:
    first, second = await inbox.receive(db, [(1, 1, "{}"), (2, 1, "{}")], 0, None)
    await give_up(db, first.seq, '["sorry"]')
    await inbox.tried(db, second.seq)
    await db.commit([inbox.done(second.seq, "[]")])
    assert await inbox.load(db, first.seq) == inbox.Item(first.seq, 1, 1, "{}", "done", '["sorry"]', inbox.TRIES)
    assert await inbox.pending_lanes(db) == [1]
    await inbox.sent(db, [first.seq, second.seq])
    assert await inbox.counts(db) == {"new": 0, "done": 0, "sent": 1, "aside": 1}
    with pytest.raises(Conflict):
        await db.commit([inbox.done(first.seq, "[]")])


async def test_what_was_stored_since_is_found_in_order(db: Database) -> None:
    items = await inbox.receive(db, [(n, n % 2, "{}") for n in range(5)], 0, None)
    await db.commit([inbox.done(items[2].seq, "[]")])
    await inbox.sent(db, [items[2].seq])
    assert await inbox.since(db, items[0].seq) == [items[1], items[3], items[4]]
    assert await inbox.since(db, items[4].seq) == []
    assert await inbox.load(db, items[4].seq + 1) is None


async def test_a_row_leaves_when_it_is_sent_and_confirmed(db: Database) -> None:
    items = await inbox.receive(db, [(n, 1, "{}") for n in range(4)], 0, None)
    await db.commit([inbox.done(item.seq, "[]") for item in items[1:]])
    await inbox.sent(db, [items[1].seq, items[3].seq])
    assert await receive(db, 1, 3, 50, confirmed=items[2].seq) == [50]  # 1 is known for the last time
    assert await waiting(db) == [0, 2, 50]
    assert (await inbox.counts(db))["sent"] == 1
    assert await receive(db, 1, 3) == [1]


async def test_what_was_put_aside_stays_for_thirty_days(db: Database) -> None:
    (item,) = await inbox.receive(db, [(1, 1, "{}")], 0, None)
    await give_up(db, item.seq)
    await inbox.sent(db, [item.seq])
    await receive(db, now=30 * DAY, confirmed=item.seq)
    assert (await inbox.counts(db))["aside"] == 1
    await receive(db, now=30 * DAY + 1, confirmed=item.seq)
    assert (await inbox.counts(db))["aside"] == 0


async def test_lanes_by_who_waits_longest(db: Database) -> None:
    await receive(db, 1, lane=9)
    await receive(db, 2, lane=-7)
    await receive(db, 3, lane=9)
    await receive(db, 4, lane=3)
    (item,) = await inbox.next_of_lane(db, -7, 0, 9)
    assert await inbox.pending_lanes(db) == [9, -7, 3]
    await db.commit([inbox.done(item.seq, "[]")])
    await inbox.sent(db, [item.seq])
    assert await inbox.pending_lanes(db) == [9, 3]


async def test_a_lane_is_read_in_pieces(db: Database) -> None:
    await receive(db, *range(100, 110))
    await receive(db, 7, lane=2)
    seen: list[int] = []
    after = 0
    while piece := await inbox.next_of_lane(db, 1, after, 4):
        assert len(piece) <= 4
        seen += [item.update_id for item in piece]
        after = piece[-1].seq
    assert seen == list(range(100, 110))
    assert await inbox.last_seq(db) == after + 1
