"""What the picture of a deal shows: each answer on the scale, and where the work would suit the deal. Pure."""

from dataclasses import dataclass
from typing import Literal

from bot.catalog.table import KNOWN
from bot.check.advice import Finding
from bot.check.diagnosis import position
from bot.check.report import Report, order_of_answers

Mark = Literal["under", "over", "blind"]


@dataclass(frozen=True, slots=True)
class Spot:
    """One row of the table."""

    slug: str
    at: float | None
    """0 (b2c) to 1 (b2b); None where it is unknown or was not asked."""
    asked: bool
    mark: Mark | None
    """The kind of the finding that stands here."""
    numbers: tuple[int, ...]
    """The places on the card of what this row has a part in."""
    span: tuple[float, float] | None = None
    """A way row: from where to where an answer leaves no finding; None where there is nothing to compare with."""


@dataclass(frozen=True, slots=True)
class Chart:
    deal: tuple[Spot, ...]
    way: tuple[Spot, ...]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The kinds of findings that occur."""
        found = {spot.mark for spot in (*self.deal, *self.way)}
        return tuple(mark for mark in MARKS if mark in found)


MARKS: tuple[Mark, ...] = ("under", "over", "blind")


def chart(report: Report) -> Chart:
    table = report.rules.table
    spots = [_spot(report, slug) for slug in order_of_answers(report)]
    return Chart(
        tuple(spot for spot in spots if table.rows[spot.slug].kind == "deal"),
        tuple(spot for spot in spots if table.rows[spot.slug].kind == "way"),
    )


def _spot(report: Report, slug: str) -> Spot:
    answers = report.progress.answers
    own = next((finding for finding in report.findings if _stands_at(finding, slug)), None)
    places = [place for place, finding in enumerate(report.top, 1) if slug in (finding.row, finding.way)]
    is_way = report.rules.table.rows[slug].kind == "way"
    return Spot(
        slug=slug,
        at=position(answers.get(slug)),
        asked=slug in answers,
        mark=own.kind if own else None,
        numbers=tuple(places),
        span=_span(report, slug) if is_way else None,
    )


def _stands_at(finding: Finding, slug: str) -> bool:
    return slug == (finding.row if finding.kind == "blind" else finding.way)


def _span(report: Report, slug: str) -> tuple[float, float] | None:
    answers, rules = report.progress.answers, report.rules
    if all(position(answers.get(row)) is None for row in rules.mismatches.way[slug].related):
        return None
    suits = [
        at
        for value in KNOWN
        if (at := position(value)) is not None
        and not any(
            finding.way == slug
            for finding in rules.findings({**answers, slug: value}, report.stage, public=report.progress.is_public)
        )
    ]
    return min(suits), max(suits)
