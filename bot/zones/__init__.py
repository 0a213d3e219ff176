"""Where a person is -> the IANA name of the time zone. Pure, but for the lookup by coordinates."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from zoneinfo import available_timezones

from rapidfuzz import fuzz

RUSSIA = (
    "Europe/Kaliningrad", "Europe/Moscow", "Europe/Samara", "Asia/Yekaterinburg", "Asia/Omsk", "Asia/Krasnoyarsk",
    "Asia/Irkutsk", "Asia/Yakutsk", "Asia/Vladivostok", "Asia/Magadan", "Asia/Kamchatka",
)  # fmt: skip
"""One for each of its eleven times, from west to east."""
REGIONS = ("Africa/", "America/", "Antarctica/", "Arctic/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/",
           "Pacific/")  # fmt: skip
TYPO = 82
"""Similarity from which on a typed name counts as a city's, 0 to 100."""

OFFSET = re.compile(r"(?:utc|gmt)? ?([+-])0?(\d{1,2})(?::?00)?")
LEFT_OUT = re.compile(r"\b(г|город|по|время|времени|поясу?|time|zone|city|standard)\b\.?")


def find(text: str) -> str | None:
    """A zone's name, a city, or hours from UTC, typos included."""
    whole = _plain(text)
    said = " ".join(LEFT_OUT.sub(" ", whole).split())
    names = _names()
    if found := names.get(whole) or names.get(said):
        return found
    if offset := OFFSET.fullmatch(said):
        return _fixed(offset[1], int(offset[2]))
    return _nearly(said, names) if len(said) >= 4 else None


def city(zone: str, lang: str) -> str:
    """What a zone is called: by a city, or UTC+5."""
    if zone.startswith("Etc/GMT"):
        sign, hours = zone[7:8], zone[8:]
        return f"UTC{'-' if sign == '+' else '+'}{hours}" if hours else "UTC"
    return _cities(lang).get(zone, [zone.rpartition("/")[2].replace("_", " ")])[0]


def is_zone(name: str) -> bool:
    return name in names_of_zones()


@lru_cache(maxsize=1)
def names_of_zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s/+:-]", " ", text.lower().replace("ё", "е").replace("_", " ")).split())


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """All names of all zones, as they are typed."""
    names: dict[str, str] = {}
    for zone in sorted(names_of_zones(), key=lambda name: (name.count("/"), name)):  # the long names are the newer ones
        if zone.startswith(REGIONS):
            plain = _plain(zone)
            names |= {plain: zone, plain.rpartition("/")[2]: zone}
    files = Path(__file__).parent.glob("*.toml")
    typed = [(_plain(name), zone) for file in files for zone, own in _cities(file.stem).items() for name in own]
    return names | dict(typed)


@lru_cache
def _cities(lang: str) -> dict[str, list[str]]:
    file = Path(__file__).parent / f"{lang}.toml"
    return tomllib.loads(file.read_text("utf-8")) if file.exists() else {}


def _fixed(sign: str, hours: int) -> str | None:
    """UTC+5 is named Etc/GMT-5."""
    zone = f"Etc/GMT{'-' if sign == '+' else '+'}{hours}" if hours else "UTC"
    return zone if is_zone(zone) else None


def _nearly(said: str, names: dict[str, str]) -> str | None:
    """None where two zones are as near."""
    near = {name: score for name in names if (score := fuzz.ratio(said, name, score_cutoff=TYPO))}
    best = max(near.values(), default=0.0)
    zones = {names[name] for name, score in near.items() if score == best}
    return zones.pop() if len(zones) == 1 else None
