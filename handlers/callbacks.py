"""One format of callback data: a verb and its arguments, at most 64 bytes."""

import base64
import binascii

LIMIT = 64


def pack(verb: str, *args: str | int) -> str:
    data = ":".join([verb, *(pack_id(arg) if isinstance(arg, int) else arg for arg in args)])
    assert len(data.encode()) <= LIMIT, f"{data!r} is over {LIMIT} bytes"
    return data


def unpack(data: str) -> tuple[str, list[str]]:
    verb, *args = data.split(":")
    return verb, args


def pack_id(number: int) -> str:
    """63 bits as 11 characters."""
    return base64.urlsafe_b64encode(number.to_bytes(8, "big")).decode().rstrip("=")


def unpack_id(text: str) -> int | None:
    """None for what no button of ours says."""
    try:
        raw = base64.urlsafe_b64decode(text + "=") if len(text) == 11 else b""
    except (binascii.Error, ValueError):
        return None
    number = int.from_bytes(raw, "big") if len(raw) == 8 else 0
    return number if 0 < number < 2**63 else None
