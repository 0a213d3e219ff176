"""Settings, and the pause."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.person.habits import Habits
from bot.person.schedule import Due
from bot.replies.base import Reply

Hour = Literal["morning", "evening"]
Stale = Literal["b2b", "mixed"]
Trouble = Literal["unclear", "quiet", "order", "past"]
"""Not understood; in the quiet hours; an evening before the morning; a day that is not ahead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfHabits(Reply):
    """Anything about a person's habits."""

    habits: Habits
    now: int
    trouble: Trouble | None = None
    """What is wrong with what was typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences(OfHabits):
    """All of them, and what they mean for the next morning."""

    due: Due | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneQuestion(OfHabits):
    russia: bool = False
    """All of Russia's time zones, for those who are offered others first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysQuestion(OfHabits):
    two: bool = False
    """Which of the four days today is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HourQuestion(OfHabits):
    which: Hour
    tried: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietQuestion(OfHabits):
    """From when to when nothing is sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidaysQuestion(OfHabits):
    """Whose public holidays are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleQuestion(OfHabits):
    """After how many quiet days a deal is marked."""

    which: Stale


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause(OfHabits):
    """How long to be silent, or until when the bot is."""

    due: Due | None
    """The next morning."""
    day: date
    week: date
    """When it would go on after a day, and after a week."""
