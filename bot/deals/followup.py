"""What an action or a talk can change: the rows to ask again after it. Pure."""

from bot.check.advice import Finding
from bot.check.diagnosis import part_b
from bot.check.report import Report

MOST = 3
"""Rows asked again after an action."""
KEEP = "keep"
"""The kind of a step where all fits."""


def finding_of(report: Report) -> str | None:
    """What the step of this card is about; None where the card has no advice."""
    if report.top:
        return report.top[0].id
    return f"{KEEP}.{report.heaviest}" if report.heaviest and report.kind != "unknown" else None


def rows_of(report: Report) -> tuple[str, ...]:
    """The rows that the card's action can change, the finding's own way row first."""
    first, table = (report.top[0] if report.top else None), report.rules.table
    row = first.row if first else report.heaviest
    if row is None:
        return ()
    changes = table.rows[row].changes
    named = changes.b2c if _pole(report, first, row) == "b2c" else changes.b2b
    way = [first.way] if first and first.way else []
    rows = [slug for slug in dict.fromkeys([*way, *named]) if _is_asked(report, slug)]
    return tuple(rows[:MOST] or [row])


def _pole(report: Report, first: Finding | None, row: str) -> str:
    """The pole that the advice is for."""
    if first is None:
        return str(report.progress.answers[row])
    return "b2c" if first.kind == "over" else "b2b"


def _is_asked(report: Report, slug: str) -> bool:
    """In this deal: a way row by its stage, a deal row where it has an answer."""
    table, progress = report.rules.table, report.progress
    row = table.rows.get(slug)
    if row is None or row.kind == "company":
        return False
    return slug in progress.answers or (row.kind == "way" and slug in part_b(table, progress.stage))


def row_of_talk(report: Report) -> str | None:
    """The one row that a talk with the client could change most."""
    first = report.top[0] if report.top else None
    if first and first.kind == "blind":
        return first.row
    if report.ask_client:
        return report.ask_client[0]
    if first:
        return first.way
    own = sorted(report.ask_own, key=lambda slug: -report.rules.table.rows[slug].weight)
    return own[0] if own else _way_of_heaviest(report)


def _way_of_heaviest(report: Report) -> str | None:
    """All is known and fits: the work that answers most to what the deal stands on."""
    ways, heaviest = report.rules.mismatches.way, report.heaviest or ""
    asked = part_b(report.rules.table, report.progress.stage)
    return max(asked, key=lambda way: ways[way].harm.get(heaviest, 0), default=None)
