"""Who is due is a query on two columns; whoever moves them on does it once."""

from dataclasses import replace
from datetime import date

import pytest

from bot.person.habits import Habits
from bot.store import people, schedule
from bot.store.database import Conflict, Database, Write
from bot.store.schedule import Morning

TUESDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)
OMSK = Habits(zone="Asia/Omsk", days="two", since=TUESDAY)


async def meet(db: Database, *persons: int, at: int | None = None, lang: str = "ru") -> None:
    for person in persons:
        await db.commit([people.greet(person, lang, 1), schedule.keep(person, OMSK, None, at)])


async def visit(db: Database, id: int, person: int, ask_at: int | None, created_at: int = 1) -> None:
    """With a deal of its own."""
    deal = "insert into deals (id, person, number, created_at) values (:id, :person, :number, 1)"
    sql = (
        "insert into visits (id, person, deal, day, ask_at, created_at) "
        "values (:id, :person, :id, '2026-11-24', :ask_at, :created_at)"
    )
    row = {"id": id, "person": person}
    await db.commit(
        [Write(deal, {**row, "number": id}), Write(sql, {**row, "ask_at": ask_at, "created_at": created_at})]
    )


async def due(db: Database, now: int, limit: int = 100) -> list[int]:
    return [one.person for one in await schedule.due_mornings(db, now, limit)]


async def evenings(db: Database, now: int, limit: int = 100) -> dict[int, list[int]]:
    return {one.person: [v.id for v in one.visits] for one in await schedule.due_evenings(db, now, limit)}


async def test_a_person_has_the_habits_that_were_kept(db: Database) -> None:
    await db.commit([people.greet(1, "ru", 1)])
    assert (await people.load(db, 1)).habits == Habits(zone="Europe/Moscow")
    await db.commit([schedule.keep(1, OMSK, TUESDAY, 500)])
    person = await people.load(db, 1)
    assert (person.habits, person.morning_day, person.morning_at) == (OMSK, TUESDAY, 500)


async def test_a_day_that_was_dealt_with_stays_so(db: Database) -> None:
    await meet(db, 1)
    for said, kept in ((WEDNESDAY, WEDNESDAY), (TUESDAY, WEDNESDAY), (None, WEDNESDAY)):
        await db.commit([schedule.keep(1, OMSK, said, None)])
        assert (await people.load(db, 1)).morning_day == kept


async def test_who_waits_longest_is_due_first(db: Database) -> None:
    for person, at in ((1, 300), (2, 100), (3, 200), (4, None), (5, 401)):
        await meet(db, person, at=at)
    assert await due(db, 400) == [2, 3, 1]
    assert await due(db, 400, limit=2) == [2, 3]
    assert await due(db, 99) == []
    assert await schedule.next_due(db) == 100


async def test_a_morning_is_moved_on_once(db: Database) -> None:
    await meet(db, 1, at=100)
    (morning,) = await schedule.due_mornings(db, 100, 10)
    assert morning == Morning(1, OMSK, None, 100, OMSK.dump())
    await db.commit([schedule.move(morning, TUESDAY, 900)])
    with pytest.raises(Conflict):
        await db.commit([schedule.move(morning, TUESDAY, 900)])
    await db.commit([schedule.move(morning, None, 101, hits=None)])
    person = await people.load(db, 1)
    assert (person.morning_day, person.morning_at) == (TUESDAY, 900)


@pytest.mark.parametrize(
    "change",
    [
        schedule.keep(1, replace(OMSK, morning=600), None, 100),
        schedule.keep(1, OMSK, TUESDAY, 100),
        schedule.keep(1, OMSK, None, 101),
    ],
    ids=["habits", "day", "instant"],
)
async def test_nobody_moves_on_what_was_changed_meanwhile(db: Database, change: Write) -> None:
    await meet(db, 1, at=100)
    (morning,) = await schedule.due_mornings(db, 100, 10)
    await db.commit([change])
    with pytest.raises(Conflict):
        await db.commit([schedule.move(morning, TUESDAY, 900)])


async def test_a_second_morning_needs_the_first_day(db: Database) -> None:
    await meet(db, 1, at=100)
    (first,) = await schedule.due_mornings(db, 100, 10)
    await db.commit([schedule.move(first, TUESDAY, 200)])
    (second,) = await schedule.due_mornings(db, 200, 10)
    assert second.done_day == TUESDAY
    await db.commit([schedule.move(second, second.done_day, None)])
    assert await schedule.next_due(db) is None


async def test_who_is_out_of_reach_is_due_again_when_back(db: Database) -> None:
    await meet(db, 1, 2, at=100)
    await visit(db, 7, 1, 50)
    await db.commit([people.lose(1, 1)])
    assert await due(db, 200) == [2]
    assert await evenings(db, 200) == {}
    assert await schedule.next_due(db) == 100
    await db.commit([people.regain(1)])
    assert await due(db, 200) == [1, 2]
    assert await evenings(db, 200) == {1: [7]}
    assert await schedule.next_due(db) == 50


async def test_the_visits_of_a_person_are_due_together(db: Database) -> None:
    await meet(db, 1, 2, 3)
    for id, person, ask_at in ((11, 1, 30), (12, 1, 20), (13, 1, 99), (21, 2, 10), (31, 3, None), (32, 3, 25)):
        await visit(db, id, person, ask_at)
    assert await evenings(db, 50) == {1: [12, 11], 2: [21], 3: [32]}
    assert await evenings(db, 50, limit=2) == {1: [12, 11], 2: [21]}
    assert await evenings(db, 9) == {}
    assert await schedule.next_due(db) == 10
    assert [one.id for one in await schedule.waiting(db, 1)] == [11, 12, 13]


async def test_a_visit_is_asked_about_once(db: Database) -> None:
    await meet(db, 1)
    await visit(db, 11, 1, 30, created_at=5)
    (evening,) = await schedule.due_evenings(db, 30, 10)
    (one,) = evening.visits
    assert (evening.habits, one.created_at, one.ask_at) == (OMSK, 5, 30)
    await db.commit([schedule.asked(one)])
    for write in (schedule.asked(one), schedule.ask(one, 40)):
        with pytest.raises(Conflict):
            await db.commit([write])
    (row,) = await db.read("select state, ask_at from visits")
    assert (row["state"], row["ask_at"]) == ("asked", None)
    assert await schedule.waiting(db, 1) == ()


async def test_a_question_can_be_put_off_or_dropped(db: Database) -> None:
    await meet(db, 1)
    await visit(db, 11, 1, 30)
    (one,) = await schedule.waiting(db, 1)
    await db.commit([schedule.ask(one, 60)])
    assert await schedule.next_due(db) == 60
    (one,) = await schedule.waiting(db, 1)
    await db.commit([schedule.ask(one, None)])
    assert await schedule.next_due(db) is None


def test_the_planner_is_called_by_what_may_change_what_is_due() -> None:
    assert schedule.concerns([people.speak(1, "ru"), schedule.keep(1, OMSK, None, 5)])
    assert schedule.concerns([people.regain(1)])
    assert schedule.concerns([Write("insert into visits (id, ask_at) values (1, 2)")])
    assert not schedule.concerns([people.speak(1, "ru"), people.greet(1, "ru", 1), people.stop_listening(1)])
