"""What a digest counts, on either engine."""

import json
from datetime import date

import pytest

from bot.digest.digest import Pushed, Steps
from bot.store import digest, mondays, shares, teams
from bot.store.database import Database, Write

from .rows import person

OWNER, FIRST, SECOND, OTHER = 1, 2, 3, 4
TEAM, ELSEWHERE = 90, 91
JOINED = 1_000
FINDINGS = [{"kind": "under", "way": "focus", "row": "cycle", "severity": 3.0}]


@pytest.fixture
async def team(db: Database) -> Database:
    await db.commit([person(number) for number in (OWNER, FIRST, SECOND, OTHER)])
    await db.commit([Write("insert into content (version, body, created_at) values ('v', '{}', 1)")])
    await db.commit(teams.create(TEAM, "North", OWNER, "O", 1))
    for rev, number in enumerate((FIRST, SECOND)):
        await db.commit(teams.join(TEAM, rev, number, f"P{number}", JOINED + number))
    await db.commit(teams.create(ELSEWHERE, "South", OTHER, "X", 1))
    return db


def deal(id: int, owner: int, state: str = "open") -> Write:
    sql = (
        "insert into deals (id, person, number, created_at, state, check_now, name) "
        "values (:id, :person, :number, 1, :state, :check, :name)"
    )
    return Write(sql, {"id": id, "number": id, "person": owner, "state": state, "check": id * 10, "name": f"D{id}"})


def check(id: int, of: int, owner: int, at: int, *, state: str = "done", band: str = "b2b") -> Write:
    sql = (
        "insert into checks (id, deal, person, content, state, started_at, touched_at, finished_at, result) "
        "values (:id, :deal, :person, 'v', :state, 1, :at, :at, :result)"
    )
    done = state == "done"
    return Write(sql, {"id": id, "deal": of, "person": owner, "state": state, "at": at if done else 1,
                       "result": json.dumps({"band": band, "findings": FINDINGS}) if done else None})  # fmt: skip


def step(id: int, of: int, owner: int, taken: int, day: str, state: str = "open", ended: int | None = None) -> Write:
    sql = (
        "insert into steps (id, person, deal, source, finding, rows, day, state, taken_at, ended_at) "
        "values (:id, :person, :deal, :source, 'f', '[]', :day, :state, :taken, :ended)"
    )
    return Write(sql, {"id": id, "person": owner, "deal": of, "source": of * 10, "day": day, "state": state,
                       "taken": taken, "ended": ended})  # fmt: skip


async def test_finished_checks_of_members_are_read_in_their_order(team: Database) -> None:
    await team.commit([
        deal(5, FIRST), deal(6, SECOND), deal(7, OTHER),
        check(50, 5, FIRST, 3_000), check(60, 6, SECOND, 2_000), check(61, 6, SECOND, 2_500, state="open"),
        check(70, 7, OTHER, 2_100), check(51, 5, FIRST, 5_000), check(52, 5, FIRST, 1_999),
        shares.show(6, TEAM, 1),
    ])  # fmt: skip
    found = await digest.checks(team, TEAM, 2_000, 5_000)
    assert [(one.deal, one.person, one.at, one.shown) for one in found] == [
        (6, SECOND, 2_000, True), (5, FIRST, 3_000, False),
    ]  # fmt: skip
    assert found[0].result["findings"] == FINDINGS


async def test_what_was_checked_before_joining_counts_only_where_it_is_shown(team: Database) -> None:
    await team.commit([deal(5, FIRST), deal(6, FIRST), check(50, 5, FIRST, 500), check(60, 6, FIRST, 500)])
    assert await digest.checks(team, TEAM, 0, 9_000) == []
    await team.commit([shares.show(6, TEAM, 1)])
    assert [one.deal for one in await digest.checks(team, TEAM, 0, 9_000)] == [6]
    await team.commit([shares.withdraw(6, TEAM)])
    assert await digest.checks(team, TEAM, 0, 9_000) == []


async def test_people_are_counted_whatever_their_role(team: Database) -> None:
    assert [await digest.people(team, number) for number in (TEAM, ELSEWHERE, 99)] == [3, 1, 0]


async def test_a_deal_that_is_shown_to_another_team_is_not_shown_here(team: Database) -> None:
    await team.commit(teams.join(ELSEWHERE, 0, FIRST, "P", 1))
    await team.commit([deal(5, FIRST), check(50, 5, FIRST, 3_000), shares.show(5, ELSEWHERE, 1)])
    assert [one.shown for one in await digest.checks(team, TEAM, 0, 9_000)] == [False]
    assert [one.shown for one in await digest.checks(team, ELSEWHERE, 0, 9_000)] == [True]
    assert (await digest.shown(team, TEAM, OWNER), len(await digest.shown(team, ELSEWHERE, OTHER))) == ([], 1)


async def test_who_has_left_is_not_counted(team: Database) -> None:
    await team.commit([deal(5, FIRST), check(50, 5, FIRST, 3_000), step(8, 5, FIRST, 3_000, "2026-11-20")])
    await team.commit(teams.remove(TEAM, 2, FIRST))
    assert await digest.checks(team, TEAM, 0, 9_000) == []
    assert await steps(team) == ((Steps(), Steps(), 0), (Steps(), Steps(), 0))


async def steps(db: Database) -> tuple[digest.Sums, digest.Sums]:
    return await digest.steps(db, TEAM, 2_000, 3_000, 4_000, date(2026, 11, 24))


async def test_steps_are_counted_by_week_and_the_overdue_ones_by_today(team: Database) -> None:
    await team.commit([
        *(deal(number, FIRST) for number in (5, 6, 7, 8)), deal(9, SECOND), deal(10, FIRST, "lost"),
        *(check(number * 10, number, SECOND if number == 9 else FIRST, 2_000) for number in range(5, 11)),
        shares.show(9, TEAM, 1),
        step(1, 5, FIRST, 3_500, "2026-11-23"),
        step(2, 6, FIRST, 2_500, "2026-11-24"),
        step(3, 7, FIRST, 2_999, "2026-11-20", "done", 3_000),
        step(4, 8, FIRST, 1_999, "2026-11-20", "done", 2_000),
        step(5, 9, SECOND, 3_999, "2026-11-22"),
        step(6, 10, FIRST, 4_000, "2026-11-01"),
        step(7, 5, FIRST, 3_100, "2026-11-20", "dropped", 3_200),
    ])  # fmt: skip
    every, shown = await steps(team)
    assert every == (Steps(3, 1), Steps(2, 1), 2)
    assert shown == (Steps(1, 0), Steps(0, 0), 1)


def push(id: int, tip: str, at: int, *, day: str | None = None, state: str = "done", team: int = TEAM) -> Write:
    sql = (
        "insert into pushes (id, team, author, tip, mode, day, state, at) "
        "values (:id, :team, :author, :tip, :mode, :day, :state, :at)"
    )
    return Write(sql, {"id": id, "team": team, "author": OWNER, "tip": tip, "mode": "date" if day else "now",
                       "day": day, "state": state, "at": at})  # fmt: skip


async def test_pushes_are_of_the_day_they_were_for(team: Database) -> None:
    noon = 1_795_262_400_000  # 2026-11-21, 12:00 UTC
    day = 86_400_000
    await team.commit([
        push(1, "cycle.b2b.1", noon), push(2, "own:7", noon - day), push(3, "focus.b2c.1", noon - 9 * day),
        push(4, "role.b2b.1", noon - 30 * day, day="2026-11-20"), push(5, "role.b2b.2", noon, day="2026-12-20"),
        push(6, "", noon), push(7, "needs.b2b.1", noon, state="cancelled"), push(8, "team.b2b.1", noon, team=ELSEWHERE),
        push(9, "role.b2c.1", noon), Write("update pushes set work = 'delete' where id = 9"),
    ])  # fmt: skip
    found = await digest.pushed(
        team, TEAM, noon - 2 * day, noon + day, (date(2026, 11, 19), date(2026, 11, 21)), "Asia/Vladivostok"
    )
    assert found == [
        Pushed(date(2026, 11, 20), "role.b2b.1"), Pushed(date(2026, 11, 20), "own:7"),
        Pushed(date(2026, 11, 21), "cycle.b2b.1"),
    ]  # fmt: skip


async def test_what_to_ask_about_are_the_open_deals_that_others_show(team: Database) -> None:
    await team.commit([
        *(deal(number, FIRST) for number in (5, 6, 7)), deal(8, FIRST, "won"), deal(9, OWNER), deal(10, OTHER),
        *(check(number * 10, number, owner, 2_000) for number, owner in
          ((5, FIRST), (6, FIRST), (7, FIRST), (8, FIRST), (9, OWNER), (10, OTHER))),
        *(shares.show(number, TEAM, number) for number in (5, 6, 8, 9, 10)),
    ])  # fmt: skip
    found = await digest.shown(team, TEAM, OWNER)
    assert [(one.person, one.shown_as, one.name) for one in found] == [(FIRST, "P2", "D6"), (FIRST, "P2", "D5")]
    assert found[0].result["findings"] == FINDINGS
    assert [one.name for one in await digest.shown(team, TEAM, FIRST)] == ["D9"]


async def test_only_those_who_lead_are_due(team: Database) -> None:
    await team.commit(teams.promote(TEAM, 2, FIRST, "manager"))
    found = await mondays.due(team, 100, 10)
    assert [(one.team, one.person, one.at) for one in found] == [(TEAM, OWNER, None), (TEAM, FIRST, None),
                                                                (ELSEWHERE, OTHER, None)]  # fmt: skip
    await team.commit([mondays.move(one, at) for one, at in zip(found, (50, 150, 250), strict=True)])
    assert [one.person for one in await mondays.due(team, 100, 10)] == [OWNER]
    assert await mondays.next_due(team) == 50
    await team.commit([mondays.put(FIRST, 20), mondays.put(SECOND, 10)])
    assert [(one.person, one.at) for one in await mondays.due(team, 100, 1)] == [(FIRST, 20)]
    await team.commit([*teams.promote(TEAM, 3, FIRST, "member")])
    assert await mondays.next_due(team) == 50
