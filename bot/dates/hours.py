"""A typed time of day -> minutes since midnight. Pure; the forms of both languages do not collide."""

import re

_HOUR = r"(\d{1,2})(?:\s?[\s:.hч]\s?(\d{2})|(?<=\d\d)(\d{2})|(?<=\d)(\d{2}))?"
_HALF = r"(?:\s?(?:часов|часа|час|ч|o'?clock|h))?\s?(утра|дня|вечера|ночи|[ap]\.?\s?m\.?)?"
HOUR = re.compile(rf"(?:в|at|к|by)?\s?{_HOUR}{_HALF}")
SPAN = re.compile(r"\s(?:до|to|till|until)\s|\s?[-–—]\s?")
NAMES = {"полдень": 12 * 60, "в полдень": 12 * 60, "noon": 12 * 60, "полночь": 0, "midnight": 0}
NEVER = ("нет", "никогда", "без них", "не нужно", "none", "no", "never", "off")


def hour(text: str) -> int | None:
    said = " ".join(text.lower().split()).strip(" .!,")
    if said in NAMES:
        return NAMES[said]
    found = HOUR.fullmatch(said)
    if not found:
        return None
    hours, minutes, half = int(found[1]), int(found[2] or found[3] or found[4] or 0), (found[5] or "")[:1]
    if half and not 1 <= hours <= 12:
        if half in "ap":
            return None
    elif half in ("p", "в") or (half == "д" and hours < 6) or (half == "н" and 8 < hours < 12):
        hours = hours % 12 + 12
    elif half in ("a", "у", "н"):
        hours %= 12
    return hours % 24 * 60 + minutes if hours <= 24 and minutes < 60 else None


def span(text: str) -> tuple[int, int] | None:
    """From when to when; both 0 for never."""
    said = " ".join(text.lower().split()).strip(" .!,")
    if said in NEVER:
        return 0, 0
    parts = SPAN.split(re.sub(r"^(с|со|from|between)\s", "", said))
    ends = [hour(part) for part in parts]
    if len(ends) != 2 or ends[0] is None or ends[1] is None or ends[0] == ends[1]:
        return None
    return ends[0], ends[1]
