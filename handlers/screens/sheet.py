"""Texts on a picture: they flow in lines of a known width, with what is bold in them."""

import html
import re
from dataclasses import dataclass

from bot.pictures.font import Fonts

WIDTH = 1080
"""Three times a phone's chat, so that the smallest type, 34, is 11 there."""
LEFT, RIGHT = 60, 1020
SMALL, TEXT, TITLE = 34, 38, 58

_BOLD = re.compile(r"<b>(.*?)</b>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_LEANS = re.compile(r"\w{1,2}|\d+([.,]\d+)?")
"""A short word or a number is not left alone at the end of a line."""


@dataclass(frozen=True, slots=True)
class Run:
    text: str
    bold: bool


@dataclass(frozen=True, slots=True)
class Line:
    y: int
    runs: tuple[Run, ...]


def flow(fonts: Fonts, markup: str, size: int, room: float, y: int) -> list[Line]:
    """A sentence of the words, whose first baseline is `y`; each next one is 1.25 sizes lower."""
    lines: list[list[Run]] = [[]]
    for unit in _units(_words(fonts, markup)):
        if lines[-1] and width(fonts, (*lines[-1], *unit), size) > room:
            lines.append([])
        lines[-1] += unit
    return [Line(y + round(place * size * 1.25), _joined(line)) for place, line in enumerate(lines)]


def width(fonts: Fonts, runs: tuple[Run, ...], size: int) -> float:
    space = max(fonts.width(" ", size), fonts.width(" ", size, bold=True))
    return space * (len(runs) - 1) + sum(fonts.width(run.text, size, bold=run.bold) for run in runs)


def _words(fonts: Fonts, markup: str) -> list[Run]:
    words: list[Run] = []
    before = " "
    for place, part in enumerate(_BOLD.split(markup)):
        said = fonts.drawable(html.unescape(_TAG.sub("", part))).split()
        if words and said and not before[-1:].isspace() and not part[:1].isspace():  # a full stop after what is bold
            words[-1] = Run(words[-1].text + said.pop(0), words[-1].bold)
        before = part or before
        words += [Run(word, place % 2 == 1) for word in said]
    return words


def _units(words: list[Run]) -> list[list[Run]]:
    """What stays together in one line."""
    units: list[list[Run]] = []
    for word in words:
        if units and _LEANS.fullmatch(units[-1][-1].text):
            units[-1].append(word)
        else:
            units.append([word])
    return units


def _joined(words: list[Run]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for word in words:
        if runs and runs[-1].bold == word.bold:
            runs[-1] = Run(f"{runs[-1].text} {word.text}", word.bold)
        else:
            runs.append(word)
    return tuple(runs)
