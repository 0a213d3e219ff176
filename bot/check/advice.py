"""A check's answers -> mismatches between the deal and the way it is run, and the three to speak of. Pure."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Literal

from bot.catalog.table import KNOWN, Mismatches, Table, Way
from bot.check.diagnosis import Answers, asked_until, diagnose, part_a, position

Kind = Literal["under", "over", "blind"]


@dataclass(frozen=True, slots=True)
class Finding:
    kind: Kind
    way: str | None
    row: str
    """The deal row it names."""
    rows: tuple[str, ...]
    """Its evidence, heaviest first."""
    size: float
    severity: float

    @property
    def id(self) -> str:
        return f"{self.row}.{self.way}" if self.kind == "under" else f"{self.kind}.{self.way or self.row}"


@dataclass(frozen=True, slots=True)
class Fit:
    """How far the work suits the deal: `points` of `of` way rows."""

    points: float
    of: int


class Rules:
    """The table and the mismatches of one version of the content, with what follows from both."""

    def __init__(self, table: Table, mismatches: Mismatches) -> None:
        self.table = table
        self.mismatches = mismatches
        self._weight = {row.slug: (-row.weight, row.place) for row in table.deal}
        self._way = {row.slug: place for place, row in enumerate(table.way)}
        self._stage = {stage: place for place, stage in enumerate(table.stages)}

    def findings(self, answers: Answers, stage: str, *, public: bool = False) -> list[Finding]:
        """The three to speak of first, in their order, then the rest by severity."""
        found = [*self._of_way(answers, stage, public), *self._blind(answers, stage)]
        found.sort(key=self._order)
        top = self._top(found)
        chosen = {(finding.kind, finding.way, finding.rows) for finding in top}
        return top + [f for f in found if (f.kind, f.way, f.rows) not in chosen]

    def top(self, findings: Sequence[Finding]) -> list[Finding]:
        """The three to speak of. `findings` as they come from `findings`."""
        return self._top(findings)

    def fit(self, answers: Answers, *, public: bool = False) -> Fit:
        points, count = 0.0, 0
        for slug, way in self.mismatches.way.items():
            if position(answers.get(slug)) is None or not _known(way, answers):
                continue
            judged = self._judge(slug, way, answers, public)
            points += 1 - (judged[1] if judged else 0)
            count += 1
        return Fit(points, count)

    def one_more(
        self, answers: Answers, stage: str, *, public: bool = False, given: Set[str] = frozenset()
    ) -> str | None:
        """The unasked deal row that could change the findings most, after part B; None when nothing could.

        `given`: rows answered without being asked, which don't count among the few more.
        """
        if not self.may_ask_more(answers, stage, given=given):
            return None
        now = self.findings(answers, stage, public=public)
        best, most = None, (0, 0.0)
        for slug in (row for row in part_a(self.table, stage) if row not in answers):
            effect = max(self._effect(now, {**answers, slug: value}, stage, public) for value in KNOWN)
            if effect > most:
                best, most = slug, effect
        return best

    def may_ask_more(self, answers: Answers, stage: str, *, given: Set[str] = frozenset()) -> bool:
        """Whether there are unasked deal rows, and fewer than the few more were asked."""
        order = part_a(self.table, stage)
        behind = order[asked_until(self.table, answers, stage) :]
        asked_more = sum(slug in answers and slug not in given for slug in behind)
        return asked_more < self.table.scale.extra and any(row not in answers for row in order)

    def _effect(self, now: list[Finding], answers: Answers, stage: str, public: bool) -> tuple[int, float]:
        """How much one more answer would change: the first finding above all, then severity in all."""
        then = self.findings(answers, stage, public=public)
        before = {(f.kind, f.way): f.severity for f in now}
        after = {(f.kind, f.way): f.severity for f in then}
        moved = sum(abs(before.get(key, 0) - after.get(key, 0)) for key in before.keys() | after.keys())
        first = [(f.kind, f.way, f.row) for f in now[:1]] != [(f.kind, f.way, f.row) for f in then[:1]]
        return int(first), moved

    def _judge(
        self, slug: str, way: Way, answers: Answers, public: bool
    ) -> tuple[Literal["under", "over"], float, list[str]] | None:
        """Kind, size and evidence of the one finding a way row may have."""
        run = answers.get(slug)
        if position(run) is None:
            return None
        known = _known(way, answers)
        harm = [row for row in way.harm if row in known]
        if public:
            harm = [row for row in harm if f"{row}.{slug}" not in self.mismatches.public.muted]
        strong = [row for row in harm if known[row] == 1]
        if strong:
            return ("under", 1.0 if run == "b2c" else 0.5, strong) if run != "b2b" else None
        if not known or any(at == 1 for at in known.values()):
            return None
        if sum(known.values()) / len(known) >= 0.25:
            mild = [row for row in harm if known[row] == 0.5]
            return ("under", 0.5, mild) if run == "b2c" and mild else None
        if run == "b2b" and len(known) == len(way.related):
            return "over", 1.0, [row for row in way.related if known[row] == 0]
        return None

    def _of_way(self, answers: Answers, stage: str, public: bool) -> Iterable[Finding]:
        for slug, way in self.mismatches.way.items():
            judged = self._judge(slug, way, answers, public)
            if not judged:
                continue
            kind, size, evidence = judged
            harm: Mapping[str, int] = way.harm if kind == "under" else dict.fromkeys(evidence, way.over)
            rows = tuple(sorted(evidence, key=lambda row: (-harm[row], *self._weight[row])))
            yield Finding(kind, slug, rows[0], rows, size, harm[rows[0]] * size * way.stage[stage])

    def _blind(self, answers: Answers, stage: str) -> Iterable[Finding]:
        blind = self.mismatches.blind
        spots = [spot for spot in blind.rows if answers.get(spot.row) == "unknown"]
        if not spots or stage in blind.never or diagnose(self.table, answers).band == "b2c":
            return
        for spot in spots:
            if self._stage[stage] >= self._stage[spot.since]:
                yield Finding("blind", None, spot.row, (spot.row,), 1.0, spot.harm * blind.factor)

    def _order(self, finding: Finding) -> tuple[float, int, int, int]:
        weight, place = self._weight[finding.rows[0]]
        return -finding.severity, weight, place, self._way.get(finding.way or "", len(self._way))

    def _top(self, found: Iterable[Finding]) -> list[Finding]:
        """Each names its heaviest row not yet named; over-selling ones use no row up."""
        named: set[str] = set()
        top = []
        for finding in found:
            row = next((row for row in finding.rows if row not in named), None)
            if row is None:
                continue
            if finding.kind != "over":
                named.add(row)
            top.append(Finding(finding.kind, finding.way, row, finding.rows, finding.size, finding.severity))
            if len(top) == 3:
                break
        return top


def _known(way: Way, answers: Answers) -> dict[str, float]:
    """Where the related deal rows stand."""
    return {slug: at for slug in way.related if (at := position(answers.get(slug))) is not None}
