"""Typed times of day, in both languages."""

import pytest

from bot.dates import hours

HOURS = {
    "0:00": ["0:00", "00:00", "24", "полночь", "midnight", "12am", "12 ночи", "0"],
    "1:00": ["1 ночи", "1:00", "1 am"],
    "8:00": [
        "8",
        "08",
        "8:00",
        "8.00",
        "08:00",
        "8 утра",
        "в 8",
        "at 8",
        "8 am",
        "8 часов",
        "8ч",
        "8 o'clock",
        "8a.m.",
    ],
    "8:30": ["8:30", "8.30", "830", "0830", "8 30", "8ч30", "8h30", "8:30 утра", "at 8:30 am"],
    "12:00": ["12", "12 дня", "полдень", "noon", "12pm", "в полдень"],
    "14:00": ["14", "2 дня", "2 pm", "14:00"],
    "19:00": ["19", "1900", "7 вечера", "7pm", "7 p.m.", "19:00", "19 часов", "в 7 вечера", "at 7 pm."],
    "20:00": ["8 вечера", "20 вечера"],
    "23:30": ["23:30", "11:30 вечера", "11:30 ночи", "11:30pm"],
}


@pytest.mark.parametrize(("typed", "expected"), [(text, hour) for hour, texts in HOURS.items() for text in texts])
def test_a_time(typed: str, expected: str) -> None:
    minute = hours.hour(typed)
    assert minute is not None
    assert f"{minute // 60}:{minute % 60:02}" == expected


@pytest.mark.parametrize(
    "typed", ["", "25", "8:60", "-1", "99", "8-30", "13 pm", "0 am", "утром", "skidka", "8:3", "12345", "8 9 10"]
)
def test_what_is_no_time(typed: str) -> None:
    assert hours.hour(typed) is None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("20:00-9:00", (1200, 540)), ("20-9", (1200, 540)), ("с 20 до 9", (1200, 540)), ("20 – 9", (1200, 540)),
        ("с 8 вечера до 9 утра", (1200, 540)), ("from 8 pm to 9 am", (1200, 540)), ("9 pm – 8 am", (1260, 480)),
        ("нет", (0, 0)), ("None", (0, 0)), ("no.", (0, 0)), ("не нужно", (0, 0)),
        ("20", None), ("9-9", None), ("20-9-8", None), ("", None), ("завтра", None), ("20-25", None),
    ],
)  # fmt: skip
def test_hours_from_to(typed: str, expected: tuple[int, int] | None) -> None:
    assert hours.span(typed) == expected
