"""Visits: one a deal and day, asked about in the evening or, where that was missed, in the morning; answered once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.store import checks, visits
from bot.store.database import Conflict, Database, Write
from bot.store.visits import KEPT_MS, Visit, Went

from .test_steps import ANNA, ILYA, MONDAY, NOW, deals

TUESDAY = MONDAY + timedelta(1)


def visit(number: int, deal: int = 1, day: date = MONDAY, at: int = NOW) -> Visit:
    return Visit(number, ANNA, deal, day, ask_at=at + 1000, created_at=at)


async def gone(db: Database, *those: Visit) -> None:
    await db.commit([visits.go(one) for one in those])


async def planned(db: Database, *ids: int) -> list[int]:
    return [found.visit.id for found in await visits.planned(db, ANNA, ids)]


async def missed(db: Database, today: date, now: int = NOW) -> list[int]:
    return [found.visit.id for found in await visits.missed(db, ANNA, today, now)]


async def test_a_visit_comes_back_with_the_last_check_of_its_deal(db: Database) -> None:
    await deals(db, 1)
    await gone(db, visit(5))
    found = await visits.load(db, 5, ANNA)
    assert found is not None
    assert (found.visit, found.check.id) == (visit(5), 101)
    assert await visits.load(db, 5, ILYA) is None
    assert await visits.of_day(db, 1, ANNA, MONDAY) == found
    for deal, owner, day in ((2, ANNA, MONDAY), (1, ILYA, MONDAY), (1, ANNA, TUESDAY)):
        assert await visits.of_day(db, deal, owner, day) is None


async def test_those_to_be_asked_about_come_in_the_order_of_the_day(db: Database) -> None:
    await deals(db, 3)
    await gone(db, visit(9, 1), visit(8, 2, at=NOW + 1), visit(7, 3, at=NOW + 2))
    assert await planned(db, 7, 8, 9) == [9, 8, 7]
    assert await planned(db, 8) == [8]
    assert await planned(db) == []
    await db.commit([visits.ask_now(visit(8, 2))])
    assert await planned(db, 7, 8, 9) == [9, 7]
    assert [found.visit.id for found in await visits.asked(db, ANNA, NOW)] == [8]


async def test_a_missed_evening_is_made_up_on_a_later_day_but_not_after_three(db: Database) -> None:
    await deals(db, 1)
    await gone(db, visit(1))
    assert await missed(db, MONDAY) == []
    assert await missed(db, TUESDAY) == [1]
    assert await missed(db, TUESDAY, NOW + KEPT_MS) == []
    await db.commit([visits.ask_now(visit(1))])
    assert await missed(db, TUESDAY) == []
    with pytest.raises(Conflict):
        await db.commit([visits.ask_now(visit(1))])


async def test_a_closed_deal_has_no_missed_evening(db: Database) -> None:
    await deals(db, 1)
    await gone(db, visit(1))
    await db.commit([Write("update deals set state = 'lost'")])
    assert await missed(db, TUESDAY) == []


@pytest.mark.parametrize("how", ["moved", "stuck", "none"])
async def test_how_it_went_is_noted_once(db: Database, how: Went) -> None:
    await deals(db, 1)
    await gone(db, visit(1))
    await db.commit([visits.went(visit(1), how, "cycle")])
    found = await visits.load(db, 1, ANNA)
    assert found is not None
    assert found.visit == replace(visit(1), state=how, about="cycle", ask_at=None)
    with pytest.raises(Conflict):
        await db.commit([visits.went(visit(1), "moved", None)])
    assert await visits.asked(db, ANNA, NOW) == []


async def test_a_visit_without_a_finished_check_can_not_be_asked_about(db: Database) -> None:
    await deals(db, 1)
    await gone(db, visit(1))
    await db.commit([Write("update deals set check_now = null")])
    assert await planned(db, 1) == []
    assert (await checks.of_deal(db, 1, ANNA))[1] is None
