"""Habits are kept as JSON, and read whatever an older or newer version has written."""

import json
from datetime import date

import pytest

from bot.person.habits import FOREVER, Habits, load

MOVED = Habits(
    zone="Asia/Kolkata", days="two", since=date(2026, 3, 1), shift=date(2026, 3, 2), morning=480, evening=1200,
    quiet_from=1300, quiet_to=400, holidays="RU", stale_b2b=30, stale_mixed=3, paused_until=date(2026, 12, 31),
)  # fmt: skip


@pytest.mark.parametrize("habits", [Habits(), MOVED, Habits(paused_until=FOREVER), Habits(quiet_from=0, quiet_to=0)])
def test_what_is_kept_is_read_again(habits: Habits) -> None:
    assert load(habits.dump(), "ru") == habits
    assert json.loads(habits.dump())["zone"] == habits.zone


def test_only_what_differs_is_written_and_the_zone() -> None:
    assert Habits(zone="Europe/Moscow", stale_b2b=7).dump() == '{"zone": "Europe/Moscow", "stale_b2b": 7}'


def test_until_a_zone_is_named_the_language_gives_it() -> None:
    assert load("{}", "ru").zone == "Europe/Moscow"
    assert load("{}", "en").zone == load("{}", None).zone == load("{}", "de").zone == "Europe/London"
    assert load('{"zone": "Asia/Omsk"}', "en").zone == "Asia/Omsk"


@pytest.mark.parametrize(
    "wrong",
    [
        {"zone": "Mars/Olympus"}, {"zone": ""}, {"zone": "Europe"}, {"zone": "../etc/passwd"}, {"zone": 3},
        {"days": "seven"}, {"since": "yesterday"}, {"shift": 3}, {"morning": -1}, {"morning": 1440}, {"evening": "19"},
        {"holidays": "XX"}, {"stale_b2b": 0}, {"stale_mixed": 366}, {"paused_until": "31.12"}, {"mood": "good"},
        {"morning": 8 * 60}, {"evening": 20 * 60}, {"morning": 1139, "evening": 1138}, {"quiet_to": 600},
    ],
)  # fmt: skip
def test_what_can_not_be_becomes_the_default(wrong: dict[str, object]) -> None:
    assert load(json.dumps({"zone": "Asia/Omsk", **wrong} | {"stale_b2b": 9} | wrong)) == load(
        json.dumps({"zone": wrong.get("zone", "Asia/Omsk"), "stale_b2b": wrong.get("stale_b2b", 9)})
    )


@pytest.mark.parametrize(
    ("habits", "quiet", "loud"),
    [
        (Habits(), (1200, 1439, 0, 539), (540, 1199)),
        (Habits(quiet_from=60, quiet_to=420), (60, 419), (0, 59, 420, 1439)),
        (Habits(quiet_from=600, quiet_to=600), (), (0, 600, 1439)),
    ],
)
def test_quiet_hours_may_go_over_midnight(habits: Habits, quiet: tuple[int, ...], loud: tuple[int, ...]) -> None:
    assert all(habits.is_quiet(minute) for minute in quiet)
    assert not any(habits.is_quiet(minute) for minute in loud)


def test_a_message_in_the_quiet_hours_or_an_evening_before_the_morning_is_trouble() -> None:
    assert Habits().trouble is None
    assert Habits(morning=539).trouble == "quiet"
    assert Habits(evening=1200).trouble == "quiet"
    assert Habits(morning=700, evening=700).trouble == "order"
