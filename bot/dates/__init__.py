"""A typed date -> the local date. Pure; the words of a language stand in a file of its own."""

import re
import tomllib
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

LONGEST = 400
"""Days ahead: later dates are refused, as are past ones."""
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
FIGURES = re.compile(r"(\d{1,2})([./-])(\d{1,2})(?:[./-](\d{4}|\d{2}))?")


@dataclass(frozen=True, slots=True)
class Words:
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    after: str
    next: str
    ordinal: str
    year: str
    left_out: str
    day_first: bool
    """Where both readings of 3/4 make sense: the third of April; else it is not understood."""
    days: dict[str, int | str]
    units: dict[str, str]
    numbers: dict[str, str]


@lru_cache
def words_of(lang: str) -> Words:
    data = tomllib.loads((Path(__file__).parent / f"{lang}.toml").read_text("utf-8"))
    return Words(**{**data, "months": tuple(data["months"]), "weekdays": tuple(data["weekdays"])})


def understand(text: str, lang: str, today: date) -> date | None:
    """None for what is no date, is past, or lies too far ahead; a day and month without a year is the next such."""
    words = words_of(lang)
    said = _tidy(text, words)
    found = next((day for way in WAYS if (day := way(said, words, today))), None)
    return found if found is not None and today <= found <= today + timedelta(LONGEST) else None


def _tidy(text: str, words: Words) -> str:
    """Lower case, one space, without what means nothing here; two readings of the same are one."""
    plain = re.sub(r"[^\w\s./-]+|[./-]+(?=\s|$)", " ", text.lower().replace("ё", "е"))
    kept = [word for word in plain.split() if not re.fullmatch(words.left_out, word)]
    return " ".join(kept)


def _named(said: str, words: Words, today: date) -> date | None:
    """Tomorrow."""
    ahead = words.days.get(said)
    if isinstance(ahead, str):
        many, unit = ahead.split()
        return _later(today, int(many), unit)
    return None if ahead is None else today + timedelta(ahead)


def _figures(said: str, words: Words, today: date) -> date | None:
    """2026-12-25, 25.12, 25.12.26; with a slash 12/25 too where that is the custom."""
    if iso := ISO.fullmatch(said):
        year, month, day = (int(part) for part in iso.groups())
        return _on(day, month, year, today)
    found = FIGURES.fullmatch(re.sub(rf" (?:{words.year})$", "", said))
    if not found:
        return None
    first, second, full = int(found[1]), int(found[3]), _year(found[4])
    if found[2] != "/" or words.day_first:
        return _on(first, second, full, today)
    readings = {_on(first, second, full, today), _on(second, first, full, today)} - {None}
    return readings.pop() if len(readings) == 1 else None


def _spelled(said: str, words: Words, today: date) -> date | None:
    """25 December, Dec 25th, 25 dec 2026."""
    day, year = rf"(?P<day>\d{{1,2}})(?: ?(?:{words.ordinal}))?", rf"(?: (?P<year>\d{{4}})(?: ?(?:{words.year}))?)?"
    for number, month in enumerate(words.months, 1):
        for order in (f"{day} ?(?:{month}){year}", f"(?:{month}) ?{day}{year}"):
            if found := re.fullmatch(order, said):
                return _on(int(found["day"]), number, _year(found["year"]), today)
    return None


def _weekday(said: str, words: Words, today: date) -> date | None:
    """Friday: the first after today; next Friday: in the week after this one."""
    after_next = re.match(rf"(?:{words.next}) ", said)
    place = _place(words.weekdays, said[after_next.end() :] if after_next else said)
    if place is None:
        return None
    if after_next:
        return today + timedelta(7 - today.weekday() + place)
    return today + timedelta((place - today.weekday() - 1) % 7 + 1)


def _ahead(said: str, words: Words, today: date) -> date | None:
    """In 3 days, two weeks, next month."""
    said = re.sub(rf"^(?:{words.after}|{words.next}) ", "", said)
    number = 1
    for name, pattern in [("", r"\d{1,3}"), *words.numbers.items()]:
        if found := re.match(rf"({pattern}) ", said):
            number, said = int(name or found[1]), said[found.end() :]
            break
    place = _place(words.units.values(), said)
    return None if place is None else _later(today, number, [*words.units][place])


def _of_month(said: str, words: Words, today: date) -> date | None:
    """The 25th: the next day with this number."""
    found = re.fullmatch(rf"(\d{{1,2}})(?: ?(?:{words.ordinal}))?", said)
    if not found:
        return None
    months = [_later(today.replace(day=1), ahead, "months") for ahead in range(3)]
    days = [_on(int(found[1]), month.month, month.year, today) for month in months]
    return next((day for day in days if day and day >= today), None)


WAYS: tuple[Callable[[str, Words, date], date | None], ...] = (
    _named, _figures, _spelled, _weekday, _ahead, _of_month)  # fmt: skip


def _place(patterns: Iterable[str], word: str) -> int | None:
    return next((place for place, pattern in enumerate(patterns) if re.fullmatch(pattern, word)), None)


def _year(text: str | None) -> int | None:
    return None if text is None else int(text) + (2000 if len(text) == 2 else 0)


def _on(day: int, month: int, year: int | None, today: date) -> date | None:
    """None for a day that does not exist; without a year the next that does."""
    for one in [year] if year is not None else range(today.year, today.year + 2):
        if 1 <= month <= 12 and 1 <= one <= 9999 and 1 <= day <= monthrange(one, month)[1]:
            found = date(one, month, day)
            if year is not None or found >= today:
                return found
    return None


def _later(today: date, many: int, unit: str) -> date:
    if unit in ("days", "weeks"):
        return today + timedelta(many * (7 if unit == "weeks" else 1))
    months = today.month - 1 + many * (12 if unit == "years" else 1)
    year, month = today.year + months // 12, months % 12 + 1
    return date(year, month, min(today.day, monthrange(year, month)[1]))
