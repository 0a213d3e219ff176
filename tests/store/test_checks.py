"""Checks of a deal one after the other, and the typical sale, in the store."""

from dataclasses import replace
from typing import Any

import pytest

from bot.check.course import Progress
from bot.store import checks, deals, people, typical
from bot.store.checks import Check
from bot.store.database import Conflict, Database, Write

from .rows import person

ANNA, ILYA = 1, 2
BEGUN = Progress({"team": "b2b"}, "offer", 0, 4, frozenset({"named"}), fresh=frozenset({"team"}))


@pytest.fixture
async def store(db: Database) -> Database:
    content = Write("insert into content (version, body, created_at) values ('v1', '{}', 1)")
    await db.commit([person(ANNA), person(ILYA), content])
    return db


def first(id: int, *, progress: Progress = BEGUN, owner: int = ANNA, at: int = 10) -> Check:
    """Of a deal with the same number."""
    return Check(id, id, owner, id, None, "v1", "open", progress, 0, at, at)


def second(before: Check, id: int, *todo: str) -> Check:
    return replace(before, id=id, state="open", rev=0, prior=before.id, progress=replace(before.progress, todo=todo))


def finish(check: Check, at: int, result: dict[str, Any] | None = None) -> list[Write]:
    return [checks.save(replace(check, state="done"), at, result or {"share": 0.5}), deals.finished(check, at)]


async def done(db: Database, check: Check, at: int = 20) -> Check:
    await db.commit(
        [*(checks.begin(check) if check.prior is None else [checks.begin_again(check)]), *finish(check, at)]
    )
    found = await checks.load(db, check.id, check.person)
    assert found
    return found


async def test_a_check_comes_back_as_it_was_begun(store: Database) -> None:
    before = await done(store, first(5))
    again = second(before, 6, "stage", "needs")
    again = replace(again, progress=replace(again.progress, fresh=frozenset({"stage"})))
    await store.commit([checks.begin_again(again)])
    found = await checks.load(store, 6, ANNA)
    assert found == replace(again, touched_at=again.started_at)
    assert found.progress.todo == ("stage", "needs")
    assert (before.progress.todo, before.prior, before.kind, before.closed) == (None, None, "deal", False)


async def test_answers_of_a_second_check_are_kept_with_what_is_left_to_ask(store: Database) -> None:
    again = second(await done(store, first(5)), 6, "needs", "focus")
    await store.commit([checks.begin_again(again)])
    on = replace(
        again, progress=replace(again.progress.with_answer("needs", "mid").with_fresh("needs"), todo=("focus",))
    )
    await store.commit([checks.save(on, 30)])
    found = await checks.load(store, 6, ANNA)
    assert found
    assert found.progress == on.progress


async def test_a_person_goes_on_with_the_whole_check_not_with_a_second_one(store: Database) -> None:
    again = second(await done(store, first(5)), 6, "needs")
    await store.commit([checks.begin_again(again)])
    assert (await people.load(store, ANNA)).open is None
    await store.commit(checks.begin(first(7)))
    found = (await people.load(store, ANNA)).open
    assert found
    assert found.id == 7


async def test_one_whole_check_a_person_and_one_check_a_deal_are_open(store: Database) -> None:
    before = await done(store, first(5))
    await store.commit([checks.begin_again(second(before, 6, "needs"))])
    with pytest.raises(Conflict):
        await store.commit([checks.begin_again(second(before, 8, "focus"))])
    await store.commit(checks.begin(first(9)))
    with pytest.raises(Conflict):
        await store.commit(checks.begin(first(10)))


async def test_of_a_deal_the_open_check_and_the_last_finished_one_are_found_by_their_owner(store: Database) -> None:
    before = await done(store, first(5))
    middle = await done(store, second(before, 6, "needs"), at=30)
    assert await checks.of_deal(store, 5, ANNA) == (None, middle)
    await store.commit([checks.begin_again(second(middle, 7, "needs"))])
    going, last = await checks.of_deal(store, 5, ANNA)
    assert going
    assert (going.id, last) == (7, middle)
    assert await checks.of_deal(store, 5, ILYA) == (None, None)
    assert await checks.of_deal(store, 99, ANNA) == (None, None)


async def test_the_last_two_finished_checks_are_the_deals(store: Database) -> None:
    before = await done(store, first(5))
    await done(store, second(before, 6, "needs"), at=30)
    (deal,) = await store.read("select check_before, check_now, touched_at from deals")
    assert (deal["check_before"], deal["check_now"], deal["touched_at"]) == (5, 6, 30)


async def test_the_kept_numbers_are_those_of_a_finished_check(store: Database) -> None:
    await store.commit([*checks.begin(first(5)), *finish(first(5), 20, {"share": 0.25, "findings": []})])
    await store.commit(checks.begin(first(6)))
    before = await checks.result(store, 5)
    assert before
    assert before[1] == {"share": 0.25, "findings": []}
    assert await checks.result(store, 6) is None
    assert await checks.result(store, 99) is None


async def test_the_latest_answers_are_those_of_the_last_three_deals_by_then(store: Database) -> None:
    for id, at in ((1, 100), (2, 200), (3, 300), (4, 400)):
        await done(store, first(id, progress=Progress({"team": "b2b", "impact": "mid"} if id > 1 else {})), at=at)
    _, third = await checks.of_deal(store, 3, ANNA)
    assert third
    again = second(third, 8, "team")
    await done(store, replace(again, progress=again.progress.with_answer("team", "mid")), at=500)
    await done(store, first(20, owner=ILYA, progress=Progress({"team": "b2c"})), at=450)
    teams = [answers.get("team") for answers in await checks.latest(store, ANNA, 1_000)]
    assert teams == ["mid", "b2b", "b2b"]
    assert [answers.get("team") for answers in await checks.latest(store, ANNA, 200)] == ["b2b", None]
    assert await checks.latest(store, ANNA, 99) == []


async def test_one_typical_sale_a_person(store: Database) -> None:
    for id in (1, 2):
        await done(store, first(id))
    await done(store, first(3, owner=ILYA))
    assert await typical.find(store, ANNA) is None
    await store.commit(typical.make(1, ANNA))
    await store.commit(typical.make(2, ANNA))
    await store.commit(typical.make(3, ILYA))
    found = await typical.find(store, ANNA)
    assert found
    assert (found.id, found.kind) == (2, "typical")
    rows = await store.read("select kind from deals order by id")
    assert [row["kind"] for row in rows] == ["deal", "typical", "typical"]
    await store.commit([Write("update deals set state = 'off' where id = 2")])
    assert await typical.find(store, ANNA) is None
    closed = await checks.load(store, 2, ANNA)
    assert closed
    assert closed.closed


async def test_the_typical_sale_is_asked_for_once(store: Database) -> None:
    await done(store, first(1))
    await done(store, first(2, owner=ILYA, progress=BEGUN.with_flag("offered")))
    assert [await typical.is_asked(store, who) for who in (ANNA, ILYA)] == [False, True]
    await store.commit(typical.make(1, ANNA))
    assert await typical.is_asked(store, ANNA)
