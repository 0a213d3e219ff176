"""What a second check asks, and what is usual and need not be asked. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.catalog import KNOWN
from bot.catalog.table import Table
from bot.check.course import STAGE, USUAL, Progress
from bot.check.diagnosis import Answers, Value, part_a, part_b


def usual_answers(table: Table, latest: Sequence[Answers]) -> dict[str, Value]:
    """The most common known answers to the rows that hardly change; of equally common ones the latest.

    `latest`: the answers of the last checks, the latest first.
    """
    usual: dict[str, Value] = {}
    for row in table.usual:
        said = [answers.get(row) for answers in latest]
        known = [value for value in said if value is not None and value != "unknown"]
        if known:
            most = max(known.count(value) for value in known)
            usual[row] = next(value for value in known if known.count(value) == most)
    return usual


def unknown_rows(table: Table, progress: Progress) -> list[str]:
    return [row for row in part_a(table, progress.stage) if progress.answers.get(row) == "unknown"]


def todo_of_same(table: Table, progress: Progress, *, staged: bool = True) -> tuple[str, ...]:
    """The deal itself has not changed: how it is run, and what was not known. The typical sale stays at its stage."""
    stage = (STAGE,) if staged else ()
    return (*stage, *part_b(table, progress.stage), *unknown_rows(table, progress))


def todo_of_changed(table: Table, progress: Progress, *, staged: bool = True) -> tuple[str, ...]:
    """All about the deal, but for what hardly ever changes: that is asked in one go."""
    stage = (STAGE,) if staged else ()
    steady = [row for row in table.usual if progress.answers.get(row) in KNOWN]
    deal = [row for row in part_a(table, progress.stage) if row not in steady]
    return (*stage, *deal, *([USUAL] if steady else []), *part_b(table, progress.stage))


def is_second(table: Table, progress: Progress) -> bool:
    """A second check of the whole, which began with "has it changed itself?", and not a short one of a few rows."""
    return progress.todo is not None and {*part_b(table, progress.stage)} <= {*progress.todo}


def restaged(table: Table, progress: Progress) -> Progress:
    """A second check asks the way rows of the stage that it has just learnt."""
    if progress.todo is None or STAGE not in progress.todo:
        return progress
    way = {row.slug for row in table.way}
    first = next((place for place, step in enumerate(progress.todo) if step in way), len(progress.todo))
    rest = [step for step in progress.todo[first:] if step not in way]
    return replace(progress, todo=(*progress.todo[:first], *part_b(table, progress.stage), *rest))


def offered(table: Table, progress: Progress) -> dict[str, Value]:
    """What a second check shows in one go."""
    todo = progress.todo or ()
    before = todo[: todo.index(USUAL)] if USUAL in todo else todo
    known = {row: value for row in table.usual if (value := progress.answers.get(row)) in KNOWN and value}
    return {row: value for row, value in known.items() if row not in before}


def as_usual(table: Table, progress: Progress, shown: Mapping[str, Value], *, same: bool) -> Progress:
    """`shown` is so here too, or is asked row by row. Rows answered by hand stay as they are."""
    if progress.todo is None:
        kept = {row: value for row, value in progress.answers.items() if row in progress.fresh}
        return replace(progress, answers={**shown, **kept} if same else kept).with_flag("usual")
    if not same and set(shown) <= {*progress.todo}:
        return progress.with_fresh(USUAL)
    rest = [step for step in progress.todo if step not in shown]
    at = rest.index(USUAL) + 1
    todo = (*rest[:at], *([] if same else shown), *rest[at:])
    return replace(progress, todo=todo, fresh=(progress.fresh - shown.keys()) | {USUAL})
