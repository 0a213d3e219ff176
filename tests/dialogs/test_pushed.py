"""A manager's tip in its receiver's chat: buttons, the morning after, and what ends it before it comes."""

import asyncio
import json
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import date

import pytest

from bot.pushes.receiving import Mode
from handlers.callbacks import pack_id
from tests.dialogs.company import Ready, ready
from tests.dialogs.conftest import ANNA, ILYA, OLGA
from tests.dialogs.days import EVENING, at, button, day, said, settled, written
from tests.dialogs.deals import DAIRY
from tests.dialogs.house import House, Talk, datas, labels, text_of

MON, TUE, WED, THU, FRI = range(5)
NEXT_MON = 7
LIBRARY = "focus.b2b.1"
OWN = "own:700"
WORDS = "{name}, <b>ask</b> who signs."


@pytest.fixture(autouse=True)
def watchful(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test puts into the database is seen at once."""
    monkeypatch.setattr("bot.runtime.pusher.LOOK", 0.01)


async def meet(talk: Talk, roles: dict[int, str] | None = None) -> Ready:
    """On a Monday; everybody in Olga's team is known."""
    await at(talk, MON)
    await Talk(talk.house, OLGA).say("/start")
    await talk.say("/start")
    return ready(talk.house, roles or {OLGA: "owner", talk.person: "member"})


async def push(house: House, team: Ready, tip: str = OWN, mode: Mode = "now", on: date | None = None) -> int:
    """Olga's."""
    now, number = house.clock.now(), 600 + len(house.rows("select 1 from pushes"))
    body = json.dumps({"html": WORDS, "file": None})
    with closing(sqlite3.connect(house.file, timeout=10)) as db, db:
        db.execute(
            "insert into tips (id, team, author, kind, body, created_at) values (700, ?, ?, 'text', ?, 1) "
            "on conflict do nothing", (team.number, OLGA, body),
        )  # fmt: skip
        db.execute(
            "insert into pushes (id, team, author, tip, mode, day, at, next_at) values (?, ?, ?, ?, ?, ?, ?, ?)",
            (number, team.number, OLGA, tip, mode, on and on.isoformat(), now, now),
        )
    await asyncio.sleep(0.02)
    await settled(house)
    return number


def told(talk: Talk) -> list[tuple[str, str, str | None]]:
    found = talk.house.rows(f"select * from told where person = {talk.person} order by day, push is null")
    return [(row["day"], row["tip"], row["said"]) for row in found]


def tips_of(talk: Talk) -> list[str]:
    return [text for message in talk.house.world.from_bot(talk.person)
            if "heard" in str(message.get("reply_markup")) for text in [text_of(message)]]  # fmt: skip


# Buttons


async def test_what_is_said_below_it_is_marked_there_and_may_be_changed(anyone: Talk) -> None:
    await push(anyone.house, await meet(anyone))
    assert text_of(anyone.last) == f"P{anyone.person}, ask who signs."
    yes, no = datas(anyone.last)
    assert await anyone.press(yes) == anyone.t("heard.noted")
    assert labels(anyone.last) == [f"✓ {anyone.t('heard.yes')}", anyone.t("heard.no")]
    assert text_of(anyone.last) == f"P{anyone.person}, ask who signs."
    await anyone.press(no)
    assert labels(anyone.last) == [anyone.t("heard.yes"), f"✓ {anyone.t('heard.no')}"]
    assert [said for _, _, said in told(anyone)] == ["no"]


async def test_a_button_of_a_push_that_one_never_got_does_nothing(anna: Talk, ilya: Talk) -> None:
    team = await meet(anna)
    await ilya.say("/start")
    number = await push(anna.house, team)
    for data in (f"heard:{pack_id(number)}:yes", f"heard:{pack_id(601)}:no"):
        assert await ilya.press(data, stale=True) == ilya.t("heard.gone")
    assert await anna.press(f"heard:{pack_id(number)}:none", stale=True) == anna.t("button.unknown")
    assert told(ilya) == []
    assert [said for _, _, said in told(anna)] == [None]


async def test_what_has_not_come_yet_can_not_be_answered(anna: Talk) -> None:
    number = await push(anna.house, await meet(anna), mode="own")
    assert [state for (state,) in anna.house.rows("select state from ledger where push is not null")] == ["queued"]
    assert await anna.press(f"heard:{pack_id(number)}:yes", stale=True) == anna.t("heard.gone")
    assert [said for _, _, said in told(anna)] == [None]


async def test_a_library_tip_comes_as_tips_do_and_a_question_about_its_row_later(anyone: Talk) -> None:
    await push(anyone.house, await meet(anyone), LIBRARY)
    words = anyone.said.tips["focus"].b2b[0]
    assert words.action in anyone.text
    await anyone.press(button(anyone.last, "heard"))
    (review,) = anyone.house.rows("select about, due from reviews")
    assert (review["about"], review["due"]) == ("focus", day(THU).isoformat())


# Tips of the same day


@pytest.mark.parametrize("tip", [LIBRARY, OWN])
async def test_with_a_managers_tip_the_morning_message_has_none(anyone: Talk, tip: str) -> None:
    team = await meet(anyone)
    await anyone.check(DAIRY, name="Dairy")
    await push(anyone.house, team, tip, "date", day(TUE))
    await at(anyone, TUE)
    assert [one for one in told(anyone) if one[0] == day(TUE).isoformat()] == [(day(TUE).isoformat(), tip, None)]
    assert len(tips_of(anyone)) == 1
    await at(anyone, WED)
    asked = anyone.t("tips.asked", line=anyone.said.tips["focus"].b2b[0].line)
    assert (asked if tip == LIBRARY else anyone.t("tips.asked_own")) in written(anyone)[-1]
    message = anyone.own[-1]
    await anyone.press(next(data for data in datas(message) if data.startswith("said:") and ":yes:" in data), message)
    assert [said for when, _, said in told(anyone) if when == day(TUE).isoformat()] == ["yes"]


async def test_what_was_answered_below_the_tip_is_not_asked_in_the_morning(anyone: Talk) -> None:
    team = await meet(anyone)
    await anyone.check(DAIRY, name="Dairy")
    await push(anyone.house, team, OWN)
    await anyone.press(button(anyone.last, "heard"))
    await at(anyone, TUE)
    assert anyone.t("tips.asked_own") not in written(anyone)[-1]


async def test_todays_tip_is_the_managers(anyone: Talk) -> None:
    team = await meet(anyone)
    await anyone.check(DAIRY, name="Dairy")
    library = await anyone.say("/tip")
    await push(anyone.house, team)
    assert await anyone.say("/tip") == f"P{anyone.person}, ask who signs."
    with closing(sqlite3.connect(anyone.house.file, timeout=10)) as db, db:
        db.execute("update tips set deleted_at = 1")
    assert await anyone.say("/tip") == library


# Two messages a day


async def stepped(talk: Talk, when: str = "tomorrow") -> Ready:
    """In Olga's team, with a step that is due."""
    team = await meet(talk)
    await talk.check(DAIRY, name="Dairy")
    await talk.tap(talk.t("on_card.take"))
    await talk.tap(talk.t(f"steps.{when}"))
    return team


def promise(talk: Talk, day_said: str, hour: str) -> str:
    return talk.t("going.asked", when=talk.t("when.moment", day=day_said, hour=hour))


def begun(talk: Talk) -> list[str]:
    return [text.split("\n")[0] for text in written(talk)]


@pytest.mark.parametrize("hour", [9 * 60 + 2, 12 * 60])
async def test_where_the_morning_and_a_tip_take_the_day_the_next_morning_asks_how_a_talk_went(
    anna: Talk, hour: int
) -> None:
    await push(anna.house, await stepped(anna), mode="date", on=day(TUE))
    await at(anna, TUE, hour)
    await anna.say("/go")
    assert promise(anna, anna.t("when.tomorrow"), "09:30") in anna.text
    await at(anna, TUE)
    await at(anna, TUE, EVENING + 30)
    assert (begun(anna), len(tips_of(anna))) == ([anna.t("today.morning")], 1)
    await at(anna, WED)
    assert anna.t("today.visit", name="Dairy") in written(anna)[-1]


@pytest.mark.parametrize("hour", [9 * 60 + 2, 12 * 60])
async def test_a_tip_waits_for_the_day_after_a_promised_evening(anna: Talk, hour: int) -> None:
    team = await stepped(anna)
    await at(anna, TUE, hour)
    await anna.say("/go")
    assert promise(anna, anna.t("when.today"), "19:00") in anna.text
    await push(anna.house, team)
    await at(anna, TUE, EVENING)
    assert begun(anna) == [anna.t("today.morning"), anna.t("today.evening")]
    assert tips_of(anna) == []
    await at(anna, WED)
    assert len(tips_of(anna)) == 1


async def test_on_a_full_day_before_days_off_the_next_working_morning_asks(anna: Talk) -> None:
    team = await stepped(anna, "in_three")
    await at(anna, WED)
    await push(anna.house, team, mode="date", on=day(FRI))
    await at(anna, FRI, 10 * 60)
    await anna.say("/go")
    assert promise(anna, said(anna, 7), "09:30") in anna.text
    for when in (FRI, FRI + 1, FRI + 2):
        await at(anna, when, EVENING + 30)
    assert anna.t("today.evening") not in begun(anna)
    await at(anna, FRI + 3)
    assert anna.t("today.visit", name="Dairy") in written(anna)[-1]


async def test_on_a_monday_with_a_digest_and_a_step_a_tip_waits_for_the_tuesday(anna: Talk, ilya: Talk) -> None:
    team = await stepped(anna)
    await ilya.say("/start")
    ready(anna.house, {ANNA: "owner", ILYA: "member"}, name="Юг")
    await anna.press("zone:Europe/Moscow", stale=True)
    await at(anna, FRI)
    await push(anna.house, team, mode="own")
    await at(anna, 7)
    assert tips_of(anna) == []
    await at(anna, 8)
    assert len(tips_of(anna)) == 1


# Other habits before it comes


async def test_on_floating_days_it_comes_once_the_shift_is_said(anyone: Talk) -> None:
    team = await meet(anyone)
    await anyone.press("days:floating", stale=True)
    await push(anyone.house, team, mode="date", on=day(TUE))
    await push(anyone.house, team, mode="date", on=day(WED))
    await at(anyone, TUE, EVENING - 60)
    assert tips_of(anyone) == []
    await anyone.press("days:shift", stale=True)
    await settled(anyone.house)
    assert len(tips_of(anyone)) == 1
    await at(anyone, THU)
    assert len(tips_of(anyone)) == 1
    olga = Talk(anyone.house, OLGA)
    for number, reason in ((600, None), (601, "off")):
        await olga.press(f"pushed_one:{team.id}:{pack_id(number)}", stale=True)
        off = olga.t("push.get_nothing", why=olga.t("push.why_off", n=1))
        assert (off in olga.text) is (reason == "off")


@pytest.mark.parametrize("mode", ["now", "own"])
async def test_on_floating_days_a_tip_without_a_day_comes_on_the_shift_of_the_next_one(anna: Talk, mode: Mode) -> None:
    team = await meet(anna, {OLGA: "owner", ANNA: "member"})
    await anna.press("days:floating", stale=True)
    await at(anna, MON, EVENING)
    await push(anna.house, team, mode=mode)
    await at(anna, TUE, 8 * 60)
    await anna.press("days:shift", stale=True)
    await settled(anna.house)
    assert tips_of(anna) == []
    await at(anna, TUE)
    assert len(tips_of(anna)) == 1


async def test_it_comes_at_the_new_hour(anyone: Talk) -> None:
    team = await meet(anyone)
    await push(anyone.house, team, mode="date", on=day(TUE))
    await anyone.press("hour:morning:840", stale=True)
    await at(anyone, TUE)
    assert tips_of(anyone) == []
    await at(anyone, TUE, 14 * 60 + 1)
    assert len(tips_of(anyone)) == 1


# What ends it before it comes

End = Callable[[Talk, Ready], Awaitable[object]]


async def pauses(talk: Talk, team: Ready) -> None:
    await talk.press("pause:day", stale=True)


async def mutes(talk: Talk, team: Ready) -> None:
    await talk.press("tips:off", stale=True)


async def leaves(talk: Talk, team: Ready) -> None:
    await talk.press(f"team_leave:{team.id}:yes", stale=True)


async def is_removed(talk: Talk, team: Ready) -> None:
    olga = Talk(talk.house, OLGA)
    await olga.press(f"team_out:{team.id}:{pack_id(talk.person)}:yes", stale=True)


async def has_no_team(talk: Talk, team: Ready) -> None:
    await Talk(talk.house, OLGA).press(f"team_drop:{team.id}:yes", stale=True)


async def loses_the_author(talk: Talk, team: Ready) -> None:
    await forgets(Talk(talk.house, OLGA), team)


async def forgets(talk: Talk, team: Ready) -> None:
    await talk.say("/forget")
    await talk.tap(talk.t("forget.everything"))
    await talk.tap(talk.t("forget.now"))


@pytest.mark.parametrize(
    ("end", "why"),
    [(pauses, "paused"), (mutes, "muted"), (leaves, "left"), (is_removed, "left"), (has_no_team, "cancelled"),
     (loses_the_author, "cancelled"), (forgets, None)],
    ids=lambda one: getattr(one, "__name__", None),
)  # fmt: skip
async def test_a_tip_that_waits_does_not_come(anna: Talk, end: End, why: str | None) -> None:
    team = await meet(anna, {OLGA: "owner", ANNA: "member"})
    await push(anna.house, team, mode="own")
    assert len(told(anna)) == 1
    await end(anna, team)
    rows = anna.house.rows("select error from ledger where kind = 'tip'")
    assert [row["error"] for row in rows] == ([why] if why else [])
    assert told(anna) == []
    await at(anna, TUE)
    assert tips_of(anna) == []


@pytest.mark.parametrize(("how_long", "comes"), [("day", True), ("week", False), ("forever", False)])
async def test_a_pause_that_ends_before_a_tip_is_due_leaves_it(anna: Talk, how_long: str, comes: bool) -> None:
    team = await meet(anna)
    await at(anna, FRI)
    await push(anna.house, team, mode="own")
    await anna.press(f"pause:{how_long}", stale=True)
    rows = anna.house.rows("select error from ledger where kind = 'tip'")
    assert [row["error"] for row in rows] == [None if comes else "paused"]
    await at(anna, NEXT_MON)
    assert len(tips_of(anna)) == len(told(anna)) == comes


async def test_a_pause_that_is_made_longer_withdraws_what_the_first_one_left(anna: Talk) -> None:
    team = await meet(anna)
    await push(anna.house, team, mode="date", on=day(THU))
    await at(anna, TUE)
    await anna.press("pause:day", stale=True)
    assert len(told(anna)) == 1
    await anna.press("pause:week", stale=True)
    assert told(anna) == []
    await at(anna, THU)
    assert tips_of(anna) == []


async def test_without_the_bot_a_group_is_no_place_for_tips(house: House, olga: Talk, group: Talk) -> None:
    team = await meet(olga, {OLGA: "owner"})
    with closing(sqlite3.connect(house.file, timeout=10)) as db, db:
        db.execute("insert into places (chat, team, title, at) values (?, ?, 'Sales', 1)", (group.chat, team.number))
    update = {"chat": house.world.chats[group.chat or 0].public, "from": house.world.people[OLGA].user, "date": 1}
    states = [{"user": house.world.bot, "status": status} for status in ("member", "left")]
    await house.push(my_chat_member={**update, "old_chat_member": states[0], "new_chat_member": states[1]})
    assert house.rows("select * from places") == []


@pytest.mark.parametrize("tip", [OWN, None])
async def test_the_evenings_question_waits_for_the_morning_where_two_messages_were_there_already(
    anyone: Talk, tip: str | None
) -> None:
    team = await meet(anyone)
    await anyone.check(DAIRY, name="Dairy")
    if tip:
        await push(anyone.house, team, tip, "date", day(TUE))
        await say_about_tuesday(anyone)
    await at(anyone, TUE)
    await anyone.say("/go")
    await at(anyone, TUE, EVENING)
    assert len(anyone.house.rows("select 1 from ledger where kind = 'evening'")) == (0 if tip else 1)
    await at(anyone, WED)
    asked = [message for message in anyone.own if any(data.startswith("went:") for data in datas(message))]
    assert len(asked) == 1
    assert (asked == [anyone.own[-1]]) is bool(tip)


async def say_about_tuesday(talk: Talk) -> None:
    """What makes a morning message: a line to ask about."""
    with closing(sqlite3.connect(talk.house.file, timeout=10)) as db, db:
        db.execute(
            "insert into told (person, day, tip, about, source, at) values (?, ?, 'focus.b2b.1', 'focus', 'asked', 1)",
            (talk.person, day(MON).isoformat()),
        )
