"""{name} in a manager's own tip: the receiver's first name. Pure."""

import re
from html import escape

_NAME = r"\{(?:name|имя)\}"
_PLACE = re.compile(_NAME, re.IGNORECASE)
_MARKED = rf"(?:<(\w+)>\s*{_NAME}\s*</\1>|{_NAME})"
_BEFORE = re.compile(rf"\s*,\s*{_MARKED}", re.IGNORECASE)
_FIRST = re.compile(rf"(?:<[^>]*>|\s)*{_NAME}", re.IGNORECASE)
_AFTER = re.compile(rf"{_MARKED}\s*[,:]?\s*", re.IGNORECASE)


def is_named(html: str) -> bool:
    return _PLACE.search(html) is not None


def named(html: str, name: str) -> str:
    return _PLACE.sub(lambda _: escape(name), html)


def nameless(html: str) -> str:
    """For many at once: neither the name nor the comma beside it; what it began begins with a capital letter."""
    left = _AFTER.sub("", _BEFORE.sub("", html)).strip()
    return _capital(left) if _FIRST.match(html) else left


def _capital(html: str) -> str:
    """The first letter that is not a tag's."""
    return re.sub(r"^((?:<[^>]*>|\s)*)(\w)", lambda found: found[1] + found[2].upper(), html, count=1)
