"""Deals and their checks. A check is its answers; `rev` tells a write that somebody else was quicker."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bot.check.course import Progress
from bot.check.diagnosis import Value
from bot.store.database import Database, Row, Write

State = Literal["open", "aside", "done"]
DealKind = Literal["deal", "typical"]
"""typical: not one deal but what this person usually sells; one a person."""


@dataclass(frozen=True, slots=True)
class Check:
    id: int
    deal: int
    person: int
    number: int
    """The deal's number among this person's deals."""
    name: str | None
    content: str
    """Version of the content it began with."""
    state: State
    progress: Progress
    rev: int
    started_at: int
    touched_at: int
    prior: int | None = None
    """The check of this deal before it: a second check tells what has moved since."""
    kind: DealKind = "deal"
    closed: bool = False
    """Its deal is won, lost or put off."""

    @property
    def is_typical(self) -> bool:
        return self.kind == "typical"


COLUMNS = """c.id as id, c.deal as deal, c.person as person, c.content as content, c.state as state,
c.answers as answers, c.stage as stage, c.public as public, c.guess as guess, c.flags as flags, c.rev as rev,
c.started_at as started_at, c.touched_at as touched_at, c.todo as todo, c.fresh as fresh, c.prior as prior,
d.number as number, d.name as name, d.kind as kind, d.state as deal_state"""


def check_of(row: Row) -> Check:
    return Check(
        id=row["id"],
        deal=row["deal"],
        person=row["person"],
        number=row["number"],
        name=row["name"],
        content=row["content"],
        state=row["state"],
        progress=_progress_of(row),
        rev=row["rev"],
        started_at=row["started_at"],
        touched_at=row["touched_at"],
        prior=row["prior"],
        kind=row["kind"],
        closed=row["deal_state"] != "open",
    )


def _progress_of(row: Row) -> Progress:
    return Progress(
        answers=json.loads(row["answers"]),
        stage=row["stage"],
        public=row["public"],
        guess=row["guess"],
        flags=frozenset(json.loads(row["flags"])),
        todo=None if row["todo"] is None else tuple(json.loads(row["todo"])),
        fresh=frozenset(json.loads(row["fresh"])),
    )


_LOAD = f"select {COLUMNS} from checks c join deals d on d.id = c.deal where c.id = :id and c.person = :person"


async def load(db: Database, check: int, person: int) -> Check | None:
    """Only the owner's."""
    rows = await db.read(_LOAD, {"id": check, "person": person})
    return check_of(rows[0]) if rows else None


_OF_DEAL = f"""
select {COLUMNS} from checks c join deals d on d.id = c.deal
where c.deal = :deal and c.person = :person and (c.state <> 'done' or c.id = d.check_now)
"""


async def of_deal(db: Database, deal: int, person: int) -> tuple[Check | None, Check | None]:
    """The check that goes on or was put aside, and the last finished one; only the owner's."""
    rows = await db.read(_OF_DEAL, {"deal": deal, "person": person})
    found = sorted(map(check_of, rows), key=lambda check: check.state)
    going = [check for check in found if check.state != "done"]
    done = [check for check in found if check.state == "done"]
    return (going[-1] if going else None), (done[-1] if done else None)


def begin(check: Check) -> list[Write]:
    """A new deal with its first check."""
    sql = "insert into deals (id, person, number, created_at, touched_at) values (:id, :person, :number, :now, :now)"
    values = {"id": check.deal, "person": check.person, "number": check.number, "now": check.started_at}
    return [Write(sql, values), begin_again(check)]


def begin_again(check: Check) -> Write:
    """One more check of a deal."""
    sql = (
        "insert into checks (id, deal, person, content, state, prior, started_at, touched_at, answers, stage, public, "
        "guess, flags, todo, fresh) values (:id, :deal, :person, :content, 'open', :prior, :now, :now, :answers, "
        ":stage, :public, :guess, :flags, :todo, :fresh)"
    )
    values = {"id": check.id, "deal": check.deal, "person": check.person, "content": check.content}
    return Write(sql, {**values, "prior": check.prior, "now": check.started_at, **_columns(check.progress)})


def _columns(progress: Progress) -> dict[str, object]:
    return {
        "answers": json.dumps(dict(progress.answers)),
        "stage": progress.stage,
        "public": progress.public,
        "guess": progress.guess,
        "flags": json.dumps(sorted(progress.flags)),
        "todo": None if progress.todo is None else json.dumps(progress.todo),
        "fresh": json.dumps(sorted(progress.fresh)),
    }


_SAVE = """
update checks set answers = :answers, stage = :stage, public = :public, guess = :guess, flags = :flags,
todo = :todo, fresh = :fresh, state = :state, rev = :rev + 1, touched_at = :now, result = :result,
finished_at = :finished where id = :id and rev = :rev
"""


def save(check: Check, now: int, result: Mapping[str, Any] | None = None) -> Write:
    """Everything that was answered. `result`: the numbers of a finished check, which are kept as they are."""
    params = {
        "id": check.id,
        "rev": check.rev,
        **_columns(check.progress),
        "state": check.state,
        "now": now,
        "finished": now if result is not None else None,
        "result": json.dumps(result) if result is not None else None,
    }
    return Write(_SAVE, params, hits=1)


def rename(check: Check, name: str | None) -> Write:
    return Write("update deals set name = :name where id = :id", {"id": check.deal, "name": name}, hits=1)


_RESULT = """
select answers, stage, public, guess, flags, todo, fresh, result from checks where id = :id and state = 'done'
"""


async def result(db: Database, check: int) -> tuple[Progress, dict[str, Any]] | None:
    """What was answered in a finished check, and its numbers as they were kept."""
    rows = await db.read(_RESULT, {"id": check})
    return (_progress_of(rows[0]), json.loads(rows[0]["result"])) if rows and rows[0]["result"] else None


_LATEST = """
select deal, answers from checks where person = :person and state = 'done' and finished_at <= :until
order by finished_at desc, id desc limit 12
"""


async def latest(db: Database, person: int, until: int) -> list[Mapping[str, Value]]:
    """Answers of the last three deals checked by then, the latest first; a deal's own last check speaks for it."""
    rows = await db.read(_LATEST, {"person": person, "until": until})
    of_deals: dict[int, Mapping[str, Value]] = {}
    for row in rows:
        of_deals.setdefault(row["deal"], json.loads(row["answers"]))
    return list(of_deals.values())[:3]
