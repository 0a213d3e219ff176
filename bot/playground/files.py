"""Files that were sent, kept in memory, and the size of a picture from its first bytes."""

import hashlib
import mimetypes
import secrets
import struct
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class File:
    id: str
    unique_id: str
    path: str
    name: str
    mime: str
    body: bytes


class Files:
    def __init__(self) -> None:
        self._by_id: dict[str, File] = {}
        self._by_path: dict[str, File] = {}

    def add(self, folder: str, name: str, body: bytes, mime: str | None = None) -> File:
        ending = "." + name.rsplit(".", 1)[1] if "." in name else ""
        file = File(
            id=f"AgAC{secrets.token_urlsafe(36)}",
            unique_id=f"AQAD{hashlib.sha256(body).hexdigest()[:12]}",
            path=f"{folder}/file_{len(self._by_id)}{ending}",
            name=name,
            mime=mime or mimetypes.guess_type(name)[0] or "application/octet-stream",
            body=body,
        )
        self._by_id[file.id] = self._by_path[file.path] = file
        return file

    def get(self, file_id: str) -> File | None:
        return self._by_id.get(file_id)

    def at(self, path: str) -> File | None:
        return self._by_path.get(path)


def picture_size(body: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, JPEG, GIF or WebP; None when it is none of them."""
    if body[:8] == b"\x89PNG\r\n\x1a\n" and len(body) >= 24:
        width, height = struct.unpack(">II", body[16:24])
        return width, height
    if body[:6] in (b"GIF87a", b"GIF89a"):
        width, height = struct.unpack("<HH", body[6:10])
        return width, height
    if body[:4] == b"RIFF" and body[8:16] == b"WEBPVP8X" and len(body) >= 30:
        return 1 + int.from_bytes(body[24:27], "little"), 1 + int.from_bytes(body[27:30], "little")
    return _jpeg_size(body) if body[:2] == b"\xff\xd8" else None


def _jpeg_size(body: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(body) and body[at] == 0xFF:
        marker, length = body[at + 1], int.from_bytes(body[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", body[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
