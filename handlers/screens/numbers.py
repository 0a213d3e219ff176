"""How a language counts and writes numbers: <language>/numbers.toml, which says what CLDR says.

Babel compiles the rules, but is not asked for its Locale: that reads 6 MB of countries, currencies and units.
"""

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from babel.plural import PluralRule, RuleError

from bot.catalog import Problem


@dataclass(frozen=True, slots=True)
class Numbers:
    plural: PluralRule
    decimal: str
    percent: str

    @property
    def forms(self) -> frozenset[str]:
        return self.plural.tags | {"other"}

    def write(self, value: float) -> str:
        """With two decimals at most."""
        return f"{Decimal(str(value)):.2f}".rstrip("0").rstrip(".").replace(".", self.decimal)

    def write_share(self, share: float) -> str:
        return self.percent.replace("0", f"{Decimal(str(share)) * 100:.0f}")


def load_numbers(root: Path, lang: str) -> tuple[Numbers, list[Problem]]:
    """With what is wrong with the file; then only "other" is known as a plural form."""
    name = f"{lang}/numbers.toml"
    rule, key = "", ""
    try:
        data: dict[str, Any] = tomllib.loads((root / name).read_text("utf-8"))
        key = next((key for key in ("decimal", "percent") if not isinstance(data.get(key), str)), "")
        rule = "must be a text" if key else ""
        plural = PluralRule(data.get("plural", {}))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        rule = f"can't be read: {error}"
    except (RuleError, ValueError, TypeError, AttributeError) as error:
        key, rule = "plural", f"is no rule of CLDR: {error}"
    if rule:
        return Numbers(PluralRule({}), ".", "0%"), [Problem(name, key, rule)]
    return Numbers(plural, data["decimal"], data["percent"]), []
