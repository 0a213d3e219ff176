"""The picture of a deal: its rows on the scale, and where the work would suit it."""

from dataclasses import dataclass, replace

from bot.pictures.chart import MARKS, Chart, Spot, chart
from bot.replies.picture import Picture
from handlers.screens.base import Screen, View, render
from handlers.screens.sheet import LEFT, RIGHT, TEXT, TITLE, WIDTH, Line, flow
from handlers.screens.telling import deal_name, type_line

SCALE = (726, 856, 986)
"""Where b2c, mid and b2b stand."""
REACH = 34
"""How far a span goes beyond the answers it holds."""
BADGE, STEP, TOP = 54, 56, 112


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table, ready to be drawn."""

    y: int
    spot: Spot
    title: str
    said: str
    """In place of a dot."""
    x: float | None
    span: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Part:
    """The deal, or the work on it."""

    lines: list[Line]
    axis: int
    rows: list[Row]

    @property
    def end(self) -> int:
        return self.rows[-1].y + STEP // 2


@dataclass(frozen=True, slots=True)
class Sign:
    """One entry of the legend."""

    x: int
    y: int
    kind: str
    text: str


@render.register
def _(reply: Picture, view: View) -> Screen:
    check = reply.check.id
    caption = view.text(reply, name=deal_name(reply, view), **sums(reply, view))
    return Screen(caption, [[view.button("button.card", "card", check)]], photo=f"deal:{check}:{view.words.lang}")


def sums(reply: Picture, view: View) -> dict[str, str]:
    """What the card says in figures too."""
    report, words, fit = reply.report, view.words, reply.report.fit
    return {
        "stage": words.text(f"stage.{report.stage}"),
        "type": type_line(reply, report.diagnosis, view, brief=True),
        "fit": words.text("card.fit", points=words.number(fit.points), of=fit.of)
        if fit.of
        else words.text("card.no_fit"),
    }


def deal_svg(reply: Picture, view: View) -> str:
    fonts, drawn = view.screens.fonts, chart(reply.report)
    said = sums(reply, view)
    name = fonts.drawable(deal_name(reply, view))
    if not fonts.width(name, TITLE, bold=True):  # nothing that can be seen is left of it
        name = deal_name(replace(reply, check=replace(reply.check, name=None)), view)
    lines = fonts.wrap(name, TITLE, RIGHT - LEFT, 2, bold=True)
    stage = TOP + (len(lines) - 1) * 68 + 54
    deal = _part(reply, view, stage + 88, said["type"], drawn.deal)
    way = _part(reply, view, deal.end + 68, said["fit"], drawn.way)
    legend = _legend(drawn, view, way.end + 50)
    values: dict[str, object] = {
        "width": WIDTH,
        "height": (legend[-1].y if legend else way.end) + 60,
        "left": LEFT,
        "right": RIGHT,
        "scale": SCALE,
        "title_x": LEFT + BADGE,
        "name": [(line, TOP + place * 68) for place, line in enumerate(lines)],
        "stage": (said["stage"], stage),
        "parts": [deal, way],
        "legend": legend,
    }
    return view.screens.svg("deal", values)


def _part(reply: Picture, view: View, y: int, sentence: str, spots: tuple[Spot, ...]) -> Part:
    """The sentence keeps to the left; beside its last line stand the ends of the scale."""
    lines = flow(view.screens.fonts, sentence, TEXT, SCALE[0] - 50 - LEFT, y)
    axis = lines[-1].y
    return Part(lines, axis, [_row(reply, view, spot, axis + 48 + n * STEP) for n, spot in enumerate(spots)])


def _row(reply: Picture, view: View, spot: Spot, y: int) -> Row:
    words = view.words
    is_way = reply.catalog.table.rows[spot.slug].kind == "way"
    if not spot.asked:
        said = words.plain("picture.not_asked")
    else:
        said = words.plain("picture.early" if is_way else "picture.unknown")
    return Row(
        y=y,
        spot=spot,
        title=view.language(reply.catalog).rows[spot.slug].title,
        said=said if spot.at is None else "",
        x=_x(spot.at) if spot.at is not None else None,
        span=(_x(spot.span[0]) - REACH, _x(spot.span[1]) + REACH) if spot.span and spot.at is not None else None,
    )


def _x(at: float) -> float:
    return SCALE[0] + at * (SCALE[2] - SCALE[0])


def _legend(drawn: Chart, view: View, y: int) -> list[Sign]:
    """Only of what occurs."""
    words = view.words
    entries: list[tuple[str, str]] = [(mark, words.plain(f"picture.{mark}")) for mark in MARKS if mark in drawn.marks]
    if any(spot.span and spot.at is not None for spot in drawn.way):
        entries.insert(0, ("suits", words.plain("picture.suits")))
    if drawn.marks:
        entries.append(("order", words.plain("picture.order")))
    return [
        Sign(LEFT + place % 2 * (RIGHT - LEFT) // 2, y + place // 2 * 56, kind, text)
        for place, (kind, text) in enumerate(entries)
    ]
