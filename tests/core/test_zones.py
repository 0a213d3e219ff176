"""Places, as people type or send them, and their time zones."""

from zoneinfo import ZoneInfo

import pytest

from bot.person.schedule import local
from bot.zones import RUSSIA, city, find, is_zone
from bot.zones.place import zone_at

TYPED = {
    "Europe/Moscow": ["Москва", "москва", "МСК", "по Москве", "москве", "г. Казань", "Питер", "санкт петербург",
                      "moscow", "Moscow time", "europe/moscow", "Нижний Новгород", "Kazan", "Ростов"],
    "Asia/Yekaterinburg": ["Екатеринбург", "екатеренбург", "Челябинск", "в Челябинске", "МСК+2", "мск +2", "Уфа",
                           "Perm"],
    "Asia/Omsk": ["Омск", "Omsk"],
    "Asia/Tomsk": ["Томск"],
    "Asia/Vladivostok": ["Владивосток", "Хабаровск", "мск+7"],
    "Europe/Berlin": ["Berlin", "berlin", "Берлин", "Munich", "Мюнхен"],
    "America/New_York": ["New York", "new york", "America/New_York", "america/new york", "Нью-Йорк", "нью йорк",
                         "Boston", "NYC", "eastern time", "New_York"],
    "America/Los_Angeles": ["San Francisco", "LA", "Los Angeles", "Pacific"],
    "America/Argentina/Buenos_Aires": ["Buenos Aires", "Буэнос Айрес", "America/Argentina/Buenos_Aires"],
    "Asia/Kolkata": ["Mumbai", "Дели", "India"],
    "Europe/London": ["London", "Лондон", "UK", "Manchester"],
    "Europe/Kyiv": ["Киев", "Kyiv"],
    "Etc/GMT-5": ["UTC+5", "utc +5", "GMT+5", "+5", "UTC+05:00"],
    "Etc/GMT+3": ["UTC-3", "-3"],
    "UTC": ["UTC", "gmt", "UTC+0", "+0"],
}  # fmt: skip


@pytest.mark.parametrize(("typed", "zone"), [(text, zone) for zone, texts in TYPED.items() for text in texts])
def test_a_place_that_is_typed(typed: str, zone: str) -> None:
    assert find(typed) == zone


@pytest.mark.parametrize(
    "typed", ["", "5", "тендер", "утром", "Europe", "UTC+15", "+99", "город", "xq", "скидка", "!!!"]
)
def test_what_is_no_place(typed: str) -> None:
    assert find(typed) is None


def test_russia_has_eleven_times_each_offered_once() -> None:
    hours = [local(1_800_000_000_000, zone).utcoffset() for zone in RUSSIA]
    assert len(set(hours)) == 11
    assert hours == sorted(hours, key=lambda ahead: ahead or 0)


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_every_city_of_the_lists_is_found_again_in_a_zone_that_exists(lang: str) -> None:
    from bot.zones import _cities

    for zone, names in _cities(lang).items():
        assert is_zone(zone), zone
        assert ZoneInfo(zone).key == zone
        for name in names:
            assert find(name) == zone, name


def test_a_zone_is_called_by_a_city() -> None:
    assert [city(zone, "ru") for zone in ("Europe/Moscow", "Asia/Kamchatka", "America/New_York", "Africa/Lagos")] == [
        "Москва", "Петропавловск-Камчатский", "Нью-Йорк", "Lagos",
    ]  # fmt: skip
    assert [city(zone, "en") for zone in ("Europe/Moscow", "America/New_York", "Etc/GMT-5", "Etc/GMT+3", "UTC")] == [
        "Moscow", "New York", "UTC+5", "UTC-3", "UTC",
    ]  # fmt: skip
    assert city("America/Argentina/Buenos_Aires", "en") == "Buenos Aires"


@pytest.mark.parametrize(
    ("place", "zone"),
    [
        ((55.79, 49.12), "Europe/Moscow"),  # Kazan: the nearest city that names a zone keeps another time
        ((55.16, 61.40), "Asia/Yekaterinburg"),
        ((48.71, 44.51), "Europe/Volgograd"),
        ((-33.87, 151.21), "Australia/Sydney"),
        ((40.71, -74.0), "America/New_York"),
        ((0.0, -30.0), None),
        ((91.0, 181.0), None),
    ],
)
async def test_a_place_on_the_map(place: tuple[float, float], zone: str | None) -> None:
    assert await zone_at(*place) == zone
