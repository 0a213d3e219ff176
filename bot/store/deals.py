"""Deals: what a person works on, how each stands, and how it ended."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple, get_args

from bot.store.checks import Check, DealKind
from bot.store.database import Database, Row, Write

State = Literal["open", "won", "lost", "off"]
"""off: put off, neither won nor lost."""
Ending = Literal["won", "lost", "off"]
ENDINGS: tuple[Ending, ...] = get_args(Ending)

Standing = Literal["overdue", "quiet", "dated", "free"]
"""What wants attention: the step's day is over; no step and nothing new for too long; a step with a day; nothing."""
STANDINGS: tuple[Standing, ...] = get_args(Standing)


class Cut(NamedTuple):
    """What is late for this person now."""

    today: str = ""
    """The local date: a step of an earlier day is overdue."""
    b2b: int = -1
    """A deal as in B2B, or of no type yet, with nothing new since then (ms) is quiet."""
    mixed: int = -1


NEVER = Cut()


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished check in the numbers that were kept of it."""

    check: int
    stage: str | None
    guess: int | None
    result: Mapping[str, Any]

    @property
    def band(self) -> str:
        return str(self.result["band"])

    @property
    def fit_share(self) -> float | None:
        return self.result["fit"] / self.result["fit_of"] if self.result["fit_of"] else None


class Step(NamedTuple):
    finding: str
    """`Finding.id`, or "keep.<row>" where all fits."""
    day: date


@dataclass(frozen=True, slots=True)
class Deal:
    id: int
    person: int
    number: int
    name: str | None
    kind: DealKind
    state: State
    reason: str | None
    """Why it was lost: a row, or "none" of them."""
    created_at: int
    touched_at: int
    closed_at: int | None
    now: Finished | None
    """The last finished check."""
    before: Finished | None
    """The one before it."""
    step: Step | None
    standing: Standing

    @property
    def stale(self) -> bool:
        return self.standing in ("overdue", "quiet")

    @property
    def trend(self) -> Literal[-1, 0, 1] | None:
        """Whether the work fits better (1) or worse than one check earlier."""
        now, before = (each.fit_share if each else None for each in (self.now, self.before))
        if now is None or before is None:
            return None
        return 0 if abs(now - before) < 1e-9 else 1 if now > before else -1


_DEAL = """
select d.id as id, d.person as person, d.number as number, d.name as name, d.kind as kind, d.state as state,
  d.reason as reason, d.created_at as created_at, d.touched_at as touched_at, d.closed_at as closed_at,
  n.id as now_id, n.stage as now_stage, n.guess as now_guess, n.result as now_result,
  b.id as before_id, b.stage as before_stage, b.guess as before_guess, b.result as before_result,
  s.finding as finding, s.day as day,
  case when d.state <> 'open' then 3 when s.day < :today then 0 when s.day is not null then 2
    when d.touched_at <= case
      when n.id is null or d.kind = 'typical' or n.result like '%"band": "b2c"%' then cast(-1 as bigint)
      when n.result like '%"band": "mixed"%' then :mixed else :b2b end then 1
    else 3 end as standing
from deals d
left join checks n on n.id = d.check_now
left join checks b on b.id = d.check_before
left join steps s on s.deal = d.id and s.state = 'open'
"""
"""A sale as in B2C, and the typical one, are never quiet: only a day that was promised can pass."""


def _deal(row: Row) -> Deal:
    return Deal(
        row["id"], row["person"], row["number"], row["name"], row["kind"], row["state"], row["reason"],
        row["created_at"], row["touched_at"], row["closed_at"], _finished(row, "now"), _finished(row, "before"),
        Step(row["finding"], date.fromisoformat(row["day"])) if row["day"] else None, STANDINGS[row["standing"]],
    )  # fmt: skip


def _finished(row: Row, which: str) -> Finished | None:
    if row[f"{which}_result"] is None:
        return None
    names = ("id", "stage", "guess", "result")
    check, stage, guess, result = (row[f"{which}_{name}"] for name in names)
    return Finished(check, stage, guess, json.loads(result))


async def load(db: Database, deal: int, person: int, cut: Cut = NEVER) -> Deal | None:
    """Only the owner's."""
    sql = f"{_DEAL} where d.id = :deal and d.person = :person"
    rows = await db.read(sql, {"deal": deal, "person": person, **cut._asdict()})
    return _deal(rows[0]) if rows else None


OPEN_PAGE = f"""{_DEAL} where d.person = :person and d.state = 'open'
order by standing, s.day, d.touched_at desc, d.number desc limit :limit offset :offset"""
CLOSED_PAGE = f"""{_DEAL} where d.person = :person and d.state in ('won', 'lost', 'off')
order by d.closed_at desc, d.number desc limit :limit offset :offset"""


async def page(
    db: Database, person: int, state: Literal["open", "closed"], offset: int, limit: int, cut: Cut = NEVER
) -> list[Deal]:
    """Open ones as a salesperson wants them: what slips first (a day that was promised before mere silence, the oldest
    promise on top), then what is promised next, then what was worked on last. Closed ones: the last closed first."""
    sql = OPEN_PAGE if state == "open" else CLOSED_PAGE
    rows = await db.read(sql, {"person": person, "offset": offset, "limit": limit, **cut._asdict()})
    return [_deal(row) for row in rows]


async def last(db: Database, person: int, many: int, cut: Cut = NEVER) -> list[Deal]:
    """The open deals worked on last."""
    sql = f"{_DEAL} where d.person = :person and d.state = 'open' order by d.touched_at desc, d.number desc limit :many"
    return [_deal(row) for row in await db.read(sql, {"person": person, "many": many, **cut._asdict()})]


async def typical(db: Database, person: int, cut: Cut = NEVER) -> Deal | None:
    """The deal that stands for what this person usually sells."""
    sql = f"{_DEAL} where d.person = :person and d.state = 'open' and d.kind = 'typical'"
    rows = await db.read(sql, {"person": person, **cut._asdict()})
    return _deal(rows[0]) if rows else None


async def counts(db: Database, person: int) -> dict[State, int]:
    rows = await db.read(
        "select state, count(*) as many from deals where person = :person group by state", {"person": person}
    )
    found: dict[State, int] = {"open": 0, "won": 0, "lost": 0, "off": 0}
    return found | {row["state"]: int(row["many"]) for row in rows}


class Ended(NamedTuple):
    """A deal that was won or lost, as its last check saw it; a typical sale is none."""

    won: bool
    guess: int | None
    answers: Mapping[str, str]
    result: Mapping[str, Any]


_ENDED = """
select d.state as state, n.answers as answers, n.result as result, coalesce(n.guess, (
  select c.guess from checks c where c.deal = d.id and c.state = 'done' and c.guess is not null
  order by c.finished_at desc, c.id desc limit 1)) as guess
from deals d join checks n on n.id = d.check_now
where d.person = :person and d.kind = 'deal' and d.state in ('won', 'lost') and n.result is not null
order by d.closed_at, d.number
"""


async def ended(db: Database, person: int) -> list[Ended]:
    """For the mirror. The guess is the last one that was made."""
    rows = await db.read(_ENDED, {"person": person})
    return [
        Ended(row["state"] == "won", row["guess"], json.loads(row["answers"]), json.loads(row["result"]))
        for row in rows
    ]


def finished(check: Check, now: int) -> Write:
    """This check is the deal's last one now."""
    sql = "update deals set check_before = check_now, check_now = :check, touched_at = :now where id = :deal"
    return Write(sql, {"deal": check.deal, "check": check.id, "now": now}, hits=1)


def touch(deal: int, now: int) -> Write:
    """Something new has happened."""
    return Write("update deals set touched_at = :now where id = :deal", {"deal": deal, "now": now}, hits=1)


def rename(deal: int, name: str) -> Write:
    return Write("update deals set name = :name where id = :deal", {"deal": deal, "name": name}, hits=1)


def close(deal: int, state: Ending, reason: str | None, now: int) -> list[Write]:
    """Nothing of it is due any more: the step is dropped, visits are not asked about, an open check is put aside."""
    at = {"deal": deal, "now": now}
    shut = (
        "update deals set state = :state, reason = :reason, closed_at = :now, touched_at = :now "
        "where id = :deal and state = 'open'"
    )
    return [
        Write(shut, {**at, "state": state, "reason": reason}, hits=1),
        Write("update steps set state = 'dropped', ended_at = :now where deal = :deal and state = 'open'", at),
        Write("update visits set state = 'none', ask_at = null where deal = :deal and state in ('planned', 'asked')",
              {"deal": deal}),
        Write("update checks set state = 'aside', rev = rev + 1 where deal = :deal and state = 'open'", {"deal": deal}),
    ]  # fmt: skip


def reopen(deal: int, now: int) -> Write:
    sql = (
        "update deals set state = 'open', reason = null, closed_at = null, touched_at = :now "
        "where id = :deal and state <> 'open'"
    )
    return Write(sql, {"deal": deal, "now": now}, hits=1)


_PICTURES = """
delete from pictures where person = :person and key in (
  select p.key from pictures p join checks c on p.key like 'deal:' || c.id || ':%'
  where p.person = :person and c.deal = :deal)
"""


def delete(deal: int, person: int) -> list[Write]:
    """With its checks, steps and visits, which follow, and the pictures of it."""
    own = {"deal": deal, "person": person}
    return [Write(_PICTURES, own), Write("delete from deals where id = :deal and person = :person", own, hits=1)]
