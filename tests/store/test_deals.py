"""Deals in the store: their order, their ends, and what goes with them."""

import json
from collections.abc import Sequence
from itertools import count
from typing import Any

import pytest

from bot.check.course import Progress
from bot.store import deals
from bot.store.checks import Check
from bot.store.database import NOTHING, Conflict, Database, Params, Write
from bot.store.deals import CLOSED_PAGE, OPEN_PAGE, Cut, Deal

from .rows import person

ANNA, ILYA = 1, 2
TODAY = Cut("2026-11-24", b2b=1_000, mixed=2_000)
"""A deal as in B2B is quiet since 1000, a mixed one since 2000."""
ids = count(100)


@pytest.fixture
async def store(db: Database) -> Database:
    content = Write("insert into content (version, body, created_at) values ('v1', '{}', 1)")
    await db.commit([person(ANNA), person(ILYA), content])
    return db


def insert(table: str, **row: object) -> Write:
    return Write(f"insert into {table} ({', '.join(row)}) values ({', '.join(f':{name}' for name in row)})", row)


def result(band: str, fit: float = 2.5, of: int = 6, *findings: str) -> str:
    listed = [{"id": finding, "kind": "under", "way": "focus", "row": "cycle"} for finding in findings]
    return json.dumps({"share": 0.5, "band": band, "fit": fit, "fit_of": of, "findings": listed})


def check(
    deal: int, band: str, *, owner: int = ANNA, fit: float = 2.5, of: int = 6, **more: object
) -> tuple[int, Write]:
    id = next(ids)
    row = {"id": id, "deal": deal, "person": owner, "content": "v1", "state": "done", "started_at": 1, "touched_at": 1,
           "finished_at": 1, "stage": "offer", "result": result(band, fit, of), **more}  # fmt: skip
    return id, insert("checks", **row)


def step(deal: int, source: int, day: str, state: str = "open") -> Write:
    return insert(
        "steps", id=next(ids), person=ANNA, deal=deal, source=source, finding="cycle.focus", rows="[]", day=day,
        state=state, taken_at=1,
    )  # fmt: skip


async def make(
    db: Database, id: int, band: str | None = "b2b", *, touched: int = 5_000, day: str | None = None,
    owner: int = ANNA, **more: object,
) -> None:  # fmt: skip
    """A deal with one finished check (none without a type) and, with a day, a step."""
    source, done = check(id, band or "", owner=owner)
    row = {"id": id, "person": owner, "number": id, "created_at": 1, "touched_at": touched, **more}
    await db.commit([insert("deals", **row, check_now=source if band else None)] + ([done] if band else []))
    if day:
        await db.commit([step(id, source, day)])


async def shown(db: Database, *, offset: int = 0, limit: int = 99) -> list[tuple[int, str]]:
    found = await deals.page(db, ANNA, "open", offset, limit, TODAY)
    return [(deal.id, deal.standing) for deal in found]


async def test_what_slips_comes_first_then_what_is_promised_then_what_was_worked_on_last(store: Database) -> None:
    await make(store, 1, touched=9_000)
    await make(store, 2, day="2026-11-30", touched=9_999)
    await make(store, 3, touched=900)
    await make(store, 4, day="2026-11-23", touched=9_999)
    await make(store, 5, touched=8_000)
    await make(store, 6, day="2026-11-25")
    await make(store, 7, day="2026-11-01")
    await make(store, 8, "mixed", touched=1_500)
    await make(store, 9, owner=ILYA)
    expected = [
        (7, "overdue"), (4, "overdue"), (8, "quiet"), (3, "quiet"), (6, "dated"), (2, "dated"), (1, "free"), (5, "free")
    ]  # fmt: skip
    assert await shown(store) == expected
    assert await shown(store, offset=3, limit=2) == expected[3:5]
    assert await shown(store, offset=8) == []


@pytest.mark.parametrize(
    ("band", "touched", "day", "kind", "standing"),
    [
        ("b2b", 1_000, None, "deal", "quiet"),
        ("b2b", 1_001, None, "deal", "free"),
        ("mixed", 2_000, None, "deal", "quiet"),
        ("mixed", 2_001, None, "deal", "free"),
        ("unknown", 1_000, None, "deal", "quiet"),
        ("unknown", 1_001, None, "deal", "free"),
        ("b2c", 0, None, "deal", "free"),
        ("b2c", 0, "2026-11-23", "deal", "overdue"),
        ("b2b", 0, None, "typical", "free"),
        ("b2b", 0, "2026-11-23", "typical", "overdue"),
        (None, 0, None, "deal", "free"),
        ("b2b", 0, "2026-11-24", "deal", "dated"),
        ("b2b", 0, "2027-01-01", "deal", "dated"),
        ("mixed", 9_000, "2026-11-23", "deal", "overdue"),
    ],
)
async def test_when_a_deal_wants_attention(
    store: Database, band: str | None, touched: int, day: str | None, kind: str, standing: str
) -> None:
    await make(store, 1, band, touched=touched, day=day, kind=kind)
    deal = await deals.load(store, 1, ANNA, TODAY)
    assert deal
    assert deal.standing == standing
    assert deal.stale == (standing in ("overdue", "quiet"))


async def test_a_step_that_has_ended_is_none(store: Database) -> None:
    await make(store, 1)
    deal = await deals.load(store, 1, ANNA, TODAY)
    assert deal
    assert deal.now
    await store.commit(
        [step(1, deal.now.check, "2026-11-01", "done"), step(1, deal.now.check, "2026-11-02", "dropped")]
    )
    assert await shown(store) == [(1, "free")]
    await store.commit([step(1, deal.now.check, "2026-12-25")])
    again = await deals.load(store, 1, ANNA, TODAY)
    assert again
    assert again.step
    assert again.step.finding == "cycle.focus"
    assert again.step.day.isoformat() == "2026-12-25"


async def test_closed_deals_are_a_list_of_their_own_with_the_last_closed_first(store: Database) -> None:
    await make(store, 1)
    for id, state, at in ((2, "won", 10), (3, "lost", 30), (4, "off", 20)):
        await make(store, id, state=state, closed_at=at, touched=0)
    assert await shown(store) == [(1, "free")]
    closed = await deals.page(store, ANNA, "closed", 0, 99, TODAY)
    assert [(deal.id, deal.state, deal.standing) for deal in closed] == [
        (3, "lost", "free"), (4, "off", "free"), (2, "won", "free"),
    ]  # fmt: skip
    assert await deals.counts(store, ANNA) == {"open": 1, "won": 1, "lost": 1, "off": 1}
    assert await deals.counts(store, ILYA) == {"open": 0, "won": 0, "lost": 0, "off": 0}


async def test_only_the_owner_loads_a_deal(store: Database) -> None:
    await make(store, 1)
    assert await deals.load(store, 1, ILYA) is None
    assert await deals.load(store, 7, ANNA) is None


def finished(deal: int, id: int) -> Check:
    return Check(id, deal, ANNA, 1, None, "v1", "done", Progress(), 0, 1, 1)


@pytest.mark.parametrize(
    ("before", "now", "trend"),
    [
        ((2, 6), (2.5, 6), 1),
        ((2.5, 6), (2, 6), -1),
        ((2, 6), (1, 3), 0),
        ((0, 0), (2, 6), None),
        ((2, 6), (0, 0), None),
    ],
)
async def test_a_finished_check_is_the_last_one_and_the_trend_compares_it_with_the_one_before(
    store: Database, before: tuple[float, int], now: tuple[float, int], trend: int | None
) -> None:
    await store.commit([insert("deals", id=1, person=ANNA, number=1, created_at=1, touched_at=1)])
    deal: Deal | None = None
    made = [check(1, "b2b", fit=fit, of=of, guess=guess) for guess, (fit, of) in enumerate((before, now), 3)]
    for at, (id, write) in enumerate(made, 10):
        await store.commit([write, deals.finished(finished(1, id), at)])
        deal = await deals.load(store, 1, ANNA)
        assert deal
        assert deal.now
        assert (deal.now.check, deal.touched_at, deal.trend) == (id, at, None if at == 10 else trend)
    assert deal
    assert deal.now
    assert deal.before
    assert (deal.before.check, deal.before.guess, deal.now.guess, deal.now.stage) == (made[0][0], 3, 4, "offer")
    assert (deal.before.result["fit"], deal.now.result["fit"], deal.now.band) == (before[0], now[0], "b2b")


async def test_the_deals_worked_on_last_and_the_typical_sale(store: Database) -> None:
    for id, touched in ((1, 10), (2, 30), (3, 20), (4, 5)):
        await make(store, id, touched=touched)
    await make(store, 5, touched=99, state="won", closed_at=1)
    assert await deals.typical(store, ANNA) is None
    await make(store, 6, touched=1, kind="typical")
    assert [deal.id for deal in await deals.last(store, ANNA, 3)] == [2, 3, 1]
    found = await deals.typical(store, ANNA)
    assert found
    assert found.id == 6
    await store.commit([deals.touch(4, 50)])
    assert [deal.id for deal in await deals.last(store, ANNA, 1)] == [4]


async def rows(db: Database, sql: str, params: Params = NOTHING) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in row.keys()) for row in await db.read(sql, params)]  # noqa: SIM118


async def test_with_its_end_nothing_of_a_deal_is_due_any_more(store: Database) -> None:
    await make(store, 1, day="2026-11-24")
    await make(store, 2, day="2026-11-24")
    for id in (1, 2):
        await store.commit([
            insert("visits", id=next(ids), person=ANNA, deal=id, day="2026-11-24", ask_at=7, created_at=1),
            check(id, "", state="open", todo="[]", result=None, finished_at=None)[1],
        ])  # fmt: skip
    await store.commit(deals.close(1, "lost", "cycle", 77))
    deal = await deals.load(store, 1, ANNA)
    assert deal
    assert (deal.state, deal.reason, deal.closed_at, deal.step) == ("lost", "cycle", 77, None)
    assert await rows(store, "select deal, state, ended_at from steps order by deal") == [
        (1, "dropped", 77), (2, "open", None)
    ]  # fmt: skip
    assert await rows(store, "select deal, state, ask_at from visits order by deal") == [
        (1, "none", None), (2, "planned", 7)
    ]  # fmt: skip
    open_checks = "select deal, state, rev from checks where state <> 'done' order by deal"
    assert await rows(store, open_checks) == [(1, "aside", 1), (2, "open", 0)]


async def test_a_deal_ends_once_and_begins_again_once(store: Database) -> None:
    await make(store, 1)
    with pytest.raises(Conflict):
        await store.commit([deals.reopen(1, 5)])
    await store.commit(deals.close(1, "won", None, 6))
    with pytest.raises(Conflict):
        await store.commit(deals.close(1, "lost", "cycle", 7))
    await store.commit([deals.reopen(1, 8)])
    deal = await deals.load(store, 1, ANNA)
    assert deal
    assert (deal.state, deal.reason, deal.closed_at, deal.touched_at) == ("open", None, None, 8)


async def test_a_deleted_deal_takes_all_that_is_its_own_and_nothing_else(store: Database) -> None:
    for id in (11, 1):
        await make(store, id, day="2026-11-24")
        visit = insert("visits", id=next(ids), person=ANNA, deal=id, day="2026-11-24", created_at=1)
        await store.commit([visit])
    checks = dict(await rows(store, "select deal, id from checks"))
    pictures = [f"deal:{checks[1]}:a", f"deal:{checks[1]}:b", f"deal:{checks[11]}:a", f"mirror:{ANNA}:a"]
    await store.commit([insert("pictures", key=key, person=ANNA, file_id="A", at=1) for key in pictures])
    with pytest.raises(Conflict):
        await store.commit(deals.delete(1, ILYA))
    await store.commit(deals.delete(1, ANNA))
    for table in ("deals", "checks", "steps", "visits"):
        column = "id" if table == "deals" else "deal"
        assert await rows(store, f"select {column} from {table}") == [(11,)], table
    assert await rows(store, "select key from pictures order by key") == [(key,) for key in sorted(pictures[2:])]


async def test_for_the_mirror_come_won_and_lost_deals_with_the_last_guess_that_was_made(store: Database) -> None:
    await make(store, 1)
    await make(store, 2, state="off", closed_at=5)
    await make(store, 3, None, state="won", closed_at=5)
    await make(store, 4, state="won", closed_at=7, owner=ILYA)
    await make(store, 5, state="lost", closed_at=9)
    await make(store, 6, state="won", closed_at=8)
    await make(store, 7, state="won", closed_at=9)
    await store.commit([
        Write("update deals set kind = 'typical' where id = 7"),
        check(5, "b2b", guess=2, finished_at=20)[1], check(5, "b2b", guess=5, finished_at=10)[1],
        Write("update checks set guess = 3, answers = :answers where deal = 6", {"answers": '{"cycle": "b2b"}'}),
    ])  # fmt: skip
    ended = await deals.ended(store, ANNA)
    assert [(deal.won, deal.guess, deal.answers) for deal in ended] == [(True, 3, {"cycle": "b2b"}), (False, 2, {})]
    assert ended[0].result["band"] == "b2b"


async def many(db: Database, people: Sequence[int], each: int) -> None:
    writes = [person(id) for id in people]
    writes += [
        insert("deals", id=id * 10_000 + n, person=id, number=n, created_at=1, touched_at=n,
               state="open" if n % 4 else "won", closed_at=None if n % 4 else n)
        for id in people for n in range(each)
    ]  # fmt: skip
    await db.commit(writes)
    await db.commit([Write("analyze")])


@pytest.mark.parametrize("sql", [OPEN_PAGE, CLOSED_PAGE], ids=["open", "closed"])
async def test_a_page_reads_one_persons_deals_by_their_index(store: Database, url: str, sql: str) -> None:
    await many(store, range(1_000, 1_050), 60)
    params = {"person": 1_007, "offset": 0, "limit": 5, **TODAY._asdict()}
    explain = "explain query plan " if url.startswith("sqlite") else "explain "
    plan = "\n".join(str(row) for row in await rows(store, explain + sql, params))
    assert "deals_person" in plan, plan
    assert "SCAN d" not in plan, plan
    assert "Seq Scan on deals" not in plan, plan
