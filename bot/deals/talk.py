"""Going to a client: what to go for, what to ask, what to say and what to leave out, from a finished check. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from bot.catalog import KNOWN, POLES
from bot.check.advice import Finding
from bot.check.report import Report

Which = Literal["b2b", "b2c", "unknown", "public", "ask"]
"""Words of a row for going there: of a pole, where it is not known, in a public purchase; ask: who could know is asked.
"""


class Said(NamedTuple):
    row: str
    which: Which


@dataclass(frozen=True, slots=True)
class Talk:
    goal: Said
    avoid: Said
    questions: tuple[Said, ...]
    """The best first; two are asked."""
    line: str
    """The finding whose line is said, by its id; "b2b.<row>" or "b2c.<row>": the line of a row's pole."""
    public: bool = False
    """Only words for a public purchase: after the notice there are no talks but official questions."""


def talk_of(report: Report) -> Talk:
    if report.progress.is_public:
        return _of_public(report)
    first = report.top[0] if report.top else None
    if first and first.kind != "blind":
        goal = Said(first.row, _pole_of(first))
        return Talk(goal, goal, _questions(report, goal, first, None), first.id)
    row = first.row if first else _unknown(report)
    if row:
        return _of_unknown(report, row)
    goal = _of_heaviest(report)
    return Talk(goal, goal, _questions(report, goal, None, None), f"{goal.which}.{goal.row}")


def _pole_of(finding: Finding) -> Which:
    return "b2c" if finding.kind == "over" else "b2b"


def _unknown(report: Report) -> str | None:
    """What the client knows: not known to the seller, or not asked yet where too little is known of the deal."""
    if report.ask_client or report.heaviest:
        return next(iter(report.ask_client), None)
    answers, rows = report.progress.answers, report.rules.table.unknown.client
    return next((row for row in rows if answers.get(row) not in KNOWN), None)


def _of_unknown(report: Report, row: str) -> Talk:
    """Where a dangerous one is asked about by the line itself, the questions are about others."""
    pole: Which = "b2c" if report.diagnosis.band == "b2c" else "b2b"
    spots = {spot.row for spot in report.rules.mismatches.blind.rows}
    line = f"blind.{row}" if row in spots else f"{pole}.{row}"
    questions = _questions(report, Said(row, pole), None, row if row in spots else None)
    if row not in spots and row not in report.ask_client:
        questions = (Said(row, "ask"), *questions)
    return Talk(Said(row, "unknown"), Said(row, pole), questions, line)


def _of_heaviest(report: Report) -> Said:
    """All fits: what the deal stands on."""
    row = report.heaviest
    if row is None:
        return Said(report.rules.table.deal[0].slug, "b2b")
    return Said(row, "b2b" if report.progress.answers[row] == "b2b" else "b2c")


def _questions(report: Report, goal: Said, first: Finding | None, covered: str | None) -> tuple[Said, ...]:
    """What is not known first; then the goal's own, then those that come nearest to it."""
    unknown = [Said(row, "ask") for row in report.ask_client if row != covered]
    own = [Said(first.way, _pole_of(first))] if first and first.way else []
    return tuple(dict.fromkeys([*unknown, goal, *own, *_others(report)]))


def _others(report: Report) -> Iterator[Said]:
    for finding in report.top[1:]:
        if finding.kind != "blind":
            yield Said(finding.row, _pole_of(finding))
    answers = report.progress.answers
    for row in sorted(report.rules.table.deal, key=lambda row: (-row.weight, row.place)):
        if answers.get(row.slug) in POLES:
            yield Said(row.slug, "b2b" if answers[row.slug] == "b2b" else "b2c")
    for row in report.rules.table.deal:
        yield Said(row.slug, "b2c" if report.diagnosis.band == "b2c" else "b2b")


def _of_public(report: Report) -> Talk:
    """Rows with words of their own for it, the top finding's before others."""
    words = report.rules.mismatches.public.words
    lawful = list(dict.fromkeys(name.removeprefix("blind.").split(".")[0] for name in words))
    first = report.top[0] if report.top else None
    answers = report.progress.answers
    lawful.sort(key=lambda row: (not (first and first.row == row), answers.get(row) != "b2b"))
    own = first.id if first and first.id in words else None
    line = own or next((name for name in words if name.startswith(f"{lawful[0]}.")), words[0])
    said = [Said(row, "public") for row in lawful]
    return Talk(said[0], said[0], tuple(said), line, public=True)
