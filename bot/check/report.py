"""A check summed up: what the card, the reasons and the command line all show. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, NamedTuple

from bot.catalog import POLES
from bot.check.advice import Finding, Fit, Rules
from bot.check.course import PUBLIC, STAGE, Progress
from bot.check.diagnosis import Diagnosis, ask_client, ask_own, diagnose, part_a

CardKind = Literal["findings", "blind", "fits", "unknown"]


@dataclass(frozen=True)
class Report:
    rules: Rules
    progress: Progress

    @cached_property
    def stage(self) -> str:
        return self.progress.stage or self.rules.table.stages[0]

    @cached_property
    def late(self) -> bool:
        return self.stage not in self.rules.table.early

    @cached_property
    def diagnosis(self) -> Diagnosis:
        return diagnose(self.rules.table, self.progress.answers)

    @cached_property
    def findings(self) -> list[Finding]:
        return self.rules.findings(self.progress.answers, self.stage, public=self.progress.is_public)

    @cached_property
    def top(self) -> list[Finding]:
        return self.rules.top(self.findings)

    @cached_property
    def fit(self) -> Fit:
        return self.rules.fit(self.progress.answers, public=self.progress.is_public)

    @cached_property
    def ask_client(self) -> list[str]:
        return ask_client(self.rules.table, self.progress.answers)

    @cached_property
    def ask_own(self) -> list[str]:
        return ask_own(self.rules.table, self.progress.answers)

    @cached_property
    def kind(self) -> CardKind:
        if self.top:
            return "blind" if all(finding.kind == "blind" for finding in self.top) else "findings"
        return "unknown" if self.diagnosis.band == "unknown" or not self.fit.of else "fits"

    @cached_property
    def heaviest(self) -> str | None:
        """The row that most makes the deal what it is: the heaviest at the deal's own pole, else at any pole."""
        answers = self.progress.answers
        rows = [row for row in self.rules.table.deal if answers.get(row.slug) in POLES]
        rows.sort(key=lambda row: (answers[row.slug] != self.diagnosis.band, -row.weight, row.place))
        return rows[0].slug if rows else None

    @property
    def main(self) -> str | None:
        """The row on top of the card."""
        return self.top[0].row if self.top else self.heaviest

    @property
    def mentions_law(self) -> Literal["public", "maybe"] | None:
        """Whether the card speaks of the rules of a public purchase: not where it is known to be none."""
        if self.progress.is_public:
            return "public"
        if self.progress.public == 0 or self.progress.answers.get("procedure") in ("mid", "b2c"):
            return None
        answers, people = self.progress.answers, self.rules.mismatches.public.people
        group = "b2b" in (answers.get("decision-makers"), answers.get("procedure"))
        blind = {spot.row for spot in self.rules.mismatches.blind.rows if spot.people}
        sends = any(finding.id in people or (finding.kind == "blind" and finding.row in blind) for finding in self.top)
        return "maybe" if group and sends else None

    def numbers(self) -> dict[str, Any]:
        """What is kept of a finished check, and what the command line prints."""
        return {
            "share": self.diagnosis.share,
            "completeness": self.diagnosis.completeness,
            "band": self.diagnosis.band,
            "fit": self.fit.points,
            "fit_of": self.fit.of,
            "findings": [
                {
                    "id": finding.id,
                    "kind": finding.kind,
                    "way": finding.way,
                    "row": finding.row,
                    "rows": list(finding.rows),
                    "size": finding.size,
                    "severity": finding.severity,
                }
                for finding in self.findings
            ],
            "ask_client": self.ask_client,
            "ask_own": self.ask_own,
        }


class Stood(NamedTuple):
    """A finding as it is kept: of a row there is one, whatever kind it is of."""

    kind: str
    way: str | None
    row: str

    @property
    def of(self) -> tuple[str, str]:
        return self.kind, self.way or self.row


@dataclass(frozen=True, slots=True)
class Shift:
    """Findings that have come and gone, by rows as the card names them."""

    gone: tuple[str, ...]
    new: tuple[str, ...]
    turned: tuple[str, ...]
    """Way rows where too little has become too much, or the other way round."""
    nothing: bool


def _shift(before: Sequence[Stood], after: Sequence[Stood]) -> Shift:
    stood, stands = {one.of for one in before}, {one.of for one in after}
    gone, new = [one for one in before if one.of not in stands], [one for one in after if one.of not in stood]
    turned = [one.way for one in new if one.way and one.way in {other.way for other in gone}]
    return Shift(
        gone=_named([one for one in gone if one.way not in turned], after),
        new=_named([one for one in new if one.way not in turned], before),
        turned=tuple(turned),
        nothing=not gone and not new,
    )


def _named(these: Sequence[Stood], those: Sequence[Stood]) -> tuple[str, ...]:
    """As the card heads them; where another finding of the other side is headed so, by the row of the work."""
    heads = {one.row for one in those}
    names = [one.way if one.row in heads else one.row for one in these]
    return tuple(dict.fromkeys(name for name in names if name))


def _stood(findings: Sequence[Finding]) -> list[Stood]:
    return [Stood(finding.kind, finding.way, finding.row) for finding in findings]


@dataclass(frozen=True, slots=True)
class Change:
    """What an edited answer has moved."""

    row: str
    fit_before: Fit
    shift: Shift
    band_before: str


def compare(row: str, before: Report, after: Report) -> Change:
    return Change(
        row=row,
        fit_before=before.fit,
        shift=_shift(_stood(before.findings), _stood(after.findings)),
        band_before=before.diagnosis.band,
    )


@dataclass(frozen=True, slots=True)
class Moved:
    """What has changed since the check before, by the numbers that were kept of it."""

    share_before: float | None
    share: float | None
    band_before: str
    band: str
    fit_before: Fit
    fit: Fit
    shift: Shift
    repeated: bool
    """Whether all that was answered then is answered so again."""

    @property
    def nothing(self) -> bool:
        return self.repeated and self._comes_to_the_same

    @property
    def answers_only(self) -> bool:
        """Other answers from which the same follows."""
        return not self.repeated and self._comes_to_the_same

    @property
    def _comes_to_the_same(self) -> bool:
        return (self.band_before, self.fit_before) == (self.band, self.fit) and self.shift.nothing


def compare_with_prior(was: Progress, before: Mapping[str, Any], after: Report) -> Moved:
    """`before`: the numbers of the check before, whatever content and weights they were made by."""
    stood = [Stood(one["kind"], one["way"], one["row"]) for one in before["findings"]]
    return Moved(
        share_before=before["share"],
        share=after.diagnosis.share,
        band_before=before["band"],
        band=after.diagnosis.band,
        fit_before=Fit(before["fit"], before["fit_of"]),
        fit=after.fit,
        shift=_shift(stood, _stood(after.findings)),
        repeated=_said(was).items() <= _said(after.progress).items(),
    )


def _said(progress: Progress) -> dict[str, object]:
    known = {STAGE: progress.stage, PUBLIC: progress.public}
    return {**progress.answers, **{step: value for step, value in known.items() if value is not None}}


def order_of_answers(report: Report) -> list[str]:
    """Rows as the list of answers shows them: part A, then part B, asked or not."""
    table = report.rules.table
    return [*part_a(table, report.progress.stage), *(row.slug for row in table.way)]
