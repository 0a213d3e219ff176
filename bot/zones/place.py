"""The time zone of a place on the map. The map takes 35 MB: it is read in a process of its own, once a person."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path

from bot.zones import is_zone

SECONDS = 10


async def zone_at(latitude: float, longitude: float) -> str | None:
    """None at sea, or when it can't be told."""
    zone = await asyncio.to_thread(_ask, json.dumps([latitude, longitude]))
    return zone if is_zone(zone) and not zone.startswith("Etc/") else None


def _ask(place: str) -> str:
    """The place goes by stdin: a list of processes shows it to nobody."""
    command = [sys.executable, "-m", "bot.zones.place"]
    try:
        asked = subprocess.run(  # noqa: S603 - nothing of it comes from outside
            command, input=place, capture_output=True, text=True, cwd=Path(__file__).parents[2], timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        return ""
    return asked.stdout.strip()


if __name__ == "__main__":
    from tzfpy import get_tz

    latitude, longitude = json.load(sys.stdin)
    sys.stdout.write(get_tz(longitude, latitude) or "")
