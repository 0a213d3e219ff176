"""Typed dates, as people type them on a Tuesday, 24 November 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dates import LONGEST, understand

TODAY = date(2026, 11, 24)

RU = {
    "2026-11-24": ["сегодня", "Сегодня!", "24.11", "24 ноября", "24"],
    "2026-11-25": ["завтра", " Завтра ", "завтра утром", "на завтра", "в среду", "среда", "ср", "25", "25-го"],
    "2026-11-26": ["послезавтра", "после завтра", "через день", "через 2 дня", "в четверг", "чт"],
    "2026-11-27": ["в пятницу", "пятница", "пт", "к пятнице", "до пятницы", "в эту пятницу", "в ближайшую пятницу",
                   "через 3 дня", "через три дня", "3 дня"],
    "2026-11-28": ["в субботу", "сб", "через четыре дня"],
    "2026-11-29": ["в воскресенье", "вс"],
    "2026-11-30": ["в понедельник", "понедельник", "пн", "в следующий понедельник"],
    "2026-12-01": ["во вторник", "через неделю", "неделю", "на следующей неделе", "1 декабря"],
    "2026-12-04": ["в следующую пятницу", "следующая пятница", "след. пятница"],
    "2026-12-08": ["через 2 недели", "через две недели", "2 недели", "через пару недель"],
    "2026-12-24": ["через месяц", "через 1 месяц", "через 30 дней"],
    "2026-12-25": ["25.12", "25.12.", "25.12.2026", "25.12.26", "25/12", "25-12", "25 декабря", "25 дек", "25 дек.",
                   "25-го декабря", "25 декабря 2026", "25 декабря 2026 года", "25 декабря 2026 г.", "до 25 декабря",
                   "2026-12-25", "25декабря", "25.12.2026 г."],
    "2027-01-01": ["1.1", "01.01", "1 января"],
    "2027-03-03": ["3 марта", "03.03", "3.3"],
    "2027-05-01": ["1 мая", "01.05.2027"],
    "2027-05-24": ["через полгода", "через 6 месяцев"],
    "2027-11-20": ["20.11", "20 ноября"],
    "2027-11-24": ["через год"],
}  # fmt: skip
EN = {
    "2026-11-24": ["today", "Today.", "24 Nov", "tonight"],
    "2026-11-25": ["tomorrow", "Tomorrow", "tomorrow morning", "by tomorrow", "wednesday", "on wed", "the 25th"],
    "2026-11-26": ["day after tomorrow", "the day after tomorrow", "in 2 days", "in a couple of days", "thu"],
    "2026-11-27": ["friday", "fri", "on friday", "this friday", "by Friday", "in 3 days", "in three days", "3 days"],
    "2026-11-30": ["monday", "mon", "next monday"],
    "2026-12-01": ["tuesday", "in a week", "next week", "one week", "dec 1st"],
    "2026-12-04": ["next friday", "next fri"],
    "2026-12-08": ["in 2 weeks", "two weeks"],
    "2026-12-24": ["in a month", "next month", "24/12"],
    "2026-12-25": ["dec 25", "25 Dec", "Dec. 25", "December 25", "25 december", "25th of December",
                   "December 25th, 2026", "the 25th of December", "25.12", "25.12.2026", "12/25",
                   "25/12", "12/25/2026", "2026-12-25"],
    "2027-01-01": ["1/1", "jan 1"],
    "2027-03-03": ["march 3", "3 march", "3/3"],
    "2027-05-01": ["1 may", "may 1"],
}  # fmt: skip
NOT_RU = [
    "вчера", "31.02", "30 февраля", "32.12", "25.13", "0.12", "12/25", "25.12.2020", "25 декабря 2020", "25.12.2030",
    "через 2 года", "тендер", "скидка 5", "мы подумаем", "", "!", "месяцами", "через", "следующая", "дек", "декабрь",
    "99", "1.2.3.4", "99999999999999999999", "через 99999 дней", "5 10", "пятого", "2026-13-01", "0000-01-01",
]  # fmt: skip
NOT_EN = [
    "yesterday", "feb 30", "32 dec", "3/4", "4/3/2027", "13/13", "Dec 25 2020", "Dec 25 2030", "in 2 years", "tender",
    "may", "march", "we will think about it", "too expensive", "next", "in", "", "завтра", "1st place",
]  # fmt: skip


@pytest.mark.parametrize(("typed", "day"), [(text, day) for day, texts in RU.items() for text in texts])
def test_a_date_in_russian(typed: str, day: str) -> None:
    assert understand(typed, "ru", TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(("typed", "day"), [(text, day) for day, texts in EN.items() for text in texts])
def test_a_date_in_english(typed: str, day: str) -> None:
    assert understand(typed, "en", TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(("lang", "typed"), [*(("ru", text) for text in NOT_RU), *(("en", text) for text in NOT_EN)])
def test_what_is_no_date_ahead_is_not_understood(lang: str, typed: str) -> None:
    assert understand(typed, lang, TODAY) is None


def test_a_year_has_to_be_said_only_for_what_is_past() -> None:
    assert understand("24.11", "ru", TODAY) == TODAY
    assert understand("23.11", "ru", TODAY) == date(2027, 11, 23)
    assert understand("23.11.2026", "ru", TODAY) is None


def test_a_leap_day_is_the_next_one_if_that_is_near() -> None:
    assert understand("29 февраля", "ru", date(2027, 12, 1)) == date(2028, 2, 29)
    assert understand("29 февраля", "ru", TODAY) is None


def test_a_day_of_the_month_is_the_next_such_day() -> None:
    assert understand("31", "ru", date(2026, 11, 5)) == date(2026, 12, 31)
    assert understand("30", "ru", date(2027, 1, 31)) == date(2027, 3, 30)
    assert understand("5", "ru", date(2026, 12, 31)) == date(2027, 1, 5)


def test_a_month_has_no_day_too_many() -> None:
    assert understand("через месяц", "ru", date(2027, 1, 31)) == date(2027, 2, 28)


def test_next_week_begins_on_monday() -> None:
    sunday = date(2026, 11, 29)
    assert understand("next monday", "en", sunday) == date(2026, 11, 30)
    assert understand("next sunday", "en", sunday) == date(2026, 12, 6)
    assert understand("sunday", "en", sunday) == date(2026, 12, 6)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, LONGEST))
def test_every_day_can_be_written_in_figures(today: date, ahead: int) -> None:
    day = today + timedelta(ahead)
    for text in (day.isoformat(), f"{day:%d.%m.%Y}"):
        assert understand(text, "ru", today) == understand(text, "en", today) == day


@given(st.text(), st.sampled_from(["ru", "en"]), st.dates(date(1970, 1, 1), date(2100, 1, 1)))
def test_whatever_is_typed_gives_a_day_ahead_or_nothing(text: str, lang: str, today: date) -> None:
    found = understand(text, lang, today)
    assert found is None or today <= found <= today + timedelta(LONGEST)
