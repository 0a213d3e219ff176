"""When a person works and wants to be written to. Pure; kept as JSON in people.habits."""

import json
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from functools import lru_cache
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo

Days = Literal["five", "two", "floating"]
"""Monday to Friday; two on, two off; only on the days named by the person."""

DAYS: tuple[Days, ...] = get_args(Days)
ZONES = {"ru": "Europe/Moscow", "en": "Europe/London"}
"""Until the person names another: by language."""
HOLIDAYS = ("RU", "BY", "KZ", "GB", "US", "DE")
"""Countries whose public holidays can be kept."""

FOREVER = date.max
DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Habits:
    """Hours are minutes of the local day."""

    zone: str = ZONES["en"]
    days: Days = "five"
    since: date | None = None
    """Two on, two off: a first working day."""
    shift: date | None = None
    """Floating: the last day on which the person was on shift."""
    morning: int = 9 * 60 + 30
    evening: int = 19 * 60
    quiet_from: int = 20 * 60
    quiet_to: int = 9 * 60
    holidays: str | None = None
    stale_b2b: int = 14
    stale_mixed: int = 7
    paused_until: date | None = None
    """The first day that is not silent any more."""
    paused_from: date | None = None
    """Since when questions to remember wait."""
    tips: bool = True
    """One in the morning message."""

    def is_quiet(self, minute: int) -> bool:
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= minute < self.quiet_to
        return minute >= self.quiet_from or minute < self.quiet_to

    @property
    def trouble(self) -> Literal["quiet", "order"] | None:
        """Why these hours can't be kept together."""
        if self.is_quiet(self.morning) or self.is_quiet(self.evening):
            return "quiet"
        return "order" if self.evening <= self.morning else None

    def dump(self) -> str:
        """Only what differs from the defaults, and the zone."""
        said = {name: value for name, value in asdict(self).items() if value != getattr(_DEFAULT, name)}
        return json.dumps(
            {"zone": self.zone} | said,
            default=lambda day: "forever" if day == FOREVER else day.isoformat(),
        )


_DEFAULT = Habits()


@lru_cache(maxsize=256)
def load(text: str, lang: str | None = None) -> Habits:
    """Unknown names are left out; for what is missing or can't be, the default stands."""
    said = {"zone": ZONES.get(lang or "en", _DEFAULT.zone), **json.loads(text)}
    read = {field.name: _read(field.name, said[field.name]) for field in fields(Habits) if field.name in said}
    habits = Habits(**{name: value for name, value in read.items() if value is not None})
    if habits.trouble:
        hours = {name: getattr(_DEFAULT, name) for name in ("morning", "evening", "quiet_from", "quiet_to")}
        habits = replace(habits, **hours)
    return habits


def is_zone(name: str) -> bool:
    """An IANA name that this machine knows."""
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # unknown, a folder, or no name at all
        return False
    return True


def _read(name: str, value: Any) -> Any:
    """None for what this field can't be."""
    if name == "zone":
        return value if isinstance(value, str) and is_zone(value) else None
    if name == "days":
        return value if value in DAYS else None
    if name == "holidays":
        return value if value in HOLIDAYS else None
    if name in ("since", "shift", "paused_until", "paused_from"):
        return day_of(value)
    if name == "tips":
        return value if isinstance(value, bool) else None
    fits = isinstance(value, int) and (1 <= value <= 365 if name.startswith("stale") else 0 <= value < DAY)
    return value if fits else None


def day_of(value: Any) -> date | None:
    """As it is stored; None for what is no day."""
    if value == "forever":
        return FOREVER
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None
