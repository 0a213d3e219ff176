"""Pushes, from the plan to everybody's chat, with the real screens, courier and local Bot API."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from bot.person.habits import FOREVER, Habits
from bot.person.schedule import instant
from bot.pushes.receiving import Mode
from bot.runtime import pushing as works
from bot.runtime.fatal import Fatal
from bot.store import ledger, lineup, own_tips, people, personal, places, pushes, teams, withdrawals
from bot.store.database import NOTHING, Database, Params, Row, StoreError, Write
from bot.store.lineup import Line
from bot.store.own_tips import Kind
from bot.store.pushes import ALL, Push

from .conftest import ANNA, ILYA, MARINA, Rig
from .pushes import DAY, HOUR, LIBRARY, MOSCOW, OLGA, PUSH, TEAM, TIP, TODAY, Desk, call_of, edits

CROWD = range(2001, 2011)
GROUP, FORUM, TOPIC = -4001, -1004001, 77
TUE, WED, THU, FRI = (date(2026, 11, day) for day in (24, 25, 26, 27))
NEXT_MON = date(2026, 11, 30)
SECOND = 1_000


@pytest.fixture
async def desk(db: Database, rig: Rig) -> AsyncIterator[Desk]:
    await rig.transport.initialize()
    yield Desk(db, rig.world, rig.transport)
    await rig.transport.shutdown()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches of three."""
    monkeypatch.setattr(works, "BATCH", 3)


# Sending


async def test_everybody_but_the_author_gets_it_in_their_language_with_two_buttons(desk: Desk) -> None:
    await desk.team(ANNA)
    await desk.join(ILYA, lang="ru")
    await desk.push()
    await desk.pass_time(4 * SECOND)
    assert desk.heard(OLGA) == []
    (anna,), (ilya,) = desk.world.from_bot(ANNA), desk.world.from_bot(ILYA)
    assert anna["text"].startswith("Tip. ")
    assert ilya["text"].startswith("Подсказка. ")
    (buttons,) = anna["reply_markup"]["inline_keyboard"]
    assert [one["text"] for one in buttons] == ["I said it", "Not my style"]
    assert await desk.states() == {ANNA: "sent", ILYA: "sent"}
    assert await desk.told() == [(person, TODAY, LIBRARY, PUSH) for person in (ANNA, ILYA)]
    push = await desk.now()
    assert (push.state, push.cursor, push.next_at) == ("done", ALL, None)


async def test_a_tip_of_their_own_goes_as_it_is_written_with_each_ones_name(desk: Desk) -> None:
    await desk.team(ANNA, ILYA)
    await desk.push(await desk.own("{name}, <b>ask</b> &lt;who&gt; signs, {Имя}."))
    await desk.pass_time(4 * SECOND)
    assert [desk.heard(person) for person in (ANNA, ILYA)] == [
        [f"P{person}, ask <who> signs, P{person}."] for person in (ANNA, ILYA)
    ]
    assert (await desk.told())[0][2] == f"own:{TIP}"


async def test_a_name_is_no_markup(desk: Desk) -> None:
    await desk.team(ANNA)
    await desk.db.commit([teams.show_as(TEAM, ANNA, "<b>&amp; {name}")])
    await desk.push(await desk.own("Hello {name}"))
    await desk.pass_time(4 * SECOND)
    assert desk.heard(ANNA) == ["Hello <b>&amp; {name}"]


@pytest.mark.parametrize(("kind", "method"), [("photo", "sendPhoto"), ("document", "sendDocument")])
async def test_a_picture_or_document_goes_with_its_caption(desk: Desk, kind: Kind, method: str) -> None:
    await desk.team(ANNA)
    await desk.push(await desk.own("Look, {name}", kind, "FILE"))
    await desk.work()
    (row,) = await desk.rows()
    made, params = call_of(row)
    assert (made, params[kind], params["caption"]) == (method, "FILE", f"Look, P{ANNA}")
    assert len(params["reply_markup"]["inline_keyboard"][0]) == 2


async def test_who_does_not_get_it_has_a_row_that_says_why(desk: Desk) -> None:
    await desk.team(ANNA)
    await desk.join(2001, habits=replace(MOSCOW, paused_until=FOREVER))
    await desk.join(2002, habits=replace(MOSCOW, tips=False))
    await desk.join(2003)
    await desk.db.commit([people.lose(2003, 1)])
    await desk.push()
    await desk.pass_time(4 * SECOND)
    assert await desk.states() == {ANNA: "sent", 2001: "paused", 2002: "muted", 2003: "unreachable"}
    assert await desk.told() == [(ANNA, TODAY, LIBRARY, PUSH)]
    assert (await desk.counts()).skipped == dict.fromkeys(["paused", "muted", "unreachable"], 1)


async def test_on_floating_days_it_waits_a_day_for_a_shift_and_then_counts_as_a_day_off(desk: Desk) -> None:
    await desk.team()
    await desk.join(ANNA, habits=replace(MOSCOW, days="floating"))
    await desk.push()
    await desk.pass_time(DAY)
    assert await desk.states() == {ANNA: "queued"}
    await desk.pass_time(DAY)
    assert desk.heard(ANNA) == []
    counts = await desk.counts()
    assert (counts.skipped, counts.waiting) == ({"off": 1}, 0)


async def test_a_batch_is_one_commit_and_a_restart_goes_on_behind_it(desk: Desk, small: None) -> None:
    await desk.team(*CROWD)
    await desk.push()
    for done in (3, 6, 9):
        desk.another()
        assert await desk.pusher.catch_up()
        assert len(await desk.rows()) == len(await desk.told()) == done
        assert (await desk.now()).cursor == CROWD[done - 1]
    await desk.pass_time(4 * SECOND)
    assert await desk.states() == dict.fromkeys(CROWD, "sent")


class Breaking:
    """A database that breaks at one of its commits, before or after it."""

    def __init__(self, db: Database, at: int, *, after: bool) -> None:
        self._db = db
        self.left = at
        self._after = after

    async def read(self, sql: str, params: Params = NOTHING, /) -> list[Row]:
        return await self._db.read(sql, params)

    async def commit(self, writes: Sequence[Write], /) -> list[list[Row]]:
        self.left -= 1
        if self.left == 0 and not self._after:
            raise StoreError("broken before")
        result = await self._db.commit(writes)
        if self.left == 0:
            raise StoreError("broken after")
        return result

    async def close(self) -> None: ...


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("at", range(1, 8))
async def test_a_death_at_any_commit_loses_nobody_and_tells_nobody_twice(
    desk: Desk, small: None, at: int, after: bool
) -> None:
    await desk.team(*CROWD)
    await desk.place(GROUP)
    desk.world.add_group(GROUP, "Group", [*CROWD])
    await desk.push(report=await desk.report())
    desk.clock.ahead += 3 * SECOND
    broken = Breaking(desk.db, at, after=after)
    desk.another(broken)
    with pytest.raises(StoreError):
        await _until_it_breaks(desk)
    desk.another()
    await desk.pass_time(30 * SECOND)
    assert await desk.states() == dict.fromkeys([*CROWD, GROUP], "sent")
    assert {len(desk.heard(person)) for person in (*CROWD, GROUP)} == {1}
    assert (await desk.now()).state == "done"


async def _until_it_breaks(desk: Desk) -> None:
    for _ in range(20):
        await desk.pusher.catch_up()
        if not await pushes.due(desk.db, desk.clock.now(), 1):
            await desk.deliver()
            desk.clock.ahead += 3 * SECOND


async def test_two_pushers_at_once_deal_with_everybody_once(desk: Desk, small: None) -> None:
    await desk.team(*CROWD)
    await desk.push()
    others = [desk.another() for _ in range(3)]
    for _ in range(8):
        await asyncio.gather(*(one.catch_up() for one in others))
    await desk.pass_time(4 * SECOND)
    assert {len(desk.heard(person)) for person in CROWD} == {1}


async def test_somebody_who_is_forgotten_in_the_middle_holds_nobody_up(desk: Desk, small: None) -> None:
    await desk.team(*CROWD)
    await desk.push()
    await desk.pusher.catch_up()
    gone = CROWD[4]
    await desk.db.commit([Write("delete from people where id = :id", {"id": gone}, hits=1)])
    await desk.pass_time(4 * SECOND)
    assert set(await desk.states()) == set(CROWD) - {gone}


async def test_a_tip_that_is_gone_reaches_nobody(desk: Desk) -> None:
    await desk.team(ANNA)
    key = await desk.own("Hello")
    await desk.db.commit([own_tips.delete(TIP, TEAM, 1)])
    await desk.push(key)
    await desk.push("no-row.b2b.1", id=PUSH + 1)
    await desk.pass_time(4 * SECOND)
    assert await desk.rows() == []
    assert {(await desk.now(id)).state for id in (PUSH, PUSH + 1)} == {"cancelled"}


async def test_what_fails_waits_and_holds_no_other_up(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await desk.team(ANNA)
    await desk.push("success-factor.b2b.1")
    await desk.push("focus.b2b.1", id=PUSH + 1)
    right = works._to_person

    def wrong(push: pushes.Push, *more: object) -> list[Write]:
        if push.id == PUSH:
            raise ValueError("broken")
        return right(push, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(works, "_to_person", wrong)
    await desk.pass_time(4 * SECOND)
    assert await desk.states(PUSH + 1) == {ANNA: "sent"}
    assert f"push {PUSH} failed" in caplog.text
    monkeypatch.setattr(works, "_to_person", right)
    await desk.pass_time(60 * SECOND)
    assert len(await desk.rows()) == 1


# When


async def test_now_waits_for_the_own_hour_where_it_is_night_or_no_working_day(desk: Desk) -> None:
    await desk.team(ANNA)
    await desk.join(2001, habits=Habits(zone="Pacific/Auckland"))  # 22:00 there
    await desk.join(2002, habits=replace(MOSCOW, days="two", since=date(2026, 11, 22)))  # off until Thursday
    await desk.push()
    await desk.pass_time(4 * SECOND)
    assert await desk.states() == {ANNA: "sent", 2001: "queued", 2002: "queued"}
    assert [day for _, day, _, _ in await desk.told()] == [TODAY, "2026-11-25", "2026-11-26"]
    await desk.pass_time(2 * DAY)
    assert set((await desk.states()).values()) == {"sent"}


async def test_a_second_tip_of_a_day_comes_on_the_next_working_day(desk: Desk) -> None:
    await desk.team(ANNA)
    await desk.push("success-factor.b2b.1")
    await desk.push("focus.b2b.1", id=PUSH + 1)
    await desk.push("focus.b2c.1", "date", WED, id=PUSH + 2)
    await desk.pass_time(4 * SECOND)
    assert [day for _, day, _, _ in await desk.told()] == [str(TUE), str(WED)]
    assert await desk.states(PUSH + 1) == {ANNA: "queued"}
    await desk.pass_time(2 * DAY)
    assert await desk.states(PUSH + 1) == {ANNA: "sent"}
    assert await desk.states(PUSH + 2) == {ANNA: "taken"}


async def test_for_a_day_nobody_is_dealt_with_before_it_is_near(desk: Desk) -> None:
    await desk.team(ANNA)
    await desk.join(2001, habits=Habits(zone="Pacific/Kiritimati"))
    await desk.push(mode="date", day=FRI)
    await desk.pass_time(2 * DAY)
    assert await desk.rows() == []
    await desk.pass_time(DAY)
    due = {row["chat"]: row["due_at"] for row in await desk.rows()}
    assert due[ANNA] - due[2001] == 11 * HOUR
    assert await desk.states() == {ANNA: "sent", 2001: "sent"}


async def test_what_comes_too_late_does_not_come(desk: Desk) -> None:
    await desk.team(ANNA)
    await desk.push(mode="own")
    await desk.work()
    desk.clock.ahead += 2 * DAY
    await desk.pass_time(4 * SECOND)
    assert await desk.states() == {ANNA: "expired"}
    assert desk.heard(ANNA) == []


@pytest.mark.parametrize("mode", ["now", "own"])
@pytest.mark.parametrize(("down", "state"), [(2 * HOUR, "sent"), (4 * HOUR, "expired"), (6 * DAY, "expired")])
async def test_what_a_stopped_bot_brings_late_is_at_most_three_hours_late(
    desk: Desk, mode: Mode, down: int, state: str
) -> None:
    if mode == "own":
        down += 21 * HOUR + HOUR // 2
    await desk.team(ANNA)
    await desk.join(ILYA, habits=replace(MOSCOW, days="floating"))
    desk.world.add_group(GROUP, "Group", [OLGA])
    await desk.place(GROUP)
    await desk.push(mode=mode)
    desk.clock.ahead += down
    await desk.pass_time(4 * SECOND)
    states = await desk.states()
    assert (states[ANNA], states[GROUP]) == (state, state)
    assert len(desk.heard(ANNA)) == (state == "sent")
    assert desk.heard(ILYA) == []


async def test_what_a_stopped_bot_brings_late_is_not_sent_at_night(desk: Desk) -> None:
    await desk.team(ANNA)
    desk.clock.ahead += 7 * HOUR
    await desk.push()
    desk.clock.ahead += 2 * HOUR
    await desk.pass_time(DAY)
    assert await desk.states() == {ANNA: "expired"}


async def test_a_day_that_had_a_tip_before_the_bot_was_down_has_no_other(desk: Desk) -> None:
    await desk.team(ANNA)
    await desk.push()
    await desk.pass_time(4 * SECOND)
    await desk.push("focus.b2b.1", id=PUSH + 1)
    desk.clock.ahead += 6 * DAY
    await desk.pass_time(4 * SECOND)
    assert await desk.states(PUSH + 1) == {ANNA: "expired"}
    assert len(desk.heard(ANNA)) == 1


# Groups


async def test_groups_get_it_without_names_and_buttons_and_topics_their_own(desk: Desk) -> None:
    await desk.team(ANNA)
    await desk.place(GROUP)
    await desk.place(FORUM, TOPIC)
    await desk.push(await desk.own("{name}, ask who signs."))
    await desk.work()
    calls = {row["chat"]: call_of(row)[1] for row in await desk.rows()}
    group, forum = calls[GROUP], calls[FORUM]
    assert group["text"] == forum["text"] == "Ask who signs."
    assert "message_thread_id" not in group
    assert forum["message_thread_id"] == TOPIC
    assert "reply_markup" not in group | forum


async def test_a_group_gets_a_tip_in_the_authors_hours_whatever_the_author_wants_for_himself(desk: Desk) -> None:
    muted = replace(MOSCOW, tips=False, paused_until=FOREVER, quiet_from=12 * 60, evening=11 * 60)
    await desk.team(habits=muted)
    await desk.place(GROUP)
    await desk.push()
    await desk.work()
    (row,) = await desk.rows()
    assert row["due_at"] == desk.clock.now() + 21 * HOUR + HOUR // 2


async def test_on_a_named_day_a_group_gets_a_tip_though_its_author_does_not_work(desk: Desk) -> None:
    saturday = date(2026, 11, 28)
    await desk.team()
    desk.world.add_group(GROUP, "Group", [OLGA])
    await desk.place(GROUP)
    await desk.push(mode="date", day=saturday)
    await desk.pass_time(5 * DAY)
    (row,) = await desk.rows()
    assert (row["state"], row["due_at"]) == ("sent", instant(saturday, MOSCOW.morning, MOSCOW.zone))


async def test_a_group_whose_day_passed_while_the_bot_was_down_is_told_of_in_the_report(desk: Desk) -> None:
    await desk.team()
    await desk.place(GROUP)
    await desk.push(mode="date", day=WED, report=await desk.report())
    desk.clock.ahead += 2 * DAY
    await desk.pass_time(10 * SECOND)
    assert await desk.states() == {GROUP: "expired"}
    assert "Not delivered: 1 because it was too late." in desk.heard(OLGA)[0]


async def test_a_group_does_not_wait_for_the_authors_shift(desk: Desk) -> None:
    await desk.team(habits=replace(MOSCOW, days="floating"))
    await desk.place(GROUP)
    await desk.push()
    await desk.work()
    (row,) = await desk.rows()
    assert row["due_at"] == desk.clock.now()


# Cancelling


async def test_a_cancelled_push_sends_nothing_more_and_frees_the_day(desk: Desk, small: None) -> None:
    await desk.team(*CROWD)
    await desk.push(mode="own")
    await desk.pusher.catch_up()
    await desk.db.commit(pushes.cancel(await desk.now(), desk.clock.now()))
    await desk.pass_time(2 * DAY)
    assert await desk.states() == dict.fromkeys(CROWD[:3], "cancelled")
    assert await desk.told() == []
    push = await desk.now()
    assert (push.state, push.next_at) == ("cancelled", None)


class Meanwhile(Breaking):
    """Somebody else commits before our next commit."""

    def __init__(self, db: Database, writes: Sequence[Write]) -> None:
        super().__init__(db, 0, after=False)
        self.writes: Sequence[Write] = writes

    async def commit(self, writes: Sequence[Write], /) -> list[list[Row]]:
        first, self.writes = self.writes, ()
        if first:
            await self._db.commit(first)
        return await super().commit(writes)


async def test_who_cancels_while_a_batch_is_made_wins(desk: Desk) -> None:
    await desk.team(*CROWD)
    push = await desk.push()
    desk.another(Meanwhile(desk.db, pushes.cancel(push, desk.clock.now())))
    await desk.pass_time(4 * SECOND)
    assert await desk.rows() == []
    assert (await desk.now()).state == "cancelled"


async def test_who_leaves_while_a_batch_is_made_gets_nothing(desk: Desk) -> None:
    await desk.team(ANNA, ILYA)
    await desk.push()
    now = desk.clock.now()
    left = [*teams.remove(TEAM, 0, ANNA), *withdrawals.left(ANNA, TEAM, now)]
    desk.another(Meanwhile(desk.db, left))
    await desk.pass_time(4 * SECOND)
    assert await desk.states() == {ILYA: "sent"}
    assert desk.heard(ANNA) == []


async def test_a_group_that_is_taken_off_while_a_batch_is_made_gets_nothing(desk: Desk) -> None:
    await desk.team(ANNA)
    await desk.place(GROUP)
    await desk.push()
    off = [teams.changed(TEAM, 0), places.drop(GROUP, 0, TEAM)]
    desk.another(Meanwhile(desk.db, off))
    await desk.pass_time(4 * SECOND)
    assert await desk.states() == {ANNA: "sent"}


@pytest.mark.parametrize("stop", [pushes.cancel, pushes.deleted])
async def test_what_comes_back_from_its_way_is_not_sent_either(
    desk: Desk, stop: Callable[[Push, int], list[Write]]
) -> None:
    await desk.team(ANNA)
    await desk.push()
    await desk.work()
    (parcel,) = await ledger.claim(desk.db, "c", desk.clock.now(), desk.clock.now() + DAY, 10, alone=True)
    await desk.db.commit(stop(await desk.now(), desk.clock.now()))
    await desk.work()
    await desk.db.commit([ledger.put_back(parcel, "c")])
    desk.clock.ahead += SECOND
    await desk.work()
    assert await desk.states() == {ANNA: "cancelled"}
    await desk.pass_time(4 * SECOND)
    assert desk.heard(ANNA) == []
    assert (await desk.now()).next_at is None


async def test_a_cancelled_push_keeps_what_was_sent(desk: Desk) -> None:
    await desk.team(ANNA)
    await desk.join(2001, habits=Habits(zone="Pacific/Auckland"))
    await desk.push()
    await desk.pass_time(4 * SECOND)
    await desk.db.commit(pushes.cancel(await desk.now(), desk.clock.now()))
    await desk.pass_time(DAY)
    assert await desk.states() == {ANNA: "sent", 2001: "cancelled"}
    assert await desk.told() == [(ANNA, TODAY, LIBRARY, PUSH)]


# Other words, and none


async def test_other_words_reach_those_who_have_and_those_who_wait_for_the_old_ones(desk: Desk, small: None) -> None:
    await desk.team(*CROWD[:5])
    later = Habits(zone="Pacific/Auckland")
    await desk.join(*CROWD[5:], habits=later)
    desk.world.add_group(GROUP, "Group", [OLGA])
    await desk.place(GROUP)
    await desk.push(await desk.own("{name}, old"))
    await desk.pass_time(4 * SECOND)
    await desk.db.commit([Write("update told set said = 'yes' where person = :who", {"who": CROWD[0]})])
    await _change(desk, "{name}, <i>new</i>")
    await desk.pass_time(4 * SECOND)
    assert [desk.heard(person) for person in CROWD[:5]] == [[f"P{person}, new"] for person in CROWD[:5]]
    assert desk.heard(GROUP) == ["New"]
    marks = [desk.world.from_bot(person)[0]["reply_markup"]["inline_keyboard"][0][0]["text"] for person in CROWD[:2]]
    assert marks == ["✓ I said it", "I said it"]
    await desk.pass_time(2 * DAY)
    assert [desk.heard(person) for person in CROWD[5:]] == [[f"P{person}, new"] for person in CROWD[5:]]
    assert {call.params["chat_id"] for call in desk.world.calls_of("editMessageText")} == {*CROWD[:5], GROUP}
    assert (await desk.now()).work == "send"


async def _change(desk: Desk, html: str) -> None:
    tip = await own_tips.load(desk.db, TIP, TEAM)
    assert tip
    edited = pushes.edited(await desk.now(), desk.clock.now())
    await desk.db.commit([own_tips.change(replace(tip, html=html)), *edited])


async def test_other_words_wait_for_what_is_on_its_way(desk: Desk) -> None:
    await desk.team(ANNA, ILYA)
    await desk.push(await desk.own("old"))
    await desk.work()
    (first, _) = await ledger.claim(desk.db, "c", desk.clock.now(), desk.clock.now() + DAY, 10, alone=True)
    await _change(desk, "new")
    await desk.work()
    assert await desk.rows("tip_edit") == []
    assert (await desk.now()).work == "edit"
    await desk.db.commit([ledger.end(first, "c", "sent", desk.clock.now(), message=9)])
    desk.clock.ahead += SECOND
    await desk.work()
    (edit,) = await desk.rows("tip_edit")
    assert call_of(edit)[1]["message_id"] == 9
    assert edit["slot"] == f"push:{PUSH}:edit:1:{first.person}"


async def test_other_words_in_the_middle_of_sending_reach_everybody_once(desk: Desk, small: None) -> None:
    await desk.team(*CROWD)
    await desk.push(await desk.own("old"))
    await desk.pusher.catch_up()
    await desk.deliver()
    await _change(desk, "new")
    await desk.pass_time(4 * SECOND)
    assert [desk.heard(person) for person in CROWD] == [["new"]] * len(CROWD)
    assert len(await desk.rows("tip_edit")) == 3


async def test_before_anybody_was_dealt_with_other_words_are_only_other_words(desk: Desk) -> None:
    await desk.team(ANNA)
    await desk.push(await desk.own("old"), "date", WED)
    await _change(desk, "new")
    await desk.pass_time(2 * DAY)
    assert desk.heard(ANNA) == ["new"]
    assert await desk.rows("tip_edit") == []


async def test_below_a_picture_the_caption_is_edited(desk: Desk) -> None:
    await desk.team(ANNA)
    await desk.push(await desk.own("old", "photo", "FILE"))
    await desk.work()
    await desk.db.commit([Write("update ledger set state = 'sent', message = 5")])
    await _change(desk, "new")
    await desk.work()
    (edit,) = await desk.rows("tip_edit")
    method, params = call_of(edit)
    assert (method, params["caption"], params["message_id"]) == ("editMessageCaption", "new", 5)
    assert "photo" not in params


async def test_what_was_sent_is_taken_back_and_the_rest_is_not_sent(desk: Desk) -> None:
    await desk.team(ANNA, ILYA)
    await desk.join(2001, habits=Habits(zone="Pacific/Auckland"))
    await desk.push()
    await desk.pass_time(4 * SECOND)
    await desk.db.commit([Write("update told set said = 'yes' where person = :who", {"who": ILYA})])
    await desk.db.commit(pushes.deleted(await desk.now(), desk.clock.now()))
    await desk.pass_time(DAY)
    assert [desk.heard(person) for person in (ANNA, ILYA, 2001)] == [[], [], []]
    assert (await desk.states())[2001] == "cancelled"
    assert await desk.told() == [(ILYA, TODAY, LIBRARY, PUSH)]
    push = await desk.now()
    assert (push.state, push.work, push.next_at) == ("done", "delete", None)


async def test_what_telegram_does_not_delete_any_more_is_left_alone(desk: Desk) -> None:
    await desk.team(ANNA)
    await desk.push()
    await desk.pass_time(4 * SECOND)
    desk.clock.ahead += 2 * DAY
    await desk.db.commit(pushes.deleted(await desk.now(), desk.clock.now()))
    await desk.pass_time(4 * SECOND)
    assert len(desk.heard(ANNA)) == 1
    assert await desk.rows("tip_delete") == []


async def test_the_report_says_who_still_has_what_was_deleted(desk: Desk) -> None:
    await desk.team(ANNA, ILYA, MARINA)
    await desk.join(2001, habits=replace(MOSCOW, days="two", since=date(2026, 11, 22)))  # off until Thursday
    await desk.push(report=await desk.report())
    await desk.pass_time(4 * SECOND)
    desk.clock.ahead += 2 * DAY - HOUR
    await desk.pass_time(4 * SECOND)
    await desk.db.commit(
        [Write("update ledger set at = at - :hours where person = :who", {"who": ANNA, "hours": 2 * HOUR})]
    )
    desk.world.remove(desk.world.chats[MARINA], desk.world.from_bot(MARINA)[0]["message_id"])
    desk.world.fail_next("deleteMessage", 400, "Bad Request: message can't be deleted")
    await desk.db.commit(pushes.deleted(await desk.now(), desk.clock.now()))
    await desk.work()
    desk.clock.ahead += 4 * SECOND
    await desk.work()
    assert "Deleting it for everyone who got it." in desk.heard(OLGA)[0]
    await desk.pass_time(10 * SECOND)
    assert [len(desk.heard(person)) for person in (ANNA, ILYA, MARINA, 2001)] == [1, 1, 0, 0]
    counts = await desk.counts()
    assert (counts.arrived, counts.deleted, counts.left) == (4, 2, 2)
    assert "Deleted for 2. Still there for 2:" in desk.heard(OLGA)[0]
    assert ((await desk.now()).state, (await desk.now()).next_at) == ("done", None)


async def test_a_deletion_waits_for_what_is_on_its_way(desk: Desk) -> None:
    await desk.team(ANNA)
    await desk.push()
    await desk.work()
    (first,) = await ledger.claim(desk.db, "c", desk.clock.now(), desk.clock.now() + DAY, 10, alone=True)
    await desk.db.commit(pushes.deleted(await desk.now(), desk.clock.now()))
    await desk.work()
    assert await desk.rows("tip_delete") == []
    await desk.db.commit([ledger.end(first, "c", "sent", desk.clock.now(), message=9)])
    desk.clock.ahead += SECOND
    await desk.work()
    assert [call_of(row) for row in await desk.rows("tip_delete")] == [("deleteMessage", {"message_id": 9})]


async def words(desk: Desk) -> str:
    """All that the ledger keeps of them."""
    return " ".join(row["call"] for row in await desk.db.read("select call from ledger"))


async def test_the_ledger_keeps_the_new_words_only(desk: Desk) -> None:
    await desk.team(ANNA, ILYA)
    await desk.join(2001, habits=Habits(zone="Pacific/Auckland"))
    await desk.push(await desk.own("old"))
    await desk.pass_time(4 * SECOND)
    await desk.db.commit([Write("update ledger set state = 'unknown' where person = :who", {"who": ILYA})])
    await _change(desk, "middle")
    await desk.work()
    await _change(desk, "new")
    await desk.work()
    kept = await words(desk)
    assert ("old" in kept, "middle" in kept, "new" in kept) == (False, False, True)
    await desk.pass_time(DAY)
    assert [desk.heard(person) for person in (ANNA, 2001)] == [["new"], ["new"]]
    await desk.db.commit(pushes.deleted(await desk.now(), desk.clock.now()))
    await desk.pass_time(4 * SECOND)
    assert "new" not in await words(desk)
    assert desk.heard(2001) == []


async def test_with_their_author_other_words_go_that_are_not_sent_yet(desk: Desk) -> None:
    await desk.team(ANNA, ILYA)
    await desk.push(await desk.own("old"))
    await desk.pass_time(4 * SECOND)
    await _change(desk, "secret")
    await desk.work()
    now = desk.clock.now()
    (on_its_way,) = await ledger.claim(desk.db, "c", now, now + DAY, 1, alone=True)
    await desk.db.commit([*withdrawals.forget(OLGA, now), *personal.forget(OLGA, [])])
    assert "secret" not in await words(desk)
    await desk.db.commit([ledger.put_back(on_its_way, "c")])
    await desk.pass_time(4 * SECOND)
    assert {row["state"] for row in await desk.rows("tip_edit")} == {"cancelled"}
    assert [desk.heard(person) for person in (ANNA, ILYA)] == [["old"], ["old"]]


# At most once


async def test_what_was_on_its_way_when_the_process_died_is_not_sent_again(desk: Desk) -> None:
    await desk.team(ANNA, ILYA)
    await desk.push(report=await desk.report())
    await desk.work()
    await ledger.claim(desk.db, "dead", desk.clock.now(), desk.clock.now() + 1, 1, alone=True)
    await ledger.recover(desk.db, "alive", desk.clock.now(), alone=True)
    await desk.pass_time(10 * SECOND)
    assert sorted((await desk.states()).values()) == ["sent", "unknown"]
    assert sorted(map(len, (desk.heard(ANNA), desk.heard(ILYA)))) == [0, 1]
    assert "1 unconfirmed" in desk.heard(OLGA)[0]


# The report


async def test_the_report_is_edited_when_numbers_change_and_not_more_often_than_every_3_seconds(desk: Desk) -> None:
    await desk.team(ANNA)
    await desk.join(2001, habits=Habits(zone="Pacific/Auckland"))
    report = await desk.report()
    await desk.push(report=report)
    await desk.work()
    await desk.deliver()
    desk.clock.ahead += 3 * SECOND - 1
    await desk.work()
    assert len(edits(desk.world, report)) == 0
    desk.clock.ahead += 1
    await desk.work()
    assert len(edits(desk.world, report)) == 1
    first = desk.heard(OLGA)[0]
    desk.clock.ahead += 60 * SECOND
    await desk.work()
    assert len(edits(desk.world, report)) == 1
    await desk.pass_time(DAY)
    assert len(edits(desk.world, report)) == 2
    assert desk.heard(OLGA)[0] != first
    assert (await desk.now()).state == "done"


@pytest.mark.parametrize(("awake", "bar"), [((ANNA, ILYA), "▰▰▰▰▰▰▰▰▰▰ 2 of 2"), ((), "")])
async def test_the_bar_of_the_report_is_about_those_who_can_get_it(desk: Desk, awake: Sequence[int], bar: str) -> None:
    await desk.team(*awake)
    await desk.join(2001, habits=replace(MOSCOW, paused_until=FOREVER))
    await desk.join(2002)
    desk.world.people[2002].blocked = True
    await desk.push(report=await desk.report())
    await desk.pass_time(10 * SECOND)
    assert await desk.states() == {**dict.fromkeys(awake, "sent"), 2001: "paused", 2002: "blocked"}
    (report,) = desk.heard(OLGA)
    assert ("▰" in report or "▱" in report) is bool(bar)
    assert f"{bar}\nArrived: {len(awake)}." in report
    assert "Won't get it: 1 on pause." in report


async def test_after_a_restart_the_next_edit_waits_three_seconds_too(desk: Desk) -> None:
    await desk.team(ANNA)
    report = await desk.report()
    await desk.push(report=report)
    desk.clock.ahead += 60 * SECOND
    desk.another()
    await desk.work()
    await desk.deliver()
    desk.clock.ahead += 2 * SECOND
    await desk.work()
    assert len(edits(desk.world, report)) == 0
    await desk.pass_time(2 * SECOND)
    assert len(edits(desk.world, report)) == 1


async def test_a_report_that_can_not_be_edited_now_is_edited_later(desk: Desk) -> None:
    await desk.team(ANNA)
    report = await desk.report()
    await desk.push(report=report)
    desk.world.cut_next("editMessageText")
    desk.world.fail_next("editMessageText", 429, "Too Many Requests: retry after 5", 5)
    await desk.pass_time(5 * SECOND)
    assert edits(desk.world, report) == []
    assert (await desk.now()).state == "running"
    await desk.pass_time(20 * SECOND)
    assert len(edits(desk.world, report)) == 1
    assert (await desk.now()).state == "done"


async def test_a_report_that_its_author_has_deleted_is_given_up(desk: Desk) -> None:
    await desk.team(ANNA)
    report = await desk.report()
    await desk.push(report=report)
    desk.world.remove(desk.world.chats[OLGA], report)
    await desk.pass_time(10 * SECOND)
    assert (await desk.now()).state == "done"
    assert desk.heard(OLGA) == []


async def test_who_leads_the_team_no_more_sees_no_numbers(desk: Desk) -> None:
    await desk.team(ANNA)
    report = await desk.report()
    await desk.push(report=report)
    await desk.work()
    await desk.db.commit([Write("update members set role = 'member' where person = :who", {"who": OLGA})])
    await desk.pass_time(10 * SECOND)
    assert edits(desk.world, report) == []
    assert (await desk.now()).state == "done"
    assert len(desk.heard(ANNA)) == 1


async def test_a_wrong_token_ends_the_bot(desk: Desk) -> None:
    await desk.team(ANNA)
    await desk.push(report=await desk.report())
    desk.world.fail_next("editMessageText", 401, "Unauthorized")
    with pytest.raises(Fatal):
        await desk.pass_time(10 * SECOND)


@pytest.mark.parametrize("how", ["update members set role = 'member'", "delete from members"])
async def test_who_leads_the_team_no_more_sends_nothing_to_who_is_not_dealt_with_yet(desk: Desk, how: str) -> None:
    await desk.team(ANNA)
    await desk.push(mode="date", day=WED)
    await desk.db.commit([Write(f"{how} where person = :who", {"who": OLGA})])
    await desk.pass_time(2 * DAY)
    assert (await desk.now()).state == "cancelled"
    assert desk.heard(ANNA) == []


# The list of workdays


async def line(desk: Desk, *tips: str) -> None:
    now = desk.clock.now()
    for n, tip in enumerate(tips, 800):
        await desk.db.commit([lineup.add(Line(n, TEAM, OLGA, tip, 0, now))])


async def sent_on(desk: Desk) -> list[tuple[str, str]]:
    return [(day, tip) for person, day, tip, _ in await desk.told() if person == ANNA]


async def test_a_list_sends_one_tip_a_working_day_of_its_author_and_says_when_it_is_empty(desk: Desk) -> None:
    await desk.team(ANNA)
    await line(desk, "success-factor.b2b.1", "focus.b2b.1", "cycle.b2b.1", "needs.b2b.1")
    await desk.push("", "workdays")
    for _ in range(8):
        desk.another()
        await desk.pass_time(DAY)
    days = [str(day) for day in (WED, THU, FRI, NEXT_MON)]
    assert [day for day, _ in await sent_on(desk)] == days
    assert len(desk.heard(ANNA)) == 4
    assert await lineup.of_team(desk.db, TEAM) == []
    assert (await desk.now()).state == "done"
    (message,) = desk.heard(OLGA)
    assert "has run out" in message


async def test_a_tip_of_the_list_that_was_deleted_is_passed_over(desk: Desk) -> None:
    await desk.team(ANNA)
    await line(desk, "own:700", "focus.b2b.1")
    await desk.push("", "workdays")
    await desk.pass_time(2 * DAY)
    assert await sent_on(desk) == [(str(WED), "focus.b2b.1")]


async def test_a_list_stops_with_the_role_of_its_author(desk: Desk) -> None:
    await desk.team(ANNA)
    await line(desk, "focus.b2b.1")
    await desk.push("", "workdays")
    await desk.db.commit([Write("update members set role = 'member' where person = :who", {"who": OLGA})])
    await desk.pass_time(3 * DAY)
    assert await sent_on(desk) == []
    assert (await desk.now()).state == "done"
    assert len(await lineup.of_team(desk.db, TEAM)) == 1


async def test_a_list_that_was_stopped_sends_nothing_more(desk: Desk) -> None:
    await desk.team(ANNA)
    await line(desk, "focus.b2b.1", "cycle.b2b.1")
    await desk.push("", "workdays")
    await desk.pass_time(HOUR)
    plan = await pushes.plan(desk.db, TEAM)
    assert plan
    await desk.db.commit([pushes.save(replace(plan, state="cancelled", next_at=None), plan)])
    await desk.pass_time(7 * DAY)
    assert await sent_on(desk) == [(str(WED), "focus.b2b.1")]


async def test_days_on_which_the_bot_was_down_are_not_made_up(desk: Desk) -> None:
    await desk.team(ANNA)
    await line(desk, "focus.b2b.1", "cycle.b2b.1")
    await desk.push("", "workdays")
    desk.clock.ahead += 3 * DAY - 2 * HOUR  # Friday, 10:00
    await desk.pass_time(4 * DAY)
    assert [day for day, _ in await sent_on(desk)] == [str(FRI), str(NEXT_MON)]


# What becomes of receivers


async def test_who_leaves_pauses_or_mutes_gets_nothing_of_what_waits(desk: Desk) -> None:
    await desk.team(*CROWD[:4])
    await desk.push(mode="own")
    await desk.work()
    now = desk.clock.now()
    await desk.db.commit([
        *withdrawals.left(CROWD[0], TEAM, now), *withdrawals.skip(CROWD[1], "paused", now),
        *withdrawals.skip(CROWD[2], "muted", now),
    ])  # fmt: skip
    await desk.pass_time(DAY)
    assert await desk.states() == dict(zip(CROWD, ("left", "paused", "muted", "sent"), strict=False))
    assert [person for person, _, _, _ in await desk.told()] == [CROWD[3]]
    assert MARINA not in await desk.states()
