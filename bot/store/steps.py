"""Next steps taken from a card: one open one a deal, with a local date and the reminders that were sent."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from bot.store.checks import COLUMNS, Check, check_of
from bot.store.database import Database, Row, Write

State = Literal["open", "done", "dropped"]

REMINDERS = 3
"""So many at most; then the step is silent, and its deal shows that it is overdue."""


@dataclass(frozen=True, slots=True)
class Step:
    id: int
    person: int
    deal: int
    source: int
    """The check whose card it was taken from."""
    finding: str
    """`Finding.id`, or "keep.<row>" where all fits."""
    rows: tuple[str, ...]
    """To be asked again when it is done."""
    day: date
    """Local."""
    taken_at: int
    state: State = "open"
    reminders: int = 0
    reminded_day: date | None = None


@dataclass(frozen=True, slots=True)
class OnCard:
    """A step with the check that it was taken from, which has its words."""

    step: Step
    check: Check


_STEP = f"""
select s.id as step, s.source as source, s.finding as finding, s.rows as step_rows, s.day as day,
  s.taken_at as taken_at, s.state as step_state, s.reminders as reminders, s.reminded_day as reminded_day, {COLUMNS}
from steps s join checks c on c.id = s.source join deals d on d.id = s.deal
"""


def _of(row: Row) -> OnCard:
    check = check_of(row)
    reminded = row["reminded_day"]
    step = Step(
        row["step"], check.person, check.deal, row["source"], row["finding"], tuple(json.loads(row["step_rows"])),
        date.fromisoformat(row["day"]), row["taken_at"], row["step_state"], row["reminders"],
        date.fromisoformat(reminded) if reminded else None,
    )  # fmt: skip
    return OnCard(step, check)


async def _read(db: Database, sql: str, params: Mapping[str, Any]) -> list[OnCard]:
    return [_of(row) for row in await db.read(_STEP + sql, params)]


async def load(db: Database, step: int, person: int) -> OnCard | None:
    """Only the owner's, whatever became of it."""
    found = await _read(db, "where s.id = :step and s.person = :person", {"step": step, "person": person})
    return found[0] if found else None


async def of_deal(db: Database, deal: int, person: int) -> OnCard | None:
    """The open one."""
    sql = "where s.deal = :deal and s.person = :person and s.state = 'open'"
    found = await _read(db, sql, {"deal": deal, "person": person})
    return found[0] if found else None


_DUE = """
where s.person = :person and s.state = 'open' and d.state = 'open' and s.day <= :today and s.reminders < :most
  and coalesce(s.reminded_day, '') < :today
order by s.day, s.taken_at, s.id
"""


async def due(db: Database, person: int, today: date) -> list[OnCard]:
    """Those to be reminded of today, the oldest promise first."""
    return await _read(db, _DUE, {"person": person, "today": today.isoformat(), "most": REMINDERS})


_REMINDED = """
where s.person = :person and s.state = 'open' and s.reminded_day = :day and s.day <= :day
order by s.day, s.taken_at, s.id
"""


async def reminded(db: Database, person: int, day: date) -> list[OnCard]:
    """What that morning's message reminded of and nobody has decided about."""
    return await _read(db, _REMINDED, {"person": person, "day": day.isoformat()})


def take(step: Step) -> list[Write]:
    """In place of the deal's open one."""
    drop = "update steps set state = 'dropped', ended_at = :now where deal = :deal and state = 'open'"
    sql = (
        "insert into steps (id, person, deal, source, finding, rows, day, taken_at) "
        "values (:id, :person, :deal, :source, :finding, :rows, :day, :now)"
    )
    values = {
        "id": step.id, "person": step.person, "deal": step.deal, "source": step.source, "finding": step.finding,
        "rows": json.dumps(step.rows), "day": step.day.isoformat(), "now": step.taken_at,
    }  # fmt: skip
    return [Write(drop, {"deal": step.deal, "now": step.taken_at}), Write(sql, values)]


def remind(step: Step, day: date) -> Write:
    sql = (
        "update steps set reminders = reminders + 1, reminded_day = :day "
        "where id = :id and state = 'open' and reminders = :was and day = :promised"
    )
    values = {"id": step.id, "day": day.isoformat(), "was": step.reminders, "promised": step.day.isoformat()}
    return Write(sql, values, hits=1)


def postpone(step: Step, day: date) -> Write:
    """By a reminder's button: its reminders still count."""
    sql = "update steps set day = :day where id = :id and state = 'open'"
    return Write(sql, {"id": step.id, "day": day.isoformat()}, hits=1)


def promise(step: Step, day: date) -> Write:
    """Another date, chosen by the person: reminded of as if it were taken anew."""
    sql = "update steps set day = :day, reminders = 0 where id = :id and state = 'open'"
    return Write(sql, {"id": step.id, "day": day.isoformat()}, hits=1)


def end(step: Step, state: Literal["done", "dropped"], now: int) -> Write:
    sql = "update steps set state = :state, ended_at = :now where id = :id and state = 'open'"
    return Write(sql, {"id": step.id, "state": state, "now": now}, hits=1)
