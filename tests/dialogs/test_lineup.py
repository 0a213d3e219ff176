"""The list for workdays, and the groups that get a team's tips too."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.playground.seed import GROUP_ID
from bot.pushes.lineup import MOST
from handlers.callbacks import pack_id
from tests.dialogs.company import NAME, make, ready
from tests.dialogs.conftest import ANNA, ILYA, OLGA
from tests.dialogs.days import MORNING, at, settled
from tests.dialogs.house import House, Talk, datas, text_of
from tests.dialogs.test_push import LEFT_BEHIND, TIP, boss_of, confirmed, looked_at, typed
from tests.dialogs.test_push_report import over

LINES = "select * from lineup order by place, id"
PLACES = "select chat, thread, team, title from places order by chat, thread"


async def listed(talk: Talk, team: str, *words: str) -> list[str]:
    """These tips of the team's own are in the list: the buttons that take each out."""
    talk.house.allow("message is not modified")
    for text in words:
        tip = await typed(talk, text)
        await talk.press(f"push_line:{team}:{tip}", stale=True)
    await talk.press(f"lineup:{team}:0", stale=True)
    return [data for data in datas(talk.last) if data.startswith("line_out")]


def lines(talk: Talk) -> list[str]:
    return [line for line in talk.text.splitlines() if line[:1].isdecimal()]


async def test_tips_are_added_from_the_preview_and_put_in_order(anyone: Talk, olga: Talk) -> None:
    team = await boss_of(anyone, olga)
    await looked_at(anyone, team)
    assert await anyone.tap(anyone.t("push.add")) == anyone.t("lineup.added")
    await listed(anyone, team, "Два", "Три")
    assert lines(anyone)[1:] == ["2. Два", "3. Три"]
    assert anyone.t("lineup.how") in anyone.text
    await anyone.tap("↑ 3")
    assert lines(anyone)[1:] == ["2. Три", "3. Два"]
    await anyone.tap("↑ 2")
    assert lines(anyone)[0] == "1. Три"
    await anyone.tap("✕ 2")
    assert lines(anyone) == ["1. Три", "2. Два"]
    assert [row["tip"].startswith("own:") for row in anyone.house.rows(LINES)] == [True, True]


async def test_a_tip_stands_in_the_list_once(anna: Talk, olga: Talk) -> None:
    anna.house.allow("message is not modified")
    team = await boss_of(anna, olga)
    await looked_at(anna, team)
    add = f"push_line:{team}:{TIP}"
    assert await anna.press(add) == anna.t("lineup.added")
    assert await anna.press(add, stale=True) == anna.t("lineup.known")
    assert len(anna.house.rows(LINES)) == 1


async def test_the_list_is_shown_by_fives(anna: Talk, olga: Talk) -> None:
    team = await boss_of(anna, olga)
    await listed(anna, team, *(f"Слово {n}" for n in range(1, 8)))
    assert len(lines(anna)) == 5
    await anna.tap("›")
    assert lines(anna) == ["6. Слово 6", "7. Слово 7"]
    await anna.tap("↑ 6")
    assert lines(anna)[4] == "5. Слово 6"
    await anna.press(f"lineup:{team}:99", stale=True)
    assert lines(anna)[0].startswith("6. ")


async def test_a_list_that_is_full_takes_no_more(anna: Talk, olga: Talk) -> None:
    team = await boss_of(anna, olga)
    tips = anna.house.texts.catalog.languages["ru"].tips
    every = [f"{row}.{pole}.{n}" for row in tips for pole in ("b2b", "b2c") for n in (1, 2)]
    for tip in every[:MOST]:
        await anna.press(f"push_line:{team}:{tip}", stale=True)
    assert await anna.press(f"push_line:{team}:{every[MOST]}", stale=True) == anna.t("lineup.full")
    assert len(anna.house.rows(LINES)) == MOST


async def test_a_line_that_another_manager_took_out_is_gone_for_both(anna: Talk, olga: Talk) -> None:
    team = await boss_of(anna, olga)
    await anna.press(f"team_up:{team}:{pack_id(OLGA)}", stale=True)
    first, second = await listed(anna, team, "Раз", "Два")
    await olga.press(first, stale=True)
    assert await anna.press(first, stale=True) == anna.t("lineup.line_gone")
    assert await anna.press(first.replace("line_out", "line_up"), stale=True) == anna.t("lineup.line_gone")
    assert lines(anna) == ["1. Два"]
    assert await anna.press(second.replace("line_out", "line_up"), stale=True) == anna.t("lineup.first")


async def test_the_list_is_started_and_stopped_and_says_when_the_next_one_goes(anyone: Talk, olga: Talk) -> None:
    team = await boss_of(anyone, olga)
    await at(anyone, 0, 8 * 60)
    await anyone.press(f"line_go:{team}", stale=True)
    assert anyone.house.rows("select * from pushes") == []
    await listed(anyone, team, "Раз", "Два")
    assert await anyone.tap(anyone.t("lineup.start")) == anyone.t("lineup.started")
    assert anyone.t("lineup.next", day=anyone.t("when.tomorrow")) in anyone.text
    assert await anyone.press(f"line_go:{team}", stale=True) == anyone.t("lineup.running")
    assert await anyone.tap(anyone.t("lineup.stop")) == anyone.t("lineup.stopped")
    assert anyone.t("lineup.how") in anyone.text
    assert await anyone.press(f"line_stop:{team}", stale=True) == anyone.t("lineup.not_running")
    assert [row["state"] for row in anyone.house.rows("select * from pushes where mode = 'workdays'")] == ["cancelled"]


async def test_an_empty_list_is_not_started(anna: Talk, olga: Talk) -> None:
    team = await boss_of(anna, olga)
    await anna.press(f"lineup:{team}:0", stale=True)
    assert anna.t("lineup.none") in anna.text
    assert anna.labels == [anna.t("push.back")]
    anna.house.allow("message is not modified")
    assert await anna.press(f"line_go:{team}", stale=True) == anna.t("lineup.empty")
    assert anna.house.rows("select * from pushes") == []


async def test_of_two_managers_who_start_it_at_once_one_does(anna: Talk, olga: Talk) -> None:
    team = await boss_of(anna, olga)
    await at(anna, 0, 8 * 60)
    await anna.press(f"team_up:{team}:{pack_id(OLGA)}", stale=True)
    await listed(anna, team, "Раз", "Два")
    toasts = await asyncio.gather(*(talk.press(f"line_go:{team}", stale=True) for talk in (anna, olga)))
    assert sorted(toasts) == sorted([anna.t("lineup.started"), anna.t("lineup.running")])
    assert len(anna.house.rows("select * from pushes where mode = 'workdays'")) == 1


@pytest.mark.parametrize("end", ["team_down", "team_out"])
async def test_with_who_started_it_the_list_stops_and_another_manager_starts_it_again(
    anna: Talk, olga: Talk, end: str
) -> None:
    team = await boss_of(anna, olga)
    await at(anna, 0, 8 * 60)
    await anna.press(f"team_up:{team}:{pack_id(OLGA)}", stale=True)
    await listed(anna, team, "Раз")
    await olga.press(f"line_go:{team}", stale=True)
    await anna.press(f"{end}:{team}:{pack_id(OLGA)}:yes", stale=True)
    await anna.press(f"lineup:{team}:0", stale=True)
    assert anna.t("lineup.how") in anna.text
    assert await anna.tap(anna.t("lineup.start")) == anna.t("lineup.started")
    states = [row["state"] for row in anna.house.rows("select * from pushes where mode = 'workdays' order by at, id")]
    assert sorted(states) == ["cancelled", "running"]


async def test_one_tip_a_workday_goes_out_until_the_list_is_empty(anna: Talk, olga: Talk) -> None:
    anna.house.allow(LEFT_BEHIND)
    team = await boss_of(anna, olga)
    await at(anna, 0, 8 * 60)
    await listed(anna, team, "Первая", "Вторая")
    await anna.tap(anna.t("lineup.start"))
    await at(anna, 0, 23 * 60)
    await anna.house.restart()
    await at(anna, 1, MORNING + 1)
    assert texts(olga, "Первая", "Вторая") == ["Первая"]
    await at(anna, 1, 23 * 60)
    await at(anna, 2, MORNING + 1)
    assert texts(olga, "Первая", "Вторая") == ["Первая", "Вторая"]
    assert anna.house.rows(LINES) == []


async def test_on_floating_days_the_list_sends_on_each_shift_once_it_is_said(anna: Talk, olga: Talk) -> None:
    team = await boss_of(anna, olga)
    await anna.press("days:floating", stale=True)
    await listed(anna, team, "Первая", "Вторая")
    await anna.tap(anna.t("lineup.start"))
    for shift, got in ((1, ["Первая"]), (3, ["Первая", "Вторая"])):
        await at(anna, shift, 9 * 60)
        await anna.press("days:shift", stale=True)
        await settled(anna.house)
        await at(anna, shift, MORNING + 1)
        assert texts(olga, "Первая", "Вторая") == got


def texts(talk: Talk, *known: str) -> list[str]:
    return [text_of(one) for one in talk.messages if text_of(one) in known]


async def test_in_a_group_a_manager_turns_the_tips_on_and_off(anyone: Talk, olga: Talk) -> None:
    team = await boss_of(anyone, olga)
    there = Talk(anyone.house, anyone.person, anyone.lang, chat=GROUP_ID)
    assert (await there.say("/push@deal_coach_bot")).startswith(there.t("place.which"))
    assert await there.tap(there.t("place.send", team=NAME)) == there.t("place.on")
    assert there.t("place.here", team=NAME) in there.text
    assert [(row["chat"], row["thread"]) for row in there.house.rows(PLACES)] == [(GROUP_ID, 0)]
    await anyone.press(f"places:{team}", stale=True)
    assert "• Отдел продаж" in anyone.text
    await looked_at(anyone, team)
    assert anyone.t("push.get_places", n=1) in anyone.text
    await anyone.tap(anyone.t("push.now"))
    await anyone.tap(anyone.t("push.yes"))
    await over(anyone.house)
    group = [text_of(one) for one in there.messages]
    assert sum(anyone.said.tips["cycle"].b2b[0].action in text for text in group) == 1
    assert await there.press(f"place:{team}:off", there.messages[0], stale=True) == there.t("place.off")
    assert await there.press(f"place:{team}:off", there.messages[0], stale=True) == there.t("place.was_off")
    assert there.house.rows(PLACES) == []
    there.house.allow("message is not modified")


async def test_in_private_a_group_is_taken_off_the_list(anyone: Talk, olga: Talk) -> None:
    team = await boss_of(anyone, olga)
    there = Talk(anyone.house, anyone.person, anyone.lang, chat=GROUP_ID)
    await there.say("/push@deal_coach_bot")
    await there.press(f"place:{team}:on")
    await anyone.say("/push")
    await anyone.tap(anyone.t("push.places"))
    off = datas(anyone.last)[0]
    assert await anyone.tap("✕ Отдел продаж") == anyone.t("place.off")
    assert anyone.t("place.none") in anyone.text
    assert await anyone.press(off, stale=True) == anyone.t("button.unknown")


async def by_removal(manager: Talk, there: Talk, team: str) -> None:
    await manager.press(f"places:{team}", stale=True)
    await manager.tap("✕ Отдел продаж")


async def by_its_button(manager: Talk, there: Talk, team: str) -> None:
    await there.press(f"place:{team}:off", stale=True)


async def to_another_team(manager: Talk, there: Talk, team: str) -> None:
    await there.press(f"place:{await make(manager, 'Юг')}:on", stale=True)


@pytest.mark.parametrize("how", [by_removal, by_its_button, to_another_team])
async def test_a_group_that_was_taken_off_gets_nothing_of_what_waits(
    anna: Talk, olga: Talk, how: Callable[[Talk, Talk, str], Awaitable[None]]
) -> None:
    team = await boss_of(anna, olga)
    there = Talk(anna.house, ANNA, chat=GROUP_ID)
    await there.say("/push@deal_coach_bot")
    await there.press(f"place:{team}:on")
    await typed(anna, "Первая")
    await confirmed(anna, "push.each")
    await settled(anna.house)
    await how(anna, there, team)
    await at(anna, 1)
    assert texts(there, "Первая") == []
    assert texts(olga, "Первая") == ["Первая"]
    await anna.press(f"pushed:{team}:0", stale=True)
    await anna.tap("1")
    assert anna.t("push.stopped", n=1) in anna.text


async def test_in_a_group_who_manages_no_team_gets_one_sentence_and_no_buttons(group: Talk) -> None:
    assert await group.say("/push@deal_coach_bot") == group.t("place.nobody")
    assert group.labels == []


@pytest.mark.parametrize("how", ["on", "off"])
async def test_in_a_group_nobody_else_can_press_the_managers_button(anna: Talk, olga: Talk, how: str) -> None:
    team = await boss_of(anna, olga)
    there, other = (Talk(anna.house, person, chat=GROUP_ID) for person in (ANNA, OLGA))
    await there.say("/push@deal_coach_bot")
    if how == "off":
        await there.press(f"place:{team}:on")
    before = [tuple(row) for row in anna.house.rows(PLACES)]
    assert await other.press(f"place:{team}:{how}", there.last, stale=True) == other.t("team.denied")
    stranger = Talk(anna.house, ILYA, "en", chat=GROUP_ID)
    assert await stranger.press(f"place:{team}:{how}", there.last, stale=True) == stranger.t("team.gone")
    assert [tuple(row) for row in anna.house.rows(PLACES)] == before


async def test_a_group_of_another_team_is_not_taken_over(anna: Talk, ilya: Talk, olga: Talk) -> None:
    team = await boss_of(anna, olga)
    south = await make(ilya, "South")
    there, other = Talk(anna.house, ANNA, chat=GROUP_ID), Talk(anna.house, ILYA, "en", chat=GROUP_ID)
    await there.say("/push@deal_coach_bot")
    await there.press(f"place:{team}:on")
    await other.say("/push@deal_coach_bot")
    assert NAME not in other.text
    for how in ("on", "off"):
        assert await other.press(f"place:{south}:{how}", stale=True) == other.t("place.taken")
    assert len(anna.house.rows(PLACES)) == 1
    assert team == pack_id(anna.house.rows(PLACES)[0]["team"])


async def test_a_topic_of_a_forum_is_a_place_of_its_own(house: House, anna: Talk, olga: Talk) -> None:
    house.allow("message thread not found")  # the local Bot API has no topics
    team = await boss_of(anna, olga)
    there = Talk(house, ANNA, chat=GROUP_ID)
    await there.say("/push@deal_coach_bot")
    user, shown = house.world.people[ANNA].user, {**there.last, "is_topic_message": True, "message_thread_id": 7}
    await house.push(callback_query={"id": "1", "from": user, "chat_instance": "1", "message": shown,
                                     "data": f"place:{team}:on"})  # fmt: skip
    house.allow("query is too old")
    assert [(row["chat"], row["thread"]) for row in house.rows(PLACES)] == [(GROUP_ID, 7)]
    await anna.press(f"places:{team}", stale=True)
    assert anna.t("place.topic") in anna.text


async def test_the_list_and_the_groups_are_the_teams_own(anna: Talk, olga: Talk) -> None:
    team = await boss_of(anna, olga)
    (line,) = await listed(anna, team, "Раз")
    other = ready(anna.house, {OLGA: "owner", ANNA: "member"}, name="Юг")
    number = line.split(":")[2]
    for verb in ("line_out", "line_up"):
        assert await olga.press(f"{verb}:{other.id}:{number}", stale=True) == olga.t("lineup.line_gone")
    assert len(anna.house.rows(LINES)) == 1
