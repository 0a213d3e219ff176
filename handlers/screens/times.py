"""Days and hours as they are said in one language."""

from datetime import date

from bot.person.schedule import Due, local, local_date
from handlers.screens.words import Words

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FAR = 300
"""Days from today from which on the year is said too."""


def hour(minute: int, words: Words) -> str:
    """By the pattern of the language: "HH:mm", "h:mm a"."""
    hours, minutes = divmod(minute, 60)
    pattern = words.plain("when.clock")
    half = words.plain("when.pm" if hours >= 12 else "when.am")
    said = pattern.replace("HH", f"{hours:02}").replace("h", str(hours % 12 or 12)).replace("mm", f"{minutes:02}")
    return said.replace("a", half)


def day(when: date, today: date, words: Words) -> str:
    """Tomorrow; on Friday, November 27."""
    if when == today:
        return words.plain("when.today")
    if (when - today).days == 1:
        return words.plain("when.tomorrow")
    return dated(when, today, words)


def short(when: date, today: date, words: Words) -> str:
    """November 27."""
    return _with_year(words.day(when), when, today, words)


def between(first: date, last: date, today: date, words: Words) -> str:
    """November 2–8; November 30 – December 6."""
    return _with_year(words.numbers.write_days(first, last), last, today, words)


def _with_year(said: str, when: date, today: date, words: Words) -> str:
    far = abs((when - today).days) >= FAR
    return words.plain("when.far", day=said, year=when.year) if far else said


def dated(when: date, today: date, words: Words) -> str:
    """On Friday, November 27, however near that is."""
    on = words.plain(f"weekday.{WEEKDAYS[when.weekday()]}")
    if abs((when - today).days) >= FAR:
        return words.plain("when.year", weekday=on, day=words.day(when), year=when.year)
    return words.plain("when.day", weekday=on, day=words.day(when))


def moment(due: Due, now: int, zone: str, words: Words) -> str:
    """Tomorrow at 9:30."""
    at = local(due.at, zone)
    said = day(at.date(), local_date(now, zone), words)
    return words.plain("when.moment", day=said, hour=hour(at.hour * 60 + at.minute, words))


def now_in(zone: str, now: int, words: Words) -> str:
    there = local(now, zone)
    return hour(there.hour * 60 + there.minute, words)
