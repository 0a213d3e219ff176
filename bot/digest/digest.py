"""A team's week in figures: what was checked, where deals and work part, and what came of the tips. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple

from bot.catalog import Pole, Tips
from bot.catalog.model import MismatchWords
from bot.tips.learning import Tip, tip_of

Basis = Literal["team", "shown"]
"""Whose deals are counted: everybody's, or only those that were shown to the team's managers."""

ENOUGH = 5
"""People from whom on a figure is nobody's own."""
WEEKS = 8
TOP = 3
LEAST = 2
"""Deals from which on something is a pattern."""
WEEK = timedelta(7)
LAG = timedelta(4)
"""A tip of the last so many days has not shown in this week's checks yet, but will in the next one's."""


class Found(NamedTuple):
    kind: str
    rows: tuple[str, ...]
    """What it names: how the deal is run, then what the deal is."""


class Checked(NamedTuple):
    """A finished check."""

    deal: int
    person: int
    day: date
    """Where the reader is."""
    band: str
    found: tuple[Found, ...]
    shown: bool
    """Its deal is shown to the managers of the team."""


class Pushed(NamedTuple):
    day: date
    tip: str


class Share(NamedTuple):
    having: int
    of: int
    """Deals."""

    @property
    def part(self) -> float:
        return self.having / self.of


class Span(NamedTuple):
    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Steps:
    taken: int = 0
    done: int = 0


@dataclass(frozen=True, slots=True)
class Sums:
    """One week."""

    checks: int
    bands: Counter[str]
    """Deals by what they are."""
    steps: Steps


@dataclass(frozen=True, slots=True)
class Sample:
    """The deals that were checked in one week, each by its last check."""

    span: Span
    deals: int
    having: Mapping[str, int]
    """Row -> deals with a finding that names it."""

    def of(self, row: str) -> Share:
        return Share(self.having.get(row, 0), self.deals)


@dataclass(frozen=True, slots=True)
class Pattern:
    row: str
    now: Share
    before: Share | None
    """None where that week is not told."""
    tip: str | None
    """One of the library, of the pole that the findings ask for."""


@dataclass(frozen=True, slots=True)
class Move:
    """A row that a tip was pushed about, and the gap in the weeks before and after it."""

    row: str
    before: Share
    now: Share


@dataclass(frozen=True, slots=True)
class Digest:
    until: date
    """The day after the last one."""
    sums_of: Basis
    sums: tuple[Sums, Sums]
    """This week, and the one before."""
    overdue: int | None
    """Steps that are overdue now; None in a look back."""
    basis: Basis | None
    """Of all that follows; None: too few people, and nothing is shown."""
    patterns: tuple[Pattern, ...]
    moves: tuple[Move, ...]
    pushed: bool
    """Some tip of the library went out in time to show this week."""
    samples: tuple[Sample | None, ...]
    """WEEKS of them, the latest last; None where a week can't be told."""
    rows: tuple[str, ...]
    """With a finding in one of the weeks."""

    @property
    def empty(self) -> bool:
        """Nothing has happened that could be told."""
        one = [(sums.checks, sums.steps.taken, sums.steps.done) for sums in self.sums]
        return not (any(map(any, one)) or self.overdue or self.basis)


def span(until: date, back: int = 0) -> Span:
    """Seven days; `back`: so many weeks earlier."""
    last = until - timedelta(1) - back * WEEK
    return Span(last - WEEK + timedelta(1), last)


def found_of(result: Mapping[str, Any]) -> tuple[Found, ...]:
    """Of a check's numbers as they are kept."""
    return tuple(
        Found(one["kind"], tuple(row for row in (one["way"], one["row"]) if row)) for one in result["findings"]
    )


@dataclass(frozen=True)
class Week:
    """Everything that one digest is made of."""

    until: date
    checks: Sequence[Checked]
    steps: Mapping[Basis, tuple[Steps, Steps, int]]
    """This week, the one before, and how many are overdue."""
    pushed: Sequence[Pushed]
    members: int
    order: Sequence[str]
    """Rows as they are listed."""
    tips: Mapping[str, Tips]
    current: bool = True
    """The week is not over, or has just ended."""

    def digest(self) -> Digest:
        sums_of: Basis = "team" if self.members >= ENOUGH else "shown"
        taken, before, overdue = self.steps.get(sums_of, (Steps(), Steps(), 0))
        basis = self._basis()
        samples = tuple(self._sample(back, basis) for back in reversed(range(WEEKS)))
        having = set().union(*(sample.having for sample in samples if sample))
        return Digest(
            until=self.until,
            sums_of=sums_of,
            sums=(self._sums(0, sums_of, taken), self._sums(1, sums_of, before)),
            overdue=overdue if self.current else None,
            basis=basis,
            patterns=tuple(self._patterns(basis, samples)),
            moves=tuple(self._moves(samples)),
            pushed=bool(self._rows_pushed()),
            samples=samples,
            rows=tuple(row for row in self.order if row in having),
        )

    def _of(self, back: int, basis: Basis | None) -> list[Checked]:
        within = span(self.until, back)
        return [one for one in self.checks if one.day in within and (basis == "team" or one.shown)]

    def _basis(self) -> Basis | None:
        if len({one.person for one in self._of(0, "team")}) >= ENOUGH:
            return "team"
        return "shown" if self._of(0, "shown") else None

    def _sums(self, back: int, basis: Basis, steps: Steps) -> Sums:
        checks = self._of(back, basis)
        return Sums(len(checks), Counter(one.band for one in _last(checks)), steps)

    def _sample(self, back: int, basis: Basis | None) -> Sample | None:
        checks = self._of(back, basis) if basis else []
        people = len({one.person for one in checks})
        if not people or (basis == "team" and people < ENOUGH):
            return None
        deals = _last(checks)
        having = Counter(row for one in deals for row in {row for found in one.found for row in found.rows})
        return Sample(span(self.until, back), len(deals), {row: n for row, n in having.items() if row in self.order})

    def _patterns(self, basis: Basis | None, samples: Sequence[Sample | None]) -> Iterable[Pattern]:
        """The widest gaps; what one pattern tells is no part of the next."""
        now, before = samples[-1], samples[-2]
        left = [(one.deal, found) for one in _last(self._of(0, basis)) for found in one.found] if now else []
        for _ in range(TOP):
            deals = {row: len({deal for deal, found in left if row in found.rows}) for row in self.order}
            row = max(self.order, key=lambda row: deals[row], default=None)
            if now is None or row is None or deals[row] < LEAST:
                return
            kinds = [found.kind for _, found in left if row in found.rows]
            left = [(deal, found) for deal, found in left if row not in found.rows]
            yield Pattern(row, now.of(row), before.of(row) if before else None, self._tip(row, kinds))

    def _tip(self, row: str, kinds: Sequence[str]) -> str | None:
        """The first that was not pushed lately."""
        if row not in self.tips:
            return None
        pole: Pole = "b2c" if 2 * kinds.count("over") > len(kinds) else "b2b"
        every = [Tip(row, pole, place).id for place in range(1, len(getattr(self.tips[row], pole)) + 1)]
        lately = {one.tip for one in self.pushed}
        return next((tip for tip in every if tip not in lately), every[0])

    def _rows_pushed(self) -> list[str]:
        """Between the two weeks: from the end of the one before to the middle of this one."""
        within = span(self.until - LAG)
        tips = [tip_of(one.tip, self.tips) for one in self.pushed if one.day in within]
        rows = {tip.row for tip in tips if tip}
        return [row for row in self.order if row in rows]

    def _moves(self, samples: Sequence[Sample | None]) -> Iterable[Move]:
        now, before = samples[-1], samples[-2]
        if now and before:
            yield from (Move(row, before.of(row), now.of(row)) for row in self._rows_pushed())


def _last(checks: Sequence[Checked]) -> list[Checked]:
    """A deal's last check speaks for it. `checks`: the earliest first."""
    return list({one.deal: one for one in checks}.values())


class Shown(NamedTuple):
    """The last check of an open deal that somebody shows to the team."""

    person: int
    shown_as: str
    name: str | None
    number: int
    typical: bool
    result: Mapping[str, Any]


class Ask(NamedTuple):
    """What there is to talk about with one person: the first finding of their worst shown deal."""

    deal: Shown
    kind: str
    way: str | None
    row: str


def asks(shown: Iterable[Shown]) -> list[Ask]:
    """One a person."""
    worst: dict[int, tuple[float, Ask]] = {}
    for deal in shown:
        for first in deal.result["findings"][:1]:
            severity = float(first["severity"])
            if deal.person not in worst or severity > worst[deal.person][0]:
                worst[deal.person] = severity, Ask(deal, first["kind"], first["way"], first["row"])
    return [ask for _, ask in worst.values()]


def question(ask: Ask, words: MismatchWords) -> str:
    """What to ask this person; nothing where the content has no such finding any more."""
    finding = f"{ask.row}.{ask.way}" if ask.kind == "under" else f"{ask.kind}.{ask.way or ask.row}"
    said = words.spoken(finding, public=False, typical=ask.deal.typical)
    return getattr(said, "ask_seller", "")
