"""numbers.toml: plural forms, numbers and dates as CLDR has them, in every language."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from babel import Locale
from babel.dates import format_skeleton
from babel.numbers import format_decimal, format_percent

from bot.catalog import ContentError
from handlers.screens.words import load_words
from tests.content.test_shipped import LANGS, WORDS


@pytest.mark.parametrize("lang", LANGS)
def test_plural_forms_are_those_of_cldr(lang: str) -> None:
    numbers, rule = WORDS[lang].numbers, Locale(lang).plural_form
    assert numbers.forms == rule.tags | {"other"}
    for number in [*range(2001), *(Decimal(tenths) / 10 for tenths in range(300))]:
        assert numbers.plural(number) == rule(number), number


@pytest.mark.parametrize("lang", LANGS)
def test_numbers_are_written_as_in_cldr(lang: str) -> None:
    for value in (0, 1, 10, 100, 2.5, 0.25, 0.125, 1.999, 12.04, 100.5):
        assert WORDS[lang].number(value) == format_decimal(value, "0.##", lang), value
    for thousandths in range(1001):
        share = thousandths / 1000
        assert WORDS[lang].percent(share) == format_percent(share, locale=lang), share


@pytest.mark.parametrize("lang", LANGS)
def test_days_are_written_as_in_cldr(lang: str) -> None:
    skeleton = {"ru": "MMMMd"}.get(lang, "MMMd")
    for day in (date(2028, 1, 1) + timedelta(days) for days in range(366)):
        assert WORDS[lang].day(day) == format_skeleton(skeleton, day, locale=lang), day


@pytest.mark.parametrize(
    ("lang", "first", "last", "said"),
    [
        ("ru", date(2028, 12, 2), date(2028, 12, 8), "2–8 декабря"),
        ("ru", date(2028, 11, 27), date(2028, 12, 3), "27 ноября – 3 декабря"),
        ("en", date(2028, 12, 2), date(2028, 12, 8), "Dec 2–8"),
        ("en", date(2028, 12, 29), date(2029, 1, 4), "Dec 29 – Jan 4"),
    ],
)
def test_days_of_one_month_name_it_once(lang: str, first: date, last: date, said: str) -> None:
    assert WORDS[lang].numbers.write_days(first, last) == said


PLAIN = 'decimal = "."\npercent = "0%"\n[dates]\n'


@pytest.mark.parametrize(
    ("numbers", "key", "rule"),
    [
        (None, "", "can't be read"),
        ('decimal = "."\npercent = "0%', "", "can't be read"),
        ('decimal = 1\npercent = "0%"', "decimal", "must be a text"),
        ('decimal = "."', "percent", "must be a text"),
        ('decimal = "."\npercent = "%"', "percent", "has no 0"),
        ('decimal = "."\npercent = "0%"\nplural = "one"', "plural", "is no rule of CLDR"),
        ('decimal = "."\npercent = "0%"\n[plural]\none = "n equals 1"', "plural", "is no rule of CLDR"),
        ('decimal = "."\npercent = "0%"\n[plural]\nsome = "n is 1"', "plural", "is no rule of CLDR"),
        ('decimal = "."\npercent = "0%"\n[plural]\none = 1', "plural", "is no rule of CLDR"),
        (PLAIN + f'day = "{{month}}"\nmonths = {[*"123456789abc"]}', "dates.day", "where {day} and {month} go"),
        (PLAIN + f'day = "{{day}} {{month}}"\nmonths = {[*"123456789ab"]}', "dates.months", "must be twelve texts"),
        (PLAIN + f'day = "{{day}} {{month}}"\nmonths = {[*range(12)]}', "dates.months", "must be twelve texts"),
    ],
)
def test_what_is_wrong_with_the_numbers_is_named(tmp_path: Path, numbers: str | None, key: str, rule: str) -> None:
    (tmp_path / "en" / "ui").mkdir(parents=True)
    (tmp_path / "en" / "ui" / "card.toml").write_text('[a]\nb = "x"', "utf-8")
    if numbers is not None:
        (tmp_path / "en" / "numbers.toml").write_text(numbers, "utf-8")
    with pytest.raises(ContentError) as caught:
        load_words(tmp_path, ["en"])
    (problem,) = caught.value.problems
    assert (problem.file, problem.key) == ("en/numbers.toml", key)
    assert rule in problem.rule
