"""The parameters of one call, however they were sent."""

import json
from dataclasses import dataclass
from typing import Any

from bot.playground.errors import bad

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    mime: str
    body: bytes


class Params:
    __slots__ = ("_parsed", "raw", "uploads")

    def __init__(self, raw: Json, uploads: dict[str, Upload] | None = None) -> None:
        self.raw = raw
        self.uploads = uploads or {}
        self._parsed: Json = {}

    def has(self, name: str) -> bool:
        return self.raw.get(name) is not None

    def text(self, name: str) -> str:
        value = self.raw.get(name)
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        if isinstance(value, bool):
            return "true" if value else "false"
        return str(value) if isinstance(value, int | float) else json.dumps(value)

    def integer(self, name: str, default: int = 0) -> int:
        value = self.raw.get(name)
        if isinstance(value, int):
            return int(value)
        try:
            return int(float(value)) if value else default
        except (TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        return self.text(name).strip().lower() in ("true", "yes", "1")

    def data(self, name: str) -> Any:
        """A parameter that is JSON: native in a JSON body, a string anywhere else."""
        value = self.raw.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            if name not in self._parsed:
                self._parsed[name] = json.loads(value)
            return self._parsed[name]
        except ValueError:
            raise bad(f"can't parse {WHAT.get(name, name)} JSON object") from None

    def record(self, name: str) -> Json:
        value = self.data(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise bad("object expected as " + WHAT.get(name, name))
        return value

    def upload(self, name: str) -> Upload | str:
        """A file: its bytes, or the identifier or address that stands for it; "" when there is none."""
        value = self.text(name)
        if value.startswith("attach://"):
            return self.uploads.get(value.removeprefix("attach://"), "")
        return self.uploads.get(name) or value


WHAT = {
    "reply_markup": "reply keyboard markup",
    "reply_parameters": "reply parameters",
    "entities": "entities",
    "options": "options",
    "scope": "BotCommandScope",
}


def boolean(value: Json, *names: str) -> None:
    for name in names:
        if not isinstance(value.get(name, False), bool):
            raise bad(f'field "{name}" must be of type Boolean')


def known(value: Json, names: frozenset[str], what: str) -> None:
    """Stricter than Telegram, which ignores what it does not know: so that our own mistakes show."""
    for name in value:
        if name not in names:
            raise bad(f'unknown field "{name}" of {what}')
