"""/settings and /pause: all by tapping and by typing, and each change shows what it means."""

import asyncio
import json
import sqlite3
from collections import deque
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.person.habits import FOREVER, Habits, load
from bot.playground.seed import GROUP_ID
from bot.zones import RUSSIA
from tests.dialogs.deals import QUICK
from tests.dialogs.house import House, Talk, buttons, datas

HOUR, DAY = 3_600_000, 86_400_000


def at(house: House, when: str, zone: str = "Europe/Moscow") -> None:
    """The clock is moved to this local time."""
    wanted = int(datetime.fromisoformat(when).replace(tzinfo=ZoneInfo(zone)).timestamp() * 1000)
    house.clock.ahead += wanted - house.clock.now()


def row(talk: Talk) -> Any:
    return talk.house.rows(f"select * from people where id = {talk.person}")[0]


def habits(talk: Talk) -> Habits:
    return load(row(talk)["habits"], talk.lang)


def next_morning(talk: Talk) -> str | None:
    """In the person's own time."""
    instant = row(talk)["morning_at"]
    zone = ZoneInfo(habits(talk).zone)
    return None if instant is None else datetime.fromtimestamp(instant / 1000, zone).strftime("%Y-%m-%d %H:%M")


@pytest.fixture
async def talk(anyone: Talk) -> Talk:
    """Tuesday noon in Moscow, nine in the morning in London; met yesterday."""
    at(anyone.house, "2026-12-01T12:00")
    await anyone.say("/start")
    await anyone.say("/help")
    return anyone


@pytest.fixture
async def vera(anna: Talk) -> Talk:
    """Tuesday noon, in Russian only."""
    at(anna.house, "2026-12-01T12:00")
    await anna.say("/start")
    await anna.say("/help")
    return anna


async def test_settings_say_all_and_what_follows(talk: Talk) -> None:
    text = await talk.say("/settings")
    zone, clock, when = {
        "ru": ("Москва", "12:00", "завтра в 09:30"), "en": ("London", "9:00 AM", "today at 9:30 AM"),
    }[talk.lang]  # fmt: skip
    assert text.startswith(talk.t("settings.title"))
    assert talk.t("settings.next.at", when=when, zone=zone).replace("*", "") in text
    assert talk.t("settings.zone", city=zone, clock=clock) in text
    for key in ("settings.works_five", "country.none"):
        assert talk.t(key) in text


async def test_who_was_never_met_finds_the_zone_of_their_language(anna: Talk, ilya: Talk) -> None:
    for talk, city in ((anna, "Москва"), (ilya, "London")):
        assert city in await talk.say("/settings")


async def test_every_button_is_pressed_and_leads_back(talk: Talk) -> None:
    talk.house.allow("message is not modified")
    await talk.say("/settings")
    message, pressed = talk.last, set[str]()
    waiting = deque(datas(message))
    while waiting:
        data = waiting.popleft()
        if data in pressed:
            continue
        pressed.add(data)
        talk.house.clock.ahead += 1000
        await talk.press(data, message, stale=True)
        if data.startswith("speak:"):
            await talk.press(f"speak:{talk.lang}", message, stale=True)
        shown = datas(talk.last)
        assert talk.last["message_id"] == message["message_id"]
        assert "settings" in shown or "set:zone" in shown, data
        waiting += shown
    assert {data.split(":")[0] for data in pressed} >= {
        "set", "zone", "days", "hour", "quiet", "holidays", "stale", "pause", "settings", "speak",
    }  # fmt: skip
    assert {f"zone:{zone}" for zone in RUSSIA} <= pressed
    assert len(pressed) > 60


async def test_a_city_of_russia_is_tapped_and_its_time_stands_on_the_button(vera: Talk) -> None:
    await vera.say("/settings")
    await vera.tap(vera.t("settings.button.zone"))
    assert len([label for label in vera.labels if ":" in label]) == 11
    assert "Екатеринбург 14:00" in vera.labels
    await vera.tap("Екатеринбург")
    assert habits(vera).zone == "Asia/Yekaterinburg"
    assert "завтра в 09:30, Екатеринбург" in vera.text
    assert next_morning(vera) == "2026-12-02 09:30"


@pytest.mark.parametrize(
    ("typed", "zone", "city"),
    [
        ("Челябинск", "Asia/Yekaterinburg", "Екатеринбург"), ("Berlin", "Europe/Berlin", "Берлин"),
        ("America/New_York", "America/New_York", "Нью-Йорк"), ("МСК+7", "Asia/Vladivostok", "Владивосток"),
        ("utc+4", "Etc/GMT-4", "UTC+4"), ("владивасток", "Asia/Vladivostok", "Владивосток"),
    ],
)  # fmt: skip
async def test_a_zone_is_typed(vera: Talk, typed: str, zone: str, city: str) -> None:
    await vera.say("/settings")
    await vera.tap(vera.t("settings.button.zone"))
    text = await vera.say(typed)
    assert habits(vera).zone == zone
    assert f", {city}, " in text


async def test_a_place_that_is_not_known_is_asked_for_again(talk: Talk) -> None:
    await talk.say("/settings")
    await talk.press("set:zone")
    for wrong in ("Нигдешенск-на-Амазонке", "????", "zzzz"):
        text = await talk.say(wrong)
        assert text.startswith(talk.t("zone.unclear"))
    assert await talk.say("Самара") == talk.text
    assert habits(talk).zone == "Europe/Samara"
    assert talk.text.startswith(talk.t("settings.title"))


async def test_a_location_gives_the_zone_while_that_is_asked_for(talk: Talk) -> None:
    kazan, sea = {"latitude": 55.79, "longitude": 49.12}, {"latitude": 0.0, "longitude": -30.0}
    assert await talk.send(location=kazan) == talk.t("other.kind")
    await talk.say("/settings")
    await talk.press("set:zone")
    assert (await talk.send(location=sea)).startswith(talk.t("zone.unclear"))
    assert (await talk.send(location=kazan)).startswith(talk.t("settings.title"))
    assert habits(talk).zone == "Europe/Moscow"
    assert "55.7" not in json.dumps([dict(one) for one in talk.house.rows("select * from people")])
    assert await talk.send(location=sea) == talk.t("other.kind")


async def test_who_speaks_english_is_offered_the_world_and_russia_behind_a_button(ilya: Talk) -> None:
    await ilya.say("/settings")
    await ilya.press("set:zone")
    assert any(label.startswith("New York ") for label in ilya.labels)
    await ilya.tap(ilya.t("settings.button.russia"))
    assert len([data for data in datas(ilya.last) if data.startswith("zone:")]) == 11
    await ilya.tap("Omsk")
    assert habits(ilya).zone == "Asia/Omsk"


@pytest.mark.parametrize(("place", "first"), [(0, "02"), (1, "04"), (2, "03"), (3, "02")])
async def test_two_on_two_off_begins_where_today_is(vera: Talk, place: int, first: str) -> None:
    """Today is the first of December, and its hour has passed."""
    await vera.press("set:days", await shown(vera))
    await vera.tap(vera.t("days.on_two"))
    assert vera.text == vera.t("days.ask_two")
    await vera.tap(vera.labels[place])
    assert habits(vera).days == "two"
    assert next_morning(vera) == f"2026-12-{first} 09:30"


async def eventually(happened: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not happened():
            await asyncio.sleep(0.01)


async def shown(talk: Talk) -> dict[str, Any]:
    await talk.say("/settings")
    return talk.last


async def test_floating_days_need_the_button_and_then_write_once(vera: Talk) -> None:
    await vera.press("days:floating", await shown(vera), stale=True)
    assert next_morning(vera) is None
    assert vera.t("settings.next.shift") in vera.text
    at(vera.house, "2026-12-02T08:00")
    await vera.tap(vera.t("settings.on_shift"))
    assert "сегодня в 09:30" in vera.text
    assert next_morning(vera) == "2026-12-02 09:30"
    at(vera.house, "2026-12-02T10:00")
    await eventually(lambda: row(vera)["morning_day"] == "2026-12-02")
    vera.house.expect("message is not modified")
    await vera.press("days:shift", await shown(vera))
    assert next_morning(vera) is None
    assert vera.t("settings.next.done") in vera.text
    at(vera.house, "2026-12-03T08:00")
    assert vera.t("settings.next.shift") in await vera.say("/settings")


@pytest.mark.parametrize(
    ("typed", "minute"), [("8:30", 510), ("10", 600), ("8.45", 525), ("9 утра", 540), ("11 am", 660), ("в 9:15", 555)]
)
async def test_an_hour_is_typed(talk: Talk, typed: str, minute: int) -> None:
    await talk.press("quiet:0:0", await shown(talk), stale=True)
    await talk.press("set:morning")
    assert (await talk.say(typed)).startswith(talk.t("settings.title"))
    assert habits(talk).morning == minute


async def test_an_hour_that_can_not_be_is_refused_with_one_sentence(vera: Talk) -> None:
    await vera.press("set:morning", await shown(vera))
    asked = vera.text
    for typed, said in (
        ("скоро", vera.t("hours.unclear")),
        ("25:00", vera.t("hours.unclear")),
        ("7:00", vera.t("hours.quiet", tried="07:00", quiet="с 20:00 до 09:00")),
        ("19:30", vera.t("hours.order", morning="09:30", evening="19:00")),
    ):
        assert await vera.say(typed) == f"{said}\n\n{asked}"
    await vera.press("set:evening", stale=True)
    assert (await vera.say("21:00")).startswith(vera.t("hours.quiet", tried="21:00", quiet="с 20:00 до 09:00"))
    assert (await vera.say("9:00")).startswith(vera.t("hours.order", morning="09:30", evening="19:00"))
    assert (await vera.say("19:30")).startswith(vera.t("settings.title"))
    assert (habits(vera).morning, habits(vera).evening) == (570, 1170)


async def test_quiet_hours_are_typed_and_may_not_hide_a_message(talk: Talk) -> None:
    await talk.press("set:quiet", await shown(talk))
    asked = talk.text
    assert await talk.say("ночью") == f"{talk.t('quiet.unclear')}\n\n{asked}"
    clocks = {"ru": ("09:30", "19:00"), "en": ("9:30 AM", "7:00 PM")}[talk.lang]
    for wrong in ("18-8", "20-10", "9:30-9:31"):
        said = talk.t("quiet.quiet", morning=clocks[0], evening=clocks[1])
        assert await talk.say(wrong) == f"{said}\n\n{asked}"
    assert (await talk.say("22-7")).startswith(talk.t("settings.title"))
    assert (habits(talk).quiet_from, habits(talk).quiet_to) == (1320, 420)
    await talk.press("set:quiet")
    await talk.say("нет")
    assert talk.t("settings.quiet", quiet=talk.t("settings.quiet_never")) in talk.text


@pytest.mark.parametrize(
    ("typed", "country"), [("Россия", "RU"), ("russia", "RU"), ("none", None), ("5", "GB"), ("сша", "US")]
)
async def test_holidays_are_typed_and_kept(talk: Talk, typed: str, country: str | None) -> None:
    at(talk.house, "2026-12-31T19:00")
    await talk.press("set:holidays", await shown(talk))
    assert (await talk.say("Нарния")).startswith(talk.t("holidays.unclear"))
    assert (await talk.say(typed)).startswith(talk.t("settings.title"))
    assert habits(talk).holidays == country
    first = {"RU": "2027-01-11 09:30", "GB": "2027-01-04 09:30", "US": "2027-01-04 09:30", None: "2027-01-01 09:30"}
    assert next_morning(talk) == first[country]


@pytest.mark.parametrize(
    ("typed", "days"), [("5/2", "five"), ("2/2", "two"), ("смены", "floating"), ("floating", "floating")]
)
async def test_working_days_are_typed(talk: Talk, typed: str, days: str) -> None:
    await talk.press("set:days", await shown(talk))
    assert (await talk.say("иногда")).startswith(talk.t("days.unclear"))
    await talk.say(typed)
    if days == "two":
        assert talk.text == talk.t("days.ask_two")
        await talk.tap(talk.t("days.first"))
    assert habits(talk).days == days


async def test_thresholds_of_stale_deals_are_typed(talk: Talk) -> None:
    for which, value in (("b2b", "10"), ("mixed", "3 дня")):
        await talk.press(f"set:{which}", await shown(talk))
        for wrong in ("много", "0", "366", "-1"):
            assert (await talk.say(wrong)).startswith(talk.t("stale.unclear"))
        assert (await talk.say(value)).startswith(talk.t("settings.title"))
    assert (habits(talk).stale_b2b, habits(talk).stale_mixed) == (10, 3)
    assert str(talk.house.texts.words[talk.lang].count("settings.days", 10)) in talk.text


async def test_the_language_is_switched_and_the_zone_stays(vera: Talk) -> None:
    english = Talk(vera.house, vera.person, "en")
    await vera.say("/settings")
    await vera.tap("English")
    assert english.text.startswith(english.t("settings.title"))
    assert "tomorrow at 9:30 AM" in english.text
    assert "Moscow time" in english.text
    assert habits(english).zone == "Europe/Moscow"
    await english.tap("Русский")
    assert vera.text.startswith(vera.t("settings.title"))


async def test_a_changed_hour_neither_loses_nor_doubles_a_morning(vera: Talk) -> None:
    """Noon: today's message has passed before the person was met; tomorrow's is moved, and today's stays."""
    await vera.press("hour:morning:600", await shown(vera), stale=True)
    assert next_morning(vera) == "2026-12-02 10:00"
    at(vera.house, "2026-12-02T10:01")
    await eventually(lambda: row(vera)["morning_day"] == "2026-12-02")
    await vera.press("hour:morning:660", await shown(vera), stale=True)
    assert next_morning(vera) == "2026-12-03 11:00"
    at(vera.house, "2026-12-03T10:30")
    await vera.press("hour:morning:600", await shown(vera), stale=True)
    assert vera.t("settings.next.now") in vera.text
    await eventually(lambda: row(vera)["morning_day"] == "2026-12-03")
    assert next_morning(vera) == "2026-12-04 10:00"


@pytest.mark.parametrize(
    ("label", "until", "when"),
    [
        ("day", date(2026, 12, 3), "2026-12-03 09:30"),
        ("week", date(2026, 12, 9), "2026-12-09 09:30"),
        ("forever", FOREVER, None),
    ],
)
async def test_a_pause_by_a_button_and_its_end(vera: Talk, label: str, until: date, when: str | None) -> None:
    assert (await vera.say("/pause")).startswith(vera.t("pause.ask"))
    await vera.press(f"pause:{label}")
    assert habits(vera).paused_until == until
    assert next_morning(vera) == when
    if when:
        day = {"2026-12-03 09:30": "в четверг, 3 декабря", "2026-12-09 09:30": "в среду, 9 декабря"}[when]
        assert vera.t("pause.silent", when=f"{day} в 09:30") in vera.text
    else:
        assert vera.t("pause.silent_forever") in vera.text
    await vera.tap(vera.t("settings.button.go_on"))
    assert "завтра в 09:30" in vera.text
    assert habits(vera).paused_until is None
    assert next_morning(vera) == "2026-12-02 09:30"


async def test_a_pause_silences_what_was_to_be_sent_in_a_moment(vera: Talk) -> None:
    with closing(sqlite3.connect(vera.house.file)) as db, db:
        db.execute(
            "insert into ledger (slot, person, chat, kind, call, due_at, at) "
            "values ('late', ?, ?, 'morning', '[]', ?, 0)",
            (vera.person, vera.person, vera.house.clock.now() + DAY),
        )
    await vera.say("/pause")
    await vera.press("pause:day")
    assert [row["state"] for row in vera.house.rows("select state from ledger where slot = 'late'")] == ["cancelled"]


@pytest.mark.parametrize(
    ("typed", "when"),
    [
        ("25.12", "2026-12-25 09:30"),
        ("в субботу", "2026-12-07 09:30"),
        ("до 10 декабря", "2026-12-10 09:30"),
        ("через 3 дня", "2026-12-04 09:30"),
        ("навсегда", None),
    ],
)
async def test_a_pause_until_a_typed_day(vera: Talk, typed: str, when: str | None) -> None:
    await vera.say("/pause")
    await vera.say(typed)
    assert next_morning(vera) == when
    assert vera.t("settings.button.go_on") in vera.labels


async def test_a_day_that_is_not_ahead_is_refused_with_one_sentence(talk: Talk) -> None:
    await talk.say("/pause")
    asked = talk.text
    today, wrong = {"ru": ("сегодня", "когда-нибудь"), "en": ("today", "some day")}[talk.lang]
    assert await talk.say(today) == f"{talk.t('pause.past')}\n\n{asked}"
    assert await talk.say(wrong) == f"{talk.t('pause.unclear')}\n\n{asked}"
    assert habits(talk).paused_until is None


async def test_going_on_in_the_middle_of_a_day_does_not_bring_its_message_at_once(vera: Talk) -> None:
    await vera.say("/pause")
    await vera.press("pause:week")
    at(vera.house, "2026-12-03T15:00")
    await vera.say("/pause")
    assert vera.labels[0] == vera.t("settings.button.go_on")
    await vera.tap(vera.t("settings.button.go_on"))
    assert next_morning(vera) == "2026-12-04 09:30"
    await vera.say("/pause")
    await vera.press("pause:day")
    assert next_morning(vera) == "2026-12-07 09:30"  # Friday is silent


async def test_a_pause_shows_in_the_settings(vera: Talk) -> None:
    await vera.say("/pause")
    await vera.press("pause:week")
    text = await vera.say("/settings")
    assert vera.t("settings.next.after", when="в среду, 9 декабря в 09:30", zone="Москва") in text
    await vera.press("pause:forever", stale=True)
    assert vera.t("settings.next.never") in await vera.say("/settings")


async def test_a_question_of_the_settings_does_not_lose_an_open_check(talk: Talk) -> None:
    await talk.say("/deal")
    await talk.say("/settings")
    await talk.press("set:morning")
    await talk.say("10:30")
    assert habits(talk).morning == 630
    assert talk.question("stage") in await talk.say("1")
    await talk.say("/pause")
    await talk.press("settings", stale=True)
    assert talk.question("cycle") in await talk.say("1")
    await talk.say("/settings")
    await talk.press("set:zone")
    await talk.say("/cancel")
    assert talk.t("button.continue") in talk.labels


async def test_a_topic_can_be_typed_once_the_question_is_left(talk: Talk) -> None:
    await talk.press("set:zone", await shown(talk))
    await talk.press("settings")
    word = {"ru": "тендер", "en": "tender"}[talk.lang]
    assert (await talk.say(word)).startswith(talk.said.rows["procedure"].title)
    await talk.press("set:zone", await shown(talk))
    await talk.say("/cancel")
    assert (await talk.say(word)).startswith(talk.said.rows["procedure"].title)


@pytest.mark.parametrize(
    "data",
    [
        "set:", "set:mood", "zone:Mars/Olympus", "zone:", "days:seven", "days:", "hour:morning:1440", "hour:noon:5",
        "hour:morning:x", "quiet:1", "quiet:5:99999", "holidays:XX", "stale:b2b:0", "stale:b2c:5", "pause:year",
        "speak:de",
    ],
)  # fmt: skip
async def test_a_button_that_no_screen_shows_changes_nothing(vera: Talk, data: str) -> None:
    message, before = await shown(vera), habits(vera)
    assert await vera.press(data, message, stale=True) == vera.t("button.unknown")
    assert habits(vera) == before


async def test_settings_can_be_the_first_thing_ever_said(house: House) -> None:
    at(house, "2026-12-01T12:00")
    for person, first in ((2001, "/settings"), (2002, "/pause")):
        await house.play("person", id=person, first_name="Кто-то", language_code="ru")
        talk = Talk(house, person)
        await talk.say(first)
        await talk.press("set:zone", stale=True)
        assert (await talk.say("Омск")).startswith(talk.t("settings.title"))
        assert habits(talk).zone == "Asia/Omsk"
        assert row(talk)["morning_at"] > house.clock.now()


async def test_mornings_begin_with_the_next_one_for_whoever_is_met(vera: Talk) -> None:
    assert (row(vera)["morning_day"], next_morning(vera)) == ("2026-12-01", "2026-12-02 09:30")
    assert json.loads(row(vera)["habits"]) == {"zone": "Europe/Moscow"}


async def test_a_visit_is_asked_about_at_the_new_hour(vera: Talk) -> None:
    def asked_at() -> str:
        (visit,) = vera.house.rows("select ask_at from visits")
        return datetime.fromtimestamp(visit["ask_at"] / 1000, ZoneInfo("Europe/Moscow")).strftime("%d %H:%M")

    await vera.check(QUICK, name="Пекарня")
    await vera.tap(vera.t("on_card.more"))
    await vera.tap(vera.t("on_card.go"))
    assert asked_at() == "01 19:00"
    await vera.press("hour:evening:1110", await shown(vera), stale=True)
    assert asked_at() == "01 18:30"
    await vera.press("pause:week", stale=True)
    assert asked_at() == "09 18:30"


async def test_in_a_group_settings_are_nobodys(group: Talk) -> None:
    before = len(group.house.world.from_bot(GROUP_ID))
    await group.say("/settings")
    assert len(group.house.world.from_bot(GROUP_ID)) == before


async def test_a_long_label_fits_its_button(talk: Talk) -> None:
    for command in ("/settings", "/pause"):
        await talk.say(command)
        for data in datas(talk.last):
            await talk.press(data, talk.last, stale=True)
            assert all(len(one["text"]) <= 40 for one in buttons(talk.last))
            await talk.say(command)
