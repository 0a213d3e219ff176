"""What is kept of pushes, lists and groups, on either engine."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.person.habits import Habits
from bot.person.schedule import instant, local_date
from bot.store import (
    ledger,
    lineup,
    outcomes,
    own_tips,
    places,
    pushes,
    pushing,
    receivers,
    schedule,
    teams,
    told,
    visits,
    withdrawals,
)
from bot.store.database import Conflict, Database, Violation, Write
from bot.store.ledger import Parcel
from bot.store.lineup import Line
from bot.store.outcomes import Counts
from bot.store.own_tips import OwnTip
from bot.store.places import Place
from bot.store.pushes import ALL, Push
from bot.store.visits import Visit
from bot.store.withdrawals import DELETE, EDIT
from bot.tips.learning import Told

from .rows import person
from .test_steps import ANNA, ILYA, MONDAY, NOW

OLGA, TEAM, OTHER = 1004, 500, 501
TIP = OwnTip(700, TEAM, OLGA, "text", "{name}, ask", None, NOW)
PUSH = Push(600, TEAM, OLGA, TIP.key, "now", None, NOW, next_at=NOW)
LATER = NOW + 1000
TUESDAY = MONDAY + timedelta(1)


@pytest.fixture
async def team(db: Database) -> Database:
    """Olga's, with Anna and Ilya in it."""
    await db.commit([person(ANNA), person(ILYA), person(OLGA), *teams.create(TEAM, "North", OLGA, "Olga", NOW)])
    for number, who in enumerate((ANNA, ILYA)):
        await db.commit(teams.join(TEAM, number, who, f"P{who}", NOW))
    await db.commit([own_tips.write(TIP), pushes.start(PUSH)])
    return db


def row(who: int, push: Push = PUSH, day: date = MONDAY, **more: int) -> list[Write]:
    """Somebody's message on its way, with its day."""
    slot = pushing.slot(push.id, who)
    parcel = Parcel(slot, who, "tip", "[]", NOW, who, once=True, push=push.id, **more)  # type: ignore[arg-type]
    return [ledger.queue(parcel), told.push(who, Told(day, push.tip, None, "manager", push=push.id), NOW)]


async def state(db: Database) -> dict[str, object]:
    rows = await db.read("select slot, state, error from ledger")
    return {row["slot"]: row["error"] if row["state"] == "cancelled" else row["state"] for row in rows}


async def heard(db: Database) -> list[int]:
    return [row["person"] for row in await db.read("select person from told where push is not null order by person")]


async def become(db: Database, who: int, state: str, message: int | None = None) -> None:
    sql = "update ledger set state = :state, message = :message where person = :who"
    await db.commit([Write(sql, {"state": state, "message": message, "who": who})])


# The plan


async def test_a_push_comes_back_as_it_was_saved_and_only_for_its_team(team: Database) -> None:
    assert await pushes.load(team, PUSH.id, TEAM) == PUSH
    assert await pushes.load(team, PUSH.id, OTHER) is None
    after = replace(PUSH, cursor=ILYA, rev=2, report=9, next_at=None, state="done", work="edit", day=MONDAY)
    await team.commit([pushes.save(after, PUSH)])
    assert await pushes.load(team, PUSH.id, TEAM) == after


@pytest.mark.parametrize(
    "seen", [{"rev": 1}, {"state": "done"}, {"work": "edit"}, {"cursor": 5}, {"next_at": LATER}, {"day": MONDAY}]
)
async def test_a_save_conflicts_with_whatever_was_done_meanwhile(team: Database, seen: dict[str, object]) -> None:
    with pytest.raises(Conflict):
        await team.commit([pushes.save(PUSH, replace(PUSH, **seen))])  # type: ignore[arg-type]


async def test_a_push_is_begun_once(team: Database) -> None:
    with pytest.raises(Violation):
        await team.commit([pushes.start(PUSH)])


async def test_what_has_something_to_do_is_found_at_its_time(team: Database) -> None:
    await team.commit(
        [pushes.start(replace(PUSH, id=601, next_at=LATER)), pushes.start(replace(PUSH, id=602, next_at=None))]
    )
    assert [one.id for one in await pushes.due(team, NOW, 5)] == [600]
    assert [one.id for one in await pushes.due(team, LATER, 5)] == [600, 601]
    assert [one.id for one in await pushes.due(team, LATER, 1)] == [600]
    assert await pushes.due(team, NOW - 1, 5) == []
    assert await pushes.next_due(team) == NOW


async def test_recent_ones_are_listed_without_lists_and_a_running_list_is_found(team: Database) -> None:
    plan = replace(PUSH, id=601, mode="workdays", tip="")
    await team.commit([pushes.start(plan), pushes.start(replace(PUSH, id=602, at=LATER, state="done"))])
    assert [one.id for one in await pushes.recent(team, TEAM, 0, 5)] == [602, 600]
    assert [one.id for one in await pushes.recent(team, TEAM, 1, 5)] == [600]
    assert await pushes.plan(team, TEAM) == plan
    assert await pushes.plan(team, OTHER) is None
    assert await pushes.states_of(team, TEAM, TIP.key) == {"running", "done"}


async def test_receivers_are_the_others_in_their_order_with_what_hangs_on_them(team: Database) -> None:
    habits = Habits(zone="Asia/Omsk")
    await team.commit([
        Write("update people set lang = 'ru', habits = :habits, unreachable_at = 5 where id = :who",
              {"who": ILYA, "habits": habits.dump()}),
        *row(ANNA),
    ])  # fmt: skip
    now = instant(MONDAY, 600, "UTC")
    anna, ilya = await receivers.following(team, PUSH, 5, now)
    assert (anna.person, anna.shown_as, anna.reachable, anna.booked) == (ANNA, f"P{ANNA}", True, frozenset({MONDAY}))
    assert (ilya.person, ilya.lang, ilya.habits, ilya.reachable) == (ILYA, "ru", habits, False)
    assert not ilya.booked
    assert [one.person for one in await receivers.following(team, PUSH, 1, now)] == [ANNA]
    assert [one.person for one in await receivers.following(team, replace(PUSH, cursor=ANNA), 5, now)] == [ILYA]
    assert await receivers.following(team, replace(PUSH, cursor=ALL), 5, now) == []


def begun(person: int, kind: str, day: date, minute: int) -> Write:
    return ledger.queue(Parcel(f"{kind}:{person}:{day}", person, kind, "[]", instant(day, minute, "UTC"), person))


@pytest.mark.parametrize("second", ["evening", "digest", "team"])
async def test_a_day_with_two_messages_has_no_room_for_a_tip(team: Database, second: str) -> None:
    await team.commit([
        begun(ANNA, "morning", MONDAY, 570), begun(ANNA, second, MONDAY, 1140),
        begun(ILYA, "morning", MONDAY, 570), begun(ILYA, second, TUESDAY, 1140),
    ])  # fmt: skip
    now = instant(MONDAY, 600, "UTC")
    assert [one.booked for one in await receivers.following(team, PUSH, 5, now)] == [{MONDAY}, set()]
    await team.commit([Write(f"update ledger set state = 'blocked' where kind = '{second}'")])
    assert [one.booked for one in await receivers.following(team, PUSH, 5, now)] == [set(), set()]


async def test_an_evening_that_was_promised_counts_before_it_comes(team: Database) -> None:
    now, evening = instant(MONDAY, 600, "UTC"), instant(MONDAY, 1140, "UTC")
    await team.commit([
        begun(ANNA, "morning", MONDAY, 570),
        Write(f"insert into deals (id, person, number, created_at, touched_at) values (1, {ANNA}, 1, 1, 1)"),
        visits.go(Visit(1, ANNA, 1, MONDAY, evening, now)),
    ])  # fmt: skip
    anna, _ = await receivers.following(team, PUSH, 5, now)
    assert anna.booked == {MONDAY}


async def test_what_is_one_day_here_is_another_there(team: Database) -> None:
    habits = Habits(zone="Pacific/Auckland")
    await team.commit([
        Write("update people set habits = :habits where id = :who", {"who": ANNA, "habits": habits.dump()}),
        begun(ANNA, "morning", MONDAY, 20 * 60), begun(ANNA, "team", MONDAY, 21 * 60),
    ])  # fmt: skip
    anna, _ = await receivers.following(team, PUSH, 5, instant(MONDAY, 22 * 60, "UTC"))
    assert anna.booked == {TUESDAY}


async def test_two_tips_of_a_day_conflict_even_if_they_are_the_same_one(team: Database) -> None:
    await team.commit(row(ANNA))
    for tip in (PUSH.tip, "cycle.b2b.2"):
        with pytest.raises(Conflict):
            await team.commit([told.push(ANNA, Told(MONDAY, tip, None, "manager", push=601), NOW)])
    assert [one.push for one in await told.history(team, ANNA)] == [PUSH.id]


async def test_other_words_end_what_was_to_bring_older_ones(under_way: Database) -> None:
    (sent,) = [one for one in await pushing.outdated(under_way, replace(PUSH, rev=1), 9) if one.state == "sent"][:1]
    await under_way.commit(pushing.follow(PUSH, sent, EDIT, "[]", 1, NOW))
    await under_way.commit(pushes.edited(PUSH, NOW))
    states = await under_way.read("select state from ledger where kind = 'tip_edit'")
    assert [one["state"] for one in states] == ["cancelled"]


async def test_other_words_stop_who_is_just_bringing_the_old_ones_on_their_way(team: Database) -> None:
    await team.commit(pushes.edited(PUSH, NOW))
    with pytest.raises(Conflict):
        await team.commit([pushes.save(replace(PUSH, cursor=ALL), PUSH)])


async def test_other_words_are_those_of_every_push_of_the_tip_but_deleted_ones(team: Database) -> None:
    done, gone, alien = (replace(PUSH, id=id, state="done", cursor=ALL, next_at=None) for id in (601, 602, 603))
    gone, alien = replace(gone, work="delete"), replace(alien, tip="cycle.b2b.1")
    await team.commit([pushes.start(one) for one in (done, gone, alien)])
    await team.commit(pushes.edited(PUSH, LATER))
    found = [await pushes.load(team, one.id, TEAM) for one in (PUSH, done, gone, alien)]
    assert found == [
        replace(PUSH, rev=1), replace(done, rev=1, state="running", work="edit", next_at=LATER), gone, alien
    ]  # fmt: skip


async def test_what_is_deleted_is_not_edited(team: Database) -> None:
    await team.commit(pushes.deleted(PUSH, NOW))
    with pytest.raises(Conflict):
        await team.commit(pushes.edited(PUSH, LATER))
    push = await pushes.load(team, PUSH.id, TEAM)
    assert push
    assert (push.work, push.rev) == ("delete", 0)


async def test_what_became_of_it_is_counted(team: Database) -> None:
    await team.commit([*row(ANNA), pushing.skipped(PUSH.id, ILYA, "paused", NOW)])
    assert await outcomes.counts(team, PUSH.id) == Counts({"queued": 1, "cancelled": 1}, {"paused": 1})
    await become(team, ANNA, "sent", 5)
    known = await told.of_push(team, ANNA, PUSH.id)
    assert known
    await team.commit([told.correct(ANNA, known, "yes")])
    counts = await outcomes.counts(team, PUSH.id)
    assert (counts.said, counts.not_mine, counts.waiting, counts.receivers) == (1, 0, 0, 2)
    assert (counts.people, counts.of_few) == (1, True)
    assert await outcomes.counts(team, 1) == Counts()


async def test_groups_make_no_crowd_of_few_people(team: Database) -> None:
    groups = [ledger.queue(Parcel(f"push:600:{n}", n, "tip", "[]", NOW, push=PUSH.id)) for n in (-5, -6)]
    await team.commit([*row(ANNA), *groups])
    await team.commit([Write("update ledger set state = 'sent'")])
    counts = await outcomes.counts(team, PUSH.id)
    assert (counts.receivers, counts.people, counts.of_few) == (3, 1, True)


# The days that have a tip


async def test_a_day_has_one_tip_of_a_manager_beside_one_of_the_library(team: Database) -> None:
    library = Told(MONDAY, "cycle.b2b.1", "cycle", "new")
    await team.commit([told.tell(ANNA, library, NOW), *row(ANNA)])
    other = replace(PUSH, id=601, tip="focus.b2b.1")
    with pytest.raises(Violation):
        await team.commit(row(ANNA, other))
    await team.commit(row(ANNA, other, date(2026, 12, 1)))
    assert len(await told.history(team, ANNA)) == 3


async def test_a_library_tip_that_is_pushed_too_stays_told_when_the_push_is_cancelled(team: Database) -> None:
    library = Told(MONDAY, "cycle.b2b.1", "cycle", "new")
    pushed = replace(PUSH, id=601, tip="cycle.b2b.1")
    await team.commit([told.tell(ANNA, library, NOW), pushes.start(pushed), *row(ANNA, pushed)])
    assert await told.history(team, ANNA) == [replace(library, push=601)]
    await team.commit(pushes.cancel(pushed, NOW))
    assert await told.history(team, ANNA) == [library]


async def test_a_managers_tip_counts_as_that_days_once_it_was_sent(team: Database) -> None:
    library = Told(MONDAY, "cycle.b2b.1", "cycle", "new")
    await team.commit([told.tell(ANNA, library, NOW), *row(ANNA)])
    tuesday = date.fromordinal(MONDAY.toordinal() + 1)
    for sent, tip in (("queued", library.tip), ("blocked", library.tip), ("sent", PUSH.tip)):
        await become(team, ANNA, sent)
        found = [await told.load(team, ANNA, MONDAY), await told.before(team, ANNA, tuesday)]
        assert [one and one.tip for one in found] == [tip, tip]


# What is not sent after all


@pytest.fixture
async def under_way(team: Database) -> Database:
    """Anna's waits, Ilya's was sent."""
    await team.commit([*row(ANNA), *row(ILYA)])
    await become(team, ILYA, "sent", 5)
    return team


ANNAS, ILYAS = pushing.slot(PUSH.id, ANNA), pushing.slot(PUSH.id, ILYA)


@pytest.mark.parametrize(
    ("writes", "why"),
    [
        (pushes.cancel(PUSH, LATER), "cancelled"), (withdrawals.skip(ANNA, "muted", LATER), "muted"),
        (withdrawals.left(ANNA, TEAM, LATER), "left"), (withdrawals.without_team(TEAM, LATER), "cancelled"),
        (withdrawals.forget(OLGA, LATER), "cancelled"),
    ],
)  # fmt: skip
async def test_what_waits_ends_and_its_day_is_free_and_what_was_sent_stays(
    under_way: Database, writes: Sequence[Write], why: str
) -> None:
    await under_way.commit(writes)
    assert await state(under_way) == {ANNAS: why, ILYAS: "sent"}
    assert await heard(under_way) == [ILYA]


@pytest.mark.parametrize(
    "writes",
    [
        withdrawals.skip(OLGA, "muted", LATER), withdrawals.left(ANNA, OTHER, LATER), withdrawals.forget(ILYA, LATER),
        withdrawals.without_team(OTHER, LATER),
    ],
)  # fmt: skip
async def test_what_others_do_changes_nothing(under_way: Database, writes: Sequence[Write]) -> None:
    await under_way.commit(writes)
    assert await state(under_way) == {ANNAS: "queued", ILYAS: "sent"}
    assert await heard(under_way) == [ANNA, ILYA]


async def test_a_pause_withdraws_the_tips_of_its_own_days(team: Database) -> None:
    other, library = replace(PUSH, id=601), Told(MONDAY, "cycle.b2b.1", "cycle", "new")
    pushed = replace(PUSH, tip=library.tip)
    await team.commit([told.tell(ANNA, library, NOW), pushes.start(other), *row(ANNA, pushed)])
    await team.commit([*row(ANNA, other, TUESDAY), *row(ILYA)])
    await team.commit(withdrawals.skip(ANNA, "paused", LATER, MONDAY))
    assert set((await state(team)).values()) == {"queued"}
    await team.commit(withdrawals.skip(ANNA, "paused", LATER, TUESDAY))
    assert await state(team) == {ANNAS: "paused", pushing.slot(601, ANNA): "queued", ILYAS: "queued"}
    assert [(one.day, one.push) for one in await told.history(team, ANNA)] == [(MONDAY, None), (TUESDAY, 601)]


@pytest.mark.parametrize(
    "writes", [withdrawals.forget(OLGA, LATER), withdrawals.forget(ILYA, LATER), withdrawals.without_team(TEAM, LATER)]
)
async def test_with_its_author_sender_or_team_go_the_words_of_a_tip(team: Database, writes: Sequence[Write]) -> None:
    others = replace(PUSH, id=601, author=ILYA)
    await team.commit([pushes.start(others), *row(ANNA, others)])
    edit, deletion = (Parcel(kind, ANNA, kind, "words", NOW, ANNA, push=601) for kind in (EDIT, DELETE))
    await team.commit([Write("update ledger set state = 'sent', call = 'words'"), ledger.queue(edit)])
    await team.commit([ledger.queue(deletion)])
    await team.commit(writes)
    found = await team.read("select kind, state, call from ledger order by id")
    assert [tuple(one[name] for name in ("kind", "state", "call")) for one in found] == [
        ("tip", "sent", "[]"), (EDIT, "cancelled", "[]"), (DELETE, "queued", "words")
    ]  # fmt: skip


async def test_a_deletion_forgets_what_was_told_but_not_what_was_said(under_way: Database) -> None:
    await under_way.commit([Write("update told set said = 'yes' where person = :who", {"who": ILYA})])
    await under_way.commit(pushes.deleted(PUSH, LATER))
    assert await state(under_way) == {ANNAS: "cancelled", ILYAS: "sent"}
    assert await heard(under_way) == [ILYA]


# Other words


async def test_those_who_wait_come_first_and_each_is_dealt_with_once(under_way: Database) -> None:
    edited = replace(PUSH, cursor=ALL, rev=1)
    anna, ilya = await pushing.outdated(under_way, edited, 5)
    assert [(one.person, one.state, one.message, one.shown_as) for one in (anna, ilya)] == [
        (ANNA, "queued", None, f"P{ANNA}"), (ILYA, "sent", 5, f"P{ILYA}")
    ]  # fmt: skip
    await under_way.commit(
        [pushing.rewrite(anna, '["new"]', 1), *pushing.follow(edited, ilya, "tip_edit", "[]", 1, NOW)]
    )
    assert await pushing.outdated(under_way, edited, 5) == []
    assert await state(under_way) == {ANNAS: "queued", ILYAS: "sent", f"push:600:edit:1:{ILYA}": "queued"}
    with pytest.raises(Conflict):
        await under_way.commit(pushing.follow(edited, anna, "tip_edit", "[]", 1, NOW))


async def test_the_next_message_that_is_due_is_found(under_way: Database) -> None:
    assert await pushing.first_due(under_way, PUSH.id) == NOW
    await become(under_way, ANNA, "sent", 6)
    assert await pushing.first_due(under_way, PUSH.id) is None


async def test_two_messages_a_day_are_counted(under_way: Database) -> None:
    morning = Parcel("morning:1", ANNA, "morning", "[]", NOW, ANNA)
    await under_way.commit([ledger.queue(morning), ledger.queue(replace(morning, slot="x", kind="team"))])
    day, here = local_date(NOW, "UTC"), Habits(zone="UTC")
    assert await schedule.is_full(under_way, ANNA, day, here)
    assert not await schedule.is_full(under_way, ANNA, day + timedelta(1), here)
    await under_way.commit(withdrawals.skip(ANNA, "paused", LATER))
    assert await schedule.is_full(under_way, ANNA, day, here)
    await under_way.commit([ledger.cancel(ANNA, LATER)])
    assert not await schedule.is_full(under_way, ANNA, day, here)


async def test_only_the_authors_own_running_lists_are_looked_at_anew(team: Database) -> None:
    plan = replace(PUSH, id=601, mode="workdays", tip="", next_at=LATER)
    others = [replace(plan, id=602, state="cancelled", next_at=None), replace(plan, id=603, author=ILYA)]
    await team.commit([pushes.start(one) for one in (plan, *others)])
    await team.commit([pushes.wake_plans(OLGA, NOW + 1)])
    found = [await pushes.load(team, one.id, TEAM) for one in (PUSH, plan, *others)]
    assert found == [PUSH, replace(plan, next_at=NOW + 1), *others]


async def test_replaced_words_are_forgotten_and_the_new_ones_kept(under_way: Database) -> None:
    await under_way.commit([Write("update ledger set call = 'words'")])
    await under_way.commit([Write("update ledger set rev = 1 where person = :who", {"who": ANNA})])
    await under_way.commit([pushing.replaced(replace(PUSH, rev=1))])
    rows = await under_way.read("select person, call from ledger")
    assert {row["person"]: row["call"] for row in rows} == {ANNA: "words", ILYA: "[]"}


# Lists and groups


async def test_a_list_keeps_the_order_that_it_is_given(team: Database) -> None:
    for n, tip in enumerate(("a", "b", "c")):
        await team.commit([lineup.add(Line(n + 1, TEAM, OLGA, tip, 0, NOW))])
    first, second, _ = await lineup.of_team(team, TEAM)
    await team.commit(lineup.swap(first, second))
    assert [line.tip for line in await lineup.of_team(team, TEAM)] == ["b", "a", "c"]
    with pytest.raises(Conflict):
        await team.commit(lineup.swap(first, second))
    await team.commit([lineup.remove(2, TEAM)])
    with pytest.raises(Conflict):
        await team.commit([lineup.remove(2, TEAM)])
    with pytest.raises(Conflict):
        await team.commit([lineup.remove(1, OTHER)])
    found = await lineup.first(team, TEAM)
    assert found
    assert found.tip == "a"
    assert await lineup.of_team(team, OTHER) == []


async def test_a_place_has_one_team_and_topics_are_places_of_their_own(team: Database) -> None:
    await team.commit(teams.create(OTHER, "South", ILYA, "Ilya", NOW))
    here, topic = Place(-5, 0, TEAM, "Group"), Place(-5, 7, TEAM, "Group")
    await team.commit([places.put(here, NOW), places.put(topic, LATER), places.put(Place(-6, 0, TEAM, "x"), NOW)])
    await team.commit([places.put(Place(-6, 0, OTHER, "y"), NOW)])
    assert await places.of_team(team, TEAM) == [here, topic]
    assert await places.load(team, -6, 0) == Place(-6, 0, OTHER, "y")
    await team.commit([places.drop(-6, 0, TEAM), places.drop(-5, 7, TEAM)])
    assert await places.of_team(team, TEAM) == [here]
    assert await places.load(team, -6, 0) is not None


async def test_of_a_group_only_what_waits_for_that_topic_and_comes_from_that_team_ends(team: Database) -> None:
    await team.commit(teams.create(OTHER, "South", ILYA, "Ilya", NOW))
    await team.commit([pushes.start(replace(PUSH, id=601, team=OTHER))])
    there = [(600, -5, 0), (600, -5, 10), (600, -6, 0), (601, -5, 0)]
    slots = [pushing.place_slot(push, Place(chat, thread, TEAM, "")) for push, chat, thread in there]
    await team.commit([
        ledger.queue(Parcel(slot, chat, "tip", "[]", NOW, push=push))
        for slot, (push, chat, _) in zip(slots, there, strict=True)
    ])  # fmt: skip
    await team.commit(withdrawals.not_there(Place(-5, 0, TEAM, "Group"), LATER))
    assert await state(team) == dict(zip(slots, ("cancelled", "queued", "queued", "queued"), strict=True))


async def test_a_group_with_another_id_is_the_same_place(team: Database) -> None:
    await team.commit([places.put(Place(-5, thread, TEAM, "Group"), NOW) for thread in (0, 7)])
    await team.commit([places.put(Place(-1005, 7, TEAM, "Group"), NOW)])
    await team.commit(places.move(-5, -1005))
    assert [(one.chat, one.thread) for one in await places.of_team(team, TEAM)] == [(-1005, 0), (-1005, 7)]
    await team.commit([places.lose(-1005)])
    assert await places.of_team(team, TEAM) == []
