"""Addresses, as far as Telegram checks them."""

import re

LINK = re.compile(r"(?:(https?|tg|ton|tonsite)://)?([^\s/?#:@]+)(:\d{1,5})?([/?#]\S*)?", re.IGNORECASE)


def checked_link(url: str) -> str | None:
    """The address as Telegram keeps it, or None for what is no link at all."""
    match = LINK.fullmatch(url)
    if match is None:
        return None
    scheme, host, port, rest = match.groups()
    if scheme and scheme.lower() not in ("http", "https"):
        return url
    if "." not in host or host.startswith(".") or host.endswith("."):
        return None
    rest = rest or "/"
    return f"{(scheme or 'http').lower()}://{host.lower()}{port or ''}{rest if rest[0] == '/' else '/' + rest}"
