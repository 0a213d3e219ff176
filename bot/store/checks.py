"""Deals and their checks. A check is its answers; `rev` tells a write that somebody else was quicker."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bot.course import Progress
from bot.store.database import Database, Row, Write

State = Literal["open", "aside", "done"]


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


COLUMNS = """c.id as id, c.deal as deal, c.person as person, c.content as content, c.state as state,
c.answers as answers, c.stage as stage, c.public as public, c.guess as guess, c.flags as flags, c.rev as rev,
c.started_at as started_at, c.touched_at as touched_at, d.number as number, d.name as name"""


def check_of(row: Row) -> Check | None:
    if row["id"] is None:
        return None
    return Check(
        id=row["id"],
        deal=row["deal"],
        person=row["person"],
        number=row["number"],
        name=row["name"],
        content=row["content"],
        state=row["state"],
        progress=Progress(
            answers=json.loads(row["answers"]),
            stage=row["stage"],
            public=row["public"],
            guess=row["guess"],
            flags=frozenset(json.loads(row["flags"])),
        ),
        rev=row["rev"],
        started_at=row["started_at"],
        touched_at=row["touched_at"],
    )


_LOAD = f"select {COLUMNS} from checks c join deals d on d.id = c.deal where c.id = :id and c.person = :person"


async def load(db: Database, check: int, person: int) -> Check | None:
    """Only the owner's."""
    rows = await db.read(_LOAD, {"id": check, "person": person})
    return check_of(rows[0]) if rows else None


def begin(check: Check) -> list[Write]:
    deal = "insert into deals (id, person, number, created_at) values (:id, :person, :number, :now)"
    sql = (
        "insert into checks (id, deal, person, content, state, started_at, touched_at) "
        "values (:id, :deal, :person, :content, 'open', :now, :now)"
    )
    values = {"person": check.person, "now": check.started_at}
    return [
        Write(deal, {"id": check.deal, "number": check.number, **values}),
        Write(sql, {"id": check.id, "deal": check.deal, "content": check.content, **values}),
    ]


_SAVE = """
update checks set answers = :answers, stage = :stage, public = :public, guess = :guess, flags = :flags,
state = :state, rev = :rev + 1, touched_at = :now, result = :result, finished_at = :finished
where id = :id and rev = :rev
"""


def save(check: Check, now: int, result: Mapping[str, Any] | None = None) -> Write:
    """Everything that was answered. `result`: the numbers of a finished check, which are kept as they are."""
    progress = check.progress
    params = {
        "id": check.id,
        "rev": check.rev,
        "answers": json.dumps(dict(progress.answers)),
        "stage": progress.stage,
        "public": progress.public,
        "guess": progress.guess,
        "flags": json.dumps(sorted(progress.flags)),
        "state": check.state,
        "now": now,
        "finished": now if result is not None else None,
        "result": json.dumps(result) if result is not None else None,
    }
    return Write(_SAVE, params, hits=1)


def rename(check: Check, name: str | None) -> Write:
    return Write("update deals set name = :name where id = :id", {"id": check.deal, "name": name}, hits=1)
