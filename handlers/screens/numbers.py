"""How a language counts and writes numbers and dates: <language>/numbers.toml, which says what CLDR says.

Babel compiles the rules, but is not asked for its Locale: that reads 6 MB of countries, currencies and units.
"""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from babel.plural import PluralRule, RuleError

from bot.catalog import Problem


@dataclass(frozen=True, slots=True)
class Numbers:
    plural: PluralRule = field(default_factory=lambda: PluralRule({}))
    decimal: str = "."
    percent: str = "0%"
    day: str = "{month} {day}"
    months: tuple[str, ...] = ("",) * 12

    @property
    def forms(self) -> frozenset[str]:
        return self.plural.tags | {"other"}

    def write(self, value: float) -> str:
        """With two decimals at most."""
        return f"{Decimal(str(value)):.2f}".rstrip("0").rstrip(".").replace(".", self.decimal)

    def write_share(self, share: float) -> str:
        return self.percent.replace("0", f"{Decimal(str(share)) * 100:.0f}")

    def write_day(self, day: date) -> str:
        """Without the year."""
        return self._written(str(day.day), day.month)

    def write_days(self, first: date, last: date) -> str:
        """From one to the other, without the year; the month is said once where they share it."""
        if first.month == last.month:
            return self._written(f"{first.day}–{last.day}", first.month)
        return f"{self.write_day(first)} – {self.write_day(last)}"

    def _written(self, day: str, month: int) -> str:
        return self.day.replace("{day}", day).replace("{month}", self.months[month - 1])


def load_numbers(root: Path, lang: str) -> tuple[Numbers, list[Problem]]:
    """The plainest numbers where something is wrong with the file."""
    name = f"{lang}/numbers.toml"
    try:
        data = tomllib.loads((root / name).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return Numbers(), [Problem(name, "", f"can't be read: {error}")]
    problems = [Problem(name, *wrong) for wrong in _wrong(data)]
    if problems:
        return Numbers(), problems
    dates = data["dates"]
    plural = PluralRule(data.get("plural", {}))
    return Numbers(plural, data["decimal"], data["percent"], dates["day"], tuple(dates["months"])), []


def _wrong(data: dict[str, Any]) -> list[tuple[str, str]]:
    wrong = [(key, "must be a text") for key in ("decimal", "percent") if not isinstance(data.get(key), str)]
    if not wrong and "0" not in data["percent"]:
        wrong.append(("percent", "has no 0, where the number goes"))
    try:
        PluralRule(data.get("plural", {}))
    except (RuleError, ValueError, TypeError, AttributeError) as error:
        wrong.append(("plural", f"is no rule of CLDR: {error}"))
    return wrong or _wrong_dates(data.get("dates"))


def _wrong_dates(dates: object) -> list[tuple[str, str]]:
    said = dates if isinstance(dates, dict) else {}
    day, months = str(said.get("day", "")), said.get("months")
    wrong = [("dates.day", "must say where {day} and {month} go")] if not {"{day}", "{month}"} <= {*day.split()} else []
    if not isinstance(months, list) or [type(month) for month in months] != [str] * 12:
        wrong.append(("dates.months", "must be twelve texts"))
    return wrong
