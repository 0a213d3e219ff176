"""How wide a text is in the shipped font, and which characters it has: read from the font files themselves."""

import struct
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

REGULAR, BOLD, NAMES = "CoachSans-Regular.ttf", "CoachSans-Bold.ttf", "CoachSans-Names.ttf"
"""The last one has what the others lack in names: other scripts and signs."""


class Face:
    """One TrueType file: the advance of each character, in parts of the type size."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def widths(self) -> Mapping[int, float]:
        tables = _tables(self._path.read_bytes())
        (unit,) = struct.unpack_from(">H", tables["head"], 18)
        (count,) = struct.unpack_from(">H", tables["hhea"], 34)
        advances = struct.unpack_from(">" + "Hh" * count, tables["hmtx"])[::2]
        return {char: advances[min(glyph, count - 1)] / unit for char, glyph in _characters(tables["cmap"]).items()}


class Fonts:
    def __init__(self, folder: Path) -> None:
        self.files = [folder / name for name in (REGULAR, BOLD, NAMES)]
        self._regular, self._bold, self._names = (Face(file) for file in self.files)

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Kerning and ligatures, which mostly save room, are left out."""
        own = (self._bold if bold else self._regular).widths
        return size * sum(own.get(code) or self._names.widths.get(code, 1.0) for code in map(ord, text))

    def drawable(self, text: str) -> str:
        """Without the characters that no shipped font has."""
        kept = (char for char in text if ord(char) in self._bold.widths or ord(char) in self._names.widths)
        return " ".join("".join(kept).split())

    def wrap(self, text: str, size: float, room: float, lines: int, *, bold: bool = False) -> list[str]:
        """At most so many lines; what has no room is left out, and an ellipsis says so."""
        found: list[str] = []
        rest = text
        while rest and len(found) < lines:
            last = len(found) == lines - 1
            line = self._first_line(rest, size, room, bold=bold)
            rest = rest[len(line) :].lstrip()
            found.append(self._ended(line, size, room, bold=bold) if last and rest else line.rstrip())
        return found

    def _first_line(self, text: str, size: float, room: float, *, bold: bool) -> str:
        if self.width(text, size, bold=bold) <= room:
            return text
        fits = 1
        while fits < len(text) and self.width(text[: fits + 1], size, bold=bold) <= room:
            fits += 1
        space = text.rfind(" ", 0, fits + 1)
        return text[: space if space > 0 else fits]

    def _ended(self, line: str, size: float, room: float, *, bold: bool) -> str:
        while len(line) > 1 and self.width(line + "…", size, bold=bold) > room:
            line = line[:-1].rstrip()
        return line + "…"


def _tables(raw: bytes) -> dict[str, bytes]:
    (count,) = struct.unpack_from(">H", raw, 4)
    entries = (struct.unpack_from(">4s4xII", raw, 12 + 16 * place) for place in range(count))
    return {tag.decode("ascii"): raw[start : start + size] for tag, start, size in entries}


def _characters(cmap: bytes) -> dict[int, int]:
    """Character -> glyph, from the subtables that hold Unicode."""
    (count,) = struct.unpack_from(">H", cmap, 2)
    found: dict[int, int] = {}
    for place in range(count):
        (start,) = struct.unpack_from(">4xI", cmap, 4 + 8 * place)
        (form,) = struct.unpack_from(">H", cmap, start)
        if form == 4:
            found |= _segments(cmap[start:])
        elif form == 12:
            found |= _groups(cmap[start:])
    return found


def _segments(table: bytes) -> dict[int, int]:
    (twice,) = struct.unpack_from(">H", table, 6)
    found: dict[int, int] = {}
    for place in range(0, twice, 2):
        (last,) = struct.unpack_from(">H", table, 14 + place)
        first, delta, offset = (struct.unpack_from(">H", table, 16 + n * twice + place)[0] for n in (1, 2, 3))
        for char in range(first, min(last, 0xFFFE) + 1):
            glyph = char
            if offset:
                (glyph,) = struct.unpack_from(">H", table, 16 + 3 * twice + place + offset + 2 * (char - first))
            found[char] = (glyph + delta) % 0x10000 if glyph or not offset else 0
    return {char: glyph for char, glyph in found.items() if glyph}


def _groups(table: bytes) -> dict[int, int]:
    (count,) = struct.unpack_from(">I", table, 12)
    groups = (struct.unpack_from(">III", table, 16 + 12 * place) for place in range(count))
    return {first + n: glyph + n for first, last, glyph in groups for n in range(last - first + 1)}
