"""Next steps: one open one a deal, due by its day, with at most three reminders; and what is brought up once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.check.course import Progress
from bot.store import checks, content, nudges, steps, typical
from bot.store.checks import Check
from bot.store.database import Conflict, Database, Write
from bot.store.steps import REMINDERS, Step

from .rows import person

ANNA, ILYA = 1, 2
MONDAY = date(2026, 11, 23)
NOW, DAY = 1_800_000_000_000, 86_400_000


def check(number: int, owner: int = ANNA) -> Check:
    return Check(100 + number, number, owner, number, None, "v", "open", Progress(), 0, NOW, NOW)


def step(number: int, deal: int, day: date = MONDAY, owner: int = ANNA) -> Step:
    rows = ("focus", "cycle")
    return Step(number, owner, deal, 100 + deal, "cycle.focus", rows, day, taken_at=NOW + number)


async def deals(db: Database, many: int) -> None:
    await db.commit([content.keep("v", "{}", 1), person(ANNA), person(ILYA)])
    for number in range(1, many + 1):
        one = check(number)
        await db.commit([*checks.begin(one), checks.save(replace(one, state="done"), NOW, {"findings": []})])
        await db.commit(
            [Write("update deals set check_now = :check where id = :id", {"check": one.id, "id": one.deal})]
        )


async def due(db: Database, today: date = MONDAY) -> list[int]:
    return [found.step.id for found in await steps.due(db, ANNA, today)]


async def test_a_step_comes_back_as_it_was_taken_with_its_check(db: Database) -> None:
    await deals(db, 1)
    await db.commit(steps.take(step(7, 1)))
    found = await steps.load(db, 7, ANNA)
    assert found is not None
    assert (found.step, found.check.id) == (step(7, 1), 101)
    assert await steps.load(db, 7, ILYA) is None
    assert await steps.of_deal(db, 1, ILYA) is None
    assert await steps.of_deal(db, 1, ANNA) == found


async def test_a_new_step_replaces_the_open_one_of_its_deal_only(db: Database) -> None:
    await deals(db, 2)
    for one in (step(1, 1), step(2, 2), step(3, 1)):
        await db.commit(steps.take(one))
    rows = await db.read("select id, state, ended_at from steps order by id")
    assert [(row["id"], row["state"]) for row in rows] == [(1, "dropped"), (2, "open"), (3, "open")]
    assert rows[0]["ended_at"] == NOW + 3


async def test_the_oldest_promise_is_due_first_and_none_before_its_day(db: Database) -> None:
    await deals(db, 4)
    for one in (step(1, 1), step(2, 2, MONDAY - timedelta(2)), step(3, 3), step(4, 4, MONDAY + timedelta(1))):
        await db.commit(steps.take(one))
    assert await due(db) == [2, 1, 3]
    assert await due(db, MONDAY + timedelta(1)) == [2, 1, 3, 4]


async def test_a_step_is_reminded_of_once_a_day_and_three_times_in_all(db: Database) -> None:
    await deals(db, 1)
    await db.commit(steps.take(step(1, 1)))
    for ahead in range(REMINDERS):
        day = MONDAY + timedelta(ahead)
        [found] = await steps.due(db, ANNA, day)
        await db.commit([steps.remind(found.step, day)])
        with pytest.raises(Conflict):
            await db.commit([steps.remind(found.step, day)])
        assert await due(db, day) == []
        assert [one.step.id for one in await steps.reminded(db, ANNA, day)] == [1]
    assert await due(db, MONDAY + timedelta(9)) == []


async def test_put_off_its_reminders_count_and_promised_anew_they_begin_again(db: Database) -> None:
    await deals(db, 1)
    await db.commit(steps.take(step(1, 1)))
    await db.commit([steps.remind(step(1, 1), MONDAY), steps.postpone(step(1, 1), MONDAY + timedelta(7))])
    assert await steps.reminded(db, ANNA, MONDAY) == []
    found = await steps.load(db, 1, ANNA)
    assert found is not None
    assert (found.step.day, found.step.reminders, found.step.reminded_day) == (MONDAY + timedelta(7), 1, MONDAY)
    await db.commit([steps.promise(found.step, MONDAY + timedelta(2))])
    found = await steps.load(db, 1, ANNA)
    assert found is not None
    assert (found.step.day, found.step.reminders) == (MONDAY + timedelta(2), 0)


@pytest.mark.parametrize("state", ["done", "dropped"])
async def test_what_has_ended_is_over_for_good(db: Database, state: str) -> None:
    await deals(db, 1)
    await db.commit(steps.take(step(1, 1)))
    await db.commit([steps.end(step(1, 1), "done" if state == "done" else "dropped", NOW)])
    assert await due(db) == []
    assert await steps.of_deal(db, 1, ANNA) is None
    one = step(1, 1)
    for write in (
        steps.end(one, "done", NOW),
        steps.postpone(one, MONDAY),
        steps.promise(one, MONDAY),
        steps.remind(one, MONDAY),
    ):
        with pytest.raises(Conflict):
            await db.commit([write])


async def test_nobody_is_reminded_of_a_step_that_was_moved_meanwhile(db: Database) -> None:
    await deals(db, 1)
    await db.commit(steps.take(step(1, 1)))
    await db.commit([steps.promise(step(1, 1), MONDAY + timedelta(2))])
    with pytest.raises(Conflict):
        await db.commit([steps.remind(step(1, 1), MONDAY)])


async def test_a_closed_deal_has_nothing_due(db: Database) -> None:
    await deals(db, 1)
    await db.commit([*steps.take(step(1, 1)), Write("update deals set state = 'won'")])
    assert await due(db) == []


async def test_a_check_that_was_left_is_found_until_somebody_was_reminded(db: Database) -> None:
    await deals(db, 1)
    await db.commit(checks.begin(check(2)))
    assert await nudges.left(db, ANNA, NOW - 1) is None
    found = await nudges.left(db, ANNA, NOW)
    assert found is not None
    assert found.id == 102
    await db.commit([nudges.nudged(found)])
    assert await nudges.left(db, ANNA, NOW) is None
    with pytest.raises(Conflict):
        await db.commit([nudges.nudged(found)])


async def test_a_short_check_is_not_mentioned(db: Database) -> None:
    await deals(db, 1)
    short = replace(check(1), id=500, progress=Progress(todo=("focus",)), prior=101)
    await db.commit([checks.begin_again(short)])
    assert await nudges.left(db, ANNA, NOW) is None


async def test_the_typical_sale_is_offered_a_month_after_its_check_and_its_last_offer(db: Database) -> None:
    await deals(db, 2)
    assert await nudges.monthly(db, ANNA, NOW) is None
    await db.commit(typical.make(1, ANNA))
    assert await nudges.monthly(db, ANNA, NOW - 1) is None
    found = await nudges.monthly(db, ANNA, NOW)
    assert found is not None
    assert (found.id, found.kind) == (101, "typical")
    assert await nudges.monthly(db, ILYA, NOW) is None
    await db.commit([nudges.offered(found, NOW + DAY)])
    assert await nudges.monthly(db, ANNA, NOW + DAY - 1) is None
    assert await nudges.monthly(db, ANNA, NOW + DAY) == found
    await db.commit([checks.begin_again(replace(found, id=500, progress=Progress(todo=("focus",)), prior=101))])
    assert await nudges.monthly(db, ANNA, NOW + DAY) is None
