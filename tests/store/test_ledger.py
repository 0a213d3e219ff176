"""The ledger: a slot is taken once, a row is claimed by one courier, and every end is written down."""

import asyncio
from collections import Counter
from dataclasses import replace

import pytest

from bot.store import ledger
from bot.store.database import Database, open_database
from bot.store.ledger import Parcel

from .rows import person

ANNA, ILYA, GROUP = 1, 2, -4001
NOW = 1_800_000_000_000
LEASE = NOW + 60_000
DAY = 86_400_000


def parcel(slot: str, chat: int = ANNA, due_at: int = NOW, **more: object) -> Parcel:
    return replace(Parcel(slot, chat, "morning", '["sendMessage", {}]', due_at), **more)  # type: ignore[arg-type]


async def queue(db: Database, *parcels: Parcel) -> None:
    await db.commit([ledger.queue(one) for one in parcels])


async def claim(db: Database, limit: int = 10, now: int = NOW, me: str = "me", **more: object) -> list[Parcel]:
    return await ledger.claim(db, me, now, now + 60_000, limit, alone=is_sqlite(db), **more)  # type: ignore[arg-type]


def is_sqlite(db: Database) -> bool:
    return type(db).__name__ == "SqliteDatabase"


def slots(parcels: list[Parcel]) -> list[str]:
    return [one.slot for one in parcels]


async def states(db: Database) -> dict[str, str]:
    return {row["slot"]: row["state"] for row in await db.read("select slot, state from ledger order by id")}


async def test_a_slot_is_taken_once_whatever_became_of_it(db: Database) -> None:
    await db.commit([person(ANNA)])
    first = parcel("a", person=ANNA, once=True, expires_at=NOW + 1, call='["sendMessage", {"text": "1"}]')
    await queue(db, first)
    await queue(db, replace(first, call='["sendMessage", {"text": "2"}]'))
    [claimed] = await claim(db)
    assert claimed == replace(first, id=claimed.id)
    await db.commit([ledger.end(claimed, "me", "sent", NOW)])
    await queue(db, first)
    assert await states(db) == {"a": "sent"}


async def test_what_is_due_is_claimed_in_its_order_and_the_rest_stays(db: Database) -> None:
    await queue(db, parcel("later", due_at=NOW + 1), parcel("second"), parcel("third"), parcel("first", due_at=NOW - 9))
    assert slots(await claim(db, limit=2)) == ["first", "second"]
    assert slots(await claim(db)) == ["third"]
    assert slots(await claim(db)) == []
    assert await ledger.next_due(db) == NOW + 1
    assert slots(await claim(db, now=NOW + 1)) == ["later"]
    assert await ledger.next_due(db) is None


@pytest.mark.parametrize("many", [1, 2, 3, 5])
async def test_chats_that_have_to_wait_are_left_out(db: Database, many: int) -> None:
    waiting = range(100, 100 + many)
    await queue(db, *(parcel(f"w{chat}", chat, NOW - 9) for chat in waiting), parcel("free", ILYA))
    assert await ledger.next_due(db, waiting) == NOW
    assert slots(await claim(db, limit=1, without=waiting)) == ["free"]
    assert await ledger.next_due(db, waiting) is None
    assert len(await claim(db)) == many


async def test_what_is_too_late_is_never_claimed(db: Database) -> None:
    await queue(db, parcel("late", expires_at=NOW), parcel("in time", expires_at=NOW + 1))
    assert slots(await claim(db)) == ["in time"]
    assert await states(db) == {"late": "expired", "in time": "sending"}


async def test_two_couriers_at_once_never_get_the_same_row(url: str, db: Database) -> None:
    others = [db, db] if is_sqlite(db) else [await open_database(url), await open_database(url)]
    await queue(db, *(parcel(f"s{n}", n) for n in range(1, 301)))
    claims = [claim(other, limit=7, me=f"c{n}") for n in range(30) for other in others]
    got = [one.slot for parcels in await asyncio.gather(*claims) for one in parcels]
    assert max(Counter(got).values()) == 1
    assert sorted(got) == sorted(f"s{n}" for n in range(1, 301))
    if not is_sqlite(db):
        await asyncio.gather(*(other.close() for other in others))


async def test_every_end_is_written_down_with_its_reason(db: Database) -> None:
    await queue(db, parcel("a"), parcel("b"), parcel("c"))
    a, b, c = await claim(db)
    await db.commit([
        ledger.end(a, "me", "sent", NOW + 5, message=77),
        ledger.end(b, "me", "failed", NOW + 5, error="400 Bad Request: message is too long"),
        ledger.again(c, "me", NOW + 9, "HTTP 502"),
    ])  # fmt: skip
    rows = await db.read("select slot, state, message, error, tries, due_at, at from ledger order by slot")
    assert [tuple(dict(row).values()) for row in rows] == [
        ("a", "sent", 77, None, 0, NOW, NOW + 5),
        ("b", "failed", None, "400 Bad Request: message is too long", 0, NOW, NOW + 5),
        ("c", "queued", None, "HTTP 502", 1, NOW + 9, NOW),
    ]
    [again] = await claim(db, now=NOW + 9)
    assert (again.tries, again.error) == (1, "HTTP 502")


async def test_what_is_put_back_is_as_it_was(db: Database) -> None:
    await queue(db, parcel("a"))
    [first] = await claim(db)
    await db.commit([ledger.put_back(first, "me")])
    assert await claim(db, me="other") == [first]


async def test_only_who_has_a_row_may_say_what_became_of_it(db: Database) -> None:
    await queue(db, parcel("a"))
    [mine] = await claim(db)
    await db.commit([ledger.end(mine, "other", "sent", NOW), ledger.put_back(mine, "other")])
    assert await states(db) == {"a": "sending"}


async def test_of_a_dead_courier_reminders_are_sent_again_and_tips_are_not(db: Database) -> None:
    await queue(db, parcel("reminder"), parcel("tip", once=True), parcel("mine"), parcel("idle"))
    dead = await claim(db, limit=2, me="dead")
    await claim(db, limit=1, me="me")
    assert await ledger.recover(db, "me", LEASE - 1, alone=False) == {"queued": 0, "unknown": 0}
    assert await ledger.recover(db, "me", LEASE, alone=False) == {"queued": 1, "unknown": 1}
    assert await states(db) == {"reminder": "queued", "tip": "unknown", "mine": "sending", "idle": "queued"}
    [again, _] = await claim(db)
    assert (again.slot, again.tries) == ("reminder", 1)
    await db.commit([ledger.end(one, "dead", "sent", NOW, message=5) for one in dead])  # it only slept
    assert await states(db) == {"reminder": "sending", "tip": "sent", "mine": "sending", "idle": "sending"}


async def test_who_is_alone_need_not_wait_for_a_lease(sqlite_db: Database) -> None:
    await queue(sqlite_db, parcel("a"))
    await claim(sqlite_db, me="dead")
    assert await ledger.recover(sqlite_db, "me", NOW, alone=True) == {"queued": 1, "unknown": 0}


async def test_a_renewed_lease_lasts(db: Database) -> None:
    await queue(db, parcel("a"))
    await claim(db, me="slow")
    await db.commit([ledger.renew("slow", LEASE + 60_000)])
    assert await ledger.recover(db, "me", LEASE, alone=False) == {"queued": 0, "unknown": 0}


async def test_a_group_that_moved_is_followed_by_all_that_waits(db: Database) -> None:
    await queue(db, parcel("a", GROUP), parcel("b", GROUP), parcel("c", ILYA))
    [a] = await claim(db, limit=1)
    await db.commit([ledger.move(GROUP, -100), ledger.put_back(a, "me")])
    assert [one.chat for one in await claim(db)] == [-100, -100, ILYA]


async def test_what_waits_for_a_chat_that_is_shut_is_blocked(db: Database) -> None:
    await queue(db, parcel("done"), parcel("waits"), parcel("other", ILYA))
    [done] = await claim(db, limit=1)
    await db.commit([ledger.end(done, "me", "sent", NOW), ledger.block(ANNA, NOW)])
    assert await states(db) == {"done": "sent", "waits": "blocked", "other": "queued"}


async def test_what_waits_for_one_person_can_be_cancelled(db: Database) -> None:
    await db.commit([person(ANNA), person(ILYA)])
    await queue(
        db,
        parcel("under way", person=ANNA, due_at=NOW - 1),
        parcel("nobody's"),
        parcel("mine", person=ANNA),
        parcel("another's", person=ILYA),
    )
    await claim(db, limit=1)
    await db.commit([ledger.cancel(ANNA, NOW)])
    assert await states(db) == {
        "under way": "sending", "nobody's": "queued", "mine": "cancelled", "another's": "queued"
    }  # fmt: skip


async def test_of_what_waits_for_one_person_a_kind_can_be_put_off_while_the_rest_but_for_tips_is_cancelled(
    db: Database,
) -> None:
    await db.commit([person(ANNA), person(ILYA)])
    await queue(
        db,
        parcel("a letter", person=ANNA, kind="letter"),
        parcel("a morning", person=ANNA, kind="morning"),
        parcel("a tip", person=ANNA, kind="tip", due_at=NOW + 10),
        parcel("another's letter", person=ILYA, kind="letter"),
    )
    await db.commit([ledger.cancel(ANNA, NOW, but="letter"), ledger.put_off(ANNA, "letter", NOW + 9)])
    assert await states(db) == {
        "a letter": "queued", "a morning": "cancelled", "a tip": "queued", "another's letter": "queued"
    }  # fmt: skip
    assert {one.slot for one in await claim(db, now=NOW)} == {"another's letter"}
    assert {one.slot for one in await claim(db, now=NOW + 9)} == {"a letter"}


async def test_counts_are_by_state(db: Database) -> None:
    assert await ledger.counts(db) == dict.fromkeys(ledger.STATES, 0)
    await queue(db, parcel("a"), parcel("b"), parcel("c"))
    await claim(db, limit=1)
    assert await ledger.counts(db) == dict.fromkeys(ledger.STATES, 0) | {"queued": 2, "sending": 1}


async def test_ends_are_remembered_for_sixty_days_and_what_waits_for_ever(db: Database) -> None:
    await queue(db, parcel("sent"), parcel("waits", due_at=NOW + 1))
    await db.commit([ledger.end(one, "me", "sent", NOW) for one in await claim(db)])
    assert not await ledger.drop_old(db, NOW + 60 * DAY)
    assert len(await states(db)) == 2
    assert not await ledger.drop_old(db, NOW + 61 * DAY)
    assert await states(db) == {"waits": "queued"}


async def test_a_large_ledger_is_dropped_piece_by_piece(db: Database) -> None:
    await queue(db, *(parcel(f"s{n}") for n in range(ledger.FEW + 5)))
    await db.commit([ledger.end(one, "me", "sent", NOW) for one in await claim(db, limit=1000)])
    assert await ledger.drop_old(db, NOW + 61 * DAY)
    assert len(await states(db)) == 5


async def test_rows_are_found_by_an_index_however_many_there_are(sqlite_db: Database) -> None:
    for sql, params in (
        (ledger._claim(2, True), {"courier": "", "now": 1, "lease": 1, "limit": 1, "c0": 1, "c1": 1}),
        (ledger._next_due(2), {"c0": 1, "c1": 1}),
        (ledger._RECOVER, {"courier": "", "now": 1}),
        (ledger._DROP, {"old": 1, "few": 1}),
    ):
        plan = [row["detail"] for row in await sqlite_db.read(f"explain query plan {sql}", params)]
        assert not any(line.startswith("SCAN ledger") or "TEMP B-TREE" in line for line in plan), plan
        found = [line for line in plan if line.startswith("SEARCH ledger")]
        assert found
        assert all("state=?" in line or "rowid=?" in line for line in found), plan
    for write in (ledger.block(1, 1), ledger.move(1, 2)):
        plan = [row["detail"] for row in await sqlite_db.read(f"explain query plan {write.sql}", write.params)]
        assert plan == ["SEARCH ledger USING INDEX ledger_chat (chat=?)"]
    plan = [row["detail"] for row in await sqlite_db.read(f"explain query plan {ledger._COUNTS}")]
    assert all("COVERING INDEX" in line for line in plan), plan
