"""The heat map of a team: rows against weeks, with the share of checked deals in each cell."""

from dataclasses import dataclass

from bot.digest.digest import WEEKS, Sample, span
from bot.replies.digest import HeatMap
from handlers.screens.base import Screen, View, render
from handlers.screens.digest import day_on, gaps
from handlers.screens.sheet import LEFT, RIGHT, SMALL, TEXT, TITLE, WIDTH

CELL, GAP, STEP, TOP = 66, 4, 78, 112
APART = 20
"""Between how deals are run and what they are."""
GRID = RIGHT - WEEKS * (CELL + GAP) + GAP
"""Where the first week begins."""
LINE = 36
SHADES = ((0, "#edf1f5", "#55636f"), (20, "#fde3d0", "#17283a"), (40, "#f9bd91", "#17283a"),
          (60, "#ee8a4d", "#17283a"), (80, "#c2410c", "#ffffff"), (101, "#842c08", "#ffffff"))  # fmt: skip
"""Below how many per cent -> the cell, and its number."""


@dataclass(frozen=True, slots=True)
class Box:
    x: int
    text: str
    fill: str
    ink: str


@dataclass(frozen=True, slots=True)
class Row:
    y: int
    """The middle."""
    title: list[tuple[str, int]]
    boxes: list[Box]


@render.register
def _(reply: HeatMap, view: View) -> Screen:
    team = reply.team.id
    rows = [[view.button("digest.back", "digest", team, day_on(reply.digest.until))]]
    name = f"digest:{team}.{reply.person}.{reply.digest.until}:{view.words.lang}"
    return Screen(view.text(reply, gaps=gaps(reply, view)), rows, photo=name)


def heat_svg(reply: HeatMap, view: View) -> str:
    words, fonts, found = view.words, view.screens.fonts, reply.digest
    name = fonts.drawable(reply.team.name)
    head = [*fonts.wrap(words.plain("digest.map_title"), TITLE, RIGHT - LEFT, 2, bold=True)]
    y = TOP + (len(head) - 1) * 68
    how = fonts.wrap(_how(reply, view), TEXT, RIGHT - LEFT, 3)
    weeks = y + 54 + 80 + len(how) * 48 + 26
    first = weeks + 112
    said = view.language(reply.catalog).rows
    ways = sum(reply.catalog.table.rows[row].kind == "way" for row in found.rows)
    rows = [
        _row(said[row].title, row, first + n * STEP + (APART if 0 < ways <= n else 0), found.samples, view)
        for n, row in enumerate(found.rows)
    ]
    last = rows[-1].y + STEP
    values: dict[str, object] = {
        "width": WIDTH,
        "height": last + 70,
        "left": LEFT,
        "right": RIGHT,
        "cell": (CELL, STEP - 6),
        "head": [(line, TOP + place * 68) for place, line in enumerate(head)],
        "name": (fonts.wrap(name, TEXT, RIGHT - LEFT, 1) or [""], y + 54),
        "how": [(line, y + 54 + 80 + place * 48) for place, line in enumerate(how)],
        "ends": (words.plain("digest.map_ends"), weeks),
        "weeks": [_week(n, reply, view) for n in range(WEEKS)],
        "rows": rows,
        "deals": (words.plain("digest.map_deals"), last),
        "counts": [(_x(n), str(sample.deals) if sample else "·") for n, sample in enumerate(found.samples)],
        "small": SMALL,
    }
    return view.screens.svg("heat", values)


def _how(reply: HeatMap, view: View) -> str:
    words = view.words
    shown = f". {words.plain('digest.map_shown')}" if reply.digest.basis == "shown" else ""
    return words.plain("digest.map_how") + shown


def _x(week: int) -> int:
    """The middle of a column."""
    return GRID + week * (CELL + GAP) + CELL // 2


def _week(place: int, reply: HeatMap, view: View) -> tuple[int, str, str]:
    """The last day, and the beginning of its month's name."""
    last = span(reply.digest.until, WEEKS - 1 - place).last
    return _x(place), str(last.day), view.words.numbers.months[last.month - 1][:3]


def _row(title: str, row: str, y: int, samples: tuple[Sample | None, ...], view: View) -> Row:
    lines = view.screens.fonts.wrap(title, SMALL, GRID - LEFT - 16, 2)
    top = y + 12 - (len(lines) - 1) * LINE // 2
    return Row(y, [(line, top + n * LINE) for n, line in enumerate(lines)], [
        _box(n, sample, row) for n, sample in enumerate(samples)
    ])  # fmt: skip


def _box(place: int, sample: Sample | None, row: str) -> Box:
    if sample is None:
        return Box(_x(place), "·", "none", "#55636f")
    percent = round(100 * sample.of(row).part)
    fill, ink = next((fill, ink) for most, fill, ink in SHADES if percent < most or percent == most == 0)
    return Box(_x(place), str(percent), fill, ink)
